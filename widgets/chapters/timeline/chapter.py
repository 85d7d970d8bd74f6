"""Events and eras in lanes: the windows, years and events to choose, the open card."""

from functools import lru_cache

from widgets import words
from widgets.board.board import Part
from widgets.board.inputs import options
from widgets.chapters.timeline.events import card, month_events, set_link, spoken_date
from widgets.chapters.timeline.timeline import timeline_view
from widgets.reading import zoom as zooms
from widgets.reading.address import Address
from widgets.reading.event_filter import EventFilter
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables


@lru_cache(maxsize=4)
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
    for row in tables.events.dropna(subset="preset").sort_values("preset").itertuples():
        end = row.end_first[:7] if row.end != dates.OPEN else last
        found[row.label] = (max(row.start_last[:7], first), min(end, last))
    return found | {words.message("timeline-preset-whole"): (first, last)}


def preset_links(tables: Tables, reading: Reading) -> words.Markup:
    """The presets as links that set the window and leave the rest of the Reading."""
    links = []
    for name, (first, last) in presets(tables).items():
        preset = reading.but(first=first, last=last).normal(tables)
        links.append(words.step_link(name, "query", preset.to_query(), current=preset == reading))
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
        words.step_link(
            name, "set", f"zoom={value}", query=address.but(zoom=value).to_query(), zoom=move
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
