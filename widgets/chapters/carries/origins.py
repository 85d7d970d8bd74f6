"""Where arms come from: the shift from stockpiles to procurement to PURL, and PURL's packages."""

from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, refused
from widgets.chapters.carries.drawings import origins
from widgets.chapters.carries.over_time import ORIGIN_COLOURS, ORIGIN_NAMES
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Row, Tables
from widgets.words.messages import message
from widgets.words.templates import macros

NAME = "flows-origins"
TITLE = message("origins-subject")
FIXED = {
    "measure": "allocations",
    "kind": "military",
    "donors": "all",
    "eu_institutions": "own",
    "unit": "share",
}
YEAR = flows.MONTHS_PER_YEAR
ROW_TYPES = {
    row_type: message(f"origins-purl-{row_type}")
    for row_type in ("package", "contribution", "announcement", "cumulative")
}


def view(tables: Tables, reading: Reading) -> View:
    """The shares of stockpile, procurement, PURL and what is not specified, percent."""
    if refusal := refused(NAME, TITLE, reading, tables, **FIXED):
        return refusal
    fixed = reading.but(**FIXED)
    shares = flows.series(tables, fixed, "origin")
    over = flows.totals(tables, fixed, "origin") if not shares.dropna().empty else None
    if over is None or over.isna().all():
        return View(NAME, Caption(TITLE), refusal=NO_ARMS)
    title = _title(tables, fixed, over)
    release = tables.release["first_month"], tables.release["last_month"]
    whole = fixed.but(unit="share", first=None, last=None)
    shows = in_words.shows(tables, whole, what=message("origins-counted"))
    if reading.first or reading.last:
        shows += f" {message('origins-sentence-counts-window')}"
    caption = Caption(
        title,
        subtitle=message(f"origins-subtitle-{reading.rhythm}", months=words.span(*release)),
        source=tables.source_line,
        alt=message("origins-alt", title=title, origins=_listed(over)),
        scope=scope(reading),
        sentence=_sentence(tables, fixed, over),
        note=message("origins-note"),
        shows=shows,
    )
    draw = partial(
        origins.draw,
        shares,
        ORIGIN_NAMES,
        ORIGIN_COLOURS | {"unspecified": "bar"},
        over if reading.rhythm == "monthly" else shares.dropna().iloc[-1],
        reading.window(tables),
        columns=reading.rhythm == "monthly",
    )
    table = pd.DataFrame(
        {message("over-time-column-month"): list(shares.index)}
        | {message("origins-column", origin=ORIGIN_NAMES[k]): list(shares[k]) for k in shares}
    )
    return View(NAME, caption, draw, table, decimals=1)


NO_ARMS = readings.Refusal(message("origins-no-arms"))


def scope(reading: Reading) -> str:
    """What of the Reading this chart does not follow."""
    differs = {
        "measure": reading.measure != "allocations",
        "kind": reading.kind != "military",
        "donors": reading.donors != "all",
    }
    names = [name for name, is_other in differs.items() if is_other]
    if not names:
        return ""
    fields = [message(f"origins-scope-{name}") for name in names]
    return message("origins-scope", fields=words.listed(fields))


def _spans(tables: Tables, reading: Reading) -> tuple[Reading, Reading] | None:
    """The first and the last twelve months of the window, if they do not overlap."""
    months = flows.window_months(tables, reading)
    if len(months) < 2 * YEAR:
        return None
    return (
        reading.but(first=months[0], last=months[YEAR - 1]),
        reading.but(first=months[-YEAR], last=months[-1]),
    )


def _title(tables: Tables, reading: Reading, over: pd.Series) -> str:
    """How the share of stockpiles changed, or what is largest in a short window."""
    if spans := _spans(tables, reading):
        first, last = (flows.totals(tables, r, "origin")["stockpile"] for r in spans)
        if not pd.isna([first, last]).any():
            return message("origins-title", first=words.pct(first), last=words.pct(last))
    largest = over.idxmax()
    return message(
        "origins-title-largest", origin=ORIGIN_NAMES[largest], share=words.pct(over[largest])
    )


def _listed(over: pd.Series) -> str:
    return words.listed([f"{ORIGIN_NAMES[k].lower()} {words.pct(v)}" for k, v in over.items()])


def _sentence(tables: Tables, reading: Reading, over: pd.Series) -> words.Markup:
    said = words.sentence(
        "origins-sentence",
        when=words.when(*reading.window(tables)),
        procurement=words.pct(over["procurement"]),
        stockpile=words.pct(over["stockpile"]),
    )
    monthly = flows.series(tables, reading.but(unit="eur-bn"), "origin", "monthly")["purl"]
    given = monthly[monthly > 0]
    if given.empty:
        return said
    month, share = words.month_name(given.index[0]), words.pct(over["purl"])
    return words.Markup("{} {}").format(
        said, words.sentence("origins-purl-appears", month=month, share=share)
    )


# --- PURL's packages -------------------------------------------------------------------


PURL_COLUMNS = ("date", "payer", "sum", "what", "source")
_HTML = macros(Path(__file__).parent / "templates", "purl.html")


@lru_cache(maxsize=4)
def purl(tables: Tables) -> words.Markup:
    """What was announced for PURL, by type of row, each with its source; nothing is added up."""
    sources = tables.sources.set_index("source")
    parts = []
    for kind, name in ROW_TYPES.items():
        rows = tables.purl[tables.purl["row_type"] == kind].sort_values("date")
        if rows.empty:
            continue
        parts.append((name, [_purl_row(tables, row, sources) for row in rows.itertuples()]))
    return _HTML.purl(PURL_COLUMNS, parts)


def _purl_row(tables: Tables, row: Row, sources: pd.DataFrame) -> tuple:
    codes = row.contributors.split(";") if isinstance(row.contributors, str) else []
    who = words.listed(sorted(tables.donor_of[code] for code in codes)) if codes else ""
    who = who or message("origins-purl-all-together")
    amount = (
        message("origins-purl-not-stated")
        if pd.isna(row.amount_m)
        else f"{row.currency}{words.NBSP}{words.number(row.amount_m, 0)}"
    )
    source = sources.loc[row.source]
    url = source["url"] if isinstance(source["url"], str) else ""
    return (
        words.day_name(pd.Timestamp(row.date).date()),
        who,
        amount,
        row.about,
        row.confidence == "reported",
        words.link(source["publisher"], url),
    )


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading),
        lambda address: Address(address.reading),
    )
}
