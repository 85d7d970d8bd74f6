"""How far it is: two towns, and the published ranges of missiles round a town."""

import math
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View
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
COLOURS = {"United States": "us"}
LABELLED_PART = 0.4  # a figure that far from the one drawn is named on its ring
STATIONED = "stationed"
DASHES = {STATIONED: "solid", "announced": "dash", "unconfirmed": "dash"}
DASHES |= {"reported cancelled": "dot", "": "dashdot"}


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
            return words.message("distances-range-only", base=base)
        state = self.state.replace(" ", "-")
        there = words.message("distances-standing", state=state, place=self.place)
        if self.known_to:
            there = words.message("distances-standing-named", standing=there, day=self.known_to)
        if self.is_here:
            return there
        return words.message("distances-range-only-standing", base=base, standing=there)


@lru_cache(maxsize=256)
def view(tables: Tables, pick: Pick) -> View:
    """The distance between two towns and the ranges chosen, as of the reader's date."""
    places = geography.places(tables)
    one, two, base = (places[name] for name in (pick.here, pick.there, pick.base))
    km, line, ends = _measured(tables, pick, one, two)
    rows = _chosen(tables, pick)
    standings = {row.system: standing(tables, row.system, pick.day, base) for row in rows}
    title = words.fitting(
        *(
            words.message("distances-title", town=one.name, end=end, km=_km(km))
            for end in (ends, two.name)
        )
    )
    is_here = any(said.is_here for said in standings.values())
    subtitle = words.message(
        "distances-subtitle" if is_here else "distances-subtitle-range-only",
        systems=words.listed([row.name for row in rows]),
        base=base.name,
        day=words.day_name(pick.day),
    )
    caption = Caption(
        title,
        subtitle,
        words.message("distances-source"),
        words.message("distances-alt", title=title, subtitle=subtitle),
        sentence=_sentence(tables, pick, one, two, rows, standings),
        note=words.message("distances-note"),
    )
    draw = partial(_draw, tables, pick, rows, standings, line, km)
    table = _table(tables, pick, one, two, rows, standings)
    return View(NAME, caption, draw, table, decimals=0)


def _km(km: float) -> str:
    miles = words.number(geography.miles(km), 0)
    return words.message("distances-km", km=words.number(km, 0), miles=miles)


def _measured(
    tables: Tables, pick: Pick, one: Place, two: Place
) -> tuple[float, tuple[tuple[float, float], tuple[float, float]], str]:
    """The distance, the ends of its line in degrees, and what it was measured to."""
    if pick.ends == "border":
        border = geography.nearest_border(tables, one, two)
        ends = (one.lon, one.lat), (border.lon, border.lat)
        return border.km, ends, words.message("distances-nearest", area=_the(border.name))
    ends = (one.lon, one.lat), (two.lon, two.lat)
    return geography.distance_km(one, two), ends, two.name


def _the(name: str) -> str:
    if name.endswith("region"):
        return words.message("distances-with-article", area=name)
    return words.the(name)


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
        return Standing("", "", False, "", "", words.message("distances-unknown"))
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
    nearest = words.message("distances-nearest-point")
    names = (pick.here, pick.there if pick.ends == "centre" else nearest)
    bx, by = geography.project(base.lon, base.lat)
    length = words.message("distances-line", km=words.number(km, 0))
    measured = Measured(_rounded(x), _rounded(y), names, length)
    seen = atlas.distances_view(circles, measured, (bx, by), size)
    return atlas.distances(
        seen,
        geography.countries(tables, pick.day, seen, atlas.grid_km(seen, size)),
        circles,
        measured,
        (round(bx), round(by), base.name),
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
    is_short = said.is_here or size == "S"
    length = words.number(row.range_km, 0)
    label = words.message(
        "distances-ring" if is_short else "distances-ring-range-only", system=row.name, km=length
    )
    system = words.Markup("<b>{}</b>").format(row.name)
    hover = words.Markup("<br>").join(
        [
            words.sentence("distances-hover", system=system, km=length),
            row.basis,
            words.capital(said.words(base.name)),
        ]
    )
    others = {row.range_low_km, row.range_high_km} - {row.range_km}
    rings = [(row.range_km, label, said.dash, 2.0)]
    for km in sorted(others):
        far = km == km and abs(km - row.range_km) > LABELLED_PART * row.range_km
        lowest = words.message("distances-ring-lowest", system=row.name, km=words.number(km, 0))
        rings += [(km, lowest if far else "", "dot", 0.8)] if km == km else []
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
    said = [
        words.sentence(
            "distances-centres-and-border" if border.km > 0 else "distances-centres",
            one=one.name,
            km=words.figure(_km(centre), "you"),
            two=two.name,
            border=words.figure(_km(border.km), "you"),
            area=_the(border.name),
        )
    ]
    *towns, report_km = report_distance(tables)
    if {one.name, two.name} == set(towns):
        said.append(words.sentence("distances-report", km=_km(report_km)))
    ranges = _standings_words(pick.base, rows, standings)
    said.append(words.sentence("distances-on-day", day=words.day_name(pick.day), ranges=ranges))
    if any(standings[row.system].state == "reported cancelled" for row in rows):
        said.append(words.Markup("<b>{}</b>").format(words.message("distances-reported")))
    return words.Markup(" ").join(said)


def _standings_words(base: str, rows: list[Row], standings: dict[str, Standing]) -> str:
    """`Tomahawk and SM-6: announced for Germany (since 10 July 2024). …`: alike ones together."""
    alike: dict[Standing, list[str]] = {}
    for row in rows:
        alike.setdefault(standings[row.system], []).append(row.name)
    told = []
    for said, names in alike.items():
        told.append(
            words.message(
                "distances-systems-since" if said.since else "distances-systems",
                systems=words.listed(names),
                standing=said.words(base),
                since=said.since,
            )
        )
        told.append(said.about)
    return " ".join(told)


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
        (
            words.message("distances-row-centres", one=one.name, two=two.name),
            geography.distance_km(one, two),
        ),
        (
            words.message("distances-row-border", town=one.name, area=_the(border.name)),
            border.km,
        ),
    ]
    publishers = coordination.publishers(tables)
    empty, basis = float("nan"), words.message("distances-row-basis")
    lines = [
        (name, km, geography.miles(km), empty, empty, basis, "", "GeoNames")
        for name, km in measured
    ]
    lines += [
        (
            words.message(
                "distances-row-system", system=row.name, operator=row.operator, base=pick.base
            ),
            float(row.range_km),
            geography.miles(row.range_km),
            float(row.range_low_km),
            float(row.range_high_km),
            words.message("distances-row-system-basis", basis=row.basis, about=row.about),
            standings[row.system].words(pick.base),
            publishers[row.source],
        )
        for row in rows
    ]
    return pd.DataFrame(
        lines,
        columns=[
            words.message("distances-column-what"),
            words.message("distances-column-km"),
            words.message("distances-column-miles"),
            words.message("distances-column-lowest"),
            words.message("distances-column-highest"),
            words.message("distances-column-basis"),
            words.message("distances-column-standing"),
            words.message("distances-column-source"),
        ],
    )


def _kept(address: Address) -> Address:
    return Address(pick=replace(address.pick, who=""))


PARTS = {NAME: Part(lambda tables, address: view(tables, address.pick), _kept)}
