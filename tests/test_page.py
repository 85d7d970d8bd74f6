"""The reader's page as its notebook lays it out: chapters, places, addresses, terms, citation."""

import json

import pytest

from tests.parsed import Element, parsed
from tests.reader import BOARD, CHAPTERS, MANUSCRIPT
from widgets.board import glossary
from widgets.board.controls import NAMES as CONTROLS
from widgets.chapters.sources import citation
from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.tables.package import load

TABLES = load()
LARGE = dict.fromkeys(BOARD.charts, "L")


def opened(query: str = "") -> Element:
    address, problems = addresses.read(query, TABLES)
    return parsed(BOARD.html(TABLES, address, problems))


def texts(query: str) -> dict[str, str]:
    address = addresses.read(query, TABLES)[0]
    return BOARD.answer(TABLES, address, {})["texts"]


def test_the_chapters_are_labelled_sections_in_order():
    tree = opened()
    sections = [s for s in tree.all("section") if s.attrs.get("id") in CHAPTERS]
    assert [s.attrs["id"] for s in sections] == list(CHAPTERS)
    for number, (section, told) in enumerate(zip(sections, CHAPTERS.values(), strict=True), 1):
        assert section.name(tree) == f"{number} {told.title.striptags()}"
        assert section.all("h2")[0].attrs["id"] == section.attrs["aria-labelledby"]
    (nav,) = tree.all("nav")
    assert [a.attrs["href"] for a in nav.all("a")] == [f"#{key}" for key in CHAPTERS]


def test_every_chart_text_and_control_has_its_place():
    tree = opened()
    answer = BOARD.answer(TABLES, Address(), LARGE)
    for attribute, names in (
        ("data-chart", answer["charts"]),
        ("data-text", {name for name in answer["texts"] if not name.startswith("definitions-")}),
        ("data-field", set(answer["values"]) - {"way", "zoom"}),  # links set that
    ):
        assert {e.attrs[attribute] for e in tree.having(attribute)} == set(names)
    assert {e.attrs["data-slot"] for e in tree.having("data-slot")} == {
        *answer["charts"],
        *CONTROLS,
    }


def test_the_page_opens_at_its_address():
    tree = opened(
        "to=2024-09&rhythm=cumulative&importance=2&search=nato&event=nsatu-takes-over&span=3"
    )
    assert "NSATU" in tree.one("data-text", "card").text
    assert tree.one("data-field", "text").attrs["value"] == "nato"
    (rhythm,) = (e for e in tree.having("data-field") if e.attrs["data-field"] == "rhythm")
    (chosen,) = (e for e in rhythm.walk() if "selected" in e.attrs or "checked" in e.attrs)
    assert chosen.attrs["value"] == "cumulative"


def test_a_bad_address_is_said_and_its_default_shown():
    query = "unit=xx&event=nothing"
    assert addresses.read(query, TABLES)[0] == Address()
    first, second = (p.text for p in opened(query).one("data-text", "problems").children)
    assert first.startswith("“Unit” knows no “xx”")
    assert second.startswith("“Open an event” knows no “nothing”")


def test_a_step_is_a_small_part_of_the_page():
    step = BOARD.step(TABLES, "", [["set", "event", "purl-announced"]], LARGE)
    assert any(path == ["texts", "card"] for path, *_ in step["patch"])
    assert not any(path[:2] == ["charts", "flows-sankey"] for path, *_ in step["patch"])
    assert len(json.dumps(step)) < len(json.dumps(BOARD.answer(TABLES, Address(), LARGE))) / 5


def test_the_numbers_are_in_the_stored_text():
    text = BOARD.text(TABLES, Address(Reading(last="2024-09")))
    for part in ("51.3 %", "Europe passed the United States in March 2025", "59.1599"):
        assert part in text, part


def test_a_refused_reading_keeps_the_page():
    query = "measure=commitments"
    assert "Commitments are not split by kind of aid." in texts(query)["statement"]
    tree = opened(query)
    assert {s.attrs.get("id") for s in tree.all("section")} >= set(CHAPTERS)
    assert "Cannot be computed" in tree.text


@pytest.mark.parametrize("query", ["kind=all&eu=imputed", "donors=EUI&eu=out", "donors=CHN.IND"])
def test_a_reading_with_little_to_show_keeps_the_page(query):
    assert {s.attrs.get("id") for s in opened(query).all("section")} >= set(CHAPTERS)


def test_the_citation_names_release_version_and_what_is_counted():
    text = texts("kind=all")["cite"]
    assert "Release 29 (04/2026)" in text
    assert TABLES.version in text
    assert "allocations of all kinds" in citation(TABLES, Reading(kind="all"))


def test_the_bibtex_entry_names_release_checksum_and_address():
    text = texts("kind=all")["bibtex"]
    assert text.startswith("@misc{handover,")
    assert text.count("{") == text.count("}")
    for part in (TABLES.release["label"], TABLES.version, "url = {?kind=all}"):
        assert part in text


def test_terms_are_defined_where_they_stand():
    tree = opened()
    cards = {e.attrs["id"]: e for e in tree.having("popover")}
    terms = [e for e in tree.all("button") if "popovertarget" in e.attrs]
    assert len(terms) > 5
    assert {e.attrs["popovertarget"] for e in terms} <= set(cards)
    definitions = dict(zip(TABLES.glossary["term"], TABLES.glossary["definition"], strict=True))
    for name, card in cards.items():
        assert definitions[name.removeprefix("term-")] in card.text


def test_no_line_begins_with_the_comma_after_a_term():
    html = str(glossary.marked(TABLES, "An allocation, a commitment and a donor."))
    assert html.count('class="unbroken"') == 2
    assert ">allocation</button>,</span>" in html
    assert ">commitment</button> and" in html


def test_the_title_and_the_opening_are_the_notebooks():
    assert MANUSCRIPT.heading
    assert MANUSCRIPT.has_hero
    assert MANUSCRIPT.title == MANUSCRIPT.ran.metadata["handover"]["title"]
