"""What the tests of the server share: a launcher on a small notebook, requests, a raw websocket."""

import contextlib
import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import websocket
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from tests.conftest import ROOT, Server, free_port, running

WIDGET = "application/vnd.jupyter.widget-view+json"
PROTOCOL = "v1.kernel.websocket.jupyter.org"
# No test of these servers looks at the page: its pictures need not be there from the start.
COLD = "from widgets.board import board; board.Board.warm = lambda *_: None\n"
ZYGOTE = f"{COLD}import sys; from widgets.serve.kernel.zygote import main; main(sys.argv[1:])"
SERVE = f"""import sys
from pathlib import Path
from widgets.serve import launch
from widgets.serve.kernel import fork
{COLD}fork.Zygote.command = (sys.executable, "-c", {ZYGOTE!r})
{{before}}
launch.NOTEBOOKS = Path(sys.argv[1])
sys.exit(launch.main(sys.argv[2:]{{launcher}}))"""


def code(source: str) -> nbformat.NotebookNode:
    """A code cell."""
    return nbformat.v4.new_code_cell(source)


def telling(said: str, source: str = "") -> nbformat.NotebookNode:
    """A cell that makes its page a live one: its widget holds what `said`, Python, is by then."""
    lines = (source, "import json, ipywidgets", f"ipywidgets.HTML(json.dumps({said}))")
    return code("\n".join(filter(None, lines)))


SLIDER = code("import ipywidgets\nipywidgets.IntSlider()")
IN_A_KERNEL = "os.environ.get('HANDOVER_SERVED')"
"""True in a reader's kernel, and not where the server itself runs the notebook."""


@contextlib.contextmanager
def serving(
    folder: Path,
    *cells: nbformat.NotebookNode,
    options=(),
    before: str = "",
    launcher: str = "",
    **more: str,
) -> Iterator[Server]:
    """The launcher on a notebook of these cells; `before` is Python that it runs first, `more` are
    environment variables.
    """
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernel})
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "index.ipynb")
    settings = (ROOT / "notebooks" / "voila.json").read_text(encoding="utf-8")
    (folder / "voila.json").write_text(settings, encoding="utf-8")
    port = free_port()
    script = SERVE.format(before=before, launcher=f", launcher={launcher!r}" if launcher else "")
    command = [sys.executable, "-c", script, str(folder), "--port", str(port), *options]
    with running(command, port, folder / "home", **more) as server:
        yield server


@dataclass
class Answer:
    """An answer over HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict:
        """The body read as JSON."""
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(url: str, body: bytes | None = None, method: str | None = None, **headers: str) -> Answer:
    """One request; `Sec_Fetch_Site="x"` is a header. No status is an exception."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=body, method=method, headers=named)
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(request, timeout=60) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read())


def live(server: Server, query: str = "") -> Answer:
    """A page's request for a kernel."""
    return ask(f"{server.url}/live", query.encode(), **{"Sec_Fetch_Site": "same-origin"})


def shown(server: Server, answer: Answer) -> dict:
    """What the last cell that tells something has told, asked of the kernel as a page does."""
    assert answer.status == 200, answer.body
    said = answer.json()
    page = Page(server, said["kernelId"])
    asked = {"method": "request_state"}
    page.send(
        "comm_msg",
        {"comm_id": said["outputs"][-1]["output"]["data"][WIDGET]["model_id"], "data": asked},
    )
    state = page.wait("comm_msg")["data"]["state"]
    page.close()
    return json.loads(state["value"])


class Page:
    """A raw client of a kernel's websocket, saying what it likes."""

    def __init__(self, server: Server, kernel_id: str, query: str = "", **options) -> None:
        self.session = Session(key=b"")
        self.closed: int | None = None
        address = f"{server.url}/api/kernels/{kernel_id}/channels{query}".replace("http", "ws", 1)
        options = {"subprotocols": [PROTOCOL], "suppress_origin": True, "timeout": 15} | options
        self.socket = websocket.create_connection(address, **options)

    def message(self, kind: str, content: dict, **parts) -> dict:
        """A message that has not been sent."""
        return self.session.msg(kind, content) | parts

    def send(self, kind: str, content: dict, channel: str = "shell", **parts) -> str:
        """Send a message as Voila's page does; answers its id."""
        message = self.message(kind, content, **parts)
        frame = serialize_msg_to_ws_v1(message, channel, self.session.pack)
        self.socket.send_binary(frame)
        return message["header"]["msg_id"]

    def receive(self) -> tuple[str, dict, dict] | None:
        """Type, content and parent of the next message; None when the server has closed."""
        try:
            opcode, data = self.socket.recv_data()
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return None
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            self.closed = int.from_bytes(data[:2], "big")
            return None
        _, parts = deserialize_msg_from_ws_v1(data)
        header, parent, _, content = (json.loads(part) for part in parts[:4])
        return header["msg_type"], content, parent

    def wait(self, kind: str) -> dict:
        """The content of the next message of this type."""
        while message := self.receive():
            if message[0] == kind:
                return message[1]
        raise AssertionError(f"The server closed before it sent {kind}.")

    def wait_closed(self) -> int:
        """Read until the server closes; its code."""
        while self.receive():
            pass
        return self.closed

    def close(self) -> None:
        """Leave."""
        self.socket.close()


def until(true: Callable[[], object], seconds: float = 60) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def descendants(server: Server) -> list[psutil.Process]:
    """Every process that the server has started."""
    try:
        return psutil.Process(server.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def zygote(server: Server) -> psutil.Process:
    """The process that kernels are forked from."""
    return psutil.Process(server.pid).children()[0]


def kernels(server: Server) -> list[psutil.Process]:
    """The kernels' processes."""
    parents = psutil.Process(server.pid).children()
    return [kernel for parent in parents for kernel in parent.children()]
