"""Link: the one Address of a notebook; steps and queries change it, whoever follows is told."""

import pytest
from hypothesis import given, settings

from tests.test_address import all_addresses
from widgets.board.link import Link, begin
from widgets.reading.address import Address, read
from widgets.reading.event_filter import EventFilter
from widgets.reading.reading import Reading
from widgets.reading.what_if import WhatIf
from widgets.tables.package import load

TABLES = load()


def test_a_link_begins_with_our_data_and_the_default():
    link = Link()
    assert link.tables == TABLES
    assert link.address == Address()
    assert link.problems == ()
    assert Link(query="kind=all").reading == Reading(kind="all")


def test_a_link_is_taken_as_it_is_and_a_reading_gets_its_own():
    link = Link()
    assert Link.of(link) is link
    assert Link.of(Reading(kind="all")).address == Address(Reading(kind="all"))
    what_if = WhatIf(us=50)
    assert Link.of(what_if).address == Address(what_if=what_if)
    assert Link.of("?kind=all") is not Link.of("kind=all")
    assert Link.of("?kind=all").address == Address(Reading(kind="all"))


@pytest.fixture
def notebook():
    """A notebook that begins here, and the last one again."""
    last = begin()
    yield
    begin(last)


def test_a_notebook_has_one_link_that_begins_where_its_page_was_asked(notebook, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "kind=all&unit=x")
    link = Link.of(None)
    assert Link.of(None) is link
    assert link.reading == Reading(kind="all")
    assert "“Unit” knows no “x”" in link.problems[0]


def test_another_notebook_begins_at_its_own_link(notebook):
    own, first = Link(query="kind=all"), Link.of(None)
    assert begin(own) is first
    assert Link.of(None) is own
    assert begin() is own
    assert Link.of(None) is not own


def test_steps_change_the_address():
    link = Link()
    link.do(["set", "last", "2024-09"], ["set", "lane", "war"])
    assert link.address == Address(Reading(last="2024-09"), events=EventFilter(lane="war"))
    link.do(["reading", "kind=all"])
    assert link.reading == Reading(kind="all")
    assert link.address.events.lane == "war"
    link.do(["set", "unit", "x"])
    assert link.reading == Reading(kind="all")
    assert "“Unit” knows no “x”" in link.problems[0]
    link.do(["set", "unit", "share"])
    assert link.reading == Reading(kind="all", unit="share")
    assert link.problems == ()


def test_a_query_is_the_whole_address():
    link = Link(query="unit=share")
    link.set_query("kind=all&event=nothing")
    assert link.address == Address(Reading(kind="all"))
    assert link.problems == ("“Open an event” knows no “nothing”. Its default is shown.",)
    link.set_query("")
    assert link.address == Address()
    assert link.problems == ()


@given(all_addresses())
@settings(max_examples=20)  # of the addresses themselves test_address takes more
def test_a_link_can_be_sent_to_any_address(address):
    link = Link()
    link.set_query(address.to_query())
    assert link.address == address
    assert link.problems == ()


def test_who_follows_is_told_once_and_only_of_changes():
    link, told = Link(), []
    link.observe(lambda change: told.append(change["new"]), "address")
    link.set_query("kind=all")
    link.set_query("kind=all")
    link.do(["set", "kind", "all"])
    assert told == [Address(Reading(kind="all"))]


def test_address_and_problems_change_together():
    link, told = Link(), []
    link.observe(lambda _: told.append((link.address, link.problems)), ["address", "problems"])
    link.set_query("kind=all&unit=x")
    assert len({*told}) == 1
    assert told[0] == (link.address, link.problems)


@pytest.mark.parametrize(
    "reading",
    [
        *(Reading(first="2022-01"), Reading(last="2026-04"), Reading(donors=())),
        *(Reading(donors=("XXX",)), Reading(first="2030-01"), Reading(first="March")),
        Reading(first="2024-05", last="2024-01"),
    ],
)
def test_a_reading_typed_in_a_notebook_is_read_like_an_address(reading):
    """Else the query that the browser steps from would name another Address than is shown."""
    link = Link.of(reading)
    assert read(link.address.to_query(), TABLES) == (link.address, [])
