"""Board: charts and texts that share one Address. Its answers are pure, so anybody may give them.

The same answer comes from the server (a stateless request), from a kernel (a message) and from
a notebook: the browser cannot tell the difference, and there is no second arithmetic.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import unescape

from markupsafe import Markup, escape

from widgets import words
from widgets.board import controls
from widgets.board.view import SIZES, View, content, failed, frame, patch
from widgets.reading import address as addresses
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Problem, Refusal
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words import message

Put = dict[str, Markup]
Reviews = Callable[[Tables, Address], list[dict]]
"""Statements as schema.org has them, for whoever reads a page without looking at it."""
Texts = Callable[[Tables, Address], dict[str, str]]
"""Passages that follow the Address, as HTML by the name of their place."""
KEPT_CONTENTS = 192
ROWS = "rows"


def everything(address: Address) -> Address:
    """A part that follows the whole Address."""
    return address


_LINK = re.compile(r'(<a [^>]*?)href="\?[^"#]*((?:#[^"]*)?"[^>]*>)')
_STEP = re.compile(r'data-(set|event|query)="([^"]*)"')


def carried(html: Markup, tables: Tables, address: Address) -> Markup:
    """The same page, whose links lead to what their step makes of this Address.

    A text is written for every Address, so its links name a step alone. Without a script they
    would lose what the reader has chosen before.
    """
    if address == Address():
        return html

    @cache
    def query(what: str, value: str) -> str:
        step = {
            "set": ["set", *value.partition("=")[::2]],
            "event": ["set", "event", value],
            "query": ["reading", value],
        }[what]
        return addresses.changed(address, [step], tables)[0].to_query()

    def led(link: re.Match) -> str:
        if not (found := _STEP.search(link[0])):
            return link[0]
        there = query(found[1], unescape(found[2]))
        return f'{link[1]}href="?{escape(there)}{link[2]}'

    return Markup(_LINK.sub(led, html))


class _Put(dict[str, Markup]):
    """Texts and charts; a control is made when the layout asks for it."""

    def __init__(self, make: Callable[[str], Markup]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Markup:
        if name not in controls.NAMES:
            raise KeyError(name)
        return self._make(name)


def slot(name: str, put: Put) -> Markup:
    """The place of a chart or of a group of controls."""
    return Markup('<div class="slot slot-{0}" data-slot="{0}">{1}</div>').format(name, put[name])


@dataclass(frozen=True)
class Part:
    """One chart: how its View is made, and which part of an Address it follows.

    `keep` sets the fields that change nothing in the View to their default: two addresses
    that differ only there share one computation.
    """

    make: Callable[[Tables, Address], View]
    keep: Callable[[Address], Address] = everything


@lru_cache(maxsize=KEPT_CONTENTS)
def _content(tables: Tables, part: Part, kept: Address, size: str) -> dict:
    return content(part.make(tables, kept), size)


@lru_cache(maxsize=KEPT_CONTENTS)
def _texts(board: "Board", tables: Tables, address: Address) -> dict[str, str]:
    counting = str(in_words.counting(address.reading, tables))
    return board.texts(tables, address) | {"counting": counting}


@dataclass(frozen=True, eq=False)
class Board:
    """`charts`: name -> Part; `texts(tables, address)`: HTML by the name of its place;
    `layout(tables, put)`: the HTML around them, where `put` holds charts, texts and controls;
    `announce(tables, old, new)`: what a step changed, to be said politely.
    """

    charts: dict[str, Part]
    texts: Texts
    layout: Callable[[Tables, Put], Markup]
    announce: Callable[[Tables, Address, Address], Markup] | None = None
    reviews: Reviews | None = None

    def view(self, tables: Tables, address: Address, name: str) -> View:
        """One chart's view; if making it fails, a sentence in its place."""
        part = self.charts[name]
        try:
            return part.make(tables, part.keep(address))
        except Exception:
            return failed(name)

    def content(self, tables: Tables, address: Address, name: str, size: str) -> dict:
        """One chart as JSON values; if it fails, a sentence, so that the others go on."""
        part = self.charts[name]
        try:
            return _content(tables, part, part.keep(address), size)
        except Exception:
            return content(failed(name), size)

    def answer(
        self,
        tables: Tables,
        address: Address,
        sizes: dict[str, str],
        problems: list[Problem] | tuple = (),
    ) -> dict:
        """What a page shows at an Address: every text, and the charts that `sizes` names."""
        said = str(controls.problems([p.sentence for p in problems]))
        return self.state(tables, address) | {
            "texts": _texts(self, tables, address) | {"problems": said},
            "charts": {n: self.content(tables, address, n, size) for n, size in sizes.items()},
        }

    def step(self, tables: Tables, at: str, do: list, sizes: dict[str, str]) -> dict:
        """What a step changes: `patch` turns the answer at the query `at` into the one after `do`.

        Independent of anything that was asked before.
        """
        old, _ = addresses.read(at, tables)
        return self.change(tables, old, *addresses.changed(old, do, tables), sizes)

    def change(
        self,
        tables: Tables,
        old: Address,
        new: Address,
        problems: list[Problem],
        sizes: dict[str, str],
    ) -> dict:
        """The patch from one Address to another, the new query, and what is to be announced."""
        before, after = (self.answer(tables, address, sizes) for address in (old, new))
        said = [["texts", "problems"], str(controls.problems([p.sentence for p in problems]))]
        step = {"query": after["query"], "patch": [*patch(before, after), said]}
        announced = str(self.announce(tables, old, new)) if self.announce else ""
        return step | ({"announced": announced} if announced else {})

    def state(self, tables: Tables, address: Address) -> dict:
        """What the browser must know to begin with: the query and what the controls show."""
        return controls.shown(address, tables) | {"query": address.to_query()}

    def contents(self, tables: Tables, at: str, sizes: dict[str, str]) -> dict:
        """The charts that `sizes` names at the query `at`, as the browser draws them."""
        address, _ = addresses.read(at, tables)
        return {"charts": {n: self.content(tables, address, n, s) for n, s in sizes.items()}}

    def sizes(self, asked: object) -> dict[str, str]:
        """Sizes as a browser names them: what is no chart or no size is left out."""
        given = asked if isinstance(asked, dict) else {}
        return {n: s for n in self.charts if (s := given.get(n)) in SIZES and isinstance(s, str)}

    def html(
        self,
        tables: Tables,
        address: Address,
        problems: list[Problem] | tuple = (),
        uid: str = "page",
        more: Put | None = None,
    ) -> Markup:
        """The whole board, readable before any chart is drawn. `uid` begins the ids of controls;
        `more`: what else its layout has a place for.
        """
        answer = self.answer(tables, address, dict.fromkeys(self.charts, "L"), problems)
        put = _Put(lambda name: controls.made(name, tables, address, put, uid))
        put |= {name: Markup(text) for name, text in answer["texts"].items()} | (more or {})
        put["address"] = escape(answer["query"])
        for name, shown in answer["charts"].items():
            heights = self._heights(tables, name)
            if shown["figure"]:
                heights["L"] = shown["figure"]["layout"]["height"]
            put[name] = frame(name, shown, heights, answer["query"])
        return carried(self.layout(tables, put), tables, address)

    def text(self, tables: Tables, address: Address) -> str:
        """The numbers of every chart, as a notebook stores them; without a chart, the words."""
        if not self.charts:
            said = self.texts(tables, address).values()
            return "\n\n".join(filter(None, (words.plain_text(Markup(text)) for text in said)))
        return "\n\n".join(self._said(tables, address, n, View.text) for n in self.charts)

    def refusal(self, tables: Tables, address: Address, name: str) -> Refusal | None:
        """Why there are no numbers of a chart, or of `ROWS`, at an Address."""
        if name == ROWS:
            return readings.refusal_by_month(address.reading, tables)
        return self.view(tables, address, name).refusal

    def csv(self, tables: Tables, address: Address, name: str) -> str:
        """The numbers of one chart as CSV text; or `ROWS`, everything that the Reading counts.

        Empty where there are none.
        """
        # A search is the reader's own text: a file of numbers holds none of it.
        query = address.but(events=replace(address.events, text="")).to_query()
        counted = in_words.counting(address.reading, tables)
        notes = [
            message("board-csv-reading", counted=counted.striptags()),
            message("board-csv-address", query=query) if query else message("board-csv-no-query"),
            message("board-csv-package", version=tables.version),
            tables.licence,
        ]
        if name == ROWS and self.refusal(tables, address, ROWS):
            return ""
        if name == ROWS:
            said = [message("board-csv-rows"), tables.source_line, *notes]
            return words.comma_separated(flows.rows(tables, address.reading), said)
        return self._said(tables, address, name, lambda view: view.csv(*notes))

    def _said(self, tables: Tables, address: Address, name: str, say: Callable[[View], str]) -> str:
        try:
            return say(self.view(tables, address, name))
        except Exception:
            return say(failed(name))

    def warm(self, tables: Tables) -> None:
        """Compute the default answer at every size, so that the first reader need not wait."""
        for size in SIZES:
            self.answer(tables, Address(), dict.fromkeys(self.charts, size))

    def _heights(self, tables: Tables, name: str) -> dict[str, int]:
        """Each size's height at the default Address: near enough to keep the page still."""
        part = self.charts[name]
        try:
            figures = {s: _content(tables, part, part.keep(Address()), s)["figure"] for s in SIZES}
        except Exception:  # said where the chart is
            return {}
        return {size: f["layout"]["height"] for size, f in figures.items() if f}
