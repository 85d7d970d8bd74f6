"""Manuscript: a notebook that has been run, laid out as a page for readers.

What its markdown says, readers read; what its cells show, readers see, in that order. A heading of
level 2 begins a chapter. All blocks that share the notebook's Link are one Board; a block with an
address of its own is a Board of its own on the same page.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.filters import strip_ansi

from widgets import words
from widgets.board import glossary
from widgets.board.block import MIME as BLOCK
from widgets.board.block import Block
from widgets.board.board import Board, Part, Put
from widgets.lessons import handmade
from widgets.lessons.task import MIME as TASK
from widgets.lessons.task import form
from widgets.reading.address import Address
from widgets.serve.notebook.markdown import Renderer
from widgets.serve.notebook.run import STREAM, Cell, Ran, run
from widgets.tables.package import Tables
from widgets.words.templates import macros

PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")
OURS = "handover"  # in a cell's or a notebook's metadata

_HTML = macros(Path(__file__).parent / "templates", "page.html")

Layout = Callable[[Tables, Put], Markup]


@dataclass
class Piece:
    """A part of the page in its order. `role`: text, chart, bar or aside."""

    layout: Layout
    role: str = "text"


@dataclass
class Section:
    """A chapter: what follows a heading of level 2; the first has none."""

    name: str = ""
    title: Markup = Markup("")
    short: str = ""
    pieces: list[Piece] = field(default_factory=list)


class Renamed(Mapping[str, Markup]):
    """Places of a block whose charts have other names on the page than in the block."""

    def __init__(self, put: Put, names: dict[str, str]) -> None:
        self.put, self.names = put, names

    def __getitem__(self, name: str) -> Markup:
        return self.put[self.names.get(name, name)]

    def __iter__(self) -> Any:
        return iter(self.put)

    def __len__(self) -> int:
        return len(self.put)


class Manuscript:
    """The page of a notebook. `address_of` turns a link of its text into one of the served site."""

    def __init__(self, ran: Ran, address_of: Callable[[str], str] = str) -> None:
        self.ran, self.tables = ran, ran.link.tables
        self.tasks = {f"{n}": task.question for n, task in enumerate(ran.tasks)}
        self.failures = [f"cell {c.number}: {c.failure}" for c in ran.cells if c.failure]
        self.is_live = any(WIDGET in output for cell in ran.cells for output in cell.outputs)
        self.handmade = False
        own = ran.metadata.get(OURS, {})
        self.shows_code = own.get("code") == "shown"
        self._charts: dict[str, Part] = {}
        self._shared: list[Block] = []
        self._apart: list[Block] = []
        self._render = Renderer(self.tables, ran.path.parent, address_of)
        self.headline, self.heading = "", Markup("")
        self.sections = self._sections()
        self.title = own.get("title") or self.headline or ran.path.stem
        self.description = own.get("description", "")
        told = [block.reviews for block in self._shared if block.reviews]
        self.board = Board(
            self._charts, self._texts, self.layout, self._announce, told[0] if told else None
        )
        self.boards = {f"b{n}": block.board for n, block in enumerate(self._apart, 1)}
        self.links = {f"b{n}": block.link for n, block in enumerate(self._apart, 1)}

    @classmethod
    def of(cls, path: Path, address_of: Callable[[str], str] = str) -> "Manuscript":
        """Run a notebook and lay it out. Raises run.Unreadable."""
        return cls(run(path), address_of)

    @property
    def version(self) -> str:
        """Of what the notebook says, and how it is laid out: another text is another page."""
        said = [self.ran.metadata.get(OURS)]
        said += [[cell.kind, cell.source, cell.metadata.get(OURS)] for cell in self.ran.cells]
        return hashlib.blake2b(json.dumps(said).encode(), digest_size=6).hexdigest()

    @property
    def first(self) -> str:
        """The chart that the page opens with, or an empty text."""
        return next(iter(self._charts), "")

    @property
    def has_hero(self) -> bool:
        """Whether a chart stands beside the title."""
        return bool(self.heading) and any(p.role == "chart" for p in self.sections[0].pieces)

    # --- from cells to pieces

    def _sections(self) -> list[Section]:
        sections = [Section()]
        for cell in self.ran.cells:
            if cell.kind == "markdown":
                self._markdown(cell, sections)
            elif cell.kind == "code":
                sections[-1].pieces += self._code(cell)
        return sections

    def _markdown(self, cell: Cell, sections: list[Section]) -> None:
        own = cell.metadata.get(OURS, {})
        own_id = own.get("id", "")
        for passage in self._render.passages(cell.source, own_id):
            if passage.level == 2:
                name = self._render.take_id(passage.plain, own_id)
                sections.append(Section(name, passage.title, own.get("short") or passage.plain))
                own_id = ""
            elif passage.level == 1 and not self.heading:
                self.heading, self.headline = passage.title, passage.plain
            elif passage.level == 1:
                sections[-1].pieces.append(_still(Markup("<h2>{}</h2>").format(passage.title)))
            if passage.html:
                sections[-1].pieces.append(_still(passage.html))

    def _code(self, cell: Cell) -> list[Piece]:
        """What a cell shows, each output a piece, and how it is computed."""
        pieces, lines = [], ""
        live = 0
        for number, output in enumerate(cell.outputs):
            if BLOCK in output:
                block = self.ran.blocks[int(output[BLOCK])]
                pieces.append(self._block(block))
                lines = lines or block.lines("{}")
            elif PLOTLY in output:
                pieces.append(self._figure(cell, number, output[PLOTLY]))
            elif WIDGET in output:
                pieces.append(_still(_HTML.live(f"{cell.number}.{live}")))  # see live.displayed
            else:
                pieces.append(_still(self._output(output)))
            live += WIDGET in output
        if cell.refusal or cell.failure:
            said = cell.refusal or words.message("page-cell-failed")
            pieces.append(_still(_HTML.failure(said)))
        return self._with_code(cell, pieces, lines)

    def _with_code(self, cell: Cell, pieces: list[Piece], lines: str) -> list[Piece]:
        asks = any(TASK in output for output in cell.outputs)
        source = cell.source.strip()
        if not source or asks or (not pieces and not self.shows_code):
            return pieces
        if self.shows_code:
            if source.startswith("#"):
                return pieces
            return [_still(_HTML.code(source)), *pieces]
        roles = {piece.role for piece in pieces}
        if roles <= {"bar", "aside"}:
            return pieces
        *others, last = pieces

        def folded(tables: Tables, put: Put) -> Markup:
            at = f'"{put["address"]}"' if put["address"] else ""
            return last.layout(tables, put) + _HTML.how(source, lines, lines.replace("{}", at))

        return [*others, Piece(folded, last.role)]

    def _block(self, block: Block) -> Piece:
        if block.link is not self.ran.link:
            self._apart.append(block)
            place = f"board-b{len(self._apart)}"
            return Piece(lambda _tables, put: put[place], block.role)
        names = {}
        for name, part in block.charts.items():
            unused = name
            number = 1
            while unused in self._charts:
                number += 1
                unused = f"{name}-{number}"
            names[name] = unused
            self._charts[unused] = part
        self._shared.append(block)
        self.handmade |= handmade.NAME in block.charts
        return Piece(
            lambda tables, put: block.layout(tables, Renamed(put, names)),
            block.role,
        )

    def _figure(self, cell: Cell, number: int, data: dict) -> Piece:
        """A plotly figure made by hand, in the frame of the other charts."""
        import plotly.graph_objects as go  # noqa: TID251 - the notebook has drawn with it

        figure = go.Figure(data)
        name = f"figure-{cell.number}-{number}" if number else f"figure-{cell.number}"
        title = (figure.layout.title.text or "").strip()
        if not title:
            figure.update_layout(title=words.message("page-figure"))
        self.handmade = True
        view = handmade.view(figure, "")
        return self._block(Block(name, charts={name: Part(lambda _t, _a: view)}, at=self.ran.link))

    def _output(self, output: dict[str, Any]) -> Markup:
        if STREAM in output:
            return _HTML.printed(strip_ansi(output[STREAM]))
        if TASK in output:
            task = self.ran.tasks[int(output[TASK])]
            return _HTML.task(output[TASK], form(task.name, task.question))
        if html := output.get("text/html"):
            return _HTML.output(Markup(html))  # the operator's own; no script of it is run
        for kind in PICTURES:
            if kind in output:
                alt = output.get("text/plain", "")
                return _HTML.picture(kind, _base64(kind, output[kind]), alt)
        if text := output.get("text/markdown"):
            return _joined(p.html for p in self._render.passages(text))
        return _HTML.printed(output.get("text/plain", ""))

    # --- the page

    def _texts(self, tables: Tables, address: Address) -> dict[str, str]:
        found, made = {}, {}
        for block in self._shared:
            if not block.reads:
                continue
            key = block.texts
            if key not in made:
                made[key] = block.texts(tables, address)
            found |= {name: made[key][name] for name in made[key] if name in block.reads}
        return found

    def _announce(self, tables: Tables, old: Address, new: Address) -> Markup:
        tell = dict.fromkeys(block.announce for block in self._shared if block.announce)
        return Markup(" ").join(filter(None, (one(tables, old, new) for one in tell)))

    def layout(self, tables: Tables, put: Put) -> Markup:
        """The page around its charts, texts and controls."""
        opening, *chapters = self.sections
        laid = [replace(chapter, pieces=_laid(chapter, tables, put)) for chapter in chapters]
        is_numbered = not any(section.title[:1].isdigit() for section in chapters)
        return _HTML.page(
            self._opening(opening, tables, put),
            laid,
            is_numbered,
            glossary.cards(tables),
            tables.source_line,
        )

    def _opening(self, section: Section, tables: Tables, put: Put) -> Markup:
        """Title, what stands under it, and beside it the first chart; then the bar."""
        roles = [piece.role for piece in section.pieces]
        laid = [piece.layout(tables, put) for piece in section.pieces]
        bar = roles.index("bar") if "bar" in roles else len(laid)
        if not self.has_hero:
            text = (html for role, html in zip(roles, laid, strict=True) if role != "bar")
            return _HTML.opening(self.heading, _joined(text), _joined(laid[bar : bar + 1]))
        chart = roles.index("chart")
        text = (html for i, html in enumerate(laid[:bar]) if i != chart)
        return _HTML.hero(self.heading, _joined(text), laid[chart], _joined(laid[bar:]))


def _laid(section: Section, tables: Tables, put: Put) -> list[Markup]:
    """A section's pieces, each with the note at its side."""
    parts: list[Markup] = []
    for piece in section.pieces:
        html = piece.layout(tables, put)
        is_beside = piece.role == "aside" and parts
        parts.append(_HTML.beside(parts.pop(), html) if is_beside else html)
    return parts


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _still(html: Markup) -> Piece:
    return Piece(lambda _tables, _put: html)


def _base64(kind: str, data: str | bytes) -> str:
    """A picture as an output holds it: coded already, or text as SVG is."""
    if kind == "image/svg+xml" and isinstance(data, str):
        data = data.encode()
    return base64.b64encode(data).decode() if isinstance(data, bytes) else data.replace("\n", "")
