"""Site: the notebooks that are served, each a page at an address of its own.

A notebook is at `/`; of a folder its `index.ipynb` is, and every other one at its path. A folder
without an index lists its notebooks.
"""

import asyncio
import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import Markup

from widgets import words
from widgets.serve.http.answers import Answers, Desk
from widgets.serve.http.document import Document, Sheet
from widgets.serve.notebook.manuscript import Manuscript
from widgets.serve.notebook.run import Unreadable, read
from widgets.tables.package import Tables

LOG = logging.getLogger("widgets.serve")
INDEX = "index"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


class Failed(Exception):
    """A notebook with a cell that failed, where none may; the text names file and cell."""


class Page:
    """One notebook at `path` ("" or `lessons/3-time/`): its Manuscript once it has run."""

    def __init__(self, site: "Site", file: Path, path: str) -> None:
        self.site, self.file, self.path = site, file, path
        self._made: Future[dict[str, Answers]] = Future()
        self.manuscript: Manuscript | None = None
        self.boards: set[str] = set()  # of an address of their own
        self._stamp = _stamp(file)

    def make(self) -> None:
        """Run the notebook, keep what it shows, and compute its first view."""
        stamp = _stamp(self.file)
        try:
            manuscript = Manuscript.of(self.file, self._address_of)
            made = self._answers(manuscript)
            made[""].warm()
        except BaseException as error:
            if not self._made.done():
                self._made.set_exception(error)
            raise
        self.manuscript, self._stamp, self.boards = manuscript, stamp, set(manuscript.boards)
        last, self._made = self._made, Future()
        self._made.set_result(made)
        if not last.done():
            last.set_result(made)

    async def answers(self, board: str = "") -> Answers | None:
        """Who answers for one of its boards, as soon as the notebook has run; None for no board."""
        made = await asyncio.wrap_future(self._made)
        return made.get(board)

    @property
    def is_made(self) -> bool:
        """Whether it has run."""
        return self._made.done()

    @property
    def has_changed(self) -> bool:
        """Whether another notebook lies on the disk than the one that has run."""
        return self.is_made and _stamp(self.file) != self._stamp

    def _answers(self, manuscript: Manuscript) -> dict[str, Answers]:
        """By board: "" is the page's own."""
        site, tables = self.site, manuscript.tables
        scope = f"{self.path}{manuscript.version}"
        apart = {
            name: Answers(
                manuscript.boards[name],
                link.tables,
                _no_document,
                site.desk,
                f"{scope}{name}",
                start=link.address,
                said=link.problems,
            )
            for name, link in manuscript.links.items()
        }
        chapters = [section.name for section in manuscript.sections if section.name]
        sheet = Sheet(
            title=manuscript.title,
            description=manuscript.description,
            charts=list(manuscript.board.charts),
            hero=manuscript.has_hero,
            first_chapter=chapters[0] if chapters else "top",
            live=manuscript.is_live and site.is_live,
            plotly=site.whole_plotly() if manuscript.handmade else "",
            path=self.path,
        )

        def document(html: Markup, state: dict, problem: str, reviews: list[dict]) -> str:
            return site.document.page(sheet, html, state, problem, reviews)

        own = Answers(
            manuscript.board,
            tables,
            document,
            site.desk,
            scope,
            said=manuscript.ran.link.problems,
            questions=manuscript.tasks,
            apart=apart,
        )
        return {"": own, **apart}

    def _address_of(self, url: str) -> str:
        """A link of the notebook's text: to another notebook that is served, or as it is."""
        if _SCHEME.match(url):
            return url
        name, hash_, anchor = url.partition("#")
        target = (self.file.parent / unquote(name)).resolve()
        page = self.site.by_file.get(target)
        return f"{self.site.document.base}{page.path}{hash_}{anchor}" if page else url


class Site:
    """All pages. `whole_plotly`: the address of an uncut plotly.js, for figures of all kinds."""

    def __init__(
        self,
        source: Path,
        tables: Tables,
        document: Document,
        whole_plotly: Callable[[], str] = str,
        is_live: bool = False,
        desk: Desk | None = None,
    ) -> None:
        self.source, self.tables, self.document = source, tables, document
        self.whole_plotly, self.is_live = whole_plotly, is_live
        self.desk = desk or Desk(tables)
        self.pages = {path: Page(self, file, path) for path, file in found(source).items()}
        self.by_file = {page.file.resolve(): page for page in self.pages.values()}
        self.folders = {"", *(f"{path.rpartition('/')[0]}/" for path in _parents(self.pages))}
        self.folders -= set(self.pages)

    @property
    def first(self) -> Page:
        """The page at `/`, or the first of the folder."""
        return self.pages.get("") or next(iter(self.pages.values()))

    def make(self, strict: bool = False) -> None:
        """Run the first notebook, so that it can be served; the others too where `strict`.

        Raises Unreadable; Failed if `strict` and a cell of any notebook fails.
        """
        pages = self.pages.values() if strict else [self.first]
        for page in pages:
            page.make()
            failures = page.manuscript.failures if page.manuscript else []
            if strict and failures:
                raise Failed(f"{page.file.name}, {failures[0]}.")

    def make_others(self) -> threading.Thread:
        """Run the other notebooks in the background; who asks for one waits until it has run."""

        def run_all() -> None:
            for page in self.pages.values():
                if not page.is_made:
                    try:
                        page.make()
                    except Unreadable as error:
                        LOG.error("%s", error)
                    except Exception:
                        LOG.exception("%s could not be laid out as a page.", page.file.name)

        thread = threading.Thread(target=run_all, name="notebooks", daemon=True)
        thread.start()
        return thread

    def refresh(self) -> list[str]:
        """Run again each notebook that has changed; the names of those that were run."""
        done = []
        for page in self.pages.values():
            if page.has_changed:
                try:
                    page.make()
                    done.append(page.file.name)
                except Exception as error:
                    page._stamp = _stamp(page.file)  # said once
                    LOG.error("%s", error)
        return done

    @property
    def has_live(self) -> bool:
        """Whether a notebook that has run holds live widgets of its own."""
        made = (page.manuscript for page in self.pages.values() if page.manuscript)
        return any(manuscript.is_live for manuscript in made)

    @property
    def newer(self) -> str:
        """Which notebooks on the disk are not those that are served, or an empty text."""
        names = [page.file.name for page in self.pages.values() if page.has_changed]
        return words.message("page-newer", names=words.listed(names)) if names else ""

    def find(self, path: str) -> tuple[Page, str] | None:
        """The page of an address, and which of its boards: `lessons/3-time/b1/`."""
        if page := self.pages.get(path):
            return page, ""
        before, _, board = path.rstrip("/").rpartition("/")
        page = self.pages.get(f"{before}/" if before else "")
        return (page, board) if page and board in page.boards else None

    def listing(self, path: str) -> str | None:
        """The start page of a folder; None if it has none."""
        if path not in self.folders:
            return None
        entries = [
            {"address": f"{self.document.base}{page.path}", **_told(page.file)}
            for page in self.pages.values()
            if page.path.startswith(path) and page.path != path
        ]
        name = unquote(path.rstrip("/").rpartition("/")[2])
        title = name.replace("-", " ").capitalize() or words.message("page-notebooks")
        return self.document.folder(title, entries)


def found(source: Path) -> dict[str, Path]:
    """The notebooks of a file or folder by their address. Raises Unreadable if there is none."""
    if source.is_file():
        return {"": source}
    if not source.is_dir():
        raise Unreadable(words.message("serve-no-notebook", path=str(source)))
    files = sorted(
        file
        for file in source.rglob("*.ipynb")
        if not any(part.startswith(".") for part in file.relative_to(source).parts)
    )
    if not files:
        raise Unreadable(words.message("serve-empty-folder", path=str(source)))
    return {_address(file.relative_to(source)): file for file in files}


def _address(file: Path) -> str:
    parts = [quote(part) for part in file.with_suffix("").parts]
    if parts[-1] == INDEX:
        parts.pop()
    return "".join(f"{part}/" for part in parts)


def _parents(paths: dict[str, Page]) -> list[str]:
    """Every folder that pages lie in, as the path of something in it."""
    return [
        "/".join(parts[:depth]) + "/x"
        for path in paths
        if path
        for parts in [path.rstrip("/").split("/")]
        for depth in range(1, len(parts))
    ]


def _told(file: Path) -> dict[str, str]:
    """A notebook's title, and the text under it, without running it."""
    try:
        cells = read(file).cells
    except Unreadable:
        return {"title": file.stem, "text": ""}
    source = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    if not lines or not lines[0].startswith("#"):
        return {"title": file.stem, "text": ""}
    text = lines[1].strip("*_ ") if len(lines) > 1 and not lines[1].startswith(("|", "#")) else ""
    return {"title": lines[0].lstrip("# ").replace("*", ""), "text": text}


def _no_document(*_: object) -> str:
    raise ValueError("A board that stands apart has no page of its own.")


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
