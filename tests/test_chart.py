"""Chart: patches rebuild the content exactly; its text is its numbers; it hears only its own."""

import copy

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from widgets import figures  # noqa: F401 - sets plotly up
from widgets.chart import Chart, View, patch, plotly_js
from widgets.figures.frame import Sheet
from widgets.reading import Reading, Refusal

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)
CONTENT = st.fixed_dictionaries(
    {
        "figure": st.fixed_dictionaries({"data": st.lists(JSON, max_size=3), "layout": JSON}),
        "a": JSON,
    }
)


def applied(content: dict, pairs: list) -> dict:
    """What chart.js does with a patch."""
    content = copy.deepcopy(content)
    for path, *value in copy.deepcopy(pairs):
        parent = content
        for key in path[:-1]:
            parent = parent[key]
        if value:
            parent[path[-1]] = value[0]
        else:
            del parent[path[-1]]
    return content


@given(CONTENT, CONTENT)
def test_a_patch_turns_one_content_into_the_other(old, new):
    assert applied(old, patch(old, new)) == new


def test_a_patch_names_only_what_changed():
    old = {"figure": {"data": [{"y": [1]}, {"y": [2]}], "layout": {"a": 1}}}
    new = {"figure": {"data": [{"y": [1]}, {"y": [3]}], "layout": {"a": 1}}}
    assert patch(old, new) == [[["figure", "data", 1, "y"], [3]]]


def view(value: float = 1.0, title: str = "A title") -> View:
    def draw(size):
        sheet = Sheet(size, 100, title=title, subtitle="EUR bn", source="Data: us.", alt="Alt")
        sheet.scatter(x=[1], y=[value])
        return sheet.figure()

    table = pd.DataFrame({"Donor": ["A"], "EUR bn": [value / 3]})
    return View("a-chart", title, draw, table, Markup("One <b>sentence</b>."))


class Sent(Chart):
    """A chart that keeps what it sends."""

    def __init__(self, shown: View) -> None:
        self.sent = []
        super().__init__(shown)

    def send(self, content, buffers=None):
        self.sent.append((content, buffers))


def test_the_text_is_title_sentence_numbers_and_source():
    text = repr(Chart(view()))
    for part in ("A title", "EUR bn", "One sentence.", "0.333333", "Data: us."):
        assert part in text
    assert "0.3333333" not in text


def test_a_notebook_gets_the_text_and_a_view():
    bundle = Chart(view())._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert "0.333333" in bundle["text/plain"]


def test_a_step_sends_a_patch_and_later_views_get_the_whole():
    chart = Sent(view(1.0))
    before = chart.content
    chart.view = view(2.0)
    ((message, _),) = chart.sent
    assert message["from"] == before["step"]
    assert (
        applied(before, message["patch"]) == chart.content == chart.get_state("content")["content"]
    )
    assert len(str(message)) < len(str(chart.content))


def test_a_browser_that_missed_a_step_is_given_the_whole():
    chart = Sent(view())
    chart._handle_custom_msg({"whole": True}, [])
    assert chart.sent == [({"whole": chart.content}, None)]


def test_the_size_is_the_browsers():
    chart = Sent(view())
    chart._handle_custom_msg({"size": "S"}, [])
    assert chart.content["size"] == "S" and len(chart.sent) == 1
    chart._handle_custom_msg({"size": "S"}, [])
    assert len(chart.sent) == 1


@pytest.mark.parametrize(
    "message",
    [None, [], "x", {}, {"size": "XL"}, {"size": ["S"]}, {"pick": 7}, {"pick": None}, {"size": {}}],
)
def test_what_is_not_ours_is_ignored(message):
    chart = Sent(view())
    before = chart.content
    chart._handle_custom_msg(message, [])
    assert chart.sent == [] and chart.content == before


def test_a_pick_is_heard():
    chart, heard = Chart(view()), []
    chart.on_pick(heard.append)
    chart._handle_custom_msg({"pick": "nsatu"}, [])
    assert heard == ["nsatu"]


def test_what_the_browser_writes_into_the_content_is_not_believed():
    chart = Sent(view(1.0))
    chart.set_state({"content": {"step": "x", "head": 1}})
    chart.view = view(2.0)
    assert chart.content["step"] == 1 and "A title" in chart.text()


def test_a_chart_alone_asks_for_its_looks_and_a_link_is_heard():
    chart, heard = Sent(view()), []
    chart.on_query(heard.append)
    chart._handle_custom_msg({"css": True}, [])
    assert "--us-t:" in chart.sent[0][0]["css"] and ".chart-title" in chart.sent[0][0]["css"]
    chart._handle_custom_msg({"query": "kind=all"}, [])
    assert heard == ["kind=all"]


def test_plotly_comes_from_the_kernel_where_no_page_serves_it():
    chart = Sent(view())
    chart._handle_custom_msg({"plotly": True}, [])
    ((message, buffers),) = chart.sent
    assert message == {"plotly": True} and buffers == [plotly_js()]
    assert b"plotly.js v" in plotly_js()[:200]


def test_a_refused_view_says_why_and_where_to_go():
    refusal = Refusal("No data for this.", Reading(kind="all"), "Count all kinds")
    chart = Chart(View("a-chart", "A title", refusal=refusal))
    assert chart.content["figure"] is None
    assert "No data for this." in chart.content["sentence"]
    assert 'data-query="kind=all"' in chart.content["sentence"]
    assert repr(chart) == "A title\nCannot be computed: No data for this."


def test_the_script_is_thin():
    assert len(Chart._esm) < 20_000
