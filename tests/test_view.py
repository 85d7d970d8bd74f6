"""View: its text is its numbers, its content plain JSON, its frame HTML; patches are exact."""

import copy
import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.parsed import HOSTILE, Element, assert_harmless, parsed
from widgets.board.view import SIZES, Caption, View, content, failed, frame, patch, refused
from widgets.draw.sheet import Sheet
from widgets.reading.reading import Reading, Refusal
from widgets.tables.package import load

TABLES = load()

# --- patches -------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)
CONTENT = st.fixed_dictionaries(
    {
        "figure": st.none()
        | st.fixed_dictionaries({"data": st.lists(JSON, max_size=3), "layout": JSON}),
        "a": JSON,
    }
)


def applied(value: dict, pairs: list) -> dict:
    """What the browser does with a patch."""
    value = copy.deepcopy(value)
    for path, *given_value in copy.deepcopy(pairs):
        parent = value
        for key in path[:-1]:
            parent = parent[key]
        if given_value:
            parent[path[-1]] = given_value[0]
        else:
            del parent[path[-1]]
    return value


@given(CONTENT, CONTENT)
def test_a_patch_turns_one_content_into_the_other(old, new):
    assert applied(old, patch(old, new)) == new


@given(CONTENT, CONTENT)
def test_a_patch_changes_neither(old, new):
    before = copy.deepcopy((old, new))
    patch(old, new)
    assert (old, new) == before
    assert patch(old, copy.deepcopy(old)) == []


def test_a_patch_names_only_what_changed():
    old = {"figure": {"data": [{"y": [1]}, {"y": [2]}], "layout": {"a": 1, "b": 2}}}
    new = {"figure": {"data": [{"y": [1]}, {"y": [3]}], "layout": {"a": 1}}}
    assert patch(old, new) == [
        [["figure", "data", 1, "y"], [3]],
        [["figure", "layout", "b"]],
    ]


# --- views ---------------------------------------------------------------------------------


def view(value: float = 1.0, text: str = "A title", **more) -> View:
    def draw(size):
        sheet = Sheet(size, {"S": 100, "M": 110, "L": 120}[size])
        sheet.scatter(x=[1, 2], y=[value, float("nan")])
        return sheet

    table = pd.DataFrame({"Donor": [text], "EUR bn": [value / 3]})
    caption = Caption(
        text,
        subtitle=f"{text}, EUR bn",
        source=f"Data: {text}.",
        alt=f"Alt {text}",
        sentence=Markup("One <b>sentence</b>."),
        **more,
    )
    return View("a-chart", caption, draw, table)


REFUSAL = Refusal("No data for this.", Reading(kind="all"), "Count all kinds")
REFUSED = View("a-chart", Caption("A title"), refusal=REFUSAL)


def test_the_text_is_title_sentence_numbers_and_source():
    text = view().text()
    for part in ("A title", "A title, EUR bn", "One sentence.", "0.333333", "Data: A title."):
        assert part in text
    assert "0.3333333" not in text


@pytest.mark.parametrize("size", SIZES)
def test_the_content_is_plain_json_with_words_apart_from_the_figure(size):
    shown = content(view(), size)
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    words = {
        "title": "A title",
        "subtitle": "A title, EUR bn",
        "source": "Data: A title.",
        "alt": "Alt A title",
        "scope": "",
    }
    assert shown["head"] | words == shown["head"]
    assert shown["size"] == size
    assert "meta" not in shown["figure"]["layout"]
    assert shown["figure"]["data"] == [{"type": "scatter", "x": [1, 2], "y": [1.0, None]}]
    assert shown["sentence"] == "One <b>sentence</b>."
    assert "<caption>A title. A title, EUR bn</caption>" in shown["table"]


def test_a_notebook_can_have_the_figure():
    figure = view().figure("S")
    assert figure.layout.height == 100
    assert figure.data[0].type == "scatter"


def test_the_csv_says_what_it_counts():
    assert view().csv("Note") == (
        "# A title\n# A title, EUR bn\n# Data: A title.\n# Note\n"
        "Donor,EUR bn\nA title,0.3333333333\n"
    )


def test_a_refused_view_says_why_and_where_to_go():
    shown = content(REFUSED, "L")
    assert shown["figure"] is None
    assert shown["table"] == ""
    assert "No data for this." in shown["sentence"]
    assert parsed(shown["sentence"]).all("a")[0].attrs == {
        "href": "?kind=all",
        "data-query": "kind=all",
    }
    assert REFUSED.text() == "A title\nCannot be computed: No data for this."
    assert REFUSED.csv() == ""


# --- frames --------------------------------------------------------------------------------


def framed(shown: View, query: str = "") -> Element:
    html = frame("a-chart", content(shown, "L"), {"S": 100, "L": 120}, query)
    (figure,) = assert_harmless(html).children
    assert figure.attrs["data-chart"] == "a-chart"
    return figure


def test_a_frame_can_be_read_before_the_chart_is_drawn():
    figure = framed(view(note="A note.", scope="not your unit"))
    for part in ("A title", "A title, EUR bn ◇ not your unit", "One sentence.", "A note."):
        assert part in figure.text
    assert figure.one("role", "img").attrs["aria-label"] == "Alt A title"
    assert figure.one("class", "plot").attrs["style"] == "--s:100px;--l:120px"
    region = figure.one("class", "table-region")
    assert region.attrs["aria-label"] == "Table: A title"
    assert region.all("td")[0].text == "0.333"
    assert all(tool.text for tool in figure.all("button", "a"))
    folds = {b.attrs["data-fold"] for b in figure.having("aria-expanded", "false")}
    assert folds == {"table", "cite"}


def test_a_frame_without_note_scope_or_figure_has_none_to_see():
    figure = framed(view())
    assert "hidden" in figure.one("class", "note").attrs
    assert not figure.having("class", "scope")
    assert "hidden" not in figure.one("class", "picture").attrs
    figure = framed(REFUSED)
    for part in ("picture", "tools", "note"):
        assert "hidden" in figure.one("class", part).attrs
    assert "No data for this." in figure.one("class", "sentence").text


@pytest.mark.parametrize(
    ("query", "href"),
    [("", "csv/a-chart.csv"), ("kind=all&to=2024-09", "csv/a-chart.csv?kind=all&to=2024-09")],
)
def test_the_numbers_are_a_link(query, href):
    link = framed(view(), query).one("data-csv", "a-chart")
    assert link.attrs["href"] == href
    assert "download" in link.attrs


def test_hostile_words_are_words_in_a_frame():
    figure = framed(view(text=HOSTILE, note=HOSTILE, scope=HOSTILE))
    assert figure.one("class", "chart-title").text == HOSTILE
    assert figure.one("role", "img").attrs["aria-label"] == f"Alt {HOSTILE}"
    assert figure.all("th")[-1].text == HOSTILE
    assert figure.one("class", "note").text == HOSTILE


# --- refusals and faults ---------------------------------------------------------------------


def test_a_refusals_remedy_leaves_what_the_chart_sets_for_itself():
    reading = Reading(measure="commitments", unit="share", first="2024-01")
    shown = refused("n", "A title", reading, TABLES, unit="eur-bn", first=None)
    assert shown.refusal.remedy == reading.but(kind="all")
    assert shown.draw is None
    assert refused("n", "A title", Reading(), TABLES, unit="eur-bn") is None


def test_by_month_or_in_all():
    reading = Reading(kind="all", eu_institutions="imputed")
    assert refused("n", "A title", reading, TABLES, by_month=False) is None
    assert "not month by month" in refused("n", "A title", reading, TABLES).refusal.sentence


def test_a_fault_is_a_sentence_with_an_id_that_is_in_the_log(caplog):
    try:
        raise RuntimeError("a fault in a figure")
    except RuntimeError:
        shown = failed("flows-ranking")
    (fault,) = re.findall(r"It failed here \(fault (\w{6})\)", shown.text())
    (record,) = caplog.records
    assert f"Fault {fault}: the chart flows-ranking failed" in record.getMessage()
    assert "a fault in a figure" in caplog.text
    assert record.name == "widgets"
    assert "fault in a figure" not in content(shown, "L")["sentence"]
