"""What a teacher needs: keys with their computation, likely mistakes, and keys of all variants.

Everything is computed from the tables when it is asked for; nothing is typed.
"""

from collections.abc import Iterable

import pandas as pd

from widgets.lessons.check import Choice
from widgets.lessons.lesson import Lesson
from widgets.tables.package import Tables
from widgets.words import message


def key(lesson: Lesson) -> pd.DataFrame:
    """One row an exercise: its size, the answer, and the computation behind it.

    >>> from widgets import Lesson, teacher
    >>> teacher.key(Lesson(1)).columns.tolist()
    ['Size', 'Answer', 'Computed as']
    """
    rows = {
        name: {
            message("lessons-key-size"): message(f"lessons-key-{question.size}"),
            message("lessons-key-answer"): question.answer,
            message("lessons-key-computed"): question.how or message("lessons-key-reason"),
        }
        for name, question in lesson.questions.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(message("lessons-key-exercise"))


def mistakes(lesson: Lesson) -> pd.DataFrame:
    """One row a likely wrong answer, and what the learner is told.

    >>> from widgets import Lesson, teacher
    >>> teacher.mistakes(Lesson(1)).columns.tolist()
    ['Wrong answer', 'The learner reads']
    """
    exercise = message("lessons-key-exercise")
    rows = [
        {exercise: name, message("lessons-key-wrong"): wrong, message("lessons-key-said"): said}
        for name, question in lesson.questions.items()
        for wrong, said in question.likely.items()
    ]
    return pd.DataFrame(rows).set_index(exercise)


def variants(number: int, seeds: Iterable[int], tables: Tables | None = None) -> pd.DataFrame:
    """One row a seed: what the variant gives, and the answers that differ between variants.

    >>> from widgets import teacher
    >>> teacher.variants(1, [0, 7]).index.tolist()
    [0, 7]
    """
    lessons = {seed: Lesson(number, seed, tables) for seed in seeds}
    rows = {
        seed: {
            **{name: _plain(value) for name, value in lesson.given.items()},
            **{
                name: question.answer
                for name, question in lesson.questions.items()
                if not isinstance(question, Choice)
            },
        }
        for seed, lesson in lessons.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(message("lessons-key-seed"))


def _plain(value: str | tuple[str, str]) -> str:
    if isinstance(value, str):
        return value
    first, last = value
    return message("lessons-key-span", first=first, last=last)
