"""A kernel for a page that is there: what it answers, how it fails, and the join in a browser."""

import socket
from urllib.parse import urlsplit

import psutil
import pytest

from tests.serving import ask, code, descendants, kernels, live, serving, shown, until

pytestmark = pytest.mark.server

SHOWS = """import os
from IPython.display import display
print("printed")
named = {name: os.environ.get(name) for name in ("QUERY_STRING", "HANDOVER_SERVED")}
display({"application/json": named}, raw=True)"""
FAILS = "secret = 'what the reader may not see'\nraise ValueError(secret)"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    cells = [code("'not shown'"), code(SHOWS, "page")]
    with serving(tmp_path_factory.mktemp("live"), *cells, options=["--seats", "20"]) as server:
        yield server


def test_it_answers_what_a_page_needs_to_join(server):
    answer = live(server, "measure=commitments&last=2024-09")
    said = answer.json()
    assert sorted(said) == ["config", "kernelId", "outputs", "scripts"]
    assert said["config"]["kernelId"] == said["kernelId"]
    assert shown(answer) == {
        "QUERY_STRING": "measure=commitments&last=2024-09",
        "HANDOVER_SERVED": "1",
    }
    assert [output["trusted"] for output in said["outputs"]] == [True]
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
    with serving(tmp_path, code(SHOWS, "page"), options=["--seats", "9"], before=poor) as server:
        answers = [live(server) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 200, 429]
        assert answers[2].json()["retry_s"] >= 1
        assert len(kernels(server)) == 2
        assert ask(server.url).status == 200


@pytest.mark.parametrize("query", ["", "?a=1", "%", "%00", "%ff", "a=1&a=2", "&&==", "x=';--<b>"])
def test_a_strange_query_reaches_the_notebook_as_it_is(server, query):
    assert shown(live(server, query))["QUERY_STRING"] == query.removeprefix("?")


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


def test_a_failing_cell_is_a_sentence_and_an_id_in_the_log(tmp_path):
    with serving(tmp_path, code(FAILS), code(SHOWS, "page")) as server:
        answer = live(server)
        assert answer.status == 500
        said = answer.json()
        assert said["sentence"].startswith("The live connection could not be made.")
        assert b"secret" not in answer.body
        assert b"may not see" not in answer.body
        assert f"Error {said['id']}" in server.output()
        assert "what the reader may not see" in server.output()
        assert until(lambda: not kernels(server))


def test_a_kernel_that_dies_while_it_starts_is_a_sentence(tmp_path):
    with serving(tmp_path, code("import os; os._exit(3)", "page")) as server:
        assert live(server).status == 500
        assert until(lambda: not kernels(server))


def test_without_seats_there_is_no_kernel_and_no_process(tmp_path):
    with serving(tmp_path, code(SHOWS, "page"), options=["--seats", "0"]) as server:
        answer = live(server)
        assert (answer.status, answer.json()["retry_s"]) == (503, None)
        assert not descendants(server)


def test_a_reader_who_leaves_while_it_starts_takes_no_seat(tmp_path):
    with serving(tmp_path, code("import time; time.sleep(2)"), code(SHOWS, "page")) as server:
        with socket.create_connection(("127.0.0.1", urlsplit(server.url).port)) as raw:
            raw.sendall(
                b"POST /live HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                b"Sec-Fetch-Site: same-origin\r\n\r\n"
            )
            assert until(lambda: kernels(server))
        assert until(lambda: not kernels(server))


LIVE = 'html[data-live="true"]'


def test_a_kernel_joins_the_page_and_answers_as_the_server_does(voila, watched):
    page = watched.page
    page.goto(f"{voila.url}/?kind=all")
    page.locator(LIVE).wait_for(state="attached", timeout=60_000)
    both = page.evaluate(
        """async () => {
          const { board, either, server } = window.__handover;
          const question = board.question([["set", "last", "2024-09"]]);
          return [await either.kernel.ask(question), await server.ask(question)];
        }"""
    )
    assert both[0]["patch"] == both[1]["patch"]
    assert len(both[0]["patch"]) > 10
    assert both[0]["query"] == both[1]["query"] == "kind=all&to=2024-09"
    watched.assert_clean()  # no violation of the content security policy either


def test_the_join_takes_no_focus_and_moves_nothing(voila, watched):
    page = watched.page
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const entry of"
        " list.getEntries()) moved += entry.value; }).observe({type: 'layout-shift'})"
    )
    page.goto(voila.url)
    page.locator('.page-body[data-drawn="0"]').wait_for()
    page.get_by_label("Search events").focus()
    page.evaluate("scrollTo(0, 1800), moved = 0")
    scrolled = page.evaluate("scrollY")
    page.locator(LIVE).wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.dataset.field") == "text"
    assert page.evaluate("[scrollY, moved]") == [scrolled, 0]


def test_a_page_that_is_left_says_farewell(voila, watched):
    before = {kernel.pid for kernel in kernels(voila)}
    watched.page.goto(voila.url)
    watched.page.locator(LIVE).wait_for(state="attached", timeout=60_000)
    [mine] = {kernel.pid for kernel in kernels(voila)} - before
    watched.page.goto("about:blank")
    assert until(lambda: not psutil.pid_exists(mine))


def test_without_seats_the_page_asks_for_no_kernel(site, watched):
    asked = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.goto(f"{site}/report/")
    watched.page.locator('.page-body[data-drawn="0"]').wait_for()
    watched.page.get_by_label("To", exact=True).select_option("2024-09")
    watched.page.locator('[data-text="statement"]').get_by_text("51.3").wait_for()
    watched.page.wait_for_timeout(2_000)
    assert not [url for url in asked if url.endswith("/live")]
