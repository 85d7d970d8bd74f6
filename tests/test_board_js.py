"""The browser's Board (widgets/board/board.js) and what answers it, each case with a fresh one.

All cases share one browser page, which asks nobody: time, the network and plotly.js obey the test
(board_page.js). The rest is real: the page's own script, controls and charts' frames as Python
writes them, history, scrolling, focus. A script is given `board` and says what came of it.
"""

from functools import partial
from pathlib import Path

import orjson
import pytest
from markupsafe import Markup

from tests.reader import BOARD
from widgets.board import controls
from widgets.board.view import frame
from widgets.reading.address import Address
from widgets.serve.http.document import page_script
from widgets.tables.package import load

WORLD = Path(__file__).with_name("board_page.js").read_text(encoding="utf-8")
CHARTS = ("one", "two", "far")  # the last is out of sight
EMPTY = {
    "head": dict.fromkeys(("subtitle", "scope", "alt", "source"), "") | {"title": "Title"},
    **dict.fromkeys(("figure", "sentence", "note", "table"), ""),
}
HTML = """<!DOCTYPE html><meta charset="utf-8"><style>
  figure {{ height: 150px; margin: 0; overflow: hidden }}
  [data-chart="far"] {{ margin-top: 3000px }}
  .controls {{ height: 400px; overflow: auto }}
</style>
<div class="page-body"></div>
<template id="handover-page"><div class="page-body">{charts}<div class="controls">{controls}
  <p data-announced></p><p data-address></p>
  <div data-text="list"><a href="?x" data-set="lane=aid">Aid</a></div>
  <a id="event" href="?e" data-event="purl-announced">An event</a>
  <a id="next" href="?n" data-set="asof=2025-01-01" data-next>Next</a>
  <div data-text="card">A card</div>
</div></div></template>
<div id="handover-live"></div>
<script type="application/json" id="handover-state">{state}</script>
<script>{world}</script><script>{script}</script>"""


def html() -> str:
    """A page with real controls and frames of charts; what they show comes from the test."""
    tables, address = load(), Address()
    texts = {"counting": Markup(""), "problems": Markup("")}
    names = ("bar", "filters", "asof", "flow-diagram")
    put = [controls.made(name, tables, address, texts, "page") for name in names]
    state = {"version": "7"} | BOARD.state(tables, address)
    return HTML.format(
        charts="".join(frame(name, EMPTY, {"L": 60}) for name in CHARTS),
        controls="".join(put).replace('data-of="flows-sankey"', 'data-of="one"'),
        state=orjson.dumps(state).decode(),
        world=WORLD,
        script=page_script(),
    )


@pytest.fixture(scope="module")
def shared(new_page):
    """The one page; whatever it asked for would be answered here."""
    watched, body = new_page(), html()
    watched.page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    watched.page.goto("http://127.0.0.1/page")
    yield watched
    watched.page.context.close()


@pytest.fixture
def play(shared):
    """A function that gives what a script returns; `board` is made as `made` says."""

    def run(script: str, made: str = "fresh()"):
        inner = f"const board = await {made}; {script}"
        return shared.page.evaluate(f"(async () => {{ {inner} }})()")

    yield run
    shared.assert_clean()


@pytest.fixture
def opening(play):
    """The same before anything is drawn."""
    return partial(play, made="fresh({ opens: false })")


@pytest.fixture
def in_notebook(play):
    """The same where the address is not the board's."""
    return partial(play, made="fresh({ owns: false })")


@pytest.fixture
def on_our_page(play):
    """The same as our server's page starts it: what it asks goes through `fetch`."""
    return partial(play, made="started()")


@pytest.fixture
def months(play):
    """The same with the button that plays the three months of the window."""
    return lambda script: play(MONTHS + script)


@pytest.fixture
def with_kernel(play):
    """The same beside a `kernel`, whose messages are `sent` and `heard`."""
    return lambda script: play(KERNEL + script)


@pytest.fixture
def ask_server(play):
    """The same beside a `server`; `got` is what came of the last `ask`."""
    return lambda script: play(SERVER + script)


MONTHS = """
    const button = $("[data-run]");
    board.state.values.last = "2022-03";
    const press = async () => { button.click(); await settle(); };
    """
KERNEL = """
    let heard;
    const sent = [];
    const model = { on: (name, call) => { heard = call; }, send: (message) => sent.push(message) };
    const kernel = new Kernel(model, 1000);
    const outcome = (promise) => promise.then(
      (answer) => ["answer", answer.query], (error) => ["error", error.sentence]);
    """
SERVER = """
    const server = new Server("7"), said = [];
    server.lost = () => said.push("lost");
    server.found = () => said.push("found");
    const question = { what: "step", at: "kind=all", do: [["set", "unit", "share"]], sizes: {} };
    let got = null;
    const ask = (who = server, what = question) => {
      who.ask(what).then((given) => { got = given; }, (refusal) => { got = { refusal }; });
      return settle();
    };
    const busy = { sentence: "○ Busy.", retry_s: 2 };
    """
SET = {
    name: ["set", *name.split("=")] for name in ("kind=financial", "unit=share", "first=2022-05")
}

# --- steps and their queue -------------------------------------------------------------------


def test_one_question_is_out_at_a_time_and_what_comes_meanwhile_goes_together(play):
    before, after = play("""
        board.do("set", "kind", "financial");
        board.do("set", "unit", "share");
        board.do("set", "first", "2022-05");
        await settle();
        const before = steps();
        await reply();
        return [before, steps()];""")
    assert before == [[SET["kind=financial"]]]
    assert after == [*before, [SET["unit=share"], SET["first=2022-05"]]]


def test_of_the_positions_of_a_control_that_come_meanwhile_only_the_last_is_asked_for(play):
    assert play("""
        for (const month of ["02", "03"]) board.do("set", "first", `2022-${month}`);
        board.do("set", "unit", "share");
        for (const month of ["04", "05"]) board.do("set", "first", `2022-${month}`);
        await replyAll();
        return steps();""") == [
        [["set", "first", "2022-02"]],
        [SET["unit=share"], SET["first=2022-05"]],
    ]


def test_of_the_readings_that_are_set_meanwhile_only_the_last_is_asked_for(play):
    assert play("""
        board.do("set", "kind", "financial");
        for (const query of ["kind=all", "unit=share"]) board.do("reading", query);
        await reply();
        return steps()[1];""") == [["reading", "unit=share"]]


def test_each_question_begins_where_the_answer_before_it_ended(play):
    assert play("""
        board.do("set", "kind", "financial");
        board.do("set", "unit", "share");
        await replyAll();
        return world.asked.map(({ question }) => question.at);""") == ["", "kind=financial"]


def test_an_address_drops_the_steps_before_it(play):
    assert play("""
        board.do("set", "kind", "financial");
        board.do("set", "unit", "share");
        board.do("address", "kind=all");
        await replyAll();
        return [steps(), board.state.query];""") == [
        [[SET["kind=financial"]], [["address", "kind=all"]]],
        "kind=all",
    ]


def test_where_a_notebook_has_moved_to_comes_before_the_readers_own_steps(play):
    assert play("""
        board.do("set", "kind", "financial");
        board.do("set", "unit", "share");
        board.do("follow");
        board.do("follow");
        await reply();
        return steps();""")[1] == [["follow"], SET["unit=share"]]


def test_a_field_is_wanted_as_the_reader_has_left_it_answered_or_not(play):
    assert play("""
        const wanted = [board.wanted("kind")];
        for (const kind of ["financial", "all"]) {
          board.do("set", "kind", kind);
          wanted.push(board.wanted("kind"));
        }
        await reply(); // to the first
        wanted.push(board.wanted("kind"));
        await reply();
        return [...wanted, board.wanted("kind")];""") == [
        *("military", "financial", "all", "all", "all")
    ]


def test_a_step_that_fails_is_said_its_control_goes_back_and_the_next_one_is_asked(play):
    said = play("""
        const shown = () => [text(".status"), $('[data-field="kind"]').value,
          $('[data-field="unit"]').value, board.state.query];
        change("kind", "financial");
        change("unit", "share");
        await unanswered()[0].refuse({ sentence: "○ It is not so." });
        const before = shown();
        await reply();
        return [before, shown()];""")
    assert said == [
        ["○ It is not so.", "military", "share", ""],
        ["", "military", "share", "unit=share"],
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("new Error('inner')", "○ This step could not be computed."),
        ("{ sentence: '○ Older.', button: 'Reload' }", "○ Older. Reload"),
    ],
)
def test_an_error_is_a_sentence_with_a_button_if_one_helps(play, error, said):
    assert play(f"""
        board.do("set", "kind", "financial");
        await unanswered()[0].refuse({error});
        return [text(".status"), board.root.querySelectorAll(".status button").length];""") == [
        *(said, int("Reload" in said))
    ]


def test_a_step_is_said_to_be_slow_from_a_while_on_until_the_last_answer(play):
    assert play("""
        const slow = () => board.root.classList.contains("computing");
        const was = [];
        board.do("set", "kind", "financial");
        await pass(SLOW_MS - 1);
        was.push(slow());
        await pass(1);
        board.do("set", "unit", "share");
        await reply(); // the next question goes out at once
        was.push(slow());
        await reply();
        was.push(slow());
        board.do("set", "unit", "eur-bn");
        await reply();
        await pass(SLOW_MS);
        return [...was, slow()];""") == [False, True, False, False]


def test_a_slider_is_not_set_back_by_the_answer_to_an_earlier_position(play):
    assert play("""
        const slider = $('[data-field="asof_day"]');
        for (const day of [100, 200]) change("asof_day", day, "input");
        await reply();
        const during = slider.value;
        await reply();
        return [during, slider.value, steps().length];""") == ["200", "200", 2]


def test_a_search_is_not_rewritten_while_it_is_typed(play):
    assert play("""
        const box = $('[data-field="text"]');
        change("text", "HIMARS ", "input");
        await reply([[["values", "text"], "HIMARS"]]);
        const typed = box.value;
        box.dispatchEvent(new Event("focusout", { bubbles: true }));
        await step("kind", "all");
        return [typed, box.value];""") == ["HIMARS ", "HIMARS"]


# --- answers ---------------------------------------------------------------------------------


def test_a_patch_changes_what_it_names_and_leaves_the_rest_as_it_is(play):
    assert play("""
        const before = board.state;
        await step("kind", "financial", [[["values", "month"]], [["marked"], "2022-03"]]);
        const { state: now } = board;
        return [now.values.kind, "month" in now.values, now.marked, before.values.kind,
          now.said === before.said, now.charts.far === before.charts.far, pictures()];""") == [
        *("financial", False, "2022-03", "military", True, True),
        ["one kind=financial", "two kind=financial"],
    ]


def test_a_chart_that_an_answer_does_not_change_is_not_drawn(play):
    assert play("""
        change("kind", "financial");
        const two = [["charts", "two"], content("two", "new")];
        await unanswered()[0].answer({ patch: [[["query"], "kind=financial"], two] });
        return [pictures(), wantedCharts()];""") == [["two new"], []]


def test_an_answer_leaves_alone_a_chart_that_has_changed_since_the_question(play):
    asked, before, after = play("""
        board.do("set", "kind", "financial");
        $('[data-chart="one"]').style.width = "500px";
        await seen(); // so it is asked for at its new size
        const asked = wantedCharts();
        const [one] = unanswered("charts");
        await one.answer(answerTo(one.question));
        const before = pictures();
        await reply(); // to the step, of which the chart is no longer a part
        await replyAll();
        return [asked, before, pictures()];""")
    assert asked == ["one "]
    assert before == ["one "]
    assert after == ["two kind=financial", "one kind=financial"]


def test_charts_that_come_after_a_later_step_are_asked_for_again(play):
    assert play("""
        await step("kind", "financial");
        scrollTo(0, 3000);
        await seen();
        const [late] = unanswered("charts");
        change("unit", "share");
        const [taken] = unanswered("step");
        await taken.answer(answerTo(taken.question));
        await late.answer(answerTo(late.question));
        await replyAll();
        const { sizes } = taken.question; // it is of the charts that stand
        return [sizes, wantedCharts(), pictures().at(-1)];""") == [
        {},
        ["far kind=financial", "far kind=financial&unit=share"],
        "far kind=financial&unit=share",
    ]


def test_an_answer_waits_for_the_picture_being_drawn(play):
    assert play("""
        let done;
        world.hand = new Promise((let_go) => { done = let_go; });
        await step("kind", "financial");
        await step("unit", "share"); // it is answered
        const before = [pictures(), board.state.query];
        world.hand = null;
        done();
        await settle();
        return [before, [pictures(), board.state.query]];""") == [
        [["one kind=financial"], "kind=financial"],
        [
            [
                "two kind=financial",
                "one kind=financial&unit=share",
                "two kind=financial&unit=share",
            ],
            "kind=financial&unit=share",
        ],
    ]


def test_a_text_is_written_and_its_link_keeps_the_focus_or_else_its_place_has_it(play):
    assert play("""
        $('[data-text="list"] a').focus();
        const again = '<a href="?y" data-set="lane=aid">Aid again</a>';
        await step("kind", "all", [[["texts", "list"], again]]);
        const focus = [document.activeElement.outerHTML];
        await step("kind", "financial", [[["texts", "list"], "<p>None</p>"]]);
        return [...focus, document.activeElement.outerHTML];""") == [
        '<a href="?y" data-set="lane=aid">Aid again</a>',
        '<div data-text="list" tabindex="-1"><p>None</p></div>',
    ]


def test_what_is_announced_is_not_said_again_by_the_next_step(play):
    assert play("""
        await step("kind", "all", [], { announced: "It <b>holds</b>." });
        const said = text("[data-announced]");
        await step("kind", "financial");
        return [said, text("[data-announced]")];""") == ["It holds.", ""]


def test_a_card_comes_into_sight_once_it_is_written(play):
    assert play("""
        const place = $(".controls");
        place.style.height = "30px";
        const isSeen = () => { const card = $('[data-text="card"]').getBoundingClientRect();
          return card.bottom <= place.getBoundingClientRect().bottom + 1; };
        const seen = [];
        board.open("who:nsatu"); // its card is another
        await reply();
        seen.push(isSeen());
        board.open("purl-announced");
        seen.push(isSeen());
        await reply();
        seen.push(isSeen());
        place.scrollTop = 0;
        await step("kind", "all"); // leaves the reader where they are
        return [steps().slice(0, 2), [...seen, isSeen()]];""") == [
        [[["set", "who", "nsatu"]], [["set", "event", "purl-announced"]]],
        [False, False, True, False],
    ]


# --- what is in sight ------------------------------------------------------------------------


def test_the_first_chart_does_not_wait_for_the_others(opening):
    assert opening("""
        const asked = wantedCharts();
        await reply();
        const first = pictures();
        await replyAll();
        await pass(REST_MS);
        return [asked, first, pictures()];""") == [["one ", "far two "], ["one "], ["two ", "far "]]


def test_a_chart_out_of_sight_takes_no_part_in_a_step_and_catches_up_at_rest(play):
    asked, before, after = play("""
        await step("kind", "financial");
        await pass(AHEAD_MS + REST_MS - 1);
        const before = wantedCharts();
        await pass(1);
        return [Object.keys(world.asked[0].question.sizes), before, wantedCharts()];""")
    assert asked == ["one", "two"]
    assert before == []
    assert after == ["far kind=financial"]


def test_another_step_puts_the_catching_up_off(play):
    assert play("""
        await step("kind", "financial");
        await pass(AHEAD_MS + REST_MS - 1);
        await step("unit", "share");
        await pass(AHEAD_MS + REST_MS - 1);
        const before = wantedCharts();
        await pass(1);
        return [before, wantedCharts()];""") == [[], ["far kind=financial&unit=share"]]


def test_an_answer_that_is_out_comes_before_charts_out_of_sight_but_not_for_ever(play):
    assert play("""
        await step("kind", "financial");
        board.do("set", "unit", "share"); // nobody answers
        await pass(AHEAD_MS + ANSWER_MS + REST_MS - 1);
        const before = wantedCharts();
        await pass(1);
        return [before, wantedCharts()];""") == [[], ["far kind=financial"]]


def test_what_is_looked_at_is_asked_for_and_drawn_at_once(play):
    assert play("""
        await step("kind", "financial");
        scrollTo(0, 3000);
        await seen();
        await reply();
        return [wantedCharts(), pictures().at(-1)];""") == [
        ["far kind=financial"],
        "far kind=financial",
    ]


def test_the_same_picture_under_other_words_is_not_drawn_again(play):
    assert play("""
        await step("kind", "financial");
        await pass(AHEAD_MS + REST_MS);
        pictures();
        const { figure } = content("far", "");
        await unanswered()[0].answer({ charts: { far: { ...content("far", "new"), figure } } });
        return [pictures(), text('[data-chart="far"] .sentence')];""") == [[], "new"]


def test_a_chart_is_asked_for_again_at_its_new_size(play):
    assert play("""
        $('[data-chart="two"]').style.width = "500px";
        await seen();
        return world.asked.map(({ question }) => question.sizes);""") == [{"two": "S"}]


def test_charts_that_are_refused_are_said_with_a_way_out(opening):
    assert (
        opening("""
        for (const { refuse } of unanswered()) await refuse(new Error("inner"));
        return text(".status");""")
        == "○ The charts could not be computed. Reload"
    )


def test_plotly_js_that_does_not_come_is_said_and_asked_for_again(play):
    assert play("""
        window.Plotly = window.__handoverPlotly = null;
        board.paint();
        await settle();
        await unanswered("plotly")[0].refuse(new Error("inner"));
        const said = text(".status");
        board.paint();
        await settle();
        const buffer = new TextEncoder().encode("window.Plotly = recorder;");
        await unanswered("plotly")[0].answer({ buffer });
        for (let i = 0; i < 100 && !window.Plotly; i += 1) await seen();
        await step("kind", "financial");
        return [said, text(".status"), pictures().length];""") == [
        "○ The charts are not drawn: plotly.js did not load. Reload",
        "",
        2,
    ]


def test_paper_shows_what_is_folded_and_the_page_is_as_before(play):
    assert play("""
        const folds = [...board.root.querySelectorAll("details")];
        folds[0].open = false;
        const before = folds.map((details) => details.open);
        dispatchEvent(new Event("beforeprint"));
        const paper = folds.every((details) => details.open) && board.charts[0].paper;
        dispatchEvent(new Event("afterprint"));
        return [paper, before.includes(false), board.charts[0].paper,
          String(folds.map((details) => details.open)) === String(before)];""") == [
        *(True, True, False, True)
    ]


def test_a_picture_that_fails_leaves_the_others(play):
    assert play("""
        const { error } = console;
        const said = [];
        console.error = (problem) => said.push(problem.message);
        world.broken = "one";
        await step("kind", "financial");
        console.error = error;
        return [said, pictures()];""") == [
        ["This picture cannot be drawn."],
        ["two kind=financial"],
    ]


def test_the_page_says_how_many_steps_are_drawn_in_sight_and_all_over(play):
    assert play("""
        const said = () => [board.root.dataset.seen, board.root.dataset.drawn];
        const was = [said()];
        await step("kind", "financial");
        was.push(said());
        await pass(AHEAD_MS + REST_MS);
        await replyAll();
        return [...was, said()];""") == [["0", "0"], ["1", "0"], ["1", "1"]]


def test_a_board_that_has_ended_hears_nothing(play):
    assert (
        play("""
        board.end();
        change("kind", "financial");
        scrollTo(0, 3000);
        await seen();
        return world.asked.length;""")
        == 0
    )


# --- read ahead ------------------------------------------------------------------------------


def test_the_next_value_of_the_control_just_moved_is_asked_for_in_the_same_direction(play):
    before, after = play("""
        await step("unit", "share");
        await pass(AHEAD_MS - 1);
        const before = [...world.ahead];
        await pass(1);
        await step("unit", "per-head");
        await pass(AHEAD_MS); // there is none after the last
        await step("unit", "pct-gdp");
        await pass(AHEAD_MS);
        await step("donors", "nato"); // the next would be the reader's own list
        await pass(AHEAD_MS);
        return [before, world.ahead];""")
    assert before == []
    assert after == [[["set", "unit", "pct-gdp"]], [["set", "unit", "share"]]]


# --- the address -----------------------------------------------------------------------------


def test_a_step_is_an_entry_of_the_history_and_back_a_step_that_adds_none(play):
    asked, written, way = play("""
        await step("kind", "financial");
        await step("unit", "share");
        const written = [location.search, text("[data-address]")];
        const way = [await back()];
        await reply();
        await pass(REST_MS);
        way.push(location.search, board.state.query);
        way.push(await back("forward"));
        return [steps().slice(2), written, way];""")
    assert written == [
        "?kind=financial&unit=share",
        "http://127.0.0.1/page?kind=financial&unit=share",
    ]
    assert way[:3] == ["?kind=financial", "?kind=financial", "kind=financial"]
    assert way[3] == "?kind=financial&unit=share"
    assert asked == [[["address", query[1:]]] for query in (way[0], way[3])]


@pytest.mark.parametrize(("apart", "entries"), [("SAME_STEP_MS - 1", 1), ("SAME_STEP_MS", 2)])
def test_one_control_moved_on_and_on_is_one_step_back_written_when_it_rests(play, apart, entries):
    during, after, before = play(f"""
        await step("kind", "financial");
        await pass({apart});
        await step("kind", "all");
        const during = location.search;
        await pass(REST_MS);
        return [during, location.search, await back()];""")
    assert during == ("?kind=financial" if entries == 1 else "?kind=all")
    assert after == "?kind=all"
    assert before == ("" if entries == 1 else "?kind=financial")


def test_a_drag_is_not_written_while_it_goes_on(play):
    assert play("""
        await step("kind", "financial");
        await step("kind", "humanitarian");
        await pass(REST_MS - 1);
        await step("kind", "all");
        await pass(REST_MS - 1);
        const during = location.search;
        await pass(1);
        return [during, location.search];""") == ["?kind=financial", "?kind=all"]


def test_the_entry_that_back_leads_to_is_not_overwritten_by_a_drag_just_left(play):
    assert play("""
        await step("kind", "financial");
        await step("kind", "all"); // written when it rests
        await back();
        await pass(REST_MS); // the answer takes longer
        const during = location.search;
        await replyAll();
        await pass(REST_MS);
        return [during, location.search, board.state.query];""") == ["", "", ""]


def test_where_a_notebook_has_moved_to_is_no_entry_of_its_own(play):
    assert play("""
        await step("kind", "financial");
        board.do("follow");
        await reply([[["query"], "unit=share"]]);
        await pass(REST_MS);
        return [location.search, await back()];""") == ["?unit=share", ""]


def test_two_controls_in_turn_are_two_steps_back(play):
    assert play("""
        await step("kind", "financial");
        await step("unit", "share");
        await pass(REST_MS);
        return [await back(), await back()];""") == ["?kind=financial", ""]


def test_a_change_of_chapter_is_no_step_and_a_step_keeps_it(play):
    assert play("""
        history.pushState(null, "", "#donors");
        await step("kind", "financial");
        const { hash } = location;
        await back();
        await replyAll();
        await back(); // to another chapter of the same reading
        return [hash, steps().length];""") == ["#donors", 2]


def test_in_a_notebook_the_address_is_not_ours(in_notebook):
    assert in_notebook("""
        await step("kind", "financial");
        return [location.search, board.address(), text("[data-address]")];""") == [
        "",
        "?kind=financial",
        "?kind=financial",
    ]


# --- what the reader does --------------------------------------------------------------------


def test_links_and_buttons_are_steps_unless_the_browser_is_meant(play):
    taken, asked = play("""
        const taken = ["#next", "#event", '[data-query=""]'].map((link) => click(link));
        taken.push(click("#next", { ctrlKey: true }), click("#next", { metaKey: true }));
        await replyAll();
        return [taken, steps().flat()];""")
    assert taken == [True, True, True, False, False]
    assert asked == [
        ["set", "asof", "2025-01-01"],
        ["set", "event", "purl-announced"],
        ["reading", ""],
    ]


def test_a_reset_sets_each_of_its_fields_to_what_it_is_by_default(play):
    assert play("""
        click('[data-reset^="text"]');
        await replyAll();
        return steps().flat();""") == [
        ["set", name, "3" if name == "importance" else ""]
        for name in ("text", "lane", "importance", "confidence", "actor")
    ]


def test_a_date_out_of_reach_is_no_step(play):
    assert play("""
        change("asof", "2036-01-01");
        change("asof", "2025-01-01");
        return steps();""") == [[["set", "asof", "2025-01-01"]]]


@pytest.mark.parametrize(
    ("pressed", "asked"),
    [
        ("count", [[["set", "donors", "AUT.AUS"]]]),
        ("group", [[["set", "group", "Mine~AUT.AUS"]]]),
        ("", []),
    ],
)
def test_the_readers_own_list_is_asked_for_and_only_then_a_step(play, pressed, asked):
    opened, found = play(f"""
        change("donors", "chosen");
        const dialog = $(".donor-dialog"), name = dialog.querySelector("[data-name]");
        const button = dialog.querySelector('button[value="{pressed}"]');
        const opened = [dialog.open, $('[data-field="donors"]').value, steps().length,
          dialog.querySelector('[value="group"]').disabled];
        for (const iso of ["AUT", "AUS"]) dialog.querySelector(`[value="${{iso}}"]`).checked = true;
        name.value = " Mine ";
        name.dispatchEvent(new Event("input", {{ bubbles: true }}));
        button.click();
        await seen();
        return [opened, steps()];""")
    assert opened == [True, "all", 0, True]
    assert found == asked


def test_where_a_server_answers_the_file_is_a_link_to_what_is_shown(play):
    assert play("""
        board.transport.serves = true;
        await step("kind", "financial");
        return [click('[data-csv="one"]'), $('[data-csv="one"]').getAttribute("href"),
          unanswered().length];""") == [False, "csv/one.csv?kind=financial", 0]


def test_where_a_kernel_answers_the_file_is_asked_for_and_saved(play, shared):
    with shared.page.expect_download() as saved:
        taken, asked = play("""
            await step("kind", "financial");
            const taken = click('[data-csv="one"]');
            const { question, answer } = unanswered("csv")[0];
            await answer({ csv: "month,EUR bn" });
            return [taken, question];""")
    assert taken
    assert asked == {"what": "csv", "chart": "one", "at": "kind=financial"}
    assert saved.value.suggested_filename == "one.csv"
    assert saved.value.path().read_text() == "month,EUR bn"


@pytest.mark.parametrize("may", [True, False])
def test_a_copied_link_is_said_or_shown_where_it_cannot_be_copied(play, may):
    said, copied, after = play(f"""
        const copied = [];
        const clipboard = {{ writeText: async (link) => {{
          if (!{str(may).lower()}) throw new Error("It may not.");
          copied.push(link);
        }} }};
        Object.defineProperty(navigator, "clipboard", {{ configurable: true, value: clipboard }});
        await step("kind", "financial");
        click("[data-copy]");
        await settle();
        const said = text(".said");
        await pass(4000);
        return [said, copied, text(".said")];""")
    link = "http://127.0.0.1/page?kind=financial"
    assert (said, copied, after) == (("Copied", [link], "") if may else (link, [], ""))


# --- playing ---------------------------------------------------------------------------------


def test_the_stages_are_played_at_their_pace_until_the_last_one(play):
    during, after = play("""
        const button = $("[data-play]"), played = [];
        button.click();
        for (let i = 0; i < 3; i += 1) {
          await settle();
          played.push([steps().length, button.textContent]);
          await replyAll();
          if (i === 1) $("[data-next]").remove();
          await pass(PLAY_MS - 1);
          played.push(steps().length);
          await pass(1);
        }
        return [played, button.textContent];""")
    assert during == [[1, "Stop"], 1, [2, "Stop"], 2, [2, "Play the stages"], 2]
    assert after == "Play the stages"


def test_stages_stopped_and_played_again_keep_their_pace(play):
    assert play("""
        const button = $("[data-play]");
        for (let press = 0; press < 3; press += 1) button.click();
        await replyAll();
        await pass(PLAY_MS);
        await replyAll();
        return [steps().length, button.textContent];""") == [3, "Stop"]


def test_for_who_wants_no_motion_a_press_is_one_stage(play, shared):
    shared.page.emulate_media(reduced_motion="reduce")
    try:
        assert play("""
            const button = $("[data-play]");
            button.click();
            await replyAll();
            await pass(2 * PLAY_MS);
            return [steps().length, button.textContent];""") == [1, "Play the stages"]
    finally:
        shared.page.emulate_media(reduced_motion="no-preference")


def test_a_chart_is_played_month_by_month_and_the_page_is_where_it_ends(months):
    asked, shown, ended = months("""
        await press();
        const asked = wantedCharts();
        await replyAll();
        const shown = [pictures()];
        for (let i = 0; i < 2; i += 1) { await pass(PICTURE_MS); shown.push(pictures()); }
        await pass(PICTURE_MS);
        return [asked, shown, [steps(), button.textContent]];""")
    months = [f"one upto=2022-0{month}" for month in (1, 2, 3)]
    assert asked == months
    assert shown == [[month] for month in months]
    assert ended == [[[["set", "upto", ""]]], "Play month by month"]


def test_a_press_stops_it_and_the_page_is_at_the_month_shown(months):
    assert months("""
        await press();
        await replyAll();
        await pass(PICTURE_MS);
        await press();
        await pass(PICTURE_MS);
        return [pictures(), steps(), button.textContent];""") == [
        ["one upto=2022-01", "one upto=2022-02"],
        [[["set", "upto", "2022-02"]]],
        "Play month by month",
    ]


def test_stopped_and_played_again_before_its_pictures_came_it_plays(months):
    assert months("""
        for (let i = 0; i < 3; i += 1) await press();
        await replyAll();
        await pass(PICTURE_MS);
        return [pictures(), button.textContent];""") == [
        ["one upto=2022-01", "one upto=2022-02"],
        "Stop",
    ]


# --- who answers -----------------------------------------------------------------------------


def test_a_kernels_answers_find_their_questions_in_any_order(with_kernel):
    assert with_kernel("""
        let moved = 0;
        kernel.moved = () => { moved += 1; };
        const all = ["a", "b", "c"].map((at) => outcome(kernel.ask({ what: "step", at })));
        heard({ answers: 3, problem: "○ No." });
        heard({ answers: 9, query: "nobody's" });
        heard({ moved: true });
        heard({ answers: 2, query: "two" });
        heard({ answers: 2, query: "again" });
        heard({ answers: 1, query: "one" });
        const asked = sent.map((message) => [message.ask, message.at]);
        return [asked, await Promise.all(all), moved, kernel.open.size];""") == [
        [[1, "a"], [2, "b"], [3, "c"]],
        [["answer", "one"], ["answer", "two"], ["error", "○ No."]],
        1,
        0,
    ]


def test_a_kernel_that_says_nothing_is_given_up(with_kernel):
    assert with_kernel("""
        let said = null;
        outcome(kernel.ask({ what: "there" })).then((given) => { said = given; });
        await pass(999);
        const before = said;
        await pass(1);
        heard({ answers: 1, query: "late" });
        await settle();
        return [before, said[0], said[1].startsWith("○ Not connected."), kernel.open.size];""") == [
        None,
        "error",
        True,
        0,
    ]


def test_a_busy_server_is_asked_again_when_it_says_and_no_more_than_a_few_times(ask_server):
    asked, got, said = ask_server("""
        await ask();
        const asked = [];
        for (let i = 0; i < 6; i += 1) {
          await unanswered()[0].respond(503, busy);
          await pass(1999);
          asked.push(world.asked.length);
          await pass(1);
        }
        return [asked, got, said];""")
    assert asked == [1, 2, 3, 4, 5, 6]
    assert got == {"refusal": {"sentence": "○ Busy."}}
    assert said == []


def test_a_busy_server_answers_in_the_end_and_a_refusal_for_good_is_not_asked_again(ask_server):
    assert ask_server("""
        await ask();
        await unanswered()[0].respond(503, busy);
        await pass(2000);
        await reply();
        const { query } = got;
        await ask();
        await unanswered()[0].respond(400, { sentence: "○ Older.", button: "Reload" });
        return [query, said, got, unanswered().length];""") == [
        *("kind=all&unit=share", ["found"]),
        {"refusal": {"sentence": "○ Older.", "button": "Reload"}},
        0,
    ]


@pytest.mark.parametrize(
    "silence",
    ["fail()", "respond(502, 'Bad gateway', 'text/html')", 'respond(200, \'{"query": "ki\')'],
)
def test_a_server_that_cannot_be_reached_is_asked_until_there_is_an_answer(ask_server, silence):
    waits, said, query = ask_server(f"""
        await ask();
        const waits = [];
        for (let i = 0; i < 6; i += 1) {{
          const before = world.now;
          await unanswered()[0].{silence};
          for (let ms = 0; ms < 10_000 && !unanswered().length; ms += 500) await pass(500);
          waits.push(world.now - before);
        }}
        await reply();
        return [waits, said, got.query];""")
    assert waits == [1000, 2000, 4000, 5000, 5000, 5000]
    assert said == ["lost"] * 6 + ["found"]
    assert query == "kind=all&unit=share"


def test_what_was_asked_ahead_is_not_asked_again(ask_server):
    assert ask_server("""
        server.ahead(question);
        server.ahead(question);
        await ask();
        const once = world.asked.length;
        await reply();
        const { query } = got;
        await ask(server, { ...question, at: "" });
        return [once, query, world.asked.length];""") == [1, "kind=all&unit=share", 2]


def test_what_was_asked_ahead_in_vain_is_asked_for(ask_server):
    assert ask_server("""
        server.ahead(question);
        await ask();
        await unanswered()[0].respond(503, busy);
        const asked = world.asked.length;
        await reply();
        return [asked, got.query];""") == [2, "kind=all&unit=share"]


# --- the page that our server gives ----------------------------------------------------------


def test_a_silent_server_is_said_until_it_answers_and_the_step_is_not_lost(on_our_page):
    before, after = on_our_page("""
        const shown = () => [text(".status"), board.state.query];
        change("kind", "financial");
        await unanswered()[0].fail();
        const before = shown();
        await pass(1000);
        await reply();
        return [before, shown()];""")
    assert before[0].startswith("○ The server does not answer.")
    assert before[1] == ""
    assert after == ["", "kind=financial"]


def test_a_kernel_that_has_ended_is_said_once(on_our_page):
    early, during, after = on_our_page("""
        const config = element("div", "", document.body, '{"baseUrl": ""}');
        config.id = "jupyter-config-data";
        document.documentElement.dataset.live = "true";
        const shown = () => [text(".status"), document.documentElement.dataset.live ?? ""];
        beat(board, "k");
        await pass(BEAT_MS);
        await unanswered("api/kernels/k")[0].respond(200, { id: "k" });
        await pass(BEAT_MS);
        const early = shown();
        await unanswered("api/kernels/k")[0].fail(); // a server that is away says nothing of it
        await pass(BEAT_MS);
        const during = shown();
        await unanswered("api/kernels/k")[0].respond(404, {});
        await pass(3 * BEAT_MS);
        return [early, during, [...shown(), unanswered("api/kernels/k").length]];""")
    assert early == during == ["", "true"]
    assert after[0].startswith("○ The live session has ended.")
    assert after[1:] == ["", 0]


def test_a_page_without_a_seat_asks_again_when_it_was_told_to_or_no_more(on_our_page):
    early, asked, after = on_our_page("""
        const asked = () => world.asked.filter(({ question }) => question.what === "live").length;
        const refused = (retry_s) => unanswered("live")[0].respond(503, { sentence: "○", retry_s });
        live(board);
        await pass(REST_BEFORE_LIVE_MS - 1);
        const early = asked();
        await pass(1);
        const counts = [asked()];
        await refused(5);
        await pass(4999);
        counts.push(asked());
        await pass(1);
        counts.push(asked());
        await refused(null);
        await pass(3600_000);
        return [early, counts, asked()];""")
    assert early == 0
    assert asked == [1, 1, 2]
    assert after == 2
