"""The launcher behind `make app`: our server on the reader's page, with settings of ours only.

A user's own Jupyter and IPython settings, kernels and extensions change nothing: every folder that
Jupyter would look them up in is a fresh temporary one, and `notebooks/voila.json` is read instead.
"""

import argparse
import contextlib
import errno
import os
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from widgets.serve import version  # noqa: F401 - it looks at our code before the rest of it is imported
from widgets.serve.http import assets
from widgets.serve.scratch import Scratch
from widgets.tables.package import DataError

if TYPE_CHECKING:
    from traitlets.config import Config

SHARE = Path(__file__).parent / "share"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PORT = 8866
SEAT_BYTES = 40 << 20
MOST_SEATS = 200
SEAT_FILES = 20  # that a live page has open in the server; some 50 in its kernel
OWN_FILES = 64  # for the server itself and for readers who have no live page
MOST_FILES = 65536
BACKLOG = 128
CULL_S = 15
TOKEN = "HANDOVER_TOKEN"


def environment(scratch: str | os.PathLike) -> dict[str, str]:
    """The environment variables that make Jupyter use our template and `scratch`, nothing else."""
    scratch = Path(scratch)
    return {
        "JUPYTER_PATH": str(SHARE),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(scratch / "ipython"),
    }


def settings(options: argparse.Namespace, scratch: str | os.PathLike) -> "Config":
    """The settings of our server. A name of a subclass of Voila's goes before `voila.json`."""
    from traitlets.config import Config

    from widgets.serve.kernel.kernels import ipc_fits

    config = Config()
    config.Launcher.source = str(options.notebook)
    config.Launcher.watch = options.watch
    config.Launcher.strict = options.strict
    config.Launcher.port = options.port
    config.Launcher.ip = options.host
    config.Launcher.base_url = options.base_url
    config.Launcher.trust_proxy = options.trust_proxy
    config.Launcher.public_url = options.public_url
    config.Launcher.connection_dir_root = str(scratch)
    config.Launcher.open_browser = False
    config.Launcher.log_level = "WARN"
    config.Voila.config_file_paths = ["."]
    config.Launcher.token = options.token or ""
    config.Launcher.identity_provider_class = "widgets.serve.http.guard.Anyone"
    config.VoilaConfiguration.multi_kernel_manager_class = "widgets.serve.kernel.kernels.Kernels"
    config.VoilaConfiguration.kernel_spec_manager_class = (
        "widgets.serve.kernel.kernels.Specification"
    )
    config.Kernels.seats = options.seats
    config.Kernels.cull_idle_timeout = 60 * options.idle_minutes
    config.Kernels.cull_interval = CULL_S
    config.Kernels.cull_connected = True  # a page that is looked at asks something now and then
    config.Kernels.buffer_offline_messages = False  # a page that comes back asks anew
    config.Kernels.kernel_info_timeout = 20  # a connection is kept in memory for as long
    config.KernelRestarter.restart_limit = 0  # a new kernel would know nothing of its page
    if ipc_fits(scratch):  # files that only we can open, not ports that every local user can
        config.KernelManager.transport = "ipc"
    return config


def port_problem(port: int, host: str) -> str | None:
    """One sentence why the page cannot be served at this port, or None."""
    if not 1 <= port <= 65535:
        return f"{port} is not a port: choose a number from 1 to 65535."
    try:
        for each in listening(port, host):
            each.close()
    except PermissionError:
        return f"Port {port} needs special rights: choose another, as in `make app PORT=9000`."
    except (OSError, UnicodeError) as error:
        if getattr(error, "errno", None) != errno.EADDRINUSE:
            return f"{host} is no address of this machine: leave --host out, or name one that is."
        other = 9000 if port != 9000 else 9001
        return f"Port {port} is in use: choose another, as in `make app PORT={other}`."
    return None


def listening(port: int, host: str) -> list[socket.socket]:
    """Sockets bound to every address of the host, `::` for IPv4 too where the system has it so.

    Raises OSError, or UnicodeError for a name that none can be.
    """
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    both = len(found) == 1 and socket.has_dualstack_ipv6()  # else IPv4 has a socket of its own
    sockets: list[socket.socket] = []
    missing: OSError | None = None
    try:
        for family, *_, address in dict.fromkeys(found):
            dual = both and family == socket.AF_INET6
            try:
                made = socket.create_server(
                    address, family=family, backlog=BACKLOG, dualstack_ipv6=dual
                )
            except OSError as error:
                if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                    raise
                missing = error  # such as ::1 of localhost, where IPv6 is off
            else:
                sockets.append(made)
        if missing and not sockets:
            raise missing
    except OSError:
        for made in sockets:
            made.close()
        raise
    return sockets


def seats_for_memory() -> int:
    """As many seats as half of the available memory holds, within bounds."""
    import psutil

    available = psutil.virtual_memory().available
    with contextlib.suppress(OSError, ValueError):  # a container's own limit
        available = min(available, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return max(1, min(MOST_SEATS, available // 2 // SEAT_BYTES))


def open_files() -> int:
    """Allow this process as many open files as it may; answers how many."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MOST_FILES
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def files_problem(seats: int, files: int) -> str | None:
    """One sentence why so many seats are too many for the files that may be open, or None."""
    needed = OWN_FILES + SEAT_FILES * seats
    if files >= needed:
        return None
    fewer = ", or take fewer --seats" if seats else ""
    return (
        f"{files} files may be open at a time, but {seats} seats take {needed}: allow more, as in "
        f"`ulimit -n {needed}`{fewer}."
    )


def say(line: str) -> None:
    """Print a line. Where it cannot be written, none is from here on: nobody reads it there."""
    try:
        print(line, flush=True)
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, without the list of all options."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and end with 1."""
        print(f"{message[0].upper()}{message[1:]}; --help lists all options.", file=sys.stderr)
        sys.exit(1)


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return int(text)

    return number


def _base_url(text: str) -> str:
    if not re.fullmatch(r"[\w.~/-]*", text, re.ASCII) or "//" in text or ".." in text:
        raise argparse.ArgumentTypeError(f"{text} is not a path such as /handover/")
    return f"/{text.strip('/')}/".replace("//", "/")


def _public_url(text: str) -> str:
    if not text:
        return ""
    if not re.fullmatch(r"https?://[\w.:~/%-]+", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text} is not an address such as https://example.org/")
    return text.rstrip("/") + "/"


class _TokenFile(argparse.Action):
    """Takes what the file holds. No `type`: a default from the environment is no file's name."""

    def __call__(self, parser: object, namespace: object, values: object, *_: object) -> None:
        path = Path(str(values))
        try:
            token = path.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            problem = f"{path} cannot be read: {error.strerror}"
            raise argparse.ArgumentError(self, problem) from error
        except UnicodeDecodeError as error:
            raise argparse.ArgumentError(self, f"{path} is not a text in UTF-8") from error
        setattr(namespace, self.dest, token)


def token_problem(token: str | None) -> str | None:
    """One sentence why a secret cannot be given in an address, or None."""
    if token is None or (token.strip() and token.isprintable()):
        return None
    return "The token is empty or not one line of text in UTF-8."


def parser() -> Parser:
    """The options of the command line."""
    parser = Parser(
        prog="python -m widgets.serve",
        allow_abbrev=False,
        description="Serve the page until interrupted. Every reader gets the page itself; a live "
        "connection, a process of about 40 MB, gets who finds a seat free.",
    )
    add = parser.add_argument
    add(
        "notebook",
        nargs="?",
        type=lambda text: Path(text).absolute(),
        default=NOTEBOOKS,
        metavar="NOTEBOOK|FOLDER",
        help="the notebook that is the page, or a folder of them, whose index.ipynb is; by default "
        "the project's own. Its code runs once, at the start, as yours",
    )
    add(
        "--watch",
        action="store_true",
        help="run a notebook again when its file changes, and say so in the page: for who edits it",
    )
    add(
        "--strict",
        action="store_true",
        help="do not start if a cell of a notebook fails",
    )
    add("--port", type=int, default=PORT, help=f"port to listen at; {PORT} by default")
    add(
        "--host",
        type=lambda text: text.strip("[]"),  # as an address of IPv6 stands in a URL
        default="127.0.0.1",
        help="address to listen at; by default 127.0.0.1, which only this machine reaches "
        "(0.0.0.0: every network it is on; :: with those of IPv6)",
    )
    add(
        "--seats",
        type=_number(0, 10_000),
        help="most live connections at a time; 0 for none; by default as many as half of the "
        f"available memory holds, {MOST_SEATS} at most",
    )
    add(
        "--idle-minutes",
        type=_number(1, 24 * 60),
        default=10,
        help="minutes without a sign of a reader after which a live connection ends; 10 by default",
    )
    add(
        "--base-url",
        type=_base_url,
        default="/",
        metavar="/PATH/",
        help="path below which everything is served, for a reverse proxy that passes paths on "
        "unchanged; / by default",
    )
    add(
        "--trust-proxy",
        action="store_true",
        help="believe the headers X-Forwarded-For and X-Forwarded-Proto: only behind a proxy that "
        "sets them",
    )
    add(
        "--public-url",
        type=_public_url,
        default="",
        metavar="URL",
        help="where readers find the page, such as https://example.org/handover/: previews of "
        "links name it and a picture",
    )
    add(
        "--token-file",
        dest="token",
        action=_TokenFile,
        default=os.environ.pop(TOKEN, None),
        metavar="FILE",
        help="a file that holds a secret which readers must give once, as ?token=SECRET; the "
        f"environment variable {TOKEN} may hold it instead; by default everyone may read",
    )
    return parser


def main(argv: list[str] | None = None, launcher: str = "widgets.serve.app.Launcher") -> int:
    """Serve the page until interrupted. Returns 1, after one plain sentence, if it cannot.

    `launcher` names the class of the server, for tests that put pages of their own into it.
    """
    options = parser().parse_args(argv)
    os.umask(0o022)  # what is made is for the account that serves, whoever makes it
    files = open_files()
    if options.seats is None:
        options.seats = min(seats_for_memory(), max(0, files - OWN_FILES) // SEAT_FILES)
    problem = (
        token_problem(options.token)
        or files_problem(options.seats, files)
        or port_problem(options.port, options.host)
    )
    if sys.flags.optimize > 1:
        problem = "Python leaves out docstrings, which libraries read: unset PYTHONOPTIMIZE (-OO)."
    if problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        made = Scratch()
    except OSError as error:
        print(
            f"No folder for temporary files can be made: {error}: make room, allow larger files, "
            "or name another folder in TMPDIR.",
            file=sys.stderr,
        )
        return 1
    with made as scratch:
        try:
            assets.make(say=say)
        except FileNotFoundError as error:
            print(error, file=sys.stderr)
            return 1
        except OSError as error:
            print(
                f"The page's files cannot be kept in {assets.TEMPLATE}: {error.strerror}. "
                "They are made at each start.",
                file=sys.stderr,
            )
        os.environ.update(environment(scratch))  # before Voila is imported: it looks them up then
        os.chdir(NOTEBOOKS)
        sys.modules.setdefault("rfc3987_syntax", None)  # a grammar that jsonschema does without
        from traitlets.utils.importstring import import_item

        from widgets.serve import log
        from widgets.serve.http.site import Failed, found
        from widgets.serve.notebook.run import Unreadable

        log.begin()
        server = import_item(launcher)
        try:
            first = next(iter(found(options.notebook).values()))
            server.launch_instance([str(first)], config=settings(options, scratch))
        except (DataError, Failed, Unreadable) as error:
            print(error, file=sys.stderr)
            return 1
    return 0
