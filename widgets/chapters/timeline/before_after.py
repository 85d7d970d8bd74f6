"""Before and after an event, beside the same difference at every other month (placebo)."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, refused
from widgets.chapters.timeline.drawings import placebo
from widgets.reading import in_words
from widgets.reading.address import SPANS, Address
from widgets.reading.reading import Reading, Refusal
from widgets.sums import flows
from widgets.tables.package import Tables

NAME = "before-after"
DEFAULT_SPAN = 12


def cut_month(tables: Tables, event: str = "") -> str:
    """The month that a cut stands at: an event's first possible one, else the report's."""
    rows = tables.events[tables.events["event"] == event]
    return flows.REPORT_DAY.isoformat()[:7] if rows.empty else rows.iloc[0]["start_first"][:7]


def view(
    tables: Tables, reading: Reading, event: str = "", span: int = DEFAULT_SPAN, month: str = ""
) -> View:
    """The change at the event's month, or at `month`, among those at all months, spans equal."""
    month = month or cut_month(tables, event)
    title = words.message("before-after-question", month=words.month_name(month))
    fixed = {"rhythm": "monthly", "unit": "eur-bn", "first": None, "last": None}
    if refusal := refused(NAME, title, reading, tables, **fixed):
        return refusal
    whole = reading.but(**fixed)
    changes = flows.changes_at_cuts(tables, whole, span)
    if month not in changes.index:
        return View(NAME, Caption(title), refusal=_out_of_reach(tables, whole, month, span))
    others = changes.drop(month)
    change = float(changes[month])
    smaller = int((others < change).sum())
    rank = words.message("before-after-rank", smaller=smaller, others=len(others))
    named = {"month": words.month_name(month), "rank": rank}
    subtitle = words.capital(
        words.message(
            "before-after-subtitle",
            what=in_words.subject(reading),
            who=in_words.donors_name(reading, tables),
            months=SPANS[span],
        )
    )
    caption = Caption(
        words.message("before-after-title", change=placebo.signed(change), **named),
        subtitle,
        tables.source_line,
        words.message("before-after-alt", subtitle=subtitle, **named),
        _scope(reading),
        _sentence(tables, whole, month, span, rank),
        words.message("before-after-note"),
    )
    table = pd.DataFrame(
        {
            words.message("before-after-column-month"): list(changes.index),
            words.message("before-after-column-change"): [float(v) for v in changes],
        }
    )
    return View(NAME, caption, partial(placebo.draw, changes, month, rank), table)


def _scope(reading: Reading) -> str:
    """What of the Reading the comparison does not follow, in a few words."""
    parts = [words.message("before-after-scope-unit")] if reading.unit != "eur-bn" else []
    if reading.first or reading.last:
        parts.append(words.message("before-after-scope-window"))
    return "; ".join(parts)


def _out_of_reach(tables: Tables, reading: Reading, month: str, span: int) -> Refusal:
    first, last = (tables.release[k] for k in ("first_month", "last_month"))
    shorter = month in flows.changes_at_cuts(tables, reading, min(SPANS)).index
    name = "before-after-out-of-reach-shorter" if shorter else "before-after-out-of-reach"
    return Refusal(
        words.message(
            name,
            months=words.capital(SPANS[span]),
            month=words.month_name(month),
            data=words.span(first, last),
        )
    )


def _sentence(tables: Tables, reading: Reading, month: str, span: int, rank: str) -> words.Markup:
    total = flows.monthly(tables, reading).sum(axis=1)
    cut = total.index.get_loc(month)
    before, after = total.iloc[cut - span : cut].mean(), total.iloc[cut : cut + span].mean()
    return words.sentence(
        "before-after-answer",
        months=SPANS[span],
        month=words.month_name(month),
        measure=reading.measure,
        after=words.figure(words.eur_bn(float(after), 2), "you"),
        before=words.eur_bn(float(before), 2),
        rank=rank,
    )


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.event, address.span),
        lambda address: Address(address.reading, address.event, address.span),
    )
}
