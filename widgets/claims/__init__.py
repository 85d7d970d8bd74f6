"""Statements under all readings: verdict, grid, what flips it, its course over time, headlines.

Pure functions of (tables, claim, Reading). A teacher's own statement is a Claim like the
report's: `claims.statement(text, quantity, ">", 10)`.
"""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from widgets import words
from widgets.claims.claim import Claim, Verdict, claims_of, compared
from widgets.claims.rules import RULES, Rule, Way
from widgets.claims.rules.aid import (
    BY,
    US,
    NoQuantity,
    before_the_report,
    is_number,
    is_of_arms,
    plain,
    quantity_of,
    row_of,
    windows,
)
from widgets.claims.rules.aid import KINDS as ARMS
from widgets.claims.rules.counted import people_bn
from widgets.claims.shares import lead as lead
from widgets.claims.shares import us_and_europe as us_and_europe
from widgets.claims.shares import us_share as us_share
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refused
from widgets.reading.statements import FAILS, NO_COUNT
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import Tables, load
from widgets.words.messages import message, sentence

Markup = words.Markup
OWN = "own"
COMPARISONS = (">", ">=", "<", "<=", "about")
LONGEST_STATEMENT = 200
VIEWS = {kind: sentence(f"verdicts-none-of-{kind}") for kind in ("view", "quotation")}


def claim_of(tables: Tables, claim: str | Claim) -> Claim:
    """A statement by its id, or as it is.

    >>> from widgets import claims, load
    >>> claims.claim_of(load(), "majority").title
    'The majority of arms'
    """
    return claim if isinstance(claim, Claim) else claims_of(tables)[claim]


def rule_of(claim: Claim) -> Rule | None:
    """How a statement is judged; None for views and quotations.

    >>> from widgets import claims, load
    >>> claims.rule_of(claims.claim_of(load(), "majority")).follows_reading
    True
    """
    return RULES.get("own" if claim.quantity else claim.rule)


def verdict(tables: Tables, claim: str | Claim, reading: Reading, way: str = "") -> Verdict:
    r"""What a Reading says about a statement; a view or quotation gets the reason for no verdict.

    `way` is a place of the grid, as `2.1`, for a statement that no Reading decides.

    >>> from widgets import Reading, claims, load
    >>> claims.verdict(load(), "majority", Reading(last="2024-09")).shown
    '51.3\xa0%'
    """
    claim = claim_of(tables, claim)
    rule = rule_of(claim)
    if rule is not None and (own := chosen(tables, claim, way)):
        return rule.judge(tables, claim, Reading(), own)
    follows = rule is not None and rule.follows_reading
    return _verdict(tables, claim, plain(reading, tables) if follows else Reading())


@lru_cache(maxsize=1024)
def _verdict(tables: Tables, claim: Claim, reading: Reading) -> Verdict:
    rule = rule_of(claim)
    if rule is None:
        return Verdict(NO_COUNT, VIEWS.get(claim.kind) or words.escape(claim.context))
    return rule.verdict(tables, claim, reading)


def chosen(tables: Tables, claim: Claim, way: str) -> Way | None:
    """The way at a place of the grid, as `2.1`; None where a Reading decides, or none is there.

    >>> from widgets import claims, load
    >>> claims.chosen(load(), claims.claim_of(load(), "distance"), "1.1").column
    'within a tenth'
    """
    rule = rule_of(claim)
    if not way or rule is None or rule.sets_reading:
        return None
    ways = rule.ways(tables, claim, Reading())
    wide = len({one.column for one in ways})
    row, column = (int(number) - 1 for number in way.split("."))
    if row >= len(ways) // wide or column >= wide:
        return None
    return ways[row * wide + column]


def closest(tables: Tables, claim: str | Claim) -> tuple[Way, Verdict] | None:
    """The way to count that is closest to the report's words, and its verdict.

    >>> from widgets import claims, load
    >>> way, closest = claims.closest(load(), "majority")
    >>> closest.status
    'narrowly'
    """
    claim = claim_of(tables, claim)
    rule = rule_of(claim)
    if rule is None:
        return None
    if not rule.follows_reading:
        return Way(*rule.closest), verdict(tables, claim, Reading())
    reading, _ = readings.from_query(claim.closest, tables)
    return Way(reading=reading), verdict(tables, claim, reading)


def verdicts(tables: Tables, reading: Reading) -> dict[str, Verdict]:
    """The verdict of every statement of the report, by id, in its order.

    >>> from widgets import Reading, claims, load
    >>> claims.verdicts(load(), Reading())["majority"].status
    'fails'
    """
    return {claim: verdict(tables, claim, reading) for claim in claims_of(tables)}


def counted(tables: Tables, reading: Reading) -> dict[str, int]:
    """How many statements of the report have each status.

    >>> from widgets import Reading, claims, load
    >>> sum(claims.counted(load(), Reading()).values())
    33
    """
    return Counter(one.status for one in verdicts(tables, reading).values())


def changed(tables: Tables, old: Reading, new: Reading) -> list[tuple[Claim, Verdict, Verdict]]:
    """The statements whose verdict or value is another under another Reading.

    >>> from widgets import Reading, claims, load
    >>> [one.claim for one, _, _ in claims.changed(load(), Reading(last="2024-09"), Reading())]
    ['majority']
    """
    before, after = verdicts(tables, old), verdicts(tables, new)
    return [
        (claims_of(tables)[claim], before[claim], one)
        for claim, one in after.items()
        if (one.status, one.shown) != (before[claim].status, before[claim].shown)
    ]


# --- the grid ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    r"""One way to count, its verdict, and whether it is the reader's own or the closest.

    >>> from widgets import Reading, claims, load
    >>> cell = claims.grid(load(), "majority", Reading()).cells[0]
    >>> cell.verdict.shown
    '51.3\xa0%'
    """

    way: Way
    verdict: Verdict
    is_own: bool = False
    is_closest: bool = False


@dataclass(frozen=True)
class Grid:
    """`cells` row by row; the months of the first `before` of the `columns` were over before the
    report. They are computed from today's data: what was revised since is in them.

    >>> from widgets import Reading, claims, load
    >>> grid = claims.grid(load(), "majority", Reading())
    >>> len(grid.rows), len(grid.columns), grid.holding
    (13, 9, 25)
    """

    claim: Claim
    cells: tuple[Cell, ...]
    columns: tuple[str, ...]
    before: int

    @property
    def rows(self) -> list[list[Cell]]:
        """The cells, a list for each row."""
        wide = len(self.columns)
        return [list(self.cells[at : at + wide]) for at in range(0, len(self.cells), wide)]

    @property
    def decided(self) -> list[Cell]:
        """The cells that could be computed."""
        return [cell for cell in self.cells if cell.verdict.decided]

    @property
    def holding(self) -> int:
        """In how many cells the statement holds."""
        return sum(cell.verdict.holds for cell in self.cells)

    @property
    def before_the_report(self) -> list[Cell]:
        """The cells whose months were over before the report, in today's data."""
        columns = self.columns[: self.before]
        return [cell for cell in self.decided if cell.way.column in columns]


def grid(tables: Tables, claim: str | Claim, reading: Reading, way: str = "") -> Grid:
    """Every way to count a statement, side by side. One cell or none where there is one way.

    >>> from widgets import Reading, claims, load
    >>> grid = claims.grid(load(), "majority", Reading())
    >>> len(grid.decided)
    117
    """
    claim = claim_of(tables, claim)
    found = _grid(tables, claim, plain(reading, tables))
    own = chosen(tables, claim, way)
    if own is None:
        return found
    cells = tuple(replace(cell, is_own=_same(cell.way, own)) for cell in found.cells)
    return replace(found, cells=cells)


@lru_cache(maxsize=256)
def _grid(tables: Tables, claim: Claim, reading: Reading) -> Grid:
    rule = rule_of(claim)
    if rule is None:
        return Grid(claim, (), (), 0)
    nearest = closest(tables, claim)[0]  # pyright: ignore[reportOptionalSubscript] - with a rule there is one
    column = rule.closest[1]
    kept = rule.ways_keep(reading)
    mine = _way_of(tables, rule, reading, kept) if rule.follows_reading else None
    if rule.follows_reading:
        nearest = replace(nearest, column=column)
    cells = tuple(
        Cell(
            way,
            one,
            mine is not None and _same(way, mine),
            _same(way, nearest) and bool(claim.closest_why),
        )
        for way, one in _judged(tables, claim, kept)
    )
    columns = tuple(dict.fromkeys(cell.way.column for cell in cells))
    before = before_the_report(tables) if set(columns) == set(windows(tables)) else len(columns)
    return Grid(claim, cells, columns, before)


def _way_of(tables: Tables, rule: Rule, reading: Reading, kept: Reading) -> Way:
    """The way to count that a Reading is: that of the row which counts the same."""
    if rule.is_chosen_by_way:  # its months are its own
        reading = reading.but(first=None, last=None)
    kinds = tuple(dict.fromkeys([*ARMS, kept.kind]))
    return Way(column=rule.closest[1], reading=row_of(tables, reading, kinds))


@lru_cache(maxsize=64)
def _judged(tables: Tables, claim: Claim, reading: Reading) -> list[tuple[Way, Verdict]]:
    """Every way and its verdict."""
    rule = rule_of(claim)
    ways = rule.ways(tables, claim, reading)  # pyright: ignore[reportOptionalMemberAccess] - only who has a rule is judged
    return [(way, rule.judge(tables, claim, reading, way)) for way in ways]  # pyright: ignore[reportOptionalMemberAccess] - as above


def _same(way: Way, other: Way) -> bool:
    if other.reading is not None:
        return way.reading == other.reading and other.column in ("", way.column)
    return (way.row, way.column) == (other.row, other.column)


# --- over time -----------------------------------------------------------------------------


def over_time(tables: Tables, claim: str | Claim, reading: Reading) -> pd.Series:
    """Month -> the value if the window ended with it; empty where a statement has no course.

    For the majority and for a reader's own: under the Reading, from its first month on. For the
    people of NATO's members: on the last day of each month.

    >>> from widgets import Reading, claims, load
    >>> round(float(claims.over_time(load(), "majority", Reading())["2024-09"]), 1)
    51.3
    """
    return _over_time(tables, claim_of(tables, claim), plain(reading, tables).but(last=None))


@lru_cache(maxsize=64)
def _over_time(tables: Tables, claim: Claim, reading: Reading) -> pd.Series:
    if claim.rule == "us_majority":
        counts = is_of_arms(reading) and _has_share(tables, reading)
        values = flows.shares_by_last_month(tables, reading, US, BY) if counts else {}
    elif claim.quantity:
        values = _course(tables, claim, reading)
    elif claim.rule == "population":
        values = {m: people_bn(tables, dates.month_last(m)) for m in tables.months}
    else:
        values = {}
    return pd.Series(values, dtype=float, name=claim.unit)


def _has_share(tables: Tables, reading: Reading) -> bool:
    try:
        flows.share_pct(tables, reading, US, BY)
    except Refused:
        return False
    return True


def _course(tables: Tables, claim: Claim, reading: Reading) -> dict[str, float]:
    values = {}
    for month in flows.window_months(tables, reading):
        try:
            counted = reading.but(last=month).normal(tables)
            values[month] = quantity_of(tables, claim.quantity, counted)  # pyright: ignore[reportArgumentType] - only a reader's own has a course here
        except Refused:
            values[month] = math.nan
    return values


def holding_spans(claim: Claim, course: pd.Series) -> list[tuple[str, str]]:
    """The spans of months in which a course holds: since when, until when.

    >>> from widgets import Reading, claims, load
    >>> claim = claims.claim_of(load(), "majority")
    >>> claims.holding_spans(claim, claims.over_time(load(), claim, Reading()))
    [('2022-07', '2024-01'), ('2024-04', '2024-05'), ('2024-07', '2025-01')]
    """
    spans: list[list[str]] = []
    for month, value in course.dropna().items():
        comparison, tolerance = claim_comparison(claim), claim.tolerance or 0.0
        if compared(value, claim.figure, comparison, tolerance)[0] == FAILS:  # pyright: ignore[reportArgumentType] - what has a course has a figure
            spans.append([])
        else:
            if not spans:
                spans.append([])
            spans[-1].append(month)  # pyright: ignore[reportArgumentType] - labels are months, text
    return [(span[0], span[-1]) for span in spans if span]


def claim_comparison(claim: Claim) -> str:
    """How a statement's value is compared with its figure.

    >>> from widgets import claims, load
    >>> claims.claim_comparison(claims.claim_of(load(), "majority"))
    '>'
    """
    return "about" if claim.tolerance and not claim.quantity else claim.comparison


# --- what flips it -------------------------------------------------------------------------


@dataclass(frozen=True)
class Flip:
    """A change of the Reading after which the verdict is the other; `months` is how far it goes.

    A change of a field rather than of months goes 0 months and stands last.

    >>> from widgets import Reading, claims, load
    >>> flip = claims.flips(load(), "majority", Reading())[0]
    >>> str(flip.sentence.striptags())
    'Counted to January 2025 it holds: 50.3 %.'
    """

    sentence: Markup
    value: float
    months: int
    reading: Reading | None = None


def flips(tables: Tables, claim: str | Claim, reading: Reading) -> list[Flip]:
    """The shortest changes of each sort that flip a verdict under a Reading, shortest first.

    >>> from widgets import Reading, claims, load
    >>> [flip.months for flip in claims.flips(load(), "majority", Reading())]
    [15]
    """
    return _flips(tables, claim_of(tables, claim), plain(reading, tables))


@lru_cache(maxsize=256)
def _flips(tables: Tables, claim: Claim, reading: Reading) -> list[Flip]:
    now = verdict(tables, claim, reading)
    rule = rule_of(claim)
    if rule is None or not rule.follows_reading or not now.decided:
        return []
    found = [
        _one_month_less(tables, claim, reading, now),
        _other_end(tables, claim, reading, now),
        _other_start(tables, claim, reading, now),
    ]
    by_months = sorted((flip for flip in found if flip), key=lambda flip: flip.months)
    return by_months + _other_fields(tables, claim, reading, now)


def _flipped(claim: Claim, value: float, now: Verdict) -> bool:
    if math.isnan(value):
        return False
    status, _ = compared(value, claim.figure, claim.comparison, claim.tolerance or 0.0)  # pyright: ignore[reportArgumentType] - what can flip has a figure
    return (status == "holds") != now.holds


def _flip_says(now: Verdict, how: str, **values: str) -> Markup:
    return sentence(f"verdicts-flip-{'fails' if now.holds else 'holds'}-{how}", **values)


def _one_month_less(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> Flip | None:
    if claim.rule != "us_majority" or readings.imputes(reading, tables):
        return None
    values = flows.shares_without_a_month(tables, reading, US, BY)
    values = values[[_flipped(claim, value, now) for value in values]]
    if values.empty:
        return None
    month = (values - now.value).abs().idxmax()
    said = _flip_says(now, "without", month=words.month_name(month), value=words.pct(values[month]))
    return Flip(said, float(values[month]), 1)


def _other_end(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> Flip | None:
    """The nearest last month with which the verdict is the other."""
    course = over_time(tables, claim, reading)
    months = list(course.index)
    last = reading.window(tables)[1]
    if last not in months:
        return None
    at = months.index(last)
    near = sorted((abs(i - at), i) for i, v in enumerate(course) if _flipped(claim, v, now))
    if not near:
        return None
    distance, i = near[0]
    other = reading.but(last=months[i]).normal(tables)
    return _moved(tables, claim, other, now, distance, "to", months[i])


def _other_start(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> Flip | None:
    """The nearest first month with which the verdict is the other."""
    first, _ = reading.window(tables)
    if claim.rule == "us_majority":
        values = dict(flows.shares_by_first_month(tables, reading, US, BY))
    else:
        values = _starts(tables, claim, reading)
    months = list(values)
    if first not in months:
        return None
    at = months.index(first)
    near = sorted((abs(i - at), i) for i, m in enumerate(months) if _flipped(claim, values[m], now))
    if not near:
        return None
    distance, i = near[0]
    other = reading.but(first=months[i]).normal(tables)
    return _moved(tables, claim, other, now, distance, "from", months[i])


def _starts(tables: Tables, claim: Claim, reading: Reading) -> dict[str, float]:
    last = reading.window(tables)[1]
    values = {}
    for month in [m for m in tables.months if m <= last]:
        one = verdict(tables, claim, reading.but(first=month).normal(tables))
        values[month] = math.nan if one.value is None else one.value
    return values


def _moved(
    tables: Tables,
    claim: Claim,
    other: Reading,
    now: Verdict,
    months: int,
    end: str,
    month: str,
) -> Flip | None:
    one = verdict(tables, claim, other)
    if not one.decided:
        return None
    said = _flip_says(now, end, month=words.month_name(month), value=one.shown)
    return Flip(said, one.value, months, other)  # pyright: ignore[reportArgumentType] - a decided verdict has a value


def _other_fields(tables: Tables, claim: Claim, reading: Reading, now: Verdict) -> list[Flip]:
    """Single changes of measure, kind, donors or EU institutions that flip the verdict."""
    found = []
    for field, choices in (
        ("measure", readings.MEASURES),
        ("kind", readings.KINDS),
        ("donors", readings.DONORS),
        ("eu_institutions", readings.EU_INSTITUTIONS),
    ):
        for choice in choices:
            if field == "kind" and claim.rule == "us_majority" and choice not in ARMS:
                continue  # arms are no financial or humanitarian aid
            other = reading.but(**{field: choice})
            if field == "measure" and choice == "commitments":
                other = other.but(kind="all")  # commitments have no kind
            one = verdict(tables, claim, other)
            if other != reading and one.decided and one.holds != now.holds:
                said = _flip_says(
                    now,
                    "in",
                    aid=in_words.subject(other),
                    donors=in_words.donors_name(other, tables),
                    value=one.shown,
                )
                found.append(Flip(said, one.value, 0, other))  # pyright: ignore[reportArgumentType] - a decided verdict has a value
    return found


# --- headlines -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Headline:
    """A headline that the data support, and the definitions without which it would mislead.

    >>> from widgets import Reading, claims, load
    >>> high, low = claims.headlines(load(), "majority", Reading())
    >>> high.definitions
    'Military allocations, Europe and the US, 2022'
    """

    text: str
    definitions: str
    cell: Cell


def headlines(tables: Tables, claim: str | Claim, reading: Reading) -> list[Headline]:
    r"""The two most different headlines from the cells of a grid; none where all cells agree.

    From the months before the report, in today's data.

    >>> from widgets import Reading, claims, load
    >>> claims.headlines(load(), "majority", Reading())[0].text
    'The United States gives 58.1\xa0% of the arms'
    """
    claim = claim_of(tables, claim)
    rule = rule_of(claim)
    cells = grid(tables, claim, reading).before_the_report
    if rule is None or rule.headline is None or not cells:
        return []
    said = {cell: rule.headline(tables, claim, cell.way, cell.verdict) for cell in cells}
    by_value = sorted((cell for cell in cells if said[cell]), key=lambda c: c.verdict.value)  # pyright: ignore[reportArgumentType, reportCallIssue] - a decided verdict has a value
    if not by_value:
        return []
    low, high = by_value[0], by_value[-1]
    if low.verdict.shown == high.verdict.shown:
        return []
    return [Headline(said[cell], _definitions(cell.way), cell) for cell in (high, low)]


def _definitions(way: Way) -> str:
    parts = [way.row, way.detail, way.column if way.reading else ""]
    return ", ".join(part for part in parts if part)


# --- a reader's own ------------------------------------------------------------------------


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
