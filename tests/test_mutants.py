"""The seeded faults: each can be put into the code as it is; each test that it names is there."""

import tomllib

from tools import mutants
from tools.mutants import ROOT

LIST = tomllib.loads((ROOT / "tools" / "mutants.toml").read_text(encoding="utf-8"))


def test_every_fault_has_its_place_and_its_tests():
    assert len({fault["id"] for fault in LIST["mutant"]}) == len(LIST["mutant"]) >= 60
    for fault in LIST["mutant"]:
        text = (ROOT / fault["file"]).read_text(encoding="utf-8")
        assert text.count(fault["old"]) == 1, fault["id"]
        assert fault["new"] != fault["old"], fault["id"]
        for test in fault.get("tests", ()):
            assert mutants.is_there(mutants.path_of(test), ROOT), (fault["id"], test)
