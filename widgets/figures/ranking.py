"""Donors as bars, largest first, in one or two measures side by side in one order."""

import pandas as pd

from widgets import words
from widgets.figures import frame
from widgets.tokens import light

BAR_PX, PITCH_PX, HEAD_PX = 17, 26, 30


def draw(
    values: pd.DataFrame,
    groups: dict[str, str],
    heads: dict[str, str],
    *,
    title: str,
    subtitle: str,
    source: str,
    alt: str,
    size: str = "L",
) -> frame.Sheet:
    """`values`: donors x units (one or two columns), in the order drawn; `heads`: unit -> head.

    A missing value is written "no data" where its bar would stand. The phone shows the
    first column only.
    """
    units = list(values)[: 1 if size == "S" else 2]
    height = HEAD_PX + PITCH_PX * len(values) + 6
    sheet = frame.Sheet(size, height, title=title, subtitle=subtitle, source=source, alt=alt)
    width = frame.WIDTH_PX[size]
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    left = 112 if size == "S" else 130
    split = width if len(units) == 1 else round(width * 0.68)
    panels = [(left, split - 70 if len(units) > 1 else width - 60), (split, width - 60)]
    for rank, donor in enumerate(values.index):
        sheet.note(
            donor,
            left - 8,
            _middle(rank),
            xanchor="right",
            align="right",
            font=frame.colour("ink"),
        )
    for unit, panel in zip(units, panels, strict=False):
        _panel(sheet, values[unit], unit, groups, panel, heads[unit], height)
    return sheet


def _middle(rank: int) -> float:
    return HEAD_PX + PITCH_PX * (rank + 0.5)


def _panel(
    sheet: frame.Sheet,
    values: pd.Series,
    unit: str,
    groups: dict[str, str],
    panel: tuple[float, float],
    head: str,
    height: float,
) -> None:
    x0, x1 = panel
    most = values.max()
    sheet.note(head, x0, 4, yanchor="top", font=frame.colour("ink3"))
    scale = (x1 - x0) / most if most == most and most > 0 else 0.0
    ranks = {donor: rank for rank, donor in enumerate(values.index)}
    for group in dict.fromkeys(groups[donor] for donor in values.index):
        donors = [d for d in values.index if groups[d] == group and not pd.isna(values[d])]
        sheet.bar(
            orientation="h",
            base=x0,
            name=group,
            y=[_middle(ranks[d]) for d in donors],
            x=[max(float(values[d]) * scale, 0) for d in donors],
            width=BAR_PX,
            marker={"color": light(group), "line": {"width": 0}},
            customdata=[float(values[d]) for d in donors],
            text=[f"{d}<br><b>{words.amount(values[d], unit, more=1)}</b>" for d in donors],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    for donor, rank in ranks.items():
        value = values[donor]
        missing = pd.isna(value)
        end = x0 + (0 if missing else max(float(value) * scale, 0))
        text = "no data" if missing else words.number(value, words.DECIMALS[unit])
        sheet.note(text, end + 7, _middle(rank), font=frame.colour("ink3" if missing else "ink"))
        if not missing and value == 0:  # zero is a cap on the base line, missing is nothing
            sheet.shape(
                type="rect",
                x0=x0,
                x1=x0 + 3,
                y0=_middle(rank) - BAR_PX / 2,
                y1=_middle(rank) + BAR_PX / 2,
                fillcolor=light(groups[donor]),
                line={"width": 0},
            )
    sheet.line(x0, HEAD_PX - 2, x0, height, line={"color": light("ink2")})
