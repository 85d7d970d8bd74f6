"""Who would pay: the scenario's need shared among Europe's states."""

import pandas as pd

from widgets import words
from widgets.board.view import View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import burden
from widgets.chapters.what_if.guess import FIXED
from widgets.draw.sheet import Sheet
from widgets.reading import in_words
from widgets.reading.reading import Reading, Refusal
from widgets.reading.what_if import FIELDS, WhatIf
from widgets.sums import scenario
from widgets.tables.package import Tables

NAME = "burden"
RANKED = {"S": 12, "M": 15, "L": 15}


def view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """What Europe's states would give a year under the sharing rule, as % of GDP."""
    title = "Who would pay"
    if refusal := refused(NAME, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    rows = scenario.burden(tables, counted, assumed)
    need = float(rows["need_eur_bn"].sum())
    rule = FIELDS["rule"].words(assumed.rule)
    if not need > 0:
        return View(
            NAME,
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
    given = f"{in_words.verb(counted)} in 2024"

    def draw(size: str = "L") -> Sheet:
        return burden.draw(
            _drawn(rows, RANKED[size]),
            tables.group_of,
            need_words=f"needed, {rule}",
            gave_words=given,
            defence_words="defence",
            title=title,
            subtitle=words.capital(
                f"{in_words.subject(counted)} a year, % of GDP of 2021, {RANKED[size]} of "
                f"{len(rows)} donors, the largest giver among them, {rule}"
            ),
            source=f"{tables.source_line} Defence spending: NATO.",
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
    shows = in_words.shows(
        tables,
        counted.but(first="2024-01", last="2024-12", unit="pct-gdp"),
        "as a year’s sum",
        f"{in_words.subject(counted)}, given and needed,",
        "Europe’s states",
    )
    return View(
        NAME,
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
