"""A language that nobody speaks: all words come from messages, and no number from their length."""

import calendar
import json
import os
import re
import subprocess
import sys
from collections import Counter

import nbformat
import pytest

from tests.conftest import ROOT, free_port, running
from tests.pseudo_page import translated
from tests.reader import BOARD, INDEX
from tests.test_browser import drawn
from tests.test_prose import names
from tools import pseudo
from widgets.tables.package import load

# What Babel writes, by the locale that a language's messages name.
BABELS = {*calendar.month_name, *calendar.month_abbr, *calendar.day_name, "and"}
NAMES = {"BibTeX", "CSV"}
ADDRESS = re.compile(r"\?\w+=\S+")
QUOTED = re.compile(r"“[^”]*”")  # what the reader has written
ENGLISH = re.compile(r"(?<![\w&.-])[A-Za-z]{3,}(?![\w-])")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> dict[str, dict[str, list[str]]]:
    """What a reader sees, by language and place."""
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo.write(folder)
    running = {}
    for language in ("en", pseudo.NAME):
        more = {"HANDOVER_WORDS": str(folder), "HANDOVER_LANGUAGE": language}
        command = [sys.executable, "-m", "tests.pseudo_page", str(folder / f"{language}.json")]
        running[language] = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | more, stderr=subprocess.PIPE, text=True
        )
    for process in running.values():
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
    return {
        language: json.loads(folder.joinpath(f"{language}.json").read_text(encoding="utf-8"))
        for language in running
    }


def data() -> re.Pattern:
    """Names, quotations and what else the tables say, the longest first."""
    tables = load()
    said = names() | {part for name in names() for part in name.split(";")}
    for resource in tables.package["resources"]:
        listed = [resource, *resource.get("sources", []), *resource.get("licenses", [])]
        said |= {resource["name"], *(entry.get("title", "") for entry in listed)}
        for field in resource.get("schema", {}).get("fields", []):
            said |= {c["label"] for c in field.get("categories", []) if isinstance(c, dict)}
    longest = sorted((name for name in said if len(name) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)


def test_no_english_word_is_left(seen):
    known, left = data(), {}
    for place, texts in seen[pseudo.NAME].items():
        for text in set(texts):
            for word in ENGLISH.findall(QUOTED.sub(" ", known.sub(" ", ADDRESS.sub(" ", text)))):
                if word not in BABELS | NAMES:
                    left.setdefault(word, (place, text[:200]))
    assert left == {}


def test_every_number_is_the_same(seen):
    for place, texts in seen["en"].items():
        mine, theirs = (Counter(NUMBER.findall(" ".join(t))) for t in (texts, seen["qps"][place]))
        if (
            place.partition("?")[0] in BOARD.charts
        ):  # a label for which there is no room is left out
            mine, theirs = set(mine), set(theirs)
        assert mine == theirs, place


# What stands out of its box, and how many drawings were looked at; a select's value ends in "…".
LABELS = "button, label, summary, th, td, legend, .chip, .bar-name"
CUT = """(labels) => {
  const cut = [...document.querySelectorAll(labels)]
    .filter((it) => it.offsetParent && it.clientWidth && it.scrollWidth > it.clientWidth + 1
      && getComputedStyle(it).overflowX !== "visible").map((it) => it.textContent);
  for (const drawing of document.querySelectorAll(".plot .main-svg")) {
    const room = drawing.getBoundingClientRect();
    for (const text of drawing.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.width && (box.left < room.left - 2 || box.right > room.right + 2))
        cut.push(text.textContent);
    }
  }
  const drawn = new Set([...document.querySelectorAll(".plot .main-svg")].filter(
    (drawing) => drawing.querySelector("text")).map((drawing) => drawing.closest(".plot")));
  return [cut, document.documentElement.scrollWidth <= innerWidth, drawn.size];
}"""


@pytest.mark.browser
@pytest.mark.server
def test_no_label_is_cut(new_page, tmp_path):
    pseudo.write(tmp_path)
    notebook = translated(nbformat.read(INDEX, as_version=4))
    nbformat.write(notebook, tmp_path / "index.ipynb")
    port = free_port()
    command = [sys.executable, "-m", "widgets.serve", str(tmp_path / "index.ipynb")]
    more = {"HANDOVER_WORDS": str(tmp_path), "HANDOVER_LANGUAGE": pseudo.NAME}
    with running([*command, "--port", str(port)], port, tmp_path / "home", **more) as server:
        for width in (1280, 360):
            page = new_page(width, 900).page
            page.goto(server.url)
            assert page.locator("html").get_attribute("lang") == pseudo.NAME
            for chart in page.locator("[data-chart]:not([hidden])").all():
                chart.scroll_into_view_if_needed()
            drawn(page)
            cut, is_within, drawings = page.evaluate(CUT, LABELS)
            assert cut == []
            assert is_within
            assert drawings > 20
            page.context.close()


def test_the_language_is_longer(seen):
    lengths = {
        language: sum(len(text) for texts in places.values() for text in texts)
        for language, places in seen.items()
    }
    assert lengths["qps"] > 1.05 * lengths["en"]
