"""What if: assumptions, ranges, and a test against what happened."""

import numpy as np
import pandas as pd

from widgets import words
from widgets.lessons.check import Frame, Number, Question
from widgets.lessons.exercises.asked import asked, choice
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {
    "base": (
        ("2022-01", "2024-12"),
        ("2023-01", "2024-12"),
        ("2022-07", "2024-12"),
        ("2022-04", "2024-12"),
    )
}
YEAR = ("2025-01", "2025-12")
PARTS = ["low", "middle", "high"]
DRAWS, MONTHS = 20_000, 12


def year_by_chance(values: pd.Series, draws: int = DRAWS, seed: int = 1) -> pd.Series:
    """The 10th, 50th and 90th of 100 sums of twelve months drawn with repetition, EUR bn."""
    drawn = np.random.default_rng(seed).choice(values.to_numpy(), (draws, MONTHS)).sum(axis=1)
    return pd.Series(np.percentile(drawn, [10, 50, 90]), PARTS).rename_axis("part")


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """5.1 what a scenario is, 5.2 the rise needed, 5.3 half, 5.4 backtest, 5.5 a range, 5.6."""
    base = given["base"]
    counted = Reading()
    needed = flows.rise_needed_pct(tables, counted, *base)
    window = counted.but(first=base[0], last=base[1])
    sums = flows.window_sums(tables, window, "bloc")
    seen = flows.level_change_pct(tables, counted, "europe", base, YEAR)
    months = flows.window_months(tables, window)
    in_2025 = float(
        flows.window_sums(tables, counted.but(first=YEAR[0], last=YEAR[1]), "bloc")["europe"]
    )
    guess = float(sums["europe"]) / len(months) * MONTHS
    europe = flows.series(tables, counted, "bloc", "monthly").loc[months, "europe"]
    chance = year_by_chance(europe)
    everybody = flows.monthly(tables, counted).loc[months].sum(axis=1)
    values = {
        "span": words.span(*base),
        "expected": words.eur_bn(guess),
        "seen": words.eur_bn(in_2025),
    }
    return {
        "5.1": choice("5.1", "b", values),
        "5.2": asked(
            Number,
            "5.2",
            values,
            size="look",
            key=needed,
            unit="percent",
            tolerance=0.11,
            how="flows.rise_needed_pct(tables, Reading(), *given['base'])",
            mistakes={
                "us-share": float(100 * sums["us"] / sums.sum()),
                "turned": float(100 * sums["europe"] / sums["us"]),
                "level": 100 + needed,
            },
            hints=2,
        ),
        "5.3": asked(
            Number,
            "5.3",
            values,
            size="change",
            key=needed / 2,
            unit="percent",
            tolerance=0.11,
            how="flows.rise_needed_pct(tables, Reading(), *given['base']) / 2",
            mistakes={
                "whole": needed,
                "level": 100 + needed / 2,
            },
        ),
        "5.4": asked(
            Number,
            "5.4",
            values,
            size="change",
            key=100 * (in_2025 - guess) / in_2025,
            unit="percent",
            tolerance=0.11,
            how=(
                "100 - 100 / (1 + flows.level_change_pct(tables, Reading(), 'europe',"
                " given['base'], ('2025-01', '2025-12')) / 100)"
            ),
            mistakes={
                "of-expected": seen,
                "euros": in_2025 - guess,
            },
            hints=2,
        ),
        "5.5": asked(
            Frame,
            "5.5",
            values,
            size="build",
            key=chance,
            unit="eur-bn",
            tolerance=0.6,
            how=(
                "year_by_chance(flows.series(tables, Reading(), 'bloc',"
                " 'monthly').loc[given['base'][0] : given['base'][1], 'europe'])"
            ),
            mistakes={
                "months": chance / MONTHS,
                "one-month": pd.Series(np.percentile(europe * MONTHS, [10, 50, 90]), PARTS),
                "all-donors": year_by_chance(everybody),
            },
            hints=2,
        ),
        "5.6": choice("5.6", "b", values),
    }
