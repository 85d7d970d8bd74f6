"""What if: a scenario as a range, how well such ranges held, what matters most, who would pay."""

from functools import lru_cache, partial

import pandas as pd

from widgets import bootstrap, dates, flows, scenario, scenario_controls, words
from widgets import reading as readings
from widgets.address import Address
from widgets.board import Part, Put, slot
from widgets.controls import statement
from widgets.explorer import Explorer, chapter
from widgets.explorers import guess
from widgets.explorers.guess import FIXED, followed
from widgets.figures import backtest, burden, fan, tornado
from widgets.link import Link
from widgets.reading import Reading, Refusal
from widgets.tables import Tables
from widgets.view import View, refused
from widgets.what_if import CHOICES, GUESS_FIELDS, LABELS, SCENARIO_FIELDS, WhatIf

BASE = scenario.REFERENCE
THEN = ("2025-01", "2025-12")
FAN, BACKTEST, TORNADO, BURDEN = "scenario-range", "scenario-test", "scenario-matters", "burden"
RANKED = {"S": 12, "M": 15, "L": 15}
NAMED_BARS = 8
MEANT_PCT = 90
ONE_SIDED = 0.75  # of the tests on one side of the middle; by chance about half are
BAND_HEADS = {
    "low_90": "5 of 100 runs below, EUR bn",
    "low_50": "25 of 100 below, EUR bn",
    "middle": "Middle, EUR bn",
    "high_50": "75 of 100 below, EUR bn",
    "high_90": "95 of 100 below, EUR bn",
}
CAME_HEAD = "What happened, EUR bn"
WHO = {"all": "all donors", "rest": "all donors but the United States", "europe": "Europe"}


def sentence(tables: Tables, reading: Reading) -> words.Markup:
    """The rise needed to hold the level of 2022 to 2024 without the US, and the rise seen.

    Follows the Reading's measure, kind and EU institutions; all donors, whatever it counts.
    """
    return _sentence(tables, scenario.counted(reading))


@lru_cache(maxsize=64)
def _sentence(tables: Tables, counted: Reading) -> words.Markup:
    if refusal := readings.refusal_by_month(counted, tables):
        return words.refusal(refusal)
    needed = flows.rise_needed_pct(tables, counted, *BASE)
    seen = flows.level_change_pct(tables, counted, "europe", BASE, THEN)
    change = "rose" if seen >= 0 else "fell"
    return words.Markup(
        "To hold the monthly average of 2022 to 2024 without the United States, Europe’s {} "
        "must rise by {}. In 2025 they {} by {} against the same years, in nominal terms."
    ).format(
        words.subject(counted),
        words.figure(words.pct(needed, 0), "eu"),
        change,
        words.figure(words.pct(abs(seen), 0), "eu"),
    )


# --- the range -------------------------------------------------------------------------------


def range_view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """What adds up from the cut-off on: bands of the draws, and what came."""
    title = "What would add up"
    if refusal := refused(FAN, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    bands = scenario.bands(tables, counted, assumed)
    came = scenario.happened(tables, counted, assumed)
    title = _range_title(bands, came)
    first, last = bands.index[0], bands.index[-1]
    draw = partial(
        fan.draw,
        bands,
        came,
        assumed.cutoff,
        _mark(assumed),
        title=title,
        subtitle=words.capital(
            f"{words.subject(counted)} of {WHO[assumed.outcome]}, EUR bn added up, "
            f"{words.span(first, last)}"
        ),
        source=words.source_line(tables),
        alt=f"Range of {bootstrap.DRAWS} runs, added up. {title}.",
    )
    said = words.Markup("{} {}").format(
        assumption_words(assumed), _range_sentence(tables, counted, assumed, bands, came)
    )
    table = bands.rename(columns=BAND_HEADS)
    table = table.assign(**{CAME_HEAD: came.reindex(bands.index)})
    table = table.rename_axis("Added up to").reset_index()
    return View(FAN, title, draw, table, said, _range_note(tables, counted, assumed), decimals=1)


def _range_title(bands: pd.DataFrame, came: pd.Series) -> str:
    end = bands.iloc[-1]
    if came.empty:
        return (
            f"{words.eur_bn(end['middle'])} by {dates.month_name(bands.index[-1])}, the middle of "
            "the runs"
        )
    month = came.index[-1]
    row, value = bands.loc[month], words.eur_bn(came.iloc[-1])
    if came.iloc[-1] > row["high_90"]:
        return f"More came than in 95 of 100 runs: {value} by {dates.month_name(month)}"
    if came.iloc[-1] < row["low_90"]:
        return f"Less came than in 95 of 100 runs: {value} by {dates.month_name(month)}"
    return f"What came lies in the range: {value} by {dates.month_name(month)}"


def _mark(assumed: WhatIf) -> tuple[str, str] | None:
    """Where the US assumption begins, if it changes anything within the horizon."""
    ahead = scenario.months(assumed)
    month = max(assumed.us_from, ahead[0])
    if assumed.us == 100 or month not in ahead or (assumed.us_end and assumed.us_end < month):
        return None
    what = "nothing" if assumed.us == 0 else f"{words.pct(assumed.us, 0)} of its average"
    return month, f"US: {what}<br>from {dates.month_name(month)}"


def assumption_words(assumed: WhatIf) -> words.Markup:
    """The scenario in a sentence."""
    parts = []
    if assumed.us != 100:
        level = "nothing" if assumed.us == 0 else f"{words.pct(assumed.us, 0)} of its average"
        way = f" within {words.count(assumed.us_ramp, 'month')}" if assumed.us_ramp else ""
        end = f" to {dates.month_name(assumed.us_end)}" if assumed.us_end else " on"
        parts.append(
            f"the United States gives {level}{way} from {dates.month_name(assumed.us_from)}{end}"
        )
    for name, value in (("Europe", assumed.europe), ("other donors", assumed.others)):
        if value:
            verb = ("gives" if name == "Europe" else "give") if value != -100 else ""
            more = "more" if value > 0 else "less"
            within = f" within {words.count(assumed.ramp, 'month')}" if assumed.ramp else ""
            text = f"{name} {verb} {words.pct(abs(value), 0)} {more}{within}"
            stop = f"{name} {'gives' if name == 'Europe' else 'give'} nothing{within}"
            parts.append(text if verb else stop)
    if assumed.replaced:
        late = f" {words.count(assumed.delay, 'month')} later" if assumed.delay else ""
        parts.append(f"Europe fills {words.pct(assumed.replaced, 0)} of the US gap{late}")
    if assumed.loan:
        credit = CHOICES["loan_credit"].options[assumed.loan_credit]
        parts.append(
            f"an EU loan adds {words.eur_bn(assumed.loan, 0)} a year, counted for {credit}"
        )
    if assumed.purl:
        credit = CHOICES["purl_credit"].options[assumed.purl_credit]
        money = words.eur_bn(assumed.purl, 0)
        parts.append(f"{money} a year of Europe’s goes to PURL, counted for {credit}")
    if not parts:
        return words.Markup("You assume that all give on as before.")
    return words.Markup("You assume that {}; all else goes on as before.").format(
        words.listed(parts)
    )


def _range_sentence(
    tables: Tables, counted: Reading, assumed: WhatIf, bands: pd.DataFrame, came: pd.Series
) -> words.Markup:
    end, last = bands.iloc[-1], dates.month_name(bands.index[-1])
    text = words.Markup(
        "Then {} is the middle of {} runs by {}; 90 of 100 end between {} and {}."
    ).format(
        words.figure(words.eur_bn(end["middle"]), ""),
        words.number(bootstrap.DRAWS, 0),
        last,
        words.eur_bn(end["low_90"]),
        words.eur_bn(end["high_90"]),
    )
    if came.empty:
        return text
    month, value = came.index[-1], float(came.iloc[-1])
    reach = scenario.share_of_draws_reaching_pct(tables, counted, assumed, value, month)
    so_far = "" if len(came) == len(bands) else f" by {dates.month_name(month)}"
    return words.Markup("{} In fact it was {}{}; {} of the runs reach that.").format(
        text, words.figure(words.eur_bn(value), ""), so_far, words.pct(reach)
    )


def _range_note(tables: Tables, counted: Reading, assumed: WhatIf) -> str:
    seen = scenario.past(tables, counted, assumed).index
    block = min(assumed.block, len(seen))
    return (
        f"Runs redraw blocks of {block} month{'s' if block > 1 else ''} from "
        f"{words.span(seen[0], seen[-1])} (seed {assumed.seed}), all donors of a month together. "
        "Shades: 50 and 90 of 100 runs. They hold the chance of the past only: no surprise that "
        "it did not have. Nominal."
    )


# --- did such ranges hold? ---------------------------------------------------------------------


def tested_view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """The range from each earlier month, with nothing assumed, beside the sum that came."""
    title = "Did such ranges hold?"
    if refusal := refused(BACKTEST, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    tested = scenario.backtest(tables, counted, assumed)
    if len(tested) < 2:
        return View(
            BACKTEST,
            title,
            refusal=Refusal(
                f"The release has too few months to test a range of {assumed.horizon} months."
            ),
        )
    held, of = int(tested["is_inside"].sum()), len(tested)
    title = f"The 90 % range held {held} of {of} times"
    draw = partial(
        backtest.draw,
        tested,
        assumed.cutoff,
        title=title,
        subtitle=words.capital(
            f"{words.subject(counted)} of {WHO[assumed.outcome]}, EUR bn in the "
            f"{assumed.horizon} months after each month, all giving on as before"
        ),
        source=words.source_line(tables),
        alt=f"Bars of ranges by month, with the sum that came. {title}.",
    )
    heads = BAND_HEADS | {"happened": CAME_HEAD}
    table = tested.drop(columns="is_inside").rename(columns=heads)
    table["In the 90 % range"] = ["yes" if inside else "no" for inside in tested["is_inside"]]
    table = table.rename_axis("Known up to").reset_index()
    note = (
        "The months that follow overlap from one test to the next, so the tests are not "
        "independent."
    )
    if later := int((tested.index > assumed.cutoff).sum()):
        lie = "lies" if later == 1 else "lie"
        note += f" {later} of the {of} months {lie} after the one at whose end you stand."
    return View(BACKTEST, title, draw, table, _test_sentence(tested, assumed), note, decimals=1)


def _test_sentence(tested: pd.DataFrame, assumed: WhatIf) -> words.Markup:
    held, of = int(tested["is_inside"].sum()), len(tested)
    share = 100 * held / of
    above = int((tested["happened"] > tested["high_90"]).sum())
    below = int((tested["happened"] < tested["low_90"]).sum())
    if held >= int(of * MEANT_PCT / 100):  # in whole tests: 20 of 23 is as near as can be
        verdict = "That is what a range of 90 of 100 is meant to do."
    else:
        verdict = (
            "A range of 90 of 100 is meant to hold nine times in ten: it did not. Take its width "
            "as a lower bound."
        )
    missed = ""
    if held < of:
        missed = f" Of the others, {above} lay above it and {below} below."
    return words.Markup(
        "From {} months, the sum of the next {} lay in the range {}, or {}.{} {} {}"
    ).format(
        of,
        words.count(assumed.horizon, "month"),
        _times(held),
        words.pct(share, 0),
        missed,
        verdict,
        _one_side(tested, assumed),
    )


def _one_side(tested: pd.DataFrame, assumed: WhatIf) -> str:
    """On which side of the middle the sums lay, and why they may lie on one side together."""
    of = len(tested)
    lower = int((tested["happened"] < tested["middle"]).sum())
    most = max(lower, of - lower)
    if most < ONE_SIDED * of:
        return f"In {lower} of the {of} tests what came lay below the middle."
    low = lower == most
    side, trend = ("below", "less") if low else ("above", "more")
    inner = tested["low_50"] if low else tested["high_50"]
    outside = tested["happened"] < inner if low else tested["happened"] > inner
    text = (
        f"In {most} of the {of} tests what came lay {side} the middle, in {int(outside.sum())} "
        f"{side} the inner half of the runs: the months that followed brought {trend} than the "
        "months known by then. Runs drawn from the past hold no such trend."
    )
    if assumed.horizon < 2:
        return text
    return (
        f"{text} Neighbouring tests share {assumed.horizon - 1} of their {assumed.horizon} months, "
        f"so this is nearer to one finding than to {of}."
    )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


# --- what matters most --------------------------------------------------------------------------


def tornado_view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """Each assumption at its low and its high end, the others as they are."""
    title = "What matters most"
    if refusal := refused(TORNADO, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    found = scenario.tornado(tables, counted, assumed)
    moving = found[(found["total_high"] - found["total_low"]).abs() > 0.05]
    bands = scenario.bands(tables, counted, assumed).iloc[-1]
    rows = _with_chance(moving, bands)
    title = (
        f"{_short(moving.index[0])} moves the sum most, end to end"
        if len(moving)
        else "Nothing moves the sum"
    )
    last = dates.month_name(scenario.months(assumed)[-1])
    draw = partial(
        tornado.draw,
        rows.head(NAMED_BARS + 1),
        unit_words="EUR bn more or less than your scenario",
        title=title,
        subtitle=words.capital(
            f"change of the sum of {words.subject(counted)} of {WHO[assumed.outcome]} to {last}, "
            "EUR bn, one assumption at a time"
        ),
        source=words.source_line(tables),
        alt=f"Bars: how far the sum moves with each assumption. {title}.",
    )
    table = pd.DataFrame(
        {
            "Assumption": [LABELS[name] for name in found.index],
            "Low end": list(found["low"]),
            "High end": list(found["high"]),
            "Sum at the low end, change, EUR bn": list(found["total_low"]),
            "Sum at the high end, change, EUR bn": list(found["total_high"]),
            "Level at the low end, change, % of 2022–2024": list(found["level_low"]),
            "Level at the high end, change, % of 2022–2024": list(found["level_high"]),
        }
    )
    return View(
        TORNADO, title, draw, table, _needed(tables, counted, assumed), _still(found), decimals=1
    )


def _with_chance(moving: pd.DataFrame, bands: pd.Series) -> pd.DataFrame:
    rows = moving.assign(label=[_short(name) for name in moving.index])
    chance = {
        "label": "Chance alone",
        "low": "5 of 100",
        "high": "95 of 100",
        "total_low": bands["low_90"] - bands["middle"],
        "total_high": bands["high_90"] - bands["middle"],
    }
    return pd.concat([pd.DataFrame([chance], ["chance"]), rows])


def _short(name: str) -> str:
    return {
        "us": "What the US gives",
        "us_from": "When the US changes",
        "us_ramp": "How fast the US changes",
        "europe": "Europe’s change",
        "others": "The others’ change",
        "ramp": "How fast they change",
        "replaced": "The gap that Europe fills",
        "delay": "How late it fills the gap",
        "loan": "An EU loan",
        "past": "Which past is taken",
    }[name]


def _still(found: pd.DataFrame) -> str:
    still = [
        LABELS[name]
        for name, row in found.iterrows()
        if abs(row["total_high"] - row["total_low"]) <= 0.05
    ]
    text = "The ends are ours and stand in the table; the level is that of the last month."
    return f"{text} Without effect here: {'; '.join(still)}." if still else text


def _needed(tables: Tables, counted: Reading, assumed: WhatIf) -> words.Markup:
    """What would hold the level of 2022 to 2024 under the other assumptions."""
    level = scenario.reference_eur_bn(tables, counted, assumed.but(outcome="all"))
    needed = scenario.europe_needed_pct(tables, counted, assumed)
    average = scenario.averages(tables, counted, assumed)["europe"]
    seen = scenario.past(tables, counted, assumed).index
    if needed != needed:
        return words.Markup("Europe gave nothing in the past that you chose.")
    way = "rise" if needed >= 0 else "fall"
    return words.Markup(
        "To hold the {} a month of 2022 to 2024 under your other assumptions, Europe’s own {} can "
        "{} by {} against its average of {} ({} a month). You assume {}."
        if needed < 0
        else "To hold the {} a month of 2022 to 2024 under your other assumptions, Europe’s own {} "
        "must {} by {} against its average of {} ({} a month). You assume {}."
    ).format(
        words.eur_bn(level, 2),
        words.subject(counted),
        way,
        words.figure(words.pct(abs(needed), 0), "eu"),
        words.span(seen[0], seen[-1]),
        words.eur_bn(average, 2),
        f"{'+' if assumed.europe > 0 else ''}{words.pct(assumed.europe, 0)}",
    )


# --- who would pay ------------------------------------------------------------------------------


def burden_view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """What Europe's states would give a year under the sharing rule, as % of GDP."""
    title = "Who would pay"
    if refusal := refused(BURDEN, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    rows = scenario.burden(tables, counted, assumed)
    need = float(rows["need_eur_bn"].sum())
    rule = CHOICES["rule"].options[assumed.rule]
    if not need > 0:
        return View(
            BURDEN,
            title,
            refusal=Refusal(
                "Under your assumptions others hold the level of 2022 to 2024: Europe’s states "
                "need give nothing for it."
            ),
        )
    title = f"To hold the level, Europe’s states would have to give {words.eur_bn(need)} a year"
    table = rows.rename(
        columns={
            "need_eur_bn": "Needed, EUR bn a year",
            "need_pct_gdp": "Needed, % of GDP of 2021",
            "gave_pct_gdp": "Given in 2024, % of GDP of 2021",
            "defence_pct_gdp": "Defence spending 2024, % of GDP of 2024",
        }
    )
    given = f"{words.verb(counted)} in 2024"

    def draw(size: str = "L"):
        return burden.draw(
            rows.head(RANKED[size]),
            tables.group_of,
            need_words=f"needed, {rule}",
            gave_words=given,
            defence_words="defence",
            title=title,
            subtitle=words.capital(
                f"{words.subject(counted)} a year, % of GDP of 2021, {RANKED[size]} of "
                f"{len(rows)} donors, {rule}"
            ),
            source=f"{words.source_line(tables)} Defence spending: NATO.",
            alt=f"Bars: what donors gave in 2024; diamonds: what would be needed. {title}.",
            size=size,
        )

    note = (
        "The level of 2022 to 2024 less what the United States and other donors give in your "
        "scenario’s last month. GDP of 2021, nominal, so the parts are high against today’s. "
        "Defence spending is NATO’s figure for 2024 over that year’s GDP; blank for who is no "
        "member."
    )
    return View(
        BURDEN,
        title,
        draw,
        table.rename_axis("Donor").reset_index(),
        _burden_sentence(rows, need, rule),
        note,
        decimals=2,
    )


def _burden_sentence(rows: pd.DataFrame, need: float, rule: str) -> words.Markup:
    given = rows[rows["gave_pct_gdp"] > 0]
    above = int((given["gave_pct_gdp"] >= given["need_pct_gdp"]).sum())
    most = rows["need_pct_gdp"].idxmax()
    known = rows[rows["defence_pct_gdp"].notna()]
    part = 100 * known["need_pct_gdp"] / known["defence_pct_gdp"]
    equal = rows["need_pct_gdp"].max() - rows["need_pct_gdp"].min() < 1e-9
    return words.Markup(
        "Shared {}, {} {}a year. {} of {} gave as much or more in 2024. For {}, which would give "
        "most in euros, it is {} a year, or {} of its defence spending."
    ).format(
        rule,
        "each gives" if equal else f"{words.the(most)} gives most of its GDP,",
        words.Markup("{} of its GDP " if equal else "{} ").format(
            words.figure(words.pct(rows["need_pct_gdp"].max(), 2), "you")
        ),
        above,
        len(rows),
        words.the(rows.index[0]),
        words.eur_bn(rows["need_eur_bn"].iloc[0]),
        words.pct(part.get(rows.index[0], float("nan")), 0),
    )


# --- texts and layout -----------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _presets(tables: Tables, counted: Reading, stands: WhatIf) -> dict[str, WhatIf]:
    return scenario.presets(tables, counted, stands)


def preset_links(tables: Tables, address: Address) -> words.Markup:
    """Scenarios to begin from, and the way back to the first."""
    assumed, counted = address.what_if.scenario(), scenario.counted(address.reading)
    made = {}
    if readings.refusal_by_month(counted, tables) is None:
        stands = scenario.unchanged(assumed).but(rule=assumed.rule)
        made = _presets(tables, counted, stands)
    links = [
        words.Markup('<a class="link" href="?{}#what-if" data-set="scenario={}"{}>{}</a>').format(
            address.but(what_if=_with_guess(preset, address.what_if)).to_query(),
            preset.text(SCENARIO_FIELDS),
            words.Markup(' aria-current="true"') if preset == assumed and name in made else "",
            name,
        )
        for name, preset in {**made, "reset": WhatIf()}.items()
    ]
    return words.Markup("Begin with: {}.").format(words.Markup(" · ").join(links))


def _with_guess(preset: WhatIf, own: WhatIf) -> WhatIf:
    return preset.but(**{name: getattr(own, name) for name in GUESS_FIELDS})


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages of this chapter that follow the Address."""
    return {
        "what-if": str(sentence(tables, address.reading)),
        "guess-tools": str(guess.tools(address)),
        "scenario-presets": str(preset_links(tables, address)),
    }


def explorer(link: Link | Reading | None = None) -> Explorer:
    """The chapter for a notebook; a `Link` joins it to others, a Reading is its first."""
    before = ("guess-values", "guess-tools", "what-if", "scenario-presets", "scenario", "rule")
    return chapter(PARTS, link, texts, before)


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.prose(
                "The report’s question, put as arithmetic: what if the largest donor stops? First "
                "say what you expect, then see what came, then build what might have come."
            ),
            slot(guess.NAME, put),
            slot("guess-values", put),
            _place("guess-tools", put, "guess-tools"),
            words.Markup('<h3 class="subhead">Build a scenario</h3>'),
            statement("what-if", put["what-if"]),
            words.Markup('<p class="note">{} {}</p>').format(
                "Both figures follow your measure, kind of aid and EU institutions, as do the "
                "charts below; all donors are counted.",
                words.source_line(tables),
            ),
            _place("scenario-presets", put, "note presets"),
            slot("scenario", put),
            scenario_controls.meanings(),
            slot(FAN, put),
            slot(BACKTEST, put),
            slot(TORNADO, put),
            slot("rule", put),
            slot(BURDEN, put),
        ]
    )


def _place(name: str, put: Put, classes: str) -> words.Markup:
    return words.Markup('<p class="{0}" data-text="{1}">{2}</p>').format(classes, name, put[name])


def _part(make, keep) -> Part:
    return Part(
        lambda tables, address: make(tables, address.reading, address.what_if.scenario()),
        lambda address: Address(
            followed(address.reading), what_if=keep(address.what_if.scenario())
        ),
    )


PARTS = guess.PARTS | {
    FAN: _part(range_view, lambda assumed: assumed.but(rule="gdp")),
    BACKTEST: _part(tested_view, scenario.unchanged),
    TORNADO: _part(tornado_view, lambda assumed: assumed.but(rule="gdp")),
    BURDEN: _part(burden_view, lambda assumed: assumed.but(seed=1, block=3, outcome="all")),
}
