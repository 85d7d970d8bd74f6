"""Behind nginx and under a path, with the block that docs/nginx.conf gives to operators."""

import contextlib
import os
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT, Server, free_port, running, until
from tests.reader import INDEX, cells
from tests.serving import SLIDER, Answer, ask
from tests.test_browser import drawn, open_page, set_field
from tools.browser import find
from widgets.serve.http.guard import HEADERS

NGINX = find("nginx")
PUBLIC = "https://example.org/handover/"
# What nginx needs around the block when it runs beside the system's own, for whoever tests.
AROUND = """{user}
pid {folder}/nginx.pid;
daemon off;
worker_processes 1;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{block}
}}"""
NAMED = """import sys
from widgets.serve import launch, log
request = log.request

def named(handler):
    print("asked by", handler.request.remote_ip, handler.request.protocol, flush=True)
    request(handler)

log.request = named
sys.exit(launch.main(sys.argv[1:]))"""

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


def serve(
    port: int, home: Path, notebook: Path = INDEX
) -> contextlib.AbstractContextManager[Server]:
    options = ["--base-url", "/handover/", "--trust-proxy", "--public-url", PUBLIC]
    command = [sys.executable, "-c", NAMED, str(notebook), "--port", str(port), *options]
    return running(command, port, home)


@contextlib.contextmanager
def nginx(behind: int, folder: Path) -> Iterator[str]:
    """The documented block in front of a port; where readers find the page."""
    port = free_port()
    block = ROOT.joinpath("docs", "nginx.conf").read_text(encoding="utf-8")
    for documented, here in (("listen 80;", f"listen 127.0.0.1:{port};"), ("8866", str(behind))):
        assert block.count(documented) == 1
        block = block.replace(documented, here)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    text = AROUND.format(user="user root;" if root else "", folder=folder, block=block)
    folder.joinpath("nginx.conf").write_text(text, encoding="utf-8")
    command = [NGINX, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with running(command, port, folder) as server:
        yield f"{server.url}/handover"


@pytest.fixture(scope="module")
def behind(tmp_path_factory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("behind")
    live = nbformat.v4.new_notebook(cells=[*cells("flows"), SLIDER])
    nbformat.write(live, home / "live.ipynb")
    with serve(free_port(), home, home / "live.ipynb") as server:
        yield server


@pytest.fixture(scope="module")
def url(behind, tmp_path_factory) -> Iterator[str]:
    with nginx(int(behind.url.rsplit(":")[-1]), tmp_path_factory.mktemp("nginx")) as url:
        yield url


def sent(url: str, path: str, **headers: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, every header as it came, and body."""
    host = url.split("/")[2]
    connection = HTTPConnection(host, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    answer = connection.getresponse()
    with contextlib.closing(connection):
        return answer.status, answer.getheaders(), answer.read()


def test_the_page_works_and_its_kernel_joins(url, watched):
    page = open_page(watched, f"{url}/?from=2024-01")
    page.locator('html[data-live="true"]').wait_for(state="attached", timeout=60_000)
    page.locator("[data-live] .widget-slider").wait_for()  # through the websocket
    set_field(page, "To", "2024-09")
    until(page, "location.search === '?from=2024-01&to=2024-09'")
    drawn(page)
    assert page.evaluate("location.pathname") == "/handover/"
    counting = page.locator('[data-text="counting"]').inner_text()
    assert "Jan 2024 – Sep 2024" in counting
    with page.expect_download() as download:
        page.locator('[data-slot="flows-ranking"]').get_by_role("link", name="CSV").click()
    assert "United States" in download.value.path().read_text()
    watched.assert_clean()


@pytest.mark.parametrize("path", ["/handover/", "/handover/nowhere", "/handover/healthz"])
def test_no_header_is_doubled_or_lost(url, path):
    _, headers, _ = sent(url, path)
    names = [name.lower() for name, _ in headers]
    assert len(names) == len(set(names))
    assert HEADERS.items() <= dict(headers).items()


def test_previews_name_the_public_address(url):
    html = sent(url, "/handover/?to=2024-09")[2].decode()
    assert f'<meta property="og:url" content="{PUBLIC}?to=2024-09">' in html
    assert f'<meta property="og:image" content="{PUBLIC}s/' in html
    assert f'<link rel="canonical" href="{PUBLIC}">' in html


def test_files_are_kept_for_good_and_compressed(url):
    html = sent(url, "/handover/")[2].decode()
    script = html.split('<script type="module" src="')[1].split('"')[0]
    assert script.startswith("/handover/s/")
    status, headers, body = sent(url, script, Accept_Encoding="gzip")
    given = dict(headers)
    assert status == 200
    assert given["Cache-Control"] == "public, max-age=31536000, immutable"
    assert given["Content-Encoding"] == "gzip"
    assert len(body) == int(given["Content-Length"])
    again = sent(url, script, Accept_Encoding="gzip", If_None_Match=given["Etag"])
    assert again[0] == 304
    assert not again[2]


def test_what_is_not_there_has_our_look(url):
    status, _, body = sent(url, "/handover/nowhere", Accept="text/html")
    assert status == 404
    assert b"There is no page at this address." in body
    assert b'href="/handover/"' in body


def test_without_the_slash_the_page_is_found(url):
    answer: Answer = ask(f"{url}?to=2024-09")
    assert answer.status == 301
    assert answer.headers["Location"] == f"{url}/?to=2024-09"


def test_who_asks_is_told_by_the_proxy_alone(url, behind):
    claims = {
        "X_Forwarded_For": "203.0.113.9",
        "X_Real_IP": "203.0.113.9",
        "X_Forwarded_Proto": "https",
        "X_Scheme": "https",
    }
    sent(url, "/handover/robots.txt", **claims)
    assert "asked by 127.0.0.1 http\n" in behind.output()
    assert "203.0.113.9" not in behind.output()
    assert "https\n" not in behind.output()


def test_a_server_started_anew_behind_the_proxy_answers_the_waiting_step(new_page, tmp_path):
    watched, port = new_page(), free_port()
    for name in ("one", "two", "nginx"):
        tmp_path.joinpath(name).mkdir()
    with nginx(port, tmp_path / "nginx") as url:
        with serve(port, tmp_path / "one"):
            page = open_page(watched, f"{url}/")
        set_field(page, "To", "2024-09")
        page.locator(".status", has_text="The server does not answer.").wait_for(timeout=15_000)
        with serve(port, tmp_path / "two"):
            until(page, "location.search === '?to=2024-09'")
            until(page, "document.querySelector('.status').textContent === ''")
            drawn(page)
        assert not watched.page_errors
    page.context.close()
