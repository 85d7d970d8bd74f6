"""Where arms come from: the shares of each origin over time, stacked to 100 per cent."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.tables import dates
from widgets.words.messages import message

HEIGHT_PX = {"S": 420, "M": 420, "L": 420}
RIGHT_PX = {"S": 0, "M": 150, "L": 190}
DAY_MS = 86_400_000


def draw(
    shares: pd.DataFrame,
    names: dict[str, str],
    colours: dict[str, str],
    ends: pd.Series,
    window: tuple[str, str],
    *,
    columns: bool,
    size: str = "L",
) -> frame.Sheet:
    """`shares`: months x origins, percent; a month without military aid is missing, and empty.

    `columns`: one for each month, else areas of what is added up. `ends`: the shares that stand
    beside the names: of the window under columns, else the last.
    """
    sheet = frame.Sheet(
        size,
        HEIGHT_PX[size],
        margin=(0, RIGHT_PX[size], 44, 26 if size != "S" else 116),
        window=window,
        edges=frame.month_edges(shares.index),
    )
    first, last = dates.month_first(shares.index[0]), dates.month_last(shares.index[-1])
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date") | {"range": [first.isoformat(), last.isoformat()]},
        y=frame.bare_axis(0, 100),
    )
    frame.reader_window(sheet, *window)
    for origin in shares:
        _one(sheet, shares[origin], names[origin], colours[origin], columns)
    for value in (25, 50, 75, 100):
        text = f"{value}{words.AXIS_UNIT['share']}" if value == 100 else str(value)
        sheet.line(0, value, 1, value, xref="paper")
        if value < 100:
            place = {"xref": "paper", "bgcolor": rgba("paper", 0.7), "xshift": 2}
            sheet.note(text, 0, value, font=frame.colour("ink"), **place)
    sheet.line(0, 0, 1, 0, xref="paper", line={"color": light("ink2")})
    frame.year_ticks(sheet, first, last)
    frame.report_line(sheet, size, shift=2)
    _key(
        sheet,
        ends,
        names,
        colours,
        size,
        message("origins-key-window" if columns else "origins-key-end"),
    )
    return sheet


def _one(sheet: frame.Sheet, values: pd.Series, name: str, colour: str, columns: bool) -> None:
    hover = "origins-month" if columns else "origins-to-month"
    shared = {
        "y": [None if pd.isna(v) else float(v) for v in values],
        "name": name,
        "cliponaxis": False,
        "text": [
            f"{message(hover, origin=name, month=words.month_name(m))}<br><b>{words.pct(v)}</b>"
            for m, v in values.items()
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    if columns:
        sheet.bar(
            x=[frame.day_of(m, 0.5) for m in values.index],
            width=26 * DAY_MS,
            textposition="none",
            marker={"color": frame.paint(colour), "line": {"width": 0}},
            **shared,
        )
        return
    sheet.scatter(
        x=[dates.month_last(m).isoformat() for m in values.index],
        mode="lines",
        stackgroup="origins",
        hoveron="points",
        fillcolor=frame.paint(colour),
        line={"color": light("paper"), "width": 1},
        **shared,
    )


def _key(
    sheet: frame.Sheet,
    last: pd.Series,
    names: dict[str, str],
    colours: dict[str, str],
    size: str,
    head: str,
) -> None:
    """Names in stacking order, each with its share; under the phone's chart."""
    middles = last.cumsum() - last / 2
    room = HEIGHT_PX[size] - 70
    places = frame.spread([float(m) / 100 * room for m in middles], 22)
    if size == "S":
        sheet.note(head, 0, 0, xref="paper", yref="paper", yshift=-34, font=frame.colour("ink3"))
    else:
        top = {"xref": "paper", "xshift": 10, "yanchor": "bottom", "yshift": 4}
        sheet.note(head, 1, 100, font=frame.colour("ink3"), **top)
    for rank, (origin, place) in enumerate(zip(last.index, places, strict=True)):
        text = (
            f'<span style="color:{frame.paint(colours[origin])}">■</span> {names[origin]} '
            f"<b>{words.pct(last[origin])}</b>"
        )
        if size == "S":
            down = -52 - 18 * (len(places) - 1 - rank)
            sheet.note(text, 0, 0, xref="paper", yref="paper", yshift=down)
            continue
        spot = float(middles[origin])
        shift = place - spot / 100 * room
        sheet.note(text, 1, spot, xref="paper", xshift=10, yshift=shift)
