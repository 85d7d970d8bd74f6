"""The page when something fails: what the reader sees, and that the Reading goes on."""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.conftest import RELEASE_29, ROOT, free_port, own_environment, running, until
from tests.reader import BOARD, cells, write
from tests.serving import SLIDER, ask, kernels, live, zygote
from tests.source import next_release
from tests.test_browser import drawn, hears, open_page, set_field
from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.serve.http.answers import Watch
from widgets.tables.package import DataError, load

pytestmark = pytest.mark.server

READING = addresses.read("from=2024-01", load())[0]
SOON_MS = 60_000  # within which the reader must see that something is wrong
LIVE = 'html[data-live="true"]'
ENDED = "○ The live session has ended. The page goes on without it."
SILENT = "○ The server does not answer. Text and charts stay as they are"
STORM = 30  # errors on the console that an outage of some ten seconds may cost
SERVE = "import sys\n{}\nfrom widgets.serve import launch\nsys.exit(launch.main(sys.argv[1:]))"
COUNT_DRAWINGS = """
  window.__drawings = {};
  window.__twice = [];
  const last = {};
  let plotly;
  Object.defineProperty(window, "Plotly", { configurable: true, get: () => plotly, set(given) {
    const { react } = given;
    plotly = { ...given, react(plot, ...more) {
      const { chart } = plot.closest("[data-chart]").dataset;
      const figure = JSON.stringify(more.slice(0, 2));
      if (last[chart] === figure) window.__twice.push(chart);
      last[chart] = figure;
      window.__drawings[chart] = (window.__drawings[chart] ?? 0) + 1;
      return react(plot, ...more);
    } };
  } });"""
UNSAID = ("problems", "counting", "bibtex")  # the browser writes its own address into the last
# What the page shows, and what it should, both as the browser writes them.
SHOWN = """({ texts, charts }) => {
  const { board } = window.__handover;
  // Where a link leads without a script is said when the page is sent; the script does not use it.
  const plain = (node) => {
    for (const link of node.querySelectorAll('a[href^="?"]')) link.removeAttribute("href");
    return node.innerHTML; };
  const html = (text) => { const made = document.createElement("div"); made.innerHTML = text;
    return plain(made); };
  const all = (found, wanted) => [found, wanted];
  const given = (region) => { // without the buttons that sort it
    const copy = region.cloneNode(true);
    for (const button of copy.querySelectorAll(".sort")) button.replaceWith(...button.childNodes);
    return plain(copy); };
  const place = (name) => board.root.querySelector(`[data-text="${name}"]`); // in these chapters
  return Object.fromEntries([
    ...Object.entries(texts).filter(([name]) => place(name)).map(
      ([name, text]) => [`text ${name}`, all(given(place(name)), html(text))]),
    ...board.charts.flatMap((chart) => {
      const wanted = charts[chart.name];
      return [
        [`sentence ${chart.name}`, all(given(chart.part(".sentence")), html(wanted.sentence))],
        [`table ${chart.name}`, all(given(chart.part(".table-region")), html(wanted.table))],
        [`title ${chart.name}`, all(chart.part(".chart-title").textContent, wanted.head.title)],
        [`drawn ${chart.name}`, all(chart.drawn === chart.content || !wanted.figure, true)],
      ];
    }),
  ].filter(([, [found, wanted]]) => found !== wanted));
}"""


@contextlib.contextmanager
def serving(home: Path, *options: str, before: str = "", port: int = 0, **more: str):
    """The launcher on the first chapter and a slider, so that a kernel joins; `before` is Python
    that it runs first.
    """
    home.mkdir(exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[*cells("report"), SLIDER])
    nbformat.write(notebook, home / "index.ipynb")
    port = port or free_port()
    code = ["-c", SERVE.format(before)] if before else ["-m", "widgets.serve"]
    command = [sys.executable, *code, str(home / "index.ipynb"), "--port", str(port), *options]
    with running(command, port, home, **more) as server:
        yield server


def join(page) -> None:
    """Wait until the kernel has joined."""
    page.locator(LIVE).wait_for(state="attached", timeout=60_000)


def says(page, sentence: str, timeout: float = SOON_MS) -> None:
    """Wait until the status line says it."""
    page.locator(".status", has_text=sentence).wait_for(timeout=timeout)


def silent(page, timeout_s: float = 30) -> None:
    """Wait until the status line has gone."""
    until(page, "document.querySelector('.status').textContent === ''", timeout_s=timeout_s)


def assert_shows(page, address: Address) -> None:
    """Every figure, sentence, table, text and control of the page is Python's for this Address."""
    answer = BOARD.answer(load(), address, page.evaluate("window.__handover.board.sizes()"))
    state = page.evaluate("window.__handover.board.state")
    assert state["query"] == address.to_query()
    assert state["values"] == answer["values"]
    for name, chart in answer["charts"].items():
        wanted = json.loads(json.dumps(chart["figure"]))
        assert state["charts"][name]["figure"] == wanted, name
    texts = {n: text for n, text in answer["texts"].items() if n not in UNSAID}
    assert page.evaluate(SHOWN, {"texts": texts, "charts": answer["charts"]}) == {}


def assert_goes_on(page, field: str = "To", value: str = "2024-09") -> None:
    """A step is answered, and right."""
    set_field(page, field, value)
    until(page, "value => window.__handover.board.state.query.includes(value)", value)
    drawn(page)
    assert_shows(page, addresses.read(page.evaluate("location.search.slice(1)"), load())[0])


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The first chapter, with kernels for who reads it."""
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def reader(watched, server):
    """A page with its kernel, at a Reading of the reader's own."""
    watched.page.clock.install()
    page = open_page(watched, f"{server.url}/?from=2024-01")
    join(page)
    return page


def assert_clean_but_for_the_kernel(watched) -> None:
    """The browser's console tells of the kernel that was asked after in vain, and of nothing."""
    (told,) = watched.console_errors
    assert "404" in told
    assert "/api/kernels/" in told
    assert not watched.page_errors
    assert not watched.other_hosts


def test_a_killed_kernel_is_said_and_the_page_goes_on(reader, watched, server):
    for kernel in kernels(server):
        kernel.kill()
    hears(reader, ENDED)
    assert_shows(reader, READING)
    assert reader.locator(LIVE).count() == 0
    assert_goes_on(reader)
    silent(reader)
    assert_clean_but_for_the_kernel(watched)


def test_a_server_that_hangs_is_said_and_the_step_is_answered_later(reader, watched, server):
    stopped = psutil.Process(server.pid)
    stopped.suspend()
    try:
        set_field(reader, "To", "2024-09")
        says(reader, SILENT)
        assert_shows(reader, READING)
    finally:
        stopped.resume()
    until(reader, "location.search === '?from=2024-01&to=2024-09'")
    silent(reader)
    drawn(reader)
    assert_shows(reader, addresses.read("from=2024-01&to=2024-09", load())[0])
    join(reader)  # its kernel was there all the time
    assert not watched.page_errors


def test_a_restarted_server_answers_the_old_page(new_page, tmp_path):
    watched, port = new_page(), free_port()
    with serving(tmp_path / "one", port=port) as server:
        page = open_page(watched, f"{server.url}/?from=2024-01")
        join(page)
        os.kill(server.pid, signal.SIGKILL)
    set_field(page, "To", "2024-09")
    says(page, SILENT)
    with serving(tmp_path / "two", port=port):
        until(page, "location.search === '?from=2024-01&to=2024-09'")
        drawn(page)
        assert_goes_on(page, "Unit", "share")
        # that its kernel went with the old server may be noticed, and said, only now
        until(page, "!document.querySelector('.status').textContent.includes('not answer')")
        assert len(watched.console_errors) < STORM
        assert not watched.page_errors
    page.context.close()


def test_a_page_of_another_version_is_told_and_one_button_brings_it_back(reader):
    reader.evaluate("() => { window.__handover.server.version = 'older'; }")
    set_field(reader, "To", "2024-09")
    says(reader, "There is a newer version of this page.")
    assert_shows(reader, READING)
    reader.locator(".status").get_by_role("button", name="Reload").click()
    until(reader, "window.__handover?.server.version !== 'older'")
    reader.locator('.page-body[data-drawn="0"]').wait_for()
    assert_shows(reader, READING)
    assert_goes_on(reader)


def test_a_dropped_connection_comes_back_by_itself(reader, watched):
    reader.context.set_offline(True)
    set_field(reader, "To", "2024-09")
    says(reader, SILENT)
    assert reader.evaluate("location.search") == "?from=2024-01"
    reader.context.set_offline(False)
    until(reader, "location.search === '?from=2024-01&to=2024-09'")
    silent(reader)
    join(reader)  # the same kernel again
    assert_goes_on(reader, "Unit", "share")
    assert len(watched.console_errors) < STORM
    assert not watched.page_errors


def test_a_laptop_that_slept_learns_that_its_kernel_has_ended(reader, watched, server):
    devtools = reader.context.new_cdp_session(reader)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    for kernel in kernels(server):
        kernel.kill()
    time.sleep(3)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    hears(reader, ENDED)
    assert_goes_on(reader)
    silent(reader)
    assert_clean_but_for_the_kernel(watched)


def test_past_the_last_seat_the_page_works_and_joins_when_one_is_free(new_page, tmp_path):
    soon = "from widgets.serve.kernel import live; live.RETRY_S = 1"
    with serving(tmp_path, "--seats", "1", before=soon) as server:
        one, two = new_page(), new_page()
        join(open_page(one, server.url))
        page = open_page(two, server.url)
        with page.expect_response("**/live") as refused:  # asked again until there is a seat
            pass
        assert refused.value.status == 503
        assert len(kernels(server)) == 1
        assert_goes_on(page)
        assert page.locator(LIVE).count() == 0
        assert page.locator(".status").inner_text() == ""
        one.page.goto("about:blank")
        join(page)
        assert_goes_on(page, "Unit", "share")
        assert all("503" in error and "/live" in error for error in two.console_errors)
        assert not two.page_errors
        one.page.context.close()
        page.context.close()


DAMAGES = {
    "a table is missing": ("events.csv", None, "events.csv is missing"),
    "a table is cut": ("aid.csv", lambda text: text[:9000], "aid.csv differs from its checksum"),
    "no number": (
        "aid.csv",
        lambda text: NUMBER.sub(r"\1x", text),
        "field allocations_eur_bn)",
    ),
    "the package is cut": ("datapackage.json", lambda text: text[:900], "is not valid JSON"),
    "the package is missing": ("datapackage.json", None, "datapackage.json is missing"),
}
NUMBER = re.compile(r"(\d+\.\d+)(?=\n)")


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the tables, for a test that damages it."""
    return Path(shutil.copytree(RELEASE_29, tmp_path / "data"))


def damage(path: Path, how) -> None:
    if how is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        path.write_text(how(text), encoding="utf-8")
        assert how(text) != text


@pytest.mark.parametrize("kind", DAMAGES)
def test_damaged_data_are_one_sentence(data, kind):
    name, how, sentence = DAMAGES[kind]
    damage(data / name, how)
    with pytest.raises(DataError) as said:
        load(data).check()
    assert sentence in str(said.value)
    assert name in str(said.value)


def test_with_damaged_data_the_server_refuses_to_start(data, tmp_path):
    name, how, sentence = DAMAGES["a table is cut"]
    damage(data / name, how)
    environment = own_environment(tmp_path, HANDOVER_DATA=str(data))
    command = [sys.executable, "-m", "widgets.serve", "--port", str(free_port())]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert name in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "is at http" not in ended.stdout


def test_data_damaged_under_a_running_server_are_said(data, tmp_path, watched):
    with serving(tmp_path, "--seats", "0", HANDOVER_DATA=str(data)) as server:
        page = open_page(watched, server.url)
        assert page.locator("#handover-live").count() == 0  # no seats: nothing asks for one
        for path in data.glob("*.csv"):
            path.write_text("damaged", encoding="utf-8")
        time.sleep(Watch.EVERY_S)
        health = ask(f"{server.url}/healthz")
        assert health.status == 503
        assert not health.json()["ok"]
        assert "differs from its checksum" in health.json()["problem"]
        table = ask(f"{server.url}/table/aid.csv")
        assert table.status == 503
        assert table.json()["sentence"].startswith("○ aid.csv differs from its checksum")
        assert_goes_on(page)  # all is in memory
        open_page(watched, f"{server.url}/?unit=share&measure=commitments")
        said = page.locator(".page-body > .problem").inner_text()
        assert "The data on the server have changed since it started: " in said
        assert "This page shows the tables as they were." in said
        assert_shows(page, addresses.read("unit=share&measure=commitments", load())[0])
        watched.assert_clean()


def _replace(data: Path, release: Path) -> None:
    for path in release.iterdir():
        shutil.copy(path, data / path.name)


def test_a_release_put_under_a_running_server_waits_for_a_restart(data, tmp_path, watched):
    (tmp_path / "next").mkdir()
    following = next_release(tmp_path / "next")
    number = load(following).release["label"]
    with serving(tmp_path / "one", HANDOVER_DATA=str(data)) as server:
        assert ask(f"{server.url}/healthz").json()["newer"] == ""
        table = ask(f"{server.url}/table/aid.csv").body
        watched.page.clock.install()
        page = open_page(watched, f"{server.url}/?from=2024-01")
        join(page)
        _replace(data, following)
        time.sleep(Watch.EVERY_S)
        health = ask(f"{server.url}/healthz")
        assert health.status == 200
        assert health.json()["ok"]
        assert number in health.json()["newer"]
        assert ask(f"{server.url}/table/aid.csv").body == table
        assert live(server).status == 200  # its release is in memory
        assert_goes_on(page)
        zygote(server).kill()
        hears(page, ENDED)
        refused = live(server)
        assert refused.status == 503
        assert "have changed since it started" in refused.json()["sentence"]
        page = open_page(watched, f"{server.url}/?unit=share")
        assert page.locator(".problem").count() == 0
        assert_shows(page, addresses.read("unit=share", load())[0])
    with serving(tmp_path / "two", HANDOVER_DATA=str(data)) as server:
        health = ask(f"{server.url}/healthz").json()
        assert (health["release"], health["newer"]) == (number, "")
        assert live(server).status == 200


FINANCIAL = """
from dataclasses import replace
from widgets.chapters.carries import blocks

PARTS = blocks._CHAPTER.charts
sankey = PARTS["flows-sankey"]

def broken(tables, address):
    if address.reading.kind == "financial":
        raise RuntimeError("the cause")
    return sankey.make(tables, address)

PARTS["flows-sankey"] = replace(sankey, make=broken)
"""


def test_a_chart_that_fails_is_one_sentence_with_an_id(watched, tmp_path):
    write(tmp_path / "index.ipynb", "flows")
    command = [sys.executable, "-c", SERVE.format(FINANCIAL), str(tmp_path), "--port"]
    port = free_port()
    with running([*command, str(port)], port, tmp_path / "home") as faulty:
        page = open_page(watched, faulty.url)
        set_field(page, "Kind of aid", "financial")
        chart = page.locator('[data-chart="flows-sankey"]')
        chart.get_by_text("It failed here (fault").wait_for()
        fault = re.search(r"fault ([0-9a-f]{6})", chart.locator(".sentence").inner_text())[1]
        drawn(page)
        assert f"Fault {fault}: the chart flows-sankey failed" in faulty.output()
        assert "RuntimeError: the cause" in faulty.output()
        assert "the cause" not in page.content()
        assert not chart.locator(".picture").is_visible()
        sizes = page.evaluate("window.__handover.board.sizes()")
        answer = BOARD.answer(load(), addresses.read("kind=financial", load())[0], sizes)
        for name in set(sizes) - {"flows-sankey"}:
            shown = page.locator(f'[data-chart="{name}"] .chart-subtitle').inner_text()
            assert answer["charts"][name]["head"]["subtitle"] in shown
        set_field(page, "Kind of aid", "military")
        chart.locator(".picture").wait_for(state="visible")
        drawn(page)
        assert_shows(page, Address())
        watched.assert_clean()


FIELDS = ("measure", "kind", "donors", "eu_institutions", "unit", "rhythm", "first", "last", "span")


def test_steps_in_haste_end_at_the_right_figures(new_page, site):
    watched = new_page()
    page = watched.page
    page.add_init_script(COUNT_DRAWINGS)
    open_page(watched, site)
    counted = page.evaluate("window.__drawings")
    assert counted == dict.fromkeys(BOARD.charts, 1)
    page.get_by_label("To", exact=True).focus()
    choose = random.Random(29)
    values = {
        name: page.locator(f'[data-field="{name}"] option').evaluate_all(
            "all => all.map((option) => option.value).filter((value) => value !== 'chosen')"
        )
        for name in FIELDS
    }
    address, tables = Address(), load()
    for _ in range(6):
        steps = [
            ["set", name, choose.choice(values[name])]
            for name in choose.sample(FIELDS, choose.randint(1, 4))
        ]
        page.evaluate(
            "async (steps) => { for (const step of steps) { window.__handover.board.do(...step);"
            " await new Promise((done) => setTimeout(done, 30)); } }",
            steps,
        )
        drawn(page)
        address = addresses.changed(address, steps, tables)[0]
        assert_shows(page, address)
    assert page.evaluate("window.__twice") == []
    assert page.evaluate("document.activeElement.dataset.field") == "last"
    watched.assert_clean()
    page.context.close()


WAITS = """from pathlib import Path
import time
Path("{0}").touch()
time.sleep(40)"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_told_to_end_while_a_cell_runs_ends_and_says_nothing(tmp_path, number):
    cells = [nbformat.v4.new_code_cell(WAITS.format(name)) for name in ("first", "second")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "slow.ipynb")
    command = [sys.executable, "-m", "widgets.serve", str(tmp_path / "slow.ipynb"), "--port"]
    process = subprocess.Popen(
        [*command, str(free_port())],
        cwd=ROOT,
        env=own_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    while not (tmp_path / "first").exists():
        assert process.poll() is None
        time.sleep(0.1)
    process.send_signal(number)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert said == b""
    assert not (tmp_path / "second").exists()


def test_visits_leave_nothing_behind(tmp_path):
    command = [sys.executable, "-m", "benchmarks.soak", "--same", "--no-browsers", "--dropped=0"]
    pace = ["--visits=15", "--wave=5", "--wave-s=1", "--think=0.02", "--seats=5"]
    environment = own_environment(tmp_path)
    ended = subprocess.run(
        [*command, *pace], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "None lost, none wrong, nothing stayed behind." in ended.stdout
    first, _, last = re.search(r"kept answers: (.*) MB", ended.stdout)[1].split(", ")
    assert int(last) <= 1.2 * int(first)
