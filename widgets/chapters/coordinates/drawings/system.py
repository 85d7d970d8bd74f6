"""The chain of aid as boxes, twice: on the day of the report and on the reader's date.

The same boxes stand in the same places; only fills and words change. Filled: who is in charge;
dashed: possible, reported or not known; a ring round it: other than on the day of the report.
"""

from dataclasses import dataclass

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light

WIDE_PX = 540
BLOCKS = {"us": "us_b", "nato": "nato_b", "eu": "eu_b", "eui": "eui_b", "oe": "oe_b"}


@dataclass(frozen=True)
class Box:
    """`key` names its place; `side` is empty where nobody is certainly in charge."""

    key: str
    name: str
    text: str
    side: str = ""
    sure: bool = True
    actor: str = ""
    changed: bool = False


# key -> left and right as parts of the panel's width, and its row
WIDE = {
    "request": (0.0, 0.27, 0),
    "donors": (0.3, 0.6, 0),
    "pledge": (0.63, 1.0, 0),
    "matching": (0.0, 1.0, 1),
    "hub-poland": (0.0, 0.48, 2),
    "hub-romania": (0.52, 1.0, 2),
    "delivery": (0.0, 1.0, 3),
    "training": (0.0, 0.48, 4),
    "maintenance": (0.52, 1.0, 4),
}
# On a phone two boxes a row are as many as can be read.
NARROW = {
    "request": (0.0, 1.0, 0),
    "donors": (0.0, 0.48, 1),
    "pledge": (0.52, 1.0, 1),
    **{key: (x0, x1, row + 1) for key, (x0, x1, row) in WIDE.items() if row},
}
HEAD_PX, GAP_PX, LINE_PX = 36, 38, 17
LINES = {"S": 3, "M": 2, "L": 2}  # of text below a box's name
# from, to, word
ARROWS = (
    ("request", "matching", words.message("system-needs")),
    ("request", "donors", words.message("system-needs")),  # on a phone they stand below
    ("donors", "matching", words.message("system-offers")),
    ("pledge", "matching", words.message("system-pledges")),
    ("matching", "hub-poland", words.message("system-orders")),
    ("matching", "hub-romania", ""),
    ("hub-poland", "delivery", words.message("system-goods")),
    ("hub-romania", "delivery", ""),
)


def draw(panels: list[tuple[str, list[Box]]], *, size: str = "L") -> frame.Sheet:
    """`panels`: heading and boxes; side by side, one below the other where there is no room."""
    width, beside = frame.WIDTH_PX[size], size == "L"
    places = NARROW if size == "S" else WIDE
    box_px = 10 + LINE_PX * (1 + LINES[size])
    row_px = box_px + GAP_PX
    tall = HEAD_PX + row_px * (1 + max(row for _, _, row in places.values()))
    height = tall if beside else tall * len(panels) + 16
    sheet = frame.Sheet(size, height)
    sheet.axes(x=frame.bare_axis(0, width), y=frame.bare_axis(height, 0))
    hits: list[tuple[float, float, Box]] = []
    for i, (heading, boxes) in enumerate(panels):
        left = i * (width - WIDE_PX + 8) + 6 if beside else 6
        wide = WIDE_PX - 20 if beside else width - 12
        top = 0 if beside else i * (tall + 16)
        named = "<br>".join(frame.lines(heading, 0.94 * wide, 15, bold=True))
        sheet.note(f"<b>{named}</b>", left, top + 14, font=frame.colour("you" if i else "ink", 15))
        by_key = {box.key: box for box in boxes}
        for arrow in ARROWS:
            _arrow(sheet, arrow, places, (left, top, wide), box_px)
        for key, (x0, x1, row) in places.items():
            y = top + HEAD_PX + row_px * row
            place = (left + x0 * wide, y, left + x1 * wide, y + box_px)
            _box(sheet, by_key[key], place, LINES[size])
            hits.append(((place[0] + place[2]) / 2, y + box_px / 2, by_key[key]))
        row = places["training"][2]
        beside_y = top + HEAD_PX + row_px * row - 13
        sheet.note(words.message("system-beside"), left, beside_y, font=frame.colour("ink2"))
    _hits(sheet, hits)
    return sheet


def _box(
    sheet: frame.Sheet, box: Box, place: tuple[float, float, float, float], lines: int
) -> None:
    x0, y0, x1, y1 = place
    block = BLOCKS.get(box.side) if box.sure else None
    dash = "solid" if box.sure else "dash"
    if box.changed:
        _rect(sheet, (x0 - 5, y0 - 5, x1 + 5, y1 + 5), "paper", "ink", 2, "solid")
    fill, edge = (block, block) if block else ("panel", "rule2")
    _rect(sheet, place, fill, edge, 1.5, dash)
    room = x1 - x0 - 12
    sheet.note(
        f"<b>{words.escape(_fitted(box.name, room, bold=True))}</b><br>"
        + "<br>".join(words.escape(line) for line in wrapped(box.text, room, lines)),
        (x0 + x1) / 2,
        (y0 + y1) / 2,
        xanchor="center",
        align="center",
        font=frame.colour("on" if block else "ink"),
    )


def _rect(
    sheet: frame.Sheet,
    corners: tuple[float, float, float, float],
    fill: str,
    edge: str,
    width: float,
    dash: str,
) -> None:
    x0, y0, x1, y1 = corners
    sheet.shape(
        type="rect",
        x0=x0,
        x1=x1,
        y0=y0,
        y1=y1,
        fillcolor=light(fill),
        line={"color": light(edge), "width": width, "dash": dash},
    )


def _fitted(text: str, room: float, bold: bool = False) -> str:
    """The text, cut at a word where it is wider than its box."""
    while frame.text_px(text, bold=bold) > room and " " in text:
        text = text.removesuffix(" …").rpartition(" ")[0].rstrip(",;:") + " …"
        if text.count(" ") < 2:
            break
    return text


def wrapped(text: str, room: float, most: int) -> list[str]:
    """The text in lines of a width in px, at most so many; what is too long is cut at the end."""
    lines = frame.lines(text, room)
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], _fitted(rest, room)]


def _arrow(
    sheet: frame.Sheet,
    arrow: tuple[str, str, str],
    places: dict[str, tuple[float, float, int]],
    panel: tuple[float, float, float],
    box_px: float,
) -> None:
    start, end, word = arrow
    left, top, wide = panel
    (ax0, ax1, above), (bx0, bx1, below) = places[start], places[end]
    if below != above + 1:  # another row stands between: an arrow would cross it
        return
    narrow = (ax0, ax1) if ax1 - ax0 < bx1 - bx0 else (bx0, bx1)
    x = left + sum(narrow) / 2 * wide
    row_px = box_px + GAP_PX
    y0 = top + HEAD_PX + row_px * above + box_px + 6
    y1 = top + HEAD_PX + row_px * below - 7
    sheet.annotation(
        x=x,
        y=y1,
        ax=x,
        ay=y0,
        xref="x",
        yref="y",
        axref="x",
        ayref="y",
        text="",
        showarrow=True,
        arrowhead=2,
        arrowsize=1.1,
        arrowwidth=1,
        arrowcolor=light("rule2"),
        font=frame.colour("ink2"),
    )
    if word:
        sheet.note(word, x + 9, (y0 + y1) / 2 - 2, font=frame.colour("ink2"))


def _hits(sheet: frame.Sheet, hits: list[tuple[float, float, Box]]) -> None:
    sheet.scatter(
        x=[x for x, _, _ in hits],
        y=[y for _, y, _ in hits],
        mode="markers",
        name="boxes",
        customdata=[f"who:{box.actor}" if box.actor else "" for _, _, box in hits],
        text=[f"{words.escape(box.name)}<br><b>{words.escape(box.text)}</b>" for _, _, box in hits],
        hovertemplate="%{text}<extra></extra>",
        marker={"size": 44, "color": "rgba(0,0,0,0)"},
    )
