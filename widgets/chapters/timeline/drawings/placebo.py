"""One dot a cut, stacked: the change at every possible month, the own one among them."""

from collections.abc import Callable

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light

DOT_PX, STEP_PX = 13, 15
HEIGHT_PX = {"S": 340, "M": 290, "L": 270}


def draw(changes: pd.Series, own: str, rank: str, *, size: str = "L") -> frame.Sheet:
    """`changes`: month -> EUR bn a month; `own`: the month that stands out, in plum, and `rank`:
    its rank in words.
    """
    width = frame.WIDTH_PX[size]
    height = HEIGHT_PX[size]
    sheet = frame.Sheet(size, height)
    low, high = min(changes.min(), 0.0), max(changes.max(), 0.0)
    room = (high - low or 1.0) * 0.12

    def at(value: float) -> float:
        return (value - low + room) / (high - low + 2 * room) * width

    ground = height - 58
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    _scale(sheet, at, ground, low, high, width)
    places = _stacked(changes, at, ground)
    for name, months in (("every other month", changes.index.drop(own)), ("own month", [own])):
        mine = name == "own month"
        sheet.scatter(
            x=[places[m][0] for m in months],
            y=[places[m][1] for m in months],
            mode="markers",
            name=name,
            cliponaxis=False,
            customdata=[float(changes[m]) for m in months],
            text=[
                f"{words.month_name(m)}<br><b>"
                f"{words.message('before-after-change', change=signed(changes[m]))}</b>"
                for m in months
            ],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": DOT_PX,
                "color": light("you" if mine else "bar"),
                "line": {"width": 1, "color": light("you" if mine else "rule2")},
            },
        )
    x, y = places[own]
    label_y = 44
    sheet.line(x, y - DOT_PX / 2, x, label_y + 20, line={"color": light("you")})
    label = frame.text_px(rank, bold=True)
    left_fits, right_fits = x - label > 0, x + label < width
    # away from the zero line where there is label, inside the drawing always
    side = "left" if right_fits and (changes[own] >= 0 or not left_fits) else "right"
    if not (left_fits or right_fits):
        side, x = "center", min(max(x, label / 2), width - label / 2)
    sheet.note(
        f"<b>{words.month_name(own)}: {signed(changes[own])}</b><br>{rank}",
        x,
        label_y,
        xanchor=side,
        align=side,
        xshift={"left": -6, "right": 6, "center": 0}[side],
        font=frame.colour("you"),
    )
    return sheet


def signed(value: float) -> str:
    """`+0.25`, `−0.25`: a change in EUR bn a month."""
    return f"{'+' if value > 0 else ''}{words.number(value, 2)}"


def _stacked(
    changes: pd.Series, at: Callable[[float], float], ground: float
) -> dict[str, tuple[float, float]]:
    """Dots that would overlap stand on each other, from the ground up."""
    placed: dict[str, tuple[float, float]] = {}
    for month, value in changes.sort_values(kind="stable").items():
        x, level = at(value), 0
        while any(
            abs(x - other) < DOT_PX and y == ground - DOT_PX / 2 - 2 - level * STEP_PX
            for other, y in placed.values()
        ):
            level += 1
        placed[month] = (x, ground - DOT_PX / 2 - 2 - level * STEP_PX)
    return placed


def _scale(
    sheet: frame.Sheet,
    at: Callable[[float], float],
    ground: float,
    low: float,
    high: float,
    width: float,
) -> None:
    sheet.line(0, ground, width, ground, line={"color": light("rule2")})
    sheet.line(at(0), ground, at(0), 4, line={"color": light("ink2")})
    less, more = words.message("before-after-less"), words.message("before-after-more")
    sheet.note(less, at(0) - 8, 8, xanchor="right", font=frame.colour("ink2"))
    sheet.note(more, at(0) + 8, 8, font=frame.colour("ink2"))
    step = frame.nice_top((high - low) / 5 or 1.0)
    first = int(low // step)
    for i in range(first, int(high // step) + 2):
        value = i * step
        if low - step * 0.1 <= value <= high + step * 0.1 and 20 < at(value) < width - 20:
            sheet.line(at(value), ground, at(value), ground + 6, line={"color": light("rule2")})
            text = (
                "0" if i == 0 else ("+" if value > 0 else "") + words.number(value, 2).rstrip("0")
            )
            sheet.note(
                text.rstrip("."),
                at(value),
                ground + 8,
                xanchor="center",
                yanchor="top",
                font=frame.colour("ink3"),
            )
    sheet.note(
        words.message("before-after-axis"),
        0,
        ground + 54,
        yanchor="bottom",
        font=frame.colour("ink3"),
    )
