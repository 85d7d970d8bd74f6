"""The share of the United States: twelve months to each month."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View, nothing_given, refused
from widgets.chapters.carries.drawings import share
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.messages import message


def share_view(tables: Tables, reading: Reading) -> View:
    """The United States' share, twelve months to each month, whatever rhythm or window."""
    name, caption = "us-share", Caption(message("us-share-subject"))
    fixed = {"rhythm": "rolling-12", "unit": "share", "first": None, "last": None}
    if refusal := refused(name, caption.title, reading, tables, **fixed):
        return refusal
    twelve = reading.but(**fixed)
    shares = flows.series(tables, twelve, "bloc")
    if "us" not in shares:
        return View(
            name,
            caption,
            refusal=readings.Refusal(
                message("us-share-not-counted"),
                reading.but(donors="all"),
                message("reading-remedy-donors"),
            ),
        )
    us = shares["us"]
    known = us.dropna()
    if known.empty:
        return View(name, caption, refusal=nothing_given(reading))
    before = flows.last_full_month(flows.REPORT_DAY)
    us_name = tables.donor_of[readings.US_ISO3]
    highest, last = words.pct(known.max()), words.pct(known.iloc[-1])
    last_month = words.month_name(known.index[-1])
    caption = Caption(
        message("us-share-title", highest=highest, last=last, month=last_month),
        subtitle=message(
            "us-share-subtitle",
            what=in_words.subject(reading),
            donors=in_words.donors_name(reading, tables),
        ),
        source=tables.source_line,
        alt=message(
            "us-share-alt",
            highest=highest,
            month=words.month_name(known.idxmax()),
            last=last,
            last_month=last_month,
        ),
        scope=message("us-share-scope") if reading.first or reading.last else "",
        sentence=_share_sentence(tables, reading, known, before),
        shows=in_words.shows(tables, twelve),
    )
    column = message("us-share-column", donor=us_name)
    table = pd.DataFrame({message("us-share-column-to"): list(us.index), column: list(us)})
    draw = partial(share.draw, known, name=us_name, colour="us")
    return View(name, caption, draw, table, decimals=1)


def _share_sentence(
    tables: Tables, reading: Reading, known: pd.Series, before: str
) -> words.Markup:
    if before not in known.index:
        return words.Markup("")
    sums = flows.window_sums(tables, reading.but(first=None, last=before), "bloc")
    added = 100 * sums["us"] / sums.sum()
    return words.sentence(
        "us-share-sentence",
        share=words.figure(words.pct(known[before]), "us"),
        month=words.month_name(tables.release["first_month"]),
        added=words.figure(words.pct(added), "us"),
    )
