"""How a statement can be judged, and of what kind it can be: what a reader lists statements by."""

from widgets.words.messages import message

HOLDS, NARROWLY, FAILS = "holds", "narrowly", "fails"
DEPENDS, NOT_COMPUTED, NO_COUNT = "depends", "not-computed", "view"
STATUSES = (HOLDS, NARROWLY, FAILS, DEPENDS, NOT_COMPUTED, NO_COUNT)
WORDS = {status: message(f"verdicts-{status}") for status in STATUSES}
IN_LINE = {status: message(f"verdicts-in-line-{status}") for status in STATUSES}
KINDS = {
    kind: message(f"verdicts-kind-{kind}")
    for kind in ("countable", "dated", "sourced", "forecast", "view", "quotation")
}
