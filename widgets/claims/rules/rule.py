"""A Rule: the function that judges a statement, and the ways to count that it knows."""

from collections.abc import Callable
from dataclasses import dataclass

from widgets.claims.claim import Claim, Verdict
from widgets.reading.reading import Reading
from widgets.reading.statements import DEPENDS
from widgets.tables.package import Tables


@dataclass(frozen=True)
class Way:
    """One cell of a statement's grid: `row` is what is counted, `column` by when or how strictly.

    Where a way is a Reading, `reading` is it, and a click sets it.
    """

    row: str = ""
    column: str = ""
    detail: str = ""
    reading: Reading | None = None


Judge = Callable[[Tables, Claim, Reading, Way], Verdict]


@dataclass(frozen=True)
class Rule:
    """`judge(tables, claim, reading, way)`; `ways(tables, claim, reading)` in order, row by row.

    `closest` is the way closest to the report's words. `alike` are the rows that its words admit
    alike: where they disagree the statement depends on the measure. `headline` says one cell in a
    few words, or nothing where the cell supports none; `follows_reading`: the page's Reading
    decides, not `closest`; `ways_keep`: what of it the ways depend on; `is_chosen_by_way`: a cell
    is more than a Reading, so it is chosen by its place in the grid.
    """

    judge: Judge
    rows: tuple[str, ...] = ("",)
    columns: tuple[str, ...] = ("",)
    closest: tuple[str, str] = ("", "")
    alike: tuple[str, ...] = ()
    follows_reading: bool = False
    is_chosen_by_way: bool = False
    ways_keep: Callable[[Reading], Reading] = lambda reading: Reading()
    headline: Callable[[Tables, Claim, Way, Verdict], str] | None = None
    make_ways: Callable[[Tables, Claim, Reading], list[Way]] | None = None

    def ways(self, tables: Tables, claim: Claim, reading: Reading) -> list[Way]:
        """Every way to count, row by row."""
        if self.make_ways:
            return self.make_ways(tables, claim, reading)
        return [Way(row, column) for row in self.rows for column in self.columns]

    @property
    def sets_reading(self) -> bool:
        """Whether a click on a cell sets the page's Reading."""
        return self.follows_reading and not self.is_chosen_by_way

    def verdict(self, tables: Tables, claim: Claim, reading: Reading) -> Verdict:
        """The verdict that the page shows."""
        if self.follows_reading:
            return self.judge(tables, claim, reading, Way(reading=reading))
        row, column = self.closest
        own = self.judge(tables, claim, reading, Way(row, column))
        others = [
            self.judge(tables, claim, reading, Way(other, column))
            for other in self.alike
            if other != row
        ]
        against = [one for one in others if one.decided and one.holds != own.holds]
        if not own.decided or not against:
            return own
        return own.but(status=DEPENDS, sentence=own.sentence + " " + against[0].sentence)
