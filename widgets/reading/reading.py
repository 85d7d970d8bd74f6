"""A Reading: how the reader counts. One frozen value, kept in the page's address.

Every figure, sentence, table and download is a function of (tables, Reading, own options).
Where the data cannot answer a Reading, `refusal` says so in one sentence and names the
nearest Reading that can be answered; nothing is ever guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode  # noqa: TID251 - here they are parsed

from widgets import words
from widgets.reading import own_group
from widgets.reading.field import BadValue, chosen, fields_of, shown, why_bad
from widgets.reading.own_group import OwnGroup
from widgets.tables.package import Tables
from widgets.words.messages import message

MEASURES = {name: message(f"fields-measure-{name}") for name in ("allocations", "commitments")}
KINDS = {
    name: message(f"fields-kind-{name}")
    for name in ("military", "financial", "humanitarian", "all")
}
DONORS = {name: message(f"fields-donors-{name}") for name in ("all", "europe-us", "nato")}
EU_INSTITUTIONS = {name: message(f"fields-eu-{name}") for name in ("own", "imputed", "out")}
UNITS = {
    name: message(f"fields-unit-{name}") for name in ("eur-bn", "share", "pct-gdp", "per-head")
}
RHYTHMS = {
    name: message(f"fields-rhythm-{name}") for name in ("monthly", "cumulative", "rolling-12")
}

EU_ISO3, US_ISO3 = "EUI", "USA"  # the one donor of the group `eui`, and of `us`
_LONGEST_QUERY = 8000
_MOST_FIELDS = 100
_LONGEST_VALUE = 400  # forty-two ISO codes with separators are 167 characters


def _donors(value: str, tables: Tables) -> str | tuple[str, ...]:
    if value in DONORS:
        return value
    codes = [code for code in value.split(".") if code]
    unknown = sorted({code for code in codes if code not in tables.donor_of})
    if unknown or not codes:
        raise BadValue(
            "fields-unknown-donor",
            value=shown(", ".join(unknown) or value),
            choices=", ".join(DONORS),
            example="DEU.POL",
        )
    return tuple(sorted(set(codes)))


def _month(value: str, tables: Tables) -> str:
    if value not in tables.months:
        ends = {"first": tables.release["first_month"], "last": tables.release["last_month"]}
        said = {f"{name}_month": words.month_name(month) for name, month in ends.items()}
        raise BadValue("fields-unknown-month", value=shown(value), **ends, **said)
    return value


def _months(tables: Tables) -> dict[str, str]:
    return {month: words.month_short(month) for month in tables.months}


class Refused(Exception):
    """A Reading that the data cannot answer; the message is one sentence for the reader.

    >>> from widgets import Reading, flows, load
    >>> flows.share_pct(load(), Reading("commitments", "military"))
    Traceback (most recent call last):
        ...
    widgets.reading.reading.Refused: Commitments are not split by kind of aid.
    """


@dataclass(frozen=True)
class Reading:
    """How to count.

    measure: allocations, commitments. kind: military, financial, humanitarian, all.
    donors: all, europe-us, nato (members, each from its accession on), or a tuple of ISO3
    codes such as ("DEU", "POL"); EUI are the EU institutions. eu_institutions: own, imputed
    (to members), out. unit: eur-bn, share, pct-gdp, per-head. rhythm: monthly, cumulative,
    rolling-12. first, last: months `YYYY-MM`; None is the release's own. groups: the reader's own
    groups of donors, which charts show beside the usual ones. Another word raises ValueError;
    what the data cannot answer, `refusal` tells.

    >>> from widgets import Reading, load
    >>> Reading(last="2024-09").window(load())
    ('2022-01', '2024-09')
    >>> Reading(kind="tanks")
    Traceback (most recent call last):
        ...
    ValueError: kind can be military, financial, humanitarian, all, not 'tanks'.
    """

    measure: str = chosen(message("fields-measure"), MEASURES, "allocations", names=True)
    kind: str = chosen(message("fields-kind"), KINDS, "military", names=True)
    donors: str | tuple[str, ...] = chosen(message("fields-donors"), DONORS, "all", parse=_donors)
    eu_institutions: str = chosen(
        message("fields-eu"), EU_INSTITUTIONS, "own", parameter="eu", names=True
    )
    unit: str = chosen(message("fields-unit"), UNITS, "eur-bn", names=True)
    rhythm: str = chosen(message("fields-rhythm"), RHYTHMS, "monthly", names=True)
    first: str | None = chosen(
        message("fields-first"), _months, None, parse=_month, parameter="from"
    )
    last: str | None = chosen(message("fields-last"), _months, None, parse=_month, parameter="to")
    groups: tuple[OwnGroup, ...] = chosen(message("fields-groups"), {}, (), parse=own_group.read)

    def __post_init__(self) -> None:
        for name, field in FIELDS.items():
            value = getattr(self, name)
            if field.names and isinstance(field.given, Mapping) and value not in field.given:
                choices = ", ".join(field.given)
                raise ValueError(
                    message("reading-typed", field=name, choices=choices, value=repr(value))
                )
        if not isinstance(self.donors, str):
            object.__setattr__(self, "donors", tuple(sorted(set(self.donors))))
        elif self.donors not in DONORS:
            raise ValueError(message("reading-typed-donors", choices=", ".join(DONORS)))

    def normal(self, tables: Tables) -> "Reading":
        """The same Reading, with the release's own first and last month left open.

        >>> from widgets import Reading, load
        >>> Reading(first="2022-01").normal(load()).first is None
        True
        """
        first, last = tables.release["first_month"], tables.release["last_month"]
        return replace(
            self,
            first=None if self.first == first else self.first,
            last=None if self.last == last else self.last,
        )

    def window(self, tables: Tables) -> tuple[str, str]:
        """First and last month counted, `YYYY-MM`, both included.

        >>> from widgets import Reading, load
        >>> Reading(last="2024-09").window(load())
        ('2022-01', '2024-09')
        """
        return (
            self.first or tables.release["first_month"],
            self.last or tables.release["last_month"],
        )

    def changed(self) -> list[str]:
        """The fields that differ from the default Reading.

        >>> from widgets import Reading
        >>> Reading(unit="share").changed()
        ['unit']
        """
        default = Reading()
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(default, f.name)]

    def to_query(self) -> str:
        """The fields away from their default as `key=value&...`; empty for the default.

        >>> from widgets import Reading
        >>> Reading(donors=("DEU", "POL"), last="2024-09").to_query()
        'donors=DEU.POL&to=2024-09'
        """
        changed = {FIELDS[name].parameter: _text(getattr(self, name)) for name in self.changed()}
        return urlencode(changed)

    def but(self, **changes: Any) -> "Reading":
        """The same Reading with some fields changed.

        >>> from widgets import Reading
        >>> Reading(last="2024-09").but(unit="share").to_query()
        'unit=share&to=2024-09'
        """
        return replace(self, **changes)


FIELDS = fields_of(Reading)


class Problem(NamedTuple):
    """One field of an address that could not be read, and the sentence that says so.

    >>> from widgets import load
    >>> from widgets.reading import reading
    >>> reading.from_query("kind=tanks", load())[1][0].field
    'kind'
    """

    field: str
    sentence: str


def unread(name: str, error: ValueError, label: str) -> Problem:
    """The Problem of a text in an address that its field cannot read."""
    instead = message("fields-no-groups" if name == "groups" else "fields-default")
    return Problem(name, f"{why_bad(error, label)} {instead}")


def unchanged(name: str, error: ValueError, label: str) -> Problem:
    """The Problem of a control's text that its field cannot read."""
    return Problem(name, f"{why_bad(error, label)} {message('fields-unchanged')}")


class Refusal(NamedTuple):
    """Why there is no answer, and the nearest Reading that has one, with its name.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> reading.refusal(Reading("commitments"), load()).remedy_name
    'Count all kinds'
    """

    sentence: str
    remedy: Reading | None = None
    remedy_name: str = ""


def _text(value: str | tuple) -> str:
    if isinstance(value, tuple) and value and isinstance(value[0], OwnGroup):
        return own_group.text(value)
    return value if isinstance(value, str) else ".".join(value)


def plain(text: str) -> str:
    """Without halves of characters (JSON can carry them), which no answer can be encoded with.

    >>> from widgets.reading import reading
    >>> reading.plain("a" + chr(0xD800) + "b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


class Given(dict[str, list[str]]):
    """What an address gives, by the name of its parameter; read once for all who look for theirs.

    `problems`: why some of it, or all, could not be read.

    >>> from widgets.reading import reading
    >>> reading.Given("kind=all&event=one")["event"]
    ['one']
    """

    def __init__(self, query: str) -> None:
        self.problems: list[Problem] = []
        kept = plain(query.lstrip("?")[:_LONGEST_QUERY])
        try:
            super().__init__(parse_qs(kept, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
        except ValueError:
            super().__init__()
            self.problems = [Problem("", message("fields-too-many"))]
            return
        if len(query) > _LONGEST_QUERY:
            self.problems = [Problem("", message("fields-too-long"))]


def from_query(query: str | Given, tables: Tables) -> tuple[Reading, list[Problem]]:
    """The Reading that an address names; each bad field gives a Problem and its default.

    `query` is what follows the question mark. Parameters that are no field of a Reading
    belong to somebody else (an open event, say) and are left alone.

    >>> from widgets import load
    >>> from widgets.reading import reading
    >>> found, problems = reading.from_query("unit=share&to=2024-09", load())
    >>> found.unit, found.last, problems
    ('share', '2024-09', [])
    """
    given = query if isinstance(query, Given) else Given(query)
    values, problems = {}, [*given.problems]
    for name, field in FIELDS.items():
        texts = given.get(field.parameter, [])
        if not texts:
            continue
        try:
            if len(texts) > 1:
                raise BadValue("fields-given-twice")
            if len(texts[0]) > _LONGEST_VALUE and name != "groups":
                raise BadValue("fields-unknown", value=shown(texts[0]))
            values[name] = field.read(texts[0], tables)
        except ValueError as error:
            problems.append(unread(name, error, field.label))
    reading = Reading(**values).normal(tables)
    first, last = reading.window(tables)
    if first > last:
        ends = {"first": words.month_name(first), "last": words.month_name(last)}
        problems.append(Problem("last", message("fields-window-turned", **ends)))
        reading = reading.but(first=None, last=None)
    return reading, problems


def with_field(
    reading: Reading, name: str, value: str, tables: Tables
) -> tuple[Reading, list[Problem]]:
    """The Reading after one control changed; read as strictly as an address.

    A month that would turn the window round moves its other end along.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> changed, problems = reading.with_field(Reading(), "kind", "all", load())
    >>> changed.kind, problems
    ('all', [])
    """
    if name not in FIELDS:
        return reading, [Problem("", message("fields-no-field", field=shown(str(name))))]
    try:
        longest = own_group.LONGEST_TEXT + 1 if name == "groups" else _LONGEST_VALUE
        changed = reading.but(**{name: FIELDS[name].read(str(value)[:longest], tables)})
    except ValueError as error:
        return reading, [unchanged(name, error, FIELDS[name].label)]
    first, last = changed.window(tables)
    if first > last:
        other = "last" if name == "first" else "first"
        changed = changed.but(**{other: getattr(changed, name)})
    return changed.normal(tables), []


def with_group(reading: Reading, given: str, tables: Tables) -> tuple[Reading, list[Problem]]:
    """The Reading with one more own group, `name~CODE.CODE`; read as strictly as an address.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> changed, problems = reading.with_group(Reading(), "Nordic~DNK.SWE", load())
    >>> changed.groups[0].codes, problems
    (('DNK', 'SWE'), [])
    """
    try:
        groups = own_group.added(reading.groups, given[: own_group.LONGEST_TEXT + 1], tables)
    except ValueError as error:
        return reading, [unchanged("groups", error, FIELDS["groups"].label)]
    return reading.but(groups=groups), []


def counted_donors(reading: Reading, tables: Tables) -> list[str]:
    """The donors that a Reading counts in at least one month, in table order.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> len(reading.counted_donors(Reading(donors="nato"), load()))
    29
    """
    return list(_counted_donors(reading.donors, reading.eu_institutions, tables))


@lru_cache(maxsize=256)
def _counted_donors(chosen_by: str | tuple, eu_institutions: str, tables: Tables) -> tuple:
    donors = tables.donors
    if chosen_by == "all":
        chosen = donors
    elif chosen_by == "europe-us":
        chosen = donors[donors["group"].map(tables.bloc_of).isin(["europe", "us"])]
    elif chosen_by == "nato":
        members = tables.memberships.loc[tables.memberships["body"] == "NATO", "iso3"]
        chosen = donors[donors["iso3"].isin(members)]
    else:
        chosen = donors[donors["iso3"].isin(chosen_by)]
    if eu_institutions != "own":
        chosen = chosen[chosen["iso3"] != EU_ISO3]
    return tuple(chosen["donor"])


def imputes(reading: Reading, tables: Tables) -> bool:
    """True if EU-level aid has to be imputed: there is some of this kind, and a member counts.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> reading.imputes(Reading(kind="all", eu_institutions="imputed"), load())
    True
    """
    if reading.eu_institutions != "imputed":
        return False
    if not set(counted_donors(reading, tables)) & set(tables.eu_shares["donor"]):
        return False
    if reading.measure == "commitments":
        return True
    aid = tables.aid[tables.aid["donor"] == tables.donor_of[EU_ISO3]]
    if reading.kind != "all":
        aid = aid[aid["kind"] == reading.kind]
    return bool((aid["allocations_eur_bn"] > 0).any())


@lru_cache(maxsize=1024)
def refusal(reading: Reading, tables: Tables) -> Refusal | None:
    """Why the data cannot answer this Reading at all, or None if they can.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> reading.refusal(Reading("commitments"), load()).sentence
    'Commitments are not split by kind of aid.'
    >>> reading.refusal(Reading(), load()) is None
    True
    """
    first, last = reading.window(tables)
    if not {first, last} <= set(tables.months) or first > last:
        return Refusal(
            message(
                "reading-no-window",
                first=first,
                last=last,
                begin=tables.months[0],
                end=tables.months[-1],
            ),
            reading.but(first=None, last=None),
            message("reading-remedy-release"),
        )
    codes = () if isinstance(reading.donors, str) else reading.donors
    if unknown := [code for code in codes if code not in tables.donor_of]:
        return Refusal(
            message("reading-no-donor-code", codes=", ".join(unknown)),
            reading.but(donors="all"),
            message("reading-remedy-donors"),
        )
    if reading.measure == "commitments" and reading.kind != "all":
        return Refusal(
            message("reading-commitments-not-split"),
            reading.but(kind="all"),
            message("reading-remedy-kinds"),
        )
    if imputes(reading, tables):
        last = words.month_name(tables.release["last_month"])
        if reading.measure != "allocations" or reading.kind != "all":
            return Refusal(
                message("reading-imputed-of-all-kinds"),
                reading.but(measure="allocations", kind="all", first=None, last=None),
                message("reading-remedy-allocations"),
            )
        if reading.donors == "nato":
            return Refusal(
                message("reading-imputed-without-accession"),
                reading.but(donors="all"),
                message("reading-remedy-donors"),
            )
        if reading.first or reading.last:
            return Refusal(
                message("reading-imputed-to-the-end", month=last),
                reading.but(first=None, last=None),
                message("reading-remedy-release"),
            )
    if not counted_donors(reading, tables):
        return Refusal(
            message("reading-no-donor-left"),
            reading.but(eu_institutions="own"),
            message("reading-remedy-eu"),
        )
    twelfth = tables.months[min(11, len(tables.months) - 1)]
    if reading.rhythm == "rolling-12" and reading.window(tables)[1] < twelfth:
        return Refusal(
            message("reading-no-twelve-months", month=words.month_name(twelfth)),
            reading.but(rhythm="monthly"),
            message("reading-remedy-monthly"),
        )
    return None


def refusal_by_month(reading: Reading, tables: Tables) -> Refusal | None:
    """Why there is no month-by-month answer: imputation, and everything `refusal` says.

    >>> from widgets import Reading, load
    >>> from widgets.reading import reading
    >>> imputed = Reading(kind="all", eu_institutions="imputed")
    >>> reading.refusal_by_month(imputed, load()).remedy_name
    'Count the EU institutions as a donor'
    """
    if imputes(reading, tables):
        return Refusal(
            message("reading-imputed-not-by-month"),
            reading.but(eu_institutions="own"),
            message("reading-remedy-eu"),
        )
    return refusal(reading, tables)
