"""The exercises: every key is the solution's, every likely mistake gets its own hint, any seed.

A lesson's variants are all tried, each by the first seed that gives it.
"""

import re

import pandas as pd
import plotly.express as px
import pytest

from tests.scratch import cell, nudged
from tests.variants import bars, computed, questions, variants
from widgets import claims
from widgets.lessons import exercises
from widgets.lessons.check import Choice, Figure, Number
from widgets.lessons.exercises import asked as asking
from widgets.lessons.exercises import lesson_5, lesson_6
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import load
from widgets.words import messages

TABLES = load()
each = pytest.mark.parametrize("number", exercises.LESSONS)


@pytest.fixture
def asked(number):
    """(seed, name, question) of all variants of a lesson."""
    return [
        (seed, name, question)
        for seed in variants(number)
        for name, question in questions(TABLES, number, seed).items()
    ]


@each
def test_every_lesson_has_exercises_of_three_sizes_with_hints(number):
    asked = questions(TABLES, number, 0)
    assert {q.size for q in asked.values()} == {"look", "change", "build"}
    assert all(q.hints and q.why for q in asked.values())
    assert list(asked) == [f"{number}.{i}" for i in range(1, len(asked) + 1)]


@each
def test_a_lesson_says_every_message_of_its_file(number, monkeypatch):
    said = set()

    def message(name, **values):
        said.add(name)
        return messages.message(name, **values)

    monkeypatch.setattr(asking, "message", message)
    for seed in list(variants(number))[:6]:
        exercises.questions(TABLES, number, exercises.given(number, seed))
    written = (messages.FOLDER / messages.ENGLISH / f"lesson-{number}.ftl").read_text("utf-8")
    assert said == set(re.findall(rf"^(lesson-{number}-\d\S*) =", written, re.MULTILINE))


@pytest.mark.parametrize(
    "missing",
    [{"mistakes": {"nonsense": 1.0}}, {"mistakes": {}, "hints": 3}, {"mistakes": {}, "values": {}}],
)
def test_a_question_without_one_of_its_messages_is_an_error(missing):
    parts = {"values": {"donor": "a", "span": "b", "last": "c", "sum": "d"}} | missing
    number = {"size": "look", "key": 1.0, "unit": "eur-bn", "tolerance": 0.1}
    with pytest.raises(KeyError):
        asking.asked(Number, "1.2", **parts, **number)


@each
def test_the_computation_named_beside_a_key_gives_the_key_for_every_seed(number, asked):
    for seed, name, question in asked:
        answer = computed(TABLES, question, exercises.given(number, seed))
        assert question.judge(answer).is_right, (seed, name)


@each
def test_every_likely_mistake_gets_its_own_hint_for_every_seed(asked):
    for seed, name, question in asked:
        if isinstance(question, Choice):
            wrong = list(question.mistakes.items())
            assert set(question.mistakes) | {question.key} == set(question.options)
        else:
            wrong = list(question.mistakes)
        if isinstance(question, Figure):
            wrong = [(bars(values, title=""), said) for values, said in wrong]
        assert len(wrong) >= 2, name
        for answer, said in wrong:
            judged = question.judge(answer)
            assert not judged.is_right, (seed, name, answer)
            assert judged.sentence == said, (seed, name, answer)


@each
def test_a_key_as_it_is_printed_is_accepted(asked):
    for seed, name, question in asked:
        if isinstance(question, Choice):
            assert question.judge(question.key).is_right
        elif isinstance(question, Number):
            assert question.judge(question.answer).is_right, (seed, name, question.answer)


def test_bars_drawn_with_plotly_express_are_read_like_any_others():
    (question,) = (q for q in questions(TABLES, 4, 0).values() if isinstance(q, Figure))
    labels = {"x": "EUR per head", "y": ""}
    drawn = px.bar(x=question.key.values, y=question.key.index, title="T", labels=labels)
    assert question.judge(drawn).is_right
    for wrong, said in question.mistakes:
        assert question.judge(px.bar(x=wrong.index, y=wrong.values)).sentence == said


@each
def test_seeds_vary_and_repeat(number):
    seeds = range(51)
    made = [exercises.given(number, seed) for seed in seeds]
    assert made == [exercises.given(number, seed) for seed in seeds]
    assert len({str(given) for given in made}) >= 4
    assert made[0] == next(iter(variants(number).values()))


def test_another_release_gives_other_keys(tmp_path):
    row = {"month": "2024-01", "donor": "Germany", "kind": "military"}
    tables = nudged(tmp_path / "data", aid=cell(row, allocations_eur_bn="7"))
    question = questions(TABLES, 1, 0)["1.2"]
    other = exercises.questions(tables, 1, exercises.given(1, 0))["1.2"]
    assert isinstance(question, Number)
    assert other.key != question.key


def test_a_year_by_chance_is_the_same_for_one_seed_and_near_for_another():
    values = pd.Series(range(1, 13), dtype=float)
    one, two = (lesson_5.year_by_chance(values, seed=seed) for seed in (1, 2))
    assert lesson_5.year_by_chance(values).equals(one)
    assert one["middle"] == pytest.approx(12 * 6.5, abs=0.6)
    assert (one - two).abs().max() <= 1
    assert one["low"] < one["middle"] < one["high"]


def test_what_the_last_question_of_lesson_5_says_is_so_for_every_base():
    window = Reading(first=lesson_5.YEAR[0], last=lesson_5.YEAR[1])
    seen = flows.window_sums(TABLES, window, "bloc")["europe"]
    assert all(questions(TABLES, 5, seed)["5.5"].key["high"] < seen for seed in variants(5))


def test_the_two_statements_name_publisher_date_and_link():
    said = lesson_6.told(TABLES)
    assert len(said) == 2
    assert all("https://" in text and ": " in text for text in said)


def test_the_two_statements_are_judged():
    made = lesson_6.statements(TABLES)
    year = Reading(donors="nato", first="2024-01", last="2024-12")
    assert claims.verdict(TABLES, made["allies"], year).status == "narrowly"
    assert claims.verdict(TABLES, made["study"], Reading()).status == "fails"  # nominal
