"""The reader's page: the Reading's bar, six chapters, one address. Assembled, not computed."""

import os
from importlib import metadata

from widgets import words
from widgets.address import Address
from widgets.board import Board, Put
from widgets.controls import statement
from widgets.explorer import Explorer
from widgets.explorers import before_after, coordination, flows, report, timeline, what_if
from widgets.link import Link
from widgets.reading import Reading
from widgets.tables import Tables, load

CHAPTERS = {
    "report": ("Report", "The report"),
    "timeline": ("Timeline", "Timeline"),
    "flows": ("Who carries", "Who carries the aid"),
    "coordination": ("Who coordinates", "Who coordinates"),
    "what-if": ("What if", "What if"),
    "sources": ("Sources", "Sources and data"),
}


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages that follow the Address, as HTML by the name of their place."""
    reading = address.reading
    return {
        "what-if": str(what_if.sentence(tables, reading)),
        "cite": str(citation(tables, reading)),
        **report.texts(tables, address),
        **timeline.texts(tables, address),
        **coordination.texts(tables, address),
    }


def layout(tables: Tables, put: Put) -> words.Markup:
    """The page around its charts, texts and controls."""
    nav = words.Markup("").join(
        words.Markup('<a href="#{}">{}</a>').format(key, short)
        for key, (short, _) in CHAPTERS.items()
    )
    body = words.Markup("").join(
        words.Markup(
            '<section id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">'
            '<span class="chapter-number">{1}</span> {2}</h2>{3}</section>'
        ).format(key, number, name, _chapter(key, tables, put))
        for number, (key, (_, name)) in enumerate(CHAPTERS.items(), 1)
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
        words.lead(tables),
        _slot("us-share", put),
        _slot("bar", put),
        body,
        words.source_line(tables),
    )


def _slot(name: str, put: Put) -> words.Markup:
    return words.Markup('<div class="slot slot-{0}" data-slot="{0}">{1}</div>').format(
        name, put[name]
    )


def _prose(text: str) -> words.Markup:
    return words.Markup('<p class="prose">{}</p>').format(text)


def _chapter(key: str, tables: Tables, put: Put) -> words.Markup:
    join = words.Markup("").join
    return {
        "report": lambda: join(
            [
                words.Markup('<div class="beside"><div>'),
                words.Markup('<p class="prose">{}</p>').format(report.introduction(tables)),
                words.Markup("</div>"),
                words.definitions(tables, ["allocation", "commitment", "reading", "verdict"]),
                words.Markup("</div>"),
                report.summary_lines(put),
                report.open_card(put),
                words.Markup('<h3 class="subhead" id="statements">All statements</h3>'),
                _slot("claim-filters", put),
                report.cards(tables, put),
            ]
        ),
        "timeline": lambda: join(
            [
                _prose(
                    "What was decided, built and moved, and by whom. An event stands where its "
                    "date is known and spreads as far as the date is not. Open one to read its "
                    "source."
                ),
                words.Markup('<p class="note presets" data-text="presets">{}</p>').format(
                    put["presets"]
                ),
                _slot("filters", put),
                words.Markup('<p class="note presets" data-text="zoom">{}</p>').format(put["zoom"]),
                _slot("timeline", put),
                _slot("picker", put),
                words.Markup('<div data-text="card" aria-live="polite">{}</div>').format(
                    put["card"]
                ),
                words.Markup('<h3 class="subhead">{}</h3>').format("Before and after"),
                _prose(
                    "Did giving change when this happened? The dot in plum is the month of the "
                    "open event, or of the report; the others are every other month, cut alike."
                ),
                _slot("span", put),
                _slot("before-after", put),
            ]
        ),
        "flows": lambda: join(
            [
                words.Markup('<div class="beside"><div>'),
                _prose(
                    "Coordination is not the same as carrying. These charts count what donors "
                    "decided to give, month by month, under your reading."
                ),
                words.Markup("</div>"),
                words.definitions(tables, ["military-aid", "stockpile", "procurement", "purl"]),
                words.Markup("</div>"),
                _slot("flows-over-time", put),
                _slot("month", put),
                words.Markup('<div data-text="month-events" aria-live="polite">{}</div>').format(
                    put["month-events"]
                ),
                _slot("flows-sankey", put),
                _slot("flows-ranking", put),
            ]
        ),
        "coordination": lambda: join(
            [
                words.Markup('<div class="beside"><div>'),
                words.Markup('<p class="prose">{}</p>').format(coordination.sentence(tables)),
                words.Markup("</div>"),
                words.definitions(tables, ["nsatu", "sag-u", "idcc", "udcg", "hub"]),
                words.Markup("</div>"),
                _slot("asof", put),
                words.Markup('<p class="note presets" data-text="asof-stages">{}</p>').format(
                    put["asof-stages"]
                ),
                statement("asof-sentence", put["asof-sentence"]),
                *(_slot(name, put) for name in ("handover-tasks", "handover-system", "who")),
                words.Markup('<div data-text="who-card" aria-live="polite">{}</div>').format(
                    put["who-card"]
                ),
                words.Markup('<h3 class="subhead">{}</h3>').format("Where it is done"),
                _slot("handover-sites", put),
                words.Markup('<h3 class="subhead">{}</h3>').format("As reported"),
                _prose(
                    "How many people, how many transports, how much of it through one place: what "
                    "was said, by whom and when. The figures count different things, so they are "
                    "dots and not a line."
                ),
                _slot("handover-reported", put),
                words.Markup('<h3 class="subhead">{}</h3>').format("Distances and ranges"),
                _prose(
                    "The report puts Kaliningrad at some 500 kilometres from Berlin. Measure it, "
                    "or any other pair of towns; type its first letters to find one. The rings are "
                    "published ranges with their basis, on your date."
                ),
                _slot("towns", put),
                _slot("rings", put),
                _slot("handover-distances", put),
                words.Markup('<h3 class="subhead">{}</h3>').format("Does it show in the numbers?"),
                _prose(
                    "Before and after the last stage by your date, under your reading, as in the "
                    "timeline. Coordination decides how aid is moved "
                    "and not how much is given: a change here may have any other cause, and no "
                    "change does not prove that nothing changed."
                ),
                words.Markup('<p class="note presets" data-text="span-links">{}</p>').format(
                    put["span-links"]
                ),
                _slot("handover-placebo", put),
                words.Markup('<h3 class="subhead">{}</h3>').format("The stages in words"),
                coordination.stages(tables),
            ]
        ),
        "what-if": lambda: join(
            [
                _prose(
                    "The report’s question, put as arithmetic: what if the largest donor stops?"
                ),
                statement("what-if", put["what-if"]),
                words.Markup('<p class="note">{} {}</p>').format(
                    "Both figures follow your measure, kind of aid and EU institutions.",
                    words.source_line(tables),
                ),
            ]
        ),
        "sources": lambda: join(
            [
                _prose("Every number on this page comes from these tables."),
                words.Markup(
                    '<div class="scroll" tabindex="0" role="region" aria-label="Tables">{}</div>'
                ).format(words.package_table(tables)),
                words.glossary(tables),
                words.Markup(
                    '<div class="cite-block"><h3>Cite this view</h3>'
                    '<p data-text="cite">{}</p><p><code data-address></code></p></div>'
                ).format(put["cite"]),
            ]
        ),
    }[key]()


def citation(tables: Tables, reading: Reading) -> words.Markup:
    """This view in a sentence: what is counted, release, version of the data and the page."""
    return words.Markup("The Handover {}: {}. {}. Data package {}.").format(
        metadata.version("the-handover"),
        words.counting(reading, tables).striptags(),
        tables.release["source_line"],
        tables.version,
    )


CHARTS = flows.PARTS | timeline.PARTS | before_after.PARTS | report.PARTS | coordination.PARTS
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
    """The whole page as one widget; `Page.from_address()` reads the address it was asked with."""

    def __init__(self, link: Link) -> None:
        super().__init__(link, BOARD)
        self.is_page = True
        self.add_class("page")

    @classmethod
    def from_address(cls, query: str | None = None, tables: Tables | None = None) -> "Page":
        """The page of an address; Voila hands its query over in the environment."""
        link = Link(tables or load())
        link.set_query(os.environ.get("QUERY_STRING", "") if query is None else query)
        return cls(link)

    def text(self) -> str:
        """The page's numbers: the lead and every chart's table."""
        return f"{words.lead(self.link.tables).striptags()}\n\n{super().text()}"


def warm() -> None:
    """Load the tables and compute the first view; for a process that others are forked from."""
    BOARD.warm(load())
