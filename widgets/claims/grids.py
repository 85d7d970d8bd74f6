"""Every way to count a statement side by side, and the headlines that its cells support."""

from dataclasses import dataclass, replace
from functools import lru_cache

from widgets.claims.claim import Claim, Verdict
from widgets.claims.judgement import chosen, claim_of, closest, rule_of
from widgets.claims.rules import Rule, Way
from widgets.claims.rules.aid import KINDS as ARMS
from widgets.claims.rules.aid import before_the_report, plain, row_of, windows
from widgets.reading.reading import Reading
from widgets.tables.package import Tables


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
