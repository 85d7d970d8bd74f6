"""A lesson in JupyterLab as by `make lab`: by keyboard, wrong and right, out of order, offline."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, open_in_lab, own_environment, run_all_in_lab, until
from tools.lab import command, kernel_argv
from widgets import Lesson

LESSON = "1-what-is-counted.ipynb"
FIRST_ERROR = "There is no “Reading” yet. Run the cells above first"


def test_it_is_the_jupyterlab_of_this_python_whatever_the_path_says():
    assert command()[:3] == [sys.executable, "-m", "jupyterlab"]


@pytest.fixture(scope="module")
def lesson(lab_url, new_page):
    """The first lesson on a projector of 1280 x 720: one cell run out of order, and then all.

    `.early` is what that cell said, which is gone once the cells above it have run.
    """
    watched = new_page(1280, 720)
    page = watched.page
    open_in_lab(page, f"{lab_url}/doc/tree/lessons/{LESSON}")
    cell = page.locator(".jp-CodeCell", has_text="print(claims.us_share(tables, reading)")
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    cell.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
    watched.early = cell.inner_text()
    run_all_in_lab(page)
    form(page, "1.1").wait_for(state="attached", timeout=90_000)
    yield watched
    page.context.close()


def test_a_cell_run_out_of_order_says_what_to_run_first(lesson):
    assert FIRST_ERROR in lesson.early
    assert "Traceback" not in lesson.early


def form(page, name: str):
    return page.locator("form.task", has_text=f"{name} · ")


def said(task, sentence: str) -> None:
    """Wait for a sentence. JupyterLab hides what is out of sight, so it need not be visible."""
    task.locator(".task-said", has_text=sentence).wait_for(state="attached")


def test_an_exercise_works_by_keyboard_alone(lesson):
    page, question = lesson.page, Lesson(1).questions["1.1"]
    task = form(page, "1.1")
    first = task.get_by_role("radio").first
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    said(task, question.mistakes["a"])
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said(task, question.why)
    said(task, "Right")


def test_a_number_is_typed_and_no_key_is_a_command_to_jupyterlab(lesson):
    page, question = lesson.page, Lesson(1).questions["1.2"]
    task = form(page, "1.2")
    cells = page.locator(".jp-Cell").count()
    field = task.get_by_role("textbox")
    field.focus()
    page.keyboard.type("aabb dd")  # letters that are commands: cells above, below, deleted
    assert field.input_value() == "aabb dd"
    assert page.locator(".jp-Cell").count() == cells
    field.fill(f"{question.mistakes[0][0]:.2f}")
    page.keyboard.press("Enter")
    said(task, question.mistakes[0][1])
    field.fill(f"{question.key:.2f}")
    page.keyboard.press("Enter")
    said(task, question.why)


def test_hints_open_one_after_the_other(lesson):
    task, question = form(lesson.page, "1.2"), Lesson(1).questions["1.2"]
    assert not task.get_by_text(question.hints[0]).is_visible()
    task.get_by_text("A hint", exact=True).click()
    task.get_by_text(question.hints[0]).wait_for()
    assert not task.get_by_text(question.hints[1]).is_visible()
    task.get_by_text("One more hint").click()
    task.get_by_text(question.hints[1]).wait_for()


def test_a_figure_made_by_hand_is_drawn_as_the_others(lesson):
    until(lesson.page, "() => document.querySelectorAll('.plot[data-drawn]').length >= 1")
    chart = lesson.page.locator("figure.chart")
    title = chart.locator(".chart-title").text_content()  # whether or not JupyterLab hides it
    assert "Allocations of all donors in 2024 by kind" in title


def test_nothing_is_asked_of_another_host_and_nobody_is_asked_about_news(lesson):
    assert not lesson.other_hosts
    assert not lesson.page_errors
    assert not lesson.console_errors
    assert lesson.page.get_by_text("official Jupyter news").count() == 0


def test_it_opens_at_the_lessons(lab_url, new_page):
    watched = new_page(1280, 720)
    watched.page.goto(lab_url)
    files = watched.page.locator(".jp-DirListing-item")
    files.filter(has_text=LESSON).wait_for(state="attached", timeout=60_000)
    assert files.filter(has_text="teacher.ipynb").count() == 1
    watched.page.context.close()


def test_a_kernel_of_the_lab_reloads_changed_modules(tmp_path):
    """Its command line, run with a module that changes between two lines."""
    spec = kernel_argv()
    options = [option for option in spec if option.startswith("--")]
    module = tmp_path / "changing.py"
    module.write_text("number = 1\n")
    code = (
        "import os; run = get_ipython().run_cell; run('import changing'); "
        f"open({str(module)!r}, 'w').write('number = 22\\n'); "
        f"os.utime({str(module)!r}, (2e9, 2e9)); run('print(changing.number)'); None"
    )
    command = [sys.executable, "-m", "IPython", *options, "-c", code]
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    environment = own_environment(tmp_path / "home") | {"PYTHONPATH": path}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert "22" in done.stdout.split(), done.stdout + done.stderr
