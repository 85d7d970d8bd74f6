"""Who carries the aid: share, flows over time, Sankey, and the donors. One View a chart."""

from widgets.board.board import Part
from widgets.chapters.carries import (
    commitments,
    donor_map,
    origins,
    over_time,
    own_groups,
    ranking,
    sankey,
    share,
    weapons,
)
from widgets.chapters.carries import donor as one_donor
from widgets.reading.address import Address
from widgets.tables.package import Tables


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The chapter's passages that follow the Address."""
    return {
        "own-groups": str(own_groups.text(tables, address)),
        "flow-steps": str(sankey.steps(tables, address)),
        "purl": str(origins.purl(tables)),
        **one_donor.texts(tables, address),
    }


PARTS = (
    {
        "us-share": Part(
            lambda tables, address: share.share_view(tables, address.reading),
            lambda address: Address(address.reading),
        )
    }
    | over_time.PARTS
    | sankey.PARTS
    | commitments.PARTS
    | origins.PARTS
    | ranking.PARTS
    | donor_map.PARTS
    | one_donor.PARTS
    | weapons.PARTS
)
