"""The only reader of `data/`: our tidy tables, checked against their package and cached.

Values are nominal EUR bn, months are `YYYY-MM` strings; `data/README.md` says what each
table means and where it comes from.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from widgets.tables import dates
from widgets.words.messages import message

if TYPE_CHECKING:
    import pandas as pd

Row = Any
"""A row of a table as `itertuples` gives it: its columns are attributes that no type names."""
DATA = Path(os.environ.get("HANDOVER_DATA") or Path(__file__).parents[2] / "data").absolute()
"""Where `load()` reads: ours, or a folder of tables that the environment names, maybe by a link."""

_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "bool"}


class DataError(Exception):
    """A table is missing or is not what its package says; one sentence, naming the file.

    >>> from widgets import load
    >>> load("nowhere")
    Traceback (most recent call last):
        ...
    widgets.tables.package.DataError: datapackage.json is missing from nowhere: run `make data`.
    """


@dataclass(frozen=True)
class Tables:
    """All tables of one data package, each read when first asked for.

    `folder` holds `datapackage.json` and its CSV files. Two `Tables` of the same folder
    and release are equal and hash alike, so sums over them can be cached.

    >>> from widgets import load
    >>> load().aid.columns.tolist()
    ['month', 'donor', 'kind', 'allocations_eur_bn']
    """

    folder: Path
    package: dict = field(compare=False, hash=False, repr=False)
    version: str
    own_events: "pd.DataFrame | None" = field(default=None, compare=False, hash=False, repr=False)

    @property
    def release(self) -> dict[str, str]:
        """The data release: number, first_month, last_month, label, source_line."""
        return self.package["release"]

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Every month of the release, `YYYY-MM`, in order."""
        return tuple(self.aid["month"].unique())

    @property
    def source_line(self) -> str:
        """Attribution with the release, as every chart of aid carries it.

        >>> from widgets import load
        >>> print(load().source_line)
        Data: Kiel Institute, Ukraine Support Tracker, Release 29 (04/2026); own sums.
        """
        return message("tables-source-line", release=self.release["source_line"])

    @property
    def licence(self) -> str:
        """Under which terms a file with numbers of the page may be used.

        >>> from widgets import load
        >>> load().licence.split(";")[0]
        'Licence: our own work is MIT'
        """
        (aid,) = self.resource("aid")["licenses"]
        return message("tables-licence", licence=aid["title"].lower())

    def resource(self, name: str) -> dict:
        """The package's description of one table.

        >>> from widgets import load
        >>> load().resource("aid")["path"]
        'aid.csv'
        """
        for resource in self.package["resources"]:
            if resource["name"] == name:
                return resource
        raise DataError(message("tables-no-table", table=name))

    def text(self, name: str) -> str:
        """One table as its CSV text, checked against its checksum.

        >>> from widgets import load
        >>> load().text("aid").splitlines()[0]
        'month,donor,kind,allocations_eur_bn'
        """
        resource = self.resource(name)
        path = self.folder / resource["path"]
        try:
            raw = path.read_bytes()
        except OSError:
            raise _missing(path.name, self.folder) from None
        if "sha256:" + hashlib.sha256(raw).hexdigest() != resource["hash"]:
            where = _where(raw, resource)
            name = "tables-changed-where" if where else "tables-changed"
            raise DataError(message(name, file=path.name, where=where))
        return raw.decode("utf-8")

    def check(self) -> "Tables":
        """These tables, every one read and found whole. Raises DataError with one sentence.

        >>> from widgets import load
        >>> load().check() is load()
        True
        """
        for resource in self.package["resources"]:
            self.text(resource["name"])
        return self

    def held(self) -> "Tables":
        """These tables, every one in memory, whatever becomes of the files. Raises DataError.

        >>> from widgets import load
        >>> load().held() is load()
        True
        """
        for resource in self.package["resources"]:
            self.frame(resource["name"])
        return self

    @cache  # noqa: B019 - Tables live as long as the process
    def frame(self, name: str) -> "pd.DataFrame":
        """One table as a typed frame, in file order. Do not change it: it is shared.

        >>> from widgets import load
        >>> load().frame("groups")["group"].tolist()
        ['us', 'eu', 'eui', 'oe', 'od']
        """
        import pandas as pd

        resource = self.resource(name)
        types = {f["name"]: _DTYPES.get(f["type"], "str") for f in resource["schema"]["fields"]}
        text = io.StringIO(self.text(name))
        frame = pd.read_csv(text, dtype=types, keep_default_na=False, na_values=[""])
        if name == "events" and self.own_events is not None:
            return pd.concat([frame, self.own_events], ignore_index=True)
        return frame

    def rows(self, name: str) -> Iterable[Row]:
        """The rows of one table, in file order.

        >>> from widgets import load
        >>> next(iter(load().rows("donors"))).donor
        'Australia'
        """
        return self.frame(name).itertuples()

    def __getattr__(self, name: str) -> "pd.DataFrame":
        if name.startswith("_") or all(r["name"] != name for r in self.package["resources"]):
            raise AttributeError(f"no table '{name}' in the data package")
        return self.frame(name)

    def labels(self, name: str, field: str) -> dict[Any, str]:
        """The values that a field of a table can have -> what they are called, in order.

        >>> from widgets import load
        >>> load().labels("events", "importance")
        {1: 'turning point', 2: 'weighty', 3: 'minor'}
        """
        fields = self.resource(name)["schema"]["fields"]
        (described,) = [one for one in fields if one["name"] == field]
        return {one["value"]: one["label"] for one in described["categories"]}

    @cached_property
    def group_of(self) -> dict[str, str]:
        """Donor name -> group key (us, eu, eui, oe, od)."""
        return dict(zip(self.donors["donor"], self.donors["group"], strict=True))

    @cached_property
    def group_names(self) -> dict[str, str]:
        """Group key -> printed name, in display order."""
        groups = self.groups.sort_values("order")
        return dict(zip(groups["group"], groups["name"], strict=True))

    @cached_property
    def bloc_of(self) -> dict[str, str]:
        """Group key -> bloc (us, europe, other)."""
        return dict(zip(self.groups["group"], self.groups["bloc"], strict=True))

    @cached_property
    def bloc_names(self) -> dict[str, str]:
        """Bloc -> printed name, in display order."""
        return self.labels("groups", "bloc")

    @cached_property
    def bloc_colours(self) -> dict[str, str]:
        """Bloc -> the group whose colour it has: its first in display order."""
        first = self.groups.sort_values("order").drop_duplicates("bloc")
        return dict(zip(first["bloc"], first["group"], strict=True))

    @cached_property
    def event_alias(self) -> dict[str, str]:
        """An id by which an event was known before -> its id."""
        return dict(zip(self.event_aliases["alias"], self.event_aliases["event"], strict=True))

    @cached_property
    def donor_of(self) -> dict[str, str]:
        """ISO3 code -> donor name."""
        return dict(zip(self.donors["iso3"], self.donors["donor"], strict=True))


def load(folder: Path = DATA) -> Tables:
    """The tables of a folder (ours by default). Raises DataError with one plain sentence.

    >>> from widgets import load
    >>> load().months[0], load().months[-1]
    ('2022-01', '2026-04')
    >>> load().donor_of["DEU"]
    'Germany'
    """
    return _load(Path(folder))


def fresh(folder: Path = DATA) -> Tables:
    """As `load`, but as the folder is now, though it was read before.

    >>> from widgets import load
    >>> from widgets.tables import package as tables
    >>> tables.fresh() == load()
    True
    """
    path = folder / "datapackage.json"
    try:
        text = path.read_text(encoding="utf-8")
        package = json.loads(text)
    except OSError:
        raise _missing(path.name, folder) from None
    except ValueError as error:
        said = message("tables-no-json", file=path.name, folder=folder, error=error)
        raise DataError(said) from None
    for name in ("resources", "release"):
        if not isinstance(package, dict) or name not in package:
            raise DataError(message("tables-no-field", file=path.name, folder=folder, field=name))
    return Tables(folder, package, hashlib.sha256(text.encode()).hexdigest()[:12])


_load = lru_cache(maxsize=8)(fresh)


def _missing(file: str, folder: Path) -> DataError:
    return DataError(message("tables-missing", file=file, folder=folder))


def _where(raw: bytes, resource: dict) -> str:
    """Row and field of the first value that its schema does not allow, or nothing."""
    try:
        return _first_misfit(raw, resource)
    except csv.Error:
        return ""


def _first_misfit(raw: bytes, resource: dict) -> str:
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8", "replace")))
    if missing := [name for name in fields if name not in (rows.fieldnames or [])]:
        return message("tables-where-no-field", field=missing[0])
    for number, row in enumerate(rows, 2):
        for name, described in fields.items():
            if not _fits(row[name], described):
                return message("tables-where", row=number, field=name)
    return ""


def _fits(value: str | None, described: dict) -> bool:
    if value is None:
        return False
    if value == "":
        return not described.get("constraints", {}).get("required", False)
    try:
        {"integer": int, "number": float}.get(described["type"], str)(value)
    except ValueError:
        return False
    return described["type"] != "boolean" or value in ("true", "false", "True", "False")


OWN_LANE = "own"
_OWN_DEFAULTS = {"end": "", "label": "", "summary": "", "place": "", "importance": "2"}
_OWN_LENGTHS = {"label": 26, "title": 80, "summary": 500, "place": 80}


def with_events(tables: Tables, own: "pd.DataFrame | str | Path") -> tuple[Tables, list[str]]:
    """The tables with a teacher's own events in a lane of their own, and what was left out.

    `own` is a frame or a CSV file with the columns `start` (EDTF) and `title`, and if wanted
    `end`, `label` (26 characters, else the title's first), `summary`, `place`, `importance`
    (1 to 3). Each row that cannot be used gives one sentence naming row, field and reason;
    the others are kept. Raises DataError if the file or a needed column is missing.

    >>> import pandas as pd
    >>> from widgets import load, with_events
    >>> own = pd.DataFrame({"start": ["2024-09", "soon"], "title": ["A visit", "Another"]})
    >>> tables, problems = with_events(load(), own)
    >>> tables.events["title"].iloc[-1], len(problems)
    ('A visit', 1)
    """
    import pandas as pd

    if not isinstance(own, pd.DataFrame):
        try:
            own = pd.read_csv(own, dtype=str, keep_default_na=False)
        except (OSError, ValueError) as error:
            raise DataError(message("tables-own-no-csv", file=own, error=error)) from None
    missing = [name for name in ("start", "title") if name not in own]
    if missing:
        said = message("tables-own-no-column", column=missing[0], columns=list(own))
        raise DataError(said)
    rows, problems = [], []
    for number, given in enumerate(own.fillna("").astype(str).to_dict("records"), start=1):
        row = _OWN_DEFAULTS | {k: v.strip() for k, v in given.items() if v.strip()}
        try:
            rows.append(_own_event(row, f"own-{number}"))  # pyright: ignore[reportArgumentType] - columns are text
        except ValueError as error:
            name, why = error.args
            problems.append(message("tables-own-row", row=number, field=name, why=why))
    frame = pd.DataFrame(rows, columns=list(tables.frame("events").columns))
    frame = frame.astype(tables.frame("events").dtypes)
    version = hashlib.sha256((tables.version + frame.to_csv()).encode()).hexdigest()[:12]
    return Tables(tables.folder, tables.package, version, frame), problems


def _own_event(row: dict[str, str], event: str) -> dict:
    """One row as a row of the events table. Raises ValueError: its field, and why."""
    if not row.get("title"):
        raise ValueError("title", message("tables-own-empty"))
    for name, most in _OWN_LENGTHS.items():
        if len(row[name]) > most:
            raise ValueError(name, message("tables-own-too-long", most=most))
    if row["importance"] not in ("1", "2", "3"):
        given = repr(row["importance"])
        raise ValueError("importance", message("tables-own-importance", given=given))
    start = _own_extent("start", row.get("start", ""))
    end = None if row["end"] in ("", dates.OPEN) else _own_extent("end", row["end"])
    if end and end.last < start.first:
        raise ValueError("end", message("tables-own-turned"))
    days = {"start_first": start.first, "start_last": start.last}
    if end:
        days |= {"end_first": end.first, "end_last": end.last}
    elif row["end"] == dates.OPEN:
        days |= {"end_first": start.last}
    return {
        "event": event,
        "era": False,
        "lane": OWN_LANE,
        "start": row["start"],
        "end": row["end"] or None,
        **{name: day.isoformat() for name, day in days.items()},
        "label": row["label"] or row["title"][: _OWN_LENGTHS["label"]],
        "title": row["title"],
        "summary": row["summary"],
        "place": row["place"] or None,
        "importance": int(row["importance"]),
        "confidence": "confirmed",
    }


def _own_extent(name: str, text: str) -> dates.Extent:
    try:
        return dates.extent(text)
    except ValueError as error:
        raise ValueError(name, str(error)) from None
