"""The card of an event and the events of a month: what is certain, possible and under way."""

from functools import cache

import pandas as pd
import pytest

from tests.parsed import parsed
from widgets import words
from widgets.chapters.timeline import events
from widgets.reading.address import Address, read
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import load, with_events

TABLES = load()
FUNDING_GAP, CLASH = "us-funding-gap", "oval-office-clash"


@cache
def card_of(event: str) -> str:
    """The card at the default address; of each event made once."""
    return events.card(TABLES, Address(event=event))


def opened(event: str, **more: object):
    return parsed(events.card(TABLES, Address(event=event, **more)) if more else card_of(event))


def test_an_unknown_event_has_no_card():
    assert events.card(TABLES, Address(event="<script>")) == ""
    assert events.card(TABLES, Address()) == ""


def test_every_event_has_a_card_with_its_source():
    publishers = TABLES.sources.set_index("source")["publisher"]
    for row in TABLES.events.itertuples():
        html = card_of(row.event)
        assert "<h4>" in html
        assert "Source" in html
        assert str(words.escape(publishers[row.source])) in html
        assert ("reported, not confirmed" in html) is (row.confidence == "reported")
        assert "Cite: The Handover, “" in html
        assert ", nan" not in html


@pytest.mark.parametrize("kind", ["military", "all"])
def test_a_card_says_what_the_donors_counted_gave_in_its_month(kind):
    text = opened(CLASH, reading=Reading(kind=kind, first="2024-01", unit="share")).text
    total = flows.monthly(TABLES, Reading(kind=kind)).sum(axis=1)
    rank = int(total.rank(ascending=False, method="min")["2025-02"])
    assert f"came to {words.eur_bn(total['2025-02'], 2)}: number {rank} of the 52 months" in text
    assert "cause" in text


def test_donors_that_an_event_names_are_named_with_what_they_gave():
    rows = TABLES.events[TABLES.events["actors"].fillna("").str.contains("Germany")]
    given_then = flows.monthly(TABLES, Reading())["Germany"]
    found = [r for r in rows.itertuples() if given_then.get(r.start_first[:7], 0) > 0]
    assert found
    for row in found:
        if row.start_first[:7] == row.start_last[:7]:
            amount = words.eur_bn(float(given_then[row.start_first[:7]]), 2)
            assert f"Germany {amount}" in opened(row.event).text


def test_no_numbers_where_the_month_is_not_known_or_not_in_the_data():
    for row in TABLES.events.itertuples():
        month = row.start_first[:7]
        known = month == row.start_last[:7] and month in TABLES.months
        assert ("months by amount" in opened(row.event).text) is known, row.event
    refused = Reading(measure="commitments", kind="military")
    assert "months by amount" not in opened(CLASH, reading=refused).text


def test_a_card_names_all_sources_of_its_event_the_first_one_in_the_citation():
    several = TABLES.event_sources.groupby("event").filter(lambda rows: len(rows) > 1)
    assert len(several) > 20
    for event, rows in several.groupby("event"):
        found = events.sources_of(TABLES, event)
        assert [s.source for s in found] == list(rows.sort_values("order")["source"])
        text = opened(event).text
        assert text.count("Source: ") == len(rows)
        assert f"After {found[0].publisher}, {found[0].title}" in text


def test_a_card_leads_to_the_statements_of_the_report_that_its_event_belongs_to():
    later = set(TABLES.claim_later["event"].dropna()) | set(TABLES.claims["event"].dropna())
    assert len(later) > 10
    for event in later:
        found = events.statements_of(TABLES, event)
        links = {e.attrs["data-set"]: e.attrs for e in opened(event).having("data-to")}
        assert found
        assert list(links) == [f"claim={row.claim}" for row in found]
        assert all(link["data-to"] == "statement" for link in links.values())
    assert "Statements of the report" not in opened("bakhmut-claimed").text


def test_an_old_id_opens_the_event_that_it_became():
    assert len(TABLES.event_alias) > 3
    for alias, event in TABLES.event_alias.items():
        address, problems = read(f"event={alias}", TABLES)
        assert (address.event, problems) == (event, [])
        assert address.to_query() == f"event={event}"


def test_a_card_closes_and_leads_to_its_month_and_leaves_the_rest_of_the_address():
    tree = opened(CLASH, reading=Reading(kind="all"), zoom="2024-01.2025-12")
    links = {e.text: e.attrs for e in tree.having("data-set")}
    assert links["Close"]["href"] == "?kind=all&zoom=2024-01.2025-12"
    month = links["All events of February 2025"]
    assert month["data-set"] == "month=2025-02"
    assert "event=oval-office-clash" in month["href"]
    assert "month=2025-02" in month["href"]
    assert tree.having("data-copy")


# --- the events of a month ---------------------------------------------------------------------

ROWS = [
    ("2024-03-31", "", "last day"),
    ("2024-04-01", "", "first day"),
    ("2024-04", "", "month"),
    ("2024-34", "", "quarter"),
    ("2024", "", "year"),
    ("2024-03", "2024-05-10", "lasts through"),
    ("2024-04-10", "..", "begins and goes on"),
    ("2023", "2024-03", "over before"),
]


def test_events_of_a_month_by_hand():
    own = pd.DataFrame(ROWS, columns=["start", "end", "title"])
    tables, problems = with_events(TABLES, own)
    assert problems == []
    lists = [
        [row.title for row in rows if row.event.startswith("own-")]
        for rows in events.in_month(tables, "2024-04")
    ]
    assert [sorted(titles) for titles in lists] == [
        ["begins and goes on", "first day", "month"],
        ["quarter", "year"],
        ["lasts through"],
    ]


def test_a_reported_event_is_never_certain():
    for month in TABLES.months:
        certain, _, _ = events.in_month(TABLES, month)
        assert all(row.confidence == "confirmed" for row in certain)


def test_each_event_of_a_month_stands_in_one_list_and_may_lie_in_it():
    points = TABLES.events[~TABLES.events["era"]]
    end = points["end_last"].fillna(points["start_last"]).where(points["end"] != "..", "9999")
    for month in TABLES.months:
        names = [row.event for rows in events.in_month(TABLES, month) for row in rows]
        assert len(names) == len(set(names))
        first, last = dates.month_first(month).isoformat(), dates.month_last(month).isoformat()
        may = points.loc[(points["start_first"] <= last) & (end >= first), "event"]
        assert set(names) == set(may), month


def test_the_list_of_a_month_tells_certain_from_possible():
    assert events.month_events(TABLES, Address()) == ""
    html = events.month_events(TABLES, Address(month="2024-12"))
    certain, possible, lasting = events.in_month(TABLES, "2024-12")
    assert certain
    assert html.index("Certainly in December 2024") < html.index(certain[0].event)
    assert ("Possibly" in html) is bool(possible)
    assert ("Under way" in html) is bool(lasting)
    links = {e.attrs["data-set"].removeprefix("event=") for e in parsed(html).having("data-set")}
    links -= {"month="}
    assert links == {row.event for rows in (certain, possible, lasting) for row in rows}


def test_a_month_without_events_says_so(monkeypatch):
    monkeypatch.setattr(events, "in_month", lambda _tables, _month: ([], [], []))
    said = parsed(events.month_events(TABLES, Address(month="2024-12"))).text
    assert "No event of the timeline falls into December 2024." in said


# --- a window ------------------------------------------------------------------------------------


def test_events_in_the_window_are_counted_twice_over():
    points = TABLES.events[~TABLES.events["era"]]
    certain, possible = events.counted(points, ("2024-01", "2024-09"))
    assert 0 < certain <= possible < len(TABLES.events)
    everything = events.counted(points, ("2022-01", "2026-04"))
    assert certain < everything[0] <= everything[1]
