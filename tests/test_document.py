"""The document: what is put into it stays text, and it names its parts and its preview."""

import json
from dataclasses import replace

import pytest
from markupsafe import Markup

from tests.parsed import HOSTILE, parsed
from widgets.serve.http.document import ICON, SMALL, Document, Sheet, page_script
from widgets.words import message

PARTS = {
    "base": "/sub/",
    "fonts_css": "@font-face{font-family:'Source Sans 3'}",
    "preloads": ["/sub/s/1-one.woff2", "/sub/s/2-two.woff2"],
    "plotly": "/sub/s/3-plotly.js",
    "page_js": "/sub/s/4-page.js",
    "icon": "/sub/s/5-icon.svg",
    "picture": "/sub/s/6-preview.png",
}
BODY = Markup('<main id="report"><p>51.3 %</p></main>')
SHEET = Sheet("A title", "What it is about", first_chapter="report")


def page(
    state: dict | None = None,
    problem: str = "",
    reviews: tuple[dict, ...] = (),
    sheet: Sheet = SHEET,
    **more: object,
) -> str:
    return Document(**PARTS | more).page(sheet, BODY, state or {"query": ""}, problem, reviews)


def tree(html: str):
    return parsed(html.removeprefix("<!DOCTYPE html>"))


def test_a_browser_may_ask_for_the_charts_before_it_has_the_script():
    sheet = replace(SHEET, charts=["b", "a"])
    root = tree(page({"query": "search=a+b~*", "version": "7"}, sheet=sheet))
    first, others = (link for link in root.having("as", "fetch") if link.attrs["media"] == SMALL)
    assert "crossorigin" not in first.attrs  # as the script asks: see PRELOADED
    for link, name in ((first, "b"), (others, "a")):
        sizes = f"%7B%22{name}%22%3A%22S%22%7D"
        assert link.attrs["href"] == f"charts?v=7&at=search%3Da%2Bb%7E*&sizes={sizes}"


def test_it_is_a_document_that_names_its_parts():
    root = tree(page())
    assert root.one("lang").attrs["lang"] == "en"
    assert root.all("title")[0].text == SHEET.title
    assert root.one("name", "description").attrs["content"] == SHEET.description
    assert [e.attrs["href"] for e in root.having("as", "font")] == PARTS["preloads"]
    assert [e.attrs["src"] for e in root.having("src")] == [PARTS["plotly"], PARTS["page_js"]]
    assert root.one("rel", "icon").attrs["href"] == PARTS["icon"]
    assert root.one("class", "skip").attrs["href"] == "#report"
    assert root.one("id", "report").text == "51.3 %"


def test_no_script_stands_in_the_page_itself():
    """The security policy allows none; what is in a script element is data."""
    scripts = [e for e in tree(page()).all("script") if "src" not in e.attrs]
    assert [e.attrs["type"] for e in scripts] == ["application/json"]


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "\u2028\u2029\x00",
        '"\\</ScRiPt >',
    ],
)
def test_the_state_cannot_end_its_element(text):
    state = {"query": text, "values": {text: [text, None, 1.5]}}
    root = tree(page(state))
    inline = root.one("id", "handover-state").text
    assert json.loads(inline) == state
    assert "<" not in inline
    assert ">" not in inline
    assert len(root.all("script")) == 3
    assert not root.all("img")


def test_what_is_wrong_with_the_data_is_said_first_and_is_text():
    root = tree(page(problem=HOSTILE))
    said = root.one("class", "problem")
    assert said.text == f"○ {HOSTILE}"
    assert said.attrs["role"] == "status"
    assert said.parent.children[0] is said
    assert not root.all("img")
    assert "problem" not in [e.attrs.get("class") for e in tree(page()).walk()]


def test_a_page_without_live_widgets_has_no_place_for_them():
    assert tree(page(sheet=replace(SHEET, live=True))).having("id", "handover-live")
    assert not tree(page()).having("id", "handover-live")


def test_the_address_of_a_review_is_whole_where_the_public_address_is_known():
    review = {"@type": "ClaimReview", "url": "?to=2024-09&claim=majority"}
    whole = "https://example.org/sub/?to=2024-09&claim=majority"
    for public, expected in [("", review["url"]), ("https://example.org/sub/", whole)]:
        root = tree(page(reviews=(review,), public_url=public))
        (script,) = [e for e in root.all("script") if e.attrs.get("type") == "application/ld+json"]
        assert json.loads(script.text) == [review | {"url": expected}]


def test_a_preview_names_its_picture_where_the_public_address_is_known():
    root = tree(page({"query": "kind=all&unit=share"}, public_url="https://example.org/sub/"))
    named = {e.attrs["property"]: e.attrs["content"] for e in root.having("property")}
    assert named == {
        "og:title": SHEET.title,
        "og:description": SHEET.description,
        "og:type": "website",
        "og:url": "https://example.org/sub/?kind=all&unit=share",
        "og:image": "https://example.org/sub/s/6-preview.png",
        "twitter:card": "summary_large_image",
    }
    assert root.one("rel", "canonical").attrs["href"] == "https://example.org/sub/"


def test_without_one_no_address_is_guessed():
    html = page({"query": "kind=all"})
    named = {e.attrs["property"] for e in tree(html).having("property")}
    assert named == {"og:title", "og:description", "og:type"}
    assert "canonical" not in html
    assert "http://" not in html.replace(ICON.decode(), "")


def test_a_query_in_the_preview_is_text():
    root = tree(page({"query": HOSTILE}, public_url="https://example.org/"))
    assert root.one("property", "og:url").attrs["content"] == f"https://example.org/?{HOSTILE}"
    assert not root.all("img")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (404, "page-not-there"),
        (503, "page-busy"),
        *((other, "page-fault") for other in (500, 429, 405)),
    ],
)
def test_an_error_has_the_same_look_and_leads_back(status, name):
    html = Document(**PARTS).error(status)
    root = tree(html)
    assert root.all("title")[0].text == message("page-error", status=status)
    assert root.one("class", "lead").text == message(name)
    assert [e.attrs["href"] for e in root.all("a")] == ["/sub/"]
    assert not root.all("script")
    assert PARTS["fonts_css"] in html


def test_an_error_says_the_sentence_that_is_known_as_text():
    root = tree(Document(**PARTS).error(404, HOSTILE))
    assert root.one("class", "lead").text == HOSTILE
    assert not root.all("img")


def test_the_script_is_one_and_needs_no_eval():
    script = page_script()
    assert "class Board" in script
    assert "function joinLive" in script
    assert "eval(" not in script
    assert "new Function" not in script
