"""One event's card, and the events of a month: certainly in it, possibly, or under way."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from widgets import words
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.dates import Extent
from widgets.tables.package import Row, Tables
from widgets.words.templates import macros

_HTML = macros(Path(__file__).parent / "templates", "event.html")


@lru_cache(maxsize=2048)
def _extent(first: object, last: object) -> Extent | None:
    if not isinstance(first, str):
        return None
    return Extent(
        date.fromisoformat(first), date.fromisoformat(last) if isinstance(last, str) else date.max
    )


def spoken_date(row: Row) -> str:
    """An event's date in words: `24 February 2022`, `December 2023 to 24 April 2024`."""
    start = dates.spoken(_extent(row.start_first, row.start_last), row.start)
    if not isinstance(row.end, str):
        return start
    if row.end == dates.OPEN:
        return words.message("events-since", start=start)
    end = dates.spoken(_extent(row.end_first, row.end_last), row.end)
    days = len(row.start) == len(row.end) == len("2024-07-10")
    if days and row.start[:7] == row.end[:7]:
        return words.message("events-days-to", day=str(int(row.start[8:])), end=end)
    return words.message("events-from-to", start=start, end=end)


def counted(events: pd.DataFrame, months: tuple[str, str]) -> tuple[int, int]:
    """How many events lie in a span of months for certain, and at most.

    What is only reported is never certain.
    """
    window = Extent(dates.month_first(months[0]), dates.month_last(months[1]))
    inside = [where(row, window) for row in events.itertuples()]
    return inside.count("certain"), len(inside) - inside.count("")


def where(row: Row, window: Extent) -> str:
    """Whether an event lies in a window: `certain`, `possible` or an empty text.

    What is only reported is never certain.
    """
    start, end = _extent(row.start_first, row.start_last), _extent(row.end_first, row.end_last)
    if not dates.possibly_inside(start, end, window):
        return ""
    certain = row.confidence == "confirmed" and dates.certainly_inside(start, end, window)
    return "certain" if certain else "possible"


def event_link(event: str, text: str) -> words.Markup:
    """A link that opens the card of an event."""
    return words.step_link(text, "event", event)


def card(tables: Tables, address: Address) -> words.Markup:
    """The open event: date, title, two sentences, figure, what the numbers did, sources; empty
    if none is open.
    """
    rows = tables.events[tables.events["event"] == address.event]
    if rows.empty:
        return words.Markup("")
    row = next(rows.itertuples())
    about = [spoken_date(row)]
    about += [row.place] if isinstance(row.place, str) else []
    about += [] if row.confidence == "confirmed" else [words.message("events-reported")]
    figure = ""
    if not pd.isna(row.figure):
        figure = words.number(row.figure, 0 if row.figure == int(row.figure) else 1)
    return _HTML.card(
        " · ".join(about),
        row,
        figure,
        _numbers(tables, address.reading, row),
        _statements(tables, address),
        [_source(source) for source in sources_of(tables, row.event)],
        _card_tools(tables, address, row),
    )


def _statements(tables: Tables, address: Address) -> words.Markup:
    """The report's statements that are about the open event, or on which it bears."""
    found = statements_of(tables, address.event)
    if not found:
        return words.Markup("")
    links = [set_link(address, "claim", c.claim, c.title, to="statement") for c in found]
    return words.sentence("events-statements", links=words.Markup(" · ").join(links))


def statements_of(tables: Tables, event: str) -> list:
    """Rows of the statements that an event belongs to, in the report's order."""
    named = set(tables.claims.loc[tables.claims["event"] == event, "claim"])
    for table in (tables.claim_later, tables.claim_facts):
        named |= set(table.loc[table["event"] == event, "claim"])
    return [row for row in tables.claims.itertuples() if row.claim in named]


def sources_of(tables: Tables, event: str) -> list:
    """The rows of an event's sources, the one it stands on first; none for a teacher's own."""
    named = tables.event_sources[tables.event_sources["event"] == event].sort_values("order")
    rows = {row.source: row for row in tables.sources.itertuples()}
    return [rows[source] for source in named["source"]]


def _source(source: object) -> words.Markup:
    title = words.link(source.title, source.url if isinstance(source.url, str) else "")
    name = "events-source-dated" if isinstance(source.date, str) else "events-source"
    return words.sentence(name, publisher=source.publisher, title=title, date=source.date)


def _month_of(tables: Tables, row: Row) -> str:
    """The month of the release that an event certainly began in, or an empty text."""
    month = row.start_first[:7]
    return month if month == row.start_last[:7] and month in tables.months else ""


def _numbers(tables: Tables, reading: Reading, row: Row) -> words.Markup:
    """What the donors counted gave in the event's month, and those of them that it names."""
    month = _month_of(tables, row)
    whole = reading.but(unit="eur-bn", rhythm="monthly", first=None, last=None)
    if not month or readings.refusal_by_month(whole, tables):
        return words.Markup("")
    by_donor = flows.monthly(tables, whole)
    total = by_donor.sum(axis=1)
    rank = int((total > total[month]).sum()) + 1
    said = [
        words.sentence(
            "events-month",
            month=words.month_name(month),
            what=in_words.subject(whole),
            who=in_words.donors_name(whole, tables),
            amount=words.figure(words.eur_bn(float(total[month]), 2), "you"),
            rank=rank,
            months=len(total),
        )
    ]
    named = [d for d in _named_donors(tables, row) if d in by_donor and by_donor[d][month] != 0]
    if named:
        amounts = [
            words.message(
                "events-named-amount",
                donor=words.the(donor),
                amount=words.eur_bn(float(by_donor[donor][month]), 2),
            )
            for donor in named
        ]
        said.append(words.sentence("events-named", amounts=words.listed(amounts)))
    said.append(words.sentence("events-no-cause"))
    return words.Markup(" ").join(said)


def _named_donors(tables: Tables, row: Row) -> list[str]:
    actors = row.actors.split(";") if isinstance(row.actors, str) else []
    return [actor for actor in actors if actor in tables.group_of]


def _card_tools(tables: Tables, address: Address, row: Row) -> words.Markup:
    """Close, copy the link, the month's other events, and how to cite the event."""
    month = _month_of(tables, row)
    cited = [words.message("events-cite", title=row.title, date=spoken_date(row))]
    for first in sources_of(tables, row.event)[:1]:
        name = "events-cite-after" if isinstance(first.date, str) else "events-cite-after-undated"
        source = {"publisher": first.publisher, "title": first.title, "date": first.date}
        cited.append(words.message(name, **source))
    others = words.message("events-all-of-month", month=words.month_name(month)) if month else ""
    close = set_link(address, "event", "", words.message("events-close"))
    more = set_link(address, "month", month, others) if month else ""
    return _HTML.tools(close, more, " ".join(cited))


def set_link(address: Address, field: str, value: str, text: str, to: str = "") -> words.Markup:
    """A link to the address with one field of its own set; the page sets it in place, and shows
    the element `to`.
    """
    there = address.but(**{field: value})
    query, current = there.to_query(), there == address
    return words.step_link(text, "set", f"{field}={value}", to, query=query, to=to, current=current)


def month_events(tables: Tables, address: Address) -> words.Markup:
    """The events that certainly, and those that possibly, fall into the chosen month."""
    if not address.month:
        return words.Markup("")
    certain, possible, lasting = in_month(tables, address.month)
    month = words.month_name(address.month)
    told = (
        (words.message("events-month-certain", month=month), certain),
        (words.message("events-month-possible"), possible),
        (words.message("events-month-lasting"), lasting),
    )
    lists = [(said, [_dated(address, row) for row in rows]) for said, rows in told if rows]
    none = words.message("events-month-none", month=month)
    close = set_link(address, "month", "", words.message("events-close"))
    return _HTML.of_month(lists, none, close)


def _dated(address: Address, row: Row) -> words.Markup:
    title = set_link(address, "event", row.event, row.title)
    return words.sentence("events-dated", date=spoken_date(row), title=title)


@lru_cache(maxsize=4)
def _in_order(tables: Tables) -> list[Row]:
    """All events but eras, by when they begin."""
    events = tables.events.sort_values("start_first", kind="stable")
    return list(events[~events["era"]].itertuples())


def in_month(tables: Tables, month: str) -> tuple[list, list, list]:
    """Rows of the events that certainly begin in a month, that possibly do, and that last on
    through it since before. Eras are left out.
    """
    window = Extent(dates.month_first(month), dates.month_last(month))
    certain, possible, lasting = [], [], []
    for row in _in_order(tables):
        inside = where(row, window)
        if inside and row.start_last < window.first.isoformat():
            lasting.append(row)
        elif inside:
            (certain if inside == "certain" else possible).append(row)
    return certain, possible, lasting
