"""A lesson in JupyterLab as by `make lab`: by keyboard, wrong and right, out of order, offline."""

import os
import shutil
import socket
import subprocess
import sys

import pandas as pd
import pytest

from tests.conftest import (
    ROOT,
    free_port,
    open_in_lab,
    own_environment,
    run_all_in_lab,
    running,
    until,
)
from tools.lab import command, kernel_argv
from widgets import Lesson

LESSON = "1-what-is-counted.ipynb"
MAIN = (
    "import sys; from pathlib import Path; from tools.lab import main; "
    "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
)


def lab_command(folder, port: int) -> list[str]:
    """`make lab` itself, without a token, in another folder."""
    options = [
        *("--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
    ]
    return [sys.executable, "-c", MAIN, str(folder), *options]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """On a copy of the notebooks: JupyterLab saves what it runs."""
    port, home = free_port(), tmp_path_factory.mktemp("lessons")
    copy = home / "notebooks"
    shutil.copytree(ROOT / "notebooks", copy)
    with running(lab_command(copy, port), port, home) as server:
        yield server.url


def test_jupyterlab_ends_with_the_command_that_started_it(tmp_path):
    port = free_port()
    with running(lab_command(tmp_path, port), port, tmp_path / "home"):
        socket.create_connection(("127.0.0.1", port), 5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)


def test_it_is_the_jupyterlab_of_this_python_whatever_the_path_says():
    assert command()[:3] == [sys.executable, "-m", "jupyterlab"]


@pytest.fixture(scope="module")
def lesson(lab, new_page):
    """The first lesson, run from top to bottom on a projector of 1280 x 720."""
    watched = new_page(1280, 720)
    run_all_in_lab(watched.page, f"{lab}/doc/tree/lessons/{LESSON}")
    form(watched.page, "1.1").wait_for(state="attached", timeout=90_000)
    yield watched
    watched.page.context.close()


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
    assert field.input_value() == "aabb dd" and page.locator(".jp-Cell").count() == cells
    field.fill(f"{question.mistakes[0][0]:.2f}")
    page.keyboard.press("Enter")
    said(task, question.mistakes[0][1])
    field.fill(f"{question.key:.2f}")
    page.keyboard.press("Enter")
    said(task, question.why)


def test_the_controls_of_a_chart_are_set_by_the_arrow_keys(lab, new_page):
    watched = new_page(1280, 720)
    page = watched.page
    run_all_in_lab(page, f"{lab}/doc/tree/lessons/3-time.ipynb")
    page.locator(".jp-CodeCell", has_text="explorers.timeline").scroll_into_view_if_needed()
    first = page.get_by_label("From", exact=True)
    first.wait_for(state="attached", timeout=90_000)
    first.focus()
    opened = pd.Period(first.input_value())
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    window = f"In your window, {opened + 2:%B %Y}"
    page.locator(".sentence", has_text=window).wait_for(state="attached")
    assert first.input_value() == str(opened + 2)
    watched.assert_clean()
    page.context.close()


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
    assert "Allocations of all donors in 2024 by kind" in chart.locator(".chart-title").inner_text()


def test_nothing_is_asked_of_another_host_and_nobody_is_asked_about_news(lesson):
    assert not lesson.other_hosts and not lesson.page_errors and not lesson.console_errors
    assert lesson.page.get_by_text("official Jupyter news").count() == 0


def test_a_cell_run_out_of_order_says_what_to_run_first(lab, new_page):
    watched = new_page(1280, 720)
    page = watched.page
    open_in_lab(page, f"{lab}/doc/tree/lessons/2-shares-and-denominators.ipynb")
    cell = page.locator(".jp-CodeCell", has_text="part, whole = ")
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    cell.get_by_text("There is no “Reading” yet. Run the cells above first").wait_for(
        timeout=60_000
    )
    assert "Traceback" not in cell.inner_text()
    page.context.close()


def test_it_opens_at_the_lessons(lab, new_page):
    watched = new_page(1280, 720)
    watched.page.goto(lab)
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
