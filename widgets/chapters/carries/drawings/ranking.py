"""Donors as bars, largest first, in one or two measures side by side in one order."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light

BAR_PX, PITCH_PX, HEAD_PX, CAP_PX = 17, 26, 30, 3
RANK_PX = 18
VALUE_PX = 60  # room for a value at the end of its bar


def draw(
    values: pd.DataFrame,
    groups: dict[str, str],
    heads: dict[str, str],
    *,
    iso3_of: dict[str, str],
    ranks: dict[str, int],
    chosen: str = "",
    size: str = "L",
) -> frame.Sheet:
    """`values`: donors x units (one or two columns), in the order drawn; `heads`: unit -> head.

    `groups`: the group of each, "you" for a group of the reader's own, which stands among them.
    `ranks`: of the donors that have one; `chosen`: the donor that stands out. A missing value is
    written "no data" where its bar would stand, zero is a cap. The phone shows the first column.
    """
    units = list(values)[: 1 if size == "S" else 2]
    height = HEAD_PX + PITCH_PX * len(values) + 6
    sheet = frame.Sheet(size, height)
    width = frame.WIDTH_PX[size]
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    left = 128 if size == "S" else 150
    split = width if len(units) == 1 else round(width * 0.68)
    panels = [(left, split - 70 if len(units) > 1 else width - VALUE_PX), (split, width - VALUE_PX)]
    for place, donor in enumerate(values.index):
        name = words.escape(donor)
        if donor in ranks:
            sheet.note(
                str(ranks[donor]),
                RANK_PX,
                _middle(place),
                xanchor="right",
                align="right",
                font=frame.colour("ink3"),
            )
        sheet.note(
            f"<b>{name}</b>" if donor == chosen else str(name),
            left - 8,
            _middle(place),
            xanchor="right",
            align="right",
            font=frame.colour("you" if groups[donor] == "you" else "ink"),
            **_opens(donor, iso3_of),
        )
    for unit, panel in zip(units, panels, strict=False):
        _panel(sheet, values[unit], unit, groups, iso3_of, panel, heads[unit], height)
    return sheet


def _opens(donor: str, iso3_of: dict[str, str]) -> dict:
    """What a click on a name opens; a group of the reader's has no card."""
    if donor not in iso3_of:
        return {}
    return {"name": f"donor:{iso3_of[donor]}", "captureevents": True}


def _middle(place: int) -> float:
    return HEAD_PX + PITCH_PX * (place + 0.5)


def _panel(
    sheet: frame.Sheet,
    values: pd.Series,
    unit: str,
    groups: dict[str, str],
    iso3_of: dict[str, str],
    panel: tuple[float, float],
    head: str,
    height: float,
) -> None:
    x0, x1 = panel
    sheet.note(head, x0, 4, yanchor="top", font=frame.colour("ink3"))
    most, least = (max(values.max(), 0), min(values.min(), 0)) if values.notna().any() else (0, 0)
    room = VALUE_PX if least < 0 else 0  # what was taken back stands left of zero
    scale = (x1 - x0 - room) / (most - least) if most > least else 0.0
    zero = x0 + room - least * scale
    places = {donor: place for place, donor in enumerate(values.index)}
    for group in dict.fromkeys(groups[donor] for donor in values.index):
        donors = [d for d in values.index if groups[d] == group and not pd.isna(values[d])]
        sheet.bar(
            orientation="h",
            base=zero,
            name=group,
            y=[_middle(places[d]) for d in donors],
            x=[float(values[d]) * scale for d in donors],
            width=BAR_PX,
            marker={"color": light(group), "line": {"width": 0}},
            customdata=[f"donor:{iso3_of[d]}" if d in iso3_of else None for d in donors],
            text=[
                f"{words.escape(d)}<br><b>{words.amount(float(values[d]), unit)}</b>"
                for d in donors
            ],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    for donor, place in places.items():
        value = values[donor]
        missing = pd.isna(value)
        end = zero + (0 if missing else float(value) * scale)
        text = words.message("ranking-no-data") if missing else words.brief(float(value), unit)
        beside = {"xanchor": "right"} if not missing and value < 0 else {}
        sheet.note(
            text,
            end - 7 if beside else end + 7,
            _middle(place),
            font=frame.colour("ink3" if missing else "ink"),
            **beside,
        )
        if not missing and value == 0:  # zero is a cap on the base line, missing is nothing
            sheet.shape(
                type="rect",
                x0=zero,
                x1=zero + CAP_PX,
                y0=_middle(place) - BAR_PX / 2,
                y1=_middle(place) + BAR_PX / 2,
                fillcolor=light(groups[donor]),
                line={"width": 0},
            )
    sheet.line(zero, HEAD_PX - 2, zero, height, line={"color": light("ink2")})
