"""The one place of a notebook that holds and changes the Address, and what follows it."""

import traitlets

from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.reading.reading import Problem, Reading
from widgets.tables.package import Tables, load


class Link(traitlets.HasTraits):
    """The Address that charts and controls share, and what could not be read of it."""

    address = traitlets.Instance(Address)
    problems = traitlets.Tuple()

    def __init__(self, tables: Tables | None = None, reading: Reading | None = None) -> None:
        self.tables = tables or load()
        super().__init__(address=Address())
        if reading is not None:  # typed, so read as strictly as an address
            self.set_query(reading.to_query())

    @classmethod
    def of(cls, what: "Link | Reading | None") -> "Link":
        """A Link as it is; a Reading, or nothing, in a Link of its own."""
        return what if isinstance(what, cls) else cls(reading=what)  # pyright: ignore[reportArgumentType] - a Link is an instance of cls

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
