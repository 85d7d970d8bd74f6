"""Sources and data: what the numbers rest on, and how to cite them.

>>> from widgets import sources
>>> "Release 29" in sources.cite().text()
True
"""

from importlib import metadata
from pathlib import Path

from markupsafe import Markup

from widgets import words
from widgets.board import glossary as _glossary
from widgets.board.block import Block
from widgets.board.board import ROWS, Put
from widgets.board.link import At
from widgets.chapters.chapter import Chapter
from widgets.reading import in_words
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.tables.package import Tables
from widgets.words.templates import macros

_HTML = macros(Path(__file__).parent / "templates", "sources.html")
__all__ = ["cite", "glossary", "tables"]


def __dir__() -> list[str]:
    return __all__


def tables(at: At = None) -> Block:
    """Every table of the data package, with its source, release, licence and checksum.

    >>> from widgets import sources
    >>> "aid.csv" in sources.tables().html()
    True
    """

    def laid(tables: Tables, _put: Put) -> Markup:
        return package_table(tables)

    return _CHAPTER.block("tables", laid, at=at)


def glossary(at: At = None) -> Block:
    """All terms that the page defines, folded.

    >>> from widgets import sources
    >>> "<dt>Allocation</dt>" in sources.glossary().html()
    True
    """

    def laid(tables: Tables, _put: Put) -> Markup:
        return _glossary.listed(tables)

    return _CHAPTER.block("glossary", laid, at=at)


def cite(at: At = None) -> Block:
    """This view as a citation, a link and BibTeX, and all rows that the Reading counts as CSV.

    >>> from widgets import sources
    >>> "the-handover" in sources.cite().html() or "@misc" in sources.cite().html()
    True
    """

    def laid(_tables: Tables, put: Put) -> Markup:
        return _HTML.cite(put["cite"], put["bibtex"], ROWS)

    return _CHAPTER.block("cite", laid, at=at, reads=("cite", "bibtex"))


def _texts(tables: Tables, address: Address) -> dict[str, str]:
    return {
        "cite": str(citation(tables, address.reading)),
        "bibtex": str(bibtex(tables, address)),
    }


def citation(tables: Tables, reading: Reading) -> Markup:
    """This view in a sentence: what is counted, release, version of the data and the page.

    >>> from widgets import Reading, load
    >>> from widgets.chapters import sources
    >>> "all donors" in sources.citation(load(), Reading())
    True
    """
    return words.sentence(
        "sources-citation",
        version=metadata.version("the-handover"),
        counted=in_words.counting(reading, tables).striptags(),
        release=tables.release["source_line"],
        package=tables.version,
    )


def bibtex(tables: Tables, address: Address) -> Markup:
    """This view of the page as a BibTeX entry."""
    note = words.message(
        "sources-bibtex-note", release=tables.release["source_line"], package=tables.version
    )
    return Markup(
        "@misc{{handover,\n  title = {{{}}},\n  year = {{{}}},\n"
        "  version = {{{}}},\n  note = {{{}}},\n  url = {{?{}}}\n}}"
    ).format(
        words.message("page-name"),
        tables.release["last_month"][:4],
        metadata.version("the-handover"),
        note,
        address.to_query(),
    )


COLUMNS = ("table", "source", "release", "licence", "number", "checksum", "download")


def package_table(tables: Tables) -> Markup:
    """Every table of the data package: title, source, release, licence, rows, checksum.

    >>> from widgets import load
    >>> from widgets.chapters import sources
    >>> "aid.csv" in sources.package_table(load())
    True
    """
    rows = []
    for resource in tables.package["resources"]:
        sources = Markup("; ").join(
            words.link(s["title"], s.get("path", "")) for s in resource.get("sources", [])
        )
        licences = "; ".join(
            entry.get("title") or entry.get("name", "") for entry in resource.get("licenses", [])
        )
        rows.append(
            (
                resource["name"],
                sources,
                resource.get("release", {}).get("label", ""),
                licences,
                words.number(len(tables.frame(resource["name"])), 0),
                resource["hash"][7:17],
            )
        )
    return _HTML.tables(COLUMNS, rows)


_CHAPTER = Chapter("sources", {}, _texts)
