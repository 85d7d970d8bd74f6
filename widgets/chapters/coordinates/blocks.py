"""Who coordinates: what a notebook can show of tasks, actors, sites and distances.

`at` is left out where a block follows the notebook's Reading; a Reading, the query of a link or a
Link gives it one of its own. The reader's date is part of it: `asof=2024-12-10`.

>>> from widgets import coordinates
>>> coordinates.tasks("asof=2025-04-11").table().empty
False
"""

from markupsafe import Markup

from widgets.board.block import NOTE, STATEMENT, Block
from widgets.board.board import Put
from widgets.board.link import At
from widgets.chapters.chapter import Chapter
from widgets.chapters.coordinates import chapter as _chapter
from widgets.chapters.coordinates import distances as _distances
from widgets.chapters.coordinates import sites as _sites
from widgets.chapters.coordinates import stages as _stages
from widgets.chapters.coordinates import system as _system
from widgets.chapters.coordinates import tasks as _tasks
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.tables.package import Tables

__all__ = [
    "before_after",
    "distances",
    "explorer",
    "introduction",
    "report_km",
    "reported",
    "sites",
    "stages",
    "system",
    "tasks",
]


def __dir__() -> list[str]:
    return __all__


def _texts(tables: Tables, address: Address) -> dict[str, str]:
    found = _chapter.texts(tables, address)
    return found | {"coordination-introduction": str(_stages.sentence(tables))}


_FRAMES = {
    "asof-stages": NOTE,
    "asof-sentence": STATEMENT,
    "span-links": NOTE,
    "coordination-introduction": Markup('<p class="prose" data-text="{0}">{1}</p>'),
}
_CHAPTER = Chapter("coordinates", _chapter.PARTS, _texts, _FRAMES)
_TASKS = ("asof", "asof-stages", "asof-sentence", _tasks.NAME)
_SYSTEM = (_system.NAME, "who", "who-card")
_DISTANCES = ("towns", "rings", _distances.NAME)
_BEFORE_AFTER = ("span-links", _chapter.PLACEBO_CHART)


def introduction(at: At = None) -> Block:
    """How the coordination passed from one to the other, in two sentences with their dates.

    >>> from widgets import coordinates
    >>> coordinates.introduction().text().endswith(".")
    True
    """
    return _CHAPTER.block("introduction", "coordination-introduction", at=at)


def tasks(at: At = None) -> Block:
    """Who held which task on the reader's date, and before and after it.

    >>> from widgets import coordinates
    >>> "NSATU" in coordinates.tasks("asof=2025-04-11").text()
    True
    """
    return _CHAPTER.block("tasks", *_TASKS, at=at)


def system(at: At = None) -> Block:
    """How the actors worked together on the reader's date, and the card of one of them.

    >>> from widgets import coordinates
    >>> coordinates.system().table().empty
    False
    """
    return _CHAPTER.block("system", *_SYSTEM, at=at)


def sites(at: At = None) -> Block:
    """Where it is done: hubs, headquarters and the flow of materiel, on a map.

    >>> from widgets import coordinates
    >>> "Wiesbaden" in coordinates.sites().text()
    True
    """
    return _CHAPTER.block("sites", _sites.MAP, at=at)


def reported(at: At = None) -> Block:
    """What was said of people, transports and tonnes: by whom, and when.

    >>> from widgets import coordinates
    >>> coordinates.reported().table().empty
    False
    """
    return _CHAPTER.block("reported", _sites.FIGURES, at=at)


def distances(at: At = None) -> Block:
    """The distance of two towns, km, and published ranges of systems as rings, km.

    >>> from widgets import coordinates
    >>> coordinates.distances("here=Berlin").table().empty
    False
    """
    return _CHAPTER.block("distances", *_DISTANCES, at=at)


def report_km(tables: Tables, _reading: Reading) -> float:
    """The distance that the report names, km: a quantity for a sentence.

    >>> from widgets import Reading, coordinates, load
    >>> coordinates.report_km(load(), Reading())
    500.0
    """
    return float(_distances.report_distance(tables)[2])


def before_after(at: At = None) -> Block:
    """What was given before and after the last stage by the reader's date, EUR bn a month.

    >>> from widgets import coordinates
    >>> coordinates.before_after("asof=2025-01-31").table().empty
    False
    """
    return _CHAPTER.block("before_after", *_BEFORE_AFTER, at=at)


def stages(at: At = None) -> Block:
    """The stages of the hand-over in words, each with its date and its source's link.

    >>> from widgets import coordinates
    >>> "2024" in coordinates.stages().html()
    True
    """

    def laid(tables: Tables, _put: Put) -> Markup:
        return _stages.stages(tables)

    return _CHAPTER.block("stages", laid, at=at)


def explorer(at: At = None) -> Block:
    """The chapter whole, under a bar of its own.

    >>> from widgets import coordinates
    >>> len(coordinates.explorer().charts)
    6
    """
    charts = (*_TASKS, *_SYSTEM, _sites.MAP, _sites.FIGURES, *_DISTANCES, "span", *_BEFORE_AFTER)
    return _CHAPTER.block("explorer", "bar", *charts, at=at)
