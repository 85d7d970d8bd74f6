"""The reader's page: notebooks/index.ipynb, run once in this process; and some chapters of it."""

from pathlib import Path

import nbformat

from widgets.serve.notebook.manuscript import Manuscript
from widgets.serve.notebook.markdown import slug

INDEX = Path(__file__).parents[1] / "notebooks" / "index.ipynb"
MANUSCRIPT = Manuscript.of(INDEX)
BOARD = MANUSCRIPT.board
CHAPTERS = {section.name: section for section in MANUSCRIPT.sections if section.name}


def _chapter(cell: nbformat.NotebookNode) -> str:
    """The chapter that a cell begins, or an empty text."""
    if cell.cell_type != "markdown" or not cell.source.startswith("## "):
        return ""
    heading = cell.source.splitlines()[0].removeprefix("## ")
    return cell.metadata.get("handover", {}).get("id") or slug(heading)


def cells(*chapters: str) -> list[nbformat.NotebookNode]:
    """The page's cells: its opening, and some chapters alone, which a browser draws sooner."""
    found, at = [], ""
    for cell in nbformat.read(INDEX, as_version=4).cells:
        at = _chapter(cell) or at
        if not at or at in chapters:
            found.append(cell)
    return found


def write(path: Path, *chapters: str) -> None:
    """A notebook of some chapters alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = {"handover": MANUSCRIPT.ran.metadata.get("handover", {})}
    nbformat.write(nbformat.v4.new_notebook(cells=cells(*chapters), metadata=own), path)
