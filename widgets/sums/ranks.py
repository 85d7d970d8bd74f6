"""Ranks of donors: over the window and year by year. Pure.

Raises `Refused` as the sums in `flows` do, where the data cannot answer the Reading.
"""

from functools import lru_cache

import pandas as pd

from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables


@lru_cache(maxsize=128)
def all_units(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Counted donors x units, sums over the window; missing where a unit has no denominator.

    A donor that is a member in no month of the window is left out. The Reading's own unit plays
    no part. Do not change the frame: it is shared.

    >>> from widgets import Reading, load
    >>> from widgets.sums import ranks
    >>> ranks.all_units(load(), Reading()).loc["Germany"].round(2).to_dict()
    {'eur-bn': 24.21, 'share': 14.0, 'pct-gdp': 0.67, 'per-head': 289.93}
    """
    units = {u: flows.totals(tables, reading.but(unit=u), "donor") for u in readings.UNITS}
    return pd.DataFrame(units).dropna(how="all")


def own_groups(tables: Tables, reading: Reading) -> pd.DataFrame:
    """The reader's own groups x units, as `all_units` has donors; those that count a donor.

    >>> from widgets import Reading, load
    >>> from widgets.reading.own_group import OwnGroup
    >>> from widgets.sums import ranks
    >>> nordic = OwnGroup("Nordic", ("DNK", "NOR", "SWE"))
    >>> ranks.own_groups(load(), Reading(groups=(nordic,)))["eur-bn"].round(1).to_dict()
    {'Nordic': 25.9}
    """
    units = {u: flows.totals(tables, reading.but(unit=u), "own") for u in readings.UNITS}
    frame = pd.DataFrame(units)
    names = {f"own-{i}": group.name for i, group in enumerate(reading.groups)}
    return frame.reindex([key for key in names if key in frame.index]).rename(index=names)


def ranked(values: pd.Series) -> pd.Series:
    """Rank of each donor with a value above 0, largest first, from 1; equals share a rank.

    A donor that gave nothing, took back more than it promised or has no value in this unit has
    no rank: it is left out.

    >>> import pandas as pd
    >>> from widgets.sums import ranks
    >>> ranks.ranked(pd.Series({"Poland": 3.0, "Norway": 5.0, "Malta": 0.0})).to_dict()
    {'Poland': 2, 'Norway': 1}
    """
    return values[values > 0].rank(ascending=False, method="min").astype(int)


@lru_cache(maxsize=64)
def by_year(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Calendar years `YYYY` of the window x counted donors, in the Reading's unit.

    The first and last year hold only the window's months. Do not change the frame.

    >>> from widgets import Reading, load
    >>> from widgets.sums import ranks
    >>> ranks.by_year(load(), Reading())["Germany"].round(1).to_dict()
    {'2022': 2.8, '2023': 4.2, '2024': 4.0, '2025': 9.0, '2026': 4.2}
    """
    months = flows.window_months(tables, reading)
    eur_bn = flows.monthly(tables, reading).loc[months]
    yearly = eur_bn.groupby(eur_bn.index.str[:4]).sum(min_count=1)
    return flows.in_unit(tables, reading, yearly, list(eur_bn), "donor").rename_axis("year")  # pyright: ignore[reportArgumentType] - columns are donors, text


def ranked_by_year(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Calendar years of the window x donors that have a rank in one of them; missing without.

    >>> from widgets import Reading, load
    >>> from widgets.sums import ranks
    >>> ranks.ranked_by_year(load(), Reading())["Germany"].astype(int).to_dict()
    {'2022': 3, '2023': 2, '2024': 2, '2025': 1, '2026': 1}
    """
    values = by_year(tables, reading)
    ranks = pd.DataFrame({year: ranked(row) for year, row in values.iterrows()}).T
    return ranks.reindex(index=values.index, columns=[d for d in values if d in ranks])
