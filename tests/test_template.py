"""Our template under a plain Voila, around a small notebook of its own."""

import sys

import nbformat
import pytest

from tests.conftest import ROOT, free_port, running
from widgets.serve.http.assets import TEMPLATE

pytestmark = pytest.mark.server

WIDGETS = """import ipywidgets
bar = ipywidgets.HTML("bar<style>.bar { position: sticky; top: 0; margin: 0 }</style>")
tall = ipywidgets.HTML("<div style='height: 3000px'>tall</div>")
ipywidgets.VBox([bar.add_class("bar"), tall])"""


def _code(source, *tags):
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def _serve(folder, *cells, options=()):
    """A plain Voila with our template, for a notebook of these cells."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "index.ipynb")
    settings = (ROOT / "notebooks" / "voila.json").read_text(encoding="utf-8")
    (folder / "voila.json").write_text(settings, encoding="utf-8")
    port = free_port()
    voila = [sys.executable, "-m", "voila", "index.ipynb"]
    command = [*voila, "--no-browser", f"--port={port}", *options]
    return running(command, port, folder / "home", cwd=folder)


@pytest.fixture(scope="module")
def frame(tmp_path_factory, new_page):
    cells = [
        nbformat.v4.new_markdown_cell("A heading of the notebook"),
        _code("print('printed')\n'a value'"),
        _code(WIDGETS, "page"),
    ]
    with _serve(tmp_path_factory.mktemp("frame"), *cells) as server:
        watched = new_page()
        watched.page.goto(server.url, wait_until="commit")
        watched.start = watched.page.locator("#starting").inner_text(timeout=30_000)
        watched.page.get_by_text("tall").wait_for(timeout=60_000)
        yield watched
        watched.page.context.close()


def test_it_starts_with_a_calm_line_that_goes(frame):
    assert frame.start == "Starting: the text appears in a moment."
    assert not frame.page.locator("#starting").is_visible()


def test_it_shows_what_tagged_cells_display_and_nothing_else(frame):
    assert frame.page.locator("body").inner_text().split() == ["bar", "tall"]


def test_it_asks_no_other_host_and_raises_no_error(frame):
    frame.assert_clean()


def test_the_head_says_what_the_page_is(frame):
    assert frame.page.title() == "The Handover"
    assert frame.page.get_attribute("html", "lang") == "en"
    assert frame.page.get_attribute("meta[name=description]", "content")
    assert frame.page.get_attribute("meta[name=viewport]", "content")


def test_plotly_is_served_where_the_head_says(frame):
    address = frame.page.get_attribute("meta[name=plotly-js]", "content")
    answer = frame.page.request.get(frame.page.url.rstrip("/") + address)
    assert answer.ok
    assert b"plotly.js" in answer.body()[:200]
    assert "max-age=31" in answer.headers["cache-control"]


def test_voilas_wrappers_have_no_box_and_let_a_bar_stick(frame):
    page = frame.page
    box = page.locator(".widget-vbox").bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, 1280)
    page.evaluate("window.scrollTo(0, 1000)")
    assert page.evaluate("window.scrollY") == 1000
    assert page.locator(".bar").bounding_box()["y"] == 0


def test_the_page_follows_the_readers_colour_scheme(frame):
    colour = "getComputedStyle(document.body).backgroundColor"
    assert frame.page.evaluate(colour) == "rgb(252, 252, 251)"
    frame.page.emulate_media(color_scheme="dark")
    assert frame.page.evaluate(colour) == "rgb(20, 23, 27)"
    frame.page.emulate_media(color_scheme="light")


def test_a_failing_cell_is_one_plain_sentence(tmp_path, watched):
    with _serve(tmp_path, _code("1 / 0"), _code("'never'", "page")) as server:
        watched.page.goto(server.url)
        watched.page.get_by_role("alert").wait_for(timeout=60_000)
        said = watched.page.locator("body").inner_text().strip()
        assert said == "The page could not be computed. Please reload it to try again."
        assert "ZeroDivisionError" in server.output()
        assert "ZeroDivisionError" not in watched.page.content()


def test_a_notebook_without_a_page_is_a_lesson_shown_whole(tmp_path, watched):
    cells = [
        nbformat.v4.new_markdown_cell("# A lesson & more\n\nIts *first* words."),
        _code("print('printed < here')\n'a value'"),
        _code("1 / 0"),
        nbformat.v4.new_markdown_cell("Words after it."),
        _code("import ipywidgets; ipywidgets.HTML('a widget')"),
    ]
    with _serve(tmp_path, *cells) as server:
        page = watched.page
        page.goto(server.url)
        page.get_by_text("a widget", exact=True).wait_for(timeout=60_000)
        assert page.title() == "A lesson & more – The Handover"
        assert page.get_by_role("heading", level=1).inner_text() == "A lesson & more"
        failed = page.get_by_role("alert")
        assert failed.inner_text().startswith("This cell could not be computed")
        assert "ZeroDivisionError" not in page.content()
        assert not page.locator("#starting").count()
        shown = page.locator("#handover").inner_text()
        order = ["first words", "printed < here", "a value", "could not", "Words after", "a widget"]
        assert sorted(order, key=shown.index) == order
        assert not page.get_by_text("1 / 0").is_visible()
        page.locator("summary").nth(1).focus()
        page.keyboard.press("Enter")
        page.get_by_text("1 / 0").wait_for()
        watched.assert_clean()


def test_a_lesson_shows_no_code_where_voila_strips_sources(tmp_path, watched):
    cell = _code("import ipywidgets; ipywidgets.HTML('a widget')")
    with _serve(tmp_path, cell, options=("--strip_sources=True",)) as server:
        watched.page.goto(server.url)
        watched.page.get_by_text("a widget", exact=True).wait_for(timeout=60_000)
        assert "import" not in watched.page.locator("#handover").inner_html()


def test_the_notebook_itself_is_not_handed_out(frame):
    for path in ("index.ipynb", "voila.json", "../index.ipynb", "index.ipynb/"):
        answer = frame.page.request.get(f"{frame.page.url}voila/files/{path}")
        assert "nbformat" not in answer.text()
        assert "VoilaConfiguration" not in answer.text()


@pytest.mark.parametrize("code", [404, 500])
def test_the_error_page_is_plain_and_asks_no_other_host(code):
    import jinja2

    template = (TEMPLATE / "error.html").read_text(encoding="utf-8")
    page = jinja2.Template(template).render(status_code=code, base_url="/sub/")
    assert "http" not in page
    assert '<a href="/sub/">' in page
    assert ("no page at this address" in page) == (code == 404)
