"""Say in plain words how newly built tables differ from the ones in place."""

from pathlib import Path
from typing import Any

import pandas as pd

BIGGEST = 5  # changes named per table
NOISE = 5e-9  # half a unit of the last decimal written


def read(path: Path) -> pd.DataFrame | None:
    """A table as text, or None if it is not there (or not readable: then it counts as absent)."""
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (FileNotFoundError, ValueError):
        return None


def report(new_folder: Path, old_folder: Path, descriptor: dict[str, Any]) -> list[str]:
    """Lines about every table, in the descriptor's order."""
    lines = []
    for resource in descriptor["resources"]:
        file, schema = f"{resource['name']}.csv", resource["schema"]
        lines += compare(file, read(old_folder / file), read(new_folder / file), schema)
    return lines


def compare(
    file: str, old: pd.DataFrame | None, new: pd.DataFrame, schema: dict[str, Any]
) -> list[str]:
    """Lines about one table: rows, totals, biggest changes."""
    key = schema["primaryKey"]
    numeric = [
        field["name"] for field in schema["fields"] if field.get("unit", "share") != "share"
    ]  # what adds up
    if old is None or list(old.columns) != list(new.columns) or old.duplicated(key).any():
        totals = "; ".join(f"{name} totals {total(new, name):,.3f}" for name in numeric)
        return [f"{file}: a new table of {len(new)} rows" + (f"; {totals}" if totals else "")]
    if old.equals(new):
        return [f"{file}: no change ({len(new)} rows)"]
    before, after = old.set_index(key), new.set_index(key)
    added, removed = after.index.difference(before.index), before.index.difference(after.index)
    both = after.index.intersection(before.index)
    differs = (before.loc[both] != after.loc[both]).any(axis=1)
    lines = [
        f"{file}: {len(added)} rows added, {len(removed)} removed, {int(differs.sum())} changed"
    ]
    for name in numeric:
        lines += numeric_lines(name, before, after)
    lines += named("added", added) + named("removed", removed) + named("changed", both[differs])
    return lines


def total(table: pd.DataFrame, name: str) -> float:
    """Sum of a column of text, empty cells left out."""
    return pd.to_numeric(table[name]).sum()


def numeric_lines(name: str, before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Total before and after of one column, and its biggest changes."""
    one, two = (pd.to_numeric(table[name]).fillna(0) for table in (before, after))
    change = two.sub(one, fill_value=0)
    change = change[change.abs() > NOISE]
    if change.empty:
        return []
    top = change.reindex(change.abs().sort_values(ascending=False, kind="stable").index[:BIGGEST])
    return [
        f"  {name}: total {one.sum():,.3f} before, {two.sum():,.3f} after",
        *(f"    {words(index)}: {value:+,.6g}" for index, value in top.items()),
    ]


def named(verb: str, keys: pd.Index) -> list[str]:
    """A line that names the first few keys."""
    if not len(keys):
        return []
    more = f" and {len(keys) - BIGGEST} more" if len(keys) > BIGGEST else ""
    return [f"  {verb}: {', '.join(words(key) for key in keys[:BIGGEST])}{more}"]


def words(key: object) -> str:
    """A key as text."""
    return " ".join(key) if isinstance(key, tuple) else str(key)
