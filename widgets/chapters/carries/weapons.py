"""Heavy weapons: five categories by donor, as counts. The list follows whom the Reading counts."""

from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View
from widgets.chapters.carries.drawings import weapons as matrix
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.sums import donors
from widgets.tables.package import Tables

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
        sentence = "No heavy weapons are listed for the donors you count."
        return View(NAME, "Heavy weapons", refusal=Refusal(sentence))
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = {category: words.capital(category) for category in counts}
    title = _title(counts)
    which = f"{len(counts)} donor{'s' if len(counts) > 1 else ''} with an entry"
    subtitle = (
        f"Items of five heavy categories, {which}, to "
        f"{words.month_name(tables.release['last_month'])}; each column has its own scale"
    )
    draw = partial(
        matrix.draw,
        counts,
        tables.group_of,
        heads,
        chosen=tables.donor_of.get(donor, ""),
        iso3_of={name: code for code, name in tables.donor_of.items()},
        title=title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=f"Matrix of counts. {title}. {subtitle}.",
        scope=_scope(reading),
    )
    table = counts.rename(columns=lambda c: f"{heads[c]}, items").rename_axis("Donor").reset_index()
    months = words.span(tables.months[0], tables.months[-1])
    shows = (
        "This view shows how many items of five heavy categories the source lists as allocated by "
        f"{in_words.donors_name(reading.but(eu_institutions='own'), tables)}, {months}: a count, "
        "without a price."
    )
    said, note = _sentence(counts), _note(every)
    return View(NAME, title, draw, table, said, note, decimals=0, shows=shows)


def _scope(reading: Reading) -> str:
    """What of the Reading the counts do not follow."""
    parts = ["items, whole release: not your window"] if reading.first or reading.last else []
    if reading.measure != "allocations":
        parts.append("items allocated: not your measure")
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
        return f"{name}: {words.listed([donors.items(c, counts[c].iloc[0]) for c in listed[:3]])}"
    if not rest:
        return f"{name} has most items listed in every category"
    others = [f"{words.the(d)} in {words.listed(leads[d])}" for d in rest]
    title = f"{name} leads in {len(leads[first])} of {len(listed)} categories, {', '.join(others)}"
    return title if len(title) <= 80 else f"{name} leads in {len(leads[first])} of {len(listed)}"


def _sentence(counts: pd.DataFrame) -> words.Markup:
    listed = [donors.items(c, counts[c].sum()) for c in counts if counts[c].notna().any()]
    return words.Markup("Listed in all: {}.").format(words.listed(listed))


def _note(every: pd.DataFrame) -> str:
    """What stands between these counts and the goods, said where they are."""
    us, nl = JOINT
    donor, category = UNPRICED
    items = words.number(every.loc[donor, category], 0)
    return (
        f"{matrix.NOT_LISTED}: none listed, which is no proof that none was given. "
        f"{words.capital(words.the(us))} and {words.the(nl)} paid jointly for tanks that stand in "
        "both rows, so sums may hold them twice. "
        f"For {words.the(donor)}’s {items} items of {category} the source has no "
        "usable price; so items are counted here, not euros. Five categories are no breakdown "
        "of all military aid."
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
