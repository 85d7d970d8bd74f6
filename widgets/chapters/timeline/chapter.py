"""Events and eras in lanes, the window of the Reading, and what is shown of them."""

from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.inputs import options
from widgets.board.view import View
from widgets.chapters.timeline.drawings import timeline
from widgets.chapters.timeline.events import (
    card,
    counted,
    event_link,
    month_events,
    set_link,
    spoken_date,
)
from widgets.reading import zoom as zooms
from widgets.reading.address import Address
from widgets.reading.event_filter import EventFilter, era_lanes, lanes_of
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables

EVERYTHING = EventFilter()
SOURCE = "Data: own collection of events, each with publisher, title and date."
NOTE = (
    "● day known   ▭ only the month or quarter known: the bar is where it may lie   ▬ lasts   "
    "○ reported, not confirmed   ❘ not labelled"
)


def timeline_view(
    tables: Tables, reading: Reading, shown: EventFilter = EVERYTHING, zoom: str = ""
) -> View:
    """Events in lanes, the reader's window, and how many lie in it."""
    all_events, events = _drawn(tables), _shown(tables, shown)
    lanes = lanes_of(tables)
    frame = timeline.Options(
        lanes,
        era_lanes(tables),
        reading.window(tables),
        zooms.last_day(tables),
        tables.months,
        zooms.span(zoom) if zoom else None,
    )
    title = _title(tables)
    points, of = events[~events["era"]], int((~all_events["era"]).sum())
    years = f"{all_events['start'].min()[:4]} to {frame.last.year}"
    number = f"{of} events" if len(points) == of else f"{len(points)} of {of} events"
    if zoom:
        events = events[_in_span(events, frame.zoom)]
        points = events[~events["era"]]
        years, number = words.short_span(*frame.zoom), f"{len(points)} of {of} events"
    subtitle = f"{number} by lane, {years}; the weightier are named first"
    alt = f"Timeline: {number} in {len(lanes)} lanes, {years}. {title}."
    draw = partial(
        timeline.draw, events, frame, title=title, subtitle=subtitle, source=SOURCE, alt=alt
    )
    sentence = _sentence(points, reading.window(tables), len(points) < of)
    table = _table(tables, shown, zoom)
    return View("timeline", title, draw, table, sentence, NOTE, links=_links(tables, shown, zoom))


@lru_cache(maxsize=32)
def _shown(tables: Tables, shown: EventFilter) -> pd.DataFrame:
    """The events that a filter leaves, in order of time, ready to be drawn."""
    events = _drawn(tables)
    return events.loc[events.index.intersection(shown.chosen(tables).index, sort=False)]


def _sentence(points: pd.DataFrame, window: tuple[str, str], filtered: bool) -> words.Markup:
    if points.empty:
        return words.Markup("No event fits your search.")
    certain, possible = counted(points, window)
    return words.Markup("In your window, {}, lie{} {} of the {} events{}{}.").format(
        words.span(*window),
        "s" if certain == 1 else "",
        certain,
        len(points),
        " that you chose" if filtered else "",
        f" for certain and {possible - certain} more possibly" if possible > certain else "",
    )


def presets(tables: Tables) -> dict[str, tuple[str, str]]:
    """Windows that the story suggests, by name: first and last month, inside the release.

    Eras and the gap are taken by the months in which they certainly were under way.
    """
    first, last = tables.release["first_month"], tables.release["last_month"]
    before, day = flows.last_full_month(flows.REPORT_DAY), flows.REPORT_DAY.isoformat()[:7]
    found = {"before the report": (first, before), "since the report": (day, last)}
    for row in tables.events.dropna(subset="preset").sort_values("preset").itertuples():
        end = row.end_first[:7] if row.end != dates.OPEN else last
        found[row.label] = (max(row.start_last[:7], first), min(end, last))
    return found | {"whole release": (first, last)}


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
    return words.Markup("Your window: {}").format(words.Markup(" · ").join(links))


@lru_cache(maxsize=4)
def _title(tables: Tables) -> str:
    """Who led the coordination of aid, from the eras."""
    eras = tables.events[tables.events["lane"] == "aid-coordination"].sort_values("start_first")
    first, last = eras.iloc[0], eras.iloc[-1]
    return words.capital(
        f"{_leaders(first)} led from {words.month_name(first['start'][:7])}; "
        f"{_leaders(last)} began to take over in {words.month_name(last['start'][:7])}"
    )


def _leaders(era: pd.Series) -> str:
    return words.listed([words.the(name) for name in era["actors"].split(";")])


@lru_cache(maxsize=4)
def _drawn(tables: Tables) -> pd.DataFrame:
    events = tables.events.sort_values("start_first", kind="stable").copy()
    sources = tables.sources.set_index("source")
    events["hover"] = [
        f"{spoken_date(row)}<br><b>{words.escape(row.title)}</b>"
        + (
            f"<br>{words.escape(sources.loc[row.source, 'publisher'])}"
            if isinstance(row.source, str)
            else ""
        )
        for row in events.itertuples()
    ]
    return events


def _in_span(events: pd.DataFrame, months: tuple[str, str]) -> pd.Series:
    """Whether any day that an event may have lies in a span of months."""
    last = (
        events["end_last"].where(events["end"] != dates.OPEN, "9999").fillna(events["start_last"])
    )
    first_day, last_day = dates.month_first(months[0]), dates.month_last(months[1])
    return (events["start_first"] <= last_day.isoformat()) & (last >= first_day.isoformat())


@lru_cache(maxsize=32)
def _listed_events(tables: Tables, shown: EventFilter, zoom: str) -> pd.DataFrame:
    events = _shown(tables, shown)
    events = events[~events["era"]]
    return events[_in_span(events, zooms.span(zoom))] if zoom else events


@lru_cache(maxsize=32)
def _table(tables: Tables, shown: EventFilter, zoom: str) -> pd.DataFrame:
    events = _listed_events(tables, shown, zoom)
    publishers = tables.sources.set_index("source")["publisher"]
    return pd.DataFrame(
        {
            "Date": [spoken_date(row) for row in events.itertuples()],
            "Lane": list(events["lane"].map(lanes_of(tables))),
            "Event": list(events["title"]),
            "Place": list(events["place"].fillna("")),
            "Weight": list(events["importance"].map(tables.labels("events", "importance"))),
            "Confidence": list(events["confidence"]),
            "Publisher": [publishers.get(s, "") for s in events["source"]],
        }
    )


@lru_cache(maxsize=32)
def _links(tables: Tables, shown: EventFilter, zoom: str) -> dict[str, list[words.Markup]]:
    """In the list each event opens its card."""
    rows = _listed_events(tables, shown, zoom).itertuples()
    return {"Event": [event_link(row.event, row.title) for row in rows]}


def zoom_links(tables: Tables, address: Address) -> words.Markup:
    """Everything, a year, the reader's window; nearer, farther, earlier, later."""
    window = zooms.read(".".join(address.reading.window(tables)), tables)
    years = {y.replace("-", "–"): zooms.read(y, tables) for y in zooms.years(tables)}
    parts = [
        set_link(address, "zoom", value, name)
        for name, value in {"everything": "", **years, "your window": window}.items()
    ]
    moves = {"out": "zoom out", "in": "zoom in", "earlier": "‹ earlier", "later": "later ›"}
    turns = [
        words.Markup('<a href="?{}" data-set="zoom={}" data-zoom="{}">{}</a>').format(
            address.but(zoom=value).to_query(), value, move, name
        )
        for move, name in moves.items()
        if (value := zooms.moved(address.zoom, move, tables)) != address.zoom
    ]
    join = words.Markup(" · ").join
    return words.Markup("Show {} &nbsp; {}").format(join(parts), join(turns))


@lru_cache(maxsize=64)
def event_options(tables: Tables, shown: EventFilter, event: str = "") -> words.Markup:
    """The list that opens an event: those that the filter leaves, and the open one."""
    left = set(shown.chosen(tables)["event"]) | {event}
    listed = [(row, name) for row, name in _listed(tables) if row in left]
    return options([("", "none"), *listed], event)


@lru_cache(maxsize=4)
def _listed(tables: Tables) -> list[tuple[str, str]]:
    ordered = tables.events.sort_values("start_first", kind="stable")
    return [(row.event, f"{spoken_date(row)}: {row.title}") for row in ordered.itertuples()]


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
