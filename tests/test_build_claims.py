"""What the build refuses of the statements: each rule of checks_claims, broken once."""

import pytest

from tests.source import DEFENCE, MEMBERS, set_cell
from tests.test_build import build, parsed, sentences, whole  # noqa: F401 - fixtures


def drop(field, value):
    """An action that leaves out the lines with a value."""
    return lambda table: table[table[field] != value]


BROKEN = {
    "a statement twice": (
        *("claims.csv", set_cell("claim", "message", {"claim": "name"})),
        "field claim: 'message' stands there twice",
    ),
    "an order with a gap": (
        *("claims.csv", set_cell("order", "40", {"claim": "stopgap"})),
        "stopgap has 40; the statements stand in the order of the report, from 1",
    ),
    "an unknown kind": (
        *("claims.csv", set_cell("kind", "true", {"claim": "name"})),
        "field kind: 'true' is unknown; use one of countable, dated",
    ),
    "an unknown town": (
        *("claims.csv", set_cell("places", "Berlin;Atlantis", {"claim": "distance"})),
        "field places: 'Berlin;Atlantis' names something unknown; name towns",
    ),
    "a distance of one town": (
        *("claims.csv", set_cell("places", "Berlin", {"claim": "distance"})),
        "field places: distance names 'Berlin'; a distance has two towns",
    ),
    "a countable statement without a rule": (
        *("claims.csv", set_cell("rule", "", {"claim": "tents"})),
        "field rule: tents is of the kind countable: give one to what is counted",
    ),
    "a quotation with a rule": (
        *("claims.csv", set_cell("rule", "about", {"claim": "message"})),
        "field rule: message is of the kind quotation",
    ),
    "a view without a reason": (
        *("claims.csv", set_cell("context", "", {"claim": "threat"})),
        "field context: threat has no verdict; say why",
    ),
    "an unknown event": (
        *("claims.csv", set_cell("event", "no-event", {"claim": "election"})),
        "field event: 'no-event' is unknown; name an event of editor/events.csv",
    ),
    "a date that is none": (
        *("claims.csv", set_cell("start", "2024-13", {"claim": "election"})),
        "field start: '2024-13' is no EDTF date",
    ),
    "a long title": (
        *("claims.csv", set_cell("title", "x" * 29, {"claim": "tents"})),
        "is longer than 28 characters",
    ),
    "HTML in a statement": (
        *("claims.csv", set_cell("claim_reviewed", "a <b>", {"claim": "name"})),
        "field claim_reviewed: the text holds HTML",
    ),
    "a statement without evidence": (
        *("claim_evidence.csv", drop("claim", "tents")),
        "field claim: tents has no evidence",
    ),
    "an unknown donor": (
        *("claims.csv", set_cell("donors", "Poland;Utopia", {"claim": "hubs"})),
        "field donors: 'Poland;Utopia' names something unknown; name donors of editor/donors.csv",
    ),
    "an unknown site": (
        *("claims.csv", set_cell("sites", "moon", {"claim": "hubs"})),
        "field sites: 'moon' names something unknown; name sites of editor/sites.csv",
    ),
    "an unknown bearing": (
        *("claim_evidence.csv", set_cell("bearing", "proves", {"claim": "tents"})),
        "field bearing: 'proves' is unknown",
    ),
    "an unknown source": (
        *("claim_facts.csv", set_cell("source", "hearsay", {"claim": "hangar"})),
        "field source: 'hearsay' is unknown; add it to data/editor/sources.csv",
    ),
    "a fact of no statement": (
        *("claim_facts.csv", set_cell("claim", "weather", {"claim": "hangar"})),
        "field claim: 'weather' is unknown; name a statement of editor/claims.csv",
    ),
    "a fact with a date and an event": (
        *("claim_facts.csv", set_cell("date", "2025", {"claim": "take-over"})),
        "field date: take-over begins needs a date or an event, and not both",
    ),
    "a later event that is none": (
        *("claim_later.csv", set_cell("event", "no-event", {"claim": "stopgap"})),
        "field event: 'no-event' is unknown",
    ),
    "a source of statements that none uses": (
        *("claim_facts.csv", set_cell("source", "faz-2024-12-17", {"source": "afp-2024-12-17"})),
        "field source: 'afp-2024-12-17' is used by no statement",
    ),
    "an edition that is not there": (
        *("defence_editions.csv", set_cell("nato_edition", "May 1999", None)),
        "field nato_edition: 'May 1999' is unknown; name an edition",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_statement_is_refused_in_a_sentence(case, sentences):  # noqa: F811
    file, action, sentence = BROKEN[case]
    said = sentences("editor", file, action)
    assert any(sentence in line and "editor/" in line for line in said), said


@pytest.mark.parametrize(
    ("file", "action", "sentence"),
    [
        (
            *(MEMBERS, set_cell("population_2024", "", {"iso3": "ALB"})),
            "field population_2024: Albania has none; fill the cell",
        ),
        (
            *(MEMBERS, set_cell("gdp_usd_bn", "", {"iso3": "USA"})),
            "field gdp_usd_bn: United States has none; fill the cell",
        ),
        (
            *(DEFENCE, set_cell("iso3", "UKR", {"iso3": "USA"})),
            "field iso3: 'UKR' is no member of NATO",
        ),
        (
            *(DEFENCE, set_cell("pct_gdp", "", {"iso3": "USA"})),
            "field pct_gdp: United States has none; fill the cell",
        ),
    ],
)
def test_what_the_members_lack_is_said(file, action, sentence, sentences):  # noqa: F811
    said = sentences("source", file, action)
    assert any(sentence in line for line in said), said


def test_figures_and_dates_are_put_into_the_text(build, parsed):  # noqa: F811
    claims = parsed["claims"].copy()
    tents, election = (claims["claim"] == claim for claim in ("tents", "election"))
    claims.loc[tents, "figure"] = 20.0
    claims.loc[election, "start"] = "2024-11-06"
    made = build.shaped(parsed | {"claims": claims})["claims"]
    text = " ".join(made["claim_reviewed"])
    assert "NSATU stands in 20 green tents" in text
    assert "election of 6 November 2024." in text
