"""What holds of every release: asked of the tables in data/ and of the release after them.

The next release is built by data/build.py from source files made of our tables, with a month more
and another sum for one donor. No number of a release is typed here.
"""

import json
import math
import re

import pytest

from tests.reader import BOARD
from tests.scratch import nudged
from tests.source import DATA, next_release
from tests.test_lessons import assert_solutions
from tests.variants import bars, computed
from widgets import Lesson, claims, words
from widgets.chapters.timeline.chapter import preset_links
from widgets.claims import shares
from widgets.claims.claim import claims_of, compared
from widgets.lessons import exercises
from widgets.lessons.check import Choice, Figure, Number
from widgets.lessons.task import form
from widgets.reading import reading as readings
from widgets.reading.address import Address, read
from widgets.reading.reading import Reading
from widgets.reading.statements import DEPENDS, NARROWLY
from widgets.sums import flows
from widgets.tables.package import Tables, load

RELEASES = ("live", "next")


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """Release -> its folder of tables."""
    return {"live": DATA, "next": next_release(tmp_path_factory.mktemp("next"))}


@pytest.fixture(params=RELEASES)
def tables(request, folders, monkeypatch) -> Tables:
    """The tables of a release, which `load()` reads as if they were ours."""
    folder = folders[request.param]
    monkeypatch.setattr(load, "__defaults__", (folder,))
    return load()


# ------------------------------------------------------------------------- the package


def test_every_table_is_as_the_package_says(tables):
    tables.check()
    release, months = tables.release, tables.months
    assert (release["first_month"], release["last_month"]) == (months[0], months[-1])
    assert release["label"] in release["source_line"]
    assert release["number"] in release["label"]
    assert tables.package["version"] == release["number"]
    for resource in tables.package["resources"]:
        assert len(tables.frame(resource["name"])), resource["name"]


def test_keys_are_unique_and_what_they_name_is_there(tables):
    for resource in tables.package["resources"]:
        key = resource["schema"]["primaryKey"]
        assert not tables.frame(resource["name"]).duplicated(key).any(), resource["name"]
        for foreign in resource["schema"].get("foreignKeys", []):
            there = tables.frame(foreign["reference"]["resource"] or resource["name"])
            (field,), (other,) = (
                [names] if isinstance(names, str) else names
                for names in (foreign["fields"], foreign["reference"]["fields"])
            )
            here = tables.frame(resource["name"])[field].dropna()
            assert set(here) <= set(there[other]), (resource["name"], field)


def test_every_donor_has_every_month_and_kind(tables):
    donors = len(tables.donors)
    assert len(tables.aid) == 3 * donors * len(tables.months)
    assert len(tables.commitments) == donors * len(tables.months)
    numbers = [int(month[:4]) * 12 + int(month[5:]) for month in tables.months]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_the_next_release_is_another(folders):
    live, following = load(folders["live"]), load(folders["next"])
    assert len(following.months) == len(live.months) + 1
    assert following.months[:-1] == live.months
    window = Reading(donors=("DEU",), last=live.months[-1])
    more = flows.total_eur_bn(following, window) - flows.total_eur_bn(live, window)
    assert more == pytest.approx(0.25)


# ----------------------------------------------------------------------- sums of parts

# Each two of measure, kind, donors, EU institutions and window stand together in one of them.
READINGS = [
    Reading(),
    Reading(kind="all", donors="europe-us", first="2022-06"),
    Reading(kind="financial", donors="nato", eu_institutions="out"),
    Reading(kind="humanitarian", donors=("DEU", "EUI", "USA"), last="2024-09"),
    Reading(kind="all", donors="nato", last="2024-09"),
    Reading(donors=("DEU", "GBR", "USA"), eu_institutions="out", first="2023-01", last="2024-12"),
    Reading(measure="commitments", kind="all", first="2022-06"),
    Reading(measure="commitments", kind="all", donors="europe-us", eu_institutions="out"),
    Reading(measure="commitments", kind="all", donors="nato", first="2023-01", last="2024-12"),
]
counted = pytest.mark.parametrize(
    "reading", READINGS, ids=lambda reading: reading.to_query() or "?"
)


@counted
def test_parts_add_up_to_the_whole(tables, reading):
    whole, (first, last) = flows.total_eur_bn(tables, reading), reading.window(tables)
    assert whole > 0
    for by in ("donor", "group", "bloc"):
        assert flows.window_sums(tables, reading, by).sum() == pytest.approx(whole), by
        months = flows.series(tables, reading, by).loc[first:last]
        assert months.sum().sum() == pytest.approx(whole), by
        running = flows.series(tables, reading.but(rhythm="cumulative"), by)
        assert running.loc[last].sum() == pytest.approx(whole), by
    assert flows.monthly(tables, reading).loc[first:last].sum().sum() == pytest.approx(whole)
    assert flows.rows(tables, reading)["eur_bn"].sum() == pytest.approx(whole)
    if reading.kind == "all" and reading.measure == "allocations":
        kinds = [flows.total_eur_bn(tables, reading.but(kind=kind)) for kind in KINDS]
        assert sum(kinds) == pytest.approx(whole)
        assert flows.by_kind(tables, reading).sum().sum() == pytest.approx(whole)


KINDS = ("financial", "humanitarian", "military")


@counted
def test_shares_lie_between_0_and_100_and_make_100(tables, reading):
    shared = reading.but(unit="share")
    for by in ("donor", "group", "bloc"):
        shares = flows.totals(tables, shared, by).dropna()
        assert shares.sum() == pytest.approx(100)
        if reading.measure == "allocations":
            assert shares.between(0, 100).all(), by
    if reading.measure == "allocations":
        months = flows.series(tables, shared, "bloc").dropna(how="all")
        assert months.stack().between(0, 100).all()


def test_imputing_moves_aid_and_adds_none(tables):
    imputed = Reading(kind="all", eu_institutions="imputed")
    sums = flows.window_sums(tables, imputed, "donor")
    assert sums.sum() == pytest.approx(
        flows.total_eur_bn(tables, imputed.but(eu_institutions="own"))
    )
    assert tables.donor_of[readings.EU_ISO3] not in sums


def test_origins_are_parts_of_what_all_donors_gave(tables):
    whole = flows.total_eur_bn(tables, Reading())
    assert flows.origins(tables, Reading()).sum() == pytest.approx(whole)


# ----------------------------------------------------------------------------- charts

QUERIES = [
    "",
    "to=2024-09&claim=tents&event=nsatu-takes-over",
    "measure=commitments&kind=all&rhythm=cumulative&claim=hubs",
    "kind=all&donors=nato&unit=pct-gdp&rhythm=rolling-12&span=6",
    "donors=DEU.USA&eu=imputed&kind=all&unit=per-head&ranked=all",
    "from=2025-01&unit=share&by=group&donor=POL&importance=2",
]
NOT_A_NUMBER = re.compile(r"\bnan\b|\bNaN\b|\binf\b|None|undefined")


def plain(html: str) -> str:
    """HTML as it is read: words of two cells do not run together."""
    return words.Markup(str(html).replace("<", " <")).striptags()


@pytest.mark.parametrize("query", QUERIES)
def test_every_chart_is_drawn_or_refuses_with_a_sentence(tables, query):
    address, problems = read(query, tables)
    assert problems == []
    for name in BOARD.charts:
        part = BOARD.charts[name]
        view = part.make(tables, part.keep(address))  # here a chart that fails raises
        shown = BOARD.content(tables, address, name, "L")
        head = shown["head"]
        if view.is_absent:
            continue
        assert 0 < len(head["title"]) <= 80, (name, head["title"])
        assert 0 < len(head["alt"]) <= 200, (name, head["alt"])
        assert shown["figure"] or (view.refusal and shown["sentence"]), name
        texts = (json.dumps(head), shown["note"], shown["sentence"], shown["table"])
        assert not [text for text in map(plain, texts) if NOT_A_NUMBER.search(text)], name
        json.dumps(shown["figure"], allow_nan=False)


def test_a_release_in_which_nothing_is_marked_is_drawn(tmp_path):
    tables = nudged(
        tmp_path / "unmarked",
        events=lambda table: table.assign(marked="", preset="", scenario=""),
        instruments=lambda table: table[:0],
        donors=lambda table: table.assign(example_group=""),
        places=lambda table: table.assign(label_at="", minor="false"),
    )
    said = plain(BOARD.html(tables, Address()))
    assert "Gap in US funding" not in plain(preset_links(tables, Reading()))
    assert "hold NATO’s pledge" not in said
    for name in BOARD.charts:
        part = BOARD.charts[name]
        view = part.make(tables, part.keep(Address()))
        assert view.is_absent or BOARD.content(tables, Address(), name, "L")["figure"], name
    for donor in (readings.US_ISO3, readings.EU_ISO3):
        card = plain(BOARD.answer(tables, Address(donor=donor), {}, [])["texts"]["donor-card"])
        assert "Laws granting money" not in card
        assert "Loans of the G7" not in card


def test_the_whole_page_is_written(tables):
    address, _ = read("", tables)
    page = BOARD.html(tables, address)
    assert tables.release["source_line"] in plain(page)
    assert not NOT_A_NUMBER.search(plain(page))


def test_every_text_is_written_at_every_address(tables):
    for query in QUERIES:
        address, problems = read(query, tables)
        for name, text in BOARD.answer(tables, address, {}, problems)["texts"].items():
            assert not NOT_A_NUMBER.search(plain(text)), (query, name, text)


# -------------------------------------------------------------------------- statements

ASKED = [READINGS[0], READINGS[4], READINGS[6]]


def named(verdict) -> tuple:
    return verdict.status, verdict.shown, verdict.value


@pytest.mark.parametrize("reading", ASKED, ids=lambda reading: reading.to_query() or "?")
def test_a_verdict_agrees_with_its_cell_and_with_its_number(tables, reading):
    for claim in claims_of(tables).values():
        verdict, rule = claims.verdict(tables, claim, reading), claims.rule_of(claim)
        assert verdict.sentence, claim.claim
        assert not NOT_A_NUMBER.search(verdict.sentence), claim.claim
        assert_its_number_says_so(claim, verdict)
        cells = claims.grid(tables, claim, reading).cells
        if rule is None:
            assert cells == ()
            assert not verdict.decided
            continue
        for cell in cells:
            assert_its_number_says_so(claim, cell.verdict)
        if rule.follows_reading:
            own = [cell.verdict for cell in cells if cell.is_own]
        else:
            own = [c.verdict for c in cells if (c.way.row, c.way.column) == rule.closest]
        if own and verdict.status != DEPENDS:
            assert {named(one) for one in own} == {named(verdict)}, claim.claim
        elif own:  # what its words admit alike disagrees
            alike = [
                c.verdict.holds for c in cells if c.way.row in rule.alike and c.verdict.decided
            ]
            assert not rule.alike or len(set(alike)) == 2, claim.claim


def assert_its_number_says_so(claim, verdict) -> None:
    """Whether it holds is what its margin and its limits say, and narrowly what the claim does."""
    if not verdict.decided or verdict.value is None:
        return
    assert math.isfinite(verdict.value)
    if verdict.margin is not None:
        assert verdict.holds == (verdict.margin >= 0), (claim.claim, verdict)
        if claim.narrow:
            assert (verdict.status == NARROWLY) == (0 <= verdict.margin < claim.narrow)
    if verdict.least is not None or verdict.most is not None:
        least = -math.inf if verdict.least is None else verdict.least
        most = math.inf if verdict.most is None else verdict.most
        assert verdict.holds == (least <= verdict.value <= most), (claim.claim, verdict)


def test_the_majority_is_judged_by_the_share_that_is_counted(tables):
    claim = claims_of(tables)["majority"]
    for reading in (Reading(), Reading(last="2024-09"), Reading(first="2024-01", last="2024-09")):
        verdict = claims.verdict(tables, claim, reading)
        share = flows.share_pct(tables, reading)
        assert verdict.value == pytest.approx(share)
        assert verdict.status == compared(share, claim.figure, ">", narrow=claim.narrow)[0]
        assert words.pct(share) in verdict.sentence


def test_what_flips_a_verdict_does(tables):
    now = claims.verdict(tables, "majority", Reading())
    for flip in claims.flips(tables, "majority", Reading()):
        assert flip.sentence
        assert math.isfinite(flip.value)
        if flip.reading is not None:
            assert claims.verdict(tables, "majority", flip.reading).holds != now.holds


def test_the_lead_and_the_headlines_are_written(tables):
    lead = shares.lead(tables).striptags()
    assert lead.endswith(".")
    assert "€" in lead
    assert not NOT_A_NUMBER.search(lead)
    for claim in claims_of(tables).values():
        for headline in claims.headlines(tables, claim, Reading()):
            assert headline.text
            assert not NOT_A_NUMBER.search(headline.text + headline.definitions)
            assert headline.cell.verdict.decided
    assert len(claims.headlines(tables, "majority", Reading())) == 2


# ---------------------------------------------------------------------------- lessons


@pytest.mark.parametrize("number", exercises.LESSONS)
def test_a_lesson_can_be_posed_and_accepts_its_own_keys(tables, number):
    for seed in (0, 3):
        lesson = Lesson(number, seed, tables)
        for name, question in lesson.questions.items():
            assert question.text in words.Markup(form(name, question)).unescape()
            assert not NOT_A_NUMBER.search(question.text + question.answer), (seed, name)
            assert question.judge(key_of(question)).is_right, (seed, name)
            answer = computed(tables, question, lesson.given)
            assert question.judge(answer).is_right, (seed, name)


def key_of(question) -> object:
    """The right answer as a learner gives it."""
    if isinstance(question, Figure):
        return bars(question.key)
    return question.answer if isinstance(question, Number) else question.key


@pytest.mark.parametrize("number", exercises.LESSONS)
def test_what_is_named_beside_a_wrong_answer_is_no_right_one(tables, number):
    for name, question in Lesson(number, tables=tables).questions.items():
        if not isinstance(question, Choice | Figure):
            for wrong, said in question.mistakes:
                assert question.judge(wrong).sentence == said, name


@pytest.mark.parametrize("number", exercises.LESSONS)
def test_the_folded_solutions_are_accepted(tables, number):
    assert_solutions(number, 0)
