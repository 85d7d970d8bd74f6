"""FlowChoice: how the reader wants the flows drawn - split by what, stacked, how many by name."""

from dataclasses import dataclass

from widgets.tables import Tables

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


@dataclass(frozen=True)
class FlowChoice:
    """`by`, `form`: what the flows over time are split by, and how drawn; `named`: which donors the
    flow diagram names; `upto`: the month that it is played up to, or "" for the whole window.
    """

    by: str = ""
    form: str = ""
    named: str = ""
    upto: str = ""


AS_IT_COMES = FlowChoice()


def choices(name: str, tables: Tables) -> list[str]:
    """What a field can be, its default included."""
    return {
        "by": lambda: list(BY),
        "form": lambda: list(FORMS),
        "named": lambda: list(NAMED),
        "upto": lambda: ["", *tables.months],
    }[name]()
