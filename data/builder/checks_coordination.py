"""What must hold for who coordinates: actors, tasks, roles, sites, systems, figures."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from builder.dates import first_day, is_edtf, last_day
from builder.finding import first, misnumbered, repeated, shown, unknown
from builder.outlines import LEAP_DEGREES, is_leap, points_of
from builder.read import Frames

KEYS = {
    "actors": "actor",
    "tasks": "task",
    "roles": "role",
    "actor_facts": "fact",
    "stages": "stage",
    "places": "place",
    "sites": "site",
    "systems": "system",
    "system_states": "state",
    "reported_figures": "figure",
}
LASTING = ["actors", "roles", "actor_facts", "sites", "system_states"]
SOURCED = [*LASTING, "tasks", "stages", "systems", "reported_figures"]
SIDES = ["us", "nato", "eu", "eui", "oe", "joint", "none"]
PARTS = ["holds", "hosts", "due"]
NAMED_AT = ["left", "above", "below"]  # of a mark; to the right where nothing is said
STANDINGS = ["announced", "unconfirmed", "reported cancelled", "stationed"]
# (table, field, table it names, its key, what to do)
REFERENCES = [
    ("roles", "task", "tasks", "task", "add the task to editor/tasks.csv"),
    ("roles", "actor", "actors", "actor", "a role needs an actor: add it to editor/actors.csv"),
    ("actor_facts", "actor", "actors", "actor", "add the actor to editor/actors.csv"),
    ("reported_figures", "actor", "actors", "actor", "add the actor to editor/actors.csv"),
    ("sites", "place", "places", "place", "add the town to editor/places.csv"),
    ("system_states", "system", "systems", "system", "add it to editor/systems.csv"),
    ("places", "area", "outlines", "area", "use an area of the outlines"),
    ("sites", "iso3", "outlines", "iso3", "use a country of the outlines"),
]
LENGTHS = [("actors", "name", 26), ("tasks", "name", 30), ("stages", "name", 26)]
OWN_WORDS = [
    ("actors", "about"),
    ("tasks", "question"),
    ("roles", "what"),
    ("stages", "sentence"),
    ("systems", "about"),
    ("system_states", "about"),
    ("reported_figures", "about"),
]
TOWN_DECIMALS = 2  # about a kilometre: no place is given more finely than a town


def keys(data: Frames) -> Iterator[str]:
    """No record stands there twice."""
    for name, key in KEYS.items():
        yield from repeated(data, name, [key])


def references(data: Frames) -> Iterator[str]:
    """What a line names exists; every line has a source, and every source of ours is used."""
    for name, field, other, key, remedy in REFERENCES:
        yield from unknown(data, name, field, data[other][key], remedy)
    known = [*data["places"]["place"], *data["outlines"]["name"]]
    remedy = "use a town of editor/places.csv or an area of the outlines"
    yield from unknown(data, "system_states", "place", known, remedy)
    yield from unknown(data, "sites", "task", data["tasks"]["task"], "use a task", optional=True)
    sources, used = data["sources"], set()
    for name in SOURCED:
        fields = ["source", "end_source"] if name == "roles" else ["source"]
        for field in fields:
            remedy = "add it to data/editor/sources.csv"
            yield from unknown(data, name, field, sources["source"], remedy)
            used |= set(data[name][field])
    yield from first(
        data,
        "sources",
        (sources["used_for"] == "coordination") & ~sources["source"].isin(used),
        "field source: '{source}' is used by no actor, role, site, system or figure; "
        "remove it or use it",
    )


def vocabularies(data: Frames) -> Iterator[str]:
    """Standing, side and confidence are among the values we know."""
    for name in [*LASTING, "systems", "reported_figures"]:
        remedy = "use confirmed or reported"
        yield from unknown(data, name, "confidence", ["confirmed", "reported"], remedy)
    remedy = f"use one of {', '.join(SIDES)}"
    yield from unknown(data, "actors", "side", SIDES, remedy)
    yield from unknown(data, "sites", "side", SIDES, remedy, optional=True)
    remedy = f"use one of {', '.join(PARTS)}"
    yield from unknown(data, "roles", "part", PARTS, remedy)
    remedy = f"use one of {', '.join(STANDINGS)}"
    yield from unknown(data, "system_states", "standing", STANDINGS, remedy)
    remedy = f"use one of {', '.join(NAMED_AT)}, or leave it empty"
    yield from unknown(data, "places", "label_at", NAMED_AT, remedy, optional=True)
    yield from first(
        data,
        "sites",
        (data["sites"]["side"] == "") == (data["sites"]["task"] == ""),
        "field side: {site} needs either a side or the task that decides it; give one of them",
    )


def date_fields(data: Frames) -> Iterator[str]:
    """Dates are EDTF; what has no end has a day to which it is known; no end before its start."""
    for name in LASTING:
        frame = data[name]
        open_end = frame["end"] == ".."
        ended = frame["end"].map(is_edtf)
        known = frame["known_to"].map(is_edtf)
        started = frame["start"].map(is_edtf)
        yield from first(
            data, name, ~started, "field start: '{start}' is no EDTF date; correct the cell"
        )
        yield from first(
            data,
            name,
            ~(ended | open_end),
            "field end: '{end}' is neither an EDTF date nor '..'; correct the cell",
        )
        yield from first(
            data,
            name,
            (open_end & ~known) | (~open_end & (frame["known_to"] != "")),
            "field known_to: '{known_to}' must be an EDTF date where the end is '..', and empty "
            "where it is not",
        )
        valid = frame[started & (ended | (open_end & known))]
        late = valid.apply(
            lambda row: (
                first_day(row["start"])
                > last_day(row["known_to"] if row["end"] == ".." else row["end"])
            ),
            axis=1,
        )
        yield from first(
            data,
            name,
            late.reindex(frame.index, fill_value=False),
            "field end: it lies before the start; correct the dates",
        )
    for name, field in [("tasks", "start"), ("stages", "start"), ("reported_figures", "date")]:
        wrong = ~data[name][field].map(is_edtf)
        yield from first(
            data, name, wrong, f"field {field}: '{{{field}}}' is no EDTF date; correct the cell"
        )
    frame = data["sites"]
    yield from first(
        data,
        "sites",
        ~(frame["published"].map(is_edtf) | (frame["published"] == "")),
        "field published: '{published}' is no EDTF date; correct the cell",
    )


def numbers(data: Frames) -> Iterator[str]:
    """Places are no finer than a town; ranges are in order; figures are above zero; the towns that
    ranges are drawn round are numbered through.
    """
    yield from misnumbered(data, "places", "base")
    places, systems = data["places"], data["systems"]
    for field, most in [("lat", 90), ("lon", 180)]:
        values = places[field]
        yield from first(
            data,
            "places",
            (values - values.round(TOWN_DECIMALS)).abs() > 1e-9,
            f"field {field}: {{{field}}} is finer than a town; round it to two decimals",
        )
        yield from first(
            data, "places", values.abs() > most, f"field {field}: {{{field}}} is no degree"
        )
    high = systems["range_high_km"].fillna(systems["range_km"])
    yield from first(
        data,
        "systems",
        (systems["range_low_km"] > systems["range_km"])
        | (systems["range_km"] > high)
        | (systems["range_low_km"] <= 0),
        "field range_km: {range_low_km:g}, {range_km:g}, {range_high_km:g} are not in order",
    )
    yield from first(
        data,
        "reported_figures",
        data["reported_figures"]["number"] <= 0,
        "field number: {number:g} is not above zero",
    )


def own_words(data: Frames) -> Iterator[str]:
    """Our words fit the drawing and hold no HTML."""
    for name, field, longest in LENGTHS:
        wrong = data[name][field].str.len() > longest
        sentence = f"field {field}: '{{{field}}}' is longer than {longest} characters; shorten it"
        yield from first(data, name, wrong, sentence)
    for name, field in OWN_WORDS:
        wrong = data[name][field].str.contains(r"[<>]|&\w+;")
        yield from first(data, name, wrong, f"field {field}: the text holds HTML; write plain text")


def edges(data: Frames) -> Iterator[str]:
    """No edge of an outline runs across the map, but along the frame that all are cut to."""
    for row in data["outlines"].itertuples():
        ring = points_of(row.polygon)
        for one, two in pairwise(ring):
            if is_leap(one, two):
                ends = " to ".join(f"{lon:g} {lat:g}" for lon, lat in (one, two))
                yield (
                    f"{shown('outlines')}, area {row.area}, field polygon: the edge {ends} is "
                    f"longer than {LEAP_DEGREES} degrees; mend the outline."
                )
                return


CHECKS = [keys, references, vocabularies, date_fields, numbers, own_words, edges]


def finished(data: Frames, events: pd.DataFrame) -> Iterator[str]:
    """Sentences about stages that differ from the event that they stand on."""
    known = events.set_index("event")
    for row in data["stages"].itertuples():
        where = f"{shown('stages')}, stage {row.stage}"
        if not row.event:
            if not row.sentence:
                yield f"{where}, field sentence: it has no event; say in a sentence what happened."
        elif row.event not in known.index:
            yield f"{where}, field event: '{row.event}' is no event; name one of editor/events.csv."
        elif (row.start, row.source) != tuple(known.loc[row.event, ["start", "source"]]):
            yield f"{where}, field start: date or source is not that of the event; make them agree."
