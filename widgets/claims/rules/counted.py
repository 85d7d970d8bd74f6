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
from widgets.claims.shares import us_name
from widgets.reading.reading import US_ISO3, Reading
from widgets.reading.statements import FAILS, NOT_COMPUTED
from widgets.sums import flows, geography
from widgets.sums.geography import Place
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence

BN = 1e9
TWO_THIRDS_PCT = 200 / 3
NEAREST, LATEST = message("rules-nearest-count"), message("rules-latest-count")


def _distance_days(fact: Fact) -> int:
    return abs((fact.when.first - flows.REPORT_DAY).days)


def number_of(value: float, bound: str = "") -> str:
    """A count as it was counted: `at least 13`, `about 700`."""
    text = words.number(value, 0)
    if bound in ("", "exactly"):
        return text
    return message(f"rules-bound-{bound.replace(' ', '-')}", number=text)


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
        return not_computed(message("rules-count-none", when=way.column))
    one = found[-1] if way.row == LATEST else min(found, key=_distance_days)
    status, margin = compared(one.value, claim.figure, comparison, 0.0, claim.narrow)
    if is_open(one, claim, status, 0.0):
        status = NOT_COMPUTED
    shown = _shown(one, claim)
    said = sentence(
        "rules-count-more-than" if comparison == ">" else "rules-count",
        when=words.capital(one.spoken),
        number=shown,
        source=one.text,
        figure=words.number(claim.figure, 0),
    )
    return Verdict(status, said, shown, one.value, claim.figure, margin, claim.unit)


def _shown(fact: Fact, claim: Claim) -> str:
    number = number_of(fact.value, fact.bound)
    return message("rules-with-unit", number=number, unit=claim.unit)


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
        return not_computed(message("rules-people-none", when=way.column))
    one = found[-1]
    number = _shown(one, claim)
    told = {"when": words.capital(one.spoken), "number": number, "source": one.text}
    if one.scope != WHOLE:
        reason = sentence("rules-people-one-place", place=one.scope, **told)
        return not_computed(reason, shown=number, value=one.value)
    status, margin = compared(one.value, claim.figure, "about", claim.tolerance, claim.narrow)
    standing = "" if one.is_confirmed else "-reported"
    if is_open(one, claim, status, claim.tolerance):
        reason = sentence(f"rules-people-lower-bound{standing}", **told)
        return not_computed(reason, shown=number, value=one.value)
    allowed = words.number(claim.tolerance, 0)
    said = sentence(f"rules-people{standing}", allowed=allowed, **told)
    return Verdict(status, said, number, one.value, claim.figure, margin, claim.unit)


def places(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """How many of the places named were planned, or had the mission at work, by the cut-off."""
    every = facts_of(tables, claim.claim)
    role, name = PLACES[way.row]
    found = known(every, role, CUTOFFS[way.column], CONFIRMED)
    value, of = float(len(found)), claim.figure
    if not found:
        return not_computed(message("rules-places-none", when=way.column))
    status, margin = compared(value, of, ">=", narrow=claim.narrow)
    scopes = [fact.scope for fact in found]
    missing = dict.fromkeys(fact.scope for fact in every if fact.scope not in scopes)
    numbers = {"number": words.number(value, 0), "all": words.number(of, 0)}
    told = numbers | {"when": way.column, "places": words.listed(scopes)}
    if missing:
        said = sentence(f"{name}-missing", missing=words.listed(list(missing)), **told)
    else:
        said = sentence(name, **told)
    for due in known(every, "due", CUTOFFS[way.column], CONFIRMED):
        if due.scope in missing:
            when = words.capital(due.spoken)
            said += " " + sentence("rules-places-due", when=when, source=due.text)
    shown = message("rules-places-shown", **numbers)
    return Verdict(status, said, shown, value, of, margin, claim.unit)


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
    shown = _km(km)
    off = 100 * (km / claim.figure - 1)
    said = sentence(
        "rules-distance",
        way=words.capital(way.row),
        distance=shown,
        difference=words.pct(abs(off)),
        side="more" if off > 0 else "less",
        inside="yes" if margin >= 0 else "no",
        allowed=_km(allowed),
    )
    miles = round(geography.miles(claim.figure))
    as_said = miles == claim.restated
    said += " " + sentence(
        "rules-distance-converted" if as_said else "rules-distance-converted-other",
        number=words.number(miles, 0),
        unit=claim.restated_unit,
    )
    return Verdict(status, said, shown, km, claim.figure, margin, "km", *limits)


def _km(value: float) -> str:
    return f"{words.number(value, 0)}{words.NBSP}km"


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
    shown = f"{words.number(value, 2)}{words.NBSP}{claim.unit}"
    said = sentence(
        "rules-population",
        day=words.day_name(day),
        members=str(len(geography.members(tables, day))),
        people=shown,
    )
    return Verdict(status, said, shown, value, claim.figure, margin, claim.unit, *limits)


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
    shown = words.pct(value)
    said = sentence(
        "rules-weight-spending" if way.row in EDITIONS else "rules-weight",
        weight=words.capital(way.row),
        us=us_name(tables),
        share=words.figure(shown, "us"),
        members=str(members),
    )
    return Verdict(status, said, shown, value, threshold, margin, "%", least=threshold)


def _spending_headline(tables: Tables, _claim: Claim, _way: Way, verdict: Verdict) -> str:
    us = words.capital(us_name(tables))
    return message("rules-weight-headline", us=us, share=verdict.shown)


def _distance_headline(_tables: Tables, claim: Claim, _way: Way, verdict: Verdict) -> str:
    here, there = claim.places
    return message("rules-distance-headline", here=here, there=there, distance=verdict.shown)


def _population_headline(_tables: Tables, _claim: Claim, _way: Way, verdict: Verdict) -> str:
    return message("rules-population-headline", people=verdict.shown)


WHOLE = "all places"  # as the facts have it
LOWER = ("at least", "more than")
PLACES = {
    message("rules-places-row-planned"): ("planned", "rules-places-planned"),
    message("rules-places-row-at-work"): ("place", "rules-places-at-work"),
}
PEOPLE = {
    message("rules-total-planned"): ("planned", CONFIRMED),
    message("rules-total-counted"): ("counted all", REPORTED_TOO),
    message("rules-wiesbaden-counted"): ("counted in Wiesbaden", CONFIRMED),
}
DISTANCES = {
    message("rules-distance-centres"): _centres_km,
    message("rules-distance-border"): _border_km,
}
CLOSENESS = {
    message("rules-within-tenth"): 1.0,
    message("rules-within-twentieth"): 0.5,
    message("rules-within-fiftieth"): 0.2,
}
MEMBERS = {
    message("rules-members-on-the-day"): flows.REPORT_DAY,
    message("rules-members-2022"): date(2022, 1, 1),
}
CLOSENESS_OF_PEOPLE = {
    message("rules-within-twentieth"): 1.0,
    message("rules-within-hundredth"): 0.2,
    message("rules-that-many"): None,
}
EDITIONS = {
    message("rules-spending-2024"): "estimate of June 2024",
    message("rules-spending-2025"): "report of April 2025",
}
OUTPUT, INHABITANTS = message("rules-output"), message("rules-inhabitants")
WEIGHTS = (*EDITIONS, OUTPUT, INHABITANTS)
HALF, TWO_THIRDS = message("rules-half"), message("rules-two-thirds")
COUNTS = (NEAREST, LATEST)
RULES = {
    "more_than": Rule(more_than, COUNTS, BY_DATE, (NEAREST, ALL)),
    "exactly": Rule(exactly, COUNTS, BY_DATE, (NEAREST, ALL)),
    "about": Rule(about, tuple(PEOPLE), BY_DATE, (next(iter(PEOPLE)), ON_THE_DAY)),
    "places": Rule(places, tuple(PLACES), BY_DATE, (next(iter(PLACES)), ALL), alike=tuple(PLACES)),
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
