"""Serving the reader's page: static files, the Voila template and the launcher."""

import signal
from collections.abc import Callable

ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")  # those that a system has


class Ended(SystemExit):
    """Somebody has asked this program to end: no cell of a notebook may keep it."""


def on_ending(do: Callable[..., object]) -> None:
    """Have every signal that asks a program to end do this; not a hang-up under `nohup`."""
    for number in (getattr(signal, name) for name in ENDINGS if hasattr(signal, name)):
        if signal.getsignal(number) != signal.SIG_IGN or number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, do)
