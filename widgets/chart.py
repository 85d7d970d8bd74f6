"""Chart: the thin widget that draws a Figure in the browser; its text/plain is its numbers.

plotly.js is loaded once a page: from the address that the page names, else once from the
kernel. A step sends only what changed. The browser asks for the size it has room for.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import traitlets
from markupsafe import Markup

from widgets import tokens, words
from widgets.reading import Refusal

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

SIZES = ("S", "M", "L")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class View:
    """What one chart shows: a figure for each size, its sentence, and a table of its numbers.

    `draw` takes `size` (S, M, L) and returns a Figure; `table` has units in its column
    names. A refused view has no figure: `refusal` stands in its place.
    """

    name: str
    title: str
    draw: "Callable[..., go.Figure] | None" = None
    table: "pd.DataFrame | None" = None
    sentence: Markup = Markup("")
    note: str = ""
    refusal: Refusal | None = None
    decimals: int = 3


def patch(old: object, new: object, path: tuple = ()) -> list[list]:
    """`[path, value]` pairs that turn one JSON value into another; `[path]` removes a key."""
    if old == new and type(old) is type(new):
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        pairs = [[[*path, key]] for key in old if key not in new]
        for key, value in new.items():
            if key in old:
                pairs += patch(old[key], value, (*path, key))
            else:
                pairs.append([[*path, key], value])
        return pairs
    lists = isinstance(old, list) and isinstance(new, list)
    if lists and path[-1:] == ("data",) and len(old) == len(new):  # trace by trace
        return [
            pair
            for i, both in enumerate(zip(old, new, strict=True))
            for pair in patch(*both, (*path, i))
        ]
    return [[list(path), new]]


def content(view: View, size: str) -> dict:
    """Everything that the browser needs to show a view, as plain JSON values."""
    head = {"title": view.title, "subtitle": "", "scope": "", "source": "", "alt": view.title}
    shown = {"size": size, "file": view.name, "figure": None, "note": "", "table": "", "csv": ""}
    if view.refusal:
        return shown | {"head": head, "sentence": str(words.refusal(view.refusal))}
    figure = view.draw(size=size).to_plotly_json()
    head |= figure["layout"].pop("meta")
    caption = f"{head['title']}. {head['subtitle']}"
    shown |= {
        "figure": figure,
        "head": head,
        "sentence": str(view.sentence),
        "note": view.note,
        "table": str(words.table(view.table, caption, view.decimals)),
        "csv": words.comma_separated(view.table, f"{head['subtitle']}. {head['source']}"),
    }
    return json.loads(json.dumps(shown, allow_nan=False))


class Chart(anywidget.AnyWidget):
    """One chart with its title, sentence, table, source line and downloads.

    Set `view` to draw something else; `on_pick(callback)` hears the id of a clicked event,
    `on_query(callback)` the address of a link to another Reading.
    """

    _esm = f"const DARK = {json.dumps(tokens.dark_partners())};\n" + (_HERE / "chart.js").read_text(
        encoding="utf-8"
    )

    content = traitlets.Dict().tag(sync=True)

    def __init__(self, view: View) -> None:
        self._size = "L"
        self._picked: list[Callable[[str], None]] = []
        self._asked: list[Callable[[str], None]] = []
        self._view = view
        # what was sent is kept here too: the browser may set the trait to anything
        self._content = content(view, self._size) | {"step": 0}
        super().__init__(content=self._content)
        self.add_class("handover")
        self.on_msg(self._heard)

    @property
    def view(self) -> View:
        return self._view

    @view.setter
    def view(self, view: View) -> None:
        self._view = view
        self._show()

    def on_pick(self, callback: Callable[[str], None]) -> None:
        """Call `callback(id)` when the reader clicks a mark that has an id."""
        self._picked.append(callback)

    def on_query(self, callback: Callable[[str], None]) -> None:
        """Call `callback(query)` when the reader follows a link to another Reading."""
        self._asked.append(callback)

    def text(self) -> str:
        """Title, sentence and the table of the numbers, six significant digits."""
        view = self._view
        if view.refusal:
            return f"{view.title}\nCannot be computed: {view.refusal.sentence}"
        head = self._content["head"]
        rows = view.table.to_string(index=False, float_format=lambda v: f"{v:.6g}", na_rep="")
        return "\n".join(
            [head["title"], head["subtitle"], view.sentence.striptags(), "", rows, head["source"]]
        )

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        return mimebundle(self, self.text())

    def _should_send_property(self, key: str, value: object) -> bool:
        # A step goes out as a patch; the trait stays whole for views that come later.
        return key != "content" and super()._should_send_property(key, value)

    def _show(self) -> None:
        old = self._content
        new = self._content = content(self._view, self._size) | {"step": old["step"] + 1}
        self.content = new
        self.send({"patch": patch(old, new), "from": old["step"]})

    def _heard(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        size = message.get("size")
        if isinstance(size, str) and size in SIZES and size != self._size:
            self._size = size
            self._show()
        elif message.get("whole"):
            self.send({"whole": self._content})
        elif message.get("plotly"):
            self.send({"plotly": True}, buffers=[plotly_js()])
        elif message.get("css"):
            self.send({"css": css()})
        elif isinstance(message.get("pick"), str):
            for callback in self._picked:
                callback(message["pick"][:200])
        elif isinstance(message.get("query"), str):
            for callback in self._asked:
                callback(message["query"])


def mimebundle(widget: anywidget.AnyWidget, text: str) -> dict:
    """What a notebook stores and shows of a widget: its numbers as text, and its view."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"text/plain": text, "application/vnd.jupyter.widget-view+json": view}


def css() -> str:
    """The looks of charts, controls and page, for whatever document shows them."""
    return tokens.css() + (_HERE / "page.css").read_text(encoding="utf-8")


def plotly_js() -> bytes:
    """plotly.js as plotly.py ships it, for pages that serve no copy of their own."""
    from importlib.resources import files

    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
