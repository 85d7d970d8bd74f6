"""Board: pure answers, exact steps, HTML that is whole without script, faults that stay alone."""

import csv
import hashlib
import io
import itertools
import json
import random
import re
import shutil
from dataclasses import fields, replace
from functools import cache, partial

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from tests import states
from tests.parsed import HOSTILE, Element, assert_harmless, parsed
from tests.reader import BOARD
from tests.test_address import VALID_STEPS, all_addresses
from tests.test_view import applied
from widgets.board import board, controls
from widgets.board.board import Board, Part
from widgets.board.view import SIZES, View, content
from widgets.chapters.carries import chapter as flows
from widgets.chapters.carries import share
from widgets.chapters.timeline import blocks as timeline
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address, changed, read
from widgets.reading.event_filter import EventFilter
from widgets.reading.flow_choice import FlowChoice
from widgets.reading.own_group import OwnGroup
from widgets.reading.pick import Pick
from widgets.reading.reading import Problem, Reading
from widgets.reading.what_if import WhatIf
from widgets.sums import flows as amounts
from widgets.tables.package import DATA, load, with_events

TABLES = load()
CHARTS = list(BOARD.charts)
LARGE = dict.fromkeys(CHARTS, "L")
DEFAULT = Address()
# Words that some events have; with any text most filters would leave none.
WORDS = st.sampled_from(["", "nsatu", "HIMARS germany", "aid", "<b>"])
ADDRESSES = all_addresses(WORDS)
# Whole boards take a tenth of a second an example: a failure is shown as it was found.
FOUND_AS_IT_IS = (Phase.explicit, Phase.reuse, Phase.generate)
FEW_SIZES = st.dictionaries(st.sampled_from(CHARTS), st.sampled_from(SIZES), max_size=4)


def as_json(value: object) -> str:
    """Text that is the same only for the same JSON; no missing number, no other type."""
    return json.dumps(value, sort_keys=True, allow_nan=False)


# --- answers and steps -----------------------------------------------------------------------


# Every field away from its default, in an order in which all of them can be set.
OTHER = Address(
    Reading(
        *("commitments", "all", ("DEU", "FRA", "POL", "USA"), "out", "share", "cumulative"),
        *("2023-01", "2024-09", (OwnGroup("Nordics", ("DNK", "NOR", "SWE")),)),
    ),
    *("purl-announced", 3, EventFilter("aid", "aid", 2, "confirmed", "NATO"), "2025-07"),
    *("2025-01.2025-12", "distance", "countable", "holds", "POL", "all", "2.1"),
    Pick("2024-12-31", "nsatu", "Paris", "Rome", "border", "Kaliningrad", "iskander"),
    WhatIf(
        *("2023-12", 12, 12, 6, 7, "rest", 50, "2025-09", "2026-06", 3, 20, 10, 6, 20, 2, 30),
        *("members", 12, "us", "population", 3.0, 4.0, 5.0, 9.0, 8.0, 7.0, "yes"),
    ),
    FlowChoice("kind", "stacked", "5", "2024-03"),
)
PARTS_OF = ("reading", "events", "pick", "what_if", "flow")
PATHS = [
    (field.name, inner)
    for field in fields(Address)
    for inner in (
        [f.name for f in fields(getattr(OTHER, field.name))] if field.name in PARTS_OF else [""]
    )
]


def with_other(address: Address, name: str, inner: str) -> Address:
    """The address with one field, of its own or of one of its parts, as in OTHER."""
    value = getattr(OTHER, name)
    if inner:
        value = replace(getattr(address, name), **{inner: getattr(value, inner)})
    return address.but(**{name: value})


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kind=all&donors=DEU.USA&unit=per-head&from=2024-01&by=group&asof=2025-10-01",
        "measure=commitments&kind=all&claim=billion&donor=FRA&scenario=us.40~europe.10&lane=war",
    ],
)
def test_what_a_part_does_not_keep_changes_nothing_in_it(query):
    """All that a chart leaves out is changed at once, and what it keeps is as it was."""
    base, problems = read(query, TABLES)
    assert problems == []
    assert all(with_other(DEFAULT, *path) != DEFAULT for path in PATHS)
    for name, part in BOARD.charts.items():
        kept, far = part.keep(base), base
        for path in PATHS:
            other = with_other(far, *path)
            far = other if part.keep(other) == kept else far
        shown, expected = (
            content(made, "M") for made in (part.make(TABLES, far), states.view(base, name))
        )
        assert far != base, name
        assert as_json(shown) == as_json(expected), name


@given(st.sampled_from(CHARTS), ADDRESSES, st.sampled_from(SIZES))
@settings(max_examples=60)
def test_what_a_part_keeps_of_any_address_is_all_that_it_shows(name, address, size):
    part = BOARD.charts[name]
    kept = part.keep(address)
    assert part.keep(kept) == kept
    whole, short = (content(part.make(TABLES, a), size) for a in (address, kept))
    assert as_json(whole) == as_json(short)


def test_parts_keep_as_little_as_they_follow():
    address = Address(Reading(kind="all", first="2024-01"), "purl-announced", 3, EventFilter("aid"))
    kept = {name: part.keep(address) for name, part in BOARD.charts.items()}
    assert kept["timeline"] == Address(Reading(first="2024-01"), events=EventFilter("aid"))
    assert kept["before-after"] == Address(address.reading, "purl-announced", 3)
    donors = {"flows-ranking", "flows-ranks", "flows-map", "flows-donor"}
    for name in flows.PARTS.keys() - {"flows-weapons"}:
        donor = "USA" if name in donors else ""
        assert kept[name] == Address(address.reading, donor=donor)
    assert kept["flows-weapons"] == Address(Reading(first="2022-02"), donor="USA")


@given(ADDRESSES, st.lists(VALID_STEPS, max_size=3), FEW_SIZES)
@settings(max_examples=20, phases=FOUND_AS_IT_IS)
def test_a_step_turns_one_answer_exactly_into_the_other(old, do, sizes):
    """Steps of controls and of links lead where the address leads."""
    step = BOARD.step(TABLES, old.to_query(), do, sizes)
    before, after = (
        BOARD.answer(TABLES, address, sizes) for address in (old, changed(old, do, TABLES)[0])
    )
    step = json.loads(as_json(step))
    assert step["query"] == after["query"]
    assert as_json(applied(before, step["patch"])) == as_json(after)


def test_a_bad_step_is_said_and_changes_nothing_else():
    for do, sentence in (
        ([["set", "unit", "<b>"]], "“Unit” knows no “<b>”; it can be"),
        ("nonsense", "These are no steps that the page takes."),
    ):
        step = BOARD.step(TABLES, "kind=all", do, {})
        ((path, said),) = step["patch"]
        assert step["query"] == "kind=all"
        assert path == ["texts", "problems"]
        assert parsed(said).text.startswith(sentence)
        assert "<b>" not in said


def test_a_step_takes_back_what_was_said():
    step = BOARD.step(TABLES, "", [["set", "kind", "all"]], {})
    assert step["patch"][-1] == [["texts", "problems"], ""]


def test_a_step_from_an_address_with_a_bad_field_begins_at_its_default():
    assert as_json(BOARD.step(TABLES, "unit=x", [["set", "kind", "all"]], {})) == as_json(
        BOARD.step(TABLES, "", [["set", "kind", "all"]], {})
    )


def test_the_same_question_has_the_same_answer_whatever_was_asked_before():
    ways = [
        ("", [["set", "kind", "all"]], {}),
        ("kind=all", [["set", "unit", "share"]], {"timeline": "S"}),
        ("event=purl-announced&lane=aid", [["set", "lane", "war"]], dict.fromkeys(CHARTS, "M")),
        ("measure=commitments", [["reading", "measure=commitments&kind=all"]], {}),
        ("to=2024-09", [["address", ""]], {"flows-sankey": "S"}),
    ]
    questions = [partial(BOARD.step, TABLES, *way) for way in ways]
    questions += [partial(BOARD.contents, TABLES, at, sizes) for at, _, sizes in ways]
    first = [as_json(ask()) for ask in questions]
    mixed = list(enumerate(questions)) * 2
    random.Random(0).shuffle(mixed)
    board._content.cache_clear()
    board._texts.cache_clear()
    for number, ask in mixed:
        assert as_json(ask()) == first[number]


def test_the_charts_asked_for_are_those_of_the_answer():
    sizes = {"timeline": "S", "us-share": "M"}
    given_charts = BOARD.contents(TABLES, "kind=all", sizes)["charts"]
    answer = BOARD.answer(TABLES, Address(Reading(kind="all")), LARGE | sizes)["charts"]
    assert set(given_charts) == set(sizes)
    for name, shown in given_charts.items():
        assert shown == answer[name]
        assert shown["size"] == sizes[name] == shown["head"]["size"]


def test_a_step_changes_every_text_but_only_the_charts_that_it_names():
    do = [["set", "kind", "all"]]
    whole, few = (BOARD.step(TABLES, "", do, sizes) for sizes in (LARGE, {"us-share": "S"}))
    charts = {path[1] for path, *_ in few["patch"] if path[0] == "charts"}
    assert charts == {"us-share"}
    texts = [[pair for pair in step["patch"] if pair[0][0] != "charts"] for step in (whole, few)]
    assert texts[0] == texts[1]
    assert few["query"] == whole["query"]


@pytest.mark.parametrize(
    ("asked", "sizes"),
    [
        *((nonsense, {}) for nonsense in (None, 7, "S", ["S"], {}, {"nothing": "S"})),
        ({"timeline": "XL", "us-share": ["S"], "flows-sankey": None, "before-after": {}}, {}),
        ({"timeline": "S", 3: "S", "us-share": "s"}, {"timeline": "S"}),
    ],
)
def test_what_is_no_chart_or_no_size_is_left_out(asked, sizes):
    assert BOARD.sizes(asked) == sizes


def test_the_state_is_the_query_and_what_the_controls_show():
    address = Address(Reading(kind="all"), "purl-announced")
    state = BOARD.state(TABLES, address)
    assert state == controls.shown(address, TABLES) | {"query": "kind=all&event=purl-announced"}
    answer = BOARD.answer(TABLES, address, {})
    assert {key: answer[key] for key in state} == state


# --- HTML ------------------------------------------------------------------------------------


def page(address: Address = DEFAULT, tables=TABLES, problems=()) -> Element:
    return parsed(BOARD.html(tables, address, problems))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "measure=commitments&claim=personnel&verdict=holds&asof=2022-02-24",  # much is refused
        "groups=Two~DEU.POL&kind=all&by=donor&named=all&upto=2023-03&donor=POL&ranked=all"
        "&event=purl-announced&span=3&search=%3Cb%3E&month=2025-07&claim=distance&way=2.1"
        "&scenario=us.50&guess=us_1.3~revealed.yes&rings=iskander&who=nsatu",
    ],
)
def test_the_html_shows_the_whole_answer(query):
    address, _ = read(query, TABLES)
    tree, answer = page(address), BOARD.answer(TABLES, address, LARGE)
    places = {e.attrs["data-text"]: e for e in tree.having("data-text")}
    still = {name for name in answer["texts"] if name.startswith("definitions-")}
    assert set(places) == set(answer["texts"]) - still
    for name, place in places.items():
        text = board.carried(Markup(answer["texts"][name]), TABLES, address)
        assert place.children == parsed(text).children, name
    frames = {e.attrs["data-chart"]: e for e in tree.having("data-chart")}
    assert set(frames) == set(answer["charts"])
    for name, shown in answer["charts"].items():
        figure = frames[name]
        assert figure.one("class", "chart-title").text == shown["head"]["title"]
        sentence = figure.one("class", "sentence")
        said, table = (
            parsed(board.carried(Markup(shown[part]), TABLES, address))
            for part in ("sentence", "table")
        )
        assert sentence.children == said.children
        assert figure.one("class", "table-region").children == table.children
        assert ("hidden" in figure.one("class", "picture").attrs) is (shown["figure"] is None)
        csv_link = figure.one("data-csv").attrs["href"]
        assert csv_link == f"csv/{name}.csv" + (f"?{answer['query']}" if answer["query"] else "")
    for control in tree.having("data-field"):
        value = answer["values"][control.attrs["data-field"]]
        chosen = control.having("selected")
        assert (chosen[0].attrs["value"] if chosen else control.attrs.get("value", "")) == value


@cache
def default_page() -> Element:
    return page()


def test_every_place_and_control_is_there_once():
    tree = default_page()
    for name in ("id", "data-text", "data-field", "data-chart", "data-slot", "data-csv"):
        beside = ", slider"  # of a number box: two controls of one field
        once = [e for e in tree.having(name) if not e.attrs.get("aria-label", "").endswith(beside)]
        found = [e.attrs[name] for e in once]
        assert found, name
        assert len(found) == len(set(found)), name
    assert {e.attrs["data-field"] for e in tree.having("data-field")} == set(
        BOARD.state(TABLES, Address())["values"]
    ) - {"way", "zoom"}  # links set these


def test_what_refers_to_another_element_finds_it():
    tree = default_page()
    ids = {e.attrs["id"] for e in tree.having("id")}
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        assert {e.attrs[attribute] for e in tree.having(attribute)} <= ids
    anchors = {a.attrs["href"][1:] for a in tree.all("a") if a.attrs["href"].startswith("#")}
    assert anchors
    assert anchors <= ids


def test_everything_that_needs_a_name_has_one():
    tree = page(Address(event="purl-announced"))
    named = tree.all("select", "input", "button", "a", "nav", "dialog", "summary")
    named += [
        e for role in ("img", "region", "group") for e in tree.having("role", role)
    ] + tree.all("section")
    assert len(named) > 100
    for element in named:
        assert element.name(tree), (element.tag, element.attrs)
    for table in tree.all("table"):
        assert table.all("caption")[0].text
        assert table.all("th")
    for element in tree.having("tabindex", "0"):
        assert element.attrs["role"] == "region"
    levels = [int(h.tag[1]) for h in tree.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    outline = [
        h for h in tree.all("h1", "h2", "h3", "h4") if "dialog" not in {a.tag for a in h.above()}
    ]
    steps = itertools.pairwise(outline)
    assert all(int(two.tag[1]) - int(one.tag[1]) <= 1 for one, two in steps)


def test_the_page_works_as_plain_html():
    """Without script a link is an address that the page reads, or a file that it has."""
    address = Address(Reading(measure="commitments"), "purl-announced", month="2025-07")
    tree = page(address)
    links = tree.all("a")
    assert len(links) == len(tree.having("href"))
    asked = [a for a in links if a.attrs["href"].startswith("?")]
    assert len(asked) > 30
    for a in asked:
        query = a.attrs["href"][1:].partition("#")[0]
        if "data-set" in a.attrs:
            step = ["set", *a.attrs["data-set"].split("=")]
        elif "data-event" in a.attrs:
            step = ["set", "event", a.attrs["data-event"]]
        else:
            step = ["reading", a.attrs["data-query"]]
        assert query == changed(address, [step], TABLES)[0].to_query()
        assert read(query, TABLES)[1] == []
    assert any(a.text == "Count all kinds" for a in asked)
    for a in tree.having("data-table"):
        assert a.attrs["href"] == f"table/{a.attrs['data-table']}.csv"
        assert "download" in a.attrs
    tables = {a.attrs["data-table"] for a in tree.having("data-table")}
    assert tables == {resource["name"] for resource in TABLES.package["resources"]}
    outside = [a for a in links if a.attrs["href"].startswith("http")]
    assert all(a.attrs["rel"] == "noopener noreferrer" for a in outside)
    assert outside


def test_problems_are_said_where_the_bar_is():
    tree = page(problems=[Problem("unit", "“Unit” knows no “<b>”.")])
    assert tree.one("data-text", "problems").text == "“Unit” knows no “<b>”."


def test_there_is_room_for_the_charts_at_every_size():
    tree = page(Address(Reading(kind="all")))
    for figure in tree.having("data-chart"):
        name, plot = figure.attrs["data-chart"], figure.one("class", "plot")
        room = dict(re.findall(r"--(\w):(\d+)px", plot.attrs["style"]))
        shown = BOARD.content(TABLES, Address(Reading(kind="all")), name, "L")
        assert set(room) == {"s", "m", "l"}
        assert int(room["l"]) == shown["figure"]["layout"]["height"]


def test_own_events_with_hostile_text_are_text():
    rows = [
        {"start": "2024-10-20", "title": HOSTILE, "summary": HOSTILE, "place": HOSTILE},
        {"start": "2024-10-21", "title": HOSTILE, "label": HOSTILE[:26], "importance": "1"},
    ]
    tables, problems = with_events(TABLES, pd.DataFrame(rows))
    assert problems == []
    address = Address(event="own-1", events=EventFilter(text=HOSTILE))
    tree = assert_harmless(timeline.explorer("").board.html(tables, address))
    card = tree.one("class", "card")
    assert card.all("h4")[0].text == HOSTILE
    assert HOSTILE in card.text
    options = tree.one("data-field", "event").all("option")
    assert sum(HOSTILE in option.text for option in options) == 2
    assert tree.one("data-field", "text").attrs["value"] == HOSTILE
    shown = BOARD.content(tables, address, "timeline", "L")
    hover = [text for trace in shown["figure"]["data"] for text in trace.get("text", ())]
    assert len(hover) >= 2
    assert not any("<img" in text for text in hover)
    assert_harmless(shown["table"])


def hostile_data(folder) -> None:
    """Our data, in which every free text is hostile."""
    shutil.copytree(DATA, folder)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    texts = {
        "donors": ["donor"],
        "aid": ["donor"],
        "commitments": ["donor"],
        "eu_shares": ["donor"],
        "groups": ["name"],
        "events": ["label", "title", "summary", "place", "actors", "unit"],
        "sources": ["publisher", "title", "url"],
        "glossary": ["name", "definition"],
        "claims": ["title", "claim_reviewed", "author", "closest_why", "context"],
        "claim_facts": ["text"],
        "claim_evidence": ["text"],
        "claim_later": ["text"],
        "promises": ["donor", "text"],
        "purl": ["about"],
    }
    for resource in package["resources"]:
        file = folder / resource["path"]
        with file.open(encoding="utf-8", newline="") as opened:
            head, *rows = csv.reader(opened)
        for row in rows:
            for i in (head.index(c) for c in texts.get(resource["name"], ())):
                if row[i] not in ("", "EU institutions", "United States"):
                    row[i] = ("javascript:" if head[i] == "url" else "") + row[i] + HOSTILE
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([head, *rows])
        resource["hash"] = "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
        for entry in [*resource.get("sources", []), *resource.get("licenses", [])]:
            entry["title"] = HOSTILE
    package["release"]["source_line"] += HOSTILE
    package["release"]["label"] += HOSTILE
    path.write_text(json.dumps(package), encoding="utf-8")


def test_hostile_data_are_text_everywhere(tmp_path):
    hostile_data(tmp_path / "data")
    tables = load(tmp_path / "data")
    for query in (
        "event=nsatu-takes-over&kind=all&unit=pct-gdp&claim=gradually&who=nsatu&month=2025-07",
        "groups=Two~DEU.POL&donors=DEU.FRA.POL&unit=per-head&donor=POL&by=donor&named=all"
        "&upto=2023-03&claim=personnel&verdict=holds",
    ):
        address, problems = read(query, tables)
        tree = assert_harmless(BOARD.html(tables, address))
        assert problems == []
        assert tree.text.count(HOSTILE) > 300


# --- faults ----------------------------------------------------------------------------------


class Fault(RuntimeError):
    pass


def faulty(where: str) -> tuple[Board, list[bool]]:
    """Our flows beside a chart that fails while the list says so: as it is made, or as it draws."""
    fails = [True]

    def fail(what: str) -> None:
        if fails[0] and what == where:
            raise Fault("a fault in a figure")

    def make(tables, address) -> View:
        fail("make")
        whole = share.share_view(tables, address.reading)

        def draw(size):
            fail("draw")
            return whole.draw(size=size)

        return View("bad", replace(whole.caption, title="Bad"), draw, whole.table)

    def layout(_tables, put) -> Markup:
        return Markup("").join(put[name] for name in ("bad", *flows.PARTS))

    return Board({"bad": Part(make)} | flows.PARTS, lambda _t, _a: {}, layout), fails


@pytest.mark.parametrize("where", ["make", "draw"])
def test_a_chart_that_fails_is_a_sentence_and_the_others_go_on(where, caplog):
    made, _ = faulty(where)
    charts = made.answer(TABLES, Address(), dict.fromkeys(made.charts, "L"))["charts"]
    assert charts["bad"]["figure"] is None
    (fault,) = re.findall(r"It failed here \(fault (\w{6})\)", charts["bad"]["sentence"])
    assert f"Fault {fault}: the chart bad failed" in caplog.text
    assert "a fault in a figure" in caplog.text
    assert "a fault in a figure" not in as_json(charts)
    for name in flows.PARTS:
        assert charts[name]["figure"]
    assert "It failed here" in parsed(made.html(TABLES, Address())).one("data-chart", "bad").text


@pytest.mark.parametrize("where", ["make", "draw"])
def test_a_fault_is_not_kept(where):
    made, fails = faulty(where)
    assert made.content(TABLES, Address(), "bad", "L")["figure"] is None
    fails[0] = False
    assert made.content(TABLES, Address(), "bad", "L")["figure"]
    fails[0] = True  # what was computed well is
    assert made.content(TABLES, Address(), "bad", "L")["figure"]


def test_numbers_of_the_others_are_there_when_a_chart_fails():
    made, _ = faulty("make")
    text = made.text(TABLES, Address())
    assert "It failed here" in text
    assert "Who gave most" not in text
    assert "Rank" in text


def test_the_first_view_is_computed_ahead():
    board._content.cache_clear()
    BOARD.warm(TABLES)
    before = board._content.cache_info()
    for size in SIZES:
        BOARD.answer(TABLES, Address(), dict.fromkeys(CHARTS, size))
    page()
    assert board._content.cache_info().misses == before.misses


def test_the_counting_sentence_is_every_boards():
    address = Address(Reading(kind="all"))
    empty = Board({}, lambda _t, _a: {}, lambda _t, put: put["bar"])
    text = empty.answer(TABLES, address, {})["texts"]["counting"]
    assert text == str(in_words.counting(address.reading, TABLES))
    bar = parsed(empty.html(TABLES, address))
    assert bar.one("data-text", "counting").text == Markup(text).striptags()
    assert len(bar.having("data-field")) == len(controls.COUNTED)


# --- numbers to take away --------------------------------------------------------------------


@given(ADDRESSES)
@settings(max_examples=10, phases=FOUND_AS_IT_IS)
def test_all_that_is_counted_sums_to_the_readings_total(address):
    text = BOARD.csv(TABLES, address, board.ROWS)
    refusal = readings.refusal_by_month(address.reading, TABLES)
    assert (text == "") is (refusal is not None)
    if refusal:
        return
    head = [line for line in text.splitlines() if line.startswith("# ")]
    frame = pd.read_csv(io.StringIO(text), comment="#")
    total = amounts.total_eur_bn(TABLES, address.reading)
    assert frame["eur_bn"].sum() == pytest.approx(total, abs=1e-4)
    assert list(frame) == ["month", "donor", "group", "measure", "kind", "eur_bn"]
    for said in (TABLES.release["label"], TABLES.version, "Licence: ", "reading: "):
        assert said in "\n".join(head)
    plain = replace(address, events=replace(address.events, text=""))
    query = plain.to_query()
    assert f"# Address: {f'?{query}' if query else 'the page without a query'}" in head


@pytest.mark.parametrize("name", BOARD.charts)
def test_a_charts_file_says_what_it_is_and_gives_its_numbers_back(name):
    text = BOARD.csv(TABLES, DEFAULT, name)
    view = BOARD.view(TABLES, DEFAULT, name)
    back = pd.read_csv(io.StringIO(text), comment="#")
    assert list(back) == list(view.table)
    assert len(back) == len(view.table)
    for column in view.table.select_dtypes("number"):
        assert back[column].to_numpy() == pytest.approx(
            view.table[column].to_numpy(), rel=1e-9, nan_ok=True
        )
    head = "".join(line for line in text.splitlines() if line.startswith("# "))
    assert TABLES.version in head
    assert view.caption.shows in head


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("flows-origins", "donors=DEU&kind=financial&from=2024-01", "military allocations of all"),
        ("flows-promised", "donors=DEU&unit=per-head", "all kinds, EUR bn: not your kind and unit"),
        ("us-share", "from=2024-01", "whole release: not your window"),
    ],
)
def test_a_file_says_what_it_does_not_follow(name, query, said):
    text = BOARD.csv(TABLES, read(query, TABLES)[0], name)
    assert said in "".join(line for line in text.splitlines() if line.startswith("# "))
