"""Words are not code: no sentence that a reader can see stands in the package's Python."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from widgets.tables.package import load

PACKAGE = ROOT / "widgets"
PROSE = re.compile(r"[A-Za-z]{2,}[,.:;]? [a-zA-Z]{2,}")
TAGS = re.compile(r"<[^>]*(>|$)|\{[^}]*\}|\w+=\"[^\"]*\"")
# Raised for whoever writes code; a reader's own mistakes are Refused, DataError or a Problem.
PROGRAMMERS = {"AttributeError", "KeyError", "NotImplementedError", "RuntimeError", "TypeError"}
PROGRAMMERS |= {"ValueError"}
# What is called with words for the operator, or for the code itself.
LOGS = {"debug", "info", "warning", "error", "exception", "fault", "compile", "ContextVar"}
# `name` is a trace's, by which a test or a style finds it: no chart has a legend.
UNSEEN = {"name"}
# Traces named in a loop, and code that is shown as code.
CODE = {"said by your date", "said later", "every other month", "own month", "day known"}
CODE |= {"what happened", "const DARK = ", "const WORDS = ", "from widgets import "}
# Logs, the command line and HTTP speak to the operator; CSS and plotly.js are no prose.
OPERATORS = (
    "serve/app.py",
    "serve/launch.py",
    "serve/log.py",
    "serve/scratch.py",
    "serve/version.py",
    "serve/http",
    "serve/kernel",
    "serve/notebook/run.py",
    "draw/tokens.py",
)


def names() -> set[str]:
    """What tables say: a name that code looks up is data."""
    tables = load()
    return {
        value
        for resource in tables.package["resources"]
        for column in tables.frame(resource["name"]).select_dtypes(exclude="number")
        for value in tables.frame(resource["name"])[column].dropna().astype(str)
    }


def called(node: ast.AST) -> str:
    """The last name of what is called, or an empty text."""
    found = node.func if isinstance(node, ast.Call) else node
    return getattr(found, "attr", getattr(found, "id", ""))


def unseen(tree: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module that no reader sees: docstrings, types, errors of code, logs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (e for e in node.body if isinstance(e, ast.Expr))
            yield from getattr(node, "decorator_list", [])
        if isinstance(node, ast.Raise) and node.exc and called(node.exc) in PROGRAMMERS:
            yield node
        if isinstance(node, ast.Call) and called(node) in LOGS:
            yield node
        if isinstance(node, ast.keyword) and node.arg in UNSEEN:
            yield node
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            yield node.returns


def prose(code: str) -> list[str]:
    """The constants of a module that read like words for a reader."""
    tree = ast.parse(code)
    # An expression that is a call is no docstring, and may show something.
    left_out = {
        id(inner)
        for node in unseen(tree)
        if not (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant))
        for inner in ast.walk(node)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in left_out
        and PROSE.search(TAGS.sub("|", node.value))
    ]


def is_code(text: str) -> bool:
    """Whether it is an expression that a lesson shows, or one of CODE."""
    return text in CODE or "(tables, " in text or "Reading(" in text


@pytest.mark.parametrize(
    "code",
    [
        'title = "Who gave most"',
        'title = f"Of {count} donors most gave less"',
        'html = Markup("<p>No donor <b>gave</b> anything</p>")',
        'axis(title="Billion euros a month")',
        'raise Refused("This cannot be counted.")',
        'show("Nothing is shown here")',
    ],
)
def test_the_search_finds_words(code):
    assert prose(code)


def test_no_words_for_a_reader_stand_in_code():
    known = names()
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        words = [
            text
            for text in prose(path.read_text(encoding="utf-8"))
            if text not in known and not is_code(text)
        ]
        if words and not place.startswith(OPERATORS):
            found[place] = words
    assert found == {}
