"""Read the input files: the source folder and our own files in data/editor.

INPUTS lists every file with the columns the build needs and their kinds; other columns are ignored.
A file that is missing, empty, not UTF-8, lacks a column or holds a wrong kind of value becomes a
plain sentence.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from builder import outlines

Frames = dict[str, pd.DataFrame]
"""By name of the input or the table."""

# kinds of cell, and how they read in a sentence
CELL_KINDS = {
    "text": "text",
    "number": "a number",
    "whole": "a whole number",
    "flag": "True or False",
}
TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Input:
    """One input file: where it lies and which columns it must have, as {column: kind}.

    A kind ending in "?" may be left empty.
    """

    folder: str  # "source" or "editor"
    path: str
    columns: dict

    @property
    def shown(self) -> str:
        """The path as sentences name it."""
        return self.path if self.folder == "source" else f"editor/{self.path}"


def columns(**kinds: str) -> dict[str, str]:
    """Column -> kind, from the columns of each kind: `text="a", number="b c"`."""
    return {
        name: kind.replace("_or_empty", "?")
        for kind, names in kinds.items()
        for name in names.split()
    }


INPUTS = {
    "explorer": Input(
        "source",
        "data/kiel/data_explorer.csv",
        columns(
            text="country iso",
            whole="year month",
            number="total financial humanitarian military commitments to_be_allocated gdp pct_gdp",
        ),
    ),
    "totals": Input(
        "source",
        "data/kiel/total_allocations.csv",
        columns(whole="year month", number="total_allocations military financial humanitarian"),
    ),
    "origins": Input(
        "source",
        "data/kiel/procurement_trends.csv",
        columns(whole="year month", number="stockpile procurement unspecified nato_purl"),
    ),
    "eu_shares": Input(
        "source", "data/kiel/eu_aid_shares.csv", columns(text="country iso", number="eu_share_bn")
    ),
    "weapons": Input(
        "source", "data/kiel/weapons.csv", columns(text="donor category", whole="number_of_weapons")
    ),
    "drawdowns": Input(
        "source",
        "data/us/pda_packages.csv",
        columns(
            whole="number",
            text="date",
            number="amount_usd_m",
            number_or_empty="kiel_implied_eur_per_usd",
        ),
    ),
    "usai_packages": Input(
        "source",
        "data/us/usai_packages.csv",
        columns(
            whole="number",
            text="date",
            number="amount_usd_m",
            number_or_empty="kiel_implied_eur_per_usd",
        ),
    ),
    "release": Input(
        "source", "data/kiel/release_info.csv", columns(text="release period label date")
    ),
    "members": Input(
        "source",
        "data/nato/members.csv",
        columns(
            text="country iso3",
            flag="nato_member in_eu",
            text_or_empty="accession_date kiel_name",
            whole_or_empty="population_2024 gdp_year",
            number_or_empty="gdp_usd_bn",
        ),
    ),
    "defence": Input(
        "source",
        "data/nato/defence_expenditure.csv",
        columns(
            text="country nato_edition",
            text_or_empty="iso3",
            whole="year",
            number_or_empty="pct_gdp",
        ),
    ),
    "found_events": Input(
        "source",
        "research/events.csv",
        columns(
            text="id start precision confidence",
            text_or_empty="end actors place figure_unit source_url",
            number_or_empty="figure",
        ),
    ),
    "groups": Input("editor", "groups.csv", columns(text="group name bloc", whole="order")),
    "donors": Input(
        "editor",
        "donors.csv",
        columns(
            text="kiel_name kiel_iso donor iso3 group",
            whole_or_empty="population_2024",
            text_or_empty="population_source example_group",
        ),
    ),
    "eu_accessions": Input(
        "editor", "eu_accessions.csv", columns(text="iso3 country from", text_or_empty="to")
    ),
    "weapon_categories": Input(
        "editor", "weapon_categories.csv", columns(text="kiel_category category")
    ),
    "events": Input(
        "editor",
        "events.csv",
        columns(
            text="event lane label title summary source",
            whole="importance",
            flag="era",
            whole_or_empty="marked preset",
            text_or_empty="source_row leader start end place unit actors confidence reason "
            "scenario",
            number_or_empty="figure",
        ),
    ),
    "event_aliases": Input("editor", "event_aliases.csv", columns(text="alias event reason")),
    "event_sources": Input("editor", "event_sources.csv", columns(text="event source")),
    "instruments": Input(
        "editor", "instruments.csv", columns(text="iso3 name event", whole="order")
    ),
    "lanes": Input("editor", "lanes.csv", columns(text="lane name", whole="order", flag="era")),
    "sources": Input(
        "editor",
        "sources.csv",
        columns(text="source publisher title licence used_for", text_or_empty="date url"),
    ),
    "weak_hosts": Input("editor", "weak_hosts.csv", columns(text="host why")),
    "spellings": Input("editor", "spellings.csv", columns(text="source ours")),
    "glossary": Input("editor", "glossary.csv", columns(text="term name definition")),
    "claims": Input(
        "editor",
        "claims.csv",
        columns(
            text="claim kind title claim_reviewed author",
            whole="order",
            text_or_empty="author_type start end unit restated_unit rule event donors sites "
            "places closest closest_why context tables",
            number_or_empty="figure tolerance narrow restated",
        ),
    ),
    "claim_facts": Input(
        "editor",
        "claim_facts.csv",
        columns(
            text="claim fact role confidence text source",
            text_or_empty="date event bound scope",
            number_or_empty="value",
        ),
    ),
    "claim_evidence": Input(
        "editor",
        "claim_evidence.csv",
        columns(text="claim bearing confidence text source", whole="order"),
    ),
    "claim_later": Input("editor", "claim_later.csv", columns(text="claim event text")),
    "promises": Input(
        "editor",
        "promises.csv",
        columns(text="promise month donor text source", text_or_empty="event"),
    ),
    "purl": Input(
        "editor",
        "purl.csv",
        columns(
            text="row row_type date about confidence source",
            text_or_empty="contributors currency",
            number_or_empty="amount_m",
        ),
    ),
    "defence_editions": Input(
        "editor", "defence_editions.csv", columns(text="nato_edition edition source", whole="year")
    ),
    "outlines": Input(
        "source", "data/geo/europe_outlines.geojson", columns(text="iso3 area name polygon")
    ),
    "actors": Input(
        "editor",
        "actors.csv",
        columns(
            text="actor name full_name side kind start end about confidence source",
            text_or_empty="known_to",
        ),
    ),
    "tasks": Input(
        "editor", "tasks.csv", columns(text="task name question start source", whole="order")
    ),
    "roles": Input(
        "editor",
        "roles.csv",
        columns(
            text="role task actor start end part what confidence source end_source",
            text_or_empty="known_to",
        ),
    ),
    "actor_facts": Input(
        "editor",
        "actor_facts.csv",
        columns(text="fact actor kind value start end confidence source", text_or_empty="known_to"),
    ),
    "stages": Input(
        "editor",
        "stages.csv",
        columns(text="stage name start source", text_or_empty="event sentence", whole="order"),
    ),
    "places": Input(
        "editor",
        "places.csv",
        columns(
            text="place iso3 area",
            number="lat lon",
            flag="capital minor",
            text_or_empty="label_at",
            whole_or_empty="base",
        ),
    ),
    "sites": Input(
        "editor",
        "sites.csv",
        columns(
            text="site name place iso3 start end role confidence source",
            text_or_empty="side task known_to published",
        ),
    ),
    "systems": Input(
        "editor",
        "systems.csv",
        columns(
            text="system name operator launch kind basis about confidence source",
            flag="announced",
            number="range_low_km range_km",
            number_or_empty="range_high_km",
        ),
    ),
    "system_states": Input(
        "editor",
        "system_states.csv",
        columns(
            text="state system place standing start end about confidence source",
            text_or_empty="known_to",
        ),
    ),
    "reported_figures": Input(
        "editor",
        "reported_figures.csv",
        columns(
            text="figure subject unit actor place date said_by about confidence source",
            text_or_empty="qualifier",
            number="number",
        ),
    ),
}


class Unusable(Exception):
    """A file cannot be used; the message says what is wrong and what to do."""


def read_all(source: Path, editor: Path) -> tuple[Frames, list[str]]:
    """Read every input: ({name: DataFrame indexed by line number}, [sentence])."""
    frames, problems = {}, []
    for name, item in INPUTS.items():
        try:
            frames[name] = read_one(item, source if item.folder == "source" else editor)
        except Unusable as error:
            problems.append(f"{item.shown}{error}.")
    return frames, problems


def read_one(item: Input, folder: Path) -> pd.DataFrame:
    """One input below a folder: DataFrame indexed by line number. Raises Unusable."""
    split = outline_records if item.path.endswith(".geojson") else records
    return typed(to_frame(*split(text_of(Path(folder) / item.path)), item), item)


def text_of(path: Path) -> str:
    """The file's text."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Unusable(": the file is missing; put it into the folder") from None
    except UnicodeDecodeError as error:
        raise Unusable(f": byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise Unusable(f": the file cannot be read ({error.strerror}); check it") from None
    if not text.strip():
        raise Unusable(": the file is empty; fetch it again")
    return text


def records(text: str) -> tuple[list[str], dict[int, list[str]]]:
    """(column names, {line number: cells}) of a CSV text."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = {}
    try:
        header = next(reader)
        for row in reader:
            if row:
                lines[reader.line_num] = row
    except csv.Error as error:
        raise Unusable(f", line {reader.line_num}: no CSV table ({error}); correct it") from None
    return header, lines


def outline_records(text: str) -> tuple[list[str], dict[int, list[str]]]:
    """As `records`, of a GeoJSON text."""
    try:
        return outlines.records(text)
    except ValueError as error:
        raise Unusable(f": no GeoJSON of countries ({error}); fetch it again") from None


def to_frame(header: list[str], lines: dict[int, list[str]], item: Input) -> pd.DataFrame:
    """The columns the build needs, as text, by line number."""
    missing = [name for name in item.columns if name not in header]
    if missing:
        raise Unusable(f", header: the column {missing[0]} is missing; restore it")
    if not lines:
        raise Unusable(": the file has column names but no lines; fetch it again")
    for line, row in lines.items():
        if len(row) != len(header):
            counted = f"{len(row)} cells stand under {len(header)} column names"
            raise Unusable(f", line {line}: {counted}; correct the line")
    frame = pd.DataFrame(list(lines.values()), list(lines), header, dtype="object")
    return frame[list(item.columns)].apply(lambda column: column.str.strip())


def typed(frame: pd.DataFrame, item: Input) -> pd.DataFrame:
    """The frame with the kinds of its columns applied."""
    for name, kind in item.columns.items():
        values, optional, kind = frame[name], kind.endswith("?"), kind.rstrip("?")
        frame[name] = convert(values, kind)
        empty = values == ""
        wrong = (empty & (not optional)) | (frame[name].isna() & ~empty)
        if wrong.any():
            line = wrong.idxmax()
            found = f"'{values[line]}' is not {CELL_KINDS[kind]}"
            found = "the cell is empty" if empty[line] else found
            raise Unusable(f", line {line}, field {name}: {found}; correct the cell")
    return frame


def convert(values: pd.Series, kind: str) -> pd.Series:
    """A column of text as `kind`; cells that do not fit become missing, and so do empty ones."""
    if kind == "text":
        return values
    if kind == "flag":
        return values.str.lower().map(TRUTH).astype("boolean")
    numbers = pd.to_numeric(values.where(values != ""), errors="coerce")
    numbers = numbers.where(numbers.abs() != float("inf"))
    if kind == "whole":
        return numbers.where(numbers == numbers.round()).astype("Int64")
    return numbers.astype(float)
