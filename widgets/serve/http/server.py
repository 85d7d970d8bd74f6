"""The HTTP server: Tornado's, within bounds, whoever the client is and says it is."""

import errno
import logging
import socket
import time
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any
from weakref import WeakKeyDictionary

from tornado import httputil
from tornado.http1connection import HTTP1Connection
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.iostream import IOStream

LOG = logging.getLogger("widgets.serve")
HEADERS_BYTES = 16 * 1024  # without the request line, whose address may be longer
MOST_HEADERS = 100
UNTRUSTED = ("X-Real-Ip", "X-Scheme")  # Tornado believes them too; a proxy may pass on a client's
FORWARDED = "X-Forwarded-For"
PAUSE_S, SAY_S = 1.0, 60.0
READ_S = 30  # so long nothing of an answer need be read
_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Listening(socket.socket):
    """A listening socket that rests for a moment when the system has no room for a connection."""

    _said = -SAY_S

    @classmethod
    def of(cls, other: socket.socket) -> "Listening":
        """The same socket, taken over."""
        made = cls(other.family, other.type, other.proto, fileno=other.detach())
        made.setblocking(False)
        return made

    def accept(self) -> tuple[socket.socket, object]:
        """As a socket does; without room as if nobody had come."""
        try:
            return super().accept()
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            self._rest(error)
            raise BlockingIOError from error

    def _rest(self, error: OSError) -> None:
        loop = IOLoop.current()
        loop.update_handler(self, 0)
        loop.call_later(PAUSE_S, self._go_on)
        if time.monotonic() - self._said >= SAY_S:
            self._said = time.monotonic()
            LOG.error("New connections wait: %s. Allow more open files.", error.strerror)

    def _go_on(self) -> None:
        if self.fileno() >= 0:  # not closed meanwhile
            IOLoop.current().update_handler(self, IOLoop.READ)


class Server(HTTPServer):
    """Bounds what is read of a request before anybody has looked at it, and who does not read."""

    def initialize(self, *given: Any, **more: Any) -> None:
        """Look after connections from now on."""
        super().initialize(*given, **more)
        self._unread: WeakKeyDictionary[IOStream, int] = WeakKeyDictionary()
        self._looks = PeriodicCallback(self._look, 1000 * READ_S)
        self._looks.start()

    def _look(self) -> None:
        """Leave who has taken nothing of an answer since the last time."""
        for connection in list(self._connections):
            stream = connection.stream
            if stream.closed() or not stream.writing():
                self._unread.pop(stream, None)
            elif self._unread.get(stream) == len(stream._write_buffer):
                stream.close()
            else:
                self._unread[stream] = len(stream._write_buffer)

    def stop(self) -> None:
        """Accept no more."""
        self._looks.stop()
        super().stop()

    def add_sockets(self, sockets: Iterable[socket.socket]) -> None:
        """Accept connections."""
        super().add_sockets([Listening.of(sock) for sock in sockets])

    def start_request(
        self, server_conn: object, request_conn: httputil.HTTPConnection
    ) -> httputil.HTTPMessageDelegate:
        """A request begins: its headers are not read yet."""
        assert isinstance(request_conn, HTTP1Connection)
        parse = request_conn._parse_headers
        request_conn._parse_headers = lambda data: parse(_bounded(data))
        return _Nearest(super().start_request(server_conn, request_conn))


def _bounded(data: bytes) -> bytes:
    """Headers as they came; raises HTTPInputError, which ends the connection."""
    rest = data.lstrip(b"\r\n").partition(b"\n")[2]
    if len(rest) > HEADERS_BYTES or rest.count(b"\n") > MOST_HEADERS:
        raise httputil.HTTPInputError("more headers than any page of ours sends")
    return data


def _plain(address: str) -> str:
    """An address as a proxy names it, without a port or brackets; 0.0.0.0 if it names none."""
    host = address.partition("]")[0].lstrip("[") if address[:1] == "[" else address
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        return "0.0.0.0"


class _Nearest(httputil.HTTPMessageDelegate):
    """Passes a request on without the headers that name a client and are not the proxy's."""

    def __init__(self, delegate: httputil.HTTPMessageDelegate) -> None:
        self._delegate = delegate
        self.data_received = delegate.data_received
        self.finish = delegate.finish
        self.on_connection_close = delegate.on_connection_close

    def headers_received(
        self,
        start_line: httputil.RequestStartLine | httputil.ResponseStartLine,
        headers: httputil.HTTPHeaders,
    ) -> object:
        for name in UNTRUSTED:
            headers.pop(name, None)
        if FORWARDED in headers:
            headers[FORWARDED] = _plain(headers[FORWARDED].rpartition(",")[2].strip())
        return self._delegate.headers_received(start_line, headers)
