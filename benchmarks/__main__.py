"""`python -m benchmarks`: measure the three servers, print the table, write it as CSV."""

import argparse
import asyncio
import csv
import signal
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks import bench
from benchmarks.figures import aligned, verdicts


def _counts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(text.split(","))
    if unknown := set(parts) - set(bench.Size.parts):
        raise argparse.ArgumentTypeError(f"there is no part {', '.join(sorted(unknown))}")
    return parts


def main() -> int:
    """Returns 1, after one sentence, if there is no browser or a server does not start."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="one load each: a minute or two, to try it")
    add("--loads", type=int, help="loads of each page in each condition")
    add("--readers", type=_counts, help="readers at once, as in 1,5,10,20")
    add("--only", type=_parts, help="some parts, as in loads,steps,readers,memory")
    add("--out", type=Path, default=Path("build/bench"), help="folder for the CSV files")
    options = parser.parse_args()
    size = bench.QUICK if options.quick else bench.Size()
    given = {"loads": options.loads, "readers": options.readers, "parts": options.only}
    size = replace(size, **{name: value for name, value in given.items() if value})
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers end with us
    try:
        figures, machine = asyncio.run(bench.run(size))
    except KeyboardInterrupt:
        print("Interrupted: nothing is written.", file=sys.stderr)
        return 1
    except (FileNotFoundError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    figures.write(options.out / "figures.csv")
    bars = verdicts(figures)
    with (options.out / "bars.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(bars)
    said = f"{machine}\n\n{figures.table()}\n\n{aligned(bars)}\n"
    (options.out / "table.txt").write_text(said, encoding="utf-8")
    print(f"{said}\nWritten to {options.out}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
