"""Statements under all readings: verdict, grid, what flips it, its course over time, headlines.

Pure functions of (tables, claim, Reading). A teacher's own statement is a Claim like the
report's: `claims.statement(text, quantity, ">", 10)`.
"""

from widgets.claims.changes import Flip, changed, flips
from widgets.claims.claim import Claim
from widgets.claims.courses import claim_comparison, holding_spans, over_time
from widgets.claims.grids import Cell, Grid, Headline, grid, headlines
from widgets.claims.judgement import chosen, claim_of, closest, counted, rule_of, verdict, verdicts
from widgets.claims.own import statement
from widgets.claims.shares import lead, us_and_europe, us_share

__all__ = [
    "Cell",
    "Claim",
    "Flip",
    "Grid",
    "Headline",
    "changed",
    "chosen",
    "claim_comparison",
    "claim_of",
    "closest",
    "counted",
    "flips",
    "grid",
    "headlines",
    "holding_spans",
    "lead",
    "over_time",
    "rule_of",
    "statement",
    "us_and_europe",
    "us_share",
    "verdict",
    "verdicts",
]
