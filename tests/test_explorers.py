"""Explorers: every chart follows the one Reading; controls read strictly; events open."""

import pandas as pd
import pytest

from widgets.explorers import before_after, coordination, flows, report, timeline, what_if
from widgets.explorers.bar import Bar
from widgets.explorers.event_filter import EventFilter, FilterControls
from widgets.explorers.link import Explorer, Link, follow
from widgets.reading import NAMES, Reading
from widgets.tables import load

TABLES = load()


def test_every_chart_follows_the_reading():
    link = Link()
    charts = follow(link, flows.MAKERS | timeline.MAKERS)
    before = {name: chart.text() for name, chart in charts.items()}
    link.set_query("kind=all&from=2024-01&to=2024-09&rhythm=cumulative")
    for name, chart in charts.items():
        assert chart.text() != before[name], name


def test_a_refused_reading_is_a_sentence_in_every_flow_chart():
    link = Link()
    charts = follow(link, flows.MAKERS)
    link.set_field("measure", "commitments")
    for chart in charts.values():
        assert "Commitments are not split by kind of aid." in chart.text()
    link.set_field("kind", "all")
    for chart in charts.values():
        assert "Cannot be computed" not in chart.text()


def test_a_chapter_stands_alone_in_a_notebook():
    for module in (flows, timeline):
        explorer = module.explorer()
        assert isinstance(explorer, Explorer) and isinstance(explorer.children[0], Bar)
        assert "text/plain" in explorer._repr_mimebundle_()
    assert "51.2598" in repr(flows.explorer(Link(reading=Reading(last="2024-09", unit="share"))))


def test_a_chart_that_fails_is_a_sentence_and_the_others_go_on(caplog):
    def broken(tables, reading):
        raise RuntimeError("a fault in a figure")

    charts = follow(Link(), {"broken": broken} | flows.MAKERS)
    assert "It failed here; the other charts go on." in charts["broken"].text()
    assert "a fault in a figure" in caplog.text
    assert "Cannot be computed" not in charts["flows-ranking"].text()


def test_a_refusals_link_leads_on_without_a_page():
    link = Link(reading=Reading(measure="commitments"))
    charts = follow(link, flows.MAKERS)
    charts["flows-ranking"]._handle_custom_msg({"query": "measure=commitments&kind=all"}, [])
    assert link.reading == Reading(measure="commitments", kind="all")


# --- the bar ---------------------------------------------------------------------------


class SilentBar(Bar):
    def send(self, content, buffers=None):
        self.answered = content


def test_the_bar_has_the_eight_controls_by_name():
    labels = [field["label"] for field in Bar(Link()).fields]
    assert (
        labels
        == list(NAMES.values())
        == [
            "Measure",
            "Kind of aid",
            "Donors",
            "EU institutions",
            "Unit",
            "Rhythm",
            "From",
            "To",
        ]
    )


def test_the_bar_changes_the_reading_and_shows_it():
    link = Link()
    bar = SilentBar(link)
    bar._handle_custom_msg({"field": "last", "value": "2024-09"}, [])
    assert link.reading == Reading(last="2024-09") and bar.answered == {"answered": True}
    assert bar.shown["values"]["last"] == "2024-09" and bar.shown["changed"] == ["last"]
    bar._handle_custom_msg({"field": "donors", "value": "DEU.POL"}, [])
    assert bar.shown["values"]["donors"] == "chosen" and bar.shown["chosen"] == ["DEU", "POL"]
    bar._handle_custom_msg({"query": ""}, [])
    assert link.reading == Reading() and bar.shown["changed"] == []


@pytest.mark.parametrize(
    "message",
    [
        {"field": "last", "value": "2999-01"},
        {"field": "last", "value": {"a": 1}},
        {"field": "__class__", "value": "x"},
        {"field": "unit", "value": "x" * 100_000},
    ],
)
def test_a_forged_control_changes_nothing_and_is_said(message):
    link = Link()
    bar = SilentBar(link)
    bar._handle_custom_msg(message, [])
    assert link.reading == Reading() and len(bar.shown["problems"]) == 1
    assert len(bar.shown["problems"][0]) < 250


@pytest.mark.parametrize("message", [None, 7, [], {}, {"field": 3}, {"query": 3}])
def test_a_message_of_another_kind_does_nothing(message):
    link = Link()
    SilentBar(link)._handle_custom_msg(message, [])
    assert link.reading == Reading() and link.problems == ()


# --- events ------------------------------------------------------------------------------


def test_an_event_opens_by_click_by_list_and_by_address():
    link, filters = Link(), FilterControls(TABLES, timeline.LANES)
    chart = timeline.chart(link, filters)
    card = timeline.picker(link, chart, filters, "nsatu-takes-over")
    assert "NSATU" in card.children[1].value
    chart._handle_custom_msg({"pick": "full-scale-invasion"}, [])
    assert card.event == "full-scale-invasion" == card.children[0].value
    card.children[0].value = ""
    assert card.event == "" and card.children[1].value == ""


def test_an_unknown_event_closes_the_card():
    card = timeline.EventCard(TABLES, "<script>")
    assert card.event == "" and card.children[1].value == ""


def test_every_event_has_a_card_with_its_source():
    publishers = TABLES.sources.set_index("source")["publisher"]
    for row in TABLES.events.itertuples():
        html = timeline.card(TABLES, row.event)
        assert "<h4>" in html and "Source: " in html
        assert str(timeline.words.escape(publishers[row.source])) in html
        assert ("reported, not confirmed" in html) is (row.confidence == "reported")


def test_events_in_the_window_are_counted_twice_over():
    points = TABLES.events[~TABLES.events["era"]]
    certain, possible = timeline.counted(points, ("2024-01", "2024-09"))
    assert 0 < certain <= possible < len(TABLES.events)
    everything = timeline.counted(points, ("2022-01", "2026-04"))
    assert certain < everything[0] <= everything[1]


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
        assert first <= last and {first, last} <= set(TABLES.months)
    html = timeline.preset_links(TABLES, Reading(kind="all", last="2024-09"))
    assert 'data-query="kind=all&amp;to=2024-09" aria-current="true"' in html
    assert html.count("aria-current") == 1


# --- filters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shown, event, hidden",
    [
        (EventFilter(text="NSATU wiesbaden"), "rutte-visits-wiesbaden", "us-election-2024"),
        (EventFilter(lane="war"), "full-scale-invasion", "purl-announced"),
        (EventFilter(importance=1), "nsatu-takes-over", "himars-announced"),
        (EventFilter(confidence="reported"), "ankara-summit", "full-scale-invasion"),
        (EventFilter(actor="Russia"), "full-scale-invasion", "nsatu-takes-over"),
    ],
)
def test_a_filter_keeps_what_fits_and_every_era(shown, event, hidden):
    events = set(shown.chosen(TABLES)["event"])
    assert event in events and hidden not in events
    assert set(TABLES.events.loc[TABLES.events["era"], "event"]) <= events


def test_a_filter_without_fields_keeps_everything_and_signs_are_only_signs():
    assert len(EventFilter().chosen(TABLES)) == len(TABLES.events)
    assert len(EventFilter(text=".*(").chosen(TABLES)) == int(TABLES.events["era"].sum())


def test_the_filter_changes_chart_table_list_and_sentence():
    link, filters = Link(), FilterControls(TABLES, timeline.LANES)
    chart = timeline.chart(link, filters)
    card = timeline.picker(link, chart, filters, "purl-announced")
    filters._controls["lane"].value = "war"
    found = len(chart.view.table)
    assert set(chart.view.table["Lane"]) == {"War"} and 0 < found < 30
    assert f"{found} of 121 events" in chart.text() and "that you chose" in chart.text()
    assert card.event == "" and len(card.children[0].options) == found + 1 + 4
    filters._controls["text"].value = "nothing like this"
    assert "No event fits your search." in chart.text() and len(chart.view.table) == 0
    filters.reset()
    assert len(chart.view.table) == 121


def test_a_link_to_an_event_that_is_filtered_out_still_opens_it():
    link, filters = Link(), FilterControls(TABLES, timeline.LANES)
    card = timeline.picker(link, timeline.chart(link, filters), filters)
    filters._controls["lane"].value = "war"
    card.choose("purl-announced")
    assert card.event == "purl-announced" and "PURL" in card.children[1].value


# --- before and after ----------------------------------------------------------------------


def test_the_comparison_follows_event_span_and_reading():
    link = Link()
    card, span = timeline.EventCard(TABLES), before_after.Span()
    chart = before_after.chart(link, card, span)
    seen = [chart.text()]
    for change in (
        lambda: card.choose("purl-announced"),
        lambda: span.set_trait("months", 3),
        lambda: link.set_field("kind", "all"),
    ):
        change()
        assert chart.text() not in seen
        seen.append(chart.text())
    assert seen[0].startswith("October 2024: a change of +0.14, higher than at 21 of 28 other")
    assert "July 2025" in seen[-1] and "three months" in seen[-1]


def test_spans_that_run_past_the_data_are_refused():
    view = before_after.view(TABLES, Reading(), "full-scale-invasion", 12)
    assert "do not both lie in the data" in view.refusal.sentence and view.draw is None
    assert before_after.view(TABLES, Reading(measure="commitments")).refusal.remedy.kind == "all"


def test_it_says_that_after_is_not_because():
    assert "After is not because" in before_after.view(TABLES, Reading()).note


# --- report, coordination, what if -------------------------------------------------------


def test_the_grid_shows_the_readings_and_rings_the_readers_own():
    html = report.grid(TABLES, Reading(last="2024-09", rhythm="cumulative", unit="share"))
    assert html.count('class="n own"') == 1 and "51.3" in html and "48.4" in html
    assert 'data-query="unit=share&amp;rhythm=cumulative&amp;to=2024-09"' in html
    assert 'class="n own"' not in report.grid(TABLES, Reading(donors="nato"))


def test_the_grid_counts_what_holds():
    values = pd.Series([v for _, cells in report.shares(TABLES) for _, v in cells])
    assert report.holds_in(TABLES) == (int((values > 50).sum()), 30)


def test_stages_are_in_order_and_link_to_the_timeline():
    html = coordination.stages(TABLES)
    assert html.index("sagu-announced") < html.index("nsatu-takes-over")
    assert "17 December 2024" in coordination.sentence(TABLES)


def test_what_if_follows_the_kind_and_refuses_in_words():
    one = what_if.sentence(TABLES, Reading()).striptags()
    two = what_if.sentence(TABLES, Reading(kind="all")).striptags()
    assert one != two and "rose by 80 %" in one
    refused = what_if.sentence(TABLES, Reading(measure="commitments"))
    assert "Commitments are not split by kind of aid." in refused
