"""The log: a line of JSON a request, a line a fault and what led to it. Nobody waits for a reader.

Whatever a client has sent stands in one line, without a character that a terminal obeys, and no id
of a kernel stands there whole: who has it could speak to that kernel.
"""

import contextlib
import json
import logging
import queue
import re
import sys
import threading
import time
from typing import TextIO

from tornado import web
from tornado.websocket import WebSocketHandler

MOST_LINES = 2_000  # that wait to be written; more are counted only
MESSAGE_CHARACTERS = 2_000
PATH_CHARACTERS = 200
END_S = 1.0
# Whole, cut, or with something before it; a file's name has twelve such digits and no dash in them.
_ID = re.compile(
    r"(?<![0-9a-f])([0-9a-f]{8})(?:-[0-9a-f]{1,4}(?:-[0-9a-f]*)+|[0-9a-f]{16,})", re.IGNORECASE
)
REQUESTS = logging.getLogger("widgets.serve.requests")
REQUESTS.setLevel(logging.INFO)


def plain(text: str) -> str:
    """The text as one line: what is no letter, digit or sign is written as its escape; ids cut."""
    shown = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return _ID.sub(r"\1", "".join(shown))


class Lines(logging.Formatter):
    """A record as one line; under a fault the lines that led to it, each marked as one of these."""

    def format(self, record: logging.LogRecord) -> str:
        message = plain(record.getMessage()[:MESSAGE_CHARACTERS])
        if record.name == REQUESTS.name:
            return message
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        lines = [f"{at} {record.levelname} {record.name}: {message}"]
        if record.exc_info and record.exc_info[0]:
            trace = self.formatException(record.exc_info)
            lines += [f"  | {plain(line)}" for line in trace.split("\n")]
        return "\n".join(lines)


class Log(logging.Handler):
    """Writes lines to a stream in a thread of its own; what it cannot write in time is counted."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.setFormatter(Lines())
        self._lost = 0
        self._stream = stream
        self._lines: queue.Queue[str | None] = queue.Queue(MOST_LINES)
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Have a line written; never waits."""
        try:
            self._lines.put_nowait(self.format(record))
        except queue.Full:
            self._lost += 1

    def _write(self) -> None:
        while (line := self._lines.get()) is not None:
            if self._lost:
                lost, self._lost = self._lost, 0
                line += f"\n{lost} lines of the log were not written: nobody read them in time."
            with contextlib.suppress(OSError, ValueError):  # its reader has gone
                self._stream.write(f"{line}\n")
                self._stream.flush()

    def close(self) -> None:
        """Write what waits, within a second."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)
        self._thread.join(END_S)
        super().close()


def begin() -> None:
    """Have everything that this process logs or warns of written to stderr."""
    logging.basicConfig(handlers=[Log(sys.stderr)], level=logging.WARNING, force=True)
    logging.captureWarnings(True)


def request(handler: web.RequestHandler) -> None:
    """One line of JSON about an answer: nothing about who asked, nothing that opens a kernel."""
    asked = handler.request
    size = handler._headers.get("Content-Length", "0")
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "method": asked.method,
        "path": asked.path[:PATH_CHARACTERS],
        "status": handler.get_status(),
        "ms": round(1000 * asked.request_time(), 1),
        "bytes": int(size) if size.isdigit() else 0,
        "websocket": isinstance(handler, WebSocketHandler),
    }
    REQUESTS.info("%s", json.dumps(line))
