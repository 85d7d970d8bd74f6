"""A server whose page is an own document around one kernel: what tests/test_voila_files.py opens.

    python -m tests.voila_page --port=N ...    Voila's options

`/` starts Voila in the page with the joined scripts, `/alone` with every chunk fetched by itself,
`/plain` with Voila's own addresses.
"""

import asyncio
import json
import sys
from pathlib import Path

import nbformat
from jupyter_core.utils import ensure_async
from tornado.web import RequestHandler
from voila.app import Voila
from voila.utils import get_page_config

from widgets.serve.http.static import Store
from widgets.serve.kernel.voila_files import VoilaFiles

CODE = """import anywidget, ipywidgets, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = `pressed ${model.get("n")} times`; };
      button.onclick = () => model.send({ pressed: true });
      model.on("change:n", show);
      show();
      el.append(button);
    } };'''
    n = traitlets.Int(0).tag(sync=True)
counter = Counter()
counter.on_msg(lambda widget, message, buffers: counter.set_trait("n", counter.n + 1))
ipywidgets.VBox([counter, ipywidgets.IntSlider(description="slide")])"""
PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><style>body > #main {{ display: none }}</style>
<body class="jp-Notebook" data-base-url="/voila/" data-voila="voila">
<script id="jupyter-config-data" type="application/json">{config}</script>
<div id="place"><script type="application/vnd.voila.cell-output+json">{output}</script></div>
<script>window.voila_heartbeat = () => {{}};</script>
{scripts}</body></html>"""


async def _output(kernel) -> dict:
    """What CODE displays in a kernel."""
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(60)
    outputs = []
    await client.execute_interactive(
        CODE, store_history=False, output_hook=lambda message: outputs.append(message), timeout=60
    )
    client.stop_channels()
    shown = [m for m in outputs if m["msg_type"] in ("execute_result", "error")]
    return nbformat.v4.output_from_msg(shown[0])


class PageHandler(RequestHandler):
    """The page, with a kernel of its own."""

    def initialize(self, voila: Voila, files: VoilaFiles, alone: VoilaFiles) -> None:
        self._voila, self._files, self._alone = voila, files, alone

    async def get(self, way: str) -> None:
        manager = self._voila.kernel_manager
        kernel_id = await ensure_async(manager.start_kernel(kernel_name="python3"))
        output = await _output(manager.get_kernel(kernel_id))
        config = get_page_config(
            base_url="/",
            settings=self.settings,
            log=self._voila.log,
            voila_configuration=self._voila.voila_configuration,
        )
        if way != "plain":
            config |= self._files.page_config()
        files = self._alone if way == "alone" else self._files
        scripts = files.scripts() if way != "plain" else ["/voila/static/voila.js"]
        self.write(
            PAGE.format(
                config=json.dumps(config | {"baseUrl": "/", "kernelId": kernel_id}),
                output=json.dumps(output | {"metadata": {"trusted": True}}).replace("</", "<\\/"),
                scripts="".join(f'<script src="{address}"></script>' for address in scripts),
            )
        )


class Server(Voila):
    """Voila with PageHandler in front of its own handlers."""

    def init_handlers(self) -> list:
        store, other = Store("cache"), Path("other.json")
        files = VoilaFiles(store)
        other.write_text(json.dumps({"versions": {}, "chunks": []}), encoding="utf-8")
        own = {"voila": self, "files": files, "alone": VoilaFiles(store, record=other)}
        page = (r"/(|alone|plain)", PageHandler, own)
        return [page, *store.handlers(), *files.handlers(), *super().init_handlers()]


if __name__ == "__main__":
    asyncio.set_event_loop(asyncio.new_event_loop())
    sys.exit(Server.launch_instance())
