"""Run notebooks and store them so that equal content is equal bytes.

    python tools/notebooks.py                 run every notebook and store it
    python tools/notebooks.py FILE ...        only these
    python tools/notebooks.py --check         run, compare with what is stored, write nothing

Stored are sources, text and table outputs and execution counts. Left out are widget state and
views, times, random cell ids and what else an editor adds: nbval and reviewers compare the rest.
"""

import argparse
import ast
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
OURS = "handover"  # what a page needs to know: a chapter's id, whether code is shown
SWITCHED_OFF = ("nbval-ignore-output", "nbval-skip", "nbval-raises-exception", "raises-exception")


def notebooks() -> list[Path]:
    """Every notebook of the project, sorted."""
    found = (ROOT / "notebooks").rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def _output(output: dict) -> dict | None:
    """One output without widget views and metadata; None if nothing is left of it."""
    if "data" in output:
        output["data"] = {kind: v for kind, v in output["data"].items() if kind != WIDGET_VIEW}
        output["metadata"] = {}
        if not output["data"]:
            return None
    return output


def _kept(notebook: nbformat.NotebookNode) -> dict:
    return {
        key: value for key, value in notebook.metadata.items() if key in ("title", "voila", OURS)
    }


def canonical(notebook: nbformat.NotebookNode) -> str:
    """The text of the file for this notebook: the same for every run with equal outputs."""
    notebook = nbformat.from_dict(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict({**METADATA, **_kept(notebook)})
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:02d}"
        own = {key: cell.metadata[key] for key in ("tags", OURS) if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(own)
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            outputs = (_output(output) for output in cell.outputs)
            cell.outputs = [output for output in outputs if output]
    return nbformat.writes(notebook) + "\n"


def execute(
    path: Path,
    say: Callable[[str], object] = lambda line: None,
    notebook: nbformat.NotebookNode | None = None,
) -> nbformat.NotebookNode:
    """The notebook, run from its first to its last cell in a new kernel in its own folder.

    `notebook` is run in the place of what the file holds.

    The kernel is this Python's, without the user's own Jupyter and IPython settings. Raises
    nbclient's CellExecutionError if a cell fails.
    """
    from nbclient import NotebookClient

    notebook = notebook or nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict({**METADATA, **_kept(notebook)})
    cells = len(notebook.cells)
    with tempfile.TemporaryDirectory(prefix="handover-") as scratch:
        for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
            os.environ[name] = str(Path(scratch, name.lower()))
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(path.parent)}},
            on_cell_start=lambda cell, cell_index: say(f"  cell {cell_index + 1} of {cells}"),
        )
        return client.execute()


def _ends_in_expression(source: str) -> bool:
    """Whether the cell's last statement is an expression whose value Jupyter would show."""
    if source.rstrip().endswith(";") or source.rstrip().split("\n")[-1].startswith(("%", "!")):
        return False
    plain = "\n".join(line for line in source.split("\n") if not line.startswith(("%", "!")))
    body = ast.parse(plain).body
    return bool(body) and isinstance(body[-1], ast.Expr)


def _cell_problems(name: str, cell: nbformat.NotebookNode) -> list[str]:
    found = []
    if any(output.output_type == "error" for output in cell.outputs):
        found.append(f"{name} stores an error.")
    if set(cell.metadata.get("tags", [])) & set(SWITCHED_OFF) or "NBVAL_" in cell.source:
        found.append(f"{name} is left out of the comparison by a tag or a comment.")
    if _ends_in_expression(cell.source) and not cell.outputs:
        found.append(f"{name} ends in an expression but stores no output.")
    return found


def problems(path: Path) -> list[str]:
    """Sentences on all that would let a change of this notebook's results pass unseen.

    nbval does not compare a cell without a count and outputs, or one that is tagged away.
    """
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = []
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append(f"{path.name}: the execution counts are not 1 to {len(code)}.")
    for number, cell in enumerate(code, start=1):
        found += _cell_problems(f"{path.name}: code cell {number}", cell)
    if text != canonical(notebook):
        found.append(f"{path.name} is not stored canonically; run `make notebooks`.")
    return found


def _store(path: Path, text: str) -> None:
    """Replace the file at once, so that a stop halfway leaves the old one."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


def _one(path: Path, check: bool) -> bool:
    """Run one notebook and store or compare it; False, after a sentence, if something is wrong."""
    from nbclient.exceptions import CellExecutionError

    print(f"{path.name}: running", flush=True)
    try:
        text = canonical(execute(path, say=lambda line: print(line, flush=True)))
    except CellExecutionError as error:
        print(f"{path.name} stopped with an error and is left as it was.\n{error}", file=sys.stderr)
        return False
    same = path.read_text(encoding="utf-8") == text
    if check:
        print(f"{path.name}: " + ("as stored" if same else "differs; run `make notebooks`"))
        return same
    if not same:
        _store(path, text)
    print(f"{path.name}: " + ("unchanged" if same else "stored"))
    return True


def main(argv: list[str] | None = None) -> int:
    """Command line; returns 1 if a notebook failed or, with --check, differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument("files", nargs="*", type=Path, help="default: all under notebooks/")
    options = parser.parse_args(argv)
    done = [_one(path.resolve(), options.check) for path in options.files or notebooks()]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
