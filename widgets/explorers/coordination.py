"""Who coordinates: the stages of the handover, from the events table."""

from widgets import dates, words
from widgets.explorers.timeline import LEADERS, spoken_date
from widgets.tables import Tables


def stages(tables: Tables) -> words.Markup:
    """The weightier coordination events, in order, as a list of date and sentence."""
    events = tables.events
    chosen = events[
        (events["lane"] == "coordination") & (events["importance"] == 1) & ~events["era"]
    ].sort_values("start_first", kind="stable")
    rows = [
        words.Markup(
            '<dt>{0}</dt><dd><a href="?event={1}#timeline" data-event="{1}">{2}</a>. {3}</dd>'
        ).format(spoken_date(row), row.event, row.title, row.summary)
        for row in chosen.itertuples()
    ]
    return words.Markup('<dl class="stages">{}</dl>').format(words.Markup("").join(rows))


def sentence(tables: Tables) -> words.Markup:
    """Who led the coordination of aid from when to when."""
    eras = tables.events[tables.events["lane"] == "aid-coordination"].sort_values("start_first")
    first, *_, last = eras.itertuples()
    return words.Markup(
        "From {} the coordination of aid was led by {}; since {} {} has been "
        "taking it over. The contact group, in which ministers promise aid, is a separate body."
    ).format(
        dates.month_name(first.start[:7]),
        LEADERS[first.leader],
        spoken_date(last._replace(end=None)),
        LEADERS[last.leader],
    )
