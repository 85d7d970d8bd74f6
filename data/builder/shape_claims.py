"""Turn the editor's statements, and what their verdicts need, into our tidy tables."""

from typing import Any

import pandas as pd

from builder import shape_us
from builder.dates import extent, extents, spoken
from builder.read import Frames


def tables(data: Frames) -> Frames:
    """{table name: DataFrame}, each sorted by its primary key or by `order`."""
    return {
        "claims": claims(data),
        "claim_facts": claim_facts(data),
        "claim_evidence": claim_evidence(data),
        "claim_later": data["claim_later"].sort_values(["claim", "event"]),
        "defence_spending": defence_spending(data),
        "populations": populations(data),
    }


def claims(data: Frames) -> pd.DataFrame:
    """The statements with their figures and dates put into the text, so that both are one."""
    table = data["claims"].sort_values("order")
    table["claim_reviewed"] = [said(row) for row in table.itertuples()]
    days = ["start_first", "start_last", "end_first", "end_last"]
    pairs = zip(table["start"], table["end"], strict=True)
    table[days] = [extents(*pair) if pair[0] else [""] * 4 for pair in pairs]
    columns = [
        *("claim", "order", "kind", "title", "claim_reviewed", "author", "author_type"),
        *("start", "end", *days),
        *("figure", "unit", "tolerance", "narrow", "restated", "restated_unit"),
        *("rule", "event", "donors", "sites", "places"),
        *("closest", "closest_why", "context", "tables"),
    ]
    return table[columns]


def said(row: Any) -> str:
    """A statement with {figure}, {start}, {end} and {restated} filled in."""
    days = {
        name: spoken(extent(text), text)
        for name, text in [("start", row.start), ("end", row.end)]
        if text
    }
    numbers = {"figure": row.figure, "restated": row.restated}
    whole = {name: f"{value:g}" for name, value in numbers.items() if pd.notna(value)}
    return row.claim_reviewed.format(**days, **whole, restated_unit=row.restated_unit)


def claim_facts(data: Frames) -> pd.DataFrame:
    """Facts with the first and last day that their own dates allow; an event brings its own."""
    table = data["claim_facts"].copy()
    table[["first", "last"]] = [extents(date, "")[:2] if date else ["", ""] for date in table.date]
    columns = [
        *("claim", "fact", "role", "date", "first", "last", "event", "value", "bound", "scope"),
        *("confidence", "text", "source"),
    ]
    return table[columns].sort_values(["claim", "fact"])


def claim_evidence(data: Frames) -> pd.DataFrame:
    """What supports or qualifies each statement."""
    columns = ["claim", "order", "bearing", "confidence", "text", "source"]
    return data["claim_evidence"][columns].sort_values(["claim", "order"])


def defence_spending(data: Frames) -> pd.DataFrame:
    """Defence spending as per cent of GDP by member and NATO edition, with the GDP itself, and the
    rate that turns that year's dollars into euros.
    """
    output = data["members"][["iso3", "gdp_usd_bn", "gdp_year"]]
    table = (
        data["defence"]
        .drop(columns="country")
        .merge(data["defence_editions"], on=["nato_edition", "year"])
    )
    table = table.merge(output, on="iso3").merge(data["members"][["iso3", "country"]], on="iso3")
    table["eur_per_usd"] = table["year"].map(shape_us.eur_per_usd(data))
    columns = [
        *("edition", "year", "iso3", "country", "pct_gdp", "gdp_usd_bn", "gdp_year"),
        *("eur_per_usd", "source"),
    ]
    return table[columns].sort_values(["edition", "iso3"])


def populations(data: Frames) -> pd.DataFrame:
    """Inhabitants of NATO's members in 2024, donors or not."""
    table = data["members"][data["members"]["nato_member"]].assign(year=2024)
    table = table.rename(columns={"population_2024": "population"})
    return table[["iso3", "country", "year", "population"]].sort_values("iso3")
