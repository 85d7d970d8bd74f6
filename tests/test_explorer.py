"""Explorer: each question has one answer; explorers with one Link follow each other."""

import copy
import json
import shutil

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

import widgets
from tests.parsed import parsed
from tests.reader import BOARD
from tests.test_address import JSON
from tests.test_view import applied
from widgets.board import block, controls
from widgets.board.block import Block, Chart
from widgets.board.board import Board
from widgets.board.explorer import Explorer, plotly_js, script
from widgets.board.link import Link, begin
from widgets.board.view import SIZES, Caption, View, content
from widgets.chapters.carries import blocks as flows
from widgets.chapters.carries import ranking, share
from widgets.chapters.timeline import blocks as timeline
from widgets.draw.sheet import Sheet
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.tables.package import DATA, load
from widgets.words import message

TABLES = load()


def spied(made: Explorer) -> Explorer:
    """An explorer whose messages to the browser are kept in `sent`."""
    made.sent = []
    made.send = lambda content, buffers=None: made.sent.append((content, buffers))
    return made


def asked(made: Explorer, **question: object) -> dict:
    """The one answer to a question, as the browser puts it."""
    before = len(made.sent)
    made._handle_custom_msg({"ask": 7, **question}, [])
    ((answer, _),) = made.sent[before:]
    assert answer["answers"] == 7
    return answer


def shown(block: Block) -> Explorer:
    """The widget that a notebook shows of a block."""
    return spied(Explorer(block.link, block.board))


def whole() -> Explorer:
    """All charts and texts of the page in one widget, at the default address."""
    return spied(Explorer(Link(), BOARD))


def chapters() -> list[Explorer]:
    """Two explorers of a notebook that share a Link."""
    link = Link()
    return [shown(flows.explorer(link)), shown(timeline.explorer(link))]


@pytest.fixture(scope="module")
def one_page() -> Explorer:
    """A page for many questions; what they leave behind changes no answer."""
    return whole()


@pytest.fixture
def fresh(one_page) -> Explorer:
    """The same page, at the default address and with nothing sent yet."""
    one_page.link.set_query("")
    one_page.sent.clear()
    return one_page


# --- what a browser asks -------------------------------------------------------------------


def test_a_step_is_answered_with_what_it_changes_and_moves_the_link():
    page = whole()
    do = [["set", "kind", "all"]]
    sizes = {"timeline": "S"}
    answer = asked(page, what="step", at="", do=do, sizes=sizes)
    assert answer == {"answers": 7} | BOARD.step(TABLES, "", do, sizes)
    assert page.link.reading == Reading(kind="all")
    assert answer["query"] == "kind=all"
    json.dumps(answer, allow_nan=False)


def test_figures_are_answered_at_the_sizes_of_the_browser():
    page = whole()
    answer = asked(page, what="charts", at="kind=all", sizes={"timeline": "S"})
    assert answer == {"answers": 7} | BOARD.contents(TABLES, "kind=all", {"timeline": "S"})
    assert page.link.reading == Reading()


def test_numbers_and_tables_are_answered_as_csv():
    page = whole()
    asked(page, what="step", at="", do=[["set", "last", "2024-09"]])
    answer = asked(page, what="csv", chart="flows-ranking", at="to=2024-09")
    assert answer["csv"] == BOARD.csv(TABLES, Address(Reading(last="2024-09")), "flows-ranking")
    assert asked(page, what="table", chart="aid")["csv"] == TABLES.text("aid")


def test_plotly_comes_from_the_kernel_where_no_page_serves_it():
    page = whole()
    page._handle_custom_msg({"ask": 3, "what": "plotly"}, [])
    assert page.sent == [({"answers": 3}, [plotly_js()])]
    assert b"plotly.js v" in plotly_js()[:200]


def test_a_page_sets_no_state():
    page = whole()
    data = {"method": "update", "state": {"_esm": "x", "html": "x", "css": "x"}}
    before = page.get_state()
    page._handle_msg({"content": {"data": {**data, "buffer_paths": []}}, "buffers": []})
    assert page.get_state() == before


def test_a_kernel_says_that_it_is_there():
    assert asked(whole(), what="there") == {"answers": 7}


@pytest.mark.parametrize(
    "message", [None, 7, "ask", [], {}, {"what": "step"}, {"ask": "1"}, {"ask": None}, {"ask": [1]}]
)
def test_what_is_no_question_has_no_answer(fresh, message):
    page = fresh
    page._heard(page, message, [])
    assert page.sent == []
    assert page.link.reading == Reading()


@pytest.mark.parametrize(
    "question",
    [
        *({}, {"what": None}, {"what": "shell"}, {"what": ["step"]}, {"what": {"a": 1}}),
        *({"what": "csv"}, {"what": "csv", "chart": "nothing"}, {"what": "csv", "chart": ["us"]}),
        *({"what": "table", "chart": "../../etc/passwd"}, {"what": "table", "chart": ["aid"]}),
        {"what": "table"},
    ],
)
def test_what_the_page_does_not_ask_is_a_sentence(fresh, question):
    page = fresh
    page._heard(page, {"ask": 1, **question}, [])
    assert page.sent == [({"answers": 1, "problem": "This is nothing that the page asks."}, None)]


@pytest.mark.parametrize(
    "question",
    [
        {"do": "nonsense"},
        {"do": None},
        {"do": [["set", "__class__", "x"]]},
        {"do": [["set", "last", {"a": 1}]]},
        {"do": [["set", "unit", "x" * 100_000]], "at": "unit=" + "y" * 100_000},
        {"do": [["set", "event", "<img src=x>"]]},
        {"do": [[["set"]]], "sizes": {"timeline": ["S"], "nothing": "S"}},
    ],
)
def test_a_forged_step_changes_nothing_and_is_said(fresh, question):
    page = fresh
    answer = asked(page, what="step", **question)
    ((path, said),) = answer["patch"]
    assert answer["query"] == ""
    assert path == ["texts", "problems"]
    (sentence,) = parsed(said).children
    assert 10 < len(sentence.text) < 250
    assert page.link.reading == Reading()


@pytest.mark.parametrize("at", [None, 7, ["a"], {"kind": "all"}, "x" * 10**6, "kind=all&" * 500])
def test_a_step_from_nowhere_begins_at_the_default(fresh, at):
    page = fresh
    assert asked(page, what="step", at=at, do=[["set", "unit", "share"]])["query"] == "unit=share"


@given(
    question=st.fixed_dictionaries(
        {"what": st.sampled_from(["step", "charts", "csv", "table", "there"]) | JSON},
        optional={
            "at": st.sampled_from(["", "kind=all"]) | JSON,
            "do": JSON,
            "sizes": st.dictionaries(st.sampled_from(list(BOARD.charts)), st.sampled_from(SIZES))
            | JSON,
            "chart": st.sampled_from(["us-share", "aid"]) | JSON,
        },
    )
)
@settings(max_examples=60)
def test_any_question_has_one_answer(one_page, question):
    page = one_page
    page.sent.clear()
    page._heard(page, {"ask": 1, **question}, [])
    ((answer, _),) = page.sent
    assert answer["answers"] == 1
    assert json.dumps(answer, allow_nan=False)


@pytest.mark.parametrize("field", ["text", "unit"])
def test_half_a_character_is_answered_with_what_can_be_sent(fresh, field):
    page = fresh
    answer = asked(page, what="step", at="", do=[["set", field, "\ud800"]])
    json.dumps(answer, ensure_ascii=False).encode()


def test_a_damaged_table_is_a_sentence(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    empty = Board({}, lambda _t, _a: {}, lambda _t, put: put["bar"])
    page = spied(Explorer(Link(load(tmp_path / "data")), empty))
    (tmp_path / "data" / "aid.csv").unlink()
    page._heard(page, {"ask": 1, "what": "table", "chart": "aid"}, [])
    ((answer, _),) = page.sent
    assert "aid.csv is missing" in answer["problem"]


def test_a_chart_alone_makes_no_controls(monkeypatch):
    monkeypatch.setattr(controls, "made", lambda *_: pytest.fail("a control"))
    assert "United States" in Chart(share.share_view(TABLES, Reading())).html()


@pytest.mark.parametrize("question", [{"what": "csv", "chart": "bad"}, {"what": "step", "do": []}])
def test_a_fault_is_an_answer_and_no_silence(question):
    """Else the browser waits, and says that the kernel is gone."""

    def draw(size):
        raise KeyError("a fault in a figure")

    view = View("bad", "Bad", draw, pd.DataFrame({"A": [1]}))
    bad = shown(Chart(view))
    bad._heard(bad, {"ask": 1, **question}, [])
    ((answer, _),) = bad.sent
    assert answer["answers"] == 1
    assert "a fault in a figure" not in str(answer)


def test_a_fault_in_the_texts_is_an_answer_too():
    def texts(_tables, address):
        if address.reading.kind == "all":
            raise KeyError("a fault in a text")
        return {}

    bad = spied(Explorer(Link(), Board({}, texts, lambda _t, put: put["bar"])))
    bad._heard(bad, {"ask": 1, "what": "step", "at": "", "do": [["set", "kind", "all"]]}, [])
    ((answer, _),) = bad.sent
    assert answer["answers"] == 1
    assert answer["problem"]


# --- following -----------------------------------------------------------------------------


def test_explorers_with_one_link_follow_each_other():
    one, two = chapters()
    answer = asked(one, what="step", at="", do=[["set", "last", "2024-09"]], sizes={})
    assert [content for content, _ in one.sent] == [answer]
    assert two.sent == [({"moved": True}, None)]
    two.sent.clear()
    followed = asked(two, what="step", at="", do=[["address", "to=2024-09"]], sizes={})
    assert followed["query"] == answer["query"] == "to=2024-09"
    assert len(one.sent) == len(two.sent) == 1  # it ends there
    assert one.link.address == two.link.address == Address(Reading(last="2024-09"))


def test_a_cell_that_changes_the_link_moves_every_explorer():
    both = chapters()
    both[0].link.do(["set", "kind", "all"])
    assert [e.sent for e in both] == [[({"moved": True}, None)]] * 2
    both[0].link.do(["set", "kind", "all"])
    assert [len(e.sent) for e in both] == [1, 1]


def test_a_step_that_changes_nothing_moves_nobody():
    one, two = chapters()
    asked(one, what="step", at="", do=[["set", "unit", "x"]])
    assert len(one.sent) == 1
    assert two.sent == []


def test_explorers_with_links_of_their_own_do_not_follow():
    one, two = shown(flows.explorer("kind=all")), shown(timeline.explorer(""))
    asked(one, what="step", at="kind=all", do=[["set", "unit", "share"]])
    assert one.link.reading == Reading(kind="all", unit="share")
    assert two.sent == []
    assert two.link.reading == Reading()


def test_a_view_that_is_opened_later_can_begin_where_the_link_is():
    """An explorer is often shown after a cell has moved it, or once more below."""
    made = shown(flows.explorer(""))
    made.link.set_query("measure=commitments&kind=all")
    state = {name: value for name, value in made.get_state().items() if name != "_esm"}
    assert "measure=commitments" in json.dumps(state)


def test_what_the_browser_writes_is_not_believed():
    page = whole()
    page.set_state({"state": {"query": "kind=all"}, "html": "x"})
    assert page.link.reading == Reading()
    assert page.query == ""
    assert "Europe passed" in page.html
    assert asked(page, what="step", at="", do=[["set", "unit", "share"]])["query"] == "unit=share"


# --- what a notebook stores and shows ----------------------------------------------------


@pytest.fixture
def shown_widgets(monkeypatch) -> list[Explorer]:
    """The widgets that blocks make as they are shown."""
    found = []

    def kept(*given) -> Explorer:
        found.append(Explorer(*given))
        return found[-1]

    monkeypatch.setattr("widgets.board.explorer.Explorer", kept)
    return found


def test_a_notebook_gets_the_text_and_a_view(shown_widgets):
    made = flows.explorer(Reading(last="2024-09", unit="share"))
    bundle = made._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert "51.2598" in bundle["text/plain"] == repr(made)
    (widget,) = shown_widgets
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert widget.link is made.link
    assert set(widget.board.charts) == set(made.charts)


def test_a_block_makes_a_widget_only_where_it_is_shown(shown_widgets):
    made = flows.share("to=2024-09")
    assert made.text()
    assert made.html()
    assert not made.table().empty
    assert shown_widgets == []
    made._repr_mimebundle_()
    assert len(shown_widgets) == 1


def test_blocks_without_an_address_follow_the_notebook():
    last = begin()
    try:
        one, two, apart = flows.share(), timeline.events(), flows.share("")
        assert one.link is two.link is not apart.link
        other = shown(two)
        one.link.do(["set", "last", "2024-09"])
        assert other.sent == [({"moved": True}, None)]
        assert apart.link.address == Address()
        begin()
        assert flows.share().link is not one.link
    finally:
        begin(last)


def test_where_our_server_has_shown_the_page_a_kernel_shows_nothing_of_it(
    monkeypatch, shown_widgets
):
    monkeypatch.setenv(block.SERVED, "1")
    assert flows.share("")._repr_mimebundle_() == {"text/plain": ""}
    assert shown_widgets == []


def test_the_browser_is_given_html_looks_and_state():
    made = shown(timeline.explorer(Reading(kind="all")))
    tree = parsed(made.html)
    assert [e.attrs["data-chart"] for e in tree.having("data-chart")] == ["timeline"]
    ids = [e.attrs["id"] for e in tree.having("id")]
    other = [e.attrs["id"] for e in parsed(shown(timeline.explorer()).html).having("id")]
    assert ids
    assert not set(ids) & set(other)
    assert "--us-t:" in made.css
    assert ".chart-title" in made.css
    assert made.state["query"] == "kind=all"
    assert made.state["values"]["kind"] == "all"
    assert "handover" in made._dom_classes


def test_problems_of_the_link_are_said_from_the_start():
    link = Link()
    link.set_query("unit=%3Cb%3E")
    place = parsed(shown(flows.explorer(link)).html).one("data-text", "problems")
    assert place.text.startswith("“Unit” knows no “<b>”")


def test_the_script_is_thin_and_knows_the_dark_colours():
    text = script("chart.js", "board.js", "widget.js")
    assert Explorer._esm == text
    words, dark, own = text.split("\n", 2)
    assert len(own) < 56_000
    colours = json.loads(dark.removeprefix("const DARK = ").removesuffix(";"))
    assert colours["#fcfcfb"] == "#14171b"
    told = json.loads(words.removeprefix("const WORDS = ").removesuffix(";"))
    assert told["not-drawn"] == message("script-not-drawn")


# --- one chart -----------------------------------------------------------------------------


def view() -> View:
    def draw(size):
        sheet = Sheet(size, 100)
        sheet.scatter(x=[1], y=[2])
        return sheet

    table = pd.DataFrame({"Donor": ["A"], "EUR bn": [1 / 3]})
    sentence = Markup("One <b>sentence</b>.")
    caption = Caption("A title", "EUR bn", source="Data: us.", alt="Alt", sentence=sentence)
    return View("a-chart", caption, draw, table)


def test_a_view_is_a_chart_of_its_own():
    made = shown(Chart(view()))
    assert repr(Chart(view())) == view().text()
    (figure,) = parsed(made.html).having("data-chart")
    assert figure.attrs["data-chart"] == "a-chart"
    assert "One sentence." in figure.text
    drawn = asked(made, what="charts", at="", sizes={"a-chart": "S"})["charts"]["a-chart"]
    assert drawn["size"] == "S"
    assert drawn["figure"]["data"][0]["y"] == [2]
    assert asked(made, what="csv", chart="a-chart")["csv"].endswith(
        "\nDonor,EUR bn\nA,0.3333333333\n"
    )


def test_a_chart_beside_an_explorer_follows_its_size_only():
    made = shown(Chart(view()))
    before = made.board.answer(TABLES, made.link.address, {"a-chart": "L"})
    step = asked(made, what="step", at="", do=[["set", "kind", "all"]], sizes={"a-chart": "L"})
    after = applied(copy.deepcopy(before), step["patch"])
    assert after["charts"] == before["charts"]
    assert after["query"] == "kind=all"


def test_a_notebook_finds_the_chart_by_the_name_of_the_readme():
    assert widgets.Chart is Chart
    assert issubclass(Chart, Block)


def test_a_chart_alone_does_not_speak_of_what_a_click_opens_elsewhere():
    ranked = ranking.view(TABLES, Reading())
    assert ranked.clicks
    assert content(ranked, "L")["note"].endswith(ranked.clicks)
    html = Chart(ranked).html()
    assert ranked.clicks not in html
    assert escape(ranked.note) in html
