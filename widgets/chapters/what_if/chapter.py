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
    text = words.Markup(
        "To hold the monthly average of 2022 to 2024 without the United States, Europe’s {} "
        "must rise by {} against their own average of those years. "
    ).format(in_words.subject(counted), words.figure(words.pct(needed, 0), "eu"))
    if not is_shown:
        return text + guess.hidden("What they did in 2025")
    seen = flows.level_change_pct(tables, counted, "europe", BASE, THEN)
    change = "rose" if seen >= 0 else "fell"
    return text + words.Markup(
        "In 2025 they {} by {} against the same years, in nominal terms."
    ).format(change, words.figure(words.pct(abs(seen), 0), "eu"))


# --- texts and layout -----------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _presets(
    tables: Tables, counted: Reading, stands: WhatIf, is_shown: bool
) -> tuple[dict[str, WhatIf], words.Markup]:
    made = scenario.presets(tables, counted, stands)
    said = [
        _as_near_words(tables, counted, stands, is_shown),
        _pledge_words(tables, counted, stands),
    ]
    return made, words.Markup(" ").join(filter(None, said))


def _as_near_words(
    tables: Tables, counted: Reading, stands: WhatIf, is_shown: bool
) -> words.Markup:
    """Why what happened cannot be assumed as it was; nothing where it can."""
    fitted = scenario.as_it_happened(tables, counted, stands)
    if fitted is None or fitted.is_near:
        return words.Markup("")
    if not is_shown:
        return words.Markup("What happened cannot be assumed as it was, only the nearest to it.")
    who = {"us": "the United States", "europe": "Europe", "others": "other donors"}
    why = []
    for field, value in fitted.out_of_range.items():
        if value != value:
            why.append(f"{who[field]} gave nothing in the past that you chose")
        else:
            limit = NUMBERS[field].high if value > 0 else NUMBERS[field].low
            needed, ends = words.pct(value, 0), words.pct(limit, 0)
            why.append(f"“{FIELDS[field].label}” would be {needed} and ends at {ends}")
    because = words.listed(why) if why else "whole per cents are too coarse for so little"
    return words.Markup(
        "What happened, {} by {}, cannot be assumed as it was ({}); the nearest adds up to {}."
    ).format(
        words.eur_bn(fitted.came_eur_bn),
        words.month_name(fitted.month),
        because,
        words.eur_bn(fitted.sum_eur_bn),
    )


def _pledge_words(tables: Tables, counted: Reading, stands: WhatIf) -> words.Markup:
    """Why NATO's pledge is not offered although military aid is counted."""
    needed = scenario.pledge_needs_pct(tables, counted, stands)
    number = NUMBERS["europe"]
    if needed is None or number.low <= round(needed) <= number.high:
        return words.Markup("")
    return words.Markup(
        "To hold NATO’s pledge of EUR {} bn a year without the US, Europe would have to change by "
        "{}, which cannot be assumed here."
    ).format(words.number(scenario.pledge_eur_bn(tables), 0), words.pct(needed, 0))


def preset_links(tables: Tables, address: Address) -> words.Markup:
    """Scenarios to begin from, and the way back to the first."""
    assumed, counted = address.what_if.scenario(), scenario.counted(address.reading)
    made, said = {}, words.Markup("")
    if readings.refusal_by_month(counted, tables) is None:
        stands = scenario.unchanged(assumed).but(rule=assumed.rule)
        made, said = _presets(tables, counted, stands, address.what_if.is_shown)
    links = [
        words.Markup('<a class="link" href="?{}#what-if" data-set="scenario={}"{}>{}</a>').format(
            address.but(what_if=_with_guess(preset, address.what_if)).to_query(),
            preset.text(SCENARIO_FIELDS),
            words.Markup(' aria-current="true"') if preset == assumed and name in made else "",
            name,
        )
        for name, preset in {**made, "reset": WhatIf()}.items()
    ]
    text = words.Markup("Begin with: {}.").format(words.Markup(" · ").join(links))
    return words.Markup("{} {}").format(text, said) if said else text


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
