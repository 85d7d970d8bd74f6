"""What is counted? Measure, kind and money: read a data set before you believe it."""

from widgets import words
from widgets.lessons.check import Choice, Frame, Number, Question
from widgets.lessons.exercises.choices import DONORS, LAST_MONTHS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"donor": DONORS, "last": LAST_MONTHS}
KINDS = ["financial", "humanitarian", "military"]


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """1.1 promise, 1.2 one donor's sum, 1.3 part of a kind, 1.4 by kind, 1.5 nominal."""
    donor, name = tables.donor_of[given["donor"]], words.the(tables.donor_of[given["donor"]])
    span = words.span(tables.release["first_month"], given["last"])
    reading = Reading(last=given["last"], donors=(given["donor"],))

    def sum_of(**changes: object) -> float:
        return flows.total_eur_bn(tables, reading.but(**changes))

    military, all_kinds = sum_of(), sum_of(kind="all")
    committed = sum_of(measure="commitments", kind="all")
    everybody = flows.total_eur_bn(tables, reading.but(donors="all"))
    by_kind = flows.by_kind(tables, reading.but(kind="all")).sum()[KINDS].rename_axis("kind")
    whole = flows.by_kind(tables, reading.but(kind="all", last=None)).sum()[KINDS]
    return {
        "1.1": Choice(
            size="look",
            text=(
                "A government announces 5 billion euros for the next five years. No package, item "
                "or date is named yet. How does the tracker count it?"
            ),
            options={
                "a": "As an allocation of 5 billion in the month of the announcement",
                "b": "As a commitment of 5 billion, and not (yet) as an allocation",
                "c": "Not at all before something has arrived in Ukraine",
                "d": "As an allocation of 1 billion in each of the five years",
            },
            key="b",
            why=(
                "It is promised, but tied to nothing yet: a commitment. It becomes an allocation "
                "step by step, when packages are decided."
            ),
            mistakes={
                "a": (
                    "An allocation is tied to a package, an item or a recipient. Is anything "
                    "named here?"
                ),
                "c": (
                    "Arrival is not counted at all in this data set: the month is the month of "
                    "the decision."
                ),
                "d": (
                    "The tracker does not spread a promise over the years. It waits until a "
                    "package is named."
                ),
            },
            hints=(
                "Read the two definitions above again: which one speaks of promises?",
                "An allocation needs something concrete. Look for it in the announcement.",
            ),
        ),
        "1.2": Number(
            size="look",
            text=(
                f"How much military aid did {name} allocate from {span}? In EUR bn, to one decimal."
            ),
            key=military,
            unit="EUR bn",
            tolerance=0.06,
            why=f"{words.eur_bn(military, 2)}: one donor, one kind, one measure, one window.",
            how="flows.total_eur_bn(tables, Reading(donors=(given['donor'],), last=given['last']))",
            mistakes=(
                (all_kinds, "This is aid of all kinds. Only military aid is asked."),
                (
                    sum_of(last=None),
                    f"This runs to the end of the release. Stop at {given['last']}.",
                ),
                (committed, "These are commitments. Allocations are asked."),
            ),
            hints=(
                "A Reading takes donors=('DEU',), with the code of your donor, and last='2024-09'.",
                "flows.total_eur_bn(tables, reading) gives the sum of one Reading.",
            ),
        ),
        "1.3": Number(
            size="change",
            text=(
                f"Change the kind. What part of all that {name} allocated from {span} was "
                "military? In per cent, to one decimal."
            ),
            key=100 * military / all_kinds,
            unit="%",
            tolerance=0.11,
            why=(
                "The part is military aid, the whole is aid of all kinds, of the same donor in the "
                "same months."
            ),
            how=(
                "100 * flows.by_kind(tables, Reading(kind='all', donors=(given['donor'],),"
                " last=given['last'])).sum()['military'] / flows.total_eur_bn(tables,"
                " Reading(kind='all', donors=(given['donor'],), last=given['last']))"
            ),
            mistakes=(
                (
                    100 * military / everybody,
                    (
                        "This is the part of this donor in the military aid of all donors. The"
                        " whole asked for is this donor's own aid of all kinds."
                    ),
                ),
                (100 * all_kinds / military, "Part and whole have changed places."),
                (
                    100 * military / committed,
                    "The whole is taken from commitments here. Stay with allocations.",
                ),
            ),
            hints=(
                "You need two sums: kind='military' and kind='all'.",
                "reading.but(kind='all') is the same Reading with another kind.",
            ),
        ),
        "1.4": Frame(
            size="build",
            text=(
                f"Without flows: from tables.aid, with pandas alone, add up what {name} allocated "
                f"of each kind from {span}. Three rows named financial, humanitarian, military, "
                "in EUR bn."
            ),
            key=by_kind,
            unit="EUR bn",
            tolerance=0.006,
            why="Filter the rows, group them, add up: most tables of a newspaper are made so.",
            how=(
                "flows.by_kind(tables, Reading(kind='all', donors=(given['donor'],),"
                " last=given['last'])).sum()"
            ),
            mistakes=(
                (whole.rename_axis("kind"), f"The months after {given['last']} are in it."),
                (
                    flows.by_kind(tables, reading.but(kind="all", donors="all")).sum()[KINDS],
                    "These are the sums of all donors.",
                ),
            ),
            hints=(
                (
                    f"aid['donor'] == '{donor}' picks the rows of one donor; months can be compared"
                    " like words: aid['month'] <= '2024-09'."
                ),
                "Then .groupby('kind')['allocations_eur_bn'].sum().",
            ),
        ),
        "1.5": Choice(
            size="look",
            text=(
                "The values are nominal. Prices rose between 2022 and"
                f" {words.month_name(tables.release['last_month'])[-4:]}. Which comparison suffers"
                " most?"
            ),
            options={
                "a": "Two donors in the same month",
                "b": "Military and financial aid of one donor in one year",
                "c": "A donor's level in 2022 and its level in the last year of the data",
                "d": "The share of one donor in one month",
            },
            key="c",
            why=(
                "Euros of different years buy different amounts. Within one month or one year the "
                "effect is small."
            ),
            mistakes={
                "a": "Both are in euros of the same month, so inflation touches both alike.",
                "b": "Both are euros of one year.",
                "d": "In a share the same month's euros stand above and below the line.",
            },
            hints=("Which two numbers are in euros of very different dates?",),
        ),
    }
