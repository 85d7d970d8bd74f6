"""Tables are read as their package describes them, or refused in one sentence."""

import csv
import shutil

import pytest

from tests import small
from widgets.tables.package import DATA, DataError, Tables, load


def test_our_tables_load_typed():
    tables = load()
    assert tables.release["number"] == "29"
    assert tables.months[0] == "2022-01"
    assert tables.months[-1] == "2026-04"
    assert len(tables.months) == 52
    assert tables.aid["allocations_eur_bn"].dtype.kind == "f"
    assert tables.events["era"].dtype == bool


def test_every_described_table_can_be_read():
    tables = load()
    for resource in tables.package["resources"]:
        assert len(tables.frame(resource["name"])) > 0


def test_groups_and_codes():
    tables = load()
    assert tables.group_of["Ireland"] == "eu"
    assert tables.donor_of["EUI"] == "EU institutions"
    assert list(tables.group_names) == ["us", "eu", "eui", "oe", "od"]


def test_equal_folders_are_equal_and_cached():
    assert load() is load(DATA)


def test_an_unknown_table_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no table 'nothing'"):
        _ = load().nothing


def test_a_changed_file_is_refused(tmp_path):
    folder = small.write(tmp_path / "changed")
    with (folder / "aid.csv").open("a") as file:
        file.write("2024-04,Nobody,military,1\n")
    with pytest.raises(DataError, match=r"^aid.csv differs from its checksum .* run `make data`"):
        load(folder).frame("aid")


def test_a_table_that_is_whole_is_checked_in_silence(tmp_path):
    assert load().check() is load()
    tables = small.tables(tmp_path / "whole")
    assert tables.check() is tables


def damaged(folder, name: str, old: str, new: str) -> Tables:
    """The small package in which a file is not what it was."""
    path = small.write(folder) / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("aid", "2024-01,Germany,military,1", "2024-01,Germany,military,x", "row 3, field alloc"),
        ("aid", "2024-01,Germany,military,1", "2024-01,Germany,military", "row 3, field alloc"),
        ("aid", "2024-01,Germany,military,1", "2024-01,Germany", "row 3, field kind"),
        ("groups", "order", "rank", "field order is missing"),
        ("groups", "group,name,bloc,order\n", "", "field group is missing"),
        ("donors", "Germany,DEU,eu,100", "Germany,DEU,eu,1OO", "row 3, field gdp_2021_eur_bn"),
    ],
)
def test_damage_is_said_with_file_row_and_field(tmp_path, name, old, new, place):
    tables = damaged(tmp_path / "damaged", name, old, new)
    for asked in (tables.check, lambda: tables.frame(name), lambda: tables.text(name)):
        with pytest.raises(DataError) as caught:
            asked()
        sentence = str(caught.value)
        assert sentence.startswith(f"{name}.csv differs from its checksum in datapackage.json (")
        assert f"({place}" in sentence
        assert sentence.endswith("): run `make data`, or restore the file.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2024-01,Germany,military,1", "2024-01,Germany,military,2"),  # fits its schema
        ("2024-01,Germany", '2024-01,"Germany' + "x" * 200_000),  # no end of a field
        ("\n2024-01", "\r2024-01"),
        ("Germany", "\0"),
    ],
)
def test_damage_without_a_place_is_still_one_sentence(tmp_path, old, new):
    with pytest.raises(DataError, match=r"^aid.csv differs from its checksum .* restore the file"):
        damaged(tmp_path / "damaged", "aid", old, new).check()


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbfmonth,donor"])
def test_a_file_of_another_kind_is_one_sentence(tmp_path, raw):
    folder = small.write(tmp_path / "other")
    (folder / "aid.csv").write_bytes(raw)
    with pytest.raises(DataError, match=r"^aid.csv differs .*field month is missing"):
        load(folder).check()


def test_a_needed_value_that_is_empty_is_named(tmp_path):
    folder = tmp_path / "empty"
    shutil.copytree(DATA, folder)
    needed = next(
        (resource, field["name"])
        for resource in load().package["resources"]
        for field in resource["schema"]["fields"]
        if field.get("constraints", {}).get("required")
    )
    path = folder / needed[0]["path"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[2][rows[0].index(needed[1])] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(DataError, match=rf"\(row 3, field {needed[1]}\)"):
        load(folder).check()


def test_a_missing_file_is_refused(tmp_path):
    folder = small.write(tmp_path / "missing")
    (folder / "donors.csv").unlink()
    with pytest.raises(DataError, match=r"donors\.csv is missing"):
        load(folder).frame("donors")


@pytest.mark.parametrize(("text", "words"), [(None, "is missing"), ("{", "is not valid JSON")])
def test_a_bad_package_is_refused(tmp_path, text, words):
    if text:
        (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(DataError, match=f"datapackage.json.*{words}"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["{}", "[]", '{"resources": []}', "null"])
def test_a_package_that_is_none_is_one_sentence(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(DataError, match=r"^datapackage.json in .* has no field re"):
        load(tmp_path)
