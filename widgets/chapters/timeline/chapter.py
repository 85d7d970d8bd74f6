"""Events and eras in lanes: the windows, years and events to choose, the open card."""

from functools import lru_cache

from widgets import words
from widgets.board.board import Part, Put, slot
from widgets.board.explorer import Explorer, chapter
from widgets.board.inputs import options
from widgets.board.link import Link
from widgets.chapters.timeline.events import card, month_events, set_link, spoken_date
from widgets.chapters.timeline.timeline import timeline_view
from widgets.reading import zoom as zooms
from widgets.reading.address import Address
from widgets.reading.event_filter import EventFilter
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import DataError, Tables, with_events

PRESET_EVENTS = ("era-coordination-us", "era-coordination-nato", "us-funding-gap", "us-pause-march")


def presets(tables: Tables) -> dict[str, tuple[str, str]]:
    """Windows that the story suggests, by name: first and last month, inside the release.

    Eras and the gap are taken by the months in which they certainly were under way.
    """
    first, last = tables.release["first_month"], tables.release["last_month"]
    before, day = flows.last_full_month(flows.REPORT_DAY), flows.REPORT_DAY.isoformat()[:7]
    found = {
        words.message("timeline-preset-before"): (first, before),
        words.message("timeline-preset-since"): (day, last),
    }
    events = tables.events.set_index("event")
    for event in PRESET_EVENTS:
        row = events.loc[event]
        end = row["end_first"][:7] if row["end"] != dates.OPEN else last
        found[row["label"]] = (max(row["start_last"][:7], first), min(end, last))
    return found | {words.message("timeline-preset-whole"): (first, last)}


def preset_links(tables: Tables, reading: Reading) -> words.Markup:
    """The presets as links that set the window and leave the rest of the Reading."""
    links = []
    for name, (first, last) in presets(tables).items():
        preset = reading.but(first=first, last=last).normal(tables)
        links.append(
            words.Markup('<a href="?{0}" data-query="{0}"{1}>{2}</a>').format(
                preset.to_query(),
                words.Markup(' aria-current="true"') if preset == reading else "",
                name,
            )
        )
    return words.sentence("timeline-presets", links=words.Markup(" · ").join(links))


def zoom_links(tables: Tables, address: Address) -> words.Markup:
    """Everything, a year, the reader's window; nearer, farther, earlier, later."""
    window = zooms.read(".".join(address.reading.window(tables)), tables)
    years = {y.replace("-", "–"): zooms.read(y, tables) for y in zooms.years(tables)}
    spans = {
        words.message("timeline-zoom-everything"): "",
        **years,
        words.message("timeline-zoom-window"): window,
    }
    parts = [set_link(address, "zoom", value, name) for name, value in spans.items()]
    moves = {
        "out": words.message("timeline-zoom-out"),
        "in": words.message("timeline-zoom-in"),
        "earlier": words.message("timeline-zoom-earlier"),
        "later": words.message("timeline-zoom-later"),
    }
    turns = [
        words.Markup('<a href="?{}" data-set="zoom={}" data-zoom="{}">{}</a>').format(
            address.but(zoom=value).to_query(), value, move, name
        )
        for move, name in moves.items()
        if (value := zooms.moved(address.zoom, move, tables)) != address.zoom
    ]
    join = words.Markup(" · ").join
    shown = words.sentence("timeline-zoom", links=join(parts))
    return words.Markup("{} &nbsp; {}").format(shown, join(turns))


@lru_cache(maxsize=64)
def event_options(tables: Tables, shown: EventFilter, event: str = "") -> words.Markup:
    """The list that opens an event: those that the filter leaves, and the open one."""
    left = set(shown.chosen(tables)["event"]) | {event}
    listed = [(row, name) for row, name in _listed(tables) if row in left]
    return options([("", words.message("timeline-no-event")), *listed], event)


@lru_cache(maxsize=4)
def _listed(tables: Tables) -> list[tuple[str, str]]:
    ordered = tables.events.sort_values("start_first", kind="stable")
    return [
        (row.event, words.message("events-dated", date=spoken_date(row), title=row.title))
        for row in ordered.itertuples()
    ]


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages of this chapter that follow the Address."""
    return {
        "presets": str(preset_links(tables, address.reading)),
        "event-options": str(event_options(tables, address.events, address.event)),
        "card": str(card(tables, address)),
        "zoom": str(zoom_links(tables, address)),
        "month-events": str(month_events(tables, address)),
    }


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.prose(
                "What was decided, built and moved, and by whom. An event stands where its "
                "date is known and spreads as far as the date is not. Open one to read its "
                "source."
            ),
            words.Markup('<p class="note presets" data-text="presets">{}</p>').format(
                put["presets"]
            ),
            slot("filters", put),
            words.Markup('<p class="note presets" data-text="zoom">{}</p>').format(put["zoom"]),
            slot("timeline", put),
            slot("picker", put),
            words.Markup('<div data-text="card" aria-live="polite">{}</div>').format(put["card"]),
            words.Markup('<h3 class="subhead">{}</h3>').format("Before and after"),
            words.prose(
                "Did giving change when this happened? The dot in plum is the month of the "
                "open event, or of the report; the others are every other month, cut alike."
            ),
            slot("span", put),
            slot("before-after", put),
        ]
    )


def explorer(link: Link | Reading | None = None, own_events: object = None) -> Explorer:
    """The chapter for a notebook; a `Link` joins it to others, a Reading is its first.

    `own_events` is a frame or a CSV file as `tables.with_events` takes it; rows that cannot
    be used are named above the chart, and the rest is drawn.
    """
    link = Link.of(link)
    if own_events is not None:
        try:
            link.tables, problems = with_events(link.tables, own_events)
        except DataError as error:
            problems = [str(error)]
        link.problems = tuple(problems)
    return chapter(
        PARTS,
        link,
        texts,
        before=("presets", "filters", "zoom"),
        after=("picker", "card", "month", "month-events"),
    )


PARTS = {
    "timeline": Part(
        lambda tables, address: timeline_view(
            tables, address.reading, address.events, address.zoom
        ),
        lambda address: Address(
            Reading(first=address.reading.first, last=address.reading.last),
            zoom=address.zoom,
            events=address.events,
        ),
    )
}
