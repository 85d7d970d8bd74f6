"""Three browsers under the same few verbs: Chromium, Firefox, WebKit.

Chromium is Playwright's; Debian's firefox-esr speaks WebDriver BiDi over a websocket, MiniBrowser
of webkit2gtk-driver WebDriver over HTTP, on a screen of Xvfb. Each records what a reader must never
meet: requests to another host, violations of the page's policy, errors of a script.
"""

import base64
import contextlib
import itertools
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import websocket

from tests.conftest import OWN_HOSTS, Watched, free_port

MINI_BROWSER = "webkit2gtk-4.*/MiniBrowser"
KEYS = {"ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowLeft": "\ue012", "ArrowDown": "\ue015"}
KEYS |= {"Enter": "\ue007", "Escape": "\ue00c", "Home": "\ue011", "End": "\ue010", "Tab": "\ue004"}

# Every address that the document has asked for, also those that were refused.
ASKED = "() => performance.getEntriesByType('resource').map(({ name }) => name)"


def _foreign(addresses: list[str]) -> list[str]:
    return [
        address
        for address in addresses
        if (parts := urlsplit(address)).scheme in ("http", "https", "ws", "wss")
        and parts.hostname not in OWN_HOSTS
    ]


class Engine(ABC):
    """A page of a browser: pointer and keys as a hand has them, its script as the page's own."""

    name = ""

    @abstractmethod
    def goto(self, url: str) -> None:
        """Open an address in the page's window."""

    @abstractmethod
    def run(self, function: str, *given: object) -> object:
        """What a function of JavaScript gives, or what its promise does."""

    @abstractmethod
    def act(self, *steps: tuple) -> None:
        """`("move", x, y)`, `("down",)`, `("up",)`, `("key", name)`, `("pause", ms)` in turn."""

    @abstractmethod
    def size(self, width: int, height: int) -> None:
        """Give the page so many pixels."""

    @abstractmethod
    def shot(self, path: Path) -> None:
        """Keep what is in sight as a PNG."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What a reader must never meet, since the page was opened."""

    def until(self, expression: str, seconds: float = 30) -> None:
        """Wait for an expression to be true in the page."""
        end = time.monotonic() + seconds
        while not self.run(f"() => Boolean({expression})"):
            assert time.monotonic() < end, f"{self.name}: not true in {seconds} s: {expression}"
            time.sleep(0.05)


class Chromium(Engine):
    """A page of Playwright's."""

    name = "chromium"

    def __init__(self, watched: Watched) -> None:
        self.watched, self.page = watched, watched.page

    def goto(self, url: str) -> None:
        seen = self.watched
        for record in (seen.other_hosts, seen.console_errors, seen.page_errors):
            record.clear()
        self.page.goto(url)

    def run(self, function: str, *given: object) -> object:
        return self.page.evaluate(f"given => ({function})(...given)", list(given))

    def act(self, *steps: tuple) -> None:
        mouse = self.page.mouse
        does = {"move": mouse.move, "down": mouse.down, "up": mouse.up}
        does |= {"key": self.page.keyboard.press, "pause": self.page.wait_for_timeout}
        for what, *how in steps:
            does[what](*how)

    def size(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def shot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def faults(self) -> list[str]:
        seen = self.watched
        return [*seen.other_hosts, *seen.console_errors, *seen.page_errors]


def _actions(steps: tuple[tuple, ...]) -> list[dict]:
    """Steps as WebDriver has them: what pointer and keys do, tick by tick."""
    pointer, keys = [], []
    for what, *how in steps:
        rest = {"type": "pause", "duration": how[0] if what == "pause" else 0}
        does = [rest]
        if what == "move":
            x, y = map(round, how)
            does = [{"type": "pointerMove", "x": x, "y": y, "duration": 0, "origin": "viewport"}]
        elif what in ("down", "up"):
            does = [{"type": f"pointer{what.title()}", "button": 0}]
        if what == "key":
            value = KEYS.get(how[0], how[0])
            keys += [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
            pointer += [rest, rest]
        else:
            pointer += does
            keys.append(rest)
    mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
    return [{**mouse, "actions": pointer}, {"type": "key", "id": "keys", "actions": keys}]


def _waited(true, what: str, seconds: float = 60):
    """What it gives as soon as that is something."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


@contextlib.contextmanager
def _process(command: list[str], log: Path, **more: str) -> Iterator[subprocess.Popen]:
    """A process in a group of its own, which is ended with all that it has started."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, start_new_session=True, env={**os.environ, **more}
        )
    try:
        yield process
    finally:
        for number in (15, 9):
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, number)
                process.wait(10)


# Nothing at the start but the page.
PREFS = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class Firefox(Engine):
    """Debian's, over WebDriver BiDi."""

    name = "firefox"

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(address, suppress_origin=True, timeout=90)
        self.number = itertools.count(1)
        self.seen: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: object) -> dict:
        number = next(self.number)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
            self._heard(answer.get("method"), answer.get("params", {}))

    def _heard(self, event: str | None, params: dict) -> None:
        if event == "network.beforeRequestSent":
            self.seen += _foreign([params["request"]["url"]])
        elif event == "log.entryAdded" and params["level"] == "error":
            self.seen.append(str(params["text"]))

    def goto(self, url: str) -> None:
        self.seen = []
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def run(self, function: str, *given: object) -> object:
        answer = self.ask(
            "script.callFunction",
            functionDeclaration="async (given) => JSON.stringify("
            f"await ({function})(...JSON.parse(given)))",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self.tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def act(self, *steps: tuple) -> None:
        self.ask("input.performActions", context=self.tab, actions=_actions(steps))

    def size(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self.tab, viewport=viewport)

    def shot(self, path: Path) -> None:
        answer = self.ask("browsingContext.captureScreenshot", context=self.tab)
        path.write_bytes(base64.b64decode(answer["data"]))

    def faults(self) -> list[str]:
        self.run("() => 0")  # whatever has been said before the answer
        return self.seen


@contextlib.contextmanager
def firefox(dark: bool = False) -> Iterator[Firefox]:
    """Firefox while the block runs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile, log = Path(folder, "profile"), Path(folder, "log")
        profile.mkdir()
        prefs = PREFS | {"layout.css.prefers-color-scheme.content-override": 0 if dark else 1}
        lines = [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in prefs.items()]
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(profile)]
        command += ["--remote-debugging-port", "0"]
        with _process(command, log, HOME=folder):
            said = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
            found = _waited(lambda: said.search(log.read_text(errors="replace")), "no Firefox")
            yield Firefox(f"{found[1]}/session")


# Once the document is there, since its driver tells of no fault and hangs when it is asked sooner.
WATCH = """() => {
  window.__faults = [];
  addEventListener("securitypolicyviolation", (event) =>
    window.__faults.push(`${event.violatedDirective} ${event.blockedURI}`));
  addEventListener("error", (event) => window.__faults.push(event.message));
  addEventListener("unhandledrejection", (event) => window.__faults.push(String(event.reason)));
}"""


class WebKit(Engine):
    """WebKitGTK's MiniBrowser, over WebDriver."""

    name = "webkit"
    session = ""

    def __init__(self, address: str) -> None:
        self.driver = address
        options = {"binary": str(mini_browser()), "args": ["--automation"]}
        wanted = {"webkitgtk:browserOptions": options}
        opened = self._ask("POST", "", capabilities={"alwaysMatch": wanted})
        self.session = f"/{opened['sessionId']}"
        self._ask("POST", "/timeouts", script=90_000)

    def _ask(self, method: str, path: str, **given: object) -> dict:
        body = json.dumps(given).encode() if method == "POST" else None
        url = f"{self.driver}/session{self.session}{path}"
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        request.method = method
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None

    def goto(self, url: str) -> None:
        self._ask("POST", "/url", url=url)
        self.run(WATCH)

    def run(self, function: str, *given: object) -> object:
        script = (
            f"const [given, done] = arguments; Promise.resolve(({function})(...given))"
            ".then((value) => done([JSON.stringify(value)]),"
            " (error) => done([null, String(error)]))"
        )
        value, *error = self._ask("POST", "/execute/async", script=script, args=[list(given)])
        assert not error, error
        return None if value is None else json.loads(value)

    def act(self, *steps: tuple) -> None:
        self._ask("POST", "/actions", actions=_actions(steps))

    def size(self, width: int, height: int) -> None:
        rect = self._ask("POST", "/window/rect", width=width, height=height)
        seen = self.run("() => [innerWidth, innerHeight]")
        more = {"width": rect["width"] + width - seen[0]}
        more["height"] = rect["height"] + height - seen[1]
        self._ask("POST", "/window/rect", **more)

    def shot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))

    def faults(self) -> list[str]:
        return [*_foreign(self.run(ASKED)), *self.run("() => window.__faults")]


def mini_browser() -> Path | None:
    """Where Debian keeps WebKitGTK's small browser, for the newest of its libraries."""
    return max(Path("/usr/lib").glob(f"*/{MINI_BROWSER}"), default=None)


@contextlib.contextmanager
def webkit(dark: bool = False) -> Iterator[WebKit]:
    """WebKit while the block runs, on a screen of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"]
        display, log, port = Path(folder, "display"), Path(folder, "log"), free_port()
        with _process(screen, display):
            found = _waited(
                lambda: re.search(r"^(\d+)$", display.read_text(), re.M), "no screen for WebKit"
            )
            more = {"DISPLAY": f":{found[1]}", "HOME": folder, "GDK_BACKEND": "x11"}
            more |= {"GTK_THEME": "Adwaita:dark" if dark else "Adwaita"}
            command = ["WebKitWebDriver", f"--port={port}", "--host=127.0.0.1"]
            with _process(command, log, **more):

                def answers():
                    with contextlib.suppress(OSError):
                        return urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=5)

                _waited(answers, "no WebKit").close()
                yield WebKit(f"http://127.0.0.1:{port}")
