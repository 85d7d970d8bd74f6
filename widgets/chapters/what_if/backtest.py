"""How often a range from an earlier month held what came, and what that says of such ranges."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View, refused
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
from widgets.words import message

NAME = "scenario-test"
MEANT_PCT = 90
UNLIKELY_PCT = 5
ENOUGH_APART = 5  # so many spans without a month in common, and the tests say something
ONE_SIDED = 0.75  # of the tests on one side of the middle; by chance about half are


def view(tables: Tables, reading: Reading, assumed: WhatIf, is_shown: bool = True) -> View:
    """The range from each earlier month, with nothing assumed, beside the sum that came.

    Until what came is to be shown, only spans that are over at the cut-off.
    """
    title = message("backtest-title")
    if refusal := refused(NAME, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    every = scenario.backtest(tables, counted, assumed)
    known = scenario.known_tests(every, assumed.cutoff, assumed.horizon)
    tested = every if is_shown else known
    if len(tested) < 2:
        known_up_to, months = words.month_name(assumed.cutoff), assumed.horizon
        said = message("backtest-too-few", months=months)
        if len(every) >= 2:
            said = message("backtest-too-few-known", month=known_up_to, months=months)
        return View(NAME, Caption(title), refusal=Refusal(said))
    held, of = int(tested["is_inside"].sum()), len(tested)
    title = message("backtest-title-held", held=held, of=of)
    who = WHO[assumed.outcome]
    said = [_test_sentence(tested, assumed)]
    if len(every) > len(tested):
        said.append(guess.hidden("backtest-hidden", month=words.month_name(assumed.cutoff)))
    note = ""
    if later := int((tested.index > assumed.cutoff).sum()):
        note = message("backtest-note-later", later=later, of=of)
    begins = dates.month_of(dates.month_number(tested.index[0]) + 1)
    ends = dates.month_of(dates.month_number(tested.index[-1]) + assumed.horizon)
    caption = Caption(
        title,
        words.capital(
            message(
                "backtest-subtitle",
                subject=in_words.subject(counted),
                who=who,
                months=assumed.horizon,
            )
        ),
        tables.source_line,
        message("backtest-alt", title=title),
        guess.scope(reading),
        words.Markup(" ").join(said),
        note,
        in_words.shows(
            tables,
            counted.but(first=begins, last=ends),
            message("backtest-shows-how", months=assumed.horizon),
            who=who,
        ),
    )
    table = tested.drop(columns="is_inside").rename(columns=BAND_HEADS | {"happened": CAME_HEAD})
    inside = {True: message("backtest-inside-yes"), False: message("backtest-inside-no")}
    table[message("backtest-head-inside")] = [
        inside[is_inside] for is_inside in tested["is_inside"]
    ]
    table = table.rename_axis(message("backtest-head-month")).reset_index()
    draw = partial(backtest.draw, tested, assumed.cutoff)
    return View(NAME, caption, draw, table, decimals=1)


def _test_sentence(tested: pd.DataFrame, assumed: WhatIf) -> str:
    held, of = int(tested["is_inside"].sum()), len(tested)
    above = int((tested["happened"] > tested["high_90"]).sum())
    below = int((tested["happened"] < tested["low_90"]).sum())
    share = words.pct(100 * held / of, 0)
    said = [message("backtest-result", of=of, months=assumed.horizon, held=held, share=share)]
    if held < of:
        said.append(message("backtest-missed", above=above, below=below))
    said += [_verdict(held, of), _one_side(tested), _overlap(of, assumed.horizon)]
    return " ".join(filter(None, said))


def _verdict(held: int, of: int) -> str:
    """What so many of so many say of a range that is meant to hold nine times in ten."""
    if scenario.chance_of_at_most_pct(held, of, MEANT_PCT) < UNLIKELY_PCT:
        return message("backtest-verdict-too-narrow")
    if scenario.chance_of_at_most_pct(of - held, of, 100 - MEANT_PCT) < UNLIKELY_PCT:
        return message("backtest-verdict-too-wide")
    return message("backtest-verdict-open", held=held, of=of)


def _overlap(of: int, horizon: int) -> str:
    """How many of the tests stand for themselves, where they are few."""
    apart = scenario.apart(of, horizon)
    if apart >= ENOUGH_APART or horizon < 2:
        return ""
    return message("backtest-overlap", apart=apart, shared=horizon - 1, months=horizon, of=of)


def _one_side(tested: pd.DataFrame) -> str:
    """On which side of the middle the sums lay, and why they may lie on one side together."""
    of = len(tested)
    lower = int((tested["happened"] < tested["middle"]).sum())
    most = max(lower, of - lower)
    if most < ONE_SIDED * of:
        return message("backtest-both-sides", lower=lower, of=of)
    if lower == most:
        outside = int((tested["happened"] < tested["low_50"]).sum())
        return message("backtest-below-the-middle", most=most, of=of, outside=outside)
    outside = int((tested["happened"] > tested["high_50"]).sum())
    return message("backtest-above-the-middle", most=most, of=of, outside=outside)
