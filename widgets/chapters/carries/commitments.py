"""Commitments beside allocations: over time, and by donor, with what is still to be allocated."""

from datetime import date
from functools import partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, nothing_given, refused
from widgets.chapters.carries.drawings import commitments as promised
from widgets.chapters.carries.drawings.commitments import Jump
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.messages import message

OVER_TIME, BY_DONOR = "flows-promised", "flows-promised-donors"
FIXED = {"measure": "commitments", "kind": "all"}
DONORS = 15
JUMPS = 2
JUMP_FROM_PCT = 5.0  # of everything promised in the window


def over_time_view(tables: Tables, reading: Reading) -> View:
    """Promised and allocated, added up from the window's first month on, EUR bn."""
    caption = Caption(message("commitments-subject"))
    if refusal := refused(OVER_TIME, caption.title, reading, tables, **FIXED):
        return refusal
    sums = flows.to_be_allocated(tables, reading).over_time
    if not (sums[["committed", "allocated"]] > 0).any(axis=None):
        return View(OVER_TIME, caption, refusal=nothing_given(reading))
    end, last = sums.iloc[-1], words.month_name(sums.index[-1])
    found, title = jumps(tables, reading), _title(tables, reading, sums)
    note = message("commitments-note")
    if (sums["rest"] < -promised.LEAST_EUR_BN).any():
        note += f" {message('commitments-note-more-allocated')}"
    caption = Caption(
        title,
        subtitle=message("commitments-added-up", subtitle=_subtitle(tables, reading)),
        source=tables.source_line,
        alt=message(
            "commitments-alt",
            promised=words.eur_bn(end["committed"]),
            allocated=words.eur_bn(end["allocated"]),
            month=last,
            title=title,
        ),
        scope=scope(reading),
        sentence=_explained(tables, reading, found),
        note=note,
        shows=_shows(tables, reading, message("reading-shows-cumulative")),
    )
    months = {message("commitments-column-month"): list(sums.index)}
    table = pd.DataFrame(months | _columns(sums))
    return View(OVER_TIME, caption, partial(promised.over_time, sums, found), table)


def _columns(sums: pd.DataFrame) -> dict[str, list[float]]:
    names = ("committed", "allocated", "rest")
    return {message(f"commitments-column-{name}"): list(sums[name]) for name in names}


def _title(tables: Tables, reading: Reading, sums: pd.DataFrame) -> str:
    """What is left to be allocated when the window ends, or that nothing is."""
    end, month = sums.iloc[-1], words.month_name(sums.index[-1])
    if not (end["rest"] > 0 and end["committed"] > 0):
        return message("commitments-no-more", months=words.span(*reading.window(tables)))
    given = {
        "amount": words.eur_bn(end["rest"]),
        "share": words.pct(100 * end["rest"] / end["committed"]),
        "month": month,
    }
    if reading.first:  # a window's promises against its allocations, whatever was before
        when = "in" if len(sums) == 1 else "by"
        title = words.capital(message(f"commitments-more-{when}", **given))
    else:
        title = message("commitments-left", **given)
    return words.fitting(title, message("commitments-left-share", **given))  # of a very small sum


def by_donor_view(tables: Tables, reading: Reading) -> View:
    """Promised and allocated by donor over the window, EUR bn."""
    caption = Caption(message("commitments-by-donor"))
    if refusal := refused(BY_DONOR, caption.title, reading, tables, **FIXED):
        return refusal
    sums = flows.to_be_allocated(tables, reading).by_donor
    ordered = sums.sort_values("committed", ascending=False, kind="stable")
    given = ordered[(ordered[["committed", "allocated"]] != 0).any(axis=1)]
    if given.empty:
        return View(BY_DONOR, caption, refusal=nothing_given(reading))
    own = _own_rows(tables, reading, given)
    shown = pd.concat([given, own]).sort_values("committed", ascending=False, kind="stable")
    drawn = shown.head(DONORS + len(own))
    left, title = given["rest"].idxmax(), caption.title
    if given["rest"][left] > 0:
        title = message(
            "commitments-most-left",
            number=words.how_many(str(left)),
            donor=words.capital(words.the(left)),
            amount=words.eur_bn(given["rest"][left]),
        )
    subtitle = _subtitle(tables, reading)
    if len(given) > DONORS:
        subtitle = message(
            "commitments-largest", subtitle=subtitle, shown=str(DONORS), of=str(len(given))
        )
    note = _less(given)
    if len(own):
        note += f" {message('commitments-note-own-groups')}"
    caption = Caption(
        title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=message("commitments-by-donor-alt", title=title),
        scope=scope(reading),
        sentence=_rest_said(given),
        note=note,
        shows=_shows(tables, reading, message("sankey-as-a-sum")),
    )
    groups = tables.group_of | dict.fromkeys(own.index, "you")
    donors = {message("commitments-column-donor"): list(shown.index)}
    table = pd.DataFrame(donors | _columns(shown))
    return View(BY_DONOR, caption, partial(promised.by_donor, drawn, groups), table)


def _own_rows(tables: Tables, reading: Reading, given: pd.DataFrame) -> pd.DataFrame:
    """A row for each of the reader's groups: the sum of its donors that are counted."""
    rows = {}
    for group in reading.groups:
        members = [d for code in group.codes if (d := tables.donor_of[code]) in given.index]
        if members:
            rows[f"“{group.name}”"] = given.loc[members].sum()
    return pd.DataFrame(rows, index=given.columns).T


def _shows(tables: Tables, reading: Reading, how: str) -> str:
    counted = message("commitments-counted")
    return in_words.shows(tables, reading.but(unit="eur-bn"), how, counted)


def scope(reading: Reading) -> str:
    """What of the Reading these charts do not follow."""
    fields = {
        "kind": reading.kind != "all",
        "unit": reading.unit != "eur-bn",
    }
    names = [name for name, differs in fields.items() if differs]
    return message(f"commitments-scope-{'-'.join(names)}") if names else ""


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
        words.sentence(
            "commitments-explained",
            month=words.month_name(row.month),
            text=row.text,
            publisher=words.link(row.publisher, row.url if isinstance(row.url, str) else ""),
            day=words.day_name(date.fromisoformat(row.date)),
        )
        for row in rows.sort_values("month").itertuples()
    ]
    return words.Markup(" ").join(said)


def _subtitle(tables: Tables, reading: Reading) -> str:
    all_kinds = reading.but(unit="eur-bn", **FIXED)
    return in_words.subtitle(
        all_kinds, tables, *reading.window(tables), what=message("commitments-both")
    )


def _rest_said(given: pd.DataFrame) -> words.Markup:
    """How much of what is left belongs to the donor with most of it."""
    left = given["rest"].clip(lower=0)
    if not left.sum() > 0:
        return words.sentence("commitments-nothing-left")
    top = left[left > 0].nlargest(3)
    if len(top) < 2:
        return words.sentence("commitments-left-of-one", amount=words.eur_bn(left.sum()))
    return words.sentence(
        "commitments-left-of-most" if _gave_more(given) else "commitments-left-of-all",
        donors=words.capital(words.listed([words.the(donor) for donor in top.index])),
        share=words.pct(100 * top.sum() / left.sum()),
        amount=words.eur_bn(left.sum()),
    )


def _gave_more(given: pd.DataFrame) -> list[str]:
    """Donors whose allocations are above their promises."""
    return list(given.index[given["rest"] < -promised.LEAST_EUR_BN])


def _less(given: pd.DataFrame) -> str:
    """What it means that some allocated more than they promised."""
    less = _gave_more(given)
    note = message("commitments-note")
    if not less:
        return note
    donors = message("commitments-donors", number=str(len(less)))
    shown = words.listed(less) if len(less) < 5 else donors
    return f"{note} {message('commitments-note-less', donors=shown)}"


PARTS = {
    name: Part(
        lambda tables, address, view=view: view(tables, address.reading),
        lambda address: Address(address.reading),
    )
    for name, view in ((OVER_TIME, over_time_view), (BY_DONOR, by_donor_view))
}
