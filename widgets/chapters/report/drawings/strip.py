"""Every way to count a statement as one dot on a line of values, the threshold among them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light
from widgets.reading.statements import FAILS, HOLDS, IN_LINE
from widgets.words.messages import message

DOT_PX = {"S": 7, "M": 9, "L": 10}
GAP_PX = 2
HIGHEST = 10
LABELS_PX, AXIS_PX = 62, 34
LEAST_PX = 60
RING_PX = 8
FIGURE_PX, NAME_PX, LANE_PX, OWN_PX = 20, 22, 26, 22


class Dot(NamedTuple):
    """`value` in the strip's unit; `name` for the hover label; one may be the reader's own."""

    value: float
    shown: str
    name: str
    holds: bool
    is_own: bool


class Lane(NamedTuple):
    """The dots of one way to count, and the values from `least` to `most` with which it holds.

    None is no limit; `words` names both.
    """

    words: str
    least: float | None
    most: float | None
    dots: list[Dot]


def draw_lanes(
    lanes: list[Lane],
    figure: float | None,
    *,
    unit: str,
    figure_words: str,
    own_words: str,
    size: str = "L",
) -> frame.Sheet:
    """A lane for each limit, the band of what it allows behind its dots.

    `figure`: the number of the statement, a line through all lanes; None where there is none.
    """
    width, dot = frame.WIDTH_PX[size], DOT_PX[size]
    values = [one.value for lane in lanes for one in lane.dots]
    limits = [limit for lane in lanes for limit in (lane.least, lane.most) if limit is not None]
    low, high = min(values + limits), max(values + limits)
    room = (high - low or 1.0) * 0.06
    low, high = low - room, high + room
    side = dot + RING_PX

    def at(value: float) -> float:
        return side + (value - low) / (high - low) * (width - 2 * side)

    stacks = [_stacked(lane.dots, at, dot) for lane in lanes]
    tall = [max(LANE_PX, max(level for _, level in s) * (dot + GAP_PX) + dot + 10) for s in stacks]
    top = FIGURE_PX if figure is not None else 0
    own_px = OWN_PX if any(one.is_own for lane in lanes for one in lane.dots) else 0
    height = round(top + sum(tall) + len(lanes) * NAME_PX) + own_px + AXIS_PX
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    ground, places, own = top, [], []
    for lane, stack, px in zip(lanes, stacks, tall, strict=True):
        sheet.note(lane.words, 0, ground + NAME_PX / 2, font=frame.colour("ink2"))
        ground += NAME_PX + px
        least = side if lane.least is None else at(lane.least)
        most = width - side if lane.most is None else at(lane.most)
        box = {"x0": least, "x1": most, "y0": ground - px, "y1": ground}
        sheet.shape(type="rect", fillcolor=light("land"), line={"width": 0}, layer="below", **box)
        for limit, x in ((lane.least, least), (lane.most, most)):
            if limit is not None:
                line = {"color": light("ink"), "width": 1.4}
                sheet.line(x, ground - px, x, ground, line=line)
        sheet.line(0, ground, width, ground, line={"color": light("rule2")})
        if figure is not None:
            line = {"color": light("ink"), "width": 1.4, "dash": "dot"}
            sheet.line(at(figure), ground - px, at(figure), ground, line=line)
        middle = [(x, ground - dot / 2 - 5 - level * (dot + GAP_PX)) for x, level in stack]
        places += middle
        own += [place for place, one in zip(middle, lane.dots, strict=True) if one.is_own]
    if figure is not None:
        half = frame.text_px(figure_words, bold=True) * 0.54
        place = min(max(at(figure), half), width - half)
        font = frame.colour("ink")
        sheet.note(f"<b>{figure_words}</b>", place, 8, xanchor="center", font=font)
    _dots(sheet, [one for lane in lanes for one in lane.dots], places, dot)
    for x, y in own:
        _ring(sheet, x, y, dot)
        text = f"<b>{own_words}</b>"
        wide = frame.text_px(text, bold=True)
        start = min(max(x - wide / 2, 0), width - wide)
        sheet.note(text, max(start, 0), ground + own_px / 2, font=frame.colour("you"))
    ground += own_px
    _axis(sheet, at, ground, low, high, unit, width)
    return sheet


def draw(
    dots: list[Dot],
    threshold: float,
    *,
    unit: str,
    threshold_words: str,
    counted_words: tuple[str, str] | None,
    own_words: str,
    size: str = "L",
) -> frame.Sheet:
    """`counted_words`: what stands left and right of the threshold; None leaves them out;
    `own_words`: the label of the reader's own dot.
    """
    width, dot = frame.WIDTH_PX[size], DOT_PX[size]
    low = min(0.0 if unit == "%" else threshold, *(d.value for d in dots))
    high = max(threshold, *(d.value for d in dots))
    room = (high - low or 1.0) * 0.04
    side = dot + RING_PX

    def at(value: float) -> float:
        return side + (value - low) / (high - low + room) * (width - 2 * side)

    levels = _stacked(dots, at, dot)
    stack = max(LEAST_PX, max(level for _, level in levels) * (dot + GAP_PX) + dot)
    ground = LABELS_PX + stack
    height = round(ground) + AXIS_PX
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    _axis(sheet, at, ground, low, high, unit, width)
    _threshold(sheet, at(threshold), ground, width, threshold_words, counted_words)
    places = [(x, ground - dot / 2 - 3 - level * (dot + GAP_PX)) for x, level in levels]
    _dots(sheet, dots, places, dot)
    for i, one in enumerate(dots):
        if one.is_own:
            _own(sheet, *places[i], dot, width, at(threshold), own_words)
    return sheet


def _dots(sheet: frame.Sheet, dots: list[Dot], places: list[tuple], dot: int) -> None:
    """Filled where it holds, hollow where it does not."""
    for holds in (False, True):
        name = IN_LINE[HOLDS if holds else FAILS]
        of = [i for i, d in enumerate(dots) if d.holds is holds]
        sheet.scatter(
            x=[places[i][0] for i in of],
            y=[places[i][1] for i in of],
            mode="markers",
            name=name,
            cliponaxis=False,
            customdata=[dots[i].value for i in of],
            text=[
                f"{dots[i].name}<br>"
                + message("statement-strip-dot", value=f"<b>{dots[i].shown}</b>", verdict=name)
                for i in of
            ],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": dot,
                "color": light("ink" if holds else "paper"),
                "line": {"width": 1.5, "color": light("ink")},
            },
        )


def _stacked(dots: list[Dot], at: Callable[[float], float], dot: int) -> list[tuple[float, float]]:
    """(x px, level): dots that would overlap stand on each other, in order of their value."""
    placed: dict[int, tuple[float, int]] = {}
    for i in sorted(range(len(dots)), key=lambda i: dots[i].value):
        x, level = at(dots[i].value), 0
        taken = {other for near, other in placed.values() if abs(x - near) < dot}
        while level in taken:
            level += 1
        placed[i] = (x, level)
    return [_squeezed(placed[i], placed.values(), dot) for i in range(len(dots))]


def _squeezed(
    place: tuple[float, int], places: Iterable[tuple[float, int]], dot: int
) -> tuple[float, float]:
    """A stack higher than `HIGHEST` is drawn as high as that, its dots overlapping."""
    x, level = place
    top = max(other for near, other in places if abs(x - near) < dot)
    return x, level * min(1.0, HIGHEST / top) if top else level


def _axis(
    sheet: frame.Sheet,
    at: Callable[[float], float],
    ground: float,
    low: float,
    high: float,
    unit: str,
    width: float,
) -> None:
    sheet.line(0, ground, width, ground, line={"color": light("rule2")})
    step = frame.nice_top((high - low) / 4 or 1.0)
    suffix = f"{words.NBSP}{unit}"
    value = step * int(low // step)
    while value <= high:
        if value >= low - step * 0.01:
            x = at(value)
            sheet.line(x, ground, x, ground + 6, line={"color": light("rule2")})
            text = words.number(value, 0 if step >= 1 else 2)
            side = "left" if x < 20 else "right" if x > width - 20 else "center"
            sheet.note(
                text + suffix,
                x,
                ground + 8,
                xanchor=side,
                yanchor="top",
                font=frame.colour("ink3"),
            )
        value += step


def _threshold(
    sheet: frame.Sheet,
    x: float,
    ground: float,
    width: float,
    text: str,
    counted: tuple[str, str] | None,
) -> None:
    sheet.line(x, 0, x, ground, line={"color": light("ink"), "width": 1.4}, layer="above")
    left, right = counted or ("", text)
    right = f"<b>{right}</b>"
    if left:
        anchor, place = ("right", x - 8) if frame.text_px(left) < x - 8 else ("left", 0)
        sheet.note(left, place, 8, xanchor=anchor, align=anchor, font=frame.colour("ink"))
    fits = frame.text_px(right, bold=True) < width - x - 8
    y = 8 if fits else 26
    anchor, place = ("left", x + 8) if fits else ("right", x - 8)
    sheet.note(right, place, y, xanchor=anchor, align=anchor, font=frame.colour("ink"))


def _ring(sheet: frame.Sheet, x: float, y: float, dot: int) -> None:
    sheet.scatter(
        x=[x],
        y=[y],
        mode="markers",
        name="own",
        cliponaxis=False,
        hoverinfo="skip",
        marker={
            "size": dot + RING_PX,
            "color": "rgba(0,0,0,0)",
            "line": {"width": 2.5, "color": light("you")},
        },
    )


def _own(
    sheet: frame.Sheet, x: float, y: float, dot: int, width: float, limit: float, text: str
) -> None:
    """The reader's own dot in plum, its words beside the line of the threshold and not on it."""
    _ring(sheet, x, y, dot)
    sheet.line(x, y - (dot + RING_PX) / 2, x, 54, line={"color": light("you")}, layer="above")
    wide = frame.text_px(text, bold=True)
    crosses = x < limit < x + wide + 6 and wide + 6 < x
    side = "left" if x + wide + 6 < width and not crosses else "right"
    sheet.note(
        f"<b>{text}</b>",
        x,
        46,
        xanchor=side,
        xshift=-2 if side == "left" else 2,
        font=frame.colour("you"),
    )
