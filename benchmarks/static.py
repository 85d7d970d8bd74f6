"""The limit: the same page with its answers inlined, and a server that only sends files.

`python -m benchmarks.static --port 8000 --sizes '{"timeline": "L"}'` serves it. HTML, script,
charts and fonts are those of the page; nothing is computed after the start.
"""

import argparse
import asyncio
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import brotli
import orjson
import tornado.web
from markupsafe import Markup

from benchmarks import steps
from widgets.board.explorer import script
from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.serve.http import assets
from widgets.serve.http.document import ICON, Document, Sheet
from widgets.serve.http.static import Store
from widgets.serve.launch import NOTEBOOKS
from widgets.serve.notebook.manuscript import Manuscript
from widgets.tables.package import Tables, load

MANUSCRIPT = Manuscript.of(NOTEBOOKS / "index.ipynb")
BOARD = MANUSCRIPT.board
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Export:
    """`inline`: what the page carries; `answers`: what it loads before steps are measured."""

    inline: dict
    answers: dict


def export(tables: Tables, sizes: dict[str, str], reached: list[Address]) -> Export:
    """The answers at some addresses, at the sizes that the charts will have.

    Charts and texts are kept once each under an id, so a step changes exactly what differs.
    """
    sizes = dict.fromkeys(BOARD.charts, "L") | sizes
    contents: dict[str, object] = {}

    def kept(values: dict[str, object]) -> dict[str, str]:
        ids = {n: hashlib.sha256(orjson.dumps(v)).hexdigest()[:10] for n, v in values.items()}
        contents.update({ids[name]: value for name, value in values.items()})
        return ids

    def answer(address: Address) -> dict:
        whole = BOARD.answer(tables, address, sizes)
        return whole | {"texts": kept(whole["texts"]), "charts": kept(whole["charts"])}

    after, _ = addresses.changed(Address(), [["set", *steps.first(tables)]], tables)
    start, first = answer(Address()), answer(after)
    changed = {
        first[kind][name]
        for kind in ("texts", "charts")
        for name in first[kind]
        if first[kind][name] != start[kind][name]
    }
    inline = {
        "contents": {name: contents[name] for name in changed | set(start["charts"].values())},
        "answers": [start, first],
    }
    answers = [answer(address) for address in reached]
    return Export(inline, {"contents": contents, "answers": answers})


def document(tables: Tables, made: Export, store: Store) -> str:
    """The page of an Export; its files are put into the store."""
    page = Document(
        base="/",
        page_js="/" + store.add("page.js", _script().encode()),
        icon="/" + store.add("icon.svg", ICON),
        **assets.head(store, "/"),
    )
    text = orjson.dumps(made.inline).decode().replace("<", "\\u003c")
    html = BOARD.html(tables, Address()) + Markup(
        '<script type="application/json" id="handover-answers">{}</script>\n'
    ).format(Markup(text))
    return page.page(Sheet(MANUSCRIPT.title), html, BOARD.state(tables, Address()))


def _script() -> str:
    return script("chart.js", "board.js", str(HERE / "static.js"))


class Whole(tornado.web.RequestHandler):
    """One text, compressed beforehand, that a browser asks for at each visit."""

    def initialize(self, text: bytes, mime: str) -> None:
        """`text` as it is before compression."""
        self._text, self._mime = text, mime

    def get(self) -> None:
        """The text."""
        self.set_header("Content-Type", self._mime)
        self.set_header("Content-Encoding", "br")  # every browser that we measure takes it
        self.set_header("Cache-Control", "no-store")
        self.finish(self._text)


def application(tables: Tables, sizes: dict[str, str]) -> tornado.web.Application:
    """The server of the static page."""
    store = Store()
    made = export(tables, sizes, steps.reached(tables))
    texts = {
        "/": (document(tables, made, store).encode(), "text/html; charset=utf-8", 11),
        "/answers.json": (orjson.dumps(made.answers), "application/json", 5),
    }
    whole = [
        (path, Whole, {"text": brotli.compress(text, quality=quality), "mime": mime})
        for path, (text, mime, quality) in texts.items()
    ]
    return tornado.web.Application([*whole, *store.handlers()])


async def _serve(port: int, sizes: dict[str, str]) -> None:
    application(load(), sizes).listen(port, "127.0.0.1")
    print(f"The static page is at http://127.0.0.1:{port}/", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Serve the static page until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.static", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--sizes", type=json.loads, default={}, help="JSON: size (S, M, L) of each chart, else L"
    )
    options = parser.parse_args()
    asyncio.run(_serve(options.port, options.sizes))


if __name__ == "__main__":
    main()
