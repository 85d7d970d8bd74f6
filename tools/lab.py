"""Open the notebooks in JupyterLab, which then asks no other host for news or updates.

python tools/lab.py [any option of `jupyter lab`]
"""

import subprocess
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def command(*options: str) -> list[str]:
    """The command line; it serves the folder that it is started in."""
    return [
        *(sys.executable, "-m", "jupyter", "lab"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        *options,
    ]


def main() -> int:
    """Command line; returns JupyterLab's own code."""
    try:
        return subprocess.run(command(*sys.argv[1:]), cwd=NOTEBOOKS).returncode
    except KeyboardInterrupt:  # Ctrl-C has ended JupyterLab too
        return 0


if __name__ == "__main__":
    sys.exit(main())
