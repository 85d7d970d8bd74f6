"""nbval compares real numbers: one changed digit in a stored notebook fails, and is named.

That the project's own notebooks are true is a run of its own (`make test`).
"""

import os
import subprocess
import sys

import nbformat
import pytest

from tests.conftest import ROOT
from tools import notebooks


def cell(source: str, shown: str, number: int) -> nbformat.NotebookNode:
    """A code cell as it is stored, with what it showed."""
    output = nbformat.v4.new_output("execute_result", {"text/plain": shown}, execution_count=number)
    return nbformat.v4.new_code_cell(source, outputs=[output], execution_count=number)


@pytest.mark.slow
def test_a_changed_number_fails_and_the_true_one_passes(tmp_path):
    cells = [cell("129.2338 / 2", "64.6169", 1), cell("129.2336 / 2", "64.6169", 2)]
    path = tmp_path / "tiny.ipynb"
    path.write_text(notebooks.canonical(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    assert notebooks.problems(path) == []
    options = ["-q", "-p", "no:cacheprovider", "-p", "nbval.plugin", "--nbval"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--nbval-current-env", f"--rootdir={tmp_path}"],
        cwd=tmp_path,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # the others take their time
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout
    assert "1 failed, 1 passed" in done.stdout
    assert "64.6169" in done.stdout
    assert "64.6168" in done.stdout


def test_the_notebooks_of_the_project_hold_numbers_that_are_compared():
    """A table of a chart is text, and text is what nbval compares."""
    stored = (ROOT / "notebooks" / "index.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(stored, as_version=4)
    shown = [
        output["data"]["text/plain"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "data" in output
    ]
    assert any(text.count(".") > 100 for text in shown)
