"""The chapter on who coordinates in Chromium: date, slider, stages, cards, maps, distances."""

import pytest

from tests.conftest import until
from tests.test_accessible import assert_no_violation
from tests.test_browser import drawn, open_page
from widgets.chapters.coordinates import chapter as coordination
from widgets.reading.pick import Pick, number_of
from widgets.sums.coordination import stages
from widgets.tables.package import load

PARTS = list(coordination.PARTS)
PARTLY = "?asof=2024-10-14&who=sag-u"


@pytest.fixture(scope="module")
def url(site) -> str:
    """The chapter alone."""
    return f"{site}/coordination/"


@pytest.fixture
def fresh(watched, url):
    """A page of its own at its default, for tests that change it."""
    return open_page(watched, url)


def title(page, name: str) -> str:
    return page.locator(f'[data-chart="{name}"] .chart-title').inner_text()


def at(page, day: str) -> None:
    """Wait until the page shows a day."""
    until(page, "day => document.querySelector('[data-field=asof]').value === day", day)
    drawn(page)


def test_the_slider_moves_the_date_day_by_day_and_is_named(fresh, watched):
    slider = fresh.locator('[data-field="asof_day"]')
    slider.focus()
    assert slider.get_attribute("aria-valuetext") == "11 April 2025"
    fresh.keyboard.press("ArrowLeft")
    at(fresh, "2025-04-10")
    assert slider.get_attribute("aria-valuetext") == "10 April 2025"
    assert "asof=2025-04-10" in fresh.url
    assert slider.evaluate("it => it === document.activeElement")
    fresh.keyboard.press("Home")
    at(fresh, "2022-02-24")
    assert title(fresh, "handover-tasks").startswith("24 February 2022")
    fresh.keyboard.press("End")
    at(fresh, "2026-05-02")
    watched.assert_clean()


def test_a_drag_of_the_slider_ends_where_it_is_let_go(fresh):
    slider = fresh.locator('[data-field="asof_day"]')
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    fresh.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    fresh.mouse.down()
    for part in (0.5, 0.4, 0.3):
        fresh.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] / 2)
    fresh.mouse.up()
    last = slider.input_value()
    drawn(fresh)
    assert slider.input_value() == last
    shown = fresh.locator('[data-field="asof"]').input_value()
    assert f"asof={shown}" in fresh.url
    assert number_of(Pick(asof=shown).day) == int(last)


def test_a_typed_date_counts_and_one_out_of_reach_changes_nothing(fresh, watched):
    date = fresh.locator('[data-field="asof"]')
    date.fill("2024-10-14")
    at(fresh, "2024-10-14")
    assert title(fresh, "handover-system") == "The system as on the day of the report"
    date.fill("2031-01-01")
    drawn(fresh)
    assert "asof=2024-10-14" in fresh.url
    assert fresh.locator(".problems p").count() == 0
    watched.assert_clean()


def test_a_stage_sets_the_date_the_sentence_and_keeps_the_focus(fresh):
    links = fresh.locator('[data-text="asof-stages"]')
    links.get_by_role("link", name="Polish hubs to NSATU").click()
    at(fresh, "2025-03-31")
    sentence = fresh.locator('[data-text="asof-sentence"]')
    assert "passes from the US Army to NSATU" in sentence.inner_text()
    assert links.locator('[aria-current="true"]').inner_text() == "Polish hubs to NSATU"
    assert fresh.evaluate("document.activeElement.dataset.set") == "asof=2025-03-31"
    fresh.keyboard.press("Shift+Tab")
    fresh.keyboard.press("Enter")
    at(fresh, "2025-02-12")


def test_the_stages_are_played_until_stopped(watched, url):
    page = open_page(watched, f"{url}?asof=2024-10-14")
    play = page.locator("[data-play]")
    play.click()
    at(page, "2024-12-17")
    assert play.inner_text() == "Stop"
    play.click()
    until(page, "document.querySelector('[data-play]').textContent === 'Play the stages'")
    drawn(page)
    assert page.evaluate("window.__handover.board.playing") is False
    stopped = page.locator('[data-field="asof"]').input_value()
    assert stopped in {str(stage.last) for stage in stages(load())}


def test_an_actor_opens_from_the_drawing_and_from_the_list(fresh):
    plot = fresh.locator('[data-chart="handover-tasks"] .plot')
    plot.evaluate("p => p.emit('plotly_click', {points: [{customdata: 'who:nsatu'}]})")
    card = fresh.locator('[data-text="who-card"] .card')
    card.locator("h4").wait_for()
    assert "Curtis Buzzard" in card.inner_text()
    assert "who=nsatu" in fresh.url
    assert fresh.locator('[data-field="who"]').input_value() == "nsatu"
    fresh.get_by_label("Open an actor").select_option("contact-group")
    until(fresh, "document.querySelector('[data-text=who-card]').textContent.includes('Chair')")
    fresh.locator('[data-field="asof"]').fill("2024-10-14")
    at(fresh, "2024-10-14")
    assert "United States (Secretary of Defense)" in card.inner_text()


def test_a_label_in_the_drawing_opens_its_actor(fresh):
    label = fresh.locator('[data-chart="handover-tasks"] .annotation-text', has_text="IDCC").first
    label.scroll_into_view_if_needed()
    label.click()
    fresh.locator('[data-text="who-card"] h4', has_text="International Donor").wait_for()


def test_the_maps_bands_follow_the_reading_and_its_sites_the_date(fresh):
    names = (
        "() => document.querySelector('[data-chart=\"handover-sites\"] .plot').data"
        ".map(t => [t.name, t.customdata?.[0]])"
    )
    before = dict(fresh.evaluate(names))
    fresh.get_by_label("To", exact=True).select_option("2024-09")
    drawn(fresh)
    after = dict(fresh.evaluate(names))
    assert after["flow us"] == pytest.approx(59.16, abs=0.01) != before["flow us"]
    fresh.locator('[data-field="asof"]').fill("2025-09-30")
    at(fresh, "2025-09-30")
    chart = fresh.locator('[data-chart="handover-sites"]')
    chart.locator(".annotation-text", has_text="Câmpia Turzii").wait_for()


def test_any_two_towns_are_measured_to_centre_and_border(fresh, watched):
    here, there = (
        fresh.get_by_role("combobox", name=name, exact=True)
        for name in ("From the town", "To the town")
    )
    assert title(fresh, "handover-distances").startswith("Berlin to Kaliningrad: 529")
    fresh.get_by_role("combobox", name="Measured to", exact=True).select_option("border")
    chart = fresh.locator('[data-chart="handover-distances"]')
    chart.locator(".chart-title", has_text="464").wait_for()
    there.focus()
    fresh.keyboard.type("Rze")  # a list is searched by what is typed
    until(fresh, "document.querySelector('[data-field=there]').value === 'Rzeszów'")
    here.select_option("Wiesbaden")
    chart.locator(".chart-title", has_text="Wiesbaden to the nearest point of Poland").wait_for()
    drawn(fresh)
    assert "here=Wiesbaden&there=Rzesz%C3%B3w&ends=border" in fresh.url
    fresh.get_by_role("combobox", name="Missile", exact=True).select_option("iskander")
    fresh.get_by_role("combobox", name="Ranges from", exact=True).select_option("Kaliningrad")
    chart.locator(".annotation-text", has_text="Iskander-M").wait_for()
    watched.assert_clean()


@pytest.mark.parametrize("width", [360, 900, 1000, 1280])
def test_a_ring_is_round_at_every_width(new_page, url, width):
    watched = new_page(width=width)
    page = open_page(watched, f"{url}?rings=atacms")
    size = page.evaluate(
        """() => {
          const plot = document.querySelector('[data-chart="handover-distances"] .plot');
          const { xaxis, yaxis } = plot._fullLayout;
          const ring = plot.data.find((t) => t.name.startsWith("ATACMS 300"));
          const span = (axis, values) => Math.abs(axis.l2p(Math.max(...values))
            - axis.l2p(Math.min(...values)));
          return [span(xaxis, ring.x), span(yaxis, ring.y)];
        }"""
    )
    assert size[0] == pytest.approx(size[1], rel=0.02)
    assert size[0] > 40
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False)])
def test_no_violation_in_the_chapter(new_page, url, width, dark):
    watched = new_page(width=width, dark=dark)
    page = open_page(watched, f"{url}{PARTLY}")
    for button in page.locator('#coordination [data-fold="table"]').all():
        button.click()
    drawn(page)
    assert_no_violation(page)
    watched.assert_clean()
    page.context.close()


def test_every_stop_of_the_tabulator_in_the_chapter_is_seen(fresh):
    fresh.locator('[data-field="asof"]').focus()
    stops = 0
    while fresh.evaluate("!!document.activeElement.closest('#coordination')") and stops < 90:
        seen = fresh.evaluate(
            """() => { const it = document.activeElement, box = it.getBoundingClientRect();
            return getComputedStyle(it).outlineStyle === "solid" && box.width > 0
              && box.bottom > 0 && box.top < innerHeight; }"""
        )
        assert seen, fresh.evaluate("document.activeElement.outerHTML")
        fresh.keyboard.press("Tab")
        stops += 1
    assert stops > 40


def test_without_script_stages_are_links_and_charts_are_tables(new_page, url):
    watched = new_page(java_script_enabled=False)
    page = watched.page
    page.goto(f"{url}")
    assert not page.locator(".asof").is_visible()
    assert not page.locator(".choices").first.is_visible()
    page.locator('[data-text="asof-stages"] a', has_text="The report").click()
    assert title(page, "handover-tasks").startswith("14 October 2024")
    for name in PARTS:
        assert page.locator(f'[data-chart="{name}"] table').is_visible()
    rows = page.locator('[data-chart="handover-tasks"] tbody tr')
    assert rows.filter(has_text="not known publicly").count() == 1
    watched.assert_clean()
    page.context.close()


def test_the_page_still_asks_no_other_host(fresh, watched):
    for name in PARTS:
        fresh.locator(f'[data-chart="{name}"]').scroll_into_view_if_needed()
    drawn(fresh)
    assert len(load().outlines) > 100
    watched.assert_clean()
