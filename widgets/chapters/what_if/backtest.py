"""How often a range from an earlier month held what came, and what that says of such ranges."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import backtest
from widgets.chapters.what_if.guess import FIXED
from widgets.chapters.what_if.scenario_range import BAND_HEADS, CAME_HEAD, WHO
from widgets.reading import in_words
from widgets.reading.reading import Reading, Refusal
from widgets.reading.what_if import WhatIf
from widgets.sums import scenario
from widgets.tables import dates
from widgets.tables.package import Tables

NAME = "scenario-test"
MEANT_PCT = 90
UNLIKELY_PCT = 5
ENOUGH_APART = 5  # so many spans without a month in common, and the tests say something
ONE_SIDED = 0.75  # of the tests on one side of the middle; by chance about half are


def view(tables: Tables, reading: Reading, assumed: WhatIf, is_shown: bool = True) -> View:
    """The range from each earlier month, with nothing assumed, beside the sum that came.

    Until what came is to be shown, only spans that are over at the cut-off.
    """
    title = "Did such ranges hold?"
    if refusal := refused(NAME, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    every = scenario.backtest(tables, counted, assumed)
    known = scenario.known_tests(every, assumed.cutoff, assumed.horizon)
    tested = every if is_shown else known
    if len(tested) < 2:
        few = f"too few months to test a range of {assumed.horizon} months"
        sentence = f"The release has {few}."
        if len(every) >= 2:
            sentence = (
                f"Up to {words.month_name(assumed.cutoff)} there are {few}. Later ones are hidden "
                "until you have guessed, or skip the guess."
            )
        return View(NAME, title, refusal=Refusal(sentence))
    held, of = int(tested["is_inside"].sum()), len(tested)
    title = f"The 90 % range held {held} of {of} times"
    draw = partial(
        backtest.draw,
        tested,
        assumed.cutoff,
        title=title,
        subtitle=words.capital(
            f"{in_words.subject(counted)} of {WHO[assumed.outcome]}, EUR bn in the "
            f"{assumed.horizon} months after each month, all giving on as before"
        ),
        source=tables.source_line,
        alt=f"Bars of ranges by month, with the sum that came. {title}.",
        scope=guess.scope(reading),
    )
    heads = BAND_HEADS | {"happened": CAME_HEAD}
    table = tested.drop(columns="is_inside").rename(columns=heads)
    table["In the 90 % range"] = ["yes" if inside else "no" for inside in tested["is_inside"]]
    table = table.rename_axis("Known up to").reset_index()
    note = ""
    if later := int((tested.index > assumed.cutoff).sum()):
        lie = "lies" if later == 1 else "lie"
        note = f"{later} of the {of} months {lie} after the one at whose end you stand."
    said = _test_sentence(tested, assumed)
    if len(every) > len(tested):
        said += " " + guess.hidden(f"What came after {words.month_name(assumed.cutoff)}")
    begins = dates.month_of(dates.month_number(tested.index[0]) + 1)
    ends = dates.month_of(dates.month_number(tested.index[-1]) + assumed.horizon)
    shows = in_words.shows(
        tables,
        counted.but(first=begins, last=ends),
        f"in spans of {assumed.horizon} months",
        who=WHO[assumed.outcome],
    )
    return View(NAME, title, draw, table, said, note, decimals=1, shows=shows)


def _test_sentence(tested: pd.DataFrame, assumed: WhatIf) -> words.Markup:
    held, of = int(tested["is_inside"].sum()), len(tested)
    above = int((tested["happened"] > tested["high_90"]).sum())
    below = int((tested["happened"] < tested["low_90"]).sum())
    missed = ""
    if held < of:
        missed = f" Of the others, {above} lay above it and {below} below."
    return words.Markup(
        "From {} months, the sum of the next {} lay in the range {}, or {}.{} {} {}{}"
    ).format(
        of,
        words.count(assumed.horizon, "month"),
        _times(held),
        words.pct(100 * held / of, 0),
        missed,
        _verdict(held, of),
        _one_side(tested),
        _overlap(of, assumed.horizon),
    )


def _verdict(held: int, of: int) -> str:
    """What so many of so many say of a range that is meant to hold nine times in ten."""
    meant = "A range of 90 of 100 is meant to hold nine times in ten"
    if scenario.chance_of_at_most_pct(held, of, MEANT_PCT) < UNLIKELY_PCT:
        return f"{meant}: here it did not. Take its width as a lower bound."
    if scenario.chance_of_at_most_pct(of - held, of, 100 - MEANT_PCT) < UNLIKELY_PCT:
        return f"{meant}: here it held more often, so it may be wider than it need be."
    return f"{meant}: {held} of {of} neither shows that it does nor that it does not."


def _overlap(of: int, horizon: int) -> str:
    """How many of the tests stand for themselves, where they are few."""
    apart = scenario.apart(of, horizon)
    if apart >= ENOUGH_APART or horizon < 2:
        return ""
    no_common = "no two are" if apart == 1 else f"no more than {apart} are"
    trials = "one trial" if apart == 1 else f"about {apart} trials"
    return (
        f" Neighbouring tests share {horizon - 1} of their {horizon} months and {no_common} "
        f"without a common one, so this is {trials}, not {of}."
    )


def _one_side(tested: pd.DataFrame) -> str:
    """On which side of the middle the sums lay, and why they may lie on one side together."""
    of = len(tested)
    lower = int((tested["happened"] < tested["middle"]).sum())
    most = max(lower, of - lower)
    if most < ONE_SIDED * of:
        return f"In {lower} of the {of} tests what came lay below the middle."
    low = lower == most
    side, trend = ("below", "less") if low else ("above", "more")
    inner = tested["low_50"] if low else tested["high_50"]
    outside = tested["happened"] < inner if low else tested["happened"] > inner
    return (
        f"In {most} of the {of} tests what came lay {side} the middle, in {int(outside.sum())} "
        f"{side} the inner half of the runs: the months that followed brought {trend} than the "
        "months known by then. Runs drawn from the past hold no such trend."
    )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
