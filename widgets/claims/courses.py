"""A statement's course: its value if the months counted ended earlier, and when it holds."""

import math
from functools import lru_cache

import pandas as pd

from widgets.claims.claim import Claim, compared
from widgets.claims.judgement import claim_of
from widgets.claims.rules.aid import BY, US, is_of_arms, plain, quantity_of
from widgets.claims.rules.counted import people_bn
from widgets.reading.reading import Reading, Refused
from widgets.reading.statements import FAILS
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables


def over_time(tables: Tables, claim: str | Claim, reading: Reading) -> pd.Series:
    """Month -> the value if the window ended with it; empty where a statement has no course.

    For the majority and for a reader's own: under the Reading, from its first month on. For the
    people of NATO's members: on the last day of each month.

    >>> from widgets import Reading, claims, load
    >>> round(float(claims.over_time(load(), "majority", Reading())["2024-09"]), 1)
    51.3
    """
    return _over_time(tables, claim_of(tables, claim), plain(reading, tables).but(last=None))


@lru_cache(maxsize=64)
def _over_time(tables: Tables, claim: Claim, reading: Reading) -> pd.Series:
    if claim.rule == "us_majority":
        counts = is_of_arms(reading) and _has_share(tables, reading)
        values = flows.shares_by_last_month(tables, reading, US, BY) if counts else {}
    elif claim.quantity:
        values = _course(tables, claim, reading)
    elif claim.rule == "population":
        values = {m: people_bn(tables, dates.month_last(m)) for m in tables.months}
    else:
        values = {}
    return pd.Series(values, dtype=float, name=claim.unit)


def _has_share(tables: Tables, reading: Reading) -> bool:
    try:
        flows.share_pct(tables, reading, US, BY)
    except Refused:
        return False
    return True


def _course(tables: Tables, claim: Claim, reading: Reading) -> dict[str, float]:
    values = {}
    for month in flows.window_months(tables, reading):
        try:
            counted = reading.but(last=month).normal(tables)
            values[month] = quantity_of(tables, claim.quantity, counted)  # pyright: ignore[reportArgumentType] - only a reader's own has a course here
        except Refused:
            values[month] = math.nan
    return values


def holding_spans(claim: Claim, course: pd.Series) -> list[tuple[str, str]]:
    """The spans of months in which a course holds: since when, until when.

    >>> from widgets import Reading, claims, load
    >>> claim = claims.claim_of(load(), "majority")
    >>> claims.holding_spans(claim, claims.over_time(load(), claim, Reading()))
    [('2022-07', '2024-01'), ('2024-04', '2024-05'), ('2024-07', '2025-01')]
    """
    spans: list[list[str]] = []
    for month, value in course.dropna().items():
        comparison, tolerance = claim_comparison(claim), claim.tolerance or 0.0
        if compared(value, claim.figure, comparison, tolerance)[0] == FAILS:  # pyright: ignore[reportArgumentType] - what has a course has a figure
            spans.append([])
        else:
            if not spans:
                spans.append([])
            spans[-1].append(month)  # pyright: ignore[reportArgumentType] - labels are months, text
    return [(span[0], span[-1]) for span in spans if span]


def claim_comparison(claim: Claim) -> str:
    """How a statement's value is compared with its figure.

    >>> from widgets import claims, load
    >>> claims.claim_comparison(claims.claim_of(load(), "majority"))
    '>'
    """
    return "about" if claim.tolerance and not claim.quantity else claim.comparison
