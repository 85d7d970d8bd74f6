"""The chapter on what if: sentences say what is computed, charts depend on what they follow."""

import pytest
from hypothesis import given, settings

from tests.parsed import parsed
from tests.test_address import all_what_ifs
from tests.test_board import FOUND_AS_IT_IS
from widgets import scenario, scenario_controls, what_if, words
from widgets.address import Address
from widgets.explorers import guess
from widgets.explorers import what_if as chapter
from widgets.page import BOARD
from widgets.reading import Reading
from widgets.tables import load
from widgets.what_if import WhatIf

TABLES = load()
READING = Reading()


DEFAULT = WhatIf()


def plain(text: str) -> str:
    """As `striptags` leaves it: any space is one space."""
    return text.replace(words.NBSP, " ")


def said(name: str, assumed: WhatIf = DEFAULT, reading: Reading = READING) -> str:
    return BOARD.view(TABLES, Address(reading, what_if=assumed), name).sentence.striptags()


# --- the range ---------------------------------------------------------------------------------


def test_the_range_says_what_is_assumed_what_comes_out_and_what_happened():
    text = said(chapter.FAN)
    end = scenario.bands(TABLES, READING, WhatIf()).iloc[-1]
    came = scenario.happened(TABLES, READING, WhatIf()).iloc[-1]
    assert text.startswith(
        "You assume that the United States gives nothing from February 2025 on; all else goes on"
    )
    for value in (end["middle"], end["low_90"], end["high_90"], came):
        assert plain(words.eur_bn(value)) in text
    assert "In fact it was" not in said(chapter.FAN, WhatIf(cutoff="2026-04"))
    assert "by April 2026;" in said(chapter.FAN, WhatIf(horizon=36))


@pytest.mark.parametrize(
    "assumed, words_of",
    [
        (WhatIf(us=100), "You assume that all give on as before."),
        (WhatIf(us=100, europe=-100), "that Europe gives nothing; all else goes on as before."),
        (
            WhatIf(us=50, us_ramp=6, us_end="2025-12"),
            "gives 50 % of its average within 6 months from February 2025 to December 2025;",
        ),
        (WhatIf(us=100, others=30, ramp=3), "that other donors give 30 % more within 3 months;"),
        (WhatIf(us=50, us_ramp=1), "gives 50 % of its average within 1 month from"),
        (WhatIf(europe=20, ramp=1), "Europe gives 20 % more within 1 month;"),
        (WhatIf(replaced=50, delay=1), "and Europe fills 50 % of the US gap 1 month later;"),
        (WhatIf(replaced=50, delay=4), "and Europe fills 50 % of the US gap 4 months later;"),
        (WhatIf(us=100, loan=30), "an EU loan adds €30 bn a year, counted for the EU inst"),
        (WhatIf(us=100, purl=5), "€5 bn a year of Europe’s goes to PURL, counted for who pays"),
    ],
)
def test_the_scenario_in_words(assumed, words_of):
    assert words_of in chapter.assumption_words(assumed).striptags()


def test_the_title_says_on_which_side_of_the_range_it_came():
    titles = {
        europe: chapter.range_view(TABLES, READING, WhatIf(europe=europe)).title
        for europe in (-60, 0, 200)
    }
    assert titles[-60].startswith("More came than in 95 of 100 runs")
    assert titles[0].startswith("What came lies in the range")
    assert titles[200].startswith("Less came than in 95 of 100 runs")


# --- the others ----------------------------------------------------------------------------------


def test_it_is_said_plainly_when_ranges_did_not_hold():
    held = scenario.backtest(TABLES, READING, WhatIf(outcome="rest"))["is_inside"]
    assert held.mean() < 0.5
    text = said(chapter.BACKTEST, WhatIf(outcome="rest"))
    assert f"{held.sum()} times" in text and "it did not" in text
    assert "it did not" not in said(chapter.BACKTEST)


@pytest.mark.parametrize(
    ("assumed", "side"), [(WhatIf(), "below"), (WhatIf(outcome="europe"), "above")]
)
def test_sums_on_one_side_of_the_range_are_said_with_the_reason(assumed, side):
    tested = scenario.backtest(TABLES, READING, assumed)
    sign = -1 if side == "below" else 1
    most = int((sign * (tested["happened"] - tested["middle"]) > 0).sum())
    inner = tested["low_50" if side == "below" else "high_50"]
    outside = int((sign * (tested["happened"] - inner) > 0).sum())
    text = said(chapter.BACKTEST, assumed)
    assert most >= 0.75 * len(tested)
    assert f"In {most} of the {len(tested)} tests what came lay {side} the middle" in text
    assert f"in {outside} {side} the inner half" in text
    assert f"share {assumed.horizon - 1} of their {assumed.horizon} months" in text


def test_sums_on_both_sides_are_no_trend():
    every_kind = READING.but(kind="all")
    tested = scenario.backtest(TABLES, every_kind, DEFAULT)
    lower = int((tested["happened"] < tested["middle"]).sum())
    text = said(chapter.BACKTEST, reading=every_kind)
    assert f"In {lower} of the {len(tested)} tests what came lay below the middle." in text
    assert "trend" not in text


def test_break_even_stands_in_words():
    needed = scenario.europe_needed_pct(TABLES, READING, WhatIf())
    assert plain(f"must rise by {words.pct(needed, 0)}") in said(chapter.TORNADO)
    assert "can fall by" in said(chapter.TORNADO, WhatIf(us=100, loan=60))
    first = chapter.sentence(TABLES, READING).striptags()
    assert "must rise by 111 %" in first and "rose by 80 %" in first


def test_the_burden_names_rule_years_and_what_is_missing():
    view = BOARD.view(TABLES, Address(), chapter.BURDEN)
    assert "Shared by GDP, each gives 0.22 % of its GDP a year." in view.sentence.striptags()
    assert (
        "GDP of 2021" in view.note
        and "% of GDP of 2021" in view.draw(size="L").json()["layout"]["meta"]["subtitle"]
    )
    assert view.table.set_index("Donor").loc["Austria"].isna().sum() == 1  # no member of NATO
    as_2024 = said(chapter.BURDEN, WhatIf(rule="as-2024"))
    assert as_2024.startswith("Shared as in 2024, Denmark gives most of its GDP, 1.64 % a year.")
    nothing = chapter.burden_view(TABLES, READING, WhatIf(us=200))
    assert nothing.refusal and "need give nothing" in nothing.refusal.sentence


# --- what follows what ---------------------------------------------------------------------------


def test_parts_keep_as_little_as_they_follow():
    address = Address(
        Reading(kind="all", first="2024-01", donors=("DEU",)),
        what_if=WhatIf(us=50, seed=4, rule="population", us_1=3.0, revealed="yes"),
    )
    kept = {name: part.keep(address) for name, part in chapter.PARTS.items()}
    counted = Reading(kind="all")
    assert kept[guess.NAME] == Address(counted, what_if=WhatIf(us_1=3.0, revealed="yes"))
    assert kept[chapter.FAN] == Address(counted, what_if=WhatIf(us=50, seed=4))
    assert kept[chapter.BACKTEST] == Address(counted, what_if=WhatIf(us=100, seed=4))
    assert kept[chapter.BURDEN] == Address(counted, what_if=WhatIf(us=50, rule="population"))
    refused = Reading(measure="commitments", first="2024-01")
    assert chapter.PARTS[chapter.FAN].keep(Address(refused)).reading == refused


@given(all_what_ifs())
@settings(max_examples=15, phases=FOUND_AS_IT_IS)
def test_presets_link_to_what_they_set(assumed):
    address = Address(Reading(kind="all"), what_if=assumed)
    for link in parsed(chapter.preset_links(TABLES, address)).all("a"):
        query, text = link.attrs["href"].removesuffix("#what-if"), link.attrs["data-set"]
        made = what_if.set_field(assumed, *text.split("=", 1), TABLES)
        assert query == "?" + address.but(what_if=made).to_query()
        assert ("aria-current" in link.attrs) <= (made == assumed)


def test_what_can_be_assumed_is_told_with_its_reason():
    tree = parsed(scenario_controls.meanings())
    told = {dt.text for dt in tree.all("dt")}
    assert told == {what_if.LABELS[n] for n in what_if.SCENARIO_FIELDS}
    assert all("At first: " in dd.text for dd in tree.all("dd"))


def test_a_refused_reading_leaves_the_controls_and_says_why():
    address = Address(Reading(measure="commitments"))
    for name in chapter.PARTS:
        assert "not split by kind" in BOARD.view(TABLES, address, name).refusal.sentence
    links = parsed(chapter.preset_links(TABLES, address)).all("a")
    assert [link.text for link in links] == ["reset"]
    assert scenario_controls.shown(TABLES, address.reading, WhatIf())["us_1"] == ""


def test_the_chapter_stands_alone_in_a_notebook():
    made = chapter.explorer()
    tree = parsed(made.html).one("class", "chapter")
    assert [e.attrs["data-chart"] for e in tree.having("data-chart")] == list(chapter.PARTS)
    places = {e.attrs["data-text"] for e in tree.having("data-text")}
    assert places == set(made.board.answer(TABLES, Address(), {})["texts"])
    assert "42.2" in repr(made)
