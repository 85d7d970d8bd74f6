"""Seed faults one at a time and see which tests find them: what nobody finds, no test guards.

python tools/mutants.py [--only ID ...] [--area AREA ...] [--jobs N] [--tree DIR] [--tests FILE]

The faults and the tests that are asked stand in mutants.toml. A copy of the tree is changed, never
the tree. All tests are asked once without a fault, unless they are to be trusted; then a fault is
found when one of them fails, or when they do not end in time. The table is a row longer after each.
`--tree` measures another checkout, `--tests` names the tests where they are called otherwise:
[areas] as in mutants.toml, and [tests] with a list for each fault that has its own.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_suffix(".toml")
TEMPLATE = "widgets/serve/share/voila/templates/handover"
MADE = ("widgets/serve/cache", f"{TEMPLATE}/static/assets", f"{TEMPLATE}/assets.html")
# The same examples each time, and nothing of a fault left for the next one.
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0")
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)
HEAD = "| id | area | file | change | killed by |\n|---|---|---|---|---|\n"
SURVIVED, LATE = "**survived**", "time limit"
running: set[subprocess.Popen] = set()


def chosen(tree: Path, only: list[str], areas: list[str], tests: Path | None) -> list[dict]:
    """The faults asked for, each with all its tests that the tree has, the likeliest first."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    there = tomllib.loads(tests.read_text(encoding="utf-8")) if tests else {}
    own = there.get("tests", {})
    by_area = there.get("areas", listed["areas"])
    known = {fault["id"] for fault in listed["mutant"]} | set(by_area)
    if unknown := {*only, *areas, *own} - known:
        sys.exit(f"mutants.toml knows no {', '.join(sorted(unknown))}.")
    for fault in listed["mutant"]:
        first = own.get(fault["id"], [] if "areas" in there else fault["tests"])
        asked = [path_of(test) for test in dict.fromkeys([*first, *by_area[fault["area"]]])]
        fault["tests"] = [test for test in asked if is_there(test, tree)]
        for test in set(asked) - set(fault["tests"]):
            print(f"{fault['id']}: there is no {test}.", file=sys.stderr)
    wanted = [fault for fault in listed["mutant"] if fault["area"] in (areas or by_area)]
    return [fault for fault in wanted if fault["id"] in (only or known)]


def path_of(test: str) -> str:
    """`test_flows` or `test_board.py::test_x` as pytest takes it."""
    file, colons, name = test.partition("::")
    return f"tests/{file.removesuffix('.py')}.py{colons}{name}" if "/" not in file else test


def is_there(test: str, tree: Path) -> bool:
    """Whether a tree has the file, and in it the function."""
    file, _, name = test.partition("::")
    if not name or not (tree / file).is_file():
        return (tree / file).is_file()
    return f"def {name.partition('[')[0]}(" in (tree / file).read_text(encoding="utf-8")


def copy(tree: Path, folder: Path) -> None:
    """What git tracks, and the page's files that were made: no bytecode, no environment."""
    tracked = ["git", "-C", str(tree), "ls-files", "-z"]
    names = subprocess.run(tracked, check=True, capture_output=True, text=True).stdout.split("\0")
    made = [path for name in MADE for path in (tree / name, *(tree / name).rglob("*"))]
    for path in [*(tree / name for name in filter(None, names)), *made]:
        if path.is_file():
            target = folder / path.relative_to(tree)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    where = run(["-c", "import widgets; print(widgets.__file__)"], folder, 120)[1]
    if str(folder) not in where:
        sys.exit(f"Python takes the package from elsewhere, so no fault would be seen: {where}")


def run(command: list[str], folder: Path, limit_s: float) -> tuple[int | None, str]:
    """Exit status (None beyond the limit) and what was printed; nothing is left running."""
    shutil.rmtree(folder / ".hypothesis", ignore_errors=True)
    # bytecode of the same second and size would hide a fault
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            **{"cwd": folder, "env": env, "stdout": out, "stderr": out},
            start_new_session=True,
        )
        running.add(process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(limit_s)
        status = process.poll()
        end(process)
        running.discard(process)
        out.seek(0)
        return status, out.read()


def end(process: subprocess.Popen) -> None:
    """End a run and what it has started; asked first, so that servers end their kernels."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def seed(fault: dict, folder: Path) -> tuple[Path, str]:
    """Put a fault into the copy; its file and the text before."""
    path = folder / fault["file"]
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if (count := text.count(fault["old"])) != 1:
        sys.exit(f"{fault['id']}: its text stands {count} times in {fault['file']}, not once.")
    path.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    return path, text


def found_by(fault: dict, folder: Path, limit_s: float) -> str:
    """The first test that fails with the fault, or that none does."""
    path, text = seed(fault, folder)
    alone = [test for test in fault["tests"] if "::" in test]  # pytest forgets it beside its file
    whole = [test for test in fault["tests"] if "::" not in test]
    try:
        for tests in filter(None, (alone, whole)):
            status, said = run([*PYTEST, *tests], folder, limit_s)
            if status != 0:
                break
    finally:
        path.write_text(text, encoding="utf-8")
    if not status:
        return SURVIVED if status == 0 else LATE
    if failed := FAILED.search(said):
        return f"`{failed[1]}`"
    sys.exit(f"{fault['id']}: the tests could not be run.\n{said[-2000:]}")


def row(fault: dict, found: str) -> str:
    """A line of the table; the change in one line."""
    was, now = (" ".join(fault[key].split()).replace("|", "\\|") for key in ("old", "new"))
    cells = (fault["id"], fault["area"], fault["file"], f"`{was}` → `{now}`", found)
    return f"| {' | '.join(cells)} |\n"


def measure(faults: list[dict], tree: Path, out: Path, given: argparse.Namespace) -> Counter:
    """Seed every fault, some at a time; (area, whether it survived) -> how many."""
    counts, copies = Counter(), SimpleQueue()
    jobs, limit_s = given.jobs, given.limit

    def one(fault: dict) -> None:
        folder = copies.get()
        try:
            found = found_by(fault, folder, limit_s)
        finally:
            copies.put(folder)
        with out.open("a", encoding="utf-8") as table:
            table.write(row(fault, found))
        print(row(fault, found), end="", flush=True)
        counts[fault["area"], found == SURVIVED] += 1

    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        for folder in (Path(scratch) / str(number) for number in range(jobs)):
            copy(tree, folder)
            copies.put(folder)
        for path, text in (seed(fault, folder) for fault in faults):  # all apply, or none is asked
            path.write_text(text, encoding="utf-8")
        asked = dict.fromkeys(test for fault in faults for test in fault["tests"])
        if not given.trust:
            status, said = run([*PYTEST, *asked], folder, limit_s * len(asked))
        if not given.trust and status != 0:
            sys.exit(f"The tests fail without a fault.\n{said[-2000:]}")
        with ThreadPoolExecutor(jobs) as pool:
            try:
                for done in [pool.submit(one, fault) for fault in faults]:
                    done.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for process in [*running]:
                    end(process)
                raise
    return counts


def main() -> int:
    """0 when every fault is found, 1 when one survived."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--only", nargs="+", default=[], metavar="ID")
    options.add_argument("--area", nargs="+", default=[])
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--tree", type=Path, default=ROOT, help="another checkout")
    options.add_argument("--tests", type=Path, help="how the tests are called there")
    options.add_argument("--out", type=Path, default=ROOT / "build" / "mutants.md")
    options.add_argument("--limit", type=float, default=900, help="seconds for one fault")
    options.add_argument("--trust", action="store_true", help="the tests pass without a fault")
    given = options.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    tree, out = given.tree.resolve(), given.out.resolve()
    faults = chosen(tree, given.only, given.area, given.tests)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(HEAD, encoding="utf-8")
    print(HEAD, end="")
    try:
        counts = measure(faults, tree, out, given)
    except KeyboardInterrupt:
        print(f"Ended; what is known stands in {out}.", file=sys.stderr)
        return 130
    for area in dict.fromkeys(fault["area"] for fault in faults):
        said = f"{counts[area, False]} killed, {counts[area, True]} survived"
        print(f"{area}: {said}", file=sys.stderr)
    return int(any(is_alive for _, is_alive in counts))


if __name__ == "__main__":
    sys.exit(main())
