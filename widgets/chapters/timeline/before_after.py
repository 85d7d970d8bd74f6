"""Before and after an event, beside the same difference at every other month (placebo)."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, refused
from widgets.chapters.timeline.drawings import placebo
from widgets.reading import in_words
from widgets.reading.address import SPANS, Address
from widgets.reading.reading import Reading, Refusal
from widgets.sums import flows
from widgets.tables.package import Tables

NAME = "before-after"
DEFAULT_SPAN = 12
NOTE = (
    "After is not because: no cause is shown. Neighbouring months share most of their spans, so "
    "the dots are not independent. Money is nominal."
)


def cut_month(tables: Tables, event: str = "") -> str:
    """The month that a cut stands at: an event's first possible one, else the report's."""
    rows = tables.events[tables.events["event"] == event]
    return flows.REPORT_DAY.isoformat()[:7] if rows.empty else rows.iloc[0]["start_first"][:7]


def view(
    tables: Tables, reading: Reading, event: str = "", span: int = DEFAULT_SPAN, month: str = ""
) -> View:
    """The change at the event's month, or at `month`, among those at all months, spans equal."""
    month = month or cut_month(tables, event)
    title = f"Was {words.month_name(month)} special?"
    fixed = {"rhythm": "monthly", "unit": "eur-bn", "first": None, "last": None}
    if refusal := refused(NAME, title, reading, tables, **fixed):
        return refusal
    whole = reading.but(**fixed)
    changes = flows.changes_at_cuts(tables, whole, span)
    if month not in changes.index:
        return View(NAME, title, refusal=_out_of_reach(tables, whole, month, span))
    others = changes.drop(month)
    change = float(changes[month])
    smaller = int((others < change).sum())
    rank_words = f"higher than at {smaller} of {len(others)} other months"
    sign = "+" if change > 0 else ""
    title = f"{words.month_name(month)}: a change of {sign}{words.number(change, 2)}, {rank_words}"
    who = in_words.donors_name(reading, tables)
    subtitle = words.capital(
        f"{in_words.subject(reading)} of {who}, EUR bn a month, "
        f"{SPANS[span]} months after less {SPANS[span]} before"
    )
    alt = f"Dots, one a month: {subtitle}. {words.month_name(month)}: {rank_words}."
    draw = partial(
        placebo.draw,
        changes,
        month,
        rank_words=rank_words,
        title=title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=alt,
        scope=_scope(reading),
    )
    table = pd.DataFrame(
        {"Month": list(changes.index), "Change, EUR bn a month": [float(v) for v in changes]}
    )
    return View(NAME, title, draw, table, _sentence(tables, whole, month, span, rank_words), NOTE)


def _scope(reading: Reading) -> str:
    """What of the Reading the comparison does not follow, in a few words."""
    parts = ["in EUR bn: not your unit"] if reading.unit != "eur-bn" else []
    if reading.first or reading.last:
        parts.append("whole release: not your window")
    return "; ".join(parts)


def _out_of_reach(tables: Tables, reading: Reading, month: str, span: int) -> Refusal:
    first, last = (tables.release[k] for k in ("first_month", "last_month"))
    shorter = month in flows.changes_at_cuts(tables, reading, min(SPANS)).index
    return Refusal(
        f"{words.capital(SPANS[span])} months before and after {words.month_name(month)} do not "
        f"both lie in the data, which run from {words.span(first, last)}"
        + ("; choose a shorter span." if shorter else ".")
    )


def _sentence(
    tables: Tables, reading: Reading, month: str, span: int, rank_words: str
) -> words.Markup:
    total = flows.monthly(tables, reading).sum(axis=1)
    cut = total.index.get_loc(month)
    before, after = total.iloc[cut - span : cut].mean(), total.iloc[cut : cut + span].mean()
    return words.Markup(
        "In the {} months from {} the donors counted {} {} a month, after {} in the {} months "
        "before. The change is {}."
    ).format(
        SPANS[span],
        words.month_name(month),
        in_words.verb(reading),
        words.figure(words.eur_bn(float(after), 2), "you"),
        words.eur_bn(float(before), 2),
        SPANS[span],
        rank_words,
    )


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.event, address.span),
        lambda address: Address(address.reading, address.event, address.span),
    )
}
