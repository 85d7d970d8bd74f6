"""Messages: every sentence that a reader sees, by id, in the Fluent files of one folder a language.

One process speaks one language, `HANDOVER_LANGUAGE` (English if it is not set); what is missing in
it is said in English. A message is plain text in one paragraph, however many lines it stands in.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from markupsafe import Markup, escape

FOLDER = Path(os.environ.get("HANDOVER_WORDS") or Path(__file__).parent)
ENGLISH = "en"
LANGUAGE = os.environ.get("HANDOVER_LANGUAGE") or ENGLISH


def message(name: str, /, **values: object) -> str:
    """A message with its values. A number decides between the forms of a word (one, other).

    Raises KeyError for an id that no file has, or a value that is missing.

    >>> from widgets.words.messages import message
    >>> message("count-of-donors", number=2, text="two")
    'two donors'
    """
    return _formatter(name)(values)


def sentence(name: str, /, **values: object) -> Markup:
    """A message as HTML: it and its values are escaped, but for what is Markup already.

    >>> from markupsafe import Markup
    >>> from widgets.words.messages import sentence
    >>> sentence("count-of-donors", number=2, text=Markup("<b>two</b>"))
    Markup('<b>two</b> donors')
    """
    safe = {k: v if isinstance(v, int | float) else str(escape(v)) for k, v in values.items()}
    return Markup(_formatter(name, escaped=True)(safe))


def templates(prefix: str) -> dict[str, str]:
    """Every message whose id begins so, by the rest of its id; its places are `{name}`.

    >>> from widgets.words.messages import templates
    >>> templates("script-your-")["list-of"]
    'Your list ({number})'
    """
    names = [n for n in _bundle(ENGLISH)._messages if n.startswith(prefix)]
    return {name.removeprefix(prefix): _formatter(name)(_Places()) for name in names}


class _Places(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@cache
def locale() -> Locale:
    """How Babel writes numbers, months and lists: what the language's message `locale` names."""
    return Locale.parse(message("locale"))


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise ValueError(f"{path}: this is no message: {str(entry.content).strip()[:80]}")
            if isinstance(entry, ast.Message) and bundle.has_message(entry.id.name):
                raise ValueError(f"{path}: there is another message {entry.id.name!r}.")
        bundle.add_resource(resource)
    return bundle


@cache
def _formatter(name: str, escaped: bool = False) -> Callable[[dict[str, Any]], str]:
    """What makes a message's text of its values.

    Most messages hold text and values alone: they are joined here, in a thirtieth of the time.
    """
    for language in dict.fromkeys((LANGUAGE, ENGLISH)):
        bundle = _bundle(language)
        if bundle.has_message(name):
            break
    else:
        raise KeyError(f"There is no message {name!r} in {FOLDER / ENGLISH}.")
    pattern: Any = bundle.get_message(name).value
    clean = (lambda text: str(escape(text))) if escaped else str
    parts = [_plain(element, clean) for element in getattr(pattern, "elements", [pattern])]
    if all(parts):
        text = "".join(parts)  # pyright: ignore[reportCallIssue, reportArgumentType] - none is None
        return text.format_map

    def formatted(values: dict[str, Any]) -> str:
        said, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise KeyError(f"{name}: {errors[0]}")
        return str(said).replace("\n", " ")

    return formatted


def _plain(element: object, clean: Callable[[str], str]) -> str | None:
    """A part of a message as a part of a format string; None for what decides between forms."""
    if isinstance(element, ast.TextElement):
        return clean(element.value.replace("\n", " ")).replace("{", "{{").replace("}", "}}")
    inner = getattr(element, "expression", element)  # a literal stands in no Placeable
    if isinstance(inner, ast.StringLiteral):
        return clean(inner.parse()["value"]).replace("{", "{{").replace("}", "}}")
    if isinstance(inner, ast.VariableReference):
        return f"{{{inner.id.name}}}"
    return None
