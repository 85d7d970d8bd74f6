"""Flows and maps: what a picture shows, and what it hides."""

from widgets import words
from widgets.lessons.check import Figure, Number, Question
from widgets.lessons.exercises.asked import asked, choice
from widgets.lessons.exercises.choices import DONORS, LAST_MONTHS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"last": LAST_MONTHS, "donor": DONORS}
TOP = 8


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """4.1 what a Sankey hides, 4.2 a band, 4.3 per head, 4.4 a map, 4.5 own bars."""
    last, donor = given["last"], tables.donor_of[given["donor"]]
    reading = Reading(last=last)
    kinds = flows.by_kind(tables, reading.but(kind="all"))
    per_head = flows.totals(tables, reading.but(unit="per-head"), "donor")
    of_gdp = flows.totals(tables, reading.but(unit="pct-gdp", kind="all"), "donor")
    every_euro = flows.window_sums(tables, reading.but(kind="all"), "donor")
    all_kinds = flows.totals(tables, reading.but(unit="per-head", kind="all"), "donor")
    top = all_kinds.nlargest(TOP).rename_axis("donor")
    values = {
        "span": words.span(tables.release["first_month"], last),
        "donor": words.the(donor),
        "sum": words.eur_bn(every_euro[donor], 2),
        "top": TOP,
    }
    return {
        "4.1": choice("4.1", "b", values),
        "4.2": asked(
            Number,
            "4.2",
            values,
            size="look",
            key=float(kinds.loc["eu", "military"]),
            unit="eur-bn",
            tolerance=0.06,
            how=(
                "flows.by_kind(tables, Reading(kind='all', last=given['last'])).loc['eu',"
                " 'military']"
            ),
            mistakes={
                "all-kinds": float(kinds.loc["eu"].sum()),
                "all-groups": float(kinds["military"].sum()),
                "financial": float(kinds.loc["eu", "financial"]),
                "europe": float(kinds.loc[["eu", "eui", "oe"], "military"].sum()),
            },
            hints=2,
        ),
        "4.3": asked(
            Number,
            "4.3",
            values,
            size="change",
            key=float(all_kinds[donor]),
            unit="eur",
            tolerance=0.6,
            how=(
                "flows.totals(tables, Reading(unit='per-head', kind='all', last=given['last']),"
                " 'donor')[tables.donor_of[given['donor']]]"
            ),
            mistakes={
                "military": float(per_head[donor]),
                "not-divided": float(every_euro[donor]),
            },
            hints=2,
        ),
        "4.4": choice("4.4", "b", values),
        "4.5": asked(
            Figure,
            "4.5",
            values,
            size="build",
            key=top,
            unit="eur-per-head",
            tolerance=0.6,
            how=(
                "flows.totals(tables, Reading(unit='per-head', kind='all', last=given['last']),"
                " 'donor').nlargest(8)"
            ),
            mistakes={
                "euros": every_euro.nlargest(TOP),
                "pct-gdp": of_gdp.nlargest(TOP),
                "military": per_head.nlargest(TOP),
            },
            hints=2,
        ),
    }
