"""Turn the checked inputs into our tidy tables. Money in EUR bn, nominal; shares from 0 to 1."""

import pandas as pd

from builder import shape_coordination
from builder.checks_aid import KINDS, ORIGINS, all_months, month_of
from builder.dates import extents, from_precision
from builder.read import Frames

MONEY_DECIMALS, SHARE_DECIMALS = 6, 8
OUR_ORIGINS = {"nato_purl": "purl"}


def release(data: Frames) -> dict[str, str]:
    """Number, period, label and source line of the release."""
    row, months = data["release"].iloc[0], month_of(data["totals"])
    return {
        "number": row["release"],
        "first_month": min(months),
        "last_month": max(months),
        "label": f"Release {row['release']} ({row['period']})",
        "source_line": f"Kiel Institute, {row['label']}",
    }


def tables(data: Frames) -> Frames:
    """{table name: DataFrame}, each sorted by its primary key or by `order`."""
    return {
        "groups": data["groups"].sort_values("order"),
        "donors": donors(data),
        "memberships": memberships(data),
        "aid": aid(data),
        "commitments": commitments(data),
        "origins": origins(data),
        "weapons": weapons(data),
        "eu_shares": eu_shares(data),
        "events": events(data),
        "lanes": data["lanes"][["lane", "order", "name", "era"]].sort_values("order"),
        "instruments": instruments(data),
        "event_aliases": event_aliases(data),
        "event_sources": event_sources(data),
        "sources": sources(data),
        "glossary": glossary(data),
        "promises": promises(data),
        "purl": purl(data),
        **shape_coordination.tables(data),
    }


def ours(data: Frames, names: pd.Series) -> pd.Series:
    """Kiel's donor names -> our names."""
    return names.map(data["donors"].set_index("kiel_name")["donor"])


def donors(data: Frames) -> pd.DataFrame:
    """Donors with group, GDP of 2021 and population; missing where no source states it."""
    table = data["donors"].set_index("kiel_name")
    gdp = data["explorer"].groupby("country")["gdp"].first()
    members = data["members"][data["members"]["kiel_name"] != ""].set_index("kiel_name")[
        "population_2024"
    ]
    table["gdp_2021_eur_bn"] = gdp.where(gdp > 0).round(MONEY_DECIMALS)
    table["population_2024"] = table["population_2024"].fillna(members.reindex(table.index))
    columns = ["donor", "iso3", "group", "gdp_2021_eur_bn", "population_2024", "example_group"]
    return table[columns].sort_values("donor")


def memberships(data: Frames) -> pd.DataFrame:
    """All EU and NATO members, from the day they joined."""
    names = data["donors"].set_index("iso3")["donor"]
    nato = data["members"][data["members"]["nato_member"]].rename(
        columns={"accession_date": "from"}
    )
    both = pd.concat([nato.assign(body="NATO", to=""), data["eu_accessions"].assign(body="EU")])
    both["country"] = both["iso3"].map(names).fillna(both["country"])
    return both[["iso3", "country", "body", "from", "to"]].sort_values(["iso3", "body", "from"])


def filled(data: Frames, values: list[str]) -> pd.DataFrame:
    """The explorer's `values` per month and donor; the source leaves out months of zero."""
    frame = data["explorer"].assign(
        month=month_of(data["explorer"]), donor=ours(data, data["explorer"]["country"])
    )
    bounds = release(data)
    every = pd.MultiIndex.from_product(
        [all_months(bounds["first_month"], bounds["last_month"]), sorted(frame["donor"].unique())],
        names=["month", "donor"],
    )
    return (
        frame.set_index(["month", "donor"])[values]
        .reindex(every, fill_value=0)
        .round(MONEY_DECIMALS)
    )


def aid(data: Frames) -> pd.DataFrame:
    """Allocations by month, donor and kind."""
    long = (
        filled(data, KINDS)
        .rename_axis(columns="kind")
        .stack()
        .rename("allocations_eur_bn")
        .reset_index()
    )
    return long.sort_values(["month", "donor", "kind"])


def commitments(data: Frames) -> pd.DataFrame:
    """Commitments and the part of them not yet allocated, by month and donor."""
    table = filled(data, ["commitments", "to_be_allocated"]).add_suffix("_eur_bn")
    return table.reset_index()


def origins(data: Frames) -> pd.DataFrame:
    """A month's military allocations by origin, as shares; the largest takes up the rounding."""
    parts = (
        data["origins"]
        .set_index(month_of(data["origins"]).rename("month"))[ORIGINS]
        .rename(columns=OUR_ORIGINS)
    )
    shares = parts.div(parts.sum(axis=1), axis=0).round(SHARE_DECIMALS)
    for month, largest in shares.idxmax(axis=1).items():
        others = shares.loc[month].drop(largest).sum()
        shares.loc[month, largest] = round(1 - others, SHARE_DECIMALS)
    long = shares.rename_axis(columns="origin").stack().rename("share").reset_index()
    return long.sort_values(["month", "origin"])


def weapons(data: Frames) -> pd.DataFrame:
    """Counts of heavy weapons by donor and category."""
    categories = data["weapon_categories"].set_index("kiel_category")["category"]
    table = data["weapons"].rename(columns={"number_of_weapons": "count"})
    table = table.assign(
        donor=ours(data, table["donor"]), category=table["category"].map(categories)
    )
    return table[["donor", "category", "count"]].sort_values(["donor", "category"])


def eu_shares(data: Frames) -> pd.DataFrame:
    """EU-level aid imputed to the members, cumulative to the release's last month."""
    table = data["eu_shares"]
    table = table.assign(
        donor=ours(data, table["country"]),
        imputed_eur_bn=table["eu_share_bn"].round(MONEY_DECIMALS),
    )
    return table[["donor", "imputed_eur_bn"]].sort_values("donor")


def events(data: Frames) -> pd.DataFrame:
    """Our words, with the facts of the collected row unless our file overrides them.

    An era takes only its dates from the row it begins with. The unit "-" leaves a figure out.
    """
    table = data["events"].set_index("source_row", drop=False)
    facts = collected_facts(data).reindex(table.index)
    for field in facts.columns:
        own = table[field].astype("object")
        keep = own.notna() & (own != "")
        table[field] = own.where(keep, facts[field])
    table.loc[table["era"], ["place", "figure", "unit"]] = [None, None, None]
    table.loc[table["unit"] == "-", ["figure", "unit"]] = [None, None]
    table["figure"] = table["figure"].astype(float)
    table[["place", "actors"]] = table[["place", "actors"]].replace(spellings(data), regex=True)
    table = table.fillna({"start": "", "end": ""})
    days = ["start_first", "start_last", "end_first", "end_last"]
    table[days] = [extents(*pair) for pair in zip(table["start"], table["end"], strict=True)]
    columns = [
        "event",
        "era",
        "lane",
        "start",
        "end",
        *days,
        "label",
        "title",
        "summary",
        "place",
        "figure",
        "unit",
        "importance",
        "leader",
        "actors",
        "confidence",
        "source",
        "marked",
        "preset",
        "scenario",
    ]
    return table[columns].sort_values("event")


def instruments(data: Frames) -> pd.DataFrame:
    """The events that belong to a law or loan of one donor."""
    columns = ["iso3", "order", "name", "event"]
    return data["instruments"][columns].sort_values(["iso3", "order", "event"])


def event_aliases(data: Frames) -> pd.DataFrame:
    """Ids by which an event was known before -> its id now."""
    return data["event_aliases"][["alias", "event"]].sort_values("alias")


def event_sources(data: Frames) -> pd.DataFrame:
    """All sources of every event; order 1 is the one in `events`, the others as in our file."""
    both = pd.concat([data["events"], data["event_sources"]])[["event", "source"]]
    table = both.assign(order=both.groupby("event").cumcount() + 1)
    return table.sort_values(["event", "order"])


def collected_facts(data: Frames) -> pd.DataFrame:
    """Dates (EDTF), place, figure, unit, actors and standing of the collected events, by id."""
    found = data["found_events"].set_index("id")
    start = [from_precision(*pair) for pair in zip(found["start"], found["precision"], strict=True)]
    return found.rename(columns={"figure_unit": "unit"}).assign(start=start)[
        ["start", "end", "place", "figure", "unit", "actors", "confidence"]
    ]


def spellings(data: Frames) -> dict[str, str]:
    """Names in the collected rows -> our spelling, as patterns for whole words."""
    return {rf"\b{row.source}\b": row.ours for row in data["spellings"].itertuples()}


def sources(data: Frames) -> pd.DataFrame:
    """Every source the tables stand on; {release} and {date} stand for those of this release."""
    table, row = data["sources"], data["release"].iloc[0]
    table = table.replace({"title": {"{release}": row["label"]}, "date": {"{date}": row["date"]}})
    return table[
        ["source", "publisher", "title", "date", "url", "licence", "used_for"]
    ].sort_values("source")


def glossary(data: Frames) -> pd.DataFrame:
    """Terms with their definitions."""
    return data["glossary"].sort_values("term")


def promises(data: Frames) -> pd.DataFrame:
    """What stands behind the largest promises."""
    columns = ["promise", "month", "donor", "text", "event", "source"]
    return data["promises"][columns].sort_values("promise")


def purl(data: Frames) -> pd.DataFrame:
    """What was announced for PURL, as announced."""
    columns = "row row_type date contributors currency amount_m about confidence source"
    return data["purl"][columns.split()].sort_values("row")
