"""The run: which pages are loaded when, so that noise of the machine falls on all servers alike."""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import psutil
from playwright.async_api import Browser, BrowserContext, async_playwright
from playwright.async_api import Error as BrowserError

from benchmarks import browser as pages
from benchmarks import steps
from benchmarks.figures import Figures
from benchmarks.servers import NAMES, OURS, Server, running
from benchmarks.steps import Step
from widgets.tables.package import Tables, load

MARKS = {
    "first byte": "byte",
    "first text": "text",
    "first chart": "first",
    "charts in sight": "sight",
    "all charts": "all",
}
PLAIN, SLOW = "plain", "slow"


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    loads: int = 5
    rounds: int = 3
    waves: int = 2
    walk: int = 20
    readers: tuple[int, ...] = (1, 5, 10, 20)
    staying: int = 5
    networks: tuple[str, ...] = (PLAIN, SLOW)
    parts: tuple[str, ...] = ("loads", "steps", "readers", "memory")


QUICK = Size(loads=1, rounds=1, waves=1, walk=8, readers=(1, 5), staying=2, networks=(PLAIN,))


def say(line: str) -> None:
    """Progress, apart from the figures."""
    print(line, file=sys.stderr, flush=True)


def rotated(names: list[str], by: int) -> list[str]:
    """The same names, another one first."""
    by %= len(names)
    return names[by:] + names[:by]


@dataclass
class Bench:
    """One run in one browser."""

    browser: Browser
    size: Size
    servers: list[str] = field(default_factory=lambda: list(NAMES))
    figures: Figures = field(default_factory=Figures)
    sizes: dict[str, str] = field(default_factory=dict)  # of the charts, at our window's width
    tables: Tables = field(default_factory=load)

    async def run(self) -> Figures:
        """Everything, one part after the other."""
        await self.ask_sizes()
        parts = {
            "loads": self.loads,
            "steps": self.stepping,
            "readers": self.readers,
            "memory": self.memory,
        }
        for name in self.size.parts:
            await parts[name]()
        return self.figures

    async def ask_sizes(self) -> None:
        """What sizes the page gives its charts: the static page is computed for them."""
        say("Sizes of the charts")
        with running(OURS) as server:
            async with self.alone() as context, pages.visit(context) as visited:
                await visited.go(server.url)
                await visited.until("html[data-bench-all]")
                self.sizes = await visited.page.evaluate("window.__handover.board.sizes()")

    def alone(self) -> contextlib.AbstractAsyncContextManager[BrowserContext]:
        """A reader's browser, to be entered; nothing in it from before."""
        return pages.reader(self.browser)

    @contextlib.contextmanager
    def up(self, names: Iterable[str]) -> Iterator[dict[str, Server]]:
        """Fresh servers, all at the same time."""
        with contextlib.ExitStack() as stack:
            yield {name: stack.enter_context(running(name, self.sizes)) for name in names}

    @contextlib.contextmanager
    def lost(self, name: str, what: str) -> Iterator[None]:
        """A page that fails is counted, and the run goes on."""
        try:
            yield
        except BrowserError as error:
            say(f"  lost: {name}, {what}: {error.message.splitlines()[0]}")
            self.figures.add(name, "lost", what, "pages", [1], percentile=100)

    # --- loads

    async def loads(self) -> None:
        """Cold and warm, plain and slow, looking and stepping at once."""
        with self.up(self.servers) as up:
            for server in up.values():  # not counted: files are read, modules imported
                await self.load(server, PLAIN, steps.first(self.tables), counted=False)
                server.processes.rest()
            for n in range(self.size.loads):
                for network in (PLAIN, SLOW):
                    for name in rotated(self.servers, n):
                        say(f"Load {n + 1} of {self.size.loads}, {network}: {name}")
                        for first_step in (None, steps.first(self.tables)):
                            await self.load(up[name], network, first_step)

    async def load(
        self, server: Server, network: str, first_step: Step | None, counted: bool = True
    ) -> None:
        """One reader who comes for the first time, leaves, and comes again."""
        async with self.alone() as context:
            for cache in ("cold", "warm"):
                condition = cache if network == PLAIN else f"{cache}, {network}"
                with self.lost(server.name, condition):
                    look = self.interactive if first_step else self.look
                    samples = await look(context, server, network, first_step)
                    for what, unit, value in samples if counted else []:
                        self.figures.add(server.name, what, condition, unit, [value])
                server.processes.rest()

    async def look(
        self, context: BrowserContext, server: Server, network: str, _step: None
    ) -> list[tuple]:
        """A load that nobody touches, until nothing more comes."""
        cpu = server.processes.cpu_s()
        async with pages.visit(context, slow=network == SLOW) as visited:
            seen = await pages.stand(visited, server)
            used = server.processes.cpu_s_since(cpu)
        if network == SLOW:
            seen["byte"] = None  # the browser delays what comes after it
        return [
            *((what, "ms", seen[mark]) for what, mark in MARKS.items()),
            ("layout shift", "", seen["shift"]),
            ("transfer until all charts", "MB", seen["drawn_bytes"] / 1e6),
            ("transfer", "MB", visited.meter.bytes / 1e6),
            ("requests", "", visited.meter.requests),
            ("server CPU a reader", "s", used),
        ]

    async def interactive(
        self, context: BrowserContext, server: Server, network: str, step: Step
    ) -> list[tuple]:
        """A load whose reader takes a step as soon as the page says that it is ready."""
        async with pages.visit(context, slow=network == SLOW, first_step=step) as visited:
            await visited.go(server.url)
            await visited.until('.page-body[data-seen="1"]')
            seen = await visited.figures()
        return [("ready", "ms", seen["ready"]), ("interactive", "ms", seen["step"])]

    # --- steps

    async def stepping(self) -> None:
        """Walk, jumps, drag, playback; fresh servers each round, so that no answer is there yet."""
        for n in range(self.size.rounds):
            for network in self.size.networks:
                with self.up(self.servers) as up:
                    for name in rotated(self.servers, n):
                        say(f"Steps {n + 1} of {self.size.rounds}, {network}: {name}")
                        walk = steps.walk(self.tables, self.size.walk)
                        await self.steps_of(up[name], network, "walk", walk)
                        await self.steps_of(up[name], network, "jumps", list(steps.JUMPS))
                        await self.drag_of(up[name], network)
                        if name == OURS:  # the others have no months to be played
                            await self.playback_of(up[name], network)

    @contextlib.asynccontextmanager
    async def standing(self, server: Server, network: str) -> AsyncIterator[pages.Visit]:
        """A page with its kernel, the charts of the flows in sight."""
        slow = network == SLOW
        async with self.alone() as context, pages.visit(context, slow=slow) as visited:
            await pages.stand(visited, server)
            await pages.load_answers(visited, server)
            server.processes.rest()
            yield visited
        server.processes.rest()

    async def steps_of(self, server: Server, network: str, what: str, taken: list[Step]) -> None:
        """Steps one after the other, and the CPU time that the server spends on them."""
        with self.lost(server.name, f"{what}, {network}"):
            async with self.standing(server, network) as visited:
                cpu = server.processes.cpu_s()
                times = await pages.take(visited, taken)
                used = server.processes.cpu_s_since(cpu)
            add = self.figures.add
            add(server.name, f"step p50, {what}", network, "ms", times)
            add(server.name, f"step p95, {what}", network, "ms", times, percentile=95)
            used_ms = 1000 * used / len(taken)
            add(server.name, f"server CPU a step, {what}", network, "ms", [used_ms])

    async def drag_of(self, server: Server, network: str) -> None:
        """A drag of two seconds; the figures are as good as the pointer's rate is near 60."""
        with self.lost(server.name, f"drag, {network}"):
            async with self.standing(server, network) as visited:
                dragged = await pages.drag(visited)
            add = self.figures.add
            add(server.name, "drag, full pictures a second", network, "", [dragged["rate"]])
            add(server.name, "drag, last move to its picture", network, "ms", [dragged["lag"]])
            right = [dragged["isRight"]]
            add(server.name, "drag, last picture right", network, "", right, percentile=1)
            add(server.name, "drag, moves heard", network, "", [dragged["moves"]])

    async def playback_of(self, server: Server, network: str) -> None:
        """The flow diagram played twice: for the first reader, and when the answers are there."""
        for what in ("first run", "again"):
            with self.lost(server.name, f"playback, {what}, {network}"):
                async with self.standing(server, network) as visited:
                    rate = await pages.play(visited)
                self.figures.add(
                    server.name, f"playback, pictures a second, {what}", network, "", [rate]
                )

    # --- several readers

    async def readers(self) -> None:
        """Readers who come at the same moment, each for the first time; fresh servers a wave."""
        for readers in self.size.readers:
            for n in range(self.size.waves):
                for name in rotated(self.servers, n):
                    say(f"Wave {n + 1} of {self.size.waves}, {readers} readers: {name}")
                    with running(name, self.sizes) as server:
                        await self.wave(server, 1, None, counted=False)
                        for first_step in (None, steps.first(self.tables)):
                            await self.wave(server, readers, first_step)

    async def wave(
        self, server: Server, readers: int, first_step: Step | None, counted: bool = True
    ) -> None:
        """All pages are opened, then all go at once; none leaves before the last one has it."""
        seen = "1" if first_step else "0"
        mark, what = ("step", "interactive") if first_step else ("sight", "charts in sight")
        async with contextlib.AsyncExitStack() as stack:
            visits = []
            for _ in range(readers):
                context = await stack.enter_async_context(self.alone())
                opened = pages.visit(context, first_step=first_step)
                visits.append(await stack.enter_async_context(opened))

            async def load(visited: pages.Visit) -> float | None:
                with self.lost(server.name, f"{readers} readers"):
                    await visited.go(server.url)
                    await visited.until(f'.page-body[data-seen="{seen}"]')
                    return (await visited.figures())[mark]

            times = await asyncio.gather(*map(load, visits))
        server.processes.rest()
        condition = f"{readers} readers" if readers > 1 else "1 reader"
        if counted:
            add = self.figures.add
            add(server.name, f"{what}, median", condition, "ms", times)
            add(server.name, f"{what}, max", condition, "ms", times, percentile=100)

    # --- memory

    async def memory(self) -> None:
        """What the server's memory grows by with each reader who has taken some steps."""
        for name in self.servers:
            await self.memory_of(name)

    async def memory_of(self, name: str) -> None:
        """What each reader adds, and what there is without any."""
        say(f"Memory: {name}")
        with self.lost(name, "memory"), running(name, self.sizes) as server:
            empty = server.processes.pss_mb()
            used = await self.memory_with(server)
            if empty is None or None in used:
                return say("  The memory of processes cannot be read here.")
            grown = [after - before for before, after in pairwise(used)]
            self.figures.add(name, "memory of the server", "", "MB", [empty])
            self.figures.add(name, "memory a reader", "", "MB", grown)

    async def memory_with(self, server: Server) -> list[float | None]:
        """Memory with no, one, two, ... readers who have taken the jumps and stay."""

        async def read(visited: pages.Visit) -> float | None:
            await pages.stand(visited, server)
            await pages.load_answers(visited, server)
            await pages.take(visited, list(steps.JUMPS))
            server.processes.rest()
            return server.processes.pss_mb()

        async with self.alone() as context, pages.visit(context) as visited:
            await read(visited)  # fills what the server keeps for everybody
        server.processes.rest()
        used = [server.processes.pss_mb()]
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(self.size.staying):
                context = await stack.enter_async_context(self.alone())
                used.append(await read(await stack.enter_async_context(pages.visit(context))))
        return used


async def run(size: Size) -> tuple[Figures, str]:
    """Measure in a browser of our own; the figures, and a line on the machine.

    Raises FileNotFoundError if there is no browser, RuntimeError if a server does not start.
    """
    machine = f"{psutil.cpu_count()} cores, {psutil.cpu_percent(2):.0f} % busy before the run"
    start = time.monotonic()
    async with async_playwright() as playwright:
        browser = await pages.launch(playwright)
        try:
            figures = await Bench(browser, size).run()
            minutes = (time.monotonic() - start) / 60
            return figures, f"Chromium {browser.version}, {machine}, {minutes:.0f} minutes."
        finally:
            await browser.close()
