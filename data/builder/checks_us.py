"""What must hold for the lists of US packages."""

from collections.abc import Iterator

from builder.dates import is_edtf
from builder.finding import first, repeated
from builder.read import Frames
from builder.shape_us import PROGRAMMES, SOURCES


def keys(data: Frames) -> Iterator[str]:
    """Each package stands there once, and none is left out."""
    for name in PROGRAMMES:
        yield from repeated(data, name, ["number"])
        numbers = data[name]["number"]
        wrong = ~numbers.isin(range(1, len(numbers) + 1))
        sentence = "field number: {number} is beyond the number of lines; a package is missing"
        yield from first(data, name, wrong, sentence)


def dates_and_amounts(data: Frames) -> Iterator[str]:
    """Packages are numbered by their days, and each has an amount."""
    for name in PROGRAMMES:
        frame = data[name].sort_values("number")
        is_day = frame["date"].map(lambda day: len(day) == len("2022-02-25") and is_edtf(day))
        yield from first(data, name, ~is_day, "field date: '{date}' is no day; write 2022-02-25")
        sentence = "field amount_usd_m: {amount_usd_m} is not above zero"
        yield from first(data, name, frame["amount_usd_m"] <= 0, sentence)
        early = frame["date"] < frame["date"].shift(fill_value="")
        sentence = "field date: {date} lies before the package of the number before it"
        yield from first(data, name, early, sentence)


def sources(data: Frames) -> Iterator[str]:
    """The sources that the lists stand on are among ours."""
    known = list(data["sources"]["source"])
    for programme, source in SOURCES.items():
        if source not in known:
            yield f"editor/sources.csv: '{source}', the source of {programme}, is missing; add it."


CHECKS = [keys, dates_and_amounts, sources]
