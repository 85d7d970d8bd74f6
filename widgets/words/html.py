"""HTML of values: everything is escaped that is not Markup already; and tables as CSV text."""

import csv
import io
import itertools
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from widgets.words.numbers import number

if TYPE_CHECKING:
    import pandas as pd


def figure(value: str, colour: str) -> Markup:
    """A number that answers the question, in a donor's text colour.

    >>> from widgets import words
    >>> words.figure("59.2", "us")
    Markup('<b class="fig us">59.2</b>')
    """
    return Markup('<b class="fig {}">{}</b>').format(colour, value)


def _is_na(value: object) -> bool:
    return type(value).__name__ == "NAType"  # pandas is not imported for it


def _cell(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return number(value, decimals)
    return "" if value is None or _is_na(value) else value


def table(frame: "pd.DataFrame", caption: str, decimals: int = 3) -> Markup:
    """A frame without its index as an HTML table: text left, numbers right.

    >>> import pandas as pd
    >>> from widgets import words
    >>> frame = pd.DataFrame({"Month": ["2024-09"], "EUR bn": [1.25]})
    >>> words.table(frame, "One month", 2).count("<td")
    1
    """
    number_class = [' class="n"' if frame[c].dtype.kind in "fiu" else "" for c in frame]

    def row(cells: Iterable[str], first: str, rest: str) -> str:
        # one plain string a row: a Markup for each cell would take most of a step's time
        tags = itertools.chain([first], itertools.repeat(rest))
        return "".join(
            f"<{tag}{css}>{escape(cell)}</{tag[:2]}>"
            for tag, css, cell in zip(tags, number_class, cells, strict=False)
        )

    head = row(frame.columns, 'th scope="col"', 'th scope="col"')
    columns = [frame[c].tolist() for c in frame]
    rows = (
        row((_cell(v, decimals) for v in values), 'th scope="row"', "td")
        for values in zip(*columns, strict=True)
    )
    body = "".join(f"<tr>{made}</tr>" for made in rows)
    return Markup(
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def comma_separated(frame: "pd.DataFrame", notes: list[str]) -> str:
    """A frame as CSV text under comments, one a line: what it shows, and its source.

    >>> import pandas as pd
    >>> from widgets import words
    >>> frame = pd.DataFrame({"Month": ["2024-09"], "EUR bn": [1.25]})
    >>> print(words.comma_separated(frame, ["One month"]), end="")
    # One month
    Month,EUR bn
    2024-09,1.25
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    out.writelines(f"# {' '.join(note.split())}\n" for note in notes)
    writer.writerow(frame.columns)
    for values in frame.itertuples(index=False):
        writer.writerow(
            ""
            if _is_na(v) or (isinstance(v, float) and math.isnan(v))
            else f"{v:.10g}"
            if isinstance(v, float)
            else v
            for v in values
        )
    return out.getvalue()


def link(text: str, url: str) -> Markup:
    """A link to a web page, opened in a new tab; the text alone if `url` is none.

    >>> from widgets import words
    >>> words.link("a < b", "")
    Markup('a &lt; b')
    """
    if not url.startswith(("https://", "http://")):
        return escape(text)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, text)


def step_link(
    text: str,
    what: str,
    value: str,
    anchor: str = "",
    *,
    query: str | None = None,
    to: str = "",
    look: str = "",
    current: bool = False,
    **data: str,
) -> Markup:
    """A link that takes one step of the page: `what` is `set` (`name=value`), `event` or `query`.

    Without a script it leads to the same step from the page as it opens, or to `query`; at
    `anchor`. `to`: where the page with its script goes; `look`: its class; `current`: it leads to
    what is shown; `data`: what else the page finds it by.

    >>> from widgets import words
    >>> words.step_link("1 April", "event", "a-day", "timeline")
    Markup('<a href="?event=a-day#timeline" data-event="a-day">1 April</a>')
    """
    if query is None:
        query = f"event={value}" if what == "event" else value
    named = {"class": look, "data-to": to, "aria-current": "true" if current else ""}
    more = [(name, said) for name, said in named.items() if said]
    more += [(f"data-{name}", said) for name, said in data.items()]
    end = f"#{escape(anchor)}" if anchor else ""
    rest = "".join(f' {name}="{escape(said)}"' for name, said in more)
    return Markup(
        f'<a href="?{escape(query)}{end}" data-{what}="{escape(value)}"{rest}>{escape(text)}</a>'
    )


def prose(text: str) -> Markup:
    """A paragraph of the page.

    >>> from widgets import words
    >>> words.prose("a < b")
    Markup('<p class="prose">a &lt; b</p>')
    """
    return Markup('<p class="prose">{}</p>').format(text)


_LINES = ("article", "caption", "dd", "div", "h2", "h3", "h4", "li", "option", "p", "tr")
_CELLS = ("br", "dt", "small", "summary", "td", "th", "span", "time")


def plain_text(html: Markup) -> str:
    """What the HTML says, a line for each of its paragraphs, entries and rows.

    >>> from widgets import words
    >>> print(words.plain_text(words.prose("Aid.") + words.prose("More  aid.")))
    Aid.
    More aid.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for names, end in ((_LINES, "\n"), (_CELLS, " ")):
        for element in soup.find_all(names):
            element.insert_before(end)
            element.insert_after(end)
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(filter(None, lines))
