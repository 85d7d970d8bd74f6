"""One donor group's share of everything counted, twelve months to each date."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.sums import flows
from widgets.tables import dates
from widgets.words.messages import message


def draw(
    share_pct: pd.Series,
    *,
    name: str,
    colour: str,
    size: str = "L",
) -> frame.Sheet:
    """`share_pct`: month -> percent (0 to 100); months before the first value are dropped."""
    values = share_pct.dropna()
    small = size == "S"
    height = 300 if small else 380
    right = 0 if small else 120
    first = dates.month_first(values.index[0])
    last = dates.month_last(values.index[-1])
    sheet = frame.Sheet(
        size,
        height,
        margin=(0, right, 44, 26),
        edges=frame.month_edges(values.index),
    )
    top = max(60.0, values.max()) * 1.12
    days = [dates.month_last(month).isoformat() for month in values.index]
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date") | {"range": [first.isoformat(), last.isoformat()]}
    )
    sheet.axes(y=frame.bare_axis(0, top))
    sheet.scatter(
        x=days,
        y=[float(v) for v in values],
        mode="lines",
        name=name,
        line={"color": light(colour), "width": 2.5},
        fill="tozeroy",
        fillcolor=rgba(colour, 0.12),
        cliponaxis=False,
        text=[
            f"{message('us-share-year-to', donor=name, month=words.month_name(month))}"
            f"<br><b>{words.pct(v)}</b>"
            for month, v in values.items()
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    sheet.line(0, 50, 1, 50, xref="paper", line={"color": light("rule2"), "dash": "dot"})
    sheet.note(
        message("us-share-half"),
        1,
        50,
        xref="paper",
        xanchor="right",
        yanchor="bottom",
    )
    sheet.line(0, 0, 1, 0, xref="paper", line={"color": light("ink2")})
    frame.year_ticks(sheet, first, last)
    frame.report_line(sheet, size, shift=2)
    _marks(sheet, values, colour, small)
    return sheet


def _marks(sheet: frame.Sheet, values: pd.Series, colour: str, small: bool) -> None:
    """Highest value, the last before the report, and the last of all, with their numbers."""
    before = flows.last_full_month(flows.REPORT_DAY)
    text = {"size": 15, "color": light(f"{colour}_t"), "weight": 650}
    peak = values.idxmax()
    sheet.note(
        words.pct(values[peak]),
        dates.month_last(peak).isoformat(),
        values[peak],
        xanchor="center",
        yanchor="bottom",
        yshift=6,
        font=text,
    )
    dots = [before, values.index[-1]] if before in values.index else [values.index[-1]]
    sheet.scatter(
        x=[dates.month_last(m).isoformat() for m in dots],
        y=[float(values[m]) for m in dots],
        mode="markers",
        cliponaxis=False,
        marker={"size": 9, "color": light(colour), "line": {"width": 2, "color": light("paper")}},
        hoverinfo="skip",
        name="marked",
    )
    if before in dots:
        sheet.note(
            words.pct(values[before]),
            flows.REPORT_DAY.isoformat(),
            values[before],
            xshift=8,
            yanchor="top",
            yshift=-6,
            font=text,
        )
    last = values.index[-1]
    ending = f"<b>{words.pct(values[last])}</b>"
    if not small:
        ending += f"<br>{message('us-share-ending', gap='<br>', month=words.month_name(last))}"
    place = (
        {"xanchor": "right", "yanchor": "bottom", "yshift": 10, "align": "right"}
        if small
        else {"xshift": 14, "yanchor": "bottom" if values[last] < 15 else "middle"}
    )
    sheet.note(
        ending,
        dates.month_last(last).isoformat(),
        values[last],
        font={"size": 14, "color": light(f"{colour}_t")},
        **place,
    )
