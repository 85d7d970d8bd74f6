"""`python -m tests.pseudo_page TO`: all that a reader can see of the page and of the lessons, by
place, as JSON, in the language of the environment; the notebook's own words are accented with it.
"""

import io
import json
import re
import sys
import tokenize
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nbformat

from tools.pseudo import NAME, accented
from widgets import Lesson
from widgets.board import view
from widgets.reading import address as addresses
from widgets.serve.notebook.manuscript import Manuscript
from widgets.words import messages, numbers

INDEX = Path(__file__).parents[1] / "notebooks" / "index.ipynb"
QUERIES = (
    "",
    "kind=all&event=purl-announced&span=3&search=nato&lane=aid&month=2025-03",
    "measure=commitments&kind=all&unit=pct-gdp&from=2023-01&to=2024-09&by=donor&claim=distance",
    "measure=commitments&kind=military",
    "donors=DEU.FRA.USA&unit=per-head&rhythm=cumulative&who=sag-u&asof=2023-05-01&groups=Ö~DEU.FRA",
    "upto=2024-03&form=stacked&by=group&claim=since-2022&unit=nonsense",
    "guess=us_2.5~europe_2.20~revealed.yes&scenario=us.50~europe.20&claim=billion",
)
SEEN = ("title", "placeholder", "label", "aria-label", "alt")
WRITTEN = ("text", "hovertext", "ticktext", "hovertemplate", "title")
PLACE = re.compile(r"\{[^}]*\}")


class _Read(HTMLParser):
    """What stands in a page, and what is said of its parts; code is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in ("script", "style", "pre", "code")
        self.texts += [value for name, value in attrs if name in SEEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in ("script", "style", "pre", "code")

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(data)


def read(html: str) -> list[str]:
    """The texts of a piece of HTML."""
    parser = _Read()
    parser.feed(html)
    return [" ".join(text.split()) for text in parser.texts if text.strip()]


def written(figure: object, key: str = "") -> list[str]:
    """The texts in a figure: labels, what is said of a mark, ticks."""
    if isinstance(figure, dict):
        return [text for name, value in figure.items() for text in written(value, name)]
    if isinstance(figure, list):
        return [text for value in figure for text in written(value, key)]
    if isinstance(figure, str) and key in WRITTEN:
        return read(unescape(re.sub(r"%\{[^}]*\}", " ", figure)))
    return []


def _words(source: str) -> str:
    """A text of the notebook with its words accented; what stands in braces is code."""
    parts = zip(PLACE.split(source), [*PLACE.findall(source), ""], strict=True)
    return "".join(accented(text) + place for text, place in parts)


def _code(source: str) -> str:
    """A cell whose sentences are accented: its texts of more than one word."""
    tokens = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_text = token.type == tokenize.STRING and " " in token.string
        tokens.append((token.type, _words(token.string) if is_text else token.string))
    return tokenize.untokenize(tokens)


def translated(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook in the pseudo-language, as a translator would write it."""
    for cell in notebook.cells:
        cell.source = _code(cell.source) if cell.cell_type == "code" else _words(cell.source)
        if short := cell.metadata.get("handover", {}).get("short"):
            cell.metadata.handover.short = accented(short)
    return notebook


def main(to: Path) -> None:
    """Write it to a file."""
    numbers.LONGEST_TITLE = view.LONGEST_ALT = 10**6  # else a longer language says less in them
    notebook = nbformat.read(INDEX, as_version=4)
    if messages.LANGUAGE == NAME:
        notebook = translated(notebook)
    nbformat.write(notebook, to.with_suffix(".ipynb"))
    page = Manuscript.of(to.with_suffix(".ipynb"))
    tables, board = page.tables, page.board
    seen = {}
    for query in QUERIES:
        address, problems = addresses.read(query, tables)
        seen[f"?{query}"] = read(str(board.html(tables, address, problems)))
        for name in board.charts:
            content = board.content(tables, address, name, "L")
            seen[f"{name}?{query}"] = written(content["figure"])
            comments = board.csv(tables, address, name).splitlines()
            seen[f"{name}.csv?{query}"] = [line for line in comments if line[:2] == "# "]
    for number in range(1, 7):
        for name, question in Lesson(number).questions.items():
            texts = (question.text, question.why, *question.hints)
            seen[f"exercise {name}"] = [text for part in texts for text in read(part)]
    to.write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
