"""Names on a map: each beside its own mark and nearest to it, none on another. Pixels, y down."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from widgets.draw import sheet as frame

TALL_PX, PAD_PX, MARK_PX, CLEAR_PX = 19, 4, 6, 10
STEPS_PX = (CLEAR_PX, 22, 34)  # from a point mark
GAPS_PX = (4, 14, 26)  # from a line
# In order of preference, as parts of the label's width and height from the mark.
AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))

Point = tuple[float, float]


class Rect(NamedTuple):
    """Left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Rect") -> bool:
        """True if the two share more than an edge."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def away(self, point: Point) -> float:
        """How far a point lies outside; 0 within."""
        dx = max(self.x0 - point[0], 0, point[0] - self.x1)
        dy = max(self.y0 - point[1], 0, point[1] - self.y1)
        return math.hypot(dx, dy)

    def to(self, line: np.ndarray) -> tuple[float, float]:
        """How far a line's nearest point lies outside, and how far another is from the middle."""
        x, y = line[:, 0], line[:, 1]
        dx = np.maximum(np.maximum(self.x0 - x, x - self.x1), 0)
        dy = np.maximum(np.maximum(self.y0 - y, y - self.y1), 0)
        middle = np.hypot(x - (self.x0 + self.x1) / 2, y - (self.y0 + self.y1) / 2)
        return float(np.hypot(dx, dy).min()), float(middle.min())


class Spot(NamedTuple):
    """Where a text may stand: its middle, and the point of its mark that this goes with."""

    at: Point
    middle: Point


@dataclass(frozen=True)
class Label:
    """A text and the spots where it may stand, the best first; `fits` can refuse the room."""

    key: object
    text: str
    spots: Iterable[Spot]
    fits: Callable[[Rect], bool]
    bold: bool = False


def rect(text: str, middle: Point, bold: bool = False) -> Rect:
    """The room that a text of one line needs around a middle."""
    half = frame.text_px(text, bold=bold) / 2 + PAD_PX
    x, y = middle
    return Rect(x - half, y - TALL_PX / 2, x + half, y + TALL_PX / 2)


def around(text: str, mark: Point, bold: bool = False) -> list[Spot]:
    """Spots of a text beside a point mark: below first, then above, right, left, corners."""
    half = frame.text_px(text, bold=bold) / 2 + PAD_PX
    found = []
    for step in STEPS_PX:
        for dx, dy in AROUND:
            sideways = half + (0 if dy else step)
            down = TALL_PX / 2 + step if dy else 0
            found.append(Spot(mark, (mark[0] + dx * sideways, mark[1] + dy * down)))
    return found


def beside(text: str, points: list[Point], centre: Point, bold: bool = False) -> list[Spot]:
    """Spots outside a closed line, each next to one of its points, seen from its centre."""
    half = frame.text_px(text, bold=bold) / 2 + PAD_PX
    found = []
    for gap in GAPS_PX:
        for x, y in points:
            away = math.dist((x, y), centre) or 1
            dx, dy = (x - centre[0]) / away, (y - centre[1]) / away
            found.append(Spot((x, y), (x + dx * (half + gap), y + dy * (TALL_PX / 2 + gap))))
    return found


def placed(
    labels: list[Label], marks: list[Point], lines: list[Point], width: float, height: float
) -> dict[object, Spot]:
    """Label key -> its spot; a label that finds none is left out.

    No label stands outside, on another, or on a point mark; on a point of `lines` only if there
    is no other spot.
    """
    taken = [Rect(x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX) for x, y in marks]
    sheet = Rect(0, 0, width, height)
    found: dict[object, Spot] = {}
    for label in labels:
        second = None
        for spot in label.spots:
            own = rect(label.text, spot.middle, label.bold)
            if not _is_free(own, sheet, taken) or not label.fits(own):
                continue
            second = second or (spot, own)
            if all(own.away(point) for point in lines):
                second = (spot, own)
                break
        if second:
            found[label.key] = second[0]
            taken.append(second[1])
    return found


def _is_free(own: Rect, sheet: Rect, taken: list[Rect]) -> bool:
    inside = own.x0 >= sheet.x0 and own.y0 >= sheet.y0 and own.x1 <= sheet.x1
    return inside and own.y1 <= sheet.y1 and not any(own.meets(other) for other in taken)
