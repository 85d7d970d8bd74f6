"""The page's static files: made once, named by content, complete, and free of other hosts."""

import hashlib
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.serving import SLIDER, ask, live, serving
from widgets.serve.http import assets, static, trim
from widgets.serve.http.static import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    template = tmp_path_factory.mktemp("template")
    assert assets.make(template)
    return template


def _files(template):
    folder = template / "static" / "assets"
    return {path.name: path for path in folder.iterdir() if path.name != assets.RECORD}


@pytest.mark.slow
def test_every_name_carries_the_hash_of_its_content(made):
    for name, path in _files(made).items():
        stamp = re.search(r"-([0-9a-f]{12})\.", name).group(1)
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(stamp)


def test_the_head_names_every_file_and_only_own_addresses(made):
    head = (made / "assets.html").read_text(encoding="utf-8")
    addresses = set(re.findall(r"(?:href=\"|url\('|content=\")([^\"']+)", head))
    assert addresses == {f"{assets.URL}{name}?v=1" for name in _files(made)}
    assert "http" not in head
    assert head.count("@font-face") == len(assets.FACES)
    assert head.count('rel="preload"') == 6


def test_plotly_is_the_trimmed_file(made):
    name = next(name for name in _files(made) if name.startswith("plotly-"))
    assert _files(made)[name].read_bytes() == trim.trimmed(assets.plotly_js().read_bytes())


def test_a_plotly_that_cannot_be_trimmed_is_served_as_it_is(monkeypatch):
    monkeypatch.setattr(trim, "SOURCE", "the hash of another file")
    assert assets.smallest_plotly() == assets.plotly_js().read_bytes()


def _addresses(head):
    """Every address that a page's head would name."""
    return [*re.findall(r"url\('([^']+)'\)", head["fonts_css"]), head["plotly"]]


def _check_head(head, store):
    addresses = _addresses(head)
    assert len(addresses) == len(assets.FACES) + 1
    assert len(head["preloads"]) == 6
    assert set(head["preloads"]) < set(addresses)
    entries = [store.get(address.removeprefix("/sub/s/")) for address in addresses]
    *fonts, plotly = [entry.bodies["identity"] for entry in entries]
    assert all(font.startswith(b"wOF2") for font in fonts)
    assert plotly == trim.trimmed(assets.plotly_js().read_bytes())


@pytest.mark.slow
def test_our_server_offers_the_same_files(made, tmp_path):
    store = Store(tmp_path)
    head = assets.head(store, "/sub/", made)
    _check_head(head, store)
    offered = {address.split("/")[-1][:12] for address in _addresses(head)}
    assert offered == {re.search(r"-([0-9a-f]{12})\.", name).group(1) for name in _files(made)}


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_done_without(tmp_path, capsys):
    (tmp_path / "static").write_text("in the way")
    store = Store(tmp_path / "static")
    _check_head(assets.head(store, "/sub/", tmp_path), store)
    assert assets.main(tmp_path) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_fonts_hold_what_the_page_writes_and_tabular_figures(made):
    fonts = [path for name, path in _files(made).items() if name.endswith(".woff2")]
    assert len(fonts) == len(assets.FACES)
    for path in fonts:
        assert path.stat().st_size < 30_000
        font = TTFont(BytesIO(path.read_bytes()))
        held = font.getBestCmap()
        missing = [c for c in "AZaz09éüğŁšž–—‘’“”…•€−%\u00a0" if ord(c) not in held]
        assert not missing, (path.name, missing)
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        digits = {font["hmtx"][held[ord(digit)]][0] for digit in "0123456789"}
        assert "tnum" in features or len(digits) == 1, path.name


def test_a_second_run_makes_nothing(made):
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()}
    assert not assets.make(made)
    assert before == {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_lost_file_comes_back_with_the_same_bytes_and_a_stale_one_goes(made):
    names = set(_files(made))
    lost = next(path for name, path in _files(made).items() if name.endswith(".woff2"))
    content = lost.read_bytes()
    lost.unlink()
    stale = lost.with_name("plotly-000000000000.min.js")
    stale.write_text("old")
    assert assets.make(made)
    assert set(_files(made)) == names
    assert lost.read_bytes() == content


def test_a_package_that_is_not_there_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(assets.importlib.util, "find_spec", lambda name: None)
    assert assets.main() == 1
    assert capsys.readouterr().err == "The package plotly is not installed; run `make setup`.\n"


@pytest.fixture
def small(monkeypatch, tmp_path):
    """A template whose files are made at once: one of them is large."""
    names = [(f"face{i}", ".woff2", b"%d" % i) for i in range(len(assets.FACES))]
    produced = [*names, ("plotly", ".min.js", bytes(50_000))]
    monkeypatch.setattr(assets, "_produced", lambda: produced)
    return tmp_path


DAMAGES = {
    "a file is cut": ("static/assets/plotly-*", lambda path: path.write_bytes(bytes(4_000))),
    "a file is empty": ("static/assets/face0-*", lambda path: path.write_bytes(b"")),
    "a file is lost": ("static/assets/face1-*", lambda path: path.unlink()),
    "the head is cut": ("assets.html", lambda path: path.write_bytes(path.read_bytes()[:90])),
    "the record is cut": ("static/assets/made.json", lambda path: path.write_bytes(b'{"inputs')),
    "the record is none": ("static/assets/made.json", lambda path: path.write_text("[]")),
    "a name is lost": (
        "static/assets/made.json",
        lambda path: path.write_text(re.sub(r'"face0[^"]*",', "", path.read_text())),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_noticed_and_made_again(small, damage):
    assets.make(small)
    whole = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    pattern, how = DAMAGES[damage]
    (path,) = small.glob(pattern)
    how(path)
    head = assets.head(Store(small / "cache"), template=small)  # served whole all the same
    assert f"s/{hashlib.sha256(bytes(50_000)).hexdigest()[:12]}-plotly.min.js" == head["plotly"]
    assert assets.make(small)
    assert {path: path.read_bytes() for path in whole} == whole
    assert not assets.make(small)


LIMITED = """
import os, resource, sys
from pathlib import Path
from widgets.serve.http import assets
assets._produced = lambda: [("a", ".woff2", bytes(9))] * 8 + [("plotly", ".min.js", bytes(50_000))]
os.umask(0o777)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
sys.exit(assets.main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_nothing_is_half_made_where_there_is_no_room(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.endswith(": File too large.\n")
    assert ended.stderr.count("\n") == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not (tmp_path / "static" / "assets").exists()
    assert (tmp_path / "static").stat().st_mode & 0o777 == 0o755


def _written() -> dict[Path, int]:
    folders = (assets.TEMPLATE, static.FOLDER)
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*")}


@pytest.mark.server
def test_where_all_is_made_a_server_writes_nothing(tmp_path):
    assert assets.main() == 0
    before = _written()
    with serving(tmp_path, SLIDER) as server:
        assert _written() == before
        for script in live(server).json()["scripts"]:
            assert ask(f"{server.url}{script}").status == 200
        assert ask(f"{server.url}/").status == 200
    assert _written() == before


def test_what_a_killed_writer_has_left_goes(tmp_path):
    left, busy = tmp_path / ".new-left", tmp_path / ".new-busy"
    for path in (left, busy):
        path.write_text("half")
    os.utime(left, (0, 0))
    static.write(tmp_path / "file", b"whole")
    assert {path.name for path in tmp_path.iterdir()} == {"file", busy.name}
