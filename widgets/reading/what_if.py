"""What if: what the reader assumes - where they stand, what donors do from then on - and guesses.

One frozen value; in an address it is `scenario=us.50~europe.20` and `guess=us_1.12~revealed.yes`:
only what is away from its default. A bad part is a sentence and its default.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from widgets import words
from widgets.reading.field import Number, chosen, fields_of, shown
from widgets.reading.reading import Given, Problem
from widgets.tables import dates
from widgets.tables.package import Tables

LEAST_PAST_MONTHS = 12
LONGEST_HORIZON_MONTHS = 36
GUESS_STEP = 0.5
MOST_GUESSED = 200.0
GUESSED = ("us_1", "us_2", "us_3", "europe_1", "europe_2", "europe_3")
_MOST_PARTS = 40
_REPORT_MONTH = dates.REPORT_DAY.isoformat()[:7]
BEFORE_THE_REPORT = dates.month_of(dates.month_number(_REPORT_MONTH) - 1)


def cutoffs(tables: Tables) -> list[str]:
    """Every month at whose end a reader can stand: a year is known, all others are to come.

    >>> from widgets import load
    >>> from widgets.reading import what_if
    >>> what_if.cutoffs(load())[0]
    '2022-12'
    """
    return list(tables.months[LEAST_PAST_MONTHS - 1 :])


def months_ahead(tables: Tables) -> list[str]:
    """Every month in which an assumption can begin or end.

    >>> from widgets import load
    >>> from widgets.reading import what_if
    >>> what_if.months_ahead(load())[0]
    '2023-01'
    """
    first = dates.month_number(tables.months[LEAST_PAST_MONTHS])
    last = dates.month_number(tables.months[-1]) + LONGEST_HORIZON_MONTHS
    return [dates.month_of(number) for number in range(first, last + 1)]


def _named(months: Sequence[str]) -> dict[str, str]:
    return {month: words.month_short(month) for month in months}


def _known(tables: Tables) -> dict[str, str]:
    return _named(cutoffs(tables))


def _ahead(tables: Tables) -> dict[str, str]:
    return _named(months_ahead(tables))


def _ends(tables: Tables) -> dict[str, str]:
    return {"": "no end"} | _ahead(tables)


def _month(value: str, months: Sequence[str]) -> str:
    if value not in months:
        raise ValueError(f"can be a month from {months[0]} to {months[-1]}, not “{shown(value)}”")
    return value


def _known_month(value: str, tables: Tables) -> str:
    return _month(value, cutoffs(tables))


def _ahead_month(value: str, tables: Tables) -> str:
    return _month(value, months_ahead(tables))


def _guess(value: str, _tables: Tables) -> float:
    """To the nearest step: a hand is not exact."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", value) or float(value) > MOST_GUESSED:
        raise ValueError(f"can be 0 to {MOST_GUESSED:g} EUR bn a year, not “{shown(value)}”")
    return round(float(value) / GUESS_STEP) * GUESS_STEP


def _guessed(bloc: str, half: int) -> Any:
    label = f"Your guess, {bloc}, half-year {half}, EUR bn a year"
    return chosen(label, {}, None, parse=_guess)


@dataclass(frozen=True)
class WhatIf:
    """What the reader assumes; units and reasons stand in `FIELDS`.

    cutoff: the last month known, `YYYY-MM`. Money is nominal EUR bn; `us`, `europe`, `others` and
    `replaced` are %, `loan` and `purl` EUR bn a year, horizon, past, block, ramps and delay months.
    `us_1` to `europe_3`: guesses for three half-years, EUR bn a year; None is last year's level.

    >>> from widgets import WhatIf
    >>> WhatIf(us=50, europe=20).to_query()
    'scenario=us.50~europe.20'
    """

    cutoff: str = chosen(
        "You stand at the end of",
        _known,
        BEFORE_THE_REPORT,
        parse=_known_month,
        why="the last month known on the day of the report",
    )
    horizon: int = chosen(
        "Months ahead",
        Number(6, LONGEST_HORIZON_MONTHS, unit="months"),
        18,
        why="as long as the guess: a year and a half",
    )
    past: int = chosen(
        "Months that stand for the past",
        {12: "12 months", 18: "18 months", 24: "24 months", 0: "all since the start"},
        24,
        names=True,
        why="long enough for months without and with US aid",
    )
    block: int = chosen(
        "Months drawn together",
        {1: "one", 2: "two", 3: "three", 4: "four", 6: "six"},
        3,
        names=True,
        why="large packages come in runs of months",
    )
    seed: int = chosen(
        "Seed of the chance", Number(1, 9999), 1, why="any number; the same draws the same"
    )
    outcome: str = chosen(
        "Counted in the sum",
        {"all": "all donors", "rest": "all but the US", "europe": "Europe"},
        "all",
        names=True,
        why="what arrives, whoever gives it",
    )
    us: int = chosen(
        "The US gives, % of its average before",
        Number(0, 200, unit="%", ends=(0, 100)),
        0,
        why="the question of the report: the largest donor stops",
    )
    us_from: str = chosen(
        "From the month",
        _ahead,
        "2025-02",
        parse=_ahead_month,
        why="the month after the last US military allocation of this release",
    )
    us_end: str = chosen(
        "Until the end of", _ends, "", parse=_ahead_month, why="open: nothing ends by itself"
    )
    us_ramp: int = chosen(
        "Months on the way there",
        Number(0, 24, unit="months", ends=(0, 12)),
        0,
        why="at once: the plainest case",
    )
    europe: int = chosen(
        "Europe changes by",
        Number(-100, 300, unit="%", ends=(-50, 100)),
        0,
        why="nobody’s plan is assumed",
    )
    others: int = chosen(
        "Other donors change by",
        Number(-100, 300, unit="%", ends=(-50, 100)),
        0,
        why="nobody’s plan is assumed",
    )
    ramp: int = chosen(
        "Months until they have changed",
        Number(0, 24, unit="months", ends=(0, 12)),
        0,
        why="at once: the plainest case",
    )
    replaced: int = chosen(
        "Share of the US gap that Europe fills",
        Number(0, 150, 5, unit="%", ends=(0, 100)),
        0,
        why="none: Europe’s own change says it",
    )
    delay: int = chosen(
        "Months until it fills it",
        Number(0, 24, unit="months", ends=(0, 12)),
        0,
        why="at once: the plainest case",
    )
    loan: int = chosen(
        "EU loan for arms, EUR bn a year",
        Number(0, 60, unit="EUR bn a year", ends=(0, 30)),
        0,
        why="none was agreed at the report",
    )
    loan_credit: str = chosen(
        "The loan counts for",
        {"eui": "the EU institutions", "members": "EU members by GDP"},
        "eui",
        names=True,
        why="as the tracker counts",
    )
    purl: int = chosen(
        "US arms that Europe pays for (PURL), EUR bn a year",
        Number(0, 30, unit="EUR bn a year"),
        0,
        why="PURL began after the report; it moves money and adds none",
    )
    purl_credit: str = chosen(
        "PURL counts for",
        {"payer": "who pays", "us": "the United States, which delivers"},
        "payer",
        names=True,
        why="as the tracker counts",
    )
    rule: str = chosen(
        "Shared out in Europe",
        {"gdp": "by GDP", "as-2024": "as in 2024", "population": "by population"},
        "gdp",
        names=True,
        why="each gives the same part of its economy",
    )
    us_1: float | None = _guessed("United States", 1)
    us_2: float | None = _guessed("United States", 2)
    us_3: float | None = _guessed("United States", 3)
    europe_1: float | None = _guessed("Europe", 1)
    europe_2: float | None = _guessed("Europe", 2)
    europe_3: float | None = _guessed("Europe", 3)
    revealed: str = chosen(
        "What happened", {"": "hidden", "yes": "shown"}, names=True, why="guess first"
    )

    def but(self, **changes: Any) -> "WhatIf":
        """The same with some fields changed.

        >>> from widgets import WhatIf
        >>> WhatIf(us=50).but(europe=20).to_query()
        'scenario=us.50~europe.20'
        """
        return replace(self, **changes)

    def scenario(self) -> "WhatIf":
        """Without the guesses: what the scenario's charts depend on.

        >>> from widgets import WhatIf
        >>> WhatIf(us=50, us_1=12.0).scenario().to_query()
        'scenario=us.50'
        """
        return replace(self, **{name: FIELDS[name].default for name in GUESS_FIELDS})

    def guess(self) -> "WhatIf":
        """Without the scenario: what the chart of the guess depends on.

        >>> from widgets import WhatIf
        >>> WhatIf(us=50, us_1=12.0).guess().to_query()
        'guess=us_1.12'
        """
        return replace(WhatIf(cutoff=self.cutoff), **{n: getattr(self, n) for n in GUESS_FIELDS})

    @property
    def is_guessed(self) -> bool:
        """True if at least one half-year was guessed."""
        return any(getattr(self, name) is not None for name in GUESSED)

    @property
    def is_shown(self) -> bool:
        """True if what came after the cut-off is to be shown."""
        return self.revealed == "yes"

    def text(self, names: tuple[str, ...]) -> str:
        """The fields of `names` away from their default, as `us.50~europe.20`.

        >>> from widgets import WhatIf
        >>> WhatIf(us=50, loan=10).text(("us",))
        'us.50'
        """
        kept = [(n, getattr(self, n)) for n in names if getattr(self, n) != FIELDS[n].default]
        return "~".join(f"{name}.{_text(value)}" for name, value in kept)

    def to_query(self) -> str:
        """The part of an address that says what is assumed and guessed; empty for the default.

        >>> from widgets import WhatIf
        >>> WhatIf(us=50, us_1=12.0).to_query()
        'scenario=us.50&guess=us_1.12'
        """
        parts = {key: self.text(names) for key, names in PARAMETERS.items()}
        return "&".join(f"{key}={text}" for key, text in parts.items() if text)

    def values(self) -> dict[str, str]:
        """Every field as its control shows it; a guess not made is empty.

        >>> from widgets import WhatIf
        >>> WhatIf(us=50).values()["us"]
        '50'
        """
        return {name: _text(getattr(self, name)) for name in FIELDS}


def _text(value: str | float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


FIELDS = fields_of(WhatIf)
NUMBERS = {name: field.number for name, field in FIELDS.items() if field.number}
GUESS_FIELDS = (*GUESSED, "revealed")
SCENARIO_FIELDS = tuple(name for name in FIELDS if name not in GUESS_FIELDS)
PARAMETERS = {"scenario": SCENARIO_FIELDS, "guess": GUESS_FIELDS}


def parsed(name: str, value: str, tables: Tables) -> Any:
    """A field's value from its text; empty is the default. Raises ValueError: the end of a
    sentence that says what it can be.

    >>> from widgets import load
    >>> from widgets.reading import what_if
    >>> what_if.parsed("us", "50", load())
    50
    >>> what_if.parsed("us", "900", load())
    Traceback (most recent call last):
        ...
    widgets.reading.field.BadValue: can be 0 to 200 %, not “900”
    """
    return FIELDS[name].read(value, tables) if value else FIELDS[name].default


def is_in_order(what_if: WhatIf) -> bool:
    """False if the US assumption ends before it begins.

    >>> from widgets import WhatIf
    >>> from widgets.reading import what_if
    >>> what_if.is_in_order(WhatIf(us_from="2025-02", us_end="2025-01"))
    False
    """
    return not what_if.us_end or what_if.us_end >= what_if.us_from


def set_field(what_if: WhatIf, name: str, value: str, tables: Tables) -> WhatIf:
    """After one control changed; an end that would lie before its begin moves along.

    `scenario` sets all that is assumed at once and keeps the guesses, `guess` the other way round.
    Raises ValueError: the end of a sentence.

    >>> from widgets import WhatIf, load
    >>> from widgets.reading import what_if
    >>> what_if.set_field(WhatIf(), "us", "50", load()).us
    50
    """
    if name in PARAMETERS:
        made, problems = _from_text(value, name, tables)
        if problems:
            raise ValueError("is none that the page knows")
        other = PARAMETERS["guess" if name == "scenario" else "scenario"]
        return made.but(**{n: getattr(what_if, n) for n in other})
    changed = what_if.but(**{name: parsed(name, value, tables)})
    if is_in_order(changed):
        return changed
    same = changed.us_from if name == "us_from" else changed.us_end
    return changed.but(us_from=same, us_end=same)


def _from_text(text: str, key: str, tables: Tables) -> tuple[WhatIf, list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    split = [part.partition(".") for part in text.split("~")[:_MOST_PARTS]] if text else []
    parts = [(name, value) for name, _, value in split]
    names = [name for name, _ in parts]
    for name, value in dict(parts).items():
        try:
            if name not in PARAMETERS[key]:
                raise ValueError(f"knows no “{shown(name)}”")
            if names.count(name) > 1:
                raise ValueError("is given more than once")
            values[name] = parsed(name, value, tables)
        except ValueError as error:
            label = FIELDS[name].label if name in PARAMETERS[key] else key.title()
            problems.append(Problem(name[:40], f"“{label}” {error}. Its default is shown."))
    made = WhatIf(**values)
    if not is_in_order(made):
        made = made.but(us_from=FIELDS["us_from"].default, us_end=FIELDS["us_end"].default)
        problems.append(
            Problem("us_end", "The US assumption ends before it begins. The default is shown.")
        )
    return made, problems[:5]


def from_query(query: str | Given, tables: Tables) -> tuple[WhatIf, list[Problem]]:
    """What an address assumes and guesses; each bad part gives a Problem and its default.

    >>> from widgets import load
    >>> from widgets.reading import what_if
    >>> found, problems = what_if.from_query("scenario=us.50~europe.20", load())
    >>> found.us, found.europe, problems
    (50, 20, [])
    """
    given = query if isinstance(query, Given) else Given(query)
    what_if, problems = WhatIf(), []
    for key, names in PARAMETERS.items():
        texts = given.get(key, [])
        if not texts:
            continue
        if len(texts) > 1:
            sentence = f"“{key.title()}” is given more than once. Its default is shown."
            problems.append(Problem(key, sentence))
            continue
        made, more = _from_text(texts[0], key, tables)
        what_if = what_if.but(**{name: getattr(made, name) for name in names})
        problems += more
    return what_if, problems
