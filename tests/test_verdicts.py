"""Every rule: it judges what its docstring says, at its threshold too, and follows the data."""

from itertools import product

import pytest

from tests.scratch import cell, nudged, with_row, without
from widgets import claims, words
from widgets.claims import claim as verdict
from widgets.claims.claim import compared
from widgets.claims.rules import RULES, counted
from widgets.claims.rules.counted import people_bn
from widgets.claims.rules.dated import STEP_ROWS
from widgets.claims.rules.facts import ALL, CONFIRMED, CUTOFFS, ON_THE_DAY, facts_of, known
from widgets.claims.rules.rule import Way
from widgets.reading.reading import Reading
from widgets.reading.statements import DEPENDS, FAILS, HOLDS, NARROWLY, NO_COUNT, NOT_COMPUTED
from widgets.sums import flows
from widgets.sums.geography import members
from widgets.tables.package import load

TABLES = load()
REPORT = Reading(last="2024-09")  # closest to the report's words


# --- comparing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "comparison", "status"),
    [
        (50.0, ">", FAILS),
        (50.0 + 1e-9, ">", NARROWLY),
        (51.999, ">", NARROWLY),
        (52.0, ">", HOLDS),
        (50.0, ">=", NARROWLY),
        (49.999, ">=", FAILS),
        (50.0, "<", FAILS),
        (49.0, "<", NARROWLY),
        (48.0, "<", HOLDS),
        (50.0, "<=", NARROWLY),
        (50.001, "<=", FAILS),
        (50.0, "about", HOLDS),
        (54.0, "about", NARROWLY),
        (55.0, "about", NARROWLY),
        (45.0, "about", NARROWLY),
        (55.001, "about", FAILS),
        (44.999, "about", FAILS),
    ],
)
def test_a_number_at_just_under_and_just_over_its_threshold(value, comparison, status):
    found, margin = compared(value, 50.0, comparison, tolerance=5.0, narrow=2.0)
    assert found == status
    assert (margin < 0 or (margin == 0 and comparison in "<>")) is (status == FAILS)


def test_an_unknown_comparison_is_a_sentence():
    with pytest.raises(ValueError, match="compared by >, >=, <, <= or about, not by '='"):
        compared(1.0, 1.0, "=")


# --- by default, and after a nudge: for every statement that is judged ---------------------

EVENT_AFTER = {"event": "nsatu-takes-over"}
US = {"donor": "United States", "kind": "military"}
BEFORE = {"start": "2024-10-01", "start_first": "2024-10-01", "start_last": "2024-10-01"}


def of(claim: str, **more: str) -> dict[str, str]:
    return {"claim": claim, **more}


def fact(claim: str, **values: str):
    """A row more in claim_facts, well sourced."""
    plain = {"fact": "added", "confidence": "confirmed", "text": "Added", "source": "own-events"}
    return with_row(claim=claim, **(plain | values))


def day(text: str) -> dict[str, str]:
    return {"date": text, "first": text, "last": text}


MUTATIONS = {
    "first-visit-mission": (
        HOLDS,
        FAILS,
        {"claim_facts": fact("first-visit-mission", role="earlier", **day("2024-10-05"))},
    ),
    "take-over": (HOLDS, FAILS, {"events": cell(EVENT_AFTER, **BEFORE)}),
    "interview": (
        HOLDS,
        FAILS,
        {
            "events": cell(
                {"event": "rutte-visits-wiesbaden"},
                start="2024-10-15",
                start_first="2024-10-15",
                start_last="2024-10-15",
            )
        },
    ),
    "clay-barracks": (
        HOLDS,
        NOT_COMPUTED,
        {"claim_evidence": cell(of("clay-barracks"), bearing="repeats")},
    ),
    "name": (HOLDS, NOT_COMPUTED, {"claim_evidence": cell(of("name"), bearing="context")}),
    "gradually": (
        HOLDS,
        FAILS,
        {"claim_facts": cell(of("gradually", role="stage"), event="nsatu-takes-over")},
    ),
    "election": (
        HOLDS,
        FAILS,
        {
            "events": cell(
                {"event": "us-election-2024"},
                start="2024-11-12",
                start_first="2024-11-12",
                start_last="2024-11-12",
            )
        },
    ),
    "dominant": (
        HOLDS,
        FAILS,
        {
            "defence_spending": cell(
                {"iso3": "USA", "edition": "estimate of June 2024"}, pct_gdp="1.5"
            )
        },
    ),
    "majority": (
        NARROWLY,
        FAILS,
        {"aid": cell({**US, "month": "2022-08"}, allocations_eur_bn="0")},
    ),
    "tents": (
        NOT_COMPUTED,
        FAILS,
        {"claim_facts": fact("tents", role="counted", value="11", **day("2024-10-14"))},
    ),
    "nations": (
        HOLDS,
        FAILS,
        {"claim_facts": cell(of("nations", fact="dpa"), value="12", bound="exactly")},
    ),
    "hangar": (HOLDS, NOT_COMPUTED, {"claim_facts": without(claim="hangar")}),
    "ukrainians": (
        HOLDS,
        FAILS,
        {"claim_facts": cell(of("ukrainians", fact="faz"), **day("2024-10-01"))},
    ),
    "personnel": (
        HOLDS,
        FAILS,
        {"claim_facts": cell(of("personnel", fact="plan-july"), value="629")},
    ),
    "hubs": (
        DEPENDS,
        HOLDS,
        {"claim_facts": cell(of("hubs", fact="romania"), role="place")},
    ),
    "missile-unit": (
        DEPENDS,
        HOLDS,
        {"claim_evidence": cell(of("missile-unit", bearing="contradicts"), bearing="context")},
    ),
    "missiles": (DEPENDS, HOLDS, {"claim_facts": without(claim="missiles", role="dropped")}),
    "distance": (
        HOLDS,
        FAILS,
        {"places": cell({"place": "Berlin"}, lon="11")},
    ),
    "first-visit-germany": (
        HOLDS,
        FAILS,
        {"claim_facts": fact("first-visit-germany", role="earlier", **day("2024-10-13"))},
    ),
    "welcomed": (
        NOT_COMPUTED,
        HOLDS,
        {"claim_evidence": cell(of("welcomed"), bearing="supports")},
    ),
    "provocation": (
        NOT_COMPUTED,
        HOLDS,
        {"claim_evidence": cell(of("provocation", bearing="supports"), confidence="confirmed")},
    ),
    "party-debate": (HOLDS, NOT_COMPUTED, {"claim_evidence": without(claim="party-debate")}),
    "prime-minister": (
        HOLDS,
        FAILS,
        {"claim_facts": cell(of("prime-minister"), value="13")},
    ),
    "billion": (HOLDS, FAILS, {"populations": cell({"iso3": "DEU"}, population="40000000")}),
    "announced": (
        HOLDS,
        FAILS,
        {
            "events": cell(
                {"event": "long-range-fires-announced"},
                start="2024-07-20",
                start_first="2024-07-20",
                start_last="2024-07-20",
            )
        },
    ),
    "limited-effect": (NO_COUNT, NO_COUNT, {"aid": cell(US, allocations_eur_bn="0")}),
}


def test_every_statement_that_is_judged_is_mutated():
    judged = {claim.claim for claim in verdict.claims_of(TABLES).values() if claim.rule}
    assert set(MUTATIONS) == judged


@pytest.mark.parametrize("claim", MUTATIONS)
def test_a_nudge_past_the_threshold_flips_the_verdict(claim, tmp_path):
    before, after, changes = MUTATIONS[claim]
    was = claims.verdict(TABLES, claim, REPORT)
    tables = nudged(tmp_path / "data", **changes)
    now = claims.verdict(tables, claim, REPORT)
    assert was.status == before
    assert now.status == after
    assert now.sentence != was.sentence


def test_the_distance_depends_when_one_measure_fails(tmp_path):
    tables = nudged(tmp_path / "data", places=cell({"place": "Berlin"}, lon="12.4"))
    assert claims.verdict(tables, "distance", REPORT).status == DEPENDS


def test_the_hubs_fail_when_the_plan_lacks_one_too(tmp_path):
    change = without(claim="hubs", fact="planned-poland")
    tables = nudged(tmp_path / "data", claim_facts=change)
    assert claims.verdict(tables, "hubs", REPORT).status == FAILS


@pytest.mark.parametrize(
    ("claim", "fact_", "value", "status"),
    [
        ("personnel", "plan-july", "630", NARROWLY),
        ("personnel", "plan-july", "629.9", FAILS),
        ("personnel", "plan-july", "770", NARROWLY),
        ("personnel", "plan-july", "770.1", FAILS),
        ("personnel", "plan-july", "700.5", HOLDS),
        ("nations", "dpa", "12", FAILS),
        ("nations", "dpa", "12.1", NARROWLY),
        ("nations", "dpa", "12.5", HOLDS),
    ],
)
def test_counts_at_just_under_and_just_over(claim, fact_, value, status, tmp_path):
    changes = {"claim_facts": cell(of(claim, fact=fact_), value=value, bound="exactly")}
    assert claims.verdict(nudged(tmp_path / "data", **changes), claim, REPORT).status == status


def test_a_lower_bound_alone_decides_only_what_more_cannot_flip(tmp_path):
    def judged(claim: str, way: str, value: str, bound: str):
        change = cell(of(claim, fact=way), value=value, bound=bound)
        folder = tmp_path / f"{claim}-{way}-{value}-{bound.replace(' ', '-')}"
        tables = nudged(folder, claim_facts=change)
        return claims.verdict(tables, claim, REPORT).status

    assert judged("nations", "dpa", "12", "at least") == NOT_COMPUTED
    assert judged("nations", "dpa", "14", "at least") == HOLDS
    assert judged("personnel", "plan-july", "700.5", "more than") == NOT_COMPUTED
    assert judged("personnel", "plan-july", "600", "more than") == NOT_COMPUTED
    assert judged("personnel", "plan-july", "771", "more than") == FAILS
    grid = claims.grid(TABLES, "personnel", REPORT)
    counted = [c.verdict for c in grid.cells if c.way.row == "the total as counted"]
    assert {one.status for one in counted} == {NOT_COMPUTED}
    assert "how many more is not known" in counted[-1].sentence


def _scaled(rows, name: str, by: float):
    """A change that multiplies a column of some rows."""

    def change(table):
        table = table.copy()
        mine = rows(table)
        assert mine.any()
        table.loc[mine, name] = [f"{float(value) * by:.17g}" for value in table.loc[mine, name]]
        return table

    return change


@pytest.mark.parametrize(
    ("at", "status"), [(50 - 1e-6, FAILS), (50 + 1e-6, NARROWLY), (52.0, HOLDS)]
)
def test_the_spending_at_just_under_and_just_over_half(at, status, tmp_path):
    value = claims.verdict(TABLES, "dominant", REPORT).value
    by = at / (100 - at) * (100 - value) / value
    edition = "estimate of June 2024"
    change = _scaled(lambda t: (t["iso3"] == "USA") & (t["edition"] == edition), "pct_gdp", by)
    found = claims.verdict(nudged(tmp_path / "data", defence_spending=change), "dominant", REPORT)
    assert found.value == pytest.approx(at, abs=1e-8)
    assert found.status == status


@pytest.mark.parametrize(
    ("at", "status"),
    [
        *((449.999, FAILS), (450.001, NARROWLY), (455.1, HOLDS)),
        *((544.9, HOLDS), (549.999, NARROWLY), (550.001, FAILS)),
    ],
)
def test_the_distance_at_just_under_and_just_over_its_tolerance(at, status, monkeypatch):
    """The kilometres are given: no town is moved to a millimetre."""
    monkeypatch.setitem(counted.DISTANCES, "centre to centre", lambda *_: at)
    claim = verdict.claims_of(TABLES)["distance"]
    way = Way("centre to centre", "within a tenth")
    found = RULES["distance"].judge(TABLES, claim, REPORT, way)
    assert (found.value, found.status) == (at, status)
    assert (found.least, found.most) == (450, 550)


@pytest.mark.parametrize(
    ("at", "status"),
    [
        *((0.95 - 1e-6, FAILS), (0.95 + 1e-6, NARROWLY), (0.956, HOLDS)),
        *((1.044, HOLDS), (1.05 - 1e-6, NARROWLY), (1.05 + 1e-6, FAILS)),
    ],
)
def test_the_people_at_just_under_and_just_over_the_tolerance(at, status, tmp_path):
    value = people_bn(TABLES, flows.REPORT_DAY)
    change = _scaled(lambda t: t["iso3"] != "", "population", at / value)
    tables = nudged(tmp_path / "data", populations=_whole(change))
    found = claims.verdict(tables, "billion", REPORT)
    assert found.value == pytest.approx(at, abs=1e-7)
    assert found.status == status


def _whole(change):
    """A change whose numbers of people are whole."""

    def rounded(table):
        table = change(table)
        table["population"] = [str(round(float(value))) for value in table["population"]]
        return table

    return rounded


@pytest.mark.parametrize(
    ("kept", "status"),
    [(["start"], FAILS), (["start", "air-defence"], NARROWLY)],
)
def test_the_stages_in_one_month_and_in_two(kept, status, tmp_path):
    def change(table):
        stages = (table["claim"] == "gradually") & ~table["fact"].isin(kept)
        return table[~stages]

    tables = nudged(tmp_path / "data", claim_facts=change, claims=NARROW)
    found = claims.verdict(tables, "gradually", REPORT)
    assert (found.value, found.status) == (len(kept), status)


NARROW = cell({"claim": "gradually"}, narrow="0.6")


@pytest.mark.parametrize(("places", "status"), [(2, FAILS), (3, HOLDS)])
def test_the_places_two_of_three_and_three_of_three(places, status, tmp_path):
    change = without(claim="hubs", role="due") if places == 2 else FOUND
    tables = nudged(tmp_path / "data", claim_facts=change)
    claim = verdict.claims_of(tables)["hubs"]
    found = RULES["places"].judge(tables, claim, REPORT, Way("at work there", ALL))
    assert (found.value, found.status) == (places, status)


FOUND = cell(of("hubs", fact="romania"), role="place")


@pytest.mark.parametrize(
    ("on", "status"), [("2024-10-13", FAILS), ("2024-10-14", HOLDS), ("2024-10-15", HOLDS)]
)
def test_the_take_over_before_on_and_after_the_report(on, status, tmp_path):
    change = cell(EVENT_AFTER, start=on, start_first=on, start_last=on)
    found = claims.verdict(nudged(tmp_path / "data", events=change), "take-over", REPORT)
    assert found.status == status
    assert found.margin == (-1, 0, 1)[int(on[-2:]) - 13]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2024-09-30", HOLDS),  # he was not yet in office
        ("2024-10-01", FAILS),
        ("2024-10-13", FAILS),
        ("2024-10-14", HOLDS),  # it is the visit itself
    ],
)
def test_an_earlier_visit_counts_from_his_first_day_to_the_day_before(on, status, tmp_path):
    change = fact("first-visit-germany", role="earlier", **day(on))
    tables = nudged(tmp_path / "data", claim_facts=change)
    assert claims.verdict(tables, "first-visit-germany", REPORT).status == status


def test_no_known_visit_holds_and_proves_no_first_one_until_another_source_says_so(tmp_path):
    def ways(tables):
        return [row[0].verdict.status for row in claims.grid(tables, name, REPORT).rows]

    name = "first-visit-mission"
    found = claims.verdict(TABLES, name, REPORT)
    assert found.status == HOLDS
    assert "no other source calls it the first" in found.sentence
    assert ways(TABLES) == [HOLDS, NOT_COMPUTED]
    said = nudged(tmp_path / "data", claim_facts=fact(name, role="first", **day("2024-10-14")))
    assert ways(said) == [HOLDS, HOLDS]


@pytest.mark.parametrize(("by", "status"), [(-1e-6, FAILS), (1e-6, NARROWLY), (2.0, HOLDS)])
def test_the_majority_at_just_under_and_just_over_half(by, status, tmp_path):
    rows = TABLES.aid[(TABLES.aid["kind"] == "military") & (TABLES.aid["month"] <= "2024-09")]
    us = rows["donor"] == "United States"
    others = rows.loc[~us, "allocations_eur_bn"].sum()
    target = (50 + by) / (50 - by) * others  # US sum at which its share is 50 + by
    scale = target / rows.loc[us, "allocations_eur_bn"].sum()

    def scaled(table):
        table = table.copy()
        mine = (table["donor"] == "United States") & (table["kind"] == "military")
        table.loc[mine, "allocations_eur_bn"] = [
            f"{float(value) * scale:.17g}" for value in table.loc[mine, "allocations_eur_bn"]
        ]
        return table

    tables = nudged(tmp_path / "data", aid=scaled)
    found = claims.verdict(tables, "majority", REPORT)
    assert found.value == pytest.approx(50 + by, abs=1e-8)
    assert found.status == status


def test_each_sentence_has_no_empty_place():
    for claim in verdict.claims_of(TABLES):
        text = claims.verdict(TABLES, claim, REPORT).sentence.striptags()
        assert text.endswith(".")
        assert "  " not in text
        assert "()" not in text
        assert "None" not in text


# --- single rules ----------------------------------------------------------------------------


def test_a_fact_is_known_from_its_last_possible_day_on():
    facts = facts_of(TABLES, "hangar")
    (year,) = facts  # known as 2025 only
    assert known(facts, "came", CUTOFFS["by the end of 2024"], CONFIRMED) == []
    assert known(facts, "came", year.when.last, CONFIRMED) == [year]
    assert known(facts, "came", None, CONFIRMED) == [year]


def test_what_was_only_announced_is_no_event():
    """The hub in Romania was due in January 2026; nobody reports that it has come."""
    hubs = verdict.claims_of(TABLES)["hubs"]
    found = RULES["places"].judge(TABLES, hubs, REPORT, Way("at work there", ALL))
    assert found.value == 2
    assert "not known: Romania" in found.sentence
    assert "January 2026" in found.sentence
    assert "no report that it has" in found.sentence
    step = verdict.claims_of(TABLES)["gradually"]
    taken, due = (RULES["stages"].judge(TABLES, step, REPORT, Way(row, ALL)) for row in STEP_ROWS)
    assert (taken.value, due.value) == (3, 4)
    for one in (taken, due):
        said = one.sentence.striptags().split(". ")
        assert "January 2026" not in said[0]
        assert said[0].startswith("3 steps")
        assert said[1].startswith("One more was due in January 2026; whether it was taken is not")
    for claim in ("hubs", "gradually"):
        roles = {one.fact: one.role for one in facts_of(TABLES, claim)}
        assert [fact for fact, role in roles.items() if role == "due"] in (
            ["romania"],
            ["romanian-hub"],
        )


def test_what_is_only_reported_counts_where_it_is_asked_for():
    claim = verdict.claims_of(TABLES)["provocation"]
    rule = RULES["corroborated"]
    values = [rule.judge(TABLES, claim, REPORT, Way(row)).value for row in rule.rows]
    assert values == [0, 1]


def test_a_plan_was_to_begin_and_did_not_begin_by_being_announced():
    claim = verdict.claims_of(TABLES)["missiles"]
    found = RULES["plan"].judge(TABLES, claim, REPORT, Way("as announced", ALL))
    assert "it was to begin in 2026" in found.sentence
    assert "Only the year is compared" in claim.context
    assert "temporarily" in claim.context


def test_a_rounded_length_stays_rounded():
    found = claims.verdict(TABLES, "prime-minister", REPORT)
    assert "after about 14 years, so he came in about 2010" in found.sentence
    assert found.shown == "about 2010 to 2024"


def test_the_barracks_are_stated_by_those_who_name_them():
    found = claims.verdict(TABLES, "clay-barracks", REPORT)
    assert found.value == 2
    assert "SHAPE" not in found.sentence


def test_the_personnel_of_one_place_is_no_count_of_all():
    grid = claims.grid(TABLES, "personnel", REPORT)
    wiesbaden = grid.rows[-1]
    assert [cell.verdict.status for cell in wiesbaden] == [NOT_COMPUTED] * 4
    assert [cell.verdict.value for cell in wiesbaden] == [200, 200, 350, 350]


def test_a_wrong_conversion_is_said(tmp_path):
    tables = nudged(tmp_path / "data", claims=cell({"claim": "distance"}, restated="300"))
    found = claims.verdict(tables, "distance", REPORT).sentence
    assert "the figure is 311 miles, not what the statement says" in found
    assert "miles, as the statement says" in claims.verdict(TABLES, "distance", REPORT).sentence


def test_members_are_those_of_the_day():
    day = flows.REPORT_DAY
    assert len(members(TABLES, day)) == 32
    assert "SWE" in members(TABLES, day)
    assert "SWE" not in members(TABLES, day.replace(year=2023))
    assert people_bn(TABLES, day) == pytest.approx(0.980655332)


def test_the_effect_of_the_handover_is_never_judged():
    grid = claims.grid(TABLES, "limited-effect", REPORT)
    assert sum(one.is_own for one in grid.cells) == 1
    for cell_ in grid.cells:
        assert cell_.verdict.status == NO_COUNT
        assert cell_.verdict.value is not None
    assert "cannot be read from this" in claims.verdict(TABLES, "limited-effect", REPORT).sentence


def test_a_reading_without_an_answer_is_the_readings_own_sentence():
    for claim in ("majority", "limited-effect"):
        found = claims.verdict(TABLES, claim, Reading(measure="commitments"))
        assert found.status == NOT_COMPUTED
        assert "Commitments are not split by kind of aid." in found.sentence
    none = claims.verdict(TABLES, "majority", Reading(donors=("CHN",)))
    assert none.status == NOT_COMPUTED
    assert "does not count" in none.sentence


@pytest.mark.parametrize(
    ("donors", "sentence"),
    [
        (("DEU",), "no share of the United States, which the reading does not count."),
        (("DEU", "POL"), "no share of the United States, which the reading does not count."),
        (("USA",), "counts the United States alone, so a share of the whole says nothing."),
    ],
)
def test_a_share_needs_its_part_and_somebody_else(donors, sentence):
    for kind in ("military", "all"):
        reading = Reading(kind=kind, donors=donors)
        found = claims.verdict(TABLES, "majority", reading)
        assert found.status == NOT_COMPUTED
        assert found.value is None
        assert sentence in found.sentence
        assert claims.over_time(TABLES, "majority", reading).empty
        assert claims.flips(TABLES, "majority", reading) == []


def test_the_eu_institutions_left_out_leave_one_donor_alone():
    two = Reading(donors=("EUI", "USA"), kind="all")
    assert claims.verdict(TABLES, "majority", two).decided
    alone = claims.verdict(TABLES, "majority", two.but(eu_institutions="out"))
    assert alone.status == NOT_COMPUTED
    assert "alone" in alone.sentence


def test_rules_are_pure(tmp_path):
    again = load()
    for claim, reading in product(verdict.claims_of(TABLES), (Reading(), REPORT)):
        one = verdict.claims_of(TABLES)[claim]
        rule = claims.rule_of(one)
        if rule:
            found = rule.verdict(again, one, reading)
            expected = claims.verdict(TABLES, claim, reading if rule.follows_reading else Reading())
            assert found == expected


def test_what_perhaps_came_later_was_not_known_on_the_day():
    """The hubs were planned in October 2024, perhaps after the report."""
    claim = verdict.claims_of(TABLES)["hubs"]
    way = Way("as planned", ON_THE_DAY)
    assert RULES["places"].judge(TABLES, claim, REPORT, way).status == NOT_COMPUTED


def test_the_part_of_the_united_states_goes_from_before_to_after():
    said = claims.verdict(TABLES, "limited-effect", Reading()).sentence.striptags()
    years = [Reading(first="2023-12", last="2024-11"), Reading(first="2024-12", last="2025-11")]
    shares = [flows.share_pct(TABLES, one, "us", "bloc") for one in years]
    before, after = (words.pct(share).replace(words.NBSP, " ") for share in shares)
    assert before != after
    assert f"from {before} to {after}." in said


def test_both_editions_of_defence_spending_are_weighed_by_output():
    claim = verdict.claims_of(TABLES)["dominant"]
    table = TABLES.defence_spending
    for row, edition in counted.EDITIONS.items():
        own = table[table["edition"] == edition]
        spent = (own["gdp_usd_bn"] * own["pct_gdp"]).set_axis(own["iso3"])
        found = RULES["us_spending"].judge(TABLES, claim, REPORT, Way(row, counted.HALF))
        assert found.value == pytest.approx(100 * spent["USA"] / spent.sum())
