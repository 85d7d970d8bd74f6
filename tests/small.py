"""A data package small enough to work out by hand: four donors, four months."""

import hashlib
import json
from pathlib import Path

from widgets.tables.package import Tables, load

MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"]
FRAMES = {
    "groups": "group,name,bloc,order\nus,United States,us,1\neu,EU members,europe,2\n"
    "eui,EU institutions,europe,3\n",
    "donors": "donor,iso3,group,gdp_2021_eur_bn,population_2024\n"
    "United States,USA,us,1000,1000000\nGermany,DEU,eu,100,200000\nSweden,SWE,eu,50,100000\n"
    "EU institutions,EUI,eui,,\n",
    "memberships": "iso3,country,body,from,to\nDEU,Germany,EU,1958-01-01,\n"
    "DEU,Germany,NATO,1955-05-06,\nSWE,Sweden,EU,1995-01-01,\nSWE,Sweden,NATO,2024-03-07,\n"
    "USA,United States,NATO,1949-08-24,\n",
    "eu_shares": "donor,imputed_eur_bn\nGermany,6\nSweden,4\n",
}
MILITARY = {"United States": [4, 0, 2, 0], "Germany": [1, 1, 1, 3], "Sweden": [0, 2, 0, 2]}
FINANCIAL = {"EU institutions": [10, 0, 0, 0], "Germany": [0, 0, 0, 2]}
COMMITMENTS = {"United States": [9, -1, 0, 0], "Germany": [1, 1, 1, 5], "Sweden": [0, 2, 0, 2]}


def _long(values: dict[str, list], month_donor: list[tuple]) -> list[float]:
    return [values.get(donor, [0] * 4)[MONTHS.index(month)] for month, donor in month_donor]


def _csv_files() -> dict[str, str]:
    donors = ["EU institutions", "Germany", "Sweden", "United States"]
    pairs = [(month, donor) for month in MONTHS for donor in donors]
    kinds = {"military": MILITARY, "financial": FINANCIAL, "humanitarian": {}}
    aid = [
        f"{month},{donor},{kind},{value}"
        for kind, values in kinds.items()
        for (month, donor), value in zip(pairs, _long(values, pairs), strict=True)
    ]
    commitments = [
        f"{month},{donor},{value},0"
        for (month, donor), value in zip(pairs, _long(COMMITMENTS, pairs), strict=True)
    ]
    shares = {"stockpile": 0.5, "procurement": 0.25, "purl": 0, "unspecified": 0.25}
    origins = [f"{month},{origin},{share}" for month in MONTHS for origin, share in shares.items()]
    return FRAMES | {
        "aid": "\n".join(["month,donor,kind,allocations_eur_bn", *aid]) + "\n",
        "commitments": "\n".join(
            ["month,donor,commitments_eur_bn,to_be_allocated_eur_bn", *commitments]
        )
        + "\n",
        "origins": "\n".join(["month,origin,share", *origins]) + "\n",
    }


def write(folder: Path) -> Path:
    """The small package in a folder, with its checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = {
        "order",
        "gdp_2021_eur_bn",
        "population_2024",
        "imputed_eur_bn",
        "allocations_eur_bn",
        "commitments_eur_bn",
        "to_be_allocated_eur_bn",
        "share",
    }
    resources = []
    for name, text in _csv_files().items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        fields = [
            {"name": column, "type": "number" if column in numbers else "string"}
            for column in text.splitlines()[0].split(",")
        ]
        resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "hash": "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
                "schema": {"fields": fields},
            }
        )
    release = {
        "number": "0",
        "first_month": MONTHS[0],
        "last_month": MONTHS[-1],
        "label": "Release 0",
        "source_line": "Small tables",
    }
    package = {"name": "small", "version": "0", "release": release, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def tables(folder: Path) -> Tables:
    """The small package, read."""
    return load(write(folder))
