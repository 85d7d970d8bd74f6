"""Statements under all readings: grid, course, flips, headlines, and a reader's own."""

from collections import Counter
from datetime import date
from functools import partial
from itertools import product

import numpy as np
import pytest

from widgets import claims
from widgets.claims.claim import claims_of, compared
from widgets.claims.rules.aid import windows
from widgets.claims.rules.counted import people_bn
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.reading.statements import FAILS, HOLDS, NARROWLY, NO_COUNT, NOT_COMPUTED, WORDS
from widgets.sums import flows
from widgets.tables.package import load

TABLES = load()
REPORT = Reading(last="2024-09")
MAJORITY = claims_of(TABLES)["majority"]


def germany(threshold: float = 10, comparison: str = ">", **more) -> claims.Claim:
    share = partial(flows.share_pct, key="Germany", by="donor")
    return claims.statement("Germany gives a lot.", share, comparison, threshold, **more)


# --- the statements ------------------------------------------------------------------------


def test_there_are_the_reports_statements_in_its_order():
    found = claims_of(TABLES)
    assert [claim.order for claim in found.values()] == list(range(1, 34))
    kinds = Counter(claim.kind for claim in found.values())
    assert kinds == {
        **{"countable": 8, "dated": 8, "sourced": 6, "forecast": 4, "view": 4, "quotation": 3}
    }


def test_views_and_quotations_have_no_verdict_and_say_why():
    for claim in claims_of(TABLES).values():
        found = claims.verdict(TABLES, claim, REPORT)
        if claim.kind in ("view", "quotation"):
            assert found.status == NO_COUNT
            assert found.value is None
            assert claim.context
            assert claims.grid(TABLES, claim, REPORT).cells == ()
            assert claims.flips(TABLES, claim, REPORT) == []
        else:
            assert claim.rule
            assert found.status in WORDS


@pytest.mark.parametrize(
    ("reading", "shown", "status"),
    [
        (REPORT, "51.3\u00a0%", NARROWLY),
        (Reading(first="2024-01", last="2024-09"), "48.4\u00a0%", FAILS),
        (Reading(kind="all", last="2024-09"), "39.5\u00a0%", FAILS),
        (Reading(measure="commitments", kind="all", last="2024-09"), "30.2\u00a0%", FAILS),
        (Reading(first="2022-01", last="2022-12"), "55.3\u00a0%", HOLDS),
    ],
)
def test_the_majority_under_the_readings_of_the_design(reading, shown, status):
    found = claims.verdict(TABLES, "majority", reading)
    assert (found.shown, found.status) == (shown, status)
    assert found.margin == pytest.approx(found.value - 50)


def test_units_and_rhythms_change_no_verdict():
    for unit in ("share", "pct-gdp", "per-head"):
        other = REPORT.but(unit=unit, rhythm="cumulative")
        assert claims.verdict(TABLES, "majority", other) == claims.verdict(
            TABLES, "majority", REPORT
        )


def test_what_changed_is_what_differs():
    (one,) = claims.changed(TABLES, Reading(), REPORT)
    claim, before, after = one
    assert claim.claim == "majority"
    assert (before.status, after.status) == (FAILS, NARROWLY)
    assert claims.changed(TABLES, REPORT, REPORT.but(unit="share")) == []
    assert sum(claims.counted(TABLES, REPORT).values()) == 33


# --- the grid ------------------------------------------------------------------------------


def test_the_grid_equals_its_recomputation_cell_by_cell():
    grid = claims.grid(TABLES, "majority", REPORT)
    assert len(grid.cells) == len(grid.columns) * len(grid.rows) > 100
    for cell in grid.cells:
        reading = cell.way.reading
        share = flows.share_pct(TABLES, reading, "us", "bloc")
        assert cell.verdict.value == pytest.approx(share, abs=1e-12)
        assert cell.verdict.status == compared(share, 50, ">", narrow=MAJORITY.narrow)[0]
        assert cell.verdict == claims.verdict(TABLES, "majority", reading)
        first, last = windows(TABLES)[cell.way.column]
        assert reading.window(TABLES) == (first, last)
    assert grid.holding == sum(cell.verdict.value > 50 for cell in grid.cells)


@pytest.mark.parametrize("claim", ["dominant", "distance", "billion", "hubs", "gradually"])
def test_the_verdict_of_the_page_is_the_closest_cell(claim):
    (closest,) = [c for c in claims.grid(TABLES, claim, REPORT).cells if c.is_closest]
    shown = claims.verdict(TABLES, claim, REPORT)
    assert closest.verdict.value == shown.value
    assert closest.verdict.shown == shown.shown


def test_the_readers_own_cell_is_marked_if_it_is_there():
    def own(reading):
        return [c for c in claims.grid(TABLES, "majority", reading).cells if c.is_own]

    (cell,) = own(REPORT.but(unit="share", rhythm="rolling-12"))
    assert cell.way.reading == REPORT
    assert cell.is_closest
    assert own(Reading(last="2024-08")) == []
    assert own(Reading(kind="financial")) == []


@pytest.mark.parametrize("kind", ["military", "all"])
@pytest.mark.parametrize("measure", ["allocations", "commitments"])
def test_the_own_cell_of_every_standard_reading_is_marked(measure, kind):
    """What counts the same euros as another row has that row's cell for its own."""
    for donors, eu, (first, last) in product(
        readings.DONORS, readings.EU_INSTITUTIONS, windows(TABLES).values()
    ):
        one = Reading(measure, kind, donors, eu, first=first, last=last).normal(TABLES)
        own = [c for c in claims.grid(TABLES, "majority", one).cells if c.is_own]
        shown = claims.verdict(TABLES, "majority", one)
        if not shown.decided:
            continue
        assert [(c.verdict.value, c.verdict.status) for c in own] == [
            (pytest.approx(shown.value), shown.status)
        ], one


def test_no_row_counts_the_same_as_another():
    rows = [[c.verdict.value for c in row] for row in claims.grid(TABLES, "majority", REPORT).rows]
    assert len({tuple(row) for row in rows}) == len(rows)


def test_the_cells_before_the_report_end_before_it():
    grid = claims.grid(TABLES, "majority", REPORT)
    known = grid.before_the_report
    assert 0 < len(known) < len(grid.cells)
    assert all(c.way.reading.window(TABLES)[1] <= "2024-09" for c in known)
    later = [c for c in grid.decided if c not in known]
    assert all(c.way.reading.window(TABLES)[1] > "2024-09" for c in later)


# --- course, flips, headlines --------------------------------------------------------------


def test_the_course_is_the_share_of_every_last_month():
    course = claims.over_time(TABLES, "majority", REPORT.but(first="2023-01"))
    assert list(course.index) == [m for m in TABLES.months if m >= "2023-01"]
    for month in ("2023-01", "2024-09", "2026-04"):
        reading = Reading(first="2023-01", last=month)
        assert course[month] == pytest.approx(flows.share_pct(TABLES, reading, "us", "bloc"))
    assert claims.over_time(TABLES, "tents", REPORT).empty


def test_the_spans_are_the_months_that_hold():
    course = claims.over_time(TABLES, "majority", Reading())
    spans = claims.holding_spans(MAJORITY, course)
    inside = [m for m in course.index if any(a <= m <= b for a, b in spans)]
    assert inside == [m for m, value in course.items() if value > 50]
    assert spans[-1][1] == "2025-01"


def test_every_flip_flips():
    for reading in (
        REPORT,
        Reading(),
        Reading(first="2022-01", last="2022-12"),
    ):
        now = claims.verdict(TABLES, "majority", reading)
        found = claims.flips(TABLES, "majority", reading)
        assert found
        for flip in found:
            assert (flip.value > 50) is not now.holds
            if flip.reading:
                other = claims.verdict(TABLES, "majority", flip.reading)
                assert other.value == pytest.approx(flip.value)
                assert other.holds is not now.holds
    months = [flip.months for flip in claims.flips(TABLES, "majority", REPORT) if flip.months]
    assert months == sorted(months)


def test_leaving_out_a_month_is_the_share_of_the_others():
    shares = flows.shares_without_a_month(TABLES, REPORT, "us", "bloc")
    military = TABLES.aid[(TABLES.aid["kind"] == "military") & (TABLES.aid["month"] <= "2024-09")]
    for month in ("2022-05", "2024-04"):
        rest = military[military["month"] != month]
        us = rest.loc[rest["donor"] == "United States", "allocations_eur_bn"].sum()
        assert shares[month] == pytest.approx(100 * us / rest["allocations_eur_bn"].sum())


def test_two_headlines_are_the_furthest_apart_and_carry_their_definitions():
    high, low = claims.headlines(TABLES, "majority", REPORT)
    arms = [
        c.verdict.value
        for c in claims.grid(TABLES, "majority", REPORT).before_the_report
        if c.way.reading.kind == "military"
    ]
    assert (high.cell.verdict.value, low.cell.verdict.value) == (max(arms), min(arms))
    for one in (high, low):
        assert one.cell.verdict.shown in one.text
        assert one.cell.way.detail in one.definitions
        assert one.cell.way.column in one.definitions
    assert claims.headlines(TABLES, "tents", REPORT) == []


# --- a reader's own ------------------------------------------------------------------------


def test_a_statement_of_ones_own_is_judged_like_the_reports():
    mine = germany()
    value = flows.share_pct(TABLES, REPORT, "Germany", "donor")
    found = claims.verdict(TABLES, mine, REPORT)
    assert found.value == pytest.approx(value)
    assert found.status == FAILS
    grid = claims.grid(TABLES, mine, REPORT)
    for cell in grid.decided[::7]:
        expected = flows.share_pct(TABLES, cell.way.reading, "Germany", "donor")
        assert cell.verdict.value == pytest.approx(expected)
    at = germany(threshold=value, comparison=">=")
    assert claims.verdict(TABLES, at, REPORT).holds
    assert not claims.verdict(TABLES, germany(threshold=value + 1e-9), REPORT).holds
    about = germany(threshold=8, comparison="about", tolerance=1.0, narrow=0.1)
    assert claims.verdict(TABLES, about, REPORT).status == HOLDS


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("", flows.total_eur_bn, ">", 10),
            "A statement is a text of at most 200 characters, and not empty.",
        ),
        (("x", flows.total_eur_bn, "==", 10), "The comparison can be >, >=, <, <=, about"),
        (("x", flows.total_eur_bn, ">", "half"), "The threshold must be a number, not 'half'."),
        (("x", flows.total_eur_bn, ">", float("nan")), "The threshold must be a number"),
        (("x", flows.total_eur_bn, ">", True), "The threshold must be a number"),
        (("x", flows.total_eur_bn, "about", 10), "needs a tolerance above zero."),
        (("x", "half", ">", 10), "The quantity must be a function of flows, not 'half'."),
        (("x", flows.window_sums, ">", 10), "must give one number for a reading, not a Series."),
        (("x", lambda t, r: 1 / 0, ">", 10), "The quantity could not be computed: division"),
    ],
)
def test_an_ill_formed_statement_is_one_plain_sentence(arguments, sentence):
    made = claims.statement(*arguments)
    found = claims.verdict(TABLES, made, Reading())
    assert found.status == NOT_COMPUTED
    assert sentence in found.sentence.striptags()
    assert claims.flips(TABLES, made, Reading()) == []


@pytest.mark.parametrize(
    ("key", "by", "sentence"),
    [
        ("Germny", "donor", "computed: Sums by donor have no 'Germny'; it can be Germany."),
        ("USA", "bloc", "computed: Sums by bloc have no 'USA'; it can be us, europe, other."),
        ("us", "blocs", "kind or origin, not by 'blocs'."),
    ],
)
def test_a_typing_error_is_a_sentence_and_no_verdict(key, by, sentence):
    mine = claims.statement("x", partial(flows.share_pct, key=key, by=by), ">", 10)
    found = claims.verdict(TABLES, mine, Reading())
    assert found.status == NOT_COMPUTED
    said = found.sentence.striptags()
    assert said.endswith(sentence)
    assert not said.endswith("..")


def test_numbers_of_numpy_are_numbers():
    for number in (np.int64(10), np.float32(10), np.float64(10), 10):
        mine = claims.statement("x", lambda t, r, n=number: n, ">=", number, narrow=number)
        found = claims.verdict(TABLES, mine, Reading())
        assert found.holds
        assert (found.value, found.threshold) == (10.0, 10.0)
    assert "not a bool" in claims.statement("x", lambda t, r: np.bool_(True), ">", 1).context


def test_a_quantity_that_breaks_under_a_reading_is_said_there():
    def mine(tables, reading):
        return 1 / (reading.kind == "military")

    found = claims.verdict(TABLES, claims.statement("x", mine, ">", 0), Reading(kind="all"))
    assert found.status == NOT_COMPUTED
    assert "division by zero." in found.sentence


def test_a_share_of_ones_own_needs_its_part_and_somebody_else():
    for donors, sentence in [(("USA",), "no share of Germany"), (("DEU",), "counts Germany alone")]:
        found = claims.verdict(TABLES, germany(), Reading(donors=donors))
        assert found.status == NOT_COMPUTED
        assert sentence in found.sentence


@pytest.mark.parametrize("kind", readings.KINDS)
def test_the_grid_of_ones_own_statement_has_the_kind_of_aid_that_is_counted(kind):
    for reading in (Reading(kind=kind), Reading(kind=kind, first="2023-01", last="2023-12")):
        grid = claims.grid(TABLES, germany(), reading)
        (own,) = [c for c in grid.cells if c.is_own]
        assert own.verdict == claims.verdict(TABLES, germany(), reading)
        assert {c.way.reading.kind for c in grid.cells} == {
            "all",
            "military" if kind == "all" else kind,
        }


def test_no_headline_says_what_its_number_denies():
    share = partial(flows.share_pct, key="Germany", by="donor")
    mine = claims.statement("Germany gives less than 20 percent.", share, "<", 20)
    found = claims.headlines(TABLES, mine, Reading())
    assert len(found) == 2
    for one in found:
        word = "holds" if one.cell.verdict.value < 20 else "does not hold"
        assert one.text == f"“{mine.title}” {word}: {one.cell.verdict.shown}"


def test_a_reading_that_a_quantity_cannot_answer_is_said():
    mine = claims.statement("x", flows.total_eur_bn, ">", 10, unit="EUR bn")
    found = claims.verdict(TABLES, mine, Reading(measure="commitments"))
    assert found.status == NOT_COMPUTED
    assert "not split by kind" in found.sentence
    assert claims.verdict(TABLES, mine, REPORT).shown == "115.4\u00a0EUR bn"


def test_the_last_month_that_flips_is_the_nearest():
    course = claims.over_time(TABLES, "majority", REPORT)
    own = list(course.index).index("2024-09")
    near = min(abs(i - own) for i, value in enumerate(course) if not value > 50)
    found = claims.flips(TABLES, "majority", REPORT)
    (flip,) = [one for one in found if one.sentence.startswith("Counted to ")]
    assert flip.months == near


def test_the_people_of_a_month_are_those_of_its_last_day():
    course = claims.over_time(TABLES, "billion", REPORT)
    assert course["2023-04"] == people_bn(TABLES, date(2023, 4, 30)) > course["2023-03"]
