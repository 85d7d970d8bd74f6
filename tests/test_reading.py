"""A Reading round-trips through its address, and refuses in one sentence."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.reading import own_group
from widgets.reading import reading as readings
from widgets.reading.own_group import OwnGroup
from widgets.reading.reading import Reading, from_query, refusal, refusal_by_month, with_field
from widgets.tables.package import load

TABLES = load()
MONTHS = TABLES.months
CODES = sorted(TABLES.donor_of)
NAMES = ["Nordics", "Weimar", "JEF 2", "L’Europe - sud", "Über uns", "B9"]


@st.composite
def all_readings(draw):
    first, last = sorted([draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))])
    codes = st.lists(st.sampled_from(CODES), min_size=1, unique=True)
    return Reading(
        measure=draw(st.sampled_from(list(readings.MEASURES))),
        kind=draw(st.sampled_from(list(readings.KINDS))),
        donors=draw(st.sampled_from(list(readings.DONORS)) | codes.map(lambda c: tuple(sorted(c)))),
        eu_institutions=draw(st.sampled_from(list(readings.EU_INSTITUTIONS))),
        unit=draw(st.sampled_from(list(readings.UNITS))),
        rhythm=draw(st.sampled_from(list(readings.RHYTHMS))),
        first=None if first == MONTHS[0] else first,
        last=None if last == MONTHS[-1] else last,
        groups=draw(own_groups()),
    )


@st.composite
def own_groups(draw):
    """Up to three groups that share no donor."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=own_group.MOST_GROUPS, unique=True))
    codes = draw(st.permutations(CODES))
    sizes = [draw(st.integers(1, 6)) for _ in names]
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    parts = zip(names, starts, sizes, strict=True)
    return tuple(OwnGroup(n, tuple(sorted(codes[s : s + size]))) for n, s, size in parts)


@given(all_readings())
def test_round_trip(reading):
    assert from_query(reading.to_query(), TABLES) == (reading, [])
    # and it is a key
    assert {reading: 1}[from_query(reading.to_query(), TABLES)[0]] == 1


@given(st.text())
@settings(max_examples=300)
def test_any_text_gives_a_reading_and_sentences(text):
    reading, problems = from_query(text, TABLES)
    assert isinstance(reading, Reading)
    assert all(p.sentence.endswith(".") and "\n" not in p.field for p in problems)
    first, last = reading.window(TABLES)
    assert first <= last


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_control_value_gives_a_reading(name, value):
    reading, problems = with_field(Reading(), name, value, TABLES)
    assert isinstance(reading, Reading)
    if problems:
        assert reading == Reading()


def test_the_default_has_no_address():
    assert Reading().to_query() == ""
    assert from_query("", TABLES) == (Reading(), [])


def test_the_whole_release_written_out_is_the_default():
    assert from_query("from=2022-01&to=2026-04", TABLES)[0] == Reading()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("unit=dollars", "“Unit” knows no “dollars”; it can be eur-bn, share, pct-gdp, per-head."),
        ("measure=a&measure=b", "“Measure” is given more than once."),
        ("from=2030-01", "“From” has no month “2030-01”; it can be from January 2022"),
        ("donors=DEU.XXX", "“Donors” knows no donor “XXX”"),
        ("donors=", "“Donors” knows no donor"),
        ("kind=%D0%BC%D0%B8%D1%80", "“Kind of aid” knows no “мир”"),
        ("from=2024-05&to=2024-01", "“From” (May 2024) lies after “To” (January 2024)."),
        ("donors=" + "DEU." * 500, "“Donors” knows no “DEU.DEU"),
    ],
)
def test_a_bad_field_is_a_sentence_and_its_default(query, words):
    reading, problems = from_query(query, TABLES)
    assert reading == Reading()
    assert len(problems) == 1
    assert problems[0].sentence.startswith(words)
    assert len(problems[0].sentence) < 200


def test_one_bad_field_leaves_the_others():
    reading, problems = from_query("unit=x&kind=all", TABLES)
    assert reading == Reading(kind="all")
    assert [p.field for p in problems] == ["unit"]


def test_what_belongs_to_others_is_left_alone():
    assert from_query("event=nsatu&utm=1", TABLES) == (Reading(), [])


def test_too_many_fields():
    assert from_query("&".join(f"a{i}=1" for i in range(200)), TABLES)[1]


def test_a_control_that_turns_the_window_round_moves_the_other_end():
    late = with_field(Reading(last="2023-01"), "first", "2024-05", TABLES)[0]
    assert (late.first, late.last) == ("2024-05", "2024-05")
    early = with_field(Reading(first="2024-05"), "last", "2023-01", TABLES)[0]
    assert (early.first, early.last) == ("2023-01", "2023-01")
    end = with_field(Reading(last="2023-01"), "first", "2026-04", TABLES)[0]
    assert (end.first, end.last) == ("2026-04", None)


def test_a_bad_control_changes_nothing():
    reading, problems = with_field(Reading(kind="all"), "unit", "x", TABLES)
    assert reading == Reading(kind="all")
    assert "Nothing was changed" in problems[0].sentence


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("measure=commitments", "Commitments are not split by kind of aid."),
        ("kind=financial&eu=imputed", "only for allocations of all kinds"),
        ("measure=commitments&kind=all&eu=imputed", "only for allocations of all kinds"),
        ("kind=all&eu=imputed&to=2024-09", "only as a total to April 2026."),
        ("kind=all&eu=imputed&donors=nato", "from each member’s accession to NATO on."),
        ("donors=EUI&eu=out", "No donor is left"),
        ("rhythm=rolling-12&to=2022-11", "exists only from December 2022 on."),
    ],
)
def test_refusals_are_one_sentence_and_their_remedy_is_answered(query, words):
    refused = refusal(from_query(query, TABLES)[0], TABLES)
    assert words in refused.sentence
    assert len(re.findall(r"\.(\s|$)", refused.sentence)) == 1
    assert refusal(refused.remedy, TABLES) is None


@given(all_readings())
def test_every_remedy_leads_on(reading):
    seen = 0
    while refused := refusal_by_month(reading, TABLES):
        assert refused.remedy != reading
        reading, seen = refused.remedy, seen + 1
        assert seen < 5


def test_imputation_has_no_months_but_a_total():
    reading = Reading(kind="all", eu_institutions="imputed")
    assert refusal(reading, TABLES) is None
    assert refusal_by_month(refusal_by_month(reading, TABLES).remedy, TABLES) is None
    assert "not month by month" in refusal_by_month(reading, TABLES).sentence


def test_nothing_to_impute_is_no_refusal():
    reading = Reading(kind="military", eu_institutions="imputed")
    assert refusal_by_month(reading, TABLES) is None


def test_nothing_is_imputed_to_donors_outside_the_eu():
    reading = Reading(kind="financial", eu_institutions="imputed", donors=("NOR", "USA"))
    assert refusal_by_month(reading, TABLES) is None


@pytest.mark.parametrize(("field", "value"), [("measure", "commitment"), ("donors", "everybody")])
def test_a_reading_typed_wrongly_is_an_error(field, value):
    with pytest.raises(ValueError, match=f"^{field} can be "):
        Reading(**{field: value})


def test_a_list_of_donors_has_no_order():
    assert Reading(donors=("POL", "DEU")) == Reading(donors=("DEU", "POL", "DEU"))


def test_who_is_counted():
    counted = readings.counted_donors
    assert len(counted(Reading(), TABLES)) == 42
    assert len(counted(Reading(eu_institutions="out"), TABLES)) == 41
    assert "Canada" not in counted(Reading(donors="europe-us"), TABLES)
    nato = counted(Reading(donors="nato"), TABLES)
    assert "Austria" not in nato
    assert "EU institutions" not in nato
    assert "Türkiye" in nato
    assert counted(Reading(donors=("DEU", "POL")), TABLES) == ["Germany", "Poland"]
