"""Voila's scripts and those of the lab extensions in use, as few files that browsers keep.

Voila fetches about 90 small scripts to show one widget. Most are chunks that only push themselves
on a list, so they are joined into one file that is read before `voila.js`. Which chunks a page
needs was recorded from a browser (`tools/voila_chunks.py`) and holds for the recorded versions;
with others, as with a chunk that is not on the list, the browser fetches them one by one.
"""

import hashlib
import json
import re
from importlib import metadata
from pathlib import Path

from jupyter_core.paths import jupyter_path

from widgets.serve.http.static import Entry, StaticHandler, Store, mime_of

EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
)
PACKAGES = ("voila", "jupyterlab_widgets", "anywidget")  # where the chunks come from
RECORD = Path(__file__).parent / "voila_chunks.json"
_QUALITY = 5  # brotli's, for a file that is compressed while a reader waits, and not kept on disk


class VoilaFiles:
    """All static files of Voila and of EXTENSIONS, below an address that changes with them.

    Raises FileNotFoundError, with a sentence, if one of the packages is not installed.
    """

    def __init__(self, store: Store, base_url: str = "/", record: Path = RECORD) -> None:
        self._store = store
        self._paths = _paths()
        self._entries: dict[str, Entry] = {}
        self._url = f"{base_url}v/{_tag(self._paths)}/"
        self._scripts = [f"{self._url}static/voila.js"]
        joined = _joined(self._paths, record)
        if joined:
            self._scripts.insert(0, base_url + store.add("voila-chunks.js", joined))

    def handlers(self) -> list[tuple]:
        """The tornado handlers that serve the files, without the store's own."""
        return [(re.escape(self._url) + "(.*)", StaticHandler, {"shelf": self})]

    def page_config(self) -> dict[str, str]:
        """What Voila's page configuration has to say about where its files are."""
        return {
            "fullStaticUrl": f"{self._url}static",
            "fullLabextensionsUrl": f"{self._url}ext",
        }

    def scripts(self) -> list[str]:
        """The addresses of the scripts that start Voila in a page, to be run in this order."""
        return list(self._scripts)

    def get(self, name: str) -> Entry | None:
        """The entry of `static/…` or `ext/…`, compressed when it is first asked for, or None."""
        if name in self._paths and name not in self._entries:
            content = self._paths[name].read_bytes()
            self._entries[name] = self._store.packed(content, mime_of(name), _QUALITY)
        return self._entries.get(name)


def versions() -> dict[str, str]:
    """The installed versions of the packages that the chunks come from."""
    return {package: metadata.version(package) for package in PACKAGES}


def _found(*below: str) -> Path:
    """The first folder of this name in Jupyter's data folders."""
    for folder in map(Path, jupyter_path(*below)):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{'/'.join(below)} is not installed; run `make setup`.")


def _paths() -> dict[str, Path]:
    """Every static file, by its address below the versioned one."""
    folders = {"static": _found("voila", "templates", "base", "static")}
    for name in EXTENSIONS:
        voilas_own = ["voila"] if name.startswith("@voila") else []
        folders[f"ext/{name}/static"] = _found(*voilas_own, "labextensions", name, "static")
    return {
        f"{address}/{path.name}": path
        for address, folder in folders.items()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def _tag(paths: dict[str, Path]) -> str:
    """A name that changes with any of the files."""
    digest = hashlib.sha256()
    for name, path in paths.items():
        digest.update(f"{name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _joined(paths: dict[str, Path], record: Path) -> bytes | None:
    """The recorded chunks in one script, or None if the record is of other versions.

    Each is a function of its own: one's "use strict" would rule all that follow it.
    """
    recorded = json.loads(record.read_text(encoding="utf-8"))
    if recorded["versions"] != versions() or not paths.keys() >= set(recorded["chunks"]):
        return None
    chunks = (paths[name].read_bytes() for name in recorded["chunks"])
    return b"".join(b"(function(){" + chunk + b"\n})();\n" for chunk in chunks)
