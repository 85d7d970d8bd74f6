"""The store of static files: right bytes in every coding, nothing but what was put in."""

import asyncio
import contextlib
import gzip
import hashlib
import http.client
import threading

import brotli
import pytest
import tornado.httpserver
import tornado.web
from tornado.testing import bind_unused_port

from widgets.serve.http import static

SCRIPT = ("/* a script */ const a = 'äöü';\n" * 400).encode()
FONT = bytes(range(256)) * 20


@contextlib.contextmanager
def serving(handlers):
    """The port of a tornado application that answers while the block runs."""
    listener, port = bind_unused_port()
    loop = asyncio.new_event_loop()
    application = tornado.web.Application(handlers)

    async def start():
        server = tornado.httpserver.HTTPServer(application)
        server.add_socket(listener)
        return server

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    yield port
    loop.call_soon_threadsafe(server.stop)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def ask(port, path, method="GET", **headers):
    """Status, headers and body of one answer; nothing is decoded, no path is put straight."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return static.Store(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def script(store):
    return store.add("a.js", SCRIPT)


@pytest.fixture(scope="module")
def port(store, script):
    store.add("a.woff2", FONT)
    with serving(store.handlers("/sub/")) as port:
        yield port


def test_the_address_carries_the_hash(script):
    assert script == f"s/{hashlib.sha256(SCRIPT).hexdigest()[:12]}-a.js"


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.4, gzip;q=0.8", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("*", "br"),
        ("*;q=0", None),
        ("BR ; q=1", "br"),
        ("", None),
        ("zstd", None),
        ("br;q=much, gzip;q=", None),
    ],
)
def test_the_coding_is_what_the_browser_wants_most(port, script, accept, coding):
    status, headers, body = ask(port, f"/sub/{script}", Accept_Encoding=accept)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert (status, headers["Content-Encoding"], unpack(body)) == (200, coding, SCRIPT)
    assert headers["Vary"] == "Accept-Encoding"
    assert int(headers["Content-Length"]) == len(body)


def test_browsers_may_keep_it_for_good(port, script):
    _, headers, _ = ask(port, f"/sub/{script}")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_head_says_the_same_and_sends_nothing(port, script):
    got = ask(port, f"/sub/{script}", Accept_Encoding="br")
    status, headers, body = ask(port, f"/sub/{script}", "HEAD", Accept_Encoding="br")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == str(len(got[2]))
    assert headers["Etag"] == got[1]["Etag"]


def test_what_the_browser_has_is_not_sent_again(port, script):
    _, headers, _ = ask(port, f"/sub/{script}", Accept_Encoding="br")
    status, _, body = ask(
        port, f"/sub/{script}", Accept_Encoding="br", If_None_Match=headers["Etag"]
    )
    assert (status, body) == (304, b"")
    other = ask(port, f"/sub/{script}", Accept_Encoding="gzip", If_None_Match=headers["Etag"])
    assert other[0] == 200


def test_a_font_is_sent_as_it_is(port, store):
    name = store.add("a.woff2", FONT)
    _, headers, body = ask(port, f"/sub/{name}", Accept_Encoding="br, gzip")
    assert (headers["Content-Encoding"], headers["Content-Type"]) == (None, "font/woff2")
    assert body == FONT


@pytest.mark.parametrize(
    "shape",
    [
        "",
        "a.js",
        "{name}/",
        "/{name}",
        "../{script}",
        "%2e%2e/{script}",
        "..%2f..%2f..%2fetc%2fpasswd",
        "../../../../etc/passwd",
        "{name}%00",
        "%00",
        "%ff",
        "{name}%2f..%2f{name}",
        "{name}.br",
        "{upper}",
        "x" * 5000,
    ],
)
def test_every_other_name_is_unknown(port, script, shape):
    name = script.removeprefix("s/")
    path = "/sub/s/" + shape.format(name=name, script=script, upper=name.upper())
    status, headers, body = ask(port, path)
    assert status == 404
    assert "immutable" not in headers.get("Cache-Control", "")
    assert b"root:" not in body
    assert b"const a" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading(port, script, method):
    assert ask(port, f"/sub/{script}", method)[0] == 405


def _packed_again(folder, monkeypatch):
    """The entry of SCRIPT at a later start, and how often something was compressed for it."""
    calls = []
    for module in (brotli, gzip):
        real = module.compress

        def counted(*arguments, real=real, **options):
            calls.append(real)
            return real(*arguments, **options)

        monkeypatch.setattr(module, "compress", counted)
    return static.Store(folder).packed(SCRIPT, "text/javascript"), len(calls)


def test_a_later_start_compresses_nothing(tmp_path, monkeypatch):
    first = static.Store(tmp_path).packed(SCRIPT, "text/javascript")
    assert _packed_again(tmp_path, monkeypatch) == (first, 0)


@pytest.mark.parametrize("damage", [b"", b"not compressed", None])
def test_a_damaged_file_is_made_again(tmp_path, monkeypatch, damage):
    first = static.Store(tmp_path).packed(SCRIPT, "text/javascript")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-5] if damage is None else damage)
    assert _packed_again(tmp_path, monkeypatch) == (first, 2)
    monkeypatch.undo()
    assert _packed_again(tmp_path, monkeypatch) == (first, 0)


def test_a_whole_file_of_something_else_is_made_again(tmp_path, monkeypatch):
    first = static.Store(tmp_path).packed(SCRIPT, "text/javascript")
    (gz,) = tmp_path.glob("*.gz")
    gz.write_bytes(gzip.compress(b"alert('something else')"))
    assert _packed_again(tmp_path, monkeypatch) == (first, 1)


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    def fails(source, target):
        raise OSError("disk full")

    monkeypatch.setattr(static.os, "replace", fails)
    entry = static.Store(tmp_path).packed(SCRIPT, "text/javascript")
    assert list(tmp_path.iterdir()) == []
    assert brotli.decompress(entry.bodies["br"]) == SCRIPT


def test_no_request_unpacks_a_file(port, script, monkeypatch):
    for name in ("gzip", "brotli", "zlib"):
        monkeypatch.setattr(f"{name}.decompress", lambda *_: pytest.fail("unpacked"))
    for method, length in (("HEAD", 0), ("GET", len(SCRIPT))):
        status, headers, body = ask(port, f"/sub/{script}", method, Accept_Encoding="identity")
        assert (status, len(body)) == (200, length)
        assert headers["Content-Length"] == str(len(SCRIPT))


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = static.Store(tmp_path / "file" / "cache")
    entry = store.get(store.add("a.js", SCRIPT).removeprefix("s/"))
    assert entry.bodies["identity"] == SCRIPT
