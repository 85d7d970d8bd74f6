"""The tools: the browser finder, the canonical notebooks, the record of Voila's chunks."""

import json
import os
import shutil
import sys

import nbformat
import pytest

from tools import browser, notebooks, voila_chunks


def _program(folder, name, answer=0):
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {answer}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine whose PATH is one empty folder, without any browser in the usual places."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("HANDOVER_BROWSER", raising=False)
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setattr(browser, "_playwright_browser", lambda: None)
    return tmp_path


posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in programs are shell scripts")


@posix
def test_a_browser_on_the_path_is_found(bare):
    chrome = _program(bare, "google-chrome")
    assert browser.find_browser() == chrome


@posix
def test_a_program_that_does_not_start_is_passed_over(bare):
    _program(bare, "chromium", answer=1)
    chrome = _program(bare, "google-chrome")
    assert browser.find_browser() == chrome


@posix
def test_the_environment_names_the_browser(bare, monkeypatch):
    _program(bare, "chromium")
    wanted = _program(bare, "my-browser")
    monkeypatch.setenv("HANDOVER_BROWSER", wanted)
    assert browser.find_browser() == wanted


def test_a_wrong_name_in_the_environment_is_one_sentence(bare, monkeypatch, capsys):
    monkeypatch.setenv("HANDOVER_BROWSER", "nothing-here")
    assert browser.main() == 1
    captured = capsys.readouterr()
    assert captured.err == "HANDOVER_BROWSER is nothing-here, which does not start.\n"


@posix
def test_debians_package_is_tried_before_playwrights_download(bare, monkeypatch):
    _program(bare, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    ran = []

    def run(*command):
        ran.append(command[:2])
        if command[:2] == ("apt-get", "install"):
            _program(bare, "chromium")
        return True

    monkeypatch.setattr(browser, "_run", run)
    assert browser.ensure_browser() == str(bare / "chromium")
    assert ran == [("apt-get", "update"), ("apt-get", "install")]


@posix
def test_debians_package_is_left_alone_without_the_right_to_install(bare, monkeypatch):
    _program(bare, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    ran = []
    monkeypatch.setattr(browser, "_run", lambda *command: ran.append(command) or False)
    with pytest.raises(FileNotFoundError):
        browser.ensure_browser()
    assert ran == [(sys.executable, "-m", "playwright", "install", "chromium")]


@posix
def test_what_only_some_tests_want_is_installed_once(bare, monkeypatch):
    _program(bare, "apt-get")
    _program(bare, "chromium")
    _program(bare, "firefox-esr")
    monkeypatch.setattr(browser, "find", shutil.which)  # not the machine's own
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    ran = []
    monkeypatch.setattr(browser, "_run", lambda *command: ran.append(command[-1]) or True)
    assert browser.main() == 0
    assert ran == ["update", "nginx-light", "update", "webkit2gtk-driver", "update", "xvfb"]


def test_no_browser_at_all_is_one_sentence(bare, monkeypatch, capsys):
    monkeypatch.setattr(browser, "_run", lambda *command: False)
    assert browser.main() == 1
    assert capsys.readouterr().err == browser.NONE + "\n"


SAMPLE = [
    nbformat.v4.new_markdown_cell("# Sample"),
    nbformat.v4.new_code_cell("import sys\nprint('one')\nprint('two')"),
    nbformat.v4.new_code_cell("6 * 7", metadata={"tags": ["page"], "collapsed": True}),
    nbformat.v4.new_code_cell("import ipywidgets\nipywidgets.IntSlider(value=3)"),
]


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "sample.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=SAMPLE, metadata={"editor": "any"}), path)
    return path


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    path = tmp_path_factory.mktemp("stored") / "sample.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=SAMPLE), path)
    assert notebooks.main([str(path)]) == 0
    return path


def _change(path, change):
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(notebooks.canonical(nbformat.from_dict(content)), encoding="utf-8")
    return notebooks.problems(path)


@pytest.fixture
def copy(stored, tmp_path):
    return shutil.copy(stored, tmp_path / "sample.ipynb")


def test_a_stored_notebook_keeps_results_and_nothing_of_the_editor(stored):
    text = stored.read_text(encoding="utf-8")
    content = json.loads(text)
    assert [cell["id"] for cell in content["cells"]] == [f"cell-{n:02d}" for n in range(1, 5)]
    assert [cell["metadata"] for cell in content["cells"]] == [{}, {}, {"tags": ["page"]}, {}]
    assert content["metadata"] == notebooks.METADATA
    assert content["cells"][1]["outputs"][0]["text"] == ["one\n", "two\n"]
    assert content["cells"][2]["outputs"][0]["data"] == {"text/plain": ["42"]}
    assert set(content["cells"][3]["outputs"][0]["data"]) == {"text/plain"}
    assert notebooks.problems(stored) == []


@pytest.mark.slow
def test_a_second_run_is_byte_identical(stored, capsys):
    before = stored.read_bytes()
    assert notebooks.main([str(stored)]) == 0
    assert stored.read_bytes() == before
    assert "unchanged" in capsys.readouterr().out


@pytest.mark.slow
def test_check_finds_a_changed_result_and_writes_nothing(copy, capsys):
    text = copy.read_text(encoding="utf-8").replace('"42"', '"43"')
    copy.write_text(text, encoding="utf-8")
    assert notebooks.main(["--check", str(copy)]) == 1
    assert copy.read_text(encoding="utf-8") == text
    assert "differs" in capsys.readouterr().out


@pytest.mark.slow
def test_a_notebook_that_fails_is_left_as_it_was(copy, capsys):
    text = copy.read_text(encoding="utf-8").replace("6 * 7", "6 / 0")
    copy.write_text(text, encoding="utf-8")
    assert notebooks.main([str(copy)]) == 1
    assert copy.read_text(encoding="utf-8") == text
    assert "sample.ipynb stopped with an error and is left as it was." in capsys.readouterr().err


def test_the_guard_sees_a_notebook_that_was_not_run(sample):
    found = notebooks.problems(sample)
    assert "sample.ipynb: the execution counts are not 1 to 3." in found
    assert "sample.ipynb: code cell 2 ends in an expression but stores no output." in found
    assert "sample.ipynb is not stored canonically; run `make notebooks`." in found


def test_the_guard_sees_cells_left_out_of_the_comparison(copy):
    switched_off = [
        "sample.ipynb: code cell 1 is left out of the comparison by a tag or a comment."
    ]
    cell = 1

    def comment(content):
        content["cells"][cell]["source"] = "# NBVAL_SKIP\nprint('one')"

    def tag(content):
        content["cells"][cell]["source"] = "print('one')"
        content["cells"][cell]["metadata"] = {"tags": ["nbval-skip"]}

    assert _change(copy, comment) == switched_off
    assert _change(copy, tag) == switched_off


def test_the_guard_sees_a_stored_error(copy):
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}

    def add(content):
        content["cells"][1]["outputs"] = [error]

    assert _change(copy, add) == ["sample.ipynb: code cell 1 stores an error."]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 + 1", True),
        ("x = 1\nx", True),
        ("x = 1", False),
        ("1 + 1;", False),
        ("%load_ext autoreload\n%autoreload 2", False),
        ("%load_ext autoreload\nx", True),
        ("", False),
    ],
)
def test_the_guard_knows_which_cells_show_a_value(source, shown):
    assert notebooks._ends_in_expression(source) is shown


def test_every_notebook_of_the_project_is_stored_so_that_nbval_compares_it():
    paths = notebooks.notebooks()
    assert paths, "there is no notebook below notebooks/"
    assert [problem for path in paths for problem in notebooks.problems(path)] == []


@pytest.mark.parametrize(
    ("address", "chunk"),
    [
        ("/voila/static/143.voila.js", "static/143.voila.js"),
        ("/voila/static/voila.js", None),
        ("/voila/static/voila-style.js", None),
        ("/sub/voila/labextensions/@a/b/static/7.2a.js?v=2a", "ext/@a/b/static/7.2a.js"),
        ("/voila/labextensions/anywidget/static/remoteEntry.698d.js", None),
        ("/voila/static/a.woff2", None),
        ("/voila/templates/handover/static/143.voila.js", None),
    ],
)
def test_chunks_are_told_from_other_scripts(address, chunk):
    assert voila_chunks.chunk(f"http://127.0.0.1:8866{address}") == chunk
