"""A kernel for a page that is there: what it answers, how it fails, and the join in a browser."""

import re
import socket
from urllib.parse import urlsplit

import nbformat
import psutil
import pytest

from tests import reader
from tests.conftest import Server
from tests.conftest import until as until_in
from tests.serving import (
    IN_A_KERNEL,
    WIDGET,
    ask,
    code,
    descendants,
    kernels,
    live,
    serving,
    shown,
    telling,
    until,
)

pytestmark = pytest.mark.server

SHOWS = telling(
    '{name: os.environ.get(name) for name in ("QUERY_STRING", "HANDOVER_SERVED")}',
    "import os\nprint('printed')",
)
FAILS = code("secret = 'what the reader may not see'\nraise ValueError(secret)")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    cells = [code("'on the page'"), SHOWS]
    with serving(tmp_path_factory.mktemp("live"), *cells, options=["--seats", "20"]) as server:
        yield server


def test_it_answers_what_a_page_needs_to_join(server):
    answer = live(server, "measure=commitments&last=2024-09")
    said = answer.json()
    assert sorted(said) == ["config", "kernelId", "outputs", "scripts"]
    assert said["config"]["kernelId"] == said["kernelId"]
    assert shown(server, answer) == {
        "QUERY_STRING": "measure=commitments&last=2024-09",
        "HANDOVER_SERVED": "1",
    }
    (given,) = said["outputs"]
    assert given["place"] == "2.0"
    assert given["output"]["trusted"] is True
    assert list(given["output"]["data"]) == [WIDGET], "its text is on the page"
    assert f'data-live="{given["place"]}"'.encode() in ask(server.url).body
    for path in said["scripts"]:
        assert ask(f"{server.url}{path}").status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "query", ["a" * 9000, "a b", "\0", "a\nb", "é", "%00" * 3000], ids=lambda text: text[:4]
)
def test_a_query_that_no_browser_sends_is_one_sentence(server, query):
    answer = live(server, query)
    assert answer.status == 400
    assert answer.json()["sentence"].startswith("The address of the page")


def test_a_kernels_start_is_paid_for(tmp_path):
    """Who starts and ends kernels all the time is told to wait; the default page is still there."""
    poor = "from widgets.serve.kernel import live\nlive.COSTS_S = 6.0"
    with serving(tmp_path, SHOWS, options=["--seats", "9"], before=poor) as server:
        answers = [live(server) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 200, 429]
        assert answers[2].json()["retry_s"] >= 1
        assert len(kernels(server)) == 2
        assert ask(server.url).status == 200


@pytest.mark.parametrize("query", ["", "?a=1", "%", "%00", "%ff", "a=1&a=2", "&&==", "x=';--<b>"])
def test_a_strange_query_reaches_the_notebook_as_it_is(server, query):
    assert shown(server, live(server, query))["QUERY_STRING"] == query.removeprefix("?")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://example.org"}, {"Sec_Fetch_Site": "cross-site"}]
)
def test_another_page_gets_no_kernel(server, headers):
    before = len(kernels(server))
    answer = ask(f"{server.url}/live", b"", **headers)
    assert (answer.status, answer.json()["retry_s"]) == (403, None)
    assert len(kernels(server)) == before


def test_an_older_browser_names_its_page_only(server):
    assert ask(f"{server.url}/live", b"", Origin=server.url).status == 200


def test_it_is_asked_by_post_only(server):
    assert ask(f"{server.url}/live").status == 405


def test_a_body_too_large_is_refused(server):
    with socket.create_connection(("127.0.0.1", urlsplit(server.url).port), 10) as raw:
        raw.sendall(b"POST /live HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n")
        assert raw.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.1 413"))


def test_widgets_find_their_places_among_all_that_is_shown(tmp_path):
    """Printed text, what the page computes itself and what fails have none; order is by cell."""
    two = code("print('here')\ndisplay(IntSlider())\nprint('and here')\ndisplay(IntSlider())")
    ours = "lesson = Lesson(1)\ndisplay(carries.share(), lesson.task('1.1'), IntSlider())"
    cells = [
        nbformat.v4.new_markdown_cell("# A page"),
        code("from ipywidgets import IntSlider\nfrom widgets import Lesson, carries"),
        *(two, FAILS, code(ours), code("'no widget'")),
    ]
    with serving(tmp_path, *cells) as server:
        places = [output["place"] for output in live(server).json()["outputs"]]
        html = ask(server.url).body.decode()
        assert places == ["3.0", "3.1", "5.0"]
        assert re.findall('data-live="(.*?)"', html) == places


def test_a_page_of_our_blocks_alone_gets_no_kernel(voila):
    assert b"handover-live" not in ask(voila.url).body
    answer = live(voila)
    assert (answer.status, answer.json()["retry_s"]) == (404, None)
    assert not kernels(voila)


def test_each_page_of_a_folder_has_the_kernels_of_its_own_notebook(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(cells=[SHOWS]), tmp_path / "mine.ipynb")
    with serving(tmp_path, code("'no widget'"), options=[str(tmp_path)]) as server:
        assert live(server).status == 404
        mine = Server(f"{server.url}/mine", server.log, server.pid)
        assert ask(mine.url + "/").status == 200  # as soon as its notebook has run
        answer = live(mine, "kind=all")
        assert shown(server, answer)["QUERY_STRING"] == "kind=all"
        assert answer.json()["config"]["baseUrl"] == "/"
        assert live(Server(f"{server.url}/others", server.log)).status == 404


def test_a_cell_that_fails_in_a_kernel_is_missing_and_in_the_log(tmp_path):
    fails = code(f"import os\nif {IN_A_KERNEL}:\n    raise ValueError('not for the reader')")
    with serving(tmp_path, fails, SHOWS) as server:
        answer = live(server)
        assert shown(server, answer)["HANDOVER_SERVED"] == "1"
        assert [output["place"] for output in answer.json()["outputs"]] == ["2.0"]
        assert b"not for the reader" not in answer.body
        said = "index.ipynb, cell 1 failed in a kernel: ValueError: not for the reader"
        assert until(lambda: said in server.output())


def test_a_kernel_that_dies_while_it_starts_is_a_sentence_and_an_id_in_the_log(tmp_path):
    with serving(tmp_path, SHOWS, code(f"if {IN_A_KERNEL}:\n    os._exit(3)")) as server:
        answer = live(server)
        assert answer.status == 500
        said = answer.json()
        assert said["sentence"].startswith("The live connection could not be made.")
        assert until(lambda: f"Error {said['id']}" in server.output())
        assert until(lambda: not kernels(server))


def test_without_seats_there_is_no_kernel_and_no_process(tmp_path):
    with serving(tmp_path, SHOWS, options=["--seats", "0"]) as server:
        answer = live(server)
        assert (answer.status, answer.json()["retry_s"]) == (503, None)
        assert not descendants(server)


def test_a_reader_who_leaves_while_it_starts_takes_no_seat(tmp_path):
    slow = code(f"import time\nif {IN_A_KERNEL}:\n    time.sleep(2)")
    with serving(tmp_path, SHOWS, slow) as server:
        with socket.create_connection(("127.0.0.1", urlsplit(server.url).port)) as raw:
            raw.sendall(
                b"POST /live HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                b"Sec-Fetch-Site: same-origin\r\n\r\n"
            )
            assert until(lambda: kernels(server))
        assert until(lambda: not kernels(server))


LIVE = 'html[data-live="true"]'


@pytest.fixture(scope="module")
def page_of_mine(tmp_path_factory):
    """The page's opening and its first chapter, and then a slider that a kernel answers."""
    tells = code("import ipywidgets\nslider = ipywidgets.IntSlider(description='Mine')\nslider")
    answers = code(
        "said = ipywidgets.Label('0')\nslider.observe("
        "lambda c: said.set_trait('value', f'{2 * c.new} said'), 'value')\nsaid"
    )
    folder = tmp_path_factory.mktemp("mine")
    with serving(folder, *reader.cells("report"), tells, answers) as server:
        yield server


def test_a_kernel_joins_the_page_and_answers_its_widgets(page_of_mine, watched):
    page = watched.page
    page.goto(f"{page_of_mine.url}/?kind=all")
    page.locator(LIVE).wait_for(state="attached", timeout=60_000)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".live", has_text="2 said").wait_for()
    assert page.locator(".live").count() == 2
    assert page.locator(".live .note").count() == 0
    page.get_by_label("To", exact=True).select_option("2024-09")  # which the server answers
    until_in(page, "location.search === '?kind=all&to=2024-09'")
    watched.assert_clean()  # no violation of the content security policy either


def test_the_join_takes_no_focus_and_moves_nothing_above(page_of_mine, watched):
    page = watched.page
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const entry of"
        " list.getEntries()) moved += entry.value; }).observe({type: 'layout-shift'})"
    )
    page.goto(page_of_mine.url)
    page.locator('.page-body[data-drawn="0"]').wait_for()
    page.get_by_label("To", exact=True).focus()
    page.evaluate("scrollTo(0, 700), moved = 0")
    scrolled = page.evaluate("scrollY")
    page.locator(LIVE).wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.dataset.field") == "last"
    assert page.evaluate("[scrollY, moved]") == [scrolled, 0]


def test_a_page_that_is_left_says_farewell(page_of_mine, watched):
    before = {kernel.pid for kernel in kernels(page_of_mine)}
    watched.page.goto(page_of_mine.url)
    watched.page.get_by_role("slider").wait_for(timeout=60_000)
    [mine] = {kernel.pid for kernel in kernels(page_of_mine)} - before
    watched.page.goto("about:blank")
    assert until(lambda: not psutil.pid_exists(mine))


def test_a_page_without_widgets_of_its_own_asks_for_no_kernel(site, watched):
    asked = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.goto(f"{site}/report/")
    watched.page.locator('.page-body[data-drawn="0"]').wait_for()
    watched.page.get_by_label("To", exact=True).select_option("2024-09")
    watched.page.locator('[data-text="statement"]').get_by_text("51.3").wait_for()
    watched.page.wait_for_timeout(2_000)
    assert not [url for url in asked if url.endswith("/live")]
