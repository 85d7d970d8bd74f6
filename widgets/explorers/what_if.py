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
from widgets.explorers.guess import FIXED
from widgets.figures import backtest, burden, fan, tornado
from widgets.link import Link
from widgets.reading import Reading, Refusal
from widgets.tables import Tables
from widgets.view import View, refused
from widgets.what_if import CHOICES, GUESS_FIELDS, LABELS, NUMBERS, SCENARIO_FIELDS, WhatIf

BASE = scenario.REFERENCE
THEN = ("2025-01", "2025-12")
FAN, BACKTEST, TORNADO, BURDEN = "scenario-range", "scenario-test", "scenario-matters", "burden"
RANKED = {"S": 12, "M": 15, "L": 15}
NAMED_BARS = 8
MEANT_PCT = 90
UNLIKELY_PCT = 5
ENOUGH_APART = 5  # so many spans without a month in common, and the tests say something
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


def sentence(tables: Tables, reading: Reading, is_shown: bool = True) -> words.Markup:
    """The rise needed to hold the level of 2022 to 2024 without the US, and the rise seen.

    Follows the Reading's measure, kind and EU institutions; all donors, whatever it counts. The
    rise seen can be left out until a guess is given.
    """
    return _sentence(tables, scenario.counted(reading), is_shown)


@lru_cache(maxsize=64)
def _sentence(tables: Tables, counted: Reading, is_shown: bool) -> words.Markup:
    if refusal := readings.refusal_by_month(counted, tables):
        return words.refusal(refusal)
    needed = flows.rise_needed_pct(tables, counted, *BASE)
    text = words.Markup(
        "To hold the monthly average of 2022 to 2024 without the United States, Europe’s {} "
        "must rise by {}. "
    ).format(words.subject(counted), words.figure(words.pct(needed, 0), "eu"))
    if not is_shown:
        return text + guess.hidden("What they did in 2025")
    seen = flows.level_change_pct(tables, counted, "europe", BASE, THEN)
    change = "rose" if seen >= 0 else "fell"
    return text + words.Markup(
        "In 2025 they {} by {} against the same years, in nominal terms."
    ).format(change, words.figure(words.pct(abs(seen), 0), "eu"))


# --- the range -------------------------------------------------------------------------------


def range_view(tables: Tables, reading: Reading, assumed: WhatIf, is_shown: bool = True) -> View:
    """What adds up from the cut-off on: bands of the draws, and what came if it is to be shown."""
    title = "What would add up"
    if refusal := refused(FAN, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    bands = scenario.bands(tables, counted, assumed)
    known = scenario.happened(tables, counted, assumed)
    came = known if is_shown else known.iloc[:0]
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
        scope=guess.scope(reading),
    )
    said = words.Markup("{} {}").format(
        assumption_words(assumed), _range_sentence(tables, counted, assumed, bands, came)
    )
    if len(known) > len(came):
        said += " " + guess.hidden("What happened")
    table = bands.rename(columns=BAND_HEADS)
    table = table.assign(**{CAME_HEAD: came.reindex(bands.index)})
    table = table.rename_axis("Added up to").reset_index()
    note = _range_note(tables, counted, assumed)
    shows = words.shows(
        tables, counted.but(first=first, last=last), "added up", who=WHO[assumed.outcome]
    )
    return View(FAN, title, draw, table, said, note, decimals=1, shows=shows)


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
    when = "In the end" if month == bands.index[-1] else "So far"
    return f"{when} what came lies in the range: {value} by {dates.month_name(month)}"


def _us_span(assumed: WhatIf) -> tuple[str, str] | None:
    """First and last month ahead in which the US assumption counts; None if it counts in none."""
    ahead = scenario.months(assumed)
    first, last = max(assumed.us_from, ahead[0]), min(assumed.us_end or ahead[-1], ahead[-1])
    return (first, last) if first <= last else None


def _mark(assumed: WhatIf) -> tuple[str, str] | None:
    """Where the US assumption begins, if it changes anything within the horizon."""
    span = _us_span(assumed)
    if assumed.us == 100 or span is None:
        return None
    what = "nothing" if assumed.us == 0 else f"{words.pct(assumed.us, 0)} of its average"
    return span[0], f"US: {what}<br>{_when(assumed, span)}"


def _when(assumed: WhatIf, span: tuple[str, str]) -> str:
    if not assumed.us_end:
        return f"from {dates.month_name(span[0])} on"
    if span[0] == assumed.us_end:
        return f"in {dates.month_name(span[0])}"
    return f"from {dates.month_name(span[0])} to {dates.month_name(assumed.us_end)}"


def _us_words(assumed: WhatIf) -> str:
    """What is assumed of the United States, in the months in which it counts; or nothing."""
    span = _us_span(assumed)
    if assumed.us == 100 or span is None:
        return ""
    level = "nothing" if assumed.us == 0 else f"{words.pct(assumed.us, 0)} of its average"
    way = f" within {words.count(assumed.us_ramp, 'month')}" if assumed.us_ramp else ""
    return f"the United States gives {level}{way} {_when(assumed, span)}"


def _us_limits(assumed: WhatIf) -> str:
    """Why the US assumption counts later than it was set, or in no month at all."""
    if assumed.us == 100:
        return ""
    ahead = scenario.months(assumed)
    if assumed.us_from > ahead[-1]:
        begin, last = dates.month_name(assumed.us_from), dates.month_name(ahead[-1])
        return f"The US assumption begins in {begin}, after your last month, {last}: no effect."
    if assumed.us_end and assumed.us_end < ahead[0]:
        end = dates.month_name(assumed.us_end)
        return f"The US assumption ends in {end}, in the months that are known: no effect."
    if assumed.us_from < ahead[0]:
        begin = dates.month_name(assumed.us_from)
        known = dates.month_name(assumed.cutoff)
        return f"The US assumption is set from {begin}, but the months to {known} are known."
    return ""


def assumption_words(assumed: WhatIf) -> words.Markup:
    """The scenario in a sentence, and another where a part of it lies in months that are known."""
    said = _assumption_words(assumed)
    limits = _us_limits(assumed)
    return words.Markup("{} {}").format(said, limits) if limits else said


def _assumption_words(assumed: WhatIf) -> words.Markup:
    parts = [text] if (text := _us_words(assumed)) else []
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
    return words.Markup("{} In fact it was {}{}; {} of the runs reach that. {}").format(
        text,
        words.figure(words.eur_bn(value), ""),
        so_far,
        words.pct(reach) if reach else "none",
        _on_the_way(bands, came),
    )


def _on_the_way(bands: pd.DataFrame, came: pd.Series) -> str:
    """In how many months what had come by then lay outside the range."""
    rows, of = bands.loc[came.index], len(came)
    sides = {
        "above": int((came > rows["high_90"]).sum()),
        "below": int((came < rows["low_90"]).sum()),
    }
    if not any(sides.values()):
        return f"The sum so far lay in the range of 90 of 100 in each of the {of} months."
    out = [f"{side} the range of 90 of 100 in {count}" for side, count in sides.items() if count]
    return f"The sum so far lay {words.listed(out)} of the {of} months."


def _range_note(tables: Tables, counted: Reading, assumed: WhatIf) -> str:
    seen = scenario.past(tables, counted, assumed).index
    block = min(assumed.block, len(seen))
    return (
        f"Runs redraw blocks of {block} month{'s' if block > 1 else ''} from "
        f"{words.span(seen[0], seen[-1])} (seed {assumed.seed}), all donors of a month together. "
        "Shades: 50 and 90 of 100 runs. They hold the chance of the past only: no surprise that "
        "it did not have."
    )


# --- did such ranges hold? ---------------------------------------------------------------------


def tested_view(tables: Tables, reading: Reading, assumed: WhatIf, is_shown: bool = True) -> View:
    """The range from each earlier month, with nothing assumed, beside the sum that came.

    Until what came is to be shown, only spans that are over at the cut-off.
    """
    title = "Did such ranges hold?"
    if refusal := refused(BACKTEST, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    every = scenario.backtest(tables, counted, assumed)
    known = scenario.known_tests(every, assumed.cutoff, assumed.horizon)
    tested = every if is_shown else known
    if len(tested) < 2:
        few = f"too few months to test a range of {assumed.horizon} months"
        sentence = f"The release has {few}."
        if len(every) >= 2:
            sentence = (
                f"Up to {dates.month_name(assumed.cutoff)} there are {few}. Later ones are hidden "
                "until you have guessed, or skip the guess."
            )
        return View(BACKTEST, title, refusal=Refusal(sentence))
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
        scope=guess.scope(reading),
    )
    heads = BAND_HEADS | {"happened": CAME_HEAD}
    table = tested.drop(columns="is_inside").rename(columns=heads)
    table["In the 90 % range"] = ["yes" if inside else "no" for inside in tested["is_inside"]]
    table = table.rename_axis("Known up to").reset_index()
    note = ""
    if later := int((tested.index > assumed.cutoff).sum()):
        lie = "lies" if later == 1 else "lie"
        note = f"{later} of the {of} months {lie} after the one at whose end you stand."
    said = _test_sentence(tested, assumed)
    if len(every) > len(tested):
        said += " " + guess.hidden(f"What came after {dates.month_name(assumed.cutoff)}")
    begins = dates.month_of(dates.month_number(tested.index[0]) + 1)
    ends = dates.month_of(dates.month_number(tested.index[-1]) + assumed.horizon)
    shows = words.shows(
        tables,
        counted.but(first=begins, last=ends),
        f"in spans of {assumed.horizon} months",
        who=WHO[assumed.outcome],
    )
    return View(BACKTEST, title, draw, table, said, note, decimals=1, shows=shows)


def _test_sentence(tested: pd.DataFrame, assumed: WhatIf) -> words.Markup:
    held, of = int(tested["is_inside"].sum()), len(tested)
    above = int((tested["happened"] > tested["high_90"]).sum())
    below = int((tested["happened"] < tested["low_90"]).sum())
    missed = ""
    if held < of:
        missed = f" Of the others, {above} lay above it and {below} below."
    return words.Markup(
        "From {} months, the sum of the next {} lay in the range {}, or {}.{} {} {}{}"
    ).format(
        of,
        words.count(assumed.horizon, "month"),
        _times(held),
        words.pct(100 * held / of, 0),
        missed,
        _verdict(held, of),
        _one_side(tested),
        _overlap(of, assumed.horizon),
    )


def _verdict(held: int, of: int) -> str:
    """What so many of so many say of a range that is meant to hold nine times in ten."""
    meant = "A range of 90 of 100 is meant to hold nine times in ten"
    if scenario.chance_of_at_most_pct(held, of, MEANT_PCT) < UNLIKELY_PCT:
        return f"{meant}: here it did not. Take its width as a lower bound."
    if scenario.chance_of_at_most_pct(of - held, of, 100 - MEANT_PCT) < UNLIKELY_PCT:
        return f"{meant}: here it held more often, so it may be wider than it need be."
    return f"{meant}: {held} of {of} neither shows that it does nor that it does not."


def _overlap(of: int, horizon: int) -> str:
    """How many of the tests stand for themselves, where they are few."""
    apart = scenario.apart(of, horizon)
    if apart >= ENOUGH_APART or horizon < 2:
        return ""
    no_common = "no two are" if apart == 1 else f"no more than {apart} are"
    trials = "one trial" if apart == 1 else f"about {apart} trials"
    return (
        f" Neighbouring tests share {horizon - 1} of their {horizon} months and {no_common} "
        f"without a common one, so this is {trials}, not {of}."
    )


def _one_side(tested: pd.DataFrame) -> str:
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
    return (
        f"In {most} of the {of} tests what came lay {side} the middle, in {int(outside.sum())} "
        f"{side} the inner half of the runs: the months that followed brought {trend} than the "
        "months known by then. Runs drawn from the past hold no such trend."
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
        scope=guess.scope(reading),
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
    said = words.Markup("{} {}").format(
        _needed(tables, counted, assumed), _level(tables, counted, assumed, found)
    )
    months = scenario.months(assumed)
    shows = words.shows(
        tables,
        counted.but(first=months[0], last=months[-1]),
        "as changes of the sum",
        who=WHO[assumed.outcome],
    )
    return View(TORNADO, title, draw, table, said, _still(found), decimals=1, shows=shows)


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
    to_hold = words.Markup("{} {} a month of 2022 to 2024").format(
        "the" if needed < -100 else "To hold the", words.eur_bn(level, 2)
    )
    own = words.subject(counted)
    if scenario.eu_institutions_eur_bn(tables, counted, assumed) > 0:
        own += ", the EU institutions’ included,"
    if needed < -100:
        text = words.Markup(
            "Under your other assumptions {} are held without any of Europe’s own {}."
        ).format(to_hold, own.removesuffix(","))
    else:
        text = words.Markup(
            "{} under your other assumptions, Europe’s own {} {} by {} against the average of {} "
            "({} a month)."
        ).format(
            to_hold,
            own,
            "must rise" if needed >= 0 else "can fall",
            words.figure(words.pct(abs(needed), 0), "eu"),
            words.span(seen[0], seen[-1]),
            words.eur_bn(average, 2),
        )
    return words.Markup("{} You assume {}.").format(
        text, f"{'+' if assumed.europe > 0 else ''}{words.pct(assumed.europe, 0)}"
    )


def _level(tables: Tables, counted: Reading, assumed: WhatIf, found: pd.DataFrame) -> words.Markup:
    """The last month's level against 2022 to 2024, and what moves it most."""
    reference = scenario.reference_eur_bn(tables, counted, assumed)
    if not reference > 0:
        return words.Markup("")
    last = scenario.months(assumed)[-1]
    level = 100 * scenario.level_eur_bn(tables, counted, assumed) / reference
    text = words.Markup(
        "In {} your scenario’s {} stand at {} of the average month of 2022 to 2024"
    ).format(
        dates.month_name(last),
        f"{words.subject(counted)} of {WHO[assumed.outcome]}",
        words.figure(words.pct(level, 0), ""),
    )
    row = found.loc[(found["level_high"] - found["level_low"]).abs().idxmax()]
    if abs(row["level_high"] - row["level_low"]) < 0.5:
        return text + "."
    return text + words.Markup("; “{}” moves that most, from {} ({}) to {} ({}).").format(
        LABELS[row.name],
        words.pct(level + row["level_low"], 0),
        row["low"],
        words.pct(level + row["level_high"], 0),
        row["high"],
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
            "need_pct_defence": "Needed, % of defence spending 2024",
        }
    )
    given = f"{words.verb(counted)} in 2024"

    def draw(size: str = "L"):
        return burden.draw(
            _drawn(rows, RANKED[size]),
            tables.group_of,
            need_words=f"needed, {rule}",
            gave_words=given,
            defence_words="defence",
            title=title,
            subtitle=words.capital(
                f"{words.subject(counted)} a year, % of GDP of 2021, {RANKED[size]} of "
                f"{len(rows)} donors, the largest giver among them, {rule}"
            ),
            source=f"{words.source_line(tables)} Defence spending: NATO.",
            alt=f"Bars: what donors gave in 2024; diamonds: what would be needed. {title}.",
            scope=guess.scope(reading, unit="pct-gdp"),
            size=size,
        )

    note = (
        "The level of 2022 to 2024 less what the United States and other donors give in your "
        "scenario’s last month, and what the EU institutions give on average. GDP of 2021, so the "
        "parts are high against today’s. Defence spending is NATO’s figure for 2024 over that "
        "year’s GDP; blank for who is no member. In euros at "
        f"{tables.defence_spending['eur_per_usd'].iloc[-1]} EUR a dollar."
    )
    shows = words.shows(
        tables,
        counted.but(first="2024-01", last="2024-12", unit="pct-gdp"),
        "as a year’s sum",
        f"{words.subject(counted)}, given and needed,",
        "Europe’s states",
    )
    return View(
        BURDEN,
        title,
        draw,
        table.rename_axis("Donor").reset_index(),
        _burden_sentence(rows, rule, scenario.eu_institutions_eur_bn(tables, counted, assumed)),
        note,
        decimals=2,
        shows=shows,
    )


def _drawn(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The largest needs, and in the last place who gave most in 2024 if not among them."""
    first = rows["gave_pct_gdp"].idxmax()
    head = rows.head(most)
    return head if first in head.index else pd.concat([head.iloc[:-1], rows.loc[[first]]])


def _burden_sentence(rows: pd.DataFrame, rule: str, eu_eur_bn: float) -> words.Markup:
    given = rows[rows["gave_pct_gdp"] > 0]
    above = int((given["gave_pct_gdp"] >= given["need_pct_gdp"]).sum())
    most = rows["need_pct_gdp"].idxmax()
    equal = rows["need_pct_gdp"].max() - rows["need_pct_gdp"].min() < 1e-9
    beside = words.Markup("")
    if eu_eur_bn > 0:
        beside = words.Markup(
            "Beside {} a year that the EU institutions give on average, and shared"
        ).format(words.figure(words.eur_bn(eu_eur_bn), "eu"))
    first = rows.iloc[0]
    part = words.Markup("")
    if first["need_pct_defence"] == first["need_pct_defence"]:
        part = words.Markup(", as much as {} of its defence spending of 2024").format(
            words.pct(first["need_pct_defence"])
        )
    return words.Markup(
        "{} {}, {} {}a year. {} of {} states gave as much or more in 2024. For {}, which would "
        "give most in euros, it is {} a year{}."
    ).format(
        beside or "Shared",
        rule,
        "each gives" if equal else f"{words.the(most)} gives most of its GDP,",
        words.Markup("{} of its GDP " if equal else "{} ").format(
            words.figure(words.pct(rows["need_pct_gdp"].max(), 2), "you")
        ),
        above,
        len(rows),
        words.the(rows.index[0]),
        words.eur_bn(first["need_eur_bn"]),
        part,
    )


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
            why.append(f"“{LABELS[field]}” would be {needed} and ends at {ends}")
    because = words.listed(why) if why else "whole per cents are too coarse for so little"
    return words.Markup(
        "What happened, {} by {}, cannot be assumed as it was ({}); the nearest adds up to {}."
    ).format(
        words.eur_bn(fitted.came_eur_bn),
        dates.month_name(fitted.month),
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
            guess.marked(address.reading), what_if=keep(address.what_if.scenario())
        ),
    )


def _part_shown(make, keep) -> Part:
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
    FAN: _part_shown(range_view, lambda assumed: assumed.but(rule="gdp")),
    BACKTEST: _part_shown(tested_view, scenario.unchanged),
    TORNADO: _part(tornado_view, lambda assumed: assumed.but(rule="gdp")),
    BURDEN: _part(burden_view, lambda assumed: assumed.but(seed=1, block=3, outcome="all")),
}
