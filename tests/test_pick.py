"""Pick: the days that can be picked, by date and by a slider's number."""

from datetime import date

import pytest

from widgets.reading import pick
from widgets.reading.field import fields_of
from widgets.reading.pick import Pick
from widgets.tables.package import load

TABLES = load()


def test_the_default_lies_after_the_hand_over_and_can_be_picked():
    default = Pick()
    assert default.day == date(2025, 4, 11)
    for name in ("asof", "who", "here", "there", "ends", "base", "rings"):
        assert getattr(default, name) in fields_of(Pick)[name].choices(TABLES)


def test_the_last_day_is_the_latest_that_a_source_speaks_of():
    last = pick.last_day(TABLES)
    assert last == date(2026, 5, 2)
    days = list(fields_of(Pick)["asof"].choices(TABLES))
    assert (days[0], days[-1]) == (pick.FIRST_DAY.isoformat(), last.isoformat())


def test_a_day_and_its_number_belong_together():
    for text in ("2022-02-24", "2024-02-29", "2024-10-14", "2026-05-02"):
        assert pick.day_of(text, TABLES) == text
        assert pick.numbered(str(pick.number_of(date.fromisoformat(text)))) == text


@pytest.mark.parametrize(
    "text", ["", "2022-02-23", "2026-05-03", "2024-02-30", "20241014", "2024-W42-1", "soon", "\0"]
)
def test_other_texts_are_no_day(text):
    with pytest.raises(ValueError, match=r"can be a day from 24 February 2022 .* to 2 May 2026"):
        pick.day_of(text, TABLES)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "999999", "²", "ten"])
def test_other_numbers_are_no_day(text):
    assert pick.numbered(text) == ""


def test_ranges_begin_only_in_towns_that_are_in_the_table():
    assert set(pick._bases(TABLES)) <= set(TABLES.places["place"])
