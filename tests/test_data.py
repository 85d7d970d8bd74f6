"""The tables in data/: package, keys, and the totals that the sources' own notes state."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import edtf
import pandas as pd
import pytest
from frictionless import Package, system

DATA = Path(__file__).parents[1] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABLES = {
    *("groups", "donors", "memberships", "aid", "commitments", "origins", "weapons", "eu_shares"),
    *("events", "event_aliases", "event_sources", "sources", "glossary"),
    *("claims", "claim_facts", "claim_evidence", "claim_later"),
    *("defence_spending", "populations", "promises", "purl", "us_packages"),
    *("actors", "tasks", "roles", "actor_facts", "stages", "sites", "places", "outlines"),
    *("systems", "system_states", "reported_figures"),
}


def table(name):
    """One table; empty cells are missing."""
    return pd.read_csv(DATA / f"{name}.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def aid():
    """Allocations with the group and bloc of their donor."""
    donors = table("donors")[["donor", "group"]].merge(table("groups")[["group", "bloc"]])
    return table("aid").merge(donors, on="donor")


# --------------------------------------------------------------------------- the package


def test_frictionless_validates_the_package():
    with system.use_context(trusted=True):
        report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


def test_the_us_packages_add_up_to_what_was_announced():
    packages = table("us_packages").groupby("programme")["announced_usd_bn"].agg(["count", "sum"])
    assert packages.loc["drawdown"].tolist() == [74, pytest.approx(34.085)]
    assert packages.loc["usai"].tolist() == [23, pytest.approx(33.203)]
    differing = table("us_packages").query("tracker == 'differs'")["date"]
    assert set(differing) == {"2024-06-07", "2024-12-30"}


def test_the_package_describes_every_table():
    assert {path.stem for path in DATA.glob("*.csv")} == TABLES == set(RESOURCES)
    release = PACKAGE["release"]
    assert PACKAGE["version"] == release["number"]
    assert release["source_line"].endswith(release["label"])
    months = table("aid")["month"]
    assert (release["first_month"], release["last_month"]) == (months.min(), months.max())
    for resource in RESOURCES.values():
        of_tracker = any(
            "Ukraine Support Tracker, Release" in s["title"] for s in resource["sources"]
        )
        assert resource.get("release") == (release if of_tracker else None)
        assert all(resource[key] for key in ["title", "description", "licenses", "sources"])
        assert resource["profile"] == "tabular-data-resource"
        assert resource["schema"]["primaryKey"] and resource["schema"]["missingValues"] == [""]
        assert all(f["title"] and f["description"] for f in resource["schema"]["fields"])


@pytest.mark.parametrize("name", sorted(TABLES))
def test_size_checksum_and_order(name):
    resource, content = RESOURCES[name], (DATA / f"{name}.csv").read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert b"\r" not in content and content.endswith(b"\n")
    by_order = ("groups", "claims", "tasks", "stages")
    key = ["order"] if name in by_order else resource["schema"]["primaryKey"]
    rows = table(name)[key].itertuples(index=False, name=None)
    assert all(one < two for one, two in pairwise(rows))


def test_numbers_with_a_unit_say_so():
    for name, field in [("aid", "allocations_eur_bn"), ("eu_shares", "imputed_eur_bn")]:
        fields = {field["name"]: field for field in RESOURCES[name]["schema"]["fields"]}
        assert fields[field]["unit"] == "EUR bn"


# ------------------------------------- totals measured in the source's notes (Release 29)


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


def test_commitments(aid):
    promised = table("commitments")
    assert promised["commitments_eur_bn"].sum() == pytest.approx(547.984, abs=5e-4)
    assert promised["to_be_allocated_eur_bn"].sum() == pytest.approx(189.584, abs=5e-4)
    given = aid.groupby(["month", "donor"])["allocations_eur_bn"].sum()
    rest = promised.set_index(["month", "donor"])
    gap = rest["commitments_eur_bn"] - rest["to_be_allocated_eur_bn"] - given
    assert gap.abs().max() < 3e-6


def test_weapons_and_eu_shares(aid):
    assert table("weapons")["count"].sum() == 3327
    shares = table("eu_shares")["imputed_eur_bn"].sum()
    assert shares == pytest.approx(84.4253, abs=5e-5)
    assert shares == pytest.approx(aid.query("group == 'eui'")["allocations_eur_bn"].sum())


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


# ----------------------------------------------------------------------- donors and months


def test_every_donor_has_every_month(aid):
    release = PACKAGE["release"]
    months = pd.period_range(release["first_month"], release["last_month"], freq="M").astype(str)
    expected = {(month, donor) for month in months for donor in table("donors")["donor"]}
    for kind in ["military", "financial", "humanitarian"]:
        part = aid[aid["kind"] == kind]
        assert set(zip(part["month"], part["donor"], strict=True)) == expected
    promised = table("commitments")
    assert set(zip(promised["month"], promised["donor"], strict=True)) == expected


def test_every_donor_is_in_one_group():
    donors = table("donors")
    assert donors["donor"].is_unique and len(donors) == 42
    sizes = donors["group"].value_counts().to_dict()
    assert sizes == {"eu": 27, "eui": 1, "oe": 4, "us": 1, "od": 9}
    group = donors.set_index("donor")["group"]
    assert (group[["Ireland", "Cyprus", "Malta"]] == "eu").all()
    assert donors.loc[donors["gdp_2021_eur_bn"].isna(), "donor"].tolist() == ["EU institutions"]
    assert donors.loc[donors["population_2024"].isna(), "donor"].tolist() == ["EU institutions"]


def test_memberships_cover_the_donors():
    members, donors = table("memberships"), table("donors")
    bodies = members.groupby("body")["iso3"].agg(set)
    assert {body: len(found) for body, found in bodies.items()} == {"EU": 27, "NATO": 32}
    assert bodies["EU"] == set(donors.loc[donors["group"] == "eu", "iso3"])
    names = members.merge(donors, on="iso3")
    assert (names["country"] == names["donor"]).all()
    joined = members.set_index(["iso3", "body"])["from"]
    assert joined["FIN", "NATO"] == "2023-04-04" and joined["SWE", "NATO"] == "2024-03-07"
    assert members["to"].isna().all()


def test_the_eu_institutions_give_no_military_aid(aid):
    assert (aid.query("group == 'eui' and kind == 'military'")["allocations_eur_bn"] == 0).all()


def test_origins_are_whole_months():
    shares = table("origins").pivot(index="month", columns="origin", values="share")
    assert set(shares.columns) == {"stockpile", "procurement", "purl", "unspecified"}
    assert (shares.sum(axis=1) - 1).abs().max() < 1e-9
    assert list(shares.index) == sorted(table("aid")["month"].unique())
    assert (shares.loc[:"2025-06", "purl"] == 0).all()


# ----------------------------------------------------------------- events, sources, words


@pytest.fixture(scope="module")
def events():
    return table("events")


def test_event_dates_are_edtf(events):
    for date in [*events["start"], *events["end"].dropna()]:
        assert date == ".." or edtf.parse_edtf(date)
    assert "2022-35" in set(events["start"]), "a quarter is written as EDTF level 2"
    assert (events["end"] == "..").sum() == 1


def test_labels_titles_and_summaries(events):
    assert events["label"].str.len().max() <= 26
    assert events["title"].str.len().max() <= 80
    for text in events["summary"]:
        assert len(re.findall(r"[.!?](?= |$)", text)) == 2, text
        assert not re.search(r"[<>]|&\w+;", text)
    assert not events["label"].duplicated().any()


def test_weak_rows_have_no_headline_role(events):
    reported = events[events["confidence"] == "reported"]
    assert len(reported) and (reported["importance"] == 3).all()
    assert not reported["era"].any()


def test_eras(events):
    eras = events[events["era"]].set_index("event")
    assert set(eras["lane"]) == {"contact-group", "aid-coordination"}
    assert eras["leader"].tolist() == ["oe", "us", "nato", "us"]
    assert eras.loc["era-coordination-us", "end"] == "2024-12-16"
    assert eras.loc["era-coordination-nato", ["start", "end"]].tolist() == ["2024-12-17", ".."]
    assert events.loc[~events["era"], "leader"].isna().all()


def test_no_two_eras_of_a_lane_share_a_day(events):
    for _, eras in events[events["era"]].groupby("lane"):
        eras = eras.sort_values("start_first")
        ends, starts = eras["end_last"].fillna("9999-12-31"), eras["start_first"]
        assert len(eras) == 2
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_the_report_and_its_turning_points_are_there(events):
    day = events.set_index("event")["start"]
    assert day["rutte-visits-wiesbaden"] == "2024-10-14"
    assert day["nsatu-takes-over"] == "2024-12-17"
    assert day["udcg-founded"] == "2022-04-26"
    assert (~events["era"]).sum() == 169


def test_turning_points_rest_on_more_than_one_source(events):
    sources = table("event_sources").groupby("event")["source"].nunique()
    weighty = events[(events["importance"] == 1) & ~events["era"]]["event"]
    assert len(weighty) == 14 and (sources[weighty] >= 2).all()


def test_the_first_source_of_an_event_is_the_one_it_names(events):
    every = table("event_sources")
    named = every[every["order"] == 1].set_index("event")["source"]
    assert named.to_dict() == events.set_index("event")["source"].to_dict()
    assert not every.duplicated(["event", "source"]).any()
    for _, order in every.groupby("event")["order"]:
        assert order.tolist() == list(range(1, len(order) + 1))


def test_former_ids_lead_to_events(events):
    aliases = table("event_aliases")
    assert aliases["alias"].is_unique and set(aliases["event"]) <= set(events["event"])
    assert not set(aliases["alias"]) & set(events["event"])
    now = aliases.set_index("alias")["event"]
    assert now["house-passes-aid"] == "supplemental-5"
    assert now["aguto-sagu"] == "sagu-announced"


def test_no_source_is_of_weak_standing():
    weak = pd.read_csv(DATA / "editor" / "weak_hosts.csv")["host"]
    for url in table("sources")["url"].dropna():
        host = urlsplit(url).hostname
        assert host and not re.fullmatch(r"[\d.]+", host)
        assert not any(host == name or host.endswith("." + name) for name in weak), url


def test_every_source_is_used_and_dated_in_edtf(events):
    sources = table("sources")
    is_events = sources["used_for"].str.split(";").map(lambda uses: "events" in uses)
    of_events = set(sources.loc[is_events, "source"]) - {"own-events"}
    assert set(table("event_sources")["source"]) == of_events >= set(events["source"])
    assert all(edtf.parse_edtf(date) for date in sources["date"].dropna().astype(str))


def test_the_glossary_defines_every_term_of_the_page():
    glossary = table("glossary").set_index("term")["definition"]
    needed = (
        "allocation commitment stockpile procurement purl nsatu sag-u idcc udcg hub donor release "
        "reading verdict scenario nominal military-aid eu-institutions imputed rolling-12-months "
        "per-head pct-gdp"
    )
    assert set(glossary.index) == set(needed.split())
    assert glossary.str.len().between(40, 260).all()


# ------------------------------------------------------------------------ who coordinates


def test_every_role_has_an_actor_a_task_and_two_sources():
    roles, sources = table("roles"), set(table("sources")["source"])
    assert set(roles["actor"]) <= set(table("actors")["actor"])
    assert set(roles["task"]) < set(table("tasks")["task"])  # a task may have no known holder
    assert set(roles["source"]) | set(roles["end_source"]) <= sources
    assert set(table("tasks")["task"]) - set(roles["task"]) == {"delivery"}


def test_extents_of_roles_hold_what_their_dates_say():
    roles = table("roles").set_index("role")
    days = ["start_first", "start_last", "end_first", "end_last"]
    assert roles.loc["hub-us", days].tolist() == [
        *("2022-01-01", "2022-12-31"),
        *("2025-03-01", "2025-03-31"),
    ]
    assert roles.loc["matching-sagu", days[2:]].tolist() == ["2024-12-17", "2025-08-29"]
    open_end = roles[roles["end"] == ".."]
    assert open_end["end_last"].isna().all()
    assert roles.loc["pledge-uk", "end_first"] == "2026-02-12"
    assert (roles["end_first"] >= roles["start_first"]).all()


def test_no_site_has_coordinates_and_no_town_is_finer_than_a_hundredth_of_a_degree():
    assert not {"lat", "lon"} & set(table("sites"))
    for value in [*table("places")["lat"], *table("places")["lon"]]:
        assert value == round(value, 2)


def test_the_outlines_are_closed_rings_and_small():
    assert (DATA / "outlines.csv").stat().st_size < 150_000
    for polygon in table("outlines")["polygon"]:
        assert polygon.startswith("POLYGON ((") and polygon.endswith("))")
        points = polygon[10:-2].split(", ")
        assert len(points) >= 4 and points[0] == points[-1]
    assert set(table("outlines").query("iso3 == 'RUS'")["area"]) == {"RUS", "RU-KGD"}


def test_stages_are_in_order_and_those_with_an_event_share_its_date():
    stages = table("stages").merge(table("events"), on="event", suffixes=("", "_event"))
    assert table("stages")["start_first"].is_monotonic_increasing
    assert len(stages) == 12 and (stages["start"] == stages["start_event"]).all()


def test_what_rests_on_reports_is_marked():
    states = table("system_states")
    assert set(states.loc[states["standing"] == "reported cancelled", "confidence"]) == {"reported"}
    roles = table("roles").set_index("role")["confidence"]
    assert roles["romania-nsatu"] == "reported" and roles["hub-nsatu"] == "confirmed"
