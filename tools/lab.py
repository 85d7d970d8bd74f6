"""Open the lessons in JupyterLab, which then asks no other host for news or updates.

python tools/lab.py [any option of `jupyter lab`]

Its kernels reload changed modules of this project by themselves, and say in a sentence which cells
to run first where a name is not there yet (`widgets.lessons.plain_errors`).
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
# JupyterLab asks each new user about its news; a class is not asked.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    }
}
EXTENSIONS = ("autoreload", "widgets.lessons.plain_errors")


def command(*options: str) -> list[str]:
    """The command line; it serves the folder that it is started in."""
    return [
        *(sys.executable, "-m", "jupyterlab"),  # this Python's own, whatever the PATH names first
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.default_url=/lab/tree/lessons",
        *options,
    ]


def kernel_argv() -> list[str]:
    """How a kernel is started: this Python, with the extensions above."""
    return [
        *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
        *(f"--InteractiveShellApp.extensions={name}" for name in EXTENSIONS),
        "--InteractiveShellApp.exec_lines=%autoreload 2",
    ]


def write_kernel(folder: Path) -> None:
    """A kernel of the usual name in a folder that Jupyter searches before all others."""
    spec = folder / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    described = {
        "argv": kernel_argv(),
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "metadata": {"debugger": True},
    }
    spec.write_text(json.dumps(described), encoding="utf-8")


def write_settings(folder: Path) -> None:
    """JupyterLab's defaults, in a folder of configuration."""
    path = folder / "labconfig" / "default_setting_overrides.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(SETTINGS), encoding="utf-8")


def environment(folder: Path) -> dict[str, str]:
    """This environment, with our kernel and settings in `folder` found before all others."""
    write_kernel(folder)
    write_settings(folder)

    def first(name: str) -> str:
        return os.pathsep.join([str(folder), *filter(None, [os.environ.get(name)])])

    names = ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH")
    return os.environ | {name: first(name) for name in names}


def main(options: list[str] | None = None, folder: Path = NOTEBOOKS) -> int:
    """Command line; returns JupyterLab's own code. JupyterLab and its kernels end with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # else JupyterLab would outlive it
    with tempfile.TemporaryDirectory(prefix="handover-lab-") as scratch:
        given = sys.argv[1:] if options is None else options
        lab = subprocess.Popen(command(*given), cwd=folder, env=environment(Path(scratch)))
        try:
            return lab.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            lab.terminate()
            lab.wait()


if __name__ == "__main__":
    sys.exit(main())
