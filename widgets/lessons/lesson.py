"""Lesson: the questions of one lesson for a learner's seed, its words, charts made by hand."""

from functools import cached_property
from typing import Any

from markupsafe import Markup

from widgets import words
from widgets.board import glossary
from widgets.board.block import Chart
from widgets.lessons import exercises
from widgets.lessons.check import Feedback, Question
from widgets.lessons.handmade import view
from widgets.lessons.task import Task
from widgets.reading.reading import Refused
from widgets.tables.package import Tables, load
from widgets.words import message


class Shown:
    """HTML for a cell, with its plain text for who reads without a browser.

    >>> from widgets import Lesson
    >>> str(Lesson(1).words("allocation"))[:14]
    'Allocation Aid'
    """

    def __init__(self, html: Markup) -> None:
        self.html = html

    def __repr__(self) -> str:
        return words.plain_text(self.html)

    def _repr_html_(self) -> str:
        return f'<div class="handover plain">{self.html}</div>'


class Lesson:
    """Lesson `number` (1 to 6). `seed` picks the learner's variant; 0 is the lesson's own.

    `given` holds what differs between variants, such as a donor and a last month.

    >>> from widgets import Lesson
    >>> Lesson(1, seed=7).given
    {'donor': 'NOR', 'last': '2024-12'}
    >>> Lesson(9)
    Traceback (most recent call last):
        ...
    widgets.reading.reading.Refused: There are lessons 1 to 6, not 9.
    """

    def __init__(self, number: int, seed: int = 0, tables: Tables | None = None) -> None:
        if number not in exercises.LESSONS:
            ends = {"first": min(exercises.LESSONS), "last": max(exercises.LESSONS)}
            raise Refused(message("lessons-no-lesson", asked=repr(number), **ends))
        if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
            raise Refused(message("lessons-no-seed", asked=repr(seed)))
        self.number, self.seed, self.tables = number, seed, tables or load()
        self.given = exercises.given(number, seed)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions by name (`1.1`, `1.2` ...), keys computed from the tables."""
        return exercises.questions(self.tables, self.number, self.given)

    def _question(self, name: str) -> Question:
        if name not in self.questions:
            named = {"asked": repr(name), "names": ", ".join(self.questions)}
            raise Refused(message("lessons-no-exercise", lesson=self.number, **named))
        return self.questions[name]

    def task(self, name: str) -> Task:
        """One exercise as a form.

        >>> from widgets import Lesson
        >>> Lesson(1).task("1.1").name
        '1.1'
        >>> Lesson(1).task("7.1")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        widgets.reading.reading.Refused: Lesson 1 has no exercise '7.1'; it has 1.1, 1.2, ...
        """
        return Task(name, self._question(name))

    def check(self, name: str, answer: object) -> Feedback:
        """What an answer is worth: a letter, a number, a frame or a figure.

        >>> from widgets import Lesson
        >>> Lesson(1).check("1.1", "")
        – Not read. Choose one of a, b, c, d.
        """
        return self._question(name).judge(answer)

    def words(self, *terms: str) -> Shown:
        """Definitions from the glossary. Raises Refused for a term that is not in it.

        >>> from widgets import Lesson
        >>> Lesson(1).words("no such term")
        Traceback (most recent call last):
            ...
        widgets.reading.reading.Refused: The glossary has no term 'no such term'.
        """
        known = set(self.tables.glossary["term"])
        if unknown := [term for term in terms if term not in known]:
            raise Refused(message("lessons-no-term", asked=repr(unknown[0])))
        return Shown(glossary.definitions(self.tables, list(terms)))

    def show(self, figure: Any, source: str = "") -> Chart:
        """A plotly figure made by hand, in the frame of the other charts.

        >>> import plotly.express as px
        >>> from widgets import Lesson
        >>> bars = px.bar(x=[1, 2], y=["a", "b"], title="Two", labels={"x": "EUR bn"})
        >>> type(Lesson(1).show(bars)).__name__
        'Chart'
        """
        return Chart(view(figure, source or self.tables.source_line))
