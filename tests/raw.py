"""HTTP as it is written: what is asked goes out byte for byte, from a client of one's own choice.

A server counts what each client asks, by its address. Where the system has more than one address
of its own (Linux), tests that ask much do so from others than the browser's.
"""

import json
import re
import socket
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

from widgets.serve.http.guard import HEADERS

TIMEOUT_S = 60
UNWANTED = ("server", "set-cookie", "x-powered-by", "via")


def client(number: int) -> str:
    """An address of this machine; on systems that have only one, always that."""
    return f"127.0.0.{number}" if sys.platform == "linux" else "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """Status, headers by their name in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> dict:
        return json.loads(self.body)


def exchange(url: str, sent: bytes, source: str = client(2), timeout_s: float = TIMEOUT_S) -> bytes:
    """All that the server answers until it closes; a connection that it breaks off is its word."""
    parts, received = urlsplit(url), []
    with socket.create_connection((parts.hostname, parts.port), timeout_s, (source, 0)) as link:
        try:
            link.sendall(sent)
            while chunk := link.recv(1 << 16):
                received.append(chunk)
        except (ConnectionResetError, BrokenPipeError):
            pass
    return b"".join(received)


def parsed(received: bytes) -> Answer:
    """The only answer in what a server has sent."""
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.split(": ", 1) for line in lines]
    headers = {name.lower(): value for name, value in pairs}
    assert len(headers) == len(pairs), f"a header twice: {lines}"
    return Answer(int(first.split()[1]), headers, body)


def ask(
    url: str,
    target: str | bytes = "/",
    method: str = "GET",
    body: bytes = b"",
    source: str = client(2),
    **headers: str,
) -> Answer:
    """The answer to one request; a header's name has `_` for `-`."""
    target = target.encode("latin-1") if isinstance(target, str) else target
    given = {"Host": urlsplit(url).netloc, "Connection": "close"}
    given |= {"Content-Length": str(len(body))} if body else {}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items()).encode("latin-1")
    sent = b"%s %s HTTP/1.1\r\n%s\r\n%s" % (method.encode(), target, lines, body)
    return parsed(exchange(url, sent, source))


def stated(page: Answer) -> dict:
    """What a page's script begins with."""
    return json.loads(re.search(r'id="handover-state">(.*?)</script>', page.text)[1])


def version(url: str, **headers: str) -> str:
    """Of the page that is served: its questions must name it."""
    return stated(ask(url, **headers))["version"]


def assert_guarded(answer: Answer) -> Answer:
    """The answer, if it has every header that all answers have, and none that tells too much."""
    for name, value in HEADERS.items():
        assert answer.headers.get(name.lower()) == value, name
    kept = answer.headers["cache-control"]
    assert kept == "no-store" if answer.status >= 400 else kept
    assert not [n for n in answer.headers if n in UNWANTED or n.startswith("access-control-")]
    if answer.status >= 400:
        assert b"Traceback" not in answer.body
        assert b'File "' not in answer.body
    return answer
