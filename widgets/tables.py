"""The only reader of `data/`: our tidy tables, checked against their package and cached.

Values are nominal EUR bn, months are `YYYY-MM` strings; `data/README.md` says what each
table means and where it comes from.
"""

import hashlib
import io
import json
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).resolve().parent.parent / "data"

_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "bool"}


class DataError(Exception):
    """A table is missing or is not what its package says; one sentence, naming the file."""


@dataclass(frozen=True)
class Tables:
    """All tables of one data package, each read when first asked for.

    `folder` holds `datapackage.json` and its CSV files. Two `Tables` of the same folder
    and release are equal and hash alike, so sums over them can be cached.
    """

    folder: Path
    package: dict = field(compare=False, hash=False, repr=False)
    version: str

    @property
    def release(self) -> dict[str, str]:
        """The data release: number, first_month, last_month, label, source_line."""
        return self.package["release"]

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Every month of the release, `YYYY-MM`, in order."""
        return tuple(self.aid["month"].unique())

    def resource(self, name: str) -> dict:
        """The package's description of one table."""
        for resource in self.package["resources"]:
            if resource["name"] == name:
                return resource
        raise DataError(f"datapackage.json describes no table '{name}'.")

    def text(self, name: str) -> str:
        """One table as its CSV text, checked against its checksum."""
        resource = self.resource(name)
        path = self.folder / resource["path"]
        try:
            raw = path.read_bytes()
        except OSError:
            raise DataError(
                f"{path.name} is missing from {self.folder}: run `make data`."
            ) from None
        if "sha256:" + hashlib.sha256(raw).hexdigest() != resource["hash"]:
            raise DataError(
                f"{path.name} differs from its checksum in datapackage.json: run `make data`, "
                "or restore the file."
            )
        return raw.decode("utf-8")

    @cache  # noqa: B019 - Tables live as long as the process
    def frame(self, name: str) -> "pd.DataFrame":
        """One table as a typed frame, in file order. Do not change it: it is shared."""
        import pandas as pd

        resource = self.resource(name)
        types = {f["name"]: _DTYPES.get(f["type"], "str") for f in resource["schema"]["fields"]}
        text = io.StringIO(self.text(name))
        return pd.read_csv(text, dtype=types, keep_default_na=False, na_values=[""])

    def __getattr__(self, name: str) -> "pd.DataFrame":
        if name.startswith("_") or all(r["name"] != name for r in self.package["resources"]):
            raise AttributeError(f"no table '{name}' in the data package")
        return self.frame(name)

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
    def donor_of(self) -> dict[str, str]:
        """ISO3 code -> donor name."""
        return dict(zip(self.donors["iso3"], self.donors["donor"], strict=True))


def load(folder: Path = DATA) -> Tables:
    """The tables of a folder (ours by default). Raises DataError with one plain sentence."""
    return _load(Path(folder))


@lru_cache(maxsize=8)
def _load(folder: Path) -> Tables:
    path = folder / "datapackage.json"
    try:
        text = path.read_text(encoding="utf-8")
        package = json.loads(text)
    except OSError:
        raise DataError(f"{path.name} is missing from {folder}: run `make data`.") from None
    except ValueError as error:
        raise DataError(f"{path.name} in {folder} is not valid JSON: {error}.") from None
    return Tables(folder, package, hashlib.sha256(text.encode()).hexdigest()[:12])
