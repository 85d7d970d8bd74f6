"""What matters most: each assumption at its ends, and what would hold the level."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import tornado
from widgets.chapters.what_if.guess import FIXED
from widgets.chapters.what_if.scenario_range import WHO
from widgets.reading import in_words
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, WhatIf
from widgets.sums import scenario
from widgets.tables.package import Tables

NAME = "scenario-matters"
NAMED_BARS = 8


def view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """Each assumption at its low and its high end, the others as they are."""
    title = "What matters most"
    if refusal := refused(NAME, title, reading, tables, **FIXED):
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
    last = words.month_name(scenario.months(assumed)[-1])
    draw = partial(
        tornado.draw,
        rows.head(NAMED_BARS + 1),
        unit_words="EUR bn more or less than your scenario",
        title=title,
        subtitle=words.capital(
            f"change of the sum of {in_words.subject(counted)} of {WHO[assumed.outcome]} to "
            f"{last}, EUR bn, one assumption at a time"
        ),
        source=tables.source_line,
        alt=f"Bars: how far the sum moves with each assumption. {title}.",
        scope=guess.scope(reading),
    )
    table = pd.DataFrame(
        {
            "Assumption": [FIELDS[name].label for name in found.index],
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
    shows = in_words.shows(
        tables,
        counted.but(first=months[0], last=months[-1]),
        "as changes of the sum",
        who=WHO[assumed.outcome],
    )
    return View(NAME, title, draw, table, said, _still(found), decimals=1, shows=shows)


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
        FIELDS[name].label
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
    own = in_words.subject(counted)
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
        words.month_name(last),
        f"{in_words.subject(counted)} of {WHO[assumed.outcome]}",
        words.figure(words.pct(level, 0), ""),
    )
    row = found.loc[(found["level_high"] - found["level_low"]).abs().idxmax()]
    if abs(row["level_high"] - row["level_low"]) < 0.5:
        return text + "."
    return text + words.Markup("; “{}” moves that most, from {} ({}) to {} ({}).").format(
        FIELDS[row.name].label,
        words.pct(level + row["level_low"], 0),
        row["low"],
        words.pct(level + row["level_high"], 0),
        row["high"],
    )
