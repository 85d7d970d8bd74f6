"""Verdicts on dates, steps and sources. Each takes (tables, claim, reading, way)."""

from babel.dates import format_date

from widgets import words
from widgets.claims.claim import REPORT, Claim, Verdict, compared, not_computed
from widgets.claims.rules.facts import (
    ALL,
    CONFIRMED,
    CUTOFFS,
    REPORTED_TOO,
    Fact,
    event_day,
    event_extent,
    facts_of,
    known,
)
from widgets.claims.rules.rule import Rule, Way
from widgets.reading.reading import Reading
from widgets.reading.statements import DEPENDS, FAILS, HOLDS
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.dates import Extent
from widgets.tables.package import Tables
from widgets.words.messages import locale, message, sentence


def _inside(inner: Extent, outer: Extent) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _span(claim: Claim) -> Extent:
    return Extent(claim.start[0], (claim.end or claim.start)[1])


def dated(tables: Tables, claim: Claim, _reading: Reading, _way: Way) -> Verdict:
    """Whether the event lies in the dates, and in the occasion, that the statement names."""
    day, text = event_day(tables, claim.event)
    spoken = dates.spoken(day, text)
    occasions = known(facts_of(tables, claim.claim), "within", None, CONFIRMED)
    outside = [one for one in occasions if not _inside(day, event_extent(tables, one.event))]
    fits = _inside(day, _span(claim))
    happened = "held" if claim.event.startswith("us-election") else "announced"
    said = sentence(f"rules-dated-{happened}{'' if fits else '-elsewhere'}", date=spoken)
    for one in occasions:
        name = "rules-not-under-way" if one in outside else "rules-under-way"
        said += " " + sentence(name, occasion=one.text)
    status = HOLDS if fits and not outside else FAILS
    return Verdict(status, said, spoken)


def weekday(tables: Tables, claim: Claim, _reading: Reading, _way: Way) -> Verdict:
    """Whether the event's date was the day of the week that the report names."""
    day, _ = event_day(tables, claim.event)
    found, wanted = day.first.isoweekday(), int(claim.figure)
    shown = format_date(day.first, "EEEE", locale=locale())
    said = sentence("rules-weekday", date=words.day_name(day.first), weekday=shown)
    right = day.exact and found == wanted and _inside(day, _span(claim))
    return Verdict(HOLDS if right else FAILS, said, shown, float(found), float(wanted))


def first_visit(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """Whether an earlier visit is known since he took office (threshold: none); or, since that
    none is known proves nothing, whether somebody besides the report calls it the first.
    """
    facts = facts_of(tables, claim.claim)
    visit, _ = event_day(tables, claim.event)
    begins = next(fact for fact in facts if fact.role == "begins")
    days = (visit.first - begins.when.first).days
    earlier = [
        fact
        for fact in known(facts, "earlier", None, CONFIRMED)
        if begins.when.first <= fact.when.last < visit.first
    ]
    value = float(len(earlier))
    if days < 0 or not _inside(visit, _span(claim)):
        day = words.day_name(visit.first)
        misfit = sentence("rules-visit-does-not-fit", visit=day, begins=begins.spoken)
        return Verdict(FAILS, misfit, day, value, claim.figure)
    status, margin = compared(value, claim.figure, "<=")
    said = known(facts, "first", None, CONFIRMED)
    if way.row == FIRST_ROWS[1] and not earlier and not said:
        reason = message("rules-visit-no-other-source")
        return not_computed(reason, shown=message("rules-visit-no-other-source-shown"))
    numbers = {"number": days, "days": words.number(days, 0)}
    told = sentence(
        "rules-visit",
        begins=begins.spoken,
        known="yes" if earlier else "no",
        earlier=earlier[0].spoken if earlier else "",
        said="yes" if said else "no",
        **numbers,
    )
    shown = message("rules-visit-shown", **numbers)
    return Verdict(status, told, shown, value, claim.figure, margin, claim.unit)


def term(tables: Tables, claim: Claim, _reading: Reading, _way: Way) -> Verdict:
    """Whether a term of office ran from year to year: its end, and its length back from there."""
    left, _ = event_day(tables, claim.event)
    years = next(fact for fact in facts_of(tables, claim.claim) if fact.role == "years")
    began, ended = left.first.year - int(years.value), left.first.year
    right = (began, ended) == (claim.start[0].year, claim.end[0].year)
    about = "-about" if years.bound == "about" else ""
    said = sentence(
        f"rules-term{about}",
        left=words.day_name(left.first),
        number=int(years.value),
        years=words.number(years.value, 0),
        began=str(began),
    )
    shown = message(f"rules-term-shown{about}", began=str(began), ended=str(ended))
    return Verdict(HOLDS if right else FAILS, said, shown)


def came_about(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """Whether what was to come had come by the cut-off; value: days after the report."""
    cutoff = CUTOFFS[way.column]
    found = known(facts_of(tables, claim.claim), "came", cutoff, CONFIRMED)
    if not found:
        return not_computed(message("rules-came-none", when=way.column))
    first = found[0]
    days = float((first.when.last - flows.REPORT_DAY).days)
    status, margin = compared(days, 0.0, ">=")
    name = "rules-came-before" if status == FAILS else "rules-came-after"
    said = sentence(name, date=first.spoken, source=first.text)
    return Verdict(status, said, first.spoken, days, 0.0, margin, "days")


def stages(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """In how many different months a step was taken by the cut-off, or was to be taken."""
    facts, cutoff = facts_of(tables, claim.claim), CUTOFFS[way.column]
    taken = known(facts, "stage", cutoff, CONFIRMED)
    due = known(facts, "due", cutoff, CONFIRMED)
    steps = taken + (due if way.row == STEP_ROWS[1] else [])
    if not steps:
        return not_computed(message("rules-steps-none", when=way.column))
    months = list(dict.fromkeys(_month(step) for step in steps))
    status, margin = compared(float(len(months)), claim.figure, ">=", narrow=claim.narrow)
    said = sentence(
        "rules-steps" if taken else "rules-steps-only-due",
        number=len(taken),
        steps=words.number(len(taken), 0),
        when=way.column,
        months=_months(taken),
    )
    if due:
        name = "rules-steps-due-counted" if way.row == STEP_ROWS[1] else "rules-steps-due"
        said += " " + sentence(name, months=_months(due))
    value = float(len(months))
    number = {"number": len(months), "months": words.number(value, 0)}
    shown = message("rules-steps-shown", **number)
    return Verdict(status, said, shown, value, claim.figure, margin, claim.unit)


def _month(fact: Fact) -> str:
    return fact.when.first.isoformat()[:7]


def _months(steps: list[Fact]) -> str:
    return words.listed([words.month_name(_month(step)) for step in steps]) if steps else ""


def plan(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """A plan for a year: as it was announced, and as it came about by the cut-off."""
    cutoff, facts = CUTOFFS[way.column], facts_of(tables, claim.claim)
    year = float(claim.start[0].year)
    if way.row == PLAN_ROWS[0]:
        announced = known(facts, "announced", cutoff, CONFIRMED)
        if not announced:
            return not_computed(message("rules-plan-not-announced", when=way.column))
        found = announced[-1]
        status, margin = compared(found.value, year, "about")
        shown = f"{found.value:g}"
        said = sentence("rules-plan-announced", date=found.spoken, year=shown, figure=f"{year:g}")
        return Verdict(status, said, shown, found.value, year, margin)
    dropped = known(facts, "dropped", cutoff, REPORTED_TOO)
    if not dropped:
        return not_computed(message("rules-plan-not-known", when=way.column))
    found = dropped[-1]
    name = "rules-plan-dropped" if found.is_confirmed else "rules-plan-dropped-reported"
    said = sentence(name, source=found.text, date=found.spoken)
    return Verdict(FAILS, said, message("rules-plan-dropped-shown", date=found.spoken))


def corroborated(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """How many publishers besides the report's own state it, and whether one contradicts."""
    rows = tables.claim_evidence
    rows = rows[rows["claim"] == claim.claim]
    if way.row == CONFIRMED:
        rows = rows[rows["confidence"] == "confirmed"]
    publishers = tables.sources.set_index("source")["publisher"]

    def said(bearing: str) -> list[str]:
        names = rows.loc[rows["bearing"] == bearing, "source"].map(publishers)
        return [name for name in dict.fromkeys(names) if not name.startswith(publishers[REPORT])]

    supports, contradicts = said("supports"), said("contradicts")
    value, threshold = float(len(supports)), claim.figure
    number = {"number": len(supports), "publishers": words.number(value, 0)}
    shown = message("rules-publishers-shown", **number)
    status, margin = compared(value, threshold, ">=")
    numbers = {"shown": shown, "value": value, "threshold": threshold, "margin": margin}
    if status == FAILS:
        return not_computed(message("rules-publishers-none"), **numbers)
    named = words.listed(supports)
    if contradicts:
        others = words.listed(contradicts)
        said_so = sentence("rules-publishers-otherwise", publishers=named, others=others)
        return Verdict(DEPENDS, said_so, **numbers)
    return Verdict(HOLDS, sentence("rules-publishers", publishers=named), **numbers)


FIRST_ROWS = (message("rules-visit-row-none-known"), message("rules-visit-row-called-first"))
PLAN_ROWS = (message("rules-plan-row-announced"), message("rules-plan-row-came"))
STEP_ROWS = (message("rules-steps-taken"), message("rules-steps-due-too"))
STANDINGS = (CONFIRMED, REPORTED_TOO)
BY_DATE = tuple(CUTOFFS)
RULES = {
    "dated": Rule(dated),
    "weekday": Rule(weekday),
    "first_visit": Rule(first_visit, FIRST_ROWS, closest=(FIRST_ROWS[0], "")),
    "term": Rule(term),
    "came_about": Rule(came_about, columns=BY_DATE, closest=("", ALL)),
    "stages": Rule(stages, STEP_ROWS, BY_DATE, (STEP_ROWS[0], ALL)),
    "plan": Rule(plan, PLAN_ROWS, BY_DATE, (PLAN_ROWS[0], ALL), alike=PLAN_ROWS),
    "corroborated": Rule(corroborated, STANDINGS, closest=(CONFIRMED, "")),
}
