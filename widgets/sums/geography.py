"""Distances on the ellipsoid, rings of equal distance, and the projection of the maps. Pure.

Degrees are WGS84, longitudes first; distances are km along the shortest line on the ellipsoid
(pyproj's Geod). Maps are in km east and north of the projection's centre, equal in area.
"""

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from widgets.tables.package import Tables

if TYPE_CHECKING:
    import numpy as np
    from pyproj import Geod, Proj

CENTRE = (15.0, 52.0)
FRAME = (-26.0, 29.0, 75.0, 76.0)
"""West, south, east, north in degrees: what the outlines are cut to. Its sides are no borders."""
KM_PER_MILE = 1.609344


class Place(NamedTuple):
    """A town's centre, to a hundredth of a degree; `area` is the outlined area that holds it.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> geography.places(load())["Wiesbaden"].iso3
    'DEU'
    """

    name: str
    iso3: str
    area: str
    lon: float
    lat: float


class Ring(NamedTuple):
    """One closed outline: its area, country, name, and points in degrees.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> geography.rings(load())[0].iso3
    'ALA'
    """

    area: str
    iso3: str
    name: str
    lons: "np.ndarray"
    lats: "np.ndarray"


class Border(NamedTuple):
    """The point of an area's outline that is nearest to a place, degrees; 0 km from inside it.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> towns = geography.places(load())
    >>> geography.nearest_border(load(), towns["Wiesbaden"], towns["Kyiv"]).name
    'Ukraine'
    """

    km: float
    lon: float
    lat: float
    name: str


@cache
def _geod() -> "Geod":
    from pyproj import Geod

    return Geod(ellps="WGS84")


@cache
def _projection() -> "Proj":
    from pyproj import Proj

    return Proj(proj="laea", lon_0=CENTRE[0], lat_0=CENTRE[1], ellps="WGS84")


@lru_cache(maxsize=4)
def places(tables: Tables) -> dict[str, Place]:
    """Every town by its name.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> geography.places(load())["Wiesbaden"].area
    'DEU'
    """
    rows = tables.places[["place", "iso3", "area", "lon", "lat"]]
    return {row[0]: Place(*row) for row in rows.itertuples(index=False, name=None)}


@lru_cache(maxsize=4)
def rings(tables: Tables) -> tuple[Ring, ...]:
    """Every outline, in degrees.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> geography.rings(load())[0].name
    'Åland'
    """
    import numpy as np

    found = []
    for row in tables.rows("outlines"):
        text = row.polygon.removeprefix("POLYGON ((").removesuffix("))")  # well-known text
        points = np.array([point.split() for point in text.split(", ")], dtype=float)
        found.append(Ring(row.area, row.iso3, row.name, points[:, 0], points[:, 1]))
    return tuple(found)


@lru_cache(maxsize=256)
def area_name(tables: Tables, area: str) -> str:
    """The name of an outlined area, such as a country.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> geography.area_name(load(), geography.places(load())["Wiesbaden"].area)
    'Germany'
    """
    return next(ring.name for ring in rings(tables) if ring.area == area)


def miles(km: float) -> float:
    """International miles.

    >>> from widgets.sums import geography
    >>> round(geography.miles(100), 1)
    62.1
    """
    return km / KM_PER_MILE


def distance_km(one: Place, two: Place) -> float:
    """Between two towns' centres, km.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> towns = geography.places(load())
    >>> round(geography.distance_km(towns["Wiesbaden"], towns["Kyiv"]))
    1583
    """
    return _geod().inv(one.lon, one.lat, two.lon, two.lat)[2] / 1000


@lru_cache(maxsize=256)
def nearest_border(tables: Tables, one: Place, two: Place) -> Border:
    """From a town's centre to the nearest point of the area that holds another, coasts included.

    Edges along the frame that the outlines are cut to are no borders and are left out.

    The outline's edges are taken as straight in a map whose distances from the town are true,
    which for edges of some kilometres changes nothing that the simplified outline could show.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> towns = geography.places(load())
    >>> round(geography.nearest_border(load(), towns["Wiesbaden"], towns["Kyiv"]).km)
    1023
    """
    import numpy as np
    from pyproj import Proj

    around = Proj(proj="aeqd", lon_0=one.lon, lat_0=one.lat, ellps="WGS84")
    best, name = None, ""
    for ring in rings(tables):
        if ring.area != two.area:
            continue
        name = ring.name
        x, y = around(ring.lons, ring.lats)
        if _holds_origin(x, y):
            return Border(0.0, one.lon, one.lat, name)
        own = ~_along_frame(ring)
        ax, ay, dx, dy = (v[own] for v in (x[:-1], y[:-1], np.diff(x), np.diff(y)))
        if not len(ax):
            continue
        length = np.where((dx**2 + dy**2) > 0, dx**2 + dy**2, 1.0)
        part = np.clip(-(ax * dx + ay * dy) / length, 0, 1)
        px, py = ax + part * dx, ay + part * dy
        i = int(np.argmin(px**2 + py**2))
        if best is None or np.hypot(px[i], py[i]) < np.hypot(*best):
            best = (float(px[i]), float(py[i]))
    lon, lat = around(*best, inverse=True)  # pyright: ignore[reportOptionalIterable] - every place lies in an outlined area
    return Border(_geod().inv(one.lon, one.lat, lon, lat)[2] / 1000, lon, lat, name)


def _along_frame(ring: Ring) -> "np.ndarray":
    """Of each edge of a ring: whether it lies on a side of the frame."""
    import numpy as np

    west, south, east, north = FRAME
    found = np.zeros(len(ring.lons) - 1, dtype=bool)
    for values, sides in ((ring.lons, (west, east)), (ring.lats, (south, north))):
        for side in sides:
            found |= (values[:-1] == side) & (values[1:] == side)
    return found


def _holds_origin(x: "np.ndarray", y: "np.ndarray") -> bool:
    """Whether a closed ring goes round the origin: the number of its edges that cross the axis."""
    x0, y0, x1, y1 = x[:-1], y[:-1], x[1:], y[1:]
    crosses = (y0 > 0) != (y1 > 0)
    at = x0[crosses] - y0[crosses] * (x1 - x0)[crosses] / (y1 - y0)[crosses]
    return bool((at > 0).sum() % 2)


def circle(place: Place, km: float, points: int = 144) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes of a closed ring at one distance from a place.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> lons, lats = geography.circle(geography.places(load())["Wiesbaden"], 100)
    >>> len(lons), lons[0] == lons[-1]
    (145, True)
    """
    azimuths = [360 * i / points for i in range(points)] + [0.0]
    lons, lats, _ = _geod().fwd(
        [place.lon] * len(azimuths),
        [place.lat] * len(azimuths),
        azimuths,
        [km * 1000] * len(azimuths),
    )
    return list(lons), list(lats)


def line(
    one: tuple[float, float], two: tuple[float, float], points: int = 30
) -> tuple[list[float], list[float]]:
    """The shortest line between two (longitude, latitude) pairs, both ends included.

    >>> from widgets.sums import geography
    >>> lons, lats = geography.line((8.24, 50.08), (30.52, 50.45))
    >>> len(lons), lons[0]
    (32, 8.24)
    """
    between = _geod().npts(*one, *two, points)
    lons, lats = zip(one, *between, two, strict=True)
    return list(lons), list(lats)


def project(lons: Any, lats: Any) -> tuple:
    """Degrees -> km east and north of the maps' centre, in the shape given.

    >>> from widgets.sums import geography
    >>> x, y = geography.project([15.0], [52.0])
    >>> abs(x[0]) < 0.001, abs(y[0]) < 0.001
    (True, True)
    """
    x, y = _projection()(lons, lats)
    return _thousandth(x), _thousandth(y)


def unproject(x_km: Any, y_km: Any) -> tuple:
    """The other way round: km -> degrees.

    >>> from widgets.sums import geography
    >>> lon, lat = geography.unproject(0, 0)
    >>> round(float(lon), 3), round(float(lat), 3)
    (15.0, 52.0)
    """
    import numpy as np

    return _projection()(np.asarray(x_km) * 1000, np.asarray(y_km) * 1000, inverse=True)


def _thousandth(metres: Any) -> Any:
    if isinstance(metres, (list, tuple)):
        return [value / 1000 for value in metres]
    return metres / 1000


class Outline(NamedTuple):
    """One outline on the map, km; points that would fall together at its scale are left out.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> geography.outlines(load(), 10)[0].iso3
    'ALA'
    """

    area: str
    iso3: str
    x: tuple[float, ...]
    y: tuple[float, ...]


class Box(NamedTuple):
    """A part of the map, km: what a drawing shows.

    >>> from widgets.sums import geography
    >>> geography.Box(-100, 100, -50, 50).east
    100
    """

    west: float
    east: float
    south: float
    north: float


@lru_cache(maxsize=16)
def outlines(tables: Tables, grid_km: int) -> tuple[Outline, ...]:
    """Every outline projected, its points on a grid of `grid_km`: neighbours keep their border.

    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> len(geography.outlines(load(), 10)), len(geography.outlines(load(), 100))
    (164, 78)
    """
    import numpy as np

    found = []
    for ring in rings(tables):
        x, y = project(ring.lons, ring.lats)
        points = np.round(np.column_stack([x, y]) / grid_km).astype(int)
        keep = np.ones(len(points), dtype=bool)
        keep[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
        points = points[keep] * grid_km
        if len(points) > 3:
            found.append(Outline(ring.area, ring.iso3, *map(tuple, points.T.tolist())))
    return tuple(found)


@lru_cache(maxsize=64)
def members(tables: Tables, day: date) -> frozenset[str]:
    """ISO3 codes of NATO's members on a day.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> len(geography.members(load(), date(2024, 10, 14)))
    32
    """
    rows = tables.memberships[tables.memberships["body"] == "NATO"]
    inside = (rows["from"] <= day.isoformat()) & ~(rows["to"] < day.isoformat())
    return frozenset(rows.loc[inside, "iso3"])


UKR = "UKR"
MEMBER, UKRAINE, OTHER = "member", "ukraine", "other"
MARGIN = 0.35  # of the box on each side: what a browser may show more of at another width


def countries(
    tables: Tables, day: date, box: Box, grid_km: int
) -> dict[str, tuple[list[float | None], list[float | None]]]:
    """Outlines by kind on a day - member, ukraine, other -, None between two. Do not change them.

    What lies far outside the box is laid on its wide edge, so that it costs nothing.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import geography
    >>> box = geography.Box(-500, 500, -500, 500)
    >>> sorted(geography.countries(load(), date(2024, 10, 14), box, 10))
    ['member', 'other', 'ukraine']
    """
    return _countries(tables, members(tables, day), box, grid_km)


@lru_cache(maxsize=64)
def _countries(tables: Tables, allies: frozenset[str], box: Box, grid_km: int) -> dict:
    parts: dict[str, tuple[list, list]] = {MEMBER: ([], []), UKRAINE: ([], []), OTHER: ([], [])}
    for outline in outlines(tables, grid_km):
        x, y = _laid_in(outline, box)
        if len(x) > 3:
            kind = MEMBER if outline.iso3 in allies else OTHER
            kind = UKRAINE if outline.iso3 == UKR else kind
            parts[kind][0].extend([*x, None])
            parts[kind][1].extend([*y, None])
    return parts


def _laid_in(outline: Outline, box: Box) -> tuple[list[float], list[float]]:
    wide, tall = (box.east - box.west) * MARGIN, (box.north - box.south) * MARGIN
    west, east = round(box.west - wide), round(box.east + wide)
    south, north = round(box.south - tall), round(box.north + tall)
    if max(outline.x) < west or min(outline.x) > east:
        return [], []
    if max(outline.y) < south or min(outline.y) > north:
        return [], []
    x, y = [], []
    for px, py in zip(outline.x, outline.y, strict=True):
        point = min(max(px, west), east), min(max(py, south), north)
        if not x or point != (x[-1], y[-1]):
            x.append(point[0])
            y.append(point[1])
    return x, y
