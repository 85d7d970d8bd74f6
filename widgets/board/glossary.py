"""Words that are defined where they stand: the glossary as HTML."""

import re

from markupsafe import Markup

from widgets import words
from widgets.board.inputs import TEMPLATES
from widgets.tables.package import Tables
from widgets.words.templates import macros

_HTML = macros(TEMPLATES, "glossary.html")
_TERM = Markup('<button type="button" class="term" popovertarget="term-{}">{}</button>')
# WebKit begins a line with the comma after a button.
_UNBROKEN = Markup('<span class="unbroken">{}{}</span>')


def defined(tables: Tables, html: Markup) -> Markup:
    """The page's paragraphs, with each term of the glossary a button that opens its definition.

    A term is marked where it stands first in a paragraph; the definitions follow at the end.

    >>> from widgets import load
    >>> from widgets.board import glossary
    >>> "popover" in glossary.defined(load(), words.prose("An allocation is a decision."))
    True
    """
    rows = tables.rows("glossary")
    terms = {row.name.lower(): row for row in rows}
    names = sorted(terms, key=len, reverse=True)
    named = rf"\b({'|'.join(map(re.escape, names))})s?\b([,.;:)]*)"
    wanted = re.compile(rf"<[^>]*>|{named}", re.IGNORECASE)
    used = {}

    def marked(paragraph: re.Match) -> str:
        seen = set()

        def button(match: re.Match) -> str:
            term = match[1] and terms[match[1].lower()]
            if not term or term.term in seen:
                return match[0]
            seen.add(term.term)
            used[term.term] = term
            shown = _TERM.format(term.term, match[0].removesuffix(match[2]))
            return _UNBROKEN.format(shown, match[2]) if match[2] else shown

        return paragraph[1] + wanted.sub(button, paragraph[2]) + paragraph[3]

    made = re.sub(r'(<p class="prose">)(.*?)(</p>)', marked, html)
    cards = Markup("").join(
        Markup('<div popover id="term-{}" class="term-card"><b>{}</b> {}</div>').format(
            row.term, words.capital(row.name), row.definition
        )
        for _, row in sorted(used.items())
    )
    return Markup(made) + cards


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
