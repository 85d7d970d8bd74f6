"""An Address round-trips through its query, and takes only the steps that the page takes."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsed import parsed
from tests.test_reading import all_readings
from widgets.board import controls
from widgets.reading import address as addresses
from widgets.reading import what_if as what_ifs
from widgets.reading.address import SPANS, Address, changed, read
from widgets.reading.event_filter import CONFIDENCE, IMPORTANCE, LONGEST_SEARCH, EventFilter
from widgets.reading.flow_choice import FlowChoice
from widgets.reading.pick import Pick
from widgets.reading.reading import Problem, Reading
from widgets.reading.what_if import WhatIf
from widgets.tables.package import load

TABLES = load()
TEXTS = st.text(max_size=LONGEST_SEARCH)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=9,
)


def offered(name: str) -> list:
    """What a field can be."""
    return list(addresses.FIELDS[name].choices(TABLES))


def of(name: str) -> st.SearchStrategy:
    return st.sampled_from(offered(name))


def all_filters(texts: st.SearchStrategy = TEXTS) -> st.SearchStrategy[EventFilter]:
    return st.builds(
        EventFilter,
        text=texts,
        lane=of("lane"),
        importance=of("importance"),
        confidence=of("confidence"),
        actor=of("actor"),
    )


def all_addresses(texts: st.SearchStrategy = TEXTS) -> st.SearchStrategy[Address]:
    return st.builds(
        Address,
        reading=all_readings(),
        event=of("event"),
        span=of("span"),
        donor=of("donor"),
        ranked=of("ranked"),
        events=all_filters(texts),
        month=of("month"),
        zoom=of("zoom"),
        pick=all_picks(),
        flow=st.builds(FlowChoice, **{f.name: of(f.name) for f in fields(FlowChoice)}),
        claim=of("claim"),
        way=of("way"),
        claim_kind=of("claim_kind"),
        verdict=of("verdict"),
        what_if=all_what_ifs(),
    )


def assumed(name: str) -> list[str]:
    """What a field of what is assumed can be, as text; of a guess only some."""
    if name in what_ifs.GUESSED:
        return ["", "0", "0.5", "12.5", f"{what_ifs.MOST_GUESSED:g}"]
    return [str(value) for value in what_ifs.FIELDS[name].choices(TABLES)]


def all_what_ifs() -> st.SearchStrategy[WhatIf]:
    """Any that controls can lead to: an end before its begin is none."""

    def value(name: str) -> st.SearchStrategy:
        return st.sampled_from([what_ifs.parsed(name, text, TABLES) for text in assumed(name)])

    values = {name: value(name) for name in what_ifs.FIELDS}
    return st.builds(WhatIf, **values).filter(what_ifs.is_in_order)


def all_picks() -> st.SearchStrategy[Pick]:
    return st.builds(Pick, **{field.name: of(field.name) for field in fields(Pick)})


VALID_STEPS = (
    st.tuples(st.just("set"), st.just("text"), TEXTS)
    | st.sampled_from([n for n in addresses.FIELDS if n != "text"]).flatmap(
        lambda name: st.tuples(st.just("set"), st.just(name), of(name).map(str))
    )
    | st.sampled_from(
        [
            ("measure", "commitments"),
            ("kind", "all"),
            ("donors", "nato"),
            ("donors", "POL.DEU.POL"),
            ("eu_institutions", "out"),
            ("unit", "per-head"),
            ("rhythm", "rolling-12"),
            ("first", "2025-03"),
            ("last", "2022-12"),
        ]
    ).map(lambda pair: ("set", *pair))
    | st.sampled_from(list(what_ifs.FIELDS)).flatmap(
        lambda name: st.tuples(st.just("set"), st.just(name), st.sampled_from(assumed(name)))
    )
    | all_what_ifs().map(lambda w: ("set", "scenario", w.text(what_ifs.SCENARIO_FIELDS)))
    | all_readings().map(lambda reading: ("reading", reading.to_query()))
    | all_addresses().map(lambda address: ("address", address.to_query()))
).map(list)


# --- the query -----------------------------------------------------------------------------


@given(all_addresses())
def test_round_trip(address):
    assert read(address.to_query(), TABLES) == (address, [])
    assert {address: 1}[read("?" + address.to_query(), TABLES)[0]] == 1


def test_the_default_has_no_query():
    assert Address().to_query() == ""
    assert read("", TABLES) == (Address(), [])


def test_a_query_names_what_is_away_from_its_default():
    address = Address(Reading(kind="all"), "purl-announced", 3, EventFilter("nato", "aid"))
    assert address.to_query() == "kind=all&event=purl-announced&span=3&search=nato&lane=aid"


@given(st.text())
@settings(max_examples=200)
def test_any_text_gives_an_address_and_sentences(text):
    address, problems = read(text, TABLES)
    assert all(p.sentence.endswith(".") and len(p.sentence) < 300 for p in problems)
    assert read(address.to_query(), TABLES) == (address, [])


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("event=nothing", "event", "“Open an event” knows no “nothing”. Its default is shown."),
        ("span=5", "span", "“Compare before and after” knows no “5”. Its default is shown."),
        ("lane=%3Cb%3E", "lane", "“Lane” knows no “<b>”. Its default is shown."),
        ("importance=0", "importance", "“Importance” knows no “0”. Its default is shown."),
        ("confidence=rumour", "confidence", "“Confidence” knows no “rumour”. Its default"),
        ("actor=Nobody", "actor", "“Actor” knows no “Nobody”. Its default is shown."),
        (
            "asof=2019-01-01",
            "asof",
            "“Your date” can be a day from 24 February 2022 (2022-02-24) to",
        ),
        ("asof=2024-02-30", "asof", "“Your date” can be a day from 24 February 2022"),
        ("asof=20241014", "asof", "“Your date” can be a day from"),
        ("who=nobody", "who", "“Open an actor” knows no “nobody”. Its default is shown."),
        ("here=Atlantis", "here", "“From the town” knows no “Atlantis”. Its default is shown."),
        ("ends=moon", "ends", "“Measured to” knows no “moon”. Its default is shown."),
        ("base=Moscow", "base", "“Ranges from” knows no “Moscow”. Its default is shown."),
        ("scenario=us.201", "us", "“The US gives, % of its average before” can be 0 to 200 %, not"),
        ("scenario=replaced.7", "replaced", "“Share of the US gap that Europe fills” can be 0 to"),
        ("scenario=cutoff.1999-01", "cutoff", "“You stand at the end of” can be a month from"),
        ("scenario=us_end.2024-01", "us_end", "The US assumption ends before it begins."),
        (
            "scenario=us.50~us.50",
            "us",
            "“The US gives, % of its average before” is given more than",
        ),
        ("scenario=kind.all", "kind", "“Scenario” knows no “kind”. Its default is shown."),
        ("guess=us_1.-3", "us_1", "“Your guess, United States, half-year 1, EUR bn a year” can be"),
        ("guess=revealed.no", "revealed", "“What happened” knows no “no”"),
        ("guess=&guess=", "guess", "“Guess” is given more than once. Its default is shown."),
        ("way=0.1", "way", "“Way to count” knows no “0.1”. Its default is shown."),
        ("rings=x", "rings", "“Missile” knows no “x”. Its default is shown."),
        ("unit=x", "unit", "“Unit” knows no “x”; it can be eur-bn, share, pct-gdp, per-head. Its"),
        ("event=" + "x" * 5000, "event", "“Open an event” knows no “xxx"),
        ("lane=war&lane=aid", "lane", "“Lane” is given more than once. Its default is shown."),
    ],
)
def test_a_bad_field_is_a_sentence_and_its_default(query, field, words):
    address, (problem,) = read(query + "&kind=all", TABLES)
    assert address == Address(Reading(kind="all"))
    assert problem.field == field
    assert problem.sentence.startswith(words)
    assert len(problem.sentence) < 250


def test_a_long_search_is_cut():
    assert read("search=" + "a" * 5000, TABLES)[0].events.text == "a" * LONGEST_SEARCH


def test_the_choices_are_those_of_the_data():
    events = TABLES.events
    assert set(offered("event")) == {"", *events["event"]}
    assert offered("span") == list(SPANS)
    assert set(offered("lane")) == {"", *events.loc[~events["era"], "lane"]}
    assert offered("importance") == list(IMPORTANCE)
    assert offered("confidence") == ["", *CONFIDENCE]
    assert "Russia" in offered("actor")


# --- steps ---------------------------------------------------------------------------------


@given(all_addresses(), st.lists(VALID_STEPS, max_size=5))
@settings(max_examples=60)
def test_after_any_steps_of_the_page_the_address_can_be_shared(address, steps):
    after, problems = changed(address, steps, TABLES)
    assert problems == []
    assert read(after.to_query(), TABLES) == (after, [])
    one_by_one = address
    for step in steps:
        one_by_one, _ = changed(one_by_one, [step], TABLES)
    assert one_by_one == after


def test_a_control_sets_one_field():
    def after(*step):
        return changed(Address(), [list(step)], TABLES)

    assert after("set", "last", "2024-09") == (Address(Reading(last="2024-09")), [])
    assert after("set", "donors", "POL.DEU") == (Address(Reading(donors=("DEU", "POL"))), [])
    assert after("set", "span", "3") == (Address(span=3), [])
    assert after("set", "importance", "1") == (Address(events=EventFilter(importance=1)), [])
    assert after("set", "event", "purl-announced") == (Address(event="purl-announced"), [])
    assert after("set", "asof", "2024-10-14") == (Address(pick=Pick("2024-10-14")), [])
    assert after("set", "asof_day", "963") == (Address(pick=Pick("2024-10-14")), [])
    assert after("set", "here", "Rzeszów") == (Address(pick=Pick(here="Rzeszów")), [])
    assert after("set", "text", "x" * 10**6) == (Address(events=EventFilter("x" * 100)), [])


def test_a_link_to_a_reading_leaves_event_and_filters_and_an_address_leaves_nothing():
    before = Address(Reading(unit="share"), "purl-announced", 6, EventFilter(lane="aid"))
    assert changed(before, [["reading", "kind=all"]], TABLES) == (
        before.but(reading=Reading(kind="all")),
        [],
    )
    assert changed(before, [["address", "kind=all"]], TABLES) == (Address(Reading(kind="all")), [])


def test_a_filter_closes_the_event_that_it_leaves_out():
    opened = Address(event="purl-announced")
    assert changed(opened, [["set", "lane", "war"]], TABLES)[0].event == ""
    kept = changed(opened, [["set", "text", "PURL"]], TABLES)[0]
    assert kept.event == "purl-announced"
    assert kept.events.text == "PURL"


def test_a_link_to_an_event_that_is_filtered_out_still_opens_it():
    filtered = Address(events=EventFilter(lane="war"))
    opened = changed(filtered, [["set", "event", "purl-announced"]], TABLES)[0]
    assert opened.event == "purl-announced"
    assert opened.events.lane == "war"
    assert read(opened.to_query(), TABLES) == (opened, [])


@pytest.mark.parametrize(
    ("step", "field", "words"),
    [
        (["set", "event", "nothing"], "event", "“Open an event” knows no “nothing”. Nothing was"),
        (["set", "unit", "x"], "unit", "“Unit” knows no “x”; it can be"),
        (["set", "last", "2999-01"], "last", "“To” has no month “2999-01”"),
        (["set", "unit", "x" * 10**6], "unit", "“Unit” knows no “xxx"),
        *(
            (["set", field, value], "asof", "“Your date” can be a day from 24 February 2022")
            for field, value in [
                *(("asof", ""), ("asof", "2035-01-01"), ("asof", "x" * 10**6)),
                *(("asof_day", "-1"), ("asof_day", "99999"), ("asof_day", "1.5")),
                *(("asof_day", "9" * 10**6), ("asof_day", "")),
            ]
        ),
        (["set", "us", "1e9"], "us", "“The US gives, % of its average before” can be 0 to 200 %"),
        (["set", "us", "NaN"], "us", "“The US gives, % of its average before” can be 0 to 200 %"),
        (["set", "europe", "-101"], "europe", "“Europe changes by” can be -100 to 300 %"),
        (["set", "seed", "9" * 10**6], "seed", "“Seed of the chance” can be 1 to 9999"),
        (["set", "us_1", "201"], "us_1", "“Your guess, United States, half-year 1, EUR bn a year”"),
        (["set", "scenario", "us.x"], "scenario", "“Scenario” is none that the page knows."),
        (["set", "__class__", "x"], "", "A Reading has no field “__class__”."),
        (["set", "reading", "x"], "", "A Reading has no field “reading”."),
        (["set", "x" * 10**6, "x"], "", "A Reading has no field “xxx"),
        (["address", "unit=x"], "unit", "“Unit” knows no “x”"),
        (["reading", "unit=x"], "unit", "“Unit” knows no “x”"),
        (["address", "a=1&" * 10**6], "", "The address has too many fields to be read."),
    ],
)
def test_a_bad_step_changes_nothing_and_is_said(step, field, words):
    after, (problem,) = changed(Address(), [step], TABLES)
    assert after == Address()
    assert problem.field == field
    assert problem.sentence.startswith(words)
    assert len(problem.sentence) < 250


@pytest.mark.parametrize(
    "step",
    [
        *(None, 7, "set", {}, [], ["set"], ["set", "unit"], ["set", "unit", 7]),
        *(["set", ["unit"], "share"], ["set", "unit", ["share"]], ["set", "unit", "share", "x"]),
        *(["reading"], ["reading", None], ["address", {"a": "b"}], [[[["set"]]]], ["<b>", "", ""]),
    ],
)
def test_what_is_no_step_changes_nothing_and_the_others_are_taken(step):
    steps = [["set", "kind", "all"], step, ["set", "unit", "share"]]
    after, problems = changed(Address(), steps, TABLES)
    assert after == Address(Reading(kind="all", unit="share"))
    assert problems == [Problem("", "This is no step that the page takes.")]


@pytest.mark.parametrize(
    "steps", [None, 7, "set", {"set": "unit"}, [["set", "unit", "share"]] * 21]
)
def test_what_are_no_steps_change_nothing(steps):
    after, problems = changed(Address(event="purl-announced"), steps, TABLES)
    assert after == Address(event="purl-announced")
    assert problems == [Problem("", "These are no steps that the page takes.")]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["set", "reading", "address", *addresses.FIELDS]) | JSON, max_size=4
        )
    )
    | JSON
)
@settings(max_examples=100)
def test_forged_steps_never_raise_and_are_said_harmlessly(steps):
    after, problems = changed(Address(), steps, TABLES)
    assert read(after.to_query(), TABLES) == (after, [])
    said = parsed(controls.problems([p.sentence for p in problems]))
    assert [p.text for p in said.all("p")] == [p.sentence for p in problems]
    assert {e.tag for e in said.walk()} <= {"p"}


@pytest.mark.parametrize(
    "step",
    [
        ["set", "text", "\ud800"],
        ["set", "unit", "\ud800"],
        ["set", "event", "\ud800"],
        ["set", "\ud800", "x"],
        ["address", "search=\ud800"],
        ["address", "unit=\ud800"],
        ["reading", "donors=\ud800"],
    ],
)
def test_half_a_character_does_no_harm(step):
    """JSON can carry a lone surrogate, which no answer can be encoded with."""
    after, problems = changed(Address(), [step], TABLES)
    after.to_query().encode()
    "".join(p.sentence for p in problems).encode()
