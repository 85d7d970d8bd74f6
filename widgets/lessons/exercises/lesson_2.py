"""Shares and denominators: one statement, many readings."""

from widgets import claims, words
from widgets.lessons.check import Frame, Number, Question
from widgets.lessons.exercises.asked import asked, choice
from widgets.lessons.exercises.choices import DONORS, LAST_MONTHS
from widgets.reading import in_words
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"last": LAST_MONTHS, "donor": DONORS}
TOP = 5


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """2.1 why two shares differ, 2.2 Europe, 2.3 its window, 2.4 the grid, 2.5 % of GDP."""
    last = given["last"]
    first = f"{last[:4]}-01"
    reading = Reading(last=last)
    share, europe = flows.share_pct(tables, reading), flows.europe_pct(tables, reading)
    all_kinds = flows.share_pct(tables, reading.but(kind="all"))
    of_all_kinds = flows.europe_pct(tables, reading.but(kind="all"))
    in_year = flows.europe_pct(tables, reading.but(first=first))
    grid = claims.grid(tables, "majority", Reading())
    subject = in_words.subject(Reading())
    military = words.capital(subject)
    of_military = [cell.verdict.holds for cell in grid.decided if cell.way.row == military]
    of_gdp = flows.totals(tables, reading.but(unit="pct-gdp"), "donor").nlargest(TOP)
    every_kind = flows.totals(tables, reading.but(unit="pct-gdp", kind="all"), "donor").nlargest(
        TOP
    )
    per_head = flows.totals(tables, reading.but(unit="per-head"), "donor").nlargest(TOP)
    euros = flows.window_sums(tables, reading, "donor").nlargest(TOP)
    values = {
        "span": words.span(tables.release["first_month"], last),
        "first": first,
        "last": last,
        "us": words.pct(share),
        "us_all_kinds": words.pct(all_kinds),
        "subject": subject,
        "holding": sum(of_military),
        "of": len(of_military),
        "all_holding": grid.holding,
        "of_all": len(grid.decided),
        "top": TOP,
    }
    return {
        "2.1": choice("2.1", "b", values),
        "2.2": asked(
            Number,
            "2.2",
            values,
            size="look",
            key=europe,
            unit="percent",
            tolerance=0.11,
            how="flows.europe_pct(tables, Reading(last=given['last']))",
            mistakes={
                "all-kinds": of_all_kinds,
                "us": share,
                "rest": 100 - share,
                "without-others": 100 * europe / (share + europe),
            },
            hints=2,
        ),
        "2.3": asked(
            Number,
            "2.3",
            values,
            size="change",
            key=in_year,
            unit="percent",
            tolerance=0.06,  # in one variant both windows give nearly the same
            how=(
                "flows.europe_pct(tables, Reading(first=given['last'][:4] + '-01',"
                " last=given['last']))"
            ),
            mistakes={
                "whole-window": europe,
                "us": flows.share_pct(tables, reading.but(first=first)),
                "all-kinds": flows.europe_pct(tables, reading.but(first=first, kind="all")),
                "window-open": flows.europe_pct(tables, reading.but(first=first, last=None)),
            },
        ),
        "2.4": asked(
            Number,
            "2.4",
            values,
            size="change",
            key=float(sum(of_military)),
            unit="readings",
            tolerance=0,
            how=(
                "sum(cell.verdict.holds for cell in claims.grid(tables, 'majority', "
                f"Reading()).decided if cell.way.row == {military!r})"
            ),
            mistakes={
                "all-readings": float(grid.holding),
                "number": float(len(of_military)),
                "not-holding": float(len(of_military) - sum(of_military)),
            },
            hints=2,
        ),
        "2.5": asked(
            Frame,
            "2.5",
            values,
            size="build",
            key=of_gdp.rename_axis("donor"),
            unit="pct-gdp",
            tolerance=0.006,
            how=(
                "flows.totals(tables, Reading(unit='pct-gdp', last=given['last']),"
                " 'donor').nlargest(5)"
            ),
            mistakes={
                "fractions": of_gdp / 100,
                "all-kinds": every_kind.rename_axis("donor"),
                "per-head": per_head.rename_axis("donor"),
                "euros": euros.rename_axis("donor"),
                "shares": (100 * euros / euros.sum()).rename_axis("donor"),
            },
            hints=2,
        ),
    }
