"""The set-up files agree with each other, with the README and with any machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Those the project is described by: conda must bring them, not pip.
BOUND = {"jupyterlab", "voila", "ipywidgets", "plotly", "pandas", "nbval"}


def _requirements(lines):
    found = (Requirement(line) for line in lines)
    return {canonicalize_name(requirement.name): requirement for requirement in found}


RUNTIME = _requirements(PROJECT["dependencies"])
TEST = _requirements(PROJECT["optional-dependencies"]["test"])


def _environment():
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    lines = content["dependencies"]
    conda = _requirements(line for line in lines if isinstance(line, str))
    pip = next(line["pip"] for line in lines if isinstance(line, dict))
    return content, conda, pip


def test_environment_yml_equals_pyproject():
    content, conda, pip = _environment()
    assert content["name"] == "handover"
    assert "-e ." in pip
    assert str(conda.pop("python").specifier) == PROJECT["requires-python"]
    conda.pop("pip")
    both = conda | _requirements(line for line in pip if line != "-e .")
    wanted = RUNTIME | {"nbval": TEST["nbval"]}
    assert {name: str(one.specifier) for name, one in both.items()} == {
        name: str(one.specifier) for name, one in wanted.items()
    }


def test_the_bound_packages_come_from_conda():
    _, conda, _ = _environment()
    assert set(conda) >= BOUND


def test_every_requirement_has_a_lower_bound():
    for requirement in [*RUNTIME.values(), *TEST.values()]:
        assert str(requirement.specifier).startswith(">="), str(requirement)


def test_constraints_pin_versions_without_an_address_and_satisfy_pyproject():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {}
    for line in lines:
        requirement = Requirement(line)  # fails on options, paths and addresses alike
        assert requirement.url is None
        assert str(requirement.specifier).startswith("=="), line
        pinned.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for name, wanted in (RUNTIME | TEST).items():
        assert name in pinned, f"{name} is not pinned; run `make constraints`"
        for one in pinned[name]:
            version = str(one.specifier).removeprefix("==")
            assert wanted.specifier.contains(version, prereleases=True), f"{one}, but {wanted}"


def test_the_licence_is_stated_and_there():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License")
    assert "data/" in text
    assert PROJECT["license"] == "MIT"


def test_the_readmes_commands_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^ {4})make ([a-z]+)", readme, re.MULTILINE))
    assert {"app", "test"} <= named
    assert named <= targets


def test_the_readmes_files_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / name).exists(), name


def _tracked():
    """Tracked files; in a copy without git, every file that git would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
    )
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    made = {"__pycache__", "assets", "cache", ".pytest_cache", ".ruff_cache", ".hypothesis"}
    skipped = {".venv", *made}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts)]


# In pieces, so that this file does not name them either.
FOREIGN = {
    "a package registry's host": r"py{0}pi\.org|python{0}hosted|registry\.npm{0}js|deb\.deb{0}ian",
    "a path of one machine": r"(?<![\w.:/-])/(?:wo{0}rk|ho{0}me|ro{0}ot|Us{0}ers)/\w",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_tracked_file_names(kind):
    pattern = re.compile(FOREIGN[kind].replace("{0}", ""))
    found = []
    for path in _tracked():
        if not path.is_file() or path == Path(__file__):
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert not found
