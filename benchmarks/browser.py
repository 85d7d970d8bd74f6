"""What one reader meets, in Chromium: loads, steps, a drag and a playback of one page."""

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, Playwright

from benchmarks.servers import STATIC, Server
from benchmarks.steps import Step
from tools.browser import ARGUMENTS, NONE, find_browser

WIDTH, HEIGHT = 1280, 900
MOST_LOAD_MS = 180_000
SETTLE_MS = 600  # what comes after the last mark: answers on their way, late shifts
SLOW = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 20_000_000 / 8,
    "uploadThroughput": 20_000_000 / 8,
}
DRAG_MS, MOVE_MS = 2_000, 16
SWEEP = ((0.0, 0.0), (0.6, 0.85), (1.0, 0.3))  # share of the time: share of the axis to the left
MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")


async def launch(playwright: Playwright) -> Browser:
    """The browser. Raises FileNotFoundError, with a sentence, if there is none."""
    path = await asyncio.to_thread(find_browser)
    if path is None:
        raise FileNotFoundError(NONE)
    return await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


@dataclass
class Meter:
    """Bytes and requests of a page as they went over the wire, websocket frames included."""

    bytes: int = 0
    requests: int = 0
    _frames: set[str] = field(default_factory=set)

    async def attach(self, cdp: CDPSession) -> None:
        """Begin to count."""
        cdp.on("Network.loadingFinished", self._finished)
        for event in ("Network.webSocketFrameReceived", "Network.webSocketFrameSent"):
            cdp.on(event, self._frame)
        await cdp.send("Network.enable")

    def _finished(self, event: dict) -> None:
        if event["encodedDataLength"]:  # nothing for what came out of the cache
            self.bytes += int(event["encodedDataLength"])
            self.requests += 1

    def _frame(self, event: dict) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        is_text = frame["opcode"] == 1
        self.bytes += len(data.encode() if is_text else base64.b64decode(data))


@dataclass
class Visit:
    """A page that is measured."""

    page: Page
    cdp: CDPSession
    meter: Meter

    async def go(self, url: str) -> None:
        """Begin to load; returns when the first byte is there."""
        await self.page.goto(url, wait_until="commit", timeout=MOST_LOAD_MS)

    async def until(self, selector: str) -> None:
        """Wait until an element is there."""
        await self.page.wait_for_selector(selector, state="attached", timeout=MOST_LOAD_MS)

    async def figures(self) -> dict[str, float | None]:
        """The times since the navigation's start, and the layout shift."""
        return await self.page.evaluate("window.__bench.figures()")


@contextlib.asynccontextmanager
async def visit(
    context: BrowserContext, *, slow: bool = False, first_step: Step | None = None
) -> AsyncIterator[Visit]:
    """A fresh page; with `first_step` it takes that step by itself as soon as it is ready."""
    page = await context.new_page()
    try:
        await page.add_init_script(f"const FIRST_STEP = {json.dumps(first_step)};\n{MEASURE}")
        cdp = await context.new_cdp_session(page)
        meter = Meter()
        await meter.attach(cdp)
        if slow:
            await cdp.send("Network.emulateNetworkConditions", SLOW)
        yield Visit(page, cdp, meter)
    finally:
        await page.close()


@contextlib.asynccontextmanager
async def reader(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A reader's browser: nothing kept from before."""
    context = await browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    try:
        yield context
    finally:
        await context.close()


async def stand(visited: Visit, server: Server) -> dict[str, float | None]:
    """Load the page until nothing more comes; `drawn_bytes` is the transfer for all charts."""
    await visited.go(server.url)
    await visited.until("html[data-bench-all]")
    drawn = visited.meter.bytes
    await visited.page.wait_for_timeout(SETTLE_MS)
    return await visited.figures() | {"drawn_bytes": drawn}


async def load_answers(visited: Visit, server: Server) -> None:
    """Have the static page keep its answers, and show the charts of the flows."""
    if server.name == STATIC:
        await visited.page.evaluate("window.__handover.load()")
    await visited.page.evaluate("window.__bench.grip()")


async def take(visited: Visit, steps: list[Step], apart_ms: int = 400) -> list[float]:
    """Take steps; ms from each to its picture in sight."""
    return await visited.page.evaluate(
        "([steps, apart]) => window.__bench.take(steps, apart)", [steps, apart_ms]
    )


async def drag(visited: Visit) -> dict:
    """Drag the end of the window on the flows' chart to and fro; see `dragged` in measure.js."""
    x, y, width = await visited.page.evaluate("window.__bench.grip()")
    await visited.page.evaluate("window.__bench.watchDrag()")

    async def mouse(kind: str, at: float, buttons: int) -> None:
        await visited.cdp.send(
            "Input.dispatchMouseEvent",
            {"type": kind, "x": at, "y": y, "button": "left", "buttons": buttons, "clickCount": 1},
        )

    await mouse("mousePressed", x, 1)
    loop = asyncio.get_running_loop()
    start = loop.time()
    moves = []
    for n in range(1, DRAG_MS // MOVE_MS + 1):
        at = x - width * along(n * MOVE_MS / DRAG_MS)
        moves.append(asyncio.create_task(mouse("mouseMoved", at, 1)))  # a hand does not wait
        await asyncio.sleep(start + n * MOVE_MS / 1000 - loop.time())
    await asyncio.gather(*moves)
    await visited.page.wait_for_timeout(2_000)
    await mouse("mouseReleased", at, 0)
    return await visited.page.evaluate("window.__bench.dragged()")


async def play(visited: Visit) -> float:
    """Play the flow diagram month by month: pictures a second."""
    return await visited.page.evaluate("window.__bench.play()")


def along(time: float) -> float:
    """How far the pointer is after this share of the drag."""
    for (t0, at0), (t1, at1) in pairwise(SWEEP):
        if time <= t1:
            return at0 + (at1 - at0) * (time - t0) / (t1 - t0)
    return SWEEP[-1][1]
