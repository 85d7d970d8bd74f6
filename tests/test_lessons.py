"""The lessons as notebooks: complete, short cells, folded solutions that the checks accept.

What the notebooks store was computed from the tables in data/, so it is compared with these; what
a lesson asks and accepts is tried on the release that does not change.
"""

import ast
import re
from functools import cache
from urllib.parse import urlsplit

import nbformat
import pytest

from tests.variants import variants
from tools.notebooks import ROOT, problems
from widgets import Lesson, Reading, words
from widgets.lessons.check import Choice, Number, Question
from widgets.lessons.exercises import LESSONS
from widgets.sums import flows
from widgets.tables.package import load

FOLDER = ROOT / "notebooks" / "lessons"
PATHS = {int(path.name[0]): path for path in sorted(FOLDER.glob("[0-9]*.ipynb"))}
TEACHER = FOLDER / "teacher.ipynb"
LONGEST_CELL = 10
SOLUTION = re.compile(r"<details><summary>Solution of ([\d.]+)</summary>(.*?)</details>", re.DOTALL)
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
OTHER_HOSTS = {"www.loc.gov"}  # the standard for dates; all other links are sources of the tables
LIVE = ROOT / "data"
each = pytest.mark.parametrize("number", LESSONS)


@cache
def notebook(number: int) -> nbformat.NotebookNode:
    return nbformat.read(PATHS[number], as_version=4)


def cells(number: int, kind: str) -> list[str]:
    return [cell.source for cell in notebook(number).cells if cell.cell_type == kind]


@cache
def stored_lesson(number: int) -> Lesson:
    """The lesson of the tables from which the stored notebook was computed."""
    return Lesson(number, tables=load(LIVE))


@cache
def compiled(code: str) -> tuple:
    """All lines but the last, to be executed, and the last, to be evaluated."""
    body = ast.parse("\n".join(x for x in code.split("\n") if not x.startswith("%"))).body
    return (
        compile(ast.Module(body[:-1], []), "solution", "exec"),
        compile(ast.Expression(body[-1].value), "solution", "eval"),
    )


@cache
def solutions(number: int) -> dict[str, str]:
    """Exercise -> what stands folded under it."""
    found = SOLUTION.findall("\n".join(cells(number, "markdown")))
    assert len(dict(found)) == len(found)
    return dict(found)


def value_of(code: str, names: dict) -> object:
    """The value of a code's last line, as a cell would show it."""
    before, last = compiled(code)
    exec(before, names)
    return eval(last, names)


def started(number: int, seed: int) -> dict:
    """The names that a lesson's first cell gives, for a seed."""
    first = cells(number, "code")[0]
    assert "SEED = 0" in first
    names = {}
    value_of(first.replace("SEED = 0", f"SEED = {seed}"), names)
    if number == 3:  # the one solution that also uses the cell on dates
        value_of(cells(number, "code")[1], names)
    return names


def test_there_are_six_lessons_and_a_teachers_notebook():
    assert list(PATHS) == list(LESSONS)
    assert TEACHER.is_file()


@each
def test_a_lesson_is_stored_with_all_its_results(number):
    assert problems(PATHS[number]) == []


def test_the_teachers_notebook_is_stored_with_all_its_results():
    assert problems(TEACHER) == []


@each
def test_a_lesson_names_goals_time_needs_reflection_and_sources(number):
    text = "\n".join(cells(number, "markdown"))
    assert text.startswith(f"# Lesson {number}: {LESSONS[number]}")
    for part in ("| Time |", "| Goals |", "| You need |", "Think about it", "## Sources"):
        assert part in text, part
    assert "Change this" in text
    assert "no right answer" in text
    assert 30 <= int(re.search(r"\| Time \| (\d+) minutes", text)[1]) <= 45


@each
def test_cells_are_short(number):
    for source in cells(number, "code"):
        lines = [line for line in source.split("\n") if line.strip()]
        assert len(lines) <= LONGEST_CELL, source
        for node in ast.walk(ast.parse(re.sub(r"^%.*", "", source, flags=re.M))):
            assert not isinstance(node, ast.FunctionDef) or len(node.body) <= 3


@each
def test_every_exercise_stands_in_the_lesson_once_with_its_solution(number):
    code = "\n".join(cells(number, "code"))
    names = list(Lesson(number).questions)
    assert re.findall(r'lesson\.task\("([\d.]+)"\)', code) == names
    assert list(solutions(number)) == names


@each
def test_every_solution_is_accepted_for_every_seed(number):
    for seed in variants(number):
        assert_solutions(number, seed)


def assert_solutions(number: int, seed: int) -> None:
    """Every folded solution of a lesson is accepted for this seed."""
    names = started(number, seed)
    for name, text in solutions(number).items():
        answer = solved(names["lesson"].questions[name], text, names)
        judged = names["lesson"].check(name, answer)
        assert judged.is_right, (seed, name, answer, judged)


def solved(question: Question, text: str, names: dict) -> object:
    """What a folded solution gives: its letter, or the value of its code's last line."""
    if isinstance(question, Choice):
        return re.search(r"\*\*([a-d])\.\*\*", text)[1]
    return value_of(CODE.search(text)[1], dict(names))


# What these ask for is read from a chart that the learner sets or opens: 3.2 in a window of their
# own, 4.2 in the table of bands; 3.5 is to build what a chart shows as dots.
READ_FROM_A_CHART = {"3.2", "3.5", "4.2"}
A_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")
NO_NUMBER = re.compile(
    r"\d{4}-\d{2}|\d+ \w+ \d{4}"  # dates
    r"|^\d+ {2,}",  # a row's label in a frame, whatever stands in it
    re.MULTILINE,
)


def printed(cell: nbformat.NotebookNode) -> list[str]:
    """What a code cell shows as text: printed lines, values, sentences, tables and questions."""
    outputs = cell.get("outputs", [])
    return [out.get("text") or out["data"].get("text/plain", "") for out in outputs]


def numbers_of(text: str) -> list[float]:
    text = NO_NUMBER.sub("", text.replace(words.THIN, ""))
    return [float(found.replace(words.MINUS, "-")) for found in A_NUMBER.findall(text)]


def on_paper(text: str) -> str:
    """A chart's title, subtitle and sentence without the table, which paper has not; one drawn by
    hand has neither, and its table is what is drawn.
    """
    _title, _, rest = text.partition("\n")
    return text.split("\n\n")[0] if rest.strip() and not rest.startswith("\n") else text


def gives_away(question: Question, texts: list[str]) -> list[str]:
    """The texts in which the key of a question stands, all of it."""
    if isinstance(question, Number):
        return [t for t in texts if any(question.judge(n).is_right for n in numbers_of(t))]
    if isinstance(question, Choice):
        return []
    near = question.tolerance + 0.0051  # as printed, to two decimals
    return [
        t
        for t in texts
        if all(any(abs(n - key) <= near for n in numbers_of(t)) for key in question.key)
    ]


@each
def test_no_answer_is_printed_above_its_question(number):
    above = []
    for cell in notebook(number).cells:
        asked = re.match(r'lesson\.task\("([\d.]+)"\)', cell.source)
        if asked and asked[1] not in READ_FROM_A_CHART:
            found = gives_away(stored_lesson(number).questions[asked[1]], above)
            assert not found, (asked[1], [text[:300] for text in found])
        above += printed(cell)


@each
def test_no_answer_is_printed_anywhere_on_the_worksheet(number):
    shown = [on_paper(text) for cell in notebook(number).cells for text in printed(cell)]
    for name, question in stored_lesson(number).questions.items():
        found = gives_away(question, shown)
        assert not found, (name, [text[:300] for text in found])


def test_the_first_chart_of_lesson_2_follows_the_learners_seed():
    seen = {given["last"]: seed for seed, given in reversed(variants(2).items())}
    assert len(seen) >= 4
    for last, seed in seen.items():
        names = started(2, seed)
        for source in cells(2, "code")[1:4]:
            value_of(source, names)
        share = flows.share_pct(load(), Reading(last=last))
        assert names["given"]["last"] == last
        assert last in names["figure"].layout.title.text
        assert names["figure"].data[0].x[0] == pytest.approx(share)
        assert f"{share:.1f}" in names["lesson"].questions["2.1"].text


@each
def test_links_lead_to_files_or_to_sources_of_the_tables(number):
    assert_links(PATHS[number])


def test_the_teachers_links_lead_somewhere():
    assert_links(TEACHER)


def assert_links(path):
    known = {urlsplit(url).netloc for url in load(LIVE).sources["url"].dropna()} | OTHER_HOSTS
    written = nbformat.read(path, as_version=4).cells
    text = "\n".join(cell.source for cell in written if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in links:
        if link.startswith("https://"):
            assert urlsplit(link).netloc in known, link
        else:
            assert (path.parent / link).is_file(), link


@each
def test_prose_types_no_results(number):
    """Numbers of the data are computed in cells; prose has years, times and counts in words."""
    text = SOLUTION.sub("", "\n".join(cells(number, "markdown")))
    text = re.sub(r"`[^`]*`|\d{4}-\d{2}|Exercise [\d.]+|\d+ minutes|exercise [\d.]+", "", text)
    assert not re.search(r"\d+\.\d|\d\s?%|€\s?\d", text)


def test_figures_are_built_by_hand_in_the_course():
    made = [n for n in LESSONS for source in cells(n, "code") if "lesson.show(" in source]
    assert len(made) >= 2
    assert len(set(made)) >= 4
