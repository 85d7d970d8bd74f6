"""Donors on a map of Europe, shaded by a value in classes; those outside it in a list beside it.

Shades are of ink: colour says who and nothing else. Nothing is fetched: outlines are plain lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from widgets import words
from widgets.draw import sheet as frame
from widgets.draw.tokens import light, rgba
from widgets.sums.geography import Box, Outline

HEIGHT_PX = {"S": 572, "M": 712, "L": 600}
MAP_PX = {"S": (328, 300), "M": (680, 440), "L": (780, 600)}
MIDDLE_KM = (-40, 20)
TALL_KM = 3950
SHADES = (0.12, 0.28, 0.46, 0.66, 0.88)
DARK_FROM = 3  # the class from which text on it is light
LINE_PX = 22
SWATCH_PX = 15
ROWS = 40  # so many heights of an outline are tried for its number
ZERO, BELOW, LEFT_OUT, NO_VALUE = "zero", "below", "left-out", "no-value"


@dataclass(frozen=True)
class Area:
    """One donor: its rings on the map (none if it lies outside), its value as printed, the
    number alone, and its class: a number from 0, or ZERO, BELOW, LEFT_OUT, NO_VALUE.
    """

    iso3: str
    name: str
    rings: tuple[Outline, ...]
    value: str
    text: str
    shade: int | str


def view(size: str) -> Box:
    """What the map shows, km."""
    wide, tall = MAP_PX[size]
    across = TALL_KM * wide / tall if size != "S" else TALL_KM * 1.16
    down = across * tall / wide
    x, y = MIDDLE_KM
    return Box(*(round(v) for v in (x - across / 2, x + across / 2, y - down / 2, y + down / 2)))


def grid_km(size: str) -> int:
    """How finely outlines are drawn: about a px and a half."""
    box = view(size)
    return round(1.5 * (box.east - box.west) / MAP_PX[size][0])


def fill(shade: int | str) -> str:
    """A class's colour."""
    if isinstance(shade, int):
        return rgba("ink", SHADES[shade])
    return light("panel" if shade in (LEFT_OUT, NO_VALUE) else "paper")


def edge(shade: int | str) -> dict:
    """A class's outline: what is no number has one of its own."""
    if isinstance(shade, int):
        return {"width": 0.8, "color": light("paper")}
    if shade == BELOW:
        return {"width": 1.2, "color": light("ink"), "dash": "dash"}
    return {"width": 0.8, "color": light("ink2" if shade == ZERO else "rule")}


def draw(
    ground: dict[str, tuple[list, list]],
    areas: list[Area],
    classes: list[tuple[int | str, str]],
    chosen: str,
    *,
    head: str,
    size: str = "L",
) -> frame.Sheet:
    """`ground`: outlines by kind, as `geography.countries` gives them; `classes`: each class in
    use and its words, in the order of the key; `head`: the unit, over the key.
    """
    sheet = frame.Sheet(size, HEIGHT_PX[size])
    box, (wide, tall) = view(size), MAP_PX[size]
    across, height = wide / frame.WIDTH_PX[size], tall / HEIGHT_PX[size]
    sheet.axes(
        x=frame.bare_axis(box.west, box.east, domain=[0, across]),
        y=frame.bare_axis(
            box.south, box.north, domain=[1 - height, 1], scaleanchor="x", scaleratio=1
        ),
    )
    _ground(sheet, ground)
    for area in areas:
        if area.rings:
            _area(sheet, area, area.iso3 == chosen)
    if size == "L":
        _values(sheet, areas, box, wide)
    outside = [area for area in areas if not area.rings]
    _key(sheet, classes, head, size)
    _outside(sheet, outside, len(classes), chosen, size)
    return sheet


def _ground(sheet: frame.Sheet, ground: dict[str, tuple[list, list]]) -> None:
    for kind, (x, y) in ground.items():
        sheet.scatter(
            x=x,
            y=y,
            mode="lines",
            name=kind,
            fill="toself",
            fillcolor=light("land2" if kind == "ukraine" else "panel"),
            line={"width": 0.8, "color": light("rule")},
            hoverinfo="skip",
        )


def _area(sheet: frame.Sheet, area: Area, is_chosen: bool) -> None:
    x, y = [], []
    for ring in area.rings:
        x += [*ring.x, None]
        y += [*ring.y, None]
    line = {"width": 2.5, "color": light("you")} if is_chosen else edge(area.shade)
    sheet.scatter(
        x=x,
        y=y,
        mode="lines",
        name=area.name,
        meta=f"donor:{area.iso3}",
        fill="toself",
        fillcolor=fill(area.shade),
        line=line,
        hoveron="fills",
        hoverinfo="text",
        text=f"{words.escape(area.name)}<br><b>{words.escape(area.value)}</b>",
    )


def _values(sheet: frame.Sheet, areas: list[Area], box: Box, wide: int) -> None:
    """The value in each country that has room for it."""
    km_per_px = (box.east - box.west) / wide
    for area in areas:
        if not area.rings or not isinstance(area.shade, int):
            continue
        ring = max(area.rings, key=lambda ring: max(ring.x) - min(ring.x))
        down = max(ring.y) - min(ring.y)
        if down < 2 * frame.TEXT_PX * km_per_px:
            continue
        room, x, y = _widest(ring, frame.TEXT_PX * km_per_px)
        if room < (frame.text_px(area.text) + 6) * km_per_px:
            continue
        sheet.note(
            words.escape(area.text),
            x,
            y,
            xanchor="center",
            align="center",
            font=frame.colour("paper" if area.shade >= DARK_FROM else "ink"),
        )


@lru_cache(maxsize=256)
def _widest(ring: Outline, down: float) -> tuple[float, float, float]:
    """How wide a strip of this height fits into an outline at most, and the strip's middle, km."""
    low, high = min(ring.y) + down / 2, max(ring.y) - down / 2
    rows = [low + (high - low) * i / ROWS for i in range(ROWS + 1)]
    parts = [
        (end - start, (start + end) / 2, y)
        for y in rows
        for start, end in _shared(*(_inside(ring, y + shift) for shift in (-down / 2, 0, down / 2)))
    ]
    return max(parts, default=(0.0, 0.0, 0.0))


def _inside(ring: Outline, y: float) -> list[tuple[float, float]]:
    """From where to where a line of constant y lies within an outline."""
    edges = zip(ring.x, ring.y, ring.x[1:], ring.y[1:], strict=False)
    crossed = sorted(
        x0 + (y - y0) * (x1 - x0) / (y1 - y0) for x0, y0, x1, y1 in edges if (y0 > y) != (y1 > y)
    )
    return list(zip(crossed[::2], crossed[1::2], strict=True))


def _shared(*spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What lies within a span of each list."""
    for chosen in product(*spans):
        start, end = max(s for s, _ in chosen), min(e for _, e in chosen)
        if start < end:
            yield start, end


def _key(sheet: frame.Sheet, classes: list[tuple[int | str, str]], head: str, size: str) -> None:
    """The classes, a swatch each."""
    x, y = _corner(size)
    sheet.note(head, x, y, xref="paper", yref="paper", yanchor="top", font=frame.colour("ink2"))
    for place, (shade, text) in enumerate(classes, 1):
        _swatch(sheet, shade, x, y, place)
        _words(sheet, text, x, y, place, SWATCH_PX + 8)


def _outside(sheet: frame.Sheet, areas: list[Area], classes: int, chosen: str, size: str) -> None:
    """The inset: donors that the map does not show, with their shade and value."""
    x, y = _corner(size)
    shift = classes + 2
    if size != "L":
        x, shift = 0.52, 0
    sheet.note(
        words.message("donor-map-outside"),
        x,
        y,
        xref="paper",
        yref="paper",
        yanchor="top",
        yshift=-LINE_PX * shift,
        font=frame.colour("ink2"),
    )
    for place, area in enumerate(areas, shift + 1):
        _swatch(sheet, area.shade, x, y, place)
        name = words.escape(area.name)
        text = f"<b>{name}</b>" if area.iso3 == chosen else str(name)
        _words(sheet, f"{text} {words.escape(area.value)}", x, y, place, SWATCH_PX + 8)
        sheet.annotations[-1] |= {"name": f"donor:{area.iso3}", "captureevents": True}


def _corner(size: str) -> tuple[float, float]:
    """Where the key begins, in parts of the drawing: beside the map, or below it."""
    if size == "L":
        return (MAP_PX["L"][0] + 40) / frame.WIDTH_PX["L"], 1.0
    return 0.0, 1 - MAP_PX[size][1] / HEIGHT_PX[size] - 16 / HEIGHT_PX[size]


def _words(sheet: frame.Sheet, text: str, x: float, y: float, place: int, shift: float) -> None:
    sheet.note(
        text,
        x,
        y,
        xref="paper",
        yref="paper",
        yanchor="top",
        xshift=shift,
        yshift=-LINE_PX * place,
        font=frame.colour("ink"),
    )


def _swatch(sheet: frame.Sheet, shade: int | str, x: float, y: float, place: int) -> None:
    top = -LINE_PX * place - 2
    line = edge(shade) if not isinstance(shade, int) else {"width": 0}
    if shade in (LEFT_OUT, NO_VALUE):
        line = {"width": 0.8, "color": light("rule2"), "dash": "dot"}
    sheet.shape(
        type="rect",
        xref="paper",
        yref="paper",
        xanchor=x,
        yanchor=y,
        xsizemode="pixel",
        ysizemode="pixel",
        x0=0,
        x1=SWATCH_PX,
        y0=top,
        y1=top - SWATCH_PX,
        fillcolor=fill(shade),
        line=line,
    )
