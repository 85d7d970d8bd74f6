"""How statements are judged: one function a statement, by the name that the table gives it.

Each takes (tables, claim, reading, way) and returns a Verdict; all are pure.
"""

from widgets.claims.rules import aid, counted, dated
from widgets.claims.rules.rule import Rule, Way

RULES: dict[str, Rule] = {**aid.RULES, **counted.RULES, **dated.RULES}

__all__ = ["RULES", "Rule", "Way"]
