"""Whose a question is, how much a client may ask, and whose turn it is.

A client is an address, or the network that an IPv6 host chooses its addresses from; the networks
around it are those that one person can have many clients in.
"""

import asyncio
import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from tornado import web

from widgets.words.messages import message

MOST_WAITING = 64  # some six seconds of computing
LONGEST_RETRY_S = 30
OWN = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
"""This machine, or all the readers of a proxy whose word is not taken: nobody can tell."""


class Refusal(web.HTTPError):
    """An answer that is none: a sentence for the reader, when to ask again, and more for a script.

    `retry_s` None means that asking again is of no use.
    """

    def __init__(
        self, status: int, sentence: str, retry_s: int | None = None, **more: object
    ) -> None:
        super().__init__(status)
        self.body = {"sentence": sentence, "retry_s": retry_s, **more}


class Client(NamedTuple):
    """`network`: IPv4 /24, IPv6 /48; `host`: the address, of IPv6 its /64."""

    network: str
    host: str


NOBODY = Client("", "")


def client_of(address: str) -> Client:
    """Whose an address is; what is none is a client of its own."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return Client(address, address)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 4:
        return Client(_around(ip, 24), str(ip))
    return Client(_around(ip, 48), _around(ip, 64))


def _around(ip: ipaddress.IPv4Address | ipaddress.IPv6Address, bits: int) -> str:
    return str(ipaddress.ip_network((int(ip), bits), strict=False))


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
        too_many: str = "page-too-many-questions",
    ) -> None:
        self.a_second, self.most_s, self.clients, self._clock = a_second, most_s, clients, clock
        self._too_many = too_many
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def left(self, client: Hashable) -> float:
        """Seconds that a client may use now; below zero it owes them."""
        left, at = self._left.get(client, (self.most_s, self._clock()))
        return min(self.most_s, left + (self._clock() - at) * self.a_second)

    def check(self, client: Hashable) -> None:
        """Raise a Refusal that says when to ask again, if nothing is left."""
        left = self.left(client)
        if left <= 0:
            retry_s = max(1, round(-left / self.a_second) + 1)
            raise Refusal(429, message(self._too_many, seconds=str(retry_s)), retry_s)

    def spend(self, client: Hashable, seconds: float) -> None:
        """Charge a client."""
        self._left[client] = (self.left(client) - seconds, self._clock())
        self._left.move_to_end(client)
        while len(self._left) > self.clients:
            self._left.popitem(last=False)


class _Ring:
    """What waits under a path of names; of each level the names take turns."""

    def __init__(self) -> None:
        self._below: OrderedDict[str, _Ring | deque] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._below.values()))

    def put(self, path: tuple[str, ...], item: object) -> None:
        name, *rest = path
        if rest:
            self._below.setdefault(name, _Ring()).put(tuple(rest), item)
        else:
            self._below.setdefault(name, deque()).append(item)

    def take(self) -> Any:
        """The next one; whose turn it was is last in turn then."""
        name, below = self._below.popitem(last=False)
        item = below.take() if isinstance(below, _Ring) else below.popleft()
        if below:
            self._below[name] = below
        return item

    def last_of_most(self, left: Callable[[Any], float]) -> Any:
        """The last one where most wait, at each level; among equals whose has least `left`."""
        most = max(map(len, self._below.values()))
        equals = [below for below in reversed(self._below.values()) if len(below) == most]
        last = (b.last_of_most(left) if isinstance(b, _Ring) else b[-1] for b in equals)
        return min(last, key=left)

    def remove(self, path: tuple[str, ...], item: object) -> None:
        """Take out what waits under this path; does nothing if it waits no more."""
        name, *rest = path
        below = self._below.get(name, ())
        if isinstance(below, _Ring):
            below.remove(tuple(rest), item)
        elif item in below:
            below.remove(item)
        if name in self._below and not below:
            del self._below[name]


@dataclass(frozen=True, eq=False)
class _Question:
    path: tuple[str, ...]
    client: Client
    work: Callable[[], Any]
    answer: asyncio.Future


class Turns:
    """One thread that computes, and whose turn on it is next.

    Kinds of question, networks and their clients take turns, so that nobody waits for another's
    many. No more than `most` wait: beyond it the last one of those who ask most, or have asked most
    before, is refused in a sentence that says when to ask again. What nobody waits for any more is
    not computed.
    """

    def __init__(self, budget: Budget, most: int = MOST_WAITING) -> None:
        self.budget, self.most = budget, most
        self._ring = _Ring()
        self._took_s = 0.1  # the last ones on average
        self._running = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answers")

    def ask(self, kind: str, client: Client, work: Callable[[], Any]) -> asyncio.Future:
        """The future result of `work()`; raises a Refusal. To cancel it is to leave the queue."""
        self.budget.check(client)
        answer = asyncio.get_running_loop().create_future()
        question = _Question((kind, *client), client, work, answer)
        self._ring.put(question.path, question)
        answer.add_done_callback(lambda _done: self._ring.remove(question.path, question))
        if len(self._ring) > self.most:
            self._refuse(self._ring.last_of_most(lambda waits: self.budget.left(waits.client)))
        self._next()
        return answer

    def _refuse(self, question: _Question) -> None:
        retry_s = min(LONGEST_RETRY_S, 2 + round(len(self._ring) * self._took_s))
        self._ring.remove(question.path, question)
        busy = Refusal(503, message("page-is-busy", seconds=str(retry_s)), retry_s)
        question.answer.set_exception(busy)

    def _next(self) -> None:
        while self._ring and not self._running:
            question = self._ring.take()
            if question.answer.done():  # left just now
                continue
            try:
                self.budget.check(question.client)
            except Refusal as refusal:
                question.answer.set_exception(refusal)
                continue
            self._running = True
            loop = asyncio.get_running_loop()
            done = loop.run_in_executor(self._thread, self._compute, question)
            done.add_done_callback(partial(self._answered, question))

    def _compute(self, question: _Question) -> Any:
        start, cpu = time.monotonic(), time.thread_time()
        try:
            return question.work()
        finally:
            self._took_s += (time.monotonic() - start - self._took_s) / 8
            self.budget.spend(question.client, time.thread_time() - cpu)

    def _answered(self, question: _Question, done: asyncio.Future) -> None:
        self._running = False
        error = done.exception()
        if question.answer.done():  # nobody waits for it any more
            pass
        elif error:
            question.answer.set_exception(error)
        else:
            question.answer.set_result(done.result())
        self._next()
