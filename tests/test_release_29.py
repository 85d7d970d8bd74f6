"""Release 29: the totals that the sources' own notes state, and what our own files say beside it.

Asked of tests/release_29, the copy that does not change; tests/test_data.py asks of data/ what
holds of every release.
"""

import pandas as pd
import pytest

from tests.conftest import RELEASE_29
from widgets.tables.package import load

TABLES = load(RELEASE_29)


def table(name):
    """One table of the copy; empty cells are missing."""
    return pd.read_csv(RELEASE_29 / f"{name}.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def aid():
    """Allocations with the group and bloc of their donor."""
    donors = table("donors")[["donor", "group"]].merge(table("groups")[["group", "bloc"]])
    return table("aid").merge(donors, on="donor")


@pytest.fixture(scope="module")
def events():
    return table("events")


def test_the_copy_is_release_29_and_whole():
    assert TABLES.check().release["number"] == "29"
    assert (TABLES.release["first_month"], TABLES.release["last_month"]) == ("2022-01", "2026-04")


def test_what_is_asked_without_a_folder_is_asked_of_the_copy():
    assert load() == TABLES


# ------------------------------------------------- totals measured in the source's notes


def test_military_totals(aid):
    military = aid[aid["kind"] == "military"].groupby("bloc")["allocations_eur_bn"].sum()
    assert military["europe"] == pytest.approx(102.211, abs=5e-4)
    assert military["us"] == pytest.approx(64.617, abs=5e-4)
    assert military.sum() == pytest.approx(172.993, abs=5e-4)


def test_all_aid(aid):
    total = aid.groupby("bloc")["allocations_eur_bn"].sum()
    assert total["europe"] == pytest.approx(214.844, abs=5e-4)
    assert total["us"] == pytest.approx(115.381, abs=5e-4)
    assert total.sum() == pytest.approx(358.400, abs=5e-4)
    kinds = aid.groupby("kind")["allocations_eur_bn"].sum()
    assert kinds["financial"] == pytest.approx(159.684, abs=5e-4)
    assert kinds["humanitarian"] == pytest.approx(25.722, abs=5e-4)


def test_commitments():
    promised = table("commitments")
    assert promised["commitments_eur_bn"].sum() == pytest.approx(547.984, abs=5e-4)
    assert promised["to_be_allocated_eur_bn"].sum() == pytest.approx(189.584, abs=5e-4)


def test_weapons_and_eu_shares():
    assert table("weapons")["count"].sum() == 3327
    assert table("eu_shares")["imputed_eur_bn"].sum() == pytest.approx(84.4253, abs=5e-5)


def test_the_us_packages_add_up_to_what_was_announced():
    packages = table("us_packages").groupby("programme")["announced_usd_bn"].agg(["count", "sum"])
    assert packages.loc["drawdown"].tolist() == [74, pytest.approx(34.085)]
    assert packages.loc["usai"].tolist() == [23, pytest.approx(33.203)]
    differing = table("us_packages").query("tracker == 'differs'")["date"]
    assert set(differing) == {"2024-06-07", "2024-12-30"}


def test_us_shares_that_the_page_tells(aid):
    military = aid[aid["kind"] == "military"]

    def us_share(first, last):
        window = military[military["month"].between(first, last)]
        total = window["allocations_eur_bn"].sum()
        return 100 * window.loc[window["bloc"] == "us", "allocations_eur_bn"].sum() / total

    assert round(us_share("2022-01", "2024-09"), 1) == 51.3
    assert round(us_share("2024-01", "2024-09"), 1) == 48.4
    assert round(us_share("2025-01", "2025-12"), 1) == 1.3


def test_europe_passes_the_us_for_good_in_march_2025(aid):
    military = aid[aid["kind"] == "military"]
    blocs = military.pivot_table("allocations_eur_bn", "month", "bloc", "sum").cumsum()
    behind = blocs.index[blocs["us"] >= blocs["europe"]]
    assert (behind.min(), behind.max()) == ("2022-06", "2025-02")


def test_nothing_came_by_purl_before_july_2025():
    shares = table("origins").query("origin == 'purl'").set_index("month")["share"]
    assert (shares.loc[:"2025-06"] == 0).all()
    assert shares.max() > 0


# ------------------------------------------------------------------ donors and members


def test_the_donors_of_each_group():
    donors = table("donors")
    assert len(donors) == 42
    sizes = donors["group"].value_counts().to_dict()
    assert sizes == {"eu": 27, "eui": 1, "oe": 4, "us": 1, "od": 9}
    group = donors.set_index("donor")["group"]
    assert (group[["Ireland", "Cyprus", "Malta"]] == "eu").all()


def test_the_members_and_when_they_joined():
    members = table("memberships")
    assert members["body"].value_counts().to_dict() == {"EU": 27, "NATO": 32}
    joined = members.set_index(["iso3", "body"])["from"]
    assert joined["FIN", "NATO"] == "2023-04-04"
    assert joined["SWE", "NATO"] == "2024-03-07"
    assert members["to"].isna().all()


# ------------------------------------------------------------------ events, roles, map


def test_a_quarter_and_an_open_end(events):
    assert "2022-35" in set(events["start"]), "a quarter is written as EDTF level 2"
    assert (events["end"] == "..").sum() == 1


def test_eras(events):
    eras = events[events["era"]].set_index("event")
    assert set(eras["lane"]) == {"contact-group", "aid-coordination"}
    assert eras["leader"].tolist() == ["oe", "us", "nato", "us"]
    assert eras.loc["era-coordination-us", "end"] == "2024-12-16"
    assert eras.loc["era-coordination-nato", ["start", "end"]].tolist() == ["2024-12-17", ".."]


def test_the_report_and_its_turning_points_are_there(events):
    day = events.set_index("event")["start"]
    assert day["rutte-visits-wiesbaden"] == "2024-10-14"
    assert day["nsatu-takes-over"] == "2024-12-17"
    assert day["udcg-founded"] == "2022-04-26"
    assert (~events["era"]).sum() == 169
    assert ((events["importance"] == 1) & ~events["era"]).sum() == 14


def test_former_ids(events):
    now = table("event_aliases").set_index("alias")["event"]
    assert now["house-passes-aid"] == "supplemental-5"
    assert now["aguto-sagu"] == "sagu-announced"


def test_extents_of_roles():
    roles = table("roles").set_index("role")
    days = ["start_first", "start_last", "end_first", "end_last"]
    assert roles.loc["hub-us", days].tolist() == [
        *("2022-01-01", "2022-12-31"),
        *("2025-03-01", "2025-03-31"),
    ]
    assert roles.loc["matching-sagu", days[2:]].tolist() == ["2024-12-17", "2025-08-29"]
    assert roles.loc["pledge-uk", "end_first"] == "2026-02-12"


def test_what_rests_on_reports_is_marked():
    roles = table("roles").set_index("role")["confidence"]
    assert roles["romania-nsatu"] == "reported"
    assert roles["hub-nsatu"] == "confirmed"


def test_stages_and_their_events():
    assert len(table("stages")) == 13
    assert table("stages")["event"].notna().sum() == 12
