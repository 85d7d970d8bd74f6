"""Native inputs as HTML, each named by the field that it sets."""

from pathlib import Path

from markupsafe import Markup

from widgets.reading.field import Field
from widgets.tables.package import Tables
from widgets.words.templates import macros

TEMPLATES = Path(__file__).parent / "templates"
_HTML = macros(TEMPLATES, "inputs.html")


def options(choices: list[tuple[str, str]], value: str = "") -> Markup:
    """`(value, name)` pairs as the options of a select."""
    return _HTML.options(choices, value)


def select(field: Field, value: str, tables: Tables) -> Markup:
    """The list that a choice is made from; a value without words is not offered."""
    offered = [(str(key), words) for key, words in field.choices(tables).items() if words]
    return _HTML.select(field, offered, value)
