"""What must hold in our rows on PURL and on large promises."""

from collections.abc import Iterator

from builder.checks_aid import all_months
from builder.checks_aid import month_of as months_of
from builder.dates import is_edtf
from builder.finding import below_zero, first, repeated, unknown
from builder.read import Frames

ROW_TYPES = ["package", "contribution", "announcement", "cumulative"]
WITH_A_SUM = ["package", "cumulative"]


def keys(data: Frames) -> Iterator[str]:
    """No record stands there twice."""
    yield from repeated(data, "purl", ["row"])
    yield from repeated(data, "promises", ["promise"])
    yield from repeated(data, "promises", ["month", "donor"])


def references(data: Frames) -> Iterator[str]:
    """Donors, events and sources that are named exist; so do the months."""
    found = sorted(months_of(data["totals"]))
    months = all_months(found[0], found[-1]) if found else []
    yield from unknown(data, "promises", "month", months, "use a month of the release")
    donors = data["donors"]["donor"]
    yield from unknown(data, "promises", "donor", donors, "use a donor of editor/donors.csv")
    events = data["events"]["event"]
    remedy = "name an event of editor/events.csv"
    yield from unknown(data, "promises", "event", events, remedy, optional=True)
    for name in ["promises", "purl"]:
        remedy = "add it to data/editor/sources.csv"
        yield from unknown(data, name, "source", data["sources"]["source"], remedy)
    codes = set(data["donors"]["iso3"])
    yield from first(
        data,
        "purl",
        ~data["purl"]["contributors"].map(lambda text: set(filter(None, text.split(";"))) <= codes),
        "field contributors: '{contributors}' names no donor of ours; use ISO3 codes",
    )


def rows(data: Frames) -> Iterator[str]:
    """Types and standings are known, dates are dates, and a sum has a currency."""
    yield from unknown(data, "purl", "row_type", ROW_TYPES, f"use one of {', '.join(ROW_TYPES)}")
    remedy = "use confirmed or reported"
    yield from unknown(data, "purl", "confidence", ["confirmed", "reported"], remedy)
    wrong = ~data["purl"]["date"].map(is_edtf)
    yield from first(data, "purl", wrong, "field date: '{date}' is no EDTF date; correct the cell")
    yield from below_zero(data, "purl", "amount_m", "a sum")
    frame = data["purl"]
    has_sum = frame["amount_m"].notna()
    sentence = "field currency: a sum and its currency stand together; fill in or empty both"
    yield from first(data, "purl", has_sum != (frame["currency"] != ""), sentence)
    missing = frame["row_type"].isin(WITH_A_SUM) & ~has_sum
    yield from first(data, "purl", missing, "field amount_m: a {row_type} has a sum; fill it in")
    own = (frame["row_type"] == "cumulative") != (frame["contributors"] == "")
    sentence = "field contributors: all together are named for a total only; name them, or none"
    yield from first(data, "purl", own, sentence)


CHECKS = [keys, references, rows]
