"""What if the United States stops: the level that Europe would have to reach, and reached."""

from widgets import flows, words
from widgets import reading as readings
from widgets.board import Put
from widgets.controls import statement
from widgets.reading import Reading
from widgets.tables import Tables

BASE = ("2022-01", "2024-12")
THEN = ("2025-01", "2025-12")


def sentence(tables: Tables, reading: Reading) -> words.Markup:
    """The rise needed to hold the level of 2022 to 2024 without the US, and the rise seen.

    Follows the Reading's measure, kind and EU institutions; all donors, whatever it counts.
    """
    counted = Reading(
        measure=reading.measure, kind=reading.kind, eu_institutions=reading.eu_institutions
    )
    if refusal := readings.refusal_by_month(counted, tables):
        return words.refusal(refusal)
    needed = flows.rise_needed_pct(tables, counted, *BASE)
    seen = flows.level_change_pct(tables, counted, "europe", BASE, THEN)
    change = "rose" if seen >= 0 else "fell"
    return words.Markup(
        "To hold the monthly average of 2022 to 2024 without the United States, Europe’s {} "
        "must rise by {}. In 2025 they {} by {}, in nominal terms."
    ).format(
        words.subject(counted),
        words.figure(words.pct(needed, 0), "eu"),
        change,
        words.figure(words.pct(abs(seen), 0), "eu"),
    )


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.prose(
                "The report’s question, put as arithmetic: what if the largest donor stops?"
            ),
            statement("what-if", put["what-if"]),
            words.Markup('<p class="note">{} {}</p>').format(
                "Both figures follow your measure, kind of aid and EU institutions.",
                words.source_line(tables),
            ),
        ]
    )
