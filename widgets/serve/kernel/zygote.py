"""What runs in the kernels' processes: one preloaded process that forks, and what a fork becomes.

`python -m widgets.serve.kernel.zygote CONNECTION_FILE VERSION` becomes one kernel, without a fork.
`python -m widgets.serve.kernel.zygote --socket FD SERVER_PID` loads what every kernel needs, says
so, and forks at each order from the other end of the socket. A line of JSON is a message:

    {"fork": number, "connection_file": path, "cwd": path, "env": {}} -> {"forked": [number, pid]}
    {"signal": [pid, signal]}                                         -> nothing
          when everything is loaded (number 0), and of which version  -> {"forked": [0, 0],
                                                                          "version": text}
                           when a kernel has ended                    -> {"ended": [pid, code]}

It ends, and every kernel with it, when that other end is closed, however that came about.
"""

import contextlib
import gc
import importlib
import json
import logging
import os
import select
import signal
import socket
import sys
import traceback
from pathlib import Path

from widgets.tables.package import DataError

CPU_S = 600  # of one reader's kernel, over its whole life; a step takes some 0.02 s
ADDRESS_SPACE_BYTES = 4 << 30
FILE_BYTES = 1 << 20
OPEN_FILES = 256
SWITCH_S = 0.0005  # else a computing kernel sends its answers 5 ms late
PRELOADED = (  # what a kernel imports at its start and while it runs the notebook
    *("ipykernel.kernelapp", "ipykernel.debugger", "ipywidgets", "anywidget", "pandas"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.extensions.storemagic"),
    *("tornado.locks", "tornado.platform.asyncio", "tornado.queues"),
    *("pandas.core.reshape.reshape", "faulthandler"),
)
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38  # <linux/prctl.h>

# Depth, not the wall: a reader cannot run code in a kernel. No Python code there starts a program
# or opens a network socket; pyzmq's own sockets, made by then, are not Python's.
_NO_PROGRAMS = {
    *("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"),
    *("pty.spawn", "subprocess.Popen"),
}
_NO_NETWORK = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _die_with(parent: int) -> None:
    """Have the system kill this process when its parent ends, as far as the system can."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


def preload() -> str:
    """Import what a kernel of a notebook needs, and load the tables.

    Answers the version of tables and code that is in memory; none if the code changed meanwhile.
    Raises DataError.
    """
    from widgets.serve import version
    from widgets.tables.package import load

    before = version.code()
    os.environ["JUPYTER_WIDGETS_ECHO"] = "0"  # read when ipywidgets is imported
    sys.modules.setdefault("rfc3987_syntax", None)  # a grammar that jsonschema does without
    sys.modules["debugpy"] = None
    for name in PRELOADED:
        importlib.import_module(name)
    loaded = version.version_of(load().held())
    return loaded if version.code() == before else ""


def limit() -> None:
    """Lower this process's limits, as far as the system has them; never raise one."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    limits = {
        "RLIMIT_AS": ADDRESS_SPACE_BYTES,
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": CPU_S,
        "RLIMIT_FSIZE": FILE_BYTES,
        "RLIMIT_NOFILE": OPEN_FILES,
    }
    for name, wanted in limits.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some
            hard = resource.getrlimit(kind)[1]
            value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (value, value))
    with contextlib.suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as file:
        file.write("500")  # should memory end, a kernel goes before the server


def confine() -> None:
    """Refuse, from here on and for good, new programs and network sockets of Python code."""
    if os.name != "posix":  # Windows makes its socket pairs of network sockets
        return
    network = (socket.AF_INET, socket.AF_INET6)

    def refuse(event: str, arguments: tuple) -> None:
        if event in _NO_PROGRAMS or event in _NO_NETWORK:
            raise PermissionError(f"{event} is not allowed in a kernel.")
        if event == "socket.__new__" and arguments[1] in network:
            raise PermissionError("A network socket is not allowed in a kernel.")

    sys.addaudithook(refuse)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def become_kernel(connection_file: str, forked: bool = False) -> None:
    """Run an IPython kernel in this process until it is told to end."""
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    limit()
    # what fails is the operator's, not the shell's
    logging.basicConfig(stream=sys.__stderr__, level=logging.ERROR)
    sys.setswitchinterval(SWITCH_S)
    config = Config()
    config.HistoryManager.enabled = False
    config.IPKernelApp.capture_fd_output = False  # a pipe and a thread for output that none reads
    if forked:  # its parent is watched by the system; without a system that does, by a thread
        config.IPKernelApp.parent_handle = 1 if sys.platform == "linux" else os.getppid()
    app = IPKernelApp.instance(config=config, connection_file=connection_file)
    app.initialize([])
    import ipywidgets

    # Imported before there was a shell, as in a fork, it has not told the shell of its messages.
    ipywidgets.load_ipython_extension(app.shell)
    confine()
    app.start()


def _child(order: dict) -> None:
    """What a fork does; does not return."""
    code = 1
    try:
        os.environ.clear()
        os.environ.update(order["env"])
        os.chdir(order["cwd"])
        gc.enable()
        become_kernel(order["connection_file"], forked=True)
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        with contextlib.suppress(OSError):
            sys.__stderr__.flush()
        os._exit(code)  # not through what the parent registered for its own end


class Zygote:
    """The forking process: reads orders from `channel`, until it is closed."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.children: set[int] = set()
        self.woken, self.wake = socket.socketpair()
        for end in (self.woken, self.wake):
            end.setblocking(False)
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler, so that the wake-up is written
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self, version: str) -> None:
        """Obey until the other end is closed; then no child is left."""
        self.tell({"forked": [0, 0], "version": version})
        pending = b""
        while True:
            select.select([self.channel, self.woken], [], [])
            with contextlib.suppress(BlockingIOError):
                self.woken.recv(4096)
            self.reap()
            with contextlib.suppress(BlockingIOError):
                received = self.channel.recv(1 << 16, socket.MSG_DONTWAIT)
                if not received:
                    break
                *lines, pending = (pending + received).split(b"\n")
                for line in lines:
                    self.obey(json.loads(line))
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)

    def tell(self, message: dict) -> None:
        """One line to the server; it may have gone."""
        with contextlib.suppress(OSError):
            self.channel.sendall(json.dumps(message).encode() + b"\n")

    def reap(self) -> None:
        """Report every child that has ended; none stays a zombie."""
        while self.children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self.children.discard(pid)
            self.tell({"ended": [pid, os.waitstatus_to_exitcode(status)]})

    def obey(self, order: dict) -> None:
        """Fork, or send a signal; only to a child that has not been reaped, so never to another."""
        if "signal" in order:
            pid, number = order["signal"]
            if pid in self.children:
                os.kill(pid, number)
            return
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self.forget()
            _die_with(parent)
            _child(order)
        self.children.add(pid)
        self.tell({"forked": [order["fork"], pid]})

    def forget(self) -> None:
        """In the child: leave what belongs to the parent."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (self.channel, self.woken, self.wake):
            end.close()


def main(arguments: list[str]) -> None:
    """As the module's text says."""
    try:
        serve(arguments)
    except DataError as error:
        sys.exit(str(error))


def serve(arguments: list[str]) -> None:
    """Become a kernel, or what they are forked from; raises DataError."""
    if arguments[0] != "--socket":
        connection_file, version = arguments
        if version not in ("", preload()):
            sys.exit("A kernel did not start: another version lies on the disk than is served.")
        become_kernel(connection_file)
        return
    descriptor, server = map(int, arguments[1:])
    _die_with(server)
    channel = socket.socket(fileno=descriptor)
    gc.disable()
    version = preload()
    gc.collect()
    gc.freeze()  # so that no collection in a child writes to the pages they share
    Zygote(channel).run(version)
    os._exit(0)  # nothing to tidy, and much to free


if __name__ == "__main__":
    main(sys.argv[1:])
