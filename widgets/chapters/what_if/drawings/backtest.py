"""Each earlier month's range beside the sum that came: filled where it held, hollow where not."""

from typing import Any

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.tables import dates
from widgets.words import message

HEIGHT_PX = {"S": 320, "M": 320, "L": 320}
DAY_MS = 86_400_000
FEW, NAMED_MONTHS = 12, 4


def draw(
    tested: pd.DataFrame,
    own: str,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`tested`: cut-offs x (low_90, low_50, middle, high_50, high_90, happened, is_inside), EUR bn.

    `own`: the month at whose end the reader stands, ringed in plum if it is there.
    """
    sheet = frame.Sheet(size, HEIGHT_PX[size], margin=(0, 0, 34, 26))
    first, last = (dates.month_number(tested.index[i]) for i in (0, -1))
    begin, end = dates.month_of(first - 1), dates.month_of(last + 1)
    high = max(tested["high_90"].max(), tested["happened"].max())
    low = min(0.0, tested["low_90"].min(), tested["happened"].min())
    top = frame.top_line(high, 1.02)
    x_range = [dates.month_last(begin).isoformat(), dates.month_first(end).isoformat()]
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date") | {"range": x_range},
        y=frame.bare_axis(low, max(high, top) * 1.08),
    )
    days = [frame.day_of(month, 0.5) for month in tested.index]
    for outer, days_wide in (("90", 17), ("50", 17)):
        lows, highs = tested[f"low_{outer}"], tested[f"high_{outer}"]
        sheet.bar(
            x=days,
            y=[float(h - low) for low, h in zip(lows, highs, strict=True)],
            base=[float(low) for low in lows],
            width=days_wide * DAY_MS,
            name=f"{outer} of 100 runs",
            hoverinfo="skip",
            marker={"color": rgba("ink2", 0.14 if outer == "90" else 0.2), "line": {"width": 0}},
        )
    for inside in (True, False):
        _dots(sheet, tested[tested["is_inside"] == inside], inside, 8 if size == "S" else 10)
    frame.value_grid(sheet, top, "eur-bn", 1, 2)
    if len(tested) < FEW:  # years would name none of the bars
        _month_names(sheet, tested.index)
    else:
        frame.year_ticks(sheet, *(dates.month_first(tested.index[i]) for i in (0, -1)))
    if own in tested.index:
        _own(sheet, tested, own)
    sheet.note(
        "<br>".join(frame.lines(message("backtest-key"), 0.94 * frame.WIDTH_PX[size])),
        0,
        1,
        xref="paper",
        yref="paper",
        yshift=22,
        font=frame.colour("ink2"),
    )
    return sheet


def _month_names(sheet: frame.Sheet, months: pd.Index) -> None:
    for month in months[:: -(-len(months) // NAMED_MONTHS)]:
        sheet.note(
            words.month_short(month),
            frame.day_of(month, 0.5),
            0,
            yref="paper",
            xanchor="center",
            yanchor="top",
            yshift=-6,
            font=frame.colour("ink3"),
        )


def _dots(sheet: frame.Sheet, tested: pd.DataFrame, inside: bool, dot_px: int) -> None:
    said = [
        _hover(month, row) for month, row in zip(tested.index, tested.itertuples(), strict=True)
    ]
    sheet.scatter(
        x=[frame.day_of(month, 0.5) for month in tested.index],
        y=[float(value) for value in tested["happened"]],
        mode="markers",
        name="in the range" if inside else "outside the range",
        cliponaxis=False,
        marker={
            "size": dot_px,
            "color": light("ink" if inside else "paper"),
            "line": {"width": 1.6, "color": light("ink")},
        },
        text=said,
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(month: str, row: Any) -> str:
    came = message(
        "backtest-hover-came",
        money=f"<b>{words.eur_bn(row.happened)}</b>",
        low=words.eur_bn(row.low_90),
        high=words.eur_bn(row.high_90),
    )
    return message("backtest-hover-month", month=words.month_name(month)) + f"<br>{came}"


def _own(sheet: frame.Sheet, tested: pd.DataFrame, own: str) -> None:
    day, value = frame.day_of(own, 0.5), float(tested.loc[own, "happened"])
    sheet.scatter(
        x=[day],
        y=[value],
        mode="markers",
        name="own",
        hoverinfo="skip",
        cliponaxis=False,
        marker={
            "size": 18,
            "color": "rgba(0,0,0,0)",
            "line": {"width": 2.5, "color": light("you")},
        },
    )
    low = min(tested.loc[own, "low_90"], value)
    late = list(tested.index).index(own) > 0.6 * len(tested)
    sheet.note(
        f"<b>{message('backtest-you-stand-here', month=words.month_short(own))}</b>",
        day,
        float(low),
        xanchor="right" if late else "left",
        yanchor="top",
        yshift=-12,
        xshift=10 if late else -10,
        font=frame.colour("you"),
    )
