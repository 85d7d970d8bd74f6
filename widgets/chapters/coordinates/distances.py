"""How far it is: two towns, and the published ranges of missiles round a town."""

import math
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View
from widgets.chapters.coordinates.drawings import atlas
from widgets.chapters.coordinates.drawings.atlas import Circle, Measured
from widgets.draw.sheet import Sheet
from widgets.reading.address import Address
from widgets.reading.pick import ANNOUNCED, Pick
from widgets.sums import coordination, geography
from widgets.sums.coordination import CERTAIN
from widgets.sums.geography import Place
from widgets.tables import dates
from widgets.tables.package import Row, Tables

NAME = "handover-distances"
SOURCE = "Data: towns GeoNames (CC BY 4.0); outlines Natural Earth; ranges as named in the table."
NOTE = (
    "Published figures of encyclopaedias and officials, not what a weapon does on a given day. "
    "Solid: stationed in this town or country. Dashed: announced for it or not confirmed. Dotted: "
    "reported cancelled. Dash and dot: range only, drawn from a town where no source has the "
    "system. Thin: lowest and highest figure. Crimea is drawn as part of Ukraine (UN General "
    "Assembly resolution 68/262)."
)
COLOURS = {"United States": "us"}
LABELLED_PART = 0.4  # a figure that far from the one drawn is named on its ring
STATIONED = "stationed"
DASHES = {STATIONED: "solid", "announced": "dash", "unconfirmed": "dash"}
DASHES |= {"reported cancelled": "dot", "": "dashdot"}
WORDS = {"unconfirmed": "announced, not confirmed"}


class Standing(NamedTuple):
    """Where a system is said to be on a day, and whether that takes in the town of the ring.

    `state`: a standing of `system_states`, or an empty text; `since` and `known_to`: days in
    words, the last one only where no source reaches the reader's day.
    """

    state: str
    place: str
    is_here: bool
    since: str
    known_to: str
    about: str

    @property
    def dash(self) -> str:
        """How its ring is drawn; one from somewhere else has no state."""
        return DASHES[self.state if self.is_here else ""]

    def words(self, base: str) -> str:
        """`announced for Germany`, or what a ring from somewhere else is."""
        if not self.state:
            return f"range only, drawn from {base}"
        said = WORDS.get(self.state, self.state)
        there = f"{said} {'in' if self.state == STATIONED else 'for'} {self.place}"
        there += f", last named {self.known_to}" if self.known_to else ""
        return there if self.is_here else f"range only, drawn from {base}; {there}"


@lru_cache(maxsize=256)
def view(tables: Tables, pick: Pick) -> View:
    """The distance between two towns and the ranges chosen, as of the reader's date."""
    places = geography.places(tables)
    one, two, base = (places[name] for name in (pick.here, pick.there, pick.base))
    km, line, ends = _measured(tables, pick, one, two)
    rows = _chosen(tables, pick)
    standings = {row.system: standing(tables, row.system, pick.day, base) for row in rows}
    title = f"{one.name} to {ends}: {_km(km)}"
    if len(title) > 80:
        title = f"{one.name} to {two.name}: {_km(km)}"
    named = words.listed([row.name for row in rows])
    only = "" if any(said.is_here for said in standings.values()) else "range only, "
    subtitle = (
        f"Shortest line on the ellipsoid; published ranges of {named}, {only}drawn from "
        f"{base.name}, as of {words.day_name(pick.day)}"
    )
    draw = partial(_draw, tables, pick, rows, standings, line, km, title, subtitle)
    return View(
        NAME,
        title,
        draw,
        _table(tables, pick, one, two, rows, standings),
        _sentence(tables, pick, one, two, rows, standings),
        NOTE,
        decimals=0,
    )


def _km(km: float) -> str:
    unit = words.NBSP
    return f"{words.number(km, 0)}{unit}km ({words.number(geography.miles(km), 0)}{unit}miles)"


def _measured(
    tables: Tables, pick: Pick, one: Place, two: Place
) -> tuple[float, tuple[tuple[float, float], tuple[float, float]], str]:
    """The distance, the ends of its line in degrees, and what it was measured to."""
    if pick.ends == "border":
        border = geography.nearest_border(tables, one, two)
        ends = (one.lon, one.lat), (border.lon, border.lat)
        return border.km, ends, f"the nearest point of {_the(border.name)}"
    ends = (one.lon, one.lat), (two.lon, two.lat)
    return geography.distance_km(one, two), ends, two.name


def _the(name: str) -> str:
    return f"the {name}" if name.endswith("region") else words.the(name)


def _chosen(tables: Tables, pick: Pick) -> list[Row]:
    """The systems drawn, the widest first."""
    rows = tables.systems
    rows = (
        rows[rows["announced"]] if pick.rings == ANNOUNCED else rows[rows["system"] == pick.rings]
    )
    return list(rows.sort_values("range_km", ascending=False, kind="stable").itertuples())


def standing(tables: Tables, system: str, day: date, base: Place) -> Standing:
    """What the sources say of a system on a day, as seen from a town; empty if they say nothing."""
    found = [
        (row, sure)
        for row, sure in coordination.current(tables, "system_states", day)
        if row.system == system
    ]
    if not found:
        about = "Where it stands on this day is not in this page’s table."
        return Standing("", "", False, "", "", about)
    row, sure = found[-1]
    span = coordination.Span.of(row)
    stale = sure != CERTAIN and row.confidence == "confirmed"
    return Standing(
        row.standing,
        row.place,
        row.place in (base.name, geography.area_name(tables, base.area)),
        dates.spoken(dates.Extent(span.start_first, span.start_last), row.start),
        words.day_name(span.certain_to) if stale else "",
        row.about,
    )


def _draw(
    tables: Tables,
    pick: Pick,
    rows: list[Row],
    standings: dict[str, Standing],
    ends: tuple,
    km: float,
    title: str,
    subtitle: str,
    size: str = "L",
) -> Sheet:
    base = geography.places(tables)[pick.base]
    circles = [
        c
        for i, row in enumerate(rows)
        for c in _circles(row, base, standings[row.system], math.radians(65 + 40 * i), size)
    ]
    there = ends[1] if ends[0] != ends[1] else (ends[0][0] + 0.01, ends[0][1])
    x, y = geography.project(*geography.line(ends[0], there))
    names = (pick.here, pick.there if pick.ends == "centre" else "nearest point")
    bx, by = geography.project(base.lon, base.lat)
    measured = Measured(_rounded(x), _rounded(y), names, f"{words.number(km, 0)} km")
    seen = atlas.distances_view(circles, measured, (bx, by), size)
    return atlas.distances(
        seen,
        geography.countries(tables, pick.day, seen, atlas.grid_km(seen, size)),
        circles,
        measured,
        (round(bx), round(by), base.name),
        title=title,
        subtitle=subtitle,
        source=SOURCE,
        alt=f"Map with a measured line and rings of range. {title}. {subtitle}.",
        size=size,
    )


def _circles(
    row: Row, base: Place, said: Standing, towards: float, size: str = "L"
) -> list[Circle]:
    """The figure drawn, and thin rings at the lowest and the highest where they differ.

    `towards`: where the label stands best, radians from north. On a phone there is no room for
    `range only`: the subtitle and the line say it.
    """
    colour = COLOURS.get(row.operator, "ink2")
    label = f"{row.name} {words.number(row.range_km, 0)} km"
    label += "" if said.is_here or size == "S" else ", range only"
    hover = (
        f"<b>{words.escape(row.name)}</b>: {words.number(row.range_km, 0)} km<br>"
        f"{words.escape(row.basis)}<br>{words.escape(words.capital(said.words(base.name)))}"
    )
    others = {row.range_low_km, row.range_high_km} - {row.range_km}
    rings = [(row.range_km, label, said.dash, 2.0)]
    for km in sorted(others):
        far = km == km and abs(km - row.range_km) > LABELLED_PART * row.range_km
        lowest = f"{row.name}, lowest figure {words.number(km, 0)} km" if far else ""
        rings += [(km, lowest, "dot", 0.8)] if km == km else []
    found = []
    for km, text, dash, width in rings:
        x, y = geography.project(*geography.circle(base, float(km)))
        points = _rounded(x), _rounded(y)
        found.append(Circle(*points, text, colour, dash, width, hover, towards, row.system))
    return found


def _rounded(values: list[float]) -> list[float]:
    return [round(float(value)) for value in values]


def _sentence(
    tables: Tables,
    pick: Pick,
    one: Place,
    two: Place,
    rows: list[Row],
    standings: dict[str, Standing],
) -> words.Markup:
    centre = geography.distance_km(one, two)
    border = geography.nearest_border(tables, one, two)
    text = words.Markup("From the centre of {} it is {} to that of {}").format(
        one.name, words.figure(_km(centre), "you"), two.name
    )
    if border.km > 0:
        text += words.Markup(", and {} to the nearest point of {}").format(
            words.figure(_km(border.km), "you"), _the(border.name)
        )
    text += words.Markup(".")
    *towns, said_km = report_distance(tables)
    if {one.name, two.name} == set(towns):
        text += words.Markup(" The report says some {}.").format(_km(said_km))
    text += words.Markup(" On {}: {}").format(
        words.day_name(pick.day), _standings_words(pick.base, rows, standings)
    )
    if any(standings[row.system].state == "reported cancelled" for row in rows):
        text += words.Markup(" <b>Reported, not confirmed.</b>")
    return text


def _standings_words(base: str, rows: list[Row], standings: dict[str, Standing]) -> str:
    """`Tomahawk and SM-6: announced for Germany (since 10 July 2024). …`: alike ones together."""
    alike: dict[Standing, list[str]] = {}
    for row in rows:
        alike.setdefault(standings[row.system], []).append(row.name)
    return " ".join(
        f"{words.listed(names)}: {said.words(base)}"
        f"{f' (since {said.since})' if said.since else ''}. {said.about}"
        for said, names in alike.items()
    )


def report_distance(tables: Tables) -> tuple[str, str, float]:
    """The two towns for which the report names a distance, and the distance in km."""
    named = tables.claims.dropna(subset="places").iloc[0]
    here, there = named["places"].split(";")
    return here, there, float(named["figure"])


def _table(
    tables: Tables,
    pick: Pick,
    one: Place,
    two: Place,
    rows: list[Row],
    standings: dict[str, Standing],
) -> pd.DataFrame:
    border = geography.nearest_border(tables, one, two)
    measured = [
        (f"{one.name} to {two.name}, centre to centre", geography.distance_km(one, two)),
        (f"{one.name} to the nearest point of {_the(border.name)}", border.km),
    ]
    publishers = coordination.publishers(tables)
    empty = float("nan")
    lines = [
        (name, km, geography.miles(km), empty, empty, "shortest line, WGS84", "", "GeoNames")
        for name, km in measured
    ]
    lines += [
        (
            f"{row.name} ({row.operator}), from {pick.base}",
            float(row.range_km),
            geography.miles(row.range_km),
            float(row.range_low_km),
            float(row.range_high_km),
            f"{row.basis}. {row.about}",
            standings[row.system].words(pick.base),
            publishers[row.source],
        )
        for row in rows
    ]
    return pd.DataFrame(
        lines,
        columns=[
            *("What", "km", "Miles", "Lowest figure, km", "Highest figure, km"),
            *("Basis", "On your date", "Source"),
        ],
    )


def _kept(address: Address) -> Address:
    return Address(pick=replace(address.pick, who=""))


PARTS = {NAME: Part(lambda tables, address: view(tables, address.pick), _kept)}
