"""Heavy weapons: five categories by donor, as counts. The list follows whom the Reading counts."""

from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View
from widgets.chapters.carries.drawings import weapons as matrix
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.sums import donors
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence

NAME = "flows-weapons"
JOINT = ("United States", "Netherlands")  # a package of tanks stands in both donors' lists
UNPRICED = ("United Kingdom", "air defence")


@lru_cache(maxsize=64)
def view(tables: Tables, reading: Reading, donor: str = "") -> View:
    """Counted items of donors that the Reading counts; a category not listed stays missing."""
    every = donors.weapons(tables)
    counted = set(readings.counted_donors(reading, tables))
    counts = every[every.index.isin(counted)]
    if counts.empty:
        refusal = Refusal(message("weapons-none-listed"))
        return View(NAME, Caption(message("weapons-question")), refusal=refusal)
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = {category: words.capital(category) for category in counts}
    title = _title(counts)
    subtitle = message(
        "weapons-subtitle",
        number=len(counts),
        month=words.month_name(tables.release["last_month"]),
    )
    draw = partial(
        matrix.draw,
        counts,
        tables.group_of,
        heads,
        chosen=tables.donor_of.get(donor, ""),
        iso3_of={name: code for code, name in tables.donor_of.items()},
    )
    table = (
        counts.rename(columns=lambda c: message("weapons-column-items", category=heads[c]))
        .rename_axis(message("weapons-column-donor"))
        .reset_index()
    )
    caption = Caption(
        title,
        subtitle,
        tables.source_line,
        message("weapons-alt", title=title, subtitle=subtitle),
        _scope(reading),
        sentence=_sentence(counts),
        note=_note(every),
        shows=message(
            "weapons-shows",
            donors=in_words.donors_name(reading.but(eu_institutions="own"), tables),
            months=words.span(tables.months[0], tables.months[-1]),
        ),
    )
    return View(NAME, caption, draw, table, decimals=0)


def _scope(reading: Reading) -> str:
    """What of the Reading the counts do not follow."""
    parts = [message("weapons-scope-window")] if reading.first or reading.last else []
    if reading.measure != "allocations":
        parts.append(message("weapons-scope-measure"))
    return "; ".join(parts)


def _title(counts: pd.DataFrame) -> str:
    """Who has most listed, in how many of the categories."""
    listed = [c for c in counts if counts[c].notna().any()]
    leads: dict[str, list[str]] = {}
    for category in listed:
        leads.setdefault(counts[category].idxmax(), []).append(category)
    first, *rest = sorted(leads, key=lambda d: -len(leads[d]))
    name = words.capital(words.the(first))
    if len(counts) == 1:
        items = words.listed([donors.items(c, counts[c].iloc[0]) for c in listed[:3]])
        return message("weapons-title-one", donor=name, items=items)
    if not rest:
        return message("weapons-title-every", donor=name)
    others = ", ".join(
        message("weapons-title-other", donor=words.the(d), categories=words.listed(leads[d]))
        for d in rest
    )
    said = {"donor": name, "number": len(leads[first]), "categories": len(listed)}
    return words.fitting(
        message("weapons-title-others", **said, others=others), message("weapons-title", **said)
    )


def _sentence(counts: pd.DataFrame) -> words.Markup:
    listed = [donors.items(c, counts[c].sum()) for c in counts if counts[c].notna().any()]
    return sentence("weapons-listed", items=words.listed(listed))


def _note(every: pd.DataFrame) -> str:
    """What stands between these counts and the goods, said where they are."""
    first, second = JOINT
    donor, category = UNPRICED
    return message(
        "weapons-note",
        mark=matrix.NOT_LISTED,
        first=words.capital(words.the(first)),
        second=words.the(second),
        donor=words.the(donor),
        items=words.number(every.loc[donor, category], 0),
        category=category,
    )


A_WINDOW = "2022-02"  # any month: of a window only that there is one is said


def _kept(address: Address) -> Address:
    """Whom the Reading counts, and whether it has a window and a measure that are not followed."""
    reading = address.reading
    kept = Reading(
        reading.measure,
        donors=reading.donors,
        first=A_WINDOW if reading.first or reading.last else None,
    )
    return Address(kept, donor=address.donor_iso3)


PARTS = {
    NAME: Part(lambda tables, address: view(tables, address.reading, address.donor_iso3), _kept)
}
