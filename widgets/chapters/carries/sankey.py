"""Donors -> group -> kind of aid (-> origin of arms): what flowed in the window."""

from dataclasses import dataclass
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, nothing_given, refused
from widgets.chapters.carries.drawings import sankey
from widgets.chapters.carries.over_time import ORIGIN_NAMES
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.flow_choice import AS_IT_COMES, FlowChoice
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables
from widgets.words.messages import message

NAME = "flows-sankey"
NAMED_DONORS_FROM_PCT = 2.0
TAKEN_BACK = readings.Refusal(message("sankey-taken-back"))


def sankey_view(tables: Tables, reading: Reading, choice: FlowChoice = AS_IT_COMES) -> View:
    """Donors -> group -> kind of aid (-> origin of arms) over the window, EUR bn.

    Played up to a month, the window ends there, and every bar keeps the place that it has at the
    window's own end.
    """
    title = message("sankey-subject", what=in_words.subject(reading))
    if refusal := refused(NAME, title, reading, tables):
        return refusal
    whole = _Sums.of(tables, reading)
    now = whole
    if played := played_to(tables, reading, choice):
        now = _Sums.of(tables, reading.but(last=played, rhythm="monthly"))
    if not whole.total > 0:
        return View(NAME, Caption(title), refusal=nothing_given(reading))
    if any(value < 0 for sums in (whole, now) for value in sums.donors.values()):
        return View(NAME, Caption(title), refusal=TAKEN_BACK)
    nodes, links, heads = _parts(tables, reading, choice, whole, now)
    first, last = reading.window(tables)
    table, table_links = _table(reading, nodes, links)
    until = {"last": played} if played else {}
    largest = max(now.donors, key=now.donors.get)
    narrow = message("sankey-note-narrow")
    caption = Caption(
        _title(reading, now, played),
        subtitle=in_words.subtitle(reading.but(unit="eur-bn"), tables, first, played or last),
        source=tables.source_line,
        alt=message(
            "sankey-alt",
            what=in_words.subject(reading),
            total=words.eur_bn(now.total),
            donor=largest,
            amount=words.eur_bn(now.donors[largest]),
        ),
        scope="" if reading.unit == "eur-bn" else message("sankey-scope"),
        sentence=_sentence(reading, now),
        note=f"{message('sankey-note-origin')} {narrow}" if len(heads) > 3 else narrow,
        shows=in_words.shows(
            tables, reading.but(unit="eur-bn", **until), message("sankey-as-a-sum")
        ),
    )
    draw = partial(sankey.draw, nodes, links, heads)
    clicks = message("sankey-clicks")
    return View(NAME, caption, draw, table, links=table_links, clicks=clicks)


def _title(reading: Reading, now: "_Sums", played: str) -> str:
    if not now.total > 0:
        name = f"sankey-nothing-{reading.measure}"
        return message(name, month=words.month_name(played))
    counted = "commitments" if reading.measure == "commitments" else reading.kind
    return message(f"sankey-title-{counted}", total=words.eur_bn(now.total))


def played_to(tables: Tables, reading: Reading, choice: FlowChoice) -> str:
    """The month that the diagram is played up to; "" for the whole window."""
    first, last = reading.window(tables)
    return choice.upto if choice.upto and first <= choice.upto < last else ""


@dataclass(frozen=True)
class _Sums:
    """EUR bn over one window: by donor, by kind and group, by origin (empty if not known).

    Plain values, since a picture reads each of them and there are many pictures.
    """

    donors: dict[str, float]
    kinds: dict[str, dict[str, float]]
    origins: dict[str, float]

    @classmethod
    @lru_cache(maxsize=64)  # the whole window's stay the same while it is played
    def of(cls, tables: Tables, reading: Reading) -> "_Sums":
        donors = flows.window_sums(tables, reading, "donor").fillna(0.0).to_dict()
        kinds = flows.by_kind(tables, reading).fillna(0.0).to_dict()
        return cls(donors, kinds, flows.origins(tables, reading).to_dict())

    @property
    def total(self) -> float:
        return sum(self.donors.values())

    def group(self, group: str) -> float:
        """All kinds of one group together."""
        return sum(sums[group] for sums in self.kinds.values())


def _parts(
    tables: Tables, reading: Reading, choice: FlowChoice, whole: _Sums, now: _Sums
) -> tuple[list[sankey.Node], list[sankey.Link], list[str]]:
    """Nodes and links with what flowed up to now, and the room that the whole window needs."""
    key, names = flows.group_of(tables, reading), flows.group_names(tables, reading)
    given = [group for group in names if group in set(_groups(whole)) and whole.group(group) > 0]
    codes = {donor: code for code, donor in tables.donor_of.items()}
    nodes, links = [], []
    for group in given:
        colour = "you" if group.startswith("own-") else group
        named, rest = _named(whole.donors, key, group, choice.named)
        shown = [([donor], donor, _donor_focus(reading, codes[donor])) for donor in named]
        if rest:
            name = ", ".join(rest) if len(rest) < 3 else _rest_name(names[group], bool(named))
            shown.append((rest, name, ""))
        for donors, name, focus in shown:
            node = donors[0] if focus else f"rest-{group}"
            value, most = (sum(s.donors[d] for d in donors) for s in (now, whole))
            paint = tables.group_of[donors[0]] if focus else colour
            nodes.append(sankey.Node(node, 0, name, paint, value, group, True, most, focus))
            links.append(sankey.Link(node, group, value, colour, most))
        value, most = (sums.group(group) for sums in (now, whole))
        focus = "" if len(shown) == 1 else _group_focus(tables, reading, key, group)
        node = sankey.Node(group, 1, names[group], colour, value, "", len(shown) > 1, most, focus)
        nodes.append(node)
    for kind in whole.kinds:
        label = readings.KINDS[kind]
        if reading.measure == "commitments":
            label = message("sankey-kind-not-split")
        value, most = (sum(s.kinds[kind][g] for g in given) for s in (now, whole))
        focus = _kind_focus(reading, kind)
        nodes.append(sankey.Node(kind, 2, label, "rule2", value, "", True, most, focus))
        for group in given:
            colour = "you" if group.startswith("own-") else group
            flow, room = (sums.kinds[kind][group] for sums in (now, whole))
            links.append(sankey.Link(group, kind, flow, colour, room))
    for origin, most in whole.origins.items():
        value = now.origins[origin]
        nodes.append(sankey.Node(origin, 3, ORIGIN_NAMES[origin], "rule2", value, "", True, most))
        links.append(sankey.Link("military", origin, value, "rule2", most))
    heads = ["donor", "group", "kind"] + ["origin"] * bool(len(whole.origins))
    return nodes, links, [message(f"sankey-head-{head}") for head in heads]


def _groups(sums: _Sums) -> list[str]:
    return list(next(iter(sums.kinds.values())))


def _donor_focus(reading: Reading, code: str) -> str:
    """The step that counts a donor alone, or all of them again."""
    return "donors:all" if reading.donors == (code,) else f"donors:{code}"


def _group_focus(tables: Tables, reading: Reading, key: dict[str, str], group: str) -> str:
    codes = tuple(sorted(c for c, donor in tables.donor_of.items() if key[donor] == group))
    return "donors:all" if reading.donors == codes else f"donors:{'.'.join(codes)}"


def _kind_focus(reading: Reading, kind: str) -> str:
    if reading.measure == "commitments":
        return ""
    return "kind:all" if reading.kind == kind else f"kind:{kind}"


def _named(
    donors: dict[str, float], key: dict[str, str], group: str, how_many: str
) -> tuple[list[str], list[str]]:
    """A group's donors by name, largest first, and those folded into one node.

    `how_many`: the number of donors named in all groups together, `all`, or "" for those that gave
    `NAMED_DONORS_FROM_PCT` or more. One donor alone is never folded.
    """
    ranked = sorted((d for d in donors if donors[d] > 0), key=donors.get, reverse=True)
    if how_many == "":
        least = sum(donors.values()) * NAMED_DONORS_FROM_PCT / 100
        large = {donor for donor in ranked if donors[donor] >= least}
    else:
        large = set(ranked if how_many == "all" else ranked[: int(how_many)])
    members = [donor for donor in ranked if key[donor] == group]
    rest = [donor for donor in members if donor not in large]
    if len(rest) == 1:
        return members, []
    return [donor for donor in members if donor in large], rest


def _rest_name(name: str, has_named: bool) -> str:
    return flows.rest_of(name) if has_named else name


def _table(
    reading: Reading, nodes: list[sankey.Node], links: list[sankey.Link]
) -> tuple[pd.DataFrame, dict[str, list[words.Markup]]]:
    """Every flow as a row, and the ends of it as links that count them alone."""
    by_key = {node.key: node for node in nodes}
    kept = [k for k in links if k.eur_bn > 0]
    ends = {
        message("sankey-column-from"): [by_key[link.source] for link in kept],
        message("sankey-column-to"): [by_key[link.target] for link in kept],
    }
    table = pd.DataFrame(
        {column: [node.name for node in found] for column, found in ends.items()}
        | {readings.UNITS["eur-bn"]: [float(k.eur_bn) for k in kept]}
    )
    return table, {
        c: [_focus_link(reading, n.name, n.focus) for n in found] for c, found in ends.items()
    }


@lru_cache(maxsize=512)  # the same in every month that is played
def _focus_link(reading: Reading, name: str, focus: str) -> words.Markup:
    if not focus:
        return words.Markup.escape(name)
    field, _, value = focus.partition(":")
    codes = tuple(value.split(".")) if field == "donors" and value != "all" else value
    query = reading.but(**{field: codes}).to_query()
    return words.step_link(name, "set", f"{field}={value}", query=query)


def _sentence(reading: Reading, now: _Sums) -> words.Markup:
    if not now.total > 0:
        return words.sentence(f"sankey-up-to-here-{reading.measure}")
    if reading.kind == "all" and reading.measure == "allocations":
        military = sum(now.kinds["military"].values())
        return words.sentence("sankey-of-this", share=words.pct(100 * military / now.total))
    if len(now.donors) == 1:
        return words.Markup("")
    given = sorted((d for d in now.donors if now.donors[d] > 0), key=now.donors.get, reverse=True)
    top = given[: 1 if len(given) < 4 else 3]
    return words.sentence(
        f"sankey-largest-{reading.measure}",
        donors=words.capital(words.listed([words.the(d) for d in top])),
        share=words.pct(100 * sum(now.donors[d] for d in top) / now.total),
        total=words.eur_bn(now.total),
    )


def steps(tables: Tables, address: Address) -> words.Markup:
    """Links to the month before and after the one that the diagram is played up to."""
    reading = address.reading
    months = flows.window_months(tables, reading)
    played = played_to(tables, reading, address.flow) or months[-1]
    at = months.index(played)
    around = {"sankey-back-to": at - 1, "sankey-on-to": at + 1}
    set_to = [*months[:-1], ""]  # the last month's picture is the whole window's
    links = [
        words.step_link(
            message(name, month=words.month_short(months[i])),
            "set",
            f"upto={set_to[i]}",
            query=_stepped(address, set_to[i]),
            look="link",
        )
        for name, i in around.items()
        if 0 <= i < len(months)
    ]
    return words.Markup(" ").join(links)


def _stepped(address: Address, month: str) -> str:
    flow = FlowChoice(address.flow.by, address.flow.form, address.flow.named, month)
    return address.but(flow=flow).to_query()


PARTS = {
    NAME: Part(
        lambda tables, address: sankey_view(tables, address.reading, address.flow),
        lambda address: Address(
            address.reading, flow=FlowChoice(named=address.flow.named, upto=address.flow.upto)
        ),
    )
}
