"""One dot a cut, stacked: the change at every possible month, the own one among them."""

import pandas as pd
import plotly.graph_objects as go

from widgets import dates, words
from widgets.figures import frame
from widgets.tokens import light

DOT_PX, STEP_PX, HEIGHT_PX = 13, 15, 264


def draw(
    changes: pd.Series,
    own: str,
    *,
    rank_words: str,
    title: str,
    subtitle: str,
    source: str,
    alt: str,
    scope: str = "",
    size: str = "L",
) -> go.Figure:
    """`changes`: month -> EUR bn a month; `own`: the month that stands out, in plum."""
    width = frame.WIDTH_PX[size]
    sheet = frame.Sheet(
        size, HEIGHT_PX, title=title, subtitle=subtitle, source=source, alt=alt, scope=scope
    )
    low, high = min(changes.min(), 0.0), max(changes.max(), 0.0)
    room = (high - low or 1.0) * 0.12

    def at(value: float) -> float:
        return (value - low + room) / (high - low + 2 * room) * width

    ground = HEIGHT_PX - 58
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(HEIGHT_PX, 0))
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
            text=[f"{dates.month_name(m)}<br><b>{_signed(changes[m])} a month</b>" for m in months],
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
    # away from the zero line, unless the edge is nearer
    side = "left" if (changes[own] >= 0 or x < 200) and x < width - 200 else "right"
    sheet.note(
        f"<b>{dates.month_name(own)}: {_signed(changes[own])}</b><br>{rank_words}",
        x,
        label_y,
        xanchor=side,
        align=side,
        xshift=-6 if side == "left" else 6,
        font=frame.colour("you"),
    )
    return sheet.figure()


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{words.number(value, 2)}"


def _stacked(changes: pd.Series, at, ground: float) -> dict[str, tuple[float, float]]:
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


def _scale(sheet: frame.Sheet, at, ground: float, low: float, high: float, width: float) -> None:
    sheet.line(0, ground, width, ground, line={"color": light("rule2")})
    sheet.line(at(0), ground, at(0), 4, line={"color": light("ink2")})
    sheet.note("less after", at(0) - 8, 8, xanchor="right", font=frame.colour("ink2"))
    sheet.note("more after", at(0) + 8, 8, font=frame.colour("ink2"))
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
        "EUR bn a month, after less before",
        0,
        HEIGHT_PX - 4,
        yanchor="bottom",
        font=frame.colour("ink3"),
    )
