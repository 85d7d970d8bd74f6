"""In a notebook: a sentence in the place of a traceback, where a learner can help themselves.

Loaded by `%reload_ext widgets.lessons.plain_errors` in a lesson's first cell, and by `make lab`
in every kernel, so that a cell run out of order says which cells to run first. Every other
error stays as it is.
"""

from types import TracebackType
from typing import Any


def sentence(error: BaseException) -> str | None:
    """What is said in the place of an error's traceback; None where the traceback is shown."""
    from widgets.reading.reading import Refused
    from widgets.tables.package import DataError
    from widgets.words import message

    if isinstance(error, NameError) and error.name:
        return message("lessons-unknown-name", missing=error.name)
    if isinstance(error, Refused | DataError):
        return str(error)
    if isinstance(error, ValueError) and _is_ours(error):
        return str(error)
    return None


def _is_ours(error: BaseException) -> bool:
    """Whether the error was raised by this package itself, with a sentence for the reader."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return bool(trace) and trace.tb_frame.f_globals.get("__name__", "").startswith("widgets.")


def _shown(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    traceback: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    said = sentence(error)
    if said:
        # as an error, not as printed text: who shows the cell can tell that it failed
        shell._showtraceback(kind, said, [said])
    else:
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython."""
    shell.set_custom_exc((Exception,), _shown)
