"""What is counted? Measure, kind and money: read a data set before you believe it."""

from widgets import words
from widgets.lessons.check import Frame, Number, Question
from widgets.lessons.exercises.asked import asked, choice
from widgets.lessons.exercises.choices import DONORS, LAST_MONTHS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"donor": DONORS, "last": LAST_MONTHS}
KINDS = ["financial", "humanitarian", "military"]


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """1.1 promise, 1.2 one donor's sum, 1.3 part of a kind, 1.4 by kind, 1.5 nominal."""
    reading = Reading(last=given["last"], donors=(given["donor"],))

    def sum_of(**changes: object) -> float:
        return flows.total_eur_bn(tables, reading.but(**changes))

    military, all_kinds = sum_of(), sum_of(kind="all")
    committed = sum_of(measure="commitments", kind="all")
    everybody = flows.total_eur_bn(tables, reading.but(donors="all"))
    by_kind = flows.by_kind(tables, reading.but(kind="all")).sum()[KINDS].rename_axis("kind")
    whole = flows.by_kind(tables, reading.but(kind="all", last=None)).sum()[KINDS]
    name = tables.donor_of[given["donor"]]
    values = {
        "donor": words.the(name),
        "in_tables": name,
        "span": words.span(tables.release["first_month"], given["last"]),
        "last": given["last"],
        "sum": words.eur_bn(military, 2),
        "year": tables.release["last_month"][:4],
    }
    return {
        "1.1": choice("1.1", "b", values, hints=2),
        "1.2": asked(
            Number,
            "1.2",
            values,
            size="look",
            key=military,
            unit="eur-bn",
            tolerance=0.06,
            how="flows.total_eur_bn(tables, Reading(donors=(given['donor'],), last=given['last']))",
            mistakes={
                "all-kinds": all_kinds,
                "whole-release": sum_of(last=None),
                "commitments": committed,
            },
            hints=2,
        ),
        "1.3": asked(
            Number,
            "1.3",
            values,
            size="change",
            key=100 * military / all_kinds,
            unit="percent",
            tolerance=0.11,
            how=(
                "100 * flows.by_kind(tables, Reading(kind='all', donors=(given['donor'],),"
                " last=given['last'])).sum()['military'] / flows.total_eur_bn(tables,"
                " Reading(kind='all', donors=(given['donor'],), last=given['last']))"
            ),
            mistakes={
                "of-all-donors": 100 * military / everybody,
                "turned": 100 * all_kinds / military,
                "of-commitments": 100 * military / committed,
            },
            hints=2,
        ),
        "1.4": asked(
            Frame,
            "1.4",
            values,
            size="build",
            key=by_kind,
            unit="eur-bn",
            tolerance=0.006,
            how=(
                "flows.by_kind(tables, Reading(kind='all', donors=(given['donor'],),"
                " last=given['last'])).sum()"
            ),
            mistakes={
                "whole-release": whole.rename_axis("kind"),
                "all-donors": flows.by_kind(tables, reading.but(kind="all", donors="all")).sum()[
                    KINDS
                ],
            },
            hints=2,
        ),
        "1.5": choice("1.5", "c", values),
    }
