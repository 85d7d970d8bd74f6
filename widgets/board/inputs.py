"""Native inputs as HTML, each named by the field that it sets."""

from markupsafe import Markup

from widgets.reading.field import Field
from widgets.tables.package import Tables

SELECT = Markup(
    '<label class="control"><span class="bar-name">{}</span>'
    '<select data-field="{}"{}>{}</select></label>'
)
"""Label, field, more attributes, options."""


def options(choices: list[tuple[str, str]], value: str = "") -> Markup:
    """`(value, name)` pairs as the options of a select."""
    return Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            key, Markup(" selected") if key == value else "", name
        )
        for key, name in choices
    )


def select(field: Field, value: str, tables: Tables) -> Markup:
    """The list that a choice is made from; a value without words is not offered."""
    offered = [(str(key), words) for key, words in field.choices(tables).items() if words]
    return SELECT.format(field.label, field.name, "", options(offered, value))
