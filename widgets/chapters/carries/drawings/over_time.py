"""Flows over time: added-up lines and monthly columns, two panels on one time axis."""

from dataclasses import dataclass

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.tables import dates
from widgets.words.messages import message

LABEL_MARGIN_PX = {"S": 0, "M": 128, "L": 158}
CROWDED = 3  # more lines than that leave no room for words between them on the phone
HEIGHT_PX = {"S": 560, "M": 600, "L": 620}


@dataclass(frozen=True)
class Crossing:
    """The month from which one line stays above another."""

    month: str
    ahead: str
    behind: str


@dataclass(frozen=True)
class Options:
    """How to draw: names and colours by key, unit, window, words; all plain values."""

    unit: str
    window: tuple[str, str]
    line_names: dict[str, str]
    line_colours: dict[str, str]
    column_names: dict[str, str]
    column_colours: dict[str, str]
    short_names: dict[str, str]  # by key, where there is little room
    lines_title: str
    lines_title_short: str
    columns_title: str
    columns_first: bool = False
    stacked: bool = True  # columns: parts that add up; else lines
    areas: bool = False  # the upper panel: parts on top of each other
    crossing: Crossing | None = None
    rings: tuple[Crossing, ...] = ()
    ended: tuple[str, str, str, str] | None = None  # colour, month, words, words in two lines


def draw(
    lines: pd.DataFrame,
    columns: pd.DataFrame,
    marks: pd.DataFrame,
    options: Options,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`lines`, `columns`: months x keys in `options.unit`. `marks`: `label` and `day` (ISO).

    Lines stand at the month's end, columns in its middle. Missing values are not drawn.
    """
    sheet = frame.Sheet(
        size,
        HEIGHT_PX[size],
        margin=(0, _label_margin(lines, options, size), 46, 24),
        window=options.window,
        edges=frame.month_edges(columns.index),
    )
    first, last = dates.month_first(columns.index[0]), dates.month_last(columns.index[-1])
    high, low = ((0.5, 1.0), (0.0, 0.40)) if options.columns_first else ((0.44, 1.0), (0.0, 0.34))
    line_domain, column_domain = (low, high) if options.columns_first else (high, low)
    line_top, line_range = _scale(lines, options.areas)
    column_top, column_range = _scale(columns, options.stacked)
    x_range = [first.isoformat(), last.isoformat()]
    sheet.axes(
        x=frame.bare_axis(0, 1, type="date", domain=[0, 1]) | {"range": x_range},
        y=frame.bare_axis(*line_range, domain=line_domain),
        y2=frame.bare_axis(*column_range, domain=column_domain),
    )
    frame.reader_window(sheet, *options.window)
    (_areas if options.areas else _lines)(sheet, lines, options, size, line_domain, line_range)
    _columns(sheet, columns, options, size, column_domain)
    frame.year_ticks(sheet, first, last)
    line_parts, column_parts = (2, 4) if options.columns_first else (4, 2)
    frame.value_grid(sheet, line_top, options.unit, 1, line_parts)
    frame.value_grid(sheet, column_top, options.unit, 2, column_parts)
    title = options.lines_title_short if size == "S" else options.lines_title
    _heading(sheet, title, line_domain, size)
    _heading(sheet, options.columns_title, column_domain, size)
    room = frame.WIDTH_PX[size] - _label_margin(lines, options, size)
    _event_marks(sheet, marks, size, x_range, room)
    frame.report_line(sheet, size, shift=20)
    _rings(sheet, lines, options)
    if options.crossing and (size != "S" or len(lines.columns) <= CROWDED):
        _crossing(sheet, lines, options, size)
    return sheet


def _label_margin(lines: pd.DataFrame, options: Options, size: str) -> int:
    """Room for the names at the lines' ends, px: as a rule the same, more for a long name."""
    if size == "S":
        return 0
    value = words.amount(float(lines.max().max()) if lines.size else 0.0, options.unit)
    texts = [
        frame.text_px(options.line_names[key], 14) + frame.text_px(f" {value}", 14, bold=True)
        for key in lines
    ]
    return int(min(max([LABEL_MARGIN_PX[size], *(px + 16 for px in texts)]), 260))


def _heading(sheet: frame.Sheet, text: str, domain: tuple[float, float], size: str) -> None:
    """What a panel shows, in the room above its top gridline; the phone has room for less."""
    sheet.note(
        f"<b>{text}</b>",
        0,
        domain[1],
        xref="paper",
        yref="paper",
        xshift=68 if size != "S" else 60,
        yshift=-14,
        font=frame.colour("ink", 14),
    )


def _scale(values: pd.DataFrame, stacked: bool = False) -> tuple[float, tuple[float, float]]:
    """The highest gridline, a round number near the highest value, and the axis' range."""
    high = float(values.clip(lower=0).sum(axis=1).max() if stacked else values.max().max())
    low = float(values.clip(upper=0).sum(axis=1).min() if stacked else values.min().min())
    high = high if high > 0 else 1.0  # nothing given, or no value at all
    top = frame.top_line(high)
    return top, (low if low < 0 else 0.0, max(high, top) * 1.16)


def _lines(
    sheet: frame.Sheet,
    lines: pd.DataFrame,
    options: Options,
    size: str,
    domain: tuple[float, float],
    y_range: tuple[float, float],
) -> None:
    ends, widths = [], {}
    biggest = lines.max()
    for key in lines:
        values = lines[key]
        if values.notna().sum() == 0:
            continue
        colour = options.line_colours[key]
        widths[key] = 3 if biggest[key] >= 0.25 * biggest.max() else 1.6
        name = options.line_names[key]
        sheet.scatter(
            x=[dates.month_last(m).isoformat() for m in lines.index],
            y=[None if pd.isna(v) else float(v) for v in values],
            mode="lines",
            name=name,
            cliponaxis=False,
            line={"color": frame.paint(colour), "width": widths[key], "shape": "linear"},
            text=[
                f"{name}, to {words.month_name(m)}<br><b>"
                f"{words.amount(v, options.unit, more=1)}</b>"
                for m, v in values.items()
            ],
            hovertemplate="%{text}<extra></extra>",
        )
        value = float(values.dropna().iloc[-1])
        ends.append((key, value, value))
    _end_labels(sheet, ends, options, size, domain, y_range)


def _areas(
    sheet: frame.Sheet,
    lines: pd.DataFrame,
    options: Options,
    size: str,
    domain: tuple[float, float],
    y_range: tuple[float, float],
) -> None:
    """Parts on top of each other, the first at the bottom; named at the middle of their end."""
    ends, below = [], 0.0
    for key in lines:
        values = lines[key]
        if values.notna().sum() == 0:
            continue
        name, colour = options.line_names[key], options.line_colours[key]
        sheet.scatter(
            x=[dates.month_last(m).isoformat() for m in lines.index],
            y=[None if pd.isna(v) else float(v) for v in values],
            mode="lines",
            name=name,
            stackgroup="parts",
            hoveron="points",
            fillcolor=frame.paint(colour),
            line={"color": light("paper"), "width": 1},
            text=[
                f"{name}, to {words.month_name(m)}<br><b>"
                f"{words.amount(v, options.unit, more=1)}</b>"
                for m, v in values.items()
            ],
            hovertemplate="%{text}<extra></extra>",
        )
        value = float(values.dropna().iloc[-1])
        ends.append((key, value, below + value / 2))
        below += value
    _end_labels(sheet, ends, options, size, domain, y_range)


def _end_labels(
    sheet: frame.Sheet,
    ends: list[tuple[str, float, float]],
    options: Options,
    size: str,
    domain: tuple[float, float],
    y_range: tuple[float, float],
) -> None:
    """Names and last values, each at its place on the axis, pushed apart where they collide."""
    height = (HEIGHT_PX[size] - 70) * (domain[1] - domain[0])
    per_px = (y_range[1] - y_range[0]) / height
    wanted = [spot / per_px + (12 if size == "S" else 0) for _, _, spot in ends]
    for (key, value, spot), place in zip(ends, frame.spread(wanted), strict=True):
        name = options.line_names[key]
        if size != "L":
            name = options.short_names.get(key, name)
        text = f"{name} <b>{words.amount(value, options.unit)}</b>"
        side = {"xshift": 12} if size != "S" else {"xanchor": "right", "yanchor": "bottom"}
        if size == "S" and (options.areas or len(ends) > CROWDED):
            side["bgcolor"] = rgba("paper", 0.85)
        sheet.note(
            text,
            1,
            spot,
            xref="paper",
            yref="y",
            yshift=place - spot / per_px,
            font=frame.colour(frame.text_token(options.line_colours[key]), 14),
            **side,
        )


def _columns(
    sheet: frame.Sheet,
    columns: pd.DataFrame,
    options: Options,
    size: str,
    domain: tuple[float, float],
) -> None:
    days = [frame.day_of(m, 0.5) for m in columns.index]
    shades = [options.column_colours[key] for key in columns]
    seam = 0.5 if len(set(shades)) < len(shades) else 0  # parts of one colour are told apart
    for key in columns:
        values, name = columns[key], options.column_names[key]
        colour = frame.paint(options.column_colours[key])
        text = [
            f"{name}, {words.month_name(m)}<br><b>{words.amount(v, options.unit, more=1)}</b>"
            for m, v in values.items()
        ]
        y = [None if pd.isna(v) else float(v) for v in values]
        shared = {
            "x": days,
            "y": y,
            "name": name,
            "yaxis": "y2",
            "text": text,
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
        }
        if options.stacked:
            sheet.bar(
                **shared,
                width=22 * 86_400_000,
                textposition="none",
                marker={"color": colour, "line": {"color": light("paper"), "width": seam}},
            )
        else:
            sheet.scatter(**shared, mode="lines", line={"color": colour, "width": 1.6})
    _key(sheet, columns, options, size, domain)
    if options.ended and options.stacked:
        colour, month, *texts = options.ended
        text = texts[size == "S"]
        place = (
            {"x": 1, "xref": "paper", "xanchor": "right"}
            if size == "S"
            else {"x": dates.month_last(month).isoformat(), "xshift": 6}
        )
        sheet.note(
            text,
            y=domain[1],
            yref="paper",
            yshift=-40 if size == "S" else -44,
            font=frame.colour(f"{colour}_t"),
            bgcolor=rgba("paper", 0.85),
            **place,
        )


def _key(
    sheet: frame.Sheet,
    columns: pd.DataFrame,
    options: Options,
    size: str,
    domain: tuple[float, float],
) -> None:
    """What the columns are made of, in stacking order; on the phone the lines' colours say it."""
    if size == "S":
        return
    step = 18 / (HEIGHT_PX[size] - 70)
    for rank, key in enumerate(reversed(columns.columns)):
        name = options.column_names[key]
        sheet.note(
            f'<span style="color:{frame.paint(options.column_colours[key])}">■</span> {name}',
            1,
            domain[1] - 0.05 - rank * step,
            xref="paper",
            yref="paper",
            xshift=10,
        )


def _event_marks(
    sheet: frame.Sheet, marks: pd.DataFrame, size: str, x_range: list[str], width: float
) -> None:
    """At most five events as dotted lines behind the data, named above the plot, `width` px."""
    start, end = (pd.Timestamp(day) for day in x_range)
    taken: list[tuple[float, float]] = []
    for label, day in marks[["label", "day"]].itertuples(index=False):
        place = (pd.Timestamp(day) - start) / (end - start) * width
        half = frame.text_px(label) / 2 + 4
        if len(taken) == {"L": 5, "M": 3, "S": 1}[size]:
            break
        middle = min(max(place, half), width - half)
        if any(middle - half < right and middle + half > left for left, right in taken):
            continue
        taken.append((middle - half, middle + half))
        sheet.shape(
            type="line",
            x0=day,
            x1=day,
            y0=0,
            y1=1,
            yref="paper",
            layer="below",
            line={"color": light("rule2"), "width": 1, "dash": "dot"},
        )
        sheet.note(
            str(words.escape(label)),  # a teacher's own
            day,
            1,
            yref="paper",
            xanchor="center",
            yanchor="bottom",
            yshift=3,
            xshift=middle - place,
        )


def _rings(sheet: frame.Sheet, lines: pd.DataFrame, options: Options) -> None:
    """A small ring wherever one line passes another; which, is said under the pointer."""
    if not options.rings:
        return
    sheet.scatter(
        x=[dates.month_last(ring.month).isoformat() for ring in options.rings],
        y=[float(lines.loc[ring.month, ring.ahead]) for ring in options.rings],
        mode="markers",
        name="crossings",
        cliponaxis=False,
        marker={"size": 7, "symbol": "circle-open", "color": light("ink2"), "line": {"width": 1}},
        text=[
            f"{words.month_name(ring.month)}<br><b>{_passes(options, ring)}</b>"
            for ring in options.rings
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _passes(options: Options, ring: Crossing) -> str:
    ahead, behind = (options.line_names[key] for key in (ring.ahead, ring.behind))
    return message("over-time-passes", ahead=ahead, behind=words.the(behind))


def _crossing(sheet: frame.Sheet, lines: pd.DataFrame, options: Options, size: str) -> None:
    """The ring where one line passes another to stay ahead, and a leader to its name."""
    crossing = options.crossing
    value = float(lines.loc[crossing.month, crossing.ahead])
    day = dates.month_last(crossing.month).isoformat()
    sheet.scatter(
        x=[day],
        y=[value],
        mode="markers",
        name="crossing",
        hoverinfo="skip",
        cliponaxis=False,
        marker={"size": 11, "symbol": "circle-open", "color": light("ink"), "line": {"width": 2}},
    )
    ahead, behind = (options.line_names[k] for k in (crossing.ahead, crossing.behind))
    passes = message("over-time-stays-ahead", ahead=ahead, behind=words.the(behind), gap="<br>")
    text = f"<b>{words.month_name(crossing.month)}</b>: {passes}"
    # Added-up lines rise, so what lies above and left of a crossing is free; a tall panel
    # has room below it too, and there the label is nearer to the lines' ends.
    above = options.columns_first
    place = lines.index.get_loc(crossing.month) / len(lines)
    early, late = place < 0.35, place > 0.75
    sheet.annotation(
        x=day,
        y=value,
        text=text,
        ax=-14 if above or size == "S" else -24 if late else 24,
        ay=(-34 if size == "S" else -52) if above else 88,  # on the phone under the heading
        align="left",
        xanchor="left"
        if early
        else "right"
        if above or late
        else "center"
        if size == "S"
        else "left",
        bgcolor=rgba("paper", 0.85),
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=light("ink"),
        standoff=7,
        font=frame.colour("ink"),
    )
