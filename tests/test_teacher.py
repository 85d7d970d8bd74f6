"""The teacher's tables: keys, mistakes and variants are those of the lessons, recomputed."""

import pytest

from widgets import Lesson
from widgets.lessons import teacher
from widgets.lessons.exercises import LESSONS


@pytest.mark.parametrize("number", LESSONS)
def test_the_key_has_every_exercise_with_its_computation(number):
    lesson = Lesson(number, 3)
    table = teacher.key(lesson)
    assert list(table.index) == list(lesson.questions)
    assert list(table["Answer"]) == [q.answer for q in lesson.questions.values()]
    assert table["Computed as"].str.len().min() > 0


@pytest.mark.parametrize("number", LESSONS)
def test_every_exercise_has_two_mistakes_with_what_is_said(number):
    table = teacher.mistakes(Lesson(number))
    assert table.groupby(level=0).size().min() >= 2
    assert table["The learner reads"].str.len().min() > 10


@pytest.mark.parametrize("number", LESSONS)
def test_variants_are_the_lessons_of_their_seeds(number):
    table = teacher.variants(number, range(1, 5))
    assert list(table.index) == [1, 2, 3, 4]
    name = table.columns[-1]
    assert table.loc[4, name] == Lesson(number, 4).questions[name].answer
