"""What is assumed: every field has a name, a unit, a reason and a place in the link."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_address import all_what_ifs
from widgets.reading import what_if
from widgets.reading.what_if import WhatIf
from widgets.tables.package import load

TABLES = load()


@given(all_what_ifs())
def test_round_trip(assumed):
    assert what_if.from_query(assumed.to_query(), TABLES) == (assumed, [])
    assert WhatIf() == assumed or assumed.to_query()
    query = assumed.to_query()
    assert not set(query) - set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~=&"
    )


def test_the_link_is_short():
    assert WhatIf().to_query() == ""
    assert WhatIf(us=50, europe=-20, us_2=12.5, revealed="yes").to_query() == (
        "scenario=us.50~europe.-20&guess=us_2.12.5~revealed.yes"
    )


@given(st.text(max_size=60))
def test_any_text_gives_an_assumption_and_sentences(text):
    for key in what_if.PARAMETERS:
        found, problems = what_if.from_query(f"{key}={text}", TABLES)
        assert all(p.sentence.endswith(".") and len(p.sentence) < 300 for p in problems)
        assert what_if.from_query(found.to_query(), TABLES) == (found, [])


def test_every_field_is_described_and_its_default_can_be_set():
    assert list(what_if.FIELDS) == [field.name for field in fields(WhatIf)]
    assert len({field.label for field in what_if.FIELDS.values()}) == len(what_if.FIELDS)
    for name, field in what_if.FIELDS.items():
        text = WhatIf().values()[name]
        assert what_if.parsed(name, text, TABLES) == field.default
        assert what_if.parsed(name, "", TABLES) == field.default
        assert field.why or name in what_if.GUESSED
    for number in what_if.NUMBERS.values():
        assert number.low < number.high
        if number.ends:
            assert number.low <= number.ends[0] < number.ends[1] <= number.high


def test_the_default_begins_at_the_report_and_at_the_last_us_allocation():
    us = TABLES.aid[(TABLES.aid["donor"] == "United States") & (TABLES.aid["kind"] == "military")]
    last = us.loc[us["allocations_eur_bn"] > 0, "month"].max()
    assert WhatIf().cutoff == "2024-09"
    assert last == "2025-01"
    assert WhatIf().us_from == "2025-02"


@pytest.mark.parametrize("value", ["", "0", "12.4999", "12.5001", "200"])
def test_a_hand_is_rounded_to_the_step(value):
    found = what_if.parsed("us_1", value, TABLES)
    assert found is None if value == "" else found == round(float(value) * 2) / 2


@pytest.mark.parametrize("value", ["-1", "201", "nan", "1e3", "inf", "١٢", " 5", "0x10", "9" * 999])
def test_a_forged_number_is_refused(value):
    for name in ("us_1", "us", "europe", "horizon", "seed"):
        if (name, value) == ("europe", "-1"):
            continue
        if (name, value) == ("seed", "201") or (name, value) == ("europe", "201"):
            continue
        with pytest.raises(ValueError, match="can be"):
            what_if.parsed(name, value, TABLES)


def test_an_end_before_its_begin_moves_along():
    assumed = WhatIf(us_from="2025-02", us_end="2025-06")
    later = what_if.set_field(assumed, "us_from", "2025-09", TABLES)
    assert (later.us_from, later.us_end) == ("2025-09", "2025-09")
    earlier = what_if.set_field(assumed, "us_end", "2024-11", TABLES)
    assert (earlier.us_from, earlier.us_end) == ("2024-11", "2024-11")


def test_a_scenario_leaves_the_guess_and_a_guess_the_scenario():
    both = WhatIf(us=50, us_1=3.0, revealed="yes")
    assert what_if.set_field(both, "scenario", "", TABLES) == WhatIf(us_1=3.0, revealed="yes")
    assert what_if.set_field(both, "guess", "us_2.4", TABLES) == WhatIf(us=50, us_2=4.0)
    assert both.scenario() == WhatIf(us=50)
    assert both.guess() == WhatIf(us_1=3.0, revealed="yes")
