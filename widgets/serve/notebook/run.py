"""Run a notebook in this process, once, and keep what its cells show.

The code is the operator's own: it is named on the command line, never given by a reader.
"""

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import nbformat

from widgets.board import block as blocks
from widgets.board import link as links
from widgets.board.block import Block
from widgets.board.link import Link
from widgets.lessons import task as tasks
from widgets.reading.reading import Refused
from widgets.serve import Ended

LOG = logging.getLogger("widgets.serve")
STREAM = "stream"
_ONE_AT_A_TIME = Lock()  # a working folder, a shell and a Link belong to the process


class Unreadable(Exception):
    """A file that is no notebook; the text says so."""


@dataclass
class Cell:
    """A cell and what it shows: `outputs` are bundles by mime type, or `{STREAM: text}`.

    `failure` is what went wrong, for the log and for who edits; `refusal` a sentence for readers.
    """

    number: int
    kind: str
    source: str
    metadata: dict[str, Any] = field(default_factory=dict)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    failure: str = ""
    refusal: str = ""


@dataclass
class Ran:
    """A notebook after its run: cells, the blocks and exercises they show, their Link."""

    path: Path
    metadata: dict[str, Any]
    cells: list[Cell]
    blocks: list[Block]
    tasks: list[tasks.Task]
    link: Link


def read(path: Path) -> nbformat.NotebookNode:
    """A notebook's cells. Raises Unreadable."""
    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
    except Exception as error:
        raise Unreadable(f"{path} is not a notebook of Jupyter (.ipynb).") from error


def run(path: Path) -> Ran:
    """Run all cells in their order; one that fails is logged, and the next one runs.

    Raises Unreadable.
    """
    notebook = read(path)
    link = Link()
    shown: list[Block] = []
    asked: list[tasks.Task] = []
    cells = []
    with _ONE_AT_A_TIME, _notebooks_own(path, link, shown, asked) as shell:
        for number, node in enumerate(notebook.cells, 1):
            cell = Cell(number, node.cell_type, node.source, dict(node.metadata))
            cells.append(cell)
            if node.cell_type == "code" and node.source.strip():
                _run_cell(shell, cell, path)
    return Ran(path, dict(notebook.metadata), cells, shown, asked, link)


class _Out(io.TextIOBase):
    """What is printed stands among what is displayed, in its order."""

    def __init__(self, outputs: list[dict[str, Any]]) -> None:
        self.outputs = outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.outputs and STREAM in self.outputs[-1]:
            self.outputs[-1][STREAM] += text
        elif text:
            self.outputs.append({STREAM: text})
        return len(text)


class _Log(io.TextIOBase):
    """Warnings are for the operator, a line each."""

    def __init__(self, where: str) -> None:
        self.where = where

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        for line in filter(None, map(str.strip, text.splitlines())):
            LOG.warning("%s: %s", self.where, line)
        return len(text)


@contextlib.contextmanager
def _notebooks_own(
    path: Path, link: Link, shown: list[Block], asked: list[tasks.Task]
) -> Iterator[Any]:
    """A shell in the notebook's folder, whose blocks share `link` and are found in `shown`."""
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    os.environ.setdefault("PLOTLY_RENDERER", "plotly_mimetype")  # figures as data, no browser
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.ast_node_interactivity = "last_expr"

    class Publisher(DisplayPublisher):
        """Where `display` and `print` lead."""

        outputs: list[dict[str, Any]]

        def publish(self, data: dict, *_arguments: Any, **_more: Any) -> None:
            self.outputs.append(dict(data))

        def clear_output(self, wait: bool = False) -> None:
            self.outputs.clear()

    warnings.filterwarnings("ignore", "To exit: use", UserWarning)  # nobody types here
    here, last = Path.cwd(), links.begin(link)
    tokens = blocks.collected.set(shown), tasks.collected.set(asked)
    InteractiveShell.clear_instance()
    shell: Any = InteractiveShell.instance(config=config)
    shell.display_pub = Publisher()
    shell.set_custom_exc = lambda *_: None  # what fails is said by the page, not by a learner's
    shell.showtraceback = lambda *_a, **_k: None
    shell.showsyntaxerror = lambda *_a, **_k: None
    stdin, sys.stdin = sys.stdin, io.StringIO()  # nobody answers
    folder = str(path.resolve().parent)
    sys.path.insert(0, folder)
    os.chdir(folder)
    try:
        yield shell
    finally:
        os.chdir(here)
        sys.path.remove(folder)
        sys.stdin = stdin
        tasks.collected.reset(tokens[1])
        blocks.collected.reset(tokens[0])
        links.begin(last)
        InteractiveShell.clear_instance()


def _run_cell(shell: Any, cell: Cell, path: Path) -> None:
    where = f"{path.name}, cell {cell.number}"
    shell.display_pub.outputs = cell.outputs
    with (
        contextlib.redirect_stdout(_Out(cell.outputs)),
        contextlib.redirect_stderr(_Log(where)),
    ):
        shell.displayhook = type(shell.displayhook)(shell=shell)
        shell.displayhook.write_output_prompt = lambda: None
        shell.displayhook.write_format_data = lambda data, *_: cell.outputs.append(dict(data))
        shell.displayhook.finish_displayhook = lambda: None
        shell.display_trap.hook = shell.displayhook
        result = shell.run_cell(cell.source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if isinstance(error, Ended):
        raise error
    if isinstance(error, Refused):
        cell.refusal = str(error)
    elif error is not None:
        cell.failure = f"{type(error).__name__}: {error}"
        LOG.error("%s could not be computed: %s", where, cell.failure)
