"""Questions: the key is accepted, a likely mistake is named, and nothing that is typed raises."""

import math

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.lessons.check import (
    CUT_OFF,
    NO_TITLE,
    RIGHT,
    UNREAD,
    WRONG,
    Choice,
    Feedback,
    Figure,
    Frame,
    Number,
    bars_of,
    column_of,
    number_of,
)

PARTS = {"text": "How much?", "size": "look", "why": "So it is."}
CHOICE = Choice(
    **PARTS, options={"a": "one", "b": "two"}, key="b", mistakes={"a": "One is too few."}
)
SHARE = Number(
    **PARTS,
    key=51.26,
    unit="percent",
    tolerance=0.11,
    mistakes=((39.5, "This is aid of all kinds."),),
    hints=("Divide the part by the whole.",),
)
SUM = Number(**PARTS, key=9.6, unit="eur-bn", tolerance=0.06)
COUNT = Number(**PARTS, key=17.0, unit="events", tolerance=0)
SUMS = pd.Series({"financial": 1.6, "military": 9.6}, name="eur_bn").rename_axis("kind")
FRAME = Frame(
    **PARTS,
    key=SUMS,
    unit="eur-bn",
    tolerance=0.01,
    mistakes=((SUMS * 3, "These are all donors."),),
)
FIGURE = Figure(
    **PARTS,
    key=SUMS,
    unit="eur-bn",
    tolerance=0.01,
    mistakes=((SUMS * 3, "These are all donors."),),
)
ANYTHING = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary()),
    *(st.lists(st.integers()), st.dictionaries(st.text(), st.floats())),
)


# --- a choice ------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["b", "B", " b "])
def test_the_right_letter_is_right_and_says_why(answer):
    assert CHOICE.judge(answer) == Feedback(RIGHT, "So it is.")


def test_a_wrong_letter_has_its_own_sentence():
    assert CHOICE.judge("a") == Feedback(WRONG, "One is too few.")


@pytest.mark.parametrize("answer", ["", "c", None, 2, ["b"]])
def test_what_is_no_option_is_not_read(answer):
    assert CHOICE.judge(answer) == Feedback(UNREAD, "Choose one of a, b.")


# --- a number ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [51.26, 51.3, "51.3", "51,3", "51.3 %", " 51.3\u00a0% ", "51.26 percent", "51.3 per cent"],
)
def test_the_right_number_is_right_however_it_is_written(answer):
    assert SHARE.judge(answer).is_right


@pytest.mark.parametrize("answer", ["9.6", "€9.6 bn", "9,60 EUR bn", "9.6 billion", "9.6bn"])
def test_a_unit_beside_the_number_is_read(answer):
    assert SUM.judge(answer).is_right


def test_a_mistake_that_is_known_is_named():
    assert SHARE.judge("39.5") == Feedback(WRONG, "This is aid of all kinds.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (0.5126, "multiply by 100"),
        (51260, "A thousand times too much"),
        (0.05126, "A thousand times too little"),
        (-51.26, "the sign is not"),
        (48.74, "add up to 100"),
        (51.9, "Close, but not within 0.11 %"),
        (7, "Divide the part by the whole."),
    ],
)
def test_what_is_often_wrong_with_a_number_is_named(answer, said):
    judged = SHARE.judge(answer)
    assert judged.status == WRONG
    assert said in judged.sentence


def test_a_count_is_right_only_exactly():
    assert COUNT.judge("17").is_right
    assert COUNT.judge(17.0).is_right
    assert COUNT.judge(18).status == WRONG
    assert COUNT.answer == "17 events"


def test_a_number_within_the_tolerance_is_right_and_no_further():
    assert SHARE.judge(51.26 + 0.11).is_right
    assert SHARE.judge(51.26 - 0.11).is_right
    assert not SHARE.judge(51.26 + 0.12).is_right


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "Nothing to check yet"),
        (None, "Nothing to check yet"),
        ("many", "There is no number in “many”"),
        ("9.6 million", "“million” was not read"),
        ("9.6 and 7", "was not read"),
        (math.nan, "missing or endless"),
        ([1], "not a list"),
    ],
)
def test_what_is_no_number_is_a_sentence(answer, said):
    judged = SUM.judge(answer)
    assert judged.status == UNREAD
    assert said in judged.sentence


@pytest.mark.parametrize(
    ("text", "value"),
    [("1\u2009103", 1103), ("1,103.5", 1103.5), ("\u22120.4", -0.4), ("1e-3", 0.001), (".5", 0.5)],
)
def test_separators_and_signs_are_read(text, value):
    assert number_of(text, "eur") == pytest.approx(value)


# --- a frame -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        SUMS,
        SUMS.iloc[::-1],
        SUMS.to_frame(),
        SUMS.reset_index(),
        SUMS.to_dict(),
        SUMS.round(2).astype(object),
    ],
)
def test_the_right_rows_are_right_in_any_order_and_shape(answer):
    assert FRAME.judge(answer) == Feedback(RIGHT, "So it is.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (SUMS * 3, "These are all donors."),
        (SUMS.drop("military"), "1 of 2 rows are missing (military)."),
        (pd.concat([SUMS, pd.Series({"x": 1.0})]), "1 row is not asked for (x)."),
        (SUMS.rename({"military": "x"}), "are missing (military). 1 row is not asked for (x)."),
        (SUMS / 100, "Every number is in fractions"),
        (SUMS * 1000, "Every number is a thousand times too much"),
        (SUMS.add([0, 1]), "1 of 2 numbers are not, the first is military."),
        (SUMS.where(SUMS > 5), "The number of financial is missing."),
    ],
)
def test_what_is_wrong_with_a_frame_is_named(answer, said):
    judged = FRAME.judge(answer)
    assert judged.status == WRONG
    assert said in judged.sentence


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (..., "Nothing to check yet"),
        (None, "Nothing to check yet"),
        (3, "not a int"),
        (SUMS.to_frame().assign(more=1.0), "there are 2"),
        (pd.concat([SUMS, SUMS]), "stands there twice"),
        (pd.Series({"financial": "x", "military": "y"}), "no numbers"),
    ],
)
def test_what_is_no_frame_is_a_sentence(answer, said):
    judged = FRAME.judge(answer)
    assert judged.status == UNREAD
    assert said in judged.sentence


def test_every_row_is_right_within_the_tolerance_and_no_further():
    assert FRAME.judge(SUMS + 0.009).is_right
    assert FRAME.judge(SUMS - 0.009).is_right
    assert not FRAME.judge([*SUMS, 0, 0.011]).is_right
    assert not FRAME.judge(SUMS - 0.011).is_right


def test_a_column_with_the_rows_names_takes_the_place_of_the_index():
    assert list(column_of(SUMS.reset_index(), "kind").index) == ["financial", "military"]


# --- a figure ------------------------------------------------------------------------------

LABELS = {"x": "Kind", "y": "EUR bn"}


def bars(values: pd.Series = SUMS, **more: object):
    return px.bar(
        x=values.index, y=values.values, **({"title": "By kind", "labels": LABELS} | more)
    )


def test_one_has_no_plural_and_is_read_with_and_without_it():
    one = Number(**PARTS, key=1.0, unit="months", tolerance=0)
    assert one.answer == "1 month"
    assert one.shown(2) == "2 months"
    assert all(one.judge(answer).is_right for answer in ("1", "1 month", "1 months"))


def test_bars_with_title_and_unit_are_right_standing_or_lying():
    lying = px.bar(x=SUMS.values, y=SUMS.index, title="By kind", labels={"x": "€ bn", "y": ""})
    assert FIGURE.judge(bars()).is_right
    assert FIGURE.judge(lying).is_right
    assert bars_of(lying)[0].to_dict() == SUMS.to_dict()


def test_what_is_wrong_with_a_figure_is_named():
    assert FIGURE.judge(bars(SUMS * 3)).sentence == "These are all donors."
    assert FIGURE.judge(bars(title=None)) == Feedback(WRONG, NO_TITLE)
    assert "does not say its unit" in FIGURE.judge(bars(labels={"y": "value"})).sentence
    assert FIGURE.judge(bars().update_yaxes(range=[1, 10])) == Feedback(WRONG, CUT_OFF)
    assert FIGURE.judge(bars().update_yaxes(range=[0, 10])).is_right


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "Nothing to check yet"),
        (SUMS, "not a Series"),
        (px.line(x=[1], y=[2]), "holds scatter"),
        (go.Figure(), "holds nothing"),
        (go.Figure(go.Bar(x=["a"], y=["b"])), "no numbers"),
    ],
)
def test_what_is_no_figure_of_bars_is_a_sentence(answer, said):
    judged = FIGURE.judge(answer)
    assert judged.status == UNREAD
    assert said in judged.sentence


def test_bars_without_names_are_rows_that_are_missing():
    assert "2 of 2 rows are missing" in FIGURE.judge(go.Figure(go.Bar(y=[1.6, 9.6]))).sentence


# --- all of them ---------------------------------------------------------------------------


@pytest.mark.parametrize("question", [CHOICE, SHARE, FRAME, FIGURE])
@given(ANYTHING)
def test_no_answer_raises(question, answer):
    judged = question.judge(answer)
    assert judged.sentence
    assert judged.status in (RIGHT, WRONG, UNREAD)


def test_feedback_is_sign_and_word_and_escaped():
    said = Feedback(WRONG, "<b>no</b>")
    assert str(said) == "○ Not yet. <b>no</b>"
    assert "&lt;b&gt;no" in said.html()
    assert "Not yet" in said.html()


def test_the_likely_mistakes_are_listed_with_what_is_said():
    assert CHOICE.likely == {"a: one": "One is too few."}
    assert SHARE.likely == {"39.5 %": "This is aid of all kinds."}
    assert list(FRAME.likely.values()) == ["These are all donors."]
    assert list(FIGURE.likely.values()) == ["These are all donors.", NO_TITLE, CUT_OFF]
