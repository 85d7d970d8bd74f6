"""Every rule: it judges what its docstring says, at its threshold too, and follows the data."""

from itertools import product

import pytest

from tests.scratch import cell, nudged, with_row, without
from widgets import claims, flows, verdict
from widgets.geography import members
from widgets.reading import Reading
from widgets.tables import load
from widgets.verdict import DEPENDS, FAILS, HOLDS, NARROWLY, NO_COUNT, NOT_COMPUTED, compared
from widgets.verdicts import RULES
from widgets.verdicts.counted import people_bn
from widgets.verdicts.facts import ALL, CONFIRMED, CUTOFFS, facts_of, known
from widgets.verdicts.rule import Way

TABLES = load()
REPORT = Reading(last="2024-09")  # closest to the report's words


# --- comparing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, comparison, status",
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
        {"claim_facts": cell(of("nations", fact="dpa"), value="12")},
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
        {"claim_facts": cell(of("hubs", fact="romania"), confidence="confirmed")},
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
        {"places": cell({"place": "Berlin"}, lon="12.4")},
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
    if claim == "distance":  # the border is one of two measures that the words admit alike
        assert now.status == DEPENDS
    else:
        assert now.status == after
    assert now.sentence != was.sentence


def test_the_distance_fails_when_both_measures_do(tmp_path):
    tables = nudged(tmp_path / "data", places=cell({"place": "Berlin"}, lon="11"))
    assert claims.verdict(tables, "distance", REPORT).status == FAILS


@pytest.mark.parametrize(
    "claim, fact_, value, status",
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
    changes = {"claim_facts": cell(of(claim, fact=fact_), value=value)}
    assert claims.verdict(nudged(tmp_path / "data", **changes), claim, REPORT).status == status


@pytest.mark.parametrize("by, status", [(-1e-6, FAILS), (1e-6, NARROWLY), (2.0, HOLDS)])
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
    assert found.value == pytest.approx(50 + by, abs=1e-8) and found.status == status


def test_each_sentence_has_no_empty_place():
    for claim in verdict.claims_of(TABLES):
        text = claims.verdict(TABLES, claim, REPORT).sentence.striptags()
        assert text.endswith(".") and "  " not in text and "()" not in text and "None" not in text


# --- single rules ----------------------------------------------------------------------------


def test_a_fact_is_known_from_its_last_possible_day_on():
    facts = facts_of(TABLES, "hangar")
    (year,) = facts  # known as 2025 only
    assert known(facts, "came", CUTOFFS["by the end of 2024"], CONFIRMED) == []
    assert known(facts, "came", year.when.last, CONFIRMED) == [year]
    assert known(facts, "came", None, CONFIRMED) == [year]


def test_what_is_only_reported_counts_where_it_is_asked_for():
    claim = verdict.claims_of(TABLES)["hubs"]
    rule = RULES["places"]
    values = {row: rule.judge(TABLES, claim, REPORT, Way(row, ALL)).value for row in rule.rows}
    assert list(values.values()) == [2.0, 3.0]


def test_the_personnel_of_one_place_is_no_count_of_all():
    grid = claims.grid(TABLES, "personnel", REPORT)
    wiesbaden = grid.rows[-1]
    assert [cell.verdict.status for cell in wiesbaden] == [NOT_COMPUTED] * 4
    assert [cell.verdict.value for cell in wiesbaden] == [200, 200, 300, 300]


def test_a_wrong_conversion_is_said(tmp_path):
    tables = nudged(tmp_path / "data", claims=cell({"claim": "distance"}, restated="300"))
    found = claims.verdict(tables, "distance", REPORT).sentence
    assert "the figure is 311 miles, not what the statement says" in found
    assert "miles, as the statement says" in claims.verdict(TABLES, "distance", REPORT).sentence


def test_members_are_those_of_the_day():
    day = flows.REPORT_DAY
    assert len(members(TABLES, day)) == 32 and "SWE" in members(TABLES, day)
    assert "SWE" not in members(TABLES, day.replace(year=2023))
    assert people_bn(TABLES, day) == pytest.approx(0.980655332)


def test_the_effect_of_the_handover_is_never_judged():
    grid = claims.grid(TABLES, "limited-effect", REPORT)
    assert sum(one.is_own for one in grid.cells) == 1
    for cell_ in grid.cells:
        assert cell_.verdict.status == NO_COUNT and cell_.verdict.value is not None
    assert "cannot be read from this" in claims.verdict(TABLES, "limited-effect", REPORT).sentence


def test_a_reading_without_an_answer_is_the_readings_own_sentence():
    for claim in ("majority", "limited-effect"):
        found = claims.verdict(TABLES, claim, Reading(measure="commitments"))
        assert found.status == NOT_COMPUTED
        assert "Commitments are not split by kind of aid." in found.sentence
    none = claims.verdict(TABLES, "majority", Reading(donors=("CHN",)))
    assert none.status == NOT_COMPUTED and "does not count" in none.sentence


@pytest.mark.parametrize(
    "donors, sentence",
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
        assert found.status == NOT_COMPUTED and found.value is None
        assert sentence in found.sentence
        assert claims.over_time(TABLES, "majority", reading).empty
        assert claims.flips(TABLES, "majority", reading) == []


def test_the_eu_institutions_left_out_leave_one_donor_alone():
    two = Reading(donors=("EUI", "USA"), kind="all")
    assert claims.verdict(TABLES, "majority", two).decided
    alone = claims.verdict(TABLES, "majority", two.but(eu_institutions="out"))
    assert alone.status == NOT_COMPUTED and "alone" in alone.sentence


def test_rules_are_pure(tmp_path):
    again = load()
    for claim, reading in product(verdict.claims_of(TABLES), (Reading(), REPORT)):
        one = verdict.claims_of(TABLES)[claim]
        rule = claims.rule_of(one)
        if rule:
            found = rule.verdict(again, one, reading)
            expected = claims.verdict(TABLES, claim, reading if rule.follows_reading else Reading())
            assert found == expected
