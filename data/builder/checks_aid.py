"""What must hold in the files on aid, donors and memberships. Money in EUR bn.

The checks are relations between the files, so the next release passes them too; no value of a
release is typed here.
"""

import re
from collections.abc import Iterator

import pandas as pd

from builder.finding import below_zero, first, repeated, shown, unequal, unknown
from builder.read import Frames

KINDS = ["financial", "humanitarian", "military"]
ORIGINS = ["stockpile", "procurement", "nato_purl", "unspecified"]
TOLERANCE = 1e-6  # the source's own rounding, a thousand euros
SHARES_TOLERANCE = 1e-3  # the imputed shares are rounded one by one
MONTH = r"\d{4}-(0[1-9]|1[0-2])"
KEYS = {
    "explorer": ["country", "year", "month"],
    "totals": ["year", "month"],
    "origins": ["year", "month"],
    "eu_shares": ["country"],
    "weapons": ["donor", "category"],
    "members": ["iso3"],
    "groups": ["group"],
    "eu_accessions": ["iso3"],
    "weapon_categories": ["kiel_category"],
}


def month_of(frame: pd.DataFrame) -> pd.Series:
    """'YYYY-MM' of the columns year and month."""
    return frame["year"].astype(str) + "-" + frame["month"].astype(str).str.zfill(2)


def all_months(first_month: str, last_month: str) -> list[str]:
    """Every 'YYYY-MM' from the first to the last month."""
    return list(pd.period_range(first_month, last_month, freq="M").astype(str))


def donors_in(data: Frames, group: str) -> pd.Series:
    """Kiel's names of the donors of one group."""
    return data["donors"].loc[data["donors"]["group"] == group, "kiel_name"]


def donor_column(data: Frames, column: str) -> pd.Series:
    """A column of the donors by Kiel's name."""
    return data["donors"].drop_duplicates("kiel_name").set_index("kiel_name")[column]


def keys(data: Frames) -> Iterator[str]:
    """No record stands there twice."""
    for name, key in KEYS.items():
        yield from repeated(data, name, key)
    for field in ["kiel_name", "donor", "iso3"]:
        yield from repeated(data, "donors", [field])


def months(data: Frames) -> Iterator[str]:
    """Months exist, the totals leave none out, and the other files keep within them."""
    for name in ["explorer", "totals", "origins"]:
        wrong = ~data[name]["month"].between(1, 12)
        yield from first(data, name, wrong, "field month: {month} is no month; correct the cell")
    found = sorted(month_of(data["totals"]))
    if not all(re.fullmatch(MONTH, month) for month in found):
        return
    gaps = sorted(set(all_months(found[0], found[-1])) - set(found))
    if gaps:
        yield (
            f"{shown('totals')}, field month: {gaps[0]} is missing ({len(gaps)} missing in all); "
            "fetch the complete file."
        )
    apart = sorted(set(found) ^ set(month_of(data["origins"])))
    if apart:
        yield (
            f"{shown('origins')}, field month: {apart[0]} stands in only one of this file and "
            f"{shown('totals')}; fetch both files of one release."
        )
    yield from first(
        data,
        "explorer",
        ~month_of(data["explorer"]).isin(found),
        "field month: {year}-{month} lies outside the months of {totals}; "
        "fetch both files of one release",
        totals=shown("totals"),
    )


def release(data: Frames) -> Iterator[str]:
    """One release, whose period is the last month in the data and whose label names both."""
    name, frame = shown("release"), data["release"]
    if len(frame) != 1:
        yield f"{name}: {len(frame)} releases stand there instead of one; keep the present one."
        return
    yield from first(
        data,
        "release",
        ~frame["period"].str.fullmatch(r"(0[1-9]|1[0-2])/\d{4}"),
        "field period: '{period}' is not MM/YYYY; correct the cell",
    )
    number, period, label = frame.iloc[0][["release", "period", "label"]]
    if "/" not in period:
        return
    yield from first(
        data,
        "release",
        pd.Series(f"Release {number} ({period})" not in label, frame.index),
        "field label: '{label}' does not name 'Release {release} ({period})'; make them agree",
    )
    found = max(month_of(data["totals"]))
    yield from first(
        data,
        "release",
        pd.Series(f"{found[5:]}/{found[:4]}" != period, frame.index),
        "field period: the release runs to {period}, but {other} ends in {found}; "
        "fetch all files of one release",
        other=shown("totals"),
        found=found,
    )


def donors(data: Frames) -> Iterator[str]:
    """Every donor is known, in exactly one group, and every donor we know occurs."""
    known = data["donors"]["kiel_name"]
    remedy = "add the donor with its group to data/editor/donors.csv"
    for name, field in [("explorer", "country"), ("weapons", "donor"), ("eu_shares", "country")]:
        yield from unknown(data, name, field, known, remedy)
    example = data["donors"]["example_group"]
    yield from first(
        data,
        "donors",
        (example != "") & ~example.duplicated(keep=False),
        "field example_group: {donor} alone is no group; name more donors, or none",
    )
    groups = data["groups"]["group"]
    yield from unknown(data, "donors", "group", groups, "use a group of editor/groups.csv")
    for donor in sorted(set(known) - set(data["explorer"]["country"])):
        yield (
            f"{shown('explorer')}, field country: '{donor}' of editor/donors.csv has no line; "
            "fetch the complete file, or take the donor out there."
        )
    code = data["explorer"]["country"].map(donor_column(data, "kiel_iso"))
    yield from first(
        data,
        "explorer",
        (data["explorer"]["iso"] != code) & code.notna(),
        "field iso: '{iso}' is not the code of {country} in editor/donors.csv; correct one of them",
    )
    for group in ["us", "eui"]:
        count = len(donors_in(data, group))
        if count != 1:
            yield (
                f"editor/donors.csv, field group: {count} donors are in the group {group}, which "
                "holds exactly one; correct the groups."
            )


def amounts(data: Frames) -> Iterator[str]:
    """No negative allocation; the parts add to the total, the total and the rest to commitments."""
    frame, totals = data["explorer"], data["totals"]
    for field in [*KINDS, "total"]:
        yield from below_zero(data, "explorer", field, "an allocation")
    parts = "financial + humanitarian + military"
    total = frame[KINDS].sum(axis=1)
    yield from unequal(data, "explorer", "total", total, parts, TOLERANCE)
    promised = frame["total"] + frame["to_be_allocated"]
    formula = "total + to_be_allocated"
    yield from unequal(data, "explorer", "commitments", promised, formula, TOLERANCE)
    total = totals[KINDS].sum(axis=1)
    yield from unequal(data, "totals", "total_allocations", total, parts, TOLERANCE)


def gdp(data: Frames) -> Iterator[str]:
    """One GDP per donor, above zero but for the EU institutions, and pct_gdp fits it."""
    frame = data["explorer"]
    yield from first(
        data,
        "explorer",
        frame["gdp"] != frame.groupby("country")["gdp"].transform("first"),
        "field gdp: {country} has more than one GDP; the file must repeat the one of 2021",
    )
    yield from first(
        data,
        "explorer",
        (frame["gdp"] <= 0) & ~frame["country"].isin(donors_in(data, "eui")),
        "field gdp: the GDP of {country} is not above zero; correct the cell",
    )
    share = (100 * frame["total"] / frame["gdp"]).where(frame["gdp"] > 0, 0)
    yield from unequal(data, "explorer", "pct_gdp", share, "100 x total / gdp", TOLERANCE)


def reconciled(data: Frames) -> Iterator[str]:
    """The donors add up to the totals file, month by month and column by column."""
    fields, totals = (
        ["total", *KINDS],
        data["totals"].rename(columns={"total_allocations": "total"}),
    )
    totals = totals.groupby(month_of(totals))[fields].sum()
    added = data["explorer"].groupby(month_of(data["explorer"]))[fields].sum()
    added = added.reindex(totals.index, fill_value=0)
    month, field = (added - totals).abs().stack().idxmax()
    ours, theirs = added.at[month, field], totals.at[month, field]
    if abs(ours - theirs) > TOLERANCE:
        yield (
            f"{shown('explorer')}, field {field}: all donors of {month} add to {ours:g}, but "
            f"{shown('totals')} says {theirs:g}; fetch both files of one release."
        )


def union_military(data: Frames) -> Iterator[str]:
    """The EU institutions give no military aid of their own: it is booked at the members."""
    frame = data["explorer"]
    yield from first(
        data,
        "explorer",
        frame["country"].isin(donors_in(data, "eui")) & (frame["military"] != 0),
        "field military: {military:g} at {country}, where every month was zero; the source has "
        "changed its method, so read its notes first",
    )


def eu_shares(data: Frames) -> Iterator[str]:
    """The imputed EU aid covers exactly the EU donors and adds up to the EU institutions' total."""
    name, frame = shown("eu_shares"), data["eu_shares"]
    for country in sorted(set(donors_in(data, "eu")) ^ set(frame["country"])):
        yield (
            f"{name}, field country: {country} stands in only one of this file and the group eu of "
            "editor/donors.csv; correct one of them."
        )
    yield from below_zero(data, "eu_shares", "eu_share_bn", "imputed aid")
    union = data["explorer"]["country"].isin(donors_in(data, "eui"))
    total, shares = data["explorer"].loc[union, "total"].sum(), frame["eu_share_bn"].sum()
    if abs(shares - total) > SHARES_TOLERANCE:
        yield (
            f"{name}, field eu_share_bn: the shares add to {shares:.4f}, but the EU institutions "
            f"in {shown('explorer')} to {total:.4f}; fetch both files of one release."
        )


def origins(data: Frames) -> Iterator[str]:
    """Parts by origin are not negative and a month has some; only their shares are used."""
    for field in ORIGINS:
        yield from below_zero(data, "origins", field, "a part of aid")
    yield from first(
        data,
        "origins",
        data["origins"][ORIGINS].sum(axis=1) <= 0,
        "field stockpile: the four origins of {year}-{month} add to nothing, so there are no "
        "shares; ask the source",
    )


def weapons(data: Frames) -> Iterator[str]:
    """Known categories, counts above zero."""
    categories = data["weapon_categories"]["kiel_category"]
    remedy = "add it to data/editor/weapon_categories.csv"
    yield from unknown(data, "weapons", "category", categories, remedy)
    yield from first(
        data,
        "weapons",
        data["weapons"]["number_of_weapons"] <= 0,
        "field number_of_weapons: {number_of_weapons} is not above zero; correct the cell",
    )


def memberships(data: Frames) -> Iterator[str]:
    """EU and NATO members fit the donors and each other."""
    members, union, own = data["members"], data["eu_accessions"], data["donors"]
    remedy = "use a name of editor/donors.csv"
    yield from unknown(data, "members", "kiel_name", own["kiel_name"], remedy, optional=True)
    in_group = own.loc[own["group"] == "eu", "iso3"]
    remedy = "every EU member is a donor of the group eu in editor/donors.csv"
    yield from unknown(data, "eu_accessions", "iso3", in_group, remedy)
    yield from first(
        data,
        "donors",
        (own["group"] == "eu") & ~own["iso3"].isin(union["iso3"]),
        "field group: {donor} has no EU membership; add it to editor/eu_accessions.csv",
    )
    yield from first(
        data,
        "members",
        members["in_eu"] != members["iso3"].isin(union["iso3"]),
        "field in_eu: '{in_eu}' for {country} does not fit editor/eu_accessions.csv; correct one "
        "of them",
    )
    code = members["kiel_name"].map(donor_column(data, "iso3"))
    yield from first(
        data,
        "members",
        code.notna() & (code != members["iso3"]),
        "field iso3: '{iso3}' is not the code of {kiel_name} in editor/donors.csv; correct one of "
        "them",
    )


def membership_dates(data: Frames) -> Iterator[str]:
    """Members have a date of joining."""
    every = pd.Series(True, data["eu_accessions"].index)
    for name, field, needed in [
        ("members", "accession_date", data["members"]["nato_member"]),
        ("eu_accessions", "from", every),
    ]:
        dates = pd.to_datetime(data[name][field], format="%Y-%m-%d", errors="coerce")
        sentence = f"field {field}: '{{{field}}}' is not a date YYYY-MM-DD; correct the cell"
        yield from first(data, name, needed & dates.isna(), sentence)


def populations(data: Frames) -> Iterator[str]:
    """A donor that NATO's list lacks takes its population from our file, which names its source."""
    own, members = data["donors"], data["members"]
    listed = members.loc[members["population_2024"].notna(), "kiel_name"]
    given = own["population_2024"].notna()
    yield from first(
        data,
        "donors",
        given & own["kiel_name"].isin(listed),
        "field population_2024: {donor} has a population in {file} too; leave this cell empty",
        file=shown("members"),
    )
    yield from first(
        data,
        "donors",
        given & ~own["population_source"].isin(data["sources"]["source"]),
        "field population_source: '{population_source}' is not in editor/sources.csv; name the "
        "source",
    )
    for name in ["donors", "members"]:
        wrong = (data[name]["population_2024"] <= 0).fillna(False)
        sentence = "field population_2024: {population_2024} is not above zero; correct the cell"
        yield from first(data, name, wrong, sentence)


CHECKS = [
    *(keys, months, release, donors, amounts, gdp, reconciled, union_military, eu_shares),
    *(origins, weapons, memberships, membership_dates, populations),
]
