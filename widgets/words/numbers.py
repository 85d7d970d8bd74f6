"""Numbers, amounts, months and lists as the reader sees them."""

import math
import re
from datetime import date

NBSP = "\u00a0"
THIN = "\u2009"
MINUS = "\u2212"
DASH = "\u2013"
DECIMALS = {"eur-bn": 1, "share": 1, "pct-gdp": 2, "per-head": 0}
MOST_DECIMALS = 4
LEAST = 0.0001
AXIS_UNIT = {"eur-bn": f"{NBSP}bn", "share": f"{NBSP}%", "pct-gdp": f"{NBSP}%", "per-head": ""}
THE = {"United States", "United Kingdom", "Netherlands", "EU institutions", "EU members"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def exact(value: float) -> str:
    """Six significant digits. The last bits of a sum differ with the order of its parts; rounded
    away first, they cannot decide the sixth digit.

    >>> from widgets import words
    >>> words.exact(0.1 + 0.2)
    '0.3'
    """
    return f"{round(value, 9):.6g}"


def number(value: float, decimals: int = 1) -> str:
    r"""`1234.5` -> `1 234.5` with a thin space; minus is U+2212; missing is empty.

    >>> from widgets import words
    >>> words.number(1234.5), words.number(-2.5)
    ('1\u2009234.5', '−2.5')
    """
    if value is None or math.isnan(value):
        return ""
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN)
    return MINUS + text if value < 0 and float(f"{value:.{decimals}f}") else text


def eur_bn(value: float, decimals: int | None = None) -> str:
    r"""Nominal EUR bn: `€59.2 bn`.

    >>> from widgets import words
    >>> words.eur_bn(59.21)
    '€59.2\xa0bn'
    """
    if decimals is None:
        return amount(value, "eur-bn")
    return _euros(number(value, decimals)) + f"{NBSP}bn" if not math.isnan(value) else "no data"


def pct(value: float, decimals: int | None = None) -> str:
    r"""Percent: `51.3 %`.

    >>> from widgets import words
    >>> words.pct(51.34)
    '51.3\xa0%'
    """
    if decimals is None:
        return amount(value, "share")
    return f"{number(value, decimals)}{NBSP}%" if not math.isnan(value) else "no data"


def amount(value: float, unit: str, more: int = 0) -> str:
    """A value in a Reading's unit; `more` decimals than usual for a hover label.

    >>> from widgets import words
    >>> words.amount(173.2, "per-head")
    '€173'
    """
    text = brief(value, unit, more)
    if not text:
        return "no data"
    return (text if unit in ("share", "pct-gdp") else _euros(text)) + AXIS_UNIT[unit]


def _euros(text: str) -> str:
    """The sign of the euro before the first digit: `−€2.5`, `under €0.0001`."""
    return re.sub(r"(?=\d)", "€", text, count=1)


def brief(value: float, unit: str, more: int = 0) -> str:
    """A number with the unit's decimals, and `more`; fewer where three digits are enough, and
    more where those would make 0 of what is not: `173`, `59.2`, `0.063`.

    >>> from widgets import words
    >>> words.brief(173.2, "eur-bn"), words.brief(0.0631, "eur-bn")
    ('173', '0.063')
    """
    usual = DECIMALS[unit] + more
    if value is None or math.isnan(value) or value == 0:
        return number(value, usual)
    size = float(f"{abs(value):.3g}")  # 99.96 is shown as 100
    if size < LEAST:
        return f"under {LEAST}"
    power = math.floor(math.log10(size))
    if size < 1:
        return number(value, max(usual, min(1 - power, MOST_DECIMALS)))
    return number(value, min(usual, max(2 - power, 0) + more))


def capital(text: str) -> str:
    """First letter upper case, the rest as it is.

    >>> from widgets import words
    >>> words.capital("military aid of NATO members")
    'Military aid of NATO members'
    """
    return text[:1].upper() + text[1:]


def count(number: int, noun: str) -> str:
    """`1 month`, `2 months`.

    >>> from widgets import words
    >>> words.count(1, "month"), words.count(2, "month")
    ('1 month', '2 months')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def the(name: str) -> str:
    """A donor as it stands in a sentence: `the United States`, `Germany`.

    >>> from widgets import words
    >>> words.the("United States"), words.the("Germany")
    ('the United States', 'Germany')
    """
    return f"the {name}" if name in THE else name


def leads(name: str) -> str:
    """The verb after a donor: the United States `leads`, the EU institutions `lead`.

    >>> from widgets import words
    >>> words.leads("United States"), words.leads("EU institutions")
    ('leads', 'lead')
    """
    return "lead" if name.endswith(("EU institutions", "EU members", "donors")) else "leads"


def listed(names: list[str]) -> str:
    """`a, b and c`.

    >>> from widgets import words
    >>> words.listed(["Denmark", "Norway", "Sweden"])
    'Denmark, Norway and Sweden'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def span(first: str, last: str) -> str:
    """`January 2022 to September 2024`; one month alone if both are the same.

    >>> from widgets import words
    >>> words.span("2022-01", "2024-09")
    'January 2022 to September 2024'
    """
    if first == last:
        return month_name(first)
    return f"{month_name(first)} to {month_name(last)}"


def short_span(first: str, last: str) -> str:
    """`Jan 2022 – Sep 2024`.

    >>> from widgets import words
    >>> print(words.short_span("2022-01", "2024-09"))
    Jan 2022 – Sep 2024
    """
    if first == last:
        return month_short(first)
    return f"{month_short(first)} {DASH} {month_short(last)}"


def when(first: str, last: str) -> str:
    """`From January 2022 to September 2024`, or `In March 2024`.

    >>> from widgets import words
    >>> words.when("2024-03", "2024-03")
    'In March 2024'
    """
    return f"In {month_name(first)}" if first == last else f"From {span(first, last)}"


def month_name(month: str) -> str:
    """`2024-09` -> `September 2024`.

    >>> from widgets import words
    >>> words.month_name("2024-09")
    'September 2024'
    """
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def month_short(month: str) -> str:
    """`2024-09` -> `Sep 2024`.

    >>> from widgets import words
    >>> words.month_short("2024-09")
    'Sep 2024'
    """
    return f"{MONTHS[int(month[5:7]) - 1][:3]} {month[:4]}"


def day_name(day: date) -> str:
    """`14 October 2024`.

    >>> from datetime import date
    >>> from widgets import words
    >>> words.day_name(date(2024, 10, 14))
    '14 October 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
