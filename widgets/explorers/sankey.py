"""Donors -> group -> kind of aid (-> origin of arms): what flowed in the window."""

from functools import partial

import pandas as pd

from widgets import flows, words
from widgets import reading as readings
from widgets.figures import sankey
from widgets.reading import Reading
from widgets.tables import Tables
from widgets.view import View, nothing_given, refused

NAMED_DONORS_FROM_PCT = 2.0


def sankey_view(tables: Tables, reading: Reading) -> View:
    """Donors -> group -> kind of aid (-> origin of arms) over the window, EUR bn."""
    name, title = "flows-sankey", f"Where the {words.subject(reading)} came from"
    if refusal := refused(name, title, reading, tables):
        return refusal
    total = flows.total_eur_bn(tables, reading)
    if not total > 0:
        return View(name, title, refusal=nothing_given(reading))
    donors = flows.window_sums(tables, reading, "donor")
    if (donors < 0).any():
        return View(name, title, refusal=TAKEN_BACK)
    nodes, links, heads = _sankey_parts(tables, reading, donors)
    end = "and what it was for" if reading.kind == "all" else ""
    title = f"Where {words.eur_bn(total)}{words.aid_name(reading)} came from {end}".strip()
    scope = "" if reading.unit == "eur-bn" else "in EUR bn: not your unit"
    eur = reading.but(unit="eur-bn")
    subtitle = words.subtitle(eur, tables, *reading.window(tables))
    largest = donors.idxmax()
    alt = (
        f"Flow diagram: {words.subject(reading)} from donors to groups to kinds of aid, "
        f"{words.eur_bn(total)} in all; largest donor {largest}, {words.eur_bn(donors[largest])}."
    )
    draw = partial(
        sankey.draw,
        nodes,
        links,
        heads,
        title=title,
        subtitle=subtitle,
        source=words.source_line(tables),
        alt=alt,
        scope=scope,
    )
    table = _sankey_table(nodes, links)
    note = (
        "The split by origin applies published monthly shares to military totals; it is not "
        "known by donor."
        if len(heads) > 3
        else ""
    )
    return View(name, title, draw, table, _sankey_sentence(tables, reading, donors), note)


TAKEN_BACK = readings.Refusal(
    "A donor took back more than it promised in these months, so the parts make no whole."
)
ORIGIN_NAMES = {
    "stockpile": "From stockpiles",
    "procurement": "Newly procured",
    "purl": "PURL",
    "unspecified": "Not specified",
}


def _sankey_parts(
    tables: Tables, reading: Reading, donors: pd.Series
) -> tuple[list[sankey.Node], list[sankey.Link], list[str]]:
    kinds = flows.by_kind(tables, reading)
    given = {group: sum for group, sum in kinds.sum(axis=1).items() if sum > 0}
    groups, donors = list(given), donors.to_dict()
    nodes, links = [], []
    for group in groups:
        named, rest = _named(tables, donors, group)
        for donor in named:
            nodes.append(sankey.Node(donor, 0, donor, group, donors[donor], group))
            links.append(sankey.Link(donor, group, donors[donor], group))
        if rest:
            key, value = f"rest-{group}", sum(donors[donor] for donor in rest)
            name = ", ".join(rest) if len(rest) < 3 else _rest_name(tables, group, named)
            nodes.append(sankey.Node(key, 0, name, group, value, group))
            links.append(sankey.Link(key, group, value, group))
    for group in groups:
        alone = len([n for n in nodes if n.column == 0 and n.family == group]) == 1
        nodes.append(
            sankey.Node(
                group,
                1,
                tables.group_names[group],
                group,
                given[group],
                labelled=not alone,
            )
        )
    for kind, values in kinds.to_dict().items():
        label = "Kind not split" if reading.measure == "commitments" else readings.KINDS[kind]
        nodes.append(sankey.Node(kind, 2, label, "rule2", sum(values[g] for g in groups)))
        links += [sankey.Link(g, kind, values[g], g) for g in groups]
    origins = flows.origins(tables, reading)
    for origin, value in origins.items():
        nodes.append(sankey.Node(origin, 3, ORIGIN_NAMES[origin], "rule2", value))
        links.append(sankey.Link("military", origin, value, "rule2"))
    heads = ["Donor", "Group", "Kind of aid"] + (["Where arms come from"] if len(origins) else [])
    return nodes, links, heads


def _named(tables: Tables, donors: dict[str, float], group: str) -> tuple[list[str], list[str]]:
    """A group's donors by name, largest first, and those folded into one node."""
    members = [d for d, value in donors.items() if value > 0 and tables.group_of[d] == group]
    members.sort(key=donors.get, reverse=True)
    least = sum(donors.values()) * NAMED_DONORS_FROM_PCT / 100
    large = [d for d in members if donors[d] >= least]
    rest = [d for d in members if d not in large]
    if len(rest) == 1 or not large:
        large, rest = (large + rest, []) if len(rest) == 1 else ([], rest)
    return large, rest


def _rest_name(tables: Tables, group: str, named: list[str]) -> str:
    name = tables.group_names[group]
    if not named:
        return name
    return f"Rest of {name[0].lower()}{name[1:]}" if name.startswith("Other") else f"Other {name}"


def _sankey_table(nodes: list[sankey.Node], links: list[sankey.Link]) -> pd.DataFrame:
    names = {node.key: node.name for node in nodes}
    kept = [k for k in links if k.eur_bn > 0]
    return pd.DataFrame(
        {
            "From": [names[k.source] for k in kept],
            "To": [names[k.target] for k in kept],
            "EUR bn": [float(k.eur_bn) for k in kept],
        }
    )


def _sankey_sentence(tables: Tables, reading: Reading, donors: pd.Series) -> words.Markup:
    total = donors.sum()
    if reading.kind == "all" and reading.measure == "allocations":
        military = flows.by_kind(tables, reading)["military"].sum()
        return words.Markup("Of this, {} was military aid.").format(
            words.pct(100 * military / total)
        )
    given = donors[donors > 0]
    top = given.nlargest(1 if len(given) < 4 else 3)
    return words.Markup("{} {} {} of the {}.").format(
        words.capital(words.listed([words.the(d) for d in top.index])),
        words.verb(reading),
        words.pct(100 * top.sum() / total),
        words.eur_bn(total),
    )
