"""nbval compares real numbers: one changed digit in a stored notebook fails, and is named."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def nbval(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--nbval",
            "--nbval-current-env",
            "--rootdir",
            str(folder),
            str(folder),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_a_changed_number_fails_and_the_true_one_passes(tmp_path):
    stored = (ROOT / "notebooks" / "index.ipynb").read_text(encoding="utf-8")
    true, changed = tmp_path / "true", tmp_path / "changed"
    for folder, text in ((true, stored), (changed, stored.replace("64.6169", "64.6168", 1))):
        folder.mkdir()
        (folder / "index.ipynb").write_text(text, encoding="utf-8")
    assert "64.6169" in stored
    good, bad = nbval(true), nbval(changed)
    assert good.returncode == 0, good.stdout
    assert bad.returncode == 1 and "1 failed" in bad.stdout
    assert "64.6168" in bad.stdout
