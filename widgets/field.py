"""Field: one thing that a reader can choose, said once, where its value is kept.

A frozen dataclass declares its fields with `chosen`; addresses, controls, the page without a script
and the tests are derived from what `fields_of` finds.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from widgets.tables import Tables

Value = Any
Choices = Mapping[Any, str] | Callable[[Tables], Mapping[Any, str]]


def shown(value: str) -> str:
    """A value as a sentence repeats it: cut, and without what would turn or hide other text.

    >>> from widgets import field
    >>> field.shown("a" + chr(9) + "b")
    'a�b'
    """
    cut = value if len(value) <= 40 else value[:39] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


@dataclass(frozen=True)
class Field:
    """`label`: what its control is called; `given`: what it can be, value -> words, or a function
    of the tables that says so; a value without words is offered by no control. `parse` reads the
    text of what is more than a choice, and raises ValueError, the end of a sentence. `parameter`:
    its name in a link. `names`: what is none of its choices is answered with their list.

    >>> from widgets import Reading, field
    >>> field.fields_of(Reading)["unit"].label
    'Unit'
    """

    name: str
    label: str
    default: Value
    given: Choices
    parse: Callable[[str, Tables], Value] | None
    parameter: str
    names: bool

    def choices(self, tables: Tables) -> Mapping[Any, str]:
        """What it can be, its default included: value -> words."""
        return self.given(tables) if callable(self.given) else self.given

    def read(self, text: str, tables: Tables) -> Value:
        """The value that a text names. Raises ValueError: the end of a sentence."""
        if self.parse:
            return self.parse(text, tables)
        known = {str(value): value for value in self.choices(tables)}
        if text in known:
            return known[text]
        named = f"; it can be {', '.join(known)}" if self.names else ""
        raise ValueError(f"knows no “{shown(text)}”{named}")


def chosen(
    label: str,
    choices: Choices,
    default: Value = "",
    *,
    parse: Callable[[str, Tables], Value] | None = None,
    parameter: str = "",
    names: bool = False,
) -> Any:
    """The default of a dataclass's field, which carries all that a Field is."""
    said = {"label": label, "given": choices, "parse": parse, "names": names}
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
