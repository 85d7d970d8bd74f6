"""The variants of the lessons: every one once, by the first seed that gives it."""

from functools import cache
from itertools import count
from math import prod

import plotly.graph_objects as go

from widgets import claims
from widgets.chapters.timeline.events import counted
from widgets.lessons import exercises
from widgets.lessons.check import Choice, Figure, Question
from widgets.lessons.exercises import lesson_5, lesson_6
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables

NAMES = {
    **{"claims": claims, "dates": dates, "flows": flows, "Reading": Reading, "counted": counted},
    **{"year_by_chance": lesson_5.year_by_chance},
    **{"europe_and_canada_pct": lesson_6.europe_and_canada_pct},
}
"""What the computation beside a key may use, besides `tables` and `given`."""


@cache
def variants(number: int) -> dict[int, dict]:
    """Seed -> what it gives, for the first seed of every variant that a lesson has."""
    all_of_them = prod(len(choices) for choices in exercises._module(number).VARIANTS.values())
    found = {}
    for seed in count():
        given = exercises.given(number, seed)
        if given not in found.values():
            found[seed] = given
        if len(found) == all_of_them:
            return found
        assert seed < 5_000, f"lesson {number} has variants that no seed gives"


@cache
def questions(tables: Tables, number: int, seed: int) -> dict[str, Question]:
    """A lesson's questions for a seed, computed once."""
    return exercises.questions(tables, number, exercises.given(number, seed))


def bars(values, title: str = "T", unit: str = "EUR") -> go.Figure:
    """Bars as a learner draws them."""
    figure = go.Figure(go.Bar(x=values.values, y=values.index, orientation="h"))
    return figure.update_layout(title=title, xaxis_title=unit)


def computed(tables: Tables, question: Question, given: dict) -> object:
    """What the computation named beside a key gives; a choice has none, so its letter."""
    if isinstance(question, Choice):
        return question.key
    value = eval(question.how, NAMES | {"tables": tables, "given": given})
    return bars(value) if isinstance(question, Figure) else value
