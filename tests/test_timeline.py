"""The timeline in Chromium: walking, brushing, zooming, months both ways, the list."""

import itertools

import pytest

from tests.conftest import until
from tests.test_browser import drawn, open_page
from widgets.tables.package import load

TABLES = load()


@pytest.fixture(scope="module")
def url(site) -> str:
    """The chapter alone."""
    return f"{site}/timeline/"


@pytest.fixture
def timeline_page(new_page, url):
    yield from opened(new_page, url)


@pytest.fixture
def beside_flows(new_page, site):
    """The timeline and the flows, which mark the same window and months."""
    yield from opened(new_page, f"{site}/timeline-flows/")


def opened(new_page, url: str):
    watched = new_page(width=1280)
    page = open_page(watched, url)
    page.locator('[data-chart="timeline"]').scroll_into_view_if_needed()
    yield page
    watched.assert_clean()
    page.context.close()


def value(page) -> str:
    return page.evaluate("document.activeElement.ariaValueText")


def test_the_keys_walk_from_event_to_event_open_and_close(timeline_page):
    page = timeline_page
    walker = page.get_by_role("slider", name="Events: arrow keys")
    walker.focus()
    page.keyboard.press("Home")
    shown = TABLES.events.sort_values("start_first", kind="stable")
    first, last = shown.iloc[0], shown.iloc[-1]
    assert first["title"] in value(page)
    assert value(page).endswith(f"1 of {len(shown)}")
    page.keyboard.press("End")
    assert last["title"] in value(page)
    page.keyboard.press("ArrowRight")
    assert last["title"] in value(page)
    page.keyboard.press("ArrowLeft")
    assert shown.iloc[-2]["title"] in value(page)
    page.keyboard.press("Enter")
    until(page, f"location.search === '?event={shown.iloc[-2]['event']}'")
    drawn(page)
    assert page.locator('[data-text="card"] h4').inner_text() == shown.iloc[-2]["title"]
    assert page.evaluate("document.activeElement.classList.contains('walker')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    until(page, "location.search === ''")
    assert page.locator('[data-text="card"] h4').count() == 0
    ring = walker.bounding_box()
    assert 0 < ring["x"] < 1280


def test_an_event_opened_by_pointer_shows_its_card_and_the_keys_walk_on_from_it(timeline_page):
    page = timeline_page
    chart = page.locator('[data-chart="timeline"]')
    chart.locator(".annotation-text", has_text="HIMARS").click()
    page.locator('[data-text="card"] h4').wait_for()
    drawn(page)
    assert page.locator('[data-text="card"] h4').evaluate(
        "h => h.getBoundingClientRect().top >= 0 && h.getBoundingClientRect().bottom <= innerHeight"
    )
    shown = list(TABLES.events.sort_values("start_first", kind="stable")["title"])
    opened = shown.index(page.locator('[data-text="card"] h4').inner_text())
    page.get_by_role("slider", name="Events: arrow keys").focus()
    page.keyboard.press("ArrowRight")
    assert shown[opened + 1] in value(page)


def test_a_drag_over_the_timeline_is_the_new_window_of_every_chart(beside_flows):
    page = beside_flows
    plot = page.locator('[data-chart="timeline"] .plot').bounding_box()
    edges = dict(page.evaluate("window.__handover.board.state.charts.timeline.head.edges"))
    y = plot["y"] + plot["height"] / 2
    start, end = (plot["x"] + edges[month] + 4 for month in ("2025-03", "2023-06"))
    page.mouse.move(start, y)
    page.mouse.down()
    for part in range(1, 9):
        page.mouse.move(start + (end - start) * part / 8, y)
    page.mouse.up()
    until(page, "location.search === '?from=2023-06&to=2025-03'")
    drawn(page)
    for name in ("timeline", "flows-over-time"):
        ends = page.locator(f'[data-chart="{name}"] [role="slider"].handle')
        texts = [ends.nth(i).get_attribute("aria-valuetext") for i in (0, 1)]
        assert texts == ["Jun 2023", "Mar 2025"], name
    page.mouse.move(start, y)
    page.mouse.down()
    page.mouse.up()  # a click is no drag
    drawn(page)
    assert page.evaluate("window.__handover.board.state.query").startswith("from=2023-06&to=2025")


def test_zoom_names_minor_events_and_everything_comes_back(timeline_page):
    page = timeline_page

    def labels() -> list[str]:
        return page.locator('[data-chart="timeline"] .annotation-text').all_text_contents()

    minor = TABLES.events[(TABLES.events["importance"] == 3) & (~TABLES.events["era"])]
    minor = set(minor.loc[minor["start_first"].str.startswith("2024"), "label"])
    assert not minor & set(labels())
    page.locator('[data-text="zoom"]').get_by_text("2024", exact=True).click()
    until(page, "location.search === '?zoom=2024-01.2024-12'")
    drawn(page)
    assert len(minor & set(labels())) > len(minor) * 0.9
    walker = page.get_by_role("slider", name="Events: arrow keys")
    walker.focus()
    page.keyboard.press("+")
    until(page, "location.search === '?zoom=2024-04.2024-09'")
    page.keyboard.press("-")
    until(page, "location.search === '?zoom=2024-01.2024-12'")
    page.get_by_text("everything", exact=True).click()
    until(page, "location.search === ''")
    drawn(page)


def test_an_event_marks_its_month_and_a_month_lists_its_events(beside_flows):
    page = beside_flows
    line = page.locator('[data-chart="flows-over-time"] .month-line')
    assert line.is_hidden()
    page.evaluate("window.__handover.board.do('set', 'event', 'oval-office-clash')")
    until(page, "location.search === '?event=oval-office-clash'")
    drawn(page)
    assert not line.evaluate("l => l.hidden")
    page.get_by_role("link", name="All events of February 2025").click()
    until(page, "location.search.endsWith('month=2025-02')")
    found = page.locator('[data-text="month-events"]')
    found.get_by_text("Certainly in February 2025").wait_for()
    assert found.get_by_role("link", name="A meeting in the White House").count() == 1
    found.get_by_role("link", name="Close").click()
    until(page, "location.search === '?event=oval-office-clash'")
    page.locator('[data-chart="flows-over-time"]').scroll_into_view_if_needed()
    drawn(page)
    bar = page.locator('[data-chart="flows-over-time"] .barlayer .point path').nth(20)
    box = bar.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(page, "location.search.includes('month=2023-09')")
    drawn(page)


def test_a_hovered_event_marks_its_month(beside_flows):
    page = beside_flows
    point = page.evaluate(
        "() => { const { charts } = window.__handover.board;"
        "const { plot } = charts.find((c) => c.name === 'timeline');"
        "const events = plot.data.find((t) => t.name === 'events');"
        "const i = events.customdata.indexOf('us-election-2024');"
        "const { xaxis, yaxis } = plot._fullLayout; const box = plot.getBoundingClientRect();"
        "return [box.x + xaxis._offset + xaxis.d2p(events.x[i]),"
        " box.y + yaxis._offset + yaxis.d2p(events.y[i])]; }"
    )
    page.mouse.move(point[0] - 40, point[1] - 40)
    page.mouse.move(*point)
    line = "document.querySelector('[data-chart=\"flows-over-time\"] .month-line')"
    until(page, f"!{line}.hidden")
    page.mouse.move(5, point[1])
    until(page, f"{line}.hidden")


def test_the_list_of_events_is_sorted_by_its_heads_and_opens_events(timeline_page):
    page = timeline_page
    chart = page.locator('[data-chart="timeline"]')
    chart.get_by_role("button", name="Table").click()
    titles = chart.locator("tbody tr td:nth-child(3)")
    given = titles.all_inner_texts()
    head = chart.get_by_role("button", name="Event", exact=True)
    head.click()
    assert chart.locator("thead th").nth(2).get_attribute("aria-sort") == "ascending"
    up = titles.all_inner_texts()
    head.click()
    assert titles.all_inner_texts() == up[::-1]
    assert up != given
    chart.get_by_role("button", name="Date").click()
    assert titles.all_inner_texts() == given
    titles.nth(0).get_by_role("link").click()
    until(page, "location.search.startsWith('?event=')")
    drawn(page)


def test_numbers_in_a_table_are_sorted_by_size(beside_flows):
    page = beside_flows
    chart = page.locator('[data-chart="flows-over-time"]')
    chart.get_by_role("button", name="Table").click()
    chart.locator("thead .sort").nth(1).click()
    shown = chart.locator("tbody td:nth-child(2)").all_inner_texts()
    numbers = [float(text.replace("−", "-")) for text in shown if text]
    assert len(numbers) == 52
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("zoom", ["", "2014-01.2021-12", "2024-01.2024-12", "2024-07.2024-12"])
def test_labels_do_not_meet_at_any_zoom(new_page, url, width, zoom):
    watched = new_page(width=width)
    page = open_page(watched, f"{url}?zoom={zoom}")
    boxes = page.locator('[data-slot="timeline"] .annotation-text').evaluate_all(
        "all => all.map(t => { const b = t.getBoundingClientRect(); "
        "return [t.textContent, b.left, b.right, b.top + 2, b.bottom - 2]; })"
    )
    assert len(boxes) > 10
    for one, two in itertools.combinations(boxes, 2):
        apart = one[2] <= two[1] or two[2] <= one[1] or one[4] <= two[3] or two[4] <= one[3]
        assert apart, (one, two)
    watched.assert_clean()
    page.context.close()
