"""The report's statement that the US provides the majority of arms, under many readings."""

from functools import lru_cache

from widgets import dates, flows, words
from widgets import reading as readings
from widgets.reading import Reading
from widgets.tables import Tables

HALF_PCT = 50.0
ROWS = {
    ("Military allocations", "all donors"): Reading(),
    ("Military allocations", "Europe and US"): Reading(donors="europe-us"),
    ("All allocations", "all donors"): Reading(kind="all"),
    ("All allocations", "EU institutions left out"): Reading(kind="all", eu_institutions="out"),
    ("Commitments", "all donors"): Reading(measure="commitments", kind="all"),
}


def windows(tables: Tables) -> dict[str, tuple[str, str]]:
    """The spans of months that the report's day suggests, by printed name."""
    before = flows.last_full_month(flows.REPORT_DAY)
    first, last = tables.release["first_month"], tables.release["last_month"]
    return {
        words.short_span(first, before): (first, before),
        f"12 months to {dates.month_short(before)}": (flows.twelve_months_to(before), before),
        words.short_span(f"{before[:4]}-01", before): (f"{before[:4]}-01", before),
        "2022": ("2022-01", "2022-12"),
        "2023": ("2023-01", "2023-12"),
        words.short_span(first, last): (first, last),
    }


@lru_cache(maxsize=4)
def shares(tables: Tables) -> list[tuple[tuple[str, str], list[tuple[Reading, float]]]]:
    """For each row its readings, one a window, and the US share of each in percent."""
    grid = []
    for name, reading in ROWS.items():
        cells = []
        for first, last in windows(tables).values():
            cell = reading.but(first=first, last=last).normal(tables)
            cells.append((cell, flows.share_pct(tables, cell, "us", "bloc")))
        grid.append((name, cells))
    return grid


def holds_in(tables: Tables) -> tuple[int, int]:
    """In how many of the readings shown the US share is over half, and how many there are."""
    values = [value for _, cells in shares(tables) for _, value in cells]
    return sum(value > HALF_PCT for value in values), len(values)


def grid(tables: Tables, reading: Reading) -> words.Markup:
    """All readings side by side; each figure is a link that sets its reading."""
    Markup = words.Markup
    own = reading.but(unit="eur-bn", rhythm="monthly")
    head = Markup("").join(
        Markup('<th scope="col" class="n">{}</th>').format(name) for name in windows(tables)
    )
    body = Markup("").join(
        Markup('<tr><th scope="row"><b>{}</b><br>{}</th>{}</tr>').format(
            *name,
            Markup("").join(_cell(cell, value, cell == own, reading) for cell, value in cells),
        )
        for name, cells in shares(tables)
    )
    return Markup(
        '<table class="grid"><caption class="hidden">US share in per cent under each reading'
        '</caption><thead><tr><th scope="col">Reading</th>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)


def _cell(cell: Reading, value: float, own: bool, reading: Reading) -> words.Markup:
    query = cell.but(unit=reading.unit, rhythm=reading.rhythm).to_query()
    over = value > HALF_PCT
    return words.Markup(
        '<td class="n{}"><a href="?{}" data-query="{}"><span aria-hidden="true">{}</span> {}'
        '<span class="hidden"> {}{}</span></a></td>'
    ).format(
        " own" if own else "",
        query,
        query,
        "●" if over else "○",
        words.number(value),
        "more than half" if over else "half or less",
        ", your reading" if own else "",
    )


def sentence(tables: Tables, reading: Reading) -> words.Markup:
    """The statement under the reader's own Reading, or why it cannot be computed."""
    if refusal := readings.refusal(reading, tables):
        return words.refusal(refusal)
    held, of = holds_in(tables)
    return words.us_share(tables, reading) + words.Markup(
        " The share of the United States is over half under {} of the {} readings below."
    ).format(held, of)
