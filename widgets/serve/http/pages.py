"""The reader's requests: page, charts, steps and files. Stateless: all comes from Answers."""

import asyncio
import json
from collections.abc import Coroutine

import tornado.web

from widgets.board.board import ROWS
from widgets.serve.http.answers import Answers, Body
from widgets.serve.http.clients import Client, Refusal, client_of
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

    def initialize(self, answers: Answers) -> None:
        self.answers = answers

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
            raise Refusal(414, "○ This question is too long.")
        value = self.request.query_arguments.get(name, [otherwise.encode()])[-1]
        return value.decode("utf-8", "replace")

    def json(self, name: str) -> object:
        """One field of the question as JSON; None if it is none."""
        try:
            return json.loads(self.question(name) or "null")
        except (ValueError, RecursionError):
            return None


class PageHandler(Pages):
    """The whole page at an address, readable without anything else."""

    async def get(self) -> None:
        body = await self.answered(self.answers.page(self.request.query, self.client))
        self.give(body, HTML)


class Stepping(Pages):
    """What is asked by a page that may be older than the server."""

    def prepare(self) -> None:
        """Refuse the page of another version: its patches would not fit."""
        super().prepare()
        if self.question("v") != self.answers.version:
            raise Refusal(409, "○ There is a newer version of this page.", button="Reload")


class StepHandler(Stepping):
    """`step?v=&at=&do=&sizes=`: what a step changes. The same question has the same answer."""

    async def get(self) -> None:
        do = self.json("do")
        if not isinstance(do, list):
            raise Refusal(400, "○ This is no step that the page takes.")
        sizes = self.answers.board.sizes(self.json("sizes"))
        body = await self.answered(self.answers.step(self.question("at"), do, sizes, self.client))
        self.give(body, JSON, KEPT_S)


class ChartsHandler(Stepping):
    """`charts?v=&at=&sizes=`: some charts at an address, for the room that a browser has."""

    async def get(self) -> None:
        sizes = self.answers.board.sizes(self.json("sizes"))
        body = await self.answered(self.answers.charts(self.question("at"), sizes, self.client))
        self.give(body, JSON, KEPT_S)


class ChartCsvHandler(Pages):
    """`csv/<chart>.csv?<address>`: the numbers of one chart."""

    async def get(self, name: str) -> None:
        if name not in {ROWS, *self.answers.board.charts}:
            raise Refusal(404, "There is no chart of this name.")
        body = await self.answered(self.answers.csv(name, self.request.query, self.client))
        self.set_header("Content-Disposition", f"attachment; filename={name}.csv")
        self.give(body, CSV)


class TableCsvHandler(Pages):
    """`table/<name>.csv`: one table of the data package as it is."""

    async def get(self, name: str) -> None:
        if name not in [r["name"] for r in self.answers.tables.package["resources"]]:
            raise Refusal(404, "There is no table of this name.")
        try:
            body = await self.answered(self.answers.table(name, self.client))
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
        damage = self.answers.damage or kernels.problem() or kernels.trouble
        self.set_status(503 if damage else 200)
        self.set_header("Content-Type", JSON)
        self.set_header("Cache-Control", "no-store")
        self.finish(
            json.dumps(
                {
                    "ok": not damage,
                    "problem": damage,
                    "newer": self.answers.newer,
                    "version": self.answers.version,
                    "release": self.answers.tables.release["label"],
                    "kept_answers": len(self.answers.kept),
                    "kept_bytes": self.answers.kept.bytes,
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


def handlers(answers: Answers) -> list[tuple]:
    """The addresses of the page and who answers them, below the base URL."""
    given = {"answers": answers}
    return [
        ("/", PageHandler, given),
        ("/step", StepHandler, given),
        ("/charts", ChartsHandler, given),
        (r"/csv/([a-z-]{1,40})\.csv", ChartCsvHandler, given),
        (r"/table/([a-z_]{1,40})\.csv", TableCsvHandler, given),
        ("/healthz", HealthHandler, given),
        ("/robots.txt", RobotsHandler, given),
    ]
