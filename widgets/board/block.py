"""Block: what a cell of a notebook shows a reader - charts, texts and controls of one Address.

In JupyterLab and under Voila a block is a widget that its kernel answers; where our own server runs
the notebook it is a part of the page, and the server answers.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from widgets.board import controls
from widgets.board.board import Board, Part, Put, Reviews, Texts, slot
from widgets.board.link import At, Link
from widgets.board.view import View
from widgets.reading.address import Address
from widgets.reading.reading import Problem
from widgets.tables.package import Tables

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go  # noqa: TID251 - its type only

MIME = "application/vnd.handover.block"
SERVED = "HANDOVER_SERVED"  # set in a kernel that joins a page of our own server
Place = str | Callable[[Tables, Put], Markup]
"""The name of a chart, a control or a text, or a function that lays out several."""

LIVE = Markup('<div class="text-{0}" data-text="{0}" aria-live="polite">{1}</div>')
NOTE = Markup('<p class="note presets" data-text="{0}">{1}</p>')
STATEMENT = Markup('<p class="sentence statement" role="status" data-text="{0}">{1}</p>')
"""How a text stands, of its name and its HTML."""

collected: ContextVar[list["Block"] | None] = ContextVar("collected", default=None)
"""Where our server, as it runs a notebook, finds the blocks that its cells show."""


def no_texts(_tables: Tables, _address: Address) -> dict[str, str]:
    """No passages."""
    return {}


class Block:
    """What a cell shows. `places` stand one after the other; `reads`: the texts that a function
    among them lays out; `call`: how a notebook makes this block, `carries.over_time`; `role`: how
    a page lays it out (chart, text, bar, aside).

    >>> from widgets import carries
    >>> block = carries.share("to=2024-09")
    >>> "United States" in block.text(), len(block.table()) > 12
    (True, True)
    """

    def __init__(
        self,
        *places: Place,
        charts: Mapping[str, Part] | None = None,
        texts: Texts = no_texts,
        frames: Mapping[str, Markup] | None = None,
        reads: Sequence[str] = (),
        announce: Callable[[Tables, Address, Address], Markup] | None = None,
        reviews: Reviews | None = None,
        at: At = None,
        call: str = "",
        role: str = "chart",
    ) -> None:
        self.link = Link.of(at)
        self.places, self.frames = places, frames or {}
        self.call, self.role = call, role
        names = [place for place in places if isinstance(place, str)]
        used = {name: (charts or {})[name] for name in (*names, *reads) if name in (charts or {})}
        self.charts: dict[str, Part] = used
        inside = (text for name in names for text in controls.READS.get(name, ()))
        named = {*names, *reads, *inside}
        self.reads = named - set(used) - set(controls.NAMES)
        self.texts, self.announce, self.reviews = texts, announce, reviews

    def layout(self, tables: Tables, put: Put) -> Markup:
        """Its places, filled."""
        return Markup("").join(
            place(tables, put) if callable(place) else self._placed(place, put)
            for place in self.places
        )

    def _placed(self, name: str, put: Put) -> Markup:
        if name in self.charts or name in controls.NAMES:
            return slot(name, put)
        return self.frames.get(name, LIVE).format(name, put[name])

    @property
    def board(self) -> Board:
        """The block alone."""

        def texts(tables: Tables, address: Address) -> dict[str, str]:
            found = self.texts(tables, address)
            return {name: found[name] for name in found if name in self.reads}

        def layout(tables: Tables, put: Put) -> Markup:
            return Markup('<div class="chapter">{}</div>').format(self.layout(tables, put))

        return Board(self.charts, texts, layout, self.announce)

    def html(self) -> Markup:
        """What stands there before a picture is drawn, at the present Address."""
        problems = [Problem("", sentence) for sentence in self.link.problems]
        return self.board.html(self.link.tables, self.link.address, problems)

    def text(self) -> str:
        """The numbers of its charts at the present Address; of a block without one, its words."""
        return self.board.text(self.link.tables, self.link.address)

    def view(self, name: str = "") -> View:
        """One of its charts at the present Address: the first one, if none is named."""
        if not self.charts:
            raise ValueError("This block has no chart.")
        return self.board.view(self.link.tables, self.link.address, name or next(iter(self.charts)))

    def table(self, name: str = "") -> "pd.DataFrame":
        """The numbers of a chart; empty for what has no answer."""
        import pandas as pd

        found = self.view(name).table
        return pd.DataFrame() if found is None else found

    def figure(self, name: str = "", size: str = "L") -> "go.Figure":
        """A chart as a plotly Figure, to be changed."""
        return self.view(name).figure(size)

    def lines(self, query: str) -> str:
        """Python that makes this block again, and its figure or its words, at a quoted query."""
        if not self.call:
            return ""
        module, _, _ = self.call.partition(".")
        made = f"{self.call}({query})"
        last = f"{made}.figure()" if self.charts else f"print({made})"
        return f"from widgets import {module}\n{last}"

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        """What a notebook stores and shows: the numbers as text, and a widget."""
        if (found := collected.get()) is not None:
            found.append(self)
            return {MIME: len(found) - 1}
        if os.environ.get(SERVED):  # the page has it already
            return {"text/plain": ""}
        from widgets.board.explorer import Explorer

        widget = Explorer(self.link, self.board)
        view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
        return {"text/plain": self.text(), "application/vnd.jupyter.widget-view+json": view}


class Chart(Block):
    """One View in a notebook, with its sentence, table and downloads.

    It stands alone: a click has nothing to open.

    >>> from widgets import Chart, carries
    >>> chart = Chart(carries.share().view())
    >>> "United States" in chart.text()
    True
    """

    def __init__(self, view: View) -> None:
        alone = replace(view, clicks="")
        super().__init__(view.name, charts={view.name: Part(lambda _t, _a: alone)})
