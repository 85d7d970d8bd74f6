"""The reader's requests: page, charts, steps and files. Stateless: all comes from Answers."""

import asyncio
import json
from collections.abc import Coroutine
from urllib.parse import quote, unquote

import tornado.web

from widgets import words
from widgets.board.board import ROWS
from widgets.lessons.check import LONGEST_ANSWER
from widgets.serve.http.answers import Answers, Body
from widgets.serve.http.clients import Client, Refusal, client_of
from widgets.serve.http.site import Site
from widgets.serve.http.static import coding_for
from widgets.tables.package import DataError

LONGEST_QUESTION = 12_000
KEPT_S = 86_400
JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
CSV = "text/csv; charset=utf-8"


class Pages(tornado.web.RequestHandler):
    """What the handlers here share: sending a Body, and one sentence where there is none."""

    _asking: asyncio.Future | None = None
    _left = False

    def initialize(self, site: Site) -> None:
        self.site = site

    async def board(self, path: str) -> Answers:
        """Who answers at an address, as soon as its notebook has run."""
        found = self.site.find(path)
        answers = await found[0].answers(found[1]) if found else None
        if answers is None:
            raise Refusal(404, words.message("page-not-there"))
        return answers

    @property
    def client(self) -> Client:
        """Whom a question is charged to. Kept in memory only, never logged."""
        return client_of(self.request.remote_ip or "")

    async def answered(self, asking: Coroutine[object, object, Body]) -> Body:
        """The answer, unless who asked has left: then nobody waits for it."""
        self._asking = asyncio.ensure_future(asking)
        try:
            return await self._asking
        except asyncio.CancelledError:
            if not self._left:
                raise
            raise tornado.web.Finish from None

    def on_connection_close(self) -> None:
        """Who asked has left."""
        self._left = True
        if self._asking:
            self._asking.cancel()

    def head(self, *path: str) -> object:
        """As GET; the body is left out when it is sent."""
        return self.get(*path)

    def give(self, body: Body, mime: str, kept_s: int = 0) -> None:
        """Send a body, compressed if the browser takes it; `kept_s`: how long it may be kept."""
        self.set_header("Content-Type", mime)
        self.set_header("Vary", "Accept-Encoding")
        kept = f"public, max-age={kept_s}, immutable" if kept_s else "no-store"
        self.set_header("Cache-Control", kept)
        accepted = self.request.headers.get("Accept-Encoding", "")
        coding = coding_for(accepted, list(body.codings))
        if coding != "identity":
            self.set_header("Content-Encoding", coding)
        self.set_header("Content-Length", len(body.codings[coding]))
        if self.request.method != "HEAD":
            self.flush()  # else headers and body are one copy, held for who does not read
        self.finish(body.codings[coding])

    def question(self, name: str, otherwise: str = "") -> str:
        """One field of the question; the last one, as text, if it is given more than once."""
        if len(self.request.uri) > LONGEST_QUESTION:
            raise Refusal(414, words.message("page-too-long"))
        value = self.request.query_arguments.get(name, [otherwise.encode()])[-1]
        return value.decode("utf-8", "replace")

    def json(self, name: str) -> object:
        """One field of the question as JSON; None if it is none."""
        try:
            return json.loads(self.question(name) or "null")
        except (ValueError, RecursionError):
            return None


class PageHandler(Pages):
    """The whole page at an address, readable without anything else; or a folder's start page."""

    async def get(self, path: str) -> None:
        listing = self.site.listing(path)
        if listing is not None:
            self.set_header("Content-Type", HTML)
            self.set_header("Cache-Control", "no-store")
            self.finish(listing)
            return
        found = self.site.find(path)
        if found is None or found[1]:
            raise Refusal(404, words.message("page-not-there"))
        answers = await self.board(path)
        query = self.request.query or answers.start
        body = await self.answered(answers.page(query, self.client))
        self.give(body, HTML)


class SlashHandler(Pages):
    """An address of a page without the slash at its end."""

    there = ""

    def prepare(self) -> None:
        """404, whatever is asked, where no such page is."""
        (path,) = self.path_args
        self.there = quote(f"{unquote(path).removesuffix('.ipynb')}/")
        if self.site.find(self.there) is None and self.site.listing(self.there) is None:
            raise Refusal(404, words.message("page-not-there"))

    def get(self, _path: str) -> None:
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(f"{self.site.document.base}{self.there}{query}")


class Stepping(Pages):
    """What is asked by a page that may be older than the server."""

    async def current(self, path: str) -> Answers:
        """The board's answers; refuses the page of another version: its patches would not fit."""
        answers = await self.board(path)
        if self.question("v") != answers.version:
            button = words.message("page-reload")
            raise Refusal(409, words.message("page-another-version"), button=button)
        return answers


class StepHandler(Stepping):
    """`step?v=&at=&do=&sizes=`: what a step changes. The same question has the same answer."""

    async def get(self, path: str) -> None:
        do, answers = self.json("do"), await self.current(path)
        if not isinstance(do, list):
            raise Refusal(400, words.message("page-no-step"))
        sizes = answers.board.sizes(self.json("sizes"))
        body = await self.answered(answers.step(self.question("at"), do, sizes, self.client))
        self.give(body, JSON, KEPT_S)


class ChartsHandler(Stepping):
    """`charts?v=&at=&sizes=`: some charts at an address, for the room that a browser has."""

    async def get(self, path: str) -> None:
        answers = await self.current(path)
        sizes = answers.board.sizes(self.json("sizes"))
        body = await self.answered(answers.charts(self.question("at"), sizes, self.client))
        self.give(body, JSON, KEPT_S)


class JudgeHandler(Pages):
    """`judge?task=&answer=`: what an answer to an exercise is worth. Nothing is remembered."""

    async def get(self, path: str) -> None:
        answers, task = await self.board(path), self.question("task")
        if task not in answers.questions:
            raise Refusal(404, words.message("page-no-exercise"))
        answer = self.question("answer")[:LONGEST_ANSWER]
        body = await self.answered(answers.judge(task, answer, self.client))
        self.give(body, JSON)


class VersionHandler(Pages):
    """`version`: of the page that is served now; for who edits its notebook."""

    async def get(self, path: str) -> None:
        answers = await self.board(path)
        self.set_header("Content-Type", JSON)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({"version": answers.version}))


class ChartCsvHandler(Pages):
    """`csv/<chart>.csv?<address>`: the numbers of one chart."""

    async def get(self, path: str, name: str) -> None:
        answers = await self.board(path)
        if name not in {ROWS, *answers.board.charts}:
            raise Refusal(404, words.message("page-no-chart"))
        body = await self.answered(answers.csv(name, self.request.query, self.client))
        self.set_header("Content-Disposition", f"attachment; filename={name}.csv")
        self.give(body, CSV)


class TableCsvHandler(Pages):
    """`table/<name>.csv`: one table of the data package as it is."""

    async def get(self, path: str, name: str) -> None:
        answers = await self.board(path)
        if name not in [r["name"] for r in answers.tables.package["resources"]]:
            raise Refusal(404, words.message("page-no-table"))
        try:
            body = await self.answered(answers.table(name, self.client))
        except DataError as error:
            raise Refusal(503, f"○ {error}") from error
        self.set_header("Content-Disposition", f"attachment; filename={name}.csv")
        self.give(body, CSV)


class HealthHandler(Pages):
    """`healthz`: 200 while all is well, 503 with the reason; for operators and their monitors.

    A whole release on the disk that is not the one served is no problem, but said.
    """

    open_to_all = True

    def get(self) -> None:
        kernels = self.settings["kernel_manager"]
        damage = self.site.desk.damage or kernels.problem() or kernels.trouble
        self.set_status(503 if damage else 200)
        self.set_header("Content-Type", JSON)
        self.set_header("Cache-Control", "no-store")
        self.finish(
            json.dumps(
                {
                    "ok": not damage,
                    "problem": damage,
                    "newer": self.site.desk.newer or self.site.newer,
                    "version": self.site.desk.version,
                    "release": self.site.tables.release["label"],
                    "kept_answers": len(self.site.desk.kept),
                    "kept_bytes": self.site.desk.kept.bytes,
                    "seats": kernels.seats,
                    "seats_taken": len(kernels),
                }
            )
        )


class RobotsHandler(Pages):
    """`robots.txt`: the page may be indexed; its views and files need not be."""

    open_to_all = True

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", f"public, max-age={KEPT_S}")
        paths = ("/*?", "/step", "/charts", "/live", "/csv/", "/api/")
        self.finish("User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in paths))


def handlers(site: Site) -> list[tuple]:
    """The addresses of the pages and who answers them, below the base URL."""
    given = {"site": site}
    page = r"((?:[\w%.~-]{1,120}/){0,8})"
    return [
        ("/healthz", HealthHandler, given),
        ("/robots.txt", RobotsHandler, given),
        (f"/{page}", PageHandler, given),
        (f"/{page}step", StepHandler, given),
        (f"/{page}charts", ChartsHandler, given),
        (f"/{page}judge", JudgeHandler, given),
        (f"/{page}version", VersionHandler, given),
        (rf"/{page}csv/([a-z0-9-]{{1,60}})\.csv", ChartCsvHandler, given),
        (rf"/{page}table/([a-z_]{{1,40}})\.csv", TableCsvHandler, given),
    ]


def last_handlers(site: Site) -> list[tuple]:
    """What is asked after everything else."""
    return [(r"/([\w%.~/-]{1,240})", SlashHandler, {"site": site})]
