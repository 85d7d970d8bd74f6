"""EDTF dates: extents, certainly and possibly inside a window, words no more exact than they."""

from datetime import date

import pytest

from widgets import words
from widgets.tables import dates
from widgets.tables.dates import Extent

WINDOW = Extent(date(2024, 1, 1), date(2024, 9, 30))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-04-26", (2022, 4, 26), (2022, 4, 26)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2022-35", (2022, 7, 1), (2022, 9, 30)),
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("2025-12~", (2025, 12, 1), (2025, 12, 31)),
    ],
)
def test_extent(text, first, last):
    assert dates.extent(text) == Extent(date(*first), date(*last))


@pytest.mark.parametrize("text", ["", "14 October 2024", "2024-13", "2024-02-30", ".."])
def test_not_a_date(text):
    with pytest.raises(ValueError, match="is not an EDTF date"):
        dates.extent(text)


@pytest.mark.parametrize(
    ("start", "end", "certain", "possible"),
    [
        ("2024-09-30", None, True, True),
        ("2024-10-01", None, False, False),
        ("2024-09", None, True, True),
        ("2024-10", None, False, False),
        ("2024", None, False, True),
        ("2023-12", "2024-04-24", True, True),
        ("2023-12", "2023-12-31", False, False),
        ("2023-11", "2024", True, True),
        ("2024-36", "2025-01", False, False),
        ("2024", "2025-01", False, True),
    ],
)
def test_certainly_and_possibly_inside(start, end, certain, possible):
    start, end = dates.extent(start), dates.extent(end) if end else None
    assert dates.certainly_inside(start, end, WINDOW) is certain
    assert dates.possibly_inside(start, end, WINDOW) is possible


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-10-14", "14 October 2024"),
        ("2024-02", "February 2024"),
        ("2022-35", "Q3 2022"),
        ("2026", "2026"),
        ("2025-12~", "about December 2025"),
        ("[2024-12-17..2025-08-29]", "a day between 17 December 2024 and 29 August 2025"),
    ],
)
def test_spoken(text, words):
    assert dates.spoken(dates.extent(text), text) == words


def test_month_edges_and_names():
    assert dates.month_last("2024-02") == date(2024, 2, 29)
    assert dates.month_last("2023-12") == date(2023, 12, 31)
    assert words.month_name("2024-09") == "September 2024"
    assert words.month_short("2024-09") == "Sep 2024"


def test_what_perhaps_ended_before_a_window_is_not_certainly_inside():
    start, end = dates.extent("2023-11"), dates.extent("[2023-12-17..2024-02-01]")
    assert not dates.certainly_inside(start, end, WINDOW)
    assert dates.possibly_inside(start, end, WINDOW)
