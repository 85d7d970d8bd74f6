"""The report, statement by statement: the list, and one statement with all its readings open."""

from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from widgets import claims, words
from widgets.board.board import Part, Put
from widgets.board.view import Caption, View, refused
from widgets.chapters.report import claim_card
from widgets.chapters.report.drawings import course, strip
from widgets.claims import Grid
from widgets.claims.claim import REPORT, Claim, claims_of
from widgets.claims.rules.aid import plain
from widgets.reading import in_words
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.reading.statements import NO_COUNT, WORDS
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence
from widgets.words.templates import macros

Markup = words.Markup
STRIP, COURSE = "claim-strip", "claim-course"
CARD = (
    *("claim-head", "statement", STRIP, "grid"),
    *("grid-note", COURSE, "claim-notes", "claim-more"),
)
"""What a statement's card lays out."""
LEAST_WAYS = 3
_HTML = macros(Path(__file__).parent / "templates", "chapter.html")
COLOURS = {"us_majority": "us", "population": "nato"}
ABSENT = Caption("")
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
    ways, held, of = claim_card.ways_of(grid), grid.holding, len(grid.decided)
    numbers = {"held": str(held), "all": str(of)}
    caption = Caption(
        message(f"statement-strip-title-{ways}", statement=claim.title, **numbers),
        message(f"statement-strip-subtitle-{ways}"),
        source=_source(tables, claim),
        alt=message(f"statement-strip-alt-{ways}", **numbers),
    )
    limit = _limit(claim)
    counted = None
    if claims.claim_comparison(claim) in (">", ">="):
        under = message(
            f"statement-strip-under-{ways}",
            number=of - held,
            text=str(of - held),
            limit=message(
                "statement-strip-half-or-less" if _is_half(claim) else "statement-strip-not-so"
            ),
        )
        counted = (under, message("statement-strip-over", number=str(held), limit=limit))
    draw = partial(
        strip.draw,
        [_dot(cell) for cell in grid.decided],
        claim.figure,
        unit=_axis_unit(claim),
        threshold_words=limit,
        counted_words=counted,
        own_words=_own_words(grid, ways),
    )
    return View(STRIP, caption, draw, _table(grid), decimals=2)


def _axis_unit(claim: Claim) -> str:
    return "%" if claim.unit == "%" else claim.unit.partition(" ")[0]


def _own_words(grid: Grid, ways: str) -> str:
    """The label of the reader's own dot; empty where there is none."""
    own = next((cell.verdict.shown for cell in grid.decided if cell.is_own), "")
    return own and message(f"statement-strip-own-{ways}", value=own)


def _limits(cell: claims.Cell) -> tuple[float | None, float | None]:
    return cell.verdict.least, cell.verdict.most


def _lanes_view(tables: Tables, claim: Claim, grid: Grid) -> View:
    """As the strip, with a lane for each limit: one and the same value can hold in one of them."""
    unit = _axis_unit(claim)
    cells = {name: [c for c in grid.decided if c.way.column == name] for name in grid.columns}
    lanes = [
        strip.Lane(
            message(
                "statement-strip-lane",
                way=f"<b>{words.capital(name)}</b>",
                range=_range(*_limits(own[0]), unit),
            ),
            *_limits(own[0]),
            [_dot(cell) for cell in own],
        )
        for name, own in cells.items()
    ]
    numbers = {"held": str(grid.holding), "all": str(len(grid.decided))}
    caption = Caption(
        message("statement-strip-title-ways", statement=claim.title, **numbers),
        message("statement-strip-lanes-subtitle"),
        source=_source(tables, claim),
        alt=message("statement-strip-lanes-alt", lanes=str(len(lanes)), **numbers),
    )
    draw = partial(
        strip.draw_lanes,
        lanes,
        None if unit == "%" else claim.figure,
        unit=unit,
        figure_words=_limit(claim),
        own_words=_own_words(grid, "ways"),
    )
    return View(STRIP, caption, draw, _table(grid), decimals=2)


def _range(least: float | None, most: float | None, unit: str) -> str:
    """`450 to 550 km`, `more than 50 %`, `1 bn or more`."""
    if most is None and unit == "%":
        share = words.pct(least, 0 if least == round(least) else None)
        return message("statement-strip-range-share", share=share)
    if most is None:
        return message("statement-strip-range-least", least=_short(least), unit=unit)
    between = {"least": _short(least), "most": _short(most)}
    return message("statement-strip-range-between", unit=unit, **between)


def _short(value: float) -> str:
    return claim_card.short(value, 3)


def _is_half(claim: Claim) -> bool:
    return (claim.unit, claim.figure, claims.claim_comparison(claim)) == ("%", 50, ">")


def _limit(claim: Claim) -> str:
    """The threshold in words: `more than half`, `the statement: 500 km`."""
    if _is_half(claim):
        return message("statement-strip-limit-half")
    names = {"about": "about", ">": "over", ">=": "least", "<": "under", "<=": "most"}
    name = names[claims.claim_comparison(claim)]
    number = claim_card.short(claim.figure, 2)
    return message(f"statement-strip-limit-{name}", number=number, unit=claim.unit)


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
            message("statement-strip-what"): [cell.way.row for cell in cells],
            message("statement-strip-who"): [cell.way.detail for cell in cells],
            message("statement-strip-how"): [cell.way.column for cell in cells],
            message("statement-strip-value", unit=grid.claim.unit): [
                float("nan") if cell.verdict.value is None else cell.verdict.value for cell in cells
            ],
            message("statement-strip-verdict"): [WORDS[cell.verdict.status] for cell in cells],
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
    subtitle = message("report-course-subtitle", unit=claim.unit)
    if follows:
        subtitle = message(
            "report-course-subtitle-counted",
            aid=words.capital(in_words.subject(reading)),
            donors=in_words.donors_name(reading, tables),
            unit=message("report-course-per-cent") if claim.unit == "%" else claim.unit,
            first=words.month_name(first),
        )
    caption = Caption(
        title,
        subtitle,
        source=_source(tables, claim),
        alt=message("report-course-alt", title=title),
        scope=message("report-course-scope") if reading.last and follows else "",
        sentence=_course_sentence(claim, spans, follows),
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
        name=_line_name(tables, claim),
        colour=COLOURS.get(claim.rule, "ink"),
        shown=shown,
        threshold_words=_limit(claim),
        from_zero=follows,
        limits=limits,
        limit_words=tuple(f"{_short(one)} {claim.unit}" for one in limits or ()),
    )
    yes, no = message("report-course-yes"), message("report-course-no")
    table = pd.DataFrame(
        {
            message("report-course-column-month"): list(known.index),
            message("report-course-column-value", unit=claim.unit): [float(v) for v in known],
            message("report-course-column-holds"): [
                yes if _in(spans, month) else no for month in known.index
            ],
        }
    )
    return View(COURSE, caption, draw, table, decimals=2)


def _line_name(tables: Tables, claim: Claim) -> str:
    if claim.rule == "us_majority":
        return tables.group_names["us"]
    return message("report-course-people") if claim.rule == "population" else claim.title


def _no_course(tables: Tables, claim: Claim, reading: Reading) -> View:
    """Absent where a statement has no course; else why there is none under this Reading."""
    if not (claim.quantity or claim.rule == "us_majority"):
        return View(COURSE, ABSENT)
    title, found = message("report-course-title"), claims.verdict(tables, claim, reading)
    reason = message("report-course-too-short")
    if not found.decided:
        reason = found.sentence.striptags()
    return refused(COURSE, title, reading, tables, **PLAIN) or View(
        COURSE,
        Caption(title),
        refusal=Refusal(reason, Reading(), message("report-course-reset")),
    )


def _printed(claim: Claim, value: float) -> str:
    if claim.unit == "%":
        return words.pct(value)
    return f"{words.number(value, 2)}{words.NBSP}{claim.unit}"


def _in(spans: list[tuple[str, str]], month: str) -> bool:
    return any(first <= month <= last for first, last in spans)


def _course_title(months: int, of: int, spans: list[tuple[str, str]], follows: bool) -> str:
    if not spans:
        return message("report-course-none", all=str(of))
    if months == of:
        return message("report-course-all", all=str(of))
    return message(
        "report-course-some-counted" if follows else "report-course-some",
        held=str(months),
        all=str(of),
        month=words.month_name(spans[-1][1]),
    )


def _course_sentence(claim: Claim, spans: list[tuple[str, str]], follows: bool) -> Markup:
    if not spans:
        return sentence("report-course-fails-counted" if follows else "report-course-fails")
    months = words.listed([words.span(*span) for span in spans])
    if follows:
        return sentence("report-course-holds-counted", months=months)
    if claims.claim_comparison(claim) != "about":
        return sentence("report-course-holds", months=months)
    return sentence(
        "report-course-holds-in-band",
        months=months,
        least=_short(claim.figure - claim.tolerance),
        most=_short(claim.figure + claim.tolerance),
        unit=claim.unit,
    )


def _source(tables: Tables, claim: Claim) -> str:
    if claim.quantity or "aid" in claim.tables:
        return tables.source_line
    named = words.listed([tables.resource(name)["title"] for name in claim.tables])
    return message("report-source", tables=named)


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
        kind_fits = kind in ("", claims.claim_of(tables, claim).kind)
        fits = kind_fits and status in ("", verdict.status)
        found[f"claim-{claim}"] = (
            claim_card.small(tables, claim, verdict, claim == opened) if fits else ""
        )
    return found | {"claims-none": "" if any(found.values()) else message("report-no-statement")}


@lru_cache(maxsize=32)
def reviews(tables: Tables, address: Address) -> list[dict]:
    """All statements as schema.org has them, those that follow a Reading under the page's."""
    reading, found = plain(address.reading, tables), []
    for one in claims_of(tables).values():
        rule = claims.rule_of(one)
        follows = reading if rule and rule.sets_reading else Reading()
        found.append(claim_card.review(tables, one, follows))
    return found


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
    return sentence(
        "report-introduction",
        agency=tables.sources.set_index("source").loc[REPORT, "publisher"],
        date=words.day_name(flows.REPORT_DAY),
        all=str(every),
        counted=str(every - open_),
        open=str(open_),
    )


def announce(tables: Tables, old: Address, new: Address) -> Markup:
    """What a step of the reader's did to the verdicts."""
    if old.reading == new.reading:
        return Markup("")
    return claim_card.changes(tables, plain(old.reading, tables), plain(new.reading, tables))


def open_card(put: Put, prefix: str = "") -> Markup:
    """A statement around its charts and texts; `prefix` begins their names."""
    named = {name: f"{prefix}{name}" for name in CARD}
    return _HTML.open_card(prefix, named, put)


def cards(tables: Tables, put: Put) -> Markup:
    """The list of all statements, in the report's order."""
    return _HTML.cards(list(tables.claims["claim"]), put)


@lru_cache(maxsize=4)
def on_paper(tables: Tables) -> Markup:
    """Every statement with its verdict under the page's default reading, for print alone."""
    found = claims.verdicts(tables, Reading())
    return _HTML.on_paper(
        sentence("report-on-paper", reading=in_words.counting(Reading(), tables)),
        [
            claim_card.printed(claims.claim_of(tables, claim), verdict)
            for claim, verdict in found.items()
        ],
    )


def summary_lines(put: Put) -> Markup:
    """How many hold, and what the last step changed of it."""
    return _HTML.summary(put["claims-summary"])


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
