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
from dataclasses import replace
from functools import partial
from pathlib import Path

from widgets.chapters import page
from widgets.serve import launch
from widgets.serve.http.answers import Answers, Budget

PAGES = {key: [key] for key in page.CHAPTERS}
PAGES |= {"report-timeline": ["report", "timeline"], "timeline-flows": ["timeline", "flows"]}
ANYTHING = Budget(a_second=1e3, most_s=1e6)
"""For pages that many tests ask of in turn: they are one client to the server."""


def _page(document, first: str, html, state: dict, problem: str = "") -> str:
    """A page whose links to the first chapter lead to the first that is there."""
    return document.page(html, state, problem).replace('href="#report"', f'href="#{first}"')


def _launcher(options: list[str], scratch: str):
    os.environ.update(launch.environment(scratch))
    from widgets.serve.app import Launcher
    from widgets.serve.http import pages

    class Chapters(Launcher):
        """Our server with a page for each chapter."""

        def page_handlers(self) -> list[tuple]:
            self.answers.budget = ANYTHING
            found = super().page_handlers()
            document = replace(self.document, early={})
            for key, chapters in PAGES.items():
                board = replace(page.BOARD, layout=partial(page.layout, only=chapters))
                shown = partial(_page, document, chapters[0])
                answers = Answers(board, self.answers.tables, shown, ANYTHING)
                found += [(f"/{key}{path}", *more) for path, *more in pages.handlers(answers)]
            return found

    given = launch.parser().parse_args(["--seats", "0", *options])
    return Chapters(config=launch.settings(given, scratch))


@contextlib.contextmanager
def answering(port: int, *options: str) -> Iterator[str]:
    """The application while the block runs; its address, without a slash at its end."""
    here, before = Path.cwd(), dict(os.environ)
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
