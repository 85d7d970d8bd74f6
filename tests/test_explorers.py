"""Explorers: every chart follows the one Address; filters narrow; events open; chapters stand."""

import pandas as pd
import pytest

from tests.parsed import Element, parsed
from tests.reader import BOARD
from widgets.board.block import Block
from widgets.board.link import Link
from widgets.chapters.carries import blocks as carries
from widgets.chapters.carries import chapter as flows
from widgets.chapters.carries import commitments, origins, weapons
from widgets.chapters.timeline import before_after, blocks
from widgets.chapters.timeline import chapter as timeline
from widgets.chapters.what_if import chapter as what_if
from widgets.reading.address import Address, read
from widgets.reading.reading import Reading
from widgets.tables.package import load

TABLES = load()
FOLLOWING = flows.PARTS.keys() - {weapons.NAME}  # counted items have no kind, month or unit
EVENTS = int((~TABLES.events["era"]).sum())


def texts_of(charts: dict, address: Address) -> dict[str, str]:
    """The numbers of some charts at an Address."""
    return {name: BOARD.view(TABLES, address, name).text() for name in charts}


def test_every_chart_follows_the_reading():
    charts = FOLLOWING | timeline.PARTS.keys()
    link = Link()
    before = texts_of(charts, link.address)
    link.set_query("kind=all&from=2024-01&to=2024-09&rhythm=cumulative")
    after = texts_of(charts, link.address)
    for name in charts:
        assert after[name] != before[name], name


def test_a_refused_reading_is_a_sentence_in_every_flow_chart():
    link = Link()
    link.do(["set", "measure", "commitments"])
    own = {*commitments.PARTS, *origins.PARTS}  # they set measure and kind themselves
    for name, text in texts_of(FOLLOWING, link.address).items():
        assert ("Commitments are not split by kind of aid." in text) is (name not in own)
    link.do(["set", "kind", "all"])
    for text in texts_of(FOLLOWING, link.address).values():
        assert "Cannot be computed" not in text


def test_a_refusals_link_leads_on_without_a_page():
    link = Link(query="measure=commitments")
    shown = parsed(BOARD.content(TABLES, link.address, "flows-ranking", "L")["sentence"])
    link.do(["reading", shown.one("data-query").attrs["data-query"]])
    assert link.reading == Reading(measure="commitments", kind="all")


# --- chapters ----------------------------------------------------------------------------


def chapter(made: Block) -> Element:
    return parsed(made.html()).one("class", "chapter")


def test_a_chapter_stands_alone_in_a_notebook():
    for module, parts in ((carries, flows.PARTS), (blocks, timeline.PARTS)):
        explorer = module.explorer("")
        charts = [e.attrs["data-chart"] for e in chapter(explorer).having("data-chart")]
        assert charts == list(explorer.board.charts)
        assert set(charts) == set(parts)
        assert "text/plain" in explorer._repr_mimebundle_()
    assert "51.2598" in repr(carries.explorer(Reading(last="2024-09", unit="share")))


def test_a_chapter_has_its_bar_its_controls_and_a_place_for_each_text():
    fields = {}
    for module in (carries, blocks):
        made = module.explorer("")
        tree = chapter(made)
        places = {e.attrs["data-text"] for e in tree.having("data-text")}
        assert places == set(made.board.answer(TABLES, Address(), {})["texts"])
        assert tree.children[0].attrs["class"] == "slot slot-bar"
        fields[module] = {e.attrs["data-field"] for e in tree.having("data-field")}
    assert fields[blocks] - fields[carries] == {
        *("event", "text", "lane", "importance", "confidence", "actor")
    }


# --- events ------------------------------------------------------------------------------


def opened(address: Address) -> Element:
    return parsed(timeline.texts(TABLES, address)["card"])


def listed(address: Address) -> dict[str, bool]:
    """The events that can be opened, and which is."""
    tree = parsed(timeline.texts(TABLES, address)["event-options"])
    return {o.attrs["value"]: "selected" in o.attrs for o in tree.all("option")}


def test_an_event_opens_by_click_by_list_and_by_address():
    link = Link()
    link.set_query("event=nsatu-takes-over")
    assert "NSATU" in opened(link.address).text
    assert listed(link.address)["nsatu-takes-over"]
    link.do(["set", "event", "full-scale-invasion"])
    assert [e for e, chosen in listed(link.address).items() if chosen] == ["full-scale-invasion"]
    link.do(["set", "event", ""])
    assert opened(link.address).children == []
    assert listed(link.address)[""]


def test_the_table_lists_every_event_and_no_era():
    view = timeline.timeline_view(TABLES, Reading())
    assert len(view.table) == int((~TABLES.events["era"]).sum())


def test_presets_lie_in_the_release_and_set_the_window_only():
    found = timeline.presets(TABLES)
    assert found["before the report"] == ("2022-01", "2024-09")
    assert found["since the report"] == ("2024-10", "2026-04")
    assert found["NATO-led: NSATU"] == ("2024-12", "2026-04")
    assert found["Gap in US funding"] == ("2023-12", "2024-04")
    for first, last in found.values():
        assert first <= last
        assert {first, last} <= set(TABLES.months)
    html = timeline.preset_links(TABLES, Reading(kind="all", last="2024-09"))
    assert 'data-query="kind=all&amp;to=2024-09" aria-current="true"' in html
    assert html.count("aria-current") == 1


# --- filters -------------------------------------------------------------------------------


def test_the_filter_changes_chart_table_list_and_sentence():
    link = Link()
    link.set_query("event=purl-announced")

    def shown() -> tuple[pd.DataFrame, str]:
        view = BOARD.view(TABLES, link.address, "timeline")
        return view.table, view.text()

    link.do(["set", "lane", "war"])
    table, text = shown()
    assert set(table["Lane"]) == {"War"}
    assert 0 < len(table) < 30
    assert f"{len(table)} of {EVENTS} events" in text
    assert "that you chose" in text
    assert opened(link.address).children == []
    assert len(listed(link.address)) == len(table) + 1 + 4
    link.do(["set", "text", "nothing like this"])
    table, text = shown()
    assert "No event fits your search." in text
    assert len(table) == 0
    link.do(["set", "text", ""], ["set", "lane", ""])
    assert len(shown()[0]) == EVENTS


def test_a_link_to_an_event_that_is_filtered_out_still_opens_it():
    link = Link()
    link.do(["set", "lane", "war"], ["set", "event", "purl-announced"])
    assert "PURL" in opened(link.address).text
    assert listed(link.address)["purl-announced"]
    drawn = BOARD.content(TABLES, link.address, "timeline", "L")["figure"]
    hits = next(trace for trace in drawn["data"] if trace["name"] == "events")
    assert "purl-announced" not in hits["customdata"]


# --- before and after ----------------------------------------------------------------------


def test_the_comparison_follows_event_span_and_reading():
    link = Link()
    seen = [BOARD.view(TABLES, link.address, before_after.NAME).text()]
    for step in (
        ["set", "event", "purl-announced"],
        ["set", "span", "3"],
        ["set", "kind", "all"],
    ):
        link.do(step)
        text = BOARD.view(TABLES, link.address, before_after.NAME).text()
        assert text not in seen
        seen.append(text)
    assert seen[0].startswith("October 2024: a change of +0.14, higher than at 21 of 28 other")
    assert "July 2025" in seen[-1]
    assert "three months" in seen[-1]


def test_spans_that_run_past_the_data_are_refused():
    view = before_after.view(TABLES, Reading(), "full-scale-invasion", 12)
    assert "do not both lie in the data" in view.refusal.sentence
    assert view.draw is None
    assert before_after.view(TABLES, Reading(measure="commitments")).refusal.remedy.kind == "all"


def test_it_says_that_after_is_not_because():
    assert "After is not because" in before_after.view(TABLES, Reading()).note


# --- what if -------------------------------------------------------


def test_what_if_follows_the_kind_and_refuses_in_words():
    one = what_if.sentence(TABLES, Reading()).striptags()
    two = what_if.sentence(TABLES, Reading(kind="all")).striptags()
    assert one != two
    assert "rose by 80 %" in one
    refused = what_if.sentence(TABLES, Reading(measure="commitments"))
    assert "Commitments are not split by kind of aid." in refused


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        (
            "",
            "flows-over-time",
            "This view shows military allocations of all donors, January 2022 to April 2026, in "
            "EUR bn, month by month, at the prices of the time (nominal).",
        ),
        (
            "unit=pct-gdp&donors=nato&rhythm=cumulative&from=2023-01",
            "flows-over-time",
            "of NATO members, January 2023 to April 2026, in per cent of 2021 GDP, added up, at "
            "the prices of the time (nominal).",
        ),
        ("rhythm=cumulative", "us-share", "in per cent of all counted, twelve months at a time"),
        ("kind=all", "flows-promised", "commitments and allocations of all kinds of all donors"),
        ("donors=DEU.POL", "flows-sankey", "of Germany and Poland"),
        ("donor=POL", "flows-donor", "allocations by kind of Poland"),
        ("unit=share&donor=POL", "flows-donor", "in EUR bn, month by month"),
    ],
)
def test_each_chart_of_flows_says_what_it_shows(query, name, said):
    note = BOARD.content(TABLES, read(query, TABLES)[0], name, "L")["note"]
    assert note.startswith("This view shows ")
    assert said in note


def test_less_lies_left_of_zero_and_more_right_of_it():
    made = BOARD.view(TABLES, Address(), before_after.NAME).draw(size="L").json()
    at = {note["text"]: note["x"] for note in made["layout"]["annotations"]}
    values = [pair for t in made["data"] for pair in zip(t["x"], t["customdata"], strict=True)]
    zero = (at["less after"] + at["more after"]) / 2
    assert at["less after"] < at["more after"]
    assert all((x < zero) is (value < 0) for x, value in values)
