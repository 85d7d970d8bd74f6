"""Pick: what the reader has picked in the chapter on who coordinates - a day, an actor, towns."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from widgets import words
from widgets.reading.field import BadValue, chosen
from widgets.tables import dates
from widgets.tables.package import Tables
from widgets.words.messages import message

FIRST_DAY = date(2022, 2, 24)
ENDS = {"centre": message("fields-ends-centre"), "border": message("fields-ends-border")}
ANNOUNCED = "announced"


@lru_cache(maxsize=4)
def last_day(tables: Tables) -> date:
    """The latest day for which the sources speak of a role or of the standing of a system."""
    found = [
        frame.loc[frame["end"] == dates.OPEN, "end_first"].max()
        for frame in (tables.roles, tables.system_states)
    ]
    return date.fromisoformat(max(found))


def day_of(text: str, tables: Tables) -> str:
    """A day that can be picked, `YYYY-MM-DD`. Raises BadValue."""
    try:
        day = date.fromisoformat(text)
        if day.isoformat() == text and FIRST_DAY <= day <= last_day(tables):
            return text
    except ValueError:
        pass
    ends = {"first": FIRST_DAY, "last": last_day(tables)}
    said = {f"{name}_day": words.day_name(day) for name, day in ends.items()}
    raise BadValue("fields-asof-day", **ends, **said)


def numbered(text: str) -> str:
    """The day that a slider means by its number: days since the first one, 0 and up."""
    if not text.isdecimal() or len(text) > 5:
        return ""
    return (FIRST_DAY + timedelta(days=int(text))).isoformat()


def number_of(day: date) -> int:
    """A day as a slider's number: days since the first one."""
    return (day - FIRST_DAY).days


def _days(tables: Tables) -> dict[str, str]:
    days = (FIRST_DAY + timedelta(days=i) for i in range(number_of(last_day(tables)) + 1))
    return {day.isoformat(): words.day_name(day) for day in days}


def _actors(tables: Tables) -> dict[str, str]:
    """By name; the full one, so that it can be found by its first letters."""
    rows = tables.actors.sort_values("name", key=lambda names: names.str.lower())
    named = rows[["actor", "name", "full_name"]].itertuples(index=False, name=None)
    return {"": message("fields-none")} | {
        actor: name if name in full else message("fields-actor-named", short=name, full=full)
        for actor, name, full in named
    }


def _towns(tables: Tables) -> dict[str, str]:
    return {town: town for town in tables.places["place"]}


def _bases(tables: Tables) -> dict[str, str]:
    """Towns round which ranges are drawn: the seat of the unit that the report means, the exclave
    that it names, and the other US Army town on the map.
    """
    return {town: town for town in tables.places.dropna(subset="base").sort_values("base")["place"]}


def _systems(tables: Tables) -> dict[str, str]:
    named = tables.systems[["system", "name", "operator"]].itertuples(index=False, name=None)
    announced = {ANNOUNCED: message("fields-rings-announced")}
    return announced | {
        system: message("fields-system", system=name, operator=operator)
        for system, name, operator in named
    }


@dataclass(frozen=True)
class Pick:
    """`asof`: day `YYYY-MM-DD`; `who`: an actor or ""; `here`, `there`: towns; `ends`: centre or
    border; `base`: the town that ranges are drawn round; `rings`: a system, or those announced.
    """

    asof: str = chosen(message("fields-asof"), _days, "2025-04-11", parse=day_of)
    who: str = chosen(message("fields-who"), _actors)
    here: str = chosen(message("fields-here"), _towns, "Berlin")
    there: str = chosen(message("fields-there"), _towns, "Kaliningrad")
    ends: str = chosen(message("fields-ends"), ENDS, "centre")
    base: str = chosen(message("fields-base"), _bases, "Wiesbaden")
    rings: str = chosen(message("fields-rings"), _systems, ANNOUNCED)

    @property
    def day(self) -> date:
        """The day looked at."""
        return date.fromisoformat(self.asof)
