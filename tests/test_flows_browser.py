"""The chapter on who carries in Chromium: focus, playback, own groups, split and form, links."""

import csv
import re

import pytest

from tests.conftest import rest, until
from tests.reader import BOARD
from tests.test_accessible import assert_no_violation
from tests.test_browser import TRACES, drawn, open_page, set_field
from widgets.reading.address import read
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import load

TABLES = load()
DIAGRAM = '[data-chart="flows-sankey"]'
OWN = "?groups=Nordics~DNK.FIN.ISL.NOR.SWE"
AT_REST = "() => !window.__handover.board.running"
SPOT = """focus => {
  const plot = document.querySelector('[data-chart="flows-sankey"] .plot');
  const nodes = plot.data.find(({ name }) => name === "nodes");
  const i = nodes.customdata.indexOf(focus);
  const { left, top } = plot.getBoundingClientRect();
  const { xaxis, yaxis } = plot._fullLayout;
  return [left + xaxis._offset + xaxis.d2p(nodes.x[i]),
          top + yaxis._offset + yaxis.d2p(nodes.y[i])];
}"""
HOVERED = """focus => document.querySelector('[data-chart="flows-sankey"] .plot')
  ._hoverdata?.some(({ customdata }) => customdata === focus)"""
PICTURES = """() => {
  const root = window.__handover.board.root;
  window.pictures = [];
  const seen = () => window.pictures.push(performance.now());
  new MutationObserver(seen).observe(root, { attributeFilter: ["data-pictures"] });
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


def query(page) -> str:
    return page.evaluate("decodeURIComponent(location.search)")


def at(page, expected: str) -> None:
    until(page, "query => decodeURIComponent(location.search) === query", expected)
    drawn(page)


def click_bar(page, focus: str) -> None:
    page.locator(DIAGRAM).scroll_into_view_if_needed()
    page.mouse.move(600, 20)
    x, y = page.evaluate(SPOT, focus)
    page.mouse.move(x + 3, y, steps=4)
    page.mouse.move(x, y)
    until(page, HOVERED, focus)
    rest(page)
    page.mouse.down()
    page.mouse.up()


# --- focus -----------------------------------------------------------------------------------


def test_a_bar_is_the_focus_of_the_whole_page_and_again_is_not(fresh, watched):
    click_bar(fresh, "donors:DEU")
    at(fresh, "?donors=DEU")
    assert "Germany" in fresh.locator('[data-chart="flows-over-time"] .chart-title').inner_text()
    assert "Germany" in fresh.locator('[data-chart="flows-promised"] .chart-subtitle').inner_text()
    click_bar(fresh, "donors:all")
    at(fresh, "")
    watched.assert_clean()


def test_a_name_and_a_row_of_the_table_do_the_same(fresh):
    fresh.locator(f"{DIAGRAM} .annotation-text-g", has_text=re.compile("^EU members")).click()
    until(fresh, "location.search.startsWith('?donors=AUT.BEL')")
    drawn(fresh)
    assert "of EU members" in fresh.locator(f"{DIAGRAM} .chart-subtitle").inner_text()
    fresh.locator(f'{DIAGRAM} [data-fold="table"]').click()
    link = fresh.locator(f"{DIAGRAM} table a", has_text="Denmark").first
    link.focus()
    fresh.keyboard.press("Enter")
    at(fresh, "?donors=DNK")


# --- playback --------------------------------------------------------------------------------


def test_it_never_starts_by_itself_and_plays_every_month_of_the_window(fresh, watched):
    fresh.evaluate(PICTURES)
    button = fresh.get_by_role("button", name="Play month by month")
    button.scroll_into_view_if_needed()
    drawn(fresh)
    assert fresh.evaluate("window.pictures.length") == 0
    assert query(fresh) == ""
    total = fresh.locator(f"{DIAGRAM} .chart-title").inner_text()
    button.click()
    until(fresh, f"window.pictures.length === {len(TABLES.months)}", timeout_s=60)
    until(fresh, AT_REST)
    drawn(fresh)
    assert fresh.locator(f"{DIAGRAM} .chart-title").inner_text() == total
    assert query(fresh) == ""
    assert button.inner_text() == "Play month by month"
    watched.assert_clean()


def test_a_press_stops_it_where_it_is_and_the_link_says_so(fresh):
    fresh.evaluate(PICTURES)
    button = fresh.locator("[data-run]")
    button.click()
    until(fresh, "window.pictures.length > 5", timeout_s=60)
    button.click()
    until(fresh, AT_REST)
    until(fresh, "location.search.startsWith('?upto=')")
    drawn(fresh)
    address, problems = read(query(fresh)[1:], TABLES)
    assert problems == []
    assert address.flow.upto in TABLES.months
    seen = fresh.evaluate(TRACES, "flows-sankey")
    shown = sum(t["custom"][0] for t in seen if t["name"].endswith(">military"))
    until_then = Reading(last=address.flow.upto)
    assert shown == pytest.approx(flows.total_eur_bn(TABLES, until_then))
    fresh.locator('[data-text="flow-steps"] a', has_text="On to").click()
    following = TABLES.months[TABLES.months.index(address.flow.upto) + 1]
    at(fresh, f"?upto={following}")


def test_another_step_ends_it(fresh, watched):
    fresh.evaluate(PICTURES)
    fresh.locator("[data-run]").click()
    until(fresh, "window.pictures.length > 3", timeout_s=60)
    set_field(fresh, "Kind of aid", "all")
    until(fresh, AT_REST)
    until(fresh, "location.search.includes('kind=all')")
    drawn(fresh)
    address, _ = read(query(fresh)[1:], TABLES)
    expected = BOARD.content(TABLES, address, "flows-sankey", "L")["head"]["title"]
    assert fresh.locator(f"{DIAGRAM} .chart-title").inner_text() == expected
    watched.assert_clean()


def test_who_wants_no_motion_gets_one_month_a_press(new_page, url):
    watched = new_page(reduced_motion="reduce")
    page = open_page(watched, f"{url}?upto=2023-03")
    page.evaluate(PICTURES)
    page.locator("[data-run]").click()
    at(page, "?upto=2023-04")
    assert page.evaluate("window.pictures.length") == 0
    watched.assert_clean()
    watched.page.context.close()


# --- own groups ------------------------------------------------------------------------------


def test_a_group_is_named_kept_in_the_link_counted_alone_and_removed(fresh, watched, url):
    part = fresh.locator('[data-text="own-groups"]')
    part.get_by_role("button", name="Name a group").click()
    dialog = fresh.locator("dialog[open]")
    make = dialog.get_by_role("button", name="Make this a group")
    assert make.is_disabled()
    for donor in ("Germany", "France", "Poland"):
        dialog.get_by_label(donor, exact=True).check()
    assert make.is_disabled()
    dialog.get_by_role("textbox").fill("Weimar & co")
    make.click()
    fresh.get_by_text("can have letters, digits").wait_for()
    part.get_by_role("button", name="Name a group").click()
    for donor in ("Germany", "France", "Poland"):
        dialog.get_by_label(donor, exact=True).check()
    dialog.get_by_role("textbox").fill("Weimar")
    make.click()
    at(fresh, "?groups=Weimar~DEU.FRA.POL")
    names = [t["name"] for t in fresh.evaluate(TRACES, "flows-over-time")]
    assert "Weimar" in names
    assert "Other EU members" in names
    part.get_by_role("link", name="Count it alone").click()
    at(fresh, "?donors=DEU.FRA.POL&groups=Weimar~DEU.FRA.POL")
    assert "“Weimar”" in fresh.locator('[data-text="counting"]').text_content()
    again = open_page(watched, fresh.url)
    assert "Weimar" in again.locator(f"{DIAGRAM} .chart-subtitle").inner_text()
    again.locator('[data-text="own-groups"]').get_by_role("link", name="Remove").click()
    at(again, "?donors=DEU.FRA.POL")
    watched.assert_clean()


def test_the_csv_has_the_groups_and_the_same_numbers(watched, url):
    page = open_page(watched, f"{url}{OWN}")
    href = page.locator('[data-chart="flows-over-time"] [data-csv]').get_attribute("href")
    text = page.request.get(f"{url}{href}").text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    head, *rows = csv.reader(lines)
    column = head.index("Nordics, EUR bn")
    reading = read(OWN[1:], TABLES)[0].reading
    sums = flows.series(TABLES, reading, "own", "monthly")["own-0"]
    values = [float(row[column]) for row in rows if row]
    assert values == pytest.approx(sums.tolist(), rel=1e-9)


# --- split, form, and the looks --------------------------------------------------------------


def test_split_and_form_are_followed_and_kept_in_the_link(fresh, watched):
    set_field(fresh, "Kind of aid", "all")
    fresh.locator('[data-field="by"]').select_option("kind")
    drawn(fresh)
    fresh.locator('[data-field="form"]').select_option("stacked")
    at(fresh, "?kind=all&by=kind&form=stacked")
    names = [t["name"] for t in fresh.evaluate(TRACES, "flows-over-time")]
    assert names[:3] == ["Military", "Financial", "Humanitarian"]
    fresh.go_back()
    at(fresh, "?kind=all&by=kind")
    watched.assert_clean()


@pytest.mark.parametrize("dark", [False, True])
def test_the_chapter_is_accessible(new_page, url, dark):
    watched = new_page(dark=dark)
    page = open_page(watched, f"{url}{OWN}&upto=2023-03&by=group")
    page.locator("details.purl summary").click()
    assert_no_violation(page)
    watched.assert_clean()
    watched.page.context.close()


def test_on_a_phone_nothing_runs_over_the_edge(new_page, url):
    watched = new_page(width=360, height=740)
    page = open_page(watched, f"{url}{OWN}&upto=2023-03&by=donor&form=stacked")
    page.locator("details.purl summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for button in page.locator("#flows .link:visible, #flows select:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 361
    watched.assert_clean()
    watched.page.context.close()


@pytest.mark.parametrize("name", ["flows-promised", "flows-promised-donors", "flows-origins"])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_can_be_taken_away(shown, name, kind, tmp_path):
    with shown.expect_download() as waiting:
        shown.locator(f'[data-chart="{name}"] [data-export="{kind}"]').click()
    path = tmp_path / f"chart.{kind}"
    waiting.value.save_as(path)
    data = path.read_bytes()
    assert len(data) > 5_000
    assert data[:4] == b"\x89PNG" if kind == "png" else b"Kiel Institute" in data
