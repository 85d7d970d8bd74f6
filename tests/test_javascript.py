"""The check of the JavaScript: skipped in a sentence without node, never without saying so."""

import json
import os
import re

import pytest

from tools import javascript

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in programs are shell scripts")
NEW = "v{}.{}.0".format(*javascript.NODE)


def _program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine with node and npm: a function that says what they answer."""
    path = tmp_path / "path"
    path.mkdir()
    home = tmp_path / "js"
    home.mkdir()
    (home / "package-lock.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.setattr(javascript, "HOME", home)

    def made(version=NEW, finds=0, npm="/bin/mkdir -p node_modules; echo x >> ran"):
        answer = f'[ "$1" = --version ] && echo {version} && exit; exit {finds}'
        _program(path, "node", answer)
        if npm:
            _program(path, "npm", npm)
        return home

    return made


@pytest.mark.parametrize("old", ["v20.18.3", "v8.17.0", "something"])
def test_with_an_old_node_it_is_not_checked_and_says_so(machine, capsys, old):
    machine(version=old, finds=1)
    assert javascript.main([]) == 0
    assert capsys.readouterr().out == javascript.NOT_HERE + "\n"


def test_without_node_or_without_npm_it_is_not_checked_and_says_so(machine, capsys):
    assert javascript.main([]) == 0
    machine(npm=None)
    assert javascript.main([]) == 0
    assert capsys.readouterr().out == 2 * (javascript.NOT_HERE + "\n")


def test_eslint_is_installed_once_and_again_for_other_versions(machine):
    home = machine()
    for lock, runs in (("{}", 1), ("{}", 1), ("{1}", 2)):
        (home / "package-lock.json").write_text(lock, encoding="utf-8")
        assert javascript.main([]) == 0
        assert (home / "ran").read_text().count("x") == runs


@pytest.mark.parametrize("code", [1, 2])
def test_what_eslint_finds_is_a_failure(machine, code):
    machine(finds=code)
    assert javascript.main([]) == 1


def test_an_installation_that_fails_is_one_sentence_and_a_failure(machine, capsys):
    machine(npm="echo noise; echo noise >&2; exit 1")
    assert javascript.main([]) == 1
    said = capsys.readouterr()
    assert said.err == javascript.NO_LINTER + "\n"
    assert "noise" not in said.out
    assert javascript.main([]) == 1  # it is tried again


def test_the_versions_are_exact_and_the_lock_file_names_no_registry():
    home = javascript.ROOT / "tools" / "js"
    wanted = json.loads((home / "package.json").read_text(encoding="utf-8"))
    assert wanted["private"]
    assert wanted["engines"]["node"] == ">={}.{}".format(*javascript.NODE)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", v) for v in wanted["devDependencies"].values())
    lock = json.loads((home / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["devDependencies"] == wanted["devDependencies"]
    assert all("integrity" in package and "resolved" not in package for package in lock.values())
