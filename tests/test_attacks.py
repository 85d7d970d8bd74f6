"""Attacks on the running server and on its page: what is asked, and what stands in the data.

Requests go out exactly as written. Whatever comes, the answer is the page, a file that was meant,
or one sentence: never a fault, a traceback, another file, or a script that runs.
"""

import csv
import hashlib
import io
import itertools
import json
import logging
import re
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests import raw
from tests.conftest import Server, free_port, running, until
from tests.parsed import Element
from tests.parsed import parsed as tree_of
from tests.raw import Answer, ask, assert_guarded, client, exchange, parsed
from widgets.serve.http.answers import Answers
from widgets.tables.package import DATA, load

SCRIPT = (
    "\"'><img src=x onerror=pwned=1></script><script>pwned=2</script>"
    '<a href="javascript:pwned=3">&amp;\u2028'
)
_clients = itertools.cycle(range(10, 250))


@pytest.fixture
def source() -> str:
    """A client that has asked nothing, or not for long."""
    return client(next(_clients))


@pytest.fixture(autouse=True)
def no_fault(site, caplog):
    """After each of it the server is well, and nothing has failed in it."""
    yield
    assert ask(site, "/healthz").json()["ok"] is True
    assert not faults(caplog)


def faults(caplog) -> list[str]:
    """What the server has logged as an error, while the test ran or was made ready."""
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    return [record.getMessage() for record in records if record.levelno >= logging.ERROR]


def test_a_fault_of_the_server_would_be_seen(url, version, caplog, monkeypatch):
    def broken(*_):
        raise RuntimeError("the cause")

    monkeypatch.setattr(Answers, "_json", broken)
    answer = ask(url, f"/charts?{urlencode({'v': version, 'at': 'from=2022-11&to=2022-12'})}")
    assert answer.status == 500
    assert b"the cause" not in answer.body
    assert faults(caplog)
    caplog.clear()


@pytest.fixture(scope="module")
def url(site) -> str:
    return site


@pytest.fixture(scope="module")
def version(url) -> str:
    return raw.version(url)


# --- paths ----------------------------------------------------------------------------------

FOLDERS = ["/", "/step/", "/charts/", "/csv/", "/table/", "/s/", "/v/", "/healthz/", "/live/"]
FOLDERS += ["/api/", "/api/kernels/", "/voila/", "/voila/static/", "/voila/api/shutdown/"]
SHAPES = [
    *("..", "../", "../../../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd"),
    *("%2e%2e/%2e%2e/%2e%2e/etc/passwd", "%252e%252e%252fetc%252fpasswd", ".%2e/pyproject.toml"),
    *("..\\..\\..\\etc\\passwd", "..%5c..%5cetc%5cpasswd", "..;/x", "....//....//etc/passwd"),
    *("/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "file:///etc/passwd", "~root", "."),
    *(
        "%00",
        "aid.csv%00",
        "%00aid.csv",
        "timeline.csv%00.html",
        "%ff%fe",
        "%c0%ae%c0%ae/",
        "%u002e",
    ),
    *("%0d%0aSet-Cookie:a=b", "aid.csv/", "timeline.csv/", "AID.CSV", "aid.csv.br", "aid.csv;x"),
    *("index.ipynb", "voila.json", "pyproject.toml", "data/aid.csv", ".git/config", "made.json"),
    *("__class__.csv", "datapackage.json", "<script>alert(1)</script>", "a" * 60_000, "{{7*7}}"),
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_shape_of_a_path_finds_what_is_not_meant(url, folder):
    for shape, accept in zip(SHAPES, itertools.cycle(["", "text/html", ""])):
        answer = assert_guarded(ask(url, f"{folder}{shape}", Accept=accept))
        assert answer.status in (400, 403, 404, 405), shape
        assert b"root:" not in answer.body
        assert b"<script>alert" not in answer.body
        assert b"49" not in answer.body or accept


@pytest.mark.parametrize(
    "path", ["/healthz/", "/step/", "/csv/timeline.csv/", "//", "//healthz", "/./", "/%2fhealthz"]
)
def test_an_address_has_one_shape(url, path):
    assert assert_guarded(ask(url, path)).status == 404


def test_every_file_has_its_own_name_only(url):
    page = ask(url).text
    files = re.findall(r'(?:src|href)="(/s/[^"]+)"', page) + re.findall(r"url\('(/s/[^']+)'", page)
    assert len(set(files)) > 5
    for path in set(files):
        assert assert_guarded(ask(url, path)).status == 200
        folder, name = path.rsplit("/", 1)
        others = [f"{path}/", f"{folder}//{name}", f"{folder}/./{name}", name.split("-", 1)[1]]
        for other in [*others, f"{folder}/000000000000-{name.split('-', 1)[1]}", path.upper()]:
            assert ask(url, other if other.startswith("/") else f"/s/{other}").status == 404


# --- queries --------------------------------------------------------------------------------

NASTY = {
    "Arabic": "حصة الدول",
    "Chinese": "份额",
    "right to left": "\u202eתרצה\u2066",
    "emoji": "🇺🇦👩‍👩‍👧",
    "combining": "e\u0301\u0316\u0321" * 12,
    "script": "<script>alert(1)</script>",
    "image": "\"'><img src=x onerror=alert(1)>",
    "comment": "--><!--",
    "end of data": "</script></title></style><svg onload=alert(1)>",
    "template": "{{7*7}}${7*7}<%=7*7%>",
    "line": "a\r\nSet-Cookie: a=b\r\n\r\n<b>",
    "null": "a\x00b",
    "lines of JavaScript": "\u2028\u2029",
    "half a character": "\udc80",
    "noncharacter": "\uffff\ufeff",
}
FIELDS = {
    **{"measure": "Measure", "kind": "Kind of aid", "donors": "Donors", "eu": "EU institutions"},
    **{"unit": "Unit", "rhythm": "Rhythm", "from": "From", "to": "To", "event": "Open an event"},
    **{"span": "Compare before and after", "lane": "Lane", "importance": "Importance"},
    **{"confidence": "Confidence", "actor": "Actor", "claim": "Open a statement"},
    **{"claim_kind": "Kind of statement", "verdict": "Verdict"},
}
WRONG = ["0", "-1", "1e9", "NaN", "null", "[]", "true", "__proto__", "9" * 400, "all,all", "%"]


def active_scripts(tree: Element) -> list[Element]:
    """The scripts of a page but for the data blocks of its statements, which hold JSON."""
    reviews = tree.having("type", "application/ld+json")
    told = [review for text in reviews for review in json.loads(text.text)]
    assert all(review["@context"] == "https://schema.org" for review in told)
    return [script for script in tree.all("script") if script not in reviews]


def problems(answer: Answer) -> list[str]:
    """What the page says about its address; the page itself is whole and holds nothing active."""
    assert_guarded(answer)
    assert answer.status == 200
    tree = tree_of(answer.text.removeprefix("<!DOCTYPE html>"))
    assert not tree.all("img", "iframe", "svg")
    assert len(active_scripts(tree)) == 3
    assert not [e for e in tree.walk() if any(name.startswith("on") for name in e.attrs)]
    for e in tree.having("href"):
        assert not e.attrs["href"].lower().lstrip().startswith(("javascript:", "data:text")), e
    assert tree.one("data-text", "statement").text
    return [p.text for p in tree.one("data-text", "problems").children]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_any_text_in_a_field_is_a_sentence_and_the_default(url, source, text):
    given = quote(text, errors="surrogateescape")
    for field, name in list(FIELDS.items())[len(text) % 5 :: 5]:
        (said,) = problems(ask(url, f"/?{field}={given}", source=source))
        assert said.startswith(f"“{name}” ")
        assert said.endswith("Its default is shown.")
        assert not set(said) & set("\x00\r\n\u202e\u2066\u2028\u2029"), "nothing turns the text"


@pytest.mark.parametrize("value", WRONG)
def test_a_wrong_type_is_a_sentence_and_the_default(url, source, value):
    for field, name in list(FIELDS.items())[len(value) % 5 :: 5]:
        (said,) = problems(ask(url, f"/?{field}={quote(value)}", source=source))
        assert said.startswith(f"“{name}” ")
        assert len(said) < 300


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_any_text_can_be_searched(url, source, text):
    given = quote(text, errors="surrogateescape")
    answer = ask(url, f"/?search={given}", source=source)
    assert problems(answer) == []
    assert ask(url, f"/csv/timeline.csv?search={given}", source=source).status == 200


@pytest.mark.parametrize(
    "query",
    [
        *("", "?", "%", "%%%", "%00", "%ff", "%zz", "&", "=", "&=&=&", ";", "#", "a", "a=%", "=b"),
        *("template=nope", "theme=../../x", "voila-template=lab", "token=x", "v=1", "at=%ff"),
        *("\xff\xfe", "\xe2\x80\xae", "nothing=" + "x" * 60, "UNIT=share", "unit%00=share"),
        *("unit[]=share", "unit.x=share", "__class__=x", "reading=x", "__proto__[unit]=share"),
    ],
)
def test_a_query_without_a_field_is_the_default_page(url, query):
    answer = ask(url, f"/?{query}")
    assert problems(answer) == []
    assert answer.body == ask(url).body


def test_a_field_given_twice_is_none(url):
    for field, name in list(FIELDS.items())[::3]:
        said = problems(ask(url, f"/?{field}=all&{field}=all"))
        assert said == [f"“{name}” is given more than once. Its default is shown."]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("unit=share&" + "a=1&" * 200, "The address has too many fields to be read."),
        ("x=" + "y" * 60_000, "The address is too long; its end was not read."),
        ("unit=share&x=" + "%20" * 20_000, "The address is too long; its end was not read."),
        ("from=2024-05&to=2024-01", "“From” (May 2024) lies after “To” (January 2024). The whole"),
        ("donors=.", "“Donors” knows no donor “.”"),
        ("donors=" + "DEU." * 99, ""),
    ],
)
def test_an_address_that_cannot_be_read_says_so(url, query, said):
    sentences = problems(ask(url, f"/?{query}"))
    assert [s[: len(said)] for s in sentences] == ([said] if said else [])


def test_60_kb_in_a_field_are_a_sentence(url):
    said = problems(ask(url, "/?unit=" + "y" * 60_000))
    assert said[1].startswith("“Unit” knows no “yyy")
    assert len(said[1]) < 120


# --- steps and figures ----------------------------------------------------------------------

BOMBS = {
    "nothing": "",
    "no JSON": "[",
    "no list": "{}",
    "null": "null",
    "text": '"set"',
    "deep": "[" * 5000,
    "deep and closed": "[" * 1500 + "]" * 1500,
    "deep objects": '{"a":' * 900 + "1" + "}" * 900,
    "a huge number": "9" * 5000,
    "a byte order mark": "\ufeff[]",
}
STRANGE = {
    "numbers": "[NaN, Infinity, -Infinity, 1e999, 0.1]",
    "lists in lists": '[[[["set"], "unit"], "share"]]',
    "wrong types": '[["set", "unit", 5], ["set", 1, "x"], ["set", null, null], [true], {}, null]',
    "more": '[["set", "unit", "share", "x"]]',
    "less": '[["set"], []]',
    "another word": '[["eval", "1+1", "2"], ["__class__", "x"]]',
    "another field": '[["set", "__class__", "x"], ["set", "tables", "y"]]',
    "a script": '[["set", "<img src=x onerror=alert(1)>", "</script><script>alert(1)"]]',
    "a script as value": '[["set", "unit", "<img src=x onerror=alert(1)>"]]',
    "half a character": '[["set", "unit", "\\ud800"], ["set", "\\udfff", "x"]]',
    "many": json.dumps([["set", "unit", "share"]] * 200),
    "a long reading": json.dumps([["reading", "unit=" + "y" * 9000]]),
    "many fields": json.dumps([["address", "a=1&" * 900]]),
    "a long number": '[["set", "span", "' + "9" * 4000 + '"]]',
}


@pytest.mark.parametrize("do", BOMBS.values(), ids=BOMBS)
def test_what_is_no_step_is_a_sentence(url, version, do):
    answer = assert_guarded(ask(url, f"/step?{urlencode({'v': version, 'do': do})}"))
    assert answer.status in (400, 414)
    assert answer.json()["sentence"].startswith("○ This ")


@pytest.mark.parametrize("do", STRANGE.values(), ids=STRANGE)
def test_a_strange_step_changes_nothing_and_says_so(url, version, do):
    answer = assert_guarded(ask(url, f"/step?{urlencode({'v': version, 'do': do, 'at': ''})}"))
    if answer.status != 200:
        assert answer.status in (400, 414)
        assert answer.json()["sentence"]
        return
    (place, said), *more = answer.json()["patch"]
    assert place == ["texts", "problems"]
    assert not more
    assert answer.json()["query"] == ""
    tree = tree_of(said)
    assert tree.all("p")
    assert not tree.all("img", "script")


def test_half_a_character_in_a_search_can_be_answered(url, version):
    do = '[["set", "text", "\\ud800 nsatu"], ["address", "search=\\udfff"]]'
    answer = assert_guarded(ask(url, f"/step?{urlencode({'v': version, 'do': do})}"))
    assert answer.status == 200
    assert answer.json()["query"].startswith("search=")


@pytest.mark.parametrize(
    "sizes",
    [
        *("", "[", "null", "[]", "5", '"L"', "NaN", "[" * 1000, '{"timeline":' * 300, "%ff"),
        *('{"timeline": NaN}', '{"timeline": ["S"]}', '{"timeline": {}}', '{"timeline": "XL"}'),
        *(
            '{"__proto__": "S"}',
            '{"nothing": "S"}',
            '{"timeline": 1e999}',
            '{"timeline": "\\ud800"}',
        ),
    ],
)
def test_sizes_that_are_none_name_no_chart(url, version, sizes):
    answer = assert_guarded(ask(url, f"/charts?{urlencode({'v': version, 'sizes': sizes})}"))
    assert answer.json() == {"charts": {}}
    given = {"v": version, "do": "[]", "sizes": sizes}
    assert ask(url, f"/step?{urlencode(given)}").json()["query"] == ""


@pytest.mark.parametrize("at", [*NASTY.values(), "x" * 9000, "a=1&" * 500, "unit=x&unit=y"])
def test_a_step_from_nowhere_begins_at_the_default(url, version, at):
    at = quote(at, safe="&=", errors="surrogateescape")
    for kind in ("step", "charts"):
        answer = ask(url, f"/{kind}?v={version}&at={quote(at)}&do=[]")
        assert assert_guarded(answer).status == 200


def test_a_long_question_is_refused(url, version):
    for length in (13_000, 60_000):
        answer = assert_guarded(ask(url, f"/step?v={version}&do=[]&at={'x' * length}"))
        assert (answer.status, answer.json()["retry_s"]) == (414, None)


# --- HTTP -----------------------------------------------------------------------------------


def sent(url: str, *lines: str | bytes, body: bytes = b"") -> bytes:
    parts = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return exchange(url, b"\r\n".join([*parts, b"Connection: close", b"", b""]) + body)


@pytest.mark.parametrize(
    "lines",
    [
        ["GET http://evil.example/healthz HTTP/1.1", "Host: x"],
        ["CONNECT evil.example:443 HTTP/1.1", "Host: x"],
        ["OPTIONS * HTTP/1.1", "Host: x"],
        ["GET healthz HTTP/1.1", "Host: x"],
        ["GET /nothing HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: evil.example"],
        ["GET /nothing HTTP/1.1", "Host: evil.example", "Accept: text/html"],
        ["PROPFIND /healthz HTTP/1.1", "Host: x"],
        ["A" * 5000 + " / HTTP/1.1", "Host: x"],
    ],
)
def test_a_strange_request_is_refused_as_every_other(url, lines):
    answer = assert_guarded(parsed(sent(url, *lines)))
    assert answer.status in (404, 405)
    assert b"evil" not in answer.body
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "lines",
    [
        ["GET / HTTP/1.1"],
        ["GET / HTTP/1.1", "Host: <script>"],
        ["GET / HTTP/9.9", "Host: x"],
        ["GET /", ""],
        [b"GET / HTTP/1.1", b"Host: x", b"A: b\0c"],
        ["GET / HTTP/1.1", "Host: x", "A : b"],
        ["GET / HTTP/1.1", "Host: x", "A: b", " folded"],
        ["GET / HTTP/1.1", "Host: x", "Transfer-Encoding: xchunked"],
        ["GET /?" + "a=1&" * 1001 + " HTTP/1.1", "Host: x"],  # Tornado reads no more fields
        ["POST /live HTTP/1.1", "Host: x", "Content-Length: -1"],
        ["POST /live HTTP/1.1", "Host: x", "Content-Length: 5", "Content-Length: 6"],
        ["POST /live HTTP/1.1", "Host: x", "Content-Length: 99999999999"],
        ["POST /live HTTP/1.1", "Host: x", "Content-Length: 65537"],
        ["POST /live HTTP/1.1", "Host: x", "Content-Length: 5", "Transfer-Encoding: chunked"],
    ],
)
def test_what_is_no_http_gets_no_answer(url, lines):
    """Two who read such a request differently could be played off against each other."""
    received = sent(url, *lines, body=b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert received in (b"", b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_big_headers_end_the_connection(url):
    for lines in (["X: " + "a" * 100_000], ["a: b"] * 20_000):
        received = sent(url, "GET / HTTP/1.1", "Host: x", *lines)
        assert received[:15] in (b"", b"HTTP/1.1 400 Ba", b"HTTP/1.1 431 Re")
    assert ask(url, "/healthz").status == 200


def test_noise_ends_the_connection(url):
    noise = hashlib.shake_256(b"noise").digest(200 * 64)
    for i in range(0, len(noise), 200):
        exchange(url, noise[i : i + 200] + b"\r\n\r\n")
    assert ask(url, "/healthz").status == 200


def test_the_host_that_is_named_appears_nowhere(url):
    for more in ({}, {"Accept": "text/html"}):
        for target in ("/", "/nothing", "/step", "/robots.txt"):
            forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
            answer = ask(url, target, **{"Host": "evil.example"} | forged | more)
            assert b"evil" not in answer.body
            assert "evil" not in str(answer.headers)


# --- limits ---------------------------------------------------------------------------------


def fresh(number: int) -> str:
    """A page that nobody has asked for."""
    month = load().months[number % 40]
    return f"/?{urlencode({'from': month, 'unit': 'share', 'search': f'nobody {number}'})}"


PUBLIC = "https://example.org/handover/"
BESIEGED = """import functools, sys
from widgets.serve import launch
from widgets.serve.http import answers
answers.Budget = functools.partial(answers.Budget, a_second=1e-4, most_s=0.5)
sys.exit(launch.main(sys.argv[1:]))"""


@pytest.fixture(scope="module")
def besieged(tmp_path_factory):
    """A server of its own for those who ask too much; it grants less, so that a test is short, and
    nothing more while the test runs, however slow the machine is.
    """
    port, home = free_port(), tmp_path_factory.mktemp("besieged")
    options = ["--port", str(port), "--seats", "0", "--public-url", PUBLIC]
    with running([sys.executable, "-c", BESIEGED, *options], port, home) as server:
        yield server


@pytest.fixture(scope="module")
def flood(besieged):
    """One client asks 60 different questions at once; what it and the others were answered."""
    url, greedy = besieged.url, client(5)
    seen = {"others": [], "health": []}
    with ThreadPoolExecutor(60) as many:
        start = time.monotonic()
        asked = [many.submit(ask, url, fresh(i), source=greedy) for i in range(60)]
        for i in range(4):
            for what, target, source in (
                ("health", "/healthz", client(6)),
                ("others", fresh(1000 + i), client(7 + i)),
            ):
                assert ask(url, target, source=source).status == 200
                seen[what].append(time.monotonic() - start)
        seen["greedy"] = [one.result() for one in asked]
    headers = {"X_Forwarded_For": "203.0.113.9, 198.51.100.7", "X_Real_Ip": "203.0.113.9"}
    seen["forged"] = ask(url, fresh(5000), source=greedy, **headers)
    seen["page"] = ask(url, fresh(5001), source=greedy, Accept="text/html")
    seen["default"] = ask(url, "/", source=greedy)
    return seen


needs_addresses = pytest.mark.skipif(
    sys.platform != "linux", reason="this system has one address of its own"
)


@needs_addresses
def test_who_asks_too_much_is_told_when_to_ask_again(flood):
    refused = [a for a in flood["greedy"] if a.status != 200]
    assert 10 < len(refused) < 60
    assert {a.status for a in refused} == {429}
    for answer in refused:
        said = assert_guarded(answer).json()
        assert said["retry_s"] >= 1
        assert answer.headers["retry-after"] == str(said["retry_s"])
        assert said["sentence"].startswith("○ Too many different questions: ask again in ")


@needs_addresses
def test_the_others_are_answered_meanwhile(flood):
    """That they wait for no more than one question of the greedy one is asserted of Answers."""
    assert len(flood["others"]) == len(flood["health"]) == 4


@needs_addresses
def test_a_forged_address_is_no_other_client(flood):
    assert flood["forged"].status == 429


@needs_addresses
def test_the_default_page_is_still_answered_and_the_others_say_it_in_our_look(flood):
    assert flood["default"].status == 200
    assert "51.3" in flood["default"].text
    page = flood["page"]
    assert page.status == 429
    assert int(page.headers["retry-after"]) >= 1
    assert "Too many different questions" in page.text
    assert "<h1>The Handover</h1>" in page.text


@needs_addresses
def test_what_is_kept_stays_within_its_bound(flood, besieged):
    health = ask(besieged.url, "/healthz").json()
    assert 0 < health["kept_bytes"] <= 64_000_000
    assert health["kept_answers"] >= 4


def test_a_preview_names_the_public_address_whatever_host_is_asked(besieged):
    query = urlencode({"search": SCRIPT, "unit": SCRIPT, "kind": "all"})
    answer = ask(besieged.url, f"/?{query}", source=client(99), Host="evil.example")
    head = tree_of(answer.text.removeprefix("<!DOCTYPE html>")).all("head")[0]
    assert head.one("rel", "canonical").attrs["href"] == PUBLIC
    address = head.one("property", "og:url").attrs["content"]
    assert address.startswith(f"{PUBLIC}?kind=all&search=%22%27%3E%3Cimg")
    picture = head.one("property", "og:image").attrs["content"]
    assert ask(besieged.url, "/" + picture.removeprefix(PUBLIC)).body.startswith(b"\x89PNG")
    assert "evil" not in answer.text
    assert not set(address) & set("<>\"'\u2028")


def test_the_same_new_question_of_many_at_once_has_one_answer(url):
    barrier = threading.Barrier(20)

    def one(number: int) -> Answer:
        barrier.wait(20)
        return ask(url, fresh(9000), source=client(20 + number))

    before = ask(url, "/healthz").json()["kept_answers"]
    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(one, range(20)))
    assert {a.status for a in answers} == {200}
    assert len({a.body for a in answers}) == 1
    # One more at most: what is kept is bounded, so an older answer may have made room.
    assert ask(url, "/healthz").json()["kept_answers"] <= before + 1


def test_readers_who_hang_up_take_no_answer_from_others(url):
    target = fresh(9001)
    for number in range(5):
        asked = f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        with pytest.raises(TimeoutError):
            exchange(url, asked, client(50 + number), timeout_s=0.001)
    assert ask(url, target, source=client(60)).status == 200


# --- hostile text in an address, in a browser -----------------------------------------------

RAN = """() => ({
  ran: window.pwned ?? null,
  active: [...document.querySelectorAll('img, iframe, object, embed, base, meta[http-equiv]')]
    .map((e) => e.outerHTML),
  scripts: [...document.scripts].filter((s) => !s.src && !/json/.test(s.type)).length,
  handlers: [...document.querySelectorAll('*')].filter((e) =>
    [...e.attributes].some((a) => /^on/i.test(a.name))).map((e) => e.outerHTML),
  links: [...document.querySelectorAll('a')].map((a) => a.href.baseVal ?? a.href)
    .filter((address) => /^(javascript|data|vbscript):/i.test(address)),
})"""
NOTHING = {"ran": None, "active": [], "scripts": 0, "handlers": [], "links": []}


class Victim:
    """A page in a browser, and what has run in it."""

    def __init__(self, watched) -> None:
        self.watched, self.page, self.dialogs = watched, watched.page, []
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.locator('html[data-ready="true"]').wait_for(state="attached", timeout=60_000)
        self.drawn()

    def drawn(self) -> None:
        until(
            self.page,
            "() => { const b = window.__handover.board; return !b.asking && !b.queue.length "
            "&& Number(b.root.dataset.drawn) === b.steps; }",
            timeout_s=60,
        )

    def assert_unharmed(self) -> None:
        assert self.page.evaluate(RAN) == NOTHING
        assert self.dialogs == []
        self.watched.assert_clean()


@pytest.fixture
def victim(watched) -> Victim:
    return Victim(watched)


def test_no_script_of_an_address_runs_in_a_browser(victim, url):
    fields = dict.fromkeys([*FIELDS, "search", "nothing", SCRIPT], SCRIPT)
    victim.open(f"{url}/?{urlencode(fields)}#{quote(SCRIPT)}")
    assert victim.page.locator(".problems p").count() == len(FIELDS)
    assert victim.page.get_by_label("Search events").input_value().startswith("\"'><img")
    victim.assert_unharmed()
    victim.page.get_by_label("Search events").fill("<img src=x onerror=pwned=1>")
    victim.page.get_by_label("Kind of aid", exact=True).select_option("all")
    until(victim.page, "location.search.includes('kind=all')")
    victim.drawn()
    victim.assert_unharmed()


def test_an_answer_that_was_forged_on_its_way_runs_no_script(victim, url):
    """Even if escaping failed, the policy lets no script run that stands in the page."""
    attack = f"{SCRIPT}<svg onload=pwned=4></svg><iframe srcdoc='<script>top.pwned=5</script>'>"

    def forge(route) -> None:
        page = route.fetch()
        body = page.text().replace("</h1>", f"</h1>{attack}")
        route.fulfill(response=page, body=body)

    victim.page.route("**/", forge)
    victim.page.goto(f"{url}/")
    victim.page.wait_for_timeout(500)
    assert victim.page.locator("img").count() > 0, "it stands in the page"
    assert victim.page.evaluate("window.pwned ?? null") is None
    assert victim.dialogs == []
    blocked = [e for e in victim.watched.console_errors if "Content Security Policy" in e]
    assert blocked
    assert victim.watched.other_hosts == []


# --- hostile text in the data ---------------------------------------------------------------

POISONED = {
    "events": ["label", "title", "summary", "place", "unit", "actors"],
    "sources": ["publisher", "title", "date"],
    "glossary": ["name", "definition"],
    "groups": ["name"],
    "claims": ["title", "claim_reviewed", "author", "closest_why", "context"],
    "claim_facts": ["text"],
    "claim_evidence": ["text"],
    "claim_later": ["text"],
}
FORMULA = "=cmd|' /C calc'!A0"


def _poison(name: str, rows: list[dict]) -> None:
    for number, row in enumerate(rows):
        for column in POISONED.get(name, ()):
            if row[column]:
                row[column] = f"{row[column]}{SCRIPT}" if number % 2 else f"{SCRIPT}{row[column]}"
        if "url" in row:
            row["url"] = f"javascript:pwned=4//{SCRIPT}" if number % 2 else f"https://a.b/{SCRIPT}"
        for column, value in row.items():
            if value == "Germany":
                row[column] = f"{FORMULA}{SCRIPT}"


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """The page of tables with scripts in every text, checksums and all."""
    home: Path = tmp_path_factory.mktemp("poisoned")
    data = home / "data"
    data.mkdir()
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO(load().text(resource["name"]))))
        _poison(resource["name"], rows)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (data / resource["path"]).write_bytes(out.getvalue().encode())
        resource["hash"] = f"sha256:{hashlib.sha256(out.getvalue().encode()).hexdigest()}"
        resource["sources"] = [{"title": SCRIPT, "path": "javascript:pwned=5"}]
        resource["licenses"] = [{"name": SCRIPT, "title": SCRIPT}]
        resource.get("release", {})["label"] = SCRIPT
    package["release"] |= {"label": f"Release {SCRIPT}", "source_line": f"Kiel {SCRIPT}"}
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "widgets.serve", "--port", str(port)]
    with running(command, port, home, HANDOVER_DATA=str(data)) as server:
        yield server


def test_the_poison_is_in_the_page_as_text(poisoned: Server):
    answer = ask(poisoned.url)
    assert problems(answer) == []
    tree = tree_of(answer.text.removeprefix("<!DOCTYPE html>"))
    assert tree.text.count("<img src=x onerror=pwned=1>") > 300
    json.loads(tree.one("id", "handover-state").text)


def test_no_script_of_the_data_runs_in_a_browser(victim, poisoned):
    page = victim.page
    victim.open(poisoned.url)
    victim.assert_unharmed()
    for index in (1, 2):
        page.get_by_label("Open an event").select_option(index=index)
        page.locator(".card h4", has_text="onerror").wait_for()
        victim.drawn()
    assert page.locator(".card a[target]").evaluate_all("all => all.map(a => a.protocol)") in (
        [],
        ["https:"],
    )
    page.get_by_label("Unit", exact=True).select_option("share")
    page.get_by_label("Donors", exact=True).select_option("chosen")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("=cmd").dispatch_event("click")
    dialog.get_by_role("button", name="Count these").click()
    until(page, "location.search.includes('donors=DEU')")
    victim.drawn()
    for button in page.get_by_role("button", name="Table").all():
        button.click()
    for button in page.get_by_role("button", name="Cite").all():
        button.click()
    victim.assert_unharmed()


def test_no_script_of_the_data_runs_in_a_label(victim, poisoned):
    page = victim.page
    victim.open(poisoned.url)
    hovered = page.evaluate(
        """() => [...document.querySelectorAll('.plot')].flatMap((plot) =>
          (plot.data ?? []).flatMap((trace, curveNumber) => trace.text ? [0, 1, 2, 7].map((i) => {
            const subplot = (trace.xaxis ?? 'x') + (trace.yaxis ?? 'y');
            try { Plotly.Fx.hover(plot, [{curveNumber, pointNumber: i}], subplot); }
            catch { return 0; }
            return plot.querySelector('.hoverlayer')?.textContent.length ?? 0;
          }) : [])).filter(Boolean).length"""
    )
    assert hovered > 5
    victim.assert_unharmed()


def test_an_exported_picture_holds_no_script(victim, poisoned):
    victim.open(poisoned.url)
    for name in ("timeline", "flows-ranking", "flows-sankey"):
        slot = victim.page.locator(f'[data-slot="{name}"]')
        with victim.page.expect_download() as download:
            slot.get_by_role("button", name="SVG").click()
        svg = download.value.path().read_text(encoding="utf-8")
        assert svg.startswith("<svg")
        assert not re.search(r"<(script|img|iframe|foreignObject)", svg)
        assert not re.search(r"<[^>]*\son\w+\s*=", svg)
        assert "javascript:" not in re.sub(r">[^<]*<", "><", svg)
    victim.assert_unharmed()


def test_a_file_of_numbers_holds_the_text_as_it_is(poisoned, url, source):
    """Facts are not changed to suit a spreadsheet; it is the data's readers who are protected.

    What is sent is a download of `text/csv` that no browser sniffs, no text of a reader gets into
    it, and no text of our own begins as a formula does.
    """
    answer = assert_guarded(ask(poisoned.url, "/table/donors.csv"))
    donors = [row["donor"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert f"{FORMULA}{SCRIPT}" in donors
    ranking = ask(poisoned.url, "/csv/flows-ranking.csv").text.split("\n", 1)[1]
    assert f"{FORMULA}{SCRIPT}" in itertools.chain(*csv.reader(io.StringIO(ranking)))
    forged = ask(url, f"/csv/timeline.csv?search={quote(FORMULA)}&unit={quote(FORMULA)}")
    assert "cmd" not in forged.text
    for resource in load().package["resources"]:
        for row in csv.DictReader(io.StringIO(load().text(resource["name"]))):
            for text in row.values():
                assert not re.match(r"[=+@\t\r]|-(?![\d.]+$)", text), (resource["name"], text)
