"""A range of what may add up from a month on, with what happened where it is known."""

from typing import Any

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.tables import dates
from widgets.words import message

HEIGHT_PX = {"S": 430, "M": 430, "L": 440}
RIGHT_PX = {"S": 0, "M": 172, "L": 196}
TOP_PX = {"S": 76, "M": 14, "L": 14}
BOTTOM_PX = 26
ALPHA = {"90": 0.12, "50": 0.18}


def draw(
    bands: pd.DataFrame,
    happened: pd.Series,
    cutoff: str,
    mark: tuple[str, str] | None,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`bands`: months x (low_90, low_50, middle, high_50, high_90), EUR bn added up since `cutoff`.

    `happened`: the same of what came, as far as it is known. `mark`: a month and what begins there,
    in the United States' colour.
    """
    height = HEIGHT_PX[size]
    sheet = frame.Sheet(size, height, margin=(0, RIGHT_PX[size], TOP_PX[size], BOTTOM_PX))
    begin = dates.month_last(cutoff).isoformat()
    days = [begin, *(dates.month_last(month).isoformat() for month in bands.index)]
    high = max(bands["high_90"].max(), happened.max() if len(happened) else 0.0)
    low = min(0.0, bands["low_90"].min(), happened.min() if len(happened) else 0.0)
    top = frame.top_line(high, 1.02)
    axis_top = max(high, top) * 1.06
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date") | {"range": [begin, days[-1]]},
        y=frame.bare_axis(low, axis_top),
    )
    for outer in ("90", "50"):
        _band(sheet, days, bands, outer)
    _middle(sheet, days, bands)
    if len(happened):
        _happened(sheet, days, happened)
    _month_ticks(sheet, bands.index, size)
    frame.value_grid(sheet, top, "eur-bn", 1, 4 if top % 4 == 0 or top in (10, 100) else 2)
    if mark and mark[0] in bands.index:
        _mark(sheet, *mark, low, axis_top)
    _names(sheet, bands, happened, size, (low, axis_top))
    return sheet


def _band(sheet: frame.Sheet, days: list[str], bands: pd.DataFrame, outer: str) -> None:
    lows = [0.0, *map(float, bands[f"low_{outer}"])]
    highs = [0.0, *map(float, bands[f"high_{outer}"])]
    sheet.scatter(
        x=[*days, *days[::-1]],
        y=[*highs, *lows[::-1]],
        mode="lines",
        name=f"{outer} of 100 runs",
        fill="toself",
        fillcolor=rgba("ink2", ALPHA[outer]),
        line={"width": 0, "color": light("ink2")},
        hoverinfo="skip",
    )


def _middle(sheet: frame.Sheet, days: list[str], bands: pd.DataFrame) -> None:
    said = [_hover(month, row) for month, row in zip(bands.index, bands.itertuples(), strict=True)]
    sheet.scatter(
        x=days,
        y=[0.0, *map(float, bands["middle"])],
        mode="lines",
        name="middle of the runs",
        line={"color": light("ink2"), "width": 1.6, "dash": "dot"},
        text=["", *said],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(month: str, row: Any) -> str:
    low, high = words.eur_bn(row.low_90), words.eur_bn(row.high_90)
    lines = [
        message("scenario-range-hover-month", month=words.month_name(month)),
        message("scenario-range-hover-middle", money=f"<b>{words.eur_bn(row.middle, 2)}</b>"),
        message("scenario-range-hover-range", low=low, high=high),
    ]
    return "<br>".join(lines)


def _happened(sheet: frame.Sheet, days: list[str], happened: pd.Series) -> None:
    said = [
        message("scenario-range-hover-came", month=words.month_name(month))
        + f"<br><b>{words.eur_bn(value, 2)}</b>"
        for month, value in happened.items()
    ]
    sheet.scatter(
        x=days[: len(happened) + 1],
        y=[0.0, *map(float, happened)],
        mode="lines",
        name="what happened",
        cliponaxis=False,
        line={"color": light("ink"), "width": 3},
        text=["", *said],
        hovertemplate="%{text}<extra></extra>",
    )


def _month_ticks(sheet: frame.Sheet, months: pd.Index, size: str) -> None:
    """Under the plot, at the first day of a quarter, or of every other one on the phone."""
    every = 3 if len(months) < 10 or (size != "S" and len(months) < 25) else 6
    for month in months[1:-1]:
        number = int(month[5:7])
        if (number - 1) % every:
            continue
        day = dates.month_first(month).isoformat()
        sheet.shape(
            type="line",
            x0=day,
            x1=day,
            y0=0,
            y1=-6,
            yref="paper",
            yanchor=0,
            ysizemode="pixel",
            line={"color": light("rule2"), "width": 1},
        )
        text = words.month_short(month) if number == 1 else words.month_short(month).split()[0]
        sheet.note(
            text,
            day,
            0,
            yref="paper",
            xanchor="center",
            yanchor="top",
            yshift=-6,
            font=frame.colour("ink3"),
        )


def _mark(sheet: frame.Sheet, month: str, text: str, low: float, top: float) -> None:
    day = dates.month_first(month).isoformat()
    high = low + (top - low) * 0.17
    sheet.line(day, 0, day, high, layer="above", line={"color": light("us"), "width": 2})
    sheet.note(
        text,
        day,
        low + (top - low) * 0.055,
        xshift=6,
        font=frame.colour("us_t"),
        bgcolor=rgba("paper", 0.8),
    )


def _names(
    sheet: frame.Sheet,
    bands: pd.DataFrame,
    happened: pd.Series,
    size: str,
    span: tuple[float, float],
) -> None:
    """What happened, the middle and the range, at the lines' ends; on the phone above the plot."""
    end, line_break = bands.iloc[-1], " " if size == "S" else "<br>"
    rows = [
        (
            float(end["middle"]),
            message("scenario-range-label-middle", money=f"<b>{words.eur_bn(end['middle'])}</b>"),
            "ink2",
        ),
        (
            float(end["low_90"]),
            message(
                "scenario-range-label-range",
                low=words.eur_bn(end["low_90"]),
                high=words.eur_bn(end["high_90"]),
                line_break=line_break,
            ),
            "ink2",
        ),
    ]
    if len(happened):
        ended = len(happened) == len(bands)
        text = message(
            "scenario-range-label-came" if ended else "scenario-range-label-came-by",
            month=words.month_short(happened.index[-1]),
            money=f"<b>{words.eur_bn(happened.iloc[-1])}</b>",
            line_break=line_break,
        )
        rows.append((float(happened.iloc[-1]), text, "ink"))
    if size == "S":
        for rank, (_, text, colour) in enumerate(rows[::-1]):
            sheet.note(
                text,
                0,
                1,
                xref="paper",
                yref="paper",
                yshift=TOP_PX["S"] - 14 - rank * 20,
                font=frame.colour(colour),
            )
        return
    per_px = (span[1] - span[0]) / (HEIGHT_PX[size] - TOP_PX[size] - BOTTOM_PX)
    wanted = [value / per_px for value, _, _ in rows]
    for (value, text, colour), place in zip(rows, frame.spread(wanted, 38), strict=True):
        sheet.note(
            text,
            1,
            value,
            xref="paper",
            yref="y",
            xshift=10,
            yshift=place - value / per_px,
            font=frame.colour(colour, 14 if colour == "ink" else 13),
        )
