"""The measured figures: samples by what, condition and server; their table, ratios and bars."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.servers import NAMES, OURS, STATIC, VOILA


class Row(NamedTuple):
    """One line of the table: the same figure of every server."""

    what: str
    condition: str
    unit: str
    percentile: int


@dataclass
class Figures:
    """Samples in the order in which they were first added."""

    samples: dict[Row, dict[str, list[float]]] = field(default_factory=dict)

    def add(
        self,
        server: str,
        what: str,
        condition: str,
        unit: str,
        values: Iterable[float | None],
        percentile: int = 50,
    ) -> None:
        """Add samples; what could not be measured (None) is left out."""
        known = [float(value) for value in values if value is not None]
        if known:
            row = self.samples.setdefault(Row(what, condition, unit, percentile), {})
            row.setdefault(server, []).extend(known)

    def value(
        self, server: str, what: str, condition: str, percentile: int | None = None
    ) -> float | None:
        """The figure: the row's percentile of its samples, or None if there are none."""
        for row, servers in self.samples.items():
            if (row.what, row.condition) == (what, condition) and server in servers:
                return float(np.percentile(servers[server], percentile or row.percentile))
        return None

    def ratio(self, what: str, condition: str, to: str, of: str = OURS) -> float | None:
        """One server's figure divided by another's, or None."""
        above, below = self.value(of, what, condition), self.value(to, what, condition)
        return above / below if above is not None and below else None

    def table(self) -> str:
        """All figures, a line each, in plain text."""
        head = ["", "condition", "unit", *NAMES.values(), "to static", "to Voila"]
        lines = [head]
        for row in self.samples:
            values = [self.value(server, row.what, row.condition) for server in NAMES]
            ratios = [self.ratio(row.what, row.condition, to) for to in (STATIC, VOILA)]
            lines.append(
                [row.what, row.condition, row.unit, *map(shown, values), *map(_times, ratios)]
            )
        return aligned(lines)

    def write(self, path: Path) -> None:
        """One row a figure, as CSV; `samples`, `least`, `most` say how sure it is."""
        names = ["what", "condition", "server", "value", "unit", "to_static", "to_voila"]
        with path.open("w", newline="", encoding="utf-8") as file:
            lines = csv.writer(file)
            lines.writerow([*names, "samples", "least", "most"])
            for row, servers in self.samples.items():
                for server, samples in servers.items():
                    key = (row.what, row.condition)
                    value = self.value(server, *key)
                    ratios = [self.ratio(*key, to, of=server) for to in (STATIC, VOILA)]
                    numbers = [_short(v, 5) for v in (value, *ratios, min(samples), max(samples))]
                    lines.writerow(
                        [
                            *key,
                            server,
                            numbers[0],
                            row.unit,
                            *numbers[1:3],
                            len(samples),
                            *numbers[3:],
                        ]
                    )


class Bar(NamedTuple):
    """What a figure of ours may be, at most or at least; `to`: as a ratio to this server."""

    what: str
    condition: str
    limit: float
    to: str = ""
    at_least: bool = False


BARS = (
    Bar("first chart", "cold", 1.15, STATIC),
    Bar("interactive", "cold", 1.3, STATIC),
    Bar("interactive", "cold", 0.25, VOILA),
    Bar("step p50, walk", "plain", 1.3, STATIC),
    Bar("step p50, jumps", "plain", 1.3, STATIC),
    Bar("drag, full pictures a second", "plain", 12, at_least=True),
    Bar("drag, last move to its picture", "plain", 200),
    Bar("drag, last picture right", "plain", 1, at_least=True),
    Bar("playback, pictures a second, first run", "plain", 20, at_least=True),
    Bar("memory a reader", "", 1),  # a page or two: noise
    Bar("server CPU a reader", "cold", 0.1),
    Bar("transfer", "cold", 0.65),
    Bar("interactive, median", "10 readers", 1.4, STATIC),
    Bar("layout shift", "cold", 0.02),
    Bar("layout shift", "cold, slow", 0.02),
)


def verdicts(figures: Figures, bars: Iterable[Bar] = BARS) -> list[list[str]]:
    """Each bar, our figure, and whether it is met or by how much it is missed."""
    lines = [["bar", "condition", "limit", "measured", "verdict"]]
    for bar in bars:
        if bar.to:
            value = figures.ratio(bar.what, bar.condition, bar.to)
        else:
            value = figures.value(OURS, bar.what, bar.condition)
        limit = f"{'>=' if bar.at_least else '<='} {bar.limit:g}"
        limit += f" x {NAMES[bar.to]}" if bar.to else ""
        lines.append([bar.what, bar.condition, limit, shown(value), verdict(bar, value)])
    return lines


def verdict(bar: Bar, value: float | None) -> str:
    """Met, missed by how much of the limit, or not measured."""
    if value is None:
        return "not measured"
    if value >= bar.limit if bar.at_least else value <= bar.limit:
        return "met"
    return f"missed by {shown(abs(value - bar.limit))} ({abs(value / bar.limit - 1):.0%})"


def shown(value: float | None) -> str:
    """Three significant digits, no exponent; a dash for what was not measured."""
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else _short(value)


def _short(value: float | None, digits: int = 3) -> str:
    if value is None:
        return ""
    return np.format_float_positional(value, digits, unique=False, fractional=False, trim="-")


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def aligned(lines: list[list[str]]) -> str:
    """Columns of equal width, two spaces between."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
