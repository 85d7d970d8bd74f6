"""Who carries the aid: share, flows over time, Sankey, ranking. One View a chart."""

from functools import partial

import pandas as pd

from widgets import flows, words
from widgets import reading as readings
from widgets.address import Address
from widgets.board import Part, Put, slot
from widgets.explorer import Explorer, chapter
from widgets.explorers import commitments, origins, over_time, own_groups, sankey, share
from widgets.figures import ranking
from widgets.link import Link
from widgets.reading import Reading
from widgets.tables import Tables
from widgets.view import View, nothing_given, refused

RANKED = 15


def explorer(link: Link | Reading | None = None) -> Explorer:
    """The chapter for a notebook; a `Link` joins it to others, a Reading is its first."""
    return chapter(PARTS, link, texts, before=(*CONTROLS, *TEXTS))


CONTROLS = ("flow-split", "flow-diagram")
TEXTS = ("own-groups", "flow-steps", "purl")


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The chapter's passages that follow the Address."""
    return {
        "own-groups": str(own_groups.text(tables, address)),
        "flow-steps": str(sankey.steps(tables, address)),
        "purl": str(origins.purl(tables)),
    }


# --- ranking -------------------------------------------------------------------------

HEADS = {
    "eur-bn": "EUR bn",
    "share": "per cent of all counted",
    "pct-gdp": "% of the donor’s 2021 GDP",
    "per-head": "EUR per head",
}
LEADS = {
    "eur-bn": "in euros",
    "share": "by share",
    "pct-gdp": "by size of economy",
    "per-head": "per head",
}


def ranking_view(tables: Tables, reading: Reading) -> View:
    """The largest donors of the window in the Reading's unit, and beside it in another."""
    name, title = "flows-ranking", "Who gave most"
    if refusal := refused(name, title, reading, tables, by_month=False):
        return refusal
    if not flows.total_eur_bn(tables, reading) > 0:
        return View(name, title, refusal=nothing_given(reading))
    all_units = pd.DataFrame(
        {unit: flows.totals(tables, reading.but(unit=unit), "donor") for unit in readings.UNITS}
    )
    all_units = all_units.dropna(how="all")  # not a member in any month of the window
    other = "pct-gdp" if reading.unit in ("eur-bn", "share") else "eur-bn"
    ordered = all_units.sort_values(reading.unit, ascending=False, na_position="last")
    given = ordered if isinstance(reading.donors, tuple) else ordered[ordered["eur-bn"] != 0]
    drawn = given.head(RANKED)[[reading.unit, other]]
    title = _ranking_title(all_units, reading.unit, other) or title
    first, last = reading.window(tables)
    which = (
        f"{len(drawn)} largest of {len(ordered)} donors"
        if len(drawn) < len(ordered)
        else f"{len(ordered)} donor{'s' if len(ordered) > 1 else ''}"
    )
    subtitle = f"{words.capital(words.subject(reading))}, {words.span(first, last)}, {which}"
    draw = partial(
        ranking.draw,
        drawn,
        tables.group_of,
        HEADS,
        title=title,
        subtitle=subtitle,
        source=words.source_line(tables),
        alt=f"Bars: {subtitle}. {title}.",
    )
    table = ordered.rename(columns=readings.UNITS).rename_axis("Donor").reset_index()
    table.insert(0, "Rank", range(1, len(table) + 1))
    note = "GDP is of 2021, population of 2024. The EU institutions have neither."
    return View(name, title, draw, table, _ranking_sentence(all_units), note)


def _ranking_title(all_units: pd.DataFrame, unit: str, other: str) -> str:
    """Who leads in each of two units; units in which nobody has a value are left out."""
    leaders = {u: all_units[u].idxmax() for u in (unit, other) if (all_units[u] > 0).any()}
    if not leaders:
        return ""
    first = words.the(leaders.get(unit) or leaders[other])
    if len(all_units) == 1:
        value = words.amount(float(all_units["eur-bn"].iloc[0]), "eur-bn")
        return f"{words.capital(first)}: {value}"
    if len(leaders) == 1:
        return f"{words.capital(LEADS[next(iter(leaders))])} {first} {words.leads(first)}"
    second = words.the(leaders[other])
    if first == second:
        return f"{words.capital(first)} {words.leads(first)} {LEADS[unit]} and {LEADS[other]}"
    does = "do" if second == "the EU institutions" else "does"
    return (
        f"{words.capital(LEADS[unit])} {first} {words.leads(first)}; {LEADS[other]} {second} {does}"
    )


def _ranking_sentence(all_units: pd.DataFrame) -> words.Markup:
    top = all_units["pct-gdp"].nlargest(5)
    top = top[top > 0]
    if top.empty:
        return words.Markup("")
    listed = words.listed([f"{d} {words.pct(v, 2)}" for d, v in top.items()])
    text = f"Measured against the economy of 2021: {listed}"
    if "United States" in all_units.index and "United States" not in top:
        us = all_units.loc["United States", "pct-gdp"]
        text += f"; the United States {words.pct(us, 2)}"
    return words.Markup("{}.").format(text)


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.Markup('<div class="beside"><div>'),
            words.prose(
                "Coordination is not the same as carrying. These charts count what donors "
                "decided to give, month by month, under your reading."
            ),
            words.Markup("</div>"),
            words.definitions(tables, ["military-aid", "stockpile", "procurement", "purl"]),
            words.Markup("</div>"),
            _text("own-groups", put),
            slot("flow-split", put),
            slot("flows-over-time", put),
            slot("month", put),
            words.Markup('<div data-text="month-events" aria-live="polite">{}</div>').format(
                put["month-events"]
            ),
            slot("flow-diagram", put),
            _text("flow-steps", put),
            slot("flows-sankey", put),
            slot(commitments.OVER_TIME, put),
            slot(commitments.BY_DONOR, put),
            slot(origins.NAME, put),
            _text("purl", put),
            slot("flows-ranking", put),
        ]
    )


def _text(name: str, put: Put) -> words.Markup:
    return words.Markup('<div class="text-{0}" data-text="{0}">{1}</div>').format(name, put[name])


PARTS = (
    {
        "us-share": Part(
            lambda tables, address: share.share_view(tables, address.reading),
            lambda address: Address(address.reading),
        )
    }
    | over_time.PARTS
    | sankey.PARTS
    | commitments.PARTS
    | origins.PARTS
    | {
        "flows-ranking": Part(
            lambda tables, address: ranking_view(tables, address.reading),
            lambda address: Address(address.reading),
        )
    }
)
