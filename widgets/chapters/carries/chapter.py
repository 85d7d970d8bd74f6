"""Who carries the aid: share, flows over time, Sankey, and the donors. One View a chart."""

from widgets import words
from widgets.board import glossary
from widgets.board.board import Part, Put, slot
from widgets.board.explorer import Explorer, chapter
from widgets.board.link import Link
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
from widgets.reading.reading import Reading
from widgets.tables.package import Tables


def explorer(link: Link | Reading | None = None) -> Explorer:
    """The chapter for a notebook; a `Link` joins it to others, a Reading is its first."""
    after = ("ranked", "donor", one_donor.CARD)
    return chapter(PARTS, link, texts, before=(*CONTROLS, *TEXTS), after=after)


CONTROLS = ("flow-split", "flow-diagram")
TEXTS = ("own-groups", "flow-steps", "purl")


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The chapter's passages that follow the Address."""
    return {
        "own-groups": str(own_groups.text(tables, address)),
        "flow-steps": str(sankey.steps(tables, address)),
        "purl": str(origins.purl(tables)),
        **one_donor.texts(tables, address),
    }


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.Markup('<div class="beside"><div>'),
            words.prose(
                "Coordination is not the same as carrying. These charts count what donors "
                "decided to give, month by month, under your reading."
            ),
            words.Markup("</div>"),
            glossary.definitions(tables, ["military-aid", "stockpile", "procurement", "purl"]),
            words.Markup("</div>"),
            _text("own-groups", put),
            slot("flow-split", put),
            slot("flows-over-time", put),
            slot("month", put),
            words.Markup('<div data-text="month-events" aria-live="polite">{}</div>').format(
                put["month-events"]
            ),
            slot("flow-diagram", put),
            _text("flow-steps", put),
            slot("flows-sankey", put),
            slot(commitments.OVER_TIME, put),
            slot(commitments.BY_DONOR, put),
            slot(origins.NAME, put),
            _text("purl", put),
            ranking.layout(put),
            donor_map.layout(put),
            one_donor.layout(put),
            weapons.layout(put),
        ]
    )


def _text(name: str, put: Put) -> words.Markup:
    return words.Markup('<div class="text-{0}" data-text="{0}">{1}</div>').format(name, put[name])


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
