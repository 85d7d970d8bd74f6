"""Static files: compressed once, named by their content, kept by browsers for good.

An address that carries the hash of its content never changes its meaning, so a browser need not ask
again. Compressed forms lie in a folder between starts; what is served is held in memory, and found
by its name in a dict: no request ever becomes a path.
"""

import contextlib
import gzip
import hashlib
import mimetypes
import os
import re
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import brotli
import tornado.web

FOLDER = Path(__file__).parents[1] / "cache"  # not in git; `make clean` removes it
FOREVER = "public, max-age=31536000, immutable"
SMALL_BYTES = 1_500_000  # above it the last hundredth of compression costs seconds
MIMES = {".js": "text/javascript", ".woff2": "font/woff2", ".woff": "font/woff"}
LEFT_S = 3600
LONGEST_ACCEPT = 300  # of a header that is read
_COMPRESSED_ALREADY = ("font/woff", "image/png", "image/jpeg")


@dataclass(frozen=True)
class Entry:
    """One file as it is sent: its bytes by content coding, best coding first."""

    mime: str
    digest: str
    bodies: dict[str, bytes]


class Shelf(Protocol):
    """Where a StaticHandler finds what it serves."""

    def get(self, name: str) -> Entry | None:
        """The entry of this name, or None."""


class Store:
    """Files by the name `<12 hex digits of their hash>-<name>`, their compressed forms on disk.

    A folder that cannot be read or written costs only the time to compress at each start. With
    `thorough` even big files are made as small as can be: for set-up, where seconds do not matter.
    """

    def __init__(self, folder: str | os.PathLike = FOLDER, thorough: bool = False) -> None:
        self._folder = Path(folder)
        self._thorough = thorough
        self._entries: dict[str, Entry] = {}

    def add(self, name: str, content: bytes, mime: str = "", quality: int | None = None) -> str:
        """Serve `content` from now on; its address, relative to the base URL."""
        entry = self.packed(content, mime or mime_of(name), quality)
        key = f"{entry.digest[:12]}-{name}"
        self._entries[key] = entry
        return f"s/{key}"

    def get(self, name: str) -> Entry | None:
        """The entry of an address without its `s/`, or None."""
        return self._entries.get(name)

    def handlers(self, base_url: str = "/") -> list[tuple]:
        """The tornado handlers that serve this store."""
        return [(re.escape(base_url) + "s/(.*)", StaticHandler, {"shelf": self})]

    def packed(self, content: bytes, mime: str, quality: int | None = None) -> Entry:
        """`content` in all codings, from the folder where it was packed before.

        `quality` is brotli's, 0 to 11: by default 11 up to SMALL_BYTES, above it 10. What is packed
        at another is not kept in the folder.
        """
        digest = hashlib.sha256(content).hexdigest()
        if mime.startswith(_COMPRESSED_ALREADY):
            return Entry(mime, digest, {"identity": content})
        usual = 11 if self._thorough or len(content) <= SMALL_BYTES else 10

        def brotlied() -> bytes:
            level = usual if quality is None else quality
            return brotli.compress(content, mode=brotli.MODE_TEXT, quality=level, lgwin=24)

        def gzipped() -> bytes:
            return gzip.compress(content, 9, mtime=0)

        def kept(suffix: str, unpack: Callable, pack: Callable) -> bytes:
            if quality is not None:
                return pack()
            return self._kept(self._folder / f"{digest[:32]}{suffix}", content, unpack, pack)

        bodies = {
            "br": kept(".br", brotli.decompress, brotlied),
            "gzip": kept(".gz", gzip.decompress, gzipped),
            "identity": content,
        }
        return Entry(mime, digest, bodies)

    def _kept(self, path: Path, content: bytes, unpack: Callable, pack: Callable) -> bytes:
        """What `pack` gives, read from `path` if that holds it whole, else written there."""
        try:
            body = path.read_bytes()
            if unpack(body) == content:
                return body
        except (OSError, EOFError, zlib.error, brotli.error):
            pass  # not there yet, or damaged: made again
        body = pack()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, body)
        except OSError:
            pass  # made again at the next start
        return body


def mime_of(name: str) -> str:
    """The content type of a file by its name; text is UTF-8."""
    mime = MIMES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    mime = mime or "application/octet-stream"
    return f"{mime}; charset=utf-8" if mime.startswith("text/") else mime


def write(path: Path, content: bytes) -> None:
    """Write through a temporary file, so that a reader never sees half of it.

    What a writer that was killed has left an hour ago goes.
    """
    for left in path.parent.glob(".new-*"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < time.time() - LEFT_S:
                left.unlink()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def coding_for(accept: str, offered: list[str]) -> str:
    """Which of the offered content codings, best first, an Accept-Encoding header wants most.

    Without a word about it, `identity` is what is left when nothing else will do.
    """
    wishes = {"identity": 0.0001}
    for part in accept[:LONGEST_ACCEPT].lower().split(","):
        coding, _, parameter = part.partition(";")
        weight = parameter.strip().removeprefix("q=") if parameter else "1"
        try:
            wishes[coding.strip()] = float(weight)
        except ValueError:
            wishes[coding.strip()] = 0.0
    return max(offered, key=lambda coding: wishes.get(coding, wishes.get("*", 0.0)))


class StaticHandler(tornado.web.RequestHandler):
    """Answers GET and HEAD with what the shelf holds under the rest of the address."""

    def initialize(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._etag: str | None = None

    def decode_argument(self, value: bytes, name: str | None = None) -> str:
        """Bytes that are no text are a name that nothing has."""
        return value.decode("utf-8", "replace")

    def get(self, name: str) -> None:
        """The file, in the coding that the browser wants most; 404 if there is none."""
        entry = self._shelf.get(name)
        if entry is None:
            raise tornado.web.HTTPError(404)
        coding = coding_for(self.request.headers.get("Accept-Encoding", ""), [*entry.bodies])
        body = entry.bodies[coding]
        self._etag = f'"{entry.digest[:32]}-{coding}"'
        self.set_header("Content-Type", entry.mime)
        self.set_header("Cache-Control", FOREVER)
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Content-Length", len(body))
        if coding != "identity":
            self.set_header("Content-Encoding", coding)
        self.set_etag_header()
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        if self.request.method != "HEAD":
            self.flush()  # else headers and body are one copy, held for who does not read
        self.finish(body)

    head = get

    def compute_etag(self) -> str | None:
        """Known already, so that no answer is hashed again."""
        return self._etag
