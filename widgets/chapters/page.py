"""The reader's page: the Reading's bar, six chapters, one address. Assembled, not computed."""

import os
from collections.abc import Collection
from importlib import metadata

from widgets import words
from widgets.board import glossary
from widgets.board.board import ROWS, Board, Put, slot
from widgets.board.explorer import Explorer
from widgets.board.link import Link
from widgets.chapters import sources
from widgets.chapters.carries import chapter as flows
from widgets.chapters.coordinates import chapter as coordination
from widgets.chapters.report import chapter as report
from widgets.chapters.timeline import before_after
from widgets.chapters.timeline import chapter as timeline
from widgets.chapters.what_if import chapter as what_if
from widgets.claims import shares
from widgets.reading import in_words
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.tables.package import Tables, load


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages that follow the Address, as HTML by the name of their place."""
    reading = address.reading
    return {
        "cite": str(citation(tables, reading)),
        "bibtex": str(bibtex(tables, address)),
        **report.texts(tables, address),
        **timeline.texts(tables, address),
        **flows.texts(tables, address),
        **coordination.texts(tables, address),
        **what_if.texts(tables, address),
    }


def layout(tables: Tables, put: Put, only: Collection[str] = ()) -> words.Markup:
    """The page around its charts, texts and controls; `only` some chapters, if any are named."""
    nav = words.Markup("").join(
        words.Markup('<a href="#{}">{}</a>').format(key, short)
        for key, (short, _, _) in CHAPTERS.items()
    )
    body = words.Markup("").join(
        words.Markup(
            '<section id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">'
            '<span class="chapter-number">{1}</span> {2}</h2>{3}</section>'
        ).format(key, number, name, chapter(tables, put))
        for number, (key, (_, name, chapter)) in enumerate(CHAPTERS.items(), 1)
        if not only or key in only
    )
    return words.Markup(
        '<header class="top"><a class="name" href="#report">The Handover</a>'
        '<nav aria-label="Chapters">{}</nav></header>'
        '<main><div class="hero"><div class="hero-text"><h1>NATO took over the coordination. '
        '<em>Who carries the aid?</em></h1><p class="lead">{}</p></div>'
        '<div><h2 class="hidden">The share of the United States</h2>{}</div></div>{}'
        "{}</main>"
        '<footer class="foot"><p>{} Nominal euros. Text, code and drawings of this page are free '
        "to use under the MIT licence; the data keep the licences of their sources, "
        '<a href="#sources">listed above</a>.</p></footer>'
    ).format(
        nav,
        shares.lead(tables),
        slot("us-share", put),
        slot("bar", put),
        glossary.defined(tables, body),
        tables.source_line,
    )


def _sources(tables: Tables, put: Put) -> words.Markup:
    """What the numbers rest on: the tables, the words, and how to cite."""
    return words.Markup("").join(
        [
            words.prose("Every number on this page comes from these tables."),
            words.Markup(
                '<div class="scroll" tabindex="0" role="region" aria-label="Tables">{}</div>'
            ).format(sources.package_table(tables)),
            glossary.listed(tables),
            words.Markup(
                '<div class="cite-block"><h3>Take this view with you</h3>'
                '<p data-text="cite">{}</p><p><code data-address></code></p>'
                '<pre data-text="bibtex" tabindex="0" role="region" aria-label="BibTeX">{}</pre>'
                '<p><a class="link" data-csv="{}" href="csv/{}.csv" download>All months and donors '
                "that your reading counts (CSV)</a></p></div>"
            ).format(put["cite"], put["bibtex"], ROWS, ROWS),
        ]
    )


CHAPTERS = {
    "report": ("Report", "The report", report.layout),
    "timeline": ("Timeline", "Timeline", timeline.layout),
    "flows": ("Who carries", "Who carries the aid", flows.layout),
    "coordination": ("Who coordinates", "Who coordinates", coordination.layout),
    "what-if": ("What if", "What if", what_if.layout),
    "sources": ("Sources", "Sources and data", _sources),
}
"""By id: name in the navigation, heading, layout(tables, put)."""


def citation(tables: Tables, reading: Reading) -> words.Markup:
    """This view in a sentence: what is counted, release, version of the data and the page.

    >>> from widgets import Reading, load
    >>> from widgets.chapters import page
    >>> "all donors" in page.citation(load(), Reading())
    True
    """
    return words.Markup("The Handover {}: {}. {}. Data package {}.").format(
        metadata.version("the-handover"),
        in_words.counting(reading, tables).striptags(),
        tables.release["source_line"],
        tables.version,
    )


def bibtex(tables: Tables, address: Address) -> words.Markup:
    """This view of the page as a BibTeX entry."""
    return words.Markup(
        "@misc{{handover,\n  title = {{The Handover}},\n  year = {{{}}},\n"
        "  version = {{{}}},\n  note = {{{}. Data package {}}},\n  url = {{?{}}}\n}}"
    ).format(
        tables.release["last_month"][:4],
        metadata.version("the-handover"),
        tables.release["source_line"],
        tables.version,
        address.to_query(),
    )


CHARTS = flows.PARTS | timeline.PARTS | before_after.PARTS | report.PARTS | coordination.PARTS
CHARTS |= what_if.PARTS
BOARD = Board(CHARTS, texts, layout, report.announce)
FIRST = "us-share"
SIZES_AT = {
    "(max-width: 631px)": dict.fromkeys(CHARTS, "S"),
    "(min-width: 1184px)": dict.fromkeys(CHARTS, "L") | {FIRST: "M"},
}
"""By media query, the sizes that the layout gives the charts; between them they are mixed."""
EARLY = {
    media: [{FIRST: sizes[FIRST]}, {name: s for name, s in sizes.items() if name != FIRST}]
    for media, sizes in SIZES_AT.items()
}
"""What the page's script asks for at once: the chart that the page opens with, then the others."""


class Page(Explorer):
    """The whole page as one widget; `Page.from_address()` reads the address it was asked with.

    >>> from widgets import Page
    >>> Page.from_address("kind=all").link.reading.kind
    'all'
    """

    def __init__(self, link: Link) -> None:
        super().__init__(link, BOARD)
        self.is_page = True
        self.add_class("page")

    @classmethod
    def from_address(cls, query: str | None = None, tables: Tables | None = None) -> "Page":
        """The page of an address; Voila hands its query over in the environment.

        >>> from widgets import Page
        >>> Page.from_address("kind=tanks").link.reading.kind
        'military'
        """
        link = Link(tables or load())
        link.set_query(os.environ.get("QUERY_STRING", "") if query is None else query)
        return cls(link)

    def text(self) -> str:
        """The page's numbers: the lead and every chart's table.

        >>> from widgets import Page
        >>> "51.3" in Page.from_address("").text()
        True
        """
        return f"{shares.lead(self.link.tables).striptags()}\n\n{super().text()}"


def warm() -> None:
    """Load the tables and compute the first view; for a process that others are forked from."""
    BOARD.warm(load())
