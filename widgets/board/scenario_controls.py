"""The controls of the chapter on what if: numbers with a slider each, choices, months."""

from markupsafe import Markup

from widgets.board.inputs import select
from widgets.reading import reading as readings
from widgets.reading import what_if
from widgets.reading.field import Field
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, GUESSED, WhatIf
from widgets.sums import guess, scenario
from widgets.tables.package import Tables

GROUPS = {
    "Where you stand": (*("cutoff", "horizon", "outcome", "past", "block", "seed"),),
    "The United States": ("us", "us_from", "us_end", "us_ramp"),
    "Europe and the others": ("europe", "others", "ramp", "replaced", "delay"),
    "EU loan and PURL": ("loan", "loan_credit", "purl", "purl_credit"),
}
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
    units |= dict.fromkeys(GUESSED, "EUR bn a year")
    return {name: f"{values[name]} {unit}" for name, unit in units.items() if values[name]}


def made(name: str, tables: Tables, values: dict[str, str], spoken: dict[str, str]) -> Markup:
    """One of NAMES."""
    if name == "guess-values":
        return _guesses(values, spoken)
    if name == "rule":
        return _control(tables, "rule", values, spoken)
    groups = Markup("").join(
        Markup('<fieldset class="assumed"><legend>{}</legend>{}</fieldset>').format(
            legend, Markup("").join(_control(tables, name, values, spoken) for name in names)
        )
        for legend, names in GROUPS.items()
    )
    return Markup('<div class="scenario" role="group" aria-label="Your scenario">{}</div>').format(
        groups
    )


def _control(tables: Tables, name: str, values: dict, spoken: dict) -> Markup:
    field = FIELDS[name]
    if field.number:
        return _number(field, values[name], spoken.get(name, values[name]))
    return select(field, values[name], tables)


def _number(field: Field, value: str, words: str) -> Markup:
    """A number box, and a slider for who would rather move than type; the seed is only typed."""
    number, name = field.number, field.name
    assert number
    limits = Markup('min="{}" max="{}" step="{}" value="{}"').format(
        number.low, number.high, number.step, value
    )
    slider = Markup(
        '<input type="range" data-field="{}" aria-label="{}, slider" aria-valuetext="{}" {}>'
    ).format(name, field.label, words, limits)
    return Markup(
        '<div class="control assumption"><label><span class="bar-name">{}</span>'
        '<input type="number" data-field="{}" {} required></label>{}</div>'
    ).format(field.label, name, limits, "" if name == "seed" else slider)


def _guesses(values: dict[str, str], spoken: dict[str, str]) -> Markup:
    """Six number boxes, a row a bloc; the drawing has a slider for each."""
    boxes = Markup("").join(
        Markup(
            '<label class="control"><span class="bar-name">{}</span>'
            '<input type="number" data-field="{}" value="{}" min="0" max="{:g}" step="any" '
            'aria-label="{}" required></label>'
        ).format(
            f"{'US' if name[:2] == 'us' else 'Europe'}, {('1st', '2nd', '3rd')[int(name[-1]) - 1]}"
            " half-year",
            name,
            values[name],
            what_if.MOST_GUESSED,
            FIELDS[name].label,
        )
        for name in GUESSED
    )
    return Markup(
        '<p class="note">Or type it, in EUR bn a year, to the nearest {:g}:</p>'
        '<div class="guesses" role="group" aria-label="Your guess, EUR bn a year">{}</div>'
    ).format(what_if.GUESS_STEP, boxes)


def meanings(tables: Tables) -> Markup:
    """Every assumption with its range, its default and the reason of it, folded."""
    default = WhatIf().values()
    rows = []
    for names in (*GROUPS.values(), ("rule",)):
        for name in names:
            field, begin = FIELDS[name], default[name]
            if number := field.number:
                span = f"{number.low} to {number.high} {number.unit}".strip().replace("-", "\u2212")
            else:
                choices = {str(value): words for value, words in field.choices(tables).items()}
                span = ", ".join(choices.values()) if field.names else "a month"
                begin = choices[begin]
            rows.append(
                Markup("<dt>{}</dt><dd>{}. At first: {} ({}).</dd>").format(
                    field.label, span[:1].upper() + span[1:], begin, field.why
                )
            )
    return Markup(
        '<details class="fold"><summary>What can be assumed, and why it begins where it does'
        '</summary><dl class="stages">{}</dl></details>'
    ).format(Markup("").join(rows))
