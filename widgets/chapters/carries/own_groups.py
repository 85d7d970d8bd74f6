"""The reader's own groups: what they hold, links to count one alone or to drop it, and examples."""

from functools import lru_cache

from widgets import words
from widgets.reading import own_group
from widgets.reading.address import Address
from widgets.reading.own_group import OwnGroup
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence


@lru_cache(maxsize=4)
def examples(tables: Tables) -> tuple[OwnGroup, ...]:
    """Groups to begin with; the reader may name any others."""
    named = tables.donors.groupby("example_group", sort=False)["iso3"]
    return tuple(OwnGroup(str(name), tuple(sorted(codes))) for name, codes in named)


def text(tables: Tables, address: Address) -> words.Markup:
    """The groups in the link, each with its donors, and what can be done with them."""
    groups = address.reading.groups
    rows = words.Markup("").join(_group(tables, address, group) for group in groups)
    held = {code for group in groups for code in group.codes}
    free = [g for g in examples(tables) if not held & set(g.codes)]
    offered = words.Markup(", ").join(_example(address, group) for group in free)
    room = len(groups) < own_group.MOST_GROUPS
    button = words.Markup('<button type="button" class="link" data-edit>{}</button>').format(
        message("own-groups-name")
    )
    if free:
        button = sentence("own-groups-name-or-take", button=button, examples=offered)
    return words.Markup('<p class="note"><b>{}</b> {} {}</p>{}').format(
        message("own-groups"),
        message("own-groups-shown" if groups else "own-groups-none"),
        button if room else "",
        words.Markup('<ul class="own-groups">{}</ul>').format(rows) if groups else "",
    )


def _group(tables: Tables, address: Address, group: OwnGroup) -> words.Markup:
    reading = address.reading
    alone = reading.donors == group.codes
    donors = "all" if alone else ".".join(group.codes)
    counted = reading.but(donors="all" if alone else group.codes)
    kept = own_group.without(reading.groups, group.name)
    return words.Markup('<li><b class="fig you">{}</b> {} {} {}</li>').format(
        group.name,
        words.listed([tables.donor_of[code] for code in group.codes]),
        words.step_link(
            message("own-groups-count-all" if alone else "own-groups-count-alone"),
            "set",
            f"donors={donors}",
            query=address.but(reading=counted).to_query(),
            look="link",
        ),
        words.step_link(
            message("own-groups-remove"),
            "set",
            f"groups={own_group.text(kept)}",
            query=address.but(reading=reading.but(groups=kept)).to_query(),
            look="link",
        ),
    )


def _example(address: Address, group: OwnGroup) -> words.Markup:
    more = (*address.reading.groups, group)
    query = address.but(reading=address.reading.but(groups=more)).to_query()
    step = f"group={own_group.text((group,))}"
    return words.step_link(group.name, "set", step, query=query, look="link")
