"""Verdicts on aid: computed under the reader's own Reading."""

import math
from collections.abc import Callable
from functools import lru_cache
from numbers import Real

from widgets import words
from widgets.claims import shares
from widgets.claims.claim import Claim, Verdict, compared, not_computed
from widgets.claims.rules.facts import event_day
from widgets.claims.rules.rule import Rule, Way
from widgets.claims.shares import us_name
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refused
from widgets.reading.statements import FAILS, NO_COUNT
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence

Markup = words.Markup
US, BY = "us", "bloc"
KINDS = ("military", "all")
SPANS = {
    message("rules-span-twelve"): 12,
    message("rules-span-six"): 6,
    message("rules-span-three"): 3,
}
ABOUT_NONE_PCT = 1.0
SAME_EUR_BN_DECIMALS = 2  # imputed parts are rounded one by one


def plain(reading: Reading, tables: Tables) -> Reading:
    """A Reading without what changes no sum over its window."""
    return reading.but(unit="eur-bn", rhythm="monthly").normal(tables)


def us_majority(tables: Tables, claim: Claim, reading: Reading, way: Way) -> Verdict:
    """The United States' share of what a Reading counts, against half."""
    counted = way.reading or reading
    if refusal := readings.refusal(counted, tables):
        return not_computed(refusal.sentence)
    if not is_of_arms(counted):
        no_arms = sentence("rules-no-arms")
        return not_computed(no_arms, neutral=sentence("rules-no-arms-neutral"))
    try:
        share = flows.share_pct(tables, counted, US, BY)
    except Refused as error:
        return not_computed(str(error))
    said = shares.us_share(tables, counted)
    if math.isnan(share) or not _is_whole(tables, counted):
        return not_computed(said, neutral=shares.us_share(tables, counted, neutral=True))
    return _against(claim, share, said)


def is_of_arms(reading: Reading) -> bool:
    """Whether arms are among what a Reading counts; promises are not split by kind."""
    return reading.measure == "commitments" or reading.kind in KINDS


def _is_whole(tables: Tables, reading: Reading) -> bool:
    """Whether the sums are parts of a whole: nobody took more back than was promised."""
    return not (flows.window_sums(tables, reading, BY) < 0).any()


def _against(claim: Claim, value: float, said: Markup) -> Verdict:
    status, margin = compared(
        value, claim.figure, claim.comparison, claim.tolerance or 0.0, claim.narrow
    )
    bold = Markup("<b>{}</b>").format
    fails = status == FAILS
    plain_verdict = bold(message("rules-fails" if fails else "rules-holds"))

    def told(whose: str) -> Markup:
        reading = message(f"rules-{whose}-reading")
        if claim.comparison == "about":
            return sentence(
                "rules-reading-more" if value > claim.figure else "rules-reading-less",
                reading=reading,
                verdict=plain_verdict,
                distance=_with_unit(abs(value - claim.figure), claim.unit),
                allowed=words.number(claim.tolerance or 0.0),
            )
        by = _with_unit(abs(margin), claim.unit)
        if fails:
            return sentence("rules-reading-fails", reading=reading, fails=plain_verdict, margin=by)
        held = bold(message("rules-holds-by", margin=by))
        return sentence("rules-reading-holds", reading=reading, holds=held)

    return Verdict(
        status,
        told("your") + " " + said,
        printed(value, claim.unit),
        value,
        claim.figure,
        margin,
        claim.unit,
        neutral=told("this") + " " + said,
        number=words.brief(value, "share") if claim.unit == "%" else "",
    )


def _with_unit(value: float, unit: str) -> str:
    """How far a number is from another: `1.3 percentage points`, `2.0 EUR bn`."""
    number = words.number(value)
    if unit == "%":
        return message("rules-points", number=number)
    return message("rules-with-unit", number=number, unit=unit) if unit else number


def printed(value: float, unit: str) -> str:
    """A reader's number with its unit: `51.3 %`, `59.2 EUR bn`."""
    return words.pct(value) if unit == "%" else f"{words.number(value)}{words.NBSP}{unit}".rstrip()


def own(tables: Tables, claim: Claim, reading: Reading, way: Way) -> Verdict:
    """A reader's own quantity against a threshold of their own."""
    if claim.context:  # it is none that could be computed
        return not_computed(claim.context)
    counted = way.reading or reading
    if refusal := readings.refusal(counted, tables):
        return not_computed(refusal.sentence)
    try:
        value = quantity_of(tables, claim.quantity, plain(counted, tables))
    except Refused as error:
        return not_computed(str(error))
    if math.isnan(value):
        return not_computed(message("rules-own-no-value"))
    said = sentence(
        "rules-own-value",
        months=words.when(*counted.window(tables)),
        value=printed(value, claim.unit),
    )
    return _against(claim, value, said)


class NoQuantity(Refused):
    """A reader's function that gives no number; the message is one sentence."""


def quantity_of(tables: Tables, quantity: Callable, reading: Reading) -> float:
    """A reader's own quantity under a Reading; raises Refused where it has none.

    Whatever a function of the reader's does is said in one sentence, as NoQuantity.
    """
    try:
        value = quantity(tables, reading)
    except Refused:
        raise
    except Exception as error:
        reason = str(error).rstrip(".") or type(error).__name__
        raise NoQuantity(message("rules-own-failed", reason=reason)) from error
    if not is_number(value):
        raise NoQuantity(message("rules-own-no-number", type=type(value).__name__))
    return float(value)


def is_number(value: object) -> bool:
    """Whether it is a real number, Python's or NumPy's; a truth value is none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def before_after(tables: Tables, claim: Claim, reading: Reading, way: Way) -> Verdict:
    """What was allocated a month before and after the event. Never a verdict on what caused it."""
    name = way.column if way.column in SPANS else next(iter(SPANS))
    span = SPANS[name]
    counted = plain((way.reading or reading).but(first=None, last=None), tables)
    if refusal := readings.refusal_by_month(counted, tables):
        return not_computed(refusal.sentence)
    month = event_day(tables, claim.event)[0].first.isoformat()[:7]
    months = list(tables.months)
    at = months.index(month) if month in months else -1
    if at < span or at + span > len(months):
        return not_computed(message("rules-before-after-outside"))
    before, after = (
        flows.window_sums(tables, counted.but(first=first, last=last), BY)
        for first, last in [
            (months[at - span], months[at - 1]),
            (month, months[at + span - 1]),
        ]
    )
    if not before.sum() > 0:
        return not_computed(
            sentence("rules-before-after-nothing"),
            neutral=sentence("rules-before-after-nothing-neutral"),
        )
    change = float(100 * (after.sum() / before.sum() - 1))
    said = [
        sentence(
            f"rules-before-after-{counted.measure}",
            span=name,
            month=words.month_name(month),
            after=words.eur_bn(float(after.sum())),
            before=words.eur_bn(float(before.sum())),
            change=_change(change),
        )
    ]
    if US in before and len(before) > 1:
        shares = [100 * float(sums[US] / sums.sum()) for sums in (before, after)]
        was, became = (words.figure(words.pct(share), "us") for share in shares)
        us = us_name(tables)
        said.append(sentence("rules-before-after-us", us=us, before=was, after=became))
    said.append(sentence("rules-before-after-no-cause"))
    sign = "+" if change > 0 else ""
    shown, number = sign + words.pct(change, 0), sign + words.number(change, 0)
    return Verdict(NO_COUNT, Markup(" ").join(said), shown, change, 0.0, None, "%", number=number)


def _change(change: float) -> str:
    if abs(change) < ABOUT_NONE_PCT:
        return message("rules-change-none")
    size = words.pct(abs(change), 0)
    return message("rules-change-more" if change > 0 else "rules-change-less", change=size)


# --- ways to count -----------------------------------------------------------------------


def windows(tables: Tables) -> dict[str, tuple[str, str]]:
    """The spans of months that suggest themselves, by printed name; first those that the
    report could know.
    """
    before = flows.last_full_month(flows.REPORT_DAY)
    first, last = tables.release["first_month"], tables.release["last_month"]
    year = before[:4]
    known = {
        words.short_span(first, before): (first, before),
        _months_to(before): (flows.twelve_months_to(before), before),
        words.short_span(f"{year}-01", before): (f"{year}-01", before),
    }
    full = {name: (f"{name}-01", f"{name}-12") for name in _full_years(tables)}
    after = {
        _months_to(last): (flows.twelve_months_to(last), last),
        words.short_span(first, last): (first, last),
    }
    past = {name: span for name, span in full.items() if span[1] <= before}
    return known | past | {n: s for n, s in full.items() if n not in past} | after


def _months_to(last: str) -> str:
    months = str(flows.MONTHS_PER_YEAR)
    return message("rules-months-to", number=months, month=words.month_short(last))


def _full_years(tables: Tables) -> list[str]:
    return [y for y in sorted({m[:4] for m in tables.months}) if f"{y}-12" in tables.months]


def before_the_report(tables: Tables) -> int:
    """How many of the windows, from the first on, were over before the report."""
    before = flows.last_full_month(flows.REPORT_DAY)
    return sum(last <= before for _, last in windows(tables).values())


@lru_cache(maxsize=8)
def admissible(tables: Tables, kinds: tuple[str, ...] = KINDS) -> tuple[tuple[str, str, Reading]]:
    """(what, who, Reading) for every Reading of kinds of aid, without its window.

    Commitments have no kind. What counts the same euros as a row before it is left out.
    """
    counts = [("allocations", kind) for kind in kinds] + [("commitments", "all")]
    rows, seen = [], set()
    for measure, kind in counts:
        for donors in readings.DONORS:
            for eu in readings.EU_INSTITUTIONS:
                reading = Reading(measure=measure, kind=kind, donors=donors, eu_institutions=eu)
                if readings.refusal(reading, tables):
                    continue
                sums = flows.window_sums(tables, reading, BY)
                key = (measure, kind, tuple(sums.round(SAME_EUR_BN_DECIMALS)))
                if key in seen:
                    continue
                seen.add(key)
                who = in_words.donors_name(reading, tables)
                rows.append((words.capital(in_words.subject(reading)), who, reading))
    return tuple(rows)


def by_window(tables: Tables, _claim: Claim, _reading: Reading) -> list[Way]:
    """Every admissible Reading in every window."""
    return _in_windows(tables, admissible(tables))


def _in_windows(tables: Tables, rows: tuple[tuple[str, str, Reading]]) -> list[Way]:
    return [
        Way(what, column, who, reading.but(first=first, last=last).normal(tables))
        for what, who, reading in rows
        for column, (first, last) in windows(tables).items()
    ]


def _kind_of(reading: Reading) -> Reading:
    """A Reading of nothing but its kind of aid; of all kinds together it is the default one."""
    return Reading() if reading.kind == "all" else Reading(kind=reading.kind)


def by_own_window(tables: Tables, _claim: Claim, reading: Reading) -> list[Way]:
    """As `by_window`, of the kind of aid that the reader counts, and of all kinds."""
    return _in_windows(tables, admissible(tables, (reading.kind, "all")))


def row_of(tables: Tables, reading: Reading, kinds: tuple[str, ...] = KINDS) -> Reading:
    """The Reading of the row that counts the same euros in the same months, or as it is."""
    if readings.refusal(reading, tables):
        return reading
    window = {"first": reading.first, "last": reading.last}
    sums = flows.window_sums(tables, reading, BY).round(SAME_EUR_BN_DECIMALS)
    for _, _, row in admissible(tables, kinds):
        other = row.but(**window)
        if (row.measure, row.kind) != (reading.measure, reading.kind):
            continue
        if readings.refusal(other, tables):
            continue
        if flows.window_sums(tables, other, BY).round(SAME_EUR_BN_DECIMALS).equals(sums):
            return other
    return reading


def by_span(tables: Tables, _claim: Claim, _reading: Reading) -> list[Way]:
    """Measures and kinds, each over spans of several lengths."""
    rows = [
        one
        for one in admissible(tables)
        if (one[2].donors, one[2].eu_institutions) == ("all", "own")
    ]
    return [Way(what, column, who, one) for what, who, one in rows for column in SPANS]


def _majority_headline(tables: Tables, _claim: Claim, way: Way, verdict: Verdict) -> str:
    if way.reading.kind != "military":  # only military aid is arms
        return ""
    us = words.capital(us_name(tables))
    return message("rules-arms-headline", us=us, share=verdict.shown)


def _own_headline(_tables: Tables, claim: Claim, _way: Way, verdict: Verdict) -> str:
    """The statement is its headline where it holds; where not, that it does not."""
    name = "rules-own-headline-holds" if verdict.holds else "rules-own-headline-fails"
    return message(name, statement=claim.title, value=verdict.shown)


RULES = {
    "us_majority": Rule(
        us_majority, follows_reading=True, make_ways=by_window, headline=_majority_headline
    ),
    "before_after": Rule(
        before_after,
        closest=("", next(iter(SPANS))),
        follows_reading=True,
        is_chosen_by_way=True,
        make_ways=by_span,
    ),
    "own": Rule(
        own,
        follows_reading=True,
        ways_keep=_kind_of,
        make_ways=by_own_window,
        headline=_own_headline,
    ),
}
