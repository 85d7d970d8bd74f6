"""The page's static files: made once, named by content, complete, and free of other hosts."""

import hashlib
import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from widgets.serve import assets, trim
from widgets.serve.static import Store


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
