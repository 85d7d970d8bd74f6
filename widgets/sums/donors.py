"""One donor alone: its months by kind, its largest months, weapons, EU-level aid, gaps. Pure.

A donor looked at counts by itself, whoever else the Reading counts.
"""

from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from widgets import words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

KINDS = tuple(kind for kind in readings.KINDS if kind != "all")
MOST_MONTHS = 5


class Half(NamedTuple):
    """The fewest months that hold half of a sum: how many, and what they hold, per cent.

    >>> from widgets.sums import donors
    >>> donors.Half(months=4, pct=52.5).months
    4
    """

    months: int
    pct: float


def alone(reading: Reading, iso3: str) -> Reading:
    """The Reading with this donor as the only one counted, the EU institutions as a donor.

    >>> from widgets import Reading
    >>> from widgets.sums import donors
    >>> donors.alone(Reading(), "DEU").donors
    ('DEU',)
    """
    return reading.but(donors=(iso3,), eu_institutions="own", rhythm="monthly")


@lru_cache(maxsize=128)
def by_kind(tables: Tables, iso3: str, measure: str = "allocations") -> pd.DataFrame:
    """Months of the release x kinds, EUR bn; commitments have no kind and are in `all`.

    >>> from widgets import load
    >>> from widgets.sums import donors
    >>> donors.by_kind(load(), "DEU").sum().round(1).to_dict()
    {'military': 24.2, 'financial': 1.6, 'humanitarian': 4.1}
    """
    donor, counted = tables.donor_of[iso3], Reading(measure, "all", donors=(iso3,))
    kinds = KINDS if measure == "allocations" else ("all",)
    return pd.DataFrame({k: flows.monthly(tables, counted, k)[donor] for k in kinds})


def months_of(tables: Tables, reading: Reading, iso3: str) -> pd.Series:
    """Months of the window -> what the Reading counts of the donor, EUR bn.

    >>> from widgets import Reading, load
    >>> from widgets.sums import donors
    >>> round(float(donors.months_of(load(), Reading(last="2024-09"), "DEU").sum()), 1)
    9.6
    """
    kinds = by_kind(tables, iso3, reading.measure)
    counted = (
        kinds
        if reading.kind == "all" or reading.measure != "allocations"
        else kinds[[reading.kind]]
    )
    return counted.sum(axis=1).loc[flows.window_months(tables, reading)]


def half(values: pd.Series) -> Half | None:
    """How few months hold at least half of the sum; None if the sum is not above 0.

    >>> from widgets import Reading, load
    >>> from widgets.sums import donors
    >>> donors.half(donors.months_of(load(), Reading(), "DEU")).months
    5
    """
    largest = values.sort_values(ascending=False)
    if not values.sum() > 0:
        return None
    sums = 100 * largest.cumsum() / values.sum()
    return Half(int((sums < 50).sum()) + 1, float(sums[sums >= 50].iloc[0]))


def largest(values: pd.Series, most: int = MOST_MONTHS) -> pd.Series:
    """The months with most, largest first; none of those in which nothing was given.

    >>> from widgets import Reading, load
    >>> from widgets.sums import donors
    >>> donors.largest(donors.months_of(load(), Reading(), "DEU"), 2).round(1).to_dict()
    {'2025-05': 4.3, '2026-04': 4.0}
    """
    return values[values > 0].sort_values(ascending=False, kind="stable").head(most)


def imputed_eur_bn(tables: Tables, iso3: str) -> float | None:
    """The donor's part of EU-level aid to the release's end, EUR bn; None if it has none.

    >>> from widgets import load
    >>> from widgets.sums import donors
    >>> round(donors.imputed_eur_bn(load(), "DEU"), 1), donors.imputed_eur_bn(load(), "USA")
    (19.1, None)
    """
    shares = tables.eu_shares.set_index("donor")["imputed_eur_bn"]
    donor = tables.donor_of[iso3]
    return float(shares[donor]) if donor in shares.index else None


@lru_cache(maxsize=4)
def weapons(tables: Tables) -> pd.DataFrame:
    """Donors with an entry x categories: number of items, missing where none is listed.

    >>> from widgets import load
    >>> from widgets.sums import donors
    >>> list(donors.weapons(load()).columns)[:2]
    ['infantry fighting vehicles', 'howitzers']
    """
    wide = tables.weapons.pivot(index="donor", columns="category", values="count")
    order = wide.sum().sort_values(ascending=False, kind="stable").index
    return wide[order].astype(float).rename_axis(columns=None)


def items(category: str, count: float) -> str:
    """A count of one category in words; the one that is no noun of things gets one.

    >>> from widgets.sums import donors
    >>> donors.items("tanks", 12)
    '12 tanks'
    """
    name = "weapons-items-air-defence" if category == "air defence" else "weapons-items"
    return words.message(name, number=words.number(count, 0), category=category)


def member_since(tables: Tables, iso3: str) -> dict[str, str]:
    """Body -> day on which the donor joined it, `YYYY-MM-DD`; bodies that it has left are out.

    >>> from widgets import load
    >>> from widgets.sums import donors
    >>> donors.member_since(load(), "SWE")["NATO"]
    '2024-03-07'
    """
    rows = tables.memberships[
        (tables.memberships["iso3"] == iso3) & tables.memberships["to"].isna()
    ]
    return dict(zip(rows["body"], rows["from"], strict=True))


@lru_cache(maxsize=4)
def packages_by_year(tables: Tables) -> pd.DataFrame:
    """Years `YYYY` x (programme, `number` or `usd_bn`): announced US packages.

    >>> from widgets import load
    >>> from widgets.sums import donors
    >>> list(donors.packages_by_year(load()).index)[:2]
    ['2021', '2022']
    """
    rows = tables.us_packages.assign(year=tables.us_packages["date"].str[:4])
    grouped = rows.groupby(["year", "programme"])["announced_usd_bn"].agg(["count", "sum"])
    wide = grouped.unstack(fill_value=0).swaplevel(axis=1).sort_index(axis=1)  # pyright: ignore[reportCallIssue] - the stubs leave axis out
    return wide.rename(columns={"count": "number", "sum": "usd_bn"}, level=1)
