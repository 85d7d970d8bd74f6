"""Explorers: a chapter's charts and controls, linked by one Reading.

In a notebook `explorers.flows.explorer()`, `explorers.timeline.explorer()` or
`explorers.report.explorer()` shows the chapter with a bar of its own; pass a `Link` to join
several to one Reading.

>>> from widgets import explorers
>>> "Military allocations" in explorers.flows.explorer().text()
True
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

_NAMES = {module.name for module in iter_modules(__path__)}


def __getattr__(name: str) -> ModuleType:
    if name not in _NAMES:
        raise AttributeError(f"module 'widgets.explorers' has no attribute {name!r}")
    return import_module(f"widgets.explorers.{name}")
