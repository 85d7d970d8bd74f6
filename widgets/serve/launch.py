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
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from widgets.serve import assets
from widgets.tables import DataError

if TYPE_CHECKING:
    from traitlets.config import Config

SHARE = Path(__file__).parent / "share"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PORT = 8866
SEAT_BYTES = 40 << 20
MOST_SEATS = 200
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

    from widgets.serve.kernels import ipc_fits

    config = Config()
    config.Launcher.port = options.port
    config.Launcher.ip = options.host
    config.Launcher.base_url = options.base_url
    config.Launcher.trust_proxy = options.trust_proxy
    config.Launcher.public_url = options.public_url
    config.Launcher.connection_dir_root = str(scratch)
    config.Launcher.open_browser = False
    config.Launcher.log_level = "WARN"
    config.Voila.config_file_paths = ["."]
    config.Launcher.token = options.token
    config.Launcher.identity_provider_class = "widgets.serve.guard.Anyone"
    config.VoilaConfiguration.multi_kernel_manager_class = "widgets.serve.kernels.Kernels"
    config.VoilaConfiguration.kernel_spec_manager_class = "widgets.serve.kernels.Specification"
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
    with socket.socket() as probe:
        if os.name == "posix":  # a port whose last user has just gone is free, as for the server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} needs special rights: choose another, as in `make app PORT=9000`."
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return (
                    f"{host} is no address of this machine: leave --host out, or name one that is."
                )
            other = 9000 if port != 9000 else 9001
            return f"Port {port} is in use: choose another, as in `make app PORT={other}`."
    return None


def seats_for_memory() -> int:
    """As many seats as half of the available memory holds, within bounds."""
    import psutil

    available = psutil.virtual_memory().available
    with contextlib.suppress(OSError, ValueError):  # a container's own limit
        available = min(available, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return max(1, min(MOST_SEATS, available // 2 // SEAT_BYTES))


def open_files() -> None:
    """Allow this process as many open files as it may: each live page takes some twenty."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = 65536 if most == resource.RLIM_INFINITY else min(most, 65536)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


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


def token_problem(token: str) -> str | None:
    """One sentence why a secret cannot be given in an address, or None."""
    return None if token.isprintable() else "The token is not one line of text in UTF-8."


def parser() -> Parser:
    """The options of the command line."""
    parser = Parser(
        prog="python -m widgets.serve",
        allow_abbrev=False,
        description="Serve the page until interrupted. Every reader gets the page itself; a live "
        "connection, a process of about 40 MB, gets who finds a seat free.",
    )
    add = parser.add_argument
    add("--port", type=int, default=PORT, help=f"port to listen at; {PORT} by default")
    add(
        "--host",
        default="127.0.0.1",
        help="address to listen at; by default 127.0.0.1, which only this machine reaches "
        "(0.0.0.0: every network it is on)",
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
        default=os.environ.pop(TOKEN, ""),
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
    problem = token_problem(options.token) or port_problem(options.port, options.host)
    if not problem and not NOTEBOOKS.joinpath("index.ipynb").is_file():
        problem = "notebooks/index.ipynb is not there: run this from a clone of the project."
    if problem:
        print(problem, file=sys.stderr)
        return 1
    if options.seats is None:
        options.seats = seats_for_memory()
    with contextlib.suppress(PermissionError):  # then they are made in memory at each start
        assets.make(say=lambda line: print(line, flush=True))
    open_files()
    with tempfile.TemporaryDirectory(prefix="handover-") as scratch:
        os.environ.update(environment(scratch))  # before Voila is imported: it looks them up then
        os.chdir(NOTEBOOKS)
        sys.modules.setdefault("rfc3987_syntax", None)  # a grammar that jsonschema does without
        from traitlets.utils.importstring import import_item

        from widgets.serve import log

        log.begin()
        server = import_item(launcher)
        try:
            server.launch_instance(["index.ipynb"], config=settings(options, scratch))
        except DataError as error:
            print(error, file=sys.stderr)
            return 1
    return 0
