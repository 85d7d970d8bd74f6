"""What a reader's kernel hears, how many there are and when they end: real attacks, raw socket."""

import contextlib
import json
import socket
import struct
import threading
from urllib.parse import urlsplit

import psutil
import pytest
import websocket

from tests.serving import PROTOCOL, Page, ask, kernels, live, serving, shown, telling, until
from widgets.serve.http.clients import client_of
from widgets.serve.kernel.kernels import Kernels, Refused, environment, parse

pytestmark = pytest.mark.server

NOTEBOOK = telling(
    """{"pid": os.getpid(), "model": slider.model_id, "drawn": drawn.model_id,
    "env": dict(os.environ), "cwd": os.getcwd()}""",
    """import os, anywidget, ipywidgets
slider = ipywidgets.IntSlider(max=10)
drawn = anywidget.AnyWidget(_esm="export default {}")""",
)
# 1 second of patience with pages that have left, and looked for each second
SOON = "from widgets.serve.kernel import kernels\nkernels.ABANDONED_S = 1\nlaunch.CULL_S = 1"
UNKNOWN = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernels")
    with serving(folder, NOTEBOOK, options=["--seats", "4"]) as server:
        yield server


@pytest.fixture
def joined(server):
    """A kernel's id and what its notebook showed; the kernel ends with the test."""
    answer = live(server)
    kernel_id = answer.json()["kernelId"]
    yield kernel_id, shown(server, answer)
    ask(f"{server.url}/voila/api/shutdown/{kernel_id}", b"", Sec_Fetch_Site="same-origin")


def _still_answers(server, kernel_id) -> None:
    page = Page(server, kernel_id)
    page.send("kernel_info_request", {})
    page.wait("kernel_info_reply")
    page.close()


def faults(server) -> list[str]:
    """What the server has not expected; what a kernel says of itself is another's."""
    lines = server.output().splitlines()
    return [line for line in lines if "Traceback" in line and "widgets.serve.kernel:" not in line]


def test_a_page_may_read_and_move_its_widgets(server, joined):
    kernel_id, said = joined
    page = Page(server, kernel_id)
    data = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
    page.send("comm_msg", {"comm_id": said["model"], "data": data})
    page.send("comm_msg", {"comm_id": said["model"], "data": {"method": "request_state"}})
    assert page.wait("comm_msg")["data"]["state"]["value"] == 7
    page.close()


def test_a_page_sets_nothing_that_another_imports(server, joined):
    """Who has a kernel's id may connect to it; the reader's page imports what it did before."""
    kernel_id, said = joined
    reader, other = Page(server, kernel_id), Page(server, kernel_id)
    state = {"_esm": "alert(1)", "_view_module": "x", "_css": "*{}", "tabbable": True}
    data = {"method": "update", "state": state, "buffer_paths": []}
    other.send("comm_msg", {"comm_id": said["drawn"], "data": data})
    other.send("comm_msg", {"comm_id": said["drawn"], "data": {"method": "request_state"}})
    told = reader.wait("comm_msg")["data"]["state"]
    assert told["_esm"] == "export default {}"
    assert told["_view_module"] == "anywidget"
    assert told["tabbable"] is True, "the rest is set"
    for page in (reader, other):
        page.close()


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
@pytest.mark.parametrize("kind", ["execute_request", "shutdown_request", "input_reply"])
def test_no_code_runs_on_any_channel(server, joined, tmp_path, channel, kind):
    canary = tmp_path / "canary"
    page = Page(server, joined[0])
    page.send(kind, {"code": f"open({str(canary)!r}, 'w')", "silent": False}, channel)
    assert page.wait_closed() == 1008
    _still_answers(server, joined[0])  # the shell takes one message after the other
    assert not canary.exists()


def _hidden(page, run):
    """Frames that carry a request to run code in the dress of something allowed."""
    allowed = page.message("comm_msg", {"comm_id": "x", "data": {}})
    request = page.message("execute_request", {"code": run, "silent": False})
    pack = page.session.pack
    twice = pack(request["header"])[:-1] + b', "msg_type": "comm_msg"}'
    plain = [pack(request[part]) for part in ("header", "parent_header", "metadata", "content")]

    def frame(parts, channel=b"shell", count=None):
        ends, at = [], 8 * (2 + len(parts) + 1)
        for part in (channel, *parts):
            ends.append(at)
            at += len(part)
        numbers = [len(parts) + 2 if count is None else count, *ends, at]
        return b"".join(n.to_bytes(8, "little") for n in numbers) + channel + b"".join(parts)

    yield "two messages in one", frame([*map(pack, (allowed["header"], {}, {}, {})), *plain])
    yield "header twice", frame([pack(allowed["header"]) + plain[0], *plain[1:]])
    yield "in UTF-16", frame([plain[0].decode().encode("utf-16"), *plain[1:]])
    yield "type twice, ours last", frame([twice, *plain[1:]])
    yield "older binary protocol", b"\0\0\0\1\0\0\0\10" + json.dumps(request, default=str).encode()
    yield "as text", json.dumps(request | {"channel": "shell"}, default=str)
    yield "type as list", frame([b'{"msg_type": ["execute_request"]}', *plain[1:]])


DISGUISES = [
    "two messages in one",
    "header twice",
    "in UTF-16",
    "type twice, ours last",
    "older binary protocol",
    "as text",
    "type as list",
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_code_runs_in_disguise(server, joined, tmp_path, disguise):
    canary = tmp_path / "canary"
    page = Page(server, joined[0])
    frame = dict(_hidden(page, f"open({str(canary)!r}, 'w')"))[disguise]
    page.socket.send_binary(frame) if isinstance(frame, bytes) else page.socket.send(frame)
    page.close()
    _still_answers(server, joined[0])
    assert not canary.exists()


def test_the_older_protocols_are_not_spoken(server, joined):
    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        Page(server, joined[0], subprotocols=[])
    assert refusal.value.status_code == 400
    assert refusal.value.resp_headers["x-content-type-options"] == "nosniff"


ORIGINS = ["https://example.org", "null", "http://127.0.0.1:1", "http://[evil"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_another_page_does_not_connect(server, joined, origin):
    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        Page(server, joined[0], suppress_origin=False, origin=origin)
    assert refusal.value.status_code == 403


def test_only_the_target_of_widgets_opens(server, joined):
    page = Page(server, joined[0])
    page.send("comm_open", {"comm_id": "a" * 32, "target_name": "jupyter.widget", "data": {}})
    assert page.wait_closed() == 1008
    page = Page(server, joined[0])
    content = {"comm_id": "b" * 32, "target_name": "jupyter.widget.control", "data": {}}
    page.send("comm_open", content, metadata={"version": "1.0.0"})
    ask_states = {"comm_id": "b" * 32, "data": {"method": "request_states"}}
    page.send("comm_msg", ask_states)
    assert joined[1]["model"] in page.wait("comm_msg")["data"]["states"]
    page.close()


MALFORMED = {
    "nothing": b"",
    "a count that would fill the memory": b"\xff" * 8,
    "offsets past the end": (6).to_bytes(8, "little") + b"\x00\xff\xff\xff\x00\x00\x00\x00" * 6,
    "offsets backwards": b"".join(n.to_bytes(8, "little") for n in (6, 90, 80, 70, 60, 58, 56)),
    "zeros": bytes(1000),
    "a deep nest": b"[" * 200_000,
}


@pytest.mark.parametrize("frame", MALFORMED.values(), ids=list(MALFORMED))
def test_a_malformed_message_ends_the_connection_only(server, joined, frame):
    page = Page(server, joined[0])
    page.socket.send_binary(frame)
    assert page.wait_closed() == 1008
    _still_answers(server, joined[0])


def test_a_message_too_large_ends_the_connection(server, joined):
    page = Page(server, joined[0])
    page.socket.send_binary(bytes(300 * 1024))
    assert page.wait_closed() in (1009, None)  # it may end before it could say so
    _still_answers(server, joined[0])


@pytest.mark.parametrize(("messages", "text"), [(700, ""), (30, "x" * 200_000)])
def test_a_flood_of_messages_ends_the_connection(server, joined, messages, text):
    page = Page(server, joined[0])
    for _ in range(messages):
        try:
            page.send("comm_info_request", {"target_name": text})
        except (ConnectionError, websocket.WebSocketException):
            break
    assert page.wait_closed() == 1008
    _still_answers(server, joined[0])


LOUD = telling(
    '{"model": loud.model_id}',
    """import ipywidgets
loud = ipywidgets.IntSlider()
loud.on_msg(lambda *_: loud.send({"big": "x" * 1_000_000}))""",
)
MB = 1 << 20


@pytest.fixture(scope="module")
def loud(tmp_path_factory):
    """A server whose kernels answer each question with a megabyte."""
    folder = tmp_path_factory.mktemp("loud")
    with serving(folder, LOUD, options=["--seats", "2"]) as server:
        yield server


@pytest.fixture
def megabytes(loud):
    """How to ask a kernel for a megabyte over a socket, and its id; it ends with the test."""
    answer = live(loud)
    kernel_id, model = answer.json()["kernelId"], shown(loud, answer)["model"]

    def ask_for_one(page: Page) -> None:
        data = {"method": "custom", "content": {}}
        page.send("comm_msg", {"comm_id": model, "data": data})

    yield ask_for_one, kernel_id
    ask(f"{loud.url}/voila/api/shutdown/{kernel_id}", b"", Sec_Fetch_Site="same-origin")


def memory(server) -> int:
    return psutil.Process(server.pid).memory_info().rss


def test_who_asks_and_does_not_read_costs_no_memory(loud, megabytes):
    ask_for_one, kernel_id = megabytes
    deaf, before = Page(loud, kernel_id, timeout=1), memory(loud)
    with contextlib.suppress(websocket.WebSocketTimeoutException):
        for _ in range(590):
            ask_for_one(deaf)
    (kernel,) = kernels(loud)
    assert until(lambda: kernel.cpu_percent(0.5) < 5), "it has answered what was passed on"
    assert memory(loud) < before + 60 * MB, "not 590 MB"
    _still_answers(loud, kernel_id)
    deaf.close()


def test_nothing_is_kept_for_who_asks_and_leaves(loud, megabytes):
    ask_for_one, kernel_id = megabytes
    before = memory(loud)
    for _ in range(12):
        page = Page(loud, kernel_id)
        for _ in range(8):
            ask_for_one(page)
        page.close()
    (kernel,) = kernels(loud)
    assert until(lambda: kernel.cpu_percent(0.5) < 5)
    assert memory(loud) < before + 60 * MB, "not 96 MB"
    _still_answers(loud, kernel_id)


def test_who_does_not_read_what_others_ask_is_left(loud, megabytes):
    ask_for_one, kernel_id = megabytes
    deaf, reader, before = Page(loud, kernel_id), Page(loud, kernel_id), memory(loud)
    for _ in range(60):
        ask_for_one(reader)
        reader.wait("comm_msg")
    assert memory(loud) < before + 60 * MB
    assert "A page does not read what its kernel says" in loud.output()
    deaf.wait_closed()
    reader.close()


def handshake(server, kernel_id: str, extensions: str) -> tuple[socket.socket, bytes]:
    """A websocket as it is written, and what the server answers to its beginning."""
    parts = urlsplit(server.url)
    link = socket.create_connection((parts.hostname, parts.port), 15)
    lines = [
        f"GET /api/kernels/{kernel_id}/channels HTTP/1.1",
        f"Host: {parts.netloc}",
        *("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"),
        *("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", f"Sec-WebSocket-Protocol: {PROTOCOL}"),
        f"Sec-WebSocket-Extensions: {extensions}",
    ]
    link.sendall("\r\n".join([*lines, "", ""]).encode())
    return link, link.recv(4096)


@pytest.mark.parametrize(
    "extensions",
    [
        *("permessage-deflate; server_max_window_bits=99", "permessage-deflate; nonsense=1"),
        *("permessage-deflate; client_max_window_bits=x", "permessage-deflate; =", "; ;; ,,"),
    ],
)
def test_a_compression_that_is_none_is_no_fault(loud, megabytes, extensions):
    link, said = handshake(loud, megabytes[1], extensions)
    link.close()
    assert said.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 101 "))
    assert b"500" not in said.split(b"\r\n")[0]
    _still_answers(loud, megabytes[1])
    assert not faults(loud)


def test_what_cannot_be_unpacked_ends_the_connection(loud, megabytes):
    link, said = handshake(loud, megabytes[1], "permessage-deflate")
    assert said.startswith(b"HTTP/1.1 101 ")
    garbage, mask = b"\xff" * 40, bytes(4)
    link.sendall(bytes([0xC2, 0x80 | len(garbage)]) + mask + garbage)  # "compressed"
    with link:
        while link.recv(4096):
            pass
    _still_answers(loud, megabytes[1])
    assert not faults(loud)


def test_who_hangs_up_while_answers_come_is_no_fault(loud, megabytes):
    ask_for_one, kernel_id = megabytes
    for _ in range(4):  # as many as a kernel may have connections
        page = Page(loud, kernel_id)
        for _ in range(6):
            ask_for_one(page)
        hard = struct.pack("ii", 1, 0)
        page.socket.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)
        page.socket.shutdown()
    assert until(lambda: ask(f"{loud.url}/healthz").status == 200)
    assert not faults(loud)


def test_no_text_of_a_client_forges_a_line_of_the_log(server, joined):
    kernel_id, forged = joined[0], '{"time": "forged"}'
    for _ in range(2):  # the second replaces the first, and says so
        page = Page(server, kernel_id, query=f"?session_id=x{kernel_id}")
    page.send(f"x\n{forged}\x1b[2J", {})
    assert page.wait_closed() == 1008
    assert until(lambda: "Refused a message" in server.output())
    lines = server.output().splitlines()
    assert any("Replacing stale connection" in line for line in lines)
    assert not [line for line in lines if line.startswith(forged) or "\x1b" in line]
    assert kernel_id not in server.output()


@pytest.mark.parametrize("session", ["a%0a%7b%22time%22", "%1b[2J", "b%e2%80%aeb", "x" * 10_000])
def test_a_session_that_no_page_has_is_refused(server, joined, session):
    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        Page(server, joined[0], query=f"?session_id={session}")
    assert refusal.value.status_code == 400
    assert not faults(server)


def test_a_page_that_comes_back_as_the_same_session_is_no_fault(server, joined):
    for _ in range(6):
        page = Page(server, joined[0], query="?session_id=same")
        page.send("comm_info_request", {})
        page.close()
    _still_answers(server, joined[0])
    assert not faults(server)


def test_a_kernel_that_did_not_start_whole_has_ended(tmp_path):
    fails = """
from widgets.serve.kernel import kernels
watch, failed = kernels.Kernels.start_watching_activity, []
def once(self, kernel_id):
    if not failed:
        failed.append(kernel_id)
        raise OSError(24, "Too many open files")
    return watch(self, kernel_id)
kernels.Kernels.start_watching_activity = once"""
    options = ["--seats", "1"]
    with serving(tmp_path, NOTEBOOK, options=options, before=fails) as server:
        refused = live(server)
        assert refused.status == 503
        assert refused.json()["retry_s"] == 30
        assert until(lambda: not kernels(server))
        assert "Too many open files" in ask(f"{server.url}/healthz").json()["problem"]
        assert live(server).status == 200
        assert ask(f"{server.url}/healthz").json()["problem"] == ""


def test_a_crowd_on_one_kernel_is_refused(server, joined):
    pages = [Page(server, joined[0]) for _ in range(4)]
    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        Page(server, joined[0])
    assert refusal.value.status_code == 429
    for page in pages:
        page.close()


def test_an_unknown_kernel_is_not_found(server):
    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        Page(server, UNKNOWN)
    assert refusal.value.status_code == 404
    assert ask(f"{server.url}/api/kernels/{UNKNOWN}").status == 404


def test_a_page_learns_of_its_own_kernel_what_it_needs(server, joined):
    answer = ask(f"{server.url}/api/kernels/{joined[0]}")
    assert answer.json() == {"id": joined[0], "name": "python3", "execution_state": "idle"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/kernels", 404),
        ("POST", "/api/kernels", 404),
        ("GET", "/api/kernels/", 404),
        ("DELETE", "/api/kernels/{id}", 405),
        ("POST", "/api/kernels/{id}", 405),
        ("POST", "/api/kernels/{id}/restart", 404),
        ("POST", "/api/kernels/{id}/interrupt", 404),
        ("GET", "/voila/api/shutdown/{id}", 405),
    ],
)
def test_kernels_are_neither_listed_nor_managed(server, joined, method, path, status):
    path = path.format(id=joined[0])
    body = b"{}" if method == "POST" else None
    cookie = {"Cookie": "_xsrf=a", "X_XSRFToken": "a"}  # as the page's own cookie would be
    assert ask(f"{server.url}{path}", body, method, **cookie).status == status
    _still_answers(server, joined[0])


def test_the_environment_is_filtered(server, joined, monkeypatch):
    env = joined[1]["env"]
    assert env["HANDOVER_SERVED"] == "1"
    assert "USERPROFILE" not in env  # the test's own server has it
    assert env["HOME"] not in ("", str(server.log.parent))


def test_the_environment_of_a_kernel_names_nothing_of_the_operator(tmp_path):
    given = {"PATH": "/bin", "SECRET_KEY": "x", "SSH_AUTH_SOCK": "y", "PYTHONPATH": "z", "A": "b"}
    kept = environment(given, str(tmp_path))
    assert sorted(kept) == ["HOME", "JUPYTER_WIDGETS_ECHO", "PATH", "PYTHONPATH"]
    assert kept["HOME"] == str(tmp_path)


def test_a_message_is_written_anew():
    header = {name: "x" for name in ("msg_id", "session", "username", "date", "version")}
    header |= {"msg_type": "comm_msg", "subshell_id": "y"}
    parts = [json.dumps(part).encode() for part in (header, {"a": 1}, {}, {"b": 2})]
    start, frame, ends = 56, b"shell" + b"".join(parts), []
    for part in (b"shell", *parts):
        ends.append(start)
        start += len(part)
    numbers = b"".join(n.to_bytes(8, "little") for n in (6, *ends, start))
    header, written = parse(numbers + frame)
    assert "subshell_id" not in header
    assert [json.loads(part) for part in written[1:]] == [{}, {}, {"b": 2}]
    with pytest.raises(Refused, match="channel"):
        parse(numbers + b"stdin" + frame[5:])


def test_seats_are_counted_one_by_one(tmp_path):
    with serving(tmp_path, NOTEBOOK, options=["--seats", "3"]) as server:
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(live(server))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answer.status for answer in answers) == [200] * 3 + [503] * 5
        refused = next(answer for answer in answers if answer.status == 503)
        assert refused.json()["retry_s"] == 30
        assert refused.headers["Retry-After"] == "30"
        assert len(kernels(server)) == 3
        kernel_id = next(a for a in answers if a.status == 200).json()["kernelId"]
        bye = f"{server.url}/voila/api/shutdown/{kernel_id}"
        assert ask(bye, b"", Sec_Fetch_Site="same-origin").status == 204
        assert live(server).status == 200  # the seat is free again


def test_a_network_takes_half_of_the_seats_that_others_leave():
    manager = Kernels.__new__(Kernels)
    manager._trait_values, manager._networks = {"seats": 30}, {}

    def taken(address: str) -> int:
        """As many as it gets."""
        before = len(manager._networks)
        while manager.has_seat(address):
            manager._networks[str(len(manager._networks))] = client_of(address).network
        return len(manager._networks) - before

    assert taken("192.0.2.1") == 15
    assert taken("192.0.2.200") == 0, "the same network"
    assert taken("2001:db8:1:1::1") == 7
    assert taken("2001:db8:1:2::1") == 0
    assert [taken(f"198.51.{i}.1") for i in range(6)] == [4, 2, 1, 1, 0, 0]
    manager._networks.clear()
    assert taken("127.0.0.1") == 30, "this machine, or a proxy that hides its clients"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "https://example.org"}, 403),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "null"}, 204),  # a beacon
    ],
)
def test_only_the_page_says_farewell(server, joined, headers, status):
    bye = f"{server.url}/voila/api/shutdown/{joined[0]}"
    assert ask(bye, b"", **headers).status == status
    gone = status == 204
    assert until(lambda: (joined[1]["pid"] in [k.pid for k in kernels(server)]) is not gone)


def test_a_tab_that_closes_without_farewell_gives_its_seat_back(tmp_path):
    with serving(tmp_path, NOTEBOOK, before=SOON) as server:
        stays = Page(server, live(server).json()["kernelId"])
        leaves = Page(server, live(server).json()["kernelId"])
        live(server)  # and a third that never connects
        leaves.socket.shutdown()
        assert until(lambda: len(kernels(server)) == 1)
        stays.send("kernel_info_request", {})
        stays.wait("kernel_info_reply")
        stays.close()


def test_a_page_is_told_that_its_kernel_has_died(server, joined):
    page = Page(server, joined[0])
    kernel = next(k for k in kernels(server) if k.pid == joined[1]["pid"])
    kernel.kill()
    while True:
        state = page.wait("status")["execution_state"]
        if state == "dead":
            break
    assert page.wait_closed() == 1001
    assert until(lambda: ask(f"{server.url}/api/kernels/{joined[0]}").status == 404)


def test_a_page_that_nobody_looks_at_loses_its_kernel(tmp_path):
    idle = "launch.CULL_S = 1"
    with serving(tmp_path, NOTEBOOK, before=idle + IDLE_SECONDS) as server:
        page = Page(server, live(server).json()["kernelId"])
        assert page.wait_closed() == 1001
        assert until(lambda: not kernels(server))


IDLE_SECONDS = """
settings = launch.settings
def soon(*given):
    config = settings(*given)
    config.Kernels.cull_idle_timeout = 2
    return config
launch.settings = soon"""


def test_a_name_that_only_begins_like_an_allowed_one_is_the_operators(tmp_path):
    given = {"PATH": "/bin", "PATH_TOKEN": "x", "LANG_KEY": "y", "TZ_SECRET": "z"}
    kept = environment(given, str(tmp_path))
    assert sorted(kept) == ["HOME", "JUPYTER_WIDGETS_ECHO", "PATH", "PYTHONPATH"]


def test_a_kernel_is_left_when_its_last_connection_is():
    manager = Kernels.__new__(Kernels)
    manager._kernel_connections, manager._lonely_since = {UNKNOWN: 2}, {}
    manager.notify_disconnect(UNKNOWN)
    assert not manager._lonely_since
    manager.notify_disconnect(UNKNOWN)
    assert UNKNOWN in manager._lonely_since
