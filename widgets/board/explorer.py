"""Explorer: a Board in a notebook - one widget that answers the browser's steps from the kernel."""

import json
from importlib.resources import files
from pathlib import Path

import anywidget
import traitlets

from widgets.board.board import ROWS, Board
from widgets.board.link import Link
from widgets.board.view import fault
from widgets.draw import tokens
from widgets.reading import address as addresses
from widgets.reading.reading import Problem
from widgets.tables.package import DataError
from widgets.words import messages

_HERE = Path(__file__).parent


def script(*names: str) -> str:
    """The browser's side, as one text: what draws, what steps, and how it is started."""
    dark = f"const DARK = {json.dumps(tokens.dark_partners())};\n"
    said = json.dumps(messages.templates("script-"), ensure_ascii=False)
    return f"const WORDS = {said};\n{dark}" + "\n".join(
        (_HERE / name).read_text(encoding="utf-8") for name in names
    )


def css() -> str:
    """The looks of charts, controls and page, for whatever document shows them."""
    computing = json.dumps(messages.message("script-computing"), ensure_ascii=False)
    return (
        f":root{{--computing:{computing}}}"
        + tokens.css()
        + (_HERE / "page.css").read_text(encoding="utf-8")
    )


def plotly_js() -> bytes:
    """plotly.js as plotly.py ships it, for pages that serve no copy of their own."""
    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()


class Explorer(anywidget.AnyWidget):
    """A Board under one Link. Explorers with the same Link follow each other."""

    _esm = script("chart.js", "board.js", "widget.js")

    html = traitlets.Unicode().tag(sync=True)
    css = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    query = traitlets.Unicode().tag(sync=True)

    def __init__(self, link: Link, board: Board) -> None:
        self.link = link
        self.board = board
        self._asking = False
        super().__init__()
        problems = [Problem("", sentence) for sentence in link.problems]
        self.html = str(board.html(link.tables, link.address, problems, self.model_id[:6]))
        self.css = css()
        self.state = board.state(link.tables, link.address)
        self.add_class("handover")
        link.observe(self._follow, ["address", "problems"])
        self.on_msg(self._heard)

    def set_state(self, sync_data: dict) -> None:
        """Nothing: a page asks, and sets none of what its kernel shows or has it import."""

    def _follow(self, _change: object) -> None:
        """Another explorer, or a cell, changed the Link: the browser asks for what it shows."""
        self.query = self.link.address.to_query()
        if not self._asking:
            self.send({"moved": True})

    def _heard(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict) or not isinstance(message.get("ask"), int):
            return
        try:
            answer = self._answered(message)
        except (TypeError, ValueError):
            answer = {"problem": messages.message("board-no-question")}
        except DataError as error:
            answer = {"problem": str(error)}
        except Exception:
            answer = {"problem": fault("a question failed")}
        brings = message.get("what") == "plotly" and "problem" not in answer
        buffers = [plotly_js()] if brings else None
        self.send({"answers": message["ask"], **answer}, buffers=buffers)

    def _answered(self, message: dict) -> dict:
        tables, sizes = self.link.tables, self.board.sizes(message.get("sizes"))
        name = message.get("chart")
        match message.get("what"):
            case "step":
                at, do = str(message.get("at", "")), message.get("do", [])
                return self._step(at, do, sizes)
            case "charts":
                return self.board.contents(tables, str(message.get("at", "")), sizes)
            case "csv" if isinstance(name, str) and name in {ROWS, *self.board.charts}:
                at, _ = addresses.read(str(message.get("at", "")), tables)
                return {"csv": self.board.csv(tables, at, name)}
            case "table" if isinstance(name, str) and name in [
                r["name"] for r in tables.package["resources"]
            ]:
                return {"csv": tables.text(name)}
            case "there":
                return {}
            case "plotly":
                return {}
        raise ValueError(message)

    def _step(self, at: str, do: list, sizes: dict[str, str]) -> dict:
        """A step of the reader's, or `["follow"]`: to where the Link is by now, and then on."""
        follows = isinstance(do, list) and do[:1] == [["follow"]]
        if follows:
            do = [["address", self.link.address.to_query()], *do[1:]]
        step = self.board.step(self.link.tables, at, do, sizes)
        if follows and len(do) == 1:
            return step  # the Link may have moved on since: it is not set back
        self._asking = True  # the browser that asked is told by the answer
        try:
            self.link.set_query(step["query"])
        finally:
            self._asking = False
        return step
