"""One version of tables and code: the server answers under it, and every kernel is of it."""

import hashlib
from pathlib import Path

from widgets.tables.package import Tables

PACKAGE = Path(__file__).parents[1]
MADE = [PACKAGE / "serve" / name for name in ("share", "cache")]  # of packages, whenever it may be


def files() -> list[Path]:
    """Our code."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*.*"))
        if path.suffix in (".py", ".js", ".css") and not any(map(path.is_relative_to, MADE))
    ]


def code() -> str:
    """A fingerprint of our code as it lies on the disk."""
    digest = hashlib.sha256()
    for path in files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


BEGAN = code()
"""As it lay there when this process began, before it had imported most of it."""


def version_of(tables: Tables, of_code: str = "") -> str:
    """Changes with the tables and with the code: that on the disk, unless one is named."""
    return hashlib.sha256((tables.version + (of_code or code())).encode()).hexdigest()[:10]
