"""What if: what the reader assumes - where they stand, what donors do from then on - and guesses.

One frozen value; in an address it is `scenario=us.50~europe.20` and `guess=us_1.12~revealed.yes`:
only what is away from its default. A bad part is a sentence and its default.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from widgets import words
from widgets.reading.field import Choices, Number, chosen, fields_of, shown
from widgets.reading.reading import Given, Problem
from widgets.tables import dates
from widgets.tables.package import Tables
from widgets.words.messages import message

LEAST_PAST_MONTHS = 12
LONGEST_HORIZON_MONTHS = 36
GUESS_STEP = 0.5
MOST_GUESSED = 200.0
BLOC_NAMES = {bloc: message("guess-bloc", bloc=bloc) for bloc in ("us", "europe")}
GUESSED = ("us_1", "us_2", "us_3", "europe_1", "europe_2", "europe_3")
SHARED_YEAR = "2024"
"""The year by whose aid a rule shares out what is needed; a part of its name in links."""
MONTHS = message("assumptions-unit-months")
PER_CENT = message("assumptions-unit-per-cent")
EUR_BN_A_YEAR = message("assumptions-unit-eur-bn-a-year")
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
    return {"": message("assumptions-no-end")} | _ahead(tables)


def _month(value: str, months: Sequence[str]) -> str:
    if value not in months:
        ends = {"first": months[0], "last": months[-1]}
        raise ValueError(message("what-if-bad-month", **ends, value=shown(value)))
    return value


def _known_month(value: str, tables: Tables) -> str:
    return _month(value, cutoffs(tables))


def _ahead_month(value: str, tables: Tables) -> str:
    return _month(value, months_ahead(tables))


def _guess(value: str, _tables: Tables) -> float:
    """To the nearest step: a hand is not exact."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", value) or float(value) > MOST_GUESSED:
        most = f"{MOST_GUESSED:g}"
        raise ValueError(message("what-if-bad-guess", most=most, value=shown(value)))
    return round(float(value) / GUESS_STEP) * GUESS_STEP


def _guessed(bloc: str, half: int) -> Any:
    label = message("guess-field", bloc=BLOC_NAMES[bloc], half=half)
    return chosen(label, {}, None, parse=_guess)


def _assumed(name: str, choices: Choices, default: Any, **more: Any) -> Any:
    """A field whose control is called as the message of its name says, with its reason."""
    label, why = message(f"assumptions-{name}"), message(f"assumptions-{name}-why")
    return chosen(label, choices, default, why=why, **more)


def _choices(name: str, *values: str) -> dict[str, str]:
    return {value: message(f"assumptions-{name}-{value}") for value in values}


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

    cutoff: str = _assumed("cutoff", _known, BEFORE_THE_REPORT, parse=_known_month)
    horizon: int = _assumed("horizon", Number(6, LONGEST_HORIZON_MONTHS, unit=MONTHS), 18)
    past: int = _assumed(
        "past",
        {number: message("assumptions-past-months", number=number) for number in (12, 18, 24)}
        | {0: message("assumptions-past-all")},
        24,
        names=True,
    )
    block: int = _assumed(
        "block",
        {n: message("assumptions-block-months", number=n) for n in (1, 2, 3, 4, 6)},
        3,
        names=True,
    )
    seed: int = _assumed("seed", Number(1, 9999), 1)
    outcome: str = _assumed(
        "outcome", _choices("outcome", "all", "rest", "europe"), "all", names=True
    )
    us: int = _assumed("us", Number(0, 200, unit=PER_CENT, ends=(0, 100)), 0)
    us_from: str = _assumed("us-from", _ahead, "2025-02", parse=_ahead_month)
    us_end: str = _assumed("us-end", _ends, "", parse=_ahead_month)
    us_ramp: int = _assumed("us-ramp", Number(0, 24, unit=MONTHS, ends=(0, 12)), 0)
    europe: int = _assumed("europe", Number(-100, 300, unit=PER_CENT, ends=(-50, 100)), 0)
    others: int = _assumed("others", Number(-100, 300, unit=PER_CENT, ends=(-50, 100)), 0)
    ramp: int = _assumed("ramp", Number(0, 24, unit=MONTHS, ends=(0, 12)), 0)
    replaced: int = _assumed("replaced", Number(0, 150, 5, unit=PER_CENT, ends=(0, 100)), 0)
    delay: int = _assumed("delay", Number(0, 24, unit=MONTHS, ends=(0, 12)), 0)
    loan: int = _assumed("loan", Number(0, 60, unit=EUR_BN_A_YEAR, ends=(0, 30)), 0)
    loan_credit: str = _assumed(
        "loan-credit", _choices("loan-credit", "eui", "members"), "eui", names=True
    )
    purl: int = _assumed("purl", Number(0, 30, unit=EUR_BN_A_YEAR), 0)
    purl_credit: str = _assumed(
        "purl-credit", _choices("purl-credit", "payer", "us"), "payer", names=True
    )
    rule: str = _assumed(
        "rule",
        _choices("rule", "gdp")
        | {f"as-{SHARED_YEAR}": message("assumptions-rule-as-year", year=SHARED_YEAR)}
        | _choices("rule", "population"),
        "gdp",
        names=True,
    )
    us_1: float | None = _guessed("us", 1)
    us_2: float | None = _guessed("us", 2)
    us_3: float | None = _guessed("us", 3)
    europe_1: float | None = _guessed("europe", 1)
    europe_2: float | None = _guessed("europe", 2)
    europe_3: float | None = _guessed("europe", 3)
    revealed: str = _assumed(
        "revealed",
        {"": message("assumptions-revealed-no"), "yes": message("assumptions-revealed-yes")},
        "",
        names=True,
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
            raise ValueError(message("what-if-bad-set"))
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
                raise ValueError(message("what-if-bad-name", part=shown(name)))
            if names.count(name) > 1:
                raise ValueError(message("what-if-given-twice"))
            values[name] = parsed(name, value, tables)
        except ValueError as error:
            label = FIELDS[name].label if name in PARAMETERS[key] else _part_name(key)
            said = message("what-if-problem", label=label, why=str(error))
            problems.append(Problem(name[:40], said))
    made = WhatIf(**values)
    if not is_in_order(made):
        made = made.but(us_from=FIELDS["us_from"].default, us_end=FIELDS["us_end"].default)
        problems.append(Problem("us_end", message("what-if-problem-order")))
    return made, problems[:5]


def _part_name(key: str) -> str:
    return message("what-if-part", part=key)


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
            problems.append(Problem(key, message("what-if-problem-twice", label=_part_name(key))))
            continue
        made, more = _from_text(texts[0], key, tables)
        what_if = what_if.but(**{name: getattr(made, name) for name in names})
        problems += more
    return what_if, problems
