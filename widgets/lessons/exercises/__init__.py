"""The exercises of the lessons: questions whose keys and likely mistakes are computed.

A lesson's module has `VARIANTS` (name -> what a seed chooses from) and
`questions(tables, given)`, pure. A seed is the learner's number: 0 takes the first of each.
"""

import random
from importlib import import_module
from types import ModuleType

from widgets.lessons.check import Question
from widgets.tables.package import Tables
from widgets.words import message

LESSONS = {number: message(f"lesson-{number}-title") for number in range(1, 7)}


def _module(number: int) -> ModuleType:
    return import_module(f"widgets.lessons.exercises.lesson_{number}")


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
