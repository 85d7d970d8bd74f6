"""Numbers, units and sentences as the reader sees them; the one place that makes HTML.

Sentences are `Markup`: text put into them is escaped, `striptags()` gives them plain.
"""

import csv
import io
import itertools
import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refusal
from widgets.tables import dates
from widgets.tables.package import Tables

NBSP = "\u00a0"
THIN = "\u2009"
MINUS = "\u2212"
DASH = "\u2013"

DECIMALS = {"eur-bn": 1, "share": 1, "pct-gdp": 2, "per-head": 0}
MOST_DECIMALS = 4
LEAST = 0.0001
FEW = 4  # so many donors are named one by one
AXIS_UNIT = {"eur-bn": f"{NBSP}bn", "share": f"{NBSP}%", "pct-gdp": f"{NBSP}%", "per-head": ""}
BLOC_NAMES = {"us": "United States", "europe": "Europe", "other": "Other donors"}
BLOC_COLOURS = {"us": "us", "europe": "eu", "other": "od"}
THE = {"United States", "United Kingdom", "Netherlands", "EU institutions", "EU members"}

_TERM = Markup('<button type="button" class="term" popovertarget="term-{}">{}</button>')
# WebKit begins a line with the comma after a button.
_UNBROKEN = Markup('<span class="unbroken">{}{}</span>')


def exact(value: float) -> str:
    """Six significant digits. The last bits of a sum differ with the order of its parts; rounded
    away first, they cannot decide the sixth digit.

    >>> from widgets import words
    >>> words.exact(0.1 + 0.2)
    '0.3'
    """
    return f"{round(value, 9):.6g}"


def number(value: float, decimals: int = 1) -> str:
    r"""`1234.5` -> `1 234.5` with a thin space; minus is U+2212; missing is empty.

    >>> from widgets import words
    >>> words.number(1234.5), words.number(-2.5)
    ('1\u2009234.5', '−2.5')
    """
    if value is None or math.isnan(value):
        return ""
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN)
    return MINUS + text if value < 0 and float(f"{value:.{decimals}f}") else text


def eur_bn(value: float, decimals: int | None = None) -> str:
    r"""Nominal EUR bn: `€59.2 bn`.

    >>> from widgets import words
    >>> words.eur_bn(59.21)
    '€59.2\xa0bn'
    """
    if decimals is None:
        return amount(value, "eur-bn")
    return _euros(number(value, decimals)) + f"{NBSP}bn" if not math.isnan(value) else "no data"


def pct(value: float, decimals: int | None = None) -> str:
    r"""Percent: `51.3 %`.

    >>> from widgets import words
    >>> words.pct(51.34)
    '51.3\xa0%'
    """
    if decimals is None:
        return amount(value, "share")
    return f"{number(value, decimals)}{NBSP}%" if not math.isnan(value) else "no data"


def amount(value: float, unit: str, more: int = 0) -> str:
    """A value in a Reading's unit; `more` decimals than usual for a hover label.

    >>> from widgets import words
    >>> words.amount(173.2, "per-head")
    '€173'
    """
    text = brief(value, unit, more)
    if not text:
        return "no data"
    return (text if unit in ("share", "pct-gdp") else _euros(text)) + AXIS_UNIT[unit]


def _euros(text: str) -> str:
    """The sign of the euro before the first digit: `−€2.5`, `under €0.0001`."""
    return re.sub(r"(?=\d)", "€", text, count=1)


def brief(value: float, unit: str, more: int = 0) -> str:
    """A number with the unit's decimals, and `more`; fewer where three digits are enough, and
    more where those would make 0 of what is not: `173`, `59.2`, `0.063`.

    >>> from widgets import words
    >>> words.brief(173.2, "eur-bn"), words.brief(0.0631, "eur-bn")
    ('173', '0.063')
    """
    usual = DECIMALS[unit] + more
    if value is None or math.isnan(value) or value == 0:
        return number(value, usual)
    size = float(f"{abs(value):.3g}")  # 99.96 is shown as 100
    if size < LEAST:
        return f"under {LEAST}"
    power = math.floor(math.log10(size))
    if size < 1:
        return number(value, max(usual, min(1 - power, MOST_DECIMALS)))
    return number(value, min(usual, max(2 - power, 0) + more))


def unit_name(reading: Reading) -> str:
    """The unit as a subtitle names it.

    >>> from widgets import Reading, words
    >>> words.unit_name(Reading(unit="per-head"))
    'EUR per head'
    """
    return {
        "eur-bn": "EUR bn",
        "share": "per cent of all counted",
        "pct-gdp": "per cent of 2021 GDP",
        "per-head": "EUR per head",
    }[reading.unit]


def subject(reading: Reading) -> str:
    """What is counted: `military allocations`, `allocations of all kinds`, `commitments`.

    >>> from widgets import Reading, words
    >>> words.subject(Reading())
    'military allocations'
    """
    if reading.measure == "commitments":
        return "commitments"
    return "allocations of all kinds" if reading.kind == "all" else f"{reading.kind} allocations"


def verb(reading: Reading) -> str:
    """What donors did with it: `allocated` or `committed`.

    >>> from widgets import Reading, words
    >>> words.verb(Reading("commitments", "all"))
    'committed'
    """
    return "committed" if reading.measure == "commitments" else "allocated"


def capital(text: str) -> str:
    """First letter upper case, the rest as it is.

    >>> from widgets import words
    >>> words.capital("military aid of NATO members")
    'Military aid of NATO members'
    """
    return text[:1].upper() + text[1:]


def count(number: int, noun: str) -> str:
    """`1 month`, `2 months`.

    >>> from widgets import words
    >>> words.count(1, "month"), words.count(2, "month")
    ('1 month', '2 months')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def the(name: str) -> str:
    """A donor as it stands in a sentence: `the United States`, `Germany`.

    >>> from widgets import words
    >>> words.the("United States"), words.the("Germany")
    ('the United States', 'Germany')
    """
    return f"the {name}" if name in THE else name


def leads(name: str) -> str:
    """The verb after a donor: the United States `leads`, the EU institutions `lead`.

    >>> from widgets import words
    >>> words.leads("United States"), words.leads("EU institutions")
    ('leads', 'lead')
    """
    return "lead" if name.endswith(("EU institutions", "EU members", "donors")) else "leads"


def group_name(reading: Reading, tables: Tables) -> str:
    """The name of the group that a Reading's list of donors is: an own one, or a usual one.

    >>> from widgets import Reading, load, words
    >>> members = tuple(c for c, donor in load().donor_of.items() if load().group_of[donor] == "eu")
    >>> words.group_name(Reading(donors=members), load())
    'EU members'
    """
    own: dict[str | tuple[str, ...], str] = {g.codes: g.name for g in reading.groups}
    if name := own.get(reading.donors):
        return f"“{name}”"
    if isinstance(reading.donors, str) or len(reading.donors) < 2:
        return ""
    groups = {tables.group_of[tables.donor_of[code]] for code in reading.donors}
    whole = len(reading.donors) == sum(group in groups for group in tables.group_of.values())
    return tables.group_names[groups.pop()] if whole and len(groups) == 1 else ""


def donors_name(reading: Reading, tables: Tables) -> str:
    """Who is counted: `all donors`, `NATO members`, `Denmark, Norway and Sweden`.

    >>> from widgets import Reading, load, words
    >>> words.donors_name(Reading(donors=("DNK", "NOR", "SWE")), load())
    'Denmark, Norway and Sweden'
    """
    if isinstance(reading.donors, str):
        name = {"all": "all donors", "europe-us": "Europe and the US"}.get(
            reading.donors, "NATO members"
        )
    elif named := group_name(reading, tables):
        name = named
    else:
        own = reading.eu_institutions == "own"
        codes = [c for c in reading.donors if own or c != readings.EU_ISO3]
        names = [the(tables.donor_of[code]) for code in codes]
        name = f"{len(names)} donors" if len(names) > FEW else listed(names or ["no donor"])
    if reading.eu_institutions == "imputed":
        return f"{name}, EU-level aid imputed to members"
    if reading.eu_institutions == "out" and reading.donors in ("all", "europe-us"):
        name += " without the EU institutions"
    return name


def listed(names: list[str]) -> str:
    """`a, b and c`.

    >>> from widgets import words
    >>> words.listed(["Denmark", "Norway", "Sweden"])
    'Denmark, Norway and Sweden'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def span(first: str, last: str) -> str:
    """`January 2022 to September 2024`; one month alone if both are the same.

    >>> from widgets import words
    >>> words.span("2022-01", "2024-09")
    'January 2022 to September 2024'
    """
    if first == last:
        return dates.month_name(first)
    return f"{dates.month_name(first)} to {dates.month_name(last)}"


def short_span(first: str, last: str) -> str:
    """`Jan 2022 – Sep 2024`.

    >>> from widgets import words
    >>> print(words.short_span("2022-01", "2024-09"))
    Jan 2022 – Sep 2024
    """
    if first == last:
        return dates.month_short(first)
    return f"{dates.month_short(first)} {DASH} {dates.month_short(last)}"


def subtitle(reading: Reading, tables: Tables, first: str, last: str) -> str:
    """The measure under a chart's title: what, who, unit, months.

    >>> from widgets import Reading, load, words
    >>> words.subtitle(Reading(), load(), "2022-01", "2024-09")
    'Military allocations, EUR bn, January 2022 to September 2024'
    """
    who = "" if reading.donors == "all" else f" of {donors_name(reading, tables)}"
    return capital(f"{subject(reading)}{who}, {unit_name(reading)}, {span(first, last)}")


def shows(tables: Tables, reading: Reading, how: str = "", what: str = "", who: str = "") -> str:
    """What a chart counts, whole: measure, kind, donors, months, unit, rhythm and prices.

    `how`, `what` and `who` stand where a chart has a rhythm, a measure or donors of its own.

    >>> from widgets import Reading, load, words
    >>> words.shows(load(), Reading(last="2024-09")).split(", ")[0]
    'This view shows military allocations of all donors'
    """
    rhythms = {"monthly": "month by month", "cumulative": "added up"}
    how = how or rhythms.get(reading.rhythm, "twelve months at a time")
    base = " and for the population of 2024" if reading.unit == "per-head" else ""
    return (
        f"This view shows {what or subject(reading)} of {who or donors_name(reading, tables)}, "
        f"{span(*reading.window(tables))}, in {unit_name(reading)}, {how}, at the prices of the "
        f"time (nominal){base}."
    )


def source_line(tables: Tables) -> str:
    """Attribution with the release, as every chart of aid carries it.

    >>> from widgets import load, words
    >>> print(words.source_line(load()))
    Data: Kiel Institute, Ukraine Support Tracker, Release 29 (04/2026); own sums.
    """
    return f"Data: {tables.release['source_line']}; own sums."


def figure(value: str, colour: str) -> Markup:
    """A number that answers the question, in a donor's text colour.

    >>> from widgets import words
    >>> words.figure("59.2", "us")
    Markup('<b class="fig us">59.2</b>')
    """
    return Markup('<b class="fig {}">{}</b>').format(colour, value)


def counting(reading: Reading, tables: Tables) -> Markup:
    """The Reading as a sentence, for phones and print.

    >>> from widgets import Reading, load, words
    >>> print(words.counting(Reading(last="2024-09"), load()).striptags())
    military allocations, all donors, Jan 2022 – Sep 2024, EUR bn, monthly
    """
    return Markup("<b>{}</b>, {}, <b>{}</b>, {}, {}").format(
        subject(reading),
        donors_name(reading, tables),
        short_span(*reading.window(tables)),
        readings.UNITS[reading.unit],
        readings.RHYTHMS[reading.rhythm].lower(),
    )


def when(first: str, last: str) -> str:
    """`From January 2022 to September 2024`, or `In March 2024`.

    >>> from widgets import words
    >>> words.when("2024-03", "2024-03")
    'In March 2024'
    """
    return f"In {dates.month_name(first)}" if first == last else f"From {span(first, last)}"


def aid_name(reading: Reading) -> str:
    """` in military aid`, ` in aid of all kinds`, or nothing for commitments.

    >>> from widgets import Reading, words
    >>> words.aid_name(Reading())
    ' in military aid'
    """
    if reading.measure == "commitments":
        return ""
    return " in aid of all kinds" if reading.kind == "all" else f" in {reading.kind} aid"


def refusal(refused: Refusal) -> Markup:
    """A refusal, with a link that sets the nearest Reading that can be answered.

    >>> from widgets import Reading, load, words
    >>> from widgets.reading import reading
    >>> refused = reading.refusal(Reading("commitments"), load())
    >>> print(words.refusal(refused).striptags())
    – Cannot be computed Commitments are not split by kind of aid. Count all kinds
    """
    said = Markup(
        '<span class="chip none"><span aria-hidden="true">– </span>Cannot be computed</span> {}'
    ).format(refused.sentence)
    if refused.remedy is None:
        return said
    query = refused.remedy.to_query()
    return said + Markup(' <a href="?{}" data-query="{}">{}</a>').format(
        query, query, refused.remedy_name
    )


def _cell(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return number(value, decimals)
    return "" if value is None or value is pd.NA else value


def table(frame: pd.DataFrame, caption: str, decimals: int = 3) -> Markup:
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


def comma_separated(frame: pd.DataFrame, notes: list[str]) -> str:
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
            if v is pd.NA or (isinstance(v, float) and math.isnan(v))
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


def licence(tables: Tables) -> str:
    """Under which terms a file with numbers of the page may be used.

    >>> from widgets import load, words
    >>> words.licence(load()).split(";")[0]
    'Licence: our own work is MIT'
    """
    (aid,) = tables.resource("aid")["licenses"]
    return f"Licence: our own work is MIT; the tracker's figures: {aid['title'].lower()}."


def defined(tables: Tables, html: Markup) -> Markup:
    """The page's paragraphs, with each term of the glossary a button that opens its definition.

    A term is marked where it stands first in a paragraph; the definitions follow at the end.

    >>> from widgets import load, words
    >>> "popover" in words.defined(load(), words.prose("An allocation is a decision."))
    True
    """
    rows = tables.rows("glossary")
    terms = {row.name.lower(): row for row in rows}
    names = sorted(terms, key=len, reverse=True)
    named = rf"\b({'|'.join(map(re.escape, names))})s?\b([,.;:)]*)"
    wanted = re.compile(rf"<[^>]*>|{named}", re.IGNORECASE)
    used = {}

    def marked(paragraph: re.Match) -> str:
        seen = set()

        def button(match: re.Match) -> str:
            term = match[1] and terms[match[1].lower()]
            if not term or term.term in seen:
                return match[0]
            seen.add(term.term)
            used[term.term] = term
            shown = _TERM.format(term.term, match[0].removesuffix(match[2]))
            return _UNBROKEN.format(shown, match[2]) if match[2] else shown

        return paragraph[1] + wanted.sub(button, paragraph[2]) + paragraph[3]

    made = re.sub(r'(<p class="prose">)(.*?)(</p>)', marked, html)
    cards = Markup("").join(
        Markup('<div popover id="term-{}" class="term-card"><b>{}</b> {}</div>').format(
            row.term, capital(row.name), row.definition
        )
        for _, row in sorted(used.items())
    )
    return Markup(made) + cards


def prose(text: str) -> Markup:
    """A paragraph of the page.

    >>> from widgets import words
    >>> words.prose("a < b")
    Markup('<p class="prose">a &lt; b</p>')
    """
    return Markup('<p class="prose">{}</p>').format(text)


def definitions(tables: Tables, terms: list[str]) -> Markup:
    """A side note that defines the words just used, from the glossary.

    >>> from widgets import load, words
    >>> print(words.definitions(load(), ["allocation"]).striptags()[:50])
    Allocation Aid that has been given, or that is tie
    """
    rows = tables.glossary.set_index("term")
    names = ", ".join(rows.loc[terms, "name"])
    return Markup('<aside class="definitions" aria-label="Definitions: {}">{}</aside>').format(
        names,
        Markup("").join(
            Markup("<p><b>{}</b> {}</p>").format(
                capital(rows.loc[t, "name"]),  # pyright: ignore[reportArgumentType] - one cell, text
                rows.loc[t, "definition"],
            )
            for t in terms
        ),
    )


def glossary(tables: Tables) -> Markup:
    """All terms, folded.

    >>> from widgets import load, words
    >>> "<dt>Allocation</dt>" in words.glossary(load())
    True
    """
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(capital(row.name), row.definition)
        for row in tables.rows("glossary")
    )
    return Markup(
        '<details class="fold"><summary>Glossary</summary><dl class="stages">{}</dl></details>'
    ).format(rows)


def package_table(tables: Tables) -> Markup:
    """Every table of the data package: title, source, release, licence, rows, checksum.

    >>> from widgets import load, words
    >>> "aid.csv" in words.package_table(load())
    True
    """
    rows = []
    for resource in tables.package["resources"]:
        sources = Markup("; ").join(
            link(s["title"], s.get("path", "")) for s in resource.get("sources", [])
        )
        licences = "; ".join(
            entry.get("title") or entry.get("name", "") for entry in resource.get("licenses", [])
        )
        rows.append(
            Markup(
                '<tr><th scope="row">{0}</th><td>{1}</td><td>{2}</td><td>{3}</td>'
                '<td class="n">{4}</td><td><code>{5}</code></td>'
                '<td><a class="link" data-table="{0}" href="table/{0}.csv" download '
                'aria-label="Download {0}.csv">CSV</a></td></tr>'
            ).format(
                resource["name"],
                sources,
                resource.get("release", {}).get("label", ""),
                licences,
                number(len(tables.frame(resource["name"])), 0),
                resource["hash"][7:17],
            )
        )
    return Markup(
        '<table><caption class="hidden">Tables of the data package</caption><thead><tr>'
        '<th scope="col">Table</th><th scope="col">Source</th><th scope="col">Release</th>'
        '<th scope="col">Licence</th><th scope="col" class="n">Rows</th>'
        '<th scope="col">Checksum</th><th scope="col">Download</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(Markup("").join(rows))
