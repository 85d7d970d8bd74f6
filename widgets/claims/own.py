"""A statement of the reader's own: a quantity against a threshold."""

import math
from collections.abc import Callable
from dataclasses import replace

from widgets.claims.claim import Claim
from widgets.claims.rules.aid import NoQuantity, is_number, quantity_of
from widgets.reading.reading import Reading, Refused
from widgets.tables.package import Tables, load
from widgets.words.messages import message

OWN = "own"
COMPARISONS = (">", ">=", "<", "<=", "about")
LONGEST_STATEMENT = 200


def statement(
    text: str,
    quantity: Callable[[Tables, Reading], float],
    comparison: str,
    threshold: float,
    *,
    unit: str = "%",
    narrow: float = 2.0,
    tolerance: float = 0.0,
) -> Claim:
    """A statement of your own, to be shown with the same card: `report.explorer(it)`.

    `quantity(tables, reading)` is a sum of `flows`, such as
    `partial(flows.share_pct, key="Germany", by="donor")`; `comparison` is > >= < <= or "about"
    (within `tolerance`); `narrow` is the margin under which it holds narrowly, in `unit`.
    What is no statement that can be computed has no verdict, and one plain sentence why.

    >>> from widgets import Reading, claims, flows, load
    >>> mine = claims.statement("Europe carries most of it", flows.europe_pct, ">", 50)
    >>> claims.verdict(load(), mine, Reading()).holds
    True
    """
    numbers = {"threshold": threshold, "narrow": narrow, "tolerance": tolerance}
    problem = _problem(text, quantity, comparison, numbers)
    title = str(text).strip().rstrip(".")[:LONGEST_STATEMENT]
    if problem:
        named = title or message("verdicts-own-statement")
        nothing = Claim(OWN, 0, "countable", named, title, message("verdicts-own-author"))
        return replace(nothing, quantity=_none, context=problem)
    return Claim(
        claim=OWN,
        order=0,
        kind="countable",
        title=title,
        text=text.strip(),
        author=message("verdicts-own-author"),
        figure=float(threshold),
        unit=unit,
        tolerance=float(tolerance) or None,
        narrow=float(narrow),
        quantity=quantity,
        comparison=comparison,
        tables=("aid", "commitments", "donors"),
    )


def _none(_tables: Tables, _reading: Reading) -> float:
    """The quantity of what is no statement."""
    return math.nan


def _problem(text: object, quantity: object, comparison: object, numbers: dict) -> str:
    """What is wrong with a statement, in one sentence, or nothing."""
    if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_STATEMENT:
        return message("verdicts-own-text", most=str(LONGEST_STATEMENT))
    if comparison not in COMPARISONS:
        choices = ", ".join(COMPARISONS)
        return message("verdicts-own-comparison", choices=choices, value=repr(comparison))
    for name, value in numbers.items():
        if not is_number(value) or not math.isfinite(value):
            return message("verdicts-own-number", argument=name, value=repr(value))
    if comparison == "about" and not numbers["tolerance"] > 0:
        return message("verdicts-own-tolerance")
    return _problem_of_quantity(quantity)


def _problem_of_quantity(quantity: object) -> str:
    """What is wrong with a quantity: it must give a number for the default Reading."""
    if not callable(quantity):
        return message("verdicts-own-no-function", value=repr(quantity))
    try:
        quantity_of(load(), quantity, Reading())
    except NoQuantity as error:
        return str(error)
    except Refused:
        pass  # it answers some readings, and says so for the others
    return ""
