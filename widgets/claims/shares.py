"""What the United States and Europe gave of what a Reading counts, in sentences."""

from widgets import words
from widgets.reading import in_words
from widgets.reading.reading import US_ISO3, Reading
from widgets.sums import flows
from widgets.tables.package import Tables


def us_share(tables: Tables, reading: Reading) -> words.Markup:
    """The United States' part of what the Reading counts, in one sentence.

    >>> from widgets import Reading, claims, load
    >>> "48.4" in claims.us_share(load(), Reading(first="2024-01", last="2024-09"))
    True
    """
    sums = flows.window_sums(tables, reading, "bloc")
    months, total = words.when(*reading.window(tables)), sums.sum()
    if not total > 0:
        return words.Markup("{} the donors you count {} nothing{}.").format(
            months, in_words.verb(reading), in_words.aid_name(reading)
        )
    if "us" not in sums:
        return words.Markup("{} {} {} {}{}; the United States is not among them.").format(
            months,
            in_words.donors_name(reading, tables),
            in_words.verb(reading),
            words.eur_bn(total),
            in_words.aid_name(reading),
        )
    if (sums < 0).any():  # more was taken back than promised: parts of no whole
        return words.Markup("{} the United States {} {}{}.").format(
            months,
            in_words.verb(reading),
            words.figure(words.eur_bn(sums["us"]), "us"),
            in_words.aid_name(reading),
        )
    if not sums["us"]:
        return words.Markup("{} the United States {} {} of {}{}.").format(
            months,
            in_words.verb(reading),
            words.figure("nothing", "us"),
            words.eur_bn(total),
            in_words.aid_name(reading),
        )
    return words.Markup("{} the United States {} {} of {}{}, or {}.").format(
        months,
        in_words.verb(reading),
        words.figure(words.eur_bn(sums["us"]), "us"),
        words.eur_bn(total),
        in_words.aid_name(reading),
        words.figure(words.pct(100 * sums["us"] / total), "us"),
    )


def us_and_europe(tables: Tables, reading: Reading) -> words.Markup:
    """`us_share`, and Europe's part where both are counted; then both in the Reading's unit.

    >>> from widgets import Reading, claims, load
    >>> "95.1" in claims.us_and_europe(load(), Reading(first="2025-02"))
    True
    """
    sums = flows.window_sums(tables, reading, "bloc")
    text = us_share(tables, reading)
    if {"us", "europe"} <= set(sums.index) and sums.sum() > 0 and not (sums < 0).any():
        text += words.Markup(" Europe {} {}, or {}.").format(
            in_words.verb(reading),
            words.figure(words.eur_bn(sums["europe"]), "eu"),
            words.figure(words.pct(100 * sums["europe"] / sums.sum()), "eu"),
        )
    return text + _by_size(tables, reading)


def _by_size(tables: Tables, reading: Reading) -> words.Markup:
    """The same for a Reading whose unit is not of euros alone."""
    by = {"pct-gdp": "the economy of 2021", "per-head": "the population of 2024"}
    few = isinstance(reading.donors, tuple) and len(reading.donors) <= words.FEW
    if reading.unit not in by or (isinstance(reading.donors, tuple) and not few):
        return words.Markup("")
    values = flows.totals(tables, reading, "donor" if few else "bloc").dropna()
    if not few:
        values = values.drop("other", errors="ignore").rename(tables.bloc_names)
    if values.empty:
        return words.Markup("")
    said = [
        f"{words.the(str(name))} {words.amount(float(v), reading.unit)}"
        for name, v in values.items()
    ]
    return words.Markup(" Measured against {}: {}.").format(by[reading.unit], words.listed(said))


def lead(tables: Tables) -> words.Markup:
    """The page's first paragraph, under the default Reading up to the report.

    >>> from widgets import claims, load
    >>> "51.3" in claims.lead(load())
    True
    """
    before = Reading(last=flows.last_full_month(flows.REPORT_DAY))
    sums = flows.window_sums(tables, before, "bloc")
    text = words.Markup(
        "In October 2024 NATO prepared to take over from the United States the coordination "
        "of military aid to Ukraine. By then the United States had allocated {} of {}, or {}."
    ).format(
        words.figure(words.eur_bn(sums["us"]), "us"),
        words.eur_bn(sums.sum()),
        words.figure(words.pct(100 * sums["us"] / sums.sum()), "us"),
    )
    months = list(tables.months)
    last = flows.last_month_given(tables, Reading(), tables.donor_of[US_ISO3])
    since = months[months.index(last) + 1 :] if last else months
    if not since:
        return text
    after = flows.window_sums(tables, Reading(first=since[0]), "bloc")
    return text + words.Markup(" From {} it allocated {}; Europe carried {} of {}.").format(
        words.span(since[0], since[-1]),
        words.figure("nothing", "us"),
        words.pct(100 * after["europe"] / after.sum()),
        words.eur_bn(after.sum()),
    )
