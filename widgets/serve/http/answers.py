"""What the server answers: pages, steps, charts and files, computed once and kept compressed.

Every answer is a function of its question alone. A question that is being computed is not
computed twice; what is kept is bounded in bytes. What is kept under the very words of a question
is given at once; everything else, reading a question included, waits for its client's turn.
"""

import asyncio
import gzip
import hashlib
import json
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

import brotli
import orjson
from markupsafe import Markup

from widgets.board.board import Board
from widgets.lessons.check import Question
from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.reading.reading import Problem
from widgets.serve import version
from widgets.serve.http.clients import NOBODY, Budget, Client, Refusal, Turns
from widgets.tables.package import DataError, Tables, fresh
from widgets.words.messages import message

KEPT_BYTES = 64_000_000
KEPT_WORDINGS = 20_000
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
    """Bodies by question, the least recently asked dropped when they exceed `most_bytes`.

    A question is asked in many wordings: what differs in nothing is one question. Both are known
    by their `named` alone, however long they are.
    """

    def __init__(self, most_bytes: int = KEPT_BYTES, wordings: int = KEPT_WORDINGS) -> None:
        self.most_bytes, self.wordings = most_bytes, wordings
        self.bytes = 0
        self.always: dict[bytes, Body] = {}  # beyond the bound, by wording too
        self._bodies: OrderedDict[bytes, Body] = OrderedDict()
        self._questions: OrderedDict[bytes, bytes] = OrderedDict()  # by wording
        self._lock = Lock()  # asked on the loop, and by who computes

    def get(self, question: bytes) -> Body | None:
        """The body of a question; None if there is none."""
        with self._lock:
            if body := self._bodies.get(question):
                self._bodies.move_to_end(question)
        return body or self.always.get(question)

    def worded(self, wording: bytes) -> Body | None:
        """The body of the question that was asked in these words before."""
        return self.get(self._questions.get(wording, wording))

    def word(self, wording: bytes, question: bytes) -> None:
        """Remember what these words ask."""
        self._questions[wording] = question
        self._questions.move_to_end(wording)
        while len(self._questions) > self.wordings:
            self._questions.popitem(last=False)

    def put(self, question: bytes, body: Body) -> None:
        """Keep a body."""
        with self._lock:
            self.bytes += len(body) - len(self._bodies.pop(question, b""))
            self._bodies[question] = body
            while self.bytes > self.most_bytes and len(self._bodies) > 1:
                self.bytes -= len(self._bodies.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._bodies)


def named(*asked: object) -> bytes:
    """What is asked as a short name."""
    return hashlib.blake2b(json.dumps(asked).encode(), digest_size=16).digest()


class Desk:
    """What the answers of all boards share: what is kept, whose turn it is, what is served."""

    def __init__(self, tables: Tables, budget: Budget | None = None) -> None:
        self.kept = Kept()
        self.turns = Turns(budget or Budget())
        self.version = version.version_of(tables, version.BEGAN)
        self._watch = Watch(tables)

    @property
    def damage(self) -> str:
        """What is wrong with the tables on disk by now, or an empty text."""
        return self._watch.damage()

    @property
    def newer(self) -> str:
        """What lies on the disk instead of what is served, though whole, or an empty text."""
        return self._watch.newer()


class Answers:
    """One board's answers as bodies. `document(html, state, problem)` makes the page.

    `scope` tells its questions from those of other boards, and its notebook's text from another.
    `start`: the address that it has where none is asked for; `said`: what could not be read of what
    the notebook gave it; `questions`: its exercises by number; `apart`: the boards of the same page
    that have an address of their own.
    """

    def __init__(
        self,
        board: Board,
        tables: Tables,
        document: Callable[..., str],
        desk: Desk | None = None,
        scope: str = "",
        start: Address | None = None,
        said: Sequence[str] = (),
        questions: Mapping[str, Question] | None = None,
        apart: Mapping[str, "Answers"] | None = None,
    ) -> None:
        self.board, self.tables, self._document = board, tables, document
        self.desk, self.scope, self.questions = desk or Desk(tables), scope, questions or {}
        self.apart = apart or {}
        self.start = start.to_query() if start else ""
        self.said = [Problem("", sentence) for sentence in said]
        self.kept, self.turns = self.desk.kept, self.desk.turns
        self._computing: dict[bytes, tuple[asyncio.Future, Client]] = {}  # and who pays for it
        self._waiting: Counter[asyncio.Future] = Counter()
        self.version = f"{self.desk.version}{scope and '-'}{scope}"

    @property
    def damage(self) -> str:
        """What is wrong with the tables on disk by now, or an empty text."""
        return self.desk.damage

    async def judge(self, number: str, answer: str, client: Client = NOBODY) -> Body:
        """What an answer to an exercise is worth, as JSON."""
        return await self._answer("judge", client, self._read_judge, number, answer)

    async def page(self, query: str, client: Client = NOBODY) -> Body:
        """The document at an address."""
        return await self._answer("page", client, self._read_page, query, self.damage)

    async def step(self, at: str, do: list, sizes: dict, client: Client = NOBODY) -> Body:
        """What a step changes, as JSON."""
        return await self._answer("step", client, self._read_step, at, do, sizes)

    async def charts(self, at: str, sizes: dict, client: Client = NOBODY) -> Body:
        """Some charts at an address, as JSON."""
        return await self._answer("charts", client, self._read_charts, at, sizes)

    async def csv(self, name: str, query: str, client: Client = NOBODY) -> Body:
        """The numbers of one chart at an address."""
        return await self._answer("csv", client, self._read_csv, name, query)

    async def table(self, name: str, client: Client = NOBODY) -> Body:
        """One table of the data package. Raises DataError if there is none or it is damaged."""
        return await self._answer("table", client, self._read_table, name, self.damage)

    # What a question asks: what it is kept under, and who makes its answer of what.

    def _read_judge(self, number: str, answer: str) -> tuple:
        return ("judge", number, answer), self._judge, number, answer

    def _read_page(self, query: str, damage: str) -> tuple:
        address, problems = addresses.read(query, self.tables)
        question = ("page", address.to_query(), _said(problems), damage)
        return question, self._page, address, problems, damage

    def _read_step(self, at: str, do: list, sizes: dict) -> tuple:
        old, _ = addresses.read(at, self.tables)
        new, problems = addresses.changed(old, do, self.tables)
        question = ("step", old.to_query(), new.to_query(), _said(problems), _sorted(sizes))
        return question, self._json, self.board.change, old, new, problems, sizes

    def _read_charts(self, at: str, sizes: dict) -> tuple:
        at = addresses.read(at, self.tables)[0].to_query()
        return ("charts", at, _sorted(sizes)), self._json, self.board.contents, at, sizes

    def _read_csv(self, name: str, query: str) -> tuple:
        address, _ = addresses.read(query, self.tables)
        return ("csv", name, address.to_query()), self._csv, name, address

    def _read_table(self, name: str, damage: str) -> tuple:
        return ("table", name, damage), self._table, name

    def warm(self) -> None:
        """Compute the default page and its figures at every width before anybody asks."""
        for resource in self.tables.held().package["resources"]:
            self._keep_always("table", self._read_table, resource["name"], "")
        self.board.warm(self.tables)
        self._keep_always("page", self._read_page, self.start, "")

    def _keep_always(self, kind: str, read: Callable[..., tuple], *asked: object) -> None:
        question, body = self._compute(read, *asked)
        self.kept.always |= {question: body, named(self.scope, kind, *asked): body}

    def _judge(self, number: str, answer: str) -> bytes:
        return orjson.dumps({"said": str(self.questions[number].judge(answer).html())})

    def _page(self, address: Address, problems: list[Problem], damage: str) -> bytes:
        apart = {f"board-{name}": board.standing(name) for name, board in self.apart.items()}
        html = self.board.html(self.tables, address, [*self.said, *problems], more=apart)
        state = self.board.state(self.tables, address) | {"version": self.version}
        reviews = self.board.reviews(self.tables, address) if self.board.reviews else []
        return self._document(html, state, damage, reviews).encode()

    def standing(self, name: str) -> Markup:
        """A board that stands apart, at its own address, as a part of a page."""
        address, _ = addresses.read(self.start, self.tables)
        state = self.board.state(self.tables, address) | {"version": self.version}
        return Markup(
            '<div class="board" data-board="{}">{}<script type="application/json">{}</script></div>'
        ).format(name, self.board.html(self.tables, address, self.said, name), inline(state))

    def _json(self, make: Callable[..., dict], *arguments: object) -> bytes:
        return orjson.dumps(make(self.tables, *arguments))

    def _csv(self, name: str, address: Address) -> bytes:
        text = self.board.csv(self.tables, address, name)
        if not text and (refusal := self.board.refusal(self.tables, address, name)):
            raise Refusal(404, f"○ {refusal.sentence}")
        return text.encode()

    def _table(self, name: str) -> bytes:
        return self.tables.text(name).encode()

    async def _answer(
        self, kind: str, client: Client, read: Callable[..., tuple], *asked: object
    ) -> Body:
        wording = named(self.scope, kind, *asked)
        if body := self.kept.worded(wording):
            return body
        while True:
            computing, payer = self._computing.get(wording, (None, client))
            if computing is None or computing.done():  # or refused, or left, just now
                payer = client
                computing = self.turns.ask(kind, client, partial(self._compute, read, *asked))
                self._computing[wording] = computing, client
                computing.add_done_callback(partial(self._computed, wording))
            try:
                question, body = await self._waited(computing)
                break
            except Refusal:  # of who asked first: everybody else asks again, as themselves
                if payer == client:
                    raise
        self.kept.word(wording, question)
        if self.kept.get(question) is None:
            self.kept.put(question, body)
        return body

    def _computed(self, wording: bytes, computing: asyncio.Future) -> None:
        if self._computing.get(wording, (None,))[0] is computing:
            del self._computing[wording]

    async def _waited(self, computing: asyncio.Future) -> tuple[bytes, Body]:
        self._waiting[computing] += 1
        try:
            # one reader who leaves must not take the answer from the others who wait for it
            return await asyncio.shield(computing)
        except asyncio.CancelledError:
            if self._waiting[computing] == 1:  # nobody else waits
                computing.cancel()
            raise
        finally:
            self._waiting[computing] -= 1
            if not self._waiting[computing]:
                del self._waiting[computing]

    def _compute(self, read: Callable[..., tuple], *asked: object) -> tuple[bytes, Body]:
        read_as, make, *arguments = read(*asked)
        question = named(self.scope, *read_as)
        return question, self.kept.get(question) or Body.of(make(*arguments))


class Watch:
    """Whether the disk still holds what was loaded; asked at most now and then."""

    EVERY_S = 5.0

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._version = version.version_of(tables, version.BEGAN)
        names = ["datapackage.json", *(r["path"] for r in tables.package["resources"])]
        self._paths = [*(tables.folder / name for name in names), *version.files()]
        self._asked = 0.0
        self._seen = self._stamp()
        self._damage = self._newer = ""

    def _stamp(self) -> list[tuple]:
        return list(map(_stamp, self._paths))

    def damage(self) -> str:
        """What is wrong with the tables on the disk, or an empty text."""
        self._look()
        return self._damage

    def newer(self) -> str:
        """What lies there instead, and is whole, or an empty text."""
        self._look()
        return self._newer

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._asked < self.EVERY_S:
            return
        self._asked = now
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            self._damage, self._newer = self._found()

    def _found(self) -> tuple[str, str]:
        served = self._tables.release["label"]
        try:
            there = fresh(self._tables.folder).check()
        except DataError as error:
            return message("page-data-changed", error=str(error)), ""
        if version.version_of(there) == self._version:
            return "", ""
        if there.version == self._tables.version:
            return "", message("page-newer-code")
        label = there.release["label"]
        name = "page-newer-release" if label != served else "page-newer-tables"
        return "", message(name, label=label, served=served)


def _stamp(path: Path) -> tuple:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def inline(state: object) -> Markup:
    """JSON for a script element: nothing in it can end the element."""
    return Markup(orjson.dumps(state).decode().replace("<", "\\u003c").replace(">", "\\u003e"))


def _said(problems: list[Problem]) -> tuple[str, ...]:
    return tuple(problem.sentence for problem in problems)


def _sorted(sizes: dict[str, str]) -> tuple:
    return tuple(sorted(sizes.items()))
