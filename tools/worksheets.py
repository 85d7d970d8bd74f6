"""Print the lessons as worksheets: HTML and PDF without answers, in a folder of their own.

    python tools/worksheets.py                      all lessons, into worksheets/
    python tools/worksheets.py --to FOLDER FILE ... only these

Each lesson is run, so that its numbers are those of the tables at hand. nbconvert makes the page;
a browser draws the charts into it as still pictures and prints it. Solutions, hints and what
`check` says are left out. Needs a browser: see tools/browser.py.
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).parents[1]
LESSONS = ROOT / "notebooks" / "lessons"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

THINK = "Think about it"
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
# Registered before a lesson's first cell, for this run alone: a chart becomes a still picture.
PICTURES = """
from tools import worksheets as _worksheets
from widgets.board.block import Block as _Block
_formatter = get_ipython().display_formatter.mimebundle_formatter
_formatter.for_type(_Block, _worksheets.bundle)
"""
# A4 in the light colours; a chart or an exercise is never cut by the end of a page.
STYLE = """
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.45 'Source Serif 4', Georgia, 'Liberation Serif', serif; color: #1c2026;
  max-width: 46rem; margin: 0 auto; background: #fff; }
h1, h2, h3 { font-family: 'Source Sans 3', 'Liberation Sans', sans-serif; line-height: 1.2; }
h2 { border-top: 1.5px solid #1c2026; padding-top: 6px; margin-top: 28px; break-after: avoid; }
table { border-collapse: collapse; font-size: 9.5pt; margin: 8px 0; }
th, td { text-align: left; padding: 2px 10px 2px 0; border-bottom: 1px solid #dadbdd;
  vertical-align: top; }
th, td, table.dataframe { border-left: 0; border-right: 0; border-top: 0; }
pre { font: 8.5pt/1.4 'Liberation Mono', monospace; white-space: pre-wrap; margin: 8px 0; }
.highlight pre { background: #f3f4f5; padding: 6px 10px; }
.highlight, .jp-OutputArea-child, .output_area, figure { break-inside: avoid; }
.task-still { border-left: 3px solid #85898f; padding: 2px 0 2px 14px; }
.task-still p { margin: 4px 0; }
.work { height: 42mm; border: 1px dashed #85898f; margin: 6px 0 14px; }
.to-write { height: 60mm; background: repeating-linear-gradient(#fff 0 9mm, #dadbdd 9mm 9.3mm); }
figure { margin: 0; } figure > svg { width: 100%; height: auto; }
figure .chart-title { font: 600 12pt/1.3 'Source Sans 3', 'Liberation Sans', sans-serif; }
figure .chart-subtitle, figure .source { font: 9pt/1.4 'Source Sans 3', 'Liberation Sans',
  sans-serif; color: #50565f; }
figure .chart-title, figure .chart-subtitle, figure .source { margin: 0; }
.foot { font-size: 8.5pt; color: #50565f; margin-top: 24px; }
"""
WIDTH_PX = 680


def bundle(block: Any, **_kwargs: object) -> dict:
    """A chart of a lesson as a still page: title, room for its picture, sentence, source."""
    from markupsafe import Markup

    board, link = block.board, block.link
    made = []
    for name in board.charts:
        shown = board.content(link.tables, link.address, name, "M")
        if not shown["figure"]:
            continue
        head = shown["head"]
        made.append(
            Markup(
                '<figure><p class="chart-title">{}</p><p class="chart-subtitle">{}</p>'
                '<div class="picture" data-figure="{}" data-alt="{}"></div><p>{}</p>'
                '<p class="source">{}</p></figure>'
            ).format(
                head["title"],
                head["subtitle"],
                base64.b64encode(json.dumps(shown["figure"]).encode()).decode(),
                head["alt"],
                Markup(shown["sentence"]),
                head["source"],
            )
        )
    return {"text/html": str(Markup("").join(made)), "text/plain": ""}


def printable(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without its solutions and without the code that only asks or defines.

    Cells to work in become room for a pen, and so does the question without a right answer.
    """
    cells = [new for cell in notebook.cells for new in _printed(cell)]
    return nbformat.v4.new_notebook(cells=cells, metadata=notebook.metadata)


def _printed(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    text = nbformat.v4.new_markdown_cell
    if cell.cell_type == "markdown":
        said = FOLDED.sub("", cell.source).strip()
        if THINK in said:
            said = said.replace("## Sources", '<div class="to-write"></div>\n\n## Sources')
        return [text(said)] if said else []
    if cell.source.startswith("# your cell") or ".check(" in cell.source:
        return [text('<div class="work"></div>')]
    if cell.source.startswith(("lesson.task(", "lesson.words(")):
        return [text(output.data["text/html"]) for output in cell.outputs]
    return [] if cell.source.startswith("%") or cell.source == PICTURES else [cell]


def html(notebook: nbformat.NotebookNode, title: str, release: str) -> str:
    """The page, by nbconvert's own Markdown and by its order of what an output may be."""
    from markupsafe import Markup
    from nbconvert.exporters import HTMLExporter

    from widgets.serve.http.assets import embedded_css

    exporter = HTMLExporter(template_name="basic", exclude_anchor_links=True)
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    body, _ = exporter.from_notebook_node(printable(notebook))
    page = Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title>'
        "<style>{}</style></head><body>{}<p class='foot'>{}</p></body></html>"
    )
    return str(page.format(title, Markup(embedded_css() + STYLE), Markup(body), release))


def run(path: Path) -> nbformat.NotebookNode:
    """The lesson, run with its charts as still pictures."""
    from tools.notebooks import execute

    notebook = nbformat.read(path, as_version=4)
    setup = nbformat.v4.new_code_cell(PICTURES)
    notebook.cells.insert(0, setup)
    return execute(path, notebook=notebook)


DRAW = """async () => {
  for (const box of document.querySelectorAll("[data-figure]")) {
    const bytes = Uint8Array.from(atob(box.dataset.figure), (c) => c.charCodeAt(0));
    const figure = JSON.parse(new TextDecoder().decode(bytes));
    const { height } = figure.layout, width = WIDTH;
    const url = await Plotly.toImage(figure, { format: "svg", width, height });
    const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
    const { documentElement: svg } = new DOMParser().parseFromString(text, "image/svg+xml");
    svg.setAttribute("role", "img"); // in the page, where it has the page's typefaces
    svg.setAttribute("aria-label", box.dataset.alt);
    box.replaceWith(document.importNode(svg, true));
  }
  return "<!doctype html>" + document.documentElement.outerHTML;
}""".replace("WIDTH", str(WIDTH_PX))


def drawn(page: object, text: str) -> tuple[str, bytes]:
    """The page with its charts as pictures, as HTML without any script, and as PDF."""
    from widgets.board.explorer import plotly_js

    page.set_content(text)
    page.evaluate("Promise.all([...document.fonts].map((face) => face.load())).then(() => 0)")
    page.evaluate(plotly_js().decode("utf-8") + ";0")
    still = page.evaluate(DRAW)
    page.set_content(still)
    page.evaluate("document.fonts.ready.then(() => 0)")
    footer = (
        '<div style="font-size:8px;width:100%;text-align:center">'
        '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
    )
    pdf = page.pdf(
        prefer_css_page_size=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=footer,
    )
    return still, pdf


def pages() -> Iterator[object]:
    """A page of a browser, closed when the caller is done. Raises if there is no browser."""
    from playwright.sync_api import sync_playwright

    from tools.browser import ARGUMENTS, NONE, find_browser

    path = find_browser()
    if not path:
        raise FileNotFoundError(NONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser.new_page(viewport={"width": 794, "height": 1123}, color_scheme="light")
        browser.close()


def main(argv: list[str] | None = None) -> int:
    """Command line; returns 1 if there is no browser."""
    from widgets import load

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--to", type=Path, default=ROOT / "worksheets", help="folder to write")
    parser.add_argument("files", nargs="*", type=Path, help="default: every lesson")
    options = parser.parse_args(argv)
    options.to.mkdir(parents=True, exist_ok=True)
    release = load().release["source_line"]
    try:
        for page in pages():
            for path in options.files or sorted(LESSONS.glob("[0-9]*.ipynb")):
                text = html(run(path.resolve()), path.stem, f"Worksheet. {release}.")
                still, pdf = drawn(page, text)
                options.to.joinpath(f"{path.stem}.html").write_text(still, encoding="utf-8")
                options.to.joinpath(f"{path.stem}.pdf").write_bytes(pdf)
                print(f"{path.stem}: HTML and PDF in {options.to}", flush=True)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
