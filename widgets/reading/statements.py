"""How a statement can be judged, and of what kind it can be: what a reader lists statements by."""

HOLDS, NARROWLY, FAILS = "holds", "narrowly", "fails"
DEPENDS, NOT_COMPUTED, NO_COUNT = "depends", "not-computed", "view"
WORDS = {
    HOLDS: "Holds",
    NARROWLY: "Holds, narrowly",
    FAILS: "Does not hold",
    DEPENDS: "Depends on the measure",
    NOT_COMPUTED: "Cannot be computed",
    NO_COUNT: "A view, not counted",
}
KINDS = {
    "countable": "countable",
    "dated": "dated",
    "sourced": "checked against sources",
    "forecast": "forecast",
    "view": "attributed view",
    "quotation": "quotation",
}
