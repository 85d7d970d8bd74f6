"""A notebook is a page: a teacher's copy, an own one, lessons, failures, changes while served."""

import json
import re
import subprocess
import sys
import time
from urllib.parse import urlencode

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests import reader
from tests.conftest import ROOT, free_port, running, until
from tests.serving import ask, code, serving

LESSONS = sorted((ROOT / "notebooks" / "lessons").glob("[1-6]*.ipynb"))
EVENTS = "start,title\n2024-11,Our project week\nsoon,A trip\n"


def copied() -> list[nbformat.NotebookNode]:
    """The page as a teacher may change it: a chapter gone, two charts changed over, own cells."""
    cells = reader.cells("report", "timeline", "flows", "what-if", "sources")
    sources = [cell.source for cell in cells]
    one, two = sources.index("carries.over_time()"), sources.index("carries.donor_map()")
    cells[one], cells[two] = cells[two], cells[one]
    at = next(i for i, source in enumerate(sources) if source.startswith("## Who carries"))
    cells[
        at
    ].source = "## Who carries the aid\n\nThis sentence is the teacher's, with a word: donor."
    cells[at + 1 : at + 1] = [
        new_code_cell(
            "from widgets import Reading, flows, load\n"
            "flows.window_sums(load(), Reading(), 'group').round(1).rename('EUR bn').to_frame()"
        ),
        new_code_cell(
            "import plotly.express as px\npx.bar(x=[1, 2], y=[3, 4], title='Two by hand')"
        ),
        new_code_cell(
            "sentence('Europe gave {share:pct} of what you count.', share=flows.europe_pct)"
        ),
    ]
    return cells


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A teacher's copy, served by its path."""
    folder = tmp_path_factory.mktemp("copy")
    path = folder / "copy.ipynb"
    nbformat.write(new_notebook(cells=copied()), path)
    port = free_port()
    command = ["-m", "widgets.serve", str(path), "--port", str(port), "--seats", "0"]
    with running([sys.executable, *command], port, folder / "home") as server:
        yield server


def test_readers_of_a_copy_see_what_its_author_changed(new_page, copy):
    page = new_page().page
    page.goto(copy.url)
    until(page, "() => document.documentElement.dataset.ready === 'true'")
    text = page.locator("main").inner_text()
    assert "This sentence is the teacher's" in text
    assert not page.locator("#coordination").count()
    assert page.locator("nav a").all_inner_texts() == [
        "Report",
        "Timeline",
        "Who carries",
        "What if",
        "Sources",
    ]
    names = [box.get_attribute("data-chart") for box in page.locator("[data-chart]").all()]
    assert names.index("flows-map") < names.index("flows-sankey") < names.index("flows-over-time")
    assert page.locator("table.dataframe tbody tr").count() == 5
    assert page.locator("[data-chart^='figure-'] h3").inner_text() == "Two by hand"
    # a control answers without a kernel, and the sentence of the author's follows it
    said = page.locator("p", has_text="of what you count").first
    before = said.inner_text()
    page.select_option('select[data-field="last"]', "2022-12")
    until(page, "([before]) => !document.body.innerText.includes(before)", [before])
    assert re.fullmatch(r"Europe gave [\d.]+\s%\sof what you count\.", said.inner_text())
    assert page.url == f"{copy.url}/?to=2022-12"
    after = said.inner_text()
    page.goto(page.url)  # the link round-trips
    until(page, "() => document.documentElement.dataset.ready === 'true'")
    assert page.locator("p", has_text="of what you count").first.inner_text() == after
    assert json.loads(ask(f"{copy.url}/healthz").body)["seats_taken"] == 0


def test_a_page_without_live_widgets_asks_for_no_script_of_voila(copy):
    html = ask(f"{copy.url}/").body.decode()
    assert "voila" not in html
    assert 'id="handover-live"' not in html
    assert ask(f"{copy.url}/live", b"", Sec_Fetch_Site="same-origin").status == 404


def test_how_a_block_is_computed_can_be_pasted(copy):
    html = ask(f"{copy.url}/?kind=all").body.decode()
    folds = re.findall(r'<details class="how">.*?<pre>(.*?)</pre>.*?</details>', html, re.S)
    assert "carries.share()" in folds
    lines = "from widgets import carries\ncarries.share(&#34;kind=all&#34;).figure()"
    assert lines in html
    scope: dict = {}
    exec(lines.replace("&#34;", '"').replace("\ncarries", "\nmade = carries"), scope)
    assert "kinds" in scope["made"].layout.to_plotly_json().get("title", {"text": "kinds"})["text"]


def own_notebook(folder) -> list[nbformat.NotebookNode]:
    """Ten cells of somebody who has a statement and events of their own."""
    (folder / "mine.csv").write_text(EVENTS, encoding="utf-8")
    return [
        new_markdown_cell("# Our project\n\nWhat we looked at."),
        new_code_cell("from widgets import carries, claims, flows, reading_bar, report, timeline"),
        new_code_cell("reading_bar()"),
        new_markdown_cell("## Events\n\nOurs are among them."),
        new_code_cell("timeline.events(own='mine.csv')"),
        new_markdown_cell("## Flows"),
        new_code_cell("carries.over_time()"),
        new_code_cell("report.card('majority')"),
        new_code_cell("mine = claims.statement('Europe carries most', flows.europe_pct, '>', 50)"),
        new_code_cell("report.card(mine)"),
    ]


def test_an_own_notebook_is_served_at_the_same_addresses(tmp_path):
    with serving(tmp_path, *own_notebook(tmp_path), options=["--seats", "0"]) as server:
        html = ask(f"{server.url}/").body.decode()
        assert "<h1>Our project</h1>" in html
        assert 'href="#events"' in html
        assert "Our project week" in html
        assert "Europe carries most" in html
        assert 'id="majority-statement"' in html
        version = re.search(r'"version":"([^"]+)"', html)[1]
        do = json.dumps([["set", "kind", "all"]])
        asked = urlencode({"v": version, "at": "", "do": do, "sizes": "{}"})
        step = ask(f"{server.url}/step?{asked}")
        assert step.status == 200
        assert step.json()["query"] == "kind=all"
        asked = urlencode({"v": version, "at": "", "do": do, "sizes": '{"timeline":"S"}'})
        assert ask(f"{server.url}/csv/timeline.csv").body.decode().count("Our project week") == 1


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_lesson_is_served_and_judges_without_a_kernel(site_of_lessons, path):
    url = f"{site_of_lessons.url}/{path.stem}/"
    html = ask(url).body.decode()
    assert "could not be computed" not in html
    number = int(path.stem[0])
    from widgets import Lesson

    lesson = Lesson(number)
    places = re.findall(r'data-task="(\d+)"', html)
    assert len(places) == len(lesson.questions)
    for place, question in zip(places, lesson.questions.values(), strict=True):
        key = getattr(question, "key", None)
        if not isinstance(key, str | float | int):
            continue
        right = str(key) if isinstance(key, str) else f"{key:.6f}"
        said = ask(f"{url}judge?{urlencode({'task': place, 'answer': right})}").json()["said"]
        assert "chip holds" in said, (place, right)
        said = ask(f"{url}judge?{urlencode({'task': place, 'answer': 'zzz'})}").json()["said"]
        assert "chip holds" not in said
    assert ask(f"{url}judge?task=99&answer=a").status == 404
    assert json.loads(ask(f"{site_of_lessons.url}/healthz").body)["seats_taken"] == 0


@pytest.fixture(scope="module")
def site_of_lessons(tmp_path_factory):
    """The folder of lessons, served."""
    home, port = tmp_path_factory.mktemp("lessons"), free_port()
    folder = ROOT / "notebooks" / "lessons"
    command = ["-m", "widgets.serve", str(folder), "--port", str(port)]
    with running([sys.executable, *command], port, home) as server:
        yield server


def test_a_folder_without_an_index_lists_its_notebooks(site_of_lessons):
    html = ask(f"{site_of_lessons.url}/").body.decode()
    for path in LESSONS:
        assert f'href="/{path.stem}/"' in html
    assert "Lesson 3: Time" in html
    moved = ask(f"{site_of_lessons.url}/3-time")
    assert (moved.status, moved.headers["Location"]) == (302, "/3-time/")
    assert ask(f"{site_of_lessons.url}/3-time.ipynb").headers["Location"] == "/3-time/"
    assert ask(f"{site_of_lessons.url}/../index/").status == 404


def test_links_between_notebooks_lead_to_their_pages(site_of_lessons):
    html = ask(f"{site_of_lessons.url}/2-shares-and-denominators/").body.decode()
    assert 'href="/1-what-is-counted/"' in html


def test_a_cell_that_fails_is_a_sentence_and_the_rest_goes_on(tmp_path):
    cells = [code("1 / 0"), code("'after it'"), code("print('printed')")]
    with serving(tmp_path, *cells, options=["--seats", "0"]) as server:
        html = ask(f"{server.url}/").body.decode()
        assert "This part could not be computed" in html
        assert "after it" in html
        assert "printed" in html
        assert "ZeroDivisionError" not in html
        assert "index.ipynb, cell 1 could not be computed: ZeroDivisionError" in server.output()


def test_strict_refuses_to_start_and_names_file_and_cell(tmp_path):
    nbformat.write(new_notebook(cells=[code("1 / 0")]), tmp_path / "bad.ipynb")
    command = [sys.executable, "-m", "widgets.serve", str(tmp_path), "--strict"]
    done = subprocess.run(
        [*command, "--port", str(free_port())], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 1
    assert "bad.ipynb, cell 1: ZeroDivisionError: division by zero." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nothing.ipynb", None, "is no notebook and no folder"),
        ("bad.ipynb", "not JSON", "is not a notebook of Jupyter"),
        ("empty", "", "holds no notebook"),
    ],
)
def test_what_is_no_notebook_is_one_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    if name == "empty":
        path.mkdir()
    elif content is not None:
        path.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "widgets.serve", str(path), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_changed_notebook_is_run_again_where_it_is_watched(tmp_path):
    with serving(tmp_path, code("'the first text'"), options=["--watch", "--seats", "0"]) as server:
        before = ask(f"{server.url}/version").json()["version"]
        assert '"watch":true' in ask(f"{server.url}/").body.decode()
        nbformat.write(new_notebook(cells=[code("'the second text'")]), tmp_path / "index.ipynb")
        end = time.monotonic() + 15
        while ask(f"{server.url}/version").json()["version"] == before:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert "the second text" in ask(f"{server.url}/").body.decode()
        stale = ask(f"{server.url}/step?{urlencode({'v': before, 'at': '', 'do': '[]'})}")
        assert stale.status == 409


def test_a_changed_notebook_that_is_not_watched_is_said_to_who_operates(tmp_path):
    with serving(tmp_path, code("'one'"), options=["--seats", "0"]) as server:
        assert ask(f"{server.url}/healthz").json()["newer"] == ""
        nbformat.write(new_notebook(cells=[code("'another one'")]), tmp_path / "index.ipynb")
        assert "index.ipynb" in ask(f"{server.url}/healthz").json()["newer"]
        assert "&#39;one&#39;" in ask(f"{server.url}/").body.decode()
