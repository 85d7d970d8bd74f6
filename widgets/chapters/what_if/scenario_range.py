"""A scenario as a range: what adds up from the cut-off on, and what is assumed, in words."""

from functools import partial

import pandas as pd

from widgets import words
from widgets.board.view import View, refused
from widgets.chapters.what_if import guess
from widgets.chapters.what_if.drawings import range as fan
from widgets.chapters.what_if.guess import FIXED
from widgets.reading import in_words
from widgets.reading.reading import Reading
from widgets.reading.what_if import FIELDS, WhatIf
from widgets.sums import bootstrap, scenario
from widgets.tables.package import Tables

NAME = "scenario-range"
BAND_HEADS = {
    "low_90": "5 of 100 runs below, EUR bn",
    "low_50": "25 of 100 below, EUR bn",
    "middle": "Middle, EUR bn",
    "high_50": "75 of 100 below, EUR bn",
    "high_90": "95 of 100 below, EUR bn",
}
CAME_HEAD = "What happened, EUR bn"
WHO = {"all": "all donors", "rest": "all donors but the United States", "europe": "Europe"}


def view(tables: Tables, reading: Reading, assumed: WhatIf, is_shown: bool = True) -> View:
    """What adds up from the cut-off on: bands of the draws, and what came if it is to be shown."""
    title = "What would add up"
    if refusal := refused(NAME, title, reading, tables, **FIXED):
        return refusal
    counted = scenario.counted(reading)
    bands = scenario.bands(tables, counted, assumed)
    known = scenario.happened(tables, counted, assumed)
    came = known if is_shown else known.iloc[:0]
    title = _range_title(bands, came)
    first, last = bands.index[0], bands.index[-1]
    draw = partial(
        fan.draw,
        bands,
        came,
        assumed.cutoff,
        _mark(assumed),
        title=title,
        subtitle=words.capital(
            f"{in_words.subject(counted)} of {WHO[assumed.outcome]}, EUR bn added up, "
            f"{words.span(first, last)}"
        ),
        source=tables.source_line,
        alt=f"Range of {bootstrap.DRAWS} runs, added up. {title}.",
        scope=guess.scope(reading),
    )
    said = words.Markup("{} {}").format(
        assumption_words(assumed), _range_sentence(tables, counted, assumed, bands, came)
    )
    if len(known) > len(came):
        said += " " + guess.hidden("What happened")
    table = bands.rename(columns=BAND_HEADS)
    table = table.assign(**{CAME_HEAD: came.reindex(bands.index)})
    table = table.rename_axis("Added up to").reset_index()
    note = _range_note(tables, counted, assumed)
    shows = in_words.shows(
        tables, counted.but(first=first, last=last), "added up", who=WHO[assumed.outcome]
    )
    return View(NAME, title, draw, table, said, note, decimals=1, shows=shows)


def _range_title(bands: pd.DataFrame, came: pd.Series) -> str:
    end = bands.iloc[-1]
    if came.empty:
        return (
            f"{words.eur_bn(end['middle'])} by {words.month_name(bands.index[-1])}, the middle of "
            "the runs"
        )
    month = came.index[-1]
    row, value = bands.loc[month], words.eur_bn(came.iloc[-1])
    if came.iloc[-1] > row["high_90"]:
        return f"More came than in 95 of 100 runs: {value} by {words.month_name(month)}"
    if came.iloc[-1] < row["low_90"]:
        return f"Less came than in 95 of 100 runs: {value} by {words.month_name(month)}"
    when = "In the end" if month == bands.index[-1] else "So far"
    return f"{when} what came lies in the range: {value} by {words.month_name(month)}"


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
    what = "nothing" if assumed.us == 0 else f"{words.pct(assumed.us, 0)} of its average"
    return span[0], f"US: {what}<br>{_when(assumed, span)}"


def _when(assumed: WhatIf, span: tuple[str, str]) -> str:
    if not assumed.us_end:
        return f"from {words.month_name(span[0])} on"
    if span[0] == assumed.us_end:
        return f"in {words.month_name(span[0])}"
    return f"from {words.month_name(span[0])} to {words.month_name(assumed.us_end)}"


def _us_words(assumed: WhatIf) -> str:
    """What is assumed of the United States, in the months in which it counts; or nothing."""
    span = _us_span(assumed)
    if assumed.us == 100 or span is None:
        return ""
    level = "nothing" if assumed.us == 0 else f"{words.pct(assumed.us, 0)} of its average"
    way = f" within {words.count(assumed.us_ramp, 'month')}" if assumed.us_ramp else ""
    return f"the United States gives {level}{way} {_when(assumed, span)}"


def _us_limits(assumed: WhatIf) -> str:
    """Why the US assumption counts later than it was set, or in no month at all."""
    if assumed.us == 100:
        return ""
    ahead = scenario.months(assumed)
    if assumed.us_from > ahead[-1]:
        begin, last = words.month_name(assumed.us_from), words.month_name(ahead[-1])
        return f"The US assumption begins in {begin}, after your last month, {last}: no effect."
    if assumed.us_end and assumed.us_end < ahead[0]:
        end = words.month_name(assumed.us_end)
        return f"The US assumption ends in {end}, in the months that are known: no effect."
    if assumed.us_from < ahead[0]:
        begin = words.month_name(assumed.us_from)
        known = words.month_name(assumed.cutoff)
        return f"The US assumption is set from {begin}, but the months to {known} are known."
    return ""


def assumption_words(assumed: WhatIf) -> words.Markup:
    """The scenario in a sentence, and another where a part of it lies in months that are known."""
    said = _assumption_words(assumed)
    limits = _us_limits(assumed)
    return words.Markup("{} {}").format(said, limits) if limits else said


def _assumption_words(assumed: WhatIf) -> words.Markup:
    parts = [text] if (text := _us_words(assumed)) else []
    for name, value in (("Europe", assumed.europe), ("other donors", assumed.others)):
        if value:
            verb = ("gives" if name == "Europe" else "give") if value != -100 else ""
            more = "more" if value > 0 else "less"
            within = f" within {words.count(assumed.ramp, 'month')}" if assumed.ramp else ""
            text = f"{name} {verb} {words.pct(abs(value), 0)} {more}{within}"
            stop = f"{name} {'gives' if name == 'Europe' else 'give'} nothing{within}"
            parts.append(text if verb else stop)
    if assumed.replaced:
        late = f" {words.count(assumed.delay, 'month')} later" if assumed.delay else ""
        parts.append(f"Europe fills {words.pct(assumed.replaced, 0)} of the US gap{late}")
    if assumed.loan:
        credit = FIELDS["loan_credit"].words(assumed.loan_credit)
        parts.append(
            f"an EU loan adds {words.eur_bn(assumed.loan, 0)} a year, counted for {credit}"
        )
    if assumed.purl:
        credit = FIELDS["purl_credit"].words(assumed.purl_credit)
        money = words.eur_bn(assumed.purl, 0)
        parts.append(f"{money} a year of Europe’s goes to PURL, counted for {credit}")
    if not parts:
        return words.Markup("You assume that all give on as before.")
    return words.Markup("You assume that {}; all else goes on as before.").format(
        words.listed(parts)
    )


def _range_sentence(
    tables: Tables, counted: Reading, assumed: WhatIf, bands: pd.DataFrame, came: pd.Series
) -> words.Markup:
    end, last = bands.iloc[-1], words.month_name(bands.index[-1])
    text = words.Markup(
        "Then {} is the middle of {} runs by {}; 90 of 100 end between {} and {}."
    ).format(
        words.figure(words.eur_bn(end["middle"]), ""),
        words.number(bootstrap.DRAWS, 0),
        last,
        words.eur_bn(end["low_90"]),
        words.eur_bn(end["high_90"]),
    )
    if came.empty:
        return text
    month, value = came.index[-1], float(came.iloc[-1])
    reach = scenario.share_of_draws_reaching_pct(tables, counted, assumed, value, month)
    so_far = "" if len(came) == len(bands) else f" by {words.month_name(month)}"
    return words.Markup("{} In fact it was {}{}; {} of the runs reach that. {}").format(
        text,
        words.figure(words.eur_bn(value), ""),
        so_far,
        words.pct(reach) if reach else "none",
        _on_the_way(bands, came),
    )


def _on_the_way(bands: pd.DataFrame, came: pd.Series) -> str:
    """In how many months what had come by then lay outside the range."""
    rows, of = bands.loc[came.index], len(came)
    sides = {
        "above": int((came > rows["high_90"]).sum()),
        "below": int((came < rows["low_90"]).sum()),
    }
    if not any(sides.values()):
        each = "the one month" if of == 1 else f"each of the {of} months"
        return f"The sum so far lay in the range of 90 of 100 in {each}."
    out = [f"{side} the range of 90 of 100 in {count}" for side, count in sides.items() if count]
    return f"The sum so far lay {words.listed(out)} of the {words.count(of, 'month')}."


def _range_note(tables: Tables, counted: Reading, assumed: WhatIf) -> str:
    seen = scenario.past(tables, counted, assumed).index
    block = min(assumed.block, len(seen))
    return (
        f"Runs redraw blocks of {block} month{'s' if block > 1 else ''} from "
        f"{words.span(seen[0], seen[-1])} (seed {assumed.seed}), all donors of a month together. "
        "Shades: 50 and 90 of 100 runs. They hold the chance of the past only: no surprise that "
        "it did not have."
    )
