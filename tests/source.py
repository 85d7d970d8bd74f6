"""Source files as data/build.py reads them, made of our own tables; and the release after them."""

import contextlib
import importlib.util
import io
import json
from pathlib import Path
from unittest import mock

import pandas as pd

DATA = Path(__file__).parents[1] / "data"
EDITOR = DATA / "editor"
EXPLORER = "data/kiel/data_explorer.csv"
TOTALS = "data/kiel/total_allocations.csv"
ORIGINS = "data/kiel/procurement_trends.csv"
SHARES = "data/kiel/eu_aid_shares.csv"
WEAPONS = "data/kiel/weapons.csv"
DRAWDOWNS = "data/us/pda_packages.csv"
USAI = "data/us/usai_packages.csv"
RELEASE = "data/kiel/release_info.csv"
MEMBERS = "data/nato/members.csv"
DEFENCE = "data/nato/defence_expenditure.csv"
EVENTS = "research/events.csv"
OUTLINES = "data/geo/europe_outlines.geojson"
KINDS = ["financial", "humanitarian", "military"]
ICELANDS_GDP_USD_BN = 33.255  # it has no armed forces, so no row of spending brings it


def builder():
    """The module data/build.py."""
    spec = importlib.util.spec_from_file_location("handover_build", DATA / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build(module, source, out, *more):
    """Run the build in this process; returns its exit status."""
    return module.main(["--source", str(source), "--out", str(out), *map(str, more)])


def ours(name):
    """One of our tables."""
    return pd.read_csv(DATA / f"{name}.csv", keep_default_na=False, na_values=[""])


def editor(name):
    """One of our own input files, as text."""
    return pd.read_csv(EDITOR / f"{name}.csv", dtype=str, keep_default_na=False)


def year_and_month(frame):
    """The frame with its month split in two."""
    parts = frame.pop("month").str.split("-", expand=True).astype(int)
    return frame.assign(year=parts[0], month=parts[1])


def explorer():
    """Kiel's main file; months in which nothing moved have no row."""
    wide = ours("aid").pivot(index=["month", "donor"], columns="kind", values="allocations_eur_bn")
    table = wide.reset_index().merge(ours("commitments")).merge(ours("donors"))
    table = table.merge(editor("donors")[["donor", "kiel_name", "kiel_iso"]])
    table["gdp"] = table["gdp_2021_eur_bn"].fillna(0)
    table["total"] = table[KINDS].sum(axis=1)
    table["pct_gdp"] = (100 * table["total"] / table["gdp"]).where(table["gdp"] > 0, 0)
    names = {
        "kiel_name": "country",
        "kiel_iso": "iso",
        "commitments_eur_bn": "commitments",
        "to_be_allocated_eur_bn": "to_be_allocated",
    }
    moved = (table[[*KINDS, "commitments_eur_bn"]] != 0).any(axis=1)
    columns = ["country", "iso", "year", "month", "total", *KINDS, *list(names.values())[2:]]
    return year_and_month(table.rename(columns=names)[moved])[[*columns, "gdp", "pct_gdp"]]


def totals():
    """Kiel's totals."""
    wide = ours("aid").pivot_table(
        index="month", columns="kind", values="allocations_eur_bn", aggfunc="sum"
    )
    return year_and_month(wide.assign(total_allocations=wide.sum(axis=1)).reset_index())


def origins():
    """Kiel's origins; the shares themselves do as levels."""
    wide = ours("origins").pivot(index="month", columns="origin", values="share")
    return year_and_month(wide.rename(columns={"purl": "nato_purl"}).reset_index())


def shares():
    """Kiel's imputed aid."""
    table = ours("eu_shares").merge(editor("donors")[["donor", "kiel_name", "iso3"]])
    names = {"kiel_name": "country", "iso3": "iso", "imputed_eur_bn": "eu_share_bn"}
    return table.rename(columns=names)[list(names.values())]


def weapons():
    """Kiel's weapons."""
    table = ours("weapons").merge(editor("donors")[["donor", "kiel_name"]])
    kiel = editor("weapon_categories").set_index("category")["kiel_category"]
    table["category"] = table["category"].map(kiel)
    names = {"kiel_name": "donor", "count": "number_of_weapons"}
    return table.drop(columns="donor").rename(columns=names)


def us_packages(programme):
    """One list of US packages; where the tracker agrees, a rate between its bounds."""
    table = ours("us_packages").query("programme == @programme").sort_values("number")
    table["amount_usd_m"] = (table["announced_usd_bn"] * 1000).round(6)
    rate = ours("defence_spending")["eur_per_usd"].iloc[0]
    rates = {"agrees": rate, "differs": 0.5, "not covered": None}
    table["kiel_implied_eur_per_usd"] = table["tracker"].map(rates)
    return table[["number", "date", "amount_usd_m", "kiel_implied_eur_per_usd"]]


def release():
    """Kiel's release."""
    found = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["release"]
    last, source = found["last_month"], ours("sources").set_index("source").loc["kiel-tracker"]
    period = f"{last[5:]}/{last[:4]}"
    row = {"release": found["number"], "period": period, "date": source["date"]}
    return pd.DataFrame([{**row, "label": source["title"]}])


def members():
    """NATO's members and one country that is none."""
    every, own = ours("memberships"), editor("donors")
    union = set(every.loc[every["body"] == "EU", "iso3"])
    table = every[every["body"] == "NATO"].merge(own[["iso3", "kiel_name"]], how="left")
    people = ours("populations")[["iso3", "population"]]
    table = table.merge(people.rename(columns={"population": "population_2024"}), how="left")
    output = ours("defence_spending")[["iso3", "gdp_usd_bn", "gdp_year"]].drop_duplicates()
    table = table.merge(output, how="left")
    table["gdp_usd_bn"] = table["gdp_usd_bn"].fillna(ICELANDS_GDP_USD_BN)
    table["gdp_year"] = table["gdp_year"].astype("Int64")
    table = table.assign(nato_member=True, in_eu=table["iso3"].isin(union))
    stranger = {"country": "Ukraine", "iso3": "UKR", "nato_member": False, "in_eu": False}
    table = pd.concat([table, pd.DataFrame([stranger])]).rename(columns={"from": "accession_date"})
    return table.drop(columns=["body", "to"])


def defence():
    """NATO's members' spending; the editions by NATO's own names."""
    table = ours("defence_spending").merge(editor("defence_editions")[["nato_edition", "edition"]])
    return table[["country", "iso3", "year", "pct_gdp", "nato_edition"]]


def found_events():
    """The collected events, without our words."""
    table = ours("events").query("not era").rename(columns={"event": "id", "unit": "figure_unit"})
    quarter = table["start"].str.fullmatch(r"\d{4}-3[3-6]")
    lengths = {4: "year", 7: "month", 10: "day"}
    table["precision"] = table["start"].str.len().map(lengths).mask(quarter, "quarter")
    second = pd.to_numeric(table["start"].str[5:7], errors="coerce").fillna(0).astype(int)
    month = 1 + 3 * (second - 33)
    table["start"] = table["start"].mask(
        quarter, table["start"].str[:5] + month.astype(str).str.zfill(2)
    )
    fields = ["id", "start", "end", "precision", "actors", "place", "figure", "figure_unit"]
    return table[[*fields, "confidence"]].assign(source_url="")


def outlines():
    """The outlines as GeoJSON; the exclave is a part of its country again."""
    features = {}
    for row in ours("outlines").itertuples():
        ring = [
            [float(number) for number in point.split()] for point in row.polygon[10:-2].split(", ")
        ]
        name = "Russia" if row.iso3 == "RUS" else row.name
        feature = features.setdefault(row.iso3, {"id": row.iso3, "properties": {"name": name}})
        shape = feature.setdefault("geometry", {"type": "MultiPolygon", "coordinates": []})
        shape["coordinates"].append([ring])
    return json.dumps({"type": "FeatureCollection", "features": list(features.values())})


FILES = {
    EXPLORER: explorer,
    TOTALS: totals,
    ORIGINS: origins,
    SHARES: shares,
    WEAPONS: weapons,
    DRAWDOWNS: lambda: us_packages("drawdown"),
    USAI: lambda: us_packages("usai"),
    RELEASE: release,
    MEMBERS: members,
    DEFENCE: defence,
    EVENTS: found_events,
}


def write(folder):
    """A whole source folder."""
    for path, make in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        make().to_csv(folder / path, index=False)
    (folder / OUTLINES).parent.mkdir(parents=True)
    (folder / OUTLINES).write_text(outlines(), encoding="utf-8")
    return folder


def change(path, action):
    """Rewrite one file as a table of text; `action` takes and returns the DataFrame."""
    table = action(pd.read_csv(path, dtype=str, keep_default_na=False))
    table.to_csv(path, index=False)


def set_cell(field, value, where=None):
    """An action that sets a field of the first line, or of the first line with {field: value}."""

    def action(table):
        found = table.index == 0
        if where:
            found = (table[list(where)] == pd.Series(where)).all(axis=1)
        table.loc[table.index[found][0], field] = value
        return table

    return action


def add_aid(source, country, year, month, amount):
    """Add military aid to a donor's month and to the totals."""
    where = {"country": country, "year": year, "month": month}

    def more(table, fields, found):
        for field in fields:
            cell = table.loc[found, field].astype(float) + amount
            table.loc[found, field] = cell.astype(str)
        return table

    def in_explorer(table):
        found = (table[list(where)] == pd.Series(where)).all(axis=1)
        table = more(table, ["military", "total", "commitments"], found)
        share = 100 * table["total"].astype(float) / table["gdp"].astype(float)
        table.loc[found, "pct_gdp"] = share[found].astype(str)
        return table

    def in_totals(table):
        found = (table["year"] == year) & (table["month"] == month)
        return more(table, ["military", "total_allocations"], found)

    change(source / EXPLORER, in_explorer)
    change(source / TOTALS, in_totals)


def add_month(source):
    """Turn a source folder into the next release: one month more, in which all is as in the last.

    Answers the row that names the release.
    """
    last = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["release"]
    year, month = (int(part) for part in last["last_month"].split("-"))
    then = {"year": str(year), "month": str(month)}
    now = {"year": str(year + month // 12), "month": str(month % 12 + 1)}

    def repeat(table):
        found = (table[list(then)] == pd.Series(then)).all(axis=1)
        assert found.any()
        return pd.concat([table, table[found].assign(**now)])

    for path in (EXPLORER, TOTALS, ORIGINS):
        change(source / path, repeat)
    number, period = str(int(last["number"]) + 1), f"{int(now['month']):02d}/{now['year']}"
    label = f"Ukraine Support Tracker, Release {number} ({period})"
    row = {"release": number, "period": period, "date": f"{now['year']}-12-31", "label": label}
    pd.DataFrame([row]).to_csv(source / RELEASE, index=False)
    return row


def next_release(folder):
    """A folder of tables, built from our own: a month more, and a sum of Germany's changed.

    Without Frictionless, which takes most of a build's time; tests/test_build.py asks it.
    """
    folder.joinpath("source").mkdir()
    source, module = write(folder / "source"), builder()
    add_month(source)
    add_aid(source, "Germany", "2024", "4", 0.25)
    with (
        mock.patch.object(module.package, "invalid", return_value=[]),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as said,
    ):
        status = build(module, source, folder / "tables")
    assert status == 0, said.getvalue()
    return folder / "tables"
