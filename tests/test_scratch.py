"""The scratch folder: of this server alone, and gone when the server is, however it went."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from widgets.serve import scratch
from widgets.serve.scratch import Scratch

HOLD = """import sys
from widgets.serve.scratch import Scratch
with Scratch() as folder:
    print(folder, flush=True)
    sys.stdin.read()"""


@pytest.fixture
def parent(tmp_path, monkeypatch) -> Path:
    """Where scratch folders lie here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def another(parent):
    """A process with a scratch folder of its own, and that folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env={**os.environ, "TMPDIR": str(parent), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process, Path(process.stdout.readline().strip())
        process.kill()


posix = pytest.mark.skipif(os.name != "posix", reason="locks on folders are POSIX's")


@posix
def test_the_folder_of_a_server_that_was_killed_goes_at_the_next_start(parent, another):
    process, left = another
    (left / "kernel.json").write_text("{}")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert left.is_dir()
    with Scratch() as own:
        assert sorted(parent.iterdir()) == [Path(own)]
    assert not Path(own).exists()


@posix
def test_nobody_elses_folder_goes(parent, another):
    _, living = another
    mine = parent / "handover-notes"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    link = parent / "handover-link"
    link.symlink_to(mine)
    (parent / "handover-file").write_text("mine")
    with Scratch():
        assert (living / scratch.MARK).is_file()
        assert (mine / "notes.txt").is_file()
        assert link.is_symlink()
        assert (parent / "handover-file").is_file()


def test_it_is_made_again_for_its_owner_only(parent):
    with Scratch() as name:
        folder = Path(name)
        scratch.again(folder)
        assert (folder / scratch.MARK).is_file()
        (folder / scratch.MARK).unlink()
        folder.rmdir()
        scratch.again(folder)
        assert (folder / scratch.MARK).is_file()
        assert os.name != "posix" or stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_what_another_has_put_in_its_place_is_not_used(parent):
    with Scratch() as name:
        folder = Path(name)
        (folder / scratch.MARK).unlink()
        folder.rmdir()
        elsewhere = parent / "elsewhere"
        elsewhere.mkdir()
        folder.symlink_to(elsewhere)
        with pytest.raises(FileExistsError):
            scratch.again(folder)
        folder.unlink()


@posix
def test_a_folder_made_again_is_held_too(parent):
    with Scratch() as name:
        folder = Path(name)
        (folder / scratch.MARK).unlink()
        folder.rmdir()
        scratch.again(folder)
        with Scratch():
            assert folder.is_dir()
