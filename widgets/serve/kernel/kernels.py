"""The kernels behind live pages: how many, what a reader may tell them, when they end."""

import asyncio
import contextlib
import json
import os
import re
import sys
import time
import zlib
from collections import Counter
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_server._tz import utcnow
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado import web
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError, WebSocketProtocol, WebSocketProtocol13
from traitlets import Any as AnyTrait
from traitlets import Integer

from widgets.serve import scratch
from widgets.serve.http.clients import OWN, client_of
from widgets.serve.http.guard import SameOrigin
from widgets.serve.kernel import fork

KERNEL_ID = r"(?P<kernel_id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
PROTOCOL = "v1.kernel.websocket.jupyter.org"  # the older ones have no bounds on what they unpack
MESSAGE_BYTES = 256 * 1024
# From one reader: the fastest drag sends 60 a second, of a kilobyte or two.
MESSAGES, MESSAGES_BYTES, MESSAGES_S = 600, 4 << 20, 10
MOST_OPEN = 8  # questions that a kernel has not answered, then the next is not read from the socket
OPEN_S = 60  # so long one of them may take
UNSENT_BYTES = 16 << 20  # of answers that a page does not read
CONNECTIONS = 4  # of one kernel; a page has one, and for a moment two when it reconnects
ABANDONED_S = 60
ALLOWED = ("comm_msg", "comm_close", "comm_open", "comm_info_request", "kernel_info_request")
TARGET = "jupyter.widget.control"  # the only target of a comm that a page opens
UNSENT = ("execute_input", "stream")  # source and printed text are the operator's
_SESSION = re.compile(r"[0-9A-Za-z-]{0,64}")
_ENVIRONMENT = re.compile(
    r"PATH|LANG|LC_\w+|TZ|TMPDIR|SYSTEMROOT|PYTHON\w+|JUPYTER_\w+|IPYTHONDIR"
    r"|HANDOVER_(?!TOKEN)\w+"
    r"|QUERY_STRING"
)


class NoSeat(web.HTTPError):
    """As many kernels as may live, or as a network may have, are alive."""

    def __init__(self) -> None:
        super().__init__(503, "No seat is free.")


class Refused(ValueError):
    """A message that no page of ours sends; its text says why."""


def environment(given: dict[str, str], scratch: str) -> dict[str, str]:
    """What a kernel may know of the server's environment; its home is `scratch`."""
    kept = {name: value for name, value in given.items() if _ENVIRONMENT.fullmatch(name)}
    path = [str(fork.ROOT), *filter(None, [kept.get("PYTHONPATH")])]
    return {
        **kept,
        "HOME": scratch,
        "PYTHONPATH": os.pathsep.join(path),
        "JUPYTER_WIDGETS_ECHO": "0",
    }


def parse(frame: bytes | str) -> tuple[dict, list[bytes]]:
    """The header and the four parts of a message from a page, written anew; raises Refused.

    What is sent on is what was understood here, so the kernel cannot understand it differently.
    """
    if not isinstance(frame, bytes):
        raise Refused("not binary")
    count = int.from_bytes(frame[:8], "little")
    if count != 6:  # channel, header, parent, metadata, content, end: no buffers
        raise Refused("not four parts")
    offsets = [int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, 7)]
    if offsets[0] < 56 or offsets != sorted(offsets) or offsets[-1] > len(frame):
        raise Refused("offsets out of bounds")
    channel, *parts = (frame[a:b] for a, b in pairwise(offsets))
    if channel != b"shell":
        raise Refused("not the shell channel")
    try:
        header, _, metadata, content = (json.loads(part.decode("utf-8")) for part in parts)
    except (ValueError, RecursionError) as error:
        raise Refused("not JSON") from error
    if not all(isinstance(part, dict) for part in (header, metadata, content)):
        raise Refused("not objects")
    header = {
        name: header.get(name)
        for name in ("msg_id", "msg_type", "session", "username", "date", "version")
    }
    if not all(isinstance(value, str) for value in header.values()):
        raise Refused("header")
    if header["msg_type"] not in ALLOWED:
        raise Refused(f"type {header['msg_type'][:40]}")
    _settle(header["msg_type"], content)
    return header, [json.dumps(part).encode() for part in (header, {}, metadata, content)]


def _settle(kind: str, content: dict) -> None:
    """Leave out what a page may not set: a name that begins so is the kernel's, such as `_esm`.

    Raises Refused.
    """
    if kind == "comm_open" and content.get("target_name") != TARGET:
        raise Refused("target of a comm")
    data = content.get("data")
    if isinstance(data, dict) and isinstance(state := data.get("state"), dict):
        data["state"] = {name: value for name, value in state.items() if name[:1] != "_"}


class Channels(ZMQChannelsWebsocketConnection):
    """One page's connection to its kernel: the little that a page needs to say."""

    _window_end, _messages, _bytes = 0.0, 0, 0

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self._open: Counter[str] = Counter()  # by the id of a question
        self._room = asyncio.Event()
        self._room.set()

    def nudge(self) -> asyncio.Future:
        """As Jupyter's; what follows it expects open streams, and a reader may have hung up."""
        nudged = super().nudge()
        nudged.add_done_callback(self._forget_closed)
        return nudged

    def _forget_closed(self, _nudged: asyncio.Future) -> None:
        self.channels = {n: s for n, s in self.channels.items() if not s.closed()}

    async def room(self) -> None:
        """Wait until one more question may be asked."""
        await asyncio.wait_for(self._room.wait(), OPEN_S)

    def _answered(self, parts: list) -> None:
        """Note the end of a question, which the kernel says when it is idle again."""
        header, parent, _, content = map(bytes, parts[:4])
        if b'"status"' in header and b'"idle"' in content:
            self._open -= Counter([json.loads(parent).get("msg_id")])
            if self._open.total() < MOST_OPEN:
                self._room.set()

    def _on_zmq_reply(self, stream: object, msg_list: list) -> None:
        """Send on what a kernel says."""
        if not isinstance(msg_list, list):  # taken apart by Jupyter for a socket that has gone
            return
        if getattr(stream, "channel", "") == "iopub":
            self._answered(msg_list)
        super()._on_zmq_reply(stream, msg_list)

    def handle_incoming_message(self, incoming_msg: bytes | str) -> None:
        """Pass a message on, or not; too many, or one that is none, end the connection."""
        if not self.channels:
            return
        now = time.monotonic()
        if now > self._window_end:
            self._window_end, self._messages, self._bytes = now + MESSAGES_S, 0, 0
        self._messages += 1
        self._bytes += len(incoming_msg)
        if self._messages > MESSAGES or self._bytes > MESSAGES_BYTES:
            self.log.warning("Too many messages from one page.")
            self.websocket_handler.close(1008, "Too many messages.")
            return
        try:
            header, parts = parse(incoming_msg)
        except Refused as reason:
            self.log.warning("Refused a message from a page: %s.", reason)
            self.websocket_handler.close(1008, "Not a message of this page.")
            return
        self._open[header["msg_id"]] += 1
        if self._open.total() >= MOST_OPEN:
            self._room.clear()
        self.session.send_raw(self.channels["shell"], parts)


class Protocol(WebSocketProtocol13):
    """Tornado's, which trusts what a client says of its compression."""

    def _create_compressors(self, *given: Any) -> None:
        try:
            super()._create_compressors(*given)
        except ValueError as error:
            raise web.HTTPError(400, "This compression is none.") from error

    def _handle_message(self, opcode: int, data: bytes) -> Any:
        try:
            return super()._handle_message(opcode, data)
        except zlib.error:
            self.close(1007, "This cannot be unpacked.")
            self._abort()
            return None


class ChannelsHandler(KernelWebsocketHandler):
    """The websocket of a live page."""

    ping_interval = 30  # seconds, as Tornado counts
    ping_timeout = 20

    def get_compression_options(self) -> dict:
        """Widgets' states are text: compressed, at the least cost of memory that zlib has."""
        return {"compression_level": 6, "mem_level": 5}

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """Tornado's, mended."""
        made = super().get_websocket_protocol()
        return made and Protocol(self, False, made.params)

    async def pre_get(self) -> None:
        """Refuse other protocols and a crowd, as HTTP."""
        manager = self.kernel_manager
        manager._check_kernel_id(self.kernel_id)
        if not _SESSION.fullmatch(self.get_argument("session_id", "")):
            raise web.HTTPError(400, "This is no session's id.")
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise web.HTTPError(400, "Only the protocol of the page is spoken here.")
        if len(manager.sockets.get(self.kernel_id, ())) >= CONNECTIONS:
            raise web.HTTPError(429, "This page is connected already.")
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """Connect; Tornado pings by itself, so the older ping of Jupyter is left out."""
        self.set_nodelay(True)  # else an answer waits some 40 ms for more to be sent with it
        self.kernel_manager.sockets.setdefault(kernel_id, set()).add(self)
        await self.connection.connect()

    def on_pong(self, data: bytes) -> None:
        """Nothing to note: Tornado closes the connection when no answer comes."""

    def on_close(self) -> None:
        """Leave the kernel; if it was the last page, the kernel's minute begins."""
        self.kernel_manager.sockets.get(self.kernel_id, set()).discard(self)
        super().on_close()

    async def on_message(self, message: bytes | str) -> None:
        """Pass a message on when there is room; until then nothing more is read."""
        try:
            await self.connection.room()
        except TimeoutError:
            self.close(1008, "The kernel does not answer.")
            return
        if self.connection:  # it may have been left meanwhile
            self.connection.handle_incoming_message(message)

    def write_message(self, message: bytes | dict | str, binary: bool = False) -> object:
        """Send on what is meant for the page; a page that does not read is left."""
        if isinstance(message, bytes):
            start, end = (int.from_bytes(message[i : i + 8], "little") for i in (16, 24))
            if json.loads(message[start:end]).get("msg_type") in UNSENT:
                return None
        if self.unsent > UNSENT_BYTES:
            self.log.warning("A page does not read what its kernel says: its connection ends.")
            self.ws_connection._abort()
        try:
            sent = super().write_message(message, binary)
        except WebSocketClosedError:
            return None
        sent.add_done_callback(lambda done: done.cancelled() or done.exception())  # or it has left
        return sent

    @property
    def unsent(self) -> int:
        """Bytes that wait to be sent."""
        stream = getattr(self.ws_connection, "stream", None)
        return len(getattr(stream, "_write_buffer", None) or ())

    def tell_dead(self) -> None:
        """Say that the kernel has ended, and close."""
        if self.connection and self.ws_connection:
            self.connection._send_status_message("dead")
            self.close(1001, "The kernel has ended.")


class KernelHandler(JupyterHandler):
    """What Voila's page asks about its kernel before it connects."""

    def get(self, kernel_id: str) -> None:
        """Id, name and state; 404 for every id that is not known. Who asks is there."""
        self.kernel_manager.get_kernel(kernel_id).last_activity = utcnow()
        model = self.kernel_manager.kernel_model(kernel_id)
        self.finish({name: model[name] for name in ("id", "name", "execution_state")})


class FarewellHandler(SameOrigin, JupyterHandler):
    """What a page says when it is left."""

    async def post(self, kernel_id: str) -> None:
        """End the page's kernel."""
        await self.kernel_manager.shutdown_kernel(kernel_id)
        self.set_status(204)
        self.finish()


class Specification(KernelSpecManager):
    """One kernel, whatever a notebook or a user's folders name."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Ours."""
        return KernelSpec(
            argv=[sys.executable, "-m", "widgets.serve.kernel.zygote", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": fork.NAME}},
        )


class Kernel(ServerKernelManager):
    """One kernel: killed when it is not wanted any more, for it keeps nothing."""

    def emit(self, schema_id: str, data: dict) -> None:
        """No events: nobody listens, and each kernel would read their schema again."""

    async def shutdown_kernel(self, now: bool = True, restart: bool = False) -> None:
        """End it without a word."""
        await super().shutdown_kernel(now=True, restart=restart)


class Kernels(AsyncMappingKernelManager):
    """All kernels, as many as there are seats."""

    seats = Integer(1, config=True, help="As many kernels may be alive.")
    zygote = AnyTrait()

    def __init__(self, **given: object) -> None:
        given["allowed_message_types"] = list(ALLOWED)
        super().__init__(**given)
        self.kernel_manager_class = f"{__name__}.{Kernel.__name__}"
        self.allow_tracebacks = False
        self.context.set(zmq.MAX_SOCKETS, 32 * (self.seats + 8))  # a kernel takes up to 25
        self.sockets: dict[str, set[ChannelsHandler]] = {}
        self._networks: dict[str, str] = {}  # whose each seat is
        self.trouble = ""  # why the last kernel did not start
        self._lonely_since: dict[str, float] = {}
        if self.zygote is None:
            self.zygote = fork.Zygote()
        factory = KernelProvisionerFactory.instance(parent=self.parent)
        factory.provisioners[fork.NAME] = EntryPoint(
            fork.NAME, f"{fork.__name__}:{fork.ForkProvisioner.__name__}", factory.GROUP_NAME
        )

    def has_seat(self, address: str) -> bool:
        """Whether a seat is free for a client: a network has half of those that others leave it."""
        taken = Counter(self._networks.values())
        if taken.total() >= self.seats:
            return False
        network = client_of(address).network
        others = taken.total() - taken[network]
        return address in OWN or taken[network] < max(1, (self.seats - others) // 2)

    def problem(self) -> str:
        """Why no kernel can be started, or an empty text. A scratch folder that is gone is made."""
        if self.seats:
            try:
                scratch.again(Path(self.connection_dir))
            except OSError as error:
                return (
                    f"No live connection can be made: the scratch folder {self.connection_dir} is "
                    f"gone and cannot be made again: {error.strerror}. A restart makes another."
                )
        return ""

    async def start_kernel(self, address: str = "", **given: object) -> str:
        """Take a seat and start a kernel on it; `env` is filtered. Raises NoSeat, OtherVersion."""
        await self.zygote.ready()
        if not self.has_seat(address):  # no await between the question and the seat
            raise NoSeat
        kernel_id = given["kernel_id"] = self.new_kernel_id()
        self._networks[kernel_id] = client_of(address).network
        try:
            given["env"] = environment({**os.environ, **given.get("env", {})}, self.connection_dir)
            await super().start_kernel(**given)
            self._lonely_since[kernel_id] = time.monotonic()
            self.trouble = ""
            return kernel_id
        except BaseException as error:
            if isinstance(error, OSError):
                self.trouble = (
                    f"The last live connection could not be made: {error.strerror or error} "
                    f"({self.connection_dir}). Make room; the next one that is made clears this."
                )
            self._pending_kernels.pop(kernel_id, None)  # else the end of all would stumble over it
            with contextlib.suppress(Exception):
                await self.shutdown_if_there(kernel_id)
            self._networks.pop(kernel_id, None)
            raise

    def remove_kernel(self, kernel_id: str) -> object:
        """Its seat is free."""
        self._networks.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    async def shutdown_kernel(
        self, kernel_id: str, now: bool = True, restart: bool = False
    ) -> None:
        """End a kernel and tell its page."""
        self._check_kernel_id(kernel_id)
        for socket in list(self.sockets.pop(kernel_id, ())):
            socket.tell_dead()
        self._lonely_since.pop(kernel_id, None)
        await super().shutdown_kernel(kernel_id, now=True, restart=restart)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """Jupyter only forgets a dead kernel; its files and sockets want to be closed too."""
        IOLoop.current().add_callback(self.shutdown_if_there, kernel_id)

    async def shutdown_if_there(self, kernel_id: str) -> None:
        """End a kernel that may have been ended meanwhile."""
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id)

    def notify_connect(self, kernel_id: str) -> None:
        """A page has come."""
        super().notify_connect(kernel_id)
        self._lonely_since.pop(kernel_id, None)

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page has gone."""
        super().notify_disconnect(kernel_id)
        if not self._kernel_connections.get(kernel_id):
            self._lonely_since[kernel_id] = time.monotonic()

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel whose page never came or has left; else as Jupyter does."""
        since = self._lonely_since.get(kernel_id)
        if since is not None and time.monotonic() - since > ABANDONED_S:
            await self.shutdown_if_there(kernel_id)
        elif kernel_id in self:
            await super().cull_kernel_if_idle(kernel_id)


def ipc_fits(folder: str | Path) -> bool:
    """Whether kernels can listen on files in `folder`: on Linux, and 107 characters at most."""
    name = "kernel-00000000-0000-0000-0000-000000000000-ipc-99"
    return sys.platform == "linux" and len(str(Path(folder) / name)) <= 107
