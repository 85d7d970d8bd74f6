"""Worksheets: a lesson on paper, with charts and room to write, without answers or scripts."""

import re
import subprocess
import sys
from html import unescape

import nbformat
import pytest

from tools import worksheets
from widgets import Lesson

# A browser prints them, started by the command itself.
pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATH = worksheets.LESSONS / "2-shares-and-denominators.ipynb"
LESSON = Lesson(2)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The HTML and the PDF of one lesson, as `make worksheets` writes them."""
    folder = tmp_path_factory.mktemp("worksheets")
    command = [sys.executable, worksheets.__file__, "--to", str(folder), str(PATH)]
    subprocess.run(command, check=True, timeout=300)  # Playwright stands once in a process
    html = folder.joinpath(f"{PATH.stem}.html").read_text(encoding="utf-8")
    return html, folder.joinpath(f"{PATH.stem}.pdf").read_bytes()


def test_every_question_is_on_the_sheet_and_no_answer(made):
    html, _ = made
    for question in LESSON.questions.values():
        assert question.text in unescape(html)
        assert question.why not in html
        assert not any(hint in html for hint in question.hints)
    assert "Solution of" not in html
    assert "<details" not in html


def test_charts_are_still_pictures_with_a_text(made):
    html, _ = made
    pictures = re.findall(r'<svg[^>]* role="img" aria-label="([^"]*)"', html)
    assert len(pictures) == 4  # the block of donors holds two
    assert all(pictures)
    assert "data-figure" not in html


def test_there_is_room_to_work_and_to_think(made):
    html, _ = made
    assert html.count('class="work"') == 4
    assert html.count('class="to-write"') == 1


def test_nothing_runs_and_nothing_is_fetched(made):
    html, _ = made
    assert "<script" not in html
    assert not re.search(r'(src|href)="(https?:)?//[^"]*\.(js|css)', html)


def test_the_release_is_named_and_the_paper_is_a_pdf(made):
    html, pdf = made
    assert LESSON.tables.release["source_line"] in html
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 20_000


def test_the_code_that_makes_the_sheet_is_not_on_it(made):
    html, _ = made
    assert "mimebundle" not in html
    assert "lesson.task(" not in html
    assert "lesson.check(" not in html


def test_without_a_browser_it_is_one_sentence(monkeypatch, tmp_path, capsys):
    from tools import browser

    monkeypatch.setattr(browser, "find_browser", lambda: None)
    assert worksheets.main(["--to", str(tmp_path), str(PATH)]) == 1
    assert capsys.readouterr().err == browser.NONE + "\n"


def test_a_folded_part_and_an_empty_cell_are_replaced():
    cells = [
        nbformat.v4.new_markdown_cell("Ask.\n<details><summary>S</summary>\n\n**b.**\n</details>"),
        nbformat.v4.new_code_cell("# your cell"),
        nbformat.v4.new_code_cell("%reload_ext widgets.lessons.plain_errors\nimport pandas"),
        nbformat.v4.new_code_cell("1 + 1"),
    ]
    printed = worksheets.printable(nbformat.v4.new_notebook(cells=cells)).cells
    assert [cell.source for cell in printed] == ["Ask.", '<div class="work"></div>', "1 + 1"]
