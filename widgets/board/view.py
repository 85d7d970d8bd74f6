"""View: what one chart shows. Its content is plain JSON, its frame plain HTML, its text numbers."""

import logging
import secrets
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from widgets import words
from widgets.board.inputs import TEMPLATES
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refusal
from widgets.tables.package import Tables
from widgets.words.messages import message
from widgets.words.templates import macros

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go  # noqa: TID251 - its type only

    from widgets.draw.sheet import Sheet

SIZES = ("S", "M", "L")
LONGEST_ALT = 200
_HTML = macros(TEMPLATES, "view.html")


@dataclass(frozen=True)
class Caption:
    """What stands around a drawing, made beside it of the same numbers.

    `scope` says in a few words what of the Reading the chart does not follow; `alt`, up to
    LONGEST_ALT characters, is said in the picture's place; `shows`: what is counted, whole.
    """

    title: str
    subtitle: str = ""
    source: str = ""
    alt: str = ""
    scope: str = ""
    sentence: Markup = Markup("")
    note: str = ""
    shows: str = ""

    def head(self) -> dict[str, str]:
        """What the browser writes above, below and in the place of the picture."""
        alt = textwrap.shorten(self.alt or self.title, LONGEST_ALT, placeholder=" …")
        named = {"title": self.title, "subtitle": self.subtitle, "scope": self.scope}
        return named | {"source": self.source, "alt": alt}


@dataclass(frozen=True)
class View:
    """What one chart shows: a figure for each size, its sentence, and a table of its numbers.

    `draw` takes `size` (S, M, L) and returns a Sheet; `table` has units in its column
    names; `links`: column -> HTML cells in place of its plain ones; `clicks`: what a click opens
    elsewhere. A refused view has no figure: `refusal` stands in its place. With neither it is
    absent.
    """

    name: str
    caption: Caption
    draw: "Callable[..., Sheet] | None" = None
    table: "pd.DataFrame | None" = None
    refusal: Refusal | None = None
    decimals: int = 3
    links: dict[str, list[Markup]] = field(default_factory=dict)
    clicks: str = ""

    @property
    def title(self) -> str:
        """What the view finds, or is about."""
        return self.caption.title

    @property
    def sentence(self) -> Markup:
        """What it finds, in a sentence or two."""
        return self.caption.sentence

    @property
    def note(self) -> str:
        """What one should know to read it."""
        return self.caption.note

    @property
    def is_absent(self) -> bool:
        """Nothing to draw and nothing refused: the page leaves the chart out."""
        return self.draw is None and self.refusal is None

    def figure(self, size: str = "L") -> "go.Figure":
        """The plotly Figure, to be shown or changed in a notebook."""
        return self.draw(size=size).figure()  # pyright: ignore[reportOptionalCall] - asked only of a view that is drawn

    def text(self) -> str:
        """Title, sentence and the table of the numbers, six significant digits."""
        if self.is_absent:
            return self.title
        if self.refusal:
            return f"{self.title}\n{message('board-refused', why=self.refusal.sentence)}"
        caption = self.caption
        rows = self.table.to_string(index=False, float_format=words.exact, na_rep="")  # pyright: ignore[reportOptionalMemberAccess] - what is drawn has a table
        return "\n".join(
            [
                *(caption.title, caption.subtitle, caption.sentence.striptags()),
                *("", rows, caption.source),
            ]
        )

    def csv(self, *notes: str) -> str:
        """The table as CSV, under lines that say what it shows; empty for a refused view."""
        if self.refusal or self.is_absent:
            return ""
        caption = self.caption
        scope = message("board-csv-scope", scope=caption.scope) if caption.scope else ""
        own = [caption.title, caption.subtitle, scope, caption.shows, caption.source]
        return words.comma_separated(self.table, [*filter(None, own), *notes])  # pyright: ignore[reportArgumentType] - what is drawn has a table


def content(view: View, size: str) -> dict:
    """Everything that the browser needs to show a view, as plain JSON values."""
    caption, head = view.caption, view.caption.head()
    shown = {"size": size, "figure": None, "note": "", "table": ""}
    if view.is_absent:
        return shown | {"head": head, "sentence": ""}
    if view.refusal:
        return shown | {"head": head, "sentence": str(in_words.refusal(view.refusal))}
    figure = view.draw(size=size).json()  # pyright: ignore[reportOptionalCall] - asked only of a view that is drawn
    head |= figure["layout"].pop("meta")
    named = message("board-table-caption", title=caption.title, subtitle=caption.subtitle)
    shown |= {
        "figure": figure,
        "head": head,
        "sentence": str(caption.sentence),
        "note": " ".join(filter(None, [caption.shows, caption.note, view.clicks])),
        "table": str(words.table(view.table.assign(**view.links), named, view.decimals)),  # pyright: ignore[reportOptionalMemberAccess] - what is drawn has a table
    }
    return shown


def frame(name: str, shown: dict, heights: dict[str, int], query: str = "") -> Markup:
    """The HTML of a chart before it is drawn: readable at once, with room for the picture.

    `heights`: size -> px; the room is the one for the width that the chart gets.
    """
    return _HTML.frame(
        name=name,
        head=shown["head"],
        shown=shown,
        heights=";".join(f"--{size.lower()}:{px}px" for size, px in heights.items()),
        csv=f"csv/{name}.csv" + (f"?{query}" if query else ""),
        sentence=Markup(shown["sentence"]),
        table=Markup(shown["table"]),
    )


def refused(
    name: str,
    title: str,
    reading: Reading,
    tables: Tables,
    *,
    by_month: bool = True,
    **fixed: Any,
) -> View | None:
    """The view of a Reading that has no answer, or None if it has one.

    `fixed` are the fields that the chart sets for itself; the remedy leaves the reader's own.
    """
    rule = readings.refusal_by_month if by_month else readings.refusal
    refusal: Refusal | None = rule(reading.but(**fixed), tables)
    if refusal is None:
        return None
    own = {name: getattr(reading, name) for name in fixed}
    return View(name, Caption(title), refusal=refusal._replace(remedy=refusal.remedy.but(**own)))  # pyright: ignore[reportOptionalMemberAccess] - one that can be remedied


def nothing_given(reading: Reading) -> Refusal:
    """Why a chart of a Reading that counts nothing at all is empty."""
    return Refusal(message("board-nothing-given"), Reading(), message("board-reset-reading"))


def failed(name: str) -> View:
    """A sentence in the place of a view that raised an error; its id is in the log too."""
    said = fault(f"the chart {name} failed")
    refusal = Refusal(message("board-failed", fault=said))
    return View(name, Caption(message("board-this-chart")), refusal=refusal)


def fault(what: str) -> str:
    """`fault 1a2b3c`: the id under which the error at hand stands in the log."""
    name = secrets.token_hex(3)
    logging.getLogger("widgets").exception("Fault %s: %s", name, what)
    return message("board-fault", id=name)


def patch(old: Any, new: Any, path: tuple = ()) -> list[list]:
    """`[path, value]` pairs that turn one JSON value into another; `[path]` removes a key."""
    if old is new or (old == new and type(old) is type(new)):
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
