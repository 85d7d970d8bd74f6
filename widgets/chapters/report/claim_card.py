"""The cards of statements as HTML: the small one of the list, the open one, and ClaimReview."""

from functools import lru_cache

import orjson

from widgets import claims, words
from widgets.chapters.timeline.chapter import spoken_date
from widgets.claims import Cell, Grid
from widgets.claims.claim import SYMBOLS, Claim, Verdict
from widgets.claims.rules import Way
from widgets.claims.rules.counted import number_of
from widgets.claims.rules.facts import Fact, facts_of
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.reading.statements import KINDS, NO_COUNT, WORDS
from widgets.sums import flows
from widgets.tables.package import Tables

Markup = words.Markup
BEARINGS = {
    "supports": "Supports",
    "repeats": "Repeats the report",
    "qualifies": "Qualifies",
    "contradicts": "Contradicts",
    "context": "Context",
}
SCHEMA = "https://schema.org"
REPORT, TRACKER = "reuters-report-2024-10-14", "kiel-tracker"
NEUTRAL = {  # who reads a review outside the page has chosen nothing
    "Under your reading": "Under this reading",
    "your reading": "this reading",
    "the donors you count": "the donors counted",
}


def chip(verdict: Verdict) -> Markup:
    """A verdict as fill and word; the symbol is for the eye only."""
    return Markup('<span class="chip {}"><span aria-hidden="true">{} </span>{}</span>').format(
        verdict.status, SYMBOLS[verdict.status], WORDS[verdict.status]
    )


def number_and_kind(claim: Claim) -> Markup:
    """`Statement 13  countable`; a reader's own has no number."""
    name = f"Statement {claim.order}" if claim.order else "Your statement"
    return Markup('<span class="claim-kind"><b>{}</b> {}</span>').format(name, KINDS[claim.kind])


def query_of(claim: str) -> str:
    """The address of one statement, with the page's default reading."""
    return f"claim={claim}"


# --- the list ------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def small(tables: Tables, claim: str, verdict: Verdict, is_open: bool, reading: Reading) -> str:
    """One statement in the list: number, kind, chip, what it says, the value; and its review.

    `reading` is the one of a statement whose verdict follows it, else the default.
    """
    one = claims.claim_of(tables, claim)
    value = Markup(" <b>{}</b>").format(verdict.shown) if verdict.shown else ""
    return str(
        Markup(
            '<article class="claim-card{opened}">{kind}{chip}<h4><a href="?{query}#statement" '
            'data-set="claim={id}" data-to="statement"{current}>{text}</a></h4>'
            '<p class="value">{value}</p>{review}</article>'
        ).format(
            kind=number_and_kind(one),
            chip=chip(verdict),
            query=query_of(claim),
            id=claim,
            opened=" is-open" if is_open else "",
            current=Markup(' aria-current="true"') if is_open else "",
            text=one.text,
            value=value,
            review=_review_script(tables, one, reading),
        )
    )


def printed(claim: Claim, verdict: Verdict) -> Markup:
    """One statement on paper: number, kind, chip, what it says and the verdict's sentence."""
    return Markup('<article class="claim-card">{}{}<h4>{}</h4><p>{}</p></article>').format(
        number_and_kind(claim), chip(verdict), claim.text, verdict.sentence
    )


def review(tables: Tables, claim: Claim, reading: Reading) -> dict:
    """A statement as schema.org has it: a ClaimReview, or a Claim where nothing is rated.

    Under the page's own first Reading it is rated by the way to count that is closest to the
    report's words: who asks for no Reading should not be given one. Under a Reading of somebody's
    own it is rated by that, and `url` has it.
    """
    way, verdict = _rated(tables, claim, reading)
    report = tables.sources.set_index("source").loc[REPORT]
    article = {
        "@type": "NewsArticle",
        "description": report["title"].strip("[]"),
        "publisher": {"@type": "Organization", "name": report["publisher"]},
        "datePublished": report["date"],
    }
    if isinstance(report["url"], str):
        article["url"] = report["url"]
    made = {
        "@type": "Claim",
        "text": claim.text,
        "datePublished": report["date"],
        "appearance": article,
    }
    if speakers := _speakers(claim):
        made["author"] = speakers[0] if len(speakers) == 1 else speakers
    if verdict.status == NO_COUNT:
        return {"@context": SCHEMA, **made}
    asked = way.reading.to_query() if way.reading else ""
    return {
        "@context": SCHEMA,
        "@type": "ClaimReview",
        "url": "?" + "&".join(filter(None, [asked, query_of(claim.claim)])),
        "claimReviewed": claim.text,
        "datePublished": tables.sources.set_index("source").loc[TRACKER, "date"],
        "author": {"@type": "Organization", "name": "The Handover"},
        "itemReviewed": made,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": WORDS[verdict.status],
            "ratingExplanation": _explained(tables, claim, way, verdict, reading),
        },
    }


def _rated(tables: Tables, claim: Claim, reading: Reading) -> tuple[Way, Verdict]:
    """The way to count that a statement is rated by, and its verdict."""
    rule = claims.rule_of(claim)
    if rule is None or not rule.sets_reading:
        return Way(*(rule.closest if rule else ())), claims.verdict(tables, claim, reading)
    if _is_first(reading):
        return claims.closest(tables, claim)
    return Way(reading=reading), claims.verdict(tables, claim, reading)


def _is_first(reading: Reading) -> bool:
    return not set(reading.changed()) - {"unit", "rhythm", "groups"}


def _explained(tables: Tables, claim: Claim, way: Way, verdict: Verdict, reading: Reading) -> str:
    """The verdict's sentence, and how it was counted; nobody is spoken to."""
    counted = ", ".join(filter(None, [way.row, way.column]))
    by = "by the way to count closest to the report’s words"
    if way.reading:
        counted = ", ".join(
            [
                in_words.subject(way.reading),
                in_words.donors_name(way.reading, tables),
                words.span(*way.reading.window(tables)),
            ]
        )
        by = "under a reading of somebody’s own"
        if _is_first(reading):
            by = "under the reading closest to the report’s words"
    said = verdict.sentence.striptags()
    for own, neutral in NEUTRAL.items():
        said = said.replace(own, neutral)
    return f"Rated {by} ({counted}): {said}" if counted else said


def _speakers(claim: Claim) -> list[dict]:
    """Who says it, each as what it is; nobody where they are not named."""
    if not claim.author_type:
        return []
    names = claim.author.split(", ")[0].split(" and ")
    return [{"@type": claim.author_type, "name": name.removeprefix("The ")} for name in names]


def _review_script(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    """A data block: nothing in it can end the element, and nothing runs it."""
    text = orjson.dumps(review(tables, claim, reading)).decode()
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def summary(tables: Tables, reading: Reading) -> Markup:
    """How many of the statements hold under a Reading; each number sets the filter."""
    number = claims.counted(tables, reading)
    said = {  # of several, of one
        "holds": ("hold", "holds"),
        "narrowly": ("hold narrowly", "holds narrowly"),
        "fails": ("do not hold", "does not hold"),
        "depends": ("depend on the measure", "depends on the measure"),
        "not-computed": ("cannot be computed", "cannot be computed"),
        "view": ("are views, quotations or left open", "is a view, a quotation or left open"),
    }
    links = [
        Markup(
            '<a href="?verdict={0}#statements" data-set="verdict={0}" data-to="statements">'
        ).format(status)
        + Markup('<span aria-hidden="true">{}{}</span>{} {}</a>').format(
            SYMBOLS[status], words.NBSP, number[status], one if number[status] == 1 else several
        )
        for status, (several, one) in said.items()
        if number[status]
    ]
    return Markup("Of the report’s {} statements {}.").format(sum(number.values()), _joined(links))


def _joined(parts: list[Markup]) -> Markup:
    return Markup(", ").join(parts[:-1]) + Markup(" and ") + parts[-1] if parts[1:] else parts[0]


def changes(tables: Tables, old: Reading, new: Reading) -> Markup:
    """Which verdicts a change of the Reading changed, for the polite announcement."""
    changed = [
        Markup("Statement {} ({}): {}, {}; before: {}, {}.").format(
            claim.order,
            claim.title,
            WORDS[after.status].lower(),
            after.shown or "no value",
            WORDS[before.status].lower(),
            before.shown or "no value",
        )
        for claim, before, after in claims.changed(tables, old, new)
    ]
    return Markup(" ").join(changed)


# --- the open card -------------------------------------------------------------------------


def head(claim: Claim, verdict: Verdict) -> Markup:
    """Number, kind, chip, the statement and who says it."""
    said = Markup('<p class="note said-by">Said by: {}</p>').format(claim.author)
    return Markup('<div class="claim-top">{}{}</div><h3 class="claim-text">{}</h3>{}').format(
        number_and_kind(claim), chip(verdict), claim.text, said if claim.order else ""
    )


def sentence(
    tables: Tables, claim: Claim, reading: Reading, verdict: Verdict, way: str = ""
) -> Markup:
    """The verdict's sentence, and under how many ways to count the statement holds."""
    text = verdict.sentence
    if claim.is_counted and not verdict.decided and claims.rule_of(claim).follows_reading:
        refusal = readings.refusal(reading, tables)
        if refusal:
            text = in_words.refusal(refusal)
    grid = claims.grid(tables, claim, reading)
    if len(grid.decided) > 1:
        text += Markup(" It holds on <b>{} of {}</b> {} below.").format(
            grid.holding, len(grid.decided), "readings" if _is_by_reading(grid) else "ways to count"
        )
    if claims.chosen(tables, claim, way):
        text += Markup(
            ' This is your way to count. <a href="?{}#statement" data-set="way=">Back to the '
            "page’s own</a>"
        ).format(query_of(claim.claim))
    return text


def _is_by_reading(grid: Grid) -> bool:
    """Whether a click on a cell sets the page's Reading."""
    return bool(grid.cells) and claims.rule_of(grid.claim).sets_reading


@lru_cache(maxsize=64)
def table(
    tables: Tables, claim: Claim, reading: Reading, unit: str, rhythm: str, way: str = ""
) -> str:
    """Every way to count side by side; each cell is a link that counts so."""
    grid = claims.grid(tables, claim, reading, way)
    if len(grid.cells) < 2:
        return ""
    columns = Markup("").join(
        Markup('<th scope="col" class="n">{}</th>').format(name) for name in grid.columns
    )
    by_reading = _is_by_reading(grid)
    body = Markup("").join(
        _row(tuple(cells), number, claim.claim, unit, rhythm, by_reading)
        for number, cells in enumerate(grid.rows, 1)
    )
    return str(
        Markup(
            '<table class="grid"><caption class="hidden">{}: {}</caption><thead>{}<tr>'
            '<th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table>'
        ).format(
            claim.title,
            "the value under each reading" if by_reading else "the value by each way to count",
            _before_row(grid),
            "Reading" if by_reading else "Way to count",
            columns,
            body,
        )
    )


@lru_cache(maxsize=1024)
def _row(
    cells: tuple[Cell, ...], number: int, claim: str, unit: str, rhythm: str, by_reading: bool
) -> Markup:
    """One row; of all of them only those change in which the reader's own reading lies."""
    way = cells[0].way
    return Markup('<tr><th scope="row"><b>{}</b>{}</th>{}</tr>').format(
        words.capital(way.row) or "All",
        Markup("<br>{}").format(way.detail) if way.detail else "",
        Markup("").join(
            _cell(cell, f"claim={claim}&way={number}.{column}", unit, rhythm, by_reading)
            for column, cell in enumerate(cells, 1)
        ),
    )


def _before_row(grid: Grid) -> Markup:
    later = len(grid.columns) - grid.before
    if not later:
        return Markup("")
    return Markup(
        '<tr class="known"><td></td><th scope="colgroup" colspan="{}">months before the report, '
        'in today’s data</th><th scope="colgroup" colspan="{}">later months too</th></tr>'
    ).format(grid.before, later)


def _cell(cell: Cell, place: str, unit: str, rhythm: str, by_reading: bool) -> Markup:
    """`place` is the query of the cell, for one that is no Reading."""
    one, way = cell.verdict, cell.way
    yours = "your reading" if by_reading else "your way to count"
    marks = [
        WORDS[one.status].lower() if one.status != "view" else "",
        yours if cell.is_own else "",
        "closest to the report’s words" if cell.is_closest else "",
    ]
    shown = one.shown.removesuffix(f"{words.NBSP}%") if way.reading else one.shown
    inner = Markup('<span aria-hidden="true">{}</span> {}<span class="hidden"> {}</span>').format(
        SYMBOLS[one.status] if one.status != "view" else "", shown, ", ".join(filter(None, marks))
    )
    if by_reading:
        query = way.reading.but(unit=unit, rhythm=rhythm).to_query()
        inner = Markup('<a href="?{0}" data-query="{0}">{1}</a>').format(query, inner)
    else:
        inner = Markup('<a href="?{}#statement" data-set="{}">{}</a>').format(
            place, place.partition("&")[2], inner
        )
    css = ["n", "is-held" if one.holds else ""]
    css += ["own" if cell.is_own else "", "closest" if cell.is_closest else ""]
    return Markup('<td class="{}">{}</td>').format(" ".join(filter(None, css)), inner)


def note(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    """What the grid's signs mean, and what its numbers are."""
    grid = claims.grid(tables, claim, reading)
    if len(grid.cells) < 2:
        return Markup("")
    if all(cell.verdict.status == NO_COUNT for cell in grid.cells):
        return Markup("Change in per cent, the months after against the months before. ") + (
            "Click one to count so. No verdict: see below."
        )
    signs = "● holds, ○ does not hold, – cannot be computed"
    limits = []
    if claim.tolerance and not claim.quantity:
        limits.append(
            f"the tolerance is {words.number(claim.tolerance, 2).rstrip('0').rstrip('.')} "
            f"{_unit(claim)}"
        )
    if claim.narrow:
        narrow = words.number(claim.narrow, 3).rstrip("0").rstrip(".")
        limits.append(f"a margin under {narrow} {_unit(claim)} is narrow")
    ours = f" Ours, and printed so that you can disagree: {words.listed(limits)}." if limits else ""
    click = "Each figure sets its reading." if _is_by_reading(grid) else "Click one to count so."
    first = f"In {claim.unit}: " if claim.unit and claim.unit != "%" else "In per cent: "
    return Markup("{}{}. ◇ closest to the report’s words. {}{}").format(
        first if _is_by_reading(grid) else "", signs, click, ours
    )


def _unit(claim: Claim) -> str:
    return "points" if claim.unit == "%" else claim.unit


def notes(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    """The closest reading argued for, the shares of readings, what flips it, two headlines."""
    parts = [
        _closest(tables, claim, reading),
        _context(claim),
        _flips(tables, claim, reading),
        _headlines(tables, claim, reading),
    ]
    return Markup("").join(parts)


def _closest(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    found = claims.closest(tables, claim)
    if found is None or not claim.closest_why:
        return Markup("")
    way, verdict = found
    text = Markup("<h4>Closest to the report’s words</h4><p>{} {}{}").format(
        claim.closest_why,
        chip(verdict),
        Markup("<b>{}</b>").format(verdict.shown) if verdict.shown else "",
    )
    if way.reading is not None and claim.closest:
        text += Markup(' <a href="?{0}" data-query="{0}">Use this reading</a>').format(
            way.reading.but(unit=reading.unit, rhythm=reading.rhythm).to_query()
        )
    grid = claims.grid(tables, claim, reading)
    if grid.before < len(grid.columns):
        before = grid.before_the_report
        text += Markup(
            " Of the {} readings of months before the report, in today’s data, it holds on {}."
        ).format(len(before), sum(cell.verdict.holds for cell in before))
    return text + Markup("</p>")


def _context(claim: Claim) -> Markup:
    if not claim.context:
        return Markup("")
    title = "What the numbers do not say" if claim.is_counted else "Why there is no verdict"
    return Markup("<h4>{}</h4><p>{}</p>").format(title, claim.context)


def _flips(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    flips = claims.flips(tables, claim, reading)
    if not flips:
        return Markup("")
    rows = Markup("").join(
        Markup("<li>{}{}</li>").format(
            flip.sentence,
            Markup(' <a href="?{0}" data-query="{0}">Use this reading</a>').format(
                flip.reading.but(unit=reading.unit, rhythm=reading.rhythm).to_query()
            )
            if flip.reading
            else "",
        )
        for flip in flips
    )
    return Markup("<h4>The shortest change that flips it</h4><ul>{}</ul>").format(rows)


def _headlines(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    found, grid = claims.headlines(tables, claim, reading), claims.grid(tables, claim, reading)
    if not found:
        return Markup("")
    rows = Markup("").join(
        Markup('<li><b class="headline">{}</b><br>{}</li>').format(one.text, one.definitions)
        for one in found
    )
    return Markup(
        "<h4>Two headlines that the data support</h4><p>The two furthest apart{}. Neither is "
        'wrong; each needs its definitions.</p><ul class="headlines">{}</ul>'
    ).format(", of months before the report, in today’s data" if _is_by_reading(grid) else "", rows)


@lru_cache(maxsize=64)
def more(tables: Tables, claim: Claim) -> str:
    """Facts, evidence and what happened later; nothing of it depends on the Reading."""
    if not claim.order:
        return ""
    parts = [_facts, _evidence, _later, _about, _foot]
    return str(Markup("").join(part(tables, claim) for part in parts))


def _source(tables: Tables, source: str) -> Markup:
    row = tables.sources.set_index("source").loc[source]
    url = row["url"] if isinstance(row["url"], str) else ""
    when = f", {row['date']}" if isinstance(row["date"], str) else ""
    return Markup("{}, {}{}").format(row["publisher"], words.link(row["title"], url), when)


def _facts(tables: Tables, claim: Claim) -> Markup:
    rows = facts_of(tables, claim.claim)
    if not rows:
        return Markup("")
    items = Markup("").join(
        Markup('<li><b>{}</b> {}{}{} <span class="source">{}</span></li>').format(
            fact.spoken,
            fact.text,
            _number(fact),
            "" if fact.is_confirmed else " · reported, not confirmed",
            _source(tables, fact.source),
        )
        for fact in rows
    )
    return Markup('<h4>What is counted</h4><ul class="evidence">{}</ul>').format(items)


def _number(fact: Fact) -> str:
    """A fact's number as it was counted: `: about 700`; a year stands in its text."""
    if fact.value is None or fact.role == "announced":
        return ""
    return f": {number_of(fact.value, fact.bound)}"


def _evidence(tables: Tables, claim: Claim) -> Markup:
    rows = tables.claim_evidence[tables.claim_evidence["claim"] == claim.claim]
    items = Markup("").join(
        Markup('<li><b>{}</b> {}{} <span class="source">{}</span></li>').format(
            BEARINGS[row.bearing],
            row.text,
            "" if row.confidence == "confirmed" else " · reported, not confirmed",
            _source(tables, row.source),
        )
        for row in rows.itertuples()
    )
    return Markup('<h4>Evidence</h4><ul class="evidence">{}</ul>').format(items)


def _later(tables: Tables, claim: Claim) -> Markup:
    texts = tables.claim_later[tables.claim_later["claim"] == claim.claim]
    events = tables.events.merge(texts, on="event").sort_values("start_first", kind="stable")
    if events.empty:
        return Markup("")
    items = Markup("").join(
        Markup(
            '<li{}><span class="later-date">{}</span><a href="?event={}#timeline" '
            'data-event="{}">{}</a><span>{}</span></li>'
        ).format(
            Markup(' class="reported"') if row.confidence == "reported" else "",
            spoken_date(row),
            row.event,
            row.event,
            row.label,
            row.text,
        )
        for row in events.itertuples()
    )
    return Markup(
        '<h4>What happened later</h4><ol class="later"><li class="report-day"><span '
        'class="later-date">{}</span><b>The report</b></li>{}</ol>'
    ).format(words.day_name(flows.REPORT_DAY), items)


def _about(tables: Tables, claim: Claim) -> Markup:
    """The donors and the sites that a statement is about."""
    sites = tables.sites.set_index("site")["name"]
    named = [words.the(name) for name in claim.donors] + [sites[site] for site in claim.sites]
    if not named:
        return Markup("")
    return Markup(
        '<p class="note">Concerns {}. <a href="#handover-sites">Map of the sites</a></p>'
        if claim.sites
        else '<p class="note">Concerns {}.</p>'
    ).format(words.listed(named))


def _foot(tables: Tables, claim: Claim) -> Markup:
    used = words.listed(list(claim.tables)) if claim.tables else ""
    line = tables.source_line if "aid" in claim.tables else ""
    return Markup(
        '<div class="chart-foot"><p class="source">{}{}</p><div class="tools">'
        '<a class="link" href="?{}#statement" data-set="claim={}">Link to statement</a>'
        "</div></div>"
    ).format(
        f"{line} " if line else "",
        Markup("Computed from {}.").format(used) if used else "No verdict is computed.",
        query_of(claim.claim),
        claim.claim,
    )
