"""The reader's page: the Reading's bar, six chapters, one address. Assembled, not computed."""

import os
from importlib import metadata
from pathlib import Path
from urllib.parse import urlencode

import anywidget
import traitlets
from ipywidgets import widget_serialization

from widgets import words
from widgets.chart import css, mimebundle
from widgets.explorers import before_after, coordination, flows, report, timeline, what_if
from widgets.explorers.bar import Bar
from widgets.explorers.event_filter import FilterControls
from widgets.explorers.link import Link, follow
from widgets.reading import Reading, parameter
from widgets.tables import Tables, load

_HERE = Path(__file__).parent
CHAPTERS = {
    "report": ("Report", "The report"),
    "timeline": ("Timeline", "Timeline"),
    "flows": ("Who carries", "Who carries the aid"),
    "coordination": ("Who coordinates", "Who coordinates"),
    "what-if": ("What if", "What if"),
    "sources": ("Sources", "Sources and data"),
}


class Page(anywidget.AnyWidget):
    """The whole page as one widget; `Page.from_address()` reads the address it was asked with."""

    _esm = _HERE / "page.js"

    html = traitlets.Unicode().tag(sync=True)
    css = traitlets.Unicode().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    query = traitlets.Unicode().tag(sync=True)
    slots = traitlets.Dict().tag(sync=True, **widget_serialization)

    def __init__(self, link: Link, event: str = "") -> None:
        self.link = link
        tables = link.tables
        filters = FilterControls(tables, timeline.lanes_of(tables))
        self.charts = follow(link, flows.MAKERS) | {"timeline": timeline.chart(link, filters)}
        self.card = timeline.picker(link, self.charts["timeline"], filters, event)
        span = before_after.Span()
        self.charts[before_after.NAME] = before_after.chart(link, self.card, span)
        super().__init__(
            html=str(skeleton(tables)),
            css=css(),
            texts=texts(tables, link.reading),
            query=self._query(),
            slots={
                "bar": Bar(link),
                "filters": filters,
                "event": self.card,
                "span": span,
                **self.charts,
            },
        )
        self.add_class("handover")
        link.observe(self._follow, "reading")
        self.card.observe(self._address, "event")
        self.on_msg(self._heard)

    @classmethod
    def from_address(cls, query: str | None = None, tables: Tables | None = None) -> "Page":
        """The page of an address; Voila hands its query over in the environment."""
        query = os.environ.get("QUERY_STRING", "") if query is None else query
        link = Link(tables or load())
        link.set_query(query)
        return cls(link, parameter(query, "event"))

    def text(self) -> str:
        """The page's numbers: the lead and every chart's table."""
        lead = words.lead(self.link.tables).striptags()
        return "\n\n".join([lead, *(chart.text() for chart in self.charts.values())])

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        return mimebundle(self, self.text())

    def _query(self) -> str:
        query = self.link.reading.to_query()
        event = urlencode({"event": self.card.event}) if self.card.event else ""
        return "&".join(part for part in (query, event) if part)

    def _follow(self, _change: object) -> None:
        self.texts = texts(self.link.tables, self.link.reading)
        self._address(None)

    def _address(self, _change: object) -> None:
        self.query = self._query()

    def _heard(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        if isinstance(message.get("query"), str):
            self.link.set_query(message["query"])
        if isinstance(message.get("event"), str):
            self.card.choose(message["event"])
        if message.get("table") in [r["name"] for r in self.link.tables.package["resources"]]:
            name = message["table"]
            self.send({"csv": self.link.tables.text(name), "file": f"{name}.csv"})
        self.send({"answered": True})


def texts(tables: Tables, reading: Reading) -> dict[str, str]:
    """The passages that follow the Reading, as HTML by the name of their place."""
    return {
        "statement": str(report.sentence(tables, reading)),
        "grid": str(report.grid(tables, reading)),
        "presets": str(timeline.preset_links(tables, reading)),
        "what-if": str(what_if.sentence(tables, reading)),
        "cite": str(citation(tables, reading)),
    }


def skeleton(tables: Tables) -> words.Markup:
    """The page without its charts: every text that does not follow the Reading, and places."""
    nav = words.Markup("").join(
        words.Markup('<a href="#{}">{}</a>').format(key, short)
        for key, (short, _) in CHAPTERS.items()
    )
    body = words.Markup("").join(
        words.Markup(
            '<section id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">'
            '<span class="chapter-number">{1}</span> {2}</h2>{3}</section>'
        ).format(key, number, name, _chapter(key, tables))
        for number, (key, (_, name)) in enumerate(CHAPTERS.items(), 1)
    )
    return words.Markup(
        '<header class="top"><a class="name" href="#report">The Handover</a>'
        '<nav aria-label="Chapters">{}</nav></header>'
        '<main><div class="hero"><div class="hero-text"><h1>NATO took over the coordination. '
        '<em>Who carries the aid?</em></h1><p class="lead">{}</p></div>'
        '<div><h2 class="hidden">The share of the United States</h2>{}</div></div>{}'
        '<p class="status" role="status" hidden></p>{}</main>'
    ).format(nav, words.lead(tables), _slot("us-share"), _slot("bar"), body)


def _slot(name: str) -> words.Markup:
    return words.Markup('<div class="slot slot-{0}" data-slot="{0}"></div>').format(name)


def _statement(name: str) -> words.Markup:
    """The place of a sentence that follows the Reading; a change of it is announced."""
    return words.Markup('<p class="sentence statement" role="status" data-text="{}"></p>').format(
        name
    )


def _prose(text: str) -> words.Markup:
    return words.Markup('<p class="prose">{}</p>').format(text)


def _chapter(key: str, tables: Tables) -> words.Markup:
    join = words.Markup("").join
    return {
        "report": lambda: join(
            [
                words.Markup('<div class="beside"><div>'),
                _prose(
                    "A Reuters news report of 14 October 2024 says that the United States provides "
                    "the majority of arms to Ukraine. Whether it does depends on how one counts. "
                    "Change the reading above and the sentence below is computed again."
                ),
                words.Markup("</div>"),
                words.definitions(tables, ["allocation", "commitment", "reading"]),
                words.Markup("</div>"),
                _statement("statement"),
                words.Markup(
                    '<div class="scroll" tabindex="0" role="region" '
                    'aria-label="All readings" data-text="grid"></div>'
                ),
                words.Markup(
                    '<p class="note">United States share in per cent. ● more than half, ○ '
                    "half or less. Each figure sets its reading. A promise counts in the month in "
                    "which it was made: 0.0 is a year without new ones. {}</p>"
                ).format(words.source_line(tables)),
            ]
        ),
        "timeline": lambda: join(
            [
                _prose(
                    "What was decided, built and moved, and by whom. An event stands where its "
                    "date is known and spreads as far as the date is not. Open one to read its "
                    "source."
                ),
                words.Markup('<p class="note presets" data-text="presets"></p>'),
                _slot("filters"),
                _slot("timeline"),
                _slot("event"),
                words.Markup('<h3 class="subhead">{}</h3>').format("Before and after"),
                _prose(
                    "Did giving change when this happened? The dot in plum is the month of the "
                    "open event, or of the report; the others are every other month, cut alike."
                ),
                _slot("span"),
                _slot("before-after"),
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
                _slot("flows-over-time"),
                _slot("flows-sankey"),
                _slot("flows-ranking"),
            ]
        ),
        "coordination": lambda: join(
            [
                words.Markup('<div class="beside"><div>'),
                words.Markup('<p class="prose">{}</p>').format(coordination.sentence(tables)),
                words.Markup("</div>"),
                words.definitions(tables, ["nsatu", "sag-u", "udcg"]),
                words.Markup("</div>"),
                coordination.stages(tables),
            ]
        ),
        "what-if": lambda: join(
            [
                _prose(
                    "The report’s question, put as arithmetic: what if the largest donor stops?"
                ),
                _statement("what-if"),
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
                    '<p data-text="cite"></p><p><code data-address></code></p></div>'
                ),
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
