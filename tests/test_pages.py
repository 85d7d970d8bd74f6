"""The reader's addresses on a running server: what each answers, in which coding, kept how long."""

import csv
import gzip
import io
import json
import random
import re
from urllib.parse import urlencode

import brotli
import pytest
from markupsafe import Markup

from tests import raw
from tests.raw import Answer, ask, assert_guarded, client, stated
from tests.reader import BOARD
from widgets.board.board import ROWS, carried
from widgets.reading.address import read
from widgets.tables.package import load

TABLES = load()
ADDRESSES = [
    "",
    "kind=all",
    "measure=commitments",
    "from=2024-01&to=2024-09&event=nsatu-takes-over",
    "donors=DEU.POL&unit=per-head&rhythm=cumulative",
    "search=nsatu&lane=coordination&importance=2",
]
STEPS = [
    [],
    [["set", "kind", "all"]],
    [["set", "first", "2024-01"], ["set", "last", "2024-09"]],
    [["set", "unit", "x"]],
    [["set", "event", "nsatu-takes-over"], ["set", "text", "العربية 漢字 🦊"]],
    [["reading", "unit=share&rhythm=rolling-12"]],
    [["address", "kind=financial&span=3"]],
]
SIZES = [{}, dict.fromkeys(BOARD.charts, "S"), {"timeline": "M", "us-share": "S"}]


@pytest.fixture(scope="module")
def url(site) -> str:
    return site


@pytest.fixture(scope="module")
def version(url) -> str:
    return raw.version(url)


@pytest.fixture(scope="module")
def other_url(voila) -> str:
    """A server in a process of its own."""
    return voila.url


def step_target(version: str, at: str = "", do: object = (), sizes: object = None) -> str:
    fields = {"v": version, "at": at, "do": json.dumps(do), "sizes": json.dumps(sizes or {})}
    return f"/step?{urlencode(fields)}"


# --- what is answered -----------------------------------------------------------------------


@pytest.mark.parametrize("do", STEPS, ids=json.dumps)
def test_a_step_is_the_boards(url, version, do):
    at, sizes = ADDRESSES[len(json.dumps(do)) % len(ADDRESSES)], SIZES[len(do) % len(SIZES)]
    answer = assert_guarded(ask(url, step_target(version, at, do, sizes)))
    assert answer.status == 200
    assert answer.json() == BOARD.step(TABLES, at, do, BOARD.sizes(sizes))


@pytest.mark.parametrize("at", ADDRESSES)
def test_charts_are_the_boards(url, version, at):
    for sizes in SIZES[:2]:
        fields = {"v": version, "at": at, "sizes": json.dumps(sizes)}
        answer = ask(url, f"/charts?{urlencode(fields)}")
        assert answer.json() == BOARD.contents(TABLES, at, BOARD.sizes(sizes))


@pytest.mark.parametrize("query", ADDRESSES)
def test_a_page_holds_its_texts_and_its_state(url, query):
    answered = ask(url, f"/?{query}")
    page, state = answered.text, stated(answered)
    address = read(query, TABLES)[0]
    answer = BOARD.answer(TABLES, address, {})
    for name, text in answer["texts"].items():
        assert carried(Markup(text), TABLES, address) in page, name
    assert state["query"] == answer["query"]
    assert state["values"] == answer["values"]


@pytest.mark.parametrize("name", [*BOARD.charts, ROWS])
def test_the_numbers_of_a_chart_are_a_file(url, name):
    answer = assert_guarded(ask(url, f"/csv/{name}.csv?kind=all"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f"attachment; filename={name}.csv"
    assert answer.text == BOARD.csv(TABLES, read("kind=all", TABLES)[0], name)
    assert len(list(csv.reader(io.StringIO(answer.text)))) > 3


def test_numbers_that_there_are_none_of_are_a_sentence(url):
    target = "/csv/flows-ranking.csv?measure=commitments"
    answer = assert_guarded(ask(url, target))
    assert answer.status == 404
    assert answer.json()["sentence"] == "○ Commitments are not split by kind of aid."
    page = ask(url, target, Accept="text/html")
    assert page.status == 404
    assert "Commitments are not split by kind of aid." in page.text


@pytest.mark.parametrize("name", [r["name"] for r in TABLES.package["resources"]])
def test_a_table_is_given_as_it_is(url, name):
    answer = assert_guarded(ask(url, f"/table/{name}.csv"))
    assert answer.text == TABLES.text(name)
    assert answer.headers["content-disposition"] == f"attachment; filename={name}.csv"


def test_the_health_is_for_operators(other_url, version):
    answer = assert_guarded(ask(other_url, "/healthz"))
    health = answer.json()
    assert health["ok"] is True
    assert health["problem"] == ""
    assert health["release"] == "Release 29 (04/2026)"
    assert health["seats"] > 0
    assert health["kept_bytes"] <= 64_000_000
    assert re.fullmatch("[0-9a-f]{10}", health["version"])
    assert re.fullmatch(f"{health['version']}-[0-9a-f]{{12}}", version), "and of the notebook"


def test_robots_are_told_to_leave_views_and_files(url):
    answer = assert_guarded(ask(url, "/robots.txt"))
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /*?" in lines
    assert "Disallow: /step" in lines
    assert "Disallow: /" not in lines


# --- the same for everybody -----------------------------------------------------------------


def test_the_same_question_has_the_same_bytes_from_any_server(url, other_url, version):
    assert raw.version(other_url) == version
    targets = [f"/?{query}" for query in ADDRESSES]
    targets += [step_target(version, "kind=all", do, SIZES[1]) for do in STEPS]
    targets += [f"/charts?v={version}&at=kind%3Dall", "/csv/timeline.csv", "/table/events.csv"]
    for target in targets:
        one, two, again = (ask(u, target, Accept_Encoding="gzip") for u in (url, other_url, url))
        assert one.status == two.status == 200
        assert one.body == again.body, target
        assert gzip.decompress(one.body) == gzip.decompress(two.body), target


def test_the_order_of_questions_changes_no_answer(url, other_url, version):
    targets = [step_target(version, at, do) for at in ADDRESSES[:4] for do in STEPS]
    first = [ask(url, target).body for target in targets]
    random.Random(3).shuffle(order := list(range(len(targets))))
    shuffled = {i: ask(other_url, targets[i], source=client(3)).body for i in order}
    assert first == [shuffled[i] for i in range(len(targets))]


# --- codings and keeping --------------------------------------------------------------------


def unpacked(answer: Answer) -> bytes:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    return unpack[answer.headers.get("content-encoding")](answer.body)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("*", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("br;q=0", None),
        ("br;q=0, gzip;q=0", None),
        ("*;q=0", None),
        ("br;q=nothing", None),
        ("deflate", None),
        (";;;,,,=", None),
        ("\xff\xfe", None),
    ],
)
def test_the_coding_is_one_that_the_browser_takes(url, version, accepted, coding):
    for target in ("/", f"/charts?v={version}", "/csv/timeline.csv", "/table/aid.csv"):
        answer = ask(url, target, Accept_Encoding=accepted)
        assert answer.headers.get("content-encoding") == coding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert unpacked(answer) == unpacked(ask(url, target))


def test_what_may_be_kept_and_for_how_long(url, version):
    day, ever = "public, max-age=86400, immutable", "public, max-age=31536000, immutable"
    page = ask(url).text
    for target, kept in {
        "/": "no-store",
        step_target(version): day,
        f"/charts?v={version}": day,
        "/csv/timeline.csv": "no-store",
        "/table/aid.csv": "no-store",
        "/healthz": "no-store",
        "/robots.txt": "public, max-age=86400",
        re.search(r'src="(/s/[^"]+)"', page)[1]: ever,
        f"/step?v={version}&do=x": "no-store",
        "/step?v=0": "no-store",
        "/s/nothing": "no-store",
    }.items():
        assert ask(url, target).headers["cache-control"] == kept, target


def test_a_file_that_the_browser_has_is_not_sent_again(url):
    target = re.search(r'src="(/s/[^"]+plotly[^"]+)"', ask(url).text)[1]
    first = ask(url, target, Accept_Encoding="gzip")
    again = ask(url, target, Accept_Encoding="gzip", If_None_Match=first.headers["etag"])
    assert assert_guarded(again).status == 304
    assert again.body == b""
    other = ask(url, target, Accept_Encoding="br", If_None_Match=first.headers["etag"])
    assert other.status == 200
    assert other.headers["etag"] != first.headers["etag"]


def test_a_page_of_another_version_is_asked_to_reload(url):
    for target in ("/step?v=0123456789&do=[]", "/charts?v=0123456789", "/step", "/charts?v=%ff"):
        answer = assert_guarded(ask(url, target))
        assert answer.status == 409
        assert answer.json() == {
            "sentence": "○ There is a newer version of this page.",
            "retry_s": None,
            "button": "Reload",
        }


# --- methods --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/step", "/charts", "/csv/timeline.csv", "/healthz"])
def test_head_is_get_without_the_body(url, version, path):
    target = f"{path}?v={version}&do=[]"
    get, head = ask(url, target), assert_guarded(ask(url, target, "HEAD"))
    assert (head.status, head.body) == (200, b"")
    same = ("content-type", "content-length", "cache-control", "content-disposition")
    assert [head.headers.get(n) for n in same] == [get.headers.get(n) for n in same]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "SPAM"])
def test_other_methods_are_refused_in_a_sentence(url, version, method):
    paths = ["/", "/step", "/charts", "/csv/timeline.csv", "/table/aid.csv", "/healthz"]
    for path in [*paths, "/robots.txt"]:
        answer = assert_guarded(ask(url, f"{path}?v={version}", method))
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD"
        assert answer.json()["sentence"] == "This address does not answer such requests."
