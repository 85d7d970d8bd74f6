"""Who gave most: donors ranked over the window, and rank by year. One View a chart."""

from functools import lru_cache, partial
from itertools import groupby

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, nothing_given, refused
from widgets.chapters.carries.drawings import ranking
from widgets.chapters.carries.drawings import ranks_by_year as bump
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.sums import ranks
from widgets.tables.package import Tables

NAME, YEARS = "flows-ranking", "flows-ranks"
RANKED = 15
ROWS = 12  # ranks that the chart by year has a row for
HEADS = {
    "eur-bn": "EUR bn",
    "share": "per cent of all counted",
    "pct-gdp": "% of the donor’s 2021 GDP",
    "per-head": "EUR per head",
}
LEADS = {
    "eur-bn": "in euros",
    "share": "by share",
    "pct-gdp": "by size of economy",
    "per-head": "per head",
}
MEASURED = {
    "pct-gdp": "Measured against the economy of 2021",
    "per-head": "Per head of the population of 2024",
}
EU_LEVEL = {
    "own": "EU-level aid is that of the EU institutions, a donor of its own.",
    "imputed": "EU-level aid is added to the members that pay for it.",
    "out": "EU-level aid is left out.",
}


ALONE = Refusal("A rank compares donors, and you count one alone.", None, "Count all donors")


def nothing(tables: Tables, reading: Reading) -> Refusal:
    """Why a Reading under which no value is above zero has no picture."""
    if ranks.all_units(tables, reading.but(rhythm="monthly"))["eur-bn"].sum() > 0:
        sentence = "The donors you count have neither a GDP nor a population here."
        return Refusal(sentence, reading.but(unit="eur-bn"), "Show EUR bn")
    return nothing_given(reading)


def settled(reading: Reading, **fixed: object) -> Reading:
    """The Reading without its rhythm, which plays no part here, and with `fixed` fields, if no
    data can refuse it; one that may be refused keeps all, since the remedy leads back to it.
    """
    return reading.but(rhythm="monthly", **fixed) if is_answered(reading) else reading


def is_answered(reading: Reading) -> bool:
    """Whether no data can refuse the Reading but for its rhythm."""
    of_a_kind = reading.measure == "allocations" or reading.kind == "all"
    return of_a_kind and reading.eu_institutions == "own"


# --- over the window -------------------------------------------------------------------


@lru_cache(maxsize=64)
def view(tables: Tables, reading: Reading, donor: str = "", ranked: str = "top") -> View:
    """Donors of the window in the Reading's unit, and beside it in another.

    `donor`: ISO3 of the one that stands out; `ranked`: top or all.
    """
    title = "Who gave most"
    fixed = {"rhythm": "monthly"}
    if refusal := refused(NAME, title, reading, tables, by_month=False, **fixed):
        return refusal
    all_units = ranks.all_units(tables, reading.but(rhythm="monthly"))
    if not all_units["eur-bn"].sum() > 0:
        return View(NAME, title, refusal=nothing(tables, reading))
    other = "pct-gdp" if reading.unit in ("eur-bn", "share") else "eur-bn"
    ordered = all_units.sort_values(
        [reading.unit, "eur-bn"], ascending=False, na_position="last", kind="stable"
    )
    drawn = _drawn(ordered, reading, tables.donor_of.get(donor), ranked)[[reading.unit, other]]
    groups = (
        ranks.own_groups(tables, reading.but(rhythm="monthly"))
        if reading.groups
        else all_units.head(0)
    )
    groups = groups.rename(lambda name: f"“{name}”")
    drawn = pd.concat([drawn, groups[list(drawn)]]).sort_values(
        reading.unit, ascending=False, na_position="last", kind="stable"
    )
    title = _title(all_units, reading.unit, other) or title
    which = (
        f"{len(drawn) - len(groups)} of {len(ordered)} donors"
        if len(drawn) - len(groups) < len(ordered)
        else f"{len(ordered)} donor{'s' if len(ordered) > 1 else ''}"
    )
    span = words.span(*reading.window(tables))
    subtitle = f"{words.capital(in_words.subject(reading))}, {span}, {which}"
    places = ranks.ranked(ordered[reading.unit])
    draw = partial(
        ranking.draw,
        drawn,
        tables.group_of | dict.fromkeys(groups.index, "you"),
        HEADS,
        iso3_of={name: code for code, name in tables.donor_of.items()},
        ranks=places.to_dict(),
        chosen=tables.donor_of.get(donor, ""),
        title=title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=f"Bars: {subtitle}. {title}.",
    )
    note = (
        f"{EU_LEVEL[reading.eu_institutions]} GDP is of 2021, population of 2024; the EU "
        "institutions have neither. A thin cap is zero."
    )
    table, links = _table(tables, pd.concat([ordered, groups]), places)
    shows = in_words.shows(tables, reading, "as a sum")
    said = _sentence(all_units, reading.unit)
    clicks = "A bar or name opens the donor below."
    return View(NAME, title, draw, table, said, note, links=links, shows=shows, clicks=clicks)


def _drawn(
    ordered: pd.DataFrame, reading: Reading, chosen: str | None, ranked: str
) -> pd.DataFrame:
    """The largest, and always the donor looked at; all, or a list of the reader's, in full."""
    if ranked == "all" or isinstance(reading.donors, tuple):
        return ordered
    largest = ordered[ordered["eur-bn"] != 0].head(RANKED)
    if chosen in ordered.index and chosen not in largest.index:
        largest = pd.concat([largest, ordered.loc[[chosen]]])
    return largest


def _table(
    tables: Tables, ordered: pd.DataFrame, places: pd.Series
) -> tuple[pd.DataFrame, dict[str, list]]:
    """All counted donors with their rank in the Reading's unit, each a link to its card; and the
    reader's own groups, which have neither.
    """
    table = ordered.rename(columns=readings.UNITS).rename_axis("Donor").reset_index()
    table.insert(1, "Rank", places.reindex(ordered.index).astype("Int64").array)
    iso3 = {name: code for code, name in tables.donor_of.items()}
    return table, {
        "Donor": [
            donor_link(iso3[name], name) if name in iso3 else words.escape(name)
            for name in ordered.index
        ]
    }


def donor_link(iso3: str, name: str) -> words.Markup:
    """A donor's name that opens its card; the same under every Reading."""
    return words.Markup(
        '<a href="?donor={0}#one-donor" data-set="donor={0}" data-to="one-donor">{1}</a>'
    ).format(iso3, name)


def _title(all_units: pd.DataFrame, unit: str, other: str) -> str:
    """Who leads in each of two units; units in which nobody has a value are left out."""
    leaders = {u: all_units[u].idxmax() for u in (unit, other) if (all_units[u] > 0).any()}
    if not leaders:
        return ""
    first = words.the(leaders.get(unit) or leaders[other])
    if len(all_units) == 1:
        value = words.amount(float(all_units["eur-bn"].iloc[0]), "eur-bn")
        return f"{words.capital(first)}: {value}"
    if len(leaders) == 1:
        return f"{words.capital(LEADS[next(iter(leaders))])} {first} {words.leads(first)}"
    second = words.the(leaders[other])
    if first == second:
        return f"{words.capital(first)} {words.leads(first)} {LEADS[unit]} and {LEADS[other]}"
    does = "do" if second == "the EU institutions" else "does"
    return (
        f"{words.capital(LEADS[unit])} {first} {words.leads(first)}; {LEADS[other]} {second} {does}"
    )


def _sentence(all_units: pd.DataFrame, unit: str) -> words.Markup:
    """The first five for their size: per head where that is ranked, else against the economy."""
    unit = unit if unit == "per-head" else "pct-gdp"
    top = all_units[unit].nlargest(5)
    top = top[top > 0]
    if top.empty:
        return words.Markup("")
    listed = words.listed([f"{words.the(d)} {words.amount(v, unit)}" for d, v in top.items()])
    text = f"{MEASURED[unit]}: {listed}"
    if "United States" in all_units.index and "United States" not in top:
        us = all_units.loc["United States", unit]
        text += f"; the United States {words.amount(us, unit)}"
    return words.Markup("{}.").format(text)


# --- year by year ----------------------------------------------------------------------


@lru_cache(maxsize=64)
def years_view(tables: Tables, reading: Reading, donor: str = "") -> View:
    """Rank by calendar year within the window, in the Reading's unit."""
    title = "Rank by year"
    if refusal := refused(YEARS, title, reading, tables, rhythm="monthly"):
        return refusal
    if len(readings.counted_donors(reading, tables)) == 1:
        return View(YEARS, title, refusal=ALONE._replace(remedy=reading.but(donors="all")))
    places = ranks.ranked_by_year(tables, reading.but(rhythm="monthly"))
    if places.empty or places.isna().all(axis=None):
        return View(YEARS, title, refusal=nothing(tables, reading))
    values = ranks.by_year(tables, reading.but(rhythm="monthly"))
    chosen = tables.donor_of.get(donor, "")
    in_rows = (places <= ROWS).any()
    drawn = [d for d in places if d == chosen or in_rows[d]]
    span = words.span(*reading.window(tables))
    unit = in_words.unit_name(reading)
    subtitle = f"Rank by {in_words.subject(reading)} of each calendar year, {unit}, {span}"
    title = _years_title(places)
    draw = partial(
        bump.draw,
        places[drawn],
        values,
        tables.group_of,
        rows=ROWS,
        unit=reading.unit,
        chosen=chosen,
        iso3_of={name: code for code, name in tables.donor_of.items()},
        title=title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=f"Lines of rank by year. {title}. {subtitle}.",
    )
    amounts = values.to_dict("index")
    rows = [
        (year, name, int(place), float(amounts[year][name]))
        for year, row in places.to_dict("index").items()
        for name, place in sorted(
            ((name, place) for name, place in row.items() if place == place),
            key=lambda pair: pair[1],
        )
    ]
    table = pd.DataFrame(
        rows, columns=["Year", "Donor", "Rank", words.capital(in_words.unit_name(reading))]
    )
    note = (
        "A donor has a rank in each year in which it gave something. "
        f"{_short_years(tables, reading)}"
    ).rstrip()
    what = f"the rank by {in_words.subject(reading)}"
    shows = in_words.shows(tables, reading, "by calendar year", what)
    said = _years_sentence(places, chosen)
    clicks = "A name opens the donor below."
    return View(YEARS, title, draw, table, said, note, shows=shows, clicks=clicks)


def _years_title(places: pd.DataFrame) -> str:
    """Who came first, year by year; the shorter form if that is too long."""
    first = {
        year: row.dropna().idxmin() if row.notna().any() else "" for year, row in places.iterrows()
    }
    runs = []
    for leader, group in groupby(first.items(), key=lambda pair: pair[1]):
        years = [year for year, _ in group]
        if leader:
            when = years[0] if len(years) == 1 else f"{years[0]}{words.DASH}{years[-1][2:]}"
            runs.append(f"{words.the(leader)} {when}")
    title = f"First: {', '.join(runs)}"
    if len(title) <= 80:
        return title
    return f"{len(set(first.values()) - {''})} donors came first in {len(first)} years"


def _short_years(tables: Tables, reading: Reading) -> str:
    """Which years hold less than twelve months, if any."""
    first, last = reading.window(tables)
    short = []
    if not first.endswith("-01"):
        short.append(first[:4])
    if not last.endswith("-12") and last[:4] not in short:
        short.append(last[:4])
    if not short:
        return ""
    return f"{words.listed(short)} {'holds' if len(short) == 1 else 'hold'} less than a year. "


def _years_sentence(places: pd.DataFrame, chosen: str) -> words.Markup:
    """The ranks of the donor looked at."""
    own = places[chosen].dropna() if chosen in places else pd.Series(dtype=float)
    if own.empty:
        return words.Markup("")
    said = words.listed([f"{int(rank)} in {year}" for year, rank in own.items()])
    text = words.Markup("{} ranked {}").format(words.capital(words.the(chosen)), said)
    none = [year for year in places.index if year not in own.index]
    if none:
        text += words.Markup("; in {} it has no rank").format(words.listed(none))
    return text + "."


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.donor_iso3, address.ranked),
        lambda address: Address(
            settled(address.reading), donor=address.donor_iso3, ranked=address.ranked
        ),
    ),
    YEARS: Part(
        lambda tables, address: years_view(tables, address.reading, address.donor_iso3),
        lambda address: Address(settled(address.reading), donor=address.donor_iso3),
    ),
}
