"""Tables are read as their package describes them, or refused in one sentence."""

import pytest

from tests import small
from widgets.tables import DATA, DataError, load


def test_our_tables_load_typed():
    tables = load()
    assert tables.release["number"] == "29"
    assert tables.months[0] == "2022-01" and tables.months[-1] == "2026-04"
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


def test_a_missing_file_is_refused(tmp_path):
    folder = small.write(tmp_path / "missing")
    (folder / "donors.csv").unlink()
    with pytest.raises(DataError, match="donors.csv is missing"):
        load(folder).frame("donors")


@pytest.mark.parametrize("text, words", [(None, "is missing"), ("{", "is not valid JSON")])
def test_a_bad_package_is_refused(tmp_path, text, words):
    if text:
        (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(DataError, match=f"datapackage.json.*{words}"):
        load(tmp_path)
