"""Guess first: three half-years of the United States and of Europe, and how near they came. Pure.

A guess is a level in nominal EUR bn a year for each half-year after the cut-off; what is not
touched stays at the last twelve months'. Nothing is stored or sent: a guess is its link.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from widgets.reading import what_if
from widgets.reading.reading import Reading, Refused
from widgets.reading.what_if import GUESS_STEP, MOST_GUESSED, WhatIf
from widgets.sums import scenario
from widgets.tables import dates
from widgets.tables.package import Tables, load
from widgets.words.messages import message

HALF_MONTHS, HALVES = 6, 3
BLOCS = ("us", "europe")
NAIVE = {name: message(f"guess-naive-{name}") for name in ("last-year", "zero", "trend")}
_A_YEAR = 12 / HALF_MONTHS


def halves(cutoff: str) -> list[tuple[str, str]]:
    """First and last month of the three half-years after a cut-off, `YYYY-MM`.

    >>> from widgets import guess
    >>> guess.halves("2024-09")[0]
    ('2024-10', '2025-03')
    """
    first = dates.month_number(cutoff) + 1
    begins = [first + HALF_MONTHS * half for half in range(HALVES)]
    return [(dates.month_of(b), dates.month_of(b + HALF_MONTHS - 1)) for b in begins]


def known_halves(tables: Tables, cutoff: str) -> list[tuple[str, str]]:
    """The half-years up to a cut-off, whole ones only, first to last.

    >>> from widgets import guess, load
    >>> guess.known_halves(load(), "2024-09")[-1]
    ('2024-04', '2024-09')
    """
    months = tables.months[: tables.months.index(cutoff) + 1]
    ends = range(len(months), HALF_MONTHS - 1, -HALF_MONTHS)
    return [(months[end - HALF_MONTHS], months[end - 1]) for end in ends][::-1]


def levels(tables: Tables, reading: Reading, spans: list[tuple[str, str]]) -> pd.DataFrame:
    """Half-years (by first month) x (us, europe), EUR bn a year; missing where not all is known.

    >>> from widgets import Reading, guess, load
    >>> guess.levels(load(), Reading(), [("2024-04", "2024-09")]).round(1).iloc[0].to_dict()
    {'us': 29.8, 'europe': 18.3}
    """
    monthly = scenario.blocs(tables, reading)[list(BLOCS)]
    whole = [len(monthly.loc[first:last]) == HALF_MONTHS for first, last in spans]
    sums = [
        monthly.loc[first:last].sum() * _A_YEAR if ok else pd.Series(float("nan"), list(BLOCS))
        for (first, last), ok in zip(spans, whole, strict=True)
    ]
    return pd.DataFrame(sums, [first for first, _ in spans])[list(BLOCS)]


def last_year(tables: Tables, reading: Reading, cutoff: str) -> pd.Series:
    """Bloc -> the sum of the twelve months to the cut-off, EUR bn.

    >>> from widgets import Reading, guess, load
    >>> guess.last_year(load(), Reading(), "2024-09").round(1).to_dict()
    {'us': 16.6, 'europe': 21.6}
    """
    return scenario.blocs(tables, reading).loc[:cutoff].iloc[-12:][list(BLOCS)].sum()


def guessed(tables: Tables, reading: Reading, guess: WhatIf) -> pd.DataFrame:
    """Half-years (by first month) x (us, europe), EUR bn a year: as guessed, else last year's.

    >>> from widgets import Reading, WhatIf, guess, load
    >>> guess.guessed(load(), Reading(), WhatIf(us_1=12.0))["us"].to_dict()
    {'2024-10': 12.0, '2025-04': 16.5, '2025-10': 16.5}
    """
    start = last_year(tables, reading, guess.cutoff)
    made = {
        bloc: [
            _or_start(getattr(guess, f"{bloc}_{half + 1}"), start[bloc]) for half in range(HALVES)
        ]
        for bloc in BLOCS
    }
    return pd.DataFrame(made, [first for first, _ in halves(guess.cutoff)])


def _or_start(value: float | None, start: float) -> float:
    """To the step of a guess, so that what is shown can be set."""
    if value is not None:
        return value
    return min(max(round(start / GUESS_STEP) * GUESS_STEP, 0.0), MOST_GUESSED)


def naive(tables: Tables, reading: Reading, cutoff: str) -> dict[str, pd.DataFrame]:
    """Guesses that need no thought, by the names of `NAIVE`; shaped as `guessed`.

    The trend is the straight line through the half-years known, by least squares, not below 0.

    >>> from widgets import Reading, guess, load
    >>> list(guess.naive(load(), Reading(), "2024-09"))
    ['last-year', 'zero', 'trend']
    """
    spans = halves(cutoff)
    index = [first for first, _ in spans]
    known = levels(tables, reading, known_halves(tables, cutoff))
    steps = np.arange(len(known))
    ahead = len(known) + np.arange(HALVES)
    trend = {
        bloc: np.clip(np.polyval(np.polyfit(steps, known[bloc], 1), ahead), 0, None)
        for bloc in BLOCS
    }
    year = last_year(tables, reading, cutoff)
    return {
        "last-year": pd.DataFrame({bloc: [year[bloc]] * HALVES for bloc in BLOCS}, index),
        "zero": pd.DataFrame(0.0, index, list(BLOCS)),
        "trend": pd.DataFrame(trend, index),
    }


def totals_eur_bn(levels_a_year: pd.DataFrame) -> pd.Series:
    """Bloc -> EUR bn over the half-years that have a level.

    >>> import pandas as pd
    >>> from widgets import guess
    >>> guess.totals_eur_bn(pd.DataFrame({"us": [10.0, 8.0, 6.0]})).to_dict()
    {'us': 12.0}
    """
    return levels_a_year.sum() / _A_YEAR


def miss_eur_bn(guess: pd.DataFrame, came: pd.DataFrame) -> float:
    """Over the half-years that came: how far off, up or down, both blocs added, EUR bn.

    >>> import pandas as pd
    >>> from widgets import guess
    >>> guess.miss_eur_bn(pd.DataFrame({"us": [10.0, 8.0]}), pd.DataFrame({"us": [8.0, 9.0]}))
    1.5
    """
    return float((guess - came).abs().sum().sum() / _A_YEAR)


@lru_cache(maxsize=64)
def result(tables: Tables, reading: Reading, guess: WhatIf) -> pd.DataFrame:
    """Guess and naive guesses x (us, europe, came_us, came_europe, miss), EUR bn.

    Sums over the half-years that the release covers; the first row, `guess`, is the reader's.
    Empty if no half-year has come yet.

    >>> from widgets import Reading, WhatIf, guess, load
    >>> guess.result(load(), Reading(), WhatIf(us_1=12.0)).loc["guess"].round(1).to_dict()
    {'us': 22.5, 'europe': 32.2, 'came_us': 5.5, 'came_europe': 43.4, 'miss': 29.2}
    """
    came = levels(tables, reading, halves(guess.cutoff)).dropna()
    if came.empty:
        return pd.DataFrame(columns=["us", "europe", "came_us", "came_europe", "miss"], dtype=float)
    made = {"guess": guessed(tables, reading, guess)} | naive(tables, reading, guess.cutoff)
    sums, seen = {}, totals_eur_bn(came)
    for name, levels_a_year in made.items():
        own = levels_a_year.loc[came.index]
        sums[name] = {
            **totals_eur_bn(own),
            "came_us": seen["us"],
            "came_europe": seen["europe"],
            "miss": miss_eur_bn(own, came),
        }
    return pd.DataFrame(list(sums.values()), list(sums))


# --- a class ---------------------------------------------------------------------------------


def start(tables: Tables, seed: int) -> str:
    """A start to hand out, as the query of a link: a cut-off picked by a number, all of it known.

    The same number gives the same start.

    >>> from widgets import guess, load
    >>> guess.start(load(), 8)
    'scenario=cutoff.2024-04'
    """
    could = [
        month for month in what_if.cutoffs(tables) if halves(month)[-1][1] <= tables.months[-1]
    ]
    month = could[int(np.random.default_rng(seed).integers(len(could)))]
    return WhatIf(cutoff=month).to_query()


def collect(links: Iterable[str], tables: Tables | None = None) -> pd.DataFrame:
    """A class's guesses from their links: one row a link, in order, EUR bn.

    `us`, `europe`: guessed over the half-years that came; `came_us`, `came_europe`: what came;
    `miss` as in `miss_eur_bn`; `cutoff`; `problem`: what could not be read of the link, or "". Each
    link is counted as it counts itself (measure, kind). Nothing is asked of any server.

    >>> from widgets import guess
    >>> guess.collect(["guess=us_1.12", "guess=us_1.x"])["problem"].ne("").tolist()
    [False, True]
    """
    from widgets.reading import address

    tables = tables or load()
    rows = []
    for link in links:
        query = urlsplit(link.strip()).query if "?" in link else link.strip()
        at, problems = address.read(query, tables)
        said = [problem.sentence for problem in problems]
        row = {"link": link.strip(), "cutoff": at.what_if.cutoff}
        try:
            found = result(tables, scenario.counted(at.reading), at.what_if.guess())
            row |= dict(found.loc["guess"]) if len(found) else {}
        except Refused as refused:
            said.append(str(refused))
        rows.append(row | {"problem": " ".join(said)})
    columns = ["link", "cutoff", "us", "europe", "came_us", "came_europe", "miss", "problem"]
    return pd.DataFrame(rows, columns=columns)
