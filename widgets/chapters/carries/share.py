"""The share of the United States: twelve months to each month."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import View, nothing_given, refused
from widgets.chapters.carries.drawings import share
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables


def share_view(tables: Tables, reading: Reading) -> View:
    """The United States' share, twelve months to each month, whatever rhythm or window."""
    name, title = "us-share", "The share of the United States"
    fixed = {"rhythm": "rolling-12", "unit": "share", "first": None, "last": None}
    if refusal := refused(name, title, reading, tables, **fixed):
        return refusal
    twelve = reading.but(**fixed)
    shares = flows.series(tables, twelve, "bloc")
    if "us" not in shares:
        return View(
            name,
            title,
            refusal=readings.Refusal(
                "The United States is not among the donors you count.",
                reading.but(donors="all"),
                "Count all donors",
            ),
        )
    us = shares["us"]
    known = us.dropna()
    if known.empty:
        return View(name, title, refusal=nothing_given(reading))
    before = flows.last_full_month(flows.REPORT_DAY)
    title = (
        f"The US share: {words.pct(known.max())} at its height, "
        f"{words.pct(known.iloc[-1])} in the year to {words.month_name(known.index[-1])}"
    )
    table = pd.DataFrame({"Twelve months to": list(us.index), "United States, %": list(us)})
    draw = partial(
        share.draw,
        known,
        name="United States",
        colour="us",
        title=title,
        subtitle=words.capital(
            f"United States, per cent of {in_words.subject(reading)} of "
            f"{in_words.donors_name(reading, tables)}, twelve months to each date"
        ),
        source=tables.source_line,
        scope="whole release: not your window" if reading.first or reading.last else "",
    )
    sentence = _share_sentence(tables, reading, known, before)
    shows = in_words.shows(tables, twelve)
    return View(name, title, draw, table, sentence, decimals=1, shows=shows)


def _share_sentence(
    tables: Tables, reading: Reading, known: pd.Series, before: str
) -> words.Markup:
    if before not in known.index:
        return words.Markup("")
    sums = flows.window_sums(tables, reading.but(first=None, last=before), "bloc")
    added = 100 * sums["us"] / sums.sum()
    text = "Over the twelve months before the report the share was {}; added up from {} it was {}."
    return words.Markup(text).format(
        words.figure(words.pct(known[before]), "us"),
        words.month_name(tables.release["first_month"]),
        words.figure(words.pct(added), "us"),
    )
