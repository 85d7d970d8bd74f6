"""No violation that axe-core knows of, in any state of the page; and what it cannot know of."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import until
from tests.reader import cells
from tests.serving import code, kernels, serving
from tests.test_browser import drawn, hears, open_page, set_field

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIVE = 'html[data-live="true"]'
# The outline of the focused element, and whether it stands in sight.
FOCUS = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const part = it.closest("[data-chart]")?.dataset.chart ?? it.closest("section")?.id ?? "";
  return { name: [part, it.tagName, it.className, it.dataset.field ?? it.textContent.trim()].join(),
    outline: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth && Number(style.opacity) > 0.1 };
}"""


def assert_no_violation(page, rules: list[str] = RULES) -> None:
    """Run axe-core on the page as it stands."""
    report = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert report.violations_count == 0, report.generate_report()


def unfold(page) -> None:
    for button in page.locator("[data-fold]").all():
        button.click()
    page.locator(".fold summary").first.click()


def open_dialog(page) -> None:
    set_field(page, "Donors", "chosen")
    page.get_by_role("dialog").get_by_label("Denmark").check()


def open_bar(page) -> None:
    page.get_by_text("Change", exact=True).click()


def search_in_vain(page) -> None:
    page.get_by_label("Search events").fill("nothing is called so")
    page.locator('[data-slot="timeline"]').get_by_text("0 of 169").first.wait_for()


def show_copied(page) -> None:
    page.get_by_role("button", name="Copy link").click()
    until(page, "document.querySelector('.said').textContent")


def say(page) -> None:
    page.evaluate("window.__handover.board.say('○ There is a newer version.', 'Reload')")


# The page or chapter and its query, what is done there, and what must stand in sight then.
STATES = {
    "the first view": ("report/", None, ".lead"),
    "an event open": (
        "timeline/?event=nsatu-takes-over&from=2024-01&to=2024-09",
        None,
        ".card h4",
    ),
    # The other chapters unfold theirs in the files of their own.
    "tables and citations unfolded": ("flows/", unfold, ".cite-region"),
    "a reading refused": ("flows/?measure=commitments&kind=military", None, ".chart .chip.none"),
    "problems said": ("report/?from=nonsense&kind=none&event=never", None, ".problems p"),
    "donors being chosen": ("report/", open_dialog, ".donor-dialog"),
    "donors of one's own": (
        "flows/?donors=DNK.NOR&rhythm=cumulative&unit=share",
        None,
        "[data-edit]",
    ),
    "a search in vain": ("timeline/", search_in_vain, '[data-field="text"]'),
    "the link copied": ("report/", show_copied, ".said"),
    "a newer version": ("report/", say, ".status button"),
}
ON_A_PHONE = {
    "bar closed": ("", None, ".bar summary"),
    "bar open": ("timeline/?event=nsatu-takes-over", open_bar, ".bar select"),
}


def assert_accessible_in(watched, site: str, address: str, act, seen: str) -> None:
    """Open an address, do something, and look at it in both colour schemes."""
    page = open_page(watched, f"{site}/{address}")
    if act:
        act(page)
        drawn(page)
    assert page.locator(seen).first.is_visible()
    assert_no_violation(page)
    page.emulate_media(color_scheme="dark")
    # asking a chart whether it is dirty would read the scheme, and Chromium then tells of no change
    until(page, "window.__handover.board.charts.every((c) => !c.drawn || c.drawnDark)")
    assert_no_violation(page, ["color-contrast"])


@pytest.mark.parametrize("state", STATES)
def test_no_violation_with(state, watched, site):
    assert_accessible_in(watched, site, *STATES[state])


@pytest.mark.parametrize("state", ON_A_PHONE)
def test_no_violation_on_a_phone_with_the(state, new_page, site):
    watched = new_page(360, 740, has_touch=True, is_mobile=True)
    assert_accessible_in(watched, site, *ON_A_PHONE[state])
    watched.page.context.close()


def test_no_violation_with_a_kernel_without_a_seat_and_with_a_dead_kernel(new_page, tmp_path):
    button = code("import ipywidgets\nipywidgets.Button(description='Mine')")
    with serving(tmp_path, *cells("report"), button, options=["--seats", "1"]) as server:
        one, two = new_page().page, new_page().page
        one.clock.install()
        one.goto(server.url)
        one.locator(LIVE).wait_for(state="attached", timeout=60_000)
        assert_no_violation(one)
        with two.expect_response("**/live") as refused:
            two.goto(server.url)
        assert refused.value.status == 503
        assert_no_violation(two)
        for kernel in kernels(server):
            kernel.kill()
        hears(one, "has ended")
        assert_no_violation(one)
        one.context.close()
        two.context.close()


def test_no_violation_on_a_page_of_error(page, site):
    page.goto(f"{site}/nowhere")
    page.get_by_text("There is no page at this address.").wait_for()
    assert_no_violation(page)
    page.emulate_media(color_scheme="dark")
    assert_no_violation(page)


def test_the_landmarks_and_the_line_that_is_read_out(watched, site):
    page = open_page(watched, f"{site}/report/")
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("navigation", name="Chapters").count() == 1
    line = page.locator(".status")
    assert line.get_attribute("role") == "status"  # polite by itself
    assert line.get_attribute("aria-live") in (None, "polite")


def test_the_first_key_skips_to_the_text(watched, site):
    page = open_page(watched, f"{site}/report/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    until(page, "location.hash === '#report'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#report').contains(document.activeElement)")


@pytest.mark.parametrize(("dark", "chapter"), [(False, ""), (True, "flows/")])
def test_whatever_has_the_focus_shows_it(new_page, site, dark, chapter):
    watched = new_page(dark=dark)
    page = open_page(
        watched, f"{site}/{chapter}?from=2024-01&donors=DNK.NOR&event=nsatu-takes-over"
    )
    seen = []
    while len(seen) < 400:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["name"].startswith(",BODY") or page.evaluate("document.hasFocus()") is False:
            break
        seen.append(focus)
    assert [focus["name"] for focus in seen if not (focus["outline"] and focus["shown"])] == []
    names = " ".join(focus["name"] for focus in seen)
    for control in ("handle first", "handle last", "measure", "last", "Copy link", "Edit list"):
        assert control in names, control
    page.context.close()


def test_the_handles_of_the_window_are_moved_by_keys(watched, site):
    page = open_page(watched, f"{site}/flows/")
    handle = page.get_by_role("slider", name="To, on the chart").first
    handle.focus()
    assert handle.get_attribute("aria-valuetext") == "Apr 2026"
    page.keyboard.press("ArrowLeft")
    until(page, "location.search === '?to=2026-03'")
    drawn(page)
    assert handle.get_attribute("aria-valuetext") == "Mar 2026"
    assert handle.evaluate("it => it === document.activeElement")


def test_without_script_there_are_text_and_tables(new_page, site):
    watched = new_page(java_script_enabled=False)
    page = watched.page
    page.goto(f"{site}/?to=2024-09")
    assert "51.3\u00a0%" in page.locator('[data-text="statement"]').inner_text()
    for chart in page.locator("[data-chart]").all():
        table = chart.locator("table")
        assert table.is_visible()
        assert table.locator("tbody tr").count() > 2
        assert not chart.locator(".picture").is_visible()
        assert not chart.locator(".tools").is_visible()
    assert not page.locator(".bar select").first.is_visible()
    assert page.locator(".counting").is_visible()
    page.get_by_role("link", name="48.4").first.click()  # a figure of the grid is a link
    assert "48.4\u00a0%" in page.locator('[data-text="statement"]').inner_text()
    watched.assert_clean()
    page.context.close()


def test_paper_shows_the_reading_and_what_is_folded(watched, site):
    page = open_page(watched, f"{site}/?to=2024-09")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator(".counting").is_visible()
    assert not page.locator(".bar select").first.is_visible()
    assert not page.locator(".chart .tools").first.is_visible()
    assert page.locator(".grid").is_visible()
    assert page.locator("#sources table").is_visible()
    assert page.locator(".fold dl, .fold p").first.is_visible()
    assert page.locator(".handle").first.is_hidden()
    for chart in page.locator("[data-chart]").all():
        assert chart.locator(".main-svg").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator(".bar select").first.is_visible()
