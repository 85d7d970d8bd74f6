"""The document around the board: head, script and state. The same look for pages of error."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import orjson
from markupsafe import Markup

from widgets import words
from widgets.board import controls
from widgets.board.explorer import css, script
from widgets.serve.http.answers import inline
from widgets.words import messages
from widgets.words.templates import filled

if TYPE_CHECKING:
    from widgets.serve.http.static import Store

SERVE = Path(__file__).parents[1]
TEMPLATES = Path(__file__).parent / "templates"
# Two blocks, one handed over to the other.
ICON = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
    b"<path d='M2 3h7v4H2z' fill='#D4590B'/><path d='M7 9h7v4H7z' fill='#85898F'/></svg>"
)
_BODY_CSS = (
    "html,body{margin:0;padding:0}"
    "html{scroll-padding-top:96px}"  # what has the focus stands below the bar
    "body.handover{background:var(--paper);min-height:100vh;display:block}"
    "body>#main{display:none}"  # the shell of Voila's application, which stays empty
)
# Without script every picture's numbers stand there as their table.
_SCRIPTED = (
    *(".picture", ".tools", ".bar-row", ".bar .change", ".task-row"),
    *(f".slot-{name}" for name in controls.NAMES if name != "bar"),
)
_PLAIN_CSS = Markup(
    ".handover .chart .table-region[hidden]{display:block!important}"
    + ",".join(f".handover {part}" for part in _SCRIPTED)
    + "{display:none!important}"
    ".handover .bar summary{display:block}"  # what is counted, without the means to change it
)
SMALL, LARGE = "(max-width: 631px)", "(min-width: 1184px)"
"""Where all charts have one size; between them they are mixed."""


@dataclass(frozen=True)
class Sheet:
    """What a document says of its page: title, charts in their order, how it opens.

    `hero`: its first chart stands beside the title; `plotly`: a copy of its own, or the site's.
    """

    title: str
    description: str = ""
    charts: Sequence[str] = ()
    hero: bool = False
    first_chapter: str = "top"
    live: bool = False
    plotly: str = ""
    path: str = ""

    def early(self) -> dict[str, list[dict[str, str]]]:
        """By media query, what the page's script asks for at once: the first chart, the others."""
        if not self.charts:
            return {}
        first, *others = self.charts
        wide = "M" if self.hero else "L"
        return {
            SMALL: [{first: "S"}, *([dict.fromkeys(others, "S")] if others else [])],
            LARGE: [{first: wide}, *([dict.fromkeys(others, "L")] if others else [])],
        }


@dataclass(frozen=True)
class Document:
    """Where the parts of a page lie. `public_url` is where readers find the site, with a slash at
    its end; without it no preview can name its picture.
    """

    base: str
    fonts_css: str
    preloads: list[str]
    plotly: str
    page_js: str
    icon: str
    picture: str = ""
    public_url: str = ""
    watch: bool = False
    _css: str = field(default_factory=lambda: css() + _BODY_CSS)

    def page(
        self,
        sheet: Sheet,
        html: Markup,
        state: dict,
        problem: str = "",
        reviews: Sequence[dict] = (),
    ) -> str:
        """A whole page; `problem` is said above everything else. The address of a review is whole
        where the public one is known: relative, it means the address it is read at.
        """
        base = self.public_url and self.public_url + sheet.path
        told = [r | {"url": f"{base}{r['url']}"} if "url" in r else r for r in reviews]
        query, version = state.get("query", ""), state.get("version", "")
        early = [
            (media, [charts_question(version, query, sizes) for sizes in questions])
            for media, questions in sheet.early().items()
        ]
        return self._made(
            "page.html",
            title=sheet.title,
            description=sheet.description,
            html=html,
            problem=problem,
            page_js=self.page_js,
            plotly=sheet.plotly or self.plotly,
            early=early,
            preview=self._preview(sheet, query),
            canonical=self.public_url + sheet.path if self.public_url else "",
            plain_css=_PLAIN_CSS,
            first_chapter=sheet.first_chapter,
            skip=words.message("page-skip"),
            live=sheet.live,
            reviews=inline(told) if told else "",
            state=inline(state | ({"watch": True} if self.watch else {})),
        )

    def folder(self, title: str, entries: list[dict[str, str]]) -> str:
        """The start page of a folder: the pages that it has."""
        name = words.message("page-name")
        return self._made(
            "folder.html", title=title, description="", name=name, base=self.base, entries=entries
        )

    def error(self, status: int, sentence: str = "") -> str:
        """A page of error, in the same look; `sentence` says more than its status does."""
        known = {404: "page-not-there", 503: "page-busy"}
        return self._made(
            "error.html",
            title=words.message("page-error", status=status),
            description="",
            name=words.message("page-name"),
            sentence=sentence or words.message(known.get(status, "page-fault")),
            way_on=words.message("page-way-on"),
            base=self.base,
        )

    def _made(self, template: str, **values: object) -> str:
        return filled(
            TEMPLATES,
            template,
            language=messages.LANGUAGE,
            icon=self.icon,
            preloads=self.preloads,
            css=Markup(self.fonts_css + self._css),
            **values,
        )

    def _preview(self, sheet: Sheet, query: str) -> list[tuple[str, str]]:
        """What other sites show of a link to this page."""
        named = {"og:title": sheet.title, "og:description": sheet.description, "og:type": "website"}
        if self.public_url:
            named["og:url"] = self.public_url + sheet.path + (f"?{query}" if query else "")
            named["og:image"] = self.public_url + self.picture.removeprefix(self.base)
            named["twitter:card"] = "summary_large_image"
        return list(named.items())


def charts_question(version: str, at: str, sizes: dict[str, str]) -> str:
    """What follows `charts?`, written exactly as the page's script writes it."""
    asked = {"v": version, "at": at, "sizes": orjson.dumps(dict(sorted(sizes.items()))).decode()}
    return urlencode(asked, safe="*").replace("~", "%7E")


def page_script() -> str:
    """The page's one script: what draws, what steps, how a kernel joins, how all is started."""
    own = [SERVE / "kernel" / "live.js", SERVE / "http" / "start.js"]
    return script("chart.js", "board.js", *map(str, own))


def files(store: "Store", base: str = "") -> dict[str, str]:
    """Put the page's script and icon into `store`; what the Document says of them."""
    return {
        "page_js": base + store.add("page.js", page_script().encode()),
        "icon": base + store.add("icon.svg", ICON),
    }
