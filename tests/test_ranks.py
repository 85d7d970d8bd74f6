"""Ranks: worked by hand on small tables, and the sums behind them against the tables."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings

from tests import small, states
from tests.test_reading import all_readings
from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refused
from widgets.sums import ranks
from widgets.tables.package import load

TABLES = load()
DONORS = [*readings.DONORS, ("DEU",), ("DEU", "EUI", "POL", "USA"), ("CHN", "IND"), ("EUI",)]
WINDOWS = [(None, None), ("2022-03", "2022-12"), ("2024-04", "2024-04"), ("2025-01", None)]
# All that decides who and what is counted; each of it with each window (a sum of months, whatever
# is counted in them) in turn. Units divide the same sums and are compared in every case.
COUNTED = list(
    states.pairs(
        what=list(itertools.product(readings.MEASURES, readings.KINDS, readings.EU_INSTITUTIONS)),
        donors=DONORS,
        window=WINDOWS,
    )
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return small.tables(tmp_path_factory.mktemp("small"))


def by_hand(reading: Reading) -> pd.Series:
    """Donor -> EUR bn over the window, straight from the tables, without the sums of the page."""
    if reading.measure == "commitments":
        rows = TABLES.commitments.rename(columns={"commitments_eur_bn": "eur_bn"})
    else:
        rows = TABLES.aid.rename(columns={"allocations_eur_bn": "eur_bn"})
        rows = rows if reading.kind == "all" else rows[rows["kind"] == reading.kind]
    first, last = reading.window(TABLES)
    rows = rows[(rows["month"] >= first) & (rows["month"] <= last)]
    rows = rows.merge(TABLES.donors[["donor", "iso3", "group"]], on="donor")
    if reading.donors == "europe-us":
        rows = rows[rows["group"].isin(["us", "eu", "eui", "oe"])]
    elif reading.donors == "nato":
        nato = TABLES.memberships[TABLES.memberships["body"] == "NATO"].set_index("iso3")["from"]
        since = rows["iso3"].map(nato).str[:7]
        rows = rows[since.notna() & (rows["month"] >= since)]
    elif reading.donors != "all":
        rows = rows[rows["iso3"].isin(reading.donors)]
    if reading.eu_institutions != "own":
        rows = rows[rows["iso3"] != "EUI"]
    sums = rows.groupby("donor")["eur_bn"].sum()
    if readings.imputes(reading, TABLES):
        parts = TABLES.eu_shares.set_index("donor")["imputed_eur_bn"]
        sums = sums.add(parts.reindex(sums.index).fillna(0))
    return sums


def assert_reconciles(reading: Reading) -> None:
    found, sums = ranks.all_units(TABLES, reading), by_hand(reading)
    assert set(found.index) == set(sums.index)
    pd.testing.assert_series_equal(
        found["eur-bn"].sort_index(), sums.sort_index(), check_names=False, atol=1e-9
    )
    donors = TABLES.donors.set_index("donor")
    gdp = 100 * sums / donors["gdp_2021_eur_bn"].reindex(sums.index)
    people = sums * 1e9 / donors["population_2024"].astype(float).reindex(sums.index)
    for unit, expected in (("pct-gdp", gdp), ("per-head", people)):
        pd.testing.assert_series_equal(
            found[unit].sort_index(), expected.sort_index(), check_names=False, atol=1e-9
        )
    if sums.sum() > 0:
        assert found["share"].sum() == pytest.approx(100)
    else:
        assert found["share"].isna().all()
    for unit in readings.UNITS:
        places, values = ranks.ranked(found[unit]), found[unit]
        for donor, place in places.items():
            assert place == 1 + (values > values[donor]).sum()
            assert values[donor] > 0
        assert set(values.index) - set(places.index) == set(values[~(values > 0)].index)


def test_every_discrete_reading_reconciles_with_the_tables_or_is_refused():
    admitted = 0
    for case in COUNTED:
        (measure, kind, eu), (first, last) = case["what"], case["window"]
        reading = Reading(measure, kind, case["donors"], eu, first=first, last=last)
        if readings.refusal(reading, TABLES):
            for unit in readings.UNITS:
                with pytest.raises(Refused):
                    ranks.all_units(TABLES, reading.but(unit=unit))
            continue
        admitted += 1
        assert_reconciles(reading)
    assert len(COUNTED) >= 24 * len(DONORS)
    assert 70 < admitted < len(COUNTED)


@given(all_readings())
@settings(max_examples=30)
def test_any_window_and_donors_reconcile(reading):
    if not readings.refusal(reading, TABLES):
        assert_reconciles(reading)


@given(all_readings())
@settings(max_examples=30)
def test_the_years_add_up_to_the_window(reading):
    reading = reading.but(unit="eur-bn", rhythm="monthly")
    if readings.refusal_by_month(reading, TABLES):
        return
    years = ranks.by_year(TABLES, reading)
    sums = by_hand(reading)
    pd.testing.assert_series_equal(
        years.sum().reindex(sums.index), sums, check_names=False, atol=1e-9
    )
    places = ranks.ranked_by_year(TABLES, reading)
    for year, row in places.iterrows():
        given = years.loc[year]
        assert set(row.dropna().index) == set(given[given > 0].index)


def test_equals_share_a_rank_and_nothing_has_none(tables):
    found = ranks.all_units(tables, Reading())
    assert found["eur-bn"].to_dict() == {
        "United States": 6,
        "Germany": 6,
        "Sweden": 4,
        "EU institutions": 0,
    }
    assert ranks.ranked(found["eur-bn"]).to_dict() == {
        "United States": 1,
        "Germany": 1,
        "Sweden": 3,
    }
    assert ranks.ranked(found["pct-gdp"]).to_dict() == {
        "Sweden": 1,
        "Germany": 2,
        "United States": 3,
    }
    assert ranks.ranked(pd.Series({"A": -1.0, "B": float("nan"), "C": 0.0})).empty


def test_a_year_has_only_the_months_of_the_window(tables):
    places = ranks.ranked_by_year(tables, Reading(first="2024-03"))
    assert places.loc["2024"].to_dict() == {"United States": 2, "Germany": 1, "Sweden": 2}
    values = ranks.by_year(tables, Reading(first="2024-03"))
    assert values.loc["2024", ["Germany", "Sweden", "United States"]].tolist() == [4, 2, 2]
