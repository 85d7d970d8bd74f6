"""Colours: contrast and colour-blind distances computed from the one table."""

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert

from widgets.draw import tokens
from widgets.tables.package import load

DONORS = ["us", "eu", "eui", "oe", "od"]
TEXT = ["ink", "ink2", "ink3", "us_t", "eu_t", "eui_t", "oe_t", "od_t", "you", "nato"]
BLOCKS = ["us_b", "eu_b", "eui_b", "oe_b", "nato_b"]
THEMES = {"light": 0, "dark": 1}


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def luminance(colour: str) -> float:
    parts = rgb(colour)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def ratio(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=THEMES, ids=list(THEMES))
def colour(request):
    return lambda name: tokens.TOKENS[name][THEMES[request.param]]


def test_text_can_be_read_on_paper_and_panel(colour):
    for name in TEXT:
        assert ratio(colour(name), colour("paper")) >= 4.5, name
        assert ratio(colour(name), colour("panel")) >= 4.5, name


def test_marks_stand_out_from_paper_and_from_the_readers_window(colour):
    for name in [*DONORS, "rule2", "nato"]:
        assert ratio(colour(name), colour("paper")) >= 3, name
    for name in DONORS:
        assert ratio(colour(name), colour("you_w")) >= 3, name


def test_text_on_blocks(colour):
    for name in BLOCKS:
        assert ratio(colour(name), colour("on")) >= 5.1, name


@pytest.mark.parametrize("sight", ["full", "deuteranomaly", "protanomaly", "tritanomaly"])
def test_donors_differ_for_every_sight(colour, sight):
    def seen(name):
        if sight == "full":
            space = "sRGB1"
        else:
            space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        shown = np.clip(cspace_convert(rgb(colour(name)), space, "sRGB1"), 0, 1)
        return cspace_convert(shown, "sRGB1", "CAM02-UCS")

    least = min(np.linalg.norm(seen(a) - seen(b)) for a, b in itertools.combinations(DONORS, 2))
    assert least >= 15


def test_light_values_are_unique_so_that_each_has_one_dark_partner():
    assert len({token.light.lower() for token in tokens.TOKENS.values()}) == len(tokens.TOKENS)
    partners = tokens.dark_partners()
    assert partners["#d4590b"] == "#f0733c"
    assert partners["212,89,11"] == "240,115,60"


def test_css_has_every_token_in_both_themes_and_prints_in_light():
    css = tokens.css()
    for name, token in tokens.TOKENS.items():
        assert f"--{name.replace('_', '-')}:{token.light};" in css
        assert f"--{name.replace('_', '-')}:{token.dark};" in css
    assert "@media screen and (prefers-color-scheme:dark)" in css


def test_every_donor_group_has_its_colours():
    for group in load().rows("groups"):
        assert {group.group, f"{group.group}_t"} <= set(tokens.TOKENS), group.name
