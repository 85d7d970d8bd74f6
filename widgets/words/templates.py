"""Templates: the HTML of pages and parts, one folder beside the code that fills them."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


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
