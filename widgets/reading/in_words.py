"""A Reading in words: what it counts, of whom, in which unit and months."""

from markupsafe import Markup

from widgets import words
from widgets.reading import reading as readings
from widgets.reading.reading import Reading, Refusal
from widgets.tables.package import Tables
from widgets.words import message, sentence, step_link


def unit_name(reading: Reading) -> str:
    """The unit as a subtitle names it.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.unit_name(Reading(unit="per-head"))
    'EUR per head'
    """
    return message(f"reading-unit-{reading.unit}")


def subject(reading: Reading) -> str:
    """What is counted: `military allocations`, `allocations of all kinds`, `commitments`.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.subject(Reading())
    'military allocations'
    """
    if reading.measure == "commitments":
        return message("reading-commitments")
    return message(f"reading-allocations-{reading.kind}")


def verb(reading: Reading) -> str:
    """What donors did with it: `allocated` or `committed`.

    >>> from widgets import Reading
    >>> from widgets.reading import in_words
    >>> in_words.verb(Reading("commitments", "all"))
    'committed'
    """
    return message(f"reading-verb-{reading.measure}")


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
        return message("reading-own-group", group=name)
    if isinstance(reading.donors, str) or len(reading.donors) < 2:
        return ""
    groups = {tables.group_of[tables.donor_of[code]] for code in reading.donors}
    whole = len(reading.donors) == sum(group in groups for group in tables.group_of.values())
    return tables.group_names[groups.pop()] if whole and len(groups) == 1 else ""


def donor_name(iso3: str, tables: Tables) -> str:
    """A donor as it stands in a sentence, with its article.

    >>> from widgets import load
    >>> from widgets.reading import in_words
    >>> in_words.donor_name("USA", load()), in_words.donor_name("DEU", load())
    ('the United States', 'Germany')
    """
    return message("reading-donor", code=iso3, donor=tables.donor_of[iso3])


def donors_name(reading: Reading, tables: Tables) -> str:
    """Who is counted: `all donors`, `NATO members`, `Denmark, Norway and Sweden`.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> in_words.donors_name(Reading(donors=("DNK", "NOR", "SWE")), load())
    'Denmark, Norway and Sweden'
    """
    if isinstance(reading.donors, str):
        name = message(f"reading-donors-{reading.donors}")
    elif named := group_name(reading, tables):
        name = named
    else:
        own = reading.eu_institutions == "own"
        codes = [c for c in reading.donors if own or c != readings.EU_ISO3]
        if len(codes) > words.FEW:
            name = message("count-of-donors", number=len(codes), text=str(len(codes)))
        elif codes:
            name = words.listed([donor_name(code, tables) for code in codes])
        else:
            name = message("reading-no-donor")
    if reading.eu_institutions == "imputed":
        return message("reading-donors-eu-imputed", donors=name)
    if reading.eu_institutions == "out" and reading.donors in ("all", "europe-us"):
        name = message("reading-donors-without-eu", donors=name)
    return name


def subtitle(reading: Reading, tables: Tables, first: str, last: str, what: str = "") -> str:
    """The measure under a chart's title: `what` or the measure, who, unit, months.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> in_words.subtitle(Reading(), load(), "2022-01", "2024-09")
    'Military allocations, EUR bn, January 2022 to September 2024'
    """
    name = "reading-subtitle" if reading.donors == "all" else "reading-subtitle-donors"
    return words.capital(
        message(
            name,
            what=what or subject(reading),
            donors=donors_name(reading, tables),
            unit=unit_name(reading),
            months=words.span(first, last),
        )
    )


def shows(tables: Tables, reading: Reading, how: str = "", what: str = "", who: str = "") -> str:
    """What a chart counts, whole: measure, kind, donors, months, unit, rhythm and prices.

    `how`, `what` and `who` stand where a chart has a rhythm, a measure or donors of its own.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> in_words.shows(load(), Reading(last="2024-09")).split(", ")[0]
    'This view shows military allocations of all donors'
    """
    return message(
        "reading-shows-per-head" if reading.unit == "per-head" else "reading-shows",
        what=what or subject(reading),
        donors=who or donors_name(reading, tables),
        months=words.span(*reading.window(tables)),
        unit=unit_name(reading),
        how=how or message(f"reading-shows-{reading.rhythm}"),
    )


def counting(reading: Reading, tables: Tables) -> Markup:
    """The Reading as a sentence, for phones and print.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> print(in_words.counting(Reading(last="2024-09"), load()).striptags())
    military allocations, all donors, Jan 2022 – Sep 2024, EUR bn, monthly
    """
    bold = Markup("<b>{}</b>").format
    return sentence(
        "reading-counting",
        what=bold(subject(reading)),
        donors=donors_name(reading, tables),
        months=bold(words.short_span(*reading.window(tables))),
        unit=readings.UNITS[reading.unit],
        rhythm=message(f"reading-rhythm-{reading.rhythm}"),
    )


def refusal(refused: Refusal) -> Markup:
    """A refusal, with a link that sets the nearest Reading that can be answered.

    >>> from widgets import Reading, load
    >>> from widgets.reading import in_words
    >>> from widgets.reading import reading
    >>> refused = reading.refusal(Reading("commitments"), load())
    >>> print(in_words.refusal(refused).striptags())
    – Cannot be computed Commitments are not split by kind of aid. Count all kinds
    """
    said = Markup('<span class="chip none"><span aria-hidden="true">– </span>{}</span> {}').format(
        message("reading-refused"), refused.sentence
    )
    if refused.remedy is None:
        return said
    query = refused.remedy.to_query()
    return said + " " + step_link(refused.remedy_name, "query", query)
