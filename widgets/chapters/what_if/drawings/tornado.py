"""One bar an assumption: how far the outcome moves when it goes to its low and its high end."""

from collections.abc import Callable

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light
from widgets.words import message

ROW_PX = {"S": 74, "M": 38, "L": 36}
LEFT_PX = {"S": 0, "M": 250, "L": 330}
BAR_PX, HEAD_PX, FOOT_PX = 15, 26, 8
ROOM_PX = {"S": 62, "M": 80, "L": 100}


def draw(
    rows: pd.DataFrame,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`rows`: name x (label, low, high, total_low, total_high), weightiest first.

    `low`, `high`: the ends in words; `total_*`: the change of the total, EUR bn. The row named
    `chance` is drawn dashed: it is no assumption.
    """
    row_px = ROW_PX[size]
    height = HEAD_PX + row_px * len(rows) + FOOT_PX
    width = frame.WIDTH_PX[size]
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    ends = rows[["total_low", "total_high"]]
    low, high = min(float(ends.min().min()), 0.0), max(float(ends.max().max()), 0.0)
    left, right = LEFT_PX[size] + ROOM_PX[size], width - ROOM_PX[size]
    scale = (right - left) / ((high - low) or 1.0)

    def at(value: float) -> float:
        return left + (value - low) * scale

    zero = at(0.0)
    ink = {"color": light("ink2")}
    if size != "S":
        sheet.line(zero, HEAD_PX - 6, zero, height, line=ink, layer="above")
    sheet.note(message("tornado-unit"), zero, 8, xanchor="center", font=frame.colour("ink3"))
    for rank, (name, row) in enumerate(rows.iterrows()):
        middle = HEAD_PX + row_px * rank + (row_px - 14 if size == "S" else row_px / 2)
        label = row["label"]
        if size == "S":  # not through the words
            sheet.line(zero, middle - 12, zero, middle + 12, line=ink, layer="above")
        sheet.note(
            label,
            0,
            middle - 42 if size == "S" else middle,
            font=frame.colour("ink"),
        )
        if size == "S":  # at the bar's ends there is room for the change alone
            ends_text = message("tornado-ends", low=row["low"], high=row["high"])
            sheet.note(ends_text, 0, middle - 23, font=frame.colour("ink2", 12))
        _bar(sheet, name, row, at, middle, size)
    return sheet


def _bar(
    sheet: frame.Sheet,
    name: str,
    row: pd.Series,
    at: Callable[[float], float],
    middle: float,
    size: str,
) -> None:
    x0, x1 = sorted((at(row["total_low"]), at(row["total_high"])))
    x0, x1 = min(x0, at(0.0)), max(x1, at(0.0))
    said = (
        f"{row['label']}<br><b>{row['low']}: {_signed(row['total_low'])}</b>"
        f"<br><b>{row['high']}: {_signed(row['total_high'])}</b>"
    )
    is_chance = name == "chance"
    sheet.bar(
        orientation="h",
        name=name,
        base=x0,
        x=[max(x1 - x0, 2.0)],
        y=[middle],
        width=BAR_PX,
        customdata=[[float(row["total_low"]), float(row["total_high"])]],
        marker={
            "color": light("paper" if is_chance else "bar"),
            "line": {"width": 1, "color": light("rule2" if is_chance else "ink2")},
        },
        text=[said],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    for value, text in _end_texts(row, size):
        on_left = value < 0
        sheet.note(
            text,
            at(value),
            middle,
            xanchor="right" if on_left else "left",
            align="right" if on_left else "left",
            xshift=-6 if on_left else 6,
            font=frame.colour("ink2", 12),
        )


def _end_texts(row: pd.Series, size: str) -> list[tuple[float, str]]:
    """What stands at a bar's ends: the end and the change; both at one if they go the same way."""
    moved = [(row[f"total_{e}"], row[e]) for e in ("low", "high") if abs(row[f"total_{e}"]) >= 0.05]
    if len(moved) == 2 and (moved[0][0] < 0) == (moved[1][0] < 0):
        outer = max((value for value, _ in moved), key=abs)
        both = [
            f"<b>{_signed(v)}</b>" if size == "S" else f"{t} <b>{_signed(v)}</b>" for v, t in moved
        ]
        return [(outer, "<br>".join(both))]
    if size == "S":
        return [(value, f"<b>{_signed(value)}</b>") for value, _ in moved]
    return [(value, f"{text}<br><b>{_signed(value)}</b>") for value, text in moved]


def _signed(value: float) -> str:
    return ("+" if value > 0.05 else "") + words.number(value, 1)
