"""The server's application in this process: everything but processes, signals and kernels.

Beside the whole page at `/` it answers each chapter alone at `/<chapter>/`, and some together,
which a browser draws in a fraction of the time.
"""

import asyncio
import contextlib
import os
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path

from tests import reader
from widgets.serve import launch
from widgets.serve.http.answers import Budget, Desk

PAGES = {key: [key] for key in reader.CHAPTERS}
PAGES |= {"report-timeline": ["report", "timeline"], "timeline-flows": ["timeline", "flows"]}
ANYTHING = Budget(a_second=1e3, most_s=1e6)
"""For pages that many tests ask of in turn: they are one client to the server."""


def _launcher(options: list[str], scratch: str, folder: Path):
    os.environ.update(launch.environment(scratch))
    from widgets.serve.app import Launcher

    class Chapters(Launcher):
        """Our server, whose readers may ask anything."""

        def desk(self, tables) -> Desk:
            return Desk(tables, ANYTHING)

    given = launch.parser().parse_args([str(folder), "--seats", "0", *options])
    return Chapters(config=launch.settings(given, scratch))


def _notebooks(folder: Path) -> None:
    """The page, and beside it one notebook a chapter."""
    reader.write(folder / "index.ipynb", *reader.CHAPTERS)
    for name, chapters in PAGES.items():
        reader.write(folder / f"{name}.ipynb", *chapters)


@contextlib.contextmanager
def answering(port: int, *options: str) -> Iterator[str]:
    """The application while the block runs; its address, without a slash at its end."""
    here, before = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notebooks"
        _notebooks(folder)
        try:
            os.chdir(launch.NOTEBOOKS)
            launcher = _launcher(["--port", str(port), *options], scratch, folder)
            launcher.initialize([str(folder / "index.ipynb")])
            launcher.application()
            launcher.site.make_others().join()  # while the working folder is its own
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="server", daemon=True)
        thread.start()

        async def begin() -> None:
            launcher.bind()

        async def end() -> None:
            launcher.server.stop()
            await launcher.server.close_all_connections()

        def on_loop(work: Coroutine) -> None:
            asyncio.run_coroutine_threadsafe(work, loop).result(30)

        on_loop(begin())
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            on_loop(end())
            loop.call_soon_threadsafe(loop.stop)
            thread.join(30)
            loop.close()
