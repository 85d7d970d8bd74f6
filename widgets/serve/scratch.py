"""The server's scratch folder, where its kernels' sockets lie: there while it runs, gone with it.

A server that was killed leaves its folder behind. The system gives up the lock on it, so the next
start can tell it from the folder of a server that lives, and removes it.
"""

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

PREFIX = "handover-"
MARK = ".server"  # in a folder of ours, and of nobody else's whose name begins alike


class Scratch(tempfile.TemporaryDirectory):
    """A folder for `with`. Raises OSError if nothing can be written where it would lie."""

    def __init__(self) -> None:
        _clear(Path(tempfile.gettempdir()))
        super().__init__(prefix=PREFIX, ignore_cleanup_errors=True)
        try:
            _hold(Path(self.name))
        except OSError:
            self.cleanup()
            raise


def again(folder: Path) -> None:
    """Make the folder again if it has been removed; raises OSError if it cannot be."""
    try:
        folder.mkdir(0o700, parents=True)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or not _ours(status):
            raise
    else:
        _hold(folder)


def _ours(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _lock(handle: int) -> None:
    """Lock an open folder for as long as it is open; raises OSError if another has, or none can."""
    try:
        import fcntl
    except ImportError as error:  # Windows
        raise OSError from error
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _hold(folder: Path) -> None:
    """Lock a folder until this process ends, then mark it: a marked one without a lock is left.

    Cleaners of temporary files pass a locked folder by.
    """
    with contextlib.suppress(OSError):
        _lock(os.open(folder, os.O_RDONLY))
    (folder / MARK).write_text(f"{os.getpid():512}", encoding="ascii")  # as large as what will lie


def _clear(parent: Path) -> None:
    """Remove the scratch folders of servers that are gone."""
    for folder in parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if not _ours(folder.lstat()) or not (folder / MARK).is_file():
                continue
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            try:
                _lock(handle)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)
