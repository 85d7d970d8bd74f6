"""What stands between the charts of a notebook: sentences with numbers, definitions, the bar."""

import string
import zlib
from typing import Any

from markupsafe import Markup, escape

from widgets import words
from widgets.board import glossary
from widgets.board.block import Block
from widgets.board.board import Put
from widgets.board.link import At, Link
from widgets.reading.address import Address
from widgets.tables.package import Tables

PROSE = Markup('<p class="prose" data-text="{0}">{1}</p>')
FORMATS = {
    "eur_bn": words.eur_bn,
    "pct": words.pct,
    "number": lambda value: words.number(value, 0),
    "month": words.month_name,
    "day": words.day_name,
}
"""What may stand after a colon in a sentence's place, besides Python's own: `{share:pct}`."""


def sentence(text: str, at: At = None, **values: Any) -> Block:
    """A paragraph with numbers in it, which follow the Reading.

    `text` has a place for each of `values`, with the form it is written in: `{share:pct}`,
    `{sum:eur_bn}`, `{km:number}`, `{first:month}` or one of Python's. A value is a number, a text,
    or a quantity: a function of (tables, reading).

    >>> from widgets import flows, sentence
    >>> print(sentence("Europe gave {europe:pct} of it.", "to=2024-09", europe=flows.europe_pct))
    Europe gave 45.7 % of it.
    """
    name = f"sentence-{zlib.crc32(text.encode()):x}"
    parts = list(string.Formatter().parse(text))
    if missing := {field for _, field, _, _ in parts if field is not None} - set(values):
        raise ValueError(f"The sentence has no value for {', '.join(sorted(missing))}.")

    def texts(tables: Tables, address: Address) -> dict[str, str]:
        made = Markup("")
        for plain, field, form, _ in parts:
            made += glossary.marked(tables, plain)
            if field is not None:
                value = values[field]
                value = value(tables, address.reading) if callable(value) else value
                made += _written(value, form or "")
        return {name: str(made)}

    frames = {name: PROSE}
    return Block(name, texts=texts, frames=frames, at=at, role="text")


def _written(value: Any, form: str) -> Markup:
    if form in FORMATS:
        return escape(FORMATS[form](value))
    if not form and isinstance(value, float):
        return escape(words.number(value))
    return escape(format(value, form))


def definitions(*terms: str) -> Block:
    """A note at the side that defines the words just used, from the glossary.

    >>> from widgets import definitions
    >>> definitions("allocation").text()[:14]
    'Allocation Aid'
    """
    tables = Link.of(None).tables
    known = set(tables.glossary["term"])
    if unknown := [term for term in terms if term not in known]:
        raise ValueError(f"The glossary has no term {unknown[0]!r}.")

    def texts(tables: Tables, _address: Address) -> dict[str, str]:
        return {name: str(glossary.definitions(tables, list(terms)))}

    def laid(_tables: Tables, put: Put) -> Markup:
        return put[name]

    name = f"definitions-{'-'.join(terms)}"
    return Block(laid, texts=texts, reads=(name,), role="aside")


def reading_bar(at: At = None) -> Block:
    """The Reading's controls. On a page they stay in sight as the reader scrolls.

    >>> from widgets import reading_bar
    >>> "You are counting" in reading_bar().html()
    True
    """
    return Block("bar", at=at, role="bar")
