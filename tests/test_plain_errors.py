"""A sentence in the place of a traceback, where a learner can help themselves."""

import subprocess
import sys

import pytest

from widgets.lessons.plain_errors import sentence
from widgets.reading.reading import Reading, Refused
from widgets.tables.package import DataError


def raised(code: str) -> BaseException:
    try:
        exec(code, {"Reading": Reading})
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_an_unknown_name_says_which_cells_to_run():
    said = sentence(raised("lesson.task('1.1')"))
    assert said.startswith("There is no “lesson” yet. Run the cells above first")


@pytest.mark.parametrize("kind", [Refused, DataError])
def test_our_own_sentences_are_shown_alone(kind):
    assert sentence(kind("Only this.")) == "Only this."


def test_a_word_that_a_reading_does_not_know_is_our_sentence():
    assert "kind can be military" in sentence(raised("Reading(kind='arms')"))


@pytest.mark.parametrize("code", ["1 / 0", "int('x')", "[][1]", "raise KeyError('x')"])
def test_other_errors_keep_their_traceback(code):
    assert sentence(raised(code)) is None


@pytest.mark.slow
def test_in_a_shell_the_sentence_stands_alone_and_other_errors_stay():
    run = "get_ipython().run_cell"
    code = f"{run}('tables.aid'); print('--- and then'); {run}('1 / 0'); None"
    options = ["--ext=widgets.lessons.plain_errors", "--colors=nocolor", "-c", code]
    command = [sys.executable, "-m", "IPython", *options]
    done = subprocess.run(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True)
    named, other = done.stdout.split("--- and then")
    assert "There is no “tables” yet" in named
    assert "Traceback" not in named
    assert "Traceback" in other
    assert "ZeroDivisionError" in other
