"""What the server answers: pages, steps, charts and files, computed once and kept compressed.

Every answer is a function of its question alone. A question that is being computed is not
computed twice; what is kept is bounded in bytes; each client's fresh questions are bounded too.
"""

import asyncio
import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

import brotli
import orjson

from widgets import address as addresses
from widgets.address import Address
from widgets.board import Board
from widgets.reading import Problem
from widgets.serve.guard import Refusal
from widgets.tables import DataError, Tables

KEPT_BYTES = 64_000_000
QUALITY = 5


@dataclass(frozen=True)
class Body:
    """An answer ready to be sent, by content coding, best first.

    Browsers ask for brotli over TLS and from this machine only, else for gzip.
    """

    codings: dict[str, bytes]

    @classmethod
    def of(cls, text: bytes) -> "Body":
        brotlied = brotli.compress(text, quality=QUALITY)
        return cls({"br": brotlied, "gzip": gzip.compress(text, 6, mtime=0), "identity": text})

    def __len__(self) -> int:
        return sum(map(len, self.codings.values()))


class Kept:
    """Bodies by question, the least recently asked dropped when they exceed `most_bytes`."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.always: dict[tuple, Body] = {}  # beyond the bound
        self._bodies: OrderedDict[tuple, Body] = OrderedDict()

    def get(self, question: tuple) -> Body | None:
        if body := self._bodies.get(question):
            self._bodies.move_to_end(question)
        return body or self.always.get(question)

    def put(self, question: tuple, body: Body) -> None:
        self.bytes += len(body) - len(self._bodies.pop(question, b""))
        self._bodies[question] = body
        while self.bytes > self.most_bytes and len(self._bodies) > 1:
            self.bytes -= len(self._bodies.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._bodies)


class Budget:
    """Seconds of computing a client may use: `a_second` are added while it waits, to `most_s`.

    Only what has to be computed is charged: what is kept is free, so that a class behind one
    address is not held up by reading the same page.
    """

    def __init__(
        self,
        a_second: float = 0.5,
        most_s: float = 10.0,
        clients: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.a_second, self.most_s, self.clients, self._clock = a_second, most_s, clients, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def _now(self, client: str) -> float:
        left, at = self._left.get(client, (self.most_s, self._clock()))
        return min(self.most_s, left + (self._clock() - at) * self.a_second)

    def check(self, client: str) -> None:
        """Raise a Refusal that says when to ask again, if nothing is left."""
        left = self._now(client)
        if left <= 0:
            retry_s = max(1, round(-left / self.a_second) + 1)
            raise Refusal(
                429, f"○ Too many different questions: ask again in {retry_s} s.", retry_s
            )

    def spend(self, client: str, seconds: float) -> None:
        self._left[client] = (self._now(client) - seconds, self._clock())
        self._left.move_to_end(client)
        while len(self._left) > self.clients:
            self._left.popitem(last=False)


class Answers:
    """The board's answers as bodies. `document(html, state, problem)` makes the page."""

    def __init__(
        self,
        board: Board,
        tables: Tables,
        document: Callable[..., str],
        budget: Budget | None = None,
    ) -> None:
        self.board, self.tables, self._document = board, tables, document
        self.kept, self.budget = Kept(), budget or Budget()
        self._computing: dict[tuple, asyncio.Future] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answers")
        self.version = _version(tables)
        self._watch = Watch(tables)

    @property
    def damage(self) -> str:
        """What is wrong with the tables on disk by now, or an empty text."""
        return self._watch.damage()

    async def page(self, query: str, client: str = "") -> Body:
        """The document at an address."""
        address, problems = addresses.read(query, self.tables)
        damage = self.damage
        question = ("page", address.to_query(), _said(problems), damage)
        return await self._answer(question, client, self._page, address, problems, damage)

    async def step(self, at: str, do: list, sizes: dict, client: str = "") -> Body:
        """What a step changes, as JSON."""
        old, _ = addresses.read(at, self.tables)
        new, problems = addresses.changed(old, do, self.tables)
        question = ("step", old.to_query(), new.to_query(), _said(problems), _named(sizes))
        change = self.board.change
        return await self._answer(question, client, self._json, change, old, new, problems, sizes)

    async def charts(self, at: str, sizes: dict, client: str = "") -> Body:
        """Some charts at an address, as JSON."""
        at = addresses.read(at, self.tables)[0].to_query()
        question = ("charts", at, _named(sizes))
        return await self._answer(question, client, self._json, self.board.contents, at, sizes)

    async def csv(self, name: str, query: str, client: str = "") -> Body:
        """The numbers of one chart at an address."""
        query = addresses.read(query, self.tables)[0].to_query()
        return await self._answer(("csv", name, query), client, self._csv, name, query)

    async def table(self, name: str, client: str = "") -> Body:
        """One table of the data package. Raises DataError if there is none or it is damaged."""
        return await self._answer(("table", name, self.damage), client, self._table, name)

    def warm(self) -> None:
        """Compute the default page and its figures at every width before anybody asks."""
        for resource in self.tables.package["resources"]:
            self.tables.frame(resource["name"])  # in memory, whatever becomes of the files
        self.board.warm(self.tables)
        page = Body.of(self._page(Address(), [], ""))
        self.kept.always[("page", "", (), "")] = page

    def _page(self, address: Address, problems: list[Problem], damage: str) -> bytes:
        html = self.board.html(self.tables, address, problems)
        state = self.board.state(self.tables, address) | {"version": self.version}
        return self._document(html, state, damage).encode()

    def _json(self, make: Callable[..., dict], *arguments: object) -> bytes:
        return orjson.dumps(make(self.tables, *arguments))

    def _csv(self, name: str, query: str) -> bytes:
        address, _ = addresses.read(query, self.tables)
        text = self.board.csv(self.tables, address, name)
        if not text and (refusal := self.board.refusal(self.tables, address, name)):
            raise Refusal(404, f"○ {refusal.sentence}")
        return text.encode()

    def _table(self, name: str) -> bytes:
        return self.tables.text(name).encode()

    async def _answer(
        self, question: tuple, client: str, make: Callable[..., bytes], *arguments: object
    ) -> Body:
        if body := self.kept.get(question):
            return body
        # a client's questions take turns, so that nobody waits for another's many
        async with self._turns.setdefault(client, asyncio.Lock()):
            if body := self.kept.get(question):
                return body
            self.budget.check(client)
            if question not in self._computing:
                self._computing[question] = asyncio.get_running_loop().run_in_executor(
                    self._thread, self._compute, client, make, *arguments
                )
                self._computing[question].add_done_callback(
                    lambda _done: self._computing.pop(question, None)
                )
            # one reader who leaves must not take the answer from the others who wait for it
            body = await asyncio.shield(self._computing[question])
            if self.kept.get(question) is None:
                self.kept.put(question, body)
            return body

    def _compute(self, client: str, make: Callable[..., bytes], *arguments: object) -> Body:
        start = time.monotonic()
        try:
            return Body.of(make(*arguments))
        finally:
            self.budget.spend(client, time.monotonic() - start)


class Watch:
    """Whether the tables on disk are still those that were loaded; asked at most now and then."""

    EVERY_S = 5.0

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._asked = 0.0
        self._seen = self._stamp()
        self._damage = ""

    def _stamp(self) -> list[tuple]:
        names = ["datapackage.json", *(r["path"] for r in self._tables.package["resources"])]
        return [_stamp(self._tables.folder / name) for name in names]

    def damage(self) -> str:
        now = time.monotonic()
        if now - self._asked < self.EVERY_S:
            return self._damage
        self._asked = now
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            self._damage = self._found()
        return self._damage

    def _found(self) -> str:
        try:
            self._tables.check()
        except DataError as error:
            return (
                f"The data on the server have changed since it started: {error} "
                "This page shows the tables as they were."
            )
        return ""


def _stamp(path: Path) -> tuple:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def _version(tables: Tables) -> str:
    """What steps are kept under: it changes with the data and with our code."""
    digest = hashlib.sha256(tables.version.encode())
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".js", ".css"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def _said(problems: list[Problem]) -> tuple[str, ...]:
    return tuple(problem.sentence for problem in problems)


def _named(sizes: dict[str, str]) -> tuple:
    return tuple(sorted(sizes.items()))
