"""FlowChoice: how the reader wants the flows drawn - split by what, stacked, how many by name."""

from dataclasses import dataclass

from widgets import words
from widgets.reading.field import chosen
from widgets.tables.package import Tables
from widgets.words.messages import message

BY = {
    "": message("fields-by-bloc"),
    "group": message("fields-by-group"),
    "donor": message("fields-by-donor"),
    "kind": message("fields-by-kind"),
    "origin": message("fields-by-origin"),
}
FORMS = {
    "": message("fields-form-both"),
    "lines": message("fields-form-lines"),
    "stacked": message("fields-form-stacked"),
}
NAMED = {
    "": message("fields-named-usual"),
    "5": message("fields-named-5"),
    "10": message("fields-named-10"),
    "20": message("fields-named-20"),
    "all": message("fields-named-all"),
}


def _months(tables: Tables) -> dict[str, str]:
    return {"": message("fields-upto-end")} | {m: words.month_short(m) for m in tables.months}


@dataclass(frozen=True)
class FlowChoice:
    """`by`, `form`: what the flows over time are split by, and how drawn; `named`: which donors the
    flow diagram names; `upto`: the month that it is played up to, or "" for the whole window.
    """

    by: str = chosen(message("fields-by"), BY)
    form: str = chosen(message("fields-form"), FORMS)
    named: str = chosen(message("fields-named"), NAMED)
    upto: str = chosen(message("fields-upto"), _months)


AS_IT_COMES = FlowChoice()
