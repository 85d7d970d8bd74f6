"""A lesson under Voila: by our template from notebooks/, and by Voila's own from the root."""

import sys

import pytest

from tests.conftest import ROOT, free_port, running, until
from widgets import Lesson

LESSON = "1-what-is-counted.ipynb"


def _served(folder, home, path: str, *options: str):
    port = free_port()
    command = [sys.executable, "-m", "voila", path, "--no-browser", f"--port={port}", *options]
    return running(command, port, home, cwd=folder)


@pytest.fixture
def ours(tmp_path):
    """As in `cd notebooks; voila lessons/1-what-is-counted.ipynb`."""
    home = tmp_path / "ours"
    with _served(ROOT / "notebooks", home, f"lessons/{LESSON}") as server:
        yield server.url


def assert_it_answers(page) -> None:
    """A number typed and sent by keyboard alone: what is said to a likely mistake, to the key."""
    question = Lesson(1).questions["1.2"]
    task = page.locator("form.task", has_text="1.2 · ")
    task.wait_for(timeout=90_000)
    task.get_by_role("textbox").focus()
    for value, said in (*question.mistakes[:1], (question.key, question.why)):
        page.keyboard.press("Control+A")
        page.keyboard.type(f"{value:.2f}")
        page.keyboard.press("Enter")
        task.locator(".task-said", has_text=said).wait_for()


PAPER = {False: "rgb(252, 252, 251)", True: "rgb(20, 23, 27)"}


def test_a_lesson_is_readable_under_our_template(ours, new_page):
    watched = new_page(1280)
    page = watched.page
    page.goto(ours)
    assert page.get_by_role("heading", level=1).inner_text() == "Lesson 1: What is counted?"
    assert_it_answers(page)
    page.locator("figure.chart").scroll_into_view_if_needed()
    until(page, "() => document.querySelector('.plot[data-drawn] svg')")
    for width, dark in ((1280, False), (1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        until(page, f"() => getComputedStyle(document.body).backgroundColor === '{PAPER[dark]}'")
        until(page, f"() => document.documentElement.scrollWidth <= {width}")
        assert page.locator(".prose").first.bounding_box()["width"] <= min(width, 640)
    assert_it_answers(page)
    solution = page.locator("details", has_text="Solution of 1.2")
    assert not solution.locator("pre").is_visible()
    solution.locator("summary").focus()
    page.keyboard.press("Enter")
    solution.locator("pre").wait_for()
    watched.assert_clean()
    page.context.close()


def test_a_lesson_answers_under_voilas_own_template(tmp_path, new_page):
    """From the project's root there is no voila.json; this theme asks another host for icons."""
    with _served(ROOT, tmp_path, f"notebooks/lessons/{LESSON}", "--template=lab") as server:
        page = new_page().page
        page.context.route("https://**", lambda route: route.abort())
        page.goto(server.url, wait_until="commit")
        assert_it_answers(page)
        assert page.get_by_role("heading", level=1).inner_text().startswith("Lesson 1")
        until(page, "() => document.querySelector('.plot[data-drawn] svg')")
        page.context.close()
