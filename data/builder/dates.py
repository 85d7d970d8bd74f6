"""EDTF dates as the build needs them; days are ISO text, so they compare as text.

The only module here that asks the page's code: were EDTF read twice, the two could differ.
"""

import re
from functools import cache

from widgets.tables import dates

FAR = "9999-12-31"  # later than any date: the end of what is still going on

OPEN, spoken = dates.OPEN, dates.spoken
extent = cache(dates.extent)


@cache
def is_edtf(text: str) -> bool:
    """Whether the text is a valid EDTF date."""
    try:
        return bool(extent(text))
    except (TypeError, ValueError):
        return False


def first_day(text: str) -> str:
    """The earliest day the date allows."""
    return extent(text).first.isoformat()


def last_day(start: str, end: str = "") -> str:
    """The latest day of an event: its end, its start if it has no end, FAR if the end is open."""
    return FAR if end == OPEN else extent(end or start).last.isoformat()


def extents(start: str, end: str) -> list[str]:
    """First and last possible day of start and end; empty where there is none.

    What is still going on has certainly lasted to the day it began, and has no last day.
    """
    if not is_edtf(start) or not (is_edtf(end) or end in ("", OPEN)):
        return [""] * 4  # checks_events says what is wrong
    if end == OPEN:
        ends = [last_day(start), ""]
    else:
        ends = [first_day(end), last_day(end)] if end else ["", ""]
    return [first_day(start), last_day(start), *ends]


def from_precision(text: str, precision: str) -> str:
    """The collected date and its precision as one EDTF date: 2022-07 + quarter -> 2022-35."""
    month = re.fullmatch(r"(\d{4})-(\d\d)(-\d\d)?", text)
    if precision == "quarter" and month:
        return f"{month[1]}-{33 + (int(month[2]) - 1) // 3}"
    return text + "~" if precision == "about" else text
