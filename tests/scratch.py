"""A scratch copy of our data package in which some cells are nudged."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from widgets.tables.package import DATA, Tables, load

Change = Callable[[pd.DataFrame], pd.DataFrame]


def nudged(folder: Path, **changes: Change) -> Tables:
    """Our tables with some of them changed; a change takes and returns a frame of text."""
    folder.mkdir(parents=True)
    for path in [*DATA.glob("*.csv"), DATA / "datapackage.json"]:
        shutil.copy(path, folder)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"] in changes:
            file = folder / resource["path"]
            table = pd.read_csv(file, dtype=str, keep_default_na=False)
            changed = changes[resource["name"]](table)
            assert not changed.equals(table), f"{resource['name']} is not changed"
            changed.to_csv(file, index=False)
            resource["hash"] = "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
    path.write_text(json.dumps(package), encoding="utf-8")
    return load(folder)


def cell(where: dict[str, str], **values: str) -> Change:
    """A change of the rows in which each field of `where` has its value."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        table = table.copy()
        rows = pd.Series(True, table.index)
        for field, value in where.items():
            rows &= table[field] == value
        assert rows.any(), where
        for field, value in values.items():
            table.loc[rows, field] = value
        return table

    return change


def without(**where: str) -> Change:
    """A change that drops the rows in which each field has its value."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        rows = pd.Series(True, table.index)
        for field, value in where.items():
            rows &= table[field] == value
        return table[~rows]

    return change


def with_row(**values: str) -> Change:
    """A change that adds a row; fields that are not named are empty."""
    return lambda table: pd.concat([table, pd.DataFrame([values])]).fillna("")
