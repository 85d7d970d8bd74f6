"""Who held each task: one row a task, bars in the colour of who held it, and the reader's date.

A solid bar is certain; pale with an outline where its begin or end is not dated to the day;
dashed where no source speaks any more, or where it is only reported.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.sums import flows
from widgets.sums.coordination import HOSTS, UNKNOWN, Role, Task, since
from widgets.tables import dates

FROM = date(2022, 1, 1)
BAR_PX, LANE_PX, GAP_PX, NAME_PX, HEAD_PX, FOOT_PX = 17, 20, 9, 20, 44, 26
NAMES_PX = {"M": 196, "L": 214}
SHARED = timedelta(days=31)  # a predecessor that ends in the month of its successor's begin
BLOCKS = {"us": "us_b", "nato": "nato_b", "eu": "eu_b", "eui": "eui_b", "oe": "oe_b"}


@dataclass(frozen=True)
class Options:
    """`day`: the reader's; `last`: where the axis ends; `stages`: days ticked on the axis."""

    day: date
    last: date
    stages: tuple[date, ...]


@dataclass(frozen=True)
class _Scale:
    left: float
    right: float
    last: date

    def at(self, day: date) -> float:
        part = (min(max(day, FROM), self.last) - FROM).days / (self.last - FROM).days
        return round(self.left + part * (self.right - self.left), 1)


def draw(rows: list[tuple[Task, list[Role]]], options: Options, *, size: str = "L") -> frame.Sheet:
    """`rows`: a task with all its roles in order of begin."""
    width, phone = frame.WIDTH_PX[size], size == "S"
    scale = _Scale(0 if phone else NAMES_PX[size], width - 4, options.last)
    lanes = [_lanes(roles, scale) for _, roles in rows]
    heights = [max(len(own), 1) * LANE_PX + GAP_PX + (NAME_PX if phone else 0) for own in lanes]
    height = HEAD_PX + sum(heights) + FOOT_PX
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    bottom = height - FOOT_PX
    _years(sheet, scale, bottom)
    top, hits = float(HEAD_PX), []
    for (task, _), own, tall in zip(rows, lanes, heights, strict=True):
        _name(sheet, task, scale, top, tall, phone)
        bars_top = top + (NAME_PX if phone else 0)
        if not own:
            _nobody(sheet, task, scale, bars_top)
        for i, lane in enumerate(own):
            for j, role in enumerate(lane):
                until = scale.at(lane[j + 1].span.start_first) if j + 1 < len(lane) else scale.right
                hits += _bar(sheet, role, scale, bars_top + i * LANE_PX, until)
        top += tall
    _hits(sheet, hits)
    _lines(sheet, scale, options, bottom, size)
    return sheet


def _lanes(roles: list[Role], scale: _Scale) -> list[list[Role]]:
    """Roles that follow each other share a lane, if both have room there for their names."""
    lanes: list[list[Role]] = []
    for role in roles:
        begin = scale.at(role.span.start_first)
        free = [
            lane
            for lane in lanes
            if _ended(lane[-1]) < role.span.start_first + SHARED
            and _has_room(lane[-1], scale, begin)
            and _has_room(role, scale, scale.right)
        ]
        if free:
            free[0].append(role)
        else:
            lanes.append([role])
    return lanes


def _has_room(role: Role, scale: _Scale, until: float) -> bool:
    """Whether a role's name has room in its bar or behind it, up to the next one of its lane."""
    (start, stop), end = _certain_part(role, scale, until)
    return _wide(role) <= max(stop - start, end - stop)


def _certain_part(role: Role, scale: _Scale, until: float) -> tuple[tuple[float, float], float]:
    """Where a role's certain part (or all of a doubtful one) begins and ends, and its bar ends."""
    span = role.span
    x = [scale.at(day) for day in (span.start_first, span.start_last, span.certain_to)]
    end = scale.at(span.last) if span.last else until
    certain = not role.is_doubtful and x[2] > x[1]
    return ((x[1], x[2]) if certain else (x[0], end)), end


def _wide(role: Role) -> float:
    return frame.text_px(role.name, bold=True) + 12


def _ended(role: Role) -> date:
    return date.max if role.end == dates.OPEN else role.span.last


def _years(sheet: frame.Sheet, scale: _Scale, bottom: float) -> None:
    for year in range(FROM.year, scale.last.year + 1):
        start, end = date(year, 1, 1), min(date(year + 1, 1, 1), scale.last)
        sheet.line(scale.at(start), HEAD_PX - 4, scale.at(start), bottom)
        if (end - start).days > 60:
            middle = (scale.at(start) + scale.at(end)) / 2
            sheet.note(str(year), middle, bottom + 14, xanchor="center", font=frame.colour("ink3"))


def _name(
    sheet: frame.Sheet, task: Task, scale: _Scale, top: float, tall: float, phone: bool
) -> None:
    if phone:
        sheet.note(f"<b>{words.escape(task.name)}</b>", 0, top + 9, font=frame.colour("ink"))
        return
    sheet.note(
        words.escape(task.name),
        scale.left - 12,
        top + (tall - GAP_PX) / 2,
        xanchor="right",
        align="right",
        font=frame.colour("ink"),
    )


def _nobody(sheet: frame.Sheet, task: Task, scale: _Scale, y: float) -> None:
    """A task that no source gives to anybody: dashed from its begin on, with the words."""
    x0 = scale.at(task.start_last)
    _rect(sheet, x0, scale.right, y, light("paper"), light("rule2"), "dash")
    text = words.message("tasks-nobody", standing=UNKNOWN)
    sheet.note(text, x0 + 7, y + BAR_PX / 2, font=frame.colour("ink2"))


def _bar(sheet: frame.Sheet, role: Role, scale: _Scale, y: float, until: float) -> list[tuple]:
    """A role's parts, its label, and the places where it answers the pointer."""
    span, block = role.span, BLOCKS.get(role.side)
    fill = light(block) if block else light("bar")
    edge = fill if block else light("ink2")
    x = [scale.at(day) for day in (span.start_first, span.start_last, span.certain_to)]
    end = scale.at(span.last) if span.last else until
    certain = not role.is_doubtful and x[2] > x[1]
    pale = rgba(block, 0.2) if block else light("panel")
    if role.part == HOSTS:
        _rect(sheet, x[0], x[2], y, pale, edge)
        if end - x[2] > 3:
            _rect(sheet, x[2], end - 1, y, light("paper"), light("rule2"), "dash")
    elif role.is_doubtful:
        _rect(sheet, x[0], max(end, x[0] + 8), y, light("paper"), edge, "dot")
    else:
        if x[1] - x[0] > 3:
            _rect(sheet, x[0], x[1], y, pale, edge)
        if certain:
            _rect(sheet, x[1], x[2], y, fill, edge)
        if span.last and end - x[2] > 3:
            _rect(sheet, x[2], end, y, pale, edge)
        elif not span.last and end - x[2] > 3:
            _rect(sheet, x[2], end - 1, y, light("paper"), light("rule2"), "dash")
    room, _ = _certain_part(role, scale, until)
    _label(sheet, role, room, y, certain and bool(block), end, x[0], scale)
    first, last = x[0], max(end, x[0] + 8)
    spots = max(int((last - first) / 60), 1)
    return [(role, first + (last - first) * (i + 0.5) / spots, y) for i in range(spots)]


def _label(
    sheet: frame.Sheet,
    role: Role,
    room: tuple[float, float],
    y: float,
    on_block: bool,
    end: float,
    begin: float,
    scale: _Scale,
) -> None:
    """The name in the bar; or behind its solid part, if there is room in what follows it; or
    before or after the bar, in a lane that is then its own.
    """
    wide = _wide(role)
    inside = wide <= room[1] - room[0]
    behind = not inside and wide <= end - room[1]
    before = not (inside or behind) and wide <= begin - scale.left
    name = words.escape(role.name)
    sheet.note(
        f"<b>{name}</b>" if on_block and inside else str(name),
        room[0] + 7 if inside else room[1] + 6 if behind else begin - 6 if before else end + 6,
        y + BAR_PX / 2,
        xanchor="right" if before else "left",
        name=f"who:{role.actor}",
        captureevents=True,
        font=frame.colour("on" if on_block and inside else "ink"),
    )


def _rect(
    sheet: frame.Sheet, x0: float, x1: float, y: float, fill: str, edge: str, dash: str = "solid"
) -> None:
    sheet.shape(
        type="rect",
        x0=x0,
        x1=x1,
        y0=y,
        y1=y + BAR_PX,
        fillcolor=fill,
        line={"color": edge, "width": 1, "dash": dash},
    )


def _hits(sheet: frame.Sheet, hits: list[tuple[Role, float, float]]) -> None:
    """One unseen trace that answers the pointer; a click opens the actor."""
    sheet.scatter(
        x=[x for _, x, _ in hits],
        y=[y + BAR_PX / 2 for _, _, y in hits],
        mode="markers",
        name="roles",
        customdata=[f"who:{role.actor}" for role, _, _ in hits],
        text=[_hover(role) for role, _, _ in hits],
        hovertemplate="%{text}<extra></extra>",
        marker={"size": 20, "color": rgba("paper", 0)},
    )


def _hover(role: Role) -> str:
    lines = [f"<b>{words.escape(role.name)}</b>", str(words.escape(since(role)))]
    if role.part == HOSTS:
        lines.append(words.message("tasks-doubt", doubt=HOSTS))
    elif role.reported:
        lines.append(words.message("tasks-reported"))
    return "<br>".join(lines)


def _lines(sheet: frame.Sheet, scale: _Scale, options: Options, bottom: float, size: str) -> None:
    """Stages as ticks, the report in ink, the reader's date in plum: its shape alone moves."""
    for day in options.stages:
        x = scale.at(day)
        sheet.line(x, bottom, x, bottom + 6, line={"color": light("ink2"), "width": 1})
    report = scale.at(flows.REPORT_DAY)
    sheet.line(
        report,
        HEAD_PX - 26,
        report,
        bottom,
        layer="above",
        line={"color": light("ink"), "width": 1.4},
    )
    name = "tasks-report-short" if size == "S" else "tasks-report"
    text = words.message(name, day=words.day_name(flows.REPORT_DAY))
    sheet.note(
        f"<b>{text}</b>", report - 5, HEAD_PX - 20, xanchor="right", font=frame.colour("ink")
    )
    x, day = scale.at(options.day), words.day_name(options.day)
    name = words.message("tasks-your-date", day=day)
    sheet.line(
        x, 14, x, bottom, layer="above", line={"color": light("you"), "width": 2, "dash": "dash"}
    )
    half = frame.text_px(name, bold=True) / 2
    sheet.note(
        f"<b>{name}</b>",
        min(max(x, half), scale.right - half),
        7,
        xanchor="center",
        font=frame.colour("you"),
    )
