"""Own groups: donors that the reader or a teacher puts together under a name of their own.

In a link `Nordics~DNK.FIN.ISL.NOR.SWE_Weimar~DEU.FRA.POL`: names and ISO3 codes.
"""

from typing import NamedTuple

from widgets.reading.field import BadValue
from widgets.tables.package import Tables

MOST_GROUPS = 3
LONGEST_NAME = 24
LONGEST_TEXT = MOST_GROUPS * (LONGEST_NAME + 180)
_IN_NAMES = " -'’"  # beside letters and digits; nothing that HTML, a link or a drawing reads


class OwnGroup(NamedTuple):
    """A name, and the ISO3 codes of its donors in alphabetical order."""

    name: str
    codes: tuple[str, ...]


def text(groups: tuple[OwnGroup, ...]) -> str:
    """The groups as a link holds them."""
    return "_".join(f"{name}~{'.'.join(codes)}" for name, codes in groups)


def read(given: str, tables: Tables) -> tuple[OwnGroup, ...]:
    """The groups of a link. Raises BadValue."""
    if not given:
        return ()
    if len(given) > LONGEST_TEXT:
        raise BadValue("fields-groups-too-long")
    groups = tuple(_one(part, tables) for part in given.split("_"))
    if len(groups) > MOST_GROUPS:
        raise BadValue("fields-groups-most", number=MOST_GROUPS)
    if len({group.name.casefold() for group in groups}) < len(groups):
        raise BadValue("fields-groups-same-name")
    counted: set[str] = set()
    for group in groups:
        if twice := sorted(counted & set(group.codes)):
            raise BadValue("fields-groups-donor-twice", donor=tables.donor_of[twice[0]])
        counted |= set(group.codes)
    return groups


def added(groups: tuple[OwnGroup, ...], given: str, tables: Tables) -> tuple[OwnGroup, ...]:
    """The groups with one more, which takes the place of one of the same name. Raises as `read`."""
    found = read(given, tables)
    if len(found) != 1:
        raise BadValue("fields-groups-one-at-a-time", example="Nordics~DNK.SWE")
    kept = [group for group in groups if group.name.casefold() != found[0].name.casefold()]
    return read(text((*kept, *found)), tables)


def without(groups: tuple[OwnGroup, ...], name: str) -> tuple[OwnGroup, ...]:
    """The groups but for one."""
    return tuple(group for group in groups if group.name != name)


def _one(part: str, tables: Tables) -> OwnGroup:
    name, _, list_of_codes = part.partition("~")
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadValue("fields-groups-name-length", most=LONGEST_NAME)
    if not all(c.isalnum() or c in _IN_NAMES for c in name):
        raise BadValue("fields-groups-name-characters")
    codes = tuple(sorted({code for code in list_of_codes.split(".") if code}))
    if unknown := [code for code in codes if code not in tables.donor_of]:
        raise BadValue("fields-groups-unknown-donor", code=unknown[0][:12])
    if not codes:
        raise BadValue("fields-groups-no-donor")
    return OwnGroup(name, codes)
