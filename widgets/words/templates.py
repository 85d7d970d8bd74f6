"""Templates: the HTML of pages and parts, one folder beside the code that fills them."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from widgets.words.html import step_link
from widgets.words.messages import message


class _Joined(Extension):
    """A line break between two tags says nothing; any other, with its indent, is a space."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        joined = re.sub(r"(?<=[>}])\s*\n\s*(?=[<{])", "", source.strip())
        return re.sub(r"\s*\n\s*", " ", joined)


@cache
def environment(folder: Path) -> Environment:
    """The templates of a folder: escaped, no line left by a tag, a missing value an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def filled(folder: Path, name: str, /, **values: Any) -> Markup:
    """A template with its values."""
    return Markup(environment(folder).get_template(name).render(**values))


@cache
def macros(folder: Path, name: str) -> Any:
    """The macros of a file, in lines that are joined: functions that return Markup.

    >>> from pathlib import Path
    >>> from widgets import board
    >>> from widgets.words import templates
    >>> inputs = templates.macros(Path(board.__file__).parent / "templates", "inputs.html")
    >>> inputs.options([("a", "a < b")], "a")
    Markup('<option value="a" selected>a &lt; b</option>')
    """
    joined = environment(folder).overlay(extensions=[_Joined])
    joined.globals |= {"message": message, "step_link": step_link}
    return joined.get_template(name).module
