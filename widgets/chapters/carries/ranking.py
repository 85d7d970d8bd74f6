"""Who gave most: donors ranked over the window, and rank by year. One View a chart."""

from functools import lru_cache, partial
from itertools import groupby

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, nothing_given, refused
from widgets.chapters.carries.drawings import ranking
from widgets.chapters.carries.drawings import ranks_by_year as bump
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.sums import ranks
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence

NAME, YEARS = "flows-ranking", "flows-ranks"
RANKED = 15
ROWS = 12  # ranks that the chart by year has a row for
HEADS = {unit: message(f"ranking-head-{unit}") for unit in readings.UNITS}
EU_LEVEL = {eu: message(f"ranking-eu-{eu}") for eu in readings.EU_INSTITUTIONS}
ALONE = Refusal(message("ranking-alone"), None, message("ranking-alone-remedy"))
DONOR, RANK = message("ranking-column-donor"), message("ranking-column-rank")


def nothing(tables: Tables, reading: Reading) -> Refusal:
    """Why a Reading under which no value is above zero has no picture."""
    if ranks.all_units(tables, reading.but(rhythm="monthly"))["eur-bn"].sum() > 0:
        remedy = message("ranking-neither-remedy")
        return Refusal(message("ranking-neither"), reading.but(unit="eur-bn"), remedy)
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
    title = message("ranking-title")
    fixed = {"rhythm": "monthly"}
    if refusal := refused(NAME, title, reading, tables, by_month=False, **fixed):
        return refusal
    all_units = ranks.all_units(tables, reading.but(rhythm="monthly"))
    if not all_units["eur-bn"].sum() > 0:
        return View(NAME, Caption(title), refusal=nothing(tables, reading))
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
    groups = groups.rename(lambda name: message("ranking-own-group", group=name))
    drawn = pd.concat([drawn, groups[list(drawn)]]).sort_values(
        reading.unit, ascending=False, na_position="last", kind="stable"
    )
    title = _title(tables, all_units, reading.unit, other) or title
    shown = len(drawn) - len(groups)
    subtitle = message(
        "ranking-subtitle",
        what=words.capital(in_words.subject(reading)),
        months=words.span(*reading.window(tables)),
        donors=message(
            "ranking-some-donors" if shown < len(ordered) else "ranking-all-donors",
            shown=shown,
            number=len(ordered),
        ),
    )
    places = ranks.ranked(ordered[reading.unit])
    draw = partial(
        ranking.draw,
        drawn,
        tables.group_of | dict.fromkeys(groups.index, "you"),
        HEADS,
        iso3_of={name: code for code, name in tables.donor_of.items()},
        ranks=places.to_dict(),
        chosen=tables.donor_of.get(donor, ""),
    )
    caption = Caption(
        title,
        subtitle,
        tables.source_line,
        message("ranking-alt", subtitle=subtitle, title=title),
        sentence=_sentence(all_units, reading.unit),
        note=f"{EU_LEVEL[reading.eu_institutions]} {message('ranking-note')}",
        shows=in_words.shows(tables, reading, message("ranking-as-a-sum")),
    )
    table, links = _table(tables, pd.concat([ordered, groups]), places)
    return View(NAME, caption, draw, table, links=links, clicks=message("ranking-click"))


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
    table = ordered.rename(columns=readings.UNITS).rename_axis(DONOR).reset_index()
    table.insert(1, RANK, places.reindex(ordered.index).astype("Int64").array)
    iso3 = {name: code for code, name in tables.donor_of.items()}
    return table, {
        DONOR: [
            donor_link(iso3[name], name) if name in iso3 else words.escape(name)
            for name in ordered.index
        ]
    }


def donor_link(iso3: str, name: str) -> words.Markup:
    """A donor's name that opens its card; the same under every Reading."""
    return words.step_link(name, "set", f"donor={iso3}", "one-donor", to="one-donor")


def _title(tables: Tables, all_units: pd.DataFrame, unit: str, other: str) -> str:
    """Who leads in each of two units; units in which nobody has a value are left out."""
    leaders = {u: all_units[u].idxmax() for u in (unit, other) if (all_units[u] > 0).any()}
    if not leaders:
        return ""
    code = {name: code for code, name in tables.donor_of.items()}
    first = leaders.get(unit) or leaders[other]
    said = {"donor": words.the(first), "code": code[first], "unit": unit}
    if len(all_units) == 1:
        said["amount"] = words.amount(float(all_units["eur-bn"].iloc[0]), "eur-bn")
        return words.capital(message("ranking-title-one", **said))
    if len(leaders) == 1:
        return words.capital(message("ranking-title-leads", **said | {"unit": next(iter(leaders))}))
    second = leaders[other]
    if first == second:
        return words.capital(message("ranking-title-leads-both", **said))
    said |= {"second": words.the(second), "second_code": code[second]}
    return words.capital(message("ranking-title-leads-each", **said))


def _sentence(all_units: pd.DataFrame, unit: str) -> words.Markup:
    """The first five for their size: per head where that is ranked, else against the economy."""
    unit = unit if unit == "per-head" else "pct-gdp"
    top = all_units[unit].nlargest(5)
    top = top[top > 0]
    if top.empty:
        return words.Markup("")
    donors = words.listed([with_amount(donor, value, unit) for donor, value in top.items()])
    if "United States" in all_units.index and "United States" not in top:
        us = words.amount(all_units.loc["United States", unit], unit)
        return sentence("ranking-for-size-and-us", unit=unit, donors=donors, us=us)
    return sentence("ranking-for-size", unit=unit, donors=donors)


def with_amount(donor: str, value: float, unit: str) -> str:
    """A donor and what it gave, as they stand in a list: `the United States €64.6 bn`."""
    return message("ranking-donor", donor=words.the(donor), amount=words.amount(float(value), unit))


# --- year by year ----------------------------------------------------------------------


@lru_cache(maxsize=64)
def years_view(tables: Tables, reading: Reading, donor: str = "") -> View:
    """Rank by calendar year within the window, in the Reading's unit."""
    title = message("ranking-years-title")
    if refusal := refused(YEARS, title, reading, tables, rhythm="monthly"):
        return refusal
    if len(readings.counted_donors(reading, tables)) == 1:
        return View(YEARS, Caption(title), refusal=ALONE._replace(remedy=reading.but(donors="all")))
    places = ranks.ranked_by_year(tables, reading.but(rhythm="monthly"))
    if places.empty or places.isna().all(axis=None):
        return View(YEARS, Caption(title), refusal=nothing(tables, reading))
    values = ranks.by_year(tables, reading.but(rhythm="monthly"))
    chosen = tables.donor_of.get(donor, "")
    in_rows = (places <= ROWS).any()
    drawn = [d for d in places if d == chosen or in_rows[d]]
    unit = in_words.unit_name(reading)
    draw = partial(
        bump.draw,
        places[drawn],
        values,
        tables.group_of,
        rows=ROWS,
        unit=reading.unit,
        chosen=chosen,
        iso3_of={name: code for code, name in tables.donor_of.items()},
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
        rows, columns=[message("ranking-column-year"), DONOR, RANK, words.capital(unit)]
    )
    title = _years_title(places)
    what = in_words.subject(reading)
    subtitle = message(
        "ranking-years-subtitle",
        what=what,
        unit=unit,
        months=words.span(*reading.window(tables)),
    )
    how, shown = message("ranking-years-how"), message("ranking-years-what", what=what)
    caption = Caption(
        title,
        subtitle,
        tables.source_line,
        message("ranking-years-alt", title=title, subtitle=subtitle),
        sentence=_years_sentence(places, chosen),
        note=f"{message('ranking-years-note')} {_short_years(tables, reading)}".rstrip(),
        shows=in_words.shows(tables, reading, how, shown),
    )
    return View(YEARS, caption, draw, table, clicks=message("ranking-years-click"))


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
            runs.append(message("ranking-years-run", donor=words.the(leader), years=when))
    leaders = len(set(first.values()) - {""})
    return words.fitting(
        message("ranking-years-first", runs=", ".join(runs)),
        message("ranking-years-leaders", donors=leaders, years=len(first)),
    )


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
    return message("ranking-years-short", number=len(short), years=words.listed(short))


def _years_sentence(places: pd.DataFrame, chosen: str) -> words.Markup:
    """The ranks of the donor looked at."""
    own = places[chosen].dropna() if chosen in places else pd.Series(dtype=float)
    if own.empty:
        return words.Markup("")
    listed = words.listed(
        [message("ranking-years-rank", rank=int(rank), year=year) for year, rank in own.items()]
    )
    said = {"donor": words.capital(words.the(chosen)), "ranks": listed}
    if none := [year for year in places.index if year not in own.index]:
        return sentence("ranking-years-donor-none", **said, years=words.listed(none))
    return sentence("ranking-years-donor", **said)


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
