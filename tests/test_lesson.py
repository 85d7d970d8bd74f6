"""Lesson: the questions of a seed, words of the glossary, and sentences for what is not there."""

import pytest

from widgets import Lesson
from widgets.reading.reading import Refused


def test_a_lesson_asks_checks_and_names_what_differs():
    lesson = Lesson(1)
    assert lesson.given == {"donor": "DEU", "last": "2024-09"}
    assert lesson.task("1.2").question is lesson.questions["1.2"]
    assert lesson.check("1.2", lesson.questions["1.2"].key).is_right


def test_another_seed_is_another_variant():
    assert Lesson(1, 1).given != Lesson(1).given
    assert Lesson(1, 1).given == Lesson(1, 1).given


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Lesson(7), "There are lessons 1 to 6, not 7."),
        (lambda: Lesson("1"), "not '1'"),
        (lambda: Lesson(1, -1), "whole number from 0 on, not -1"),
        (lambda: Lesson(1, 1.5), "not 1.5"),
        (lambda: Lesson(1).task("2.1"), "has no exercise '2.1'; it has 1.1, 1.2"),
        (lambda: Lesson(1).check("x", 3), "has no exercise 'x'"),
        (lambda: Lesson(1).words("nothing"), "no term 'nothing'"),
        (lambda: Lesson(1).show(3), "not a int"),
    ],
)
def test_what_is_not_there_is_one_sentence(make, said):
    with pytest.raises(Refused, match=said):
        make()


def test_words_are_html_and_plain_text():
    shown = Lesson(1).words("allocation", "nominal")
    assert "<b>Allocation</b>" in shown._repr_html_()
    assert repr(shown).startswith("Allocation Aid")
    assert "<" not in repr(shown)
