"""Who would pay: the scenario's need shared among Europe's states."""

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import burden
from widgets.chapters.what_if.guess import FIXED
from widgets.draw.sheet import Sheet
from widgets.reading import in_words
from widgets.reading.reading import Reading, Refusal
from widgets.reading.what_if import FIELDS, SHARED_YEAR, WhatIf
from widgets.sums import scenario
from widgets.tables.package import Tables
from widgets.words import message, sentence

NAME = "burden"
RANKED = {"S": 12, "M": 15, "L": 15}


def view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """What Europe's states would give a year under the sharing rule, as % of GDP."""
    title = message("burden-title")
    if refusal := refused(NAME, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    rows = scenario.burden(tables, counted, assumed)
    need = float(rows["need_eur_bn"].sum())
    rule = FIELDS["rule"].words(assumed.rule)
    if not need > 0:
        nothing = message("burden-nothing-needed", **scenario.REFERENCE_YEARS)
        return View(NAME, Caption(title), refusal=Refusal(nothing))
    title = message("burden-title-need", money=words.eur_bn(need))
    years = _years(tables)
    subject = in_words.subject(counted)
    caption = Caption(
        title,
        words.capital(
            message("burden-subtitle", **years, subject=subject, of=len(rows), rule=rule)
        ),
        message("burden-source", source=tables.source_line),
        message("burden-alt", **years, title=title),
        guess.scope(reading, unit="pct-gdp"),
        _sentence(rows, rule, years, scenario.eu_institutions_eur_bn(tables, counted, assumed)),
        message(
            "burden-note",
            **years,
            **scenario.REFERENCE_YEARS,
            eur=words.number(tables.defence_spending["eur_per_usd"].iloc[-1], 3),
        ),
        in_words.shows(
            tables,
            counted.but(first=f"{SHARED_YEAR}-01", last=f"{SHARED_YEAR}-12", unit="pct-gdp"),
            message("burden-shows-how"),
            message("burden-shows-what", subject=subject),
            message("burden-shows-who"),
        ),
    )

    def draw(size: str = "L") -> Sheet:
        return burden.draw(
            _drawn(rows, RANKED[size]),
            tables.group_of,
            SHARED_YEAR,
            need_words=message("burden-needed-by-rule", rule=rule),
            gave_words=message("burden-gave", verb=in_words.verb(counted), **years),
            size=size,
        )

    heads = {
        "need_eur_bn": message("burden-head-need"),
        "need_pct_gdp": message("burden-head-need-gdp", **years),
        "gave_pct_gdp": message("burden-head-gave-gdp", **years),
        "defence_pct_gdp": message("burden-head-defence-gdp", **years),
        "need_pct_defence": message("burden-head-need-defence", **years),
    }
    table = rows.rename(columns=heads).rename_axis(message("burden-head-donor")).reset_index()
    return View(NAME, caption, draw, table, decimals=2)


def _years(tables: Tables) -> dict[str, str]:
    """The years of what was given and of the tables that it is set beside."""
    (gdp,) = [column for column in tables.donors if column.startswith("gdp_")]
    defence = tables.defence_spending["year"].max()
    return {"year": SHARED_YEAR, "gdp_year": gdp.split("_")[1], "defence_year": str(defence)}


def _drawn(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The largest needs, and in the last place who gave most in 2024 if not among them."""
    first = rows["gave_pct_gdp"].idxmax()
    head = rows.head(most)
    return head if first in head.index else pd.concat([head.iloc[:-1], rows.loc[[first]]])


def _sentence(
    rows: pd.DataFrame, rule: str, years: dict[str, str], eu_eur_bn: float
) -> words.Markup:
    given = rows[rows["gave_pct_gdp"] > 0]
    above = int((given["gave_pct_gdp"] >= given["need_pct_gdp"]).sum())
    need, first = rows["need_pct_gdp"], rows.iloc[0]
    is_equal = need.max() - need.min() < 1e-9
    has_defence = first["need_pct_defence"] == first["need_pct_defence"]
    said = [
        sentence(
            "burden-shared",
            eu="counted" if eu_eur_bn > 0 else "none",
            money=words.figure(words.eur_bn(eu_eur_bn), "eu"),
            rule=rule,
            most="all" if is_equal else "one",
            donor=words.the(need.idxmax()),
            share=words.figure(words.pct(need.max(), 2), "you"),
        ),
        sentence("burden-gave-as-much", above=above, of=len(rows), **years),
        sentence(
            "burden-most-in-euros-of-defence" if has_defence else "burden-most-in-euros",
            donor=words.the(first.name),
            money=words.eur_bn(first["need_eur_bn"]),
            share=words.pct(first["need_pct_defence"]),
            **years,
        ),
    ]
    return words.Markup(" ").join(said)
