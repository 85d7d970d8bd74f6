"""What the United States and Europe gave of what a Reading counts, in sentences."""

from widgets import words
from widgets.reading import in_words
from widgets.reading.reading import US_ISO3, Reading
from widgets.sums import flows
from widgets.tables.package import Tables


def us_share(tables: Tables, reading: Reading, *, neutral: bool = False) -> words.Markup:
    """The United States' part of what the Reading counts, in one sentence; `neutral`: it speaks
    to nobody.

    >>> from widgets import Reading, claims, load
    >>> "48.4" in claims.us_share(load(), Reading(first="2024-01", last="2024-09"))
    True
    """
    sums = flows.window_sums(tables, reading, "bloc")
    total = sums.sum()

    def said(name: str, **values: str) -> words.Markup:
        return words.sentence(
            f"shares-{name}-{reading.measure}",
            months=words.when(*reading.window(tables)),
            us=us_name(tables),
            aid=words.message(f"shares-aid-{reading.kind}"),
            **values,
        )

    if not total > 0:
        return said("nothing-neutral" if neutral else "nothing")
    whole = words.eur_bn(total)
    if "us" not in sums:
        return said("without-us", donors=in_words.donors_name(reading, tables), total=whole)
    given = words.figure(words.eur_bn(sums["us"]), "us")
    if (sums < 0).any():  # more was taken back than promised: parts of no whole
        return said("no-whole", given=given)
    if not sums["us"]:
        return said("none", given=_nothing(), total=whole)
    share = words.figure(words.pct(100 * sums["us"] / total), "us")
    return said("some", given=given, total=whole, share=share)


def us_name(tables: Tables) -> str:
    """The United States as they stand in a sentence.

    >>> from widgets import load
    >>> from widgets.claims import shares
    >>> shares.us_name(load())
    'the United States'
    """
    return words.the(tables.group_names["us"])


def _nothing() -> words.Markup:
    return words.figure(words.message("shares-nothing"), "us")


def us_and_europe(tables: Tables, reading: Reading) -> words.Markup:
    """`us_share`, and Europe's part where both are counted; then both in the Reading's unit.

    >>> from widgets import Reading, claims, load
    >>> "95.1" in claims.us_and_europe(load(), Reading(first="2025-02"))
    True
    """
    sums = flows.window_sums(tables, reading, "bloc")
    parts = [us_share(tables, reading)]
    if {"us", "europe"} <= set(sums.index) and sums.sum() > 0 and not (sums < 0).any():
        europe = words.sentence(
            f"shares-europe-{reading.measure}",
            given=words.figure(words.eur_bn(sums["europe"]), "eu"),
            share=words.figure(words.pct(100 * sums["europe"] / sums.sum()), "eu"),
        )
        parts.append(europe)
    return words.Markup(" ").join(filter(None, [*parts, _by_size(tables, reading)]))


def _by_size(tables: Tables, reading: Reading) -> words.Markup:
    """The same for a Reading whose unit is not of euros alone."""
    few = isinstance(reading.donors, tuple) and len(reading.donors) <= words.FEW
    by_size = reading.unit in ("pct-gdp", "per-head")
    if not by_size or (isinstance(reading.donors, tuple) and not few):
        return words.Markup("")
    values = flows.totals(tables, reading, "donor" if few else "bloc").dropna()
    if not few:
        values = values.drop("other", errors="ignore").rename(tables.bloc_names)
    if values.empty:
        return words.Markup("")
    said = [
        words.message(
            "shares-donor-amount",
            donor=words.the(str(name)),
            amount=words.amount(float(v), reading.unit),
        )
        for name, v in values.items()
    ]
    return words.sentence(f"shares-measured-{reading.unit}", donors=words.listed(said))


def lead(tables: Tables) -> words.Markup:
    """The page's first paragraph, under the default Reading up to the report.

    >>> from widgets import claims, load
    >>> "51.3" in claims.lead(load())
    True
    """
    before = Reading(last=flows.last_full_month(flows.REPORT_DAY))
    sums = flows.window_sums(tables, before, "bloc")
    text = words.sentence(
        "shares-lead",
        us=us_name(tables),
        given=words.figure(words.eur_bn(sums["us"]), "us"),
        total=words.eur_bn(sums.sum()),
        share=words.figure(words.pct(100 * sums["us"] / sums.sum()), "us"),
    )
    months = list(tables.months)
    last = flows.last_month_given(tables, Reading(), tables.donor_of[US_ISO3])
    since = months[months.index(last) + 1 :] if last else months
    if not since:
        return text
    after = flows.window_sums(tables, Reading(first=since[0]), "bloc")
    return (
        text
        + " "
        + words.sentence(
            "shares-lead-since",
            months=words.span(since[0], since[-1]),
            given=_nothing(),
            share=words.pct(100 * after["europe"] / after.sum()),
            total=words.eur_bn(after.sum()),
        )
    )
