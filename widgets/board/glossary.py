"""Words that are defined where they stand: the glossary as HTML."""

import re
from functools import lru_cache

from markupsafe import Markup

from widgets import words
from widgets.board.inputs import TEMPLATES
from widgets.tables.package import Tables
from widgets.words.templates import macros

_HTML = macros(TEMPLATES, "glossary.html")
_TERM = Markup('<button type="button" class="term" popovertarget="term-{}">{}</button>')
# WebKit begins a line with the comma after a button.
_UNBROKEN = Markup('<span class="unbroken">{}{}</span>')


def marked(tables: Tables, text: str, seen: set[str] | None = None) -> Markup:
    """A plain text with the glossary's terms as buttons that open their definition.

    A term is marked where it stands first: `seen` holds those of the same paragraph before it.

    >>> from widgets import load
    >>> from widgets.board import glossary
    >>> "popovertarget" in glossary.marked(load(), "An allocation is a decision.")
    True
    """
    terms, wanted = _terms(tables)
    seen = set() if seen is None else seen
    made, last = Markup(""), 0
    for match in wanted.finditer(text):
        term = terms[match[1].lower()]
        if term in seen:
            continue
        seen.add(term)
        made += text[last : match.start()]
        shown = _TERM.format(term, match[0].removesuffix(match[2]))
        made += _UNBROKEN.format(shown, match[2]) if match[2] else shown
        last = match.end()
    return made + text[last:]


@lru_cache(maxsize=4)
def _terms(tables: Tables) -> tuple[dict[str, str], re.Pattern]:
    terms = {row.name.lower(): row.term for row in tables.rows("glossary")}
    names = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    ending = re.escape(words.message("board-plural"))
    return terms, re.compile(rf"\b({names})(?:{ending})?\b([,.;:)]*)", re.IGNORECASE)


def cards(tables: Tables) -> Markup:
    """What the buttons of `marked` open: every definition.

    >>> from widgets import load
    >>> from widgets.board import glossary
    >>> glossary.cards(load()).count("popover") == len(load().glossary)
    True
    """
    return Markup("").join(
        Markup('<div popover id="term-{}" class="term-card"><b>{}</b> {}</div>').format(
            row.term, words.capital(row.name), row.definition
        )
        for row in tables.rows("glossary")
    )


def definitions(tables: Tables, terms: list[str]) -> Markup:
    """A side note that defines the words just used, from the glossary.

    >>> from widgets import load
    >>> from widgets.board import glossary
    >>> print(glossary.definitions(load(), ["allocation"]).striptags()[:50])
    Allocation Aid that has been given, or that is tie
    """
    rows = {row.term: row for row in tables.rows("glossary")}
    entries = [(rows[term].name, rows[term].definition) for term in terms]
    names = ", ".join(name for name, _ in entries)
    return _HTML.definitions(names, [(words.capital(name), text) for name, text in entries])


def listed(tables: Tables) -> Markup:
    """All terms, folded.

    >>> from widgets import load
    >>> from widgets.board import glossary
    >>> "<dt>Allocation</dt>" in glossary.listed(load())
    True
    """
    return _HTML.listed([(words.capital(r.name), r.definition) for r in tables.rows("glossary")])
