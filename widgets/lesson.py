"""Lesson: the questions of one lesson for a learner's seed, its words, charts made by hand."""

from functools import cached_property

from markupsafe import Markup

from widgets import exercises, words
from widgets.check import Feedback, Question
from widgets.explorer import Chart
from widgets.handmade import view
from widgets.reading import Refused
from widgets.tables import Tables, load
from widgets.task import Task


class Shown:
    """HTML for a cell, with its plain text for who reads without a browser."""

    def __init__(self, html: Markup) -> None:
        self.html = html

    def __repr__(self) -> str:
        return self.html.replace(Markup("</p>"), Markup("</p>\n")).striptags()

    def _repr_html_(self) -> str:
        return f'<div class="handover plain">{self.html}</div>'


class Lesson:
    """Lesson `number` (1 to 6). `seed` picks the learner's variant; 0 is the lesson's own.

    `given` holds what differs between variants, such as a donor and a last month.
    """

    def __init__(self, number: int, seed: int = 0, tables: Tables | None = None) -> None:
        if number not in exercises.LESSONS:
            raise Refused(f"There are lessons {exercises.listed()}, not {number!r}.")
        if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
            raise Refused(f"The seed is a whole number from 0 on, not {seed!r}.")
        self.number, self.seed, self.tables = number, seed, tables or load()
        self.given = exercises.given(number, seed)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions by name (`1.1`, `1.2` ...), keys computed from the tables."""
        return exercises.questions(self.tables, self.number, self.given)

    def _question(self, name: str) -> Question:
        if name not in self.questions:
            names = ", ".join(self.questions)
            raise Refused(f"Lesson {self.number} has no exercise {name!r}; it has {names}.")
        return self.questions[name]

    def task(self, name: str) -> Task:
        """One exercise as a form."""
        return Task(name, self._question(name))

    def check(self, name: str, answer: object) -> Feedback:
        """What an answer is worth: a letter, a number, a frame or a figure."""
        return self._question(name).judge(answer)

    def words(self, *terms: str) -> Shown:
        """Definitions from the glossary. Raises Refused for a term that is not in it."""
        known = set(self.tables.glossary["term"])
        if unknown := [term for term in terms if term not in known]:
            raise Refused(f"The glossary has no term {unknown[0]!r}.")
        return Shown(words.definitions(self.tables, list(terms)))

    def show(self, figure: object, source: str = "") -> Chart:
        """A plotly figure made by hand, in the frame of the other charts."""
        return Chart(view(figure, source or words.source_line(self.tables)))
