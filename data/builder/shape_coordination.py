"""Turn the checked inputs on who coordinates into tidy tables: dates get their extents in days."""

from typing import Any

import pandas as pd

from builder.dates import OPEN, extents, first_day, last_day
from builder.read import Frames

DAYS = ["start_first", "start_last", "end_first", "end_last"]
START, END = "start_first start_last", "start_first start_last end_first end_last"
COLUMNS = {
    "actors": "actor name full_name side kind start end known_to about confidence source " + END,
    "tasks": "task order name question start source " + START,
    "roles": "role task actor start end known_to part what confidence source end_source " + END,
    "actor_facts": "fact actor kind value start end known_to confidence source " + END,
    "stages": "stage order name start event sentence source " + START,
    "places": "place iso3 area lat lon capital label_at minor base",
    "sites": "site name place iso3 side task start end known_to published role confidence source "
    + END,
    "systems": "system name operator launch kind announced range_low_km range_km range_high_km "
    "basis about confidence source",
    "system_states": "state system place standing start end known_to about confidence source "
    + END,
    "reported_figures": "figure subject number unit qualifier actor place date said_by about "
    "confidence source date_first date_last",
    "outlines": "area ring iso3 name polygon",
}
LASTING = {
    "actors": ["actor"],
    "roles": ["role"],
    "actor_facts": ["fact"],
    "sites": ["site"],
    "system_states": ["state"],
}


def tables(data: Frames) -> Frames:
    """{table name: DataFrame}, each sorted by its primary key or by `order`."""
    made = {name: lasting(data[name]).sort_values(key) for name, key in LASTING.items()} | {
        "tasks": dated(data["tasks"], "start", "start").sort_values("order"),
        "stages": dated(data["stages"], "start", "start").sort_values("order"),
        "reported_figures": dated(data["reported_figures"], "date", "date").sort_values("figure"),
        "places": data["places"].sort_values("place"),
        "systems": data["systems"].sort_values("system"),
        "outlines": outlines(data),
    }
    return {name: made[name][columns.split()] for name, columns in COLUMNS.items()}


def lasting(table: pd.DataFrame) -> pd.DataFrame:
    """With the first and last possible day of start and end.

    What has no end in the sources (`..`) has certainly lasted to the day to which a source knows
    it, `known_to`, and has no last day.
    """
    days = [extents(*pair) for pair in zip(table["start"], table["end"], strict=True)]
    table = table.assign(**dict(zip(DAYS, zip(*days, strict=True), strict=True)))
    open_end = table["end"] == OPEN
    table.loc[open_end, "end_first"] = [known(row) for row in table[open_end].itertuples()]
    return table


def known(row: Any) -> str:
    """The last day to which a source knows something that goes on, at least its latest start."""
    return max(last_day(row.known_to), last_day(row.start))


def dated(table: pd.DataFrame, field: str, prefix: str) -> pd.DataFrame:
    """With the first and last day that the date in `field` allows."""
    return table.assign(
        **{
            f"{prefix}_first": table[field].map(first_day),
            f"{prefix}_last": table[field].map(last_day),
        }
    )


def outlines(data: Frames) -> pd.DataFrame:
    """Rings numbered within their area."""
    table = data["outlines"].sort_values(["area", "polygon"], kind="stable")
    ring = table.groupby("area").cumcount() + 1
    return table.assign(ring=ring)
