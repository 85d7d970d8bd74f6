"""A kernel for a page that is there already: it runs the notebook and says how to join it."""

import asyncio
import os
import re
import uuid
from pathlib import Path

import nbformat
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from nbclient.exceptions import CellExecutionError
from voila.execute import VoilaExecutor
from voila.utils import get_page_config

from widgets.serve.http.clients import client_of
from widgets.serve.http.guard import SameOrigin
from widgets.serve.kernel.fork import OtherVersion
from widgets.serve.kernel.kernels import NoSeat
from widgets.words.messages import message

QUERY_CHARACTERS = 8192
_QUERY = re.compile(r"[!-~]*")  # printable and without a space, as browsers send it
START_S = 60
ASK_AGAIN_S = 0.2
COSTS_S = 0.25  # of a client's budget: what a kernel's start takes
RETRY_S = 30
WIDGET = "application/vnd.jupyter.widget-view+json"
SHOWN = ("display_data", "execute_result")
FULL, NONE, OTHER, NOTHING_LIVE, FAILED, LONG = (
    message(f"live-{name}") for name in ("full", "none", "other", "nothing", "failed", "long")
)


def cells_of(path: Path) -> nbformat.NotebookNode:
    """The cells of a notebook for one run to write to."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def displayed(notebook: nbformat.NotebookNode) -> list[dict]:
    """The widgets that cells have displayed, with their places on the page, for Voila's script."""
    found = []
    for number, cell in enumerate(notebook.cells, 1):
        outputs = cell.outputs if cell.cell_type == "code" else []
        shown = [o for o in outputs if o.output_type in SHOWN and WIDGET in o.data]
        for count, output in enumerate(shown):
            output["trusted"] = True
            output["data"] = {WIDGET: output.data[WIDGET]}  # its text is for who has no widgets
            found.append({"place": f"{number}.{count}", "output": output})
    return found


async def listening(client: AsyncKernelClient) -> None:
    """Wait until the kernel answers and its output is heard; the client's own wait takes 0.2 s."""
    while True:
        asked = client.kernel_info()
        try:
            async with asyncio.timeout(ASK_AGAIN_S):
                await client.get_shell_msg(timeout=None)
                while True:
                    message = await client.get_iopub_msg(timeout=None)
                    state = message["content"].get("execution_state")
                    if state == "idle" and message["parent_header"].get("msg_id") == asked:
                        return
        except TimeoutError:  # the first answers may have come before anyone listened
            continue


class LiveHandler(SameOrigin, JupyterHandler):
    """`POST live`, its body the page's query string: a kernel with that page, or one sentence."""

    _turns = asyncio.Semaphore(os.cpu_count() or 1)  # one after the other is sooner for all

    def initialize(self, launcher: object) -> None:
        """`launcher` gives the notebooks and Voila's settings."""
        self.launcher = launcher
        self.gone = False
        self.address = self.request.remote_ip or ""

    def on_connection_close(self) -> None:
        """The reader has left while the kernel was being made."""
        self.gone = True

    def refuse(self, status: int, sentence: str, retry_s: int | None = None, **more: str) -> None:
        """No kernel, in one sentence; `retry_s` is when to ask again, None for never."""
        self.set_status(status)
        if retry_s:
            self.set_header("Retry-After", str(retry_s))
        self.finish({"sentence": sentence, "retry_s": retry_s, **more})

    async def post(self, path: str) -> None:
        """Answers config, outputs, scripts and kernelId."""
        found = self.launcher.site.find(path)
        page = found[0] if found and not found[1] else None
        if page is None or page.manuscript is None or not page.manuscript.is_live:
            return self.refuse(404, NOTHING_LIVE)
        query = self.request.body.decode("latin-1").removeprefix("?")
        if len(query) > QUERY_CHARACTERS or not _QUERY.fullmatch(query):
            return self.refuse(400, LONG)
        if not self.kernel_manager.seats:
            return self.refuse(503, NONE)
        if problem := self.kernel_manager.problem():
            self.log.error(problem)
            return self.refuse(503, FAILED, RETRY_S)
        if not self.kernel_manager.has_seat(self.address):
            return self.refuse(503, FULL, RETRY_S)
        budget, client = self.launcher.site.desk.turns.budget, client_of(self.address)
        budget.check(client)
        budget.spend(client, COSTS_S)
        async with self._turns:
            if not self.gone:
                await self.start(page.file, query)

    async def start(self, file: Path, query: str) -> None:
        """Take a seat, run the notebook, answer."""
        kernels, kernel_id = self.kernel_manager, None
        try:
            async with asyncio.timeout(START_S):
                env = {"HANDOVER_SERVED": "1", "QUERY_STRING": query}
                kernel_id = await kernels.start_kernel(self.address, cwd=str(file.parent), env=env)
                outputs = await self.run(kernel_id, file)
            if not self.gone:
                self.finish(self.answer(kernel_id, outputs))
        except NoSeat:
            self.refuse(503, FULL, RETRY_S)
        except OtherVersion:
            self.refuse(503, OTHER, RETRY_S)
        except OSError:
            self.log.error(kernels.trouble)
            self.refuse(503, FAILED, RETRY_S)
        except Exception:
            error_id = uuid.uuid4().hex[:8]
            self.log.exception("Error %s: the notebook did not run.", error_id)
            if kernel_id:
                await kernels.shutdown_if_there(kernel_id)
            self.refuse(500, FAILED, RETRY_S, id=error_id)
        if self.gone and kernel_id:
            await kernels.shutdown_if_there(kernel_id)

    async def run(self, kernel_id: str, file: Path) -> list[dict]:
        """Run the notebook in the kernel; a cell that fails there is missing on the page."""
        manager = self.kernel_manager.get_kernel(kernel_id)
        notebook = cells_of(file)
        executor = VoilaExecutor(
            notebook, km=manager, config=self.launcher.config, show_tracebacks=True
        )
        executor.kc = client = manager.client()
        client.start_channels(stdin=False, hb=False, control=False)
        client.allow_stdin = False
        try:
            await listening(client)
            for index, cell in enumerate(notebook.cells):
                if self.gone:
                    break
                if cell.cell_type == "code":
                    try:
                        await executor.execute_cell(cell, None, index, store_history=False)
                    except CellExecutionError as error:
                        where = f"{file.name}, cell {index + 1}"
                        cause = f"{error.ename}: {error.evalue}"
                        self.log.error("%s failed in a kernel: %s", where, cause)
        finally:
            client.stop_channels()
        return displayed(notebook)

    def answer(self, kernel_id: str, outputs: list[dict]) -> dict:
        """What the page needs to join the kernel."""
        config = {**self.launcher.page_config, "kernelId": kernel_id}
        scripts = self.settings.get("handover_voila_scripts") or [
            url_path_join(config["fullStaticUrl"], "voila.js")
        ]
        return {"config": config, "outputs": outputs, "scripts": scripts, "kernelId": kernel_id}


def page_config(launcher: object, settings: dict) -> dict:
    """Voila's settings for its page script, the same for every reader but for the kernel."""
    config = get_page_config(
        base_url=launcher.base_url,
        settings=settings,
        log=launcher.log,
        voila_configuration=launcher.voila_configuration,
    )
    return {**config, **settings.get("handover_voila_config", {})}
