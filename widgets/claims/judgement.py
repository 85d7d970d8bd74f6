"""Statements judged: the verdict of one or of all, under a Reading or by a way to count."""

from collections import Counter
from functools import lru_cache

from widgets import words
from widgets.claims.claim import Claim, Verdict, claims_of
from widgets.claims.rules import RULES, Rule, Way
from widgets.claims.rules.aid import plain
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.reading.statements import NO_COUNT
from widgets.tables.package import Tables
from widgets.words.messages import sentence

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
