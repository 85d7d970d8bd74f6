"""The report: its statements and their verdicts, as a notebook can show them.

`at` is left out where a block follows the notebook's Reading; a Reading, the query of a link or a
Link gives it one of its own.

>>> from widgets import report
>>> "majority" in report.card("majority").text()
True
"""

from collections.abc import Callable

from markupsafe import Markup

from widgets import claims
from widgets.board.block import Block
from widgets.board.board import Part, Put
from widgets.board.link import At, Link
from widgets.chapters.chapter import Chapter
from widgets.chapters.report import chapter as _chapter
from widgets.claims.claim import Claim
from widgets.claims.shares import lead as _lead
from widgets.reading.address import Address
from widgets.tables.package import Tables

__all__ = [
    "card",
    "explorer",
    "introduction",
    "lead",
    "on_paper",
    "readings",
    "statements",
    "summary",
]


def __dir__() -> list[str]:
    return __all__


def _texts(tables: Tables, address: Address) -> dict[str, str]:
    found = _chapter.texts(tables, address)
    return found | {
        "lead": str(_lead(tables)),
        "report-introduction": str(_chapter.introduction(tables)),
    }


_FRAMES = {
    "lead": Markup('<p class="lead" data-text="{0}">{1}</p>'),
    "report-introduction": Markup('<p class="prose" data-text="{0}">{1}</p>'),
}
_CHAPTER = Chapter("report", _chapter.PARTS, _texts, _FRAMES, _chapter.announce, _chapter.reviews)


def lead(at: At = None) -> Block:
    """What the page is about, in four numbers: the shares before the report and since.

    >>> from widgets import report
    >>> "51.3" in report.lead().text()
    True
    """
    return _CHAPTER.block("lead", "lead", at=at)


def introduction(at: At = None) -> Block:
    """How many statements the report makes, and how many of them can be counted.

    >>> from widgets import report
    >>> "statements" in report.introduction().text()
    True
    """
    return _CHAPTER.block("introduction", "report-introduction", at=at)


def summary(at: At = None) -> Block:
    """How many statements hold under the Reading, and what the last step changed of it.

    >>> from widgets import report
    >>> "statements" in report.summary().text()
    True
    """

    def lines(_tables: Tables, put: Put) -> Markup:
        return _chapter.summary_lines(put)

    return _CHAPTER.block("summary", lines, at=at, reads=("claims-summary",))


def card(claim: str | Claim = "", at: At = None) -> Block:
    """A statement with its verdict, all its readings and its course; without one, the open one.

    `claim` is the id of one of the report's, or a statement of your own (`claims.statement`).

    >>> from widgets import claims, flows, report
    >>> mine = claims.statement("Europe carries most of it", flows.europe_pct, ">", 50)
    >>> "Europe carries most of it" in report.card(mine).text()
    True
    """
    if not claim:

        def laid(_tables: Tables, put: Put) -> Markup:
            return _chapter.open_card(put)

        return _CHAPTER.block("card", laid, at=at, reads=_chapter.CARD)
    link = Link.of(at)
    one = claims.claim_of(link.tables, claim)
    charts, texts, prefix = _fixed(one)

    def fixed(_tables: Tables, put: Put) -> Markup:
        return _chapter.open_card(put, prefix)

    call = "report.card" if isinstance(claim, str) else ""
    reads = tuple(f"{prefix}{name}" for name in _chapter.CARD)
    return Block(fixed, charts=charts, texts=texts, reads=reads, at=link, call=call)


def _fixed(one: Claim) -> tuple[dict[str, Part], Callable, str]:
    """Charts and texts of one statement, under names of their own."""
    prefix = f"{one.claim}-"
    charts = {
        f"{prefix}{_chapter.STRIP}": Part(
            lambda t, a: _chapter.strip_view(t, one, a.reading), _chapter.keep_reading
        ),
        f"{prefix}{_chapter.COURSE}": Part(
            lambda t, a: _chapter.course_view(t, one, a.reading), _chapter.keep_units
        ),
    }

    def texts(tables: Tables, address: Address) -> dict[str, str]:
        found = _chapter.open_texts(tables, one, address.reading)
        return {f"{prefix}{name}": text for name, text in found.items()}

    return charts, texts, prefix


def readings(claim: str | Claim, at: At = None) -> Block:
    """All readings of a statement: a dot for each sensible way to count it.

    >>> from widgets import report
    >>> report.readings("majority").table().empty
    False
    """
    link = Link.of(at)
    charts, _, prefix = _fixed(claims.claim_of(link.tables, claim))
    return Block(f"{prefix}{_chapter.STRIP}", charts=charts, at=link)


def statements(at: At = None) -> Block:
    """All statements of the report as small cards, to be filtered and opened.

    >>> from widgets import report
    >>> "Holds" in report.statements("verdict=holds").text()
    True
    """
    link = Link.of(at)
    names = (*(f"claim-{claim}" for claim in link.tables.claims["claim"]), "claims-none")
    return _CHAPTER.block("statements", "claim-filters", _chapter.cards, at=link, reads=names)


def on_paper() -> Block:
    """All statements with their verdicts under the default reading; seen in print alone.

    >>> from widgets import report
    >>> report.on_paper().text()
    ''
    """

    def printed(tables: Tables, _put: Put) -> Markup:
        return _chapter.on_paper(tables)

    return _CHAPTER.block("on_paper", printed)


def explorer(at: At = None, own: Claim | None = None) -> Block:
    """The chapter whole under a bar of its own, or the card of a statement of your own.

    >>> from widgets import report
    >>> "All readings" in report.explorer().html()
    True
    """
    if own is not None:
        block = card(own, at)
        return Block(
            "bar",
            *block.places,
            charts=block.charts,
            texts=block.texts,
            reads=(*block.charts, *block.reads),
            at=block.link,
        )
    link = Link.of(at)
    parts = [summary(link), card(at=link), statements(link)]
    places = [place for part in parts for place in part.places]
    reads = tuple(name for part in parts for name in (*part.charts, *part.reads))
    return _CHAPTER.block("explorer", "bar", *places, at=link, reads=reads)
