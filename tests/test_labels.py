"""Names on a map: whatever the marks, no name covers another, and each stands at its own."""

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from widgets.draw import labels
from widgets.draw.labels import Label, Rect, Spot

WIDE, TALL = 328, 350
MARKS = st.lists(st.tuples(st.integers(0, WIDE), st.integers(0, TALL)), max_size=8, unique=True)


def named(marks):
    """A label for each mark, that only stands where its own mark is the nearest."""

    def wanted(i, mark):
        others = marks[:i] + marks[i + 1 :]
        return Label(
            i,
            f"Town {i}",
            labels.around(f"Town {i}", mark),
            lambda own: all(own.away(mark) < own.away(other) for other in others),
        )

    return [wanted(i, mark) for i, mark in enumerate(marks)]


@given(MARKS)
def test_names_meet_neither_each_other_nor_a_mark_nor_the_edge(marks):
    found = labels.placed(named(marks), marks, [], WIDE, TALL)
    rooms = {i: labels.rect(f"Town {i}", spot.middle) for i, spot in found.items()}
    assert not any(a.meets(b) for a, b in itertools.combinations(rooms.values(), 2))
    for i, room in rooms.items():
        assert room.x0 >= 0
        assert room.y0 >= 0
        assert room.x1 <= WIDE
        assert room.y1 <= TALL
        assert min(marks, key=room.away) == marks[i]
        assert room.away(marks[i]) > 0
        assert found[i].at == marks[i]


def test_a_lonely_name_stands_below_its_mark_and_beside_it_at_the_foot():
    (low,) = labels.placed(named([(100, 100)]), [(100, 100)], [], WIDE, TALL).values()
    assert low.middle[0] == 100
    assert low.middle[1] > 100
    (high,) = labels.placed(named([(100, 340)]), [(100, 340)], [], WIDE, TALL).values()
    assert high.middle[1] < 340


def test_a_name_without_a_place_is_left_out():
    crowd = [(x, y) for x in range(0, WIDE, 14) for y in range(0, TALL, 14)]
    assert labels.placed(named([(100, 100)]), crowd, [], WIDE, TALL) == {}


def test_a_name_keeps_off_a_line_if_it_can():
    line = [(x, 120.0) for x in range(WIDE)]
    (spot,) = labels.placed(named([(100, 100)]), [(100, 100)], line, WIDE, TALL).values()
    assert labels.rect("Town 0", spot.middle).away((spot.middle[0], 120.0)) > 0
    everywhere = [(x, y) for x in range(0, WIDE, 9) for y in range(0, TALL, 9)]
    assert len(labels.placed(named([(100, 100)]), [(100, 100)], everywhere, WIDE, TALL)) == 1


def test_a_name_beside_a_ring_stands_outside_it():
    ring = [(160 + 30 * math.cos(a), 170 + 30 * math.sin(a)) for a in np.linspace(0, 6.28, 60)]
    for spot in labels.beside("SM-6 460 km", ring, (160, 170)):
        assert isinstance(spot, Spot)
        room = labels.rect("SM-6 460 km", spot.middle)
        assert room.away((160, 170)) > 0
        assert all(math.dist(point, spot.middle) >= 4 for point in ring)


def test_the_room_of_a_name_knows_how_far_a_line_is():
    room = Rect(0, 0, 10, 10)
    line = np.array([[20.0, 5.0], [30.0, 5.0]])
    assert room.to(line) == (10.0, 15.0)
    assert room.to(np.array([[5.0, 5.0]])) == (0.0, 0.0)
