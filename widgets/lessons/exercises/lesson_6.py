"""Check a report yourself: from words to a verdict, with two public statements."""

import pandas as pd

from widgets import claims, words
from widgets.claims.claim import Claim
from widgets.lessons.check import Choice, Frame, Number, Question
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
        f"{sources.loc[row.source, 'publisher']}, {sources.loc[row.source, 'date']}: "
        f"{row.title}. {row.summary}\n{sources.loc[row.source, 'url']}"
        for row in rows
    ]


def statements(tables: Tables) -> dict[str, Claim]:
    """Both statements in our words, with how each is counted."""
    rise = float(tables.events.set_index("event").loc[EVENTS["study"], "figure"])
    return {
        "allies": claims.statement(
            "More than half of what NATO's members gave came from its European members and Canada.",
            europe_and_canada_pct,
            ">",
            50,
        ),
        "study": claims.statement(
            f"In 2025 Europe's military aid was {rise:.0f} per cent above its mean of 2022 to"
            " 2024.",
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
    rise = statements(tables)["study"].figure
    nominal = rise_in_2025_pct(tables, Reading())
    return {
        "6.1": Choice(
            size="look",
            text="Which of these sentences of the report can be checked by counting?",
            options={
                "a": "Many see the move as a way to keep the aid going",
                "b": "NATO's next step is a safeguard",
                "c": "The United States provides the majority of arms",
                "d": "NATO will not give in",
            },
            key="c",
            why=(
                "It names a quantity and a threshold: more than half. The others are views or "
                "announcements; they can be attributed, not counted."
            ),
            mistakes={
                "a": "It says what people think. One could count people, not aid.",
                "b": "Whether something is a safeguard is a judgement.",
                "d": "It is about will and about the time to come.",
            },
            hints=("Look for a quantity and for something to compare it with.",),
        ),
        "6.2": Number(
            size="look",
            text=(
                "The first statement, on 2024: the share of Europe and Canada in the military "
                "allocations of NATO's members. Per cent?"
            ),
            key=europe_and_canada_pct(tables, counted),
            unit="%",
            tolerance=0.11,
            why=claims.verdict(tables, statements(tables)["allies"], counted).sentence.striptags(),
            how=(
                "europe_and_canada_pct(tables, Reading(donors='nato', first='2024-01',"
                " last='2024-12'))"
            ),
            mistakes=(
                (flows.europe_pct(tables, counted), "Canada is missing."),
                (
                    europe_and_canada_pct(tables, counted.but(first=None, last=None)),
                    "This counts the whole release; only 2024 is asked.",
                ),
                (
                    flows.share_pct(tables, counted),
                    "This is the share of the United States.",
                ),
            ),
            hints=(
                "donors='nato' counts members, first and last set the year.",
                "flows.europe_pct plus flows.share_pct(..., 'Canada', 'donor').",
            ),
        ),
        "6.3": Number(
            size="change",
            text=f"Change year and kind: the same share in {year}, aid of all kinds. Per cent?",
            key=europe_and_canada_pct(tables, other),
            unit="%",
            tolerance=0.11,
            why="The same words, counted otherwise.",
            how=(
                "europe_and_canada_pct(tables, Reading(donors='nato', kind='all',"
                " first=given['year'] + '-01', last=given['year'] + '-12'))"
            ),
            mistakes=(
                (flows.europe_pct(tables, other), "Canada is missing."),
                (
                    europe_and_canada_pct(tables, other.but(kind="military")),
                    "This is military aid; all kinds are asked.",
                ),
                (
                    europe_and_canada_pct(tables, other.but(donors="all")),
                    "This counts all donors, also those outside NATO, and the EU institutions.",
                ),
            ),
            hints=("reading.but(kind='all', first='2023-01', last='2023-12'), with your year.",),
        ),
        "6.4": Frame(
            size="build",
            text=(
                "The share of 6.2 for each year from 2022 to 2025: rows named '2022' to '2025', in"
                " per cent. In which years does the statement hold?"
            ),
            key=by_year,
            unit="%",
            tolerance=0.06,
            why=(
                "The statement was about one year. Whoever repeats it for another has to count"
                " again."
            ),
            how=(
                "{year: europe_and_canada_pct(tables, Reading(donors='nato', first=year + '-01',"
                " last=year + '-12')) for year in ('2022', '2023', '2024', '2025')}"
            ),
            mistakes=(
                (without, "Canada is missing."),
                (by_year / 100, "These are fractions; per cent is asked."),
                (100 - by_year, "This is the rest: the United States and other members."),
            ),
            hints=(
                (
                    "A dictionary {year: number for year in [...]} becomes a Series with"
                    " pd.Series(...)."
                ),
                "reading.but(first=f'{year}-01', last=f'{year}-12') is one year.",
            ),
        ),
        "6.5": Choice(
            size="look",
            text=(
                f"The institute says that Europe's military aid of 2025 was {rise:.0f} % above its"
                " mean of 2022 to 2024. Our tables, from the same institute, give"
                f" {words.pct(nominal)}. What is the first thing to ask?"
            ),
            options={
                "a": "Whether both are in the same euros: with or without inflation",
                "b": "Who of the two lies",
                "c": "Whether 2025 has twelve months in the data",
                "d": "Whether Canada is in it",
            },
            key="a",
            why=(
                "The study takes inflation out; our tables are nominal. Prices rose, so the nominal"
                " growth is larger. Later releases also revise earlier months."
            ),
            mistakes={
                "b": "Two numbers can differ and both be right, if they answer two questions.",
                "c": "It has. Look at tables.months.",
                "d": "Both speak of Europe. Look at the unit rather than at the donors.",
            },
            hints=("Read the definition of “nominal” once more.",),
        ),
    }
