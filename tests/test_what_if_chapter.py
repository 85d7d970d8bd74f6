"""The chapter on what if: sentences say what is computed, charts depend on what they follow."""

import pandas as pd
import pytest
from hypothesis import given, settings

from tests.parsed import parsed
from tests.reader import BOARD
from tests.test_address import all_what_ifs
from tests.test_board import FOUND_AS_IT_IS
from widgets import words
from widgets.board import scenario_controls
from widgets.chapters.what_if import (
    backtest,
    blocks,
    burden,
    chapter,
    guess,
    scenario_range,
    tornado,
)
from widgets.chapters.what_if.drawings import tornado as drawing
from widgets.reading import what_if
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.reading.what_if import WhatIf
from widgets.sums import scenario
from widgets.tables.package import load

TABLES = load()
READING = Reading()


DEFAULT = WhatIf()
SHOWN = WhatIf(revealed="yes")


def plain(text: str) -> str:
    """As `striptags` leaves it: any space is one space."""
    return text.replace(words.NBSP, " ")


def said(name: str, assumed: WhatIf = DEFAULT, reading: Reading = READING) -> str:
    return BOARD.view(TABLES, Address(reading, what_if=assumed), name).sentence.striptags()


# --- the range ---------------------------------------------------------------------------------


def test_the_range_says_what_is_assumed_what_comes_out_and_what_happened():
    text = said(scenario_range.NAME, SHOWN)
    end = scenario.bands(TABLES, READING, WhatIf()).iloc[-1]
    came = scenario.happened(TABLES, READING, WhatIf()).iloc[-1]
    assert text.startswith(
        "You assume that the United States gives nothing from February 2025 on; all else goes on"
    )
    for value in (end["middle"], end["low_90"], end["high_90"], came):
        assert plain(words.eur_bn(value)) in text
    assert "In fact it was" not in said(scenario_range.NAME, SHOWN.but(cutoff="2026-04"))
    assert "by April 2026;" in said(scenario_range.NAME, SHOWN.but(horizon=36))


def outside(assumed: WhatIf, reading: Reading) -> tuple[int, int, int]:
    """Months in which the sum so far lay above the range, below it, and all of them, in a loop."""
    bands = scenario.bands(TABLES, reading, assumed)
    above = below = of = 0
    for month, value in scenario.happened(TABLES, reading, assumed).items():
        above += value > bands.loc[month, "high_90"]
        below += value < bands.loc[month, "low_90"]
        of += 1
    return above, below, of


def test_it_is_said_how_often_the_sum_so_far_lay_outside_the_range():
    above, below, of = outside(DEFAULT, READING)
    assert above > 0
    assert below == 0
    text = f"lay above the range of 90 of 100 in {above} of the {of} months."
    view = BOARD.view(TABLES, Address(what_if=SHOWN), scenario_range.NAME)
    assert view.title.startswith("In the end what came lies in the range")
    assert text in view.sentence
    assert scenario_range.view(TABLES, READING, WhatIf(horizon=36, us=100)).title.startswith(
        "So far "
    )
    doubled = WhatIf(us=100, europe=200)
    above, below, of = outside(doubled, READING)
    text = said(scenario_range.NAME, doubled.but(revealed="yes"))
    assert below > 0 == above
    assert f"below the range of 90 of 100 in {below} of the {of}" in text
    inside = WhatIf(cutoff="2023-03", us=100)
    above, below, of = outside(inside, READING)
    text = said(scenario_range.NAME, inside.but(revealed="yes"))
    assert above == below == 0
    assert f"in the range of 90 of 100 in each of the {of} months." in text


@pytest.mark.parametrize(
    ("assumed", "words_of"),
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
    assert words_of in scenario_range.assumption_words(assumed).striptags()


@pytest.mark.parametrize(
    ("query", "words_of", "mark"),
    [
        ("us_from.2023-01~us_end.2023-06", "You assume that all give on as before. The US", None),
        ("us_from.2023-01~us_end.2023-06", "ends in June 2023, in the months that are known", None),
        ("us_from.2024-05~us_end.2024-10", "gives nothing in October 2024;", "2024-10"),
        ("us_from.2024-05~us_end.2024-10", "set from May 2024, but the months to Sep", "2024-10"),
        ("cutoff.2025-06", "gives nothing from July 2025 on;", "2025-07"),
        ("cutoff.2025-06", "set from February 2025, but the months to June 2025", "2025-07"),
        ("us_from.2027-01", "as before. The US assumption begins in January 2027, after", None),
    ],
)
def test_what_is_assumed_of_known_months_is_said_to_count_from_the_first_one_ahead(
    query, words_of, mark
):
    assumed, problems = what_if.from_query(f"scenario={query}", TABLES)
    assert problems == []
    assert words_of in scenario_range.assumption_words(assumed).striptags()
    counts = scenario.factors(assumed)["us"]
    changed = counts[counts != 1].index
    assert (changed[0] if len(changed) else None) == mark
    assert (scenario_range._mark(assumed) or (None,))[0] == mark


def test_the_title_says_on_which_side_of_the_range_it_came():
    titles = {
        europe: scenario_range.view(TABLES, READING, WhatIf(europe=europe)).title
        for europe in (-60, 0, 200)
    }
    assert titles[-60].startswith("More came than in 95 of 100 runs")
    assert titles[0].startswith("In the end what came lies in the range")
    assert titles[200].startswith("Less came than in 95 of 100 runs")


# --- the others ----------------------------------------------------------------------------------


def test_it_is_said_plainly_when_ranges_did_not_hold():
    rest = SHOWN.but(outcome="rest")
    held = scenario.backtest(TABLES, READING, rest)["is_inside"]
    assert held.mean() < 0.5
    text = said(backtest.NAME, rest)
    assert f"{held.sum()} times" in text
    assert "it did not" in text
    assert "it did not" not in said(backtest.NAME, SHOWN)


@pytest.mark.parametrize(
    ("query", "held", "of"),
    [("horizon.36~block.1", 4, 5), ("horizon.18", 23, 23)],
)
def test_few_tests_that_overlap_are_no_success(query, held, of):
    assumed, _ = what_if.from_query(f"scenario={query}", TABLES)
    view = backtest.view(TABLES, Reading(kind="all"), assumed)
    assert view.title == f"The 90 % range held {held} of {of} times"
    text = view.sentence.striptags()
    assert f"{held} of {of} neither shows that it does nor that it does not." in text
    assert "meant to do" not in text
    assert ("this is one trial, not 5" if of == 5 else "about 2 trials, not 23") in text


def test_the_verdict_on_a_range_is_a_binomial_test():
    """By all outcomes of five tests, written out."""
    weights = {n: 0.0 for n in range(6)}
    for bits in range(32):
        n = bits.bit_count()
        weights[n] += 0.9**n * 0.1 ** (5 - n)
    for held in range(6):
        chance = 100 * sum(weight for n, weight in weights.items() if n <= held)
        assert scenario.chance_of_at_most_pct(held, 5, 90) == pytest.approx(chance)
    assert [scenario.apart(tests, 18) for tests in (1, 18, 19, 36, 37)] == [1, 1, 2, 2, 3]
    assert "wider than it need be" in backtest._verdict(40, 40)
    assert "here it did not" in backtest._verdict(15, 40)
    assert backtest._overlap(40, 6) == ""
    assert "about 4 trials, not 24" in backtest._overlap(24, 6)


@pytest.mark.parametrize(
    ("assumed", "side"), [(WhatIf(), "below"), (WhatIf(outcome="europe"), "above")]
)
def test_sums_on_one_side_of_the_range_are_said_with_the_reason(assumed, side):
    tested = scenario.backtest(TABLES, READING, assumed)
    sign = -1 if side == "below" else 1
    most = int((sign * (tested["happened"] - tested["middle"]) > 0).sum())
    inner = tested["low_50" if side == "below" else "high_50"]
    outside = int((sign * (tested["happened"] - inner) > 0).sum())
    text = said(backtest.NAME, assumed.but(revealed="yes"))
    assert most >= 0.75 * len(tested)
    assert f"In {most} of the {len(tested)} tests what came lay {side} the middle" in text
    assert f"in {outside} {side} the inner half" in text
    assert f"share {assumed.horizon - 1} of their {assumed.horizon} months" in text


def test_sums_on_both_sides_are_no_trend():
    every_kind = READING.but(kind="all")
    tested = scenario.backtest(TABLES, every_kind, DEFAULT)
    lower = int((tested["happened"] < tested["middle"]).sum())
    text = said(backtest.NAME, SHOWN, reading=every_kind)
    assert f"In {lower} of the {len(tested)} tests what came lay below the middle." in text
    assert "trend" not in text


def test_break_even_stands_in_words():
    needed = scenario.europe_needed_pct(TABLES, READING, WhatIf())
    assert plain(f"must rise by {words.pct(needed, 0)}") in said(tornado.NAME)
    assert "can fall by" in said(tornado.NAME, WhatIf(us=100, loan=10))
    first = chapter.sentence(TABLES, READING).striptags()
    assert "must rise by 111 %" in first
    assert "rose by 80 %" in first


def test_a_level_that_others_hold_needs_nothing_of_europes_own():
    assumed = WhatIf(europe=300, loan=60)
    assert scenario.europe_needed_pct(TABLES, READING, assumed) < -100
    text = said(tornado.NAME, assumed)
    assert "are held without any of Europe’s own military allocations." in text
    assert "fall by" not in text


def test_the_level_of_the_last_month_stands_in_words():
    assumed = WhatIf(europe=20)
    last = scenario.expected(TABLES, READING, assumed).iloc[-1].sum()
    reference = scenario.blocs(TABLES, READING).loc["2022-01":"2024-12"].sum(axis=1).mean()
    text = said(tornado.NAME, assumed)
    assert plain(f"stand at {words.pct(100 * last / reference, 0)} of the average month") in text
    high = scenario.expected(TABLES, READING, assumed.but(europe=100)).iloc[-1].sum()
    assert plain(f"to {words.pct(100 * high / reference, 0)} (100 %)") in text


def test_burden_and_break_even_count_the_same_europe():
    """For all kinds: what the states need and what the EU institutions give is Europe's need."""
    counted = Reading(kind="all")
    aid = TABLES.aid[TABLES.aid["month"].between("2022-10", "2024-09")]
    eu_a_year = aid.loc[aid["donor"] == "EU institutions", "allocations_eur_bn"].sum() / 2
    assert scenario.eu_institutions_eur_bn(TABLES, counted, DEFAULT) == pytest.approx(eu_a_year)
    rise = scenario.europe_needed_pct(TABLES, counted, DEFAULT)
    europe = 12 * scenario.averages(TABLES, counted, DEFAULT)["europe"] * (1 + rise / 100)
    need = scenario.europe_need_eur_bn(TABLES, counted, DEFAULT)
    assert need + eu_a_year == pytest.approx(europe)
    assert plain(words.eur_bn(eu_a_year)) in said(burden.NAME, reading=counted)
    assert "EU institutions" in said(tornado.NAME, reading=counted)
    out = counted.but(eu_institutions="out")
    assert scenario.eu_institutions_eur_bn(TABLES, out, DEFAULT) == 0
    for text in (said(burden.NAME, reading=out), said(tornado.NAME, reading=out)):
        assert "EU institutions" not in text


def test_the_need_is_a_part_of_defence_spending_in_euros():
    """Germany, 2024: 2.1 % of USD 4,685.6 bn, at 0.922 euros a dollar."""
    rows = scenario.burden(TABLES, READING, WhatIf())
    need = rows.loc["Germany", "need_eur_bn"]
    assert rows.loc["Germany", "defence_pct_gdp"] == 2.1
    by_hand = 100 * need / (0.021 * 4685.593 * 0.922)
    assert rows.loc["Germany", "need_pct_defence"] == pytest.approx(by_hand)
    assert round(by_hand, 1) == 8.8
    assert plain("8.8 % of its defence spending of 2024") in said(burden.NAME)


def test_the_largest_giver_is_drawn_however_small_its_need():
    view = BOARD.view(TABLES, Address(), burden.NAME)
    for size, shown in burden.RANKED.items():
        drawn = next(t for t in view.draw(size=size).traces if t["name"] == "scenario")["text"]
        assert len(drawn) == shown
        assert any(text.startswith("Denmark") for text in drawn)


def test_the_burden_names_rule_years_and_what_is_missing():
    view = BOARD.view(TABLES, Address(), burden.NAME)
    assert "Shared by GDP, each gives 0.22 % of its GDP a year." in view.sentence.striptags()
    assert "GDP of 2021" in view.note
    assert "% of GDP of 2021" in view.caption.subtitle
    assert view.table.set_index("Donor").loc["Austria"].isna().sum() == 2  # no member of NATO
    as_2024 = said(burden.NAME, WhatIf(rule="as-2024"))
    assert as_2024.startswith("Shared as in 2024, Denmark gives most of its GDP, 1.64 % a year.")
    nothing = burden.view(TABLES, READING, WhatIf(us=200))
    assert nothing.refusal
    assert "need give nothing" in nothing.refusal.sentence


@pytest.mark.parametrize("name", [tornado.NAME, burden.NAME])
def test_the_phone_has_every_number_that_the_wide_page_has(name):
    """The ends of the assumptions; what was given, and defence spending."""
    germany = scenario.burden(TABLES, READING, WhatIf()).loc["Germany"]
    view = BOARD.view(TABLES, Address(), name)
    phone, wide = (
        " ".join(note["text"] for note in view.draw(size=size).annotations) for size in "SL"
    )
    wanted = {
        tornado.NAME: ("\u221250\u00a0%", "100\u00a0%", "5 of 100", "Oct 2024"),
        burden.NAME: (words.number(germany["gave_pct_gdp"], 2), "2.10", "needed"),
    }[name]
    assert all(text in phone and text in wide for text in wanted)


# --- what came is hidden until the guess is given -------------------------------------------------


def test_nothing_of_what_came_is_told_before_the_guess():
    came = scenario.happened(TABLES, READING, DEFAULT)
    places = {"": Address(), "shown": Address(what_if=SHOWN)}
    texts = {
        key: " ".join(
            [
                plain(chapter.texts(TABLES, at)["what-if"]),
                *(BOARD.view(TABLES, at, name).text() for name in chapter.PARTS),
            ]
        )
        for key, at in places.items()
    }
    for value in (plain(words.eur_bn(came.iloc[-1])), words.exact(came.iloc[-1]), "rose by"):
        assert value not in plain(texts[""])
        assert value in plain(texts["shown"])
    names = {
        key: [t["name"] for t in BOARD.view(TABLES, at, scenario_range.NAME).draw(size="L").traces]
        for key, at in places.items()
    }
    assert "what happened" not in names[""]
    assert "what happened" in names["shown"]
    test = BOARD.view(TABLES, Address(), backtest.NAME)
    assert "Mar 2023" in [note["text"] for note in test.draw(size="S").annotations]
    tested = test.table["Known up to"]
    assert list(tested) == ["2022-12", "2023-01", "2023-02", "2023-03"]  # over by September 2024
    link = parsed(BOARD.view(TABLES, Address(), scenario_range.NAME).sentence).one("class", "link")
    assert link.attrs["data-set"] == "revealed=yes"


def test_nothing_is_hidden_where_nothing_has_come_or_where_python_asks():
    late = Address(what_if=WhatIf(cutoff="2026-04"))
    for name in (scenario_range.NAME, backtest.NAME):
        assert "hidden" not in BOARD.view(TABLES, late, name).sentence
    assert "hidden" not in chapter.texts(TABLES, late)["what-if"]
    for view in (scenario_range.view, backtest.view):
        made = view(TABLES, READING, DEFAULT)
        assert "hidden" not in made.sentence
        assert len(made.table) > 10
    long = BOARD.view(TABLES, Address(what_if=WhatIf(horizon=36)), backtest.NAME)
    assert "hidden until you have guessed" in long.refusal.sentence


def test_a_preset_tells_no_outcome_before_the_guess():
    at = Address(Reading(measure="commitments", kind="all"), what_if=WhatIf(cutoff="2026-01"))
    assert "€" not in chapter.preset_links(TABLES, at).striptags()
    shown = at.but(what_if=at.what_if.but(revealed="yes"))
    text = chapter.preset_links(TABLES, shown).striptags()
    assert "cannot be assumed as it was (“Europe changes by” would be" in text
    assert "ends at 300" in text


# --- what is counted -----------------------------------------------------------------------------


def test_a_chart_says_what_it_counts_and_what_of_the_reading_it_does_not_follow():
    other = Reading(donors=("DEU",), first="2024-01", unit="share")
    for name in chapter.PARTS:
        view = BOARD.view(TABLES, Address(other), name)
        assert view.caption.scope.endswith("not your donors, window and unit")
        assert view.caption.shows.startswith("This view shows military allocations")
        assert "(nominal)" in view.caption.shows
        plain_view = BOARD.view(TABLES, Address(), name)
        assert plain_view.caption.scope == ""
    by_gdp = BOARD.view(TABLES, Address(Reading(unit="pct-gdp")), burden.NAME)
    assert by_gdp.caption.scope == ""
    rest = BOARD.view(TABLES, Address(what_if=WhatIf(outcome="rest")), scenario_range.NAME)
    assert "of all donors but the United States, October 2024 to March 2026" in rest.caption.shows


# --- what follows what ---------------------------------------------------------------------------


def test_parts_keep_as_little_as_they_follow():
    address = Address(
        Reading(kind="all", first="2024-01", donors=("DEU",)),
        what_if=WhatIf(us=50, seed=4, rule="population", us_1=3.0, revealed="yes"),
    )
    kept = {name: part.keep(address) for name, part in chapter.PARTS.items()}
    counted = guess.marked(address.reading)
    assert counted == guess.marked(Reading(kind="all", last="2025-01", donors=("USA", "POL")))
    assert scenario.counted(counted) == Reading(kind="all") == guess.marked(Reading(kind="all"))
    assert kept[guess.NAME] == Address(counted, what_if=WhatIf(us_1=3.0, revealed="yes"))
    assert kept[scenario_range.NAME] == Address(
        counted, what_if=WhatIf(us=50, seed=4, revealed="yes")
    )
    assert kept[backtest.NAME] == Address(counted, what_if=WhatIf(us=100, seed=4, revealed="yes"))
    assert kept[burden.NAME] == Address(counted, what_if=WhatIf(us=50, rule="population"))
    refused = Reading(measure="commitments", first="2024-01")
    assert chapter.PARTS[scenario_range.NAME].keep(Address(refused)).reading == refused


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
    tree = parsed(scenario_controls.meanings(TABLES))
    told = {dt.text for dt in tree.all("dt")}
    assert told == {what_if.FIELDS[n].label for n in what_if.SCENARIO_FIELDS}
    assert all("At first: " in dd.text for dd in tree.all("dd"))


def test_a_refused_reading_leaves_the_controls_and_says_why():
    address = Address(Reading(measure="commitments"))
    for name in chapter.PARTS:
        assert "not split by kind" in BOARD.view(TABLES, address, name).refusal.sentence
    links = parsed(chapter.preset_links(TABLES, address)).all("a")
    assert [link.text for link in links] == ["reset"]
    assert scenario_controls.shown(TABLES, address.reading, WhatIf())["us_1"] == ""


def test_the_chapter_stands_alone_in_a_notebook():
    made = blocks.explorer("")
    tree = parsed(made.html()).one("class", "chapter")
    assert [e.attrs["data-chart"] for e in tree.having("data-chart")] == list(chapter.PARTS)
    places = {e.attrs["data-text"] for e in tree.having("data-text")}
    assert places == set(made.board.answer(TABLES, Address(), {})["texts"])
    assert "42.2" in repr(made)


def test_a_bar_reaches_zero_though_both_ends_lie_on_one_side():
    rows = pd.DataFrame(
        [{"label": "A", "low": "a", "high": "b", "total_low": 2.0, "total_high": 6.0}], ["a"]
    )
    made = drawing.draw(rows).json()
    (zero,) = {s["x0"] for s in made["layout"]["shapes"] if s["x0"] == s["x1"]}
    assert made["data"][0]["base"] == zero


def test_the_range_at_the_lines_end_is_that_of_90_of_100():
    end = scenario.bands(TABLES, READING, DEFAULT).iloc[-1]
    view = BOARD.view(TABLES, Address(), scenario_range.NAME)
    texts = [note["text"] for note in view.draw(size="L").json()["layout"]["annotations"]]
    assert any(
        f"{words.eur_bn(end['low_90'])} and {words.eur_bn(end['high_90'])}" in text
        for text in texts
    )


def test_what_was_given_stands_under_its_year_and_defence_beside_it():
    view = BOARD.view(TABLES, Address(), burden.NAME)
    notes = view.draw(size="L").json()["layout"]["annotations"]
    donor = view.table.set_index("Donor").loc["Germany"]
    (y,) = [note["y"] for note in notes if note["text"] == "Germany"]
    row = {note["x"]: note["text"] for note in notes if note["y"] == y}
    heads = {note["text"]: note["x"] for note in notes}
    for head, column in (
        ("2024", "Given in 2024, % of GDP of 2021"),
        ("defence", "Defence spending 2024, % of GDP of 2024"),
    ):
        assert row[heads[head]] == words.number(donor[column], 2)


def test_the_month_at_which_the_reader_stands_is_not_later():
    view = BOARD.view(TABLES, Address(what_if=SHOWN.but(cutoff="2024-09")), backtest.NAME)
    later = sum(month > "2024-09" for month in view.table["Known up to"])
    assert view.note.startswith(f"{later} of the {len(view.table)} months ")
