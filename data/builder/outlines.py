"""The outlines of countries: from GeoJSON (degrees, WGS84) to a polygon of text for each ring.

The exclave of Kaliningrad is an area of its own, since distances are measured to it.
"""

import json
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
FRAME = (-26.0, 29.0, 75.0, 76.0)  # west, south, east, north: what the outlines were cut to
EXCLAVE, EXCLAVE_NAME, EXCLAVE_BOX = "RU-KGD", "Kaliningrad region", (19, 54, 23, 56)
SHOWN = (-26, 33, 50, 73)  # west, south, east, north: what no map shows is left out
LEAP_DEGREES = 15  # no edge of a simplified outline is as long, but those along the frame
HEADER = ["iso3", "area", "name", "polygon"]
NAMES = {"Macedonia": "North Macedonia", "Bosnia and Herz.": "Bosnia and Herzegovina"}
NAMES |= {"Turkey": "Türkiye", "Faeroe Is.": "Faroe Islands", "N. Cyprus": "Northern Cyprus"}


def records(text: str) -> tuple[list[str], dict[int, list[str]]]:
    """(column names, {ring number: cells}); raises ValueError if the text is no such GeoJSON."""
    lines = {}
    try:
        for feature in json.loads(text)["features"]:
            for polygon in polygons(feature["geometry"]):
                ring = without_leaps([(float(lon), float(lat)) for lon, lat in polygon[0]])
                if touches(ring, SHOWN):
                    lines[len(lines) + 1] = cells(feature, ring)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    return HEADER, lines


def polygons(geometry: dict[str, Any]) -> list[list[list[Point]]]:
    """The polygons of a geometry; holes are left out, they are other countries."""
    several = geometry["type"] == "MultiPolygon"
    return geometry["coordinates"] if several else [geometry["coordinates"]]


def touches(ring: list[Point], box: tuple[float, float, float, float]) -> bool:
    """Whether a ring has a point in a box (west, south, east, north)."""
    west, south, east, north = box
    return any(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def within(ring: list[Point], box: tuple[float, float, float, float]) -> bool:
    """Whether all of a ring lies in a box."""
    west, south, east, north = box
    return all(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def is_leap(one: Point, two: Point) -> bool:
    """Whether an edge is longer than any coast or border, and does not lie along the frame."""
    return abs(two[0] - one[0]) > LEAP_DEGREES and not on_frame(one, two)


def on_frame(*points: Point) -> bool:
    """Whether points (lon, lat) all lie on one side of the frame that the outlines are cut to."""
    west, south, east, north = FRAME
    return any(
        all(point[axis] == side for point in points)
        for axis, side in ((0, west), (0, east), (1, south), (1, north))
    )


def without_leaps(ring: list[Point]) -> list[Point]:
    """A closed ring without what clipping left at the far side of the frame; maybe empty.

    A country beyond the 180th meridian (Russia) is cut there. Clipped to our frame, its part in
    the far east would come back as a line on the western side, joined to the rest by two edges
    right across the map: what lies between two such edges and on the frame alone has no area.
    """
    points = ring[:-1]
    ends = [i for i, one in enumerate(points) if is_leap(one, points[(i + 1) % len(points)])]
    if not ends:
        return ring
    turned = points[ends[-1] + 1 :] + points[: ends[-1] + 1]
    cuts = [0, *((i - ends[-1]) % len(points) or len(points) for i in ends)]
    runs = [turned[a:b] for a, b in pairwise(cuts)]
    kept = [point for run in runs if not on_frame(*run) for point in run]
    return [*kept, kept[0]] if len(kept) > 2 else []


def points_of(polygon: str) -> list[Point]:
    """(lon, lat) of a ring written as a polygon of well-known text."""
    text = polygon.removeprefix("POLYGON ((").removesuffix("))")
    return [tuple(float(value) for value in point.split()) for point in text.split(", ")]


def cells(feature: dict[str, Any], ring: list[Point]) -> list[str]:
    """One ring as a line of the table."""
    iso3, given = feature["id"], feature["properties"]["name"]
    name: str = NAMES.get(given, given)
    area: str = iso3
    if iso3 == "RUS" and within(ring, EXCLAVE_BOX):
        area, name = EXCLAVE, EXCLAVE_NAME
    points = ", ".join(f"{lon:g} {lat:g}" for lon, lat in ring)
    return [iso3, area, name, f"POLYGON (({points}))"]
