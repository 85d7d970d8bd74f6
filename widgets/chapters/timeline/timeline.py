"""The chart of events and eras: which are shown, what it says of them, and the list of them."""

from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View
from widgets.chapters.timeline.drawings import timeline
from widgets.chapters.timeline.events import counted, event_link, spoken_date
from widgets.reading import zoom as zooms
from widgets.reading.event_filter import EventFilter, era_lanes, lanes_of
from widgets.reading.reading import Reading
from widgets.tables import dates
from widgets.tables.package import Tables

EVERYTHING = EventFilter()


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
    first_year = all_events["start"].min()[:4]
    years = words.message("timeline-years", first=first_year, last=str(frame.last.year))
    if zoom:
        events = events[_in_span(events, frame.zoom)]
        points = events[~events["era"]]
        years = words.short_span(*frame.zoom)
    some = "timeline-events-some" if zoom or len(points) < of else "timeline-events"
    number = words.message(some, number=len(points), of=of)
    caption = Caption(
        title,
        words.message("timeline-subtitle", events=number, years=years),
        words.message("timeline-source"),
        words.message("timeline-alt", events=number, lanes=len(lanes), years=years, title=title),
        sentence=_sentence(points, reading.window(tables), len(points) < of),
        note=words.message("timeline-note"),
    )
    draw = partial(timeline.draw, events, frame)
    table = _table(tables, shown, zoom)
    return View("timeline", caption, draw, table, links=_links(tables, shown, zoom))


@lru_cache(maxsize=32)
def _shown(tables: Tables, shown: EventFilter) -> pd.DataFrame:
    """The events that a filter leaves, in order of time, ready to be drawn."""
    events = _drawn(tables)
    return events.loc[events.index.intersection(shown.chosen(tables).index, sort=False)]


def _sentence(points: pd.DataFrame, window: tuple[str, str], filtered: bool) -> words.Markup:
    if points.empty:
        return words.sentence("timeline-nothing-found")
    certain, possible = counted(points, window)
    return words.sentence(
        "timeline-in-window-possibly" if possible > certain else "timeline-in-window",
        window=words.span(*window),
        certain=certain,
        more=possible - certain,
        of=len(points),
        which="chosen" if filtered else "all",
    )


@lru_cache(maxsize=4)
def _title(tables: Tables) -> str:
    """Who led the coordination of aid, from the eras."""
    eras = tables.events[tables.events["lane"] == "aid-coordination"].sort_values("start_first")
    first, last = eras.iloc[0], eras.iloc[-1]
    return words.capital(
        words.message(
            "timeline-title",
            leader=_leaders(first),
            month=words.month_name(first["start"][:7]),
            next=_leaders(last),
            next_month=words.month_name(last["start"][:7]),
        )
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
    weights = tables.labels("events", "importance")
    return pd.DataFrame(
        {
            words.message("timeline-column-date"): [spoken_date(e) for e in events.itertuples()],
            words.message("timeline-column-lane"): list(events["lane"].map(lanes_of(tables))),
            words.message("timeline-column-event"): list(events["title"]),
            words.message("timeline-column-place"): list(events["place"].fillna("")),
            words.message("timeline-column-weight"): [weights[n] for n in events["importance"]],
            words.message("timeline-column-confidence"): [
                words.message("events-confidence", confidence=c) for c in events["confidence"]
            ],
            words.message("timeline-column-publisher"): [
                publishers.get(s, "") for s in events["source"]
            ],
        }
    )


@lru_cache(maxsize=32)
def _links(tables: Tables, shown: EventFilter, zoom: str) -> dict[str, list[words.Markup]]:
    """In the list each event opens its card."""
    rows = _listed_events(tables, shown, zoom).itertuples()
    links = [event_link(row.event, row.title) for row in rows]
    return {words.message("timeline-column-event"): links}
