"""Field: what a reader can choose is said once; links, controls, the plain page follow from it."""

from dataclasses import dataclass

import pytest

from tests.parsed import parsed
from widgets.board import controls
from widgets.reading.address import FIELDS, PART_OF, Address
from widgets.reading.field import chosen, fields_of, shown
from widgets.reading.reading import FIELDS as COUNTED
from widgets.tables.package import load

TABLES = load()


@dataclass(frozen=True)
class Choice:
    """A value with one field of each kind, and one that no reader chooses."""

    size: str = chosen("Size", {"": "any", "s": "small"}, parameter="how-big")
    month: str = chosen("Month", lambda tables: {m: m for m in tables.months}, "2024-10")
    number: int = chosen("Number", {1: "one", 2: "two"}, 2, names=True)
    text: str = chosen("Text", {}, parse=lambda text, _: text[:3])
    own: str = "x"


FOUND = fields_of(Choice)


def test_a_value_has_its_defaults_and_its_fields():
    assert Choice() == Choice("", "2024-10", 2, "", "x")
    assert list(FOUND) == ["size", "month", "number", "text"]
    assert [field.label for field in FOUND.values()] == ["Size", "Month", "Number", "Text"]
    assert [field.parameter for field in FOUND.values()] == ["how-big", "month", "number", "text"]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("size", "s", "s"), ("size", "", ""), ("month", "2022-01", "2022-01"), ("number", "1", 1)],
)
def test_a_choice_is_read_from_its_text(name, text, value):
    assert FOUND[name].read(text, TABLES) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("size", "x", "knows no “x”"),
        ("number", "3", "knows no “3”; it can be 1, 2"),
        ("number", "01", "knows no “01”; it can be 1, 2"),
        ("month", "2024-13", "knows no “2024-13”"),
        ("size", "a\tb" + "x" * 90, "knows no “a�b" + "x" * 36 + "…”"),
    ],
)
def test_what_is_none_is_the_end_of_a_sentence(name, text, said):
    with pytest.raises(ValueError, match=r"^knows no") as error:
        FOUND[name].read(text, TABLES)
    assert str(error.value) == said


def test_a_text_is_what_its_reader_makes_of_it():
    assert FOUND["text"].read("abcdef", TABLES) == "abc"


def test_a_short_value_is_repeated_whole():
    assert shown("kind") == "kind"


def test_every_field_of_a_page_has_its_own_parameter_label_and_place():
    fields = [*COUNTED.values(), *FIELDS.values()]
    assert len({field.parameter for field in fields}) == len(fields)
    assert len({field.label for field in fields}) == len(fields)
    own = Address().own()
    assert own == {name: field.default for name, field in FIELDS.items()}
    assert {PART_OF.get(name, "") for name in FIELDS} == {"", "events", "pick", "flow"}


def test_a_value_without_words_is_offered_by_no_control():
    donors = parsed(controls.made("donor", TABLES, Address(), {}, "u")).all("option")
    assert "" not in [donor.attrs["value"] for donor in donors]
    assert "" in FIELDS["donor"].choices(TABLES)
