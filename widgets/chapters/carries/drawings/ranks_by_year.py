"""Rank by year: a line for each donor, rank 1 on top; names at the end of the lines."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba

PITCH_PX, HEAD_PX, FOOT_PX, DISC_PX = 27, 34, 10, 19
SIDE_PX = {"S": (26, 132), "M": (30, 150), "L": (170, 170)}
FAINT = 0.55


def draw(
    places: pd.DataFrame,
    values: pd.DataFrame,
    groups: dict[str, str],
    *,
    rows: int,
    unit: str,
    chosen: str,
    iso3_of: dict[str, str],
    size: str = "L",
) -> frame.Sheet:
    """`places`: years x donors, the rank or missing; `values`: the same years in `unit`.

    Lines run on below the last of the `rows`, without a disc; the `chosen` donor has one there too,
    with its rank beside it. A line ends where a donor has no rank.
    """
    years = list(places.index)
    height = HEAD_PX + PITCH_PX * (rows + 1) + FOOT_PX
    sheet = frame.Sheet(size, height)
    width = frame.WIDTH_PX[size]
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    left, right = SIDE_PX[size]
    step = (width - left - right) / max(len(years) - 1, 1)
    at = {year: left + step * i for i, year in enumerate(years)}
    _rows(sheet, at, rows, size, chosen in places and places[chosen].iloc[0] > rows)
    for donor in sorted(places, key=lambda d: d == chosen):  # the chosen one lies on top
        _line(sheet, places[donor], values[donor], groups[donor], donor == chosen, at, rows, unit)
        sheet.traces[-1]["customdata"] = [f"donor:{iso3_of[donor]}"] * len(years)
    if chosen in places:
        named = {years[-1], years[0]} if size == "L" else {years[-1]}
        _lower_ranks(sheet, places[chosen].drop(list(named)), at, rows)
    _names(sheet, places, groups, chosen, at, rows, size, iso3_of)
    return sheet


def _y(rank: float, rows: int) -> float:
    return HEAD_PX + PITCH_PX * (min(rank, rows + 1) - 0.5)


def _rows(sheet: frame.Sheet, at: dict[str, float], rows: int, size: str, is_lower: bool) -> None:
    """Years above, ranks at the side, and the line below which the lower ones lie."""
    first, last = next(iter(at.values())), list(at.values())[-1]
    for year, x in at.items():
        sheet.note(year, x, 4, xanchor="center", yanchor="top", font=frame.colour("ink3"))
    if size != "L":
        for rank in range(1, rows + 1):
            sheet.note(str(rank), 0, _y(rank, rows), font=frame.colour("ink3"))
    edge = _y(rows, rows) + PITCH_PX / 2
    sheet.line(first - DISC_PX, edge, last + DISC_PX, edge)
    lower = {"xanchor": "right", "align": "right"} if size == "L" else {}
    if size == "L" and is_lower:  # its name stands there
        return
    sheet.note(
        words.message("ranking-years-lower") if size == "L" else "⋮",
        first - DISC_PX / 2 - 8 if size == "L" else 0,
        _y(rows + 1, rows),
        font=frame.colour("ink3"),
        **lower,
    )


def _line(
    sheet: frame.Sheet,
    places: pd.Series,
    values: pd.Series,
    group: str,
    is_chosen: bool,
    at: dict[str, float],
    rows: int,
    unit: str,
) -> None:
    kept = places.notna()
    hover = [
        f"{words.escape(places.name)}, {year}<br><b>{int(places[year])}</b>: "
        f"{words.amount(float(values[year]), unit)}"
        if kept[year]
        else ""
        for year in places.index
    ]
    colour = light(group) if is_chosen else rgba(group, FAINT)
    sheet.scatter(
        x=list(at.values()),
        y=[_y(rank, rows) if rank == rank else None for rank in places],
        mode="lines+markers",
        name=places.name,
        connectgaps=False,
        cliponaxis=False,
        line={"width": 3.5 if is_chosen else 2, "color": colour},
        marker={
            "size": [DISC_PX if is_chosen else 9 if rank <= rows else 0 for rank in places],
            "opacity": 1,
            "color": light(group),
            "line": {"width": 2 if is_chosen else 0, "color": light("you")},
        },
        text=hover,
        hovertemplate="%{text}<extra></extra>",
    )


def _lower_ranks(sheet: frame.Sheet, places: pd.Series, at: dict[str, float], rows: int) -> None:
    """The rank of the chosen donor beside its disc, where that stands in no row."""
    for year in places.index[places > rows]:
        sheet.note(
            str(int(places[year])),
            at[year] + DISC_PX / 2 + 5,
            _y(places[year], rows),
            font=frame.colour("ink", weight=600),
        )


def _names(
    sheet: frame.Sheet,
    places: pd.DataFrame,
    groups: dict[str, str],
    chosen: str,
    at: dict[str, float],
    rows: int,
    size: str,
    iso3_of: dict[str, str],
) -> None:
    """Names at both ends (phone: at the last); equal ranks share a row."""
    years = list(places.index)
    ends = [(years[-1], "left", DISC_PX / 2 + 8, {})]
    if size == "L" and len(years) > 1:
        ends.append((years[0], "right", -DISC_PX / 2 - 8, {"align": "right"}))
    for year, anchor, shift, more in ends:
        row = places.loc[year].dropna()
        row = row[(row <= rows) | (row.index == chosen)]
        for rank, donors in row.groupby(row).groups.items():
            for place, donor in enumerate(donors):
                name = words.escape(donor)
                number = f"{int(rank)} " if size == "L" or rank > rows else ""
                text = f"{name} {number}".strip() if anchor == "right" else f"{number}{name}"
                sheet.note(
                    f"<b>{text}</b>" if donor == chosen else str(text),
                    at[year] + shift,
                    _y(rank, rows) + 13 * (place - (len(donors) - 1) / 2),
                    xanchor=anchor,
                    name=f"donor:{iso3_of[donor]}",
                    captureevents=True,
                    font=frame.colour(f"{groups[donor]}_t"),
                    **more,
                )
