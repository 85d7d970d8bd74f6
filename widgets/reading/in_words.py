"""A Reading in words: what it counts, of whom, in which unit and months."""

from markupsafe import Markup

from widgets import words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refusal
from widgets.tables.package import Tables


def unit_name(reading: Reading) -> str:
    """The unit as a subtitle names it.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.unit_name(Reading(unit="per-head"))
    'EUR per head'
    """
    return {
        "eur-bn": "EUR bn",
        "share": "per cent of all counted",
        "pct-gdp": "per cent of 2021 GDP",
        "per-head": "EUR per head",
    }[reading.unit]


def subject(reading: Reading) -> str:
    """What is counted: `military allocations`, `allocations of all kinds`, `commitments`.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.subject(Reading())
    'military allocations'
    """
    if reading.measure == "commitments":
        return "commitments"
    return "allocations of all kinds" if reading.kind == "all" else f"{reading.kind} allocations"


def verb(reading: Reading) -> str:
    """What donors did with it: `allocated` or `committed`.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.verb(Reading("commitments", "all"))
    'committed'
    """
    return "committed" if reading.measure == "commitments" else "allocated"


def group_name(reading: Reading, tables: Tables) -> str:
    """The name of the group that a Reading's list of donors is: an own one, or a usual one.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> members = tuple(c for c, donor in load().donor_of.items() if load().group_of[donor] == "eu")
    >>> in_words.group_name(Reading(donors=members), load())
    'EU members'
    """
    own: dict[str | tuple[str, ...], str] = {g.codes: g.name for g in reading.groups}
    if name := own.get(reading.donors):
        return f"“{name}”"
    if isinstance(reading.donors, str) or len(reading.donors) < 2:
        return ""
    groups = {tables.group_of[tables.donor_of[code]] for code in reading.donors}
    whole = len(reading.donors) == sum(group in groups for group in tables.group_of.values())
    return tables.group_names[groups.pop()] if whole and len(groups) == 1 else ""


def donors_name(reading: Reading, tables: Tables) -> str:
    """Who is counted: `all donors`, `NATO members`, `Denmark, Norway and Sweden`.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> in_words.donors_name(Reading(donors=("DNK", "NOR", "SWE")), load())
    'Denmark, Norway and Sweden'
    """
    if isinstance(reading.donors, str):
        name = {"all": "all donors", "europe-us": "Europe and the US"}.get(
            reading.donors, "NATO members"
        )
    elif named := group_name(reading, tables):
        name = named
    else:
        own = reading.eu_institutions == "own"
        codes = [c for c in reading.donors if own or c != readings.EU_ISO3]
        names = [words.the(tables.donor_of[code]) for code in codes]
        name = (
            f"{len(names)} donors"
            if len(names) > words.FEW
            else words.listed(names or ["no donor"])
        )
    if reading.eu_institutions == "imputed":
        return f"{name}, EU-level aid imputed to members"
    if reading.eu_institutions == "out" and reading.donors in ("all", "europe-us"):
        name += " without the EU institutions"
    return name


def subtitle(reading: Reading, tables: Tables, first: str, last: str) -> str:
    """The measure under a chart's title: what, who, unit, months.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> in_words.subtitle(Reading(), load(), "2022-01", "2024-09")
    'Military allocations, EUR bn, January 2022 to September 2024'
    """
    who = "" if reading.donors == "all" else f" of {donors_name(reading, tables)}"
    return words.capital(
        f"{subject(reading)}{who}, {unit_name(reading)}, {words.span(first, last)}"
    )


def shows(tables: Tables, reading: Reading, how: str = "", what: str = "", who: str = "") -> str:
    """What a chart counts, whole: measure, kind, donors, months, unit, rhythm and prices.

    `how`, `what` and `who` stand where a chart has a rhythm, a measure or donors of its own.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> in_words.shows(load(), Reading(last="2024-09")).split(", ")[0]
    'This view shows military allocations of all donors'
    """
    rhythms = {"monthly": "month by month", "cumulative": "added up"}
    how = how or rhythms.get(reading.rhythm, "twelve months at a time")
    base = " and for the population of 2024" if reading.unit == "per-head" else ""
    return (
        f"This view shows {what or subject(reading)} of {who or donors_name(reading, tables)}, "
        f"{words.span(*reading.window(tables))}, in {unit_name(reading)}, {how}, at the prices "
        f"of the time (nominal){base}."
    )


def counting(reading: Reading, tables: Tables) -> Markup:
    """The Reading as a sentence, for phones and print.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> print(in_words.counting(Reading(last="2024-09"), load()).striptags())
    military allocations, all donors, Jan 2022 – Sep 2024, EUR bn, monthly
    """
    return Markup("<b>{}</b>, {}, <b>{}</b>, {}, {}").format(
        subject(reading),
        donors_name(reading, tables),
        words.short_span(*reading.window(tables)),
        readings.UNITS[reading.unit],
        readings.RHYTHMS[reading.rhythm].lower(),
    )


def aid_name(reading: Reading) -> str:
    """` in military aid`, ` in aid of all kinds`, or nothing for commitments.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.aid_name(Reading())
    ' in military aid'
    """
    if reading.measure == "commitments":
        return ""
    return " in aid of all kinds" if reading.kind == "all" else f" in {reading.kind} aid"


def refusal(refused: Refusal) -> Markup:
    """A refusal, with a link that sets the nearest Reading that can be answered.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> from widgets.reading import reading
    >>> refused = reading.refusal(Reading("commitments"), load())
    >>> print(in_words.refusal(refused).striptags())
    – Cannot be computed Commitments are not split by kind of aid. Count all kinds
    """
    said = Markup(
        '<span class="chip none"><span aria-hidden="true">– </span>Cannot be computed</span> {}'
    ).format(refused.sentence)
    if refused.remedy is None:
        return said
    query = refused.remedy.to_query()
    return said + Markup(' <a href="?{}" data-query="{}">{}</a>').format(
        query, query, refused.remedy_name
    )
