"""Task: one question as a form in a notebook. It judges what is sent in and remembers nothing."""

import os
from contextvars import ContextVar
from pathlib import Path

import anywidget
import traitlets
from markupsafe import Markup

from widgets import words
from widgets.board.block import SERVED
from widgets.board.explorer import css, script
from widgets.lessons.check import LONGEST_ANSWER, Choice, Feedback, Number, Question, unit_name
from widgets.words import message, sentence
from widgets.words.templates import macros

SIZES = {size: message(f"lessons-size-{size}") for size in ("look", "change", "build")}
_HTML = macros(Path(__file__).parent / "templates", "task.html")
_SCRIPT = Path(__file__).with_name("task.js")


collected: ContextVar[list["Task"] | None] = ContextVar("collected tasks", default=None)
"""Where our server, as it runs a notebook, finds the exercises that its cells show."""
MIME = "application/vnd.handover.task"


class Task:
    """A Question under a name such as `1.2`. A frame or figure is given to `check` in a cell."""

    def __init__(self, name: str, question: Question) -> None:
        self.name, self.question = name, question

    def check(self, answer: object) -> Feedback:
        """What an answer is worth; the cell shows it."""
        return self.question.judge(answer)

    def __repr__(self) -> str:
        return "\n".join(
            [f"{self.name} {SIZES[self.question.size]}", self.question.text, *self._lines()]
        )

    def _lines(self) -> list[str]:
        match self.question:
            case Choice(options=options):
                return [f"  {letter}  {text}" for letter, text in options.items()]
            case Number(unit=unit):
                return [f"  ______ {unit_name(unit)}"]
        return [f'  lesson.check("{self.name}", mine)']

    def _repr_mimebundle_(self, **_kwargs: object) -> dict:
        """The question as text and as a still page, for who has no kernel, and the form."""
        if (found := collected.get()) is not None:
            found.append(self)
            return {MIME: len(found) - 1}
        if os.environ.get(SERVED):  # the page has it already
            return {"text/plain": ""}
        widget = Form(self)
        view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
        return {
            "text/plain": repr(self),
            "text/html": str(still(self.name, self.question)),
            "application/vnd.jupyter.widget-view+json": view,
        }


class Form(anywidget.AnyWidget):
    """A Task in a notebook: it sends what is typed, and says what that is worth."""

    _esm = script(str(_SCRIPT))

    html = traitlets.Unicode().tag(sync=True)
    css = traitlets.Unicode().tag(sync=True)

    def __init__(self, task: Task) -> None:
        self.task = task
        super().__init__(html=str(form(task.name, task.question)), css=css())
        self.add_class("handover")
        self.on_msg(self._heard)

    def _heard(self, _widget: object, message: object, _buffers: object) -> None:
        answer = message.get("answer") if isinstance(message, dict) else None
        if isinstance(answer, str):
            self.send({"said": str(self.task.check(answer[:LONGEST_ANSWER]).html())})


def form(name: str, question: Question) -> Markup:
    """The question with native controls; hints open one inside the other."""
    asks = isinstance(question, Choice | Number)
    match question:
        case Choice(options=options):
            asked = _HTML.choice(options)
        case Number(unit=unit):
            unit = unit_name(unit).replace(" ", words.NBSP)
            asked = _HTML.number(sentence("lessons-your-answer", field=_HTML.field(), unit=unit))
        case _:
            code = _HTML.code(f'lesson.check("{name}", mine)')
            asked = _HTML.cell(sentence("lessons-in-the-cell", code=code))
    hints = _hints(question.hints)
    return _HTML.form(name, SIZES[question.size], question.text, asked, hints, asks)


def _hints(hints: tuple[str, ...]) -> Markup:
    inner = Markup("")
    for number in range(len(hints), 0, -1):
        name = message("lessons-hint" if number == 1 else "lessons-hint-more")
        inner = _HTML.hint(name, hints[number - 1], inner)
    return inner


def still(name: str, question: Question) -> Markup:
    """The question on paper: boxes to tick, or a line to write on."""
    asked = ""
    match question:
        case Choice(options=options):
            asked = _HTML.boxes(options)
        case Number(unit=unit):
            line = {"field": "____________", "unit": unit_name(unit)}
            asked = _HTML.line(sentence("lessons-answer-line", **line))
    return _HTML.still(name, SIZES[question.size], question.text, asked)
