"""What the measurements do to the page: the same steps whoever serves it."""

from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.tables.package import Tables

Step = tuple[str, str]  # field and value of a control
FIELD = "last"
REPORT = "2024-09"  # the month before the news report
# Different controls, each state new; every one changes the first chart of the flows.
JUMPS: tuple[Step, ...] = (
    (FIELD, REPORT),
    ("unit", "share"),
    ("kind", "all"),
    ("rhythm", "cumulative"),
    ("first", "2023-01"),
    ("unit", "eur-bn"),
    ("measure", "commitments"),
    ("rhythm", "rolling-12"),
    (FIELD, "2025-06"),
    ("measure", "allocations"),
    ("donors", "europe-us"),
    ("eu_institutions", "out"),
    ("kind", "military"),
)


def first(tables: Tables) -> Step:
    """The step that tells when a page answers."""
    return FIELD, tables.months[-2]


def walk(tables: Tables, steps: int) -> list[Step]:
    """The same control, a month on each time, as with an arrow key."""
    return [(FIELD, month) for month in tables.months[-2 : -2 - steps : -1]]


def jumped(tables: Tables) -> list[Address]:
    """The addresses along JUMPS, the default first."""
    path = [Address()]
    for step in JUMPS:
        path.append(addresses.changed(path[-1], [["set", *step]], tables)[0])
    return path


def reached(tables: Tables) -> list[Address]:
    """The addresses that steps, jumps and a drag of the last month can lead to."""
    ends = [addresses.changed(Address(), [["set", FIELD, m]], tables)[0] for m in tables.months]
    return list(dict.fromkeys([*ends, *jumped(tables)]))
