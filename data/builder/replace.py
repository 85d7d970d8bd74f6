"""Replace the tables in place, all of them or none.

The old files are copied to a folder beside them first; new files then take their places one by one,
each by an atomic rename. If anything fails, the copies go back; if the machine stops in between,
the next run puts them back.
"""

import shutil
from pathlib import Path

BACKUP = ".tables-before"


def replace(new_folder: Path, out: Path, names: list[str]) -> None:
    """Move files from new_folder (same filesystem) to out; on failure restore and raise."""
    unfinished = out / (BACKUP + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for name in names:
        if (out / name).exists():
            shutil.copy2(out / name, unfinished / name)
    unfinished.rename(out / BACKUP)  # from here on the copies are known to be complete
    try:
        for name in names:
            (new_folder / name).replace(out / name)
    except BaseException:
        restore(out, names)
        raise
    shutil.rmtree(out / BACKUP)


def restore(out: Path, names: list[str]) -> bool:
    """Put the copies back, drop files that were not there before; returns whether it had to."""
    backup = out / BACKUP
    if not backup.is_dir():
        return False
    for name in names:
        if (backup / name).exists():
            shutil.copy2(backup / name, out / (name + ".part"))
            (out / (name + ".part")).replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)
    shutil.rmtree(backup)
    return True
