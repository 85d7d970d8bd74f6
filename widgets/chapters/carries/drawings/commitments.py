"""Commitments beside allocations: what was promised, what of it is allocated, what is left."""

from dataclasses import dataclass

import pandas as pd

from widgets import words
from widgets.chapters.carries.drawings.ranking import BAR_PX, PITCH_PX
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.tables import dates
from widgets.words.messages import message

HEIGHT_PX = {"S": 400, "M": 400, "L": 420}
RIGHT_PX = {"S": 0, "M": 168, "L": 190}
HEAD_PX = 8
TICK_PX = 14
LEAST_EUR_BN = 1e-6  # what a sum of parts leaves by rounding


@dataclass(frozen=True)
class Jump:
    """A month in which the sum still to be allocated rose a lot: who promised, and how much."""

    month: str
    donor: str
    eur_bn: float


def over_time(
    sums: pd.DataFrame,
    jumps: list[Jump],
    *,
    size: str = "L",
) -> frame.Sheet:
    """`sums`: months x (committed, allocated, rest), EUR bn, added up. The band between the two
    lines is what is still to be allocated; where the lines cross, none is.
    """
    sheet = frame.Sheet(
        size,
        HEIGHT_PX[size],
        margin=(0, RIGHT_PX[size], 44, 26 if size != "S" else 90),
        edges=frame.month_edges(sums.index),
    )
    first, last = dates.month_first(sums.index[0]), dates.month_last(sums.index[-1])
    drawn = sums[["committed", "allocated"]]
    least, most = min(float(drawn.min().min()), 0.0), float(drawn.max().max())
    top = frame.top_line(most)
    y_range = (least, max(most, top) * 1.12)
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date") | {"range": [first.isoformat(), last.isoformat()]},
        y=frame.bare_axis(*y_range),
    )
    days = [first.isoformat(), *(dates.month_last(month).isoformat() for month in sums.index)]
    for name, fill, width in (
        ("allocated", rgba("ink", 0.12), 3),
        ("committed", rgba("rule2", 0.26), 1.6),
    ):
        sheet.scatter(
            x=days,
            y=[0.0, *(float(v) for v in sums[name])],
            mode="lines",
            name=name,
            line={"color": light("ink"), "width": width},
            fill="tozeroy" if name == "allocated" else "tonexty",
            fillcolor=fill,
            cliponaxis=False,
            text=[
                "",
                *(
                    f"{message(f'commitments-{name}-to', month=words.month_name(month))}"
                    f"<br><b>{words.eur_bn(v, 2)}</b><br>"
                    f"{_amount('still', words.eur_bn(sums['rest'][month], 2))}"
                    for month, v in sums[name].items()
                ),
            ],
            hoverinfo="text",
        )
    frame.value_grid(sheet, top, "eur-bn", 1, 4)
    frame.year_ticks(sheet, first, last)
    frame.report_line(sheet, size, shift=2)
    _ends(sheet, sums, size, y_range)
    for jump in jumps:
        _jump(sheet, sums, jump, size)
    return sheet


def _bold(value: float) -> str:
    return f"<b>{words.eur_bn(value)}</b>"


def _amount(name: str, amount: str) -> str:
    return message(f"commitments-{name}-amount", amount=amount)


def _ends(sheet: frame.Sheet, sums: pd.DataFrame, size: str, y_range: tuple[float, float]) -> None:
    """The last values at the lines' ends, and between them what is left."""
    end = sums.iloc[-1]
    texts = [
        (end["committed"], _amount("committed", _bold(end["committed"])), "ink"),
        (end["allocated"], _amount("allocated", _bold(end["allocated"])), "ink"),
    ]
    if end["rest"] > 0:
        middle = (end["committed"] + end["allocated"]) / 2
        left = _amount("rest", _bold(end["rest"]))
        texts.insert(1, (middle, left, "ink2"))
    if size == "S":  # under the chart, in the order of the lines
        for rank, (_, text, colour) in enumerate(texts):
            place = {"xref": "paper", "yref": "paper", "yshift": -36 - 18 * rank}
            sheet.note(text, 0, 0, font=frame.colour(colour, 14), **place)
        return
    per_px = (y_range[1] - y_range[0]) / (HEIGHT_PX[size] - 70)
    places = frame.spread([value / per_px for value, _, _ in texts])
    for (value, text, colour), place in zip(texts, places, strict=True):
        shift = {"xref": "paper", "xshift": 10, "yshift": place - value / per_px}
        sheet.note(text, 1, float(value), font=frame.colour(colour, 14), **shift)


def _jump(sheet: frame.Sheet, sums: pd.DataFrame, jump: Jump, size: str) -> None:
    """A ring where the promises jump, and what is promised."""
    day, value = dates.month_last(jump.month).isoformat(), float(sums["committed"][jump.month])
    sheet.scatter(
        x=[day],
        y=[value],
        mode="markers",
        name=f"jump {jump.month}",
        hoverinfo="skip",
        cliponaxis=False,
        marker={"size": 11, "symbol": "circle-open", "color": light("ink"), "line": {"width": 2}},
    )
    part = list(sums.index).index(jump.month) / max(len(sums) - 1, 1)
    late = part > 0.5
    text = f"<b>{words.month_name(jump.month)}</b>: " + message(
        "commitments-jump",
        number=words.how_many(jump.donor),
        donor=jump.donor,
        gap="<br>",
        amount=words.eur_bn(jump.eur_bn),
    )
    if size == "S":
        text = f"<b>{words.month_short(jump.month)}</b><br>+{words.eur_bn(jump.eur_bn)}"
    sheet.annotation(
        x=day,
        y=value,
        text=text,
        ax=-46 if late else 0 if part < 0.2 else -24,
        ay=-4 if late else -46,
        align="right" if late else "left",
        xanchor="left" if part < 0.2 else "right",
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=light("ink"),
        standoff=7,
        bgcolor=rgba("paper", 0.85),
        font=frame.colour("ink"),
    )


def by_donor(
    sums: pd.DataFrame,
    groups: dict[str, str],
    *,
    size: str = "L",
) -> frame.Sheet:
    """`sums`: donors x (committed, allocated, rest), EUR bn, in the order drawn. Filled is what is
    allocated, outlined what is left of the promises.
    """
    top = 30
    height = top + PITCH_PX * len(sums) + HEAD_PX
    sheet = frame.Sheet(
        size,
        height,
    )
    width = frame.WIDTH_PX[size]
    left, right = (112, width - 96) if size == "S" else (130, width - 190)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    less = sums["committed"].where(sums["committed"] < sums["allocated"] - LEAST_EUR_BN)
    head = message("commitments-key-short" if size == "S" else "commitments-key")
    if less.notna().any():
        head = message("commitments-key-tick", key=head)
    sheet.note(head, left if size != "S" else 0, 4, yanchor="top", font=HEAD_FONT)
    most = float(sums[["committed", "allocated"]].max().max())
    scale = (right - left) / most if most > 0 else 0.0
    middles = [top + PITCH_PX * (rank + 0.5) for rank in range(len(sums))]
    allocated, rest = sums["allocated"].clip(lower=0), sums["rest"].clip(lower=0)
    colours = [light(groups[donor]) for donor in sums.index]
    shared = {
        "orientation": "h",
        "y": middles,
        "width": BAR_PX,
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    sheet.bar(
        name="allocated",
        base=left,
        x=[value * scale if value > 0 else 3.0 for value in allocated],  # zero is a cap
        marker={"color": colours, "line": {"width": 0}},
        customdata=sums["allocated"].tolist(),
        text=_said(sums["allocated"], "allocated"),
        **shared,
    )
    sheet.bar(
        name="rest",
        base=[left + value * scale for value in allocated],
        x=[value * scale if value > 0 else None for value in rest],  # nothing left, no outline
        marker={
            "color": [rgba(groups[donor], 0.26) for donor in sums.index],
            "line": {"width": 1, "color": colours},
        },
        customdata=sums["rest"].tolist(),
        text=_said(sums["rest"], "rest"),
        **shared,
    )
    sheet.scatter(
        name="promised",
        x=[left + value * scale if value == value else None for value in less],
        y=middles,
        mode="markers",
        marker={"symbol": "line-ns", "size": TICK_PX, "line": {"color": INK, "width": 1.6}},
        text=_said(less, "committed"),
        hovertemplate="%{text}<extra></extra>",
    )
    for donor, middle in zip(sums.index, middles, strict=True):
        name = {"xanchor": "right", "align": "right", "font": frame.colour("ink")}
        sheet.note(donor, left - 8, middle, **name)
        text = words.brief(sums["allocated"][donor], "eur-bn")
        left_over = words.brief(rest[donor], "eur-bn")
        text += f" <b>+ {left_over}</b>" if rest[donor] > LEAST_EUR_BN else ""
        end = left + (allocated[donor] + rest[donor]) * scale
        sheet.note(text, end + 7, middle, font=frame.colour("ink"))
    sheet.line(left, top - 2, left, height, line={"color": light("ink2")})
    return sheet


def _said(values: pd.Series, what: str) -> list[str]:
    """What the pointer says of each bar."""
    return [
        f"{message(f'commitments-{what}-of', donor=donor)}<br><b>{words.eur_bn(value, 2)}</b>"
        for donor, value in values.items()
    ]


HEAD_FONT = frame.colour("ink3")
INK = light("ink")
