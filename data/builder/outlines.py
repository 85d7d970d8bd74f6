"""The outlines of countries: from GeoJSON (degrees, WGS84) to a polygon of text for each ring.

The exclave of Kaliningrad is an area of its own, since distances are measured to it.
"""

import json

EXCLAVE, EXCLAVE_NAME, EXCLAVE_BOX = "RU-KGD", "Kaliningrad region", (19, 54, 23, 56)
SHOWN = (-26, 33, 50, 73)  # west, south, east, north: what no map shows is left out
HEADER = ["iso3", "area", "name", "polygon"]
NAMES = {"Macedonia": "North Macedonia", "Bosnia and Herz.": "Bosnia and Herzegovina"}
NAMES |= {"Turkey": "Türkiye", "Faeroe Is.": "Faroe Islands", "N. Cyprus": "Northern Cyprus"}


def records(text):
    """(column names, {ring number: cells}); raises ValueError if the text is no such GeoJSON."""
    lines = {}
    try:
        for feature in json.loads(text)["features"]:
            for polygon in polygons(feature["geometry"]):
                ring = [(float(lon), float(lat)) for lon, lat in polygon[0]]
                if touches(ring, SHOWN):
                    lines[len(lines) + 1] = cells(feature, ring)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    return HEADER, lines


def polygons(geometry):
    """The polygons of a geometry; holes are left out, they are other countries."""
    several = geometry["type"] == "MultiPolygon"
    return geometry["coordinates"] if several else [geometry["coordinates"]]


def touches(ring, box):
    """Whether a ring has a point in a box (west, south, east, north)."""
    west, south, east, north = box
    return any(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def within(ring, box):
    """Whether all of a ring lies in a box."""
    west, south, east, north = box
    return all(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def cells(feature, ring):
    """One ring as a line of the table."""
    iso3, name = feature["id"], feature["properties"]["name"]
    name = NAMES.get(name, name)
    area = iso3
    if iso3 == "RUS" and within(ring, EXCLAVE_BOX):
        area, name = EXCLAVE, EXCLAVE_NAME
    points = ", ".join(f"{lon:g} {lat:g}" for lon, lat in ring)
    return [iso3, area, name, f"POLYGON (({points}))"]
