"""The exercises of the lessons: questions whose keys and likely mistakes are computed.

A lesson's module has `VARIANTS` (name -> what a seed chooses from) and
`questions(tables, given)`, pure. A seed is the learner's number: 0 takes the first of each.
"""

import random
from importlib import import_module
from types import ModuleType

from widgets.lessons.check import Question
from widgets.tables.package import Tables

LESSONS = {
    1: "What is counted?",
    2: "Shares and denominators",
    3: "Time",
    4: "Flows and maps",
    5: "What if",
    6: "Check a report yourself",
}


def _module(number: int) -> ModuleType:
    return import_module(f"widgets.lessons.exercises.lesson_{number}")


def listed() -> str:
    """`1 to 6`."""
    return f"{min(LESSONS)} to {max(LESSONS)}"


def given(number: int, seed: int) -> dict:
    """What a variant gives: the first of each choice for seed 0, else by chance from the seed."""
    variants = _module(number).VARIANTS
    if not seed:
        return {name: choices[0] for name, choices in variants.items()}
    chance = random.Random(f"lesson {number}, seed {seed}")
    return {name: chance.choice(choices) for name, choices in variants.items()}


def questions(tables: Tables, number: int, given: dict) -> dict[str, Question]:
    """A lesson's questions by name, in order."""
    return _module(number).questions(tables, given)
