"""Guess first: half-years, errors and naive guesses by hand; a class's links."""

import numpy as np
import pandas as pd
import pytest

from widgets.board.block import Chart
from widgets.chapters.what_if import guess as chapter
from widgets.reading import what_if
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.reading.what_if import WhatIf
from widgets.sums import guess
from widgets.tables.package import load

TABLES = load()
READING = Reading()
MINE = WhatIf(us_1=10.0, us_2=0.0, us_3=0.0, europe_1=40.0, europe_2=30.0, europe_3=20.0)


def summed(bloc: str, first: str, last: str) -> float:
    aid = TABLES.aid[(TABLES.aid["kind"] == "military") & TABLES.aid["month"].between(first, last)]
    blocs = aid["donor"].map(TABLES.group_of).map(TABLES.bloc_of)
    return float(aid.loc[blocs == bloc, "allocations_eur_bn"].sum())


def test_half_years_begin_after_the_cut_off():
    assert guess.halves("2024-09") == [
        ("2024-10", "2025-03"),
        ("2025-04", "2025-09"),
        ("2025-10", "2026-03"),
    ]
    known = guess.known_halves(TABLES, "2024-09")
    assert known[-1] == ("2024-04", "2024-09")
    assert known[0] == ("2022-04", "2022-09")
    assert len(guess.known_halves(TABLES, "2022-12")) == 2


def test_levels_are_a_years():
    found = guess.levels(TABLES, READING, guess.halves("2024-09"))
    assert found.loc["2025-04", "europe"] == pytest.approx(
        2 * summed("europe", "2025-04", "2025-09")
    )
    assert guess.levels(TABLES, READING, guess.halves("2025-09")).isna().all(axis=1).tolist() == [
        False,
        True,
        True,
    ]


def test_the_error_is_counted_by_hand():
    own = guess.result(TABLES, READING, MINE).loc["guess"]
    assert own["us"] == 5.0
    assert own["europe"] == 45.0
    assert own["came_europe"] == pytest.approx(summed("europe", "2024-10", "2026-03"))
    miss = 0.0
    for half, (first, last) in enumerate(guess.halves("2024-09"), 1):
        for bloc in ("us", "europe"):
            miss += abs(getattr(MINE, f"{bloc}_{half}") / 2 - summed(bloc, first, last))
    assert own["miss"] == pytest.approx(miss)


def test_naive_guesses():
    made = guess.naive(TABLES, READING, "2024-09")
    assert set(made) == set(guess.NAIVE) == {"last-year", "zero", "trend"}
    year = summed("europe", "2023-10", "2024-09")
    assert made["last-year"]["europe"].tolist() == pytest.approx([year] * 3)
    assert not made["zero"].any(axis=None)
    spans = guess.known_halves(TABLES, "2024-09")
    known = [2 * summed("europe", *span) for span in spans]
    steps = np.arange(len(known)) - (len(known) - 1) / 2
    slope = (steps * known).sum() / (steps**2).sum()
    expected = np.mean(known) + slope * (steps[-1] + np.arange(1, 4))
    assert made["trend"]["europe"].tolist() == pytest.approx(expected.clip(0).tolist())


def test_what_is_not_touched_is_last_years_level():
    found = guess.guessed(TABLES, READING, WhatIf(us_2=3.5))
    year = summed("us", "2023-10", "2024-09")
    assert found["us"].tolist() == [round(2 * year) / 2, 3.5, round(2 * year) / 2]


def test_a_perfect_guess_is_off_by_the_steps_rounding_only():
    came = guess.levels(TABLES, READING, guess.halves("2024-09"))
    fields = {
        f"{bloc}_{half}": what_if.parsed(
            f"{bloc}_{half}", f"{came[bloc].iloc[half - 1]:.6f}", TABLES
        )
        for bloc in guess.BLOCS
        for half in (1, 2, 3)
    }
    found = guess.result(TABLES, READING, WhatIf(**fields))
    assert found.loc["guess", "miss"] <= 6 * what_if.GUESS_STEP / 2 / 2
    assert found["miss"].idxmin() == "guess"


def test_nothing_of_what_came_is_in_the_chart_until_it_is_asked_for():
    hidden = chapter.view(TABLES, READING, MINE)
    shown = chapter.view(TABLES, READING, MINE.but(revealed="yes"))
    names = [[t["name"] for t in v.draw(size="L").json()["data"]] for v in (hidden, shown)]
    assert not [name for name in names[0] if "happened" in name]
    assert len([name for name in names[1] if "happened" in name]) == 2
    came = guess.levels(TABLES, READING, guess.halves("2024-09"))["europe"]
    assert hidden.table["Europe, EUR bn a year"].iloc[-3:].isna().all()
    assert shown.table["Europe, EUR bn a year"].iloc[-3:].tolist() == pytest.approx(came.tolist())
    assert "you expected" in shown.sentence
    assert "you expected" not in hidden.sentence


@pytest.mark.parametrize("cutoff", ["2025-11", "2026-01", "2026-03"])
def test_a_half_year_that_has_begun_cannot_be_compared_yet(cutoff):
    text = chapter.view(TABLES, READING, WhatIf(cutoff=cutoff, revealed="yes")).sentence
    assert "ends in April 2026, before the end of your first half-year, " in text
    assert "before your first half-year" not in text


def test_who_guessed_nothing_is_not_scored():
    view = chapter.view(TABLES, READING, WhatIf(revealed="yes"))
    text = view.sentence.striptags()
    assert "You guessed nothing" in text
    assert "you guessed nothing" in view.title
    assert "you expected" not in text
    assert "Yours" not in text
    assert "expected" not in view.title
    assert f"{summed('europe', '2024-10', '2026-03'):.1f}" in text
    one = chapter.view(TABLES, READING, WhatIf(us_1=16.5, revealed="yes"))
    assert "you expected" in one.sentence


def test_an_equal_guess_is_not_beaten():
    same = WhatIf(us_1=16.5, us_2=16.5, us_3=16.5, revealed="yes")  # as last year, to the step
    found = guess.result(TABLES, READING, same)["miss"]
    assert abs(found["guess"] - found["last-year"]) <= what_if.GUESS_STEP
    text = chapter.view(TABLES, READING, same).sentence.striptags()
    assert "as near as “same as the last year”" in text
    nearer = text.split("nearer than")[-1].split(" and about")[0]
    assert "same as the last year" not in nearer
    assert "nearer than all three." in chapter._compared(
        pd.Series({"guess": 1.0, "last-year": 2.0, "zero": 3.0, "trend": 4.0})
    )
    assert "nearer than “nothing at all”." in chapter._compared(
        pd.Series({"guess": 2.5, "last-year": 1.0, "zero": 4.0, "trend": 1.0})
    )
    assert "nearer than none of them." in chapter._compared(
        pd.Series({"guess": 9.0, "last-year": 1.0, "zero": 4.0, "trend": 1.0})
    )


def test_a_reader_need_not_guess():
    skip, show, hide = (
        chapter.tools(Address(what_if=assumed)).striptags()
        for assumed in (WhatIf(), WhatIf(us_1=3.0), WhatIf(revealed="yes"))
    )
    assert skip == "Skip the guess: show what happened"
    assert show == "Show what happened"
    assert hide == "Hide it and guess"


def test_at_the_releases_end_there_is_nothing_to_show():
    made = chapter.view(TABLES, READING, WhatIf(cutoff="2026-04", revealed="yes"))
    assert "Nothing can be compared yet" in made.sentence
    assert made.draw(size="S").json()


def test_a_start_is_the_same_for_a_number_and_can_be_shown():
    starts = {seed: guess.start(TABLES, seed) for seed in range(30)}
    assert starts == {seed: guess.start(TABLES, seed) for seed in range(30)}
    assert len(set(starts.values())) > 5
    for query in starts.values():
        at, problems = what_if.from_query(query, TABLES)
        assert problems == []
        assert guess.halves(at.cutoff)[-1][1] <= TABLES.months[-1]
    link = chapter.start_link("https://example.org/page?kind=all", 3)
    assert link == f"https://example.org/page?{guess.start(TABLES, 3)}#what-if"


# --- a class -----------------------------------------------------------------------------------

LINKS = [
    f"https://example.org/?{MINE.to_query()}#what-if",
    f"?{MINE.but(revealed='yes', europe_1=20.0).to_query()}",
    "guess=us_1.5",
    "https://example.org/?guess=us_1.nonsense",
    "https://example.org/?scenario=cutoff.2026-04",
    "https://example.org/?measure=commitments",
]


def test_a_class_is_collected_from_its_links():
    found = guess.collect(LINKS, TABLES)
    assert list(found["link"]) == LINKS
    assert found["europe"].iloc[0] == 45.0
    assert found["europe"].iloc[1] == 35.0
    assert found["problem"].iloc[3].startswith("“Your guess, United States, half-year 1")
    assert found["us"].isna().tolist() == [False, False, False, False, True, True]
    assert "Commitments are not split by kind" in found["problem"].iloc[5]
    assert found["miss"].iloc[0] == guess.result(TABLES, READING, MINE).loc["guess", "miss"]


def test_a_class_is_one_chart():
    view = chapter.class_view(LINKS)
    figure = view.draw(size="L").json()
    us, europe = figure["data"]
    assert us["customdata"][0] == 5.0
    assert europe["customdata"][:2] == [45.0, 35.0]
    assert len(us["x"]) == 4
    assert "2 links are not drawn" in view.note
    assert len(view.table) == len(LINKS)
    assert "nearest" in view.title
    assert "45" in repr(Chart(view))
    assert len(view.figure("S").data) == 2
    assert chapter.class_view(["measure=commitments"]).refusal.sentence
