"""Shares and denominators: one statement, many readings."""

from widgets import claims, words
from widgets.lessons.check import Choice, Frame, Number, Question
from widgets.lessons.exercises.choices import DONORS, LAST_MONTHS
from widgets.reading import in_words
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

VARIANTS = {"last": LAST_MONTHS, "donor": DONORS}
TOP = 5


def questions(tables: Tables, given: dict) -> dict[str, Question]:
    """2.1 why two shares differ, 2.2 Europe, 2.3 its window, 2.4 the grid, 2.5 % of GDP."""
    last = given["last"]
    first = f"{last[:4]}-01"
    reading = Reading(last=last)
    span = words.span(tables.release["first_month"], last)
    share, europe = flows.share_pct(tables, reading), flows.europe_pct(tables, reading)
    all_kinds = flows.share_pct(tables, reading.but(kind="all"))
    of_all_kinds = flows.europe_pct(tables, reading.but(kind="all"))
    in_year = flows.europe_pct(tables, reading.but(first=first))
    grid = claims.grid(tables, "majority", Reading())
    military = words.capital(in_words.subject(Reading()))
    of_military = [cell.verdict.holds for cell in grid.decided if cell.way.row == military]
    of_gdp = flows.totals(tables, reading.but(unit="pct-gdp"), "donor").nlargest(TOP)
    every_kind = flows.totals(tables, reading.but(unit="pct-gdp", kind="all"), "donor").nlargest(
        TOP
    )
    per_head = flows.totals(tables, reading.but(unit="per-head"), "donor").nlargest(TOP)
    euros = flows.window_sums(tables, reading, "donor").nlargest(TOP)
    return {
        "2.1": Choice(
            size="look",
            text=(
                f"From {span} the United States has {words.pct(share)} of military allocations and "
                f"{words.pct(all_kinds)} of allocations of all kinds. What explains the difference?"
            ),
            options={
                "a": "The United States gave less aid of all kinds than military aid",
                "b": (
                    "Other donors gave more of the other kinds, so the whole grew more than the"
                    " part"
                ),
                "c": "One of the two numbers must be an error",
                "d": "The window is another",
            },
            key="b",
            why=(
                "Both part and whole grew; the whole grew more. A share is two numbers, and both "
                "can move."
            ),
            mistakes={
                "a": "Aid of all kinds contains military aid, so it cannot be less.",
                "c": "Both are right. They answer two questions.",
                "d": "Both run over the same months. What else was changed?",
            },
            hints=("Write both shares as part divided by whole. Which of the four numbers moved?",),
        ),
        "2.2": Number(
            size="look",
            text=f"The share of Europe in military allocations from {span}: per cent?",
            key=europe,
            unit="%",
            tolerance=0.11,
            why=(
                "The sum of its donors over the sum of all. It and the share of the United States "
                "leave a rest: the other donors."
            ),
            how="flows.europe_pct(tables, Reading(last=given['last']))",
            mistakes=(
                (of_all_kinds, "This is the share in aid of all kinds."),
                (share, "This is the share of the United States."),
                (100 - share, "This is the rest, with the other donors in it: Europe is a part."),
                (
                    100 * europe / (share + europe),
                    (
                        "The whole here is Europe and the United States only; other donors are"
                        " missing."
                    ),
                ),
            ),
            hints=(
                "flows.europe_pct(tables, reading) gives it; which reading?",
                "Reading(last='2024-09') counts from the first month to September 2024.",
            ),
        ),
        "2.3": Number(
            size="change",
            text=(
                f"Change the window: the share of Europe, counted from {first} to {last} only. In "
                "per cent, to one decimal."
            ),
            key=in_year,
            unit="%",
            tolerance=0.06,  # in one variant both windows give nearly the same
            why="Another window, another part and another whole.",
            how=(
                "flows.europe_pct(tables, Reading(first=given['last'][:4] + '-01',"
                " last=given['last']))"
            ),
            mistakes=(
                (europe, "This is the share of the whole window; give first='...' too."),
                (
                    flows.share_pct(tables, reading.but(first=first)),
                    "This is the share of the United States.",
                ),
                (
                    flows.europe_pct(tables, reading.but(first=first, kind="all")),
                    "The window is right, the kind is not: military is asked.",
                ),
                (
                    flows.europe_pct(tables, reading.but(first=first, last=None)),
                    f"The window runs on after {last}.",
                ),
            ),
            hints=(f"reading.but(first='{first}') keeps all else as it is.",),
        ),
        "2.4": Number(
            size="change",
            text=(
                f"Only those readings of the grid that count {in_words.subject(Reading())}: on how "
                "many of them does “the majority of arms” hold?"
            ),
            key=float(sum(of_military)),
            unit="readings",
            tolerance=0,
            why=(
                f"{sum(of_military)} of {len(of_military)}, and of all kinds and measures together "
                f"{grid.holding} of {len(grid.decided)}. Neither “true” nor “false” says that."
            ),
            how=(
                "sum(cell.verdict.holds for cell in claims.grid(tables, 'majority', "
                f"Reading()).decided if cell.way.row == {military!r})"
            ),
            mistakes=(
                (float(grid.holding), "This counts the other kinds and measures, too."),
                (float(len(of_military)), "This is how many such readings there are."),
                (
                    float(len(of_military) - sum(of_military)),
                    "On so many it does not hold. How many are left?",
                ),
            ),
            hints=(
                "Open the table under the chart: what is counted stands in its first column.",
                (
                    "claims.grid(tables, 'majority', Reading()).decided is a list; each of it has "
                    ".way.row, what is counted, and .verdict.holds, yes or no."
                ),
            ),
        ),
        "2.5": Frame(
            size="build",
            text=(
                f"Another denominator: from tables.aid and tables.donors alone, the {TOP} donors "
                f"with most military allocations in per cent of their GDP of 2021, from {span}. "
                "Rows named by donor, in per cent."
            ),
            key=of_gdp.rename_axis("donor"),
            unit="% of GDP",
            tolerance=0.006,
            why=(
                "Divided by the size of the economy the order is another one. Which order is "
                "right depends on the question."
            ),
            how=(
                "flows.totals(tables, Reading(unit='pct-gdp', last=given['last']),"
                " 'donor').nlargest(5)"
            ),
            mistakes=(
                (of_gdp / 100, "These are fractions: multiply by 100 for per cent."),
                (
                    every_kind.rename_axis("donor"),
                    "These count aid of all kinds, as the chart above; military is asked.",
                ),
                (per_head.rename_axis("donor"), "This is euros per head."),
                (euros.rename_axis("donor"), "These are billions of euros, not yet divided."),
                (
                    (100 * euros / euros.sum()).rename_axis("donor"),
                    "These are shares of a sum. Divide by each donor's own GDP.",
                ),
            ),
            hints=(
                (
                    "First one sum a donor, as in lesson 1; the GDP is in "
                    "tables.donors.set_index('donor')['gdp_2021_eur_bn']."
                ),
                "pandas divides row by row where the names agree. Then .nlargest(5).",
            ),
        ),
    }
