"""What if: assumptions, ranges, and a test against what happened."""

import numpy as np
import pandas as pd

from widgets import words
from widgets.lessons.check import Choice, Frame, Number, Question
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
    base, span = given["base"], words.span(*given["base"])
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
    return {
        "5.1": Choice(
            size="look",
            text="“If the United States stops and Europe goes on as before, ...” This sentence is",
            options={
                "a": "a forecast: it says what will happen",
                "b": "a scenario: it says what follows, if its assumptions hold",
                "c": "a measurement",
                "d": "an opinion",
            },
            key="b",
            why="Nobody has to believe the assumptions; they have to be named.",
            mistakes={
                "a": "It does not claim that the United States will stop. Look at its first word.",
                "c": "Nothing was measured of a time to come.",
                "d": "What follows from the assumptions is arithmetic, and anybody can check it.",
            },
            hints=("What does the word “if” do to the rest of the sentence?",),
        ),
        "5.2": Number(
            size="look",
            text=(
                f"To hold the monthly level of military allocations of {span} without the "
                "United States: by how much must Europe's level rise? Per cent."
            ),
            key=needed,
            unit="%",
            tolerance=0.11,
            why="What the United States gave, in per cent of what Europe gave in the same months.",
            how="flows.rise_needed_pct(tables, Reading(), *given['base'])",
            mistakes=(
                (
                    float(100 * sums["us"] / sums.sum()),
                    (
                        "This is the US share of the whole. The rise is measured against Europe's"
                        " own level."
                    ),
                ),
                (float(100 * sums["europe"] / sums["us"]), "Europe over the US: turn it round."),
                (
                    100 + needed,
                    "This is the new level in per cent of the old; the rise is 100 less.",
                ),
            ),
            hints=(
                "Europe must add what the United States gave. Divide that by what Europe gave.",
                "flows.window_sums(tables, reading, 'bloc') has both sums.",
            ),
        ),
        "5.3": Number(
            size="change",
            text=(
                "Change the assumption: Europe makes up for half of it only. What rise is needed"
                " now? Per cent."
            ),
            key=needed / 2,
            unit="%",
            tolerance=0.11,
            why=(
                "The answer moves with the assumption one for one; a range of assumptions gives a "
                "range of answers."
            ),
            how="flows.rise_needed_pct(tables, Reading(), *given['base']) / 2",
            mistakes=(
                (needed, "This is the rise that makes up for all of it."),
                (100 + needed / 2, "This is the new level; the rise is 100 less."),
            ),
            hints=("Half of what has to be added, over the same European level.",),
        ),
        "5.4": Number(
            size="change",
            text=(
                f"Test it: whoever expected Europe to go on at its mean of {span} expected"
                f" {words.eur_bn(guess)} for 2025. How far below what happened was that? In per"
                " cent of what happened."
            ),
            key=100 * (in_2025 - guess) / in_2025,
            unit="%",
            tolerance=0.11,
            why=(
                f"It was {words.eur_bn(in_2025)}. A rule that misses the one year that can be "
                "checked needs a wide range for the next."
            ),
            how=(
                "100 - 100 / (1 + flows.level_change_pct(tables, Reading(), 'europe',"
                " given['base'], ('2025-01', '2025-12')) / 100)"
            ),
            mistakes=(
                (seen, "This is in per cent of what was expected; divide by what happened."),
                (in_2025 - guess, "This is the difference in EUR bn, not yet in per cent."),
            ),
            hints=(
                "What happened: flows.window_sums with first='2025-01', last='2025-12'.",
                "Difference divided by what happened, times 100.",
            ),
        ),
        "5.5": Frame(
            size="build",
            text=(
                f"A range: draw twelve of Europe's monthly sums from {span} by chance, with "
                "repetition, and add them up; do it 5000 times. Rows low, middle, high: the 10th, "
                "50th and 90th percentile, EUR bn."
            ),
            key=chance,
            unit="EUR bn",
            tolerance=0.6,
            why=(
                f"8 of 10 such years lie between the two; 2025 had {words.eur_bn(in_2025)}. The"
                " range knows only the past that it was drawn from."
            ),
            how=(
                "year_by_chance(flows.series(tables, Reading(), 'bloc',"
                " 'monthly').loc[given['base'][0] : given['base'][1], 'europe'])"
            ),
            mistakes=(
                (chance / MONTHS, "These are months; twelve of them make the year."),
                (
                    pd.Series(np.percentile(europe * MONTHS, [10, 50, 90]), PARTS),
                    "This is twelve times one month drawn: chance months have no time to even out.",
                ),
                (year_by_chance(everybody), "These are all donors; Europe alone is asked."),
            ),
            hints=(
                (
                    "rng = np.random.default_rng(1); rng.choice(values, (5000, 12)) is a table of"
                    " draws."
                ),
                (
                    ".sum(axis=1) makes years of it, np.percentile(years, [10, 50, 90]) the three"
                    " numbers."
                ),
            ),
        ),
        "5.6": Choice(
            size="look",
            text=(
                "The range of 5.5 was narrow, and 2025 lay outside it. What is the best lesson from"
                " that?"
            ),
            options={
                "a": "Draw more often: 5000 is not enough",
                "b": "The range holds if the future is made like the past; that assumption failed",
                "c": "The data of 2025 must be wrong",
                "d": "Ranges are useless",
            },
            key="b",
            why="More draws make the edges of the range smoother, never the assumption better.",
            mistakes={
                "a": "More draws move the edges by very little. Try it.",
                "c": "Ask first what the range took for granted.",
                "d": "It says well what follows from its assumption. Which assumption?",
            },
            hints=("From which months were the draws taken?",),
        ),
    }
