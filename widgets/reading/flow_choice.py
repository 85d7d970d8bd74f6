"""FlowChoice: how the reader wants the flows drawn - split by what, stacked, how many by name."""

from dataclasses import dataclass

from widgets import words
from widgets.reading.field import chosen
from widgets.tables.package import Tables

BY = {
    "": "Europe, US and others",
    "group": "Donor groups",
    "donor": "Largest donors",
    "kind": "Kinds of aid",
    "origin": "Where arms come from",
}
FORMS = {"": "Lines and columns", "lines": "Lines only", "stacked": "Stacked only"}
NAMED = {
    "": "2 per cent and more",
    "5": "the five largest",
    "10": "the ten largest",
    "20": "the twenty largest",
    "all": "every donor",
}


def _months(tables: Tables) -> dict[str, str]:
    return {"": "the whole window"} | {m: words.month_short(m) for m in tables.months}


@dataclass(frozen=True)
class FlowChoice:
    """`by`, `form`: what the flows over time are split by, and how drawn; `named`: which donors the
    flow diagram names; `upto`: the month that it is played up to, or "" for the whole window.
    """

    by: str = chosen("Split by", BY)
    form: str = chosen("Drawn as", FORMS)
    named: str = chosen("Donors by name", NAMED)
    upto: str = chosen("Played up to", _months)


AS_IT_COMES = FlowChoice()
