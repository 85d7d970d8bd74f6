"""The server: Voila's machinery for kernels and widgets behind addresses of our own choice."""

import asyncio
import errno
import logging
import os
import socket
import sys
from pathlib import Path

import tornado.ioloop
from tornado import web
from traitlets import Bool, Unicode, default
from voila.app import Voila

from widgets import words
from widgets.serve import Ended, log, on_ending
from widgets.serve.http import assets, guard, pages
from widgets.serve.http.answers import Desk
from widgets.serve.http.document import Document, files
from widgets.serve.http.server import Server
from widgets.serve.http.site import Site
from widgets.serve.http.static import Store
from widgets.serve.kernel import kernels, live
from widgets.serve.kernel.voila_files import VoilaFiles
from widgets.serve.launch import listening, say
from widgets.tables.package import Tables, load

PICTURE = Path(__file__).parent / "http" / "preview.png"  # what other sites show of a link
BODY_BYTES = 64 * 1024
HEADER_BYTES = 80 * 1024  # addresses of up to about 60 kB are answered with a page
IDLE_CONNECTION_S = 120
BODY_S = 20  # to send a request's body
END_S = 3
WATCH_MS = 1000


class Launcher(Voila):
    """Voila without its pages: our page, and live kernels for it."""

    source = Unicode("", config=True, help="The notebook, or the folder of notebooks.")
    watch = Bool(False, config=True, help="Run a notebook again when its file changes.")
    strict = Bool(False, config=True, help="Refuse to start if a cell of a notebook fails.")
    trust_proxy = Bool(False, config=True, help="Believe a proxy's X-Forwarded headers.")
    public_url = Unicode("", config=True, help="Where readers find the page.")

    @default("log")
    def _own_log(self) -> logging.Logger:
        return guard.LOG

    def get_default_logging_config(self) -> dict:
        """None: what is logged is written by `log`."""
        return {"version": 1, "incremental": True}

    def page_handlers(self) -> list[tuple]:
        """The handlers of the page itself, asked first: (path below the base URL, class, ...)."""
        return pages.handlers(self.site)

    def open(self) -> None:
        """Load the tables, make the page's files and compute its first view; raises DataError."""
        base = self.base_url
        self.store = Store()
        self.voila_files = VoilaFiles(self.store, base)
        head = assets.head(self.store, base)
        self.document = Document(
            base=base,
            **head,
            **files(self.store, base),
            picture=base + self.store.add("preview.png", PICTURE.read_bytes()),
            public_url=self.public_url,
            watch=self.watch,
        )
        tables = load().check()
        self.site = Site(
            Path(self.source),
            tables,
            self.document,
            whole_plotly=self._whole_plotly,
            is_live=self.kernel_manager.seats > 0,
            desk=self.desk(tables),
        )
        self.site.make(self.strict)
        self.kernel_manager.zygote.version = self.site.desk.version

    def desk(self, tables: Tables) -> Desk:
        """What the answers of all pages share."""
        return Desk(tables)

    def _whole_plotly(self) -> str:
        """Where all of plotly.js is, for figures that are made by hand."""
        whole = assets.plotly_js().read_bytes()
        return self.base_url + self.store.add("plotly.js", whole, quality=5)

    def live_handlers(self) -> list[tuple]:
        """All that a live page asks for."""
        kernel = rf"/api/kernels/{kernels.KERNEL_ID}"
        return [
            (r"/((?:[\w%.~-]{1,120}/){0,8})live", live.LiveHandler, {"launcher": self}),
            (kernel, kernels.KernelHandler),
            (rf"{kernel}/channels", kernels.ChannelsHandler),
            (rf"/voila/api/shutdown/{kernels.KERNEL_ID}", kernels.FarewellHandler),
        ]

    def init_settings(self) -> dict:
        """Voila's settings, and those that Tornado reads when the application is built."""
        settings = super().init_settings()
        settings |= {
            "log_function": log.request,
            "default_handler_class": guard.guarded(guard.NotFound),
            "kernel_websocket_connection_class": kernels.Channels,
            "websocket_max_message_size": kernels.MESSAGE_BYTES,
        }
        return settings

    def init_handlers(self) -> list[tuple]:
        """Ours first; nothing of Voila's that a live page does not need."""
        handlers = [
            *self.page_handlers(),
            *self.live_handlers(),
            *self.identity_provider.get_handlers(),
        ]
        last = pages.last_handlers(self.site)
        base = self.server_url.rstrip("/")
        below = [(f"{base}{path}", *more) for path, *more in handlers]
        files = [*self.store.handlers(self.server_url), *self.voila_files.handlers()]
        if base:
            below.append((base, web.RedirectHandler, {"url": f"{base}/"}))
        below_all = [(f"{base}{path}", *more) for path, *more in last]
        every = below + files + below_all
        return [(path, guard.guarded(handler), *more) for path, handler, *more in every]

    def application(self) -> web.Application:
        """All that is answered; raises DataError."""
        self.connection_dir = self.connection_dir_root
        settings = self.init_settings()
        self.open()
        settings |= {
            "document": self.document,
            "guesses": guard.guesses(),
            "handover_voila_config": self.voila_files.page_config(),
            "handover_voila_scripts": self.voila_files.scripts(),
        }
        self.app = web.Application(**settings)
        self.app.add_handlers(".*$", self.init_handlers())
        self.page_config = live.page_config(self, self.app.settings)
        return self.app

    def start(self) -> None:
        """Serve until told to end."""
        self.application()
        self.listen()

    def bind(self) -> None:
        """Listen at the one port asked for, on the running loop. Raises OSError."""
        self.server = Server(
            self.app,
            xheaders=self.trust_proxy,
            max_body_size=BODY_BYTES,
            max_header_size=HEADER_BYTES,
            idle_connection_timeout=IDLE_CONNECTION_S,
            body_timeout=BODY_S,
        )
        self.server.add_sockets(listening(self.port, self.ip))

    def _url(self, ip: str) -> str:
        """What is printed for an address to listen at."""
        if ip == "::":
            ip = socket.gethostname()
        return super()._url(f"[{ip}]" if ":" in ip else ip)

    def listen(self) -> None:
        """Listen, say so, and run."""
        self.ioloop = tornado.ioloop.IOLoop.current()
        try:
            self.bind()
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is in use" if taken else "cannot be listened on"
            print(f"Port {self.port} {why}: choose another.", file=sys.stderr)
            self.exit(1)
        on_ending(self._handle_signal_stop)
        self.site.make_others()
        if self.watch:
            tornado.ioloop.PeriodicCallback(self._refresh, WATCH_MS).start()
        if self.kernel_manager.seats and self.site.has_live:
            self.ioloop.add_callback(self._warm)
        say(f"The Handover is at {self.display_url} (Ctrl-C ends it).")
        self.ioloop.start()

    async def _refresh(self) -> None:
        """Run again what somebody has just saved."""
        for name in await asyncio.to_thread(self.site.refresh):
            say(words.message("serve-ran-again", name=name))

    async def _warm(self) -> None:
        """Have a process to fork kernels from before the first reader wants one."""
        try:
            await self.kernel_manager.zygote.start()
        except kernels.fork.NoFork as reason:
            self.log.warning("Kernels start as processes of their own: %s", reason)
        except kernels.fork.OtherVersion:
            self.log.warning("The disk has changed since the start: no kernels until a restart.")

    def _handle_signal_stop(self, number: int, frame: object) -> None:
        """The first signal ends everything in order, a second one at once."""
        if not hasattr(self, "server"):  # nothing is served yet
            raise Ended(0)
        on_ending(lambda *_: os._exit(1))
        self.ioloop.add_callback_from_signal(self._end)

    async def _end(self) -> None:
        self.server.stop()
        try:
            async with asyncio.timeout(END_S):
                await self.kernel_manager.shutdown_all()
        except Exception:
            self.log.exception("Not every kernel could be ended in order.")
        finally:
            self.kernel_manager.zygote.end()  # whatever it forked ends with it
            self.ioloop.stop()
