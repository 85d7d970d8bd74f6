"""Which months the timeline shows: everything, or a span that a reader zooms into and moves.

A zoom is `""` (everything) or `YYYY-MM.YYYY-MM`, its first and last month.
"""

from datetime import date
from functools import lru_cache

from widgets.reading.field import BadValue, shown
from widgets.tables import dates
from widgets.tables.package import Tables

FIRST_MONTH = "2014-01"
MAIN_FROM = "2022-01"  # shown in full; what came before it stands in a narrow panel
SHORTEST, FIRST_STEP = 6, 24  # months


@lru_cache(maxsize=8)
def last_day(tables: Tables) -> date:
    """The end of the quarter after the latest event: open eras fade out there."""
    latest = date.fromisoformat(tables.events["start_last"].max())
    return dates.month_last(f"{latest.year}-{min(12, (latest.month - 1) // 3 * 3 + 3):02d}")


def years(tables: Tables) -> list[str]:
    """What can be jumped to: `2014-2021`, then each year."""
    first = int(MAIN_FROM[:4])
    return [
        f"{FIRST_MONTH[:4]}-{first - 1}",
        *(str(year) for year in range(first, last_day(tables).year + 1)),
    ]


def read(text: str, tables: Tables) -> str:
    """The zoom that a text names: a zoom, a year or `2014-2021`. Raises BadValue."""
    if text == "":
        return ""
    if text in years(tables):
        first, last = text[:4], text[-4:]
        return _within(dates.month_number(f"{first}-01"), dates.month_number(f"{last}-12"), tables)
    first, _, last = text.partition(".")
    try:
        numbers = dates.month_number(first), dates.month_number(last)
    except ValueError:
        raise BadValue("fields-unknown", value=shown(text)) from None
    if numbers[0] > numbers[1]:
        raise BadValue("fields-ends-before-it-begins")
    return _within(*numbers, tables)


def moved(zoom: str, move: str, tables: Tables) -> str:
    """The zoom after a move: half or twice as long about its middle, or half its length on.

    `move` is in, out, earlier or later. Everything is entered at the report.
    """
    low, high = _bounds(tables)
    if not zoom:
        report = dates.month_number(dates.REPORT_DAY.isoformat()[:7])
        first = report - FIRST_STEP // 2
        return _within(first, first + FIRST_STEP - 1, tables) if move == "in" else ""
    first, last = map(dates.month_number, span(zoom))
    length, middle = last - first + 1, (first + last + 1) / 2
    if move in ("earlier", "later"):
        first += length // 2 * (1 if move == "later" else -1)
    else:
        length = length * 2 if move == "out" else max(length // 2, SHORTEST)
        first = round(middle - length / 2)
        if length > high - dates.month_number(MAIN_FROM):
            return ""
    first = min(max(first, low), high - length + 1)
    return _within(first, first + length - 1, tables)


def span(zoom: str) -> tuple[str, str]:
    """First and last month of a zoom that is not empty."""
    first, _, last = zoom.partition(".")
    return first, last


def _bounds(tables: Tables) -> tuple[int, int]:
    return dates.month_number(FIRST_MONTH), dates.month_number(last_day(tables).isoformat()[:7])


def _within(first: int, last: int, tables: Tables) -> str:
    """At least SHORTEST months, inside what there is."""
    low, high = _bounds(tables)
    first, last = max(first, low), min(last, high)
    if last - first + 1 < SHORTEST:
        first = max(low, min((first + last + 1 - SHORTEST) // 2, high - SHORTEST + 1))
        last = first + SHORTEST - 1
    return f"{dates.month_of(first)}.{dates.month_of(last)}"
