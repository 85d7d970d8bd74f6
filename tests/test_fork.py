"""Forked kernels: what they may not do, and that none outlives its zygote or the server."""

import asyncio
import os
import shutil
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.serving import (
    IN_A_KERNEL,
    SLIDER,
    ask,
    code,
    descendants,
    kernels,
    live,
    serving,
    shown,
    telling,
    until,
    zygote,
)
from widgets import serve
from widgets.serve.kernel import fork

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kernels are forked on POSIX only"),
]

NOTEBOOK = telling(
    '{"pid": os.getpid(), "parent": os.getppid(), "home": os.environ["HOME"]}', "import os"
)
FUNCTIONS = """import os, resource, socket, subprocess, sys
from IPython import get_ipython

def outcome(do):
    try:
        do()
    except OSError as error:
        return type(error).__name__
    return "done"

def write():
    with open("large", "wb") as file:
        file.write(bytes(2_000_000))
"""
PROBE = """{
    "socket": outcome(lambda: socket.create_connection(("127.0.0.1", 9))),
    "udp": outcome(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)),
    "name": outcome(lambda: socket.getaddrinfo("localhost", 80)),
    "program": outcome(lambda: subprocess.run(["true"])),
    "system": outcome(lambda: os.system("true")),
    "fork": outcome(os.fork),
    "file": outcome(write),
    "limits": {name: resource.getrlimit(getattr(resource, name))
               for name in ("RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_AS")},
    "history": get_ipython().history_manager.enabled,
    "switch": sys.getswitchinterval(),
    "debugger": sys.modules["debugpy"] is not None,
    "tables": "widgets.tables.package" in sys.modules,
    "comms": sorted(get_ipython().kernel.comm_manager.targets),
} if os.environ.get("HANDOVER_SERVED") else None"""
PROBES = telling(PROBE, FUNCTIONS)


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path, NOTEBOOK, options=["--seats", "3"]) as server:
        yield server


def _gone(pid: int) -> bool:
    return not psutil.pid_exists(pid)


def _ended(process: psutil.Process) -> bool:
    """Gone, or waiting only for whoever started it to look."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_kernel_is_confined(tmp_path):
    with serving(tmp_path, PROBES) as server:
        said = shown(server, live(server))
    refused = ("socket", "udp", "name", "program", "system", "fork")
    assert {name: said[name] for name in refused} == dict.fromkeys(refused, "PermissionError")
    assert said["file"] == "OSError"
    limits = said["limits"]
    assert limits["RLIMIT_CPU"] == [600, 600]
    assert limits["RLIMIT_CORE"] == [0, 0]
    assert max(limits["RLIMIT_NOFILE"]) <= 256
    assert max(limits["RLIMIT_AS"]) <= 4 << 30
    assert (said["history"], said["switch"], said["debugger"]) == (False, 0.0005, False)
    assert said["tables"]  # loaded before the fork: the notebook itself has not asked for it
    assert "jupyter.widget.control" in said["comms"]


def test_a_kernel_is_a_fork_of_one_process_of_one_thread(server):
    said = shown(server, live(server))
    parent = zygote(server)
    assert said["parent"] == parent.pid
    assert said["pid"] in [kernel.pid for kernel in kernels(server)]
    assert until(lambda: parent.num_threads() == 1)


def test_a_killed_kernel_leaves_no_zombie_and_the_others_go_on(server):
    first, second = shown(server, live(server)), shown(server, live(server))
    os.kill(first["pid"], signal.SIGKILL)
    assert until(lambda: _gone(first["pid"]))
    assert not _gone(second["pid"])
    assert shown(server, live(server))["parent"] == second["parent"]


def test_kernels_end_with_the_zygote_and_the_next_order_starts_another(server):
    said = shown(server, live(server))
    os.kill(said["parent"], signal.SIGKILL)
    assert until(lambda: _gone(said["pid"]))
    again = shown(server, live(server))
    assert again["parent"] != said["parent"]
    assert again["parent"] == zygote(server).pid


@pytest.mark.parametrize("command", [("false",), ("no-such-program",)])
def test_without_a_zygote_a_kernel_is_a_process_of_its_own(tmp_path, command):
    before = f"from widgets.serve.kernel import fork\nfork.Zygote.command = {command!r}"
    with serving(tmp_path, PROBES, before=before) as server:
        said = shown(server, live(server))
        [kernel] = descendants(server)
        assert said["socket"] == said["program"] == "PermissionError"
        assert said["limits"]["RLIMIT_CORE"] == [0, 0]
        assert "processes of their own" in server.output()
        psutil.Process(server.pid).kill()
        assert until(lambda: _ended(kernel))


ENDINGS = [getattr(signal, name) for name in serve.ENDINGS if hasattr(signal, name)]


@pytest.mark.parametrize("number", [*ENDINGS, signal.SIGKILL])
def test_everything_ends_with_the_server(server, number):
    home, _ = [shown(server, live(server))["home"] for _ in range(2)]
    processes = [psutil.Process(server.pid), *descendants(server)]
    assert len(processes) == 4
    os.kill(server.pid, number)
    assert until(lambda: all(map(_ended, processes)), 30)
    assert "Traceback" not in server.output()
    if number != signal.SIGKILL:
        assert not Path(home).exists()


def test_everything_ends_though_the_server_is_just_starting(tmp_path):
    with serving(tmp_path, NOTEBOOK) as server:  # it listens, nothing is loaded yet
        processes = [psutil.Process(server.pid), *descendants(server)]
        os.kill(server.pid, signal.SIGTERM)
        assert until(lambda: all(map(_ended, processes)), 30)
        assert "Traceback" not in server.output()


def test_a_slow_fork_ends_no_other_kernel(tmp_path):
    before = "from widgets.serve.kernel import fork; fork.FORK_S = 0.5"
    with serving(tmp_path, NOTEBOOK, before=before) as server:
        first = shown(server, live(server))
        slow = psutil.Process(first["parent"])
        slow.suspend()
        try:
            assert shown(server, live(server))["parent"] == server.pid  # a process of its own
            assert not _gone(first["pid"])
        finally:
            slow.resume()
        assert until(lambda: shown(server, live(server))["parent"] == slow.pid)
        assert not _gone(first["pid"])
        # what it forked too late, when nobody waited any more, has been ended
        assert until(lambda: len(slow.children()) == 2)
        assert "is slow" in server.output()


class Stubborn:
    """A process that does not end by itself."""

    def __init__(self) -> None:
        self.waiting, self.killed = threading.Event(), threading.Event()

    def wait(self, timeout: float | None = None) -> None:
        self.waiting.set()
        if not self.killed.wait(timeout):
            raise fork.subprocess.TimeoutExpired("", timeout or 0)

    def kill(self) -> None:
        self.killed.set()


def test_nobody_waits_for_the_end_of_the_process_that_forks():
    zygote = fork.Zygote()
    zygote.process = stubborn = Stubborn()
    zygote.stop()
    assert not stubborn.killed.is_set()
    assert stubborn.killed.wait(30)


LOUD = f"""import os, sys
if {IN_A_KERNEL}:
    sys.__stderr__.write("the cause\\n" + "x" * 20_000 + " and its end\\n")
    sys.__stderr__.flush()"""


@pytest.mark.parametrize("command", [None, ("false",)], ids=["forked", "own process"])
def test_what_a_kernel_says_stands_in_a_log_of_any_size(tmp_path, command):
    before = "import sys; sys.stderr.write('x' * 1_100_000)\n"
    if command:
        before += f"from widgets.serve.kernel import fork; fork.Zygote.command = {command!r}"
    with serving(tmp_path, SLIDER, code(LOUD), before=before) as server:
        assert live(server).status == 200
        assert until(lambda: "the cause" in server.output())
        assert until(lambda: "x and its end" in server.output())


def test_a_scratch_folder_that_was_removed_is_made_again(tmp_path):
    strict = "import os; os.umask(0o777)"  # which locks nobody out of it
    with serving(tmp_path, NOTEBOOK, before=strict) as server:
        home = Path(shown(server, live(server))["home"])
        assert home.stat().st_mode & 0o777 == 0o700
        assert all(path.stat().st_mode & 0o600 == 0o600 for path in home.iterdir())
        shutil.rmtree(home)
        assert shown(server, live(server))["home"] == str(home)
        assert home.stat().st_mode & 0o777 == 0o700
        shutil.rmtree(home)
        home.write_text("in its place")
        health = ask(f"{server.url}/healthz")
        assert health.status == 503
        assert f"the scratch folder {home} is gone" in health.json()["problem"]
        assert live(server).status == 503
        home.unlink()
        assert ask(f"{server.url}/healthz").json()["ok"]
        assert home.is_dir()
        assert shown(server, live(server))["home"] == str(home)


def test_nothing_is_forked_from_a_process_of_another_version():
    zygote = fork.Zygote()
    zygote.version = "another"

    async def started() -> None:
        with pytest.raises(fork.OtherVersion):
            await zygote.start()
        assert zygote.process is None

    with ThreadPoolExecutor(1) as thread:  # in this one a browser's loop may be running
        thread.submit(asyncio.run, started()).result()


def test_a_process_of_its_own_of_another_version_ends(tmp_path):
    ended = fork.subprocess.run(
        [*fork.Zygote.command, str(tmp_path / "none.json"), "another"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert (
        ended.stderr == "A kernel did not start: another version lies on the disk than is served.\n"
    )
