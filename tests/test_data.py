"""The tables in data/ as they are now: package, keys, dates, and what holds of every release.

What numbers Release 29 has is in tests/test_release_29.py, on a copy of it that does not change.
"""

import hashlib
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

from widgets.chapters.carries import own_groups
from widgets.claims.rules import RULES
from widgets.reading import own_group
from widgets.sums import flows
from widgets.tables import dates
from widgets.tables.package import load

DATA = Path(__file__).parents[1] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABLES = {
    *("groups", "donors", "memberships", "aid", "commitments", "origins", "weapons", "eu_shares"),
    *("events", "event_aliases", "event_sources", "lanes", "instruments", "sources", "glossary"),
    *("claims", "claim_facts", "claim_evidence", "claim_later"),
    *("defence_spending", "populations", "promises", "purl", "us_packages"),
    *("actors", "tasks", "roles", "actor_facts", "stages", "sites", "places", "outlines"),
    *("systems", "system_states", "reported_figures"),
}


def table(name):
    """One table; empty cells are missing."""
    return pd.read_csv(DATA / f"{name}.csv", keep_default_na=False, na_values=[""])


def extent(text):
    """First and last day of an EDTF date; a plain day needs no parser, which takes its time."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return [str(date.fromisoformat(text))] * 2
    return [day.isoformat() for day in dates.extent(text)]


@pytest.fixture(scope="module")
def aid():
    """Allocations with the group and bloc of their donor."""
    donors = table("donors")[["donor", "group"]].merge(table("groups")[["group", "bloc"]])
    return table("aid").merge(donors, on="donor")


# --------------------------------------------------------------------------- the package


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
        assert resource["schema"]["primaryKey"]
        assert resource["schema"]["missingValues"] == [""]
        assert all(f["title"] and f["description"] for f in resource["schema"]["fields"])


@pytest.mark.parametrize("name", sorted(TABLES))
def test_size_checksum_and_order(name):
    resource, content = RESOURCES[name], (DATA / f"{name}.csv").read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    by_order = ("groups", "claims", "lanes", "tasks", "stages")
    key = ["order"] if name in by_order else resource["schema"]["primaryKey"]
    rows = table(name)[key].itertuples(index=False, name=None)
    assert all(one < two for one, two in pairwise(rows))


def test_numbers_with_a_unit_say_so():
    for name, field in [("aid", "allocations_eur_bn"), ("eu_shares", "imputed_eur_bn")]:
        fields = {field["name"]: field for field in RESOURCES[name]["schema"]["fields"]}
        assert fields[field]["unit"] == "EUR bn"


# ---------------------------------------------------------------------- sums of parts


def test_commitments_are_what_was_allocated_and_what_is_still_to_be(aid):
    given = aid.groupby(["month", "donor"])["allocations_eur_bn"].sum()
    rest = table("commitments").set_index(["month", "donor"])
    gap = rest["commitments_eur_bn"] - rest["to_be_allocated_eur_bn"] - given
    assert gap.abs().max() < 3e-6


def test_what_is_imputed_to_the_members_is_what_the_eu_institutions_gave(aid):
    shares = table("eu_shares")["imputed_eur_bn"].sum()
    assert shares == pytest.approx(aid.query("group == 'eui'")["allocations_eur_bn"].sum())


def test_nothing_that_is_counted_is_negative(aid):
    for name in ("aid", "commitments", "weapons", "eu_shares", "us_packages", "origins"):
        numbers = (
            table(name)
            .select_dtypes("number")
            .drop(columns="to_be_allocated_eur_bn", errors="ignore")
        )
        assert (numbers >= 0).all(axis=None), name


def test_us_packages_are_numbered_in_order_of_time():
    for _, packages in table("us_packages").groupby("programme"):
        packages = packages.sort_values("number")
        assert packages["number"].tolist() == list(range(1, len(packages) + 1))
        assert packages["date"].is_monotonic_increasing


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


def test_every_statement_that_is_judged_names_a_rule_that_there_is():
    (field,) = [f for f in RESOURCES["claims"]["schema"]["fields"] if f["name"] == "rule"]
    known = {name for name in RULES if name != "own"}
    assert set(field["constraints"]["enum"]) == known == set(table("claims")["rule"].dropna())


def test_values_are_called_by_one_name_each():
    for name, field in [("groups", "bloc"), ("events", "importance")]:
        labels = load(DATA).labels(name, field)
        assert set(table(name)[field]) <= set(labels)
        assert len(set(labels.values())) == len(labels)
    assert list(load(DATA).bloc_names) == list(flows.BLOCS) == list(load(DATA).bloc_colours)


def test_the_examples_of_groups_can_be_named_in_a_link():
    for group in own_groups.examples(load(DATA)):
        assert own_group.read(own_group.text((group,)), load(DATA)) == (group,)


def test_every_donor_is_in_one_group():
    donors, groups = table("donors"), table("groups")
    assert donors["donor"].is_unique
    assert donors["iso3"].is_unique
    assert set(donors["group"]) == set(groups["group"])
    assert (donors["group"] == "us").sum() == (donors["group"] == "eui").sum() == 1
    union = donors.loc[donors["group"] == "eui", "donor"].tolist()
    for field in ("gdp_2021_eur_bn", "population_2024"):
        assert donors.loc[donors[field].isna(), "donor"].tolist() == union


def test_memberships_cover_the_donors():
    members, donors = table("memberships"), table("donors")
    bodies = members.groupby("body")["iso3"].agg(set)
    assert set(bodies.index) == {"EU", "NATO"}
    assert bodies["EU"] == set(donors.loc[donors["group"] == "eu", "iso3"])
    names = members.merge(donors, on="iso3")
    assert (names["country"] == names["donor"]).all()
    assert members["from"].map(pd.Timestamp).notna().all()


def test_the_eu_institutions_give_no_military_aid(aid):
    assert (aid.query("group == 'eui' and kind == 'military'")["allocations_eur_bn"] == 0).all()


def test_origins_are_whole_months():
    shares = table("origins").pivot(index="month", columns="origin", values="share")
    assert set(shares.columns) == {"stockpile", "procurement", "purl", "unspecified"}
    assert (shares.sum(axis=1) - 1).abs().max() < 1e-9
    assert list(shares.index) == sorted(table("aid")["month"].unique())


# ----------------------------------------------------------------- events, sources, words


EXTENT = ["start", "end", "known_to", "start_first", "start_last", "end_first", "end_last"]


@pytest.fixture(scope="module")
def events():
    return table("events")


@pytest.mark.parametrize(
    "name", ["events", "roles", "actors", "actor_facts", "sites", "system_states"]
)
def test_extents_hold_what_their_dates_say(name):
    rows = table(name).reindex(columns=EXTENT).astype("str").fillna("").drop_duplicates()
    for start, end, known_to, *days in rows.itertuples(index=False, name=None):
        first = extent(start)
        if end in ("", dates.OPEN):  # what goes on has certainly lasted to where it was last seen
            seen = max(first[1], extent(known_to)[1] if known_to else "")
            last = [seen if end else "", ""]
        else:
            last = extent(end)
            assert first[0] <= last[1]
        assert days == [*first, *last]


def test_eras_have_a_leader_and_no_two_of_a_lane_share_a_day(events):
    assert events["leader"].notna().tolist() == events["era"].tolist()
    assert set(events["leader"].dropna()) <= {"us", "oe", "nato"}
    for _, eras in events[events["era"]].groupby("lane"):
        eras = eras.sort_values("start_first")
        ends, starts = eras["end_last"].fillna("9999-12-31"), eras["start_first"]
        assert len(eras) >= 2
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_turning_points_rest_on_more_than_one_source(events):
    sources = table("event_sources").groupby("event")["source"].nunique()
    weighty = events[(events["importance"] == 1) & ~events["era"]]["event"]
    assert len(weighty)
    assert (sources[weighty] >= 2).all()


def test_former_ids_lead_to_events(events):
    aliases = table("event_aliases")
    assert aliases["alias"].is_unique
    assert set(aliases["event"]) <= set(events["event"])
    assert not set(aliases["alias"]) & set(events["event"])


def test_every_source_is_used_and_dated_in_edtf(events):
    sources = table("sources")
    is_events = sources["used_for"].str.split(";").map(lambda uses: "events" in uses)
    of_events = set(sources.loc[is_events, "source"]) - {"own-events"}
    assert set(table("event_sources")["source"]) == of_events >= set(events["source"])
    assert all(extent(day) for day in sources["date"].dropna().astype(str))


def test_labels_titles_and_summaries(events):
    assert events["label"].str.len().max() <= 26
    assert events["title"].str.len().max() <= 80
    for text in events["summary"]:
        assert len(re.findall(r"[.!?](?= |$)", text)) == 2, text
        assert not re.search(r"[<>]|&\w+;", text)
    assert not events["label"].duplicated().any()


def test_weak_rows_have_no_headline_role(events):
    reported = events[events["confidence"] == "reported"]
    assert len(reported)
    assert (reported["importance"] == 3).all()
    assert not reported["era"].any()


def test_the_first_source_of_an_event_is_the_one_it_names(events):
    every = table("event_sources")
    named = every[every["order"] == 1].set_index("event")["source"]
    assert named.to_dict() == events.set_index("event")["source"].to_dict()
    assert not every.duplicated(["event", "source"]).any()
    for _, order in every.groupby("event")["order"]:
        assert order.tolist() == list(range(1, len(order) + 1))


def test_no_source_is_of_weak_standing():
    weak = pd.read_csv(DATA / "editor" / "weak_hosts.csv")["host"]
    for url in table("sources")["url"].dropna():
        host = urlsplit(url).hostname
        assert host
        assert not re.fullmatch(r"[\d.]+", host)
        assert not any(host == name or host.endswith("." + name) for name in weak), url


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


def test_no_site_has_coordinates_and_no_town_is_finer_than_a_hundredth_of_a_degree():
    assert not {"lat", "lon"} & set(table("sites"))
    for value in [*table("places")["lat"], *table("places")["lon"]]:
        assert value == round(value, 2)


def test_extents_of_roles_are_in_order():
    roles = table("roles")
    assert roles.loc[roles["end"] == "..", "end_last"].isna().all()
    assert (roles["end_first"] >= roles["start_first"]).all()


def test_the_outlines_are_closed_rings_and_small():
    assert (DATA / "outlines.csv").stat().st_size < 150_000
    for polygon in table("outlines")["polygon"]:
        assert polygon.startswith("POLYGON ((")
        assert polygon.endswith("))")
        points = polygon[10:-2].split(", ")
        assert len(points) >= 4
        assert points[0] == points[-1]
    assert set(table("outlines").query("iso3 == 'RUS'")["area"]) == {"RUS", "RU-KGD"}


def test_stages_are_in_order_and_those_with_an_event_share_its_date():
    stages = table("stages").merge(table("events"), on="event", suffixes=("", "_event"))
    assert table("stages")["start_first"].is_monotonic_increasing
    assert len(stages) == table("stages")["event"].notna().sum() > 0
    assert (stages["start"] == stages["start_event"]).all()


def test_what_rests_on_reports_is_marked():
    states = table("system_states")
    assert set(states.loc[states["standing"] == "reported cancelled", "confidence"]) == {"reported"}
