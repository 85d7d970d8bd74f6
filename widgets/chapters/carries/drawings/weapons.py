"""Donors x categories: a count and a bar in each cell, each column on a scale of its own."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light

ROW_PX, BAR_PX = {"S": 34, "M": 26, "L": 26}, 15
HEAD_PX = {"S": 72, "M": 44, "L": 30}
NAME_PX = {"S": 98, "M": 130, "L": 150}
NUMBER_PX = 34  # room for a count at the end of its bar
GAP_PX = 12
NOT_LISTED = "–"


def draw(
    counts: pd.DataFrame,
    groups: dict[str, str],
    heads: dict[str, str],
    *,
    chosen: str,
    iso3_of: dict[str, str],
    size: str = "L",
) -> frame.Sheet:
    """`counts`: donors x categories, missing where none is listed; `heads`: category -> its name.

    On the phone a bar lies under its number, and heads stand on two levels.
    """
    row, head, left = ROW_PX[size], HEAD_PX[size], NAME_PX[size]
    height = head + row * len(counts) + 6
    width = frame.WIDTH_PX[size]
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    wide = (width - left) / len(counts.columns)
    for place, donor in enumerate(counts.index):
        y = head + row * (place + 0.5)
        name = words.escape(donor)
        sheet.line(0, y + row / 2, width, y + row / 2)
        sheet.note(
            f"<b>{name}</b>" if donor == chosen else str(name),
            0,
            y,
            name=f"donor:{iso3_of[donor]}",
            captureevents=True,
            font=frame.colour("ink"),
        )
    for place, category in enumerate(counts):
        x0 = left + wide * place
        level = place % 2 if size == "S" else 0
        ends = size == "S" and category == counts.columns[-1]  # at the edge of the drawing
        sheet.note(
            _broken(heads[category]) if size != "L" else heads[category],
            x0 + (wide if ends else 0),
            head - 8 - 34 * level,
            yanchor="bottom",
            xanchor="right" if ends else "left",
            font=frame.colour("ink2", 12 if size == "S" else frame.TEXT_PX),
        )
        _column(sheet, counts[category], heads[category], x0, wide, head, size, groups, iso3_of)
    return sheet


def _broken(text: str) -> str:
    return text.replace(" ", "<br>", 1) if len(text) > 12 else text


def _column(
    sheet: frame.Sheet,
    counts: pd.Series,
    name: str,
    x0: float,
    wide: float,
    head: float,
    size: str,
    groups: dict[str, str],
    iso3_of: dict[str, str],
) -> None:
    small, row = size == "S", ROW_PX[size]
    room = wide - GAP_PX - (0 if small else NUMBER_PX)
    most = counts.max()
    places = {donor: i for i, donor in enumerate(counts.index)}
    listed = counts.dropna()
    middle = {d: head + row * (i + 0.5) for d, i in places.items()}
    for group in dict.fromkeys(groups[d] for d in listed.index):
        own = [d for d in listed.index if groups[d] == group]
        sheet.bar(
            orientation="h",
            base=x0,
            name=f"{name}, {group}",
            y=[middle[d] + (10 if small else 0) for d in own],
            x=[float(listed[d]) / most * room for d in own],
            width=5 if small else BAR_PX,
            marker={"color": light(group), "line": {"width": 0}},
            customdata=[f"donor:{iso3_of[d]}" for d in own],
            text=[
                f"{words.escape(d)}, {words.escape(name)}<br><b>{words.number(listed[d], 0)}</b>"
                for d in own
            ],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    for donor in counts.index:
        value = counts[donor]
        missing = pd.isna(value)
        end = x0 + (0 if missing or small else float(value) / most * room + 6)
        sheet.note(
            NOT_LISTED if missing else words.number(value, 0),
            end,
            middle[donor] - (4 if small else 0),
            font=frame.colour("ink3" if missing else "ink"),
        )
