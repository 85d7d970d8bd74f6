"""Which events are shown: by words, lane, importance, confidence and actor."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from widgets.reading.field import chosen
from widgets.tables.package import OWN_LANE, Tables
from widgets.words.messages import message

if TYPE_CHECKING:
    import pandas as pd

LONGEST_SEARCH = 100
IMPORTANCE = {
    3: message("fields-all"),
    2: message("fields-importance-weightier"),
    1: message("fields-importance-turning-points"),
}
CONFIDENCE = {
    "confirmed": message("fields-confidence-confirmed"),
    "reported": message("fields-confidence-reported"),
}
ALL = {"": message("fields-all")}
_SEARCHED = ["title", "summary", "label", "actors", "place"]


def lanes_of(tables: Tables) -> dict[str, str]:
    """The lanes of events and their names; a teacher's own have one more, on top."""
    own = (tables.events["lane"] == OWN_LANE).any()
    return ({OWN_LANE: message("fields-lane-own")} if own else {}) | _lanes(tables, eras=False)


def era_lanes(tables: Tables) -> dict[str, str]:
    """The lanes of eras and their names."""
    return _lanes(tables, eras=True)


def _lanes(tables: Tables, eras: bool) -> dict[str, str]:
    rows = tables.lanes[tables.lanes["era"] == eras]
    return dict(zip(rows["lane"], rows["name"], strict=True))


@lru_cache(maxsize=4)
def actors(tables: Tables) -> list[str]:
    """Every actor of an event by name, in alphabetical order."""
    return sorted({a for text in tables.events["actors"].dropna() for a in text.split(";")})


@dataclass(frozen=True)
class EventFilter:
    """Empty fields leave everything in; `importance` is the least weighty that is shown."""

    text: str = chosen(
        message("fields-search"),
        {},
        parse=lambda text, _: text[:LONGEST_SEARCH],
        parameter="search",
    )
    lane: str = chosen(message("fields-lane"), lambda tables: ALL | lanes_of(tables))
    importance: int = chosen(message("fields-importance"), IMPORTANCE, 3)
    confidence: str = chosen(message("fields-confidence"), ALL | CONFIDENCE)
    actor: str = chosen(
        message("fields-actor"), lambda tables: ALL | {name: name for name in actors(tables)}
    )

    def chosen(self, tables: Tables) -> "pd.DataFrame":
        """The events (and eras) that fit, in file order. Eras stay: they are the frame."""
        events = tables.events
        fits = events["importance"] <= self.importance
        for word in self.text.casefold().split():
            fits &= _searched(tables).str.contains(word, regex=False)
        if self.lane:
            fits &= events["lane"] == self.lane
        if self.confidence:
            fits &= events["confidence"] == self.confidence
        if self.actor:
            fits &= events["actors"].fillna("").str.split(";").map(lambda a: self.actor in a)  # pyright: ignore[reportOperatorIssue] - filled: none is missing
        return events[fits | events["era"]]


@lru_cache(maxsize=4)
def _searched(tables: Tables) -> "pd.Series":
    return tables.events[_SEARCHED].fillna("").agg(" ".join, axis=1).str.casefold()
