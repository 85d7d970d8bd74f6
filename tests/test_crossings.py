"""Crossings: worked by hand, found in the release, said and marked in the chart."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import small
from widgets import words
from widgets.chapters.carries import over_time
from widgets.reading.flow_choice import FlowChoice
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.sums.flows import Passing, all_passings, passings
from widgets.tables.package import load
from widgets.words.numbers import LONGEST_TITLE

TABLES = load()
NAN = float("nan")


def line(name: str, values: list[float]) -> pd.Series:
    return pd.Series(values, [f"2024-{i + 1:02}" for i in range(len(values))], name=name)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ([1, 2, 3], [2, 2, 2], [("2024-03", "a", "b")]),  # equal in February: decided in March
        ([3, 1, 3], [2, 2, 2], [("2024-02", "b", "a"), ("2024-03", "a", "b")]),
        ([0, 0, 1], [0, 0, 0], []),  # never below
        ([2, 2, 2], [2, 2, 2], []),
        ([3, 2, 3], [2, 2, 2], []),  # touches, and stays
        ([1, NAN, 3], [2, 2, 2], [("2024-03", "a", "b")]),
        ([NAN, NAN], [1, 1], []),
        ([1, 2 + 1e-15], [1.5, 2], [("2024-02", "a", "b")][:0]),  # the last bits are no lead
        ([], [], []),
    ],
)
def test_passings_by_hand(one, two, expected):
    assert passings(line("a", one), line("b", two)) == [Passing(*row) for row in expected]


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), max_size=12))
def test_passings_alternate_and_are_the_same_from_either_side(pairs):
    one, two = line("a", [float(a) for a, _ in pairs]), line("b", [float(b) for _, b in pairs])
    found = passings(one, two)
    assert found == passings(two, one)
    assert all(x.ahead == y.behind for x, y in itertools.pairwise(found))
    for passing in found:
        values = {"a": one, "b": two}
        assert values[passing.ahead][passing.month] > values[passing.behind][passing.month]


def test_every_pair_is_looked_at():
    lines = pd.DataFrame({"a": line("a", [1, 3]), "b": line("b", [2, 2]), "c": line("c", [0, 9])})
    found = {(p.ahead, p.behind) for p in all_passings(lines)}
    assert found == {("a", "b"), ("c", "a"), ("c", "b")}


def test_europe_passes_the_united_states_as_the_sources_notes_say():
    """The US led from June 2022 to February 2025, Europe before and since."""
    lines = flows.series(TABLES, Reading(), "bloc", "cumulative")
    found = passings(lines["europe"], lines["us"])
    assert found == [Passing("2022-06", "us", "europe"), Passing("2025-03", "europe", "us")]
    view = over_time.over_time_view(TABLES, Reading())
    assert view.title == "Europe passed the United States in March 2025"
    said = view.sentence.striptags()
    assert "crossed twice: the United States passed Europe in June 2022; Europe passed" in said
    row = view.table.set_index("Month")["Passes"]
    assert row["2022-06"] == "United States passes Europe"
    assert row["2024-10"] == ""


def test_all_crossings_are_rings_and_the_lasting_one_has_its_words():
    drawn = over_time.over_time_view(TABLES, Reading()).draw(size="L").json()
    rings = next(t for t in drawn["data"] if t["name"] == "crossings")
    lines = flows.series(TABLES, Reading(), "bloc", "cumulative")
    months = [one.month for one in all_passings(lines) if one.month != "2025-03"]
    assert [x[:7] for x in rings["x"]] == months
    assert "2022-06" in months
    assert any("United States passes Europe" in text for text in rings["text"])
    assert any("stays ahead" in note["text"] for note in drawn["layout"]["annotations"])


def test_the_others_together_pass_nobody():
    reading = Reading(measure="commitments", kind="all", rhythm="rolling-12")
    made = over_time.over_time_view(TABLES, reading, FlowChoice(by="donor"))
    assert "ll others" not in made.sentence
    assert not made.table["Passes"].str.contains("thers").any()


def test_donors_of_one_group_are_told_apart():
    made = over_time.over_time_view(TABLES, Reading(), FlowChoice(by="donor", form="stacked"))
    drawn = made.draw(size="L").json()
    painted = {t["name"]: t["marker"]["color"] for t in drawn["data"] if t["type"] == "bar"}
    assert len(painted) > 5
    assert len({str(colour) for colour in painted.values()}) == len(painted)


def test_a_crossing_of_lines_that_begin_later_says_from_when():
    since = over_time.over_time_view(TABLES, Reading(first="2023-05"))
    month = over_time.over_time_view(TABLES, Reading()).title.rpartition(" in ")[2]
    assert since.title.startswith("Counted from May 2023, Europe passed the United States in ")
    assert not since.title.endswith(month)


def test_values_by_size_stand_in_the_sentence():
    for reading in (Reading(unit="pct-gdp"), Reading(unit="per-head", donors=("DEU", "FRA"))):
        said = over_time.over_time_view(TABLES, reading).sentence
        by = "donor" if isinstance(reading.donors, tuple) else "bloc"
        values = flows.totals(TABLES, reading, by)
        for key in values.index.drop("other", errors="ignore"):
            assert words.amount(float(values[key]), reading.unit) in said
    assert "Measured" not in over_time.over_time_view(TABLES, Reading()).sentence


def test_what_has_no_gdp_is_not_said_to_have_given_nothing():
    reading = Reading(kind="financial", donors=("EUI",), unit="pct-gdp")
    refused = over_time.over_time_view(TABLES, reading).refusal
    assert "neither a GDP" in refused.sentence
    assert refused.remedy.unit == "eur-bn"


def test_areas_have_no_crossings():
    view = over_time.over_time_view(TABLES, Reading(), FlowChoice(form="stacked"))
    names = {trace["name"] for trace in view.draw(size="L").json()["data"]}
    assert not names & {"crossing", "crossings"}
    assert set(view.table["Passes"]) == {""}


def test_parts_that_do_not_add_up_are_not_stacked():
    per_head = Reading(unit="per-head")
    view = over_time.over_time_view(TABLES, per_head, FlowChoice(by="group", form="stacked"))
    assert "do not add up" in view.note
    drawn = view.draw(size="L").json()["data"]
    assert not any("stackgroup" in t or t["type"] == "bar" for t in drawn)
    kinds = over_time.over_time_view(
        TABLES, per_head.but(kind="all"), FlowChoice(by="kind", form="stacked")
    )
    assert any("stackgroup" in t for t in kinds.draw(size="L").json()["data"])


def test_what_was_taken_back_is_a_column_below_zero_and_no_area(tmp_path, monkeypatch):
    """In the small tables the United States takes 1 bn back in February 2024."""
    marks = over_time.event_marks(TABLES)
    tiny = small.tables(tmp_path)  # it has no events: those of the release stand in
    monkeypatch.setattr(over_time, "event_marks", lambda _: marks)
    reading = Reading(measure="commitments", kind="all", donors=("USA", "DEU"))
    choice = FlowChoice(by="donor")
    drawn = over_time.over_time_view(tiny, reading, choice).draw(size="L").json()
    bars = {t["name"]: t["y"] for t in drawn["data"] if t["type"] == "bar"}
    assert bars["United States"] == [9, -1, 0, 0]
    assert drawn["layout"]["yaxis2"]["range"][0] == -1
    late = reading.but(first="2024-02")  # the sum begins below zero
    view = over_time.over_time_view(tiny, late, FlowChoice(by="donor", form="stacked"))
    assert "taken back" in view.note
    assert not any("stackgroup" in t for t in view.draw(size="L").json()["data"])


def test_a_title_that_would_be_too_long_leaves_the_unit_to_the_line_below():
    reading = Reading(unit="pct-gdp", first="2022-09")
    view = over_time.over_time_view(TABLES, reading, FlowChoice(by="donor"))
    assert view.title == "Counted from September 2022, Denmark passed Sweden in May 2023"
    sized = words.message(over_time.BY_SIZE["pct-gdp"], title=view.title)
    assert len(sized) > LONGEST_TITLE
    assert "per cent of 2021 GDP" in view.caption.subtitle


def test_one_month_is_a_picture():
    reading = Reading(first="2024-02", last="2024-02")
    view = over_time.over_time_view(TABLES, reading, FlowChoice(by="donor", form="stacked"))
    assert view.refusal is None
    assert view.draw(size="S").json()["data"]


def test_origins_of_some_donors_are_refused_with_a_way_on():
    view = over_time.over_time_view(TABLES, Reading(donors="nato"), FlowChoice(by="origin"))
    assert "all donors together" in view.refusal.sentence
    again = over_time.over_time_view(TABLES, view.refusal.remedy, FlowChoice(by="origin"))
    assert again.refusal is None


def test_an_area_is_named_in_its_middle():
    view = over_time.over_time_view(TABLES, Reading(kind="all"), FlowChoice("kind", "stacked"))
    made = view.draw(size="L").json()
    below = 0.0
    for trace in (t for t in made["data"] if "stackgroup" in t):
        middle = below + trace["y"][-1] / 2
        notes = [n for n in made["layout"]["annotations"] if n["text"].startswith(trace["name"])]
        assert any(note["y"] == pytest.approx(middle) for note in notes)
        below += trace["y"][-1]
    assert below > 0
