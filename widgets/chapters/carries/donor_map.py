"""Donors on a map, shaded by what they gave in the Reading's unit over the window."""

from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, refused
from widgets.chapters.carries import ranking
from widgets.chapters.carries.drawings import donor_map
from widgets.chapters.carries.drawings.donor_map import (
    BELOW,
    LEFT_OUT,
    NO_VALUE,
    SHADES,
    ZERO,
    Area,
)
from widgets.draw.sheet import Sheet
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import geography, ranks
from widgets.sums.geography import Outline
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence

NAME = "flows-map"
CLASSES = {
    shade: message(f"donor-map-class-{shade}") for shade in (ZERO, BELOW, NO_VALUE, LEFT_OUT)
}
STEPS = (1, 2, 5)
SEEN = 4  # an island is drawn from this many steps of the grid on, about 6 px


@lru_cache(maxsize=64)
def view(tables: Tables, reading: Reading, donor: str = "") -> View:
    """Every donor with its class; `donor`: ISO3 of the one that is outlined."""
    title = message("donor-map-question")
    if refusal := refused(NAME, title, reading, tables, by_month=False, rhythm="monthly"):
        return refusal
    values = ranks.all_units(tables, reading.but(rhythm="monthly"))[reading.unit]
    if not (values > 0).any():
        return View(NAME, Caption(title), refusal=ranking.nothing(tables, reading))
    on_map = _donors_on_map(tables)
    inside = values[values.index.isin([tables.donor_of[code] for code in on_map])]
    bounds = edges(float((inside if (inside > 0).any() else values).max()))
    shades = {d: shade_of(values.get(d), d in values.index, bounds) for d in tables.group_of}
    title = _title(inside, reading)
    unit = in_words.unit_name(reading)
    subtitle = message(
        "donor-map-subtitle",
        what=words.capital(in_words.subject(reading)),
        unit=unit,
        months=words.span(*reading.window(tables)),
    )
    said = (_outside(tables, values, on_map, reading), _groups(tables, reading))
    caption = Caption(
        title,
        subtitle,
        f"{tables.source_line} {message('donor-map-outlines')}",
        message("donor-map-alt", title=title, subtitle=subtitle),
        sentence=words.Markup(" ").join(filter(None, said)),
        note=message("donor-map-note"),
        shows=in_words.shows(tables, reading, message("donor-map-as-a-sum")),
    )
    draw = partial(
        _draw,
        tables,
        shades,
        _printed(tables, values, reading.unit),
        _classes(bounds, shades),
        donor,
        words.capital(unit),
    )
    table = _table(tables, values, shades, bounds, reading, set(on_map))
    return View(NAME, caption, draw, table)


@lru_cache(maxsize=4)
def _donors_on_map(tables: Tables) -> tuple[str, ...]:
    """ISO3 codes of the donors that have an outline in sight."""
    outlined = set(tables.outlines["iso3"])
    return tuple(code for code in tables.donors["iso3"] if code in outlined)


def edges(most: float) -> list[float]:
    """Lower edges of the classes above the lowest: the four highest of 1, 2, 5 x 10^n below
    `most`, ascending.
    """
    found, power = [], 10.0 ** (int(f"{most:e}".split("e")[1]))
    while len(found) < len(SHADES) - 1:
        for step in reversed(STEPS):
            if step * power < most and len(found) < len(SHADES) - 1:
                found.append(round(step * power, 12))
        power /= 10
    return found[::-1]


def shade_of(value: float | None, counted: bool, bounds: list[float]) -> int | str:
    """The class of a value: how many edges it reaches, or why it has no number above zero."""
    if not counted:
        return LEFT_OUT
    if value is None or pd.isna(value):
        return NO_VALUE
    if value < 0:
        return BELOW
    return sum(float(value) >= bound for bound in bounds) if value > 0 else ZERO


def _printed(tables: Tables, values: pd.Series, unit: str) -> dict[str, tuple[str, str]]:
    """Donor -> its value in words, and the number alone; the largest first."""
    said = {}
    order = values.reindex(list(tables.group_of)).sort_values(ascending=False, kind="stable")
    for donor in order.index:
        value = float(values.get(donor, float("nan")))
        text = words.amount(value, unit) if donor in values.index else CLASSES[LEFT_OUT]
        said[donor] = (CLASSES[ZERO] if value == 0 else text, words.brief(value, unit))
    return said


def _classes(bounds: list[float], shades: dict[str, int | str]) -> list[tuple[int | str, str]]:
    """The key: the classes from the highest down, then those without a number, if in use."""
    said = [_bound(b) for b in bounds]
    highest = message("donor-map-class-highest", low=said[-1])
    rows: list[tuple[int | str, str]] = [(len(bounds), highest)]
    rows += [
        (i, message("donor-map-class", low=said[i - 1], high=said[i]))
        for i in range(len(bounds) - 1, 0, -1)
    ]
    rows.append((0, message("donor-map-class-lowest", high=said[0])))
    used = set(shades.values())
    return rows + [(shade, name) for shade, name in CLASSES.items() if shade in used]


def _bound(value: float) -> str:
    decimals = next(d for d in range(9) if abs(round(value, d) - value) < 1e-9 * max(value, 1e-6))
    return words.number(value, decimals)


def _draw(
    tables: Tables,
    shades: dict[str, int | str],
    printed: dict[str, tuple[str, str]],
    classes: list[tuple[int | str, str]],
    donor: str,
    head: str,
    size: str = "L",
) -> Sheet:
    codes = {name: code for code, name in tables.donor_of.items()}
    rings = _rings(tables, donor_map.grid_km(size))
    areas = [
        Area(codes[name], name, rings.get(codes[name], ()), *printed[name], shades[name])
        for name in printed
    ]
    areas.sort(key=lambda area: area.iso3 == donor and bool(area.rings))  # its outline on top
    return donor_map.draw(_ground(tables, size), areas, classes, donor, head=head, size=size)


@lru_cache(maxsize=8)
def _rings(tables: Tables, grid_km: int) -> dict[str, tuple[Outline, ...]]:
    """Outlines by country, of those that are donors: the largest, and what can be seen besides."""
    found: dict[str, list[Outline]] = {}
    for ring in geography.outlines(tables, grid_km):
        found.setdefault(ring.iso3, []).append(ring)
    return {
        iso3: tuple(ring for ring in rings if len(rings) == 1 or _reach(ring) >= SEEN * grid_km)
        for iso3 in tables.donors["iso3"]
        if (rings := found.get(iso3))
    }


def _reach(ring: Outline) -> float:
    """How far an outline reaches, km."""
    return max(max(ring.x) - min(ring.x), max(ring.y) - min(ring.y))


def _ground(tables: Tables, size: str) -> dict:
    box = donor_map.view(size)
    day = date.fromisoformat(f"{tables.release['last_month']}-01")
    land = geography.countries(tables, day, box, donor_map.grid_km(size))
    return {kind: land[kind] for kind in (geography.OTHER, geography.UKRAINE)}


def _title(inside: pd.Series, reading: Reading) -> str:
    """Who leads among the donors on the map."""
    top = inside[inside > 0].nlargest(3)
    if top.empty:
        return message("donor-map-title-none")
    said = [ranking.with_amount(donor, value, reading.unit) for donor, value in top.items()]
    if len(inside) == 1:
        return words.capital(said[0])
    name = "donor-map-title-europe" if isinstance(reading.donors, str) else "donor-map-title-own"
    return words.fitting(*(message(name, donors=", ".join(said[:names])) for names in (3, 2, 1)))


def _outside(
    tables: Tables, values: pd.Series, on_map: tuple[str, ...], reading: Reading
) -> words.Markup:
    """Who lies outside the map and would be shaded."""
    names = {tables.donor_of[code] for code in on_map}
    outside = values[[d for d in values.index if d not in names]].dropna()
    outside = outside[outside > 0].nlargest(3)
    if outside.empty:
        return words.Markup("")
    said = [ranking.with_amount(donor, value, reading.unit) for donor, value in outside.items()]
    return sentence("donor-map-not-shown", donors=words.listed(said))


def _groups(tables: Tables, reading: Reading) -> words.Markup:
    """What the reader's own groups gave together; the map shades donors alone."""
    if not reading.groups:
        return words.Markup("")
    values = ranks.own_groups(tables, reading.but(rhythm="monthly"))[reading.unit]
    if values.empty:
        return sentence("donor-map-groups-none")
    said = [
        message("donor-map-group", group=name, amount=words.amount(float(value), reading.unit))
        for name, value in values.items()
    ]
    return sentence("donor-map-groups", groups=words.listed(said))


def _table(
    tables: Tables,
    values: pd.Series,
    shades: dict[str, int | str],
    bounds: list[float],
    reading: Reading,
    on_map: set[str],
) -> pd.DataFrame:
    names = dict(_classes(bounds, shades))
    rows = [
        (
            name,
            message("donor-map-yes" if code in on_map else "donor-map-no"),
            float(values.get(name, float("nan"))),
            names[shades[name]],
        )
        for code, name in tables.donor_of.items()
    ]
    unit = readings.UNITS[reading.unit]
    heads = [
        message("donor-map-column-donor"),
        message("donor-map-column-on-map"),
        unit,
        message("donor-map-column-class"),
    ]
    table = pd.DataFrame(rows, columns=heads)
    return table.sort_values(unit, ascending=False, kind="stable").reset_index(drop=True)


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.donor_iso3),
        lambda address: Address(ranking.settled(address.reading), donor=address.donor_iso3),
    )
}
