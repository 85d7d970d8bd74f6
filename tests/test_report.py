"""The report's chapter: list, open statement, review data; words, numbers and links agree."""

import ast
import itertools
import json
import re
from functools import partial
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ast_of_fluent
from fluent.syntax.visitor import Visitor

from tests import states
from tests.parsed import Element, parsed
from tests.reader import BOARD
from widgets import claims, words
from widgets.board.link import Link
from widgets.board.view import content
from widgets.chapters.report import blocks, claim_card
from widgets.chapters.report import chapter as report
from widgets.claims.claim import claims_of
from widgets.claims.rules import aid, counted
from widgets.draw.tokens import light
from widgets.reading.address import FIRST_CLAIM, Address, changed
from widgets.reading.own_group import OwnGroup
from widgets.reading.reading import Reading
from widgets.reading.statements import KINDS, NO_COUNT, WORDS
from widgets.sums import flows
from widgets.tables.package import load

TABLES = load()
REPORT = Reading(last="2024-09")
CLAIMS = list(claims_of(TABLES))
QUERIES = [
    "",
    "to=2024-09",
    "from=2024-01&to=2024-09",
    "measure=commitments",
    "kind=all&donors=nato",
]


def texts(claim: str = FIRST_CLAIM, reading: Reading = REPORT, **more: str) -> dict[str, str]:
    return report.texts(TABLES, Address(reading, claim=claim, **more))


def small(made: dict[str, str], claim: str) -> Element:
    return parsed(made[f"claim-{claim}"])


def review(card: Element) -> dict:
    (script,) = card.all("script")
    return json.loads(script.text)


# --- the list --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_card_sentence_summary_and_review_never_disagree(query):
    reading = _reading(query)
    made = texts(reading=reading)
    told = dict(zip(CLAIMS, report.reviews(TABLES, Address(reading)), strict=True))
    statuses = []
    for claim in CLAIMS:
        verdict = claims.verdict(TABLES, claim, reading)
        card = small(made, claim)
        chip = next(e for e in card.all("span") if e.attrs["class"].startswith("chip"))
        assert chip.attrs["class"] == f"chip {verdict.status}"
        assert chip.text.split(" ", 1)[1] == WORDS[verdict.status]
        assert verdict.shown in card.text
        statuses.append(verdict.status)
        opened = texts(claim, reading)
        if verdict.decided:
            shown = " ".join(parsed(opened["statement"]).text.split())
            assert verdict.sentence.striptags() in shown
        assert WORDS[verdict.status] in parsed(opened["claim-head"]).text
        _assert_review_is_true(claim, reading, told[claim])
    summary = parsed(made["claims-summary"])
    for link in summary.all("a"):
        status = link.attrs["data-set"].removeprefix("verdict=")
        assert link.text.split()[1] == str(statuses.count(status))
    assert sum(int(link.text.split()[1]) for link in summary.all("a")) == len(CLAIMS)


def _assert_review_is_true(claim: str, reading: Reading, said: dict) -> None:
    """What a review says is what the page computes at the address that the review names."""
    one = claims_of(TABLES)[claim]
    article = said.get("itemReviewed", said)["appearance"]
    assert article["publisher"]["name"] == "Reuters"
    assert article["datePublished"] == "2024-10-14"
    assert said["@context"] == "https://schema.org"
    if claims.verdict(TABLES, claim, Reading()).status == NO_COUNT:  # a view, counted or not
        assert said["@type"] == "Claim"
        assert said["text"] == one.text
        assert "reviewRating" not in said
        assert "url" not in said
        return
    assert said["@type"] == "ClaimReview"
    assert said["claimReviewed"] == one.text
    assert said["datePublished"] == TABLES.sources.set_index("source").loc["kiel-tracker", "date"]
    address, problems = _address(said["url"].removeprefix("?"))
    assert problems == ()
    assert address.claim == claim
    rated = claims.verdict(TABLES, claim, address.reading)
    explained = said["reviewRating"]["ratingExplanation"]
    assert said["reviewRating"]["alternateName"] == WORDS[rated.status]
    assert rated.sentence.striptags()[-40:].removeprefix("your ") in explained
    assert not re.search(r"\byou(rs?)?\b", explained, re.IGNORECASE)
    if claim == "majority":
        asked = reading if reading != Reading() else claims.closest(TABLES, claim)[0].reading
        assert address.reading == asked
        closest = "closest to the report’s words" in explained
        assert closest is (reading == Reading())
        assert words.span(*asked.window(TABLES)) in explained


def test_a_review_is_rated_by_the_closest_reading_until_a_reader_has_one():
    majority = claims_of(TABLES)["majority"]
    first = claim_card.review(TABLES, majority, Reading())
    assert first["url"] == "?to=2024-09&claim=majority"
    assert first["reviewRating"]["alternateName"] == "Holds, narrowly"
    own = claim_card.review(TABLES, majority, Reading(kind="all"))
    assert own["url"] == "?kind=all&claim=majority"
    assert own["reviewRating"]["alternateName"] == "Does not hold"


@pytest.mark.parametrize(
    ("claim", "authors"),
    [
        ("stopgap", [("Person", "Joe Biden"), ("Person", "Olaf Scholz")]),
        ("threat", [("Country", "United States"), ("Country", "Germany")]),
        ("not-cowed", [("Person", "Mark Rutte")]),
        ("message", [("Person", "Mark Rutte")]),
        ("majority", [("Organization", "Reuters")]),
        ("safeguard", []),
        ("limited-effect", []),
    ],
)
def test_who_says_it_is_what_they_are(claim, authors):
    said = claim_card.review(TABLES, claims_of(TABLES)[claim], Reading())
    found = said.get("itemReviewed", said).get("author", [])
    found = [found] if isinstance(found, dict) else found
    assert [(one["@type"], one["name"]) for one in found] == authors


@pytest.mark.parametrize("donors", [("CHN",), ("DEU", "FRA")])
@pytest.mark.parametrize("claim", ["majority", "limited-effect"])
def test_a_review_speaks_to_nobody_also_where_nothing_is_computed(claim, donors):
    reading = Reading(donors=donors)
    said = claim_card.review(TABLES, claims_of(TABLES)[claim], reading)
    text = said.get("reviewRating", {}).get("ratingExplanation", "")
    assert not re.search(r"\byou(rs?)?\b", text, re.IGNORECASE)
    assert bool(text) is (claims.verdict(TABLES, claim, reading).status != NO_COUNT)


def _reading(query: str) -> Reading:
    link = Link()
    link.set_query(query)
    return link.reading


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_is_filtered_by_kind(kind):
    made = texts(claim_kind=kind)
    left = [c for c in CLAIMS if made[f"claim-{c}"]]
    assert left == [c for c in CLAIMS if claims_of(TABLES)[c].kind == kind] != []


@pytest.mark.parametrize("status", WORDS)
def test_the_list_is_filtered_by_verdict(status):
    made = texts(verdict=status)
    left = [c for c in CLAIMS if made[f"claim-{c}"]]
    assert left == [c for c in CLAIMS if claims.verdict(TABLES, c, REPORT).status == status]
    assert made["claims-none"] == ("" if left else "No statement fits your choice.")


def test_each_card_is_a_link_to_its_statement():
    made = texts("distance")
    for claim in CLAIMS:
        (link,) = small(made, claim).all("a")
        assert link.attrs["data-set"] == f"claim={claim}"
        address, problems = _address(link.attrs["href"].partition("#")[0][1:])
        assert problems == ()
        assert address.claim == claim
        assert ("aria-current" in link.attrs) is (claim == "distance")


def _address(query: str) -> tuple[Address, tuple]:
    link = Link()
    link.set_query(query)
    return link.address, link.problems


def test_the_address_carries_statement_and_filters():
    query = "to=2024-09&claim=distance&claim_kind=countable&verdict=holds"
    address, problems = _address(query)
    assert problems == ()
    assert address.to_query() == query
    address, problems = _address("claim=nothing&verdict=true")
    assert address == Address()
    assert len(problems) == 2
    assert problems[0].startswith("“Open a statement” knows no “nothing”")


# --- the open statement ----------------------------------------------------------------------


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_statement_opens_with_its_evidence_and_sources(claim):
    made = texts(claim)
    one = claims_of(TABLES)[claim]
    assert parsed(made["claim-head"]).all("h3")[0].text == one.text
    more = parsed(made["claim-more"])
    evidence = TABLES.claim_evidence[TABLES.claim_evidence["claim"] == claim]
    for row in evidence.itertuples():
        assert row.text in more.text
    later = TABLES.claim_later[TABLES.claim_later["claim"] == claim]
    linked = {a.attrs["data-event"] for a in more.having("data-event")}
    assert linked == set(later["event"])
    assert (one.closest_why or one.context) in parsed(made["claim-notes"]).text


def test_later_events_come_after_the_report():
    events = TABLES.events.set_index("event").loc[TABLES.claim_later["event"]]
    assert (events["start_last"] > flows.REPORT_DAY.isoformat()).all()


def test_the_cells_of_the_grid_set_their_reading_and_say_their_verdict():
    made = texts(reading=REPORT.but(unit="share", rhythm="cumulative"))
    tree = parsed(made["grid"])
    cells = tree.all("td")[1:]  # the first stands above the names of the rows
    grid = claims.grid(TABLES, "majority", REPORT)
    assert len(cells) == len(grid.cells)
    for shown, cell in zip(cells, grid.cells, strict=True):
        (link,) = shown.all("a")
        address, _ = _address(link.attrs["data-query"])
        reading = address.reading
        assert reading == cell.way.reading.but(unit="share", rhythm="cumulative")
        assert cell.verdict.shown.split("\u00a0")[0] in link.text
        assert WORDS[cell.verdict.status].lower() in link.text
        assert (
            ("your reading" in link.text) is cell.is_own is ("own" in shown.attrs["class"].split())
        )
    assert sum(cell.is_own for cell in grid.cells) == 1
    assert f"{grid.holding} of {len(grid.decided)}" in parsed(made["statement"]).text


WAYS = ["distance", "personnel", "billion", "dominant", "hubs", "missiles", "tents", "gradually"]
WAYS += ["limited-effect"]


@pytest.mark.parametrize("claim", WAYS)
def test_a_cell_that_is_no_reading_sets_the_way_to_count(claim):
    """Each cell's link leads to the card with that cell's verdict, its own cell marked."""
    default, grid = texts(claim), claims.grid(TABLES, claim, REPORT)
    places = {
        link.attrs["data-set"].removeprefix("way=")
        for link in parsed(default["grid"]).all("a")
        if link.attrs["href"].startswith(f"?claim={claim}&way=")
    }
    assert len(places) == len(grid.cells) > 1
    for number, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            way = f"{number}.{column}"
            made = texts(claim, way=way)
            assert way in places
            assert WORDS[cell.verdict.status] in made["claim-head"]
            assert str(cell.verdict.sentence) in made["statement"]
            own = [
                td for td in parsed(made["grid"]).all("td") if "own" in td.attrs["class"].split()
            ]
            assert [td.text for td in own]
            assert "your way to count" in own[0].text
            assert len(own) == 1
            assert made["claims-summary"] == default["claims-summary"]


def test_no_text_says_what_could_be_known_of_todays_data():
    made = texts()
    assert "months before the report, in today’s data" in made["grid"] + made["claim-notes"]
    for text in (*texts().values(), *texts("distance").values()):
        assert "could be known" not in text
        assert "known on the report’s day" not in text


def test_a_way_that_the_grid_has_not_or_of_a_statement_that_a_reading_decides_changes_nothing():
    for claim, way in [("distance", "9.9"), ("majority", "1.1"), ("message", "1.1")]:
        assert texts(claim, way=way) == texts(claim)


def test_another_statement_forgets_the_way_and_the_same_keeps_it():
    at, _ = _address("claim=distance&way=2.2")
    assert changed(at, [["set", "claim", "hubs"]], TABLES)[0] == Address(claim="hubs")
    assert changed(at, [["set", "claim", "distance"]], TABLES)[0] == at


def test_paper_has_every_statement_under_the_default_reading():
    cards = parsed(report.on_paper(TABLES)).all("article")
    found = claims.verdicts(TABLES, Reading())
    assert len(cards) == len(CLAIMS)
    for card, (claim, verdict) in zip(cards, found.items(), strict=True):
        assert claims_of(TABLES)[claim].text in card.text
        assert WORDS[verdict.status] in card.text
        assert parsed(verdict.sentence).text in card.text


def test_a_statement_names_its_donors_and_sites():
    more = parsed(texts("hubs")["claim-more"]).text
    assert "Concerns Poland, Romania, Rzeszów-Jasionka, Hub in Romania and SHAPE." in more
    assert "Concerns" not in texts("message")["claim-more"]


def test_a_refused_reading_says_why_and_leads_on():
    made = texts(reading=Reading(measure="commitments"))
    assert "Commitments are not split by kind of aid." in made["statement"]
    assert "Count all kinds" in made["statement"]
    assert "not-computed" in made["claim-head"]


def test_a_step_announces_what_it_changed_and_nothing_else_does():
    step = BOARD.step(TABLES, "", [["set", "last", "2024-09"]], {})
    said = step["announced"]
    assert "Statement 13" in said
    assert "holds, narrowly, 51.3" in said
    assert "37.4" in said
    for do in (["set", "unit", "share"], ["set", "claim", "distance"], ["set", "lane", "war"]):
        assert "announced" not in BOARD.step(TABLES, "", [do], {})


def test_a_step_sends_only_the_cards_that_changed():
    step = BOARD.step(TABLES, "", [["set", "last", "2024-09"]], {})
    names = {path[1] for path, *_ in step["patch"] if path[0] == "texts"}
    assert {name for name in names if name.startswith("claim-")} == {
        *("claim-majority", "claim-head", "claim-notes")
    } | {name for name in names if name == "claim-limited-effect"}


# --- charts ----------------------------------------------------------------------------------


def test_the_strip_has_a_dot_for_every_reading_and_rings_the_own():
    view = report.strip_view(TABLES, claims_of(TABLES)["majority"], REPORT)
    grid = claims.grid(TABLES, "majority", REPORT)
    traces = {t["name"]: t for t in view.draw(size="L").json()["data"]}
    assert sorted(traces["holds"]["customdata"] + traces["does not hold"]["customdata"]) == sorted(
        cell.verdict.value for cell in grid.decided
    )
    assert len(traces["holds"]["x"]) == grid.holding
    assert len(traces["own"]["x"]) == 1
    assert f"{grid.holding} of {len(grid.decided)}" in view.title
    other = report.strip_view(TABLES, claims_of(TABLES)["majority"], Reading(last="2024-08"))
    assert "own" not in {t["name"] for t in other.draw(size="L").json()["data"]}


@pytest.mark.parametrize("size", ["S", "L"])
@pytest.mark.parametrize("claim", ["distance", "billion", "dominant"])
def test_limits_that_differ_have_a_lane_each_with_the_band_that_decides(claim, size):
    """At one and the same value a filled and a hollow dot are told apart by their bands."""
    grid = claims.grid(TABLES, claim, REPORT)
    sheet = report.strip_view(TABLES, claims_of(TABLES)[claim], REPORT).draw(size=size)
    made = sheet.json()
    bands = [s for s in made["layout"]["shapes"] if s["type"] == "rect"]
    assert len(bands) == len(grid.columns)
    names = [note["text"] for note in made["layout"]["annotations"]]
    for column in grid.columns:
        assert any(words.capital(column) in name for name in names)
    seen = 0
    for trace in made["data"]:
        for x, y in zip(trace["x"], trace["y"], strict=True):
            (band,) = [b for b in bands if b["y0"] <= y <= b["y1"]]
            assert (band["x0"] <= x <= band["x1"]) is (trace["name"] == "holds")
            seen += 1
    assert seen == len(grid.decided)


def test_the_course_of_a_round_number_draws_its_band_and_says_where_its_axis_begins():
    claim = claims_of(TABLES)["billion"]
    view = report.course_view(TABLES, claim, REPORT)
    made = view.draw(size="L").json()["layout"]
    bands = [(s["y0"], s["y1"]) for s in made["shapes"] if s.get("xref") == "paper"]
    assert (claim.figure - claim.tolerance, claim.figure + claim.tolerance) in bands
    texts_ = {note["text"] for note in made["annotations"]}
    assert {"0.95 bn people", "1.05 bn people"} <= texts_
    assert "the axis does not begin at zero" in view.caption.subtitle
    said = view.sentence.striptags()
    assert "at the end of each month in January 2022 to April 2026" in said
    assert "in the band from 0.95 to 1.05 bn people" in said
    assert "counted" not in said


def test_a_last_month_near_the_axis_is_named_above_its_point():
    """Below it the words would lie on the bar of what holds."""
    claim = claims_of(TABLES)["majority"]
    for reading, anchor in [(Reading(first="2025-06", last="2026-02"), "bottom"), (REPORT, "top")]:
        made = report.course_view(TABLES, claim, reading).draw(size="L").json()["layout"]
        (own,) = [n for n in made["annotations"] if "Your last" in n["text"]]
        assert own["yanchor"] == anchor


def test_the_course_draws_every_month_and_where_it_holds():
    view = report.course_view(TABLES, claims_of(TABLES)["majority"], REPORT)
    line = next(t for t in view.draw(size="L").json()["data"] if t["name"] == "United States")
    course = claims.over_time(TABLES, "majority", REPORT)
    assert line["y"] == pytest.approx(list(course))
    held = [m for m, row in zip(course.index, view.table["Holds"], strict=True) if row == "yes"]
    assert held == [m for m, value in course.items() if value > 50]
    assert str(len(held)) in view.title


@pytest.mark.parametrize("donors", [("DEU",), ("USA",)])
def test_where_there_is_no_share_there_is_no_course(donors):
    view = report.course_view(TABLES, claims_of(TABLES)["majority"], Reading(donors=donors))
    assert view.draw is None
    assert "share of the" in view.refusal.sentence


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_statement_is_drawn_or_leaves_its_charts_out(claim):
    address = Address(REPORT, claim=claim)
    for name, size in itertools.product(report.PARTS, ["S", "L"]):
        view = states.view(address, name)
        shown = content(view, size)
        if view.is_absent:
            assert shown["head"]["title"] == shown["sentence"] == ""
            assert shown["figure"] is None
        else:
            states.assert_valid(states.drawn(address, name, size))
            assert shown["figure"]["layout"]["height"]
            assert len(shown["head"]["title"]) <= 80
            assert len(shown["head"]["alt"]) <= 200


# --- a reader's own --------------------------------------------------------------------------


def test_a_statement_of_ones_own_gets_the_same_card():
    share = partial(flows.share_pct, key="Germany", by="donor")
    mine = claims.statement("Germany gives more than a tenth.", share, ">", 10)
    made = blocks.explorer(REPORT, own=mine)
    tree = parsed(made.html())
    assert "8.3\u00a0%" in tree.one("data-text", f"{mine.claim}-statement").text
    assert len(tree.one("data-text", f"{mine.claim}-grid").all("a")) > 100
    charts = {e.attrs["data-chart"] for e in tree.having("data-chart")}
    assert charts == {f"{mine.claim}-{name}" for name in report.PARTS}
    notes = tree.one("data-text", f"{mine.claim}-claim-notes").text
    assert "Counted to May 2025 it holds" in notes


def test_a_statement_of_ones_own_needs_no_unit():
    mine = claims.statement("Few euros", flows.total_eur_bn, ">", 10, unit="")
    assert report.strip_view(TABLES, mine, REPORT).draw(size="L").json()["data"]


def test_an_ill_formed_statement_of_ones_own_is_a_sentence_in_its_card():
    mine = claims.statement("Germany", flows.share_pct, "=", 10)
    tree = parsed(blocks.explorer("", own=mine).html())
    text = tree.one("data-text", f"{mine.claim}-statement").text
    assert text.startswith("The comparison can be")


def test_the_chapter_stands_alone_in_a_notebook():
    made = blocks.explorer(REPORT)
    tree = parsed(made.html())
    places = {e.attrs["data-text"] for e in tree.having("data-text")}
    assert places == set(made.board.answer(TABLES, Address(), {})["texts"])
    assert "51.2598" in repr(made)


# --- no typed numbers ------------------------------------------------------------------------

# What may stand in our own words as a digit: years and days, and the names of what is counted.
MONTHS = "|".join(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
ALLOWED = re.compile(rf"(\b\d{{1,2}} )?\b({MONTHS}) \d{{4}}\b|\b(19|20)\d{{2}}\b")
PROSE = {
    "claims": ["title", "author", "closest_why", "context"],
    "claim_facts": ["scope", "text"],
    "claim_evidence": ["text"],
    "claim_later": ["text"],
}


# A number as a word. One and first are left out: they are mostly no numbers.
WORDED = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven"
    r"|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
    r"|dozen|hal(f|ves)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth"
    r"|fiftieth|hundredth|twice)s?\b",
    re.IGNORECASE,
)
QUOTED = re.compile("“[^”]*”")
TITLES = {"tents": ("Twelve", 12), "nations": ("dozen", 12)}  # the statement's own figure


@pytest.mark.parametrize("name", PROSE)
def test_no_number_is_typed_as_a_word_in_the_tables_prose(name):
    for field in PROSE[name]:
        for claim, text in TABLES.frame(name)[["claim", field]].dropna().itertuples(index=False):
            found = [match[0] for match in WORDED.finditer(QUOTED.sub("", text))]
            if field == "title" and claim in TITLES:
                word, figure = TITLES[claim]
                assert found == [word]
                assert claims_of(TABLES)[claim].figure == figure
            else:
                assert not found, (name, field, text)


def test_no_number_is_typed_as_a_word_in_the_statements():
    for claim in claims_of(TABLES).values():
        assert not WORDED.search(QUOTED.sub("", claim.text)), claim.text


# Names in the code that say a number: each is checked against the number it stands for.
FRACTIONS = {"tenth": 0.1, "twentieth": 0.05, "fiftieth": 0.02, "hundredth": 0.01}


def test_numbers_as_words_in_the_code_are_those_that_are_computed_with():
    named = dict.fromkeys(["more than half", "half or less"], counted.HALF)
    assert claims_of(TABLES)["majority"].figure == claims_of(TABLES)["dominant"].figure == 50
    named[counted.TWO_THIRDS] = "two thirds"
    assert pytest.approx(100 * 2 / 3) == counted.TWO_THIRDS_PCT
    for claim, ways in [("distance", counted.CLOSENESS), ("billion", counted.CLOSENESS_OF_PEOPLE)]:
        one = claims_of(TABLES)[claim]
        for name, closeness in ways.items():
            if closeness is not None:
                part = FRACTIONS[name.split()[-1]]
                assert part * one.figure == pytest.approx(closeness * one.tolerance)
                named[name] = name
    assert aid.SPANS == {"twelve months": 12, "six months": 6, "three months": 3}
    named |= dict.fromkeys(aid.SPANS)
    assert len(claims.headlines(TABLES, "majority", REPORT)) == 2
    two_of_a_pair = ("Two headlines", "The two furthest apart")
    said = _messages()
    for name, text in said.items():
        if not text.startswith(two_of_a_pair) and text not in named:
            assert not WORDED.search(text), (name, text)
    for path in _files():
        for text in _strings(path):
            if text not in said:
                assert not WORDED.search(text), (path.name, text)


@pytest.mark.parametrize("name", PROSE)
def test_no_number_is_typed_in_the_tables_prose(name):
    for field in PROSE[name]:
        for text in TABLES.frame(name)[field].dropna():
            assert not re.search(r"\d", ALLOWED.sub("", text)), (name, field, text)


def test_the_numbers_of_a_statement_are_those_of_its_row():
    rows = {row.claim: row for row in TABLES.claims.itertuples()}
    for claim in claims_of(TABLES).values():
        row = rows[claim.claim]
        known = {f"{n:g}" for n in (claim.figure, claim.restated) if n is not None}
        dated = f"{row.start} {row.end}"
        for number in re.findall(r"\d+", claim.text):
            assert number in known or number in dated, (claim.text, number)


def test_no_number_is_typed_in_the_words_of_the_chapter():
    """Every digit in a message, or in words that stand in the code, is a date's, or a name's."""
    for name, text in _messages().items():
        assert not re.search(r"\d", ALLOWED.sub("", text)), (name, text)
    for path in _files():
        for text in _prose(path):
            assert not re.search(r"\d", ALLOWED.sub("", text)), (path.name, text)


ROOT = Path(report.__file__).parents[2]
MESSAGES = ["report", "statement-card", "statement-strip", "verdicts", "rules", "shares"]


def _files() -> list[Path]:
    return sorted(
        path for name in ("chapters/report", "claims") for path in ROOT.joinpath(name).rglob("*.py")
    )


def _messages() -> dict[str, str]:
    """The own words of every message of the chapter, by id, without what is put into them."""
    found = {}
    for name in MESSAGES:
        text = (ROOT / "words" / "en" / f"{name}.ftl").read_text(encoding="utf-8")
        for entry in FluentParser().parse(text).body:
            if isinstance(entry, ast_of_fluent.Message):
                own = _Words()
                own.visit(entry)
                found[entry.id.name] = "".join(own.found)
    return found


class _Words(Visitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast_of_fluent.TextElement) -> None:
        self.found.append(node.value)


def _prose(path: Path) -> list[str]:
    """The strings of a module that read like words: no docstring, markup, code or selector."""
    plain = [re.sub(r"<[^>]*>|\{[^}]*\}|</?h\d|data-\S+", "", text) for text in _strings(path)]
    return [text for text in plain if re.search(r"[a-z]{2,} [a-z]{2,}", text)]


def _strings(path: Path) -> list[str]:
    """The strings of a module without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("claim", ["welcomed", "tents", "missile-unit"])
def test_a_grid_of_no_decided_cell_has_the_usual_signs(claim):
    assert "cannot be computed" in claim_card.note(
        TABLES, claims.claim_of(TABLES, claim), Reading()
    )
    views = claim_card.note(TABLES, claims.claim_of(TABLES, "limited-effect"), Reading())
    assert views.startswith("Change in per cent")


def test_a_group_of_the_readers_own_rates_nothing():
    claim, group = claims_of(TABLES)["majority"], OwnGroup("Two", ("DEU", "POL"))
    rated = claim_card.review(TABLES, claim, Reading(groups=(group,)))
    assert rated == claim_card.review(TABLES, claim, Reading())


def test_what_holds_is_filled_and_what_does_not_is_hollow():
    made = report.strip_view(TABLES, claims_of(TABLES)["majority"], REPORT).draw(size="L").json()
    colours = {trace["name"]: trace["marker"]["color"] for trace in made["data"]}
    assert colours["holds"] == light("ink")
    assert colours["does not hold"] == light("paper")


def test_the_way_out_of_a_refused_course_keeps_the_unit():
    part = report.PARTS[report.COURSE]
    address = Address(Reading(measure="commitments", unit="per-head"))
    assert part.make(TABLES, part.keep(address)).refusal.remedy.unit == "per-head"
