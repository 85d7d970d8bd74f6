"""Timeline: what a notebook can show of events and eras.

`at` is left out where a block follows the notebook's Reading; a Reading, the query of a link or a
Link gives it one of its own.

>>> from widgets import timeline
>>> "2024" in timeline.events().text()
True
"""

from functools import partial as _partial
from pathlib import Path
from typing import TYPE_CHECKING

from widgets.board.block import NOTE as _NOTE
from widgets.board.block import Block
from widgets.board.board import Part as _Part
from widgets.board.link import At
from widgets.board.link import Link as _Link
from widgets.chapters.chapter import Chapter
from widgets.chapters.timeline import before_after as _before_after
from widgets.chapters.timeline import chapter as _chapter
from widgets.reading.address import Address
from widgets.tables.package import DataError as _DataError
from widgets.tables.package import Tables
from widgets.tables.package import with_events as _with_events

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["before_after", "events", "explorer"]


def __dir__() -> list[str]:
    return __all__


_CHAPTER = Chapter(
    "timeline",
    _chapter.PARTS | _before_after.PARTS,
    _chapter.texts,
    frames=dict.fromkeys(("presets", "zoom"), _NOTE),
)
_EVENTS = ("presets", "filters", "zoom", "timeline", "picker", "card")
_IN_PICKER = ("event-options",)


def events(at: At = None, own: "pd.DataFrame | str | Path | None" = None) -> Block:
    """Events in lanes by what they are about, eras as bars, and the card of the open event.

    `own`: events of yours, a frame or a CSV file with the columns `start` and `title`; what cannot
    be used of it is named above the chart.

    >>> from widgets import timeline
    >>> "purl-announced" in timeline.events("event=purl-announced").link.address.event
    True
    """
    return _CHAPTER.block("events", *_EVENTS, at=_with_own(at, own), reads=_IN_PICKER)


def before_after(at: At = None, month: str = "", span: int = 0) -> Block:
    """What was given in the months before and after a cut, beside every other cut, EUR bn a month.

    `month` and `span` (3, 6 or 12 months) fix the cut; without, it is the open event's.

    >>> from widgets import timeline
    >>> "Month" in timeline.before_after(month="2023-04", span=6).table()
    True
    """
    if not month and not span:
        return _CHAPTER.block("before_after", "span", "before-after", at=at)
    view = _partial(_fixed, month=month, span=span)
    part = _Part(view, lambda address: Address(address.reading, address.event, address.span))
    call = f"timeline.before_after(month={month!r}, span={span})"
    return Block("before-after", charts={"before-after": part}, at=at, call=call)


def _fixed(tables: Tables, address: Address, month: str, span: int) -> object:
    return _before_after.view(
        tables, address.reading, address.event, span or address.span, month=month or None
    )


def explorer(at: At = None, own: "pd.DataFrame | str | Path | None" = None) -> Block:
    """Events under a bar of their own, with those of one month.

    >>> from widgets import timeline
    >>> len(timeline.explorer("lane=war").table()) < 30
    True
    """
    places = ("bar", *_EVENTS, "month", "month-events")
    return _CHAPTER.block("explorer", *places, at=_with_own(at, own), reads=_IN_PICKER)


def _with_own(at: At, own: "pd.DataFrame | str | Path | None") -> _Link:
    link = _Link.of(at)
    if own is not None:
        try:
            link.tables, problems = _with_events(link.tables, own)
        except _DataError as error:
            problems = [str(error)]
        link.problems = tuple(problems)
    return link
