"""What a change of the Reading does to verdicts, and the shortest one that flips a verdict."""

import math
from dataclasses import dataclass
from functools import lru_cache

from widgets import words
from widgets.claims.claim import Claim, Verdict, claims_of, compared
from widgets.claims.courses import over_time
from widgets.claims.judgement import claim_of, rule_of, verdict, verdicts
from widgets.claims.rules.aid import BY, US, plain
from widgets.claims.rules.aid import KINDS as ARMS
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.messages import sentence

Markup = words.Markup


def changed(tables: Tables, old: Reading, new: Reading) -> list[tuple[Claim, Verdict, Verdict]]:
    """The statements whose verdict or value is another under another Reading.

    >>> from widgets import Reading, claims, load
    >>> [one.claim for one, _, _ in claims.changed(load(), Reading(last="2024-09"), Reading())]
    ['majority']
    """
    before, after = verdicts(tables, old), verdicts(tables, new)
    return [
        (claims_of(tables)[claim], before[claim], one)
        for claim, one in after.items()
        if (one.status, one.shown) != (before[claim].status, before[claim].shown)
    ]


# --- what flips it -------------------------------------------------------------------------


@dataclass(frozen=True)
class Flip:
    """A change of the Reading after which the verdict is the other; `months` is how far it goes.

    A change of a field rather than of months goes 0 months and stands last.

    >>> from widgets import Reading, claims, load
    >>> flip = claims.flips(load(), "majority", Reading())[0]
    >>> str(flip.sentence.striptags())
    'Counted to January 2025 it holds: 50.3 %.'
    """

    sentence: Markup
    value: float
    months: int
    reading: Reading | None = None


def flips(tables: Tables, claim: str | Claim, reading: Reading) -> list[Flip]:
    """The shortest changes of each sort that flip a verdict under a Reading, shortest first.

    >>> from widgets import Reading, claims, load
    >>> [flip.months for flip in claims.flips(load(), "majority", Reading())]
    [15]
    """
    return _flips(tables, claim_of(tables, claim), plain(reading, tables))


@lru_cache(maxsize=256)
def _flips(tables: Tables, claim: Claim, reading: Reading) -> list[Flip]:
    now = verdict(tables, claim, reading)
    rule = rule_of(claim)
    if rule is None or not rule.follows_reading or not now.decided:
        return []
    found = [
        _one_month_less(tables, claim, reading, now),
        _other_end(tables, claim, reading, now),
        _other_start(tables, claim, reading, now),
    ]
    by_months = sorted((flip for flip in found if flip), key=lambda flip: flip.months)
    return by_months + _other_fields(tables, claim, reading, now)


def _flipped(claim: Claim, value: float, now: Verdict) -> bool:
    if math.isnan(value):
        return False
    status, _ = compared(value, claim.figure, claim.comparison, claim.tolerance or 0.0)  # pyright: ignore[reportArgumentType] - what can flip has a figure
    return (status == "holds") != now.holds


def _flip_says(now: Verdict, how: str, **values: str) -> Markup:
    return sentence(f"verdicts-flip-{'fails' if now.holds else 'holds'}-{how}", **values)


def _one_month_less(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> Flip | None:
    if claim.rule != "us_majority" or readings.imputes(reading, tables):
        return None
    values = flows.shares_without_a_month(tables, reading, US, BY)
    values = values[[_flipped(claim, value, now) for value in values]]
    if values.empty:
        return None
    month = (values - now.value).abs().idxmax()
    said = _flip_says(now, "without", month=words.month_name(month), value=words.pct(values[month]))
    return Flip(said, float(values[month]), 1)


def _other_end(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> Flip | None:
    """The nearest last month with which the verdict is the other."""
    course = over_time(tables, claim, reading)
    months = list(course.index)
    last = reading.window(tables)[1]
    if last not in months:
        return None
    at = months.index(last)
    near = sorted((abs(i - at), i) for i, v in enumerate(course) if _flipped(claim, v, now))
    if not near:
        return None
    distance, i = near[0]
    other = reading.but(last=months[i]).normal(tables)
    return _moved(tables, claim, other, now, distance, "to", months[i])


def _other_start(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> Flip | None:
    """The nearest first month with which the verdict is the other."""
    first, _ = reading.window(tables)
    if claim.rule == "us_majority":
        values = dict(flows.shares_by_first_month(tables, reading, US, BY))
    else:
        values = _starts(tables, claim, reading)
    months = list(values)
    if first not in months:
        return None
    at = months.index(first)
    near = sorted((abs(i - at), i) for i, m in enumerate(months) if _flipped(claim, values[m], now))
    if not near:
        return None
    distance, i = near[0]
    other = reading.but(first=months[i]).normal(tables)
    return _moved(tables, claim, other, now, distance, "from", months[i])


def _starts(tables: Tables, claim: Claim, reading: Reading) -> dict[str, float]:
    last = reading.window(tables)[1]
    values = {}
    for month in [m for m in tables.months if m <= last]:
        one = verdict(tables, claim, reading.but(first=month).normal(tables))
        values[month] = math.nan if one.value is None else one.value
    return values


def _moved(
    tables: Tables,
    claim: Claim,
    other: Reading,
    now: Verdict,
    months: int,
    end: str,
    month: str,
) -> Flip | None:
    one = verdict(tables, claim, other)
    if not one.decided:
        return None
    said = _flip_says(now, end, month=words.month_name(month), value=one.shown)
    return Flip(said, one.value, months, other)  # pyright: ignore[reportArgumentType] - a decided verdict has a value


def _other_fields(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> list[Flip]:
    """Single changes of measure, kind, donors or EU institutions that flip the verdict."""
    found = []
    for field, choices in (
        ("measure", readings.MEASURES),
        ("kind", readings.KINDS),
        ("donors", readings.DONORS),
        ("eu_institutions", readings.EU_INSTITUTIONS),
    ):
        for choice in choices:
            if field == "kind" and claim.rule == "us_majority" and choice not in ARMS:
                continue  # arms are no financial or humanitarian aid
            other = reading.but(**{field: choice})
            if field == "measure" and choice == "commitments":
                other = other.but(kind="all")  # commitments have no kind
            one = verdict(tables, claim, other)
            if other != reading and one.decided and one.holds != now.holds:
                said = _flip_says(
                    now,
                    "in",
                    aid=in_words.subject(other),
                    donors=in_words.donors_name(other, tables),
                    value=one.shown,
                )
                found.append(Flip(said, one.value, 0, other))  # pyright: ignore[reportArgumentType] - a decided verdict has a value
    return found
