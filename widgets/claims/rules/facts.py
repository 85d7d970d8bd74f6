"""The facts beside a statement, and what was known of them on a day."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.dates import Extent
from widgets.tables.package import Tables
from widgets.words.messages import message

ON_THE_DAY, ALL = message("rules-on-the-day"), message("rules-by-now")
CUTOFFS: dict[str, date | None] = {
    ON_THE_DAY: flows.REPORT_DAY,
    message("rules-by-end-of-year", year="2024"): date(2024, 12, 31),
    message("rules-by-end-of-year", year="2025"): date(2025, 12, 31),
    ALL: None,
}
CONFIRMED, REPORTED_TOO = message("rules-confirmed"), message("rules-reported-too")


class Fact(NamedTuple):
    """`when`: the days it may have been, `spoken` in words; `value` in the statement's unit."""

    fact: str
    role: str
    when: Extent
    spoken: str
    event: str
    value: float | None
    bound: str
    scope: str
    is_confirmed: bool
    text: str
    source: str


@lru_cache(maxsize=64)
def facts_of(tables: Tables, claim: str) -> tuple[Fact, ...]:
    """All facts beside a statement, in order of time; an event lends its date."""
    rows = tables.claim_facts[tables.claim_facts["claim"] == claim]
    return tuple(sorted((_fact(tables, row) for row in rows.to_dict("records")), key=_time))


def _time(fact: Fact) -> tuple:
    return fact.when, fact.fact


def _fact(tables: Tables, row: dict) -> Fact:
    event = row["event"] if isinstance(row["event"], str) else ""
    if event:
        when, text = event_day(tables, event)
    else:
        when = Extent(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
        text = row["date"]
    return Fact(
        fact=row["fact"],
        role=row["role"],
        when=when,
        spoken=dates.spoken(when, text),
        event=event,
        value=float(row["value"]) if row["value"] == row["value"] else None,
        bound=row["bound"] if isinstance(row["bound"], str) else "",
        scope=row["scope"] if isinstance(row["scope"], str) else "",
        is_confirmed=row["confidence"] == "confirmed",
        text=row["text"],
        source=row["source"],
    )


def event_day(tables: Tables, event: str) -> tuple[Extent, str]:
    """When an event began: the days it may have been, and its date as EDTF text."""
    row = tables.events[tables.events["event"] == event].iloc[0]
    first, last = row["start_first"], row["start_last"]
    return Extent(date.fromisoformat(first), date.fromisoformat(last)), row["start"]


def event_extent(tables: Tables, event: str) -> Extent:
    """The days that an event lasted, as far as they are possible."""
    row = tables.events[tables.events["event"] == event].iloc[0]
    last = row["end_last"] if isinstance(row["end_last"], str) else row["start_last"]
    return Extent(date.fromisoformat(row["start_first"]), date.fromisoformat(last))


def known(facts: tuple[Fact, ...], role: str, cutoff: date | None, standing: str) -> list[Fact]:
    """Facts of one role that had certainly happened by a day; None is no limit."""
    return [
        fact
        for fact in facts
        if fact.role == role
        and (cutoff is None or fact.when.last <= cutoff)
        and (fact.is_confirmed or standing == REPORTED_TOO)
    ]
