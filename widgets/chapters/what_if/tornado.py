"""What matters most: each assumption at its ends, and what would hold the level."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import tornado
from widgets.chapters.what_if.guess import FIXED
from widgets.chapters.what_if.scenario_range import WHO
from widgets.reading import in_words
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, WhatIf
from widgets.sums import scenario
from widgets.tables.package import Tables
from widgets.words import message, sentence

NAME = "scenario-matters"
NAMED_BARS = 8


def view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """Each assumption at its low and its high end, the others as they are."""
    if refusal := refused(NAME, message("tornado-title"), reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    found = scenario.tornado(tables, counted, assumed)
    moving = found[(found["total_high"] - found["total_low"]).abs() > 0.05]
    bands = scenario.bands(tables, counted, assumed).iloc[-1]
    rows = _with_chance(moving, bands)
    title = message("tornado-title-nothing")
    if len(moving):
        title = message("tornado-title-most", bar=_short(moving.index[0]))
    months, who = scenario.months(assumed), WHO[assumed.outcome]
    said = [_needed(tables, counted, assumed), _level(tables, counted, assumed, found)]
    caption = Caption(
        title,
        message(
            "tornado-subtitle",
            subject=in_words.subject(counted),
            who=who,
            month=words.month_name(months[-1]),
        ),
        tables.source_line,
        message("tornado-alt", title=title),
        guess.scope(reading),
        words.Markup(" ").join(filter(None, said)),
        _note(found),
        in_words.shows(
            tables,
            counted.but(first=months[0], last=months[-1]),
            message("tornado-shows-how"),
            who=who,
        ),
    )
    years = scenario.REFERENCE_YEARS
    table = pd.DataFrame(
        {
            message("tornado-head-assumption"): [FIELDS[name].label for name in found.index],
            message("tornado-head-low"): list(found["low"]),
            message("tornado-head-high"): list(found["high"]),
            message("tornado-head-sum-low"): list(found["total_low"]),
            message("tornado-head-sum-high"): list(found["total_high"]),
            message("tornado-head-level-low", **years): list(found["level_low"]),
            message("tornado-head-level-high", **years): list(found["level_high"]),
        }
    )
    draw = partial(tornado.draw, rows.head(NAMED_BARS + 1))
    return View(NAME, caption, draw, table, decimals=1)


def _with_chance(moving: pd.DataFrame, bands: pd.Series) -> pd.DataFrame:
    rows = moving.assign(label=[_short(name) for name in moving.index])
    chance = {
        "label": _short("chance"),
        "low": message("tornado-chance-low"),
        "high": message("tornado-chance-high"),
        "total_low": bands["low_90"] - bands["middle"],
        "total_high": bands["high_90"] - bands["middle"],
    }
    return pd.concat([pd.DataFrame([chance], ["chance"]), rows])


def _short(name: str) -> str:
    return message(f"tornado-bar-{name.replace('_', '-')}")


def _note(found: pd.DataFrame) -> str:
    still = [
        FIELDS[name].label
        for name, row in found.iterrows()
        if abs(row["total_high"] - row["total_low"]) <= 0.05
    ]
    text = message("tornado-note")
    if not still:
        return text
    return f"{text} {message('tornado-note-without-effect', names='; '.join(still))}"


def _needed(tables: Tables, counted: Reading, assumed: WhatIf) -> words.Markup:
    """What would hold the level of the reference years under the other assumptions."""
    needed = scenario.europe_needed_pct(tables, counted, assumed)
    if needed != needed:
        return sentence("tornado-europe-gave-nothing")
    level = scenario.reference_eur_bn(tables, counted, assumed.but(outcome="all"))
    has_eu = scenario.eu_institutions_eur_bn(tables, counted, assumed) > 0
    said = scenario.REFERENCE_YEARS | {
        "level": words.eur_bn(level, 2),
        "subject": in_words.subject(counted),
        "eu": "counted" if has_eu else "none",
    }
    if needed < -100:
        text = sentence("tornado-held-without-europe", **said)
    else:
        seen = scenario.past(tables, counted, assumed).index
        average = scenario.averages(tables, counted, assumed)["europe"]
        text = sentence(
            "tornado-needed",
            **said,
            change="rise" if needed >= 0 else "fall",
            pct=words.figure(words.pct(abs(needed), 0), "eu"),
            span=words.span(seen[0], seen[-1]),
            average=words.eur_bn(average, 2),
        )
    own = ("+" if assumed.europe > 0 else "") + words.pct(assumed.europe, 0)
    return words.Markup(" ").join([text, message("tornado-assumed", change=own)])


def _level(tables: Tables, counted: Reading, assumed: WhatIf, found: pd.DataFrame) -> words.Markup:
    """The last month's level against the reference years, and what moves it most."""
    reference = scenario.reference_eur_bn(tables, counted, assumed)
    if not reference > 0:
        return words.Markup("")
    level = 100 * scenario.level_eur_bn(tables, counted, assumed) / reference
    said = scenario.REFERENCE_YEARS | {
        "month": words.month_name(scenario.months(assumed)[-1]),
        "subject": in_words.subject(counted),
        "who": WHO[assumed.outcome],
        "level": words.figure(words.pct(level, 0), ""),
    }
    row = found.loc[(found["level_high"] - found["level_low"]).abs().idxmax()]
    if abs(row["level_high"] - row["level_low"]) < 0.5:
        return sentence("tornado-level", **said)
    return sentence(
        "tornado-level-moved",
        **said,
        label=FIELDS[row.name].label,
        level_low=words.pct(level + row["level_low"], 0),
        low=row["low"],
        level_high=words.pct(level + row["level_high"], 0),
        high=row["high"],
    )
