"""The document around the board: head, script and state. The same look for pages of error."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import orjson
from markupsafe import Markup

from widgets.board import controls
from widgets.board.explorer import css, script

if TYPE_CHECKING:
    from widgets.serve.http.static import Store

SERVE = Path(__file__).parents[1]
TITLE = "The Handover: who coordinates and who carries the aid to Ukraine"
DESCRIPTION = (
    "Who coordinates and who carries the military aid to Ukraine: every statement of a news "
    "report, computed under your own reading of the data."
)
ERRORS = {
    404: "There is no page at this address.",
    503: "The page is busy. Please try again in a moment.",
}
FAULT = "The page could not be shown. Please reload it to try again."
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
    *(".picture", ".tools", ".bar-row", ".bar .change"),
    *(f".slot-{name}" for name in controls.NAMES if name != "bar"),
)
_PLAIN_CSS = (
    ".handover .chart .table-region[hidden]{display:block!important}"
    + ",".join(f".handover {part}" for part in _SCRIPTED)
    + "{display:none!important}"
    ".handover .bar summary{display:block}"  # what is counted, without the means to change it
)

_REVIEW = '"@type":"ClaimReview","url":"?'  # as the cards of statements write it

_DOCUMENT = Markup(
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<title>{title}</title>\n<meta name="description" content="{description}">\n'
    '<meta name="color-scheme" content="light dark">\n'
    '<link rel="icon" type="image/svg+xml" href="{icon}">\n{head}'
    "<style>{css}</style>\n</head>\n"
    '<body class="handover page">\n{body}</body>\n</html>\n'
)


@dataclass(frozen=True)
class Document:
    """Where the parts of a page lie: addresses relative to the base.

    `public_url` is where readers find the page, with a slash at its end; without it no preview
    can name its picture. `early`: by media query, the sizes of charts that the script will ask
    for; a browser asks for them before it has the script.
    """

    base: str
    fonts_css: str
    preloads: list[str]
    plotly: str
    page_js: str
    icon: str
    picture: str = ""
    public_url: str = ""
    live: bool = True
    early: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    _css: str = field(default_factory=lambda: css() + _BODY_CSS)

    def page(self, html: Markup, state: dict, problem: str = "") -> str:
        """A whole page; `problem` is said above everything else."""
        head = Markup("").join(
            [
                *self._fonts(),
                Markup('<link rel="modulepreload" href="{}">\n').format(self.page_js),
                *self._charts(state),
                Markup('<script async data-plotly src="{}"></script>\n').format(self.plotly),
                *self._preview(state.get("query", "")),
                Markup("<noscript><style>{}</style></noscript>\n").format(Markup(_PLAIN_CSS)),
            ]
        )
        said = Markup('<p class="problem" role="status">○ {}</p>').format(problem)
        if self.public_url:  # relative, a review's address means the address it is read at
            whole = f"{_REVIEW[:-1]}{_inline(self.public_url)[1:-1]}?"
            html = Markup(str(html).replace(_REVIEW, whole))
        body = Markup(
            '<a class="skip" href="#report">Skip to the report</a>\n'
            '<div class="page-body">{}{}</div>\n{}'
            '<script type="application/json" id="handover-state">{}</script>\n'
            '<script type="module" src="{}"></script>\n'
        ).format(
            said if problem else "",
            html,
            Markup('<div id="handover-live" hidden></div>\n') if self.live else "",
            _inline(state),
            self.page_js,
        )
        return str(self._made(TITLE, head, body))

    def error(self, status: int, sentence: str = "") -> str:
        """A page of error, in the same look; `sentence` says more than its status does."""
        body = Markup(
            '<div class="page-body"><main class="error"><h1>The Handover</h1><p class="lead">{}</p>'
            '<p class="prose"><a href="{}">Go to the page</a></p></main></div>\n'
        ).format(sentence or ERRORS.get(status, FAULT), self.base)
        return str(
            self._made(f"The Handover: error {status}", Markup("").join(self._fonts()), body)
        )

    def _made(self, title: str, head: Markup, body: Markup) -> Markup:
        return _DOCUMENT.format(
            title=title,
            description=DESCRIPTION,
            icon=self.icon,
            head=head,
            css=Markup(self.fonts_css + self._css),
            body=body,
        )

    def _fonts(self) -> list[Markup]:
        tag = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">\n'
        return [Markup(tag).format(address) for address in self.preloads]

    def _charts(self, state: dict) -> list[Markup]:
        tag = '<link rel="preload" as="fetch" media="{}" href="charts?{}">\n'
        return [
            Markup(tag).format(media, charts_question(state["version"], state["query"], sizes))
            for media, questions in self.early.items()
            for sizes in questions
        ]

    def _preview(self, query: str) -> list[Markup]:
        """What other sites show of a link to this page."""
        named = {"og:title": TITLE, "og:description": DESCRIPTION, "og:type": "website"}
        if self.public_url:
            named["og:url"] = self.public_url + (f"?{query}" if query else "")
            named["og:image"] = self.public_url + self.picture.removeprefix(self.base)
            named["twitter:card"] = "summary_large_image"
        tags = [
            Markup('<meta property="{}" content="{}">\n').format(*item) for item in named.items()
        ]
        canonical = Markup('<link rel="canonical" href="{}">\n').format(self.public_url)
        return [*tags, canonical] if self.public_url else tags


def charts_question(version: str, at: str, sizes: dict[str, str]) -> str:
    """What follows `charts?`, written exactly as the page's script writes it."""
    asked = {"v": version, "at": at, "sizes": orjson.dumps(dict(sorted(sizes.items()))).decode()}
    return urlencode(asked, safe="*").replace("~", "%7E")


def page_script() -> str:
    """The page's one script: what draws, what steps, how a kernel joins, how all is started."""
    return script(
        "chart.js",
        "board.js",
        *map(str, (SERVE / "kernel" / "live.js", SERVE / "http" / "start.js")),
    )


def files(store: "Store", base: str = "") -> dict[str, str]:
    """Put the page's script and icon into `store`; what the Document says of them."""
    return {
        "page_js": base + store.add("page.js", page_script().encode()),
        "icon": base + store.add("icon.svg", ICON),
    }


def _inline(state: object) -> Markup:
    """JSON for a script element: nothing in it can end the element."""
    return Markup(orjson.dumps(state).decode().replace("<", "\\u003c").replace(">", "\\u003e"))
