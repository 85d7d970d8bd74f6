"""A plotly figure made by hand, as a View: in the frame, with the table, of every other chart."""

import copy
import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from widgets.board.view import Caption, View
from widgets.draw.tokens import SANS, light
from widgets.reading.reading import Refused
from widgets.words import message

if TYPE_CHECKING:
    import plotly.graph_objects as go  # noqa: TID251 - its type only

HEIGHT_PX = 360
NAME = "handmade"
PLOTLYS_FIRST = "#636efa"


class _Drawn:
    """The figure's own JSON; its title is the caption's."""

    def __init__(self, figure: Any, size: str) -> None:
        self.made = copy.deepcopy(figure)
        self.made.update_layout(
            title=None,
            template="none",
            meta={"size": size, "window": None, "edges": None},
            height=self.made.layout.height or HEIGHT_PX,
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            font={"family": SANS, "size": 13, "color": light("ink2")},
            dragmode=False,
            margin={"l": 8, "r": 8, "t": 8, "b": 8},
        )
        axis = {"gridcolor": light("rule"), "zerolinecolor": light("ink2"), "automargin": True}
        self.made.update_xaxes(showgrid=any(lying(figure)), title_font_size=13, **axis)
        self.made.update_yaxes(showgrid=not any(lying(figure)), title_font_size=13, **axis)
        for trace in self.made.data:  # colour says who: what has no colour of its own is grey
            for part in (getattr(trace, name, None) for name in ("marker", "line")):
                if part is not None and part.color == PLOTLYS_FIRST:
                    part.color = light("rule2")

    def figure(self) -> "go.Figure":
        return self.made

    def json(self) -> dict:
        return json.loads(self.made.to_json(engine="json"))


def view(figure: Any, source: str) -> View:
    """The View of a figure. Raises Refused if it is none, or has no title."""
    if not hasattr(figure, "to_plotly_json") or not hasattr(figure, "data"):
        raise Refused(message("lessons-no-chart", type=type(figure).__name__))
    title = (figure.layout.title.text or "").strip()
    if not title:
        raise Refused(message("lessons-chart-untitled"))
    caption = Caption(title, source=source)
    return View(NAME, caption, lambda size="L": _Drawn(figure, size), _table(figure))  # pyright: ignore[reportArgumentType] - has all that a View asks of a Sheet


def lying(figure: Any) -> list[bool]:
    """Whether each trace is bars that lie: their lengths are read on the x axis."""
    return [trace.type == "bar" and trace.orientation == "h" for trace in figure.data]


def _table(figure: Any) -> pd.DataFrame:
    """The numbers that the traces hold: one row a point."""
    axes = figure.layout.xaxis.title.text or "x", figure.layout.yaxis.title.text or "y"
    first, second = axes[::-1] if any(lying(figure)) else axes
    if first == second:
        second = message("lessons-second-column", axis=second)
    rows = [
        (trace.name or "", *(point[::-1] if flat else point))
        for trace, flat in zip(figure.data, lying(figure), strict=True)
        if trace.x is not None and trace.y is not None
        for point in zip(trace.x, trace.y, strict=False)
    ]
    series = message("lessons-series")
    table = pd.DataFrame(rows, columns=[series, first, second])
    return table if table[series].any() else table.drop(columns=series)
