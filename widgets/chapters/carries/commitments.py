"""Commitments beside allocations: over time, and by donor, with what is still to be allocated."""

from datetime import date
from functools import partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, nothing_given, refused
from widgets.chapters.carries.drawings import commitments as promised
from widgets.chapters.carries.drawings.commitments import Jump
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

OVER_TIME, BY_DONOR = "flows-promised", "flows-promised-donors"
FIXED = {"measure": "commitments", "kind": "all"}
DONORS = 15
JUMPS = 2
JUMP_FROM_PCT = 5.0  # of everything promised in the window
NOTE = (
    "Both count aid of all kinds, since promises are not split by kind; months "
    "are those of decision."
)


def over_time_view(tables: Tables, reading: Reading) -> View:
    """Promised and allocated, added up from the window's first month on, EUR bn."""
    title = "What was promised and what is allocated"
    if refusal := refused(OVER_TIME, title, reading, tables, **FIXED):
        return refusal
    sums = flows.to_be_allocated(tables, reading).over_time
    if not (sums[["committed", "allocated"]] > 0).any(axis=None):
        return View(OVER_TIME, title, refusal=nothing_given(reading))
    end, last = sums.iloc[-1], words.month_name(sums.index[-1])
    found = jumps(tables, reading)
    if end["rest"] > 0 and end["committed"] > 0:
        share = words.pct(100 * end["rest"] / end["committed"])
        left = f"{words.eur_bn(end['rest'])} or {share}"
        if reading.first:  # a window's promises against its allocations, whatever was before
            title = f"{words.capital(words.eur_bn(end['rest']))} more promised than allocated"
            title += f" {'in' if len(sums) == 1 else 'by'} {last}, {share} of promises"
        else:
            title = f"By {last}, {left} of promises is still to be allocated"
        if len(title) > 80:  # of a very small sum
            title = f"By {last}, {share} of promises is still to be allocated"
    else:
        window = words.span(*reading.window(tables))
        title = f"{window}: no more was newly promised than allocated"
    draw = partial(
        promised.over_time,
        sums,
        found,
        title=title,
        subtitle=_subtitle(tables, reading) + ", added up",
        source=tables.source_line,
        alt=f"Two lines: promised {words.eur_bn(end['committed'])} and allocated "
        f"{words.eur_bn(end['allocated'])} by {last}. {title}.",
        scope=scope(reading),
    )
    table = pd.DataFrame(
        {
            "Month": list(sums.index),
            "Promised, EUR bn": list(sums["committed"]),
            "Allocated, EUR bn": list(sums["allocated"]),
            "Still to be allocated, EUR bn": list(sums["rest"]),
        }
    )
    note = NOTE
    if (sums["rest"] < -promised.LEAST_EUR_BN).any():
        note += " Where the bold line is above the thin one, more was allocated than promised."
    said, shows = _explained(tables, reading, found), _shows(tables, reading, "added up")
    return View(OVER_TIME, title, draw, table, said, note, shows=shows)


def by_donor_view(tables: Tables, reading: Reading) -> View:
    """Promised and allocated by donor over the window, EUR bn."""
    title = "Who has promised more than it has allocated"
    if refusal := refused(BY_DONOR, title, reading, tables, **FIXED):
        return refusal
    sums = flows.to_be_allocated(tables, reading).by_donor
    ordered = sums.sort_values("committed", ascending=False, kind="stable")
    given = ordered[(ordered[["committed", "allocated"]] != 0).any(axis=1)]
    if given.empty:
        return View(BY_DONOR, title, refusal=nothing_given(reading))
    own = _own_rows(tables, reading, given)
    shown = pd.concat([given, own]).sort_values("committed", ascending=False, kind="stable")
    drawn = shown.head(DONORS + len(own))
    left = given["rest"].idxmax()
    if given["rest"][left] > 0:
        title = (
            f"{words.capital(words.the(left))} {_have(left)} most left to allocate: "
            f"{words.eur_bn(given['rest'][left])}"
        )
    which = f"{DONORS} largest of {len(given)} donors" if len(given) > DONORS else ""
    subtitle = _subtitle(tables, reading) + (f", {which}" if which else "")
    draw = partial(
        promised.by_donor,
        drawn,
        tables.group_of | dict.fromkeys(own.index, "you"),
        title=title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=f"Bars of what is allocated and what is left, by donor. {title}.",
        scope=scope(reading),
    )
    table = pd.DataFrame(
        {
            "Donor": list(shown.index),
            "Promised, EUR bn": list(shown["committed"]),
            "Allocated, EUR bn": list(shown["allocated"]),
            "Still to be allocated, EUR bn": list(shown["rest"]),
        }
    )
    note = _less(given)
    if len(own):
        note += " Your groups hold donors that are listed too: do not add them."
    shows = _shows(tables, reading, "as a sum")
    return View(BY_DONOR, title, draw, table, _rest_said(given), note, shows=shows)


def _own_rows(tables: Tables, reading: Reading, given: pd.DataFrame) -> pd.DataFrame:
    """A row for each of the reader's groups: the sum of its donors that are counted."""
    rows = {}
    for group in reading.groups:
        members = [d for code in group.codes if (d := tables.donor_of[code]) in given.index]
        if members:
            rows[f"“{group.name}”"] = given.loc[members].sum()
    return pd.DataFrame(rows, index=given.columns).T


def _shows(tables: Tables, reading: Reading, how: str) -> str:
    counted = "commitments and allocations of all kinds"
    return in_words.shows(tables, reading.but(unit="eur-bn"), how, counted)


def scope(reading: Reading) -> str:
    """What of the Reading these charts do not follow."""
    fields = {
        "kind": reading.kind != "all",
        "unit": reading.unit != "eur-bn",
    }
    names = [name for name, differs in fields.items() if differs]
    what = {"kind": "all kinds", "unit": "EUR bn"}
    if not names:
        return ""
    return f"{', '.join(what[name] for name in names)}: not your {' and '.join(names)}"


def jumps(tables: Tables, reading: Reading) -> list[Jump]:
    """The months in which one donor's sum still to be allocated rose most, in order of time.

    At most `JUMPS`, each at least `JUMP_FROM_PCT` of all that was promised in the window.
    """
    months = flows.window_months(tables, reading)
    donors = readings.counted_donors(reading.but(**FIXED), tables)
    rows = tables.commitments
    rows = rows[rows["month"].isin(months) & rows["donor"].isin(donors)]
    least = rows["commitments_eur_bn"].sum() * JUMP_FROM_PCT / 100
    rows = rows[rows["to_be_allocated_eur_bn"] >= max(least, 0.01)]
    rows = rows.sort_values("to_be_allocated_eur_bn", ascending=False).drop_duplicates("month")
    largest = rows.head(JUMPS).sort_values("month")
    columns = ["month", "donor", "to_be_allocated_eur_bn"]
    return [Jump(*row) for row in largest[columns].itertuples(index=False)]


def _explained(tables: Tables, reading: Reading, found: list[Jump]) -> words.Markup:
    """What stands behind the jumps that are drawn, each with its source."""
    rows = tables.promises.merge(tables.sources[["source", "publisher", "date", "url"]])
    drawn = {(jump.month, jump.donor) for jump in found}
    rows = rows[[pair in drawn for pair in zip(rows["month"], rows["donor"], strict=True)]]
    said = [
        words.Markup("{}: {} ({}, {})").format(
            words.month_name(row.month),
            row.text,
            words.link(row.publisher, row.url if isinstance(row.url, str) else ""),
            words.day_name(date.fromisoformat(row.date)),
        )
        for row in rows.sort_values("month").itertuples()
    ]
    return words.Markup(" ").join(said)


def _subtitle(tables: Tables, reading: Reading) -> str:
    all_kinds = reading.but(unit="eur-bn", **FIXED)
    said = in_words.subtitle(all_kinds, tables, *reading.window(tables))
    return said.replace("Commitments", "Commitments and allocations", 1)


def _have(donor: str) -> str:
    return "have" if donor.endswith("institutions") else "has"


def _rest_said(given: pd.DataFrame) -> words.Markup:
    """How much of what is left belongs to the donor with most of it."""
    left = given["rest"].clip(lower=0)
    if not left.sum() > 0:
        return words.Markup("No donor promised more than it allocated in these months.")
    top = left[left > 0].nlargest(3)
    if len(top) < 2:
        return words.Markup("{} is still to be allocated.").format(words.eur_bn(left.sum()))
    less = ", without those that allocated more than they promised" if _gave_more(given) else ""
    return words.Markup("{} hold {} of the {} that donors still have to allocate{}.").format(
        words.capital(words.listed([words.the(donor) for donor in top.index])),
        words.pct(100 * top.sum() / left.sum()),
        words.eur_bn(left.sum()),
        less,
    )


def _gave_more(given: pd.DataFrame) -> list[str]:
    """Donors whose allocations are above their promises."""
    return list(given.index[given["rest"] < -promised.LEAST_EUR_BN])


def _less(given: pd.DataFrame) -> str:
    """What it means that some allocated more than they promised."""
    less = _gave_more(given)
    if not less:
        return NOTE
    shown = words.listed(less) if len(less) < 5 else f"{len(less)} donors"
    return (
        f"{NOTE} For {shown} more is recorded as allocated than as promised in these months; "
        "nothing is drawn as left."
    )


PARTS = {
    name: Part(
        lambda tables, address, view=view: view(tables, address.reading),
        lambda address: Address(address.reading),
    )
    for name, view in ((OVER_TIME, over_time_view), (BY_DONOR, by_donor_view))
}
