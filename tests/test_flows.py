"""Sums: worked by hand on the small tables, and against the source's own measured totals."""

import math
from datetime import date

import pandas as pd
import pytest

from tests import small
from widgets.reading.own_group import OwnGroup
from widgets.reading.reading import Reading, Refused
from widgets.sums import flows
from widgets.tables.package import load

TABLES = load()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return small.tables(tmp_path_factory.mktemp("small"))


# --- by hand -------------------------------------------------------------------------


def test_window_sums_by_hand(tiny):
    sums = flows.window_sums(tiny, Reading(), "bloc")
    assert dict(sums) == {"us": 6, "europe": 10}
    sums = flows.window_sums(tiny, Reading(first="2024-02", last="2024-03"), "donor")
    assert dict(sums) == {"United States": 2, "Germany": 2, "Sweden": 2, "EU institutions": 0}


def test_share_by_hand(tiny):
    assert flows.share_pct(tiny, Reading(), "us") == pytest.approx(100 * 6 / 16)
    assert flows.share_pct(tiny, Reading(first="2024-02", last="2024-02"), "us") == 0
    assert math.isnan(flows.share_pct(tiny, Reading(kind="humanitarian"), "us"))


def test_a_share_is_refused_where_it_says_nothing_and_a_key_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="Sums by donor have no 'Germny'; it can be Germany"):
        flows.share_pct(TABLES, Reading(), "Germny", "donor")
    with pytest.raises(ValueError, match="by bloc have no 'eu'; it can be us, europe, other"):
        flows.share_pct(TABLES, Reading(), "eu", "bloc")
    with pytest.raises(Refused, match="no share of Germany, which the reading does not count"):
        flows.share_pct(TABLES, Reading(donors=("POL", "USA")), "Germany", "donor")
    with pytest.raises(Refused, match="counts Europe alone"):
        flows.europe_pct(TABLES, Reading(donors=("DEU", "POL")))
    assert flows.share_pct(TABLES, Reading(kind="all"), "military", "kind") < 100


def test_cumulative_begins_at_the_window_and_goes_on(tiny):
    lines = flows.series(
        tiny, Reading(rhythm="cumulative", first="2024-02", last="2024-03"), "bloc"
    )
    assert lines["us"].tolist()[1:] == [0, 2, 2]
    assert math.isnan(lines["us"].iloc[0])
    assert lines["europe"].tolist()[1:] == [3, 4, 9]


def test_rolling_needs_twelve_months(tiny):
    with pytest.raises(Refused, match="exists only from"):
        flows.series(tiny, Reading(rhythm="rolling-12", last="2024-02"))
    assert flows.series(tiny, Reading(rhythm="rolling-12")).isna().all().all()


def test_units_by_hand(tiny):
    assert flows.totals(tiny, Reading(unit="share"), "group")["us"] == pytest.approx(37.5)
    assert flows.totals(tiny, Reading(unit="pct-gdp"), "donor")["Germany"] == pytest.approx(6.0)
    assert flows.totals(tiny, Reading(unit="pct-gdp"), "group")["eu"] == pytest.approx(1000 / 150)
    assert flows.totals(tiny, Reading(unit="per-head"), "donor")["Sweden"] == pytest.approx(40_000)


def test_the_eu_institutions_have_no_gdp_of_their_own_but_count_in_their_bloc(tiny):
    reading = Reading(kind="all", unit="pct-gdp")
    assert math.isnan(flows.totals(tiny, reading, "donor")["EU institutions"])
    assert flows.totals(tiny, reading, "bloc")["europe"] == pytest.approx(100 * 22 / 150)


def test_monthly_share_of_a_month_without_aid_is_missing(tiny):
    shares = flows.series(tiny, Reading(kind="financial", unit="share"), "bloc")
    assert shares["europe"].tolist()[0] == 100
    assert math.isnan(shares["europe"].iloc[1])


def test_what_was_taken_back_has_no_share(tiny):
    """Nothing is a part of a sum below zero."""
    reading = Reading("commitments", "all", ("USA",), unit="share")
    shares = flows.series(tiny, reading, "group")["us"]
    assert shares.iloc[0] == 100
    assert shares.iloc[1:].isna().all()


def test_nato_members_count_from_their_accession(tiny):
    wide = flows.monthly(tiny, Reading(donors="nato"))
    assert wide["Sweden"].isna().tolist() == [True, True, False, False]
    assert flows.window_sums(tiny, Reading(donors="nato"), "donor")["Sweden"] == 2


def test_imputation_adds_the_members_parts_and_keeps_the_total(tiny):
    imputed = Reading(kind="all", eu_institutions="imputed")
    sums = flows.window_sums(tiny, imputed, "donor")
    assert sums["Germany"] == 6 + 2 + 6
    assert sums["Sweden"] == 4 + 4
    assert "EU institutions" not in sums
    assert sums.sum() == flows.total_eur_bn(tiny, Reading(kind="all"))
    with pytest.raises(Refused, match="not month by month"):
        flows.monthly(tiny, imputed)


def test_commitments_may_be_negative(tiny):
    reading = Reading(measure="commitments", kind="all")
    assert flows.monthly(tiny, reading)["United States"].tolist() == [9, -1, 0, 0]
    assert flows.window_sums(tiny, reading, "bloc")["us"] == 8


def test_kinds_and_origins_by_hand(tiny):
    kinds = flows.by_kind(tiny, Reading(kind="all"))
    assert kinds.loc["eui"].tolist() == [0, 10, 0]
    assert kinds["military"].sum() == 16
    assert flows.origins(tiny, Reading()).tolist() == [8, 4, 0, 4]
    assert flows.origins(tiny, Reading(donors="europe-us")).empty
    assert flows.origins(tiny, Reading(kind="financial")).empty


def test_rise_needed_by_hand(tiny):
    assert flows.rise_needed_pct(tiny, Reading(), "2024-01", "2024-04") == pytest.approx(60)
    change = flows.level_change_pct(
        tiny, Reading(), "europe", ("2024-01", "2024-02"), ("2024-03", "2024-04")
    )
    assert change == pytest.approx(50)


def test_changes_at_cuts_by_hand(tiny):
    assert flows.changes_at_cuts(tiny, Reading(), 1).to_dict() == {
        "2024-02": -2,
        "2024-03": 0,
        "2024-04": 2,
    }
    assert flows.changes_at_cuts(tiny, Reading(), 2).to_dict() == {"2024-03": 0}
    assert flows.changes_at_cuts(tiny, Reading(), 3).empty


def test_a_refused_reading_raises_its_sentence(tiny):
    with pytest.raises(Refused, match=r"^Commitments are not split by kind of aid\.$"):
        flows.window_sums(tiny, Reading(measure="commitments"))


def test_an_unknown_key_is_an_error(tiny):
    with pytest.raises(ValueError, match="not by 'colour'"):
        flows.series(tiny, Reading(), "colour")


# --- crossings and months ------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "behind", "month"),
    [
        ([1, 3, 1, 4, 4, 4], [2] * 6, "d"),
        ([1, 1, 1, 1, 3, 3], [2] * 6, None),
        ([0, 0, 3, 3, 3, 3], [0, 0, 2, 2, 2, 2], None),
        ([3, 3, 3, 3], [2, 2, 2, 2], None),
        ([1, 1, 1, 1], [2, 2, 2, 2], None),
        ([1, 3, 3, 1], [2, 2, 2, 2], None),
        ([float("nan"), 1, 3, 3, 3], [float("nan"), 2, 2, 2, 2], "c"),
        ([float("nan"), 3, 3, 3], [float("nan"), 2, 2, 2], None),
    ],
)
def test_passes_to_stay_ahead(ahead, behind, month):
    index = list("abcdef")[: len(ahead)]
    assert flows.passes_to_stay_ahead(pd.Series(ahead, index), pd.Series(behind, index)) == month


def test_month_arithmetic():
    assert flows.twelve_months_to("2024-09") == "2023-10"
    assert flows.twelve_months_to("2024-12") == "2024-01"
    assert flows.last_full_month(date(2024, 10, 14)) == "2024-09"
    assert flows.last_full_month(date(2024, 1, 1)) == "2023-12"


# --- against the source's README ------------------------------------------------------

WHOLE = {"military": Reading(), "all": Reading(kind="all")}


@pytest.mark.parametrize(
    ("kind", "bloc", "eur_bn"),
    [
        ("military", "europe", 102.211),
        ("military", "us", 64.617),
        ("all", "europe", 214.844),
        ("all", "us", 115.381),
    ],
)
def test_totals_of_release_29(kind, bloc, eur_bn):
    assert flows.window_sums(TABLES, WHOLE[kind], "bloc")[bloc] == pytest.approx(eur_bn, abs=6e-4)


def test_all_donors_of_release_29():
    assert flows.total_eur_bn(TABLES, Reading()) == pytest.approx(172.993, abs=6e-4)
    assert flows.total_eur_bn(TABLES, Reading(kind="all")) == pytest.approx(358.400, abs=6e-4)
    commitments = Reading(measure="commitments", kind="all")
    assert flows.total_eur_bn(TABLES, commitments) == pytest.approx(547.984, abs=6e-4)


@pytest.mark.parametrize(
    ("reading", "share"),
    [
        (Reading(last="2024-09"), 51.3),
        (Reading(first="2024-01", last="2024-09"), 48.4),
        (Reading(kind="all", last="2024-09"), 39.5),
        (Reading(measure="commitments", kind="all", last="2024-09"), 30.2),
        (Reading(first="2025-01", last="2025-12"), 1.3),
        (Reading(first="2026-01"), 0.0),
    ],
)
def test_us_share_of_release_29(reading, share):
    assert round(flows.share_pct(TABLES, reading, "us"), 1) == share


def test_europe_passes_the_us_to_stay_ahead_in_march_2025():
    lines = flows.series(TABLES, Reading(rhythm="cumulative"), "bloc")
    assert flows.passes_to_stay_ahead(lines["europe"], lines["us"]) == "2025-03"


def test_the_others_gave_1_06_a_month_more_from_october_2024_on():
    others = tuple(code for code in sorted(TABLES.donor_of) if code != "USA")
    changes = flows.changes_at_cuts(TABLES, Reading(donors=others), 12)
    assert len(changes) == 29
    assert changes["2024-10"] == pytest.approx(1.06, abs=0.005)
    assert int((changes >= changes["2024-10"]).sum()) == 4


def test_the_last_us_allocation_of_release_29():
    assert flows.last_month_given(TABLES, Reading(), "United States") == "2025-01"


def test_groups_and_kinds_add_up_to_the_total():
    reading = Reading(kind="all", last="2024-09")
    total = flows.total_eur_bn(TABLES, reading)
    assert flows.by_kind(TABLES, reading).to_numpy().sum() == pytest.approx(total)
    for by in ("donor", "group", "bloc"):
        assert flows.window_sums(TABLES, reading, by).sum() == pytest.approx(total)
    assert flows.totals(TABLES, reading.but(unit="share"), "group").sum() == pytest.approx(100)
    origins = flows.origins(TABLES, reading).sum()
    assert origins == pytest.approx(flows.total_eur_bn(TABLES, reading.but(kind="military")))


def test_a_group_of_which_nobody_counts_yet_is_missing_and_not_zero(tiny):
    north = Reading(donors="nato", groups=(OwnGroup("North", ("SWE",)),))
    months = flows.series(tiny, north, "own", "monthly")["own-0"]
    assert months.isna().tolist() == [True, True, False, False]


def test_first_months_begin_before_the_window(tiny):
    march = Reading(first="2024-03", last="2024-03")
    shares = flows.shares_by_first_month(tiny, march, "us", "bloc").to_dict()
    by_hand = {"2024-01": 100 * 6 / 11, "2024-02": 100 * 2 / 6, "2024-03": 100 * 2 / 3}
    assert shares == pytest.approx(by_hand)
