"""Which months the timeline shows: jumps, steps in and out, sides, and what is no zoom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.reading import zoom
from widgets.reading.address import Address, changed, read
from widgets.tables import dates
from widgets.tables.package import load

TABLES = load()
LAST = zoom.last_day(TABLES).isoformat()[:7]
MOVES = ("in", "out", "earlier", "later")


def length(text: str) -> int:
    first, last = map(dates.month_number, zoom.span(text))
    return last - first + 1


def test_the_last_day_ends_the_quarter_of_the_latest_event():
    latest = TABLES.events["start_last"].max()
    assert latest <= zoom.last_day(TABLES).isoformat()
    assert LAST[5:] in ("03", "06", "09", "12")


def test_years_are_jumped_to():
    assert zoom.years(TABLES)[:3] == ["2014-2021", "2022", "2023"]
    assert zoom.read("2014-2021", TABLES) == "2014-01.2021-12"
    assert zoom.read("2024", TABLES) == "2024-01.2024-12"
    assert zoom.read(LAST[:4], TABLES) == f"{LAST[:4]}-01.{LAST}"
    assert zoom.read("", TABLES) == ""


def test_a_short_span_is_widened_and_a_long_one_is_cut():
    assert zoom.read("2024-10.2024-10", TABLES) == "2024-07.2024-12"
    assert zoom.read("1990-01.2090-01", TABLES) == f"2014-01.{LAST}"
    assert zoom.read(f"{LAST}.{LAST}", TABLES).endswith(LAST)
    assert length(zoom.read(f"{LAST}.{LAST}", TABLES)) == zoom.SHORTEST


@pytest.mark.parametrize(
    "text", ["2024-01", "2024-13.2024-14", "x.y", "2024-05.2024-01", "1999", "2024-1.2024-2", "."]
)
def test_what_is_no_zoom_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\w"):
        zoom.read(text, TABLES)
    address, problems = read(f"zoom={text}", TABLES)
    assert address == Address()
    assert problems[0].field == "zoom"
    assert problems[0].sentence.startswith("“Years shown” ")


def test_moves_by_hand():
    assert zoom.moved("", "in", TABLES) == "2023-10.2025-09"
    assert [zoom.moved("", move, TABLES) for move in MOVES[1:]] == ["", "", ""]
    assert zoom.moved("2023-10.2025-09", "in", TABLES) == "2024-04.2025-03"
    assert zoom.moved("2024-01.2024-12", "later", TABLES) == "2024-07.2025-06"
    assert zoom.moved("2024-01.2024-12", "earlier", TABLES) == "2023-07.2024-06"
    assert zoom.moved("2024-01.2024-12", "out", TABLES) == "2023-07.2025-06"
    assert zoom.moved("2022-01.2025-12", "out", TABLES) == ""
    assert zoom.moved("2014-01.2014-06", "earlier", TABLES) == "2014-01.2014-06"


@given(st.lists(st.sampled_from(MOVES), max_size=12), st.sampled_from(["", *zoom.years(TABLES)]))
def test_any_moves_stay_inside_and_read_back(moves, start):
    at = zoom.read(start, TABLES)
    for move in moves:
        at = zoom.moved(at, move, TABLES)
        assert zoom.read(at, TABLES) == at
        if at:
            assert zoom.span(at)[0] >= "2014-01"
            assert zoom.span(at)[1] <= LAST
            assert length(at) >= zoom.SHORTEST


def test_zoom_and_window_are_fields_of_the_address():
    address, problems = changed(Address(), [["set", "zoom", "2024"]], TABLES)
    assert problems == []
    assert address.to_query() == "zoom=2024-01.2024-12"
    assert read(address.to_query(), TABLES) == (address, [])
    address, problems = changed(address, [["set", "window", "2024-03.2024-09"]], TABLES)
    assert problems == []
    assert address.reading.window(TABLES) == ("2024-03", "2024-09")
    for window in ("2024-03", "2024-03.2031-01", "x.y", ""):
        same, problems = changed(address, [["set", "window", window]], TABLES)
        assert same == address
        assert len(problems) == 1


def test_the_last_month_can_be_reached():
    at = zoom.moved("", "in", TABLES)
    for _ in range(9):
        at = zoom.moved(at, "later", TABLES)
    assert zoom.span(at)[1] == LAST
