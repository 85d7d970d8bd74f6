"""The page: six chapters, one Reading, one address."""

import re

import pytest

from widgets.page import CHAPTERS, Page, skeleton, texts
from widgets.reading import Reading
from widgets.tables import load

TABLES = load()


def test_the_chapters_are_labelled_sections_in_order():
    html = str(skeleton(TABLES))
    assert (
        re.findall(r'<section id="([^"]+)"', html)
        == list(CHAPTERS)
        == [
            "report",
            "timeline",
            "flows",
            "coordination",
            "what-if",
            "sources",
        ]
    )
    for key in CHAPTERS:
        assert f'aria-labelledby="{key}-title"' in html and f'id="{key}-title"' in html


def test_every_place_has_its_widget_and_every_text_its_place():
    page = Page.from_address("")
    assert set(re.findall(r'data-slot="([^"]+)"', page.html)) == set(page.slots)
    assert set(re.findall(r'data-text="([^"]+)"', page.html)) == set(page.texts)


def test_the_page_opens_at_its_address():
    page = Page.from_address("to=2024-09&rhythm=cumulative&event=nsatu-takes-over")
    assert page.link.reading == Reading(last="2024-09", rhythm="cumulative")
    assert page.card.event == "nsatu-takes-over"
    assert page.query == "rhythm=cumulative&to=2024-09&event=nsatu-takes-over"


def test_voilas_query_is_read(monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "kind=all")
    assert Page.from_address().link.reading == Reading(kind="all")


def test_a_bad_address_is_said_and_its_default_shown():
    page = Page.from_address("unit=xx&event=nothing")
    assert page.link.reading == Reading() and page.query == ""
    assert "“Unit” knows no “xx”" in page.slots["bar"].shown["problems"][0]


def test_a_step_changes_texts_charts_and_address():
    page = Page.from_address("")
    page._handle_custom_msg({"query": "from=2024-01&to=2024-09"}, [])
    assert "48.4" in page.texts["statement"] and page.query == "from=2024-01&to=2024-09"
    assert "48.4 %" in page.charts["flows-over-time"].text()
    page._handle_custom_msg({"event": "full-scale-invasion"}, [])
    assert page.query.endswith("&event=full-scale-invasion")


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"query": 1},
        {"event": ["a"]},
        {"table": "../../etc/passwd"},
        {"table": ["x"]},
        "x",
    ],
)
def test_a_message_of_another_kind_does_nothing(message):
    page = Page.from_address("")
    page._handle_custom_msg(message, [])
    assert page.query == ""


def test_the_numbers_are_in_the_stored_text():
    text = repr(Page.from_address("to=2024-09"))
    for part in ("51.3 %", "Europe passed the United States in March 2025", "59.1599"):
        assert part in text, part


def test_a_refused_reading_keeps_the_page():
    made = texts(TABLES, Reading(measure="commitments"))
    assert "Commitments are not split by kind of aid." in made["statement"]


def test_the_citation_names_release_and_version():
    text = texts(TABLES, Reading())["cite"]
    assert "Release 29 (04/2026)" in text and TABLES.version in text
