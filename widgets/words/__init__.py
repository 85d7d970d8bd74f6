"""Numbers, messages and HTML as the reader sees them; the one place that escapes. Knows no data.

Sentences are `Markup`: text put into them is escaped, `striptags()` gives them plain.
"""

from markupsafe import Markup, escape

from widgets.words.html import comma_separated, figure, link, plain_text, prose, step_link, table
from widgets.words.messages import message, sentence
from widgets.words.numbers import (
    AXIS_UNIT,
    DASH,
    MINUS,
    NBSP,
    THIN,
    amount,
    brief,
    capital,
    day_name,
    eur_bn,
    exact,
    fitting,
    how_many,
    in_unit,
    is_rest,
    listed,
    month_name,
    month_short,
    number,
    pct,
    short_span,
    span,
    the,
    when,
)

__all__ = [
    "AXIS_UNIT",
    "DASH",
    "FEW",
    "MINUS",
    "NBSP",
    "THIN",
    "Markup",
    "amount",
    "brief",
    "capital",
    "comma_separated",
    "day_name",
    "escape",
    "eur_bn",
    "exact",
    "figure",
    "fitting",
    "how_many",
    "in_unit",
    "is_rest",
    "link",
    "listed",
    "message",
    "month_name",
    "month_short",
    "number",
    "pct",
    "plain_text",
    "prose",
    "sentence",
    "short_span",
    "span",
    "step_link",
    "table",
    "the",
    "when",
]

FEW = 4  # so many donors are named one by one
