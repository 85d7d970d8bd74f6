"""What if in Chromium: a guess drawn by mouse and by keys, shown; sliders; presets; no script."""

import pytest

from tests.conftest import until
from tests.test_accessible import assert_no_violation
from tests.test_browser import drawn, open_page

THUMB_PX = 28
GUESS = '[data-chart="guess"]'


@pytest.fixture(scope="module")
def url(site) -> str:
    """The chapter alone."""
    return f"{site}/what-if/"


@pytest.fixture
def fresh(watched, url):
    """The chapter in sight, at its default."""
    page = open_page(watched, f"{url}#what-if")
    page.locator(GUESS).scroll_into_view_if_needed()
    return page


def thumb(page, field: str):
    return page.locator(f'{GUESS} [data-field="{field}"]')


def place(page, field: str, value: float) -> tuple[float, float]:
    """Where the middle of a thumb stands on the screen at a value."""
    ring = thumb(page, field)
    box, now = ring.bounding_box(), float(ring.input_value())
    way = ring.evaluate("r => parseFloat(r.style.getPropertyValue('--way')) / r.max")
    return box["x"] + THUMB_PX / 2, box["y"] + THUMB_PX / 2 + way * (now - value)


def value(page, field: str) -> str:
    return page.locator(f'.guesses [data-field="{field}"]').input_value()


def drag(page, field: str, begin: float, end: float) -> None:
    x, y = place(page, field, begin)
    _, to = place(page, field, end)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 13):
        page.mouse.move(x, y + (to - y) * step / 12)
    page.mouse.up()
    drawn(page)


def test_a_guess_is_drawn_by_mouse_and_shown(fresh, watched):
    drag(fresh, "europe_1", 21.5, 40)
    assert abs(float(value(fresh, "europe_1")) - 40) <= 0.5
    guessed = value(fresh, "europe_1")
    until(fresh, f"location.search === '?guess=europe_1.{guessed}'")
    names = "p => p.data.map((t) => t.name)"
    plot = fresh.locator(f"{GUESS} .plot")
    assert "what happened, Europe" not in plot.evaluate(names)
    fresh.get_by_role("link", name="Show what happened").click()
    drawn(fresh)
    assert "what happened, Europe" in plot.evaluate(names)
    assert "you expected" in fresh.locator(f"{GUESS} .sentence").inner_text()
    assert thumb(fresh, "europe_1").count() == 0  # what is shown is guessed no more
    fresh.get_by_role("link", name="Hide it and guess again").click()
    drawn(fresh)
    assert thumb(fresh, "europe_1").input_value() == guessed
    watched.assert_clean()


def test_what_came_is_hidden_in_every_chart_until_it_is_asked_for(fresh, watched):
    fan = fresh.locator('[data-chart="scenario-range"]')
    statement = fresh.locator('[data-text="what-if"]').first
    assert "hidden until you have guessed" in statement.inner_text()
    fan.scroll_into_view_if_needed()
    names = "p => p.data.map((t) => t.name)"
    assert "what happened" not in fan.locator(".plot").evaluate(names)
    fan.get_by_role("link", name="show it now").click()
    drawn(fresh)
    until(fresh, "location.search === '?guess=revealed.yes'")
    assert "what happened" in fan.locator(".plot").evaluate(names)
    assert "In fact it was" in fan.locator(".sentence").inner_text()
    assert "hidden" not in statement.inner_text()
    watched.assert_clean()


def test_a_thumb_stands_on_its_diamond(fresh):
    for field, rank in (("us_1", 1), ("europe_3", 3)):
        x, y = place(fresh, field, float(value(fresh, field)))
        bloc = "United States" if field[0] == "u" else "Europe"
        diamond = fresh.locator(f"{GUESS} .plot").evaluate(
            """(p, [name, rank]) => {
              const trace = p.data.find((t) => t.name === name), l = p._fullLayout;
              const box = p.getBoundingClientRect();
              return [box.left + l.xaxis._offset + l.xaxis.d2p(trace.x[rank]),
                box.top + l.yaxis._offset + l.yaxis.d2p(trace.y[rank])]; }""",
            [f"your guess, {bloc}", rank],
        )
        assert abs(diamond[0] - x) < 1.5
        assert abs(diamond[1] - y) < 1.5


def test_a_guess_is_made_with_the_keys_and_typed(fresh, watched):
    handle = fresh.get_by_role(
        "slider",
        name="Your guess on the chart, Europe, April 2025 to September 2025, EUR bn a year",
    )
    handle.focus()
    assert handle.get_attribute("aria-valuetext") == "21.5 EUR bn a year"
    for _ in range(6):
        fresh.keyboard.press("ArrowUp")
    drawn(fresh)
    assert value(fresh, "europe_2") == "24.5"
    assert handle.input_value() == "24.5"
    assert handle.evaluate("h => document.activeElement === h")
    assert handle.evaluate("h => getComputedStyle(h).outlineStyle") == "solid"
    box = fresh.get_by_label("Your guess, United States, half-year 3, EUR bn a year", exact=True)
    box.fill("4")
    box.press("Tab")
    drawn(fresh)
    until(fresh, "location.search === '?guess=us_3.4~europe_2.24.5'")
    assert thumb(fresh, "us_3").input_value() == "4"
    box.fill("12.3")  # a hand is not exact: to the nearest step, as in a link
    box.press("Tab")
    drawn(fresh)
    until(fresh, "location.search === '?guess=us_3.12.5~europe_2.24.5'")
    assert box.input_value() == "12.5"
    box.fill("12.4")  # the same step again
    box.press("Tab")
    drawn(fresh)
    assert box.input_value() == "12.5"
    box.fill("90")  # beyond the top of the chart, which grows
    box.press("Tab")
    drawn(fresh)
    assert thumb(fresh, "us_3").input_value() == "90"
    watched.assert_clean()


def test_a_slider_of_the_scenario_leaves_no_backlog(fresh, watched):
    slider = fresh.get_by_role("slider", name="Europe changes by, slider")
    slider.scroll_into_view_if_needed()
    asked = []
    fresh.on("request", lambda request: asked.append(request.url) if "step?" in request.url else 0)
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    fresh.mouse.move(box["x"] + box["width"] * 0.25 + 6, y)
    fresh.mouse.down()
    for step in range(40):
        fresh.mouse.move(box["x"] + box["width"] * (0.26 + step * 0.01), y)
    fresh.mouse.up()
    drawn(fresh)
    europe = fresh.evaluate("window.__handover.board.state.values.europe")
    assert 100 < int(europe) < 200
    assert slider.input_value() == europe
    assert fresh.get_by_label("Europe changes by", exact=True).input_value() == europe
    until(fresh, f"location.search === '?scenario=europe.{europe}'")
    assert fresh.evaluate("window.__handover.board.queue.length") == 0
    assert f"%22{europe}%22" in asked[-1]  # positions between are dropped, the last arrives
    sentence = fresh.locator('[data-chart="scenario-range"] .sentence')
    assert f"Europe gives {europe}\u00a0% more" in sentence.inner_text()
    watched.assert_clean()


def test_a_number_out_of_range_is_said_and_changes_nothing(fresh):
    box = fresh.get_by_label("Months ahead", exact=True)
    before = fresh.evaluate("window.__handover.board.state.query")
    box.fill("500")
    box.press("Enter")
    until(fresh, "document.activeElement.matches(':invalid')")
    assert box.evaluate("box => box.validationMessage")
    assert fresh.evaluate("window.__handover.board.state.query") == before
    box.fill("12")
    box.press("Enter")
    until(fresh, "location.search === '?scenario=horizon.12'")


def test_a_preset_sets_all_and_reset_takes_it_back(fresh):
    fresh.get_by_role("link", name="the US stops, Europe doubles").click()
    until(fresh, "location.search === '?scenario=europe.100'")
    drawn(fresh)
    place = fresh.locator('[data-text="scenario-presets"]')
    assert place.locator("[aria-current]").inner_text() == "the US stops, Europe doubles"
    assert fresh.get_by_label("Europe changes by", exact=True).input_value() == "100"
    fresh.get_by_label("Months ahead", exact=True).fill("99")
    fresh.get_by_label("Months ahead", exact=True).press("Tab")  # beyond its range: not sent
    assert fresh.evaluate("location.search") == "?scenario=europe.100"
    place.get_by_role("link", name="reset").click()
    until(fresh, "location.search === ''")


@pytest.mark.parametrize("width", [360, 1280])
def test_no_violation_and_nothing_too_wide(new_page, url, width):
    query = "scenario=europe.80~us.50&guess=us_1.10~revealed.yes"
    watched = new_page(width=width)
    watched.page.route("**/live", lambda route: None)
    page = open_page(watched, f"{url}?{query}#what-if")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="Hide it and guess again").click()
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_text("What can be assumed").click()
    assert_no_violation(page)
    page.emulate_media(color_scheme="dark")
    until(page, "window.__handover.board.charts.every((c) => !c.drawn || c.drawnDark)")
    assert_no_violation(page, ["color-contrast"])
    page.context.close()


def test_without_script_a_guess_is_shown_by_its_link(new_page, url):
    watched = new_page(java_script_enabled=False)
    page = watched.page
    page.goto(f"{url}?guess=us_1.10&kind=all")
    page.locator('[data-chart="scenario-range"]').get_by_role("link", name="show it now").click()
    assert "kind=all" in page.url
    assert "us_1.10" in page.url
    assert "you expected" in page.locator(f"{GUESS} .sentence").inner_text()
    page.get_by_role("link", name="the US stops, Europe doubles").click()
    assert "Europe gives 100" in page.locator('[data-chart="scenario-range"]').inner_text()
    assert "you expected" in page.locator(f"{GUESS} .sentence").inner_text()
    watched.assert_clean()
    page.context.close()
