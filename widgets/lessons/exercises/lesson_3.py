"""Time: imprecise dates, windows, and after is not because."""

from widgets import words
from widgets.chapters.timeline.events import counted
from widgets.lessons.check import Frame, Number, Question
from widgets.lessons.exercises.asked import asked, choice
from widgets.lessons.exercises.choices import CUTS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables

VARIANTS = {"cut": CUTS}
SPAN, SHORT = 12, 6


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """3.1 a date, 3.2 certain and possible, 3.3 a change, 3.4 its rank, 3.5 all cuts, 3.6 why."""
    cut = given["cut"]
    window = (cut, dates.month_of(dates.month_number(cut) + 2))
    points = tables.events[~tables.events["era"]]
    certain, possible = counted(points, window)
    open_end, _ = counted(points, (cut, tables.release["last_month"]))
    changes = flows.changes_at_cuts(tables, Reading(), SPAN)
    change, others = float(changes[cut]), changes.drop(cut)
    smaller = int((others < change).sum())
    short = float(flows.changes_at_cuts(tables, Reading(), SHORT)[cut])
    total = flows.monthly(tables, Reading()).sum(axis=1)
    at = total.index.get_loc(cut)
    shifted = float(
        total.iloc[at + 1 : at + 1 + SPAN].mean() - total.iloc[at + 1 - SPAN : at + 1].mean()
    )
    values = {
        "window": words.span(*window),
        "from": words.month_short(window[0]),
        "to": words.month_short(window[1]),
        "certain": certain,
        "more": possible - certain,
        "months": SPAN,
        "short": SHORT,
        "month": words.month_name(cut),
        "level": "higher" if change > 0 else "lower",
        "smaller": smaller,
        "of": len(others),
        "rank": "common" if 0.1 < smaller / len(others) < 0.9 else "far",
    }
    return {
        "3.1": choice("3.1", "b", values),
        "3.2": asked(
            Number,
            "3.2",
            values,
            size="look",
            key=float(certain),
            unit="events",
            tolerance=0,
            how=(
                "counted(tables.events[~tables.events['era']], (given['cut'],"
                " dates.month_of(dates.month_number(given['cut']) + 2)))[0]"
            ),
            mistakes={
                **({"possible": float(possible)} if possible > certain else {}),
                "all-events": float(len(points)),
                "window-open": float(open_end),
            },
            hints=2,
        ),
        "3.3": asked(
            Number,
            "3.3",
            values,
            size="change",
            key=change,
            unit="eur-bn-a-month",
            tolerance=0.006,
            how=f"flows.changes_at_cuts(tables, Reading(), {SPAN})[given['cut']]",
            mistakes={
                "short": short,
                "shifted": shifted,
                "sums": change * SPAN,
            },
            hints=2,
        ),
        "3.4": asked(
            Number,
            "3.4",
            values,
            size="change",
            key=float(smaller),
            unit="months",
            tolerance=0,
            how=(
                "(flows.changes_at_cuts(tables, Reading(), 12) < flows.changes_at_cuts(tables,"
                " Reading(), 12)[given['cut']]).sum()"
            ),
            mistakes={
                "all": float(len(others)),
                "not-smaller": float(len(others) - smaller),
                "itself": float(smaller + 1),
            },
        ),
        "3.5": asked(
            Frame,
            "3.5",
            values,
            size="build",
            key=changes.rename_axis("month"),
            unit="eur-bn-a-month",
            tolerance=0.0006,
            how="flows.changes_at_cuts(tables, Reading(), 12)",
            mistakes={
                "turned": -changes.rename_axis("month"),
                "short": flows.changes_at_cuts(tables, Reading(), SHORT).rename_axis("month"),
                "all-kinds": flows.changes_at_cuts(tables, Reading(kind="all"), SPAN).rename_axis(
                    "month"
                ),
            },
            hints=3,
        ),
        "3.6": choice("3.6", "c", values),
    }
