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
from widgets.reading.field import chosen, fields_of, shown
from widgets.reading.own_group import OwnGroup
from widgets.tables.package import Tables

MEASURES = {"allocations": "Allocations", "commitments": "Commitments"}
KINDS = {
    "military": "Military",
    "financial": "Financial",
    "humanitarian": "Humanitarian",
    "all": "All kinds",
}
DONORS = {"all": "All donors", "europe-us": "Europe and US", "nato": "NATO members"}
EU_INSTITUTIONS = {"own": "Own donor", "imputed": "Imputed to members", "out": "Left out"}
UNITS = {
    "eur-bn": "EUR bn",
    "share": "Share",
    "pct-gdp": "% of GDP (2021)",
    "per-head": "EUR per head",
}
RHYTHMS = {"monthly": "Monthly", "cumulative": "Cumulative", "rolling-12": "Rolling 12 months"}

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
        raise ValueError(
            f"knows no donor “{shown(', '.join(unknown) or value)}”; "
            f"it can be {', '.join(DONORS)} or ISO codes such as DEU.POL"
        )
    return tuple(sorted(set(codes)))


def _month(value: str, tables: Tables) -> str:
    first, last = tables.release["first_month"], tables.release["last_month"]
    if value not in tables.months:
        raise ValueError(
            f"has no month “{shown(value)}”; it can be from {words.month_name(first)} "
            f"({first}) to {words.month_name(last)} ({last})"
        )
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

    measure: str = chosen("Measure", MEASURES, "allocations", names=True)
    kind: str = chosen("Kind of aid", KINDS, "military", names=True)
    donors: str | tuple[str, ...] = chosen("Donors", DONORS, "all", parse=_donors)
    eu_institutions: str = chosen(
        "EU institutions", EU_INSTITUTIONS, "own", parameter="eu", names=True
    )
    unit: str = chosen("Unit", UNITS, "eur-bn", names=True)
    rhythm: str = chosen("Rhythm", RHYTHMS, "monthly", names=True)
    first: str | None = chosen("From", _months, None, parse=_month, parameter="from")
    last: str | None = chosen("To", _months, None, parse=_month, parameter="to")
    groups: tuple[OwnGroup, ...] = chosen("Your groups", {}, (), parse=own_group.read)

    def __post_init__(self) -> None:
        for name, field in FIELDS.items():
            value = getattr(self, name)
            if field.names and isinstance(field.given, Mapping) and value not in field.given:
                raise ValueError(f"{name} can be {', '.join(field.given)}, not {value!r}.")
        if not isinstance(self.donors, str):
            object.__setattr__(self, "donors", tuple(sorted(set(self.donors))))
        elif self.donors not in DONORS:
            raise ValueError(f"donors can be {', '.join(DONORS)} or a tuple of ISO3 codes.")

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
_INSTEAD = dict.fromkeys(FIELDS, "Its default is") | {"groups": "None of them is"}


class Problem(NamedTuple):
    """One field of an address that could not be read, and the sentence that says so.

    >>> from widgets import load
    >>> from widgets.reading import reading
    >>> reading.from_query("kind=tanks", load())[1][0].field
    'kind'
    """

    field: str
    sentence: str


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
            self.problems = [Problem("", "The address has too many fields to be read.")]
            return
        if len(query) > _LONGEST_QUERY:
            self.problems = [Problem("", "The address is too long; its end was not read.")]


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
                raise ValueError("is given more than once")
            if len(texts[0]) > _LONGEST_VALUE and name != "groups":
                raise ValueError(f"knows no “{shown(texts[0])}”")
            values[name] = field.read(texts[0], tables)
        except ValueError as error:
            problems.append(Problem(name, f"“{field.label}” {error}. {_INSTEAD[name]} shown."))
    reading = Reading(**values).normal(tables)
    first, last = reading.window(tables)
    if first > last:
        problems.append(
            Problem(
                "last",
                f"“From” ({words.month_name(first)}) lies after “To” ({words.month_name(last)}). "
                "The whole release is shown.",
            )
        )
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
        return reading, [Problem("", f"A Reading has no field “{shown(str(name))}”.")]
    try:
        longest = own_group.LONGEST_TEXT + 1 if name == "groups" else _LONGEST_VALUE
        changed = reading.but(**{name: FIELDS[name].read(str(value)[:longest], tables)})
    except ValueError as error:
        return reading, [Problem(name, f"“{FIELDS[name].label}” {error}. Nothing was changed.")]
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
        return reading, [
            Problem("groups", f"“{FIELDS['groups'].label}” {error}. Nothing was changed.")
        ]
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
            f"The months {first} to {last} are no window of the data, which run from "
            f"{tables.months[0]} to {tables.months[-1]}.",
            reading.but(first=None, last=None),
            "Count the whole release",
        )
    codes = () if isinstance(reading.donors, str) else reading.donors
    if unknown := [code for code in codes if code not in tables.donor_of]:
        return Refusal(
            f"No donor has the code {', '.join(unknown)}.",
            reading.but(donors="all"),
            "Count all donors",
        )
    if reading.measure == "commitments" and reading.kind != "all":
        return Refusal(
            "Commitments are not split by kind of aid.",
            reading.but(kind="all"),
            "Count all kinds",
        )
    if imputes(reading, tables):
        last = words.month_name(tables.release["last_month"])
        if reading.measure != "allocations" or reading.kind != "all":
            return Refusal(
                "EU-level aid is imputed to members only for allocations of all kinds together.",
                reading.but(measure="allocations", kind="all", first=None, last=None),
                "Count allocations of all kinds",
            )
        if reading.donors == "nato":
            return Refusal(
                "EU-level aid is imputed only as a total, so it cannot be counted from each "
                "member’s accession to NATO on.",
                reading.but(donors="all"),
                "Count all donors",
            )
        if reading.first or reading.last:
            return Refusal(
                f"EU-level aid is imputed to members only as a total to {last}.",
                reading.but(first=None, last=None),
                "Count the whole release",
            )
    if not counted_donors(reading, tables):
        return Refusal(
            "No donor is left: your list holds the EU institutions only, and they are not "
            "counted as a donor.",
            reading.but(eu_institutions="own"),
            "Count the EU institutions as a donor",
        )
    twelfth = tables.months[min(11, len(tables.months) - 1)]
    if reading.rhythm == "rolling-12" and reading.window(tables)[1] < twelfth:
        return Refusal(
            f"A sum over twelve months exists only from {words.month_name(twelfth)} on.",
            reading.but(rhythm="monthly"),
            "Count month by month",
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
            "EU-level aid is imputed to members only as a total, not month by month.",
            reading.but(eu_institutions="own"),
            "Count the EU institutions as a donor",
        )
    return refusal(reading, tables)
