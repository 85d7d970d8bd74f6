"""The page: six chapters, one Address; whole as HTML, and one widget in a notebook."""

import json

import pytest
from widgets.chapters.page import BOARD, CHAPTERS, Page, citation, texts

from tests.parsed import Element, parsed
from tests.test_explorer import asked, spied
from widgets import words
from widgets.board import glossary
from widgets.board.controls import NAMES as CONTROLS
from widgets.board.link import Link
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.tables.package import load

TABLES = load()
LARGE = dict.fromkeys(BOARD.charts, "L")


def opened(query: str = "") -> Element:
    return parsed(Page.from_address(query).html)


def test_the_chapters_are_labelled_sections_in_order():
    tree = opened()
    sections = tree.all("section")
    assert (
        [s.attrs["id"] for s in sections]
        == list(CHAPTERS)
        == ["report", "timeline", "flows", "coordination", "what-if", "sources"]
    )
    for number, (section, (_, name, _)) in enumerate(
        zip(sections, CHAPTERS.values(), strict=True), 1
    ):
        assert section.name(tree) == f"{number} {name}"
        assert section.all("h2")[0].attrs["id"] == section.attrs["aria-labelledby"]
    (nav,) = tree.all("nav")
    assert [a.attrs["href"] for a in nav.all("a")] == [f"#{key}" for key in CHAPTERS]


def test_every_chart_text_and_control_has_its_place():
    tree = opened()
    answer = BOARD.answer(TABLES, Address(), LARGE)
    for attribute, names in (
        ("data-chart", answer["charts"]),
        ("data-text", answer["texts"]),
        ("data-field", set(answer["values"]) - {"way", "zoom"}),  # links set that
    ):
        assert {e.attrs[attribute] for e in tree.having(attribute)} == set(names)
    assert {e.attrs["data-slot"] for e in tree.having("data-slot")} == {
        *answer["charts"],
        *CONTROLS,
    }


def test_the_page_opens_at_its_address():
    query = "rhythm=cumulative&to=2024-09&event=nsatu-takes-over&span=3&search=nato&importance=2"
    page = Page.from_address(
        "to=2024-09&rhythm=cumulative&importance=2&search=nato&event=nsatu-takes-over&span=3"
    )
    assert page.link.reading == Reading(last="2024-09", rhythm="cumulative")
    assert page.state["query"] == query == page.link.address.to_query()
    tree = parsed(page.html)
    assert "NSATU" in tree.one("data-text", "card").text
    assert tree.one("data-field", "text").attrs["value"] == "nato"
    assert page.is_page
    assert "page" in page._dom_classes


def test_voilas_query_is_read(monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "kind=all")
    assert Page.from_address().link.reading == Reading(kind="all")


def test_a_bad_address_is_said_and_its_default_shown():
    page = Page.from_address("unit=xx&event=nothing")
    assert page.link.address == Address()
    assert page.state["query"] == ""
    said = [p.text for p in parsed(page.html).one("data-text", "problems").children]
    assert said[0].startswith("“Unit” knows no “xx”")
    assert said[1].startswith("“Open an event” knows no “nothing”")


def test_a_step_changes_texts_charts_and_address():
    page = spied(Page(Link()))
    do = [["reading", "from=2024-01&to=2024-09"]]
    step = asked(page, what="step", at="", do=do, sizes=LARGE)
    changed = {tuple(path[:2]): value[0] for path, *value in step["patch"] if value}
    assert "48.4" in changed["texts", "statement"]
    assert step["query"] == "from=2024-01&to=2024-09"
    assert {path[1] for path, *_ in step["patch"] if path[0] == "charts"} >= {
        *("flows-over-time", "flows-sankey", "flows-ranking", "timeline", "us-share")
    }
    assert "48.4 %" in page.text()
    do = [["set", "event", "full-scale-invasion"]]
    step = asked(page, what="step", at=step["query"], do=do, sizes=LARGE)
    assert step["query"].endswith("&event=full-scale-invasion")
    assert any(path == ["texts", "card"] for path, *_ in step["patch"])
    assert not any(path[:2] == ["charts", "flows-sankey"] for path, *_ in step["patch"])


def test_a_step_is_a_small_part_of_the_page():
    step = BOARD.step(TABLES, "", [["set", "event", "purl-announced"]], LARGE)
    assert len(json.dumps(step)) < len(json.dumps(BOARD.answer(TABLES, Address(), LARGE))) / 5


def test_the_numbers_are_in_the_stored_text():
    text = repr(Page.from_address("to=2024-09"))
    for part in ("51.3 %", "Europe passed the United States in March 2025", "59.1599"):
        assert part in text, part


def test_a_refused_reading_keeps_the_page():
    made = texts(TABLES, Address(Reading(measure="commitments")))
    assert "Commitments are not split by kind of aid." in made["statement"]
    tree = opened("measure=commitments")
    assert len(tree.all("section")) == 6
    assert "Cannot be computed" in tree.text


@pytest.mark.parametrize("query", ["kind=all&eu=imputed", "donors=EUI&eu=out", "donors=CHN.IND"])
def test_a_reading_with_little_to_show_keeps_the_page(query):
    assert len(opened(query).all("section")) == 6


def test_the_citation_names_release_version_and_what_is_counted():
    text = texts(TABLES, Address(Reading(kind="all")))["cite"]
    assert "Release 29 (04/2026)" in text
    assert TABLES.version in text
    assert "allocations of all kinds" in citation(TABLES, Reading(kind="all"))


def test_the_bibtex_entry_names_release_checksum_and_address():
    text = texts(TABLES, Address(Reading(kind="all")))["bibtex"]
    assert text.startswith("@misc{handover,")
    assert text.count("{") == text.count("}")
    for said in (TABLES.release["label"], TABLES.version, "url = {?kind=all}"):
        assert said in text


def test_terms_are_defined_where_they_stand():
    tree = opened("")
    cards = {e.attrs["id"]: e for e in tree.having("popover")}
    terms = [e for e in tree.all("button") if "popovertarget" in e.attrs]
    assert len(terms) > 5
    assert {e.attrs["popovertarget"] for e in terms} == set(cards)
    definitions = dict(zip(TABLES.glossary["term"], TABLES.glossary["definition"], strict=True))
    for name, card in cards.items():
        assert definitions[name.removeprefix("term-")] in card.text


def test_no_line_begins_with_the_comma_after_a_term():
    html = str(glossary.defined(TABLES, words.prose("An allocation, a commitment and a donor.")))
    assert html.count('class="unbroken"') == 2
    assert ">allocation</button>,</span>" in html
    assert ">commitment</button> and" in html
