"""Voila's scripts: joined, compressed and complete, around a kernel in a browser."""

import json
import re
import shutil
import sys

import pytest

from tests.conftest import ROOT, free_port, running
from tests.test_static import ask, serving
from tools.voila_chunks import chunk
from widgets.serve.http.static import Store
from widgets.serve.kernel import voila_files
from widgets.serve.kernel.voila_files import VoilaFiles

pytestmark = pytest.mark.server

RECORD = json.loads(voila_files.RECORD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """tests/voila_page.py, running."""
    folder, port = tmp_path_factory.mktemp("page"), free_port()
    shutil.copy(ROOT / "notebooks" / "voila.json", folder)
    options = [f"--port={port}", "--no-browser", "--Voila.config_file_paths=."]
    command = [sys.executable, "-m", "tests.voila_page", *options]
    with running(command, port, folder / "home", cwd=folder) as server:
        yield server


def _opened(new_page, address):
    """The addresses that a page asks for until its widget has answered, all checks done."""
    watched = new_page()
    asked = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.goto(address)
    button = watched.page.get_by_role("button", name="pressed 0 times")
    button.click(timeout=60_000)
    watched.page.get_by_role("button", name="pressed 1 times").wait_for()
    assert watched.page.get_by_text("slide", exact=True).is_visible()
    watched.page.wait_for_load_state("networkidle")
    watched.assert_clean()
    watched.page.context.close()
    return [url for url in asked if url.startswith("http")]


def _chunks(urls):
    """The chunks among addresses of ours."""
    urls = (re.sub(r"/v/\w+/static/", "/voila/static/", url) for url in urls)
    urls = (re.sub(r"/v/\w+/ext/", "/voila/labextensions/", url) for url in urls)
    return [name for name in map(chunk, urls) if name]


def test_the_joined_file_saves_the_chunks(server, new_page):
    urls = _opened(new_page, f"{server.url}/")
    assert _chunks(urls) == []
    assert len(urls) <= 13, urls
    assert not [url for url in urls if re.search(r"/voila/(static|labextensions)/", url)]


def test_without_it_every_chunk_is_found_alone(server, new_page):
    urls = _opened(new_page, f"{server.url}/alone")
    assert not any("voila-chunks" in url for url in urls)
    assert len(_chunks(urls)) > 50
    assert set(_chunks(urls)) <= set(RECORD["chunks"])
    assert not [url for url in urls if re.search(r"/voila/(static|labextensions)/", url)]


def test_the_record_is_of_the_installed_versions():
    assert RECORD["versions"] == voila_files.versions()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(tmp_path_factory.mktemp("cache"))


def test_other_versions_are_not_joined(store, tmp_path):
    record = tmp_path / "record.json"
    versions = RECORD["versions"] | {"voila": "0.5.12"}
    record.write_text(json.dumps(RECORD | {"versions": versions}), encoding="utf-8")
    files = VoilaFiles(store, "/sub/", record)
    assert [re.sub(r"/\w{12}/", "/", address) for address in files.scripts()] == [
        "/sub/v/static/voila.js"
    ]


def test_a_chunk_that_is_not_there_is_not_joined(store, tmp_path):
    record = tmp_path / "record.json"
    record.write_text(json.dumps(RECORD | {"chunks": ["static/0.voila.js"]}), encoding="utf-8")
    assert len(VoilaFiles(store, record=record).scripts()) == 1


def test_each_chunk_stands_in_a_function_of_its_own(store):
    joined = store.get(VoilaFiles(store).scripts()[0].removeprefix("/s/")).bodies["identity"]
    assert joined.count(b"(function(){") >= len(RECORD["chunks"]) > 50
    assert joined.startswith(b"(function(){")
    assert joined.endswith(b"\n})();\n")
    assert b"var _JUPYTERLAB" not in joined


def test_the_files_are_served_under_their_versioned_address(store):
    files = VoilaFiles(store, "/sub/")
    static, extensions = files.page_config().values()
    font = next(name for name in files._paths if name.endswith(".woff"))
    addresses = [*files.scripts(), static.removesuffix("static") + font]
    with serving([*files.handlers(), *store.handlers("/sub/")]) as port:
        for address in addresses:
            status, headers, _body = ask(port, address, Accept_Encoding="br")
            assert (status, "immutable" in headers["Cache-Control"]) == (200, True), address
        for shape in ("../voila.js", "%2e%2e/voila.js", "nothing.js", "voila.js/", "", "%00"):
            assert ask(port, f"{static}/{shape}")[0] == 404
        assert ask(port, f"{extensions}/anywidget/package.json")[0] == 404
        other = re.sub(r"/v/\w+/", "/v/000000000000/", files.scripts()[-1])
        assert ask(port, other)[0] == 404


def test_the_address_changes_with_the_files(tmp_path):
    path = tmp_path / "voila.js"
    path.write_text("one")
    tag = voila_files._tag({"static/voila.js": path})
    assert tag == voila_files._tag({"static/voila.js": path})
    path.write_text("two")
    assert tag != voila_files._tag({"static/voila.js": path})


def test_a_package_that_is_not_there_is_one_sentence(store, monkeypatch):
    monkeypatch.setattr(voila_files, "jupyter_path", lambda *below: [])
    with pytest.raises(FileNotFoundError, match=r"is not installed; run `make setup`\.$"):
        VoilaFiles(store)
