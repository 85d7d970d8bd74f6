"""Where arms come from: the shift from stockpiles to procurement to PURL, and PURL's packages."""

from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, refused
from widgets.chapters.carries.drawings import origins
from widgets.chapters.carries.over_time import ORIGIN_COLOURS, ORIGIN_NAMES
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Row, Tables
from widgets.words import day_name

NAME = "flows-origins"
TITLE = "Where arms come from"
FIXED = {
    "measure": "allocations",
    "kind": "military",
    "donors": "all",
    "eu_institutions": "own",
    "unit": "share",
}
YEAR = flows.MONTHS_PER_YEAR
NOTE = (
    "Published shares of each month, applied to the military allocations of all donors; no donor’s "
    "own split is known. “Not specified” is what the source does not know, or mixes."
)
ROW_TYPES = {
    "package": "Whole packages",
    "contribution": "Shares of a package",
    "announcement": "Announced without a sum",
    "cumulative": "Totals to a day, as stated",
}


def view(tables: Tables, reading: Reading) -> View:
    """The shares of stockpile, procurement, PURL and what is not specified, percent."""
    if refusal := refused(NAME, TITLE, reading, tables, **FIXED):
        return refusal
    fixed = reading.but(**FIXED)
    shares = flows.series(tables, fixed, "origin")
    over = flows.totals(tables, fixed, "origin") if not shares.dropna().empty else None
    if over is None or over.isna().all():
        return View(NAME, TITLE, refusal=NO_ARMS)
    title = _title(tables, fixed, over)
    said = {
        "monthly": "month by month",
        "cumulative": "added up",
        "rolling-12": "twelve months to each date",
    }[reading.rhythm]
    release = tables.release["first_month"], tables.release["last_month"]
    draw = partial(
        origins.draw,
        shares,
        ORIGIN_NAMES,
        ORIGIN_COLOURS | {"unspecified": "bar"},
        over if reading.rhythm == "monthly" else shares.dropna().iloc[-1],
        reading.window(tables),
        columns=reading.rhythm == "monthly",
        title=title,
        subtitle=f"Military allocations by origin, per cent, {said}, {words.span(*release)}",
        source=tables.source_line,
        alt=f"Stacked shares of four origins. {title}. Over the window: {_listed(over)}.",
        scope=scope(reading),
    )
    table = pd.DataFrame(
        {"Month": list(shares.index)}
        | {f"{ORIGIN_NAMES[key]}, %": list(shares[key]) for key in shares}
    )
    whole = fixed.but(unit="share", first=None, last=None)
    shows = in_words.shows(tables, whole, what="the origin of military allocations")
    if reading.first or reading.last:
        shows += " The sentence above counts your window."
    said = _sentence(tables, fixed, over)
    return View(NAME, title, draw, table, said, NOTE, decimals=1, shows=shows)


NO_ARMS = readings.Refusal("No military aid was allocated in your window.")


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
    return f"military allocations of all donors: not your {words.listed(names)}"


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
            return (
                f"Stockpiles: {words.pct(first)} in the first twelve months, "
                f"{words.pct(last)} in the last"
            )
    largest = over.idxmax()
    return f"{ORIGIN_NAMES[largest]}: {words.pct(over[largest])} of military aid"


def _listed(over: pd.Series) -> str:
    return words.listed([f"{ORIGIN_NAMES[k].lower()} {words.pct(v)}" for k, v in over.items()])


def _sentence(tables: Tables, reading: Reading, over: pd.Series) -> words.Markup:
    said = words.Markup(
        "{} {} of military aid was newly procured, {} came from stockpiles."
    ).format(
        words.when(*reading.window(tables)),
        words.pct(over["procurement"]),
        words.pct(over["stockpile"]),
    )
    monthly = flows.series(tables, reading.but(unit="eur-bn"), "origin", "monthly")["purl"]
    given = monthly[monthly > 0]
    if given.empty:
        return said
    return said + words.Markup(" PURL appears in {}; its share of the window is {}.").format(
        words.month_name(given.index[0]), words.pct(over["purl"])
    )


# --- PURL's packages -------------------------------------------------------------------


@lru_cache(maxsize=4)
def purl(tables: Tables) -> words.Markup:
    """What was announced for PURL, by type of row, each with its source; nothing is added up."""
    sources = tables.sources.set_index("source")
    parts = []
    for kind, name in ROW_TYPES.items():
        rows = tables.purl[tables.purl["row_type"] == kind].sort_values("date")
        if rows.empty:
            continue
        body = words.Markup("").join(_purl_row(tables, row, sources) for row in rows.itertuples())
        parts.append(
            words.Markup(
                '<tbody><tr><th colspan="5" scope="rowgroup"><b>{}</b></th></tr>{}</tbody>'
            ).format(name, body)
        )
    return words.Markup(
        '<details class="fold purl"><summary>PURL: packages and contributions, with their sources'
        '</summary><p class="note">Sums as announced. The groups overlap, so they are not added '
        "up: a share may be part of a package, and totals hold all of them.</p>"
        '<div class="scroll" tabindex="0" role="region" aria-label="PURL packages"><table>'
        '<caption class="hidden">PURL packages and contributions</caption><thead><tr>'
        '<th scope="col">Date</th><th scope="col">Who pays</th><th scope="col" class="n">Sum, '
        'million</th><th scope="col">What</th><th scope="col">Source</th></tr></thead>{}'
        "</table></div></details>"
    ).format(words.Markup("").join(parts))


def _purl_row(tables: Tables, row: Row, sources: pd.DataFrame) -> words.Markup:
    codes = row.contributors.split(";") if isinstance(row.contributors, str) else []
    who = words.listed(sorted(tables.donor_of[code] for code in codes)) if codes else "All together"
    amount = (
        "not stated"
        if pd.isna(row.amount_m)
        else f"{row.currency}{words.NBSP}{words.number(row.amount_m, 0)}"
    )
    source = sources.loc[row.source]
    url = source["url"] if isinstance(source["url"], str) else ""
    standing = words.Markup(' <span class="reported">reported</span>')
    return words.Markup(
        '<tr><th scope="row">{}</th><td>{}</td><td class="n">{}</td><td>{}{}</td><td>{}</td></tr>'
    ).format(
        day_name(pd.Timestamp(row.date).date()),
        who,
        amount,
        row.about,
        standing if row.confidence == "reported" else "",
        words.link(source["publisher"], url),
    )


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading),
        lambda address: Address(address.reading),
    )
}
