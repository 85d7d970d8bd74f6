"""Events and eras, the window of the Reading, and the card of one event."""

from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import dates, flows, words
from widgets.address import Address
from widgets.board import Part
from widgets.controls import lanes_of, options
from widgets.dates import Extent
from widgets.event_filter import EventFilter
from widgets.explorer import Explorer, chapter
from widgets.figures import timeline
from widgets.link import Link
from widgets.reading import Reading
from widgets.tables import DataError, Tables, with_events
from widgets.view import View

PRESET_EVENTS = ("era-coordination-us", "era-coordination-nato", "us-funding-gap", "us-pause-march")
EVERYTHING = EventFilter()
LEADERS = {"us": "the United States", "nato": "NATO", "oe": "the United Kingdom"}
ERA_LANES = {"contact-group": "Contact group", "aid-coordination": "Aid coordination"}
SOURCE = "Data: own collection of events, each with publisher, title and date."
NOTE = (
    "● day known   ▭ only the month or quarter known: the bar is where it may lie   ▬ lasts   "
    "○ reported, not confirmed   ❘ not labelled"
)


def timeline_view(tables: Tables, reading: Reading, shown: EventFilter = EVERYTHING) -> View:
    """Events in lanes, the reader's window, and how many lie in it."""
    all_events, events = _drawn(tables), _shown(tables, shown)
    lanes = lanes_of(tables)
    frame = timeline.Options(lanes, ERA_LANES, reading.window(tables), _last_day(all_events))
    title = _title(tables)
    points, of = events[~events["era"]], int((~all_events["era"]).sum())
    years = f"{all_events['start'].min()[:4]} to {frame.last.year}"
    number = f"{of} events" if len(points) == of else f"{len(points)} of {of} events"
    subtitle = f"{number} by lane, {years}; the weightier are named first"
    alt = f"Timeline: {number} in {len(lanes)} lanes, {years}. {title}."
    draw = partial(
        timeline.draw, events, frame, title=title, subtitle=subtitle, source=SOURCE, alt=alt
    )
    sentence = _sentence(points, reading.window(tables), len(points) < of)
    return View("timeline", title, draw, _table(tables, shown), sentence, NOTE)


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
    events = tables.events.set_index("event")
    for event in PRESET_EVENTS:
        row = events.loc[event]
        end = row["end_first"][:7] if row["end"] != dates.OPEN else last
        found[row["label"]] = (max(row["start_last"][:7], first), min(end, last))
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
        f"{LEADERS[first['leader']]} led from {dates.month_name(first['start'][:7])}; "
        f"{LEADERS[last['leader']]} began to take over in {dates.month_name(last['start'][:7])}"
    )


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


def _last_day(events: pd.DataFrame) -> date:
    """The end of the quarter after the latest event: open eras fade out there."""
    latest = date.fromisoformat(events["start_last"].max())
    month = min(12, (latest.month - 1) // 3 * 3 + 3)
    return dates.month_last(f"{latest.year}-{month:02d}")


@lru_cache(maxsize=2048)
def _extent(first: object, last: object) -> Extent | None:
    if not isinstance(first, str):
        return None
    return Extent(
        date.fromisoformat(first), date.fromisoformat(last) if isinstance(last, str) else date.max
    )


def spoken_date(row: object) -> str:
    """An event's date in words: `24 February 2022`, `December 2023 to 24 April 2024`."""
    start = dates.spoken(_extent(row.start_first, row.start_last), row.start)
    if not isinstance(row.end, str):
        return start
    if row.end == dates.OPEN:
        return f"since {start}"
    end = dates.spoken(_extent(row.end_first, row.end_last), row.end)
    days = len(row.start) == len(row.end) == len("2024-07-10")
    if days and row.start[:7] == row.end[:7]:
        return f"{int(row.start[8:])} to {end}"
    return f"{start} to {end}"


def counted(events: pd.DataFrame, months: tuple[str, str]) -> tuple[int, int]:
    """How many events lie in a span of months for certain, and at most.

    What is only reported is never certain.
    """
    window = Extent(dates.month_first(months[0]), dates.month_last(months[1]))
    certain = possible = 0
    for row in events.itertuples():
        start = _extent(row.start_first, row.start_last)
        end = _extent(row.end_first, row.end_last)
        certain += row.confidence == "confirmed" and dates.certainly_inside(start, end, window)
        possible += dates.possibly_inside(start, end, window)
    return certain, possible


@lru_cache(maxsize=32)
def _table(tables: Tables, shown: EventFilter) -> pd.DataFrame:
    events = _shown(tables, shown)
    events = events[~events["era"]]
    publishers = tables.sources.set_index("source")["publisher"]
    return pd.DataFrame(
        {
            "Date": [spoken_date(row) for row in events.itertuples()],
            "Lane": list(events["lane"].map(lanes_of(tables))),
            "Event": list(events["title"]),
            "Confidence": list(events["confidence"]),
            "Publisher": [publishers.get(s, "") for s in events["source"]],
        }
    )


def card(tables: Tables, event: str) -> words.Markup:
    """One event: title, date, two sentences, figure, source with link; empty if unknown."""
    rows = tables.events[tables.events["event"] == event]
    if rows.empty:
        return words.Markup("")
    row = next(rows.itertuples())
    source = tables.sources[tables.sources["source"] == row.source]
    status = "" if row.confidence == "confirmed" else " · reported, not confirmed"
    parts = [
        words.Markup('<p class="card-date">{}{}{}</p><h4>{}</h4><p class="sentence">{}</p>').format(
            spoken_date(row),
            f" · {row.place}" if isinstance(row.place, str) else "",
            status,
            row.title,
            row.summary,
        )
    ]
    if not pd.isna(row.figure):
        figure = words.number(row.figure, 0 if row.figure == int(row.figure) else 1)
        parts.append(words.Markup("<p><b>{}</b> {}</p>").format(figure, row.unit))
    parts += [_source(s) for s in source.itertuples()]
    return words.Markup('<article class="card">{}</article>').format(words.Markup("").join(parts))


def _source(source: object) -> words.Markup:
    title = words.link(source.title, source.url if isinstance(source.url, str) else "")
    when = f", {source.date}" if isinstance(source.date, str) else ""
    return words.Markup('<p class="source">Source: {}, {}{}</p>').format(
        source.publisher, title, when
    )


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
        "card": str(card(tables, address.event)),
    }


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
    return chapter(PARTS, link, texts, before=("presets", "filters"), after=("picker", "card"))


PARTS = {
    "timeline": Part(
        lambda tables, address: timeline_view(tables, address.reading, address.events),
        lambda address: Address(
            Reading(first=address.reading.first, last=address.reading.last), events=address.events
        ),
    )
}
