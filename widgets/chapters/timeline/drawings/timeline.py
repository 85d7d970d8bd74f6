"""Events and eras in lanes on one time axis; dates drawn with the extent they have.

Wide: time runs to the right and the early years stand in a compressed panel. Phone: time
runs down, lanes are thin columns, labels stand in one column beside them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.reading import zoom
from widgets.tables import dates
from widgets.tables.dates import REPORT_DAY
from widgets.tables.package import OWN_LANE, Row

MAIN_FROM = dates.month_first(zoom.MAIN_FROM)
ROW_PX, ERA_PX, TICKS_PX, HEAD_PX, FOOT_PX = 19, 24, 26, 26, 24
MOST_ROWS, MOST_ROWS_NEAR = 6, 9
NEAR_MONTHS = 24  # a zoom of so many months has room for the names of all its events
PHONE_ROW_PX, PHONE_HEAD_PX = 20, 78
PHONE_LABELS = 60


@dataclass(frozen=True)
class Place:
    """Where an event stands across the time axis, px: its extent, or both ends if it lasts."""

    start: float
    end: float
    lasts: bool
    exact: bool
    open_end: bool
    early: bool

    @property
    def is_disc(self) -> bool:
        """True if it is drawn as a disc: a day, known."""
        return self.exact and not self.lasts


@dataclass(frozen=True)
class Options:
    """`lanes` and `era_lanes`: key -> printed name in order; `window`: its months; `months`: the
    release's; `last`: the last day; `zoom`: first and last month if not everything is shown.
    """

    lanes: dict[str, str]
    era_lanes: dict[str, str]
    window: tuple[str, str]
    last: date
    months: tuple[str, ...]
    zoom: tuple[str, str] | None = None

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that are drawn to scale."""
        if self.zoom is None:
            return MAIN_FROM, self.last
        return dates.month_first(self.zoom[0]), dates.month_last(self.zoom[1])

    @property
    def is_near(self) -> bool:
        """Whether there is room for the names of minor events too."""
        first, last = self.span
        return (last - first).days < 31 * NEAR_MONTHS

    def shows(self, day: date) -> bool:
        """True if a day lies in what is shown."""
        return self.span[0] <= day <= self.span[1]


def draw(events: pd.DataFrame, options: Options, *, size: str = "L") -> frame.Sheet:
    """`events`: event, era, lane, label, leader, importance, confidence, hover, and the days
    start_first, start_last, end_first, end_last (missing for an instant; open: no end_last).
    """
    build = _phone if size == "S" else _wide
    return build(events, options, size)


_day = lru_cache(maxsize=2048)(date.fromisoformat)


def _days(events: pd.DataFrame) -> list[tuple]:
    columns = ["start_first", "start_last", "end_first", "end_last"]
    return [
        tuple(_day(v) if isinstance(v, str) else None for v in row)
        for row in events[columns].itertuples(index=False)
    ]


def _places(
    events: pd.DataFrame, at: Callable[[date], float], options: Options
) -> dict[str, Place]:
    places, (first, last) = {}, options.span
    for event, days in zip(events["event"], _days(events), strict=True):
        start_first, start_last, end_first, end_last = days
        lasts = end_first is not None
        finish = (end_last or last) if lasts else start_last
        places[event] = Place(
            start=at(start_first),
            end=at(finish),
            lasts=lasts,
            exact=start_first == start_last,
            open_end=lasts and (end_last is None or end_last > last),
            early=start_first < first and options.zoom is None,
        )
    return places


# --- wide ----------------------------------------------------------------------------


def _wide(events: pd.DataFrame, options: Options, size: str) -> frame.Sheet:
    width = frame.WIDTH_PX[size]
    names = (
        max(
            frame.text_px(n, bold=True)
            for n in [*options.lanes.values(), *options.era_lanes.values()]
        )
        + 18
    )
    early = None if options.zoom else (names, names + (74 if size == "L" else 44))
    main = (early[1] + 14 if early else names, width - 4)
    first, last = options.span
    early_from = dates.month_first(zoom.FIRST_MONTH)

    def at(day: date) -> float:
        if day < first and early:
            part = max((day - early_from).days, 0) / (first - early_from).days
            return early[0] + 4 + part * (early[1] - early[0] - 8)
        day = min(max(day, first), last)
        return main[0] + (day - first).days / (last - first).days * (main[1] - main[0])

    places = _places(events, at, options)
    rows_of = list(events.itertuples())
    eras = [row for row in rows_of if row.era]
    points = [row for row in rows_of if not row.era]
    lanes, top = {}, HEAD_PX + ERA_PX * len(options.era_lanes) + 12
    for lane in options.lanes:
        members = [row for row in points if row.lane == lane]
        rows, labels = _pack(members, places, at, main, options)
        lanes[lane] = (top, rows, labels, members)
        top += ROW_PX * max(rows, 1) + TICKS_PX
    height = top + FOOT_PX
    edges = {month: dates.month_first(month) for month in options.months}
    edges[""] = dates.month_last(options.months[-1]) + timedelta(days=1)
    edges = {
        month: round(at(day), 1) if options.shows(day) else None for month, day in edges.items()
    }
    sheet = frame.Sheet(size, round(height), window=options.window, edges=edges)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(round(height), 0))
    _ground(sheet, options, at, early, main, top)
    _eras(sheet, eras, places, options, names)
    for lane, (lane_top, rows, labels, members) in lanes.items():
        _lane(sheet, lane, options, lane_top, rows, labels, members, places, names, width)
    _hits(sheet, eras, lanes, places, options)
    return sheet


def _pack(
    members: list[tuple],
    places: dict[str, Place],
    at: Callable,
    main: tuple[float, float],
    options: Options,
) -> tuple[int, dict[str, tuple[int, bool]]]:
    """Rows used and event -> (row, label left of its mark?), important ones first.

    A label stands right of its mark, or left where it would cross the report line or the
    edge; one that fits in no row is a tick.
    """
    report_x = at(REPORT_DAY) if options.shows(REPORT_DAY) else float("inf")
    most = MOST_ROWS_NEAR if options.is_near else MOST_ROWS
    rows: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    labels: dict[str, tuple[int, bool]] = {}
    wanted = [row for row in members if row.importance < 3 or options.is_near]
    for row in sorted(wanted, key=lambda row: (row.importance, row.start_first)):
        place = places[row.event]
        if place.early:
            continue
        text = frame.text_px(row.label, bold=row.importance == 1) + 12
        limit = min(report_x - 2, main[1]) if place.end < report_x else main[1]
        left = place.end + text > limit
        box = (place.start - text, place.end + 6) if left else (place.start - 6, place.end + text)
        if box[0] < main[0] - 6 or (left and place.start > report_x > box[0]):
            continue
        for index, taken in enumerate(rows):
            if all(box[1] + 6 < a or box[0] - 6 > b for a, b in taken):
                taken.append(box)
                labels[row.event] = (index, left)
                break
    used = [i for i, taken in enumerate(rows) if taken]
    return (max(used) + 1 if used else 0), labels


def _ground(
    sheet: frame.Sheet,
    options: Options,
    at: Callable,
    early: tuple[float, float] | None,
    main: tuple[float, float],
    bottom: float,
) -> None:
    """Early panel, the reader's window, years or months, the end of the data, the report line."""
    if early:
        _wash(sheet, "panel", *early, bottom)
        panel = f"{zoom.FIRST_MONTH[:4]} – {str(MAIN_FROM.year - 1)[2:]}"
        _tick_name(sheet, panel, sum(early) / 2, bottom)
    x0, x1 = (dates.month_first(options.window[0]), dates.month_last(options.window[1]))
    is_seen = x0 <= options.span[1] and x1 >= options.span[0]
    x0, x1 = (at(x0), at(x1)) if is_seen else (main[0], main[0])  # always there: it is moved
    _wash(sheet, "you_w", x0, x1, bottom)
    sheet.line(x0, HEAD_PX, x1, HEAD_PX, line={"color": light("you"), "width": 3})
    report = at(REPORT_DAY) if options.shows(REPORT_DAY) else None
    name = words.message("timeline-window", months=words.short_span(*options.window))
    room = (report - 100 if report and report > x0 else main[1]) - x0
    if is_seen and frame.text_px(name, bold=True) < room:
        sheet.note(f"<b>{name}</b>", x0, HEAD_PX - 3, yanchor="bottom", font=frame.colour("you"))
    for start, end, printed in _ticks(options):
        sheet.line(at(start), HEAD_PX, at(start), bottom)
        sheet.line(at(start), bottom, at(start), bottom + 6, line={"color": light("rule2")})
        if at(end) - at(start) > frame.text_px(printed):
            _tick_name(sheet, printed, (at(start) + at(end)) / 2, bottom)
    data_end = dates.month_last(options.months[-1])
    if options.shows(data_end):
        x = at(data_end)
        sheet.line(x, HEAD_PX, x, bottom, line={"color": light("ink3"), "dash": "dash"})
        text = words.message("timeline-data-end", month=words.month_short(options.months[-1]))
        if report is None or abs(x - report) > 190:
            place = {"xanchor": "right"} if x > main[1] - 110 else {"xshift": 8}
            sheet.note(text, x, HEAD_PX - 3, yanchor="bottom", font=frame.colour("ink3"), **place)
    if report is None:
        return
    sheet.shape(
        type="line",
        x0=report,
        x1=report,
        y0=HEAD_PX - 2,
        y1=bottom,
        line={"color": light("ink"), "width": 1.4},
    )
    sheet.note(
        f"<b>{words.message('timeline-report', day=words.day_name(REPORT_DAY))}</b>",
        report,
        HEAD_PX - 3,
        yanchor="bottom",
        xanchor="left" if report < main[1] - 170 else "right",
        font=frame.colour("ink"),
    )


def _wash(sheet: frame.Sheet, token: str, x0: float, x1: float, bottom: float) -> None:
    places = {"x0": x0, "x1": x1, "y0": HEAD_PX, "y1": bottom}
    fill = {"fillcolor": light(token), "line": {"width": 0}}
    sheet.shape(type="rect", layer="below", **places, **fill)


def _tick_name(sheet: frame.Sheet, text: str, x: float, y: float) -> None:
    sheet.note(text, x, y + 4, xanchor="center", yanchor="top", font=frame.colour("ink3"))


def _ticks(options: Options, short: bool = False) -> list[tuple[date, date, str]]:
    """First day, last day and name of each year, or of each quarter or month when near.

    `short`: the year is said in its first month only.
    """
    first, last = options.span
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = 1 if months <= 12 else 3 if options.is_near else 12
    ticks = []
    number = dates.month_number(first.isoformat()[:7]) // step * step
    while dates.month_first(dates.month_of(number)) <= last:
        start = max(dates.month_first(dates.month_of(number)), first)
        end = min(dates.month_last(dates.month_of(number + step - 1)), last)
        ticks.append((start, end, _tick(start, step, short)))
        number += step
    return ticks


def _tick(start: date, step: int, short: bool) -> str:
    """The name of a year, quarter or month (`step`: its months) that begins on a day."""
    if step == 12 or (short and start.month == 1):
        return str(start.year)
    if step == 3:
        name = "timeline-quarter-short" if short else "timeline-quarter"
        return words.message(name, quarter=str((start.month + 2) // 3), year=str(start.year))
    name = words.month_short(start.isoformat()[:7])
    return name.removesuffix(f" {start.year}") if short else name


def _eras(
    sheet: frame.Sheet, eras: list[tuple], places: dict[str, Place], options: Options, names: float
) -> None:
    """Eras as bars on top, in the colour of who leads."""
    for row, (lane, name) in enumerate(options.era_lanes.items()):
        y0 = HEAD_PX + 3 + ERA_PX * row
        y1 = y0 + ERA_PX - 5
        middle = (y0 + y1) / 2
        sheet.note(f"<b>{name}</b>", names - 12, middle, xanchor="right", font=frame.colour("ink"))
        for era in (row for row in eras if row.lane == lane):
            place = places[era.event]
            block = light(f"{era.leader}_b")
            solid = place.end - (12 if place.open_end else 0)
            sheet.shape(
                type="rect",
                x0=place.start,
                x1=solid,
                y0=y0,
                y1=y1,
                fillcolor=block,
                line={"width": 0},
            )
            for step in range(4 if place.open_end else 0):
                sheet.shape(
                    type="rect",
                    x0=solid + 3 * step,
                    x1=solid + 3 * step + 3,
                    y0=y0,
                    y1=y1,
                    fillcolor=rgba(f"{era.leader}_b", 0.8 - 0.2 * step),
                    line={"width": 0},
                )
            if frame.text_px(era.label, bold=True) + 16 < place.end - place.start:
                sheet.note(
                    f"<b>{era.label}</b>",
                    place.start + 8,
                    middle,
                    font=frame.colour("on"),
                    name=era.event,
                    captureevents=True,
                )


def _lane(
    sheet: frame.Sheet,
    lane: str,
    options: Options,
    top: float,
    rows: int,
    labels: dict,
    members: list[tuple],
    places: dict[str, Place],
    names: float,
    width: float,
) -> None:
    sheet.note(
        f"<b>{options.lanes[lane]}</b>",
        names - 12,
        top + ROW_PX / 2,
        xanchor="right",
        font=frame.colour("ink"),
    )
    if lane != next(iter(options.lanes)):
        sheet.line(0, top - 5, width, top - 5)
    ticks_y = top + ROW_PX * max(rows, 1) + 8
    for row in members:
        place = places[row.event]
        if row.event not in labels:
            if not place.early:
                sheet.line(
                    place.start,
                    ticks_y - 4,
                    place.start,
                    ticks_y + 4,
                    line={"color": light("rule2"), "width": 1},
                )
            continue
        index, left = labels[row.event]
        y = top + ROW_PX * (index + 0.5)
        _mark(sheet, place, y, row.confidence == "reported")
        label = words.escape(row.label)
        text = f"<b>{label}</b>" if row.importance == 1 else str(label)
        sheet.note(
            text,
            place.start - 9 if left else place.end + 9,
            y,
            xanchor="right" if left else "left",
            name=row.event,
            captureevents=True,
            font=frame.colour(_label_colour(row)),
        )


def _label_colour(row: Row) -> str:
    """Plum is the reader's own; the weightiest, and eras, are ink."""
    return "you" if row.lane == OWN_LANE else "ink" if row.importance == 1 else "ink2"


def _mark(sheet: frame.Sheet, place: Place, y: float, reported: bool) -> None:
    """A bar over an imprecise extent or a lasting event; exact days are drawn as a trace."""
    if place.is_disc:
        return
    solid = place.lasts and not reported
    sheet.shape(
        type="rect",
        x0=place.start,
        x1=max(place.end, place.start + 5),
        y0=y - 3.5,
        y1=y + 3.5,
        fillcolor=light("ink2") if solid else light("paper") if reported else light("bar"),
        line={"color": light("ink2"), "width": 1, "dash": "dot" if reported else "solid"},
    )


def _hits(
    sheet: frame.Sheet, eras: list[tuple], lanes: dict, places: dict[str, Place], options: Options
) -> None:
    """One trace a confidence for exact days, and an unseen one that answers the pointer."""
    spots = []
    order = {event: number for number, event in enumerate(places)}  # as given: by time
    for top, rows, labels, members in lanes.values():
        for row in members:
            place = places[row.event]
            index = labels.get(row.event, (None, None))[0]
            if index is None:
                y = top + (ROW_PX / 2 if place.early else ROW_PX * max(rows, 1) + 8)
            else:
                y = top + ROW_PX * (index + 0.5)
            disc = (place.is_disc and index is not None) or place.early
            middle = (
                (place.start + place.end) / 2 if place.lasts and not place.early else place.start
            )
            spots.append(
                (row.event, middle, y, disc, row.confidence, row.hover, row.start_first[:7])
            )
    for row, lane in enumerate(options.era_lanes):
        for era in (row for row in eras if row.lane == lane):
            place = places[era.event]
            y = HEAD_PX + 3 + ERA_PX * (row + 0.4)
            middle = (place.start + place.end) / 2
            spots.append((era.event, middle, y, False, "", era.hover, era.start_first[:7]))
    _traces(sheet, sorted(spots, key=lambda spot: order[spot[0]]))


def _traces(sheet: frame.Sheet, spots: list[tuple]) -> None:
    """`spots` in the order of time: event, x, y, drawn as a disc?, confidence, hover text,
    the month that charts mark when it is pointed at.
    """
    for name, confidence in (("day known", "confirmed"), ("reported", "reported")):
        chosen = [s for s in spots if s[3] and s[4] == confidence]
        fill = light("ink2") if confidence == "confirmed" else light("paper")
        sheet.scatter(
            x=[s[1] for s in chosen],
            y=[s[2] for s in chosen],
            mode="markers",
            name=name,
            hoverinfo="skip",
            cliponaxis=False,
            marker={"size": 9, "color": fill, "line": {"width": 1.5, "color": light("ink2")}},
        )
    sheet.scatter(
        x=[s[1] for s in spots],
        y=[s[2] for s in spots],
        mode="markers",
        name="events",
        customdata=[s[0] for s in spots],
        meta={s[0]: s[6] for s in spots},
        text=[s[5] for s in spots],
        cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
        marker={"size": 16, "color": rgba("paper", 0)},
    )


# --- phone ---------------------------------------------------------------------------


def _phone(events: pd.DataFrame, options: Options, size: str) -> frame.Sheet:
    first, last = options.span
    shown = events[~events["era"]]
    if options.zoom is None:
        shown = shown[shown["start_first"] >= first.isoformat()]
    labelled = shown if options.is_near else shown[shown["importance"] < 3]
    labelled = labelled.sort_values(["importance", "start_first"], kind="stable").head(PHONE_LABELS)
    eras = events[events["era"]]
    labelled = pd.concat([eras, labelled]).sort_values("start_first", kind="stable")
    length = max(PHONE_ROW_PX * len(labelled) + 40, 320)

    def at(day: date) -> float:
        part = (min(max(day, first), last) - first).days / (last - first).days
        return PHONE_HEAD_PX + part * length

    places = _places(pd.concat([eras, shown]), at, options)
    width, height = frame.WIDTH_PX[size], PHONE_HEAD_PX + length + 16
    sheet = frame.Sheet(size, round(height))
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(round(height), 0))
    columns = {lane: 51 + 9 * i for i, lane in enumerate(options.era_lanes)}
    columns |= {lane: 73 + 12 * i for i, lane in enumerate(options.lanes)}
    right = max(columns.values()) + 8
    _phone_ground(sheet, options, at, columns, right, height)
    label_y = frame.spread([places[e].start for e in labelled["event"]], PHONE_ROW_PX)
    shift = max(0.0, PHONE_HEAD_PX + 8 - min(label_y, default=height))
    spots = []
    for row, y in zip(labelled.itertuples(), label_y, strict=True):
        place, x = places[row.event], columns[row.lane]
        disc = place.is_disc and not row.era
        if row.era:
            _phone_era(sheet, place, x, row.leader)
        else:
            _phone_mark(sheet, place, x, row.confidence == "reported")
        month = row.start_first[:7]
        spots.append((row.event, x, place.start, disc, row.confidence, row.hover, month))
        for x0, y0, x1, y1 in (
            (x + (4 if row.era else 6), place.start, right + 2, place.start),
            (right + 2, place.start, right + 16, y + shift),
        ):
            sheet.line(x0, y0, x1, y1, line={"color": light("rule2"), "width": 0.7})
        label = words.escape(row.label)
        text = f"<b>{label}</b>" if row.importance == 1 else str(label)
        sheet.note(
            text,
            right + 20,
            y + shift,
            name=row.event,
            captureevents=True,
            font=frame.colour(_label_colour(row)),
        )
    for row in shown[~shown["event"].isin(labelled["event"])].itertuples():
        place, x = places[row.event], columns[row.lane]
        sheet.line(x - 3, place.start, x + 3, place.start, line={"color": light("rule2")})
        month = row.start_first[:7]
        spots.append((row.event, x, place.start, False, row.confidence, row.hover, month))
    _traces(sheet, sorted(spots, key=lambda spot: spot[2]))
    return sheet


def _phone_era(sheet: frame.Sheet, place: Place, x: float, leader: str) -> None:
    """An era as an upright bar in the colour of who leads."""
    sheet.shape(
        type="rect",
        x0=x - 3,
        x1=x + 3,
        y0=place.start,
        y1=place.end,
        fillcolor=light(f"{leader}_b"),
        line={"width": 0},
    )


def _phone_mark(sheet: frame.Sheet, place: Place, x: float, reported: bool) -> None:
    if place.is_disc:
        return
    solid = place.lasts and not reported
    sheet.shape(
        type="rect",
        x0=x - 3.5,
        x1=x + 3.5,
        y0=place.start,
        y1=max(place.end, place.start + 5),
        fillcolor=light("ink2") if solid else light("paper") if reported else light("bar"),
        line={"color": light("ink2"), "width": 1, "dash": "dot" if reported else "solid"},
    )


def _phone_ground(
    sheet: frame.Sheet,
    options: Options,
    at: Callable,
    columns: dict[str, int],
    right: float,
    height: float,
) -> None:
    y0, y1 = at(dates.month_first(options.window[0])), at(dates.month_last(options.window[1]))
    width = frame.WIDTH_PX["S"]
    sheet.shape(
        type="rect",
        x0=0,
        x1=width,
        y0=y0,
        y1=y1,
        layer="below",
        fillcolor=light("you_w"),
        line={"width": 0},
    )
    sheet.line(1.5, y0, 1.5, y1, line={"color": light("you"), "width": 3})
    names = list(options.lanes.values())
    for lane, name in options.lanes.items():
        x = columns[lane]
        sheet.note(
            f"<b>{name[0]}</b>",
            x,
            PHONE_HEAD_PX - 8,
            xanchor="center",
            yanchor="bottom",
            font=frame.colour("ink"),
        )
        sheet.line(x, PHONE_HEAD_PX, x, height - 16)
    lines = [
        ", ".join(f"<b>{n[0]}</b>{n[1:]}" for n in names[i : i + 2])
        for i in range(0, len(names), 2)
    ]
    sheet.note("<br>".join(lines), right + 20, PHONE_HEAD_PX - 8, yanchor="bottom")
    data_end = dates.month_last(options.months[-1])
    named = [at(day) for day in (data_end, REPORT_DAY) if options.shows(day)]
    for start, _, printed in _ticks(options, short=True):
        y = at(start)
        sheet.line(4, y, right, y, line={"color": light("rule2")})
        if not any(y - 2 < other < y + 34 for other in named):  # their names stand there
            sheet.note(printed, 6, y, yanchor="top", font=frame.colour("ink3"))
    if options.shows(data_end):
        y = at(data_end)
        sheet.line(4, y, right, y, line={"color": light("ink3"), "dash": "dash"})
        sheet.note(
            words.message("timeline-data-end-short"),
            6,
            y,
            yanchor="bottom",
            font=frame.colour("ink3"),
        )
    if options.shows(REPORT_DAY):
        y = at(REPORT_DAY)
        sheet.line(4, y, right, y, line={"color": light("ink"), "width": 1.4})
        sheet.note(
            f"<b>{words.message('timeline-report-short')}</b>",
            6,
            y,
            yanchor="bottom",
            font=frame.colour("ink"),
        )
