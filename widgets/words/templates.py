"""HTML templates: Jinja2, which escapes everything that is not Markup already."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from widgets.words.messages import message


class _Joined(Extension):
    """A line break between two tags says nothing; any other, with its indent, is a space."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        joined = re.sub(r"(?<=[>}])\s*\n\s*(?=[<{])", "", source.strip())
        return re.sub(r"\s*\n\s*", " ", joined)


_PACKAGE = Path(__file__).parents[1]
_TEMPLATES = Environment(
    loader=FileSystemLoader(_PACKAGE),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    extensions=[_Joined],
)
_TEMPLATES.globals["message"] = message


def macros(name: str) -> Any:
    """The macros of one file of the package, as functions that return Markup.

    >>> from widgets.words import templates
    >>> templates.macros("board/templates/inputs.html").options([("a", "a < b")], "a")
    Markup('<option value="a" selected>a &lt; b</option>')
    """
    return _TEMPLATES.get_template(name).module
