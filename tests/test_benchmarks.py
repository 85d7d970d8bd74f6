"""The measurements themselves: the static page is the page, and the instruments tell the truth."""

import itertools
import json
import subprocess
import sys

import orjson
import pytest

from benchmarks import browser, figures, machine, servers, static, steps
from tests.reader import BOARD
from tests.test_browser import drawn
from widgets.serve.http.static import Store
from widgets.tables.package import load

HOST = "http://127.0.0.1:9/"  # nobody listens there
SIZES = dict.fromkeys(BOARD.charts, "L") | {"us-share": "M"}  # at the tests' window
TAKEN = 8  # jumps in the browser: month, unit, kind, rhythm and measure are changed


@pytest.fixture(scope="module")
def tables():
    return load()


@pytest.fixture(scope="module")
def exported(tables):
    """Address -> (content, type) of the static page and its files."""
    store = Store()
    made = static.export(tables, SIZES, steps.jumped(tables)[: TAKEN + 1])
    html = static.document(tables, made, store)
    answers = orjson.dumps(made.answers)
    files = {"": (html.encode(), "text/html"), "answers.json": (answers, "application/json")}

    def find(path):
        if path in files:
            return files[path]
        entry = store.get(path.removeprefix("s/"))
        return entry and (entry.bodies["identity"], entry.mime)

    return find


@pytest.fixture
def standing(exported, watched):
    """The static page in a browser, its answers in memory; `asked` lists what it asked for."""
    page = watched.page
    page.asked = opened(page, exported, None)
    page.wait_for_selector("html[data-bench-all]", state="attached")
    page.evaluate("window.__handover.load()")
    yield page
    watched.assert_clean()


def opened(page, exported, first_step):
    """Open the static page without a server; the list of what the page asks for."""
    asked = []

    def answer(route):
        path = route.request.url.removeprefix(HOST)
        if not path.endswith("icon.svg"):  # the browser's own wish, at each new address
            asked.append(path)
        content, mime = exported(path)
        route.fulfill(body=content, content_type=mime)

    page.route(f"{HOST}**", answer)
    page.add_init_script(f"const FIRST_STEP = {json.dumps(first_step)};\n{browser.MEASURE}")
    page.goto(HOST)
    return asked


def test_the_static_page_shows_what_the_server_would_and_asks_nobody(standing, tables):
    before = len(standing.asked)
    taken = zip(steps.JUMPS[:TAKEN], steps.jumped(tables)[1 : TAKEN + 1], strict=True)
    for step, address in taken:
        (ms,) = standing.evaluate("(step) => window.__bench.take([step], 0)", step)
        assert ms > 0
        drawn(standing)
        shown = standing.evaluate("window.__handover.board.state")
        answer = json.loads(orjson.dumps(BOARD.answer(tables, address, SIZES)))
        assert (shown["query"], shown["values"]) == (answer["query"], answer["values"])
        for name, content in answer["charts"].items():
            assert shown["charts"][name]["figure"] == content["figure"], (step, name)
        for name, text in shown["texts"].items():
            assert text == answer["texts"][name], (step, name)
    assert standing.asked[before:] == []


def test_the_first_step_is_inlined(exported, watched, tables):
    page, first = watched.page, steps.first(tables)
    asked = opened(page, exported, first)
    page.wait_for_selector('.page-body[data-seen="1"]', state="attached")
    assert page.evaluate("window.__bench.figures().step") > 0
    assert first[1] in page.evaluate("window.__handover.board.state.query")
    assert "answers.json" not in asked
    watched.assert_clean()


def test_the_instruments_give_every_figure_in_its_order(standing):
    seen = standing.evaluate("window.__bench.figures()")
    order = [seen[name] for name in ("byte", "text", "first", "sight", "all")]
    assert order == sorted(order)
    assert order[0] > 0
    assert seen["ready"] > 0
    assert seen["shift"] >= 0
    assert seen["step"] is None


def test_every_jump_changes_the_chart_that_is_looked_at(tables):
    shown = [BOARD.content(tables, a, "flows-over-time", "L") for a in steps.jumped(tables)]
    assert all(content["figure"] for content in shown), "a jump is refused"
    assert all(a["figure"] != b["figure"] for a, b in itertools.pairwise(shown))
    assert steps.first(tables) == steps.walk(tables, 3)[0]
    assert len(set(steps.walk(tables, 20))) == 20


def test_a_drag_ends_inside_the_axis_and_passes_many_months():
    path = [browser.along(n / 125) for n in range(126)]
    assert path[0] == 0
    assert path[-1] == pytest.approx(browser.SWEEP[-1][1])
    assert all(0 <= at < 1 for at in path)
    way = sum(abs(b - a) for a, b in itertools.pairwise(path))
    assert way * 50 / 2 > 2 * 12, "fewer months a second than twice the bar"


def test_figures_ratios_and_verdicts(tmp_path):
    measured = figures.Figures()
    for server, ms in (("ours", [100, 120, 500]), ("voila", [400]), ("static", [100, None])):
        measured.add(server, "first chart", "cold", "ms", ms)
    measured.add("ours", "step p95", "plain", "ms", range(1, 101), percentile=95)
    assert measured.value("ours", "first chart", "cold") == 120
    assert measured.value("ours", "step p95", "plain") == pytest.approx(95, abs=0.1)
    assert measured.ratio("first chart", "cold", "static") == pytest.approx(1.2)
    assert measured.ratio("step p95", "plain", "static") is None
    bars = [
        figures.Bar("first chart", "cold", 1.15, "static"),
        figures.Bar("first chart", "cold", 0.35, "voila"),
        figures.Bar("first chart", "cold", 130, at_least=True),
        figures.Bar("transfer", "cold", 1.6),
    ]
    said = [line[-1] for line in figures.verdicts(measured, bars)[1:]]
    assert said == ["missed by 0.05 (4%)", "met", "missed by 10 (8%)", "not measured"]
    measured.write(tmp_path / "figures.csv")
    lines = (tmp_path / "figures.csv").read_text().splitlines()
    assert lines[1] == "first chart,cold,ours,120,ms,1.2,0.3,3,100,500"
    assert "1.20" in measured.table()


@pytest.mark.slow
def test_processes_are_counted_with_their_children_and_ended():
    work = "import time; e = time.process_time() + 0.3\nwhile time.process_time() < e: pass"
    code = (
        "import subprocess, sys, time; "
        f"subprocess.Popen([sys.executable, '-c', {work + chr(10) + 'time.sleep(60)'!r}]); "
        "time.sleep(60)"
    )
    server = subprocess.Popen([sys.executable, "-c", code])
    processes = machine.Processes(server.pid)
    try:
        nothing = processes.cpu_s()
        while len(processes.all()) < 2 or processes.cpu_s_since(nothing) < 0.3:
            assert server.poll() is None
        child = processes.all()[1]
        assert processes.pss_mb() is None or processes.pss_mb() > 1
    finally:
        processes.end()
    assert server.wait() is not None
    assert not child.is_running()


def test_stock_voila_runs_with_its_own_defaults(tmp_path):
    copy = servers._notebooks(tmp_path)
    assert (copy / "index.ipynb").is_file()
    assert not (copy / "voila.json").exists()
    names = servers._environment(tmp_path)
    assert "JUPYTER_PATH" not in names
    assert names["JUPYTER_CONFIG_DIR"].startswith(str(tmp_path))
