"""The one place of a notebook that holds and changes the Address, and what follows it."""

import os
from typing import Union

import traitlets

from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.reading.reading import Problem, Reading
from widgets.reading.what_if import WhatIf
from widgets.tables.package import Tables, load

At = Union["Link", Address, Reading, WhatIf, str, None]
"""Where a block stands: what it shares, or an address of its own in any form."""


class Link(traitlets.HasTraits):
    """The Address that charts and controls share, and what could not be read of it."""

    address = traitlets.Instance(Address)
    problems = traitlets.Tuple()

    def __init__(self, tables: Tables | None = None, query: str = "") -> None:
        self.tables = tables or load()
        super().__init__(address=Address())
        if query:
            self.set_query(query)

    @classmethod
    def of(cls, at: At) -> "Link":
        """The notebook's Link for None, a Link as it is, everything else in a Link of its own.

        >>> from widgets import Reading
        >>> from widgets.board.link import Link
        >>> Link.of(None) is Link.of(None), Link.of("kind=all").reading.kind
        (True, 'all')
        >>> Link.of(Reading(kind="all")).reading.kind
        'all'
        """
        if at is None:
            return notebooks()
        if isinstance(at, cls):
            return at
        if isinstance(at, Reading):
            at = Address(at)
        elif isinstance(at, WhatIf):
            at = Address(what_if=at)
        # typed, so read as strictly as an address
        return cls(query=at.to_query() if isinstance(at, Address) else str(at).removeprefix("?"))

    @property
    def reading(self) -> Reading:
        """The Reading of the Address."""
        return self.address.reading

    def do(self, *steps: list[str]) -> None:
        """What a reader does, as `address.changed` takes it."""
        self._take(addresses.changed(self.address, list(steps), self.tables))

    def set_query(self, query: str) -> None:
        """An address, whole: what follows its question mark."""
        self._take(addresses.read(query, self.tables))

    def _take(self, read: tuple[Address, list[Problem]]) -> None:
        with self.hold_trait_notifications():
            self.address = read[0]
            self.problems = tuple(p.sentence for p in read[1])


_notebook: Link | None = None


def notebooks() -> Link:
    """The Link that all blocks of this notebook share; it begins where Voila was asked."""
    global _notebook  # one process runs one notebook at a time
    if _notebook is None:
        _notebook = Link(query=os.environ.get("QUERY_STRING", ""))
    return _notebook


def begin(link: Link | None = None) -> Link | None:
    """Another notebook begins, at its own Link or at none yet; answers the last one's Link."""
    global _notebook
    last, _notebook = _notebook, link
    return last
