"""A figure made by hand: in the frame of the other charts, with its numbers as a table."""

import json

import plotly.express as px
import pytest

from widgets.board.view import SIZES, content
from widgets.draw.tokens import light
from widgets.lessons.handmade import PLOTLYS_FIRST, view
from widgets.reading.reading import Refused

LABELS = {"x": "Kind", "y": "EUR bn"}


def bars(**more: object):
    given = {"title": "By <kind>", "labels": LABELS} | more
    return px.bar(x=["financial", "military"], y=[1.5, 9.6], **given)


def test_the_title_goes_into_the_frame_and_the_numbers_into_the_table():
    shown = view(bars(), "Data: ours.")
    assert shown.title == "By <kind>"
    assert list(shown.table) == ["Kind", "EUR bn"]
    assert list(shown.table["EUR bn"]) == [1.5, 9.6]
    assert "military" in shown.text()
    assert shown.text().endswith("Data: ours.")


def test_lying_bars_have_their_names_first():
    figure = px.bar(x=[1.5, 9.6], y=["a", "b"], title="T", labels={"x": "EUR bn", "y": "Kind"})
    assert list(view(figure, "").table) == ["Kind", "EUR bn"]


def test_several_lines_are_named_in_the_table():
    figure = px.line(x=[1, 2, 1, 2], y=[1, 2, 3, 4], color=["a", "a", "b", "b"], title="T")
    assert list(view(figure, "").table["Series"]) == ["a", "a", "b", "b"]


@pytest.mark.parametrize("size", SIZES)
def test_it_is_plain_json_for_every_size_and_the_learners_figure_stays(size):
    figure = bars()
    shown = content(view(figure, "Data: ours."), size)
    json.dumps(shown, allow_nan=False)
    assert shown["head"]["title"] == "By <kind>"
    assert shown["head"]["source"] == "Data: ours."
    assert "title" not in shown["figure"]["layout"] or not shown["figure"]["layout"]["title"]
    assert figure.layout.title.text == "By <kind>"
    assert figure.data[0].marker.color == PLOTLYS_FIRST


def test_what_has_no_colour_of_its_own_is_grey_and_the_rest_stays():
    plain, own = view(bars(), ""), view(bars(color_discrete_sequence=["#123456"]), "")
    assert plain.figure().data[0].marker.color == light("rule2")
    assert own.figure().data[0].marker.color == "#123456"


def test_what_is_no_figure_or_says_nothing_is_a_sentence():
    with pytest.raises(Refused, match="not a int"):
        view(3, "")
    with pytest.raises(Refused, match="has no title"):
        view(bars(title=None), "")
