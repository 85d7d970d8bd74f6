"""Imports go one way (DESIGN section 2); each kind of work has one home."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "widgets"
LAYERS = [
    {
        *("tables", "dates", "reading", "tokens", "event_filter", "verdict", "zoom", "pick"),
        *("own_group", "flow_choice"),
    },
    {"what_if", "address"},
    {"flows", "coordination", "geography", "bootstrap", "scenario", "guess"},
    {"ranks", "donors"},
    {"words", "figures", "plain_errors"},
    {"verdicts"},
    {"claims"},
    {"check", "controls", "handmade", "scenario_controls", "view"},
    {"board"},
    {"link", "explorer"},
    {"explorers", "exercises", "task"},
    {"lesson", "page"},
    {"teacher"},
]
LEVEL = {name: level for level, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(
    path for path in ROOT.rglob("*.py") if "serve" not in path.parts and path.name != "__init__.py"
)
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]


def imported(path: Path, for_types: bool = True) -> set[str]:
    """Every module named in an import statement anywhere in a file, dotted.

    Without `for_types` those are left out that only a type checker reads.
    """
    names, todo = set(), [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            todo += node.orelse + (node.body if for_types else [])
            continue
        todo += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: import by full name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def noun(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_imports_upwards(path):
    own = LEVEL[noun(path)]
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "widgets" and len(parts) > 1 and parts[1] in LEVEL:
            assert LEVEL[parts[1]] <= own, f"{path.name} imports {name} from a layer above"


def test_every_module_has_its_layer():
    assert {noun(path) for path in MODULES} == set(LEVEL)


WIDGET_MACHINERY = {
    "ipywidgets": set(),
    "anywidget": {"explorer", "task"},
    "traitlets": {"explorer", "link", "task"},
    "IPython": set(),
}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_plotly_only_in_figures_and_widgets_only_at_the_top(path):
    used = {name.split(".")[0] for name in imported(path, for_types=False)}
    assert "plotly" not in used or noun(path) == "figures"
    for machinery, users in WIDGET_MACHINERY.items():
        assert machinery not in used or noun(path) in users


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_only_tables_opens_data_and_only_reading_parses_queries(path):
    text = path.read_text(encoding="utf-8")
    if path.name != "tables.py":
        called = {
            getattr(node.func, "attr", getattr(node.func, "id", ""))
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call)
        }
        own_scripts = {"read_text", "read_bytes"} if path.name == "explorer.py" else set()
        assert not (called & {"open", "read_csv", "read_text", "read_bytes"}) - own_scripts
    if path.name not in ("reading.py",):
        assert "parse_qs" not in text


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_widgets_loads_neither_pandas_nor_plotly():
    assert not loaded_after("import widgets") & {"pandas", "plotly", "numpy", "ipywidgets"}


def test_sums_load_no_figure_and_no_plotly():
    loaded = loaded_after("import widgets.tables, widgets.flows, widgets.words")
    assert not {name for name in loaded if name.startswith(("plotly", "widgets.figures"))}


def test_an_address_is_read_without_pandas():
    assert "pandas" not in loaded_after("import widgets.reading, widgets.address")


def test_an_answer_needs_neither_plotly_nor_widgets():
    loaded = loaded_after(
        "from widgets.explorers.flows import PARTS; from widgets.board import Board; "
        "from widgets.tables import load; Board(PARTS, lambda t, a: {}, None).warm(load())"
    )
    assert "widgets.figures.sankey" in loaded
    assert not loaded & {"plotly", "edtf", "frictionless"}


def test_a_page_is_warm_without_plotly():
    loaded = loaded_after("import widgets.page; widgets.page.warm()")
    assert not loaded & {"plotly", "edtf", "frictionless"}


def test_a_notebook_finds_the_names_of_the_readme():
    import widgets

    for name in widgets.__all__:
        assert getattr(widgets, name)
    assert widgets.explorers.flows.explorer and widgets.explorers.timeline.explorer
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = widgets.nothing
