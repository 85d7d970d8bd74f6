"""Check a report yourself: from words to a verdict, with two public statements."""

import pandas as pd

from widgets import claims, words
from widgets.claims.claim import Claim
from widgets.lessons.check import Frame, Number, Question
from widgets.lessons.exercises.asked import asked, choice
from widgets.lessons.exercises.choices import YEARS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"year": YEARS}
CANADA = "Canada"
BASE, YEAR = ("2022-01", "2024-12"), ("2025-01", "2025-12")
EVENTS = {"allies": "nato-2024-total", "study": "kiel-2025-result"}
"""The events that tell of the two statements, with publisher, date and link."""


def europe_and_canada_pct(tables: Tables, reading: Reading) -> float:
    """The share of Europe and Canada in the window's sum, percent."""
    return flows.europe_pct(tables, reading) + flows.share_pct(tables, reading, CANADA, "donor")


def rise_in_2025_pct(tables: Tables, reading: Reading) -> float:
    """Europe's monthly level of 2025 against its mean of 2022 to 2024, percent; nominal."""
    return flows.level_change_pct(tables, reading.but(first=None, last=None), "europe", BASE, YEAR)


def told(tables: Tables) -> list[str]:
    """Who published each statement, when and where, and what it says, in our words."""
    events, sources = tables.events.set_index("event"), tables.sources.set_index("source")
    rows = [events.loc[event] for event in EVENTS.values()]
    return [
        words.message(
            "lesson-6-told",
            publisher=sources.loc[row.source, "publisher"],
            date=sources.loc[row.source, "date"],
            title=row.title,
            summary=row.summary,
        )
        + f"\n{sources.loc[row.source, 'url']}"
        for row in rows
    ]


def statements(tables: Tables) -> dict[str, Claim]:
    """Both statements in our words, with how each is counted."""
    rise = float(tables.events.set_index("event").loc[EVENTS["study"], "figure"])
    return {
        "allies": claims.statement(
            words.message("lesson-6-allies"),
            europe_and_canada_pct,
            ">",
            50,
        ),
        "study": claims.statement(
            words.message("lesson-6-study", rise=f"{rise:.0f}"),
            rise_in_2025_pct,
            "about",
            rise,
            tolerance=5,
        ),
    }


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """6.1 kinds of statements, 6.2 the first one, 6.3 a year, 6.4 all years, 6.5 the second."""
    year = given["year"]
    counted = Reading(donors="nato", first="2024-01", last="2024-12")
    other = Reading(donors="nato", first=f"{year}-01", last=f"{year}-12", kind="all")
    by_year = pd.Series(
        {
            y: europe_and_canada_pct(tables, counted.but(first=f"{y}-01", last=f"{y}-12"))
            for y in sorted(YEARS)
        }
    ).rename_axis("year")
    without = pd.Series(
        {
            y: flows.europe_pct(tables, counted.but(first=f"{y}-01", last=f"{y}-12"))
            for y in sorted(YEARS)
        }
    ).rename_axis("year")
    said = statements(tables)
    values = {
        "year": year,
        "verdict": claims.verdict(tables, said["allies"], counted).sentence.striptags(),
        "rise": f"{said['study'].figure:.0f}",
        "nominal": words.pct(rise_in_2025_pct(tables, Reading())),
    }
    return {
        "6.1": choice("6.1", "c", values),
        "6.2": asked(
            Number,
            "6.2",
            values,
            size="look",
            key=europe_and_canada_pct(tables, counted),
            unit="percent",
            tolerance=0.11,
            how=(
                "europe_and_canada_pct(tables, Reading(donors='nato', first='2024-01',"
                " last='2024-12'))"
            ),
            mistakes={
                "without-canada": flows.europe_pct(tables, counted),
                "whole-release": europe_and_canada_pct(tables, counted.but(first=None, last=None)),
                "us": flows.share_pct(tables, counted),
            },
            hints=2,
        ),
        "6.3": asked(
            Number,
            "6.3",
            values,
            size="change",
            key=europe_and_canada_pct(tables, other),
            unit="percent",
            tolerance=0.11,
            how=(
                "europe_and_canada_pct(tables, Reading(donors='nato', kind='all',"
                " first=given['year'] + '-01', last=given['year'] + '-12'))"
            ),
            mistakes={
                "without-canada": flows.europe_pct(tables, other),
                "military": europe_and_canada_pct(tables, other.but(kind="military")),
                "all-donors": europe_and_canada_pct(tables, other.but(donors="all")),
            },
        ),
        "6.4": asked(
            Frame,
            "6.4",
            values,
            size="build",
            key=by_year,
            unit="percent",
            tolerance=0.06,
            how=(
                "{year: europe_and_canada_pct(tables, Reading(donors='nato', first=year + '-01',"
                " last=year + '-12')) for year in ('2022', '2023', '2024', '2025')}"
            ),
            mistakes={
                "without-canada": without,
                "fractions": by_year / 100,
                "rest": 100 - by_year,
            },
            hints=2,
        ),
        "6.5": choice("6.5", "a", values),
    }
