"""Time: imprecise dates, windows, and after is not because."""

from widgets import words
from widgets.chapters.timeline.events import counted
from widgets.lessons.check import Choice, Frame, Number, Question
from widgets.lessons.exercises.choices import CUTS
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables

VARIANTS = {"cut": CUTS}
SPAN, SHORT = 12, 6


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """3.1 a date, 3.2 certain and possible, 3.3 a change, 3.4 its rank, 3.5 all cuts, 3.6 why."""
    cut, month = given["cut"], words.month_name(given["cut"])
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
    return {
        "3.1": Choice(
            size="look",
            text=(
                "An event of the table has the date 2022-35. The notation is EDTF, a standard for "
                "dates that are not fully known. What does it say?"
            ),
            options={
                "a": "The 35th week of 2022",
                "b": "The third quarter of 2022: some day from July to September",
                "c": "A wrong date: there is no month 35",
                "d": "35 days after the beginning of 2022",
            },
            key="b",
            why="33 to 36 are the four quarters. The drawing spreads the event over the quarter.",
            mistakes={
                "a": "Weeks are not written so in EDTF. Where would 33, 34 and 36 stand?",
                "c": "No month has this number, so it means something else on purpose.",
                "d": "A number of days has no place in such a date.",
            },
            hints=("33, 34, 35, 36: what is there four of in a year?",),
        ),
        "3.2": Number(
            size="look",
            text=(
                f"How many events lie for certain in the window {words.span(*window)}? Set it in "
                "the chart's bar and read the sentence under the chart."
            ),
            key=float(certain),
            unit="events",
            tolerance=0,
            why=(
                f"For certain {certain}, and possibly {possible - certain} more: an event with a "
                "date wider than the window, or one that is only reported, is no certain one."
            ),
            how=(
                "counted(tables.events[~tables.events['era']], (given['cut'],"
                " dates.month_of(dates.month_number(given['cut']) + 2)))[0]"
            ),
            mistakes=(
                *(
                    ((float(possible), "This counts what lies there possibly, too."),)
                    * (possible > certain)
                ),
                (float(len(points)), "This is the number of all events."),
                (float(open_end), "The window runs on to the end of the data: set To, too."),
            ),
            hints=(
                "The sentence under the timeline names two numbers.",
                (
                    f"In the bar: From {words.month_short(window[0])}, To"
                    f" {words.month_short(window[1])}."
                ),
            ),
        ),
        "3.3": Number(
            size="change",
            text=(
                f"Military allocations of all donors, EUR bn a month: the mean of the {SPAN} months"
                f" from {month} on, less the mean of the {SPAN} months before it."
            ),
            key=change,
            unit="EUR bn a month",
            tolerance=0.006,
            why="After less before, spans of equal length.",
            how=f"flows.changes_at_cuts(tables, Reading(), {SPAN})[given['cut']]",
            mistakes=(
                (short, f"These are {SHORT} months on either side; {SPAN} are asked."),
                (shifted, f"{month} itself belongs to the months after, not to those before."),
                (change * SPAN, "These are sums over the year; the mean of a month is asked."),
            ),
            hints=(
                "flows.changes_at_cuts(tables, Reading(), 12) has the change at every month.",
                "It is a Series: ['2024-10'] picks one month.",
            ),
        ),
        "3.4": Number(
            size="change",
            text=(
                f"At how many other months is that change smaller than at {month}? Set {month} in "
                "the cell of the chart, or count."
            ),
            key=float(smaller),
            unit="months",
            tolerance=0,
            why=(
                f"{smaller} of {len(others)}: so the change at {month} is "
                f"{'common' if 0.1 < smaller / len(others) < 0.9 else 'far out, yet not alone'}."
            ),
            how=(
                "(flows.changes_at_cuts(tables, Reading(), 12) < flows.changes_at_cuts(tables,"
                " Reading(), 12)[given['cut']]).sum()"
            ),
            mistakes=(
                (float(len(others)), "These are all other months."),
                (float(len(others) - smaller), "At so many it is larger or equal."),
                (float(smaller + 1), "Is the month itself counted, too?"),
            ),
            hints=("(changes < changes['2024-10']).sum() counts them.",),
        ),
        "3.5": Frame(
            size="build",
            text=(
                f"Without flows.changes_at_cuts: the change at every month that has {SPAN} months "
                "on either side. Rows named by month, EUR bn a month."
            ),
            key=changes.rename_axis("month"),
            unit="EUR bn a month",
            tolerance=0.0006,
            why="Thirty lines by hand, or one: rolling(12).mean(), shifted twice.",
            how="flows.changes_at_cuts(tables, Reading(), 12)",
            mistakes=(
                (
                    -changes.rename_axis("month"),
                    "Before less after: turn the two round.",
                ),
                (
                    flows.changes_at_cuts(tables, Reading(), SHORT).rename_axis("month"),
                    f"Spans of {SHORT} months; {SPAN} are asked.",
                ),
                (
                    flows.changes_at_cuts(tables, Reading(kind="all"), SPAN).rename_axis("month"),
                    "This counts aid of all kinds.",
                ),
            ),
            hints=(
                (
                    "averages = total.rolling(12).mean() holds, at each month, the mean of the"
                    " twelve months that end with it."
                ),
                (
                    "The mean after the cut ends eleven months later: averages.shift(-11). The mean"
                    " before it ends one month earlier: averages.shift(1)."
                ),
                "Months without both have no number: .dropna().",
            ),
        ),
        "3.6": Choice(
            size="look",
            text=(
                f"After {month} the monthly level was {'higher' if change > 0 else 'lower'} than "
                "before, and you know at how many other months the change was smaller. What may a "
                "careful report say?"
            ),
            options={
                "a": "What happened in that month changed the level of aid",
                "b": "What happened in that month had no effect on the level of aid",
                "c": (
                    "The level changed after that month; whether because of it, these numbers "
                    "cannot say"
                ),
                "d": "The numbers are of no use",
            },
            key="c",
            why=(
                "After is not because. A comparison with other months can show that a change is "
                "common; it can never show a cause."
            ),
            mistakes={
                "a": (
                    "After is not because: other months show changes of this size with no such"
                    " event."
                ),
                "b": (
                    "That is as strong a statement as the other. Nothing here rules an effect out."
                ),
                "d": "They tell how usual such a change is. That is worth something.",
            },
            hints=("Which option says no more than what was counted?",),
        ),
    }
