"""Reported figures: a dot at the day on which each was said. No line joins them, since what they
count, and who counted, differs.
"""

from collections.abc import Callable, Sequence
from datetime import date

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light

FROM = date(2022, 1, 1)
ROW_PX, HEAD_PX, GAP_PX, FOOT_PX = 21, 24, 12, 26


def draw(
    groups: list[tuple[str, Sequence[tuple]]],
    day: date,
    last: date,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`groups`: a subject and its points (first day, last day, bold text, plain text, hover,
    confirmed?) in order of date. Those after `day` are pale.
    """
    width, phone = frame.WIDTH_PX[size], size == "S"
    pitch = ROW_PX * (2 if phone else 1)
    height = sum(HEAD_PX + pitch * len(points) + GAP_PX for _, points in groups) + FOOT_PX + 18
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    axis = width - 4 if phone else width * (0.56 if size == "L" else 0.46)

    def at(when: date) -> float:
        return round(6 + (axis - 12) * (when - FROM).days / (last - FROM).days, 1)

    _years(sheet, at, last, height - FOOT_PX)
    y, dots = 18.0, []
    for subject, points in groups:
        sheet.note(
            f"<b>{words.escape(subject)}</b>",
            0,
            y + 8,
            bgcolor=light("paper"),  # the line of the reader's date passes behind
            font=frame.colour("ink"),
        )
        y += HEAD_PX
        for point in points:
            _point(sheet, point, at, (y + pitch / 2, axis, width), day)
            dots.append((point, at(point[0]), y + pitch / 2 - (5 if phone else 0)))
            y += pitch
        y += GAP_PX
    _dots(sheet, dots, day)
    x = at(day)
    sheet.line(
        x,
        14,
        x,
        height - FOOT_PX,
        layer="above",
        line={"color": light("you"), "dash": "dash", "width": 2},
    )
    name = words.message("sites-your-date")
    half = frame.text_px(name, bold=True) / 2
    sheet.note(
        f"<b>{name}</b>",
        min(max(x, half), axis - half),
        7,
        xanchor="center",
        font=frame.colour("you"),
    )
    return sheet


def _years(sheet: frame.Sheet, at: Callable[[date], float], last: date, bottom: float) -> None:
    for year in range(FROM.year, last.year + 1):
        start, end = date(year, 1, 1), min(date(year + 1, 1, 1), last)
        sheet.line(at(start), 18, at(start), bottom)
        if (end - start).days > 60:
            middle = (at(start) + at(end)) / 2
            sheet.note(str(year), middle, bottom + 14, xanchor="center", font=frame.colour("ink3"))


def _point(
    sheet: frame.Sheet, point: tuple, at: Callable[[date], float], place: tuple, day: date
) -> None:
    first, last, bold, plain, _, _ = point
    y, axis, width = place
    phone = axis > width - 10
    known = last <= day
    font = frame.colour("ink" if known else "ink3")
    room = width if phone else width - axis - 16
    if frame.text_px(bold, bold=True) + frame.text_px(f" {plain}") > room:
        plain = plain.partition(" · ")[0]  # who said it is in the table too
    text = f"<b>{words.escape(bold)}</b> {words.escape(plain)}"
    if phone:
        sheet.note(text, 0, y + 11, bgcolor=light("paper"), font=font)
        y -= 5
    else:
        sheet.line(0, y, axis, y)
        sheet.note(text, axis + 14, y, font=font)
    if last > first:  # only the month known
        sheet.shape(
            type="rect",
            x0=at(first),
            x1=max(at(last), at(first) + 5),
            y0=y - 3.5,
            y1=y + 3.5,
            fillcolor=light("bar" if known else "paper"),
            line={"color": light("ink2"), "width": 1},
        )


def _dots(sheet: frame.Sheet, dots: list[tuple], day: date) -> None:
    for name, known in (("said by your date", True), ("said later", False)):
        chosen = [d for d in dots if (d[0][1] <= day) is known]
        exact = [d[0][0] == d[0][1] for d in chosen]
        sheet.scatter(
            x=[x for _, x, _ in chosen],
            y=[y for _, _, y in chosen],
            mode="markers",
            name=name,
            cliponaxis=False,
            text=[point[4] for point, _, _ in chosen],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": [9 if e else 1 for e in exact],
                "color": [
                    light("ink2" if known and point[5] else "paper") for point, _, _ in chosen
                ],
                "line": {"width": 1.5, "color": light("ink2" if known else "rule2")},
            },
        )
