"""The report: its statements and their verdicts."""

from importlib import import_module
from pkgutil import iter_modules

_NAMES = {module.name for module in iter_modules(__path__)}


def __getattr__(name: str) -> object:
    if name == "explorer":
        return import_module(f"{__name__}.chapter").explorer
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
