"""A class's guesses: one dot each on a line of EUR bn, stacked, beside what came."""

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light
from widgets.reading.what_if import BLOC_NAMES
from widgets.words import message

DOT_PX, STEP_PX, STRIP_PX, FOOT_PX = 13, 15, 150, 30
COLOURS = {"us": "us", "europe": "eu"}


def draw(
    guesses: pd.DataFrame,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`guesses`: rows x (us, europe, came_us, came_europe), EUR bn, all of one start."""
    width = frame.WIDTH_PX[size]
    height = 2 * STRIP_PX + FOOT_PX
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    numbers = guesses[["us", "europe", "came_us", "came_europe"]]
    top = frame.nice_top(max(float(numbers.max().max()), 1.0))

    def at(value: float) -> float:
        return 10 + value / top * (width - 70)

    for rank, (bloc, name) in enumerate(BLOC_NAMES.items()):
        ground = STRIP_PX * (rank + 1)
        sheet.line(0, ground, width, ground, line={"color": light("rule2")})
        sheet.note(
            f"<b>{name}</b>", 0, ground - STRIP_PX + 14, font=frame.colour(f"{COLOURS[bloc]}_t", 15)
        )
        came = float(guesses[f"came_{bloc}"].iloc[0])
        sheet.line(
            at(came),
            ground - STRIP_PX + 44,
            at(came),
            ground,
            layer="above",
            line={"color": light("ink"), "width": 3},
        )
        sheet.note(
            f"<b>{message('guess-class-came', money=words.eur_bn(came))}</b>",
            at(came),
            ground - STRIP_PX + 34,
            xanchor="right" if at(came) > width * 0.6 else "left",
            font=frame.colour("ink"),
        )
        x, y = _stacked([at(float(value)) for value in guesses[bloc]], ground)
        sheet.scatter(
            x=x,
            y=y,
            mode="markers",
            name=name,
            cliponaxis=False,
            customdata=[float(value) for value in guesses[bloc]],
            text=[
                f"{message('guess-class-one', number=number)}<br><b>{words.eur_bn(value)}</b>"
                for number, value in enumerate(guesses[bloc], 1)
            ],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": DOT_PX,
                "color": light("you"),
                "line": {"width": 1, "color": light("paper")},
            },
        )
    for value in [0.0, *frame.gridlines(top)]:
        text = frame.tick_text(value, "eur-bn", top) if value else "0"
        sheet.note(
            text,
            at(value),
            height - FOOT_PX + 14,
            xanchor="center",
            font=frame.colour("ink3"),
        )
    return sheet


def _stacked(places: list[float], ground: float) -> tuple[list[float], list[float]]:
    """Dots that would overlap stand on each other."""
    placed: list[tuple[float, float]] = []
    for x in places:
        level = 0
        while any(
            abs(x - other) < DOT_PX and y == ground - DOT_PX / 2 - 2 - level * STEP_PX
            for other, y in placed
        ):
            level += 1
        placed.append((x, ground - DOT_PX / 2 - 2 - level * STEP_PX))
    return [x for x, _ in placed], [y for _, y in placed]
