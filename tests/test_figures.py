"""Figures are valid for plotly and keep the rules: token colours, fit words, data as given, boxes
that do not meet.
"""

import itertools
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import states
from tests.reader import BOARD
from tests.states import drawn, view
from tests.test_address import all_addresses
from widgets import words
from widgets.chapters.carries import chapter as flow_views
from widgets.chapters.report import chapter as report
from widgets.chapters.timeline import before_after
from widgets.chapters.timeline import timeline as timeline_views
from widgets.chapters.timeline.drawings import timeline
from widgets.draw import sheet as frame
from widgets.draw import tokens
from widgets.reading import zoom
from widgets.tables.package import load

TABLES = load()
COLOURS = {token.light.lower() for token in tokens.TOKENS.values()}
TRIPLES = {key for key in tokens.dark_partners() if "," in key} | {"0,0,0"}


def broken(figure: dict, size: str) -> list[str]:
    """The rules that a figure does not keep."""
    meta, text = figure["layout"]["meta"], json.dumps(figure, allow_nan=False)
    fonts = [note.get("font", {}).get("size", 13) for note in figure["layout"]["annotations"]]
    hexes = {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}", text)}
    triples = {",".join(t) for t in re.findall(r"rgba\((\d+),(\d+),(\d+)", text)}
    rules = {
        "something is drawn": len(figure["data"]) > 0,
        "the title has 1 to 80 characters": 0 < len(meta["title"]) <= 80,
        "the alternative text has 1 to 200": 0 < len(meta["alt"]) <= 200,
        "the source is named": meta["source"].startswith("Data: "),
        "there is a subtitle": bool(meta["subtitle"]),
        "the size is the one asked for": meta["size"] == size,
        "colours are tokens": hexes <= COLOURS,
        "washes are of tokens": triples <= TRIPLES,
        "a drag zooms nothing": figure["layout"]["dragmode"] is False,
        "traces are scatter or bar": {t["type"] for t in figure["data"]} <= {"scatter", "bar"},
        "texts have 12 px at least": all(font >= 12 for font in fonts),
    }
    return [rule for rule, is_kept in rules.items() if not is_kept]


@pytest.mark.parametrize("name", BOARD.charts)
def test_every_state_of_a_chart_is_refused_or_drawn_by_the_rules_and_valid_for_plotly(name):
    shown = 0
    for address in states.addresses(name):
        made = states.view(address, name)
        if made.draw is None:
            # of a statement whose ways to count stand on no common line there is no chart
            assert name in report.PARTS if made.is_absent else made.refusal.sentence
            continue
        for size in frame.WIDTH_PX:
            figure = drawn(address, name, size)
            assert broken(figure, size) == [], (address.to_query(), size)
            states.assert_valid(figure)
            shown += 1
    assert shown


def test_plotly_would_say_what_is_wrong():
    sheet = frame.Sheet("S", 100)
    sheet.scatter(x=[1], y=[1], mode="dots")
    with pytest.raises(ValueError, match="mode"):
        sheet.figure()


@given(
    st.sampled_from(list(BOARD.charts)),
    all_addresses(st.sampled_from(["", "nato", "himars", "no event has this"])),
    st.sampled_from(list(frame.WIDTH_PX)),
)
@settings(max_examples=120)
def test_a_chart_is_drawn_or_refused_at_any_address(name, address, size):
    made = BOARD.charts[name].make(TABLES, address)
    assert made.name == name
    if name in report.PARTS and made.is_absent:
        return  # a statement whose ways to count stand on no common line
    assert (made.draw is None) is (made.refusal is not None)
    if made.draw:
        figure = states.captioned(made, size)
        assert broken(figure, size) == []
        states.assert_valid(figure)
        assert " nan" not in made.sentence
        empty = ("No event fits", "Up to here")  # no event found; played to a month before any
        assert len(made.table) > 0 or any(said in made.sentence for said in empty)


def test_titles_say_the_unit_and_the_span():
    def words_of(query):
        meta = drawn(query, "flows-over-time", "L")["layout"]["meta"]
        return meta["title"], meta["subtitle"]

    title, _ = words_of("kind=all&unit=per-head")
    assert title.endswith("per head")
    _, subtitle = words_of("kind=all&from=2023-01")
    assert subtitle.endswith("; lines added up since January 2023")
    title, _ = words_of("rhythm=rolling-12&from=2024-01&to=2024-09&donors=DEU.USA&kind=all")
    assert "by September 2024" in title or "passed" in title


def test_a_donor_that_was_no_member_is_not_in_the_ranking():
    table = view("donors=nato&from=2022-03&to=2022-12", "flows-ranking").table
    assert "Finland" not in set(table["Donor"])
    assert "Germany" in set(table["Donor"])


def test_the_release_is_in_every_source_line_of_aid():
    for name in flow_views.PARTS:
        assert "Release 29 (04/2026)" in drawn("", name, "L")["layout"]["meta"]["source"]


def test_columns_and_lines_are_the_data():
    figure = drawn("rhythm=cumulative", "flows-over-time", "L")
    lines = {t["name"]: t for t in figure["data"] if t["type"] == "scatter"}
    assert lines["Europe"]["y"][-1] == pytest.approx(102.211, abs=6e-4)
    assert lines["United States"]["y"][-1] == pytest.approx(64.617, abs=6e-4)
    columns = [t for t in figure["data"] if t["type"] == "bar"]
    assert sum(sum(t["y"]) for t in columns) == pytest.approx(172.993, abs=6e-4)
    assert figure["layout"]["yaxis"]["range"][0] == 0


def test_the_title_is_the_finding():
    assert drawn("", "flows-over-time", "L")["layout"]["meta"]["title"] == (
        "Europe passed the United States in March 2025"
    )


def test_a_donor_without_a_value_is_no_data_and_zero_is_a_cap():
    figure = drawn("kind=all&unit=pct-gdp&donors=DEU.EUI.CHN", "flows-ranking", "L")
    texts = [a["text"] for a in figure["layout"]["annotations"]]
    assert "no data" in texts
    figure = drawn("donors=DEU.CHN", "flows-ranking", "L")
    caps = [s for s in figure["layout"]["shapes"] if s["type"] == "rect" and s["x1"] - s["x0"] == 3]
    assert len(caps) == 2


def test_the_sankey_adds_up_in_every_column():
    made = view("kind=all&to=2024-09", "flows-sankey")
    table = made.table
    groups = set(TABLES.group_names.values())
    into_groups = table[table["To"].isin(groups)]["EUR bn"].sum()
    out_of_groups = table[
        table["From"].isin(groups) & table["To"].isin({"Military", "Financial", "Humanitarian"})
    ]["EUR bn"].sum()
    assert into_groups == pytest.approx(out_of_groups)
    flows = {t["name"]: t["customdata"][0] for t in made.draw(size="L").json()["data"]}
    assert sum(v for k, v in flows.items() if k.endswith(">military")) == pytest.approx(
        table[table["To"] == "Military"]["EUR bn"].sum()
    )


def test_placebo_dots_do_not_overlap_and_the_own_month_stands_out():
    figure = drawn("", before_after.NAME, "L")
    others, own = figure["data"]
    assert len(others["x"]) == 28
    assert len(own["x"]) == 1
    assert own["marker"]["color"] == tokens.light("you")
    dots = [*zip(others["x"], others["y"], strict=True), (own["x"][0], own["y"][0])]
    for one, two in itertools.combinations(dots, 2):
        assert abs(one[0] - two[0]) >= 13 or abs(one[1] - two[1]) >= 13


# --- labels of the timeline ------------------------------------------------------------


def boxes(size: str) -> list[tuple[str, float, float, float, float]]:
    """Label boxes as drawn, with the estimated widths: text, left, right, top, bottom."""
    figure = drawn("", "timeline", size)
    found = []
    for note in figure["layout"]["annotations"]:
        if not note.get("captureevents"):
            continue
        bold, text = "<b>" in note["text"], re.sub("<.*?>", "", note["text"])
        width = frame.text_px(text, bold=bold)
        left = note["x"] - width if note["xanchor"] == "right" else note["x"]
        found.append((text, left, left + width, note["y"] - 8, note["y"] + 8))
    return found


@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_timeline_labels_do_not_meet_and_stay_inside(size):
    found = boxes(size)
    assert len(found) >= (15 if size == "M" else 40)
    for one, two in itertools.combinations(found, 2):
        apart = one[2] < two[1] or two[2] < one[1] or one[4] < two[3] or two[4] < one[3]
        assert apart, (one, two)
    assert all(left >= 0 and right <= frame.WIDTH_PX[size] for _, left, right, _, _ in found)


def test_labels_before_the_report_end_at_it():
    figure = drawn("", "timeline", "L")
    report = next(s for s in figure["layout"]["shapes"] if s.get("line", {}).get("width") == 1.4)[
        "x0"
    ]
    for text, left, right, _, _ in boxes("L"):
        if text not in {e for e in TABLES.events.loc[TABLES.events["era"], "label"]}:
            assert right <= report + 1 or left >= report - 1, text


def test_every_event_can_be_pointed_at():
    figure = drawn("", "timeline", "L")
    hits = next(t for t in figure["data"] if t["name"] == "events")
    assert set(hits["customdata"]) == set(TABLES.events["event"])


def test_an_open_era_fades_and_an_imprecise_date_has_its_extent():
    events = timeline_views._drawn(TABLES)
    last = zoom.last_day(TABLES)
    options = timeline.Options({}, {}, ("2022-01", "2024-09"), last, TABLES.months)
    places = timeline._places(events, lambda day: float(day.toordinal()), options)
    month = places["eucom-control-center"]
    assert month.end - month.start == 30
    assert not month.is_disc
    assert places["era-coordination-nato"].open_end
    assert places["full-scale-invasion"].is_disc


# --- helpers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "least"), [([0, 1, 2], 18), ([5, 5, 5, 5], 20), ([100, 0], 18), ([], 18)]
)
def test_spread_keeps_order_and_distance(places, least):
    result = frame.spread(places, least)
    order = sorted(range(len(places)), key=lambda i: places[i])
    gaps = [result[b] - result[a] for a, b in itertools.pairwise(order)]
    assert all(gap >= least - 1e-9 for gap in gaps)
    if places:
        assert sum(result) / len(result) == pytest.approx(sum(places) / len(places))


@pytest.mark.parametrize(("value", "top"), [(102.2, 200), (9.2, 10), (0.3, 0.4), (1, 1), (0, 1)])
def test_nice_top(value, top):
    assert frame.nice_top(value) == pytest.approx(top)


def test_the_top_tick_carries_the_unit():
    assert frame.tick_text(100, "eur-bn", 100) == "€100" + words.NBSP + "bn"
    assert frame.tick_text(75, "eur-bn", 100) == "75"
    assert frame.tick_text(2.5, "pct-gdp", 2.5) == "2.5" + words.NBSP + "%"
    assert [frame.tick_text(v, "pct-gdp", 0.01) for v in frame.gridlines(0.01)][:3] == [
        "0.0025",
        "0.005",
        "0.0075",
    ]
