"""Numbers, amounts, months and lists as the reader sees them."""

import math
from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from widgets.words.messages import locale, message

NBSP = "\u00a0"
THIN = "\u2009"
MINUS = "\u2212"
DASH = "\u2013"
DECIMALS = {"eur-bn": 1, "share": 1, "pct-gdp": 2, "per-head": 0}
MOST_DECIMALS = 4
LEAST = 0.0001
_AMOUNTS = {
    "eur-bn": "numbers-eur-bn",
    "share": "numbers-per-cent",
    "pct-gdp": "numbers-per-cent",
    "per-head": "numbers-euros",
}
AXIS_UNIT = {"eur-bn": f"{NBSP}bn", "share": f"{NBSP}%", "pct-gdp": f"{NBSP}%", "per-head": ""}


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
    text = f"{abs(value):,.{decimals}f}".translate(_signs())
    return MINUS + text if value < 0 and float(f"{value:.{decimals}f}") else text


@cache
def _signs() -> dict[int, str]:
    """The thousands sign of ISO 80000, and the language's own decimal sign."""
    return str.maketrans({",": THIN, ".": locale().number_symbols["latn"]["decimal"]})


def eur_bn(value: float, decimals: int | None = None) -> str:
    r"""Nominal EUR bn: `€59.2 bn`.

    >>> from widgets import words
    >>> words.eur_bn(59.21)
    '€59.2\xa0bn'
    """
    if decimals is None or math.isnan(value):
        return amount(value, "eur-bn")
    return in_unit(number(value, decimals), "eur-bn")


def pct(value: float, decimals: int | None = None) -> str:
    r"""Percent: `51.3 %`.

    >>> from widgets import words
    >>> words.pct(51.34)
    '51.3\xa0%'
    """
    if decimals is None or math.isnan(value):
        return amount(value, "share")
    return in_unit(number(value, decimals), "share")


def amount(value: float, unit: str, more: int = 0) -> str:
    """A value in a Reading's unit; `more` decimals than usual for a hover label.

    >>> from widgets import words
    >>> words.amount(173.2, "per-head")
    '€173'
    """
    if value is None or math.isnan(value):
        return message("numbers-no-data")
    if _is_tiny(value):
        return message("numbers-under", amount=in_unit(number(LEAST, MOST_DECIMALS), unit))
    return in_unit(brief(value, unit, more), unit)


def in_unit(text: str, unit: str) -> str:
    r"""A number as text with its Reading's unit, which may stand between it and its sign.

    >>> from widgets import words
    >>> words.in_unit("−2.5", "eur-bn")
    '−€2.5\xa0bn'
    """
    sign = MINUS if text.startswith(MINUS) else ""
    return message(_AMOUNTS[unit], sign=sign, digits=text.removeprefix(MINUS))


def _is_tiny(value: float) -> bool:
    return 0 < float(f"{abs(value):.3g}") < LEAST


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
    if _is_tiny(value):
        return message("numbers-under", amount=number(LEAST, MOST_DECIMALS))
    size = float(f"{abs(value):.3g}")  # 99.96 is shown as 100
    power = math.floor(math.log10(size))
    if size < 1:
        return number(value, max(usual, min(1 - power, MOST_DECIMALS)))
    return number(value, min(usual, max(2 - power, 0) + more))


LONGEST_TITLE = 80


def fitting(*titles: str) -> str:
    """The first title that stands in two lines of a phone, or the last one, the shortest.

    >>> from widgets import words
    >>> words.fitting("Who gave most: " + "United States, " * 9, "Who gave most")
    'Who gave most'
    """
    return next((title for title in titles if len(title) <= LONGEST_TITLE), titles[-1])


def capital(text: str) -> str:
    """First letter upper case, the rest as it is.

    >>> from widgets import words
    >>> words.capital("military aid of NATO members")
    'Military aid of NATO members'
    """
    return text[:1].upper() + text[1:]


def the(name: str) -> str:
    """A donor as it stands in a sentence: `the United States`, `Germany`.

    >>> from widgets import words
    >>> words.the("United States"), words.the("Germany")
    ('the United States', 'Germany')
    """
    with_article = message("numbers-with-article").split("; ")
    return message("numbers-the", name=name) if name in with_article else name


def how_many(name: str) -> int:
    """What a verb after a donor's name agrees with: 1 for a donor, 2 for several or a group.

    >>> from widgets import words
    >>> words.how_many("United States"), words.how_many("EU institutions")
    (1, 2)
    """
    return 2 if name.endswith(tuple(message("numbers-several").split("; "))) else 1


def is_rest(name: str) -> bool:
    """Whether a name is that of what is left of a group when some of its donors are taken out.

    >>> from widgets import words
    >>> words.is_rest("Rest of Europe"), words.is_rest("Germany")
    (True, False)
    """
    return name.startswith(tuple(message("numbers-rest").split("; ")))


def listed(names: list[str]) -> str:
    """`a, b and c`.

    >>> from widgets import words
    >>> words.listed(["Denmark", "Norway", "Sweden"])
    'Denmark, Norway and Sweden'
    """
    return format_list(names, locale=locale())


def span(first: str, last: str) -> str:
    """`January 2022 to September 2024`; one month alone if both are the same.

    >>> from widgets import words
    >>> words.span("2022-01", "2024-09")
    'January 2022 to September 2024'
    """
    if first == last:
        return month_name(first)
    return message("numbers-span", first=month_name(first), last=month_name(last))


def short_span(first: str, last: str) -> str:
    """`Jan 2022 – Sep 2024`.

    >>> from widgets import words
    >>> print(words.short_span("2022-01", "2024-09"))
    Jan 2022 – Sep 2024
    """
    if first == last:
        return month_short(first)
    return message("numbers-span-short", first=month_short(first), last=month_short(last))


def when(first: str, last: str) -> str:
    """`From January 2022 to September 2024`, or `In March 2024`.

    >>> from widgets import words
    >>> words.when("2024-03", "2024-03")
    'In March 2024'
    """
    if first == last:
        return message("numbers-in-month", month=month_name(first))
    return message("numbers-from-to", first=month_name(first), last=month_name(last))


@lru_cache(maxsize=1024)
def month_name(month: str) -> str:
    """`2024-09` -> `September 2024`.

    >>> from widgets import words
    >>> words.month_name("2024-09")
    'September 2024'
    """
    day = date(int(month[:4]), int(month[5:7]), 1)
    return format_skeleton("yMMMM", day, locale=locale())


@lru_cache(maxsize=1024)
def month_short(month: str) -> str:
    """`2024-09` -> `Sep 2024`.

    >>> from widgets import words
    >>> words.month_short("2024-09")
    'Sep 2024'
    """
    return message("numbers-month-short", number=int(month[5:7]), year=month[:4])


@lru_cache(maxsize=4096)
def day_name(day: date) -> str:
    """`14 October 2024`.

    >>> from datetime import date
    >>> from widgets import words
    >>> words.day_name(date(2024, 10, 14))
    '14 October 2024'
    """
    return format_date(day, "long", locale=locale())
