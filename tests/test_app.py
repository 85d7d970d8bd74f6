"""The server's addresses: which there are, what each answer carries, and odd shapes of paths."""

import json
import re
import socket
from urllib.parse import urlsplit

import psutil
import pytest

from tests.conftest import free_port
from tests.inprocess import answering
from tests.serving import SLIDER, Page, ask, live, serving, until

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTML = {"Accept": "text/html"}
UNKNOWN = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/robots.txt", 200),
        ("/step", 409),
        ("/s/000000000000-no-such.js", 404),
        ("/nowhere", 404),
        ("/live", 405),
        (f"/api/kernels/{UNKNOWN}", 404),
        (f"/api/kernels/{UNKNOWN}/channels", 404),
        (f"/voila/api/shutdown/{UNKNOWN}", 405),
    ],
)
def test_every_answer_carries_the_headers(site, path, status):
    answer = ask(f"{site}{path}")
    assert answer.status == status
    assert EVERYWHERE.items() <= answer.headers.items()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "report-uri" not in policy
    assert "unsafe" not in re.search(r"script-src[^;]*", policy)[0]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    if status != 200 or path == "/":
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/voila/render/index.ipynb",
        "/voila/files/index.ipynb",
        "/voila/tree",
        "/voila/api/contents",
        "/voila/api/contents/index.ipynb",
        "/voila/api/themes/@jupyterlab/theme-light-extension/index.css",
        f"/voila/query/{UNKNOWN}",
        f"/voila/execution/{UNKNOWN}",
        "/api/contents",
        "/api/kernelspecs",
        "/api/sessions",
        "/api/status",
        "/login",
        "/logout",
        "/index.ipynb",
        "/voila.json",
    ],
)
def test_what_no_page_needs_is_not_there(site, path):
    answer = ask(f"{site}{path}", **HTML)
    assert answer.status == 404
    assert b"There is no page at this address." in answer.body


FOLDERS = ["/", "/voila/static/", "/voila/labextensions/", "/voila/templates/", "/live.js/"]
SHAPES = [
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "%252e%252e/etc/passwd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "voila.js%00.css",
    "%00",
    "%ff%fe",
    "voila.js/",
    "...",
    "a" * 3000,
    ".",
    "~root",
    "handover/conf.json",
    "handover/index.html.j2",
    "handover/../../../launch.py",
]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape[:30])
def test_no_shape_of_a_path_leaves_the_served_files(site, folder, shape):
    with socket.create_connection(("127.0.0.1", urlsplit(site).port), 10) as raw:
        raw.sendall(f"GET {folder}{shape} HTTP/1.0\r\nAccept: text/html\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.split()[1] in (b"400", b"403", b"404")
    assert b"root:" not in answer
    assert b"Traceback" not in answer


@pytest.mark.parametrize("query", ["template=nope", "theme=dark", "template=../../x", "voila=%00"])
def test_the_query_changes_neither_template_nor_theme(site, query):
    answer = ask(f"{site}/?{query}")
    assert answer.status == 200
    assert answer.body == ask(f"{site}/").body


def test_methods_that_nobody_answers_are_refused(site):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        cookie = {"Cookie": "_xsrf=a", "X_XSRFToken": "a"}
        assert ask(f"{site}/", b"", method, **cookie).status == 405
    assert ask(f"{site}/", b"", "TRACE").status >= 400


@pytest.mark.server
def test_the_log_is_one_line_of_json_and_names_nobody(tmp_path):
    with serving(tmp_path, SLIDER) as server:
        assert_it_names_nobody(server)


def assert_it_names_nobody(server) -> None:
    kernel_id = live(server, "measure=commitments").json()["kernelId"]
    Page(server, kernel_id).close()
    ask(f"{server.url}/nowhere?name=Ada", User_Agent="Ada's browser")
    assert until(lambda: '"/nowhere"' in server.output())  # a thread writes what was answered
    lines = [json.loads(line) for line in server.output().splitlines() if line.startswith("{")]
    assert "/live" in {line["path"] for line in lines}
    assert f"/api/kernels/{kernel_id[:8]}/channels" in {line["path"] for line in lines}
    expected = ["bytes", "method", "ms", "path", "status", "time", "websocket"]
    assert all(sorted(line) == expected for line in lines)
    for secret in ("Ada", kernel_id, "127.0.0.1:", "commitments"):
        assert secret not in "\n".join(map(json.dumps, lines))


@pytest.mark.server
def test_below_a_path(tmp_path):
    with serving(tmp_path, SLIDER, options=["--base-url", "sub/page"]) as server:
        assert f"{server.url}/sub/page/" in server.output()
        inside = type(server)(f"{server.url}/sub/page", server.log, server.pid)
        answer = live(inside).json()
        assert answer["config"]["baseUrl"] == "/sub/page/"
        assert answer["scripts"]
        assert all(a.startswith("/sub/page/") for a in answer["scripts"])
        assert {ask(f"{server.url}{address}").status for address in answer["scripts"]} == {200}
        Page(inside, answer["kernelId"]).close()
        bye = f"{inside.url}/voila/api/shutdown/{answer['kernelId']}"
        assert ask(bye, b"", Sec_Fetch_Site="same-origin").status == 204
        missing = ask(f"{server.url}/live", **HTML)
        assert missing.status == 404
        assert b'href="/sub/page/"' in missing.body


@pytest.mark.server
def test_behind_a_token(tmp_path):
    with serving(tmp_path, SLIDER, HANDOVER_TOKEN="sesame") as server:
        assert "sesame" not in server.output()
        assert "sesame" not in " ".join(psutil.Process(server.pid).cmdline())
        assert live(server).status == 403
        closed = ask(f"{server.url}/", **HTML)
        assert closed.status == 403
        assert b"the address that opens it" in closed.body
        assert ask(f"{server.url}/login").status in (403, 404)
        opened = ask(f"{server.url}/?token=sesame&kind=all")
        assert (opened.status, opened.headers["Location"]) == (302, "?kind=all")
        cookie = opened.headers["Set-Cookie"].split(";")[0]
        same = {"Sec_Fetch_Site": "same-origin", "Cookie": cookie}
        assert ask(f"{server.url}/live", b"", **same).status == 200
        assert ask(f"{server.url}/?token=wrong").status == 403
        for line in server.output().splitlines():
            assert "sesame" not in line


@pytest.mark.server
@pytest.mark.parametrize(("options", "secure"), [(["--trust-proxy"], True), ([], False)])
def test_a_proxy_is_believed_only_if_asked_to(tmp_path, options, secure):
    (tmp_path / "token").write_text("sesame")
    with answering(free_port(), *options, f"--token-file={tmp_path / 'token'}") as url:
        opened = ask(f"{url}/?token=sesame", X_Forwarded_Proto="https")
        assert ("secure" in opened.headers["Set-Cookie"].lower()) is secure
