"""Numbers and sentences: exact signs, spaces and units; text from data can do nothing."""

import math

import pandas as pd
import pytest

from tests import small
from widgets import words
from widgets.chapters import sources
from widgets.claims import shares
from widgets.reading import in_words
from widgets.reading.reading import Reading, from_query
from widgets.tables.package import load

TABLES = load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (words.number(1234.56), "1\u2009234.6"),
        (words.number(-2.5), "\u22122.5"),
        (words.number(-0.04), "0.0"),
        (words.number(float("nan")), ""),
        (words.eur_bn(59.16), "€59.2\u00a0bn"),
        (words.eur_bn(173.04), "€173\u00a0bn"),
        (words.eur_bn(99.96), "€100\u00a0bn"),
        (words.eur_bn(0.0631), "€0.063\u00a0bn"),
        (words.eur_bn(0.00005), "under €0.0001\u00a0bn"),
        (words.eur_bn(-2.5), "\u2212€2.5\u00a0bn"),
        (words.amount(173.04, "eur-bn", more=1), "€173.0\u00a0bn"),
        (words.amount(0.0, "share"), "0.0\u00a0%"),
        (words.pct(51.26), "51.3\u00a0%"),
        (words.amount(2.9512, "pct-gdp"), "2.95\u00a0%"),
        (words.amount(1234.4, "per-head"), "€1\u2009234"),
        (words.amount(float("nan"), "eur-bn"), "no data"),
        (words.listed(["a", "b", "c"]), "a, b and c"),
        (words.span("2022-01", "2024-09"), "January 2022 to September 2024"),
        (words.span("2022-01", "2022-01"), "January 2022"),
    ],
)
def test_numbers_and_spans(text, expected):
    assert text == expected


def test_the_lead_says_what_the_data_say():
    text = shares.lead(TABLES).striptags()
    for part in ("€59.2 bn of €115 bn", "or 51.3 %.", "nothing", "95.1 % of €44.4 bn"):
        assert part in text
    assert "From February 2025 to April 2026" in text


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("to=2024-09", "From January 2022 to September 2024 the United States allocated"),
        ("to=2024-09", "or 51.3 %."),
        ("from=2024-01&to=2024-09", "or 48.4 %."),
        ("from=2024-04&to=2024-04", "In April 2024 the United States"),
        ("measure=commitments&kind=all", "the United States committed"),
        ("donors=DNK.NOR", "Denmark and Norway allocated"),
        ("donors=CHN", "the donors you count allocated nothing in military aid"),
    ],
)
def test_the_sentence_follows_the_reading(query, part):
    reading, problems = from_query(query, TABLES)
    assert not problems
    assert part in shares.us_share(TABLES, reading).striptags()


def test_who_is_counted_is_named_one_by_one_up_to_four():
    four = ("DEU", "FRA", "GBR", "NOR")
    named = in_words.donors_name(Reading(donors=four), TABLES)
    assert named == "Germany, France, the United Kingdom and Norway"
    assert in_words.donors_name(Reading(donors=(*four, "USA")), TABLES) == "5 donors"
    assert [
        in_words.donors_name(Reading(donors=who, eu_institutions="out"), TABLES)
        for who in ("all", "europe-us", "nato")  # NATO's members are without them anyway
    ] == [
        "all donors without the EU institutions",
        "Europe and the US without the EU institutions",
        "NATO members",
    ]


def test_counting_names_every_choice():
    reading = Reading(donors="nato", eu_institutions="out", last="2024-09", unit="share")
    text = in_words.counting(reading, TABLES).striptags()
    for part in ("military allocations", "NATO members", "Jan 2022 – Sep 2024", "Share"):
        assert part in text


HOSTILE = '<img src=x onerror="alert(1)">'


def test_text_is_escaped_everywhere():
    frame = pd.DataFrame({HOSTILE: [HOSTILE]})
    made = [
        words.table(frame, HOSTILE),
        words.figure(HOSTILE, HOSTILE),
        words.link(HOSTILE, "https://example.org/" + HOSTILE),
        words.link(HOSTILE, "javascript:alert(1)"),
    ]
    for markup in made:
        assert "<img" not in markup
        assert 'onerror="' not in markup
    assert "href" not in words.link("text", "javascript:alert(1)")


def test_a_table_keeps_zero_and_missing_apart():
    html = words.table(pd.DataFrame({"Donor": ["A", "B"], "EUR bn": [0.0, math.nan]}), "c")
    assert '<td class="n">0.000</td>' in html
    assert '<td class="n"></td>' in html
    assert '<th scope="col">Donor</th>' in html
    assert '<th scope="col" class="n">' in html


def test_csv_has_the_source_first_and_missing_empty():
    frame = pd.DataFrame({"Donor": ['A, "B"', "C"], "EUR bn": [1 / 3, math.nan]})
    assert words.comma_separated(frame, ["What", "Two\nlines"]) == (
        '# What\n# Two lines\nDonor,EUR bn\n"A, ""B""",0.3333333333\nC,\n'
    )


def test_the_package_table_names_every_table_with_its_checksum():
    html = sources.package_table(TABLES)
    for resource in TABLES.package["resources"]:
        assert resource["hash"][7:17] in html


def test_parts_of_no_whole_are_not_told_as_such(tmp_path):
    """In the small tables the United States takes 1 bn back in February 2024."""
    reading = Reading("commitments", "all", first="2024-02", last="2024-02")
    assert "%" not in shares.us_and_europe(small.tables(tmp_path), reading)


def test_the_other_donors_are_no_economy():
    assert "ther donors" not in shares.us_and_europe(TABLES, Reading(unit="pct-gdp"))


@pytest.mark.parametrize("donors", ["all", "europe-us"])
def test_that_the_eu_institutions_are_left_out_is_said(donors):
    name = in_words.donors_name(Reading(donors=donors, eu_institutions="out"), TABLES)
    assert name.endswith(" without the EU institutions")
