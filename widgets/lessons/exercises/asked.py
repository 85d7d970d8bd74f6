"""A question with its words: the messages whose ids begin with its name's, `lesson-1-2-` for `1.2`.

They are `text`, `why`, `hint-1` and so on, the options `a` to `d`, and `mistake-` with what each
mistake is called. A message that is missing is a KeyError.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from widgets.lessons.check import Choice, Question
from widgets.words import message

OPTIONS = "abcd"
Kind = TypeVar("Kind", bound=Question)


def asked(
    kind: type[Kind],
    name: str,
    values: Mapping[str, object],
    *,
    mistakes: Mapping[str, Any],
    hints: int = 1,
    **parts: Any,
) -> Kind:
    """A question with `hints` hints; `mistakes`: what each is called -> the answer it leads to."""
    say = _messages(name, values)
    pairs = tuple((wrong, say(f"mistake-{called}")) for called, wrong in mistakes.items())
    return kind(**_words(say, hints), **{"mistakes": pairs}, **parts)


def choice(name: str, key: str, values: Mapping[str, object], hints: int = 1) -> Choice:
    """A question with four options, of which `key` is right."""
    say = _messages(name, values)
    return Choice(
        **_words(say, hints),
        size="look",
        key=key,
        options={letter: say(letter) for letter in OPTIONS},
        mistakes={letter: say(f"mistake-{letter}") for letter in OPTIONS if letter != key},
    )


def _messages(name: str, values: Mapping[str, object]) -> Callable[[str], str]:
    return lambda part: message(f"lesson-{name.replace('.', '-')}-{part}", **values)


def _words(say: Callable[[str], str], hints: int) -> dict[str, Any]:
    numbered = tuple(say(f"hint-{number}") for number in range(1, hints + 1))
    return {"text": say("text"), "why": say("why"), "hints": numbered}
