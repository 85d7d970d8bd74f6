"""`python -m benchmarks.soak`: visits in waves, every answer compared with Python's own.

The page is the reader's, and at its end a slider of the author's own that only a kernel answers. A
visit opens it at some reading, takes steps over HTTP, joins a kernel if a seat is free, moves the
slider and leaves, with a farewell or without. Most speak HTTP and websocket by themselves; every
tenth is a real browser. Ends with 1 if a visit was lost, an answer was wrong, or memory or
processes stayed behind.
"""

import argparse
import asyncio
import contextlib
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import nbformat
import orjson
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from playwright.async_api import Browser, async_playwright
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.browser import launch, reader
from benchmarks.servers import OURS, Server, running
from benchmarks.steps import JUMPS, walk
from widgets.reading import address as addresses
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.serve.launch import NOTEBOOKS
from widgets.serve.notebook.manuscript import Manuscript
from widgets.tables.package import load

BOARD = Manuscript.of(NOTEBOOKS / "index.ipynb").board
TABLES = load()
POPULAR = [*JUMPS, *walk(TABLES, 20)]  # what others do too
VALUES = {
    "measure": list(readings.MEASURES),
    "kind": list(readings.KINDS),
    "donors": list(readings.DONORS),
    "eu_institutions": list(readings.EU_INSTITUTIONS),
    "unit": list(readings.UNITS),
    "rhythm": list(readings.RHYTHMS),
    "first": list(TABLES.months),
    "last": list(TABLES.months),
}
OWN = 0.3  # of the steps are a reader's own choice
SLIDER = """import ipywidgets
slider, label = ipywidgets.IntSlider(), ipywidgets.Label()
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
display(slider, label)"""
WIDGET = "application/vnd.jupyter.widget-view+json"
PROTOCOL = "v1.kernel.websocket.jupyter.org"
ASKED_AGAIN = 6  # at most, as by the page
ANSWER_S = 60
SETTLE_S = 100  # by then an abandoned kernel has ended
FLAT = 1.2  # times the memory half-way, when what is computed once is there
RESTS = """() => { const { board } = window.__handover; return !board.asking && !board.queue.length
  && Number(board.root.dataset.drawn) === board.steps; }"""
SHOWN = """() => { const { state } = window.__handover.board; return [state.query, state.values,
  Object.fromEntries(Object.entries(state.charts).map(([name, c]) => [name, c.figure]))]; }"""


@dataclass
class Tally:
    """What has happened so far."""

    begun: int = 0
    done: int = 0
    live: int = 0  # visits that joined a kernel
    unseated: int = 0  # visits that found no seat
    waited: int = 0  # questions to be asked again
    answers: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    step_ms: list[float] = field(default_factory=list)

    def check(self, what: str, found: object, expected: object) -> None:
        """Compare an answer with Python's own."""
        self.answers += 1
        if found != expected:
            self.wrong.append(what)


async def expected(make: Callable, *arguments: object) -> object:
    """What Python answers, as it comes out of JSON; computed beside the visits."""
    made = await asyncio.to_thread(make, TABLES, *arguments)
    return orjson.loads(orjson.dumps(made))


def steps(choose: random.Random, number: int) -> list[list[str]]:
    """What a reader does."""
    own = [(name, choose.choice(values)) for name, values in VALUES.items()]
    return [
        ["set", *choose.choice(own if choose.random() < OWN else POPULAR)] for _ in range(number)
    ]


@dataclass
class Visit:
    """One reader. `client` is the address that a proxy would name."""

    url: str
    tally: Tally
    choose: random.Random
    client: str
    think_s: float
    dropped: float

    async def pause(self) -> None:
        """Read for a while."""
        await asyncio.sleep(self.choose.expovariate(1 / self.think_s))

    async def get(self, path: str, body: bytes | None = None, **query: object) -> HTTPResponse:
        """One answer; asked for again when the server says so, as by the page."""
        request = HTTPRequest(
            f"{self.url}{path}" + (f"?{urlencode(query)}" if query else ""),
            method="GET" if body is None else "POST",
            body=body,
            headers={"X-Forwarded-For": self.client, "Sec-Fetch-Site": "same-origin"},
            connect_timeout=ANSWER_S,
            request_timeout=ANSWER_S,
        )
        for _ in range(ASKED_AGAIN):
            answer = await AsyncHTTPClient().fetch(request, raise_error=False)
            if answer.code != 429:
                break
            self.tally.waited += 1
            await asyncio.sleep(json.loads(answer.body)["retry_s"])
        return answer

    async def json(self, path: str, **query: object) -> dict:
        """An answer as JSON. Raises ValueError if it is none."""
        answer = await self.get(path, **query)
        if answer.code != 200:
            raise ValueError(f"{path}: {answer.code} {answer.body[:80]!r}")
        return orjson.loads(answer.body)

    async def go(self) -> None:
        """The whole visit without a browser."""
        at = ""  # half of the readers come without a reading in the link
        if self.choose.random() < 0.5:
            at = addresses.changed(Address(), steps(self.choose, 2), TABLES)[0].to_query()
        size = dict.fromkeys(BOARD.charts, self.choose.choice("SLL"))
        asked = {"v": await self.open(at), "sizes": json.dumps(size)}
        charts = await self.json("charts", at=at, **asked)
        self.tally.check("charts", charts, await expected(BOARD.contents, at, size))
        for do in steps(self.choose, self.choose.randint(2, 6)):
            await self.pause()
            start = time.monotonic()
            answer = await self.json("step", at=at, do=json.dumps([do]), **asked)
            self.tally.step_ms.append(1000 * (time.monotonic() - start))
            self.tally.check("step", answer, await expected(BOARD.step, at, [do], size))
            at = answer["query"]
        await self.live(at)

    async def open(self, at: str) -> str:
        """The page; its version, which its questions must name."""
        answer = await self.get(f"?{at}" if at else "")
        if answer.code != 200:
            raise ValueError(f"page: {answer.code}")
        html = answer.body.decode()
        state = json.loads(re.search(r'id="handover-state">(.*?)</script>', html)[1])
        statement = BOARD.texts(TABLES, addresses.read(at, TABLES)[0])["statement"]
        self.tally.check("page", (state["query"], statement in html), (at, True))
        return state["version"]

    async def live(self, at: str) -> None:
        """Join a kernel, move the slider, leave."""
        answer = await self.get("live", at.encode())
        given = json.loads(answer.body)
        if answer.code == 503 and given["retry_s"]:
            self.tally.unseated += 1
            return
        if answer.code != 200:
            raise ValueError(f"live: {answer.code} {given}")
        self.tally.live += 1
        kernel_id = given["kernelId"]
        async with joined(self.url, given) as kernel:
            for _ in range(self.choose.randint(1, 4)):
                await self.pause()
                value = self.choose.randint(1, 100)
                answer = await asyncio.wait_for(kernel.move(value), ANSWER_S)
                self.tally.check("kernel", answer, f"{value}")
        if self.choose.random() >= self.dropped:
            await self.get(f"voila/api/shutdown/{kernel_id}", b"")

    async def browse(self, browser: Browser) -> None:
        """The visit with a browser: what it shows in the end is compared."""
        async with reader(browser) as context:
            await context.set_extra_http_headers({"X-Forwarded-For": self.client})
            page = await context.new_page()
            page.on("pageerror", lambda error: self.tally.lost.append(f"browser: {error}"))
            await page.goto(self.url, timeout=1000 * ANSWER_S)
            await page.wait_for_selector('.page-body[data-drawn="0"]', timeout=1000 * ANSWER_S)
            for do in steps(self.choose, 5):
                await self.pause()
                await page.evaluate("step => window.__handover.board.do(...step)", do)
            async with asyncio.timeout(ANSWER_S):
                while not await page.evaluate(RESTS):
                    await asyncio.sleep(0.1)
            query, controls, figures = await page.evaluate(SHOWN)
            address = addresses.read(query, TABLES)[0]
            size = await page.evaluate("window.__handover.board.sizes()")
            wanted = await expected(BOARD.answer, address, size)
            drawn = {name: chart["figure"] for name, chart in wanted["charts"].items()}
            self.tally.check("browser", (controls, figures), (wanted["values"], drawn))
            self.tally.live += await page.evaluate("'live' in document.documentElement.dataset")
            await page.goto("about:blank")


class Kernel:
    """A page's connection to its kernel; the ids are the slider's and that of what follows it."""

    def __init__(self, socket: WebSocketClientConnection, slider: str, follower: str) -> None:
        self._socket, self._slider, self._follower = socket, slider, follower
        self._session = Session(key=b"")

    async def move(self, value: int) -> str:
        """What the text beside the slider says then. Raises ValueError if the connection ends."""
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        message = self._session.msg("comm_msg", {"comm_id": self._slider, "data": data})
        frame = serialize_msg_to_ws_v1(message, "shell", self._session.pack)
        await self._socket.write_message(frame, binary=True)
        while frame := await self._socket.read_message():
            _, parts = deserialize_msg_from_ws_v1(frame)
            content = json.loads(parts[3])
            state = content.get("data", {}).get("state", {})
            if content.get("comm_id") == self._follower and "value" in state:
                return state["value"]
        raise ValueError("The kernel's connection has ended.")


@contextlib.asynccontextmanager
async def joined(url: str, live: dict) -> AsyncIterator[Kernel]:
    """A connection to the kernel of an answer of `live`, while the block runs."""
    address = f"{url.replace('http', 'ws', 1)}api/kernels/{live['kernelId']}/channels"
    socket = await websocket_connect(address, subprotocols=[PROTOCOL])
    try:
        slider, follower = (out["output"]["data"][WIDGET]["model_id"] for out in live["outputs"])
        yield Kernel(socket, slider, follower)
    finally:
        socket.close()


class Soak:
    """A run: visits in waves, and what the server uses meanwhile."""

    def __init__(self, server: Server, options: argparse.Namespace) -> None:
        self.server, self.options = server, options
        self.tally, self.start = Tally(), time.monotonic()
        self.rest_mb: list[float] = []

    async def visit(self, number: int, browser: Browser | None) -> None:
        """One visit; what goes wrong in it is noted."""
        kind = number % self.options.wave if self.options.same else number
        choose = random.Random(self.options.seed + kind)
        client = f"10.{number // 250}.{1 + number % 250}.1"  # in a network of its own
        pace = self.options.think, self.options.dropped
        visit = Visit(self.server.url, self.tally, choose, client, *pace)
        await asyncio.sleep(choose.uniform(0, self.options.wave_s / 2))
        self.tally.begun += 1
        try:
            await (visit.browse(browser) if browser and number % 10 == 9 else visit.go())
            self.tally.done += 1
        except Exception as error:
            self.tally.lost.append(f"visit {number}: {error!r}")

    async def waves(self, browser: Browser | None) -> None:
        """All visits; a rest after the first wave, half-way and in the end."""
        numbers, size = range(self.options.visits), self.options.wave
        begins = numbers[::size]
        rests = {begins[0], begins[(len(begins) - 1) // 2]}
        visits: set[asyncio.Task] = set()
        for begin in begins:
            wave = numbers[begin : begin + size]
            tasks = {asyncio.create_task(self.visit(number, browser)) for number in wave}
            visits |= tasks
            if begin in rests:
                await asyncio.wait(visits)
                self.rest_mb.append(await self.settled())
            else:
                await asyncio.wait(tasks, timeout=self.options.wave_s)
                await self.row()
        await asyncio.wait(visits)
        self.rest_mb.append(await self.settled())

    async def settled(self) -> float:
        """A row when every kernel has ended, or none will."""
        end = time.monotonic() + SETTLE_S
        while (await self.health())["seats_taken"] and time.monotonic() < end:
            await asyncio.sleep(0.5)
        return await self.row()

    async def health(self) -> dict:
        """How the server says it is."""
        answer = await AsyncHTTPClient().fetch(f"{self.server.url}healthz")
        return json.loads(answer.body)

    async def row(self) -> float:
        """Print how it stands; memory in MB without the answers that are kept on purpose."""
        health, tally = await self.health(), self.tally
        every, self.left = self.server.processes.all(), health["seats_taken"]
        memory, kept = self.server.processes.pss_mb() or 0.0, health["kept_bytes"] / 1e6
        recent, tally.step_ms = sorted(tally.step_ms) or [0.0], []
        numbers = (
            *(time.monotonic() - self.start, tally.begun, tally.done, len(tally.lost)),
            *(len(tally.wrong), tally.answers, tally.live, tally.unseated, tally.waited),
            *(self.left, len(every), memory, kept),
            *(median(recent), recent[int(0.95 * len(recent))]),
        )
        print("".join(f"{number:9.0f}" for number in numbers), flush=True)
        return memory - kept


HEAD = (
    *("s", "begun", "done", "lost", "wrong", "answers", "live", "unseated", "waited"),
    *("kernels", "processes", "MB", "kept MB", "step ms", "p95 ms"),
)


async def soak(options: argparse.Namespace) -> list[str]:
    """Run it; what is to be complained of, a sentence each."""
    AsyncHTTPClient.configure(None, max_clients=500)
    async with contextlib.AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-"))
        notebook = nbformat.read(NOTEBOOKS / "index.ipynb", as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(SLIDER))
        nbformat.write(notebook, Path(folder) / "index.ipynb")
        more = (folder, "--trust-proxy")
        more += ("--seats", str(options.seats)) if options.seats else ()
        server = stack.enter_context(running(OURS, more=more))
        browser = None
        if options.browsers:
            browser = await launch(await stack.enter_async_context(async_playwright()))
            stack.push_async_callback(browser.close)
        print("".join(f"{name:>9}" for name in HEAD))
        run = Soak(server, options)
        await run.waves(browser)
    tally, flat = run.tally, run.rest_mb[-1] <= FLAT * run.rest_mb[-2]
    rests = ", ".join(f"{mb:.0f}" for mb in run.rest_mb)
    print(f"Memory at rest, without kept answers: {rests} MB.")
    return [
        *(f"Lost: {what}" for what in tally.lost),
        *(f"Wrong: {what}" for what in tally.wrong),
        *(["Memory has grown by more than a fifth since half-way."] if not flat else []),
        *([f"{run.left} kernels have not ended."] if run.left else []),
    ]


def main() -> int:
    """Returns 1 if there is something to complain of."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    add = parser.add_argument
    add("--visits", type=int, default=200, help="in all; 200 by default")
    add("--wave", type=int, default=20, help="visits in a wave; 20 by default")
    add("--wave-s", type=float, default=25, help="seconds from wave to wave; 25 by default")
    add("--think", type=float, default=1.5, help="mean seconds between steps; 1.5 by default")
    add("--dropped", type=float, default=0.2, help="share that leaves without a farewell")
    add("--seats", type=int, default=0, help="live connections; by default the server's own")
    add("--seed", type=int, default=0, help="another number, other visits")
    add("--same", action="store_true", help="every wave is the first one again")
    add("--no-browsers", dest="browsers", action="store_false", help="none is a real browser")
    problems = asyncio.run(soak(parser.parse_args()))
    print(*problems or ["None lost, none wrong, nothing stayed behind."], sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
