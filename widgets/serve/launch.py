"""The launcher behind `make app`: plain Voila on the reader's page, with settings of ours only.

A user's own Jupyter and IPython settings, kernels and extensions change nothing: every folder that
Jupyter would look them up in is a fresh temporary one, and `notebooks/voila.json` is read instead.
"""

import argparse
import errno
import logging
import os
import socket
import sys
import tempfile
from pathlib import Path

from widgets.serve import assets

SHARE = Path(__file__).parent / "share"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PORT = 8866


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


def arguments(port: int, ip: str, scratch: str | os.PathLike) -> list[str]:
    """Voila's command line. A taken port is an error: Voila would else choose another silently."""
    # Kernels answer on files that only we can open, not on ports that every local user can.
    private = ["--KernelManager.transport=ipc"] if sys.platform == "linux" else []
    return [
        *private,
        "index.ipynb",
        "--no-browser",
        f"--port={port}",
        f"--Voila.ip={ip}",
        "--Voila.port_retries=0",
        "--Voila.config_file_paths=.",
        f"--Voila.connection_dir_root={scratch}",
        "--Voila.log_level=ERROR",
    ]


def port_problem(port: int, ip: str) -> str | None:
    """One sentence why the page cannot be served at this port, or None."""
    if not 1 <= port <= 65535:
        return f"{port} is not a port: choose a number from 1 to 65535."
    with socket.socket() as probe:
        if os.name == "posix":  # a port whose last user has just gone is free, as for the server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except PermissionError:
            return f"Port {port} needs special rights: choose another, as in `make app PORT=9000`."
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return f"{ip} is no address of this machine: leave --ip out, or name one that is."
            other = 9000 if port != 9000 else 9001
            return f"Port {port} is in use: choose another, as in `make app PORT={other}`."
    return None


def main(argv: list[str] | None = None) -> int:
    """Serve the page until interrupted. Returns 1, after one plain sentence, if it cannot."""
    parser = argparse.ArgumentParser(prog="python -m widgets.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"default {PORT}")
    parser.add_argument("--ip", default="127.0.0.1", help="address to listen on")
    options = parser.parse_args(argv)
    problem = port_problem(options.port, options.ip)
    if not problem and not NOTEBOOKS.joinpath("index.ipynb").is_file():
        problem = "notebooks/index.ipynb is not there: run this from a clone of the project."
    if problem:
        print(problem, file=sys.stderr)
        return 1
    assets.make(say=lambda line: print(line, flush=True))
    with tempfile.TemporaryDirectory(prefix="handover-") as scratch:
        os.environ.update(environment(scratch))  # before Voila is imported: it looks them up then
        os.chdir(NOTEBOOKS)
        from voila.app import Voila

        # Jupyter's keep-alive counts in milliseconds and Tornado's in seconds; Tornado says so at
        # each connection. Obeying it (equal times) would cut every quiet page off after a minute.
        quiet = logging.getLogger("tornado.general")
        quiet.addFilter(lambda record: "websocket_ping_timeout" not in record.getMessage())

        print(
            f"The Handover is at http://{options.ip}:{options.port}/ (Ctrl-C ends it).", flush=True
        )
        Voila.launch_instance(arguments(options.port, options.ip, scratch))
    return 0
