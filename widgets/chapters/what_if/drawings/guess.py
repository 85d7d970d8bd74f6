"""Half-years of two blocs: what was known, the reader's guess to be dragged, and what came."""

from dataclasses import dataclass

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.reading.what_if import BLOC_NAMES
from widgets.tables import dates
from widgets.words import message

PANEL_PX = {"S": 250, "M": 290, "L": 310}
GAP_PX, HEAD_PX, FOOT_PX = 40, 44, 46
LABEL_PX = 20
THUMB_PX = 28  # the handle's size, also in page.css
COLOURS = {"us": "us", "europe": "eu"}
REPORT_MONTH = dates.REPORT_DAY.isoformat()[:7]


@dataclass(frozen=True)
class Handle:
    """A slider over the drawing: the field that it sets, its name, value and highest value."""

    field: str
    name: str
    value: float
    most: float
    step: float


def draw(
    known: pd.DataFrame,
    guess: pd.DataFrame,
    came: pd.DataFrame,
    halves: list[tuple[str, str]],
    handles: dict[tuple[str, str], Handle],
    *,
    most: float,
    size: str = "L",
) -> frame.Sheet:
    """`known`, `guess`, `came`: half-years (by first month) x (us, europe), EUR bn a year.

    `halves`: first and last month of all of them, in order; `most`: the top of both panels;
    `handles`: by half-year and bloc. `came` is empty until it is to be shown.
    """
    width = frame.WIDTH_PX[size]
    stacked = size == "S"
    one = HEAD_PX + PANEL_PX[size] + FOOT_PX
    height = one * (2 if stacked else 1)
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    placed = []
    for rank, bloc in enumerate(BLOC_NAMES):
        wide = width if stacked else (width - GAP_PX) / 2
        left = 0 if stacked else rank * (wide + GAP_PX)
        top = HEAD_PX + (rank * one if stacked else 0)
        panel = _Panel(sheet, left, left + wide, top, top + PANEL_PX[size], most, halves)
        panel.ground(bloc, first=rank == 0)
        panel.past(known[bloc], bloc)
        panel.guess(guess[bloc], known[bloc], bloc)
        if bloc in came and len(came):
            panel.came(came[bloc], guess[bloc], bloc)
        for month in guess.index if handles else ():
            placed.append(panel.handle(handles[month, bloc], month, width))
    sheet.layout["meta"]["handles"] = placed
    return sheet


@dataclass
class _Panel:
    """One bloc's places, px: a column a half-year, `most` EUR bn a year at the top."""

    sheet: frame.Sheet
    left: float
    right: float
    top: float
    bottom: float
    most: float
    halves: list[tuple[str, str]]

    @property
    def column(self) -> float:
        return (self.right - self.left) / len(self.halves)

    def x(self, month: str, part: float = 0.5) -> float:
        rank = [first for first, _ in self.halves].index(month)
        return self.left + self.column * (rank + part)

    def y(self, level: float) -> float:
        return self.bottom - (self.bottom - self.top) * level / self.most

    def ground(self, bloc: str, first: bool) -> None:
        """Grid, half-years, the bloc's name, and the reader's half-years washed."""
        sheet, ahead = self.sheet, self.halves[-3][0]
        begin = self.x(ahead, 0)
        sheet.shape(
            type="rect",
            x0=begin,
            x1=self.right,
            y0=self.top,
            y1=self.bottom,
            layer="below",
            fillcolor=light("you_w"),
            line={"width": 0},
        )
        plum = {"color": light("you"), "width": 3}
        sheet.line(begin, self.top, self.right, self.top, layer="above", line=plum)
        for level in frame.gridlines(self.most):
            sheet.line(self.left, self.y(level), self.right, self.y(level))
        sheet.note(  # the steps carry their own values
            frame.tick_text(self.most, "eur-bn", self.most),
            self.left,
            self.top,
            yanchor="bottom",
            font=frame.colour("ink3"),
        )
        sheet.line(self.left, self.bottom, self.right, self.bottom, line={"color": light("ink2")})
        sheet.note(
            f"<b>{BLOC_NAMES[bloc]}</b>",
            self.left,
            self.top - 28,
            font=frame.colour(f"{COLOURS[bloc]}_t", 15),
        )
        for rank, (month, _) in enumerate(self.halves):
            edge = self.x(month, 0)
            sheet.line(edge, self.bottom, edge, self.bottom + 6, line={"color": light("rule2")})
            if rank % 2 == (len(self.halves) - 3) % 2:
                sheet.note(
                    "<br>".join(words.month_short(month).split()),
                    edge,
                    self.bottom + 8,
                    xanchor="left" if rank == 0 else "center",
                    yanchor="top",
                    align="left" if rank == 0 else "center",
                    font=frame.colour("ink3"),
                )
        self._report(ahead)

    def _report(self, ahead: str) -> None:
        """The report's line where its day lies in the first half-year ahead, else the cut-off's."""
        sheet, first = self.sheet, dates.month_first(ahead)
        is_report = ahead == REPORT_MONTH
        days = (dates.REPORT_DAY - first).days if is_report else 0
        x = self.x(ahead, days / 182)
        ink = {"color": light("ink"), "width": 1.4}
        sheet.line(x, self.top - 12, x, self.bottom, line=ink, layer="above")
        before = dates.month_of(dates.month_number(ahead) - 1)
        text = message("guess-end-of-month", month=words.month_short(before))
        if is_report:
            text = message("guess-the-report")
        sheet.note(f"<b>{text}</b>", x, self.top - 20, xanchor="center", font=frame.colour("ink"))

    def _steps(self, levels: pd.Series, bloc: str, name: str, gap: float = 0.0) -> None:
        sheet = self.sheet
        x, y, text = [], [], []
        for month, level in levels.items():
            said = self._hover("guess-hover-seen", bloc, month, level)
            x += [self.x(month, gap), self.x(month, 1 - gap)]
            y += [self.y(level)] * 2
            text += [said] * 2
        sheet.scatter(
            x=x,
            y=y,
            mode="lines",
            name=f"{name}, {BLOC_NAMES[bloc]}",
            cliponaxis=False,
            line={"color": light("ink"), "width": 3},
            customdata=[float(level) for level in levels for _ in range(2)],
            text=text,
            hovertemplate="%{text}<extra></extra>",
        )

    def _hover(self, name: str, bloc: str, month: str, level: float) -> str:
        span = words.span(month, dict(self.halves)[month])
        money = message("guess-money-a-year", money=words.eur_bn(level))
        return f"{message(name, bloc=BLOC_NAMES[bloc], span=span)}<br><b>{money}</b>"

    def past(self, levels: pd.Series, bloc: str) -> None:
        """What was known, in ink, over a wash of the bloc's colour."""
        for month, level in levels.items():
            self.sheet.shape(
                type="rect",
                x0=self.x(month, 0),
                x1=self.x(month, 1),
                y0=self.y(level),
                y1=self.bottom,
                layer="below",
                fillcolor=rgba(COLOURS[bloc], 0.12),
                line={"width": 0},
            )
        self._steps(levels, bloc, "known")
        for month, level in levels.items():
            self._value(month, level, "ink2")

    def came(self, levels: pd.Series, guess: pd.Series, bloc: str) -> None:
        """What happened, in ink; its value under the line where the guess has its own above it."""
        self._steps(levels, bloc, "what happened")
        for month, level in levels.items():
            under_guess_px = self.y(level) - self.y(guess[month])
            meets = -LABEL_PX * 0.7 <= under_guess_px < LABEL_PX / 2  # the guess's value, above it
            room = self.bottom - self.y(level) > LABEL_PX
            self._value(month, level, "ink", part=0.84, below=meets and room)

    def _value(
        self, month: str, level: float, colour: str, part: float = 0.5, below: bool = False
    ) -> None:
        self.sheet.note(
            words.number(level, 0) if colour == "ink2" else f"<b>{words.number(level, 0)}</b>",
            self.x(month, part),
            self.y(level),
            xanchor="center",
            yanchor="top" if below else "bottom",
            yshift=-4 if below else 4,
            font=frame.colour(colour),
            bgcolor=rgba("paper", 0 if colour == "ink2" else 0.75),
        )

    def guess(self, levels: pd.Series, known: pd.Series, bloc: str) -> None:
        """Plum, dashed, a diamond each; from where the known ends."""
        sheet, last = self.sheet, known.index[-1]
        x = [self.x(last, 1), *(self.x(month) for month in levels.index)]
        y = [self.y(known.iloc[-1]), *(self.y(level) for level in levels)]
        said = [self._hover("guess-hover-guess", bloc, month, v) for month, v in levels.items()]
        sheet.scatter(
            x=x,
            y=y,
            mode="lines+markers",
            name=f"your guess, {BLOC_NAMES[bloc]}",
            cliponaxis=False,
            line={"color": light("you"), "width": 2, "dash": "dash"},
            marker={
                "symbol": "diamond",
                "size": [0, *([14] * len(levels))],
                "color": light("you"),
                "opacity": 1,
            },
            customdata=[float(known.iloc[-1]), *map(float, levels)],
            text=["", *said],
            hovertemplate="%{text}<extra></extra>",
        )
        for month, level in levels.items():
            sheet.note(
                f"<b>{words.number(level, 1).removesuffix('.0')}</b>",
                self.x(month),
                self.y(level),
                xanchor="center",
                yanchor="bottom",
                yshift=10,
                font=frame.colour("you", 15),
                bgcolor=rgba("you_w", 0.85),
            )

    def handle(self, handle: Handle, month: str, width: float) -> dict:
        """A slider's place as CSS: at its highest value, and the way down from there."""
        return {
            "field": handle.field,
            "name": handle.name,
            "max": handle.most,
            "step": handle.step,
            "place": {
                "left": f"calc({self.x(month) / width * 100:.4f}% - {THUMB_PX / 2:.0f}px)",
                "top": f"{self.top - THUMB_PX / 2:.0f}px",
                "--way": f"{self.bottom - self.top:.0f}px",
            },
        }
