"""Markdown of a notebook as HTML: headings with ids, terms that open, links between pages."""

import base64
import mimetypes
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mistune
from markupsafe import Markup, escape
from mistune.renderers.html import HTMLRenderer

from widgets.board import glossary
from widgets.tables.package import Tables

PICTURE_BYTES = 2_000_000


@dataclass(frozen=True)
class Passage:
    """Text of one cell up to the next heading of level 1 or 2, and that heading, if it has one."""

    html: Markup
    level: int = 0
    title: Markup = Markup("")
    plain: str = ""


def slug(text: str) -> str:
    """A heading as an id: `Who carries the aid` -> `who-carries-the-aid`.

    >>> from widgets.serve.notebook.markdown import slug
    >>> slug("1. What’s counted?")
    '1-whats-counted'
    """
    plain = unicodedata.normalize("NFKD", text).replace("’", "").lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or "part"


class Renderer(HTMLRenderer):
    """HTML in the looks of the page; raw HTML of the author stays."""

    def __init__(self, tables: Tables, folder: Path, address_of: Callable[[str], str]) -> None:
        super().__init__(escape=False)
        self.tables, self.folder, self.address_of = tables, folder, address_of
        self.ids: set[str] = set()
        self._seen: set[str] | None = None
        self._own_id = ""
        plugins = ["table", "strikethrough", "url"]
        self._parser = mistune.create_markdown(renderer=self, plugins=plugins)
        self._parser.renderer = None  # the plugins know how they are written; tokens are asked for

    def take_id(self, text: str, own: str = "") -> str:
        """An id for a heading that no other has."""
        name = base = own or slug(text)
        number = 1
        while name in self.ids:
            number += 1
            name = f"{base}-{number}"
        self.ids.add(name)
        return name

    def render_token(self, token: dict[str, Any], state: Any) -> str:
        marks = self._seen
        if token["type"] == "paragraph":
            self._seen = set()
        elif token["type"] in ("link", "heading"):  # a button in a link would be two in one
            self._seen = None
        made = super().render_token(token, state)
        self._seen = marks
        return made

    def text(self, text: str) -> str:
        if self._seen is None:
            return str(escape(text))
        return str(glossary.marked(self.tables, text, self._seen))

    def paragraph(self, text: str) -> str:
        return f'<p class="prose">{text}</p>\n'

    def heading(self, text: str, level: int, **_attrs: Any) -> str:
        name = self.take_id(Markup(text).striptags(), self._own_id)
        self._own_id = ""
        look = ' class="subhead"' if level == 3 else ""
        return f'<h{level}{look} id="{escape(name)}" tabindex="-1">{text}</h{level}>\n'

    def list(self, text: str, ordered: bool, **_attrs: Any) -> str:
        tag = "ol" if ordered else "ul"
        return f'<{tag} class="prose">{text}</{tag}>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        return f'<pre class="code">{escape(code)}</pre>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        where = self.address_of(url)
        more = f' title="{escape(title)}"' if title else ""
        if url.startswith(("https://", "http://")):
            more += ' target="_blank" rel="noopener noreferrer"'
        elif re.match(r"[a-z][a-z+.-]*:", url, re.IGNORECASE):
            return text  # no script, no file of who reads
        return f'<a href="{escape(where)}"{more}>{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        path = self.folder / url
        kind = mimetypes.guess_type(url)[0] or ""
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if not kind.startswith("image/") or not inside or not path.is_file():
            return f'<span class="note">{text}</span>'  # no other site is asked for anything
        if path.stat().st_size > PICTURE_BYTES:
            return f'<span class="note">{text}</span>'
        data = base64.b64encode(path.read_bytes()).decode()
        return f'<img alt="{escape(Markup(text).striptags())}" src="data:{kind};base64,{data}">'

    def passages(self, source: str, own_id: str = "") -> Iterator[Passage]:
        """A cell's text, parted before each heading of level 1 and 2."""
        tokens, state = self._parser.parse(source)
        self._own_id = own_id
        part: Any = []
        heading: dict[str, Any] | None = None
        for token in [*tokens, None]:
            is_heading = token and token["type"] == "heading" and token["attrs"]["level"] < 3
            if token is None or is_heading:
                if part or heading:
                    yield self._passage(heading, part, state)
                heading, part = token, []
            else:
                part.append(token)

    def _passage(self, heading: dict | None, part: Sequence[dict], state: Any) -> Passage:
        html = Markup(self(part, state))
        if heading is None:
            return Passage(html)
        title = Markup(self.render_tokens(heading["children"], state))
        return Passage(html, heading["attrs"]["level"], title, title.striptags())
