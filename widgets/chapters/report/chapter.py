"""The report, statement by statement: the list, and one statement with all its readings open."""

from functools import lru_cache, partial

import pandas as pd

from widgets import claims, words
from widgets.board.board import Part, Put
from widgets.board.view import View, refused
from widgets.chapters.report import claim_card
from widgets.chapters.report.drawings import course, strip
from widgets.claims import Grid
from widgets.claims.claim import Claim
from widgets.claims.rules.aid import plain
from widgets.reading import in_words
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.reading.statements import NO_COUNT
from widgets.sums import flows
from widgets.tables.package import Tables

Markup = words.Markup
STRIP, COURSE = "claim-strip", "claim-course"
CARD = (
    *("claim-head", "statement", STRIP, "grid"),
    *("grid-note", COURSE, "claim-notes", "claim-more"),
)
"""What a statement's card lays out."""
LEAST_WAYS = 3
COLOURS = {"us_majority": "us", "population": "nato"}
NAMES = {"us_majority": "United States", "population": "People in NATO"}
ABSENT = ""
PLAIN = {"unit": "eur-bn", "rhythm": "monthly"}


# --- charts --------------------------------------------------------------------------------


def strip_view(tables: Tables, claim: Claim, reading: Reading, way: str = "") -> View:
    """One dot for every way to count; absent where the values are on no common line."""
    grid = claims.grid(tables, claim, reading, way)
    rule = claims.rule_of(claim)
    if rule is None or rule.headline is None or len(grid.decided) < LEAST_WAYS:
        return View(STRIP, ABSENT)
    if len({_limits(cell) for cell in grid.decided}) > 1:
        return _lanes_view(tables, claim, grid)
    ways = "readings" if grid.cells[0].way.reading else "ways to count"
    held, of = grid.holding, len(grid.decided)
    title = f"“{claim.title}” holds on {held} of {of} {ways}"
    unit = "%" if claim.unit == "%" else claim.unit.split()[0]
    above = claims.claim_comparison(claim) in (">", ">=")
    limit = _limit(claim)
    several = ways if of - held != 1 else ways.replace("s", "", 1)
    counted = (f"○ {of - held} {several}: {_not_over(claim)}", f"<b>● {held}: {limit}</b>")
    draw = partial(
        strip.draw,
        [_dot(cell) for cell in grid.decided],
        claim.figure,
        unit=unit,
        threshold_words=limit,
        counted_words=counted if above else None,
        own_words="Your reading" if grid.cells[0].way.reading else "Your way to count",
        title=title,
        subtitle=f"One dot for each of the {ways}; ● holds, ○ does not hold",
        source=_source(tables, claim),
        alt=f"Dots on a line of values, one for each of {of} {ways}: {held} hold.",
    )
    sentence = Markup("")
    return View(STRIP, title, draw, _table(grid), sentence, decimals=2)


def _limits(cell: claims.Cell) -> tuple[float | None, float | None]:
    return cell.verdict.least, cell.verdict.most


def _lanes_view(tables: Tables, claim: Claim, grid: Grid) -> View:
    """As the strip, with a lane for each limit: one and the same value can hold in one of them."""
    held, of = grid.holding, len(grid.decided)
    title = f"“{claim.title}” holds on {held} of {of} ways to count"
    unit = "%" if claim.unit == "%" else claim.unit.split()[0]
    cells = {name: [c for c in grid.decided if c.way.column == name] for name in grid.columns}
    lanes = [
        strip.Lane(
            f"<b>{words.capital(name)}</b>: {_range(*_limits(own[0]), unit)}",
            *_limits(own[0]),
            [_dot(cell) for cell in own],
        )
        for name, own in cells.items()
    ]
    draw = partial(
        strip.draw_lanes,
        lanes,
        None if unit == "%" else claim.figure,
        unit=unit,
        figure_words=_limit(claim),
        own_words="Your way to count",
        title=title,
        subtitle="One dot for each of the ways to count; ● holds, ○ does not hold; "
        "the band is what each row allows",
        source=_source(tables, claim),
        alt=f"Dots in {len(lanes)} lanes, each with the band of values it allows: "
        f"{held} of {of} hold.",
    )
    return View(STRIP, title, draw, _table(grid), Markup(""), decimals=2)


def _range(least: float | None, most: float | None, unit: str) -> str:
    """`450 to 550 km`, `more than 50 %`, `1 bn or more`."""
    if most is None and unit == "%":
        return f"more than {words.pct(least).replace('.0', '')}"
    if most is None:
        return f"{_short(least)}{words.NBSP}{unit} or more"
    return f"{_short(least)} to {_short(most)}{words.NBSP}{unit}"


def _short(value: float) -> str:
    text = words.number(value, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _limit(claim: Claim) -> str:
    """The threshold in words: `more than half`, `the report: 500 km`."""
    value = words.number(claim.figure, 2).rstrip("0").rstrip(".")
    if claims.claim_comparison(claim) == "about":
        return f"the statement: {value} {claim.unit}"
    if claim.unit == "%" and claim.figure == 50 and claim.comparison == ">":
        return "more than half"
    words_of = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}
    return f"{words_of[claim.comparison]} {value} {claim.unit}"


def _not_over(claim: Claim) -> str:
    return "half or less" if _limit(claim) == "more than half" else "not so"


def _dot(cell: claims.Cell) -> strip.Dot:
    return strip.Dot(
        cell.verdict.value,
        cell.verdict.shown,
        ", ".join(filter(None, [cell.way.row, cell.way.detail, cell.way.column])),
        cell.verdict.holds,
        cell.is_own,
    )


def _table(grid: Grid) -> pd.DataFrame:
    cells = grid.cells
    return pd.DataFrame(
        {
            "What": [cell.way.row for cell in cells],
            "Who": [cell.way.detail for cell in cells],
            "When or how": [cell.way.column for cell in cells],
            f"Value, {grid.claim.unit}": [
                float("nan") if cell.verdict.value is None else cell.verdict.value for cell in cells
            ],
            "Verdict": [claim_card.WORDS[cell.verdict.status] for cell in cells],
        }
    )


def course_view(tables: Tables, claim: Claim, reading: Reading) -> View:
    """The value for every possible last month: since when, until when it holds."""
    values = claims.over_time(tables, claim, reading)
    known = values.dropna()
    if len(known) < LEAST_WAYS:
        return _no_course(tables, claim, reading)
    spans = claims.holding_spans(claim, values)
    months = sum(len(known[first:last]) for first, last in spans)
    follows = claims.rule_of(claim).follows_reading
    first, last = reading.window(tables) if follows else (known.index[0], "")  # no reading rings
    title = _course_title(months, len(known), spans, follows)
    counted = (
        f"{words.capital(in_words.subject(reading))} of {in_words.donors_name(reading, tables)}"
    )
    subtitle = (
        f"{counted}, {_unit_words(claim)}, from {words.month_name(first)} to each month"
        if follows
        else f"On the last day of each month, {claim.unit}; the axis does not begin at zero"
    )
    limits = None
    if claims.claim_comparison(claim) == "about":
        limits = (claim.figure - claim.tolerance, claim.figure + claim.tolerance)
    shown = {month: _printed(claim, value) for month, value in known.items()}
    draw = partial(
        course.draw,
        known,
        spans,
        claim.figure,
        last,
        name=NAMES.get(claim.rule, claim.title),
        colour=COLOURS.get(claim.rule, "ink"),
        shown=shown,
        threshold_words=_limit(claim),
        from_zero=follows,
        limits=limits,
        limit_words=tuple(f"{_short(one)} {claim.unit}" for one in limits or ()),
        title=title,
        subtitle=subtitle,
        source=_source(tables, claim),
        alt=f"Line: the value for every possible last month, with the threshold. {title}.",
        scope="whole release: the last month runs through it" if reading.last and follows else "",
    )
    table = pd.DataFrame(
        {
            "Counted to": list(known.index),
            f"Value, {claim.unit}": [float(v) for v in known],
            "Holds": ["yes" if _in(spans, month) else "no" for month in known.index],
        }
    )
    return View(COURSE, title, draw, table, _course_sentence(claim, spans, follows), decimals=2)


def _no_course(tables: Tables, claim: Claim, reading: Reading) -> View:
    """Absent where a statement has no course; else why there is none under this Reading."""
    if not (claim.quantity or claim.rule == "us_majority"):
        return View(COURSE, ABSENT)
    title, found = "Since when, until when", claims.verdict(tables, claim, reading)
    reason = "Too few months have a value to draw their course."
    if not found.decided:
        reason = found.sentence.striptags()
    return refused(COURSE, title, reading, tables, **PLAIN) or View(
        COURSE, title, refusal=Refusal(reason, Reading(), "Reset")
    )


def _unit_words(claim: Claim) -> str:
    return "per cent" if claim.unit == "%" else claim.unit


def _printed(claim: Claim, value: float) -> str:
    if claim.unit == "%":
        return words.pct(value)
    return f"{words.number(value, 2)}{words.NBSP}{claim.unit}"


def _in(spans: list[tuple[str, str]], month: str) -> bool:
    return any(first <= month <= last for first, last in spans)


def _course_title(months: int, of: int, spans: list[tuple[str, str]], follows: bool) -> str:
    if not spans:
        return f"It holds in none of {of} months"
    if months == of:
        return f"It holds in all of {of} months"
    counted = "counted to" if follows else "in"
    return f"It holds {counted} {months} of {of} months, the last {words.month_name(spans[-1][1])}"


def _course_sentence(claim: Claim, spans: list[tuple[str, str]], follows: bool) -> Markup:
    bar = " The bar below the line shows it."
    if not spans:
        last = "Whatever the last month, it" if follows else "It"
        return Markup("{} does not hold{}.").format(last, "" if follows else " in any month")
    named = words.listed([words.span(*span) for span in spans])
    if follows:
        said = Markup("It holds when the last month counted is in {}.").format(named)
        return said + bar
    said = Markup("It holds at the end of each month in {}").format(named)
    if claims.claim_comparison(claim) == "about":
        said += Markup(", for the line stays in the band from {} to {} {}").format(
            _short(claim.figure - claim.tolerance),
            _short(claim.figure + claim.tolerance),
            claim.unit,
        )
    return said + "." + bar


def _source(tables: Tables, claim: Claim) -> str:
    if claim.quantity or "aid" in claim.tables:
        return tables.source_line
    named = words.listed([tables.resource(name)["title"] for name in claim.tables])
    return f"Data: {named}; own computation."


# --- texts ---------------------------------------------------------------------------------


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The chapter's passages: the list, and the open statement."""
    reading = plain(address.reading, tables)
    listed = _listed(tables, reading, address.claim_kind, address.verdict, address.claim)
    return (
        {"claims-summary": _summary(tables, reading)}
        | listed
        | open_texts(tables, claims.claim_of(tables, address.claim), address.reading, address.way)
    )


@lru_cache(maxsize=64)
def _summary(tables: Tables, reading: Reading) -> str:
    return str(claim_card.summary(tables, reading))


@lru_cache(maxsize=128)
def _listed(
    tables: Tables, reading: Reading, kind: str, status: str, opened: str
) -> dict[str, str]:
    """The small cards by place; empty where the filter leaves a statement out."""
    found = {}
    for claim, verdict in claims.verdicts(tables, reading).items():
        one = claims.claim_of(tables, claim)
        rule = claims.rule_of(one)
        follows = reading if rule and rule.sets_reading else Reading()
        fits = kind in ("", one.kind) and status in ("", verdict.status)
        found[f"claim-{claim}"] = (
            claim_card.small(tables, claim, verdict, claim == opened, follows) if fits else ""
        )
    return found | {"claims-none": "" if any(found.values()) else "No statement fits your choice."}


def open_texts(tables: Tables, claim: Claim, reading: Reading, way: str = "") -> dict[str, str]:
    """The passages of the open statement."""
    plainly = plain(reading, tables)
    return _open_texts(tables, claim, plainly, reading.unit, reading.rhythm, way) | {
        "claim-more": claim_card.more(tables, claim)
    }


@lru_cache(maxsize=128)
def _open_texts(
    tables: Tables, claim: Claim, reading: Reading, unit: str, rhythm: str, way: str
) -> dict[str, str]:
    verdict = claims.verdict(tables, claim, reading, way)
    own = reading.but(unit=unit, rhythm=rhythm)
    return {
        "claim-head": str(claim_card.head(claim, verdict)),
        "statement": str(claim_card.sentence(tables, claim, own, verdict, way)),
        "grid": claim_card.table(tables, claim, reading, unit, rhythm, way),
        "grid-note": str(claim_card.note(tables, claim, reading)),
        "claim-notes": str(claim_card.notes(tables, claim, own)),
    }


def introduction(tables: Tables) -> Markup:
    """What the report is, how many statements it makes, and what is done with them here."""
    number = claims.counted(tables, Reading())
    every, open_ = sum(number.values()), number[NO_COUNT]
    return Markup(
        "A Reuters news report of {} makes {} statements, told here in our own words. {} of them "
        "can be counted, dated or checked; {} are views, quotations or left open. Where a "
        "statement can be counted, the answer depends on how you count: change the reading above "
        "and every verdict below is computed again."
    ).format(words.day_name(flows.REPORT_DAY), every, every - open_, open_)


def announce(tables: Tables, old: Address, new: Address) -> Markup:
    """What a step of the reader's did to the verdicts."""
    if old.reading == new.reading:
        return Markup("")
    return claim_card.changes(tables, plain(old.reading, tables), plain(new.reading, tables))


def open_card(put: Put, prefix: str = "") -> Markup:
    """A statement around its charts and texts; `prefix` begins their names."""
    named = {name: f"{prefix}{name}" for name in CARD}
    return Markup(
        '<article class="claim-open" id="{prefix}statement" aria-label="The open statement" '
        'tabindex="-1">'
        '<div data-text="{claim-head}">{}</div>'
        '<p class="sentence statement" role="status" data-text="{statement}">{}</p>'
        '<div class="slot" data-slot="{claim-strip}">{}</div>'
        '<div class="scroll" tabindex="0" role="region" aria-label="All readings" '
        'data-text="{grid}">{}</div><p class="note" data-text="{grid-note}">{}</p>'
        '<div class="slot" data-slot="{claim-course}">{}</div>'
        '<div class="claim-notes" data-text="{claim-notes}">{}</div>'
        '<div class="claim-notes" data-text="{claim-more}">{}</div></article>'
    ).format(*(put[name] for name in named.values()), prefix=prefix, **named)


def cards(tables: Tables, put: Put) -> Markup:
    """The list of all statements, in the report's order."""
    places = Markup("").join(
        Markup('<li data-text="claim-{}">{}</li>').format(claim, put[f"claim-{claim}"])
        for claim in tables.claims["claim"]
    )
    return Markup(
        '<ol class="claim-cards">{}</ol>'
        '<p class="note" role="status" data-text="claims-none">{}</p>'
    ).format(places, put["claims-none"])


@lru_cache(maxsize=4)
def on_paper(tables: Tables) -> Markup:
    """Every statement with its verdict under the page's default reading, for print alone."""
    found = claims.verdicts(tables, Reading())
    return Markup(
        '<div class="paper"><h3 class="subhead">'
        "All statements</h3><p>With the page’s default reading: {}.</p>{}</div>"
    ).format(
        in_words.counting(Reading(), tables),
        Markup("").join(
            claim_card.printed(claims.claim_of(tables, claim), verdict)
            for claim, verdict in found.items()
        ),
    )


def summary_lines(put: Put) -> Markup:
    """How many hold, and what the last step changed of it."""
    return Markup(
        '<p class="sentence claims-summary" data-text="claims-summary">{}</p>'
        '<p class="note changes" role="status" data-announced></p>'
    ).format(put["claims-summary"])


def keep_reading(address: Address) -> Address:
    """Of the Reading what the strip of all readings follows."""
    reading = address.reading.but(unit="eur-bn", rhythm="monthly")
    return Address(reading, claim=address.claim, way=address.way)


def keep_units(address: Address) -> Address:
    """A link out of a refusal keeps the reader's unit and rhythm."""
    return Address(address.reading, claim=address.claim)


def _opened(tables: Tables, address: Address) -> Claim:
    return claims.claim_of(tables, address.claim)


PARTS = {
    STRIP: Part(lambda t, a: strip_view(t, _opened(t, a), a.reading, a.way), keep_reading),
    COURSE: Part(lambda t, a: course_view(t, _opened(t, a), a.reading), keep_units),
}
