"""Task: a question as a form with native controls; it judges what is sent and keeps nothing."""

import pytest

from tests.parsed import parsed
from tests.variants import questions
from widgets.lessons.check import Choice, Frame, Number
from widgets.lessons.task import Form, Task, form, still
from widgets.tables.package import load

KINDS = {"1.1": Choice, "1.2": Number, "1.4": Frame}


def asked():
    """The questions of the first lesson."""
    return questions(load(), 1, 0)


def spied(name: str) -> Form:
    shown = Form(Task(name, asked()[name]))
    shown.sent = []
    shown.send = lambda content, buffers=None: shown.sent.append(content)
    return shown


def test_an_answer_is_judged_and_only_the_sentence_is_sent():
    task = spied("1.1")
    task._handle_custom_msg({"answer": "a"}, [])
    task._handle_custom_msg({"answer": "b"}, [])
    assert ["Not yet" in said["said"] for said in task.sent] == [True, False]
    assert all(list(said) == ["said"] for said in task.sent)


def test_nothing_about_an_answer_stays():
    task = spied("1.2")
    before = task.get_state()
    task._handle_custom_msg({"answer": "12.3"}, [])
    assert task.get_state() == before
    assert "12.3" not in str(before)


@pytest.mark.parametrize("message", [None, 7, {}, {"answer": 3}, {"answer": None}, ["answer"]])
def test_what_is_no_answer_has_none(message):
    task = spied("1.1")
    task._heard(task, message, [])
    assert task.sent == []


def test_an_endless_answer_is_cut_and_what_is_typed_is_escaped():
    task = spied("1.2")
    task._handle_custom_msg({"answer": "<img src=x>" + "9" * 100_000}, [])
    assert "<img" not in task.sent[0]["said"]
    assert len(task.sent[0]["said"]) < 500


@pytest.mark.parametrize("name", KINDS)
def test_the_form_is_native_and_named(name):
    page = parsed(str(form(name, asked()[name])))
    assert isinstance(asked()[name], KINDS[name])
    assert len(page.all("legend")) == 1
    assert asked()[name].text in page.text
    assert len(page.all("details")) == len(asked()[name].hints)
    for field in page.all("input"):
        assert field.attrs["name"] == "answer"
    assert bool(page.all("button")) == (name != "1.4")


def test_on_paper_there_are_boxes_and_lines_and_no_key():
    paper = [str(still(name, asked()[name])) for name in asked()]
    assert paper[0].count("☐") == 4
    assert "____" in paper[1]
    for text, question in zip(paper, asked().values(), strict=True):
        assert question.why not in text
        assert not any(hint in text for hint in question.hints)


def test_a_notebook_stores_the_question_and_not_the_key():
    bundle = Task("1.1", asked()["1.1"])._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(bundle) == {"text/plain", "text/html", view}
    assert asked()["1.1"].why not in bundle["text/plain"] + bundle["text/html"]


def test_the_form_does_not_hold_the_key():
    for name, question in asked().items():
        state = str(Form(Task(name, question)).get_state())
        assert question.why not in state
