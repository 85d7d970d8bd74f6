"""The donors' charts in Chromium: choice, clicks on bars, names and countries, files, narrow."""

import pytest

from tests.conftest import rest, until
from tests.test_accessible import assert_no_violation
from tests.test_browser import drawn, open_page
from widgets.chapters.carries import donor, donor_map, ranking, weapons
from widgets.sums import geography

CHARTS = [ranking.NAME, ranking.YEARS, donor_map.NAME, donor.NAME, weapons.NAME]
PLACE = """([lon, lat]) => {
  const plot = document.querySelector('[data-chart="flows-map"] .plot');
  const { xaxis, yaxis } = plot._fullLayout, box = plot.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.d2p(lon), box.top + yaxis._offset + yaxis.d2p(lat)];
}"""


@pytest.fixture(scope="module")
def url(site) -> str:
    """The chapter alone."""
    return f"{site}/flows/"


@pytest.fixture(scope="module")
def shown(new_page, url):
    """The chapter as it opens, for tests that leave it so."""
    watched = new_page()
    yield open_page(watched, url)
    watched.page.context.close()


@pytest.fixture
def fresh(watched, url):
    """A page of its own at its default, for tests that change it."""
    return open_page(watched, url)


def card(page) -> str:
    return page.locator('[data-text="donor-card"] h4').inner_text()


def press(page, mark) -> None:
    """Click the middle of a mark in a drawing, over which plotly.js lays what hears the pointer."""
    mark.scroll_into_view_if_needed()
    drawn(page)
    box = mark.bounding_box()
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*place)
    rest(page)
    page.mouse.click(*place)


def looks_at(page, iso3: str, name: str) -> None:
    """Wait until the page looks at a donor, in its address, its control and its card."""
    until(page, "code => location.search.includes(`donor=${code}`)", iso3)
    drawn(page)
    assert card(page) == name
    assert page.locator('[data-field="donor"]').input_value() == iso3


def test_any_donor_can_be_chosen_and_is_in_the_link(fresh, watched, url):
    assert card(fresh) == "United States"
    fresh.locator('[data-field="donor"]').select_option("MLT")
    looks_at(fresh, "MLT", "Malta")
    title = fresh.locator('[data-chart="flows-donor"] .chart-title')
    assert title.inner_text() == "Malta: no military aid in these months"
    fresh.go_back()
    until(fresh, "location.search === ''")
    drawn(fresh)
    assert card(fresh) == "United States"
    open_page(watched, f"{url}?donor=MLT")
    assert card(fresh) == "Malta"
    watched.assert_clean()


def test_a_country_of_the_map_opens_its_donor(fresh, watched):
    fresh.locator('[data-chart="flows-map"] .plot').scroll_into_view_if_needed()
    drawn(fresh)
    x, y = fresh.evaluate(PLACE, list(geography.project(20.0, 51.5)))
    fresh.mouse.move(x, y)
    until(
        fresh,
        "() => document.querySelector('[data-chart=flows-map] .hovertext')?.textContent"
        ".includes('Poland')",
    )
    rest(fresh)
    fresh.mouse.click(x, y)
    looks_at(fresh, "POL", "Poland")
    watched.assert_clean()


def test_a_bar_and_a_name_open_their_donor(fresh):
    bar = fresh.locator('[data-chart="flows-ranking"] .barlayer .point path').nth(1)
    press(fresh, bar)
    looks_at(fresh, "DEU", "Germany")
    name = fresh.locator('[data-chart="flows-weapons"] .annotation', has_text="Czechia")
    press(fresh, name)
    looks_at(fresh, "CZE", "Czechia")


def test_the_ranking_shows_every_donor_on_request_and_its_table_links_them(fresh):
    slot = fresh.locator('[data-slot="flows-ranking"]')
    fresh.locator('[data-field="ranked"]').select_option("all")
    until(fresh, "location.search.includes('ranked=all')")
    slot.scroll_into_view_if_needed()
    drawn(fresh)
    assert slot.locator(".annotation", has_text="India").count() == 1
    slot.get_by_role("button", name="Table").click()
    assert slot.locator("tbody tr").count() == 42
    slot.get_by_role("link", name="Iceland").click()
    looks_at(fresh, "ISL", "Iceland")
    assert fresh.locator("#one-donor").evaluate("it => it === document.activeElement")


def test_a_donor_becomes_the_focus_of_the_whole_page_and_leaves_it(fresh):
    fresh.locator('[data-field="donor"]').select_option("SWE")
    looks_at(fresh, "SWE", "Sweden")
    fresh.get_by_role("link", name="Count only Sweden on the whole page").click()
    until(fresh, "location.search.includes('donors=SWE')")
    drawn(fresh)
    assert "Sweden" in fresh.locator('[data-chart="flows-ranking"] .chart-title').inner_text()
    fresh.get_by_role("link", name="Count all donors again").click()
    until(fresh, "!location.search.includes('donors=')")


def test_a_bar_of_a_month_lists_its_events(fresh):
    bar = fresh.locator('[data-chart="flows-donor"] .barlayer .point path').nth(2)
    press(fresh, bar)
    until(fresh, "location.search.includes('month=2022-')")


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_gives_its_files(shown, name):
    slot = shown.locator(f'[data-slot="{name}"]')
    slot.scroll_into_view_if_needed()
    drawn(shown)
    saved = {}
    for kind in ("CSV", "SVG", "PNG"):
        with shown.expect_download() as download:
            slot.get_by_role("link" if kind == "CSV" else "button", name=kind).click()
        saved[kind] = download.value.path().read_bytes()
    lines = saved["CSV"].decode().splitlines()
    assert any(line.startswith("# ") and "Release 29" in line for line in lines)
    assert b"Release 29" in saved["SVG"]
    assert saved["SVG"].count(b"<path") > 10
    assert saved["PNG"].startswith(b"\x89PNG")
    assert len(saved["PNG"]) > 10_000


@pytest.mark.parametrize("query", ["?donor=EUI&kind=all&unit=pct-gdp", "?ranked=all&donor=USA"])
def test_nothing_is_wider_than_a_phone(new_page, url, query):
    watched = new_page(width=360)
    page = open_page(watched, url + query)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    watched.assert_clean()
    page.context.close()


def test_the_donors_are_accessible(fresh):
    fresh.locator('[data-slot="flows-ranking"]').get_by_role("button", name="Table").click()
    assert_no_violation(fresh)


def test_the_card_is_there_without_a_script(new_page, url):
    watched = new_page(java_script_enabled=False)
    watched.page.goto(f"{url}?donor=EUI&kind=all")
    text = watched.page.locator('[data-text="donor-card"]').inner_text()
    assert "EU institutions" in text
    assert "Loans" in text
    watched.page.context.close()
