"""Chapter: charts and texts that belong together; a notebook places them one by one, or all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from widgets.board.block import Block, Place
from widgets.board.board import Part, Reviews, Texts
from widgets.board.link import At
from widgets.reading.address import Address
from widgets.tables.package import Tables


@dataclass(frozen=True, eq=False)
class Chapter:
    """`name`: as a notebook calls it; `frames`: how a text stands that is no passage of its own;
    `announce`: what a step changed, in words; `reviews`: the list of its statements
    for other sites.
    """

    name: str
    charts: Mapping[str, Part]
    texts: Texts
    frames: Mapping[str, Markup] = field(default_factory=dict)
    announce: Callable[[Tables, Address, Address], Markup] | None = None
    reviews: Reviews | None = None

    def block(
        self, call: str, *places: Place, at: At = None, reads: tuple[str, ...] = (), role: str = ""
    ) -> Block:
        """Some of its charts, texts and controls, as a notebook's `call` places them."""
        is_drawn = any(name in self.charts for name in (*places, *reads))
        return Block(
            *places,
            charts=self.charts,
            texts=self.texts,
            frames=self.frames,
            reads=reads,
            announce=self.announce,
            reviews=self.reviews if "claims-none" in reads else None,
            at=at,
            call=f"{self.name}.{call}",
            role=role or ("chart" if is_drawn else "text"),
        )
