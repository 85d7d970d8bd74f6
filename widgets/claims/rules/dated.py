"""Verdicts on dates, steps and sources. Each takes (tables, claim, reading, way)."""

from widgets import words
from widgets.claims.claim import Claim, Verdict, compared, not_computed
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

Markup = words.Markup
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AGENCY = "Reuters"  # whose report it is: it is no other publisher


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
    sentence = Markup("It {} on {}{}.").format(
        "took place" if claim.event.startswith("us-election") else "was announced",
        spoken,
        "" if fits else ", not on the date that the report names",
    )
    for one in occasions:
        sentence += Markup(" {} {} that day.").format(
            one.text, "was not under way" if one in outside else "was under way"
        )
    status = HOLDS if fits and not outside else FAILS
    return Verdict(status, sentence, spoken)


def weekday(tables: Tables, claim: Claim, _reading: Reading, _way: Way) -> Verdict:
    """Whether the event's date was the day of the week that the report names."""
    day, _ = event_day(tables, claim.event)
    found, wanted = day.first.isoweekday(), int(claim.figure)
    sentence = Markup("The visit was on {}, a {}.").format(
        words.day_name(day.first), WEEKDAYS[found - 1]
    )
    right = day.exact and found == wanted and _inside(day, _span(claim))
    shown = WEEKDAYS[found - 1]
    return Verdict(HOLDS if right else FAILS, sentence, shown, float(found), float(wanted))


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
        sentence = Markup("The visit was on {}, he took office on {}: that does not fit.").format(
            words.day_name(visit.first), begins.spoken
        )
        return Verdict(FAILS, sentence, words.day_name(visit.first), value, claim.figure)
    status, margin = compared(value, claim.figure, "<=")
    said = known(facts, "first", None, CONFIRMED)
    others = "another source calls it the first" if said else "no other source calls it the first"
    visits = f"he had been there on {earlier[0].spoken}" if earlier else "no earlier visit is known"
    if way.row == FIRST_ROWS[1] and not earlier and not said:
        return not_computed(f"{words.capital(others)}.", shown="no other source")
    sentence = Markup("He took office on {}, {} before the visit; {}, and {}.").format(
        begins.spoken, counted(days, "day"), visits, others
    )
    shown = f"{counted(days, 'day')} in office"
    return Verdict(status, sentence, shown, value, claim.figure, margin, claim.unit)


def term(tables: Tables, claim: Claim, _reading: Reading, _way: Way) -> Verdict:
    """Whether a term of office ran from year to year: its end, and its length back from there."""
    left, _ = event_day(tables, claim.event)
    years = next(fact for fact in facts_of(tables, claim.claim) if fact.role == "years")
    began, ended = left.first.year - int(years.value), left.first.year
    right = (began, ended) == (claim.start[0].year, claim.end[0].year)
    about = "about " if years.bound == "about" else ""
    sentence = Markup("He left office on {}, after {}{}, so he came in {}{}.").format(
        words.day_name(left.first), about, counted(int(years.value), "year"), about, began
    )
    return Verdict(HOLDS if right else FAILS, sentence, f"{about}{began} to {ended}")


def came_about(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """Whether what was to come had come by the cut-off; value: days after the report."""
    cutoff = CUTOFFS[way.column]
    found = known(facts_of(tables, claim.claim), "came", cutoff, CONFIRMED)
    if not found:
        return not_computed(f"It lay in the future, and nothing tells of it {way.column}.")
    first = found[0]
    days = float((first.when.last - flows.REPORT_DAY).days)
    status, margin = compared(days, 0.0, ">=")
    when = "It had come about before the report" if status == FAILS else "After the report"
    sentence = Markup("{}, {}: {}.").format(when, first.spoken, first.text)
    return Verdict(status, sentence, first.spoken, days, 0.0, margin, "days")


def stages(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """In how many different months a step was taken by the cut-off, or was to be taken."""
    facts, cutoff = facts_of(tables, claim.claim), CUTOFFS[way.column]
    taken = known(facts, "stage", cutoff, CONFIRMED)
    due = known(facts, "due", cutoff, CONFIRMED)
    steps = taken + (due if way.row == STEP_ROWS[1] else [])
    if not steps:
        return not_computed(f"No step had been taken {way.column}.")
    months = list(dict.fromkeys(_month(step) for step in steps))
    status, margin = compared(float(len(months)), claim.figure, ">=", narrow=claim.narrow)
    sentence = Markup("{} of the handover {} known to have been taken {}{}.").format(
        counted(len(taken), "step"),
        "is" if len(taken) == 1 else "are",
        way.column,
        f", in {words.listed([words.month_name(_month(step)) for step in taken])}" if taken else "",
    )
    if due:
        sentence += Markup(" One more was due in {}; whether it was taken is not known{}.").format(
            words.listed([words.month_name(_month(step)) for step in due]),
            ", and it is counted here" if way.row == STEP_ROWS[1] else "",
        )
    shown = f"{counted(len(months), 'month')} with a step"
    value = float(len(months))
    return Verdict(status, sentence, shown, value, claim.figure, margin, claim.unit)


def _month(fact: Fact) -> str:
    return fact.when.first.isoformat()[:7]


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 day`, `13 days`."""
    return f"{words.number(number, 0)} {noun}{'' if number == 1 else 's'}"


def plan(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """A plan for a year: as it was announced, and as it came about by the cut-off."""
    cutoff, facts = CUTOFFS[way.column], facts_of(tables, claim.claim)
    year = float(claim.start[0].year)
    if way.row == PLAN_ROWS[0]:
        announced = known(facts, "announced", cutoff, CONFIRMED)
        if not announced:
            return not_computed(f"Nothing had been announced {way.column}.")
        found = announced[-1]
        status, margin = compared(found.value, year, "about")
        sentence = Markup("As announced on {} it was to begin in {}; the report says {}.").format(
            found.spoken, f"{found.value:g}", f"{year:g}"
        )
        return Verdict(status, sentence, f"{found.value:g}", found.value, year, margin)
    dropped = known(facts, "dropped", cutoff, REPORTED_TOO)
    if not dropped:
        return not_computed(f"Whether it came about is not known {way.column}.")
    found = dropped[-1]
    standing = "" if found.is_confirmed else ", a report that is not confirmed"
    sentence = Markup("{} ({}{}).").format(found.text, found.spoken, standing)
    return Verdict(FAILS, sentence, f"dropped, {found.spoken}")


def corroborated(tables: Tables, claim: Claim, _reading: Reading, way: Way) -> Verdict:
    """How many publishers besides the report's own state it, and whether one contradicts."""
    rows = tables.claim_evidence
    rows = rows[rows["claim"] == claim.claim]
    if way.row == CONFIRMED:
        rows = rows[rows["confidence"] == "confirmed"]
    publishers = tables.sources.set_index("source")["publisher"]

    def said(bearing: str) -> list[str]:
        names = rows.loc[rows["bearing"] == bearing, "source"].map(publishers)
        return [name for name in dict.fromkeys(names) if not name.startswith(AGENCY)]

    supports, contradicts = said("supports"), said("contradicts")
    value, threshold = float(len(supports)), claim.figure
    shown = counted(len(supports), "other publisher")
    status, margin = compared(value, threshold, ">=")
    numbers = {"shown": shown, "value": value, "threshold": threshold, "margin": margin}
    if status == FAILS:
        reason = "No other publisher of good standing states it; what is at hand repeats the report"
        reason += ", stands beside it, or is known only from a quotation."
        return not_computed(reason, **numbers)
    sentence = Markup("Stated by {}, besides the report").format(words.listed(supports))
    if contradicts:
        sentence += Markup(". Placed or worded otherwise by {}.").format(words.listed(contradicts))
        return Verdict(DEPENDS, sentence, **numbers)
    return Verdict(HOLDS, sentence + "; nothing at hand contradicts it.", **numbers)


FIRST_ROWS = ("no earlier visit known", "called the first by another source")
PLAN_ROWS = ("as announced", "as it came about")
STEP_ROWS = ("steps taken", "also steps that were due")
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
