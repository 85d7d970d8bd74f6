"""EDTF dates as the build needs them; days are ISO text, so they compare as text."""

import re
from datetime import date
from functools import cache

import edtf

FAR = "9999-12-31"  # later than any date: the end of what is still going on


@cache
def parsed(text):
    """The EDTF object, or None if the text is not one valid date (an interval is two to us)."""
    try:
        found = edtf.parse_edtf(text)
        days = found.lower_strict(), found.upper_strict()
    except (edtf.EDTFParseException, ValueError, TypeError):
        return None
    return found if "/" not in text and all(map(is_day, days)) else None


def is_day(moment):
    """Whether the calendar has this day."""
    try:
        date(moment[0], moment[1], moment[2])
    except (TypeError, ValueError):
        return False
    return True


def is_edtf(text):
    """Whether the text is a valid EDTF date."""
    return bool(text) and parsed(text) is not None


def iso(moment):
    """'YYYY-MM-DD' of the struct_time that edtf gives."""
    return f"{moment[0]:04d}-{moment[1]:02d}-{moment[2]:02d}"


def first_day(text):
    """The earliest day the date allows."""
    return iso(parsed(text).lower_strict())


def last_day(start, end=""):
    """The latest day of an event: its end, its start if it has no end, FAR if the end is open."""
    return FAR if end == ".." else iso(parsed(end or start).upper_strict())


def from_precision(text, precision):
    """The collected date and its precision as one EDTF date: 2022-07 + quarter -> 2022-35."""
    month = re.fullmatch(r"(\d{4})-(\d\d)(-\d\d)?", text)
    if precision == "quarter" and month:
        return f"{month[1]}-{33 + (int(month[2]) - 1) // 3}"
    return text + "~" if precision == "about" else text
