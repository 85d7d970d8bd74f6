"""Figures are valid for plotly and keep the rules: token colours, fit words, data as given, boxes
that do not meet.
"""

import itertools
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_address import all_addresses
from tests.test_board import FOUND_AS_IT_IS
from widgets import tokens, words, zoom
from widgets.address import read
from widgets.explorers import before_after, report
from widgets.explorers import flows as flow_views
from widgets.explorers import timeline as timeline_views
from widgets.figures import frame, timeline
from widgets.page import BOARD
from widgets.tables import load
from widgets.view import View

TABLES = load()
QUERIES = [
    "",
    "to=2024-09&rhythm=cumulative",
    "kind=all&unit=share&rhythm=rolling-12",
    "measure=commitments&kind=all",
    "donors=nato&unit=pct-gdp&eu=out&kind=all",
    "donors=DNK.NOR.SWE&unit=per-head",
    "donors=CHN.IND",
    "donors=USA&from=2025-02",
    "from=2024-04&to=2024-04",
    "kind=all&eu=imputed",
    "donors=EUI&kind=all",
    "donors=EUI.USA&kind=financial&from=2025-06&to=2025-06",
    "donors=nato&from=2022-03&to=2022-12",
    "donors=DEU&kind=all&unit=per-head&from=2023-01",
    "asof=2022-02-24&rings=9m729&base=Kaliningrad&here=Lisbon&there=Tbilisi",
    "asof=2025-10-01&ends=border&rings=iskander&base=Kaliningrad",
    "scenario=cutoff.2026-04~us.50&guess=europe_2.150~revealed.yes",
    "scenario=cutoff.2022-12~horizon.36~outcome.europe~europe.-100~rule.as-2024&kind=all",
    "scenario=us.0~loan.60~loan_credit.members~purl.30~purl_credit.us&guess=us_1.0~revealed.yes",
    "measure=commitments&kind=all&scenario=past.12~block.6~outcome.rest~rule.population",
    "asof=2026-05-02&here=Berlin&there=Berlin&ends=border&rings=sm-6&kind=financial",
]
CASES = list(itertools.product(QUERIES, BOARD.charts, frame.WIDTH_PX))
COLOURS = {token.light.lower() for token in tokens.TOKENS.values()}
TRIPLES = {key for key in tokens.dark_partners() if "," in key}


def view(query: str, name: str) -> View:
    return BOARD.charts[name].make(TABLES, read(query, TABLES)[0])


def drawn(query: str, name: str, size: str) -> dict | None:
    """The figure as the browser gets it, with its words in `layout.meta`."""
    made = view(query, name)
    return made.draw(size=size).json() if made.draw else None


@pytest.mark.parametrize("query, name, size", CASES)
def test_every_figure_keeps_the_rules(query, name, size):
    figure = drawn(query, name, size)
    if figure is None:
        assert view(query, name).refusal.sentence
        return
    meta, text = figure["layout"]["meta"], json.dumps(figure, allow_nan=False)
    assert 0 < len(meta["title"]) <= 80 and 0 < len(meta["alt"]) <= 200
    assert meta["source"].startswith("Data: ") and meta["subtitle"] and meta["size"] == size
    assert {c.lower() for c in re.findall(r"#[0-9A-Fa-f]{6}", text)} <= COLOURS
    assert {",".join(t) for t in re.findall(r"rgba\((\d+),(\d+),(\d+)", text)} <= TRIPLES | {
        "0,0,0"
    }
    assert figure["layout"]["dragmode"] is False
    assert not {t["type"] for t in figure["data"]} - {"scatter", "bar"}
    for note in figure["layout"].get("annotations", ()):
        assert note.get("font", {}).get("size", 13) >= 12


def assert_valid(made: View, size: str) -> None:
    """plotly takes the figure: no unknown name, no value that it would leave out."""
    sheet = made.draw(size=size)
    figure = sheet.figure()
    assert len(figure.data) == len(sheet.traces) > 0
    assert len(figure.layout.annotations) == len(sheet.annotations)


@pytest.mark.parametrize("name, size", list(itertools.product(BOARD.charts, frame.WIDTH_PX)))
def test_every_figure_is_valid_for_plotly(name, size):
    part = BOARD.charts[name]
    addresses = {part.keep(read(query, TABLES)[0]) for query in QUERIES}
    shown = [made for a in addresses if (made := part.make(TABLES, a)).draw]
    assert shown
    for made in shown:
        assert_valid(made, size)


def test_plotly_would_say_what_is_wrong():
    sheet = frame.Sheet("S", 100, title="A", subtitle="B", source="C", alt="D")
    sheet.scatter(x=[1], y=[1], mode="dots")
    with pytest.raises(ValueError, match="mode"):
        sheet.figure()


@given(all_addresses(st.sampled_from(["", "nato", "himars", "no event has this"])), st.data())
@settings(max_examples=30, phases=FOUND_AS_IT_IS)
def test_any_address_is_drawn_or_refused(address, data):
    for name, part in BOARD.charts.items():
        made = part.make(TABLES, address)
        assert made.name == name
        if name in report.PARTS and made.is_absent:
            continue  # a statement whose ways to count stand on no common line
        assert (made.draw is None) is (made.refusal is not None)
        if made.draw:
            assert_valid(made, data.draw(st.sampled_from(list(frame.WIDTH_PX))))
            meta = made.draw(size="S").json()["layout"]["meta"]
            assert 0 < len(meta["title"]) <= 80 and 0 < len(meta["alt"]) <= 200
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
    assert "Finland" not in set(table["Donor"]) and "Germany" in set(table["Donor"])


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
    assert len(others["x"]) == 28 and len(own["x"]) == 1
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
    assert month.end - month.start == 30 and not month.is_disc
    assert places["era-coordination-nato"].open_end
    assert places["full-scale-invasion"].is_disc


# --- helpers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "places, least", [([0, 1, 2], 18), ([5, 5, 5, 5], 20), ([100, 0], 18), ([], 18)]
)
def test_spread_keeps_order_and_distance(places, least):
    result = frame.spread(places, least)
    order = sorted(range(len(places)), key=lambda i: places[i])
    gaps = [result[b] - result[a] for a, b in itertools.pairwise(order)]
    assert all(gap >= least - 1e-9 for gap in gaps)
    if places:
        assert sum(result) / len(result) == pytest.approx(sum(places) / len(places))


@pytest.mark.parametrize("value, top", [(102.2, 200), (9.2, 10), (0.3, 0.4), (1, 1), (0, 1)])
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
