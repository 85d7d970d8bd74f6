"""A Verdict: what a Reading, or the sources, say about one statement of the report.

A statement is never stamped true or false: a Verdict carries the computed value, the threshold it
is compared with, the margin, and one sentence; where nothing can be computed it says why.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from widgets.reading.statements import (
    DEPENDS,
    FAILS,
    HOLDS,
    NARROWLY,
    NO_COUNT,
    NOT_COMPUTED,
)
from widgets.tables.package import Tables

if TYPE_CHECKING:
    from widgets.reading.reading import Reading

REPORT = "reuters-report-2024-10-14"
"""The report among the sources."""
SYMBOLS = {
    **{HOLDS: "●", NARROWLY: "●", FAILS: "○"},
    **{DEPENDS: "◐", NOT_COMPUTED: "–", NO_COUNT: "“"},
}


@dataclass(frozen=True)
class Verdict:
    """`status` is a key of WORDS; `value`, `threshold` and `margin` are in `unit`, None where there
    is no number; `shown` is the value as it is printed, `number` the same without a unit that a
    table's heading can name; `sentence` says all of it, and `neutral`
    says it to who has chosen no reading, where the sentence speaks to a reader. It holds for values
    from `least` to `most`, where None is no limit.
    """

    status: str
    sentence: Markup = Markup("")
    shown: str = ""
    value: float | None = None
    threshold: float | None = None
    margin: float | None = None
    unit: str = ""
    least: float | None = None
    most: float | None = None
    neutral: Markup = Markup("")
    number: str = ""

    @property
    def holds(self) -> bool:
        """True if it holds, narrowly or not."""
        return self.status in (HOLDS, NARROWLY)

    @property
    def decided(self) -> bool:
        """True if it holds or does not; else nothing could be computed."""
        return self.holds or self.status == FAILS

    def but(self, **changes: Any) -> "Verdict":
        """The same with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Claim:
    """One statement: a row of the table `claims`, or a reader's own.

    Missing numbers are None, missing texts empty. `quantity(tables, reading)` and `comparison`
    are a reader's own; the report's statements name their `rule` instead.
    """

    claim: str
    order: int
    kind: str
    title: str
    text: str
    author: str
    author_type: str = ""
    start: tuple[date, date] | None = None
    end: tuple[date, date] | None = None
    figure: float | None = None
    unit: str = ""
    tolerance: float | None = None
    narrow: float = 0.0
    restated: float | None = None
    restated_unit: str = ""
    rule: str = ""
    event: str = ""
    closest: str = ""
    closest_why: str = ""
    context: str = ""
    donors: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    quantity: "Callable[[Tables, Reading], float] | None" = None
    comparison: str = ">"

    @property
    def is_counted(self) -> bool:
        """True if there is something to compute: no view, no quotation."""
        return bool(self.rule or self.quantity)


def compared(
    value: float, threshold: float, comparison: str, tolerance: float = 0.0, narrow: float = 0.0
) -> tuple[str, float]:
    """(status, margin) of a number against a threshold.

    `comparison`: > >= < <= or "about" (within `tolerance` of it). The margin is how far the number
    may still move before the status flips, negative where it does not hold. Under `narrow` it
    holds narrowly.
    """
    if comparison == "about":
        margin = tolerance - abs(value - threshold)
    elif comparison in (">", ">="):
        margin = value - threshold
    elif comparison in ("<", "<="):
        margin = threshold - value
    else:
        raise ValueError(f"numbers are compared by >, >=, <, <= or about, not by {comparison!r}")
    holds = margin > 0 or (margin == 0 and comparison not in (">", "<"))
    if not holds:
        return FAILS, margin
    return (NARROWLY if margin < narrow else HOLDS), margin


def not_computed(reason: str | Markup, **more: Any) -> Verdict:
    """No verdict, and one sentence why."""
    return Verdict(NOT_COMPUTED, Markup("{}").format(reason), **more)


@lru_cache(maxsize=4)
def claims_of(tables: Tables) -> dict[str, Claim]:
    """Every statement of the report by id, in its order."""
    return {row["claim"]: _claim(row) for row in tables.claims.to_dict("records")}


def _claim(row: dict) -> Claim:
    text = {name: value if isinstance(value, str) else "" for name, value in row.items()}
    number = {
        name: None if row[name] is None or row[name] != row[name] else float(row[name])
        for name in ("figure", "tolerance", "narrow", "restated")
    }
    return Claim(
        claim=text["claim"],
        order=int(row["order"]),
        kind=text["kind"],
        title=text["title"],
        text=text["claim_reviewed"],
        author=text["author"],
        author_type=text["author_type"],
        start=_days(text, "start"),
        end=_days(text, "end"),
        figure=number["figure"],
        unit=text["unit"],
        tolerance=number["tolerance"],
        narrow=number["narrow"] or 0.0,
        restated=number["restated"],
        restated_unit=text["restated_unit"],
        rule=text["rule"],
        event=text["event"],
        closest=text["closest"],
        closest_why=text["closest_why"],
        context=text["context"],
        donors=_listed(text["donors"]),
        sites=_listed(text["sites"]),
        places=_listed(text["places"]),
        tables=_listed(text["tables"]),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def _days(text: dict[str, str], name: str) -> tuple[date, date] | None:
    if not text[f"{name}_first"]:
        return None
    return date.fromisoformat(text[f"{name}_first"]), date.fromisoformat(text[f"{name}_last"])
