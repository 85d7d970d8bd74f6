"""The server's side of forked kernels: orders to the zygote, and kernels that Jupyter can manage.

Where processes cannot be forked, or the zygote does not start, a kernel is a process of its own:
the same kernel, slower to start. Kernels end with the zygote; the next order starts another one,
unless it would be of another version than the server: then there is no kernel until a restart.
"""

import asyncio
import contextlib
import json
import logging
import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import IO

from jupyter_client.provisioning import LocalProvisioner

from widgets.serve.version import version_of
from widgets.tables.package import DataError, fresh

ROOT = Path(__file__).parents[3]
NAME = "handover-fork"  # in the kernel's specification
LOG = logging.getLogger("widgets.serve.kernel")
LINE_BYTES = 1500  # of a longer line the rest stands in the next ones
START_S = 60
FORK_S = 10
RETRY_S = 60  # after a zygote that did not start, kernels are processes of their own for so long


class NoFork(Exception):
    """No kernel could be forked; its text says why."""


class OtherVersion(Exception):
    """What lies on the disk is not what the server answers with, and a kernel would be of that."""


def hear(stream: IO[bytes]) -> None:
    """Log what a process says, in a thread: what it may write to a file itself is limited."""

    def listen() -> None:
        with stream:
            for line in iter(partial(stream.readline, LINE_BYTES), b""):
                LOG.error("%s", line.decode("utf-8", "replace").rstrip())

    threading.Thread(target=listen, name="kernels", daemon=True).start()


class Forked:
    """A kernel's process, like the `subprocess.Popen` that Jupyter expects: another's child."""

    stdin = stdout = stderr = None

    def __init__(self, zygote: "Zygote", pid: int) -> None:
        self.zygote = zygote
        self.pid = pid
        self.returncode: int | None = None
        self.is_unwanted = False

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit code; Jupyter waits by asking `poll` first."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Have the zygote send it, which knows whether the process is still its child."""
        if self.returncode is None:
            self.zygote.tell({"signal": [self.pid, int(number)]})

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, as soon as the zygote hears of it."""
        self.is_unwanted = True
        self.send_signal(signal.SIGKILL)


class Zygote:
    """The process that kernels are forked from, started when it is first wanted, and again."""

    command = (sys.executable, "-m", "widgets.serve.kernel.zygote")

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None
        self.children: dict[int, Forked] = {}
        self._turn = asyncio.Lock()
        self._asked: dict[int, asyncio.Future] = {}
        self._number = 0  # of the last order; the answer 0 says that everything is loaded
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task | None = None
        self._not_before = 0.0
        self._late: set[int] = set()  # orders that nobody waits for any more
        self.version = ""  # of what is forked, or none need be the same
        self._loaded = ""

    async def ready(self) -> None:
        """Raises OtherVersion if a kernel, forked or not, would be of another version."""
        if self.version and not self._writer:
            try:
                there = version_of(fresh().check())
            except DataError as error:
                raise OtherVersion from error
            if there != self.version:
                raise OtherVersion
        with contextlib.suppress(NoFork):
            await self.start()

    async def start(self) -> None:
        """Be ready to fork; raises NoFork or OtherVersion."""
        async with self._turn:
            if self._late and all(child.is_unwanted for child in self.children.values()):
                self.stop()  # nobody misses it
            if self._late:
                raise NoFork("The process that kernels are forked from is slow.")
            if self._writer:
                return
            if not hasattr(os, "fork"):
                raise NoFork("This system cannot fork processes.")
            if time.monotonic() < self._not_before:
                raise NoFork("The process that kernels are forked from did not start just now.")
            try:
                await self._start()
            except (OSError, TimeoutError, NoFork) as error:
                self._not_before = max(self._not_before, time.monotonic() + RETRY_S)
                self.stop()
                raise NoFork(str(error) or "The process that forks did not answer.") from error
            if self.version not in ("", self._loaded):
                self.stop()
                raise OtherVersion

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [*self.command, "--socket", str(theirs.fileno()), str(os.getpid())],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C in the server's terminal is the server's
                # One thread: forks of a process with more of them may hang.
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
        hear(self.process.stderr)
        reader, self._writer = await asyncio.open_connection(sock=ours)
        self._listener = asyncio.create_task(self._listen(reader, self.process))
        await self._answer(0, START_S)

    async def fork(self, connection_file: str, cwd: str, env: dict[str, str]) -> Forked:
        """A new kernel's process; raises NoFork or OtherVersion.

        The kernels that are there go on, however long this one takes.
        """
        await self.start()
        self._number += 1
        number = self._number
        self.tell({"fork": number, "connection_file": connection_file, "cwd": cwd, "env": env})
        try:
            return await self._answer(number, FORK_S)
        except TimeoutError as error:
            self._late.add(number)
            raise NoFork("The process that kernels are forked from is slow.") from error

    async def _answer(self, number: int, seconds: float) -> Forked | None:
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(answer, seconds)
        finally:
            del self._asked[number]

    def tell(self, order: dict) -> None:
        """Send an order; without a zygote it is lost, as its children are."""
        if self._writer:
            self._writer.write(json.dumps(order).encode() + b"\n")

    async def _listen(self, reader: asyncio.StreamReader, process: subprocess.Popen) -> None:
        with contextlib.suppress(OSError):
            async for line in reader:
                if process is not self.process:  # stopped by ourselves
                    return
                message = json.loads(line)
                if "ended" in message:
                    pid, code = message["ended"]
                    self.children.pop(pid).returncode = code
                    continue
                number, pid = message["forked"]
                self._late.discard(number)
                self._loaded = message.get("version", self._loaded)
                child = None
                if pid:
                    child = self.children[pid] = Forked(self, pid)
                if number in self._asked and not self._asked[number].done():
                    self._asked[number].set_result(child)
                elif child:  # whoever wanted it has gone
                    child.kill()
        self._gone(process)

    def _gone(self, process: subprocess.Popen) -> None:
        """The zygote has ended, and the system ends its children."""
        if process is self.process:
            self.stop()

    def end(self) -> None:
        """End for good: whoever still wants a kernel gets none."""
        self._not_before = math.inf
        self.stop()

    def stop(self) -> None:
        """End the process and its children; may be called at any time."""
        if self._writer:
            self._writer.transport.abort()
            self._writer = None
        if self.process:
            process, self.process = self.process, None
            threading.Thread(target=_see_off, args=[process]).start()
        self._late.clear()
        for child in self.children.values():
            child.returncode = -signal.SIGKILL
        self.children.clear()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(NoFork("The process that kernels are forked from has ended."))


def _see_off(process: subprocess.Popen) -> None:
    """Wait until a process has ended by itself, its children first; a while, then end it."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
    process.kill()
    process.wait()


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel as a fork of the zygote of its kernel manager, or else as a process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: object) -> dict:
        """Start the kernel and wait until its sockets are there, so that nobody calls in vain."""
        try:
            await self._launch(cmd, **kwargs)
            await self._listening()
        except BaseException:  # cancelled, too: Jupyter does not know of this process yet
            if self.process:
                self.process.kill()
            raise
        return self.connection_info

    async def _launch(self, cmd: list[str], **kwargs: object) -> None:
        zygote = self.parent.parent.zygote
        try:
            self.process = await zygote.fork(cmd[-1], str(kwargs["cwd"]), kwargs["env"])
            self.pid = self.process.pid
        except NoFork as reason:
            self.log.warning("A kernel starts as a process of its own: %s", reason)
            kwargs["stderr"] = subprocess.PIPE
            await super().launch_kernel([*cmd, zygote.version], **kwargs)
            hear(self.process.stderr)

    async def _listening(self) -> None:
        info = self.connection_info
        if info["transport"] != "ipc":
            return  # what is sent to a port too early is sent again
        paths = [f"{info['ip']}-{port}" for name, port in info.items() if name.endswith("_port")]
        end = time.monotonic() + START_S
        while not all(map(os.path.exists, paths)):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("The kernel ended at its start.")
            await asyncio.sleep(0.005)
