"""What must hold in the statements of the report and in the tables their verdicts need."""

from collections.abc import Iterator

import pandas as pd

from builder.checks_events import is_weak
from builder.dates import is_edtf
from builder.finding import first, repeated, unknown, unlisted
from builder.read import Frames

KINDS = ["countable", "dated", "sourced", "forecast", "view", "quotation"]
JUDGED = KINDS[:4]  # the others are somebody's words: context, and no verdict
BEARINGS = ["supports", "repeats", "qualifies", "contradicts", "context"]
STANDINGS = ["confirmed", "reported"]
KEYS = [
    ("claims", ["claim"]),
    ("claims", ["order"]),
    ("claim_facts", ["claim", "fact"]),
    ("claim_evidence", ["claim", "order"]),
    ("claim_later", ["claim", "event"]),
    ("defence", ["country", "year", "nato_edition"]),
    ("defence_editions", ["nato_edition"]),
]
OWN_WORDS = {
    "claims": ["title", "claim_reviewed", "author", "closest_why", "context"],
    "claim_facts": ["scope", "text"],
    "claim_evidence": ["text"],
    "claim_later": ["text"],
}
TITLE_LENGTH = 28
DISTANCE = "distance"  # the rule that measures between two towns
OF_A_CLAIM = ["claim_facts", "claim_evidence", "claim_later"]


def keys(data: Frames) -> Iterator[str]:
    """No record stands there twice, and the statements are counted through from one."""
    for name, key in KEYS:
        yield from repeated(data, name, key)
    order = data["claims"]["order"]
    yield from first(
        data,
        "claims",
        order != pd.Series(range(1, len(order) + 1), order.index),
        "field order: {claim} has {order}; the statements stand in the order of the report, from 1",
    )


def vocabularies(data: Frames) -> Iterator[str]:
    """Kinds, bearings and standings are among the values we know."""
    for name, field, known in [
        ("claims", "kind", KINDS),
        ("claim_evidence", "bearing", BEARINGS),
        ("claim_evidence", "confidence", STANDINGS),
        ("claim_facts", "confidence", STANDINGS),
    ]:
        yield from unknown(data, name, field, known, f"use one of {', '.join(known)}")


def references(data: Frames) -> Iterator[str]:
    """Statements, events, sources and tables that are named exist."""
    claims = data["claims"]["claim"]
    for name in OF_A_CLAIM:
        yield from unknown(data, name, "claim", claims, "name a statement of editor/claims.csv")
    events = data["events"]["event"]
    for name, optional in [("claims", True), ("claim_facts", True), ("claim_later", False)]:
        remedy = "name an event of editor/events.csv"
        yield from unknown(data, name, "event", events, remedy, optional)
    for field, known, remedy in [
        ("donors", data["donors"]["donor"], "name donors of editor/donors.csv"),
        ("sites", data["sites"]["site"], "name sites of editor/sites.csv"),
        ("places", data["places"]["place"], "name towns of editor/places.csv"),
    ]:
        yield from unlisted(data, "claims", field, known, f"{remedy}, parted by semicolons")
    for name in ["claim_facts", "claim_evidence", "defence_editions"]:
        remedy = "add it to data/editor/sources.csv"
        yield from unknown(data, name, "source", data["sources"]["source"], remedy)


def sourced(data: Frames) -> Iterator[str]:
    """Every statement has evidence; every source of statements is used."""
    yield from first(
        data,
        "claims",
        ~data["claims"]["claim"].isin(data["claim_evidence"]["claim"]),
        "field claim: {claim} has no evidence; add a line to editor/claim_evidence.csv",
    )
    used = pd.concat([data[name]["source"] for name in ["claim_facts", "claim_evidence"]])
    yield from first(
        data,
        "sources",
        (data["sources"]["used_for"] == "claims") & ~data["sources"]["source"].isin(used),
        "field source: '{source}' is used by no statement; remove it or use it",
    )


def rules(data: Frames) -> Iterator[str]:
    """What can be counted or dated names the function that judges it; words of somebody do not.

    A distance has two towns. That there is such a function is asked by the descriptor's list.
    """
    claims = data["claims"]
    judged = claims["kind"].isin(JUDGED)
    for field in ["rule", "closest_why"]:
        yield from first(
            data,
            "claims",
            judged != (claims[field] != ""),
            f"field {field}: {{claim}} is of the kind {{kind}}: give one to what is counted, "
            "dated, sourced or foretold, and none to a view or quotation",
        )
    yield from first(
        data,
        "claims",
        (claims["rule"] == DISTANCE) != (claims["places"].str.count(";") == 1),
        "field places: {claim} names '{places}'; a distance has two towns, nothing else has any",
    )
    yield from first(
        data,
        "claims",
        ~judged & (claims["context"] == ""),
        "field context: {claim} has no verdict; say why",
    )


def own_dates(data: Frames) -> Iterator[str]:
    """Dates are EDTF; a fact has a date or an event, or needs neither."""
    for name, field in [("claims", "start"), ("claims", "end"), ("claim_facts", "date")]:
        wrong = (data[name][field] != "") & ~data[name][field].map(is_edtf)
        sentence = f"field {field}: '{{{field}}}' is no EDTF date; correct the cell"
        yield from first(data, name, wrong, sentence)
    facts = data["claim_facts"]
    yield from first(
        data,
        "claim_facts",
        (facts["date"] == "") == (facts["event"] == ""),
        "field date: {claim} {fact} needs a date or an event, and not both",
    )


def own_words(data: Frames) -> Iterator[str]:
    """Our words fit the cards and hold no HTML."""
    wrong = data["claims"]["title"].str.len() > TITLE_LENGTH
    sentence = f"field title: '{{title}}' is longer than {TITLE_LENGTH} characters; shorten it"
    yield from first(data, "claims", wrong, sentence)
    for name, fields in OWN_WORDS.items():
        for field in fields:
            wrong = data[name][field].str.contains(r"[<>]|&\w+;")
            sentence = f"field {field}: the text holds HTML; write plain text"
            yield from first(data, name, wrong, sentence)


def weak_is_reported(data: Frames) -> Iterator[str]:
    """No address of weak standing is the source of a fact or of evidence."""
    weak = list(data["weak_hosts"]["host"])
    url = data["sources"].drop_duplicates("source").set_index("source")["url"]
    for name in ["claim_facts", "claim_evidence"]:
        wrong = data[name]["source"].map(url).fillna("").map(lambda one: is_weak(one, weak))
        sentence = "field source: '{source}' is of weak standing; cite the original publisher"
        yield from first(data, name, wrong, sentence)


def members(data: Frames) -> Iterator[str]:
    """Every member of NATO has inhabitants and an output, and no edition counts a stranger."""
    nato = data["members"]["nato_member"]
    for field in ["population_2024", "gdp_usd_bn"]:
        yield from first(
            data,
            "members",
            nato & ~(data["members"][field] > 0),
            f"field {field}: {{country}} has none; fill the cell",
        )
    known = data["members"].loc[nato, "iso3"]
    ours = data["defence"]["nato_edition"].isin(data["defence_editions"]["nato_edition"])
    yield from first(
        data,
        "defence",
        ours & ~data["defence"]["iso3"].isin(known),
        "field iso3: '{iso3}' is no member of NATO; correct the cell",
    )
    yield from first(
        data,
        "defence",
        ours & ~(data["defence"]["pct_gdp"] > 0),
        "field pct_gdp: {country} has none; fill the cell",
    )
    yield from unknown(
        data,
        "defence_editions",
        "nato_edition",
        data["defence"]["nato_edition"],
        "name an edition of data/nato/defence_expenditure.csv",
    )


CHECKS = [
    keys,
    vocabularies,
    references,
    sourced,
    rules,
    own_dates,
    own_words,
    weak_is_reported,
    members,
]
