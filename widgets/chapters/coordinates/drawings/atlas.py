"""Maps as plain coordinates, km east and north: outlines, sites, flows, lines and rings.

No plotly map: its base maps are fetched from another host. Equal scale both ways, so that a ring
keeps its shape.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from widgets import words
from widgets.draw import labels
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.sums.geography import MEMBER, OTHER, UKRAINE, Box, Outline

HEIGHT_PX = {"S": 350, "M": 460, "L": 600}
SITES_VIEW = {"S": (-1080, 1220), "M": (-1100, 1400), "L": (-1180, 1620)}  # km east
SITES_MIDDLE_KM = -110  # km north of the projection's centre
LAND = {MEMBER: "land", UKRAINE: "land2", OTHER: "panel"}
MARKS = {
    **{side: side for side in ("nato", "us", "eu", "eui", "oe")},
    "joint": "paper",
    "none": "ink2",
}
STEPS = 16
REGION_PART = 0.7  # of a country's width: room for words within its outline
LEAST_LABELLED_PX = 45  # the radius of a ring that has room for its label on its line
SAME_PX = 2  # marks as near as this are one
LINE_GAP_PX = 5  # from the measured line to its label


@dataclass(frozen=True)
class Mark:
    """A town on the map: km, whose it is, its lines of text, and on which side they stand."""

    x: float
    y: float
    side: str
    name: str
    text: str
    hover: str
    at: str = "right"
    sure: bool = True
    small: bool = False
    actor: str = ""


@dataclass(frozen=True)
class Flow:
    """One band of materiel, EUR bn, in a group's colour."""

    group: str
    name: str
    eur_bn: float


@dataclass(frozen=True)
class Circle:
    """A ring of equal distance, km: its points, its line, its label and, as a direction in
    radians from north, where that stands best. `key` is shared by the rings of one system.
    """

    x: list[float]
    y: list[float]
    label: str
    colour: str
    dash: str
    width: float
    hover: str
    towards: float = 0.0
    key: str = ""


@dataclass(frozen=True)
class Measured:
    """A measured line: its points (km), its two ends' names, its label."""

    x: list[float]
    y: list[float]
    names: tuple[str, str]
    label: str


def grid_km(box: Box, size: str) -> int:
    """How finely outlines are drawn: about a px and a half."""
    return max(round(1.5 * (box.east - box.west) / frame.WIDTH_PX[size]), 2)


def sites_view(size: str) -> Box:
    """What the map of sites shows."""
    return _box(*SITES_VIEW[size], SITES_MIDDLE_KM, size)


def distances_view(
    circles: list[Circle], measured: Measured, base: tuple[float, float], size: str
) -> Box:
    """What shows the rings and the measured line, within the outlines that there are."""
    xs = [*measured.x, base[0], *(x for c in circles for x in c.x)]
    ys = [*measured.y, base[1], *(y for c in circles for y in c.y)]
    west, east = max(min(xs) - 150, -2300), min(max(xs) + 150, 2400)
    south, north = max(min(ys) - 150, -1900), min(max(ys) + 150, 2000)
    least = max((north - south) * frame.WIDTH_PX[size] / HEIGHT_PX[size], 1100)
    spare = max(least - (east - west), 0) / 2
    return _box(west - spare, east + spare, (south + north) / 2, size)


def _box(west: float, east: float, middle: float, size: str) -> Box:
    half = (east - west) * HEIGHT_PX[size] / frame.WIDTH_PX[size] / 2
    return Box(*(round(edge) for edge in (west, east, middle - half, middle + half)))


Land = dict[str, tuple[list, list]]


def sites(
    box: Box,
    land: Land,
    region: list[Outline],
    marks: list[Mark],
    flows: list[Flow],
    hub: tuple[float, float],
    end: tuple[float, float],
    region_name: str,
    *,
    size: str = "L",
) -> frame.Sheet:
    """`land`: outlines by kind; `flows` run to `hub` and on to `end` (km); `region`: the outlines
    of a country whose town is not public, with the name of what is there, or none.
    """
    sheet = frame.Sheet(size, HEIGHT_PX[size])
    _ground(sheet, box, land)
    if flows:
        _flows(sheet, flows, hub, end, box, size)
    if region:
        _region(sheet, region, region_name, box, size)
    _marks(sheet, marks, size)
    return sheet


def distances(
    box: Box,
    land: Land,
    circles: list[Circle],
    measured: Measured,
    base: tuple[float, float, str],
    *,
    size: str = "L",
) -> frame.Sheet:
    """Rings round `base` (km and name), and a measured line in plum."""
    sheet = frame.Sheet(size, HEIGHT_PX[size])
    _ground(sheet, box, land)
    for circle in circles:
        _circle(sheet, circle)
    sheet.scatter(
        x=measured.x,
        y=measured.y,
        mode="lines",
        name="measured",
        line={"width": 2, "color": light("you")},
        text=measured.label,
        hoverinfo="text",
    )
    towns = [((measured.x[i], measured.y[i]), measured.names[i]) for i in (0, -1)]
    for place, name in towns:
        _dot(sheet, place, name, "you")
    if base[2] not in measured.names:
        towns.append((base[:2], base[2]))
        _dot(sheet, base[:2], base[2], "ink")
    _names(sheet, box, circles, measured, towns, size)
    return sheet


def _ground(sheet: frame.Sheet, box: Box, land: Land) -> None:
    """Axes of equal scale, and countries: members, Ukraine, others."""
    sheet.axes(
        x=frame.bare_axis(box.west, box.east),
        y=frame.bare_axis(box.south, box.north, scaleanchor="x", scaleratio=1),
    )
    for kind, (x, y) in land.items():
        sheet.scatter(
            x=x,
            y=y,
            mode="lines",
            name=kind,
            fill="toself",
            fillcolor=light(LAND[kind]),
            line={"width": 1, "color": light("rule" if kind == OTHER else "paper")},
            hoverinfo="skip",
        )


def _flows(
    sheet: frame.Sheet,
    flows: list[Flow],
    hub: tuple[float, float],
    end: tuple[float, float],
    view: Box,
    size: str,
) -> None:
    """Bands from the west to the hub and on, as wide as each group's part of the sum."""
    km_per_px = (view.east - view.west) / frame.WIDTH_PX[size]
    whole = {"S": 34, "M": 50, "L": 64}[size] * km_per_px
    total, gap = sum(flow.eur_bn for flow in flows), {"S": 30, "M": 26, "L": 26}[size] * km_per_px
    start_x = view.west + 4 * km_per_px
    top = view.north - {"S": 44, "M": 70, "L": 120}[size] * km_per_px
    into = whole / 2
    for flow in flows:
        thick = whole * flow.eur_bn / total
        y0, y1, y2 = top - thick / 2, hub[1] + into - thick / 2, end[1] + into - thick / 2
        x, y = _band([(start_x, y0), (hub[0], y1), (end[0], y2)], thick)
        sheet.scatter(
            x=x,
            y=y,
            mode="lines",
            name=f"flow {flow.group}",
            fill="toself",
            fillcolor=frame.wash(flow.group),
            line={"width": 0},
            hoveron="fills",
            hoverinfo="text",
            text=f"{words.escape(flow.name)}<br><b>{words.eur_bn(flow.eur_bn, 2)}</b>",
            customdata=[flow.eur_bn],
        )
        label = f"{words.escape(flow.name)} <b>{words.number(flow.eur_bn)}</b>"
        sheet.note(label, start_x, top + 2, yanchor="bottom", font=frame.colour(f"{flow.group}_t"))
        top -= thick + gap
        into -= thick


def _band(points: list[tuple[float, float]], thick: float) -> tuple[list[float], list[float]]:
    """A band of one height through points, with smooth steps between them."""
    xs, ys = [], []
    for (x0, y0), (x1, y1) in pairwise(points):
        for i in range(STEPS + 1):
            t = i / STEPS
            xs.append(round(x0 + (x1 - x0) * t, 1))
            ys.append(round(y0 + (y1 - y0) * t * t * (3 - 2 * t), 1))
    upper = [round(y + thick / 2, 1) for y in ys]
    lower = [round(y - thick / 2, 1) for y in ys]
    return xs + xs[::-1] + xs[:1], upper + lower[::-1] + upper[:1]


def _region(sheet: frame.Sheet, rings: list[Outline], name: str, box: Box, size: str) -> None:
    """A country outlined, since its town is not public, and words within it."""
    ring = max(rings, key=lambda o: len(o.x))
    sheet.scatter(
        x=ring.x,
        y=ring.y,
        mode="lines",
        name="region",
        line={"width": 1.6, "color": light("ink")},
        hoverinfo="skip",
    )
    x, y = _middle(ring)
    letter = 12 if size == "S" else frame.TEXT_PX
    wide = (max(ring.x) - min(ring.x)) * frame.WIDTH_PX[size] / (box.east - box.west)
    room = REGION_PART * wide
    said = [f"<b>{words.escape(line)}</b>" for line in frame.lines(name, room, letter, bold=True)]
    rest = words.message("sites-town-not-published")
    said += [str(words.escape(line)) for line in frame.lines(rest, room, letter)]
    sheet.note(
        "<br>".join(said),
        x,
        y,
        xanchor="center",
        align="center",
        font=frame.colour("ink", letter),
    )


def _middle(ring: Outline) -> tuple[float, float]:
    """Where words within an outline stand, km: its centre of gravity, halfway up."""
    x, y = np.array(ring.x, dtype=float), np.array(ring.y, dtype=float)
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    east = ((x[:-1] + x[1:]) * cross).sum() / (3 * cross.sum())
    return float(east), float(y.min() + y.max()) / 2


def _marks(sheet: frame.Sheet, marks: list[Mark], size: str) -> None:
    for sure in (True, False):
        chosen = [mark for mark in marks if mark.sure is sure]
        sheet.scatter(
            x=[mark.x for mark in chosen],
            y=[mark.y for mark in chosen],
            mode="markers",
            name="sites" if sure else "possible sites",
            customdata=[f"who:{mark.actor}" if mark.actor else "" for mark in chosen],
            text=[mark.hover for mark in chosen],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "opacity": 1,
                "size": [8 if mark.small else 13 for mark in chosen],
                "symbol": ["square" if mark.side == "joint" else "circle" for mark in chosen],
                "color": [light(MARKS[mark.side] if sure else "paper") for mark in chosen],
                "line": {
                    "width": [2 if not sure or mark.side == "joint" else 0 for mark in chosen],
                    "color": [
                        light("nato" if mark.side == "joint" else MARKS[mark.side])
                        for mark in chosen
                    ],
                },
            },
        )
    for mark in marks:
        if size == "L" or not mark.small:
            _mark_label(sheet, mark, size)


def _mark_label(sheet: frame.Sheet, mark: Mark, size: str) -> None:
    name = words.escape(mark.name)
    text = f"<b>{name}</b>" if not mark.small else str(name)
    if mark.text and (size == "L" or (size == "M" and mark.at != "left")):
        lines = mark.text.split("; ")[: None if size == "L" else 1]
        text += "".join(f"<br>{words.escape(line)}" for line in lines)
    place = {
        "right": {"xshift": 11},
        "left": {"xshift": -11, "xanchor": "right", "align": "right"},
        "below": {"yshift": -10, "xanchor": "center", "align": "center", "yanchor": "top"},
        "above": {"yshift": 10, "xanchor": "center", "align": "center", "yanchor": "bottom"},
    }[mark.at]
    sheet.note(text, mark.x, mark.y, font=frame.colour("ink"), **place)


def _circle(sheet: frame.Sheet, circle: Circle) -> None:
    sheet.scatter(
        x=circle.x,
        y=circle.y,
        mode="lines",
        name=circle.label or "spread",
        line={"width": circle.width, "color": light(circle.colour), "dash": circle.dash},
        text=circle.hover,
        hoverinfo="text",
    )


def _dot(sheet: frame.Sheet, place: tuple[float, float], name: str, colour: str) -> None:
    sheet.scatter(
        x=[place[0]],
        y=[place[1]],
        mode="markers",
        name=name,
        text=[name],
        hoverinfo="text",
        marker={"size": 9, "color": light(colour), "symbol": "diamond"},
    )


def _names(
    sheet: frame.Sheet,
    box: Box,
    circles: list[Circle],
    measured: Measured,
    towns: list[tuple[tuple[float, float], str]],
    size: str,
) -> None:
    """The names of towns, the length of the line and the rings' labels, each at its own mark."""
    wide, tall = frame.WIDTH_PX[size], HEIGHT_PX[size]
    km_per_px = (box.east - box.west) / wide

    def px(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - box.west) / km_per_px, (box.north - point[1]) / km_per_px

    marks: dict[labels.Point, str] = {}
    for place, name in towns:  # two ends in one place are one mark with one name
        if all(math.dist(px(place), other) > SAME_PX for other in marks):
            marks[px(place)] = name
    line = [px(point) for point in zip(measured.x, measured.y, strict=True)]
    rings = [[px(point) for point in zip(c.x, c.y, strict=True)] for c in circles]
    wanted = [_town_label(mark, name, list(marks)) for mark, name in marks.items()]
    wanted.append(_line_label(measured.label, line))
    wanted += [
        _ring_label(i, circles, rings, (wide, tall))
        for i in sorted(range(len(circles)), key=lambda i: max(circles[i].x) - min(circles[i].x))
        if circles[i].label and (size != "S" or circles[i].width >= 1)
    ]
    found = labels.placed(wanted, list(marks), line, wide, tall)
    for label in wanted:
        if label.key not in found:
            continue
        (x, y), (middle_x, middle_y) = found[label.key]
        text = words.escape(label.text)
        sheet.note(
            f"<b>{text}</b>" if label.bold else str(text),
            round(box.west + x * km_per_px, 1),
            round(box.north - y * km_per_px, 1),
            name=f"label {label.key}",
            xshift=round(middle_x - x, 1),
            yshift=round(y - middle_y, 1),
            xanchor="center",
            align="center",
            bgcolor=rgba("paper", 0.8),
            font=frame.colour("you" if label.key == "line" else "ink"),
        )


def _town_label(mark: labels.Point, name: str, marks: list[labels.Point]) -> labels.Label:
    others = [other for other in marks if other != mark]
    return labels.Label(
        key=f"town {name}",
        text=name,
        spots=labels.around(name, mark),
        fits=lambda own: all(own.away(mark) < own.away(other) for other in others),
    )


def _line_label(text: str, line: list[labels.Point]) -> labels.Label:
    """On one side of the line or the other, at its middle if that is free, or nearer to an end."""
    middle, half = len(line) // 2, frame.text_px(text, bold=True) / 2 + labels.PAD_PX
    along = math.atan2(line[-1][1] - line[0][1], line[-1][0] - line[0][0])
    east, south = math.sin(along), -math.cos(along)
    off = half * abs(east) + labels.TALL_PX / 2 * abs(south) + LINE_GAP_PX
    order = sorted(range(len(line)), key=lambda i: abs(i - middle))
    aside = ((east * off, south * off), (-east * off, -south * off))
    ends = ((half + LINE_GAP_PX, 0), (-half - LINE_GAP_PX, 0))
    spots = [
        labels.Spot(line[i], (line[i][0] + dx, line[i][1] + dy))
        for sides in (aside, ends)
        for i in order
        for dx, dy in sides
    ]
    return labels.Label("line", text, spots, lambda own: True, bold=True)


def _ring_label(
    i: int,
    circles: list[Circle],
    rings: list[list[labels.Point]],
    sheet: tuple[float, float],
) -> labels.Label:
    """On its ring where that is wide enough, else just outside, as near as may be to `towards`."""
    circle, ring = circles[i], rings[i]
    xs, ys = zip(*ring, strict=True)
    centre = sum(xs) / len(xs), sum(ys) / len(ys)
    east, south = math.sin(circle.towards), -math.cos(circle.towards)
    seen = [p for p in ring if 0 < p[0] < sheet[0] and 0 < p[1] < sheet[1]]
    seen.sort(key=lambda p: -((p[0] - centre[0]) * east + (p[1] - centre[1]) * south))
    spots = [labels.Spot(p, p) for p in seen] if max(xs) - min(xs) > 2 * LEAST_LABELLED_PX else []
    spots += labels.beside(circle.label, seen, centre)
    others = [
        other
        for c, other in zip(circles, rings, strict=True)
        if other is not ring and (c.key != circle.key or c.label)
    ]
    own_line, other_lines = np.array(ring), np.array([p for other in others for p in other])

    def fits(room: labels.Rect) -> bool:
        return not len(other_lines) or room.to(own_line) < room.to(other_lines)

    return labels.Label(f"ring {circle.label}", circle.label, spots, fits)
