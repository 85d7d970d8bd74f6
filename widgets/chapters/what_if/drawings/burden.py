"""What each donor would give under a rule, beside what it gave, as % of its economy."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light
from widgets.words import message

BAR_PX, HEAD_PX, ZERO_CAP_PX = 13, 44, 3
PITCH_PX = {"S": 46, "M": 26, "L": 26}
SECOND_LINE_PX = 19
LEFT_PX, NEED_PX = {"S": 112, "M": 130, "L": 150}, {"S": 62, "M": 210, "L": 250}
STEP_PX = {"M": 66, "L": 84}


def draw(
    rows: pd.DataFrame,
    groups: dict[str, str],
    year: str,
    *,
    need_words: str,
    gave_words: str,
    size: str = "L",
) -> frame.Sheet:
    """`rows`: donors x (need_pct_gdp, gave_pct_gdp, defence_pct_gdp), in the order drawn, % of GDP.

    Bars are what was given; a plum diamond on a dashed line what the scenario asks. What was
    given, in `year`, and defence spending are numbers too, on the phone in a second line.
    """
    width = frame.WIDTH_PX[size]
    pitch = PITCH_PX[size]
    height = HEAD_PX + pitch * len(rows) + 8
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    left, right = LEFT_PX[size], width - NEED_PX[size]
    most = float(rows[["need_pct_gdp", "gave_pct_gdp"]].max().max())
    scale = (right - left) / most if most > 0 else 0.0
    first = HEAD_PX + (14 if size == "S" else pitch / 2)
    places = {donor: first + pitch * rank for rank, donor in enumerate(rows.index)}
    _heads(sheet, left, right, year, need_words, gave_words, size)
    for group in dict.fromkeys(groups[donor] for donor in rows.index):
        donors = [donor for donor in rows.index if groups[donor] == group]
        gave = rows.loc[donors, "gave_pct_gdp"]
        sheet.bar(
            orientation="h",
            base=left,
            name=group,
            y=[places[donor] for donor in donors],
            x=[float(value) * scale if value > 0 else ZERO_CAP_PX for value in gave],
            width=BAR_PX,
            marker={"color": light(group), "line": {"width": 0}},
            customdata=[float(value) for value in gave],
            text=[f"{d}, {gave_words}<br><b>{words.pct(v, 2)}</b>" for d, v in gave.items()],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    need = rows["need_pct_gdp"]
    for donor, value in need.items():
        y, end = places[donor], left + float(value) * scale
        sheet.line(left, y, end, y, layer="above", line={"color": light("you"), "dash": "dot"})
        sheet.note(donor, left - 8, y, xanchor="right", align="right", font=frame.colour("ink"))
        sheet.note(f"<b>{words.number(value, 2)}</b>", right + 12, y, font=frame.colour("you"))
        if size == "S":
            row = rows.loc[donor]
            text = message(
                "burden-gave-and-defence",
                gave_words=gave_words,
                gave=_said(row["gave_pct_gdp"]),
                defence=_said(row["defence_pct_gdp"]),
            )
            sheet.note(text, left + 4, y + SECOND_LINE_PX, font=frame.colour("ink3", 12))
        else:
            _numbers(sheet, rows.loc[donor], right, y, size)
    sheet.scatter(
        x=[left + float(value) * scale for value in need],
        y=[places[donor] for donor in need.index],
        mode="markers",
        name="scenario",
        cliponaxis=False,
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": light("you"),
            "line": {"width": 1, "color": light("paper")},
        },
        customdata=[float(value) for value in need],
        text=[f"{d}, {need_words}<br><b>{words.pct(v, 2)}</b>" for d, v in need.items()],
        hovertemplate="%{text}<extra></extra>",
    )
    sheet.line(left, HEAD_PX - 2, left, height, line={"color": light("ink2")})
    return sheet


def _said(value: float) -> str:
    return message("burden-no-data") if pd.isna(value) else words.number(value, 2)


def _numbers(sheet: frame.Sheet, row: pd.Series, right: float, y: float, size: str) -> None:
    for rank, name in enumerate(("gave_pct_gdp", "defence_pct_gdp"), 1):
        ink = frame.colour("ink3" if pd.isna(row[name]) else "ink")
        sheet.note(_said(row[name]), right + 12 + rank * STEP_PX[size], y, font=ink)


def _heads(
    sheet: frame.Sheet,
    left: float,
    right: float,
    year: str,
    need_words: str,
    gave_words: str,
    size: str,
) -> None:
    plum = f'<span style="color:{light("you")}">◆ {need_words}</span>'
    begin = 0 if size == "S" else left
    sheet.note(f"■ {gave_words}   {plum}", begin, 4, yanchor="top", font=frame.colour("ink2"))
    if size == "S":
        return
    for rank, text in enumerate([message("burden-needed"), year, message("burden-defence")]):
        sheet.note(
            text,
            right + 12 + rank * STEP_PX[size],
            HEAD_PX - 2,
            yanchor="bottom",
            font=frame.colour("you" if rank == 0 else "ink3"),
        )
