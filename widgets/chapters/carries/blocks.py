"""Who carries the aid: what a notebook can show.

`at` is left out where a block follows the notebook's Reading; a Reading, the query of a link or a
Link gives it one of its own.

>>> from widgets import carries
>>> carries.share().table().columns.tolist()
['Twelve months to', 'United States, %']
"""

from widgets.board.block import Block
from widgets.board.link import At
from widgets.chapters.carries import chapter as _chapter
from widgets.chapters.carries import commitments as _commitments
from widgets.chapters.carries import donor as _donor
from widgets.chapters.carries import donor_map as _map
from widgets.chapters.carries import origins as _origins
from widgets.chapters.carries import ranking as _ranking
from widgets.chapters.carries import weapons as _weapons
from widgets.chapters.chapter import Chapter
from widgets.chapters.timeline.events import month_events as _month_events
from widgets.reading.address import Address
from widgets.tables.package import Tables

__all__ = [
    "commitments",
    "donor",
    "donor_map",
    "explorer",
    "flow_diagram",
    "origins",
    "over_time",
    "ranking",
    "share",
    "weapons",
]


def __dir__() -> list[str]:
    return __all__


def _texts(tables: Tables, address: Address) -> dict[str, str]:
    found = _chapter.texts(tables, address)
    return found | {"month-events": str(_month_events(tables, address))}


_CHAPTER = Chapter("carries", _chapter.PARTS, _texts)
_OVER_TIME = ("own-groups", "flow-split", "flows-over-time", "month", "month-events")
_DIAGRAM = ("flow-diagram", "flow-steps", "flows-sankey")
_COMMITMENTS = (_commitments.OVER_TIME, _commitments.BY_DONOR)
_ORIGINS = (_origins.NAME, "purl")
_RANKING = ("ranked", _ranking.NAME, _ranking.YEARS)
_DONOR = ("donor", _donor.NAME, _donor.CARD)


def share(at: At = None) -> Block:
    """The share of the United States, twelve months to each month, %.

    >>> from widgets import carries
    >>> float(carries.share().table()["United States, %"].max().round(1))
    60.3
    """
    return _CHAPTER.block("share", "us-share", at=at)


def over_time(at: At = None) -> Block:
    """What was given by month and added up, by donor groups, donors, kinds or origin of arms.

    >>> from widgets import carries
    >>> "Month" in carries.over_time("by=kind&kind=all").table()
    True
    """
    return _CHAPTER.block("over_time", *_OVER_TIME, at=at)


def flow_diagram(at: At = None) -> Block:
    """Who gave which kind of aid, as a flow diagram; it plays month by month.

    >>> from widgets import carries
    >>> len(carries.flow_diagram("named=5").table()) > 5
    True
    """
    return _CHAPTER.block("flow_diagram", *_DIAGRAM, at=at)


def commitments(at: At = None) -> Block:
    """What was committed and what was allocated of it, over time and by donor, EUR bn.

    >>> from widgets import carries
    >>> carries.commitments().table().empty
    False
    """
    return _CHAPTER.block("commitments", *_COMMITMENTS, at=at)


def origins(at: At = None) -> Block:
    """Where arms come from: stockpiles, purchases, PURL; a share of each month, %.

    >>> from widgets import carries
    >>> carries.origins().table().empty
    False
    """
    return _CHAPTER.block("origins", *_ORIGINS, at=at)


def ranking(at: At = None) -> Block:
    """The largest donors in two measures, and their ranks year by year.

    >>> from widgets import carries
    >>> len(carries.ranking("kind=all&ranked=all").table()) > 15
    True
    """
    return _CHAPTER.block("ranking", *_RANKING, at=at)


def donor_map(at: At = None) -> Block:
    """The donors on a map.

    >>> from widgets import carries
    >>> carries.donor_map().table().empty
    False
    """
    return _CHAPTER.block("donor_map", _map.NAME, at=at)


def donor(at: At = None) -> Block:
    """One donor: its months beside others', and its card.

    >>> from widgets import carries
    >>> "Germany" in carries.donor("donor=DEU").text()
    True
    """
    return _CHAPTER.block("donor", *_DONOR, at=at)


def weapons(at: At = None) -> Block:
    """Heavy weapons by donor: given, and pledged.

    >>> from widgets import carries
    >>> carries.weapons().table().empty
    False
    """
    return _CHAPTER.block("weapons", _weapons.NAME, at=at)


def explorer(at: At = None) -> Block:
    """The chapter whole, under a bar of its own.

    >>> from widgets import carries
    >>> "Military allocations" in carries.explorer().text()
    True
    """
    charts = (*_OVER_TIME, *_DIAGRAM, *_COMMITMENTS, *_ORIGINS, *_RANKING, _map.NAME, *_DONOR)
    return _CHAPTER.block("explorer", "bar", "us-share", *charts, _weapons.NAME, at=at)
