"""Servers and a browser for the tests that need them; nothing is started unless asked for.

Every server is the real command on a free port of 127.0.0.1, in a home folder of its own, and is
ended by its own handle. Pages record what a reader must never meet: requests to another host,
errors on the console, uncaught errors.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
RELEASE_29 = ROOT / "tests" / "release_29"
# Typed numbers are those of a release that does not change; before anything imports `widgets`.
os.environ["HANDOVER_DATA"] = str(RELEASE_29)

# A busy machine is no failure, and no run is red by chance: examples are the same in every run.
# Others, by chance: `python -m pytest --hypothesis-profile=chance tests/test_reading.py`.
settings.register_profile("handover", deadline=None, derandomize=True)
settings.register_profile("chance", deadline=None, derandomize=False)
settings.load_profile("handover")

OWN_HOSTS = ("127.0.0.1", "localhost")
# Voila and JupyterLab were built against different versions of shared modules; nothing breaks.
HARMLESS = re.compile(r"RUNTIME-012")


BROWSERS = {"browser", "new_page"}
SERVERS = {"voila", "site", "locked", "lab_url"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-fast` leaves out; files that start servers of their own say so."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSERS:
            item.add_marker("browser")
        if fixtures & SERVERS:
            item.add_marker("server")


@dataclass
class Server:
    """A server under test: its address, without a slash at the end, and all it has printed."""

    url: str
    log: Path
    pid: int = 0

    def output(self) -> str:
        """What the server has printed so far, kernels included."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@dataclass
class Watched:
    """A browser page and the record of what it did."""

    page: "playwright.sync_api.Page"  # noqa: F821
    other_hosts: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in OWN_HOSTS:
            self.other_hosts.append(url)

    def _console(self, message) -> None:
        if message.type == "error" and not HARMLESS.search(message.text):
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def watch(self) -> "Watched":
        """Begin the record; to be called before the page goes anywhere."""
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("websocket", lambda websocket: self._request(websocket.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        return self

    def assert_clean(self) -> None:
        """No request to another host, no console error, no uncaught error so far."""
        record = {
            "requests to other hosts": self.other_hosts,
            "console errors": self.console_errors,
            "page errors": self.page_errors,
        }
        assert not any(record.values()), record


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_environment(home: Path, **more: str) -> dict[str, str]:
    """This environment with a home, and all of Jupyter's folders, inside `home`, and `more`."""
    from widgets.serve.launch import environment

    kept = {name: v for name, v in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    home.mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        **environment(home / "jupyter"),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def _wait_until_it_listens(process: subprocess.Popen, port: int, server: Server) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at its start:\n{server.output()}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not answer within 90 seconds:\n{server.output()}")


@contextlib.contextmanager
def running(
    command: list[str], port: int, home: Path, cwd: Path = ROOT, **more: str
) -> Iterator[Server]:
    """A server process while the block runs; ended by its own handle, its kernels with it.

    `more` are environment variables.
    """
    home.mkdir(parents=True, exist_ok=True)
    server = Server(f"http://127.0.0.1:{port}", home / "server.log")
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=own_environment(home, **more),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server.pid = process.pid
        try:
            _wait_until_it_listens(process, port, server)
            yield server
        finally:
            process.terminate()  # the server ends its kernels; should it not, they miss it and go
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until(page, expression: str, arg: object = None, timeout_s: float = 30) -> None:
    """Wait for an expression to be true in the page.

    Playwright's own `wait_for_function` needs `eval`, which the page's security policy forbids.
    """
    end = time.monotonic() + timeout_s
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"not true within {timeout_s} s: {expression}"
        page.wait_for_timeout(40)


def rest(page) -> None:
    """Let the pointer rest until plotly.js has looked at where it is, as it does every 50 ms.

    A press that comes before is lost: the late look finds the pointer over what a press lays there.
    """
    page.evaluate("() => new Promise((rested) => setTimeout(rested, 120))")


@pytest.fixture(scope="session")
def voila(tmp_path_factory) -> Iterator[Server]:
    """The reader's page, served as by `make app`; one server a worker."""
    port, home = free_port(), tmp_path_factory.mktemp("voila")
    command = [sys.executable, "-m", "widgets.serve", "--port", str(port)]
    with running(command, port, home) as server:
        yield server


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the application in this process (inprocess.py), with no slash at its end."""
    from tests.inprocess import answering

    with answering(free_port()) as url:
        yield url


# `make lab` itself, in the folder that is named first
LAB = (
    "import sys; from pathlib import Path; from tools.lab import main; "
    "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
)


@pytest.fixture(scope="session")
def lab_url(tmp_path_factory) -> Iterator[str]:
    """JupyterLab on a copy of notebooks/, by `make lab` but without a token; one a worker.

    `f"{lab_url}/doc/tree/index.ipynb"` is one notebook alone, `/lab/tree/...` the workbench.
    """
    port, home = free_port(), tmp_path_factory.mktemp("lab")
    copy = home / "notebooks"
    shutil.copytree(ROOT / "notebooks", copy)  # JupyterLab saves what it runs
    options = [
        *("--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
    ]
    with running([sys.executable, "-c", LAB, str(copy), *options], port, home) as server:
        yield server.url
    with pytest.raises(ConnectionRefusedError):  # JupyterLab ends with the command
        socket.create_connection(("127.0.0.1", port), 5)


def open_in_lab(page, notebook_url: str) -> None:
    """Open a notebook in JupyterLab; returns when it has its kernel."""
    page.goto(notebook_url)
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=60_000)
    parts = urlsplit(notebook_url)
    sessions = f"{parts.scheme}://{parts.netloc}/api/sessions"
    end = time.monotonic() + 60
    path = notebook_url.partition("/tree/")[2]

    def has_kernel() -> bool:  # this notebook, not another one that is open beside it
        own = [s for s in page.request.get(sessions).json() if s["path"] == path]
        return any(s["kernel"]["connections"] for s in own)

    # "idle" is shown before the notebook has its kernel; a run asked for then asks for a kernel
    while not has_kernel():
        assert time.monotonic() < end, "JupyterLab gave the notebook no kernel within a minute."
        time.sleep(0.2)


def run_all_in_lab(page) -> None:
    """Have all cells of an open notebook run; returns when the run has begun."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()


@pytest.fixture(scope="session")
def browser():
    """Chromium, Chrome or Edge through Playwright; fails, with a sentence, if there is none."""
    from playwright.sync_api import sync_playwright

    from tools.browser import ARGUMENTS, NONE, find_browser

    path = find_browser()  # before Playwright's loop runs, since it may ask Playwright itself
    assert path, NONE
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def new_page(browser):
    """A function that opens a watched page: `new_page(width=1280, height=900, dark=False, **more)`.

    `more` goes to Playwright's `new_context`. For a page that the tests of a file share, call it in
    a fixture of module scope and close `watched.page.context` there.
    """

    def new(width: int = 1280, height: int = 900, dark: bool = False, **more) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **more,
        )
        return Watched(context.new_page()).watch()

    return new


@pytest.fixture
def watched(new_page) -> Iterator[Watched]:
    """A watched page of 1280 x 900 for one test."""
    watched = new_page()
    yield watched
    watched.page.context.close()


@pytest.fixture
def page(watched):
    """The page of `watched`, for a test that asks nothing of the record."""
    return watched.page
