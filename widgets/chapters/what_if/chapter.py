"""What if: guess first, then scenarios, and the chapter around their charts."""

from collections.abc import Callable
from functools import lru_cache

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View
from widgets.chapters.what_if import backtest, burden, guess, scenario_range, tornado
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, GUESS_FIELDS, NUMBERS, SCENARIO_FIELDS, WhatIf
from widgets.sums import flows, scenario
from widgets.tables.package import Tables
from widgets.words import message

BASE = scenario.REFERENCE
THEN = ("2025-01", "2025-12")


def sentence(tables: Tables, reading: Reading, is_shown: bool = True) -> words.Markup:
    """The rise needed to hold the level of 2022 to 2024 without the US, and the rise seen.

    Follows the Reading's measure, kind and EU institutions; all donors, whatever it counts. The
    rise seen can be left out until a guess is given.
    """
    return _sentence(tables, scenario.counted(reading), is_shown)


@lru_cache(maxsize=64)
def _sentence(tables: Tables, counted: Reading, is_shown: bool) -> words.Markup:
    if refusal := readings.refusal_by_month(counted, tables):
        return in_words.refusal(refusal)
    needed = flows.rise_needed_pct(tables, counted, *BASE)
    text = words.sentence(
        "what-if-rise-needed",
        **scenario.REFERENCE_YEARS,
        subject=in_words.subject(counted),
        rise=words.figure(words.pct(needed, 0), "eu"),
    )
    year = THEN[0][:4]
    if not is_shown:
        then = guess.hidden("what-if-rise-hidden", year=year)
    else:
        seen = flows.level_change_pct(tables, counted, "europe", BASE, THEN)
        then = words.sentence(
            "what-if-rise-seen",
            year=year,
            change="rose" if seen >= 0 else "fell",
            pct=words.figure(words.pct(abs(seen), 0), "eu"),
        )
    return words.Markup(" ").join([text, then])


# --- texts and layout -----------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _presets(
    tables: Tables, counted: Reading, stands: WhatIf, is_shown: bool
) -> tuple[dict[str, WhatIf], str]:
    made = scenario.presets(tables, counted, stands)
    said = [
        _as_near_words(tables, counted, stands, is_shown),
        _pledge_words(tables, counted, stands),
    ]
    return made, " ".join(filter(None, said))


def _as_near_words(tables: Tables, counted: Reading, stands: WhatIf, is_shown: bool) -> str:
    """Why what happened cannot be assumed as it was; nothing where it can."""
    fitted = scenario.as_it_happened(tables, counted, stands)
    if fitted is None or fitted.is_near:
        return ""
    if not is_shown:
        return message("what-if-as-near-untold")
    why = []
    for field, value in fitted.out_of_range.items():
        if value != value:
            why.append(message("what-if-as-near-gave-nothing", donors=field))
        else:
            limit = NUMBERS[field].high if value > 0 else NUMBERS[field].low
            why.append(
                message(
                    "what-if-as-near-out-of-range",
                    label=FIELDS[field].label,
                    needed=words.pct(value, 0),
                    limit=words.pct(limit, 0),
                )
            )
    return message(
        "what-if-as-near",
        came=words.eur_bn(fitted.came_eur_bn),
        month=words.month_name(fitted.month),
        why=words.listed(why or [message("what-if-as-near-too-coarse")]),
        sum=words.eur_bn(fitted.sum_eur_bn),
    )


def _pledge_words(tables: Tables, counted: Reading, stands: WhatIf) -> str:
    """Why NATO's pledge is not offered although military aid is counted."""
    needed = scenario.pledge_needs_pct(tables, counted, stands)
    number = NUMBERS["europe"]
    if needed is None or number.low <= round(needed) <= number.high:
        return ""
    pledge = words.number(scenario.pledge_eur_bn(tables), 0)
    change = words.pct(needed, 0)
    return message("what-if-pledge-out-of-range", eur_bn=pledge, change=change)


def preset_links(tables: Tables, address: Address) -> words.Markup:
    """Scenarios to begin from, and the way back to the first."""
    assumed, counted = address.what_if.scenario(), scenario.counted(address.reading)
    made, said = {}, ""
    if readings.refusal_by_month(counted, tables) is None:
        stands = scenario.unchanged(assumed).but(rule=assumed.rule)
        made, said = _presets(tables, counted, stands, address.what_if.is_shown)
    links = [
        words.step_link(
            name,
            "set",
            f"scenario={preset.text(SCENARIO_FIELDS)}",
            "what-if",
            query=address.but(what_if=_with_guess(preset, address.what_if)).to_query(),
            look="link",
            current=preset == assumed and name in made,
        )
        for name, preset in {**made, message("what-if-preset-reset"): WhatIf()}.items()
    ]
    text = words.sentence("what-if-begin-with", links=words.Markup(" · ").join(links))
    return words.Markup(" ").join([text, said]) if said else text


def _with_guess(preset: WhatIf, own: WhatIf) -> WhatIf:
    return preset.but(**{name: getattr(own, name) for name in GUESS_FIELDS})


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages of this chapter that follow the Address."""
    return {
        "what-if": str(sentence(tables, address.reading, _is_known(address.what_if))),
        "guess-tools": str(guess.tools(address)),
        "scenario-presets": str(preset_links(tables, address)),
    }


def _is_known(assumed: WhatIf) -> bool:
    """True if a reader may know 2025: it lies before the cut-off, or what came is shown."""
    return assumed.is_shown or assumed.cutoff >= THEN[1]


def _part(make: Callable[..., View], keep: Callable[[WhatIf], WhatIf]) -> Part:
    return Part(
        lambda tables, address: make(tables, address.reading, address.what_if.scenario()),
        lambda address: Address(
            guess.marked(address.reading), what_if=keep(address.what_if.scenario())
        ),
    )


def _part_shown(make: Callable[..., View], keep: Callable[[WhatIf], WhatIf]) -> Part:
    """One that shows what came when the guess is given."""
    return Part(
        lambda tables, address: make(
            tables, address.reading, address.what_if.scenario(), address.what_if.is_shown
        ),
        lambda address: Address(
            guess.marked(address.reading),
            what_if=keep(address.what_if.scenario()).but(revealed=address.what_if.revealed),
        ),
    )


PARTS = guess.PARTS | {
    scenario_range.NAME: _part_shown(scenario_range.view, lambda assumed: assumed.but(rule="gdp")),
    backtest.NAME: _part_shown(backtest.view, scenario.unchanged),
    tornado.NAME: _part(tornado.view, lambda assumed: assumed.but(rule="gdp")),
    burden.NAME: _part(burden.view, lambda assumed: assumed.but(seed=1, block=3, outcome="all")),
}
