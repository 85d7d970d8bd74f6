"""Guess first: draw three half-years of the United States and Europe, then see what happened."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, refused
from widgets.chapters.what_if.drawings import class_guesses as class_drawing
from widgets.chapters.what_if.drawings import guess as drawing
from widgets.chapters.what_if.drawings.guess import Handle
from widgets.draw.sheet import nice_top
from widgets.reading import in_words
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.reading.what_if import BLOC_NAMES, GUESS_STEP, WhatIf
from widgets.sums import guess, scenario
from widgets.tables.package import Tables, load
from widgets.words import message, sentence

NAME = "guess"
ROOM = 1.6  # of the highest level known: so much a guess can be dragged to
FIXED = {"unit": "eur-bn", "rhythm": "monthly", "donors": "all", "first": None, "last": None}


def followed(reading: Reading) -> Reading:
    """What the chapter follows of a Reading; all of one that has no answer, to lead back to it."""
    no_kind = reading.measure == "commitments" and reading.kind != "all"
    if no_kind or reading.eu_institutions == "imputed":
        return reading
    return scenario.counted(reading)


def marked(reading: Reading) -> Reading:
    """What the chapter follows, and whether there is more that it does not: any other list of
    donors, window or unit stands for all of them, since the charts say only that they differ.
    """
    kept = followed(reading)
    if kept is reading:
        return kept
    has_window = reading.first or reading.last
    return kept.but(
        donors="all" if reading.donors == "all" else "nato",
        first=scenario.REFERENCE[0] if has_window else None,
        unit=reading.unit if reading.unit in ("eur-bn", "pct-gdp") else "share",
    )


def scope(reading: Reading, donors: str = "", unit: str = "eur-bn") -> str:
    """What of the Reading a chart of this chapter does not follow, in a few words."""
    own = {
        "donors": donors or message("what-if-scope-own-donors"),
        "window": message("what-if-scope-own-window"),
        "unit": message("what-if-scope-own-unit", unit=unit),
    }
    is_other = {
        "donors": reading.donors != "all",
        "window": reading.first or reading.last,
        # EUR bn is what a Reading counts in at first: no choice of the reader's is left out then
        "unit": reading.unit not in (unit, "eur-bn"),
    }
    differs = [name for name in own if is_other[name]]
    if not differs:
        return ""
    names = words.listed([message(f"what-if-scope-name-{name}") for name in differs])
    return message("what-if-scope", own=", ".join(own[name] for name in differs), names=names)


def hidden(name: str, **values: object) -> words.Markup:
    """A message that something is not shown before the guess, with the link that shows it."""
    query = WhatIf(revealed="yes").to_query()
    text = message("guess-show-now")
    link = words.step_link(text, "set", "revealed=yes", "what-if", query=query, look="link")
    return sentence(name, link=link, **values)


def view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """The half-years known, the guess to be dragged, and, when it is to be shown, what came."""
    title = message("guess-title")
    if refusal := refused(NAME, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    ahead = guess.halves(assumed.cutoff)
    known_spans = guess.known_halves(tables, assumed.cutoff)
    known = guess.levels(tables, counted, known_spans)
    mine = guess.guessed(tables, counted, assumed)
    came = guess.levels(tables, counted, ahead).dropna()
    shown = came if assumed.is_shown else came.iloc[:0]
    highest = max(float(known.max().max()), 1.0)
    reached = max(float(mine.max().max()), float(shown.max().max()) if len(shown) else 0.0)
    most = nice_top(max(highest * ROOM, reached))
    handles = {} if assumed.is_shown else _handles(mine, ahead, most)
    title = _title(tables, counted, assumed) or title
    last = words.month_name(ahead[-1][1])
    spans = [*known_spans, *ahead]
    both = counted.but(donors="europe-us", first=known_spans[0][0], last=ahead[-1][1])
    caption = Caption(
        title,
        words.capital(message("guess-subtitle", subject=in_words.subject(counted), month=last)),
        tables.source_line,
        message("guess-alt", month=last, title=title),
        scope(reading, message("guess-scope-own-donors")),
        _sentence(tables, counted, assumed),
        message("guess-note"),
        in_words.shows(tables, both, message("guess-shows-how")),
    )
    draw = partial(
        drawing.draw,
        known.clip(lower=0.0),
        mine,
        shown.clip(lower=0.0),
        spans,
        handles,
        most=most,
    )
    return View(NAME, caption, draw, _table(known, mine, shown, spans), decimals=1)


def _handles(
    mine: pd.DataFrame, ahead: list[tuple[str, str]], most: float
) -> dict[tuple[str, str], Handle]:
    return {
        (first, bloc): Handle(
            f"{bloc}_{half}",
            message("guess-handle", bloc=BLOC_NAMES[bloc], span=words.span(first, last)),
            float(mine.loc[first, bloc]),
            most,
            GUESS_STEP,
        )
        for half, (first, last) in enumerate(ahead, 1)
        for bloc in guess.BLOCS
    }


def _title(tables: Tables, reading: Reading, assumed: WhatIf) -> str:
    found = guess.result(tables, reading, assumed)
    if not assumed.is_shown or found.empty:
        return ""
    own = found.loc["guess"]
    if not assumed.is_guessed:
        came = {bloc: words.eur_bn(own[f"came_{bloc}"]) for bloc in guess.BLOCS}
        return message("guess-title-not-guessed", verb=in_words.verb(reading), **came)
    off: dict[str, str] = {}
    for bloc in guess.BLOCS:
        off[bloc] = words.eur_bn(abs(own[bloc] - own[f"came_{bloc}"]))
        off[f"{bloc}_side"] = "less" if own[bloc] > own[f"came_{bloc}"] else "more"
    return message("guess-title-off", **off)


def _sentence(tables: Tables, reading: Reading, assumed: WhatIf) -> words.Markup:
    spans, verb = guess.halves(assumed.cutoff), in_words.verb(reading)
    if not assumed.is_shown:
        year = guess.last_year(tables, reading, assumed.cutoff)
        return sentence(
            "guess-question",
            month=words.month_name(assumed.cutoff),
            verb=verb,
            us=words.figure(words.eur_bn(year["us"]), "us"),
            europe=words.figure(words.eur_bn(year["europe"]), "eu"),
        )
    found = guess.result(tables, reading, assumed)
    if found.empty:
        last = words.month_name(tables.release["last_month"])
        return sentence("guess-too-early", month=last, span=words.span(*spans[0]))
    own = found.loc["guess"]
    ended = words.month_name([last for _, last in spans if last <= tables.months[-1]][-1])
    came_us = words.figure(words.eur_bn(own["came_us"]), "us")
    came_europe = words.figure(words.eur_bn(own["came_europe"]), "eu")
    if not assumed.is_guessed:
        return sentence(
            "guess-not-guessed",
            month=ended,
            verb=verb,
            us=came_us,
            europe=came_europe,
            miss=words.eur_bn(own["miss"]),
        )
    text = sentence(
        "guess-result",
        month=ended,
        us=words.figure(words.eur_bn(own["us"]), "you"),
        europe=words.figure(words.eur_bn(own["europe"]), "you"),
        verb=verb,
        came_us=came_us,
        came_europe=came_europe,
        miss=words.figure(words.eur_bn(own["miss"]), "you"),
    )
    return words.Markup(" ").join([text, _compared(found["miss"])])


def _compared(miss: pd.Series) -> str:
    """How guesses without thought did, and which of them the reader's beats.

    One that is as near, but for the step of a guess, is not beaten.
    """
    off = [
        message("guess-naive-off-by", guess=naive, amount=words.eur_bn(miss[key]))
        for key, naive in guess.NAIVE.items()
    ]
    nearer = [n for k, n in guess.NAIVE.items() if miss["guess"] < miss[k] - GUESS_STEP]
    equal = [n for k, n in guess.NAIVE.items() if abs(miss["guess"] - miss[k]) <= GUESS_STEP]
    if len(nearer) == len(guess.NAIVE):
        how = message("guess-nearer-than-all")
    elif nearer and equal:
        near = {"names": words.listed(nearer), "equal": words.listed(equal)}
        how = message("guess-nearer-than-and-near", **near)
    elif nearer:
        how = message("guess-nearer-than", names=words.listed(nearer))
    elif equal:
        how = message("guess-near", equal=words.listed(equal))
    else:
        how = message("guess-nearer-than-none")
    return f"{message('guess-naive-off', names=words.listed(off))} {how}"


def _table(
    known: pd.DataFrame, mine: pd.DataFrame, shown: pd.DataFrame, spans: list[tuple[str, str]]
) -> pd.DataFrame:
    months = [first for first, _ in spans]
    seen = pd.concat([known, shown]).reindex(months)
    table = {message("guess-head-half-year"): [words.short_span(*span) for span in spans]}
    for bloc, name in BLOC_NAMES.items():
        table[message("guess-head-seen", bloc=name)] = list(seen[bloc])
        table[message("guess-head-guess", bloc=name)] = list(mine.reindex(months)[bloc])
    return pd.DataFrame(table)


def tools(address: Address) -> words.Markup:
    """The one button: to show what happened, or to hide it and guess on. A plain link without a
    guess: nobody has to give one.
    """
    assumed = address.what_if
    to = "" if assumed.is_shown else "yes"
    look, text = "filled", message("guess-show")
    if assumed.is_shown:
        text = message("guess-hide-again" if assumed.is_guessed else "guess-hide")
    elif not assumed.is_guessed:
        look, text = "link", message("guess-skip")
    query = address.but(what_if=assumed.but(revealed=to)).to_query()
    return words.step_link(text, "set", f"revealed={to}", "what-if", query=query, look=look)


# --- a class -----------------------------------------------------------------------------------


def class_view(links: list[str], tables: Tables | None = None) -> View:
    """A class's guesses as one chart, from their links; `Chart(class_view(links))` shows it.

    Only links that stand at the same cut-off and count the same as the first one are drawn; the
    table has all of them.
    """
    tables = tables or load()
    found = guess.collect(links, tables)
    name = "class-guesses"
    drawn = found[found["us"].notna()]
    if drawn.empty:
        refusal = Refusal(message("guess-class-none"))
        return View(name, Caption(message("guess-class")), refusal=refusal)
    first = drawn.iloc[0]
    same = ["cutoff", "came_us", "came_europe"]
    drawn = drawn[drawn[same].eq(first[same]).all(axis=1)]
    nearest = words.eur_bn(drawn["miss"].min())
    title = message("guess-class-title", number=len(drawn), miss=nearest)
    left_out = len(found) - len(drawn)
    caption = Caption(
        title,
        message("guess-class-subtitle", month=words.month_name(first["cutoff"])),
        tables.source_line,
        message("guess-class-alt", title=title),
        note=message("guess-class-left-out", number=left_out) if left_out else "",
    )
    heads = {
        "link": message("guess-class-head-link"),
        "cutoff": message("guess-class-head-cutoff"),
        "miss": message("guess-class-head-miss"),
        "problem": message("guess-class-head-problem"),
    }
    for bloc, named in BLOC_NAMES.items():
        heads[bloc] = message("guess-class-head-guessed", bloc=named)
        heads[f"came_{bloc}"] = message("guess-class-head-came", bloc=named)
    draw = partial(class_drawing.draw, drawn)
    return View(name, caption, draw, found.rename(columns=heads), decimals=1)


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.what_if),
        lambda address: Address(marked(address.reading), what_if=address.what_if.guess()),
    )
}


def start_link(page: str, seed: int, tables: Tables | None = None) -> str:
    """A link to hand out: the same number gives the same start. `page` is the page's address."""
    return f"{page.split('?')[0]}?{guess.start(tables or load(), seed)}#what-if"
