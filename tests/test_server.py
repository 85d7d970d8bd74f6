"""The HTTP server: what it reads, whom it believes, what it does when there is no room."""

import socket
import struct
from contextlib import ExitStack
from urllib.parse import urlsplit

import psutil
import pytest

from tests import raw
from tests.conftest import free_port
from tests.inprocess import answering
from tests.raw import ask, exchange
from tests.serving import code, serving, until
from widgets.serve.http.server import _plain


@pytest.mark.parametrize(
    "headers",
    [
        ["a:1"] * 200,
        [f"a{i}:" + "x" * 200 for i in range(90)],
        ["Accept-Encoding: " + "," * 17_000],
    ],
    ids=["many", "much", "one that is long"],
)
def test_more_headers_than_a_page_sends_end_the_connection(site, headers):
    lines = ["GET /healthz HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]
    said = exchange(site, "\r\n".join(lines).encode())
    assert said.startswith(b"HTTP/1.1 400 ")
    assert ask(site, "/healthz").status == 200


def test_a_page_may_have_a_long_address_and_the_headers_of_a_browser(site):
    more = {f"X_{i}": "x" * 100 for i in range(50)}
    assert ask(site, "/?search=" + "x" * 50_000, **more).status == 200


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory):
    """A server that believes its proxy, and tells clients apart by their guesses at its token."""
    path = tmp_path_factory.mktemp("proxy") / "token"
    path.write_text("sesame")
    with answering(free_port(), "--trust-proxy", f"--token-file={path}") as url:
        yield url


def refused(url: str, *clients: dict[str, str]) -> bool:
    """Whether these, guessing in turn, are one client that guesses too much."""
    guesses = [ask(url, "/?token=x", **clients[i % len(clients)]) for i in range(40)]
    return 429 in [guess.status for guess in guesses]


def test_a_proxy_is_believed_in_what_it_adds_last(behind_a_proxy):
    clients = [{"X_Forwarded_For": f"203.0.{i}.1, 198.51.{i}.1"} for i in range(40)]
    assert not refused(behind_a_proxy, *clients)


@pytest.mark.parametrize(
    "forged",
    [
        *("X_Real_Ip: {0}", "X_Forwarded_For: {0}, 198.51.100.1", "Forwarded: for={0}"),
        *("X_Client_Ip: {0}", "True_Client_Ip: {0}", "X_Scheme: {0}"),
    ],
)
def test_what_a_client_says_of_itself_is_not_believed(behind_a_proxy, forged):
    name, value = forged.split(": ")
    mine = {"X_Forwarded_For": "198.51.100.1"}
    assert refused(
        behind_a_proxy, *(mine | {name: value.format(f"203.0.{i}.1")} for i in range(40))
    )


def test_the_scheme_is_the_proxys_own_word(behind_a_proxy):
    given = {"X_Scheme": "https", "X_Forwarded_Proto": "http", "X_Forwarded_For": "192.0.2.77"}
    opened = ask(behind_a_proxy, "/?token=sesame", **given)
    assert "secure" not in opened.headers["set-cookie"].lower()


def test_who_hangs_up_while_an_answer_comes_is_no_fault(site, caplog):
    parts = urlsplit(site)
    step = f"/step?v={raw.version(site)}&do=[]"
    targets = ["/", "/?kind=all&search=hung", step, "/csv/timeline.csv"]
    for target in targets * 5:
        link = socket.create_connection((parts.hostname, parts.port))
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 3)
        link.close()
    assert ask(site, "/healthz").status == 200
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("named", "plain"),
    [
        *(("192.0.2.1", "192.0.2.1"), ("192.0.2.1:8080", "192.0.2.1")),
        *(("[2001:db8::1]:443", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1")),
        *(("2001:db8::1", "2001:db8::1"), ("fe80::1%eth0", "fe80::1")),
        *(("unknown", "0.0.0.0"), ("", "0.0.0.0"), ("127.0.0.1.2", "0.0.0.0")),
    ],
)
def test_a_client_is_who_the_proxy_names_however_it_writes_that(named, plain):
    assert _plain(named) == plain


IMPATIENT = "from widgets.serve.http import server; server.READ_S = 1"


@pytest.mark.server
def test_who_does_not_read_an_answer_is_left_and_costs_no_copy(tmp_path):
    options = ["--seats", "0"]
    with serving(tmp_path, code(""), options=options, before=IMPATIENT) as server:
        parts = urlsplit(server.url)
        page = ask(server.url, "/").text
        script = page.split('data-plotly src="')[1].split('"')[0]
        asked = f"GET {script} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 20
        before = psutil.Process(server.pid).memory_info().rss
        with ExitStack() as open_ones:
            links = []
            for _ in range(60):
                link = open_ones.enter_context(socket.socket())
                link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                link.connect((parts.hostname, parts.port))
                link.sendall(asked)
                links.append(link)
            assert ask(server.url, "/healthz").status == 200
            assert psutil.Process(server.pid).memory_info().rss < before + 30_000_000
            mine = lambda: len(psutil.Process(server.pid).net_connections())  # noqa: E731
            assert until(lambda: mine() <= 2, 30), "the listening one, and that of this question"


FEW_FILES = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))"


@pytest.mark.server
def test_without_room_for_a_connection_it_waits_and_says_so_once(tmp_path):
    with serving(tmp_path, code(""), options=["--seats", "0"], before=FEW_FILES) as server:
        parts, process = urlsplit(server.url), psutil.Process(server.pid)
        with ExitStack() as open_ones:
            links = [
                open_ones.enter_context(socket.create_connection((parts.hostname, parts.port)))
                for _ in range(260)
            ]
            assert until(lambda: "New connections wait" in server.output())
            process.cpu_percent()
            assert until(lambda: process.cpu_percent(1.0) < 50, 20)
            links[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert links[0].recv(100).startswith(b"HTTP/1.1 200")
        assert until(lambda: ask(server.url, "/healthz").status == 200)
        assert len(server.output()) < 5_000
        assert server.output().count("New connections wait: Too many open files.") == 1
