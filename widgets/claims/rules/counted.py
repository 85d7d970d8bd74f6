"""Verdicts on numbers that are no aid: people, nations, places, kilometres, spending."""

from datetime import date

from widgets import words
from widgets.claims.claim import Claim, Verdict, compared, not_computed
from widgets.claims.rules.dated import BY_DATE
from widgets.claims.rules.facts import (
    ALL,
    CONFIRMED,
    CUTOFFS,
    ON_THE_DAY,
    REPORTED_TOO,
    Fact,
    facts_of,
    known,
)
from widgets.claims.rules.rule import Rule, Way
from widgets.reading.reading import US_ISO3, Reading
from widgets.reading.statements import FAILS, NOT_COMPUTED
from widgets.sums import flows, geography
from widgets.sums.geography import Place
from widgets.tables.package import Tables

Markup = words.Markup
BN = 1e9
TWO_THIRDS_PCT = 200 / 3
NEAREST, LATEST = "the count nearest to the visit", "the latest count"


def _distance_days(fact: Fact) -> int:
    return abs((fact.when.first - flows.REPORT_DAY).days)


def number_of(value: float, bound: str = "") -> str:
    """A count as it was counted: `at least 13`, `about 700`."""
    text = words.number(value, 0)
    return text if bound in ("", "exactly") else f"{bound} {text}"


def is_open(fact: Fact, claim: Claim, status: str, tolerance: float) -> bool:
    """Whether a number that is only a lower bound leaves the status open: more could flip it."""
    if fact.bound not in LOWER:
        return False
    if claim.rule == "more_than":  # more only confirms it
        return status == FAILS
    return fact.value <= claim.figure + tolerance


def _counts(tables: Tables, claim: Claim, way: Way, comparison: str) -> Verdict:
    found = known(facts_of(tables, claim.claim), "counted", CUTOFFS[way.column], CONFIRMED)
    if not found:
        return not_computed(f"No source besides the report gives a number {way.column}.")
    one = found[-1] if way.row == LATEST else min(found, key=_distance_days)
    status, margin = compared(one.value, claim.figure, comparison, 0.0, claim.narrow)
    if is_open(one, claim, status, 0.0):
        status = NOT_COMPUTED
    shown = f"{number_of(one.value, one.bound)} {claim.unit}"
    sentence = Markup("{}: {} ({}); the report says {}{}.").format(
        words.capital(one.spoken),
        shown,
        one.text,
        "more than " if comparison == ">" else "",
        words.number(claim.figure, 0),
    )
    return Verdict(status, sentence, shown, one.value, claim.figure, margin, claim.unit)


def more_than(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """Whether a count by somebody else is above the figure."""
    return _counts(tables, claim, way, ">")


def exactly(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """Whether a count by somebody else is the figure."""
    return _counts(tables, claim, way, "about")


def about(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """Planned against counted people; a count of one place is no count of the whole."""
    role, standing = PEOPLE[way.row]
    found = known(facts_of(tables, claim.claim), role, CUTOFFS[way.column], standing)
    if not found:
        return not_computed(f"There is no such number {way.column}.")
    one = found[-1]
    number = f"{number_of(one.value, one.bound)} {claim.unit}"
    if one.scope != WHOLE:
        reason = Markup("{}: {} in {} alone ({}); the whole was not counted.").format(
            words.capital(one.spoken), number, one.scope, one.text
        )
        return not_computed(reason, shown=number, value=one.value)
    status, margin = compared(one.value, claim.figure, "about", claim.tolerance, claim.narrow)
    standing = "" if one.is_confirmed else "; reported, not confirmed"
    if is_open(one, claim, status, claim.tolerance):
        reason = Markup("{}: {} ({}{}); how many more is not known.").format(
            words.capital(one.spoken), number, one.text, standing
        )
        return not_computed(reason, shown=number, value=one.value)
    sentence = Markup("{}: {} ({}{}); within {} of the figure counts as about it.").format(
        words.capital(one.spoken), number, one.text, standing, words.number(claim.tolerance, 0)
    )
    return Verdict(status, sentence, number, one.value, claim.figure, margin, claim.unit)


def places(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """How many of the places named were planned, or had the mission at work, by the cut-off."""
    every = facts_of(tables, claim.claim)
    role, said = PLACES[way.row]
    found = known(every, role, CUTOFFS[way.column], CONFIRMED)
    value, of = float(len(found)), claim.figure
    if not found:
        return not_computed(f"No source certainly of that time names one of them, {way.column}.")
    status, margin = compared(value, of, ">=", narrow=claim.narrow)
    scopes = [fact.scope for fact in found]
    missing = dict.fromkeys(fact.scope for fact in every if fact.scope not in scopes)
    sentence = Markup("{} of {} places are known {} {}: {}{}.").format(
        words.number(value, 0),
        words.number(of, 0),
        said,
        way.column,
        words.listed(scopes),
        f"; not known: {words.listed(list(missing))}" if missing else "",
    )
    for due in known(every, "due", CUTOFFS[way.column], CONFIRMED):
        if due.scope in missing:
            sentence += Markup(" {}: {}.").format(words.capital(due.spoken), due.text)
    shown = f"{words.number(value, 0)} of {words.number(of, 0)} places"
    return Verdict(status, sentence, shown, value, of, margin, claim.unit)


def _centres_km(tables: Tables, one: Place, two: Place) -> float:
    return geography.distance_km(one, two)


def _border_km(tables: Tables, one: Place, two: Place) -> float:
    return geography.nearest_border(tables, one, two).km


def distance(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """City to city or from the nearest border, within a tolerance; and the second unit."""
    towns = geography.places(tables)
    km = DISTANCES[way.row](tables, *(towns[name] for name in claim.places))
    allowed = claim.tolerance * CLOSENESS[way.column]
    status, margin = compared(km, claim.figure, "about", allowed, claim.narrow)
    limits = (claim.figure - allowed, claim.figure + allowed)
    shown = f"{words.number(km, 0)}{words.NBSP}km"
    off = 100 * (km / claim.figure - 1)
    sentence = Markup("{}: {}, {} {} than the figure; that {} {} of it.").format(
        words.capital(way.row),
        shown,
        words.pct(abs(off)),
        "more" if off > 0 else "less",
        "is within" if margin >= 0 else "is not within",
        f"{words.number(allowed, 0)}{words.NBSP}km",
    )
    miles = round(geography.miles(claim.figure))
    sentence += Markup(" Converted, the figure is {} {}, {} the statement says.").format(
        words.number(miles, 0), claim.restated_unit, "as" if miles == claim.restated else "not what"
    )
    return Verdict(status, sentence, shown, km, claim.figure, margin, "km", *limits)


def people_bn(tables: Tables, day: date) -> float:
    """Inhabitants (of 2024) of NATO's members on a day, bn."""
    rows = tables.populations
    return (
        float(rows.loc[rows["iso3"].isin(geography.members(tables, day)), "population"].sum()) / BN
    )


def population(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """People in NATO's member states on a day, against a round number."""
    day = MEMBERS[way.row]
    value, closeness = people_bn(tables, day), CLOSENESS_OF_PEOPLE[way.column]
    if closeness is None:
        status, margin = compared(value, claim.figure, ">=", narrow=claim.narrow)
        limits = (claim.figure, None)
    else:
        allowed = claim.tolerance * closeness
        status, margin = compared(value, claim.figure, "about", allowed, claim.narrow)
        limits = (claim.figure - allowed, claim.figure + allowed)
    shown = f"{words.number(value, 2)}{words.NBSP}bn people"
    sentence = Markup("On {} NATO had {} members with {} (inhabitants of 2024).").format(
        words.day_name(day), len(geography.members(tables, day)), shown
    )
    return Verdict(status, sentence, shown, value, claim.figure, margin, claim.unit, *limits)


def _us_weight_pct(tables: Tables, row: str) -> tuple[float, int]:
    """The United States' part of all members, percent, and how many members it is counted over."""
    if row == INHABITANTS:
        weights = tables.populations.set_index("iso3")["population"].astype(float)
    else:
        rows = tables.defence_spending
        edition = EDITIONS.get(row, next(iter(EDITIONS.values())))
        rows = rows[rows["edition"] == edition].set_index("iso3")
        weights = rows["gdp_usd_bn"] * (rows["pct_gdp"] if row in EDITIONS else 1.0)
    return float(100 * weights[US_ISO3] / weights.sum()), len(weights)


def us_spending(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """The United States' share of what NATO's members spend on defence, and of other weights."""
    value, members = _us_weight_pct(tables, way.row)
    threshold = claim.figure if way.column == HALF else TWO_THIRDS_PCT
    status, margin = compared(value, threshold, ">", narrow=claim.narrow)
    sentence = Markup("{}: the United States has {} of the total of {} members{}.").format(
        words.capital(way.row),
        words.figure(words.pct(value), "us"),
        members,
        ", each counted as its per cent of output times its output" if way.row in EDITIONS else "",
    )
    shown = words.pct(value)
    return Verdict(status, sentence, shown, value, threshold, margin, "%", least=threshold)


def _spending_headline(_claim: Claim, _way: Way, verdict: Verdict) -> str:
    return f"The United States is {verdict.shown} of NATO"


def _distance_headline(claim: Claim, _way: Way, verdict: Verdict) -> str:
    here, there = claim.places
    return f"{there} lies {verdict.shown} from {here}"


def _population_headline(_claim: Claim, _way: Way, verdict: Verdict) -> str:
    return f"NATO stands for {verdict.shown}"


WHOLE = "all places"
LOWER = ("at least", "more than")
PLACES = {
    "as planned": ("planned", "to be planned"),
    "at work there": ("place", "to have NSATU at work"),
}
PEOPLE = {
    "the total as planned": ("planned", CONFIRMED),
    "the total as counted": ("counted all", REPORTED_TOO),
    "counted in Wiesbaden": ("counted in Wiesbaden", CONFIRMED),
}
DISTANCES = {
    "centre to centre": _centres_km,
    "nearest border to Berlin": _border_km,
}
CLOSENESS = {"within a tenth": 1.0, "within a twentieth": 0.5, "within a fiftieth": 0.2}
MEMBERS = {
    "members on the report’s day": flows.REPORT_DAY,
    "members when 2022 began": date(2022, 1, 1),
}
CLOSENESS_OF_PEOPLE = {
    "within a twentieth": 1.0,
    "within a hundredth": 0.2,
    "that many or more": None,
}
EDITIONS = {
    "defence spending (NATO, June 2024)": "estimate of June 2024",
    "defence spending (NATO, April 2025)": "report of April 2025",
}
OUTPUT, INHABITANTS = "economic output", "inhabitants"
WEIGHTS = (*EDITIONS, OUTPUT, INHABITANTS)
HALF, TWO_THIRDS = "more than half", "more than two thirds"
COUNTS = (NEAREST, LATEST)
RULES = {
    "more_than": Rule(more_than, COUNTS, BY_DATE, (NEAREST, ALL)),
    "exactly": Rule(exactly, COUNTS, BY_DATE, (NEAREST, ALL)),
    "about": Rule(about, tuple(PEOPLE), BY_DATE, (next(iter(PEOPLE)), ON_THE_DAY)),
    "places": Rule(places, tuple(PLACES), BY_DATE, ("as planned", ALL), alike=tuple(PLACES)),
    "distance": Rule(
        distance,
        tuple(DISTANCES),
        tuple(CLOSENESS),
        (next(iter(DISTANCES)), next(iter(CLOSENESS))),
        alike=tuple(DISTANCES),
        headline=_distance_headline,
    ),
    "population": Rule(
        population,
        tuple(MEMBERS),
        tuple(CLOSENESS_OF_PEOPLE),
        (next(iter(MEMBERS)), next(iter(CLOSENESS_OF_PEOPLE))),
        headline=_population_headline,
    ),
    "us_spending": Rule(
        us_spending, WEIGHTS, (HALF, TWO_THIRDS), (WEIGHTS[0], HALF), headline=_spending_headline
    ),
}
