"""Field: one thing that a reader can choose, said once, where its value is kept.

A frozen dataclass declares its fields with `chosen`; addresses, controls, the page without a script
and the tests are derived from what `fields_of` finds.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from widgets.tables.package import Tables
from widgets.words.messages import message


class BadValue(ValueError):
    """Why a text names no value of a field: the id of a message about `$field`, and its values.

    As text it is the end of that sentence, for who puts the field's label before it.
    """

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.values = values

    def __str__(self) -> str:
        return self.about("").removeprefix("“” ").removesuffix(".")

    def about(self, label: str) -> str:
        """The whole sentence."""
        return message(self.args[0], field=label, **self.values)


def why_bad(error: ValueError, label: str) -> str:
    """The sentence of an error that reading a field raised."""
    return error.about(label) if isinstance(error, BadValue) else f"“{label}” {error}."


def shown(value: str) -> str:
    """A value as a sentence repeats it: cut, and without what would turn or hide other text.

    >>> from widgets.reading import field
    >>> field.shown("a" + chr(9) + "b")
    'a�b'
    """
    cut = value if len(value) <= 40 else value[:39] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


@dataclass(frozen=True)
class Number:
    """Whole numbers from `low` to `high` in steps; `ends`: what a comparison moves it to.

    >>> from widgets.reading import field
    >>> field.Number(0, 150, 5, unit="%").read("10")
    10
    """

    low: int
    high: int
    step: int = 1
    unit: str = ""
    ends: tuple[int, int] | None = None

    def read(self, text: str) -> int:
        """The number that a text names. Raises BadValue."""
        whole = int(text) if re.fullmatch(r"-?[0-9]{1,4}", text) else None
        if whole is None or not self.low <= whole <= self.high or whole % self.step:
            name = "fields-number" if self.step == 1 else "fields-number-in-steps"
            raise BadValue(name, range=self.range(), step=self.step, value=shown(text))
        return whole

    def range(self) -> str:
        """From where to where, with the unit."""
        name = "fields-range-in-unit" if self.unit else "fields-range"
        return message(name, low=self.low, high=self.high, unit=self.unit)


Choices = Mapping[Any, str] | Callable[[Tables], Mapping[Any, str]] | Number


@dataclass(frozen=True)
class Field:
    """`label`: what its control is called. `given`: what it can be, value -> words, a function of
    the tables that says so, or a Number; a value without words is offered by no control. `parse`
    reads the text of what is more than a choice, and raises BadValue.
    `parameter`: its name in a link. `names`: what is none of its choices is answered with their
    list. `why`: the reason of its default.

    >>> from widgets import Reading
    >>> from widgets.reading import field
    >>> field.fields_of(Reading)["unit"].label
    'Unit'
    """

    name: str
    label: str
    default: Any
    given: Choices
    parse: Callable[[str, Tables], Any] | None
    parameter: str
    names: bool
    why: str

    @property
    def number(self) -> Number | None:
        """Its bounds, if it is a number."""
        return self.given if isinstance(self.given, Number) else None

    def choices(self, tables: Tables) -> Mapping[Any, str]:
        """What it can be, its default included: value -> words; a number has none."""
        if isinstance(self.given, Number):
            span = range(self.given.low, self.given.high + 1, self.given.step)
            return dict.fromkeys(span, "")
        return self.given(tables) if callable(self.given) else self.given

    def words(self, value: Any) -> str:
        """What a choice is called that is the same for all tables."""
        assert isinstance(self.given, Mapping)
        return self.given[value]

    def read(self, text: str, tables: Tables) -> Any:
        """The value that a text names. Raises BadValue."""
        if self.parse:
            return self.parse(text, tables)
        if isinstance(self.given, Number):
            return self.given.read(text)
        known = {str(value): value for value in self.choices(tables)}
        if text in known:
            return known[text]
        if not self.names:
            raise BadValue("fields-unknown", value=shown(text))
        choices = ", ".join(filter(None, known))
        raise BadValue("fields-unknown-choices", value=shown(text), choices=choices)


def chosen(
    label: str,
    choices: Choices,
    default: Any = "",
    *,
    parse: Callable[[str, Tables], Any] | None = None,
    parameter: str = "",
    names: bool = False,
    why: str = "",
) -> Any:
    """The default of a dataclass's field, which carries all that a Field is."""
    said = {"label": label, "given": choices, "parse": parse, "names": names, "why": why}
    said |= {"parameter": parameter} if parameter else {}
    return dataclasses.field(default=default, metadata=said)


def fields_of(kind: type) -> dict[str, Field]:
    """What a reader can choose of a dataclass, by name."""
    return {
        field.name: Field(
            field.name, default=field.default, **{"parameter": field.name, **field.metadata}
        )
        for field in dataclasses.fields(kind)
        if "label" in field.metadata
    }
