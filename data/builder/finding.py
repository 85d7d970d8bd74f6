"""Helpers of the checks: find the first line that breaks a rule and say so in one sentence.

Sentences are templates. {field} in one stands for that cell of the line found; other values a
sentence needs are passed by name.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from builder.read import INPUTS, Frames


def shown(name: str) -> str:
    """The path of an input, as sentences name it."""
    return INPUTS[name].shown


def first(
    data: Frames, name: str, wrong: pd.Series, sentence: str, **values: object
) -> Iterator[str]:
    """The sentence for the first line where `wrong` holds, with the number of further ones."""
    wrong = wrong.fillna(True).astype(bool)
    if not wrong.any():
        return
    line = wrong.idxmax()
    more = int(wrong.sum()) - 1
    also = f" ({more} more line{'s' if more > 1 else ''} like it)" if more else ""
    cells = {field: data[name].at[line, field] for field in data[name].columns}
    said = sentence.format(**{**cells, **values})
    yield f"{shown(name)}, line {line}, {said}{also}."


def repeated(data: Frames, name: str, key: list[str]) -> Iterator[str]:
    """A sentence for the first line whose key has been used before."""
    cells = " ".join(f"{{{field}}}" for field in key)
    sentence = f"field {key[0]}: '{cells}' stands there twice; keep one line"
    yield from first(data, name, data[name].duplicated(key), sentence)


def misnumbered(data: Frames, name: str, field: str) -> Iterator[str]:
    """A sentence for the first number of `field` that is not of 1, 2, 3 ... each once; some lines
    have none.
    """
    given = data[name][field]
    wrong = given.notna() & (given.duplicated() | ~given.between(1, given.count()))
    sentence = f"field {field}: {{{field}}} is out of turn; number the lines from 1, each once"
    yield from first(data, name, wrong.fillna(False), sentence)


def unknown(
    data: Frames, name: str, field: str, known: Iterable[str], remedy: str, optional: bool = False
) -> Iterator[str]:
    """A sentence for the first value of `field` that is not in `known`."""
    wrong = ~data[name][field].isin(list(known))
    if optional:
        wrong &= data[name][field] != ""
    sentence = f"field {field}: '{{{field}}}' is unknown; {{remedy}}"
    yield from first(data, name, wrong, sentence, remedy=remedy)


def unlisted(
    data: Frames, name: str, field: str, known: Iterable[str], remedy: str
) -> Iterator[str]:
    """A sentence for the first list (parted by semicolons) with a value that is not in `known`."""
    known = set(known) | {""}
    wrong = ~data[name][field].map(lambda text: set(text.split(";")) <= known)
    sentence = f"field {field}: '{{{field}}}' names something unknown; {{remedy}}"
    yield from first(data, name, wrong, sentence, remedy=remedy)


def below_zero(data: Frames, name: str, field: str, meaning: str) -> Iterator[str]:
    """A sentence for the first negative value of `field`."""
    sentence = f"field {field}: {{{field}:g}} is negative, but {meaning} cannot be; ask the source"
    yield from first(data, name, data[name][field] < 0, sentence)


def unequal(
    data: Frames, name: str, field: str, expected: pd.Series, formula: str, tolerance: float
) -> Iterator[str]:
    """A sentence for the first line whose `field` is not what the formula gives."""
    gap = (data[name][field] - expected).abs()
    wrong = gap > tolerance
    sentence = f"field {field}: {{{field}:g}} is not {formula} = {{right:g}}; ask the source"
    right = expected[wrong.idxmax()] if wrong.any() else 0
    yield from first(data, name, wrong, sentence, right=right)
