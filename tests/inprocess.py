"""The server's application in this process: everything but processes, signals and kernels.

Beside the whole page at `/` it answers each chapter alone at `/<chapter>/`, which a browser draws in
a fraction of the time.
"""

import asyncio
import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from widgets import page
from widgets.serve import launch
from widgets.serve.answers import Answers, Budget

ANYTHING = Budget(a_second=1e3, most_s=1e6)
"""For pages that many tests ask of in turn: they are one client to the server."""


def _launcher(options: list[str], scratch: str):
    os.environ.update(launch.environment(scratch))
    from widgets.serve import pages
    from widgets.serve.app import Launcher

    class Chapters(Launcher):
        """Our server with a page for each chapter."""

        def page_handlers(self) -> list[tuple]:
            found = super().page_handlers()
            document = replace(self.document, early={})
            for key in page.CHAPTERS:
                board = replace(page.BOARD, layout=partial(page.layout, only=[key]))
                answers = Answers(board, self.answers.tables, document.page, ANYTHING)
                found += [(f"/{key}{path}", *more) for path, *more in pages.handlers(answers)]
            return found

    given = launch.parser().parse_args(["--seats", "0", *options])
    return Chapters(config=launch.settings(given, scratch))


@contextlib.contextmanager
def answering(port: int, *options: str) -> Iterator[str]:
    """The application while the block runs; its address, without a slash at its end."""
    here, before = os.getcwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            os.chdir(launch.NOTEBOOKS)
            launcher = _launcher(["--port", str(port), *options], scratch)
            launcher.initialize(["index.ipynb"])
            launcher.application()
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)
        loop = asyncio.new_event_loop()

        async def begin() -> None:
            launcher.bind()

        thread = threading.Thread(target=loop.run_forever, name="server", daemon=True)
        thread.start()
        asyncio.run_coroutine_threadsafe(begin(), loop).result(30)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            loop.call_soon_threadsafe(launcher.server.stop)
            asyncio.run_coroutine_threadsafe(launcher.server.close_all_connections(), loop).result(30)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(30)
            loop.close()
