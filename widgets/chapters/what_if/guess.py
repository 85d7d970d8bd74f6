"""Guess first: draw three half-years of the United States and Europe, then see what happened."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, refused
from widgets.chapters.what_if.drawings import class_guesses as class_drawing
from widgets.chapters.what_if.drawings import guess as drawing
from widgets.chapters.what_if.drawings.guess import Handle
from widgets.draw.sheet import nice_top
from widgets.reading import in_words
from widgets.reading.address import Address
from widgets.reading.reading import Reading, Refusal
from widgets.reading.what_if import GUESS_STEP, WhatIf
from widgets.sums import guess, scenario
from widgets.tables.package import Tables, load

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


def scope(reading: Reading, donors: str = "all donors", unit: str = "eur-bn") -> str:
    """What of the Reading a chart of this chapter does not follow, in a few words."""
    own = {
        "donors": (donors, reading.donors != "all"),
        "window": ("months of the scenario", bool(reading.first or reading.last)),
        "unit": ("EUR bn" if unit == "eur-bn" else "% of GDP", reading.unit != unit),
    }
    differs = {name: words_of for name, (words_of, is_other) in own.items() if is_other}
    # EUR bn is what a Reading counts in at first: no choice of the reader's is left out then
    if unit != "eur-bn" and reading.unit == "eur-bn":
        differs.pop("unit", None)
    if not differs:
        return ""
    return f"{', '.join(differs.values())}: not your {words.listed(list(differs))}"


def hidden(what: str) -> words.Markup:
    """That something is not shown before the guess, with the link that shows it."""
    return words.Markup(
        "{} is hidden until you have guessed: "
        '<a class="link" href="?{}#what-if" data-set="revealed=yes">show it now</a>.'
    ).format(what, WhatIf(revealed="yes").to_query())


def view(tables: Tables, reading: Reading, assumed: WhatIf) -> View:
    """The half-years known, the guess to be dragged, and, when it is to be shown, what came."""
    title = "Guess first: what will they give?"
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
    draw = partial(
        drawing.draw,
        known.clip(lower=0.0),
        mine,
        shown.clip(lower=0.0),
        [*known_spans, *ahead],
        handles,
        most=most,
        title=title,
        subtitle=words.capital(
            f"{in_words.subject(counted)}, EUR bn a year in each half-year, to {last}"
        ),
        source=tables.source_line,
        alt=f"Steps by half-year, the United States and Europe, and your guess to {last}. {title}.",
        scope=scope(reading, "the US and Europe"),
    )
    note = (
        "A guess is kept in the link and is sent nowhere; what you leave as it is stays at the "
        "level of the last twelve months."
    )
    both = counted.but(donors="europe-us", first=known_spans[0][0], last=ahead[-1][1])
    shows = in_words.shows(tables, both, "by half-year, each times two")
    return View(
        NAME,
        title,
        draw,
        _table(known, mine, shown, [*known_spans, *ahead]),
        _sentence(tables, counted, assumed),
        note,
        decimals=1,
        shows=shows,
    )


def _handles(
    mine: pd.DataFrame, ahead: list[tuple[str, str]], most: float
) -> dict[tuple[str, str], Handle]:
    return {
        (first, bloc): Handle(
            f"{bloc}_{half}",
            f"Your guess on the chart, {drawing.NAMES[bloc]}, {words.span(first, last)}, "
            "EUR bn a year",
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
        us, europe = (words.eur_bn(own[f"came_{bloc}"]) for bloc in guess.BLOCS)
        return f"The US {in_words.verb(reading)} {us} and Europe {europe}; you guessed nothing"
    parts = [
        f"{name} {words.eur_bn(abs(own[bloc] - own[f'came_{bloc}']))} "
        + ("less" if own[bloc] > own[f"came_{bloc}"] else "more")
        for bloc, name in (("us", "The US gave"), ("europe", "Europe"))
    ]
    return f"{parts[0]} than you expected, {parts[1]}"


def _sentence(tables: Tables, reading: Reading, assumed: WhatIf) -> words.Markup:
    spans = guess.halves(assumed.cutoff)
    if not assumed.is_shown:
        year = guess.last_year(tables, reading, assumed.cutoff)
        return words.Markup(
            "It is the end of {}. In the last twelve months the United States {} {} and Europe "
            "{}. What do you expect for each of the next three half-years? Drag the diamonds, "
            "move them with the arrow keys, or type below; then have it shown."
        ).format(
            words.month_name(assumed.cutoff),
            in_words.verb(reading),
            words.figure(words.eur_bn(year["us"]), "us"),
            words.figure(words.eur_bn(year["europe"]), "eu"),
        )
    found = guess.result(tables, reading, assumed)
    if found.empty:
        text = (
            "Nothing can be compared yet: the release ends in {}, before the end of your first "
            "half-year, {}."
        )
        last = words.month_name(tables.release["last_month"])
        return words.Markup(text).format(last, words.span(*spans[0]))
    own = found.loc["guess"]
    ended = [last for _, last in spans if last <= tables.months[-1]][-1]
    if not assumed.is_guessed:
        return words.Markup(
            "You guessed nothing, so there is no guess to compare. Up to {} the United States {} "
            "{} and Europe {}. The level of the last twelve months, which stands as your guess "
            "until you change it, is off by {} in all, half-year by half-year."
        ).format(
            words.month_name(ended),
            in_words.verb(reading),
            words.figure(words.eur_bn(own["came_us"]), "us"),
            words.figure(words.eur_bn(own["came_europe"]), "eu"),
            words.eur_bn(own["miss"]),
        )
    return words.Markup(
        "Added up to {}, each half-year at half of its yearly figure, you expected {} from the "
        "United States and {} from Europe; they {} {} and {}. "
        "Half-year by half-year you are off by {} in all. {}"
    ).format(
        words.month_name(ended),
        words.figure(words.eur_bn(own["us"]), "you"),
        words.figure(words.eur_bn(own["europe"]), "you"),
        in_words.verb(reading),
        words.figure(words.eur_bn(own["came_us"]), "us"),
        words.figure(words.eur_bn(own["came_europe"]), "eu"),
        words.figure(words.eur_bn(own["miss"]), "you"),
        _compared(found["miss"]),
    )


def _compared(miss: pd.Series) -> str:
    """How guesses without thought did, and which of them the reader's beats.

    One that is as near, but for the step of a guess, is not beaten.
    """
    off = [f"“{name}” by {words.eur_bn(miss[key])}" for key, name in guess.NAIVE.items()]
    nearer = [f"“{n}”" for k, n in guess.NAIVE.items() if miss["guess"] < miss[k] - GUESS_STEP]
    equal = [f"“{n}”" for k, n in guess.NAIVE.items() if abs(miss["guess"] - miss[k]) <= GUESS_STEP]
    if len(nearer) == len(guess.NAIVE):
        how = "Yours is nearer than all three."
    elif nearer:
        how = f"Yours is nearer than {words.listed(nearer)}"
        how += f" and about as near as {words.listed(equal)}." if equal else "."
    elif equal:
        how = f"Yours is about as near as {words.listed(equal)} and nearer than none."
    else:
        how = "Yours is nearer than none of them."
    return f"Guesses without thought are off as well: {words.listed(off)}. {how}"


def _table(
    known: pd.DataFrame, mine: pd.DataFrame, shown: pd.DataFrame, spans: list[tuple[str, str]]
) -> pd.DataFrame:
    months = [first for first, _ in spans]
    seen = pd.concat([known, shown]).reindex(months)
    table = {"Half-year": [words.short_span(*span) for span in spans]}
    for bloc, name in drawing.NAMES.items():
        table[f"{name}, EUR bn a year"] = list(seen[bloc])
        table[f"Your guess, {name}, EUR bn a year"] = list(mine.reindex(months)[bloc])
    return pd.DataFrame(table)


def tools(address: Address) -> words.Markup:
    """The one button: to show what happened, or to hide it and guess on. A plain link without a
    guess: nobody has to give one.
    """
    assumed = address.what_if
    to = "" if assumed.is_shown else "yes"
    look, name = "filled", "Show what happened"
    if assumed.is_shown:
        name = "Hide it and guess again" if assumed.is_guessed else "Hide it and guess"
    elif not assumed.is_guessed:
        look, name = "link", "Skip the guess: show what happened"
    query = address.but(what_if=assumed.but(revealed=to)).to_query()
    return words.Markup('<a class="{}" href="?{}#what-if" data-set="revealed={}">{}</a>').format(
        look, query, to, name
    )


# --- a class -----------------------------------------------------------------------------------


def class_view(links: list[str], tables: Tables | None = None) -> View:
    """A class's guesses as one chart, from their links; `Chart(class_view(links))` shows it.

    Only links that stand at the same cut-off and count the same as the first one are drawn; the
    table has all of them.
    """
    tables = tables or load()
    found = guess.collect(links, tables)
    name, title = "class-guesses", "What the class expected"
    drawn = found[found["us"].notna()]
    if drawn.empty:
        return View(name, title, refusal=Refusal("No link has a guess that can be compared."))
    first = drawn.iloc[0]
    same = [
        *(drawn[c].eq(first[c]) for c in ("cutoff", "came_us", "came_europe")),
    ]
    drawn = drawn[same[0] & same[1] & same[2]]
    nearest = drawn["miss"].min()
    title = f"{len(drawn)} guesses; the nearest is off by {words.eur_bn(nearest)}"
    draw = partial(
        class_drawing.draw,
        drawn,
        title=title,
        subtitle=f"EUR bn added up, guessed at the end of {words.month_name(first['cutoff'])}",
        source=tables.source_line,
        alt=f"Dots, one a guess, for the United States and Europe, beside what came. {title}.",
    )
    table = found.rename(
        columns={
            "link": "Link",
            "cutoff": "Cut-off",
            "us": "United States guessed, EUR bn",
            "europe": "Europe guessed, EUR bn",
            "came_us": "United States came, EUR bn",
            "came_europe": "Europe came, EUR bn",
            "miss": "Off by, EUR bn",
            "problem": "Problem",
        }
    )
    left_out = len(found) - len(drawn)
    note = f"{left_out} links are not drawn: see the table." if left_out else ""
    return View(name, title, draw, table, words.Markup(""), note, decimals=1)


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.what_if),
        lambda address: Address(marked(address.reading), what_if=address.what_if.guess()),
    )
}


def start_link(page: str, seed: int, tables: Tables | None = None) -> str:
    """A link to hand out: the same number gives the same start. `page` is the page's address."""
    return f"{page.split('?')[0]}?{guess.start(tables or load(), seed)}#what-if"
