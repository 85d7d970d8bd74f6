"""Where it is done: the sites on a map with the flow of materiel, and the figures reported."""

from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View
from widgets.chapters.coordinates.drawings import atlas, reported
from widgets.chapters.coordinates.drawings.atlas import Flow, Mark
from widgets.draw.sheet import Sheet
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.pick import Pick, last_day
from widgets.reading.reading import Reading
from widgets.sums import coordination, flows, geography
from widgets.sums.coordination import CERTAIN
from widgets.tables import dates
from widgets.tables.package import Row, Tables

MAP, FIGURES = "handover-sites", "handover-reported"
SOURCE = "Data: own collection; outlines Natural Earth; towns GeoNames (CC BY 4.0)"
NOTE = (
    "Dark disc: NATO. Orange: United States. Purple: European Union. Blue: an EU member state, as "
    "host. Grey: Ukraine, or nobody known. Square: NATO and Ukraine together. Hollow: the site, or "
    "who runs it, is not certain on your date. Sites stand at the centre of their town; "
    "British training lies west of the map. The bands are no routes: only their width means "
    "something, each group’s part of the sum, EUR bn. Crimea is drawn as part of Ukraine (UN "
    "General Assembly resolution 68/262)."
)
MAIN_HUB = "main hub"  # the part of a site
SIDES = ("nato", "joint", "us", "eui", "oe", "eu", "none")  # whose mark a town has that several use


# --- the map ---------------------------------------------------------------------------


@lru_cache(maxsize=64)
def map_view(tables: Tables, reading: Reading, day: date) -> View:
    """Sites on a day, and the military aid of the Reading's window through the hub."""
    found = _sites(tables, day)
    hidden = _hidden(tables, day)
    groups, refusal = _flows(tables, reading)
    title = _title(tables, found, hidden, day)
    window = words.span(*reading.window(tables))
    subtitle = f"Sites as of your date; bands: military aid of {window}, schematic"
    draw = partial(
        _draw,
        tables,
        day,
        groups,
        _marks(tables, day, found, hidden),
        _region(hidden),
        title,
        subtitle,
        _scope(reading),
    )
    return View(
        MAP,
        title,
        draw,
        _table(tables, found, groups, hidden[1] if hidden else ""),
        _sentence(groups, refusal, hidden, window),
        NOTE,
    )


def _draw(
    tables: Tables,
    day: date,
    groups: list[Flow],
    marks: list[Mark],
    region: tuple[str, str],
    title: str,
    subtitle: str,
    scope: str,
    size: str = "L",
) -> Sheet:
    places = geography.places(tables)
    hub, end = (geography.project(places[name].lon, places[name].lat) for name in ends(tables))
    frame = atlas.sites_view(size)
    rings = geography.outlines(tables, atlas.grid_km(frame, size))
    return atlas.sites(
        frame,
        geography.countries(tables, day, frame, atlas.grid_km(frame, size)),
        [ring for ring in rings if ring.iso3 == region[0]],
        marks,
        groups,
        hub,
        end,
        region[1],
        title=title,
        subtitle=subtitle,
        source=f"{SOURCE}. Aid: {tables.release['source_line']}; own sums.",
        alt=f"Map of Europe. {title}. {subtitle}.",
        scope=scope,
        size=size,
    )


@lru_cache(maxsize=4)
def ends(tables: Tables) -> tuple[str, str]:
    """Between which towns the flow is drawn: that of the main hub, and Ukraine's capital."""
    sites, towns = tables.sites, tables.places
    hub = sites.loc[sites["role"] == MAIN_HUB, "place"].iloc[0]
    capital = towns.loc[towns["capital"] & (towns["iso3"] == geography.UKR), "place"].iloc[0]
    return hub, capital


def _sites(tables: Tables, day: date) -> list[tuple[Row, str]]:
    return coordination.current(tables, "sites", day)


def _title(
    tables: Tables,
    found: list[tuple[Row, str]],
    hidden: tuple[str, str, str] | None,
    day: date,
) -> str:
    """How many of the sites that are drawn NATO runs, for certain and perhaps; Kyiv is none."""
    _, end = ends(tables)
    drawn = [
        (row, sure)
        for row, sure in found
        if row.place != end and not (hidden and row.place == hidden[1])
    ]
    own = [
        _runs(tables, row, sure, day) for row, sure in drawn if _side(tables, row, day) == "nato"
    ]
    certain, perhaps = own.count(CERTAIN), len(own) - own.count(CERTAIN)
    more = f", perhaps {perhaps}{' more' if certain else ''}" if perhaps else ""
    return (
        f"On {words.day_name(day)} NATO certainly runs {certain} of the {len(drawn)} sites drawn"
        f"{more}"
    )


def _runs(tables: Tables, row: Row, sure: str, day: date) -> str:
    """Whether a site and who runs it are both certain on a day."""
    if isinstance(row.side, str):
        return sure
    pairs = coordination.held(tables, day)[row.task]
    return sure if pairs and pairs[0][1] == CERTAIN else coordination.POSSIBLE


def _side(tables: Tables, row: Row, day: date) -> str:
    """Whose a site is: its own side, or that of who holds its task on the day."""
    if isinstance(row.side, str):
        return row.side
    pairs = coordination.held(tables, day)[row.task]
    sides = [role.side for role, _ in pairs]
    return sides[0] if sides else "none"


def _hidden(tables: Tables, day: date) -> tuple[str, str, str] | None:
    """Country, town and words of a site whose town is not public on the day, if there is one."""
    for row, _ in _sites(tables, day):
        if isinstance(row.published, str) and date.fromisoformat(row.published) > day:
            return row.iso3, row.place, f"{row.name}; town not published"
    return None


def _region(hidden: tuple[str, str, str] | None) -> tuple[str, str]:
    return (hidden[0], hidden[2]) if hidden else ("", "")


def _marks(
    tables: Tables,
    day: date,
    found: list[tuple[Row, str]],
    hidden: tuple[str, str, str] | None,
) -> list[Mark]:
    """One mark a town; a town that is not public has none."""
    places, marks = geography.places(tables), []
    drawn = tables.places.set_index("place")[["label_at", "minor"]]
    hub, end = ends(tables)
    for town in dict.fromkeys(row.place for row, _ in found):
        if hidden and town == hidden[1]:
            continue
        here = [(row, sure) for row, sure in found if row.place == town]
        sides = [_side(tables, row, day) for row, _ in here]
        x, y = geography.project(places[town].lon, places[town].lat)
        text = "; ".join(
            row.role if row.name in town else f"{row.name}, {row.role}" for row, _ in here
        )
        hover = "<br>".join(
            f"<b>{words.escape(row.name)}</b>, {words.escape(town)}: {words.escape(row.role)}"
            f"{'' if _runs(tables, row, sure, day) == CERTAIN else ' (not certain on this day)'}"
            for row, sure in here
        )
        marks.append(
            Mark(
                round(x, 1),
                round(y, 1),
                min(sides, key=SIDES.index),
                here[0][0].name if town == hub else town,
                MAIN_HUB if town == hub else "" if town == end else text,
                hover,
                drawn["label_at"].fillna("right")[town],
                any(_runs(tables, row, sure, day) == CERTAIN for row, sure in here),
                bool(drawn["minor"][town]),
                here[0][0].site if here[0][0].site in set(tables.actors["actor"]) else "",
            )
        )
    return marks


def _flows(tables: Tables, reading: Reading) -> tuple[list[Flow], str]:
    """Military aid by group over the window, or the sentence why there is none."""
    counted = reading.but(unit="eur-bn", rhythm="monthly")
    if reading.measure == "allocations":
        counted = counted.but(kind="military")
    elif reading.kind == "all":
        return [], "Commitments are not split by kind of aid, so materiel cannot be told apart."
    if refusal := readings.refusal(counted, tables):
        return [], refusal.sentence
    sums = flows.window_sums(tables, counted, "group")
    names = tables.group_names
    found = [Flow(group, names[group], float(v)) for group, v in sums.items() if v > 0]
    return found, "" if found else "The donors you count gave no military aid in your window."


def _scope(reading: Reading) -> str:
    military = reading.measure == "allocations" and reading.kind != "military"
    return "military aid: not your kind" if military else ""


def _sentence(
    groups: list[Flow], refusal: str, hidden: tuple[str, str, str] | None, window: str
) -> words.Markup:
    if groups:
        most = max(groups, key=lambda flow: flow.eur_bn)
        total = sum(flow.eur_bn for flow in groups)
        text = words.Markup(
            "The widest band is that of {}: {} of {} of military aid from {}. How much went "
            "through which hub is not published."
        ).format(
            words.the(most.name),
            words.figure(words.pct(100 * most.eur_bn / total), most.group),
            words.eur_bn(total),
            window,
        )
    else:
        text = words.Markup("No band is drawn. {}").format(refusal)
    if hidden:
        text += words.Markup(
            " The hub in Romania is shown as the country’s outline: on your date no source named "
            "its town."
        )
    return text


def _table(
    tables: Tables, found: list[tuple[Row, str]], groups: list[Flow], unpublished: str
) -> pd.DataFrame:
    """Sites and bands; `unpublished`: the town that is not public yet, if there is one."""
    publishers = coordination.publishers(tables)
    rows = [
        (
            row.name,
            "not published" if row.place == unpublished else row.place,
            row.role,
            "reported" if row.confidence == "reported" else sure,
            publishers[row.source],
            float("nan"),
        )
        for row, sure in found
    ]
    rows += [(flow.name, "", "group of donors", "", "", flow.eur_bn) for flow in groups]
    return pd.DataFrame(
        rows,
        columns=["Site or group", "Town", "Role", "On your date", "Source", "Military aid, EUR bn"],
    )


# --- reported figures ------------------------------------------------------------------


@lru_cache(maxsize=64)
def figures_view(tables: Tables, day: date) -> View:
    """What was said about people, transports and tonnes, each at the day it was said."""
    rows = list(coordination.said_by(tables, date.max))
    groups = [
        (subject, [_point(tables, row) for row in rows if row.subject == subject])
        for subject in dict.fromkeys(row.subject for row in rows)
    ]
    known = len(coordination.said_by(tables, day))
    title = f"{len(rows)} figures were reported, {known} of them by {words.day_name(day)}"
    draw = partial(
        reported.draw,
        groups,
        day,
        last_day(tables),
        title=title,
        subtitle="Each dot is one figure at the day it was said; different things, so no line",
        source="Data: own collection; each figure names who said it, and its source in the table.",
        alt=f"Dots on a time axis, in {len(groups)} groups. {title}.",
    )
    return View(FIGURES, title, draw, _figures_table(tables, rows), _tonnes(rows), decimals=0)


def figure_words(row: Row) -> tuple[str, str]:
    """Subject, and the figure in words with place, day and who said it."""
    about = f"{row.qualifier} " if isinstance(row.qualifier, str) else ""
    when = dates.spoken(
        dates.Extent(date.fromisoformat(row.date_first), date.fromisoformat(row.date_last)),
        row.date,
    )
    text = f"{about}{words.number(row.number, 0)} {row.unit}, {row.place} ({row.said_by}, {when})"
    return row.subject, text


def _point(tables: Tables, row: Row) -> tuple:
    about = f"{row.qualifier} " if isinstance(row.qualifier, str) else ""
    publisher = coordination.publishers(tables)[row.source]
    doubt = "" if row.confidence == "confirmed" else "<br>reported, not confirmed"
    hover = (
        f"{words.escape(figure_words(row)[1])}<br>{words.escape(row.about)}"
        f"<br>{words.escape(publisher)}{doubt}"
    )
    return (
        date.fromisoformat(row.date_first),
        date.fromisoformat(row.date_last),
        f"{about}{words.number(row.number, 0)} {row.unit}",
        f"{row.place} · {row.said_by}",
        hover,
        row.confidence == "confirmed",
    )


def _figures_table(tables: Tables, rows: list[Row]) -> pd.DataFrame:
    publishers = coordination.publishers(tables)
    return pd.DataFrame(
        [
            (
                row.subject,
                row.number,
                row.unit,
                row.qualifier if isinstance(row.qualifier, str) else "",
                row.place,
                row.date,
                row.said_by,
                row.about,
                row.confidence,
                publishers[row.source],
            )
            for row in rows
        ],
        columns=[
            *("Subject", "Number", "Unit", "Word before it", "Place", "Date"),
            *("Said by", "What it covers", "Confidence", "Source"),
        ],
    )


def _tonnes(rows: list[Row]) -> words.Markup:
    """Whether the tonnes of a year fit those of a month: two figures of one speaker."""
    by_unit = {row.unit: row for row in rows}
    year, month = by_unit["tonnes a year"], by_unit["tonnes a month"]
    return words.Markup(
        "{} tonnes in a year are {} a month; the {} that the same speaker names for a month "
        "fit. The figures on transports do not fit each other and are not to be compared."
    ).format(
        words.number(year.number, 0),
        words.number(year.number / flows.MONTHS_PER_YEAR, 0),
        words.number(month.number, 0),
    )


def _kept(address: Address) -> Address:
    reading = address.reading.but(unit="eur-bn", rhythm="monthly")
    return Address(reading, pick=Pick(asof=address.pick.asof))


PARTS = {
    MAP: Part(lambda tables, address: map_view(tables, address.reading, address.pick.day), _kept),
    FIGURES: Part(
        lambda tables, address: figures_view(tables, address.pick.day),
        lambda address: Address(pick=Pick(asof=address.pick.asof)),
    ),
}
