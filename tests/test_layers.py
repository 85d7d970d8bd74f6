"""What is loaded when, and who opens data; who may import whom is in pyproject.toml."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "widgets"
MODULES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if "serve" not in path.parts and path.name not in ("__init__.py", "package.py")
)
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_only_tables_opens_data(path):
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    own_scripts = (
        {"read_text", "read_bytes"} if path.name in ("explorer.py", "messages.py") else set()
    )
    assert not (called & {"open", "read_csv", "read_text", "read_bytes"}) - own_scripts


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_widgets_loads_neither_pandas_nor_plotly():
    assert not loaded_after("import widgets") & {"pandas", "plotly", "numpy", "ipywidgets"}


def test_sums_load_no_figure_and_no_plotly():
    loaded = loaded_after("import widgets.tables.package, widgets.sums.flows, widgets.words")
    assert not {name for name in loaded if name.startswith(("plotly", "widgets.draw"))}


def test_an_address_is_read_without_pandas():
    assert "pandas" not in loaded_after("import widgets.reading.reading, widgets.reading.address")


def test_an_answer_needs_neither_plotly_nor_widgets():
    loaded = loaded_after(
        "from widgets.chapters.carries.chapter import PARTS; "
        "from widgets.board.board import Board; "
        "from widgets.tables.package import load; Board(PARTS, lambda t, a: {}, None).warm(load())"
    )
    assert "widgets.chapters.carries.drawings.sankey" in loaded
    assert not loaded & {"plotly", "edtf", "frictionless"}


def test_a_page_runs_and_is_warm_without_plotly():
    loaded = loaded_after(
        "from tests.reader import MANUSCRIPT; MANUSCRIPT.board.warm(MANUSCRIPT.tables)"
    )
    assert "widgets.chapters.carries.drawings.sankey" in loaded
    assert not loaded & {"plotly", "edtf", "frictionless"}


def test_a_notebook_finds_the_names_of_the_readme():
    import widgets

    for name in widgets.__all__:
        assert getattr(widgets, name)
    assert widgets.carries.explorer
    assert widgets.timeline.explorer
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = widgets.nothing
