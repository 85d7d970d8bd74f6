"""The three servers that are compared, each the real command in folders of its own."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import Processes
from widgets.serve.launch import environment

ROOT = Path(__file__).parents[1]
OURS, VOILA, STATIC = "ours", "voila", "static"
NAMES = {OURS: "The Handover", VOILA: "stock Voila", STATIC: "static page"}
MOST_START_S = 90


@dataclass(frozen=True)
class Server:
    """A server that runs: what it is, where, and its processes."""

    name: str
    url: str
    processes: Processes


def command(name: str, port: int, sizes: dict[str, str], more: tuple[str, ...] = ()) -> list[str]:
    """The command line of a server; `more` are further options."""
    arguments = {
        OURS: ["widgets.serve", "--port", str(port)],
        VOILA: ["voila", "index.ipynb", "--no-browser", f"--port={port}"],
        STATIC: ["benchmarks.static", "--port", str(port), "--sizes", json.dumps(sizes)],
    }[name]
    return [sys.executable, "-m", *arguments, *more]


@contextlib.contextmanager
def running(
    name: str, sizes: dict[str, str] | None = None, more: tuple[str, ...] = ()
) -> Iterator[Server]:
    """A server while the block runs. Raises RuntimeError, with its log, if it does not start."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch, socket.socket() as probe:
        folder = Path(scratch)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        with folder.joinpath("log").open("wb") as log:
            process = subprocess.Popen(
                command(name, port, sizes or {}, more),
                cwd=_notebooks(folder) if name == VOILA else ROOT,
                env=_environment(folder),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            server = Server(name, f"http://127.0.0.1:{port}/", Processes(process.pid))
            try:
                _wait(server, process, folder / "log")
                yield server
            finally:
                server.processes.end()
                process.wait()


def _notebooks(folder: Path) -> Path:
    """A copy of the notebooks without our settings: Voila's own defaults hold."""
    return Path(
        shutil.copytree(
            ROOT / "notebooks",
            folder / "notebooks",
            ignore=shutil.ignore_patterns("voila.json", ".ipynb_checkpoints"),
        )
    )


def _environment(folder: Path) -> dict[str, str]:
    """This environment with a home and Jupyter's folders in `folder`, and no template of ours."""
    kept = {name: v for name, v in os.environ.items() if not name.startswith("JUPYTER")}
    own = {n: v for n, v in environment(folder / "jupyter").items() if n != "JUPYTER_PATH"}
    home = folder / "home"
    home.mkdir()
    return {**kept, **own, "HOME": str(home), "PYTHONPATH": str(ROOT)}


def _wait(server: Server, process: subprocess.Popen, log: Path) -> None:
    """Until it answers, with whatever: no page is asked for, that would start a kernel."""
    end = time.monotonic() + MOST_START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}robots.txt", timeout=5):
                break
        except urllib.error.HTTPError:
            break  # it has no such file
        except OSError:
            time.sleep(0.1)
    else:
        said = log.read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"{NAMES[server.name]} did not start:\n{said}")
    server.processes.rest()
