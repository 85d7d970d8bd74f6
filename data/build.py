"""Build our tables from a folder of source files: read, check, shape, validate, compare, replace.

    python data/build.py [folder | --source folder] [--out data] [--check | --yes]

The folder is ../shared beside the project unless another is named. Prints what changes against the
tables in place and replaces them only if every check passes: all of them or none.
Exit status: 0 built (or nothing to do), 1 a check or the replacing failed, 2 wrong arguments.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from builder import (  # noqa: E402
    changes,
    checks_aid,
    checks_claims,
    checks_coordination,
    checks_events,
    checks_promises,
    checks_us,
    package,
    read,
    replace,
    shape,
    shape_claims,
    shape_us,
)
from builder.read import Frames  # noqa: E402

T = TypeVar("T")


class Refused(Exception):
    """The sources do not pass; args are the sentences."""


def main(arguments: list[str] | None = None) -> int:
    """Run the build; returns the exit status."""
    options = parse(arguments)
    if not options.source.is_dir():
        print(
            f"error: {options.source}: there is no such folder; name the folder of source files, "
            "as in make data SOURCE=folder. No table was changed.",
            file=sys.stderr,
        )
        return 1
    try:
        build(options.source, options.out, options.editor, preview_only=options.check)
    except Refused as refused:
        for sentence in refused.args:
            print(f"error: {sentence}", file=sys.stderr)
        print("No table was changed.", file=sys.stderr)
        return 1
    except OSError as error:
        place, reason = error.filename or options.out, error.strerror or error
        print(f"error: {place}: {reason}; the old tables are in place.", file=sys.stderr)
        return 1
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("folder", type=Path, nargs="?", help="folder of source files")
    source.add_argument("--source", type=Path, help="the same, as an option")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of our tables")
    parser.add_argument(
        "--editor", type=Path, default=HERE / "editor", help="folder of our own input files"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--check", action="store_true", help="check and preview only, replace nothing"
    )
    mode.add_argument(
        "--yes", action="store_true", help="replace after the preview (the default, for scripts)"
    )
    options = parser.parse_args(arguments)
    options.source = options.source or options.folder or HERE.parent / ".." / "shared"
    return options


def build(source: Path, out: Path, editor: Path, preview_only: bool = False) -> None:
    """One run; raises Refused if a check fails and OSError if files cannot be written."""
    say(f"Reading {len(read.INPUTS)} input files")
    data = passed(*read.read_all(source, editor))
    say(f"Checking {len(data['explorer'])} rows of aid and {len(data['events'])} events")
    tables = shaped(data)
    descriptor = passed(*package.read_descriptor(editor))
    passed(descriptor, package.unknown_sources(descriptor, tables["sources"]))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".tables-new-", dir=out) as folder:
        new = Path(folder)
        names = package.write_all(new, tables, descriptor, shape.release(data))
        if replace.restore(out, names):
            say("An earlier run stopped while replacing; the tables from before it are back")
        say(f"Validating {len(names) - 1} tables with Frictionless")
        passed(names, package.invalid(new))
        preview(new, out, descriptor, data)
        finish(new, out, names, preview_only)


def shaped(data: Frames) -> Frames:
    """Our tables of the input files; raises Refused if a check fails, before or after."""
    passed(data, check(data))
    tables = shape.tables(data) | shape_claims.tables(data) | shape_us.tables(data)
    passed(tables, list(checks_events.finished(tables["events"])))
    return passed(tables, list(checks_coordination.finished(data, tables["events"])))


def check(data: Frames) -> list[str]:
    """All sentences of all checks on the input files."""
    every = [
        *checks_aid.CHECKS,
        *checks_events.CHECKS,
        *checks_claims.CHECKS,
        *checks_coordination.CHECKS,
        *checks_promises.CHECKS,
        *checks_us.CHECKS,
    ]
    return [sentence for one in every for sentence in one(data)]


def passed(value: T, problems: list[str]) -> T:
    """The value, if there are no problems."""
    if problems:
        raise Refused(*problems)
    return value


def preview(new: Path, out: Path, descriptor: dict[str, Any], data: Frames) -> None:
    """Print what changes."""
    say(f"Changes, with {shape.release(data)['label']}:")
    for line in changes.report(new, out, descriptor):
        say("  " + line)


def finish(new: Path, out: Path, names: list[str], preview_only: bool) -> None:
    """Replace the tables unless they are the same or only a preview was asked for."""
    if all(same(new / name, out / name) for name in names):
        say("The tables are up to date.")
    elif preview_only:
        say("Preview only: every check passed, no table was changed.")
    else:
        replace.replace(new, out, names)
        say(f"Replaced {len(names)} files.")


def same(one: Path, two: Path) -> bool:
    """Whether two files hold the same bytes."""
    return two.exists() and one.read_bytes() == two.read_bytes()


def say(line: str) -> None:
    """Print at once, so that a long run shows progress."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
