"""The cards of statements as HTML: the small one of the list, the open one, and ClaimReview."""

from functools import lru_cache
from pathlib import Path

from widgets import claims, words
from widgets.chapters.timeline.chapter import spoken_date
from widgets.claims import Cell, Grid
from widgets.claims.claim import REPORT, SYMBOLS, Claim, Verdict
from widgets.claims.rules import Way
from widgets.claims.rules.counted import number_of
from widgets.claims.rules.facts import Fact, facts_of
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.reading.statements import IN_LINE, KINDS, NO_COUNT, STATUSES, WORDS
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.templates import macros

Markup = words.Markup
_HTML = macros(Path(__file__).parent / "templates", "statement.html")
BEARINGS = {
    "supports": words.message("statement-card-supports"),
    "repeats": words.message("statement-card-repeats"),
    "qualifies": words.message("statement-card-qualifies"),
    "contradicts": words.message("statement-card-contradicts"),
    "context": words.message("statement-card-bears-on"),
}
SCHEMA = "https://schema.org"
TRACKER = "kiel-tracker"


def chip(verdict: Verdict) -> Markup:
    """A verdict as fill and word; the symbol is for the eye only."""
    return _HTML.chip(verdict.status, SYMBOLS[verdict.status], WORDS[verdict.status])


def number_and_kind(claim: Claim) -> Markup:
    """`Statement 13  countable`; a reader's own has no number."""
    return _HTML.number_and_kind(str(claim.order or ""), KINDS[claim.kind])


def query_of(claim: str) -> str:
    """The address of one statement, with the page's default reading."""
    return f"claim={claim}"


# --- the list ------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def small(tables: Tables, claim: str, verdict: Verdict, is_open: bool) -> str:
    """One statement in the list: number, kind, chip, what it says, the value."""
    one = claims.claim_of(tables, claim)
    top = number_and_kind(one), chip(verdict)
    return str(_HTML.small(*top, claim, one.text, verdict.shown, is_open))


def printed(claim: Claim, verdict: Verdict) -> Markup:
    """One statement on paper: number, kind, chip, what it says and the verdict's sentence."""
    return _HTML.printed(number_and_kind(claim), chip(verdict), claim.text, verdict.sentence)


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
    said = (verdict.neutral or verdict.sentence).striptags()
    if way.reading:
        counted = words.message(
            "statement-card-reading",
            aid=in_words.subject(way.reading),
            donors=in_words.donors_name(way.reading, tables),
            months=words.span(*way.reading.window(tables)),
        )
        whose = "closest" if _is_first(reading) else "own"
        return words.message(f"statement-card-rated-{whose}-reading", reading=counted, verdict=said)
    counted = ", ".join(filter(None, [way.row, way.column]))
    if not counted:
        return said
    return words.message("statement-card-rated-closest-way", way=counted, verdict=said)


def _speakers(claim: Claim) -> list[dict]:
    """Who says it, each as what it is; nobody where they are not named."""
    if not claim.author_type:
        return []
    names = claim.author.split(", ")[0].split(" and ")
    return [{"@type": claim.author_type, "name": name.removeprefix("The ")} for name in names]


def summary(tables: Tables, reading: Reading) -> Markup:
    """How many of the statements hold under a Reading; each number sets the filter."""
    number = claims.counted(tables, reading)
    links = [
        words.step_link(
            _HTML.counted(
                SYMBOLS[status],
                words.message(
                    f"statement-card-count-{status}",
                    number=number[status],
                    text=str(number[status]),
                ),
            ),
            "set",
            f"verdict={status}",
            "statements",
            to="statements",
        )
        for status in STATUSES
        if number[status]
    ]
    every = str(sum(number.values()))
    return words.sentence("statement-card-summary", all=every, verdicts=Markup(words.listed(links)))


def changes(tables: Tables, old: Reading, new: Reading) -> Markup:
    """Which verdicts a change of the Reading changed, for the polite announcement."""
    nothing = words.message("statement-card-no-value")
    changed = [
        words.sentence(
            "statement-card-changed",
            number=str(claim.order),
            title=claim.title,
            verdict=IN_LINE[after.status],
            value=after.shown or nothing,
            old_verdict=IN_LINE[before.status],
            old_value=before.shown or nothing,
        )
        for claim, before, after in claims.changed(tables, old, new)
    ]
    return Markup(" ").join(changed)


# --- the open card -------------------------------------------------------------------------


def head(claim: Claim, verdict: Verdict) -> Markup:
    """Number, kind, chip, the statement and who says it."""
    author = claim.author if claim.order else ""
    return _HTML.head(number_and_kind(claim), chip(verdict), claim.text, author)


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
        part = words.message(
            "statement-card-part", held=str(grid.holding), all=str(len(grid.decided))
        )
        text += " " + words.sentence(
            f"statement-card-holds-{ways_of(grid)}", part=Markup("<b>{}</b>").format(part)
        )
    if claims.chosen(tables, claim, way):
        back = words.message("statement-card-back")
        text += " " + words.sentence(
            "statement-card-your-way",
            back=words.step_link(back, "set", "way=", "statement", query=query_of(claim.claim)),
        )
    return text


def ways_of(grid: Grid) -> str:
    """`readings` where a click on a cell sets the page's Reading, else `ways` to count."""
    rule = claims.rule_of(grid.claim)
    return "readings" if grid.cells and rule.sets_reading else "ways"


@lru_cache(maxsize=64)
def table(
    tables: Tables, claim: Claim, reading: Reading, unit: str, rhythm: str, way: str = ""
) -> str:
    """Every way to count side by side; each cell is a link that counts so."""
    grid = claims.grid(tables, claim, reading, way)
    if len(grid.cells) < 2:
        return ""
    ways = ways_of(grid)
    body = [
        _row(tuple(cells), number, claim.claim, unit, rhythm, ways)
        for number, cells in enumerate(grid.rows, 1)
    ]
    later = len(grid.columns) - grid.before
    return str(_HTML.grid(claim.title, ways, grid.before, later, grid.columns, body))


@lru_cache(maxsize=1024)
def _row(
    cells: tuple[Cell, ...], number: int, claim: str, unit: str, rhythm: str, ways: str
) -> Markup:
    """One row; of all of them only those change in which the reader's own reading lies."""
    way = cells[0].way
    links = [
        _cell(cell, f"claim={claim}&way={number}.{column}", unit, rhythm, ways)
        for column, cell in enumerate(cells, 1)
    ]
    return _HTML.row(words.capital(way.row), way.detail, links)


def _cell(cell: Cell, place: str, unit: str, rhythm: str, ways: str) -> tuple[str, Markup]:
    """Its class and its link; `place` is the query of the cell, for one that is no Reading."""
    one, way = cell.verdict, cell.way
    is_counted = one.status != NO_COUNT
    marks = [
        IN_LINE[one.status] if is_counted else "",
        words.message(f"statement-card-own-{ways}") if cell.is_own else "",
        words.message("statement-card-is-closest") if cell.is_closest else "",
    ]
    symbol, said = SYMBOLS[one.status] if is_counted else "", ", ".join(filter(None, marks))
    inner = _HTML.value(symbol, one.number or one.shown, said)
    if ways == "readings":
        link = words.step_link(inner, "query", way.reading.but(unit=unit, rhythm=rhythm).to_query())
    else:
        step = place.partition("&")[2]
        link = words.step_link(inner, "set", step, "statement", query=place)
    css = ["n", "is-held" if one.holds else ""]
    css += ["own" if cell.is_own else "", "closest" if cell.is_closest else ""]
    return " ".join(filter(None, css)), link


def note(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    """What the grid's signs mean, and what its numbers are."""
    grid = claims.grid(tables, claim, reading)
    if len(grid.cells) < 2:
        return Markup("")
    if all(cell.verdict.status == NO_COUNT for cell in grid.cells):
        return words.sentence("statement-card-changes")
    ways, signs = ways_of(grid), "statement-card-signs"
    if ways == "readings":
        in_unit = claim.unit and claim.unit != "%"
        signs += "-unit" if in_unit else "-per-cent"
    limits = []
    if claim.tolerance and not claim.quantity:
        limits.append(("statement-card-tolerance", short(claim.tolerance, 2)))
    if claim.narrow:
        limits.append(("statement-card-narrow", short(claim.narrow, 3)))
    unit = words.message("statement-card-points") if claim.unit == "%" else claim.unit
    said = [words.message(name, number=number, unit=unit) for name, number in limits]
    parts = [
        words.sentence(signs, unit=claim.unit),
        words.sentence(f"statement-card-click-{ways}"),
        words.sentence("statement-card-limits", limits=words.listed(said)) if said else "",
    ]
    return Markup(" ").join(filter(None, parts))


def short(value: float, most: int) -> str:
    """A number with as many decimals as it needs, and no more than `most`."""
    return words.number(value, next(n for n in range(most + 1) if _fits(value, n, most)))


def _fits(value: float, decimals: int, most: int) -> bool:
    return round(value, decimals) == round(value, most)


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
    use = _use(way.reading, reading) if way.reading is not None and claim.closest else ""
    grid, said = claims.grid(tables, claim, reading), ""
    if grid.before < len(grid.columns):
        before = grid.before_the_report
        held = sum(cell.verdict.holds for cell in before)
        said = words.sentence("statement-card-before", all=str(len(before)), held=str(held))
    return _HTML.closest(claim.closest_why, chip(verdict), verdict.shown, use, said)


def _use(other: Reading, reading: Reading) -> Markup:
    """A link to another Reading in the reader's own unit and rhythm."""
    there = other.but(unit=reading.unit, rhythm=reading.rhythm).to_query()
    return words.step_link(words.message("statement-card-use"), "query", there)


def _context(claim: Claim) -> Markup:
    if not claim.context:
        return Markup("")
    title = "statement-card-context" if claim.is_counted else "statement-card-context-none"
    return _HTML.part(words.message(title), claim.context)


def _flips(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    flips = claims.flips(tables, claim, reading)
    if not flips:
        return Markup("")
    return _HTML.flips(
        [(flip.sentence, _use(flip.reading, reading) if flip.reading else "") for flip in flips]
    )


def _headlines(tables: Tables, claim: Claim, reading: Reading) -> Markup:
    found, grid = claims.headlines(tables, claim, reading), claims.grid(tables, claim, reading)
    if not found:
        return Markup("")
    return _HTML.headlines(ways_of(grid), found)


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
    named = {"publisher": row["publisher"], "title": words.link(row["title"], url)}
    if isinstance(row["date"], str):
        return words.sentence("statement-card-source", date=row["date"], **named)
    return words.sentence("statement-card-source-undated", **named)


def _facts(tables: Tables, claim: Claim) -> Markup:
    rows = [
        (
            fact.spoken,
            fact.text + _number(fact),
            fact.is_confirmed,
            _source(tables, fact.source),
        )
        for fact in facts_of(tables, claim.claim)
    ]
    return _HTML.sourced(words.message("statement-card-facts"), rows) if rows else Markup("")


def _number(fact: Fact) -> str:
    """A fact's number as it was counted: `: about 700`; a year stands in its text."""
    if fact.value is None or fact.role == "announced":
        return ""
    return f": {number_of(fact.value, fact.bound)}"


def _evidence(tables: Tables, claim: Claim) -> Markup:
    found = tables.claim_evidence[tables.claim_evidence["claim"] == claim.claim]
    rows = [
        (
            BEARINGS[row.bearing],
            row.text,
            row.confidence == "confirmed",
            _source(tables, row.source),
        )
        for row in found.itertuples()
    ]
    return _HTML.sourced(words.message("statement-card-evidence"), rows)


def _later(tables: Tables, claim: Claim) -> Markup:
    texts = tables.claim_later[tables.claim_later["claim"] == claim.claim]
    events = tables.events.merge(texts, on="event").sort_values("start_first", kind="stable")
    if events.empty:
        return Markup("")
    rows = [(spoken_date(row), row, row.confidence == "reported") for row in events.itertuples()]
    return _HTML.later(words.day_name(flows.REPORT_DAY), rows)


def _about(tables: Tables, claim: Claim) -> Markup:
    """The donors and the sites that a statement is about."""
    sites = tables.sites.set_index("site")["name"]
    named = [words.the(name) for name in claim.donors] + [sites[site] for site in claim.sites]
    if not named:
        return Markup("")
    return _HTML.about(words.listed(named), bool(claim.sites))


def _foot(tables: Tables, claim: Claim) -> Markup:
    said = words.message("statement-card-not-computed")
    if claim.tables:
        said = words.message("statement-card-computed", tables=words.listed(list(claim.tables)))
    source = [tables.source_line] if "aid" in claim.tables else []
    return _HTML.foot(" ".join([*source, said]), claim.claim)
