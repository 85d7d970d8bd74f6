"""data/build.py on a source folder made from our own tables, whole and damaged in many ways.

What it refuses is asked of its checks, with one file read anew beside all others; that the command
prints the sentences and leaves the tables alone is tried once a stage.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from tests.source import (
    DATA,
    DRAWDOWNS,
    EDITOR,
    EVENTS,
    EXPLORER,
    MEMBERS,
    ORIGINS,
    OUTLINES,
    RELEASE,
    SHARES,
    TOTALS,
    USAI,
    WEAPONS,
    add_aid,
    add_month,
    builder,
    change,
    ours,
    set_cell,
    write,
)
from tests.source import build as run
from widgets.sums import geography


@pytest.fixture(scope="session")
def build():
    """The module data/build.py."""
    return builder()


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """A whole source folder."""
    return write(tmp_path_factory.mktemp("source"))


@pytest.fixture
def source(whole, tmp_path):
    """A source folder to change."""
    return Path(shutil.copytree(whole, tmp_path / "source"))


@pytest.fixture(scope="session")
def parsed(build, whole):
    """Every input of the whole folder as the build has read it."""
    frames, problems = build.read.read_all(whole, EDITOR)
    assert problems == []
    return frames


@pytest.fixture
def sentences(build, whole, parsed, tmp_path):
    """A function: what the build says when something is done to one file, all others whole."""

    def said(folder, file, action):
        root = {"source": whole, "editor": EDITOR}[folder]
        (name,) = (n for n, i in build.read.INPUTS.items() if (i.folder, i.path) == (folder, file))
        copy = tmp_path / folder / file
        copy.parent.mkdir(parents=True)
        shutil.copy(root / file, copy)
        damage(copy, action)
        # shallow: what a build would change in a frame stays its own
        frames = {other: frame.copy(deep=False) for other, frame in parsed.items()}
        try:
            frames[name] = build.read.read_one(build.read.INPUTS[name], tmp_path / folder)
            build.shaped(frames)
        except build.read.Unusable as error:
            found = [f"{build.read.INPUTS[name].shown}{error}."]
        except build.Refused as refused:
            found = refused.args
        else:
            found = []
        assert all(re.fullmatch(SENTENCE, line) for line in found), found
        return found

    return said


@pytest.fixture
def own(tmp_path):
    """Our input files, to change."""
    return Path(shutil.copytree(EDITOR, tmp_path / "editor"))


@pytest.fixture
def out(tmp_path):
    """The tables in place."""
    folder = tmp_path / "out"
    folder.mkdir()
    for path in [*DATA.glob("*.csv"), DATA / "datapackage.json"]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def unvalidated(build, monkeypatch):
    """Where replacing is tried: without Frictionless, which takes most of a build's time."""
    monkeypatch.setattr(build.package, "invalid", lambda folder: [])


SENTENCE = r"\S.*\."


def content(folder):
    """{file name: bytes} of everything in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# ------------------------------------------------------------------------ what must work


@pytest.mark.slow
def test_the_tables_come_back_byte_for_byte(build, whole, tmp_path, capsys):
    assert run(build, whole, tmp_path / "new") == 0
    built = content(tmp_path / "new")
    assert built == {name: (DATA / name).read_bytes() for name in built}
    assert built.keys() == {path.name for path in DATA.glob("*.csv")} | {"datapackage.json"}
    assert "aid.csv: a new table of" in capsys.readouterr().out


@pytest.mark.slow
def test_the_frame_of_the_outlines_is_the_one_that_the_maps_know(build):
    from builder import outlines

    assert outlines.FRAME == geography.FRAME


def test_what_clipping_left_at_the_far_side_of_the_map_is_taken_out(build, source, tmp_path):
    reshape("RUS", clipped_beyond_the_frame)(source / OUTLINES)
    assert run(build, source, tmp_path / "new") == 0
    made = pd.read_csv(tmp_path / "new" / "outlines.csv")
    russia = " ".join(made.loc[made["iso3"] == "RUS", "polygon"])
    assert "-26" not in russia
    assert "65.04" in russia


@pytest.mark.slow
def test_a_second_run_changes_nothing(build, whole, unvalidated, tmp_path, capsys):
    for _ in range(2):
        assert run(build, whole, tmp_path) == 0
        first = content(tmp_path)
    assert content(tmp_path) == first
    printed = capsys.readouterr().out
    assert "The tables are up to date." in printed
    assert printed.count("no change") == len(first) - 1


def test_check_reports_and_changes_nothing(build, source, unvalidated, out, capsys):
    change(source / WEAPONS, set_cell("number_of_weapons", "7"))
    before = content(out)
    assert run(build, source, out, "--check") == 0
    assert content(out) == before
    printed = capsys.readouterr().out
    assert "weapons.csv: 0 rows added, 0 removed, 1 changed" in printed
    assert "Preview only" in printed


def test_the_report_names_what_changed(build, source, unvalidated, out, capsys):
    before = ours("aid")["allocations_eur_bn"].sum()
    add_aid(source, "Germany", "2022", "4", 0.25)
    assert run(build, source, out) == 0
    printed = capsys.readouterr().out
    assert "aid.csv: 0 rows added, 0 removed, 1 changed" in printed
    totals = f"total {before:,.3f} before, {before + 0.25:,.3f} after"
    assert f"allocations_eur_bn: {totals}" in printed
    assert "2022-04 Germany military: +0.25" in printed
    assert "changed: 2022-04 Germany military" in printed
    after = pd.read_csv(out / "aid.csv")["allocations_eur_bn"].sum()
    assert after == pytest.approx(before + 0.25)


@pytest.mark.slow
def test_the_next_release_builds_with_a_month_more(build, source, out, capsys):
    last = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["release"]
    row = add_month(source)
    assert run(build, source, out) == 0
    donors = len(ours("donors"))
    printed = capsys.readouterr().out
    assert f"aid.csv: {3 * donors} rows added, 0 removed, 0 changed" in printed
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == row["release"] == str(int(last["number"]) + 1)
    assert package["release"]["last_month"] > last["last_month"]
    assert row["label"] in (out / "sources.csv").read_text(encoding="utf-8")


def test_the_folder_may_be_named_without_an_option(build, whole, unvalidated, out):
    assert build.main([str(whole), "--out", str(out), "--check"]) == 0


# --------------------------------------------------------------- damaged files are refused


def drop_line(table):
    return table.drop(index=5)


def double_line(table):
    return pd.concat([table, table.iloc[[3]]])


def drop_donor(name, field="country"):
    return lambda table: table[table[field] != name]


def rename_donor(old, new, field="country"):
    return lambda table: table.assign(**{field: table[field].replace(old, new)})


def without_gdp(name):
    def action(table):
        table.loc[table["country"] == name, ["gdp", "pct_gdp"]] = "0"
        return table

    return action


def union_gives_arms(table):
    row = table.index[table["iso"] == "EU"][0]
    table.loc[row, ["military", "financial"]] = ["0.5", "0"]
    return table


# file, what is done to it, what the sentence says
def reshape(iso3, change_ring):
    """Rewrite the longest ring of a country; `change_ring` takes and returns its points."""

    def action(path):
        countries = json.loads(path.read_text("utf-8"))
        (geometry,) = (c["geometry"] for c in countries["features"] if c["id"] == iso3)
        polygon = max(geometry["coordinates"], key=lambda polygon: len(polygon[0]))
        polygon[0] = change_ring(polygon[0])
        path.write_text(json.dumps(countries), "utf-8")

    return action


def clipped_beyond_the_frame(ring):
    """What clipping makes of a country that goes on behind the 180th meridian."""
    east = max(lon for lon, _ in ring)
    i = next(i for i, (lon, _) in enumerate(ring) if lon == east)
    far = [[-26.0, 69.0], [-26.0, 65.05], [east, 65.04]]
    return [*ring[: i + 1], *far, *ring[i + 1 :]]


DAMAGED = {
    "missing": (EXPLORER, Path.unlink, "the file is missing"),
    "empty": (TOTALS, lambda path: path.write_text(""), "the file is empty"),
    "only names": (WEAPONS, lambda t: t.head(0), "no lines"),
    "not utf-8": (EVENTS, lambda path: path.write_bytes(b"id,start\n\xff\xfe,2022\n"), "UTF-8"),
    "no table": (SHARES, lambda path: path.write_text('country,iso\n"a'), "line 2: no CSV table"),
    "ragged": (MEMBERS, lambda path: path.write_text(path.read_text() + "a,b\n"), "2 cells stand"),
    "column": (ORIGINS, lambda t: t.drop(columns="nato_purl"), "the column nato_purl is missing"),
    "word": (EXPLORER, set_cell("military", "much"), "field military: 'much' is not a number"),
    "infinite": (EXPLORER, set_cell("gdp", "inf"), "field gdp: 'inf' is not a number"),
    "no number": (TOTALS, set_cell("financial", ""), "field financial: the cell is empty"),
    "half a gun": (WEAPONS, set_cell("number_of_weapons", "1.5"), "is not a whole number"),
    "maybe": (MEMBERS, set_cell("in_eu", "maybe"), "field in_eu: 'maybe' is not True or False"),
    "twice": (EXPLORER, double_line, "stands there twice"),
    "total twice": (TOTALS, double_line, "field year: '2022 4' stands there twice"),
    "event twice": (EVENTS, double_line, "field id: .* stands there twice"),
    "month 13": (EXPLORER, set_cell("month", "13"), "field month: 13 is no month"),
    "gap": (TOTALS, drop_line, "field month: 2022-06 is missing"),
    "origin gap": (ORIGINS, drop_line, "field month: 2022-06 stands in only one"),
    "too late": (EXPLORER, set_cell("year", "2035"), "field month: 2035-.* lies outside"),
    "period": (RELEASE, set_cell("period", "03/2019"), "field period: the release runs to"),
    "no period": (RELEASE, set_cell("period", "April"), "field period: 'April' is not MM/YYYY"),
    "label": (RELEASE, set_cell("label", "Release 1"), "field label: 'Release 1' does not name"),
    "two releases": (RELEASE, lambda t: pd.concat([t, t]), "2 releases stand there"),
    "new donor": (EXPLORER, rename_donor("Japan", "Atlantis"), "'Atlantis' is unknown; add the"),
    "lost donor": (EXPLORER, drop_donor("Malta"), "'Malta' of editor/donors.csv has no line"),
    "wrong code": (EXPLORER, set_cell("iso", "XXX"), "field iso: 'XXX' is not the code"),
    "negative": (EXPLORER, set_cell("military", "-1"), "field military: -1 is negative"),
    "parts": (EXPLORER, set_cell("total", "9"), "field total: 9 is not financial"),
    "promises": (EXPLORER, set_cell("commitments", "9"), "field commitments: 9 is not total"),
    "sum": (TOTALS, set_cell("total_allocations", "9"), "field total_allocations: 9 is not"),
    "two gdps": (EXPLORER, set_cell("gdp", "7"), "field gdp: .* has more than one GDP"),
    "no gdp": (EXPLORER, without_gdp("Japan"), "field gdp: the GDP of Japan is not above zero"),
    "pct": (EXPLORER, set_cell("pct_gdp", "9"), "field pct_gdp: 9 is not 100 x total / gdp"),
    "apart": (EXPLORER, drop_line, "field .*: all donors of .* but data/kiel/total_allocations"),
    "union arms": (EXPLORER, union_gives_arms, "field military: 0.5 at EU"),
    "shares": (SHARES, set_cell("eu_share_bn", "9"), "field eu_share_bn: the shares add to"),
    "no member": (SHARES, drop_donor("Ireland"), "field country: Ireland stands in only one"),
    "not in union": (SHARES, rename_donor("Ireland", "Norway"), "field country: Norway stands in"),
    "origin below": (ORIGINS, set_cell("stockpile", "-1"), "field stockpile: -1 is negative"),
    "no origin": (
        ORIGINS,
        lambda t: t.assign(stockpile="0", procurement="0", nato_purl="0", unspecified="0"),
        "field stockpile: the four origins of 2022-1 add to nothing",
    ),
    "no guns": (WEAPONS, set_cell("number_of_weapons", "0"), "0 is not above zero"),
    "boats": (WEAPONS, set_cell("category", "Boats"), "field category: 'Boats' is unknown"),
    "package twice": (DRAWDOWNS, set_cell("number", "2"), "field number: '2' stands there twice"),
    "package missing": (USAI, lambda t: t.drop(index=4), "a package is missing"),
    "package undated": (USAI, set_cell("date", "2022-04"), "field date: '2022-04' is no day"),
    "package out of order": (USAI, set_cell("date", "2024-01-01"), "before the package of the"),
    "package for free": (DRAWDOWNS, set_cell("amount_usd_m", "0"), "0.0 is not above zero"),
    "gun donor": (WEAPONS, set_cell("donor", "Atlantis"), "field donor: 'Atlantis' is unknown"),
    "nato name": (MEMBERS, set_cell("kiel_name", "Atlantis"), "'Atlantis' is unknown"),
    "union member": (MEMBERS, set_cell("in_eu", "True"), "field in_eu: 'True' for Albania"),
    "nato date": (MEMBERS, set_cell("accession_date", "1949"), "'1949' is not a date"),
    "nato code": (MEMBERS, rename_donor("BEL", "BLX", "iso3"), "field iso3: 'BLX' is not the"),
    "precision": (EVENTS, set_cell("precision", "week"), "field precision: 'week' does not fit"),
    "standing": (EVENTS, set_cell("confidence", "sure"), "field confidence: 'sure' is unknown"),
    "lost event": (EVENTS, drop_line, "field source_row: .* is unknown; name a row"),
    "no date": (EVENTS, set_cell("start", "soon"), "field start: 'soon' is no EDTF date"),
    "no end": (EVENTS, set_cell("end", "soon"), "field end: 'soon' is no EDTF date"),
    "30 February": (EVENTS, set_cell("start", "2022-02-30"), "'2022-02-30' is no EDTF date"),
    "no map": (OUTLINES, lambda path: path.write_text("{}"), "no GeoJSON of countries"),
    "edge across the map": (
        OUTLINES,
        reshape("UKR", lambda ring: [*ring[:4], [-9.0, 45.0], *ring[4:]]),
        "area UKR, field polygon: the edge .* is longer than 15 degrees",
    ),
    "backwards": (EVENTS, set_cell("end", "1999-01-01"), "field end: it lies before the start"),
}


def damage(path, action):
    """Do the action to the file: on its path if it wants one, else on its table."""
    if action is Path.unlink or "path" in action.__code__.co_varnames:
        action(path)
    else:
        change(path, action)


def refused(build, source, out, capsys, *more):
    """Run the build, make sure that it refuses and changes nothing; returns its sentences."""
    before = content(out)
    assert run(build, source, out, *more) == 1
    assert content(out) == before
    *sentences, last = capsys.readouterr().err.splitlines()
    assert last == "No table was changed."
    assert sentences
    assert all(re.fullmatch(f"error: {SENTENCE}", line) for line in sentences)
    return [line.removeprefix("error: ") for line in sentences]


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_source_file_is_refused_in_one_sentence(kind, sentences):
    file, action, says = DAMAGED[kind]
    said = sentences("source", file, action)
    found = [line for line in said if file in line and re.search(says, line)]
    assert len(found) == 1, said


# one a stage: reading, the checks, and the checks of what was put together from several files
@pytest.mark.parametrize("kind", ["missing", "word", "promises", "boats"])
def test_the_command_says_it_and_changes_nothing(kind, build, source, out, capsys):
    file, action, says = DAMAGED[kind]
    damage(source / file, action)
    assert any(
        file in line and re.search(says, line) for line in refused(build, source, out, capsys)
    )


def test_the_command_says_all_that_is_wrong_at_once(build, source, own, out, capsys):
    for kind in ("parts", "no guns", "standing"):
        file, action, _ = DAMAGED[kind]
        damage(source / file, action)
    change(own / "sites.csv", set_cell("place", "Atlantis"))
    said = "\n".join(refused(build, source, out, capsys, "--editor", own))
    assert all(re.search(DAMAGED[kind][2], said) for kind in ("parts", "no guns", "standing"))
    assert "'Atlantis'" in said


def test_the_whole_folder_gives_no_sentence(sentences):
    assert sentences("source", EXPLORER, lambda table: table) == []


PLEDGE = {True: "pledge", False: ""}
OWN_DAMAGED = {
    "own date": (
        "events.csv",
        set_cell("start", "soon", {"event": "supplemental-3"}),
        "event supplemental-3, field start: 'soon' is no EDTF date",
    ),
    "own order": (
        "events.csv",
        set_cell("end", "2021", {"event": "era-contact-group-uk"}),
        "event era-contact-group-uk, field end: it lies before the start",
    ),
    "no group": ("donors.csv", set_cell("group", "xx"), "field group: 'xx' is unknown"),
    "two groups": ("donors.csv", double_line, "field kiel_name: .* stands there twice"),
    "two US": ("donors.csv", set_cell("group", "us"), "2 donors are in the group us"),
    "not in union": ("eu_accessions.csv", drop_line, "field group: .* has no EU membership"),
    "no source": ("donors.csv", set_cell("population_source", ""), "field population_source"),
    "lane": ("events.csv", set_cell("lane", "sea"), "field lane: 'sea' is unknown"),
    "label": ("events.csv", set_cell("label", "x" * 27), "field label: .* longer than 26"),
    "title": ("events.csv", set_cell("title", "x" * 81), "field title: .* longer than 80"),
    "html": ("events.csv", set_cell("summary", "<b>No.</b>"), "field summary: the text holds HTML"),
    "source": ("events.csv", set_cell("source", "nobody"), "field source: 'nobody' is unknown"),
    "reason": ("events.csv", set_cell("start", "2022-03-01"), "field reason: .* write the reason"),
    "importance": ("events.csv", set_cell("importance", "4"), "field importance: 4 is not"),
    "weak in front": (
        "events.csv",
        set_cell("importance", "1", {"event": "romania-hub-due"}),
        "event romania-hub-due, field importance",
    ),
    "eras": (
        "events.csv",
        set_cell("end", "..", {"event": "era-contact-group-us"}),
        "event era-contact-group-uk, field start: the era overlaps",
    ),
    "eras in the long run": (  # the lane's third era, under way when the first ends
        "events.csv",
        lambda table: pd.concat(
            [
                table,
                table[table["event"] == "era-contact-group-uk"].assign(
                    event="era-contact-group-mid", start="2023-01-01", end="2023-02-01"
                ),
            ]
        ),
        "event era-contact-group-mid, field start: the era overlaps era-contact-group-us",
    ),
    "two in one place": (
        "events.csv",
        set_cell("marked", "1", {"event": "us-funding-gap"}),
        "field marked: 1 is out of turn; number the lines from 1, each once",
    ),
    "a place left out": (
        "events.csv",
        set_cell("preset", "9", {"event": "us-pause-march"}),
        "field preset: 9 is out of turn",
    ),
    "a window without an end": (
        "events.csv",
        set_cell("preset", "5", {"event": "udcg-founded"}),
        "event udcg-founded, field preset: it has no end",
    ),
    "a scenario without a sum": (
        "events.csv",
        lambda table: table.assign(scenario=(table["event"] == "udcg-founded").map(PLEDGE)),
        "event udcg-founded, field scenario: it has no figure in EUR bn",
    ),
    "two pledges": (
        "events.csv",
        set_cell("scenario", "pledge", {"event": "udcg-founded"}),
        "field scenario: 'pledge' has two events",
    ),
    "no such scenario": (
        "events.csv",
        set_cell("scenario", "war", {"event": "udcg-founded"}),
        "field scenario: 'war' is unknown; use pledge",
    ),
    "lane out of turn": ("lanes.csv", set_cell("order", "3"), "field order: 3 is out of turn"),
    "law of nobody": ("instruments.csv", set_cell("iso3", "XXX"), "field iso3: 'XXX' is unknown"),
    "law that is no event": (
        "instruments.csv",
        set_cell("event", "law-6"),
        "field event: 'law-6' is unknown",
    ),
    "two names in one place": (
        "instruments.csv",
        set_cell("name", "Grants", {"event": "supplemental-2"}),
        "field name: USA has several for the order 1",
    ),
    "group of one": (
        "donors.csv",
        set_cell("example_group", "Alone", {"iso3": "JPN"}),
        "field example_group: Japan alone is no group",
    ),
    "name beyond the map": (
        "places.csv",
        set_cell("label_at", "inside"),
        "field label_at: 'inside' is unknown; use one of left",
    ),
    "base out of turn": ("places.csv", set_cell("base", "7"), "field base: 7 is out of turn"),
    "alias in use": (
        "event_aliases.csv",
        set_cell("alias", "udcg-25"),
        "field alias: 'udcg-25' is the id of an event",
    ),
    "alias twice": ("event_aliases.csv", double_line, "field alias: .* stands there twice"),
    "alias of nothing": (
        "event_aliases.csv",
        set_cell("event", "nothing"),
        "field event: 'nothing' is unknown; use an event",
    ),
    "alias of an alias": (
        "event_aliases.csv",
        set_cell("event", "house-passes-aid"),
        "field event: 'house-passes-aid' is unknown",
    ),
    "first source again": (
        "event_sources.csv",
        set_cell("source", "ap-timeline-2025", {"event": "full-scale-invasion"}),
        "field source: 'ap-timeline-2025' is the first source of full-scale-invasion already",
    ),
    "source twice": ("event_sources.csv", double_line, "field event: .* stands there twice"),
    "source of nothing": (
        "event_sources.csv",
        set_cell("event", "nothing"),
        "field event: 'nothing' is unknown; use an event",
    ),
    "no such source": (
        "event_sources.csv",
        set_cell("source", "nobody"),
        "field source: 'nobody' is unknown; add it",
    ),
    "weak host": (
        "sources.csv",
        set_cell("url", "https://xx.news-pravda.com/1"),
        "field url: .* is of weak standing",
    ),
    "bare address": ("sources.csv", set_cell("url", "http://10.1.2.3/a"), "is of weak standing"),
    "date": ("sources.csv", set_cell("date", "May 2022"), "field date: 'May 2022' is not an EDTF"),
    "role without an actor": (
        "roles.csv",
        set_cell("actor", "nobody"),
        "field actor: 'nobody' is unknown; a role needs an actor",
    ),
    "role without a source": ("roles.csv", set_cell("source", ""), "field source: the cell is"),
    "role with an unknown source": (
        "roles.csv",
        set_cell("end_source", "rumour"),
        "field end_source: 'rumour' is unknown",
    ),
    "role of no task": ("roles.csv", set_cell("task", "cooking"), "field task: 'cooking' is"),
    "role of no part": (
        "roles.csv",
        set_cell("part", "watches"),
        "field part: 'watches' is unknown",
    ),
    "state nowhere": (
        "system_states.csv",
        set_cell("place", "Atlantis"),
        "field place: 'Atlantis' is unknown; use a town",
    ),
    "role twice": ("roles.csv", double_line, "field role: .* stands there twice"),
    "role begins soon": ("roles.csv", set_cell("start", "soon"), "'soon' is no EDTF date"),
    "role ends soon": ("roles.csv", set_cell("end", "soon"), "neither an EDTF date nor"),
    "role without a last sight": (
        "roles.csv",
        set_cell("known_to", "", {"role": "hub-nsatu"}),
        "field known_to: .* where the end is",
    ),
    "role ends first": (
        "roles.csv",
        set_cell("end", "2021", {"role": "pledge-us"}),
        "field end: it lies before the start",
    ),
    "actor's side": ("actors.csv", set_cell("side", "moon"), "field side: 'moon' is unknown"),
    "actor's name": ("actors.csv", set_cell("name", "x" * 27), "field name: .* longer than 26"),
    "fact on nobody": ("actor_facts.csv", set_cell("actor", "nobody"), "field actor: 'nobody'"),
    "site nowhere": ("sites.csv", set_cell("place", "Atlantis"), "field place: 'Atlantis'"),
    "site of no side": ("sites.csv", set_cell("side", "", {"site": "nsatu"}), "needs either"),
    "too fine": (
        "places.csv",
        set_cell("lat", "52.5244", {"place": "Berlin"}),
        "field lat: 52.5244 is finer than a town",
    ),
    "range": (
        "systems.csv",
        set_cell("range_low_km", "9000", {"system": "iskander"}),
        "field range_km: 9000, 500, 500 are not in order",
    ),
    "standing of a system": (
        "system_states.csv",
        set_cell("standing", "secret"),
        "field standing: 'secret' is unknown",
    ),
    "promise twice": (
        "promises.csv",
        lambda table: pd.concat([table, table.head(1).assign(month="2023-07")]),
        "field promise: .* stands there twice",
    ),
    "promise of nobody": ("promises.csv", set_cell("donor", "Atlantis"), "field donor: 'Atlantis'"),
    "promise some day": ("promises.csv", set_cell("month", "2031-01"), "use a month of the"),
    "promise's event": ("promises.csv", set_cell("event", "nothing"), "field event: 'nothing'"),
    "PURL of nobody": ("purl.csv", set_cell("contributors", "XXX"), "names no donor of ours"),
    "PURL of no type": ("purl.csv", set_cell("row_type", "gift"), "field row_type: 'gift'"),
    "PURL some day": ("purl.csv", set_cell("date", "May"), "'May' is no EDTF date"),
    "PURL without a currency": (
        "purl.csv",
        set_cell("currency", "", {"row": "package-1"}),
        "field currency: a sum and its currency stand together",
    ),
    "PURL package without a sum": (
        "purl.csv",
        lambda table: table.assign(
            amount_m=table["amount_m"].where(table["row"] != "package-1", ""),
            currency=table["currency"].where(table["row"] != "package-1", ""),
        ),
        "field amount_m: a package has a sum",
    ),
    "PURL of all together": (
        "purl.csv",
        set_cell("contributors", "", {"row": "package-1"}),
        "field contributors: all together are named for a total only",
    ),
    "PURL without a source": ("purl.csv", set_cell("source", "rumour"), "'rumour' is unknown"),
    "figure of nothing": ("reported_figures.csv", set_cell("number", "0"), "is not above zero"),
    "figure some day": ("reported_figures.csv", set_cell("date", "May"), "'May' is no EDTF date"),
    "stage of no event": (
        "stages.csv",
        set_cell("event", "moon-landing"),
        "stage control-centre, field event: 'moon-landing' is no event",
    ),
    "stage on another day": (
        "stages.csv",
        set_cell("start", "2024-12-18", {"stage": "take-over"}),
        "stage take-over, field start: date or source is not that of the event",
    ),
    "stage without words": (
        "stages.csv",
        set_cell("sentence", "", {"stage": "last-soldiers"}),
        "stage last-soldiers, field sentence: it has no event",
    ),
}


@pytest.mark.parametrize("kind", OWN_DAMAGED)
def test_a_mistake_in_our_own_files_is_refused(kind, sentences):
    file, action, says = OWN_DAMAGED[kind]
    said = sentences("editor", file, action)
    assert any(f"editor/{file}" in line and re.search(says, line) for line in said), said


OWN_STAGES = {
    "read": ("donors.csv", set_cell("population_2024", "many"), "is not a whole number"),
    "events put together": ("events.csv", *OWN_DAMAGED["eras"][1:]),
    "roles and events put together": ("stages.csv", *OWN_DAMAGED["stage on another day"][1:]),
    "descriptor": ("descriptor.json", lambda path: path.write_text("{"), "is not valid JSON"),
    "descriptor's source": (
        "descriptor.json",
        lambda path: path.write_text(path.read_text("utf-8").replace('"kiel-tracker"', '"nobody"')),
        "the source 'nobody' is not in editor/sources.csv",
    ),
}


@pytest.mark.parametrize("stage", OWN_STAGES)
def test_the_command_says_what_is_wrong_with_our_own_files(stage, build, whole, own, out, capsys):
    file, action, says = OWN_STAGES[stage]
    damage(own / file, action)
    said = refused(build, whole, out, capsys, "--editor", own)
    assert any(f"editor/{file}" in line and re.search(says, line) for line in said), said


def without_source(source):
    return lambda table: table[table["source"] != source]


def test_a_source_that_only_a_further_line_named_is_no_longer_used(sentences):
    (said,) = sentences("editor", "event_sources.csv", without_source("unn-2025-02-12"))
    assert re.search(r"editor/sources.csv, line \d+, field source: 'unn-2025-02-12' is used", said)


def test_a_source_is_still_used_if_it_is_the_first_of_another_event(sentences):
    assert not sentences("editor", "event_sources.csv", without_source("politico-europe-2024-07"))


@pytest.mark.slow
def test_what_frictionless_refuses_is_a_sentence_too(build, whole, own, out, capsys):
    path = own / "descriptor.json"
    text = path.read_text(encoding="utf-8").replace('"howitzers"', '"field guns"')
    path.write_text(text, encoding="utf-8")
    (sentence, *_) = refused(build, whole, out, capsys, "--editor", own)
    assert "weapons" in sentence
    assert "howitzers" in sentence


# -------------------------------------------------------------- all tables or none of them


@pytest.fixture
def changed(source):
    """A source folder whose tables differ from those in place."""
    change(source / WEAPONS, set_cell("number_of_weapons", "7"))
    add_aid(source, "Germany", "2022", "4", 0.25)
    return source


@pytest.mark.parametrize("fails_at", ["aid.csv", "datapackage.json"])
def test_a_failure_while_replacing_leaves_the_old_tables(
    fails_at, build, changed, unvalidated, out, capsys, monkeypatch
):
    before, move = content(out), os.replace

    def failing(one, two):
        if Path(one).name == fails_at and ".tables-new-" in str(one):
            raise OSError(28, "No space left on device", str(two))
        move(one, two)

    monkeypatch.setattr(os, "replace", failing)
    assert run(build, changed, out) == 1
    assert content(out) == before
    (sentence,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(
        r"error: .*No space left on device; the old tables are in place\.", sentence
    )


def test_a_run_that_was_cut_off_is_undone_by_the_next(build, changed, unvalidated, out, capsys):
    before = content(out)
    backup = Path(shutil.copytree(out, out.parent / "copy")).rename(out / ".tables-before")
    (out / "aid.csv").write_text("half", encoding="utf-8")
    assert run(build, changed, out, "--check") == 0
    assert not backup.exists()
    assert content(out) == before
    assert "the tables from before it are back" in capsys.readouterr().out


@pytest.mark.slow
def test_the_command_ends_without_a_traceback(tmp_path):
    command = [sys.executable, str(DATA / "build.py"), "--source", str(tmp_path)]
    ended = subprocess.run(
        [*command, "--out", str(tmp_path / "out")], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert "data/kiel/data_explorer.csv: the file is missing" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_one_sentence(build, tmp_path, capsys):
    assert build.main([str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "there is no such folder" in said


def test_the_report_on_changes_names_the_largest_fall_too(build):
    from builder.changes import numeric_lines

    before = pd.DataFrame({"n": ["9", "1", "1", "1", "1", "1", "1"]}, list("abcdefg"))
    after = pd.DataFrame({"n": ["0", "2", "2", "2", "2", "2", "2"]}, list("abcdefg"))
    assert numeric_lines("n", before, after)[1] == "    a: -9"


def test_the_shares_of_a_month_add_up_to_one(build):
    from builder.shape import origins

    third = {"stockpile": 1.0, "procurement": 1.0, "nato_purl": 1.0, "unspecified": 0.0}
    made = origins({"origins": pd.DataFrame([{"year": 2024, "month": 1, **third}])})
    assert sorted(made["share"]) == [0, 0.33333333, 0.33333333, 0.33333334]


def test_what_goes_on_is_known_at_least_to_its_latest_begin(build):
    from builder.shape_coordination import known

    assert known(SimpleNamespace(start="2024-01", known_to="2024-01-05")) == "2024-01-31"
    assert known(SimpleNamespace(start="2024-01", known_to="2024-03")) == "2024-03-31"


def test_eras_that_share_one_day_overlap(build):
    from builder.checks_events import overlaps

    days = {"one": ("2024-01-01", "2024-05-01"), "two": ("2024-05-01", "..")}
    eras = [SimpleNamespace(event=e, lane="l", start=a, end=b) for e, (a, b) in days.items()]
    (sentence,) = overlaps(eras)
    assert "event two, field start: the era overlaps one" in sentence
    eras[1].start = "2024-05-02"
    assert not list(overlaps(eras))


def test_aid_under_another_kind_than_in_the_totals_is_refused(build, source, out, capsys):
    names = {"financial": "humanitarian", "humanitarian": "financial"}
    change(source / EXPLORER, lambda table: table.rename(columns=names))
    (sentence,) = refused(build, source, out, capsys)
    assert "all donors of" in sentence
    assert "total_allocations.csv says" in sentence


def test_a_role_that_has_ended_has_no_day_to_which_it_is_known(build, whole, own, out, capsys):
    def known(table):
        ended = table.index[table["end"] != ".."][0]
        table.loc[ended, "known_to"] = table.loc[ended, "end"]
        return table

    change(own / "roles.csv", known)
    (sentence,) = refused(build, whole, out, capsys, "--editor", own)
    assert "must be an EDTF date where the end is '..', and empty where it is not" in sentence
