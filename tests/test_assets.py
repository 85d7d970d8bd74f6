"""The page's static files: made once, named by content, complete, and free of other hosts."""

import hashlib
import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from widgets.serve import assets


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    template = tmp_path_factory.mktemp("template")
    assert assets.make(template)
    return template


def _files(template):
    folder = template / "static" / "assets"
    return {path.name: path for path in folder.iterdir() if path.name != assets.RECORD}


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
    assert head.count('rel="preload"') == 2


def test_plotly_is_the_packages_own_file(made):
    name = next(name for name in _files(made) if name.startswith("plotly-"))
    assert _files(made)[name].read_bytes() == assets.plotly_js().read_bytes()


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
