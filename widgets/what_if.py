"""What if: what the reader assumes - where they stand, what donors do from then on - and guesses.

One frozen value; in an address it is `scenario=us.50~europe.20` and `guess=us_1.12~revealed.yes`:
only what is away from its default. A bad part is a sentence and its default.
"""

import re
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from widgets import dates
from widgets.field import shown
from widgets.reading import Given, Problem
from widgets.tables import Tables

LEAST_PAST_MONTHS = 12
LONGEST_HORIZON_MONTHS = 36
GUESS_STEP = 0.5
MOST_GUESSED = 200.0
GUESSED = ("us_1", "us_2", "us_3", "europe_1", "europe_2", "europe_3")
_MOST_PARTS = 40
_REPORT_MONTH = dates.REPORT_DAY.isoformat()[:7]
BEFORE_THE_REPORT = dates.month_of(dates.month_number(_REPORT_MONTH) - 1)


@dataclass(frozen=True)
class WhatIf:
    """What the reader assumes; units and reasons stand in `NUMBERS` and `CHOICES`.

    cutoff: the last month known, `YYYY-MM`. Money is nominal EUR bn; `us`, `europe`, `others` and
    `replaced` are %, `loan` and `purl` EUR bn a year, horizon, past, block, ramps and delay months.
    `us_1` to `europe_3`: guesses for three half-years, EUR bn a year; None is last year's level.

    >>> from widgets import WhatIf
    >>> WhatIf(us=50, europe=20).to_query()
    'scenario=us.50~europe.20'
    """

    cutoff: str = BEFORE_THE_REPORT
    horizon: int = 18
    past: int = 24
    block: int = 3
    seed: int = 1
    outcome: str = "all"
    us: int = 0
    us_from: str = "2025-02"
    us_end: str = ""
    us_ramp: int = 0
    europe: int = 0
    others: int = 0
    ramp: int = 0
    replaced: int = 0
    delay: int = 0
    loan: int = 0
    loan_credit: str = "eui"
    purl: int = 0
    purl_credit: str = "payer"
    rule: str = "gdp"
    us_1: float | None = None
    us_2: float | None = None
    us_3: float | None = None
    europe_1: float | None = None
    europe_2: float | None = None
    europe_3: float | None = None
    revealed: str = ""

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
        return replace(self, **{name: DEFAULTS[name] for name in GUESS_FIELDS})

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
        kept = [(n, getattr(self, n)) for n in names if getattr(self, n) != DEFAULTS[n]]
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
        return {name: _text(getattr(self, name)) for name in DEFAULTS}


def _text(value: str | float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(WhatIf)}
GUESS_FIELDS = (*GUESSED, "revealed")
SCENARIO_FIELDS = tuple(name for name in DEFAULTS if name not in GUESS_FIELDS)
PARAMETERS = {"scenario": SCENARIO_FIELDS, "guess": GUESS_FIELDS}


class Number(NamedTuple):
    """A number that can be assumed: from `low` to `high` in steps; `ends`: what the comparison of
    the assumptions moves it to; `why`: the reason of its default.

    >>> from widgets import what_if
    >>> what_if.NUMBERS["us"].low, what_if.NUMBERS["us"].high
    (0, 200)
    """

    label: str
    unit: str
    low: int
    high: int
    step: int
    why: str
    ends: tuple[int, int] | None = None


class Choice(NamedTuple):
    """One of several words; `why`: the reason of its default.

    >>> from widgets import what_if
    >>> what_if.CHOICES["rule"].options["gdp"]
    'by GDP'
    """

    label: str
    options: dict[str, str]
    why: str


NUMBERS = {
    "horizon": Number(
        "Months ahead",
        "months",
        6,
        LONGEST_HORIZON_MONTHS,
        1,
        "as long as the guess: a year and a half",
    ),
    "seed": Number("Seed of the chance", "", 1, 9999, 1, "any number; the same draws the same"),
    "us": Number(
        "The US gives, % of its average before",
        "%",
        0,
        200,
        1,
        "the question of the report: the largest donor stops",
        (0, 100),
    ),
    "us_ramp": Number(
        "Months on the way there", "months", 0, 24, 1, "at once: the plainest case", (0, 12)
    ),
    "europe": Number(
        "Europe changes by", "%", -100, 300, 1, "nobody’s plan is assumed", (-50, 100)
    ),
    "others": Number(
        "Other donors change by", "%", -100, 300, 1, "nobody’s plan is assumed", (-50, 100)
    ),
    "ramp": Number(
        "Months until they have changed", "months", 0, 24, 1, "at once: the plainest case", (0, 12)
    ),
    "replaced": Number(
        "Share of the US gap that Europe fills",
        "%",
        0,
        150,
        5,
        "none: Europe’s own change says it",
        (0, 100),
    ),
    "delay": Number(
        "Months until it fills it", "months", 0, 24, 1, "at once: the plainest case", (0, 12)
    ),
    "loan": Number(
        "EU loan for arms, EUR bn a year",
        "EUR bn a year",
        0,
        60,
        1,
        "none was agreed at the report",
        (0, 30),
    ),
    "purl": Number(
        "US arms that Europe pays for (PURL), EUR bn a year",
        "EUR bn a year",
        0,
        30,
        1,
        "PURL began after the report; it moves money and adds none",
    ),
}
CHOICES = {
    "outcome": Choice(
        "Counted in the sum",
        {"all": "all donors", "rest": "all but the US", "europe": "Europe"},
        "what arrives, whoever gives it",
    ),
    "past": Choice(
        "Months that stand for the past",
        {"12": "12 months", "18": "18 months", "24": "24 months", "0": "all since the start"},
        "long enough for months without and with US aid",
    ),
    "block": Choice(
        "Months drawn together",
        {"1": "one", "2": "two", "3": "three", "4": "four", "6": "six"},
        "large packages come in runs of months",
    ),
    "loan_credit": Choice(
        "The loan counts for",
        {"eui": "the EU institutions", "members": "EU members by GDP"},
        "as the tracker counts",
    ),
    "purl_credit": Choice(
        "PURL counts for",
        {"payer": "who pays", "us": "the United States, which delivers"},
        "as the tracker counts",
    ),
    "rule": Choice(
        "Shared out in Europe",
        {"gdp": "by GDP", "as-2024": "as in 2024", "population": "by population"},
        "each gives the same part of its economy",
    ),
    "revealed": Choice("What happened", {"": "hidden", "yes": "shown"}, "guess first"),
}
_MONTHS = {
    "cutoff": "You stand at the end of",
    "us_from": "From the month",
    "us_end": "Until the end of",
}
LABELS = (
    _MONTHS
    | {name: number.label for name, number in NUMBERS.items()}
    | {name: choice.label for name, choice in CHOICES.items()}
    | {
        name: f"Your guess, {bloc}, half-year {half}, EUR bn a year"
        for bloc_key, bloc in (("us", "United States"), ("europe", "Europe"))
        for half in (1, 2, 3)
        for name in (f"{bloc_key}_{half}",)
    }
)


def cutoffs(tables: Tables) -> list[str]:
    """Every month at whose end a reader can stand: a year is known, all others are to come.

    >>> from widgets import load, what_if
    >>> what_if.cutoffs(load())[0]
    '2022-12'
    """
    return list(tables.months[LEAST_PAST_MONTHS - 1 :])


def months_ahead(tables: Tables) -> list[str]:
    """Every month in which an assumption can begin or end.

    >>> from widgets import load, what_if
    >>> what_if.months_ahead(load())[0]
    '2023-01'
    """
    first = dates.month_number(tables.months[LEAST_PAST_MONTHS])
    last = dates.month_number(tables.months[-1]) + LONGEST_HORIZON_MONTHS
    return [dates.month_of(number) for number in range(first, last + 1)]


def parsed(name: str, value: str, tables: Tables) -> str | int | float | None:
    """A field's value from its text; empty is the default. Raises ValueError: the end of a
    sentence that says what it can be.

    >>> from widgets import load, what_if
    >>> what_if.parsed("us", "50", load())
    50
    >>> what_if.parsed("us", "900", load())
    Traceback (most recent call last):
        ...
    ValueError: can be 0 to 200 %, not “900”
    """
    if value == "" and name != "us_end":
        return DEFAULTS[name]
    if name in NUMBERS:
        return _number(NUMBERS[name], value)
    if name in GUESSED:
        return _guess(value)
    known = choices(name, tables)
    if value not in known:
        if name in _MONTHS:
            raise ValueError(f"can be a month from {known[1]} to {known[-1]}, not “{shown(value)}”")
        raise ValueError(f"knows no “{shown(value)}”; it can be {', '.join(filter(None, known))}")
    return int(value) if isinstance(DEFAULTS[name], int) else value


def _number(number: Number, value: str) -> int:
    whole = int(value) if re.fullmatch(r"-?[0-9]{1,4}", value) else None
    if whole is None or not number.low <= whole <= number.high or whole % number.step:
        steps = f" in steps of {number.step}" if number.step > 1 else ""
        unit = f" {number.unit}" if number.unit else ""
        raise ValueError(f"can be {number.low} to {number.high}{unit}{steps}, not “{shown(value)}”")
    return whole


def _guess(value: str) -> float:
    """To the nearest step: a hand is not exact."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", value) or float(value) > MOST_GUESSED:
        raise ValueError(f"can be 0 to {MOST_GUESSED:g} EUR bn a year, not “{shown(value)}”")
    return round(float(value) / GUESS_STEP) * GUESS_STEP


def choices(name: str, tables: Tables) -> list[str]:
    """What a field can be, as text; of a guess only some.

    >>> from widgets import load, what_if
    >>> what_if.choices("rule", load())
    ['gdp', 'as-2024', 'population']
    """
    if name == "cutoff":
        return cutoffs(tables)
    if name in _MONTHS:
        return [*([""] if name == "us_end" else []), *months_ahead(tables)]
    if name in CHOICES:
        return list(CHOICES[name].options)
    if name in GUESSED:
        return ["", "0", "0.5", "12.5", f"{MOST_GUESSED:g}"]
    number = NUMBERS[name]
    return [str(value) for value in range(number.low, number.high + 1, number.step)]


def is_in_order(what_if: WhatIf) -> bool:
    """False if the US assumption ends before it begins.

    >>> from widgets import WhatIf, what_if
    >>> what_if.is_in_order(WhatIf(us_from="2025-02", us_end="2025-01"))
    False
    """
    return not what_if.us_end or what_if.us_end >= what_if.us_from


def set_field(what_if: WhatIf, name: str, value: str, tables: Tables) -> WhatIf:
    """After one control changed; an end that would lie before its begin moves along.

    `scenario` sets all that is assumed at once and keeps the guesses, `guess` the other way round.
    Raises ValueError: the end of a sentence.

    >>> from widgets import WhatIf, load, what_if
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
            label = LABELS.get(name, key.capitalize()) if name in PARAMETERS[key] else key.title()
            problems.append(Problem(name[:40], f"“{label}” {error}. Its default is shown."))
    made = WhatIf(**values)
    if not is_in_order(made):
        made = made.but(us_from=DEFAULTS["us_from"], us_end=DEFAULTS["us_end"])
        problems.append(
            Problem("us_end", "The US assumption ends before it begins. The default is shown.")
        )
    return made, problems[:5]


def from_query(query: str | Given, tables: Tables) -> tuple[WhatIf, list[Problem]]:
    """What an address assumes and guesses; each bad part gives a Problem and its default.

    >>> from widgets import load, what_if
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
