"""What every answer has in common: who may ask, what it says when there is none, what is logged."""

import contextlib
import itertools
import json
import os

import pytest
from tornado import httputil, web

from tests import raw
from tests.conftest import free_port
from tests.inprocess import answering
from tests.raw import ask, assert_guarded
from widgets.serve import launch, log
from widgets.serve.http.clients import Refusal
from widgets.serve.http.guard import HEADERS, SENTENCES, guarded, same_origin

UNKNOWN = "0f8fad5b-d9cb-469f-a165-70867728950e"
TOKEN = "sesame & öffne dich"


# --- same origin ----------------------------------------------------------------------------


def request(**headers: str) -> httputil.HTTPServerRequest:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = httputil.HTTPHeaders({"Host": "example.org:8866", **named})
    line = httputil.RequestStartLine("POST", "/live", "HTTP/1.1")
    return httputil.HTTPServerRequest(start_line=line, headers=given)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://example.org:8866"},
        {"Origin": "https://example.org:8866"},
        {"Origin": "http://example.org:8866", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "same-origin"},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
    ],
)
def test_our_page_is_heard(headers):
    assert same_origin(request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://example.org"},
        {"Origin": "http://example.org:8867"},
        {"Origin": "http://example.org:8866.evil.example"},
        {"Origin": "http://evil.example/example.org:8866"},
        {"Origin": "http://example.org:8866@evil.example"},
        {"Origin": "example.org:8866"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": ""},
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "http://example.org:8866", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "http://evil.example", "Sec_Fetch_Site": "same-origin"},
        {"Referer": "http://example.org:8866/"},
    ],
)
def test_another_page_and_a_program_are_not(headers):
    assert not same_origin(request(**headers))


# --- headers --------------------------------------------------------------------------------


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_from_the_page():
    parts = HEADERS["Content-Security-Policy"].split("; ")
    policy = {name: set(values) for name, *values in (part.split() for part in parts)}
    assert policy["default-src"] == {"'none'"}
    assert policy["base-uri"] == {"'none'"}
    assert policy["script-src"] == {"'self'", "blob:"}
    sources = set().union(*policy.values())
    assert sources <= {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert [n for n, values in policy.items() if "'unsafe-inline'" in values] == ["style-src"]


def test_nothing_is_permitted_that_a_page_of_text_needs_not():
    allowed = HEADERS["Permissions-Policy"].split(", ")
    assert all(part.endswith("=()") for part in allowed)
    assert len(allowed) > 15


# --- answers that are none ------------------------------------------------------------------


def test_a_refusal_says_when_to_ask_again_and_what_a_script_may_do():
    refusal = Refusal(409, "○ Newer.", 5, button="Reload")
    assert isinstance(refusal, web.HTTPError)
    assert refusal.status_code == 409
    assert refusal.body == {"sentence": "○ Newer.", "retry_s": 5, "button": "Reload"}


def test_sentences_are_sentences():
    assert all(s[0].isupper() and s.endswith(".") for s in SENTENCES.values())


def test_a_handler_says_what_can_be_asked_of_it():
    class Both(web.RequestHandler):
        def get(self) -> None: ...
        def post(self) -> None: ...

    handler = guarded(Both)
    assert handler.__name__ == "Both"
    assert issubclass(handler, Both)
    assert handler.methods(handler.__new__(handler)) == ["GET", "POST"]


@pytest.mark.parametrize("accept", ["", "text/html,application/xhtml+xml"])
def test_an_error_is_a_page_for_a_reader_and_a_sentence_for_a_script(site, accept):
    for path, status in {"/nothing": 404, "/step": 409, "/csv/x.csv": 404, "/live": 405}.items():
        answer = assert_guarded(ask(site, path, Accept=accept))
        assert answer.status == status
        kind = "text/html" if accept else "application/json"
        assert answer.headers["content-type"].lower() == f"{kind}; charset=utf-8"
        if accept:
            assert f"<title>The Handover: error {status}</title>" in answer.text
            assert '<a href="/">Go to the page</a>' in answer.text
        else:
            assert answer.json()["sentence"]
            assert answer.json()["retry_s"] is None


def test_what_cannot_be_read_is_said_so(site):
    body, kind = b"hello", "multipart/form-data; boundary="
    answer = assert_guarded(ask(site, "/", body=body, Content_Type=kind))
    assert (answer.status, answer.json()["sentence"]) == (400, "This request could not be read.")


# --- the log --------------------------------------------------------------------------------


def test_the_log_names_no_reader_and_opens_no_kernel(voila):
    path = f"/api/kernels/{UNKNOWN}"
    ask(voila.url, f"{path}?search=secret", Referer="http://secret/", Cookie="a=secret")
    ask(voila.url, "/nothing-" + "x" * 3000, User_Agent="secret")
    ask(voila.url, "/healthz")  # a line is printed after its answer, and before the next
    lines = [line for line in voila.output().splitlines() if line.startswith('{"time"')]
    assert "/api/kernels/0f8fad5b" in [json.loads(line)["path"] for line in lines]
    long = next(json.loads(line) for line in lines if "/nothing-x" in line)
    assert len(long["path"]) == log.PATH_CHARACTERS
    assert long["status"] == 404
    for line in lines:
        assert UNKNOWN not in line
        assert "secret" not in line
        assert "127.0.0." not in line


# --- the token ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def secret(tmp_path_factory) -> str:
    """A file that holds the token."""
    path = tmp_path_factory.mktemp("secret") / "token"
    path.write_text(f"{TOKEN}\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def locked(secret):
    """The address of a server that is not open to everyone."""
    with answering(free_port(), "--token-file", secret) as url:
        yield url


_networks = itertools.count(1)


@pytest.fixture
def source() -> str:
    """An address in a network of its own, so that no test pays for another's guesses."""
    return f"127.1.{next(_networks)}.1"


GIVEN = "token=sesame+%26+%C3%B6ffne+dich"
PRIVATE = ["/", "/?kind=all", "/step?do=[]", "/charts", "/csv/timeline.csv", "/table/aid.csv"]
KERNELS = ["/live", f"/api/kernels/{UNKNOWN}", f"/api/kernels/{UNKNOWN}/channels"]


@pytest.mark.parametrize("path", PRIVATE + KERNELS)
@pytest.mark.parametrize("wrong", ["", "token=", "token=sesame", f"{GIVEN}&token=x", "token=%ff"])
def test_without_its_token_it_answers_nothing(locked, source, path, wrong):
    target = f"{path}{'&' if '?' in path else '?'}{wrong}"
    for more in ({}, {"Cookie": "handover="}, {"Cookie": "handover=x"}, {"Cookie": GIVEN}):
        answer = assert_guarded(ask(locked, target, source=source, **more))
        assert answer.status == 403
        assert answer.json()["sentence"].startswith("This page asks for a token")
    page = ask(locked, target, source=source, Accept="text/html")
    assert page.status == 403
    assert "asks for a token" in page.text
    assert b"Ukraine Support Tracker" not in page.body


def test_the_token_is_given_once(locked):
    opened = ask(locked, f"/?kind=all&{GIVEN}&search=%C3%A4+b&unit=share")
    assert (opened.status, opened.body) == (302, b"")
    assert opened.headers["location"] == "?kind=all&search=%C3%A4+b&unit=share"
    cookie, *rules = opened.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} == set(rules)
    assert "sesame" not in cookie
    version = raw.version(locked, Cookie=cookie)
    for target in ["/", f"/step?v={version}&do=[]", "/csv/timeline.csv", "/table/aid.csv"]:
        answer = assert_guarded(ask(locked, target, Cookie=f"other=1; {cookie}"))
        assert answer.status == 200
        assert "public" not in answer.headers["cache-control"], "no proxy may keep it"


def test_what_holds_no_data_is_open_without_it(locked):
    cookie = ask(locked, f"/?{GIVEN}").headers["set-cookie"].split(";")[0]
    page = ask(locked, Cookie=cookie).text
    script = page.split('rel="modulepreload" href="')[1].split('"')[0]
    for target in ("/healthz", "/robots.txt", script):
        assert assert_guarded(ask(locked, target)).status == 200


def test_the_token_is_in_no_line_that_the_server_logs(locked, caplog):
    ask(locked, f"/?{GIVEN}")
    ask(locked, "/healthz")  # a line is logged after its answer, and before the next
    assert '"path": "/"' in caplog.text
    assert "sesame" not in caplog.text


def test_who_guesses_is_told_to_wait_and_the_others_are_let_in(locked, source):
    cookie = ask(locked, f"/?{GIVEN}", source=source).headers["set-cookie"].split(";")[0]
    guesses = [{"target": f"/?token={i}"} for i in range(20)]
    guesses += [{"target": "/", "Cookie": f"handover={i}"} for i in range(20)]
    answers = [ask(locked, source=source, **guess) for guess in guesses]
    statuses = [answer.status for answer in answers]
    assert statuses[:20] == [403] * 20
    assert statuses[-1] == 429
    assert statuses.count(403) < 30, "one in two seconds, however slow the machine is"
    assert answers[-1].json()["sentence"].startswith("○ Too many wrong tokens: ask again in ")
    assert int(answers[-1].headers["retry-after"]) >= 1
    neighbour = source.removesuffix("1") + "2"
    assert ask(locked, f"/?{GIVEN}", source=neighbour).status == 429, "of the same network"
    assert ask(locked, source=source, Cookie=cookie).status == 200, "who is in stays in"
    assert ask(locked, "/", source=source).status == 403, "no token is no guess"
    assert ask(locked, f"/?{GIVEN}", source="127.1.99.1").status == 302


@pytest.mark.parametrize("given", [b"ab\xffcd", b"one\ttwo", b"two\nlines", b"", b" \n"])
def test_a_token_that_no_address_can_hold_is_one_sentence(tmp_path, capfd, given, monkeypatch):
    (tmp_path / "token").write_bytes(given)
    with contextlib.suppress(SystemExit):
        assert launch.main(["--token-file", str(tmp_path / "token")]) == 1
    monkeypatch.setenv(launch.TOKEN, os.fsdecode(given))
    assert launch.main([]) == 1
    assert launch.TOKEN not in os.environ
    lines = capfd.readouterr().err.splitlines()
    assert [line.endswith(("UTF-8.", "UTF-8; --help lists all options.")) for line in lines] == [
        True,
        True,
    ]


def test_a_token_file_that_is_not_there_is_one_sentence(tmp_path, capfd):
    with pytest.raises(SystemExit):
        launch.main(["--token-file", str(tmp_path / "none")])
    (line,) = capfd.readouterr().err.splitlines()
    assert "none cannot be read: No such file or directory" in line


def test_a_token_is_no_argument_that_every_user_of_the_machine_sees(capfd):
    with pytest.raises(SystemExit):
        launch.main(["--token", "sesame"])
    assert "--help lists all options" in capfd.readouterr().err


def test_without_a_token_there_is_no_cookie(site):
    for target in ("/", f"/?{GIVEN}", "/login", "/logout"):
        assert_guarded(ask(site, target))
