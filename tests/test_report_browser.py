"""The report's chapter in Chromium: open, flip by a cell, link, keys, filters, print, 360 px."""

import json

import pytest

from tests.conftest import until
from tests.test_accessible import assert_no_violation
from tests.test_browser import drawn, open_page, set_field
from widgets import claims
from widgets.claims.claim import claims_of
from widgets.reading.reading import Reading
from widgets.reading.statements import NO_COUNT, WORDS
from widgets.tables.package import load

TABLES = load()
OPEN = "#statement"
CHIP = f"{OPEN} .claim-top .chip"


@pytest.fixture(scope="module")
def url(site) -> str:
    """The chapter alone."""
    return f"{site}/report/"


@pytest.fixture
def fresh(watched, url):
    """A page of its own, at its default Reading."""
    return open_page(watched, url)


def card(page, claim: str):
    return page.locator(f'[data-text="claim-{claim}"]')


def test_a_click_opens_a_statement_and_the_address_says_which(fresh, watched):
    card(fresh, "distance").get_by_role("link").click()
    fresh.locator(f"{OPEN} h3", has_text="Kaliningrad is about 500 km").first.wait_for()
    until(fresh, "location.search === '?claim=distance'")
    drawn(fresh)
    strip = fresh.locator('[data-chart="claim-strip"]')
    assert "2 of 6" in strip.locator("h3").inner_text()
    assert strip.locator(".main-svg").count()
    assert fresh.locator('[data-chart="claim-course"]').is_hidden()
    assert fresh.locator(OPEN).evaluate("it => it === document.activeElement")
    assert card(fresh, "distance").locator("a").get_attribute("aria-current") == "true"
    card(fresh, "full-range").get_by_role("link").click()
    fresh.locator(f"{OPEN} h4", has_text="Why there is no verdict").wait_for()
    drawn(fresh)
    assert strip.is_hidden()
    assert not fresh.locator(f"{OPEN} .grid").count()
    fresh.go_back()
    strip.wait_for(state="visible")
    watched.assert_clean()


def test_a_link_opens_its_statement(watched, url):
    page = open_page(watched, f"{url}?claim=billion")
    assert "billion people" in page.locator(f"{OPEN} h3").first.inner_text()
    assert page.locator('[data-chart="claim-course"] .main-svg').count()
    assert page.get_by_label("Open a statement").input_value() == "billion"
    link = page.get_by_role("link", name="Link to statement").get_attribute("href")
    assert link == "?claim=billion#statement"
    watched.assert_clean()


def test_a_cell_flips_the_verdict_politely(fresh):
    assert fresh.locator(CHIP).inner_text().endswith("Does not hold")
    fresh.locator(f"{OPEN} .grid a", has_text="51.3").first.click()
    fresh.locator(CHIP, has_text="Holds, narrowly").wait_for()
    until(fresh, "location.search === '?to=2024-09'")
    said = fresh.locator("[data-announced]")
    assert said.get_attribute("role") == "status"
    assert "Statement 13" in said.inner_text()
    assert "before: does not hold" in said.inner_text()
    own = fresh.locator(f"{OPEN} .grid .own")
    assert own.count() == 1
    assert "your reading" in own.inner_text()
    assert own.locator("a").evaluate("it => it === document.activeElement")
    assert "Holds, narrowly" in card(fresh, "majority").inner_text()
    set_field(fresh, "Unit", "share")
    until(fresh, "location.search.includes('unit=share')")
    drawn(fresh)
    assert said.inner_text() == ""


def test_each_cell_of_before_and_after_counts_as_it_says(watched, url):
    """The columns are spans of months: three cells of a row are three ways to count."""
    page = open_page(watched, f"{url}?claim=limited-effect")
    sentence = page.locator(f"{OPEN} .statement")
    grid = claims.grid(TABLES, "limited-effect", Reading())
    for number, cells in enumerate(grid.rows[:2], 1):
        for column, one in enumerate(cells, 1):
            page.locator(f"{OPEN} .grid tbody tr").nth(number - 1).locator("a").nth(
                column - 1
            ).click()
            until(page, f"location.search.includes('way={number}.{column}')")
            sentence.filter(has_text=f"In the {one.way.column} from").wait_for()
            own = page.locator(f"{OPEN} .grid .own")
            assert own.count() == 1
            assert one.verdict.shown.split("\u00a0")[0] in own.inner_text()
    page.get_by_role("link", name="Back to the page’s own").click()
    until(page, "location.search === '?claim=limited-effect'")
    watched.assert_clean()


def test_the_keyboard_alone_opens_and_flips(fresh):
    link = card(fresh, "dominant").get_by_role("link")
    link.focus()
    fresh.keyboard.press("Enter")
    fresh.locator(f"{OPEN} h3", has_text="dominant").first.wait_for()
    fresh.get_by_label("Open a statement").focus()
    fresh.get_by_label("Open a statement").select_option("majority")
    cell = fresh.locator(f"{OPEN} .grid a", has_text="48.4").first
    cell.wait_for()
    cell.focus()
    fresh.keyboard.press("Enter")
    until(fresh, "location.search === '?from=2024-01&to=2024-09'")
    drawn(fresh)
    assert fresh.evaluate("document.activeElement.textContent").find("48.4") > 0


def test_filters_and_the_summary_choose_the_list(fresh):
    items = fresh.locator(".claim-cards > li:not(:empty)")
    assert items.count() == 33
    fresh.locator('[data-field="claim_kind"]').select_option("quotation")
    until(fresh, "document.querySelectorAll('.claim-cards > li:not(:empty)').length === 3")
    fresh.get_by_role("button", name="Show all statements").click()
    until(fresh, "document.querySelectorAll('.claim-cards > li:not(:empty)').length === 33")
    fresh.locator(".claims-summary a", has_text="depend on").click()
    count = claims.counted(TABLES, Reading())["depends"]
    until(fresh, f"document.querySelectorAll('.claim-cards > li:not(:empty)').length === {count}")
    assert fresh.locator('[data-field="verdict"]').input_value() == "depends"


def test_a_later_event_opens_on_the_timeline(watched, site):
    page = open_page(watched, f"{site}/report-timeline/?claim=take-over")
    page.locator(f"{OPEN} .later a").first.click()
    page.locator(".card h4", has_text="NSATU").wait_for()
    until(page, "location.search.includes('event=nsatu-takes-over')")


def test_the_review_data_are_the_cards(fresh, url):
    reviews = json.loads(fresh.locator('script[type="application/ld+json"]').text_content())
    rated = {
        claim.text: claim.claim
        for claim in claims_of(TABLES).values()
        if claims.verdict(TABLES, claim, Reading()).status != NO_COUNT
    }
    assert len(reviews) == 33
    said = {r["claimReviewed"]: r for r in reviews if r["@type"] == "ClaimReview"}
    assert list(said) == list(rated)
    for text, claim in rated.items():
        _, closest = claims.closest(TABLES, claim)
        assert said[text]["reviewRating"]["alternateName"] == WORDS[closest.status]
    # the address that a review names shows what the review says
    (said_url,) = [r["url"] for text, r in said.items() if rated[text] == "majority"]
    fresh.goto(f"{url}{said_url}")
    drawn(fresh)
    assert fresh.locator(CHIP).inner_text().endswith("Holds, narrowly")


def test_paper_has_every_card(watched, url):
    page = open_page(watched, f"{url}?measure=commitments&verdict=fails")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="light")
    cards = page.locator(".paper .claim-card")
    assert cards.count() == 33
    assert not page.locator(".claim-cards").is_visible()
    assert all(one.is_visible() and one.locator(".chip").is_visible() for one in cards.all())
    assert page.locator(f"{OPEN} .evidence").first.is_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("query", ["?to=2024-09", "?claim=hubs", "?claim=message"])
def test_axe_finds_nothing_in_an_open_statement(new_page, url, query, dark):
    watched = new_page(dark=dark)
    page = open_page(watched, url + query)
    assert_no_violation(page)
    page.context.close()


@pytest.mark.parametrize("claim", ["majority", "personnel", "gradually", "threat"])
@pytest.mark.parametrize("width", [360, 768])
def test_no_statement_is_wider_than_the_screen(new_page, url, claim, width):
    watched = new_page(width=width)
    page = open_page(watched, f"{url}?claim={claim}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    region = page.locator(f'{OPEN} [data-text="grid"]')
    if claim == "majority" and width == 360:
        assert region.evaluate("it => it.scrollWidth > it.clientWidth")  # it scrolls in itself
        assert region.get_attribute("tabindex") == "0"
        assert region.get_attribute("aria-label")
    watched.assert_clean()
    page.context.close()
