"""A statement's value for every possible last month, with the threshold, and when it holds."""

from datetime import date

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light
from widgets.tables import dates
from widgets.words.messages import message

HEIGHT_PX = {"S": 300, "M": 320, "L": 340}
SPANS_PX = 30
HEAD_ROOM = 1.14
LOW = 0.2


def draw(
    course: pd.Series,
    spans: list[tuple[str, str]],
    threshold: float,
    own: str,
    *,
    name: str,
    colour: str,
    shown: dict[str, str],
    threshold_words: str,
    from_zero: bool,
    limits: tuple[float, float] | None = None,
    limit_words: tuple[str, ...] = (),
    size: str = "L",
) -> frame.Sheet:
    """`course`: month -> value; `shown`: the same as printed; `spans`: months in which it holds;
    `limits`: the values between which it holds, for what is about a number.
    """
    values = course.dropna()
    small = size == "S"
    sheet = frame.Sheet(
        size,
        HEIGHT_PX[size],
        margin=(0, 0 if small else 96, 44, SPANS_PX + 26),
    )
    first, last = dates.month_first(values.index[0]), dates.month_last(values.index[-1])
    edges = [threshold, *(limits or ())]
    low, high = min(values.min(), *edges), max(values.max(), *edges)
    low = 0.0 if from_zero else low - (high - low) * 0.15
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date") | {"range": [first.isoformat(), last.isoformat()]},
        y=frame.bare_axis(low, low + (high - low) * HEAD_ROOM),
    )
    if limits:
        _band(sheet, limits, limit_words)
    sheet.line(0, low, 1, low, xref="paper", line={"color": light("ink2")})
    sheet.line(
        0, threshold, 1, threshold, xref="paper", line={"color": light("ink"), "dash": "dot"}
    )
    first_off, last_off = (abs(values.iloc[end] - threshold) for end in (0, -1))
    right = (last_off > first_off or small) and not limits
    sheet.note(  # at the end where the line is further away
        threshold_words,
        1 if right else 0,
        threshold,
        xref="paper",
        xanchor="right" if right else "left",
        yanchor="bottom",
        font=frame.colour("ink"),
    )
    days = [dates.month_last(month).isoformat() for month in values.index]
    sheet.scatter(
        x=days,
        y=[float(v) for v in values],
        mode="lines",
        name=name,
        line={"color": light(colour), "width": 3, "shape": "linear"},
        cliponaxis=False,
        text=[
            f"{message('report-course-counted-to', month=words.month_name(month))}"
            f"<br><b>{shown[month]}</b>"
            for month in values.index
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    frame.year_ticks(sheet, first, last)
    for shape in sheet.shapes:  # ticks and years stand under the bar of what holds
        if shape.get("yref") == "paper" and shape.get("ysizemode") == "pixel":
            shape |= {"y0": shape["y0"] - SPANS_PX, "y1": shape["y1"] - SPANS_PX}
    for note in sheet.annotations:
        if note.get("yref") == "paper" and note.get("yanchor") == "top":
            note["yshift"] = note.get("yshift", 0) - SPANS_PX
    _spans(sheet, spans, first, last)
    frame.report_line(sheet, size, shift=2)
    at = values.get(own, high)
    _ends(sheet, values, own, shown, small, at - low < LOW * (high - low))
    return sheet


def _band(sheet: frame.Sheet, limits: tuple[float, float], limit_words: tuple[str, ...]) -> None:
    """What the statement allows, each edge with its value."""
    box = {"xref": "paper", "x0": 0, "x1": 1, "y0": limits[0], "y1": limits[1]}
    sheet.shape(type="rect", fillcolor=light("land"), line={"width": 0}, layer="below", **box)
    for limit, text, side in zip(limits, limit_words, ("top", "bottom"), strict=True):
        line = {"color": light("ink"), "width": 1}
        sheet.line(0, limit, 1, limit, xref="paper", line=line)
        sheet.note(text, 0, limit, xref="paper", yanchor=side, font=frame.colour("ink2"))


def _spans(sheet: frame.Sheet, spans: list[tuple[str, str]], first: date, last: date) -> None:
    """Under the axis: ink where it holds, hollow where it does not."""
    box = {"yref": "paper", "yanchor": 0, "ysizemode": "pixel", "y0": -10, "y1": -22}
    line = {"color": light("ink"), "width": 1}
    whole = {"x0": first.isoformat(), "x1": last.isoformat()}
    sheet.shape(type="rect", fillcolor=light("paper"), line=line, **whole, **box)
    for start, end in spans:
        sheet.shape(
            type="rect",
            x0=dates.month_first(start).isoformat(),
            x1=dates.month_last(end).isoformat(),
            fillcolor=light("ink"),
            line=line,
            **box,
        )


def _ends(
    sheet: frame.Sheet, values: pd.Series, own: str, shown: dict, small: bool, is_low: bool
) -> None:
    """The reader's own last month ringed in plum, and the last of all named.

    `is_low`: there is no room for words between the own point and the axis.
    """
    last = values.index[-1]
    if own in values.index:
        day = dates.month_last(own).isoformat()
        sheet.scatter(
            x=[day],
            y=[float(values[own])],
            mode="markers",
            name="own",
            cliponaxis=False,
            hoverinfo="skip",
            marker={
                "size": 13,
                "color": "rgba(0,0,0,0)",
                "line": {"width": 2.5, "color": light("you")},
            },
        )
        right = list(values.index).index(own) > 0.6 * len(values)
        space = "<br>" if small else " "
        text = message("report-course-your-last", space=space, value=shown[own])
        sheet.note(
            f"<b>{text}</b>",
            day,
            float(values[own]),
            xanchor="right" if right else "left",
            yanchor="bottom" if is_low else "top",
            align="right" if right else "left",
            yshift=10 if is_low else -10,
            font=frame.colour("you"),
        )
    if own != last and not small:
        to = message("report-course-to", month=words.month_short(last))
        sheet.note(
            f"<b>{shown[last]}</b><br>{to}",
            dates.month_last(last).isoformat(),
            float(values[last]),
            xshift=8,
            font=frame.colour("ink"),
        )
