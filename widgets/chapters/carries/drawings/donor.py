"""One donor month by month: a panel for each kind of aid, all on one scale."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba

PANEL_PX = {"S": 116, "M": 150, "L": 170}
HEAD_PX, FOOT_PX, GAP_PX = 30, 24, 28
FILL = 0.72  # of a month's width


def draw(
    values: pd.DataFrame,
    heads: dict[str, str],
    *,
    group: str,
    donor: str,
    unit: str,
    counted: set[str],
    window: tuple[str, str],
    size: str = "L",
) -> frame.Sheet:
    """`values`: months x panels in `unit`; `heads`: panel -> its name and sum, the name in bold.

    `counted`: the panels that the Reading counts; `window`: washed if it is not the whole.
    """
    beside = size == "L" and len(values.columns) > 1
    width, tall = frame.WIDTH_PX[size], PANEL_PX[size]
    block = HEAD_PX + tall + FOOT_PX
    height = block if beside else block * len(values.columns)
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    number = len(values.columns)
    wide = (width - GAP_PX * (number - 1)) / number if beside else width
    high, low = max(float(values.max().max()), 0.0), min(float(values.min().min()), 0.0)
    top = _top(high if high > 0 else -low)
    for place, panel in enumerate(values):
        x0 = place * (wide + GAP_PX) if beside else 0
        y0 = HEAD_PX + (0 if beside else place * block)
        upper = max(high, top) * 1.06
        scale = tall / (upper - low)
        zero = y0 + tall + low * scale
        sheet.note(
            heads[panel],
            x0,
            y0 - HEAD_PX + 2,
            yanchor="top",
            font=frame.colour("ink" if panel in counted else "ink2", 14),
        )
        _panel(
            sheet,
            values[panel],
            (x0, wide, zero, scale),
            (top, upper),
            group,
            donor,
            unit,
            window,
            panel,
        )
        _years(sheet, values.index, x0, wide, y0 + tall)
    return sheet


def _top(high: float) -> float:
    """The highest gridline: the round number next below the highest value."""
    return frame.top_line(high, 1.03)


def _panel(
    sheet: frame.Sheet,
    values: pd.Series,
    place: tuple[float, float, float, float],
    tops: tuple[float, float],
    group: str,
    donor: str,
    unit: str,
    window: tuple[str, str],
    name: str,
) -> None:
    x0, wide, zero, scale = place
    step, months = wide / len(values), list(values.index)
    if window != (months[0], months[-1]):
        _window(sheet, months, window, place, tops[1])
    top = tops[0]
    for value in (top / 2, top):
        y = zero - value * scale
        sheet.line(x0, y, x0 + wide, y)
        text = frame.tick_text(value, unit, top)
        washed = window[0] == months[0] and window[1] != months[-1]  # the label lies on the wash
        ground = rgba("you_w" if washed else "paper", 0.7)
        sheet.note(text, x0, y, yanchor="bottom", bgcolor=ground, font=frame.colour("ink3"))
    sheet.line(x0, zero, x0 + wide, zero, line={"color": light("ink2")})
    given = [(i, m) for i, m in enumerate(months) if values[m] == values[m] and values[m] != 0]
    sheet.bar(
        name=name,
        base=zero,
        x=[round(x0 + step * (i + 0.5), 2) for i, _ in given],
        y=[-float(values[m]) * scale for _, m in given],
        width=step * FILL,
        marker={"color": light(group), "line": {"width": 0}},
        customdata=[f"month:{m}" for _, m in given],
        text=[
            f"{words.escape(donor)}, {words.month_name(m)}<br>"
            f"<b>{words.amount(float(values[m]), unit)}</b>"
            for _, m in given
        ],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _window(
    sheet: frame.Sheet,
    months: list[str],
    window: tuple[str, str],
    place: tuple[float, float, float, float],
    most: float,
) -> None:
    """The Reading's window: a wash behind the bars and a plum line on its upper edge."""
    x0, wide, zero, scale = place
    step = wide / len(months)
    left, right = x0 + step * months.index(window[0]), x0 + step * (months.index(window[1]) + 1)
    upper = zero - most * scale
    edges = {"x0": left, "x1": right, "y1": upper}
    sheet.shape(
        type="rect", y0=zero, layer="below", fillcolor=light("you_w"), line={"width": 0}, **edges
    )
    sheet.shape(type="line", y0=upper, line={"color": light("you"), "width": 3}, **edges)


def _years(sheet: frame.Sheet, months: pd.Index, x0: float, wide: float, y: float) -> None:
    """A tick at each January, the year in the middle of its months."""
    step = wide / len(months)
    for year in dict.fromkeys(m[:4] for m in months):
        own = [i for i, m in enumerate(months) if m[:4] == year]
        x = x0 + step * own[0]
        sheet.line(x, y, x, y + 6, line={"color": light("rule2")})
        if len(own) * step > 26:
            sheet.note(
                year,
                x0 + step * (own[0] + len(own) / 2),
                y + 6,
                xanchor="center",
                yanchor="top",
                font=frame.colour("ink3"),
            )
