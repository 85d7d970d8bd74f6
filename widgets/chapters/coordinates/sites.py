"""Where it is done: the sites on a map with the flow of materiel, and the figures reported."""

from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View
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
    subtitle = words.message("sites-subtitle", window=window)
    caption = Caption(
        title,
        subtitle,
        words.message("sites-source", release=tables.release["source_line"]),
        words.message("sites-alt", title=title, subtitle=subtitle),
        _scope(reading),
        _sentence(groups, refusal, hidden, window),
        words.message("sites-note"),
    )
    draw = partial(_draw, tables, day, groups, _marks(tables, day, found, hidden), hidden)
    return View(MAP, caption, draw, _table(tables, found, groups, hidden[1] if hidden else ""))


def _draw(
    tables: Tables,
    day: date,
    groups: list[Flow],
    marks: list[Mark],
    hidden: tuple[str, str, str] | None,
    size: str = "L",
) -> Sheet:
    places = geography.places(tables)
    hub, end = (geography.project(places[name].lon, places[name].lat) for name in ends(tables))
    frame = atlas.sites_view(size)
    rings = geography.outlines(tables, atlas.grid_km(frame, size))
    return atlas.sites(
        frame,
        geography.countries(tables, day, frame, atlas.grid_km(frame, size)),
        [ring for ring in rings if hidden and ring.iso3 == hidden[0]],
        marks,
        groups,
        hub,
        end,
        hidden[2] if hidden else "",
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
    name = "sites-title"
    if perhaps:
        name = "sites-title-perhaps-more" if certain else "sites-title-perhaps"
    return words.message(
        name, day=words.day_name(day), certain=certain, sites=len(drawn), perhaps=perhaps
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
    """Country, town and name of a site whose town is not public on the day, if there is one."""
    for row, _ in _sites(tables, day):
        if isinstance(row.published, str) and date.fromisoformat(row.published) > day:
            return row.iso3, row.place, row.name
    return None


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
            row.role
            if row.name in town
            else words.message("sites-named", site=row.name, role=row.role)
            for row, _ in here
        )
        are_certain = [_runs(tables, row, sure, day) == CERTAIN for row, sure in here]
        hover = "<br>".join(
            words.sentence(
                "sites-hover" if is_certain else "sites-hover-possible",
                site=words.Markup("<b>{}</b>").format(row.name),
                town=town,
                role=row.role,
            )
            for (row, _), is_certain in zip(here, are_certain, strict=True)
        )
        marks.append(
            Mark(
                round(x, 1),
                round(y, 1),
                min(sides, key=SIDES.index),
                here[0][0].name if town == hub else town,
                words.message("sites-main-hub") if town == hub else "" if town == end else text,
                hover,
                drawn["label_at"].fillna("right")[town],
                any(are_certain),
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
        return [], words.message("sites-kinds-not-split")
    if refusal := readings.refusal(counted, tables):
        return [], refusal.sentence
    sums = flows.window_sums(tables, counted, "group")
    names = tables.group_names
    found = [Flow(group, names[group], float(v)) for group, v in sums.items() if v > 0]
    return found, "" if found else words.message("sites-no-military-aid")


def _scope(reading: Reading) -> str:
    military = reading.measure == "allocations" and reading.kind != "military"
    return words.message("sites-scope-kind") if military else ""


def _sentence(
    groups: list[Flow], refusal: str, hidden: tuple[str, str, str] | None, window: str
) -> words.Markup:
    if groups:
        most = max(groups, key=lambda flow: flow.eur_bn)
        total = sum(flow.eur_bn for flow in groups)
        said = words.sentence(
            "sites-widest-band",
            group=words.the(most.name),
            share=words.figure(words.pct(100 * most.eur_bn / total), most.group),
            total=words.eur_bn(total),
            window=window,
        )
    else:
        said = words.sentence("sites-no-band", reason=refusal)
    outlined = words.sentence("sites-hub-outlined") if hidden else ""
    return words.Markup(" ").join(filter(None, [said, outlined]))


def _table(
    tables: Tables, found: list[tuple[Row, str]], groups: list[Flow], unpublished: str
) -> pd.DataFrame:
    """Sites and bands; `unpublished`: the town that is not public yet, if there is one."""
    publishers = coordination.publishers(tables)
    rows = [
        (
            row.name,
            words.message("sites-not-published") if row.place == unpublished else row.place,
            row.role,
            words.message(
                "tasks-doubt", doubt="reported" if row.confidence == "reported" else sure
            ),
            publishers[row.source],
            float("nan"),
        )
        for row, sure in found
    ]
    group = words.message("sites-group")
    rows += [(flow.name, "", group, "", "", flow.eur_bn) for flow in groups]
    return pd.DataFrame(
        rows,
        columns=[
            words.message("sites-column-site"),
            words.message("sites-column-town"),
            words.message("sites-column-role"),
            words.message("sites-column-doubt"),
            words.message("sites-column-source"),
            words.message("sites-column-aid"),
        ],
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
    title = words.message(
        "sites-figures-title", figures=len(rows), known=known, day=words.day_name(day)
    )
    caption = Caption(
        title,
        words.message("sites-figures-subtitle"),
        words.message("sites-figures-source"),
        words.message("sites-figures-alt", groups=len(groups), title=title),
        sentence=_tonnes(rows),
    )
    draw = partial(reported.draw, groups, day, last_day(tables))
    return View(FIGURES, caption, draw, _figures_table(tables, rows), decimals=0)


def figure_words(row: Row) -> tuple[str, str]:
    """Subject, and the figure in words with place, day and who said it."""
    when = dates.spoken(
        dates.Extent(date.fromisoformat(row.date_first), date.fromisoformat(row.date_last)),
        row.date,
    )
    return row.subject, words.message(
        "sites-figure-said",
        figure=_figure(row),
        place=row.place,
        speaker=row.said_by,
        date=when,
    )


def _figure(row: Row) -> str:
    return words.message(
        "sites-figure-qualified" if isinstance(row.qualifier, str) else "sites-figure",
        qualifier=row.qualifier,
        number=words.number(row.number, 0),
        unit=row.unit,
    )


def _point(tables: Tables, row: Row) -> tuple:
    lines = [figure_words(row)[1], row.about, coordination.publishers(tables)[row.source]]
    if row.confidence != "confirmed":
        lines.append(words.message("sites-figure-reported"))
    return (
        date.fromisoformat(row.date_first),
        date.fromisoformat(row.date_last),
        _figure(row),
        f"{row.place} · {row.said_by}",
        words.Markup("<br>").join(lines),
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
                words.message("events-confidence", confidence=row.confidence),
                publishers[row.source],
            )
            for row in rows
        ],
        columns=[
            words.message("sites-column-subject"),
            words.message("sites-column-number"),
            words.message("sites-column-unit"),
            words.message("sites-column-qualifier"),
            words.message("sites-column-place"),
            words.message("sites-column-date"),
            words.message("sites-column-speaker"),
            words.message("sites-column-about"),
            words.message("sites-column-confidence"),
            words.message("sites-column-source"),
        ],
    )


def _tonnes(rows: list[Row]) -> words.Markup:
    """Whether the tonnes of a year fit those of a month: two figures of one speaker."""
    by_unit = {row.unit: row for row in rows}
    year, month = by_unit["tonnes a year"], by_unit["tonnes a month"]
    return words.sentence(
        "sites-figures-tonnes",
        year=words.number(year.number, 0),
        twelfth=words.number(year.number / flows.MONTHS_PER_YEAR, 0),
        month=words.number(month.number, 0),
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
