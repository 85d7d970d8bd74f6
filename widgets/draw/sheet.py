"""What all figures share: widths, fonts, axes, the report line, labels that do not collide."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from widgets import words
from widgets.draw.tokens import SANS, TOKENS, light, rgba
from widgets.sums import flows
from widgets.tables import dates
from widgets.words.messages import message

if TYPE_CHECKING:
    import plotly.graph_objects as go  # noqa: TID251 - its type only

WIDTH_PX = {"S": 328, "M": 680, "L": 1120}
TEXT_PX = 13
LEAST_GAP_PX = 18
SHORT_DAYS = 60  # a year of which less is shown has no room for its name

_NARROW = set("iljft.,'|:;!()I ")
_WIDE = set("mwMW%€ɱ")


def text_px(text: str, size: float = TEXT_PX, bold: bool = False) -> float:
    """Estimated width of a text in Source Sans, px: within -3 % and +8 % of the true one."""
    em = sum(
        0.27 if c in _NARROW else 0.80 if c in _WIDE else 0.59 if c.isupper() else 0.50
        for c in (text if text.isascii() else _bare(text))
    )
    return size * em * (1.06 if bold else 1)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A text without its accents, which take no room."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def lines(text: str, room: float, size: float = TEXT_PX, bold: bool = False) -> list[str]:
    """A text in lines that are no wider than a room in px, if its words allow that."""
    if text_px(text, size, bold) <= room:
        return [text]
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or text_px(longer, size, bold) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


class Sheet:
    """A figure in the making: traces, shapes and texts are collected as plain values.

    `height` and `margin` (left, right, top, bottom) in px. `window`: months whose ends can be
    dragged on the x axis; `edges`: where each month begins there, by month, and last, under "",
    where they end (None: not in sight).
    """

    def __init__(
        self,
        size: str,
        height: int,
        *,
        margin: tuple[int, int, int, int] = (0, 0, 0, 0),
        window: tuple[str, str] | None = None,
        edges: Mapping[str, object] | None = None,
    ) -> None:
        self.traces: list[dict] = []
        self.shapes: list[dict] = []
        self.annotations: list[dict] = []
        self.layout = _plain_layout(height, margin) | {
            "meta": {
                "size": size,
                "window": list(window) if window else None,
                "edges": [list(item) for item in edges.items()] if edges else None,
            }
        }

    def axes(self, **axes: dict) -> None:
        """Set axes by plotly's short names: `x`, `y`, `y2`."""
        for name, axis in axes.items():
            self.layout[f"{name[0]}axis{name[1:]}"] = axis

    def scatter(self, **trace: object) -> None:
        """A trace of points or lines, as plotly names its fields."""
        self.traces.append({"type": "scatter", **trace})

    def bar(self, **trace: object) -> None:
        """A trace of bars, as plotly names its fields."""
        self.traces.append({"type": "bar", **trace})

    def shape(self, **shape: object) -> None:
        """A shape, as plotly names its fields."""
        self.shapes.append(shape)

    def annotation(self, **annotation: object) -> None:
        """A text or an arrow, as plotly names its fields."""
        self.annotations.append(annotation)

    def note(self, text: str, x: object, y: object, **more: object) -> None:
        """A text without an arrow, left aligned at (x, y) unless told otherwise."""
        plain = {
            "text": text,
            "x": x,
            "y": y,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "font": colour("ink2"),
        }
        self.annotation(**(plain | more))

    def line(self, x0: object, y0: object, x1: object, y1: object, **more: Any) -> None:
        """A straight line behind the data; 1 px `rule` unless `line` says otherwise."""
        stroke = {"color": light("rule"), "width": 1} | more.pop("line", {})
        places = {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
        self.shape(**({"type": "line", "layer": "below", "line": stroke} | places | more))

    def json(self) -> dict:
        """Traces and layout as plain JSON values; a missing number is None. Not checked by plotly,
        which would take most of a reader's step: tests do it.
        """
        drawn = {"shapes": self.shapes, "annotations": self.annotations}
        made = {"data": self.traces, "layout": self.layout | drawn}
        return orjson.loads(orjson.dumps(made, default=list, option=orjson.OPT_SERIALIZE_NUMPY))

    def figure(self) -> "go.Figure":
        """The plotly Figure, checked by plotly; to be shown or changed in a notebook."""
        import plotly.graph_objects as go  # noqa: TID251 - here it is drawn

        return go.Figure(self.json())

    def _repr_mimebundle_(self, *arguments: Any, **more: Any) -> dict:
        return self.figure()._repr_mimebundle_(*arguments, **more)


def month_edges(months: Iterable[str]) -> dict[str, str]:
    """`edges` of a date axis: the first day of each month, and the day after the last one."""
    days = {month: f"{month}-01" for month in months}
    last = dates.month_last(list(days)[-1]) + timedelta(days=1)
    return days | {"": last.isoformat()}


def _plain_layout(height: int, margin: tuple[int, int, int, int]) -> dict:
    """No template, no toolbar, no frame; hover on paper."""
    left, right, top, bottom = margin
    return {
        "template": "none",
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "font": {"family": SANS, "size": TEXT_PX, "color": light("ink2")},
        "hoverlabel": {
            "bgcolor": light("paper"),
            "bordercolor": light("rule2"),
            "align": "left",
            "font": {"family": SANS, "size": 14, "color": light("ink")},
        },
        "hovermode": "closest",
        "hoverdistance": 12,
        "dragmode": False,
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "bargap": 0.25,
        "barmode": "relative",
    }


def bare_axis(low: float, high: float, **more: object) -> dict:
    """An axis that only places things: no line, grid, ticks or zoom."""
    return {
        "range": [low, high],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "showticklabels": False,
        "ticks": "",
        **more,
    }


def colour(name: str, size: int = TEXT_PX, weight: int = 400) -> dict:
    """A font of a token's colour."""
    return {"color": light(name), "size": size, "weight": weight}


def nice_top(value: float) -> float:
    """The top gridline: the least of 1, 2, 2.5, 4, 5, 8 x 10^n that is not below a value."""
    if not value > 0:
        return 1.0
    power = 10.0 ** len(f"{int(value)}") if value >= 1 else 1.0
    while power > value:
        power /= 10
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= value * 0.999)


def top_line(high: float, room: float = 1.12) -> float:
    """The highest gridline: a round number, at most `room` times the highest value."""
    if not high > 0:
        return 1.0
    tops = (nice_top(high / k) for k in (1, 1.25, 1.5, 2, 2.5, 4))
    return next(top for top in tops if top <= high * room)


def gridlines(top: float, parts: int = 4) -> list[float]:
    """Gridlines from zero (left out) to the top: two, four or five round steps."""
    lead = round(top / 10 ** _exponent(top), 6)
    if parts > 2 and lead in (2.5, 5):
        parts = 5
    return [top * i / parts for i in range(1, parts + 1)]


def _exponent(value: float) -> int:
    return int(f"{value:e}".split("e")[1])


def tick_text(value: float, unit: str, top: float) -> str:
    """The unit stands once, on the top tick: `€100 bn`, then 75, 50, 25."""
    decimals = next((d for d in range(5) if abs(round(value, d) - value) < 1e-9 * top), 5)
    text = words.number(value, decimals)
    if value != top:
        return text
    return words.in_unit(text, unit)


def value_grid(sheet: Sheet, top: float, unit: str, panel: int = 1, parts: int = 4) -> None:
    """Horizontal grid with its numbers inside, above their lines, and the zero line."""
    y = "y" if panel == 1 else f"y{panel}"
    for value in gridlines(top, parts):
        sheet.line(0, value, 1, value, xref="paper", yref=y)
        text = tick_text(value, unit, top)
        sheet.note(
            text,
            0,
            value,
            xref="paper",
            yref=y,
            yanchor="bottom",
            font=colour("ink3"),
        )
    sheet.line(0, 0, 1, 0, xref="paper", yref=y, line={"color": light("ink2")})


def day_of(month: str, part: float) -> str:
    """A day inside a month, `part` of the way through it: where its mark stands."""
    first, last = dates.month_first(month), dates.month_last(month)
    return (first + timedelta(days=round(part * (last - first).days))).isoformat()


def year_ticks(sheet: Sheet, first: date, last: date) -> None:
    """Ticks at 1 January under the plot, each year named in the middle of what is shown; a month
    or two are named themselves.
    """
    if (last - first).days < SHORT_DAYS:
        month, end = (f"{day:%Y-%m}" for day in (first, last))
        _under(sheet, first, last, words.short_span(month, end))
        return
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        if start == date(year, 1, 1):
            sheet.shape(
                type="line",
                x0=start.isoformat(),
                x1=start.isoformat(),
                y0=0,
                y1=-6,
                yref="paper",
                yanchor=0,
                ysizemode="pixel",
                line={"color": light("rule2"), "width": 1},
            )
        if (end - start).days >= SHORT_DAYS:
            _under(sheet, start, end, str(year))


def _under(sheet: Sheet, start: date, end: date, text: str) -> None:
    """The name of a stretch of time, under its middle."""
    sheet.note(
        text,
        (start + (end - start) / 2).isoformat(),
        0,
        yref="paper",
        xanchor="center",
        yanchor="top",
        yshift=-5,
        font=colour("ink3"),
    )


def report_line(sheet: Sheet, size: str, top: float = 1.0, shift: int = 18) -> None:
    """14 October 2024: the same solid ink line and label on every time axis."""
    day = flows.REPORT_DAY.isoformat()
    sheet.shape(
        type="line",
        x0=day,
        x1=day,
        y0=0,
        y1=top,
        yref="paper",
        line={"color": light("ink"), "width": 1.4},
    )
    name = "drawings-report-short" if size == "S" else "drawings-report"
    text = message(name, day=words.day_name(flows.REPORT_DAY))
    sheet.note(
        f"<b>{text}</b>",
        day,
        top,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if size == "S" else "center",
        yshift=shift,
        font=colour("ink"),
    )


def reader_window(sheet: Sheet, first: str, last: str) -> None:
    """The Reading's window: a wash behind the data and a plum line on its top edge."""
    x0, x1 = dates.month_first(first).isoformat(), dates.month_last(last).isoformat()
    sheet.shape(
        type="rect",
        x0=x0,
        x1=x1,
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        fillcolor=light("you_w"),
        line={"width": 0},
    )
    sheet.shape(
        type="line",
        x0=x0,
        x1=x1,
        y0=1,
        y1=1,
        yref="paper",
        line={"color": light("you"), "width": 3},
    )


def spread(places: list[float], least: float = LEAST_GAP_PX) -> list[float]:
    """Places (px) pushed at least `least` apart, order and middle kept."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    blocks: list[list] = []  # each block: members, wanted middle
    for i in order:
        blocks.append([[i], places[i]])
        while len(blocks) > 1:
            (one, middle_one), (two, middle_two) = blocks[-2:]
            if middle_two - middle_one >= least * (len(one) + len(two)) / 2:
                break
            both = one + two
            middle = (middle_one * len(one) + middle_two * len(two)) / len(both)
            blocks[-2:] = [[both, middle]]
    result = list(places)
    for members, middle in blocks:
        for rank, i in enumerate(members):
            result[i] = middle + least * (rank - (len(members) - 1) / 2)
    return result


def paint(name: str) -> str:
    """A token's light value, or that of `token:opacity`."""
    token, _, opacity = name.partition(":")
    return rgba(token, float(opacity)) if opacity else light(token)


def text_token(name: str) -> str:
    """The token of a text about what is painted in a colour: a donor's own, else itself or ink."""
    token = name.partition(":")[0]
    if f"{token}_t" in TOKENS:
        return f"{token}_t"
    return token if token in ("you", "nato") else "ink"


def wash(name: str) -> str:
    """A flow's colour: its donor's at 26 %."""
    return rgba(name, 0.26)
