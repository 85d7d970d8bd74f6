"""Flows and maps: what a picture shows, and what it hides."""

from widgets import words
from widgets.lessons.check import Choice, Figure, Number, Question
from widgets.lessons.exercises.choices import DONORS, LAST_MONTHS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"last": LAST_MONTHS, "donor": DONORS}
TOP = 8


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """4.1 what a Sankey hides, 4.2 a band, 4.3 per head, 4.4 a map, 4.5 own bars."""
    last, donor = given["last"], tables.donor_of[given["donor"]]
    name, span = words.the(donor), words.span(tables.release["first_month"], last)
    reading = Reading(last=last)
    kinds = flows.by_kind(tables, reading.but(kind="all"))
    per_head = flows.totals(tables, reading.but(unit="per-head"), "donor")
    of_gdp = flows.totals(tables, reading.but(unit="pct-gdp", kind="all"), "donor")
    every_euro = flows.window_sums(tables, reading.but(kind="all"), "donor")
    all_kinds = flows.totals(tables, reading.but(unit="per-head", kind="all"), "donor")
    top = all_kinds.nlargest(TOP).rename_axis("donor")
    return {
        "4.1": Choice(
            size="look",
            text="The flow diagram above adds up a whole window. What can it not show at all?",
            options={
                "a": "Who gave more, the EU members or the United States",
                "b": "When the aid was decided",
                "c": "How much of it was military",
                "d": "Which donors are large",
            },
            key="b",
            why=(
                "It has no axis of time: a donor that stopped a year ago looks as one that goes on."
            ),
            mistakes={
                "a": "The heights of the two group bars show that.",
                "c": "The column of kinds shows that.",
                "d": "The left column shows that, and names those above a limit.",
            },
            hints=("Look for each of the four in the picture. Which one has no place in it?",),
        ),
        "4.2": Number(
            size="look",
            text=(
                f"From {span}, aid of all kinds: how thick is the band from EU members to military "
                "aid? In EUR bn, to one decimal."
            ),
            key=float(kinds.loc["eu", "military"]),
            unit="EUR bn",
            tolerance=0.06,
            why="Its thickness is this number; the table under the chart has it in digits.",
            how=(
                "flows.by_kind(tables, Reading(kind='all', last=given['last'])).loc['eu',"
                " 'military']"
            ),
            mistakes=(
                (float(kinds.loc["eu"].sum()), "This is all that EU members gave, of every kind."),
                (float(kinds["military"].sum()), "This is the military aid of all groups."),
                (float(kinds.loc["eu", "financial"]), "This is the band to financial aid."),
                (
                    float(kinds.loc[["eu", "eui", "oe"], "military"].sum()),
                    "This is Europe, with the countries outside the EU.",
                ),
            ),
            hints=(
                "Open the table under the chart: one row a band.",
                "flows.by_kind(tables, reading) has the groups as rows and the kinds as columns.",
            ),
        ),
        "4.3": Number(
            size="change",
            text=f"Allocations of all kinds of {name} from {span}, in EUR per head. Whole euros.",
            key=float(all_kinds[donor]),
            unit="EUR",
            tolerance=0.6,
            why=f"{words.eur_bn(every_euro[donor], 2)} divided by the inhabitants of 2024.",
            how=(
                "flows.totals(tables, Reading(unit='per-head', kind='all', last=given['last']),"
                " 'donor')[tables.donor_of[given['donor']]]"
            ),
            mistakes=(
                (
                    float(per_head[donor]),
                    "This is military aid alone, as in the chart; all kinds are asked.",
                ),
                (
                    float(every_euro[donor]),
                    "These are billions of euros, not yet divided by the inhabitants.",
                ),
            ),
            hints=(
                "Reading(unit='per-head', kind='all') and flows.totals(tables, reading, 'donor').",
                "By hand: EUR bn times 1 000 000 000, divided by the population.",
            ),
        ),
        "4.4": Choice(
            size="look",
            text=(
                "The map of sites draws some of them as a point and others as the outline of a "
                "whole country. Why?"
            ),
            options={
                "a": "The outline means that the site is larger",
                "b": "The outline means that the exact place is not published",
                "c": "The outline means that the country is a member of NATO",
                "d": "It looks better",
            },
            key="b",
            why="A point would claim to know more than the sources do.",
            mistakes={
                "a": "No size is drawn on this map.",
                "c": "Members are filled in a tone of grey. What is drawn as a line?",
                "d": "Every mark of a map says something, also where nobody meant it to.",
            },
            hints=("Read the words beside the outline.",),
        ),
        "4.5": Figure(
            size="build",
            text=(
                f"With plotly: bars of the {TOP} donors with most allocations of all kinds per "
                f"head from {span}. From zero, with a title and with the unit at the axis."
            ),
            key=top,
            unit="EUR per head",
            unit_words=("eur", "€", "euro"),
            tolerance=0.6,
            why="Title, unit, zero: a reader can use this picture without the text around it.",
            how=(
                "flows.totals(tables, Reading(unit='per-head', kind='all', last=given['last']),"
                " 'donor').nlargest(8)"
            ),
            mistakes=(
                (every_euro.nlargest(TOP), "These bars are billions of euros, not yet per head."),
                (of_gdp.nlargest(TOP), "These bars are per cent of GDP."),
                (
                    per_head.nlargest(TOP),
                    "These bars count military aid alone; all kinds are asked.",
                ),
            ),
            hints=(
                "import plotly.express as px; px.bar(x=top.values, y=top.index, title='...').",
                "labels={'x': 'EUR per head', 'y': ''} names the axes.",
            ),
        ),
    }
