"""One donor: worked by hand on small tables, and against ours."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import small
from tests.test_reading import all_readings
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.sums import donors
from widgets.tables.package import load

TABLES = load()
CODES = list(TABLES.donors["iso3"])


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return small.tables(tmp_path_factory.mktemp("small"))


def test_months_by_kind(tables):
    kinds = donors.by_kind(tables, "DEU")
    assert kinds["military"].tolist() == [1, 1, 1, 3]
    assert kinds["financial"].tolist() == [0, 0, 0, 2]
    assert donors.by_kind(tables, "DEU", "commitments")["all"].tolist() == [1, 1, 1, 5]
    window = Reading(kind="all", first="2024-02", donors=("SWE",))
    assert donors.months_of(tables, window, "DEU").tolist() == [1, 1, 5]


def test_the_fewest_months_that_hold_half():
    assert donors.half(pd.Series([1.0, 1, 1, 3])) == (1, 50)
    assert donors.half(pd.Series([2.0, 1, 1, 1])) == (2, 60)
    assert donors.half(pd.Series([0.0, 0])) is None
    assert donors.half(pd.Series([5.0, -5, 1])) == (1, 500)  # more was promised than remained


def test_the_largest_months_are_in_order_and_never_empty():
    values = pd.Series({"a": 1.0, "b": 0.0, "c": 3.0, "d": -2.0})
    assert donors.largest(values).to_dict() == {"c": 3, "a": 1}
    assert donors.largest(values, 1).to_dict() == {"c": 3}


def test_every_donors_kinds_are_the_tables():
    whole = TABLES.aid.groupby(["donor", "kind"])["allocations_eur_bn"].sum()
    promised = TABLES.commitments.groupby("donor")["commitments_eur_bn"].sum()
    for iso3 in CODES:
        name = TABLES.donor_of[iso3]
        for kind, total in donors.by_kind(TABLES, iso3).sum().items():
            assert total == pytest.approx(whole[name, kind], abs=1e-9)
        committed = donors.by_kind(TABLES, iso3, "commitments")["all"].sum()
        assert committed == pytest.approx(promised[name], abs=1e-9)


@given(all_readings(), st.sampled_from(CODES))
@settings(max_examples=40)
def test_a_donors_months_are_those_of_the_table(reading, iso3):
    if reading.measure == "commitments" and reading.kind != "all":
        return
    first, last = reading.window(TABLES)
    rows = TABLES.commitments if reading.measure == "commitments" else TABLES.aid
    value = f"{reading.measure}_eur_bn"
    rows = rows[(rows["donor"] == TABLES.donor_of[iso3]) & rows["month"].between(first, last)]
    if reading.measure == "allocations" and reading.kind != "all":
        rows = rows[rows["kind"] == reading.kind]
    months = donors.months_of(TABLES, reading, iso3)
    assert months.sum() == pytest.approx(rows[value].sum(), abs=1e-9)
    assert list(months.index) == sorted(set(rows["month"]))
    half = donors.half(months)
    if half and (months >= 0).all():
        top = donors.largest(months, half.months)
        assert 50 <= half.pct <= 100 + 1e-9
        assert half.pct == pytest.approx(100 * top.sum() / months.sum())
        assert top.iloc[:-1].sum() < months.sum() / 2


def test_weapons_are_the_table_and_what_is_not_listed_is_missing():
    wide = donors.weapons(TABLES)
    assert wide.sum().sum() == TABLES.weapons["count"].sum() == 3327
    assert wide.notna().sum().sum() == len(TABLES.weapons)
    assert not (wide == 0).any(axis=None)
    assert "EU institutions" not in wide.index


def test_eu_level_aid_belongs_to_members_of_the_eu_only():
    members = set(TABLES.memberships.query("body == 'EU'")["iso3"])
    imputed = {code: donors.imputed_eur_bn(TABLES, code) for code in CODES}
    assert {code for code, value in imputed.items() if value is not None} == members
    eu = donors.by_kind(TABLES, readings.EU_ISO3).sum().sum()
    assert sum(value or 0 for value in imputed.values()) == pytest.approx(eu)


def test_us_packages_by_year_add_up_to_the_table():
    by_year = donors.packages_by_year(TABLES).sum()
    for programme, rows in TABLES.us_packages.groupby("programme"):
        assert by_year[programme, "number"] == len(rows)
        assert by_year[programme, "usd_bn"] == pytest.approx(rows["announced_usd_bn"].sum())


def test_accessions():
    assert donors.member_since(TABLES, "SWE") == {"EU": "1995-01-01", "NATO": "2024-03-07"}
    assert donors.member_since(TABLES, "JPN") == {}


def test_the_category_with_most_items_comes_first():
    assert donors.weapons(TABLES).sum().is_monotonic_decreasing
