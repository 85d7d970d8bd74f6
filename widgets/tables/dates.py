"""Dates of uncertain precision: EDTF strings, and whether they lie inside a window.

`2022-04-26` is a day, `2022-03` a month, `2022-35` a third quarter, `2025-12~` about a
month, `..` an open end (https://www.loc.gov/standards/datetime/). Parsing is the `edtf`
library's; it takes milliseconds a string, so the build stores the extents in the events
table and readers never wait for it.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from widgets import words
from widgets.words.messages import message

OPEN = ".."
REPORT_DAY = date(2024, 10, 14)
"""The day of the news report that the page starts from."""


class Extent(NamedTuple):
    """The first and the last day on which an imprecise date may lie, both included.

    >>> from widgets import dates
    >>> dates.extent("2024-09").exact
    False
    """

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """True if it is one day."""
        return self.first == self.last


def extent(text: str) -> Extent:
    """The extent of one EDTF date (not an interval).

    Raises ValueError with a sentence that names the text if it is not such a date.

    >>> from widgets import dates
    >>> dates.extent("2024-09").last
    datetime.date(2024, 9, 30)
    >>> dates.extent("soon")
    Traceback (most recent call last):
        ...
    ValueError: 'soon' is not an EDTF date such as 2022-04-26 or 2022-03.
    """
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed: Any = parse_edtf(text)  # typed by its library as what its parser may give
        first, last = parsed.lower_strict(), parsed.upper_strict()
        return Extent(date(*first[:3]), date(*last[:3]))
    except (EDTFParseException, AttributeError, TypeError, ValueError) as error:
        raise ValueError(message("tables-no-date", text=repr(text))) from error


def month_first(month: str) -> date:
    """The first day of a month written `YYYY-MM`.

    >>> from widgets import dates
    >>> dates.month_first("2024-09")
    datetime.date(2024, 9, 1)
    """
    return date.fromisoformat(f"{month}-01")


def month_last(month: str) -> date:
    """The last day of a month written `YYYY-MM`.

    >>> from widgets import dates
    >>> dates.month_last("2024-09")
    datetime.date(2024, 9, 30)
    """
    return (month_first(month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_number(month: str) -> int:
    """Months since year 0, to reckon with. Raises ValueError if it is not written `YYYY-MM`.

    >>> from widgets import dates
    >>> dates.month_number("2024-09") - dates.month_number("2023-09")
    12
    """
    day = month_first(month)
    return day.year * 12 + day.month - 1


def month_of(number: int) -> str:
    """The month of a `month_number`, `YYYY-MM`.

    >>> from widgets import dates
    >>> dates.month_of(dates.month_number("2024-11") + 2)
    '2025-01'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def certainly_inside(start: Extent, end: Extent | None, window: Extent) -> bool:
    """True if an event surely falls in the window, whatever its exact date.

    An event without an end must lie wholly inside; one that lasts must surely share a day
    with the window.

    >>> from widgets import dates
    >>> dates.certainly_inside(dates.extent("2024-09"), None, dates.extent("2024"))
    True
    """
    if end is None:
        return window.first <= start.first and start.last <= window.last
    return start.last <= window.last and end.first >= window.first


def possibly_inside(start: Extent, end: Extent | None, window: Extent) -> bool:
    """True if some date that fits the event's precision falls in the window.

    >>> from widgets import dates
    >>> dates.possibly_inside(dates.extent("2024"), None, dates.extent("2024-09"))
    True
    """
    return start.first <= window.last and (end or start).last >= window.first


def spoken(start: Extent, text: str) -> str:
    """An EDTF date in words, no more precise than it is: `Q3 2022`, `about December 2025`.

    >>> from widgets import dates
    >>> dates.spoken(dates.extent("2025-12~"), "2025-12~")
    'about December 2025'
    """
    if text.startswith("["):  # one day of a set
        first, last = words.day_name(start.first), words.day_name(start.last)
        return message("tables-day-between", first=first, last=last)
    said = _spoken(start)
    return message("tables-about", date=said) if text[-1] in "~?%" else said


def _spoken(start: Extent) -> str:
    days = (start.last - start.first).days + 1
    if days == 1:
        return words.day_name(start.first)
    if days <= 31:
        return words.month_name(start.first.isoformat()[:7])
    if days <= 92:
        quarter = (start.first.month + 2) // 3
        return message("tables-quarter", quarter=quarter, year=start.first.year)
    return str(start.first.year)
