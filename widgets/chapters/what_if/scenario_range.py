"""A scenario as a range: what adds up from the cut-off on, and what is assumed, in words."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import range as fan
from widgets.chapters.what_if.guess import FIXED
from widgets.reading import in_words
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, WhatIf
from widgets.sums import bootstrap, scenario
from widgets.tables.package import Tables
from widgets.words import message, sentence

NAME = "scenario-range"
BAND_HEADS = {
    "low_90": message("scenario-range-head-low-90"),
    "low_50": message("scenario-range-head-low-50"),
    "middle": message("scenario-range-head-middle"),
    "high_50": message("scenario-range-head-high-50"),
    "high_90": message("scenario-range-head-high-90"),
}
CAME_HEAD = message("scenario-range-head-came")
WHO = {
    "all": message("scenario-range-who-all"),
    "rest": message("scenario-range-who-rest"),
    "europe": message("scenario-range-who-europe"),
}


def view(tables: Tables, reading: Reading, assumed: WhatIf, is_shown: bool = True) -> View:
    """What adds up from the cut-off on: bands of the draws, and what came if it is to be shown."""
    if refusal := refused(NAME, message("scenario-range-title"), reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    bands = scenario.bands(tables, counted, assumed)
    known = scenario.happened(tables, counted, assumed)
    came = known if is_shown else known.iloc[:0]
    title = _range_title(bands, came)
    who = WHO[assumed.outcome]
    first, last = bands.index[0], bands.index[-1]
    said = [
        assumption_words(assumed),
        _range_sentence(tables, counted, assumed, bands, came),
    ]
    if len(known) > len(came):
        said.append(guess.hidden("scenario-range-came-hidden"))
    caption = Caption(
        title,
        words.capital(
            message(
                "scenario-range-subtitle",
                subject=in_words.subject(counted),
                who=who,
                span=words.span(first, last),
            )
        ),
        tables.source_line,
        message("scenario-range-alt", runs=bootstrap.DRAWS, title=title),
        guess.scope(reading),
        words.Markup(" ").join(said),
        _range_note(tables, counted, assumed),
        in_words.shows(
            tables,
            counted.but(first=first, last=last),
            message("scenario-range-shows-how"),
            who=who,
        ),
    )
    table = bands.rename(columns=BAND_HEADS)
    table = table.assign(**{CAME_HEAD: came.reindex(bands.index)})
    table = table.rename_axis(message("scenario-range-head-month")).reset_index()
    draw = partial(fan.draw, bands, came, assumed.cutoff, _mark(assumed))
    return View(NAME, caption, draw, table, decimals=1)


def _range_title(bands: pd.DataFrame, came: pd.Series) -> str:
    end, last = bands.iloc[-1], bands.index[-1]
    if came.empty:
        said = {"money": words.eur_bn(end["middle"]), "month": words.month_name(last)}
        return message("scenario-range-title-middle", **said)
    month = came.index[-1]
    row = bands.loc[month]
    said = {"money": words.eur_bn(came.iloc[-1]), "month": words.month_name(month)}
    if came.iloc[-1] > row["high_90"]:
        return message("scenario-range-title-above", **said)
    if came.iloc[-1] < row["low_90"]:
        return message("scenario-range-title-below", **said)
    if month == last:
        return message("scenario-range-title-inside-at-end", **said)
    return message("scenario-range-title-inside", **said)


def _us_span(assumed: WhatIf) -> tuple[str, str] | None:
    """First and last month ahead in which the US assumption counts; None if it counts in none."""
    ahead = scenario.months(assumed)
    first, last = max(assumed.us_from, ahead[0]), min(assumed.us_end or ahead[-1], ahead[-1])
    return (first, last) if first <= last else None


def _mark(assumed: WhatIf) -> tuple[str, str] | None:
    """Where the US assumption begins, if it changes anything within the horizon."""
    span = _us_span(assumed)
    if assumed.us == 100 or span is None:
        return None
    lines = [
        message("scenario-range-mark-us", **_us_level(assumed)),
        message("scenario-range-mark-when", **_when(assumed, span)),
    ]
    return span[0], "<br>".join(lines)


def _us_level(assumed: WhatIf) -> dict[str, str]:
    level = "share" if assumed.us else "nothing"
    return {"level": level, "share": words.pct(assumed.us, 0)}


def _when(assumed: WhatIf, span: tuple[str, str]) -> dict[str, str]:
    first, last = span
    when = "open" if not assumed.us_end else "month" if first == assumed.us_end else "span"
    last = assumed.us_end or last
    return {"when": when, "first": words.month_name(first), "last": words.month_name(last)}


def _us_words(assumed: WhatIf) -> str:
    """What is assumed of the United States, in the months in which it counts; or nothing."""
    span = _us_span(assumed)
    if assumed.us == 100 or span is None:
        return ""
    how = {**_us_level(assumed), **_when(assumed, span)}
    return message("scenario-range-assumed-us", months=assumed.us_ramp, **how)


def _us_limits(assumed: WhatIf) -> str:
    """Why the US assumption counts later than it was set, or in no month at all."""
    if assumed.us == 100:
        return ""
    ahead = scenario.months(assumed)
    begin, last = words.month_name(assumed.us_from), words.month_name(ahead[-1])
    if assumed.us_from > ahead[-1]:
        return message("scenario-range-us-too-late", month=begin, last=last)
    if assumed.us_end and assumed.us_end < ahead[0]:
        return message("scenario-range-us-over", month=words.month_name(assumed.us_end))
    if assumed.us_from < ahead[0]:
        known = words.month_name(assumed.cutoff)
        return message("scenario-range-us-known", month=begin, known=known)
    return ""


def assumption_words(assumed: WhatIf) -> words.Markup:
    """The scenario in a sentence, and another where a part of it lies in months that are known."""
    said = filter(None, [_assumption_words(assumed), _us_limits(assumed)])
    return words.Markup(" ").join(said)


def _assumption_words(assumed: WhatIf) -> str:
    parts = [text] if (text := _us_words(assumed)) else []
    for donors, value in (("europe", assumed.europe), ("others", assumed.others)):
        if value:
            change = "nothing" if value == -100 else "more" if value > 0 else "less"
            how = {"change": change, "share": words.pct(abs(value), 0), "months": assumed.ramp}
            parts.append(message(f"scenario-range-assumed-{donors}", **how))
    if assumed.replaced:
        share = words.pct(assumed.replaced, 0)
        parts.append(message("scenario-range-assumed-replaced", share=share, months=assumed.delay))
    for name in ("loan", "purl"):
        if value := getattr(assumed, name):
            credit = FIELDS[f"{name}_credit"].words(getattr(assumed, f"{name}_credit"))
            money = words.eur_bn(value, 0)
            parts.append(message(f"scenario-range-assumed-{name}", money=money, credit=credit))
    if not parts:
        return message("scenario-range-assumed-nothing")
    return message("scenario-range-assumed", parts=words.listed(parts))


def _range_sentence(
    tables: Tables, counted: Reading, assumed: WhatIf, bands: pd.DataFrame, came: pd.Series
) -> words.Markup:
    end = bands.iloc[-1]
    text = sentence(
        "scenario-range-outcome",
        middle=words.figure(words.eur_bn(end["middle"]), ""),
        runs=words.number(bootstrap.DRAWS, 0),
        month=words.month_name(bands.index[-1]),
        low=words.eur_bn(end["low_90"]),
        high=words.eur_bn(end["high_90"]),
    )
    if came.empty:
        return text
    month, value = came.index[-1], float(came.iloc[-1])
    reach = scenario.share_of_draws_reaching_pct(tables, counted, assumed, value, month)
    seen = sentence(
        "scenario-range-came",
        money=words.figure(words.eur_bn(value), ""),
        is_over="yes" if len(came) == len(bands) else "no",
        month=words.month_name(month),
        reached="some" if reach else "none",
        reach=words.pct(reach),
    )
    return words.Markup(" ").join([text, seen, _on_the_way(bands, came)])


def _on_the_way(bands: pd.DataFrame, came: pd.Series) -> str:
    """In how many months what had come by then lay outside the range."""
    rows = bands.loc[came.index]
    above = int((came > rows["high_90"]).sum())
    below = int((came < rows["low_90"]).sum())
    side = "both" if above and below else "above" if above else "below" if below else "inside"
    return message(f"scenario-range-way-{side}", of=len(came), above=above, below=below)


def _range_note(tables: Tables, counted: Reading, assumed: WhatIf) -> str:
    seen = scenario.past(tables, counted, assumed).index
    block = min(assumed.block, len(seen))
    return message(
        "scenario-range-note",
        block=block,
        span=words.span(seen[0], seen[-1]),
        seed=str(assumed.seed),  # a name more than a number
    )
