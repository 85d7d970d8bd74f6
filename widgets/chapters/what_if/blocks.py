"""What if: the reader's guess, scenarios and their ranges, as a notebook can show them.

`at` is left out where a block follows the notebook's Reading; a Reading, a WhatIf, the query of a
link or a Link gives it one of its own.

>>> from widgets import WhatIf, what_if
>>> what_if.scenario_range(WhatIf(us=50)).table().empty
False
"""

from markupsafe import Markup

from widgets.board import scenario_controls as _controls
from widgets.board.block import NOTE, STATEMENT, Block
from widgets.board.board import Put
from widgets.board.link import At
from widgets.chapters.chapter import Chapter
from widgets.chapters.what_if import backtest as _backtest
from widgets.chapters.what_if import burden as _burden
from widgets.chapters.what_if import chapter as _chapter
from widgets.chapters.what_if import guess as _guess
from widgets.chapters.what_if import scenario_range as _range
from widgets.chapters.what_if import tornado as _tornado
from widgets.tables.package import Tables

__all__ = ["backtest", "burden", "explorer", "guess", "scenario", "scenario_range", "tornado"]


def __dir__() -> list[str]:
    return __all__


_CHAPTER = Chapter(
    "what_if",
    _chapter.PARTS,
    _chapter.texts,
    frames={
        "guess-tools": Markup('<p class="guess-tools" data-text="{0}">{1}</p>'),
        "what-if": STATEMENT,
        "scenario-presets": NOTE,
    },
)
_GUESS = (_guess.NAME, "guess-values", "guess-tools")
_BURDEN = ("rule", _burden.NAME)


def _source(tables: Tables, _put: Put) -> Markup:
    return Markup('<p class="note">{}</p>').format(tables.source_line)


def _meanings(tables: Tables, _put: Put) -> Markup:
    return _controls.meanings(tables)


_SCENARIO = ("what-if", _source, "scenario-presets", "scenario", _meanings)


def guess(at: At = None) -> Block:
    """What the reader expects of the US and Europe, to be drawn; then what came, EUR bn a year.

    >>> from widgets import what_if
    >>> what_if.guess().table().empty
    False
    """
    return _CHAPTER.block("guess", *_GUESS, at=at)


def scenario(at: At = None) -> Block:
    """What happens if the United States stops, in a sentence; and what can be assumed.

    >>> from widgets import what_if
    >>> "United States" in what_if.scenario().text()
    True
    """
    return _CHAPTER.block("scenario", *_SCENARIO, at=at)


def scenario_range(at: At = None) -> Block:
    """The scenario's range month by month, EUR bn: nine in ten draws lie inside.

    >>> from widgets import what_if
    >>> what_if.scenario_range().table().empty
    False
    """
    return _CHAPTER.block("scenario_range", _range.NAME, at=at)


def backtest(at: At = None) -> Block:
    """The same range from an earlier month, beside what came.

    >>> from widgets import what_if
    >>> what_if.backtest().table().empty
    False
    """
    return _CHAPTER.block("backtest", _backtest.NAME, at=at)


def tornado(at: At = None) -> Block:
    """How far each assumption moves the sum, EUR bn, one at a time.

    >>> from widgets import WhatIf, what_if
    >>> what_if.tornado(WhatIf(europe=20)).table().empty
    False
    """
    return _CHAPTER.block("tornado", _tornado.NAME, at=at)


def burden(at: At = None) -> Block:
    """What each donor would give by the chosen rule, and in per cent of its GDP.

    >>> from widgets import what_if
    >>> what_if.burden().table().empty
    False
    """
    return _CHAPTER.block("burden", *_BURDEN, at=at)


def explorer(at: At = None) -> Block:
    """The chapter whole, under a bar of its own.

    >>> from widgets import what_if
    >>> len(what_if.explorer().charts)
    5
    """
    charts = (_range.NAME, _backtest.NAME, _tornado.NAME, *_BURDEN)
    return _CHAPTER.block("explorer", "bar", *_GUESS, *_SCENARIO, *charts, at=at)
