"""Turn the checked lists of US packages into one tidy table, USD bn as announced, nominal."""

import pandas as pd

from builder.read import Frames

PROGRAMMES = {"drawdowns": "drawdown", "usai_packages": "usai"}
SOURCES = {"drawdown": "us-state-cooperation", "usai": "crs-if12040"}
RATES = (0.88, 1.02)  # EUR per USD, the lowest and highest of the months with packages, rounded
DECIMALS = 3


def tables(data: Frames) -> Frames:
    """{table name: DataFrame}."""
    return {"us_packages": us_packages(data)}


def eur_per_usd(data: Frames) -> pd.Series:
    """Year -> EUR for a dollar: the middle of the rates at which the tracker books the packages.

    One rate a day, of days whose packages agree with the tracker.
    """
    table = pd.concat([data[name] for name in PROGRAMMES], ignore_index=True)
    table = table[table["kiel_implied_eur_per_usd"].between(*RATES)]
    daily = table.groupby("date")["kiel_implied_eur_per_usd"].first()
    return daily.groupby(daily.index.str[:4].astype(int)).median().round(DECIMALS)


def us_packages(data: Frames) -> pd.DataFrame:
    """Drawdowns and USAI packages by their numbers; how the tracker books their day."""
    lists = [
        data[name].assign(programme=programme, source=SOURCES[programme])
        for name, programme in PROGRAMMES.items()
    ]
    table = pd.concat(lists, ignore_index=True)
    table["announced_usd_bn"] = (table["amount_usd_m"] / 1000).round(DECIMALS)
    rate = table["kiel_implied_eur_per_usd"]
    table["tracker"] = "differs"
    table.loc[rate.between(*RATES), "tracker"] = "agrees"
    table.loc[rate.isna(), "tracker"] = "not covered"
    columns = ["programme", "number", "date", "announced_usd_bn", "tracker", "source"]
    return table[columns].sort_values(["programme", "number"])
