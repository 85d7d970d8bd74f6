"""What must hold in the events, their former ids, the sources and the glossary."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from builder.dates import first_day, is_edtf, last_day
from builder.finding import first, misnumbered, repeated, unknown
from builder.read import Frames

LABEL_LENGTH, TITLE_LENGTH = 26, 80
KEYS = [
    ("found_events", ["id"]),
    ("events", ["event"]),
    ("event_aliases", ["alias"]),
    ("event_sources", ["event", "source"]),
    ("instruments", ["event"]),
    ("lanes", ["lane"]),
    ("sources", ["source"]),
    ("sources", ["publisher", "title", "url"]),
    ("glossary", ["term"]),
]
OWN_WORDS = {
    "events": ["label", "title", "summary"],
    "instruments": ["name"],
    "lanes": ["name"],
    "glossary": ["name", "definition"],
    "sources": ["publisher", "title"],
}
LENGTHS = {4: ["year", "about"], 7: ["month", "quarter", "about"], 10: ["day", "about"]}
FACTS = ["start", "end", "place", "unit", "actors", "confidence"]
OURS = "editor/events.csv"
SCENARIOS, SUM = ["pledge"], "EUR bn"


def keys(data: Frames) -> Iterator[str]:
    """No record stands there twice."""
    for name, key in KEYS:
        yield from repeated(data, name, key)


def vocabularies(data: Frames) -> Iterator[str]:
    """Standing, lane and leader are among the values we know."""
    for name, optional in [("found_events", False), ("events", True)]:
        standings, remedy = ["confirmed", "reported"], "use confirmed or reported"
        yield from unknown(data, name, "confidence", standings, remedy, optional)
    leaders, remedy = ["us", "oe", "nato"], "use us, oe or nato"
    yield from unknown(data, "events", "leader", leaders, remedy, optional=True)
    for era in [True, False]:
        lanes = data["lanes"].loc[data["lanes"]["era"] == era, "lane"]
        yield from first(
            data,
            "events",
            (data["events"]["era"] == era) & ~data["events"]["lane"].isin(lanes),
            "field lane: '{lane}' is unknown here; use one of {lanes}",
            lanes=", ".join(lanes),
        )


def collected_dates(data: Frames) -> Iterator[str]:
    """The collected events have dates of the precision they state, the start before the end."""
    frame = data["found_events"]
    valid, ended = frame["start"].map(is_edtf), frame["end"].map(is_edtf)
    fits = frame.apply(lambda row: row["precision"] in LENGTHS.get(len(row["start"]), []), axis=1)
    late = frame[valid & ended].apply(
        lambda row: first_day(row["start"]) > last_day(row["end"]), axis=1
    )
    yield from first(
        data, "found_events", ~valid, "field start: '{start}' is no EDTF date; correct the cell"
    )
    yield from first(
        data,
        "found_events",
        valid & ~fits,
        "field precision: '{precision}' does not fit '{start}'; use day, month, quarter, year or "
        "about",
    )
    yield from first(
        data,
        "found_events",
        (frame["end"] != "") & ~ended,
        "field end: '{end}' is no EDTF date; correct the cell",
    )
    yield from first(
        data,
        "found_events",
        late.reindex(frame.index, fill_value=False),
        "field end: it lies before the start; correct the dates",
    )


def references(data: Frames) -> Iterator[str]:
    """Events stand on a collected row and a source; every source of events is used."""
    events, further, sources = data["events"], data["event_sources"], data["sources"]
    remedy = "name a row of research/events.csv"
    yield from unknown(data, "events", "source_row", data["found_events"]["id"], remedy, True)
    remedy = "add it to data/editor/sources.csv"
    for name in ["events", "event_sources"]:
        yield from unknown(data, name, "source", sources["source"], remedy)
    used = [*events["source"], *further["source"]]
    yield from first(
        data,
        "sources",
        (sources["used_for"] == "events") & ~sources["source"].isin(used),
        "field source: '{source}' is used by no event; remove it or use it",
    )


def event_names(data: Frames) -> Iterator[str]:
    """Former ids and further sources belong to events; a former id is not in use again."""
    events, remedy = data["events"], "use an event of editor/events.csv"
    for name in ["event_aliases", "event_sources"]:
        yield from unknown(data, name, "event", events["event"], remedy)
    yield from first(
        data,
        "event_aliases",
        data["event_aliases"]["alias"].isin(events["event"]),
        "field alias: '{alias}' is the id of an event; remove the line or rename the event",
    )
    first_source = events.drop_duplicates("event").set_index("event")["source"]
    further = data["event_sources"]
    yield from first(
        data,
        "event_sources",
        further["event"].map(first_source) == further["source"],
        "field source: '{source}' is the first source of {event} already; remove the line",
    )


def facts(data: Frames) -> Iterator[str]:
    """What we change or add has a reason; an event has a date; an era, and only it, a leader."""
    frame = data["events"]
    changed = (frame[FACTS] != "").any(axis=1) | frame["figure"].notna()
    yield from first(
        data,
        "events",
        changed & (frame["reason"] == ""),
        "field reason: {event} changes or adds facts; write the reason",
    )
    yield from first(
        data,
        "events",
        (frame["source_row"] == "") & (frame["start"] == ""),
        "field start: {event} has neither a source row nor a date; give one of them",
    )
    yield from first(
        data,
        "events",
        frame["era"] != (frame["leader"] != ""),
        "field leader: {event} must name a leader if it is an era, and none if not",
    )
    yield from first(
        data,
        "events",
        ~frame["importance"].between(1, 3),
        "field importance: {importance} is not 1, 2 or 3; correct the cell",
    )


def own_words(data: Frames) -> Iterator[str]:
    """Our words fit the drawing and hold no HTML."""
    for field, longest in [("label", LABEL_LENGTH), ("title", TITLE_LENGTH)]:
        wrong = data["events"][field].str.len() > longest
        sentence = f"field {field}: '{{{field}}}' is longer than {longest} characters; shorten it"
        yield from first(data, "events", wrong, sentence)
    for name, fields in OWN_WORDS.items():
        for field in fields:
            wrong = data[name][field].str.contains(r"[<>]|&\w+;")
            sentence = f"field {field}: the text holds HTML; write plain text"
            yield from first(data, name, wrong, sentence)


def sources(data: Frames) -> Iterator[str]:
    """Sources have a valid date and no address on a host of weak standing."""
    frame = data["sources"]
    yield from first(
        data,
        "sources",
        ~(frame["date"].map(is_edtf) | frame["date"].isin(["", "{date}"])),
        "field date: '{date}' is not an EDTF date; correct the cell",
    )
    weak = list(data["weak_hosts"]["host"])
    yield from first(
        data,
        "sources",
        frame["url"].map(lambda url: is_weak(url, weak)),
        "field url: '{url}' is of weak standing (editor/weak_hosts.csv); cite the original "
        "publisher and leave the address empty",
    )


def is_weak(url: str, weak: Iterable[str]) -> bool:
    """Whether an address lies on a weak host (or below one) or on a bare IP address."""
    host = urlsplit(url).hostname or ""
    bare = re.fullmatch(r"[\d.]+", host) or ":" in host
    return bool(bare) or any(host == name or host.endswith("." + name) for name in weak)


def choices(data: Frames) -> Iterator[str]:
    """What the page shows first is numbered through; a scenario has one event with a sum."""
    for name, field in [("lanes", "order"), ("events", "marked"), ("events", "preset")]:
        yield from misnumbered(data, name, field)
    frame = data["events"]
    yield from unknown(data, "events", "scenario", SCENARIOS, f"use {' or '.join(SCENARIOS)}", True)
    twice = (frame["scenario"] != "") & frame["scenario"].duplicated()
    sentence = "field scenario: '{scenario}' has two events; keep one"
    yield from first(data, "events", twice, sentence)


def instruments(data: Frames) -> Iterator[str]:
    """Laws and loans belong to a donor and are events; one name has one place."""
    frame = data["instruments"]
    remedy = "use the code of a donor of editor/donors.csv"
    yield from unknown(data, "instruments", "iso3", data["donors"]["iso3"], remedy)
    remedy = "use an event of editor/events.csv"
    yield from unknown(data, "instruments", "event", data["events"]["event"], remedy)
    for one, other in [("order", "name"), ("name", "order")]:
        several = frame.groupby(["iso3", one])[other].transform("nunique") > 1
        sentence = f"field {other}: {{iso3}} has several for the {one} {{{one}}}; use one"
        yield from first(data, "instruments", several, sentence)


CHECKS = [
    *(keys, vocabularies, collected_dates, references, event_names, facts, own_words, sources),
    *(choices, instruments),
]


def finished(events: pd.DataFrame) -> Iterator[str]:
    """Sentences about the merged events: dates, eras, windows, sums, nothing weak in front."""
    valid = [row for row in events.itertuples() if not date_problem(row)]
    yield from filter(None, map(date_problem, events.itertuples()))
    yield from overlaps(row for row in valid if row.era)
    for row in events.itertuples():
        if row.confidence == "reported" and row.importance < 3:
            yield f"{OURS}, event {row.event}, field importance: what is only reported has 3."
        if pd.notna(row.preset) and not row.end:
            yield f"{OURS}, event {row.event}, field preset: it has no end, so it is no window."
        if row.scenario and (pd.isna(row.figure) or row.unit != SUM):
            yield f"{OURS}, event {row.event}, field scenario: it has no figure in {SUM}."


def date_problem(row: Any) -> str | None:
    """A sentence if the dates of a merged event are wrong, else None."""
    for field, date in [("start", row.start), ("end", row.end)]:
        if not (is_edtf(date) or (field == "end" and date in ("", ".."))):
            return (
                f"{OURS}, event {row.event}, field {field}: '{date}' is no EDTF date; correct it."
            )
    if first_day(row.start) > last_day(row.start, row.end):
        return f"{OURS}, event {row.event}, field end: it lies before the start; correct the dates."
    return None


def overlaps(eras: Iterable[Any]) -> Iterator[str]:
    """Sentences about eras that share a lane and a day."""
    eras = sorted(eras, key=lambda row: (row.lane, first_day(row.start)))
    for one, two in pairwise(eras):
        if one.lane == two.lane and last_day(one.start, one.end) >= first_day(two.start):
            yield f"{OURS}, event {two.event}, field start: the era overlaps {one.event}."
