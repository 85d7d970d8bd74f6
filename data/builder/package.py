"""Write the tables and datapackage.json into a folder, and have Frictionless validate them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from builder.read import Frames

DESCRIPTOR = "descriptor.json"  # ours, in data/editor: titles, descriptions, schemas
PACKAGE = "datapackage.json"
TRACKER = "kiel-tracker"  # the source that has releases


def read_descriptor(editor: Path) -> tuple[dict[str, Any] | None, list[str]]:
    """Our part of datapackage.json, and sentences if it cannot be read."""
    try:
        return json.loads((editor / DESCRIPTOR).read_text(encoding="utf-8")), []
    except FileNotFoundError:
        return None, [f"editor/{DESCRIPTOR}: the file is missing; put it back."]
    except ValueError as error:
        return None, [f"editor/{DESCRIPTOR}: the file is not valid JSON ({error}); correct it."]


def number(value: float) -> str:
    """A float as short plain text: at most 8 decimals, no trailing zeros, no minus zero."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write_all(
    folder: Path, tables: Frames, descriptor: dict[str, Any], release: dict[str, str]
) -> list[str]:
    """Write every table as CSV and then datapackage.json. Returns the file names in order."""
    names = []
    for resource in descriptor["resources"]:
        frame = tables[resource["name"]]
        flags = frame.select_dtypes("boolean").columns
        frame = frame.assign(
            **{name: frame[name].map({True: "true", False: "false"}) for name in flags}
        )
        path = folder / f"{resource['name']}.csv"
        frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", float_format=number)
        names.append(path.name)
    text = json.dumps(
        described(folder, tables["sources"], descriptor, release), ensure_ascii=False, indent=2
    )
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8", newline="\n")
    return [*names, PACKAGE]


def described(
    folder: Path, sources: pd.DataFrame, descriptor: dict[str, Any], release: dict[str, str]
) -> dict[str, Any]:
    """The descriptor with release, sizes, checksums and the sources spelled out."""
    titles = {
        row.source: {
            "title": f"{row.publisher}: {row.title}",
            **({"path": row.url} if row.url else {}),
        }
        for row in sources.itertuples()
    }
    resources = []
    for resource in descriptor["resources"]:
        content = (folder / f"{resource['name']}.csv").read_bytes()
        resources.append(
            {
                "name": resource["name"],
                "path": f"{resource['name']}.csv",
                "title": resource["title"],
                "description": resource["description"],
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
                "licenses": [descriptor["licence_texts"][name] for name in resource["licenses"]],
                "sources": [titles[name] for name in resource["sources"]],
                **({"release": release} if TRACKER in resource["sources"] else {}),
                "schema": {**resource["schema"], "missingValues": [""]},
            }
        )
    return {
        "name": descriptor["name"],
        "title": descriptor["title"],
        "description": descriptor["description"],
        "version": release["number"],
        "profile": "tabular-data-package",
        "release": release,
        "resources": resources,
    }


def unknown_sources(descriptor: dict[str, Any], sources: pd.DataFrame) -> list[str]:
    """Sentences about sources the descriptor names and the sources table lacks."""
    known = set(sources["source"])
    return [
        f"editor/{DESCRIPTOR}, table {resource['name']}: the source '{name}' is not in "
        "editor/sources.csv; add it."
        for resource in descriptor["resources"]
        for name in resource["sources"]
        if name not in known
    ]


def invalid(folder: Path) -> list[str]:
    """Sentences about everything Frictionless finds wrong with the written package."""
    try:  # imported here: heavy, and needed only once the checks have passed
        from frictionless import system, validate
    except ImportError:
        return ["frictionless is not installed, so nothing can be validated; run make setup."]

    with system.use_context(trusted=True):
        report = validate(str(folder / PACKAGE), type="package")
    found = {(PACKAGE, error.type): error for error in report.errors}
    for task in report.tasks:
        for error in task.errors:  # the first of each kind stands for all
            found.setdefault((task.place, error.type, getattr(error, "field_name", "")), error)
    return [
        f"{place}: {error.message.rstrip('.')}; correct what the table is built from."
        for (place, *_), error in found.items()
    ]
