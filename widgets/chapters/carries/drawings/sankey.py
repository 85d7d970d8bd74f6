"""Donors -> group -> kind of aid (-> origin) as own filled curves, labels outside the nodes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import TOKENS, rgba

NODE_PX = 9
GAP_PX = 9
BIG_GAP_PX = 18
LABEL_PITCH_PX = 16
STEPS = 24
ALONG = [i / STEPS for i in range(STEPS + 1)]
SMOOTH = [t * t * (3 - 2 * t) for t in ALONG]


@dataclass(frozen=True)
class Node:
    """One bar: its column (0 is the left), name, colour token and size in EUR bn.

    `most_eur_bn`: the size that room is kept for, if it is more; `focus`: the field and value that
    a click on it sets, `donors:DEU`, or "".
    """

    key: str
    column: int
    name: str
    colour: str
    eur_bn: float
    family: str = ""
    labelled: bool = True
    most_eur_bn: float = 0.0
    focus: str = ""

    @property
    def room_eur_bn(self) -> float:
        """The size that room is kept for, EUR bn."""
        return max(self.eur_bn, self.most_eur_bn)


@dataclass(frozen=True)
class Link:
    """One flow between two nodes, EUR bn, in a colour token."""

    source: str
    target: str
    eur_bn: float
    colour: str
    most_eur_bn: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "most_eur_bn", max(self.eur_bn, self.most_eur_bn))


@dataclass
class _Placed:
    """A node with its place in px, that of its label, and how much of each side is taken."""

    node: Node
    x: float
    top: float
    height: float
    room: float
    out: float = field(default=0.0)
    into: float = field(default=0.0)
    label: float = field(default=0.0)

    @property
    def is_tall(self) -> bool:
        """Whether its label has two lines: beside a bar that has room for them."""
        return self.room > 36 and self.node.column > 0


def draw(
    nodes: list[Node],
    links: list[Link],
    heads: list[str],
    *,
    size: str = "L",
) -> frame.Sheet:
    """Nodes of the same `family` stand close together. Draws nothing for a size of zero."""
    if size == "S":
        nodes, links, heads = _without_first_column(nodes, links, heads)
    nodes = [node for node in nodes if node.room_eur_bn > 0]
    columns = _columns(nodes)
    rows = max((len(column) for column in columns), default=1)
    height = max(430, 28 * rows + 70) if size != "S" else max(380, 46 * rows + 120)
    width = frame.WIDTH_PX[size]
    sheet = frame.Sheet(
        size,
        height,
    )
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    placed = _place(columns, width, height, size)
    _flows(sheet, links, placed)
    _nodes(sheet, placed, size, last=len(columns) - 1)
    _targets(sheet, placed)
    for column, head in enumerate(heads):
        _head(
            sheet,
            head,
            [p for p in placed.values() if p.node.column == column],
            size,
            last=len(columns) - 1,
            first=column == 0,
        )
    return sheet


def _without_first_column(
    nodes: list[Node], links: list[Link], heads: list[str]
) -> tuple[list[Node], list[Link], list[str]]:
    """The phone's version: group to kind, two columns."""
    kept = [replace(n, column=n.column - 1, labelled=True) for n in nodes if n.column in (1, 2)]
    keys = {node.key for node in kept}
    return kept, [k for k in links if k.source in keys and k.target in keys], heads[1:3]


def _columns(nodes: Iterable[Node]) -> list[list[Node]]:
    columns: list[list[Node]] = []
    for node in nodes:
        while len(columns) <= node.column:
            columns.append([])
        columns[node.column].append(node)
    return columns


def _gap(above: Node, below: Node, size: str) -> float:
    if size == "S":
        return 24
    return GAP_PX if above.family and above.family == below.family else BIG_GAP_PX


def _scale(column: list[Node], room: float, size: str) -> float:
    """Px a EUR bn at which a column just fills its room, labels a line apart.

    Its height rises with the scale along straight pieces, ever steeper; from above, Newton's
    steps therefore come down to the answer and do not pass it.
    """
    total = sum(node.room_eur_bn for node in column)
    pairs = [(_gap(a, b, size), (a.room_eur_bn + b.room_eur_bn) / 2) for a, b in pairwise(column)]
    scale = (room - sum(gap for gap, _ in pairs)) / total
    for _ in column:
        tight = [half for gap, half in pairs if LABEL_PITCH_PX - half * scale > gap]
        free = sum(gap for gap, half in pairs if LABEL_PITCH_PX - half * scale <= gap)
        grows = total - sum(tight)
        scale = (room - free - LABEL_PITCH_PX * len(tight)) / grows
    return scale


def _place(columns: list[list[Node]], width: float, height: float, size: str) -> dict[str, _Placed]:
    """One scale for all columns: the fullest one decides it."""
    head, room = (44, height - 56) if size == "S" else (30, height - 60)
    scale = min((_scale(column, room, size) for column in columns if column), default=1.0)
    placed = {}
    for column, x in zip(columns, _x_places(len(columns), width, size), strict=False):
        top, above = float(head), None
        for node in column:
            if above is not None:
                apart = LABEL_PITCH_PX - (above.room_eur_bn + node.room_eur_bn) * scale / 2
                top += max(_gap(above, node, size), apart)
            room = node.room_eur_bn * scale
            placed[node.key] = _Placed(node, x, top, node.eur_bn * scale, room)
            top, above = top + room, node
    _label_places(placed.values())
    return placed


def _label_places(placed: Iterable[_Placed]) -> None:
    """Each label beside its bar as it is now, but not over the one above it.

    At the middle of its room there is always a place for it: that is as far down as it goes.
    """
    above = None
    for p in placed:
        p.label = p.top + max(p.height / 2, LABEL_PITCH_PX / 2 * p.is_tall)
        if above is not None and above.node.column == p.node.column:
            lines = (above.is_tall + p.is_tall + 2) / 2
            p.label = max(p.label, above.label + LABEL_PITCH_PX * lines)
        p.label = min(p.label, p.top + p.room / 2)
        above = p


def _x_places(count: int, width: float, size: str) -> list[float]:
    if size == "S":
        return [0, width - NODE_PX]
    left, right = (172, 140) if size == "M" else (190, 150)
    step = (width - left - right - NODE_PX) / max(count - 1, 1)
    return [left + step * i for i in range(count)]


def _flows(sheet: frame.Sheet, links: list[Link], placed: dict[str, _Placed]) -> None:
    for link in links:
        if link.source not in placed or link.target not in placed or link.most_eur_bn <= 0:
            continue
        start, end = placed[link.source], placed[link.target]
        thick = link.eur_bn * start.height / start.node.eur_bn if link.eur_bn > 0 else 0.0
        y0, y1 = start.top + start.out, end.top + end.into
        start.out += thick
        end.into += thick
        xs, ys = _ribbon(start.x + NODE_PX, y0, end.x, y1, thick)
        text = f"{start.node.name} → {end.node.name}<br><b>{words.eur_bn(link.eur_bn, 2)}</b>"
        fill = frame.wash(link.colour) if link.colour in TOKENS else rgba("rule2", 0.26)
        sheet.scatter(
            x=xs,
            y=ys,
            mode="lines",
            fill="toself",
            fillcolor=fill,
            line={"width": 0},
            hoveron="fills",
            hoverinfo="text",
            text=text,
            customdata=[link.eur_bn],
            name=f"{link.source}>{link.target}",
        )


def _ribbon(
    x0: float, y0: float, x1: float, y1: float, thick: float
) -> tuple[list[float], list[float]]:
    """A band of constant height whose edges are smooth steps from (x0, y0) to (x1, y1)."""
    xs = [round(x0 + (x1 - x0) * t, 1) for t in ALONG]
    upper = [round(y0 + (y1 - y0) * s, 2) for s in SMOOTH]
    lower = [round(y + thick, 2) for y in upper]
    return xs + xs[::-1] + xs[:1], upper + lower[::-1] + upper[:1]


def _nodes(sheet: frame.Sheet, placed: dict[str, _Placed], size: str, last: int) -> None:
    for p in placed.values():
        sheet.shape(
            type="rect",
            x0=p.x,
            x1=p.x + NODE_PX,
            y0=p.top,
            y1=p.top + max(p.height, 1),
            fillcolor=frame.paint(p.node.colour),
            line={"width": 0},
        )
        if p.node.labelled:
            _label(sheet, p, size, last)


def _targets(sheet: frame.Sheet, placed: dict[str, _Placed]) -> None:
    """What the pointer meets on the bars that can be the focus: their value, and a click."""
    spots = [
        (p.x + NODE_PX / 2, p.top + p.height * part, p.node)
        for p in placed.values()
        if p.node.focus
        for part in _along(p.height)
    ]
    sheet.scatter(
        x=[x for x, _, _ in spots],
        y=[round(y, 1) for _, y, _ in spots],
        mode="markers",
        name="nodes",
        customdata=[node.focus for _, _, node in spots],
        marker={"size": NODE_PX + 3, "symbol": "square", "opacity": 0},
        text=[f"{node.name}<br><b>{words.eur_bn(node.eur_bn, 2)}</b>" for _, _, node in spots],
        hovertemplate="%{text}<extra></extra>",
    )


def _along(height: float) -> list[float]:
    """Parts of a bar's height at which it is met, at most 10 px from one to the next."""
    count = max(1, round(height / 10))
    return [(i + 0.5) / count for i in range(count)]


def _label(sheet: frame.Sheet, p: _Placed, size: str, last: int) -> None:
    value = words.brief(p.node.eur_bn, "eur-bn")
    text = f"{p.node.name} <b>{value}</b>"
    donor = p.node.colour != "rule2"
    click = {"name": p.node.focus, "captureevents": True} if p.node.focus else {}
    if size == "S":
        place = {"xanchor": "left", "yanchor": "bottom", "y": p.top - 1, "x": 0}
        if p.node.column == last:
            place |= {"xanchor": "right", "x": p.x + NODE_PX}
        sheet.note(text, font=frame.colour("ink"), **place, **click)
        return
    if p.node.column == 0:
        font = frame.colour(frame.text_token(p.node.colour) if donor else "ink")
        sheet.note(text, p.x - 7, p.label, xanchor="right", align="right", font=font, **click)
    else:
        split = "<br>" if p.is_tall else " "
        text = f"{p.node.name}{split}<b>{value}</b>"
        sheet.note(text, p.x + NODE_PX + 7, p.label, font=frame.colour("ink"), **click)


def _head(
    sheet: frame.Sheet, text: str, column: list[_Placed], size: str, last: int, first: bool
) -> None:
    if not column:
        return
    x = column[0].x
    if size == "S":
        place = {"x": 0, "xanchor": "left"} if first else {"x": x + NODE_PX, "xanchor": "right"}
    elif first:
        place = {"x": x + NODE_PX, "xanchor": "right"}
    else:
        place = {"x": x, "xanchor": "left"}
    sheet.note(text, y=2, yanchor="top", font=frame.colour("ink3"), **place)
