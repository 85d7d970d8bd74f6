"""Geography: distances against published ones, rings and projection against pyproj and back."""

import itertools
from datetime import date

import numpy as np
import pytest
from pyproj import Geod

from widgets.sums import geography
from widgets.sums.geography import Box, Place
from widgets.tables.package import load

TABLES = load()
PLACES = geography.places(TABLES)
GEOD = Geod(ellps="WGS84")

# Worked examples of GeographicLib's documentation (geodesics on WGS84): degrees and metres.
PUBLISHED = {
    "Wellington-Salamanca": ((174.81, -41.32), (-5.50, 40.96), 19_959_679.267),
    "New York-Singapore": (
        (-(73 + 46 / 60 + 44 / 3600), 40 + 38 / 60 + 23 / 3600),
        (103 + 59 / 60 + 22 / 3600, 1 + 21 / 60 + 33 / 3600),
        15_347_628,
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_distances_are_as_published(name):
    one, two, metres = PUBLISHED[name]
    ends = [Place("", "", "", *end) for end in (one, two)]
    assert geography.distance_km(*ends) == pytest.approx(metres / 1000, abs=0.001)
    assert geography.distance_km(*ends[::-1]) == pytest.approx(metres / 1000, abs=0.001)


def test_towns_are_as_far_apart_as_by_geonames_four_decimals():
    exact = {"Berlin": (13.4105, 52.5244), "Kaliningrad": (20.511, 54.7064)}
    exact |= {"Kyiv": (30.5238, 50.4547), "Rzeszów": (21.999, 50.0413)}
    for one, two in itertools.combinations(exact, 2):
        finer = GEOD.inv(*exact[one], *exact[two])[2] / 1000
        assert geography.distance_km(PLACES[one], PLACES[two]) == pytest.approx(finer, abs=1.0)


def test_the_reports_distance_lies_between_centre_and_border():
    berlin, kaliningrad = PLACES["Berlin"], PLACES["Kaliningrad"]
    border = geography.nearest_border(TABLES, berlin, kaliningrad)
    # 463.8 to 465.7 km to Natural Earth's outlines of three scales
    assert border.km == pytest.approx(464.2, abs=2)
    assert border.km < 500 < geography.distance_km(berlin, kaliningrad)
    assert (border.lon, border.lat) == (
        pytest.approx(19.61, abs=0.05),
        pytest.approx(54.457, abs=0.05),
    )
    assert border.name == "Kaliningrad region"
    assert geography.miles(500) == pytest.approx(310.7, abs=0.05)


def test_the_nearest_point_is_the_nearest_of_a_finely_cut_outline():
    """Beside every point of the outline cut into pieces of about a kilometre."""
    for here, there in (("Berlin", "Kaliningrad"), ("Wiesbaden", "Kyiv"), ("Tallinn", "Minsk")):
        one, two = PLACES[here], PLACES[there]
        nearest = float("inf")
        for ring in geography.rings(TABLES):
            if ring.area != two.area:
                continue
            pieces = np.linspace(0, 1, 60)
            for lons, lats in zip(
                zip(ring.lons, ring.lons[1:], strict=False),
                zip(ring.lats, ring.lats[1:], strict=False),
                strict=True,
            ):
                x, y = (a + (b - a) * pieces for a, b in (lons, lats))
                away = GEOD.inv(np.full(60, one.lon), np.full(60, one.lat), x, y)[2]
                nearest = min(nearest, float(away.min()) / 1000)
        assert geography.nearest_border(TABLES, one, two).km == pytest.approx(nearest, abs=1.0)


def test_inside_an_area_its_border_is_no_distance_away():
    assert geography.nearest_border(TABLES, PLACES["Hamburg"], PLACES["Munich"]).km == 0
    assert geography.nearest_border(TABLES, PLACES["Moscow"], PLACES["Kaliningrad"]).km > 500


# Public knowledge, degrees: where Norway's border with Russia meets the sea, and Finland's; the
# three-country point of Estonia, Latvia and Russia; the bridge between Narva and Ivangorod.
BORDER_POINTS = {
    "Grense Jakobselv": (30.82, 69.79),
    "Muotkavaara": (28.93, 69.05),
    "Virolahti": (27.7, 60.5),
    "Narva": (28.2, 59.37),
    "Lake Pskov": (27.35, 57.53),
}


@pytest.mark.parametrize(
    ("town", "nearest"),
    [("Reykjavík", "Muotkavaara"), ("Dublin", "Lake Pskov"), ("Oslo", "Virolahti")],
)
def test_russia_begins_at_its_border_and_not_in_the_atlantic(town, nearest):
    one = PLACES[town]
    border = geography.nearest_border(TABLES, one, PLACES["Moscow"])
    away = {
        name: GEOD.inv(one.lon, one.lat, *point)[2] / 1000 for name, point in BORDER_POINTS.items()
    }
    assert min(away, key=away.get) == nearest
    assert border.km == pytest.approx(away[nearest], abs=40)
    assert border.km <= away[nearest] + 10


def test_the_norwegian_border_is_where_it_is():
    """Kirkenes lies some seven kilometres from Russia (public knowledge)."""
    kirkenes = Place("Kirkenes", "NOR", "NOR", 30.05, 69.73)
    border = geography.nearest_border(TABLES, kirkenes, PLACES["Moscow"])
    assert 5 < border.km < 16
    assert 30 < border.lon < 31


def test_no_edge_crosses_the_map_but_along_its_frame():
    longest = 0.0
    for ring in geography.rings(TABLES):
        wide = np.abs(np.diff(ring.lons))[~geography._along_frame(ring)]
        longest = max(longest, float(wide.max(initial=0)))
    assert longest < 15


def test_the_frame_of_the_outlines_is_nowhere_a_border():
    west, south, east, north = geography.FRAME
    areas = {place.area: place for place in PLACES.values()}
    for there in areas.values():
        for here in PLACES.values():
            border = geography.nearest_border(TABLES, here, there)
            if border.km:
                assert west + 0.01 < border.lon < east - 0.01, (here, there, border)
                assert south + 0.01 < border.lat < north - 0.01, (here, there, border)


def test_every_town_lies_in_its_outlined_area_or_on_its_coast():
    for place in PLACES.values():
        assert geography.nearest_border(TABLES, place, place).km < 3, place.name


@pytest.mark.parametrize("km", [240, 500, 2776])
@pytest.mark.parametrize("name", ["Wiesbaden", "Kaliningrad"])
def test_rings_keep_their_distance_to_a_thousandth(name, km):
    place = PLACES[name]
    lons, lats = geography.circle(place, km)
    away = GEOD.inv([place.lon] * len(lons), [place.lat] * len(lons), lons, lats)[2]
    assert np.asarray(away) / 1000 == pytest.approx(np.full(len(lons), km), rel=1e-3)
    assert (lons[0], lats[0]) == pytest.approx((lons[-1], lats[-1]))
    # and on the map: its points, projected and brought back, are still as far away
    back = geography.unproject(*(np.round(v) for v in map(np.array, geography.project(lons, lats))))
    away = GEOD.inv([place.lon] * len(lons), [place.lat] * len(lons), *back)[2]
    assert np.asarray(away) / 1000 == pytest.approx(np.full(len(lons), km), abs=1.5)


def test_the_projection_comes_back_and_keeps_areas():
    lons, lats = np.meshgrid(np.linspace(-25, 50, 12), np.linspace(33, 72, 12))
    x, y = geography.project(lons.ravel(), lats.ravel())
    back = geography.unproject(x, y)
    assert back[0] == pytest.approx(lons.ravel(), abs=1e-6)
    assert back[1] == pytest.approx(lats.ravel(), abs=1e-6)
    assert geography.project(*geography.CENTRE) == pytest.approx((0, 0), abs=1e-9)
    for lon, lat in ((0, 40), (15, 52), (40, 65)):
        ring = [(lon, lat), (lon + 1, lat), (lon + 1, lat + 1), (lon, lat + 1)]
        px, py = geography.project([p[0] for p in ring], [p[1] for p in ring])
        flat = abs(np.dot(px, np.roll(py, 1)) - np.dot(py, np.roll(px, 1))) / 2
        true = abs(GEOD.polygon_area_perimeter(*zip(*ring, strict=True))[0]) / 1e6
        assert flat == pytest.approx(true, rel=2e-3)


def test_the_shortest_line_has_its_length():
    one, two = PLACES["Lisbon"], PLACES["Moscow"]
    lons, lats = geography.line((one.lon, one.lat), (two.lon, two.lat))
    assert GEOD.line_length(lons, lats) / 1000 == pytest.approx(geography.distance_km(one, two))


def test_neighbours_keep_their_common_border_on_the_map():
    for grid_km in (2, 6, 20):
        shown = geography.outlines(TABLES, grid_km)
        points = {
            area: {p for o in shown if o.area == area for p in zip(o.x, o.y, strict=True)}
            for area in ("DEU", "POL")
        }
        assert len(points["DEU"] & points["POL"]) >= 5
        assert all(o.x[0] == o.x[-1] and o.y[0] == o.y[-1] for o in shown)
    assert len(geography.outlines(TABLES, 20)) <= len(geography.outlines(TABLES, 2))


def test_members_are_those_of_the_day():
    before, after = date(2023, 4, 3), date(2024, 3, 7)
    assert geography.members(TABLES, after) - geography.members(TABLES, before) == {"FIN", "SWE"}
    box = Box(-1000, 1500, -800, 1500)
    north = [geography.countries(TABLES, day, box, 4)["member"][0] for day in (before, after)]
    assert len(north[0]) < len(north[1])


def test_what_lies_outside_costs_nothing_and_what_is_seen_stays():
    box = Box(-300, 300, -300, 300)
    near = geography.countries(TABLES, date(2025, 1, 1), box, 2)
    whole = geography.countries(TABLES, date(2025, 1, 1), Box(-9000, 9000, -9000, 9000), 2)

    def seen(land):
        return {
            (x, y)
            for xs, ys in land.values()
            for x, y in zip(xs, ys, strict=True)
            if x is not None and abs(x) < 300 and abs(y) < 300
        }

    assert seen(near) == seen(whole)
    assert seen(near)
    assert sum(len(x) for x, _ in near.values()) < sum(len(x) for x, _ in whole.values()) / 5
