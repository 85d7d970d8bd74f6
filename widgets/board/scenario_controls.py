"""The controls of the chapter on what if: numbers with a slider each, choices, months."""

from markupsafe import Markup

from widgets.board.inputs import TEMPLATES, select
from widgets.reading import reading as readings
from widgets.reading import what_if
from widgets.reading.field import Field, Number
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, GUESSED, WhatIf
from widgets.sums import guess, scenario
from widgets.tables.package import Tables
from widgets.words.messages import message
from widgets.words.numbers import MINUS, capital
from widgets.words.templates import macros

GROUPS = {
    "stand": ("cutoff", "horizon", "outcome", "past", "block", "seed"),
    "us": ("us", "us_from", "us_end", "us_ramp"),
    "europe": ("europe", "others", "ramp", "replaced", "delay"),
    "loan": ("loan", "loan_credit", "purl", "purl_credit"),
}
_HTML = macros(TEMPLATES, "scenario.html")
NAMES = ("guess-values", "scenario", "rule")


def shown(tables: Tables, reading: Reading, assumed: WhatIf) -> dict[str, str]:
    """Every control's value; a guess not made yet is last year's level."""
    values = {name: text for name, text in assumed.values().items() if name != "revealed"}
    counted = scenario.counted(reading)
    if readings.refusal_by_month(counted, tables) is None:
        levels = guess.guessed(tables, counted, assumed.guess())
        for name in GUESSED:
            bloc, half = name.rsplit("_", 1)
            values[name] = f"{levels[bloc].iloc[int(half) - 1]:g}"
    return values


def said(values: dict[str, str]) -> dict[str, str]:
    """The words of values that are bare numbers, for who hears them."""
    units = {name: f.number.unit for name, f in FIELDS.items() if f.number and f.number.unit}
    units |= dict.fromkeys(GUESSED, what_if.EUR_BN_A_YEAR)
    return {
        name: message("assumptions-value-spoken", value=values[name], unit=unit)
        for name, unit in units.items()
        if values[name]
    }


def made(name: str, tables: Tables, values: dict[str, str], spoken: dict[str, str]) -> Markup:
    """One of NAMES."""
    if name == "guess-values":
        return _guesses(values, spoken)
    if name == "rule":
        return _control(tables, "rule", values, spoken)
    return _HTML.groups(
        [
            (group, [_control(tables, name, values, spoken) for name in names])
            for group, names in GROUPS.items()
        ]
    )


def _control(tables: Tables, name: str, values: dict, spoken: dict) -> Markup:
    field = FIELDS[name]
    if field.number:
        return _number(field, values[name], spoken.get(name, values[name]))
    return select(field, values[name], tables)


def _number(field: Field, value: str, spoken: str) -> Markup:
    """A number box, and a slider for who would rather move than type; the seed is only typed."""
    return _HTML.number(field, value, spoken, field.name != "seed")


def _guesses(values: dict[str, str], spoken: dict[str, str]) -> Markup:
    """Six number boxes, a row a bloc; the drawing has a slider for each."""
    boxes = [
        (
            name,
            message("guess-box", bloc=name[:-2], half=int(name[-1])),
            values[name],
            FIELDS[name].label,
        )
        for name in GUESSED
    ]
    return _HTML.guesses(f"{what_if.GUESS_STEP:g}", f"{what_if.MOST_GUESSED:g}", boxes)


def meanings(tables: Tables) -> Markup:
    """Every assumption with its range, its default and the reason of it, folded."""
    default = WhatIf().values()
    rows = []
    for names in (*GROUPS.values(), ("rule",)):
        for name in names:
            field, begin = FIELDS[name], default[name]
            if field.number:
                span = _range(field.number)
            else:
                choices = {str(value): words for value, words in field.choices(tables).items()}
                begin = choices[begin]
                any_month = message("assumptions-a-month")
                span = ", ".join(choices.values()) if field.names else any_month
            said = message("assumptions-meaning", span=capital(span), first=begin, why=field.why)
            rows.append((field.label, said))
    return _HTML.meanings(rows)


def _range(allowed: Number) -> str:
    ends = {"low": str(allowed.low).replace("-", MINUS), "high": allowed.high}
    if not allowed.unit:
        return message("assumptions-range", **ends)
    return message("assumptions-range-in-unit", **ends, unit=allowed.unit)
