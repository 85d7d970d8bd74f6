"""Links that readers have kept: the addresses of before give the numbers of before.

`old_links.csv` was written by the code of before the notebook was the page, on the frozen release:
per link the address it stands for, one chart, its rows, and the sum of its numbers without signs; a
chart that is refused has no rows.
"""

import csv

import pytest

from tests.conftest import RELEASE_29, ROOT
from tests.parsed import parsed
from tests.reader import BOARD
from widgets.reading.address import read
from widgets.tables.package import load

LINKS = list(csv.DictReader((ROOT / "tests" / "old_links.csv").open(encoding="utf-8")))
# Where a link could lead on the page: its chapters.
ANCHORS = ["report", "timeline", "flows", "coordination", "what-if", "sources"]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["query"])
def test_an_old_link_gives_the_same_numbers(link):
    tables = load(RELEASE_29)
    address, _ = read(link["query"], tables)
    assert address.to_query() == link["canonical"]
    table = BOARD.view(tables, address, link["chart"]).table
    if not link["total"]:
        assert table is None
        return
    assert len(table) == int(link["rows"])
    total = table.select_dtypes("number").abs().sum().sum()
    assert total == pytest.approx(float(link["total"]), abs=1e-4)


def test_the_chapters_are_where_they_were():
    tree = parsed(BOARD.html(load(RELEASE_29), read("", load(RELEASE_29))[0]))
    for anchor in ANCHORS:
        assert tree.one("id", anchor)
