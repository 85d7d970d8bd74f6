### Lesson 2. What its ids end with is explained in lessons.ftl.
### $span is a span of months, $first and $last months as the tables write them; $us and
### $us_all_kinds are shares; $subject is what a reading counts (military allocations); $holding of
### $of readings hold, and $all_holding of $of_all of all kinds and measures; $top donors are asked.

lesson-2-title = Shares and denominators

## 2.1

lesson-2-1-text =
    From { $span } the United States has { $us } of military allocations and { $us_all_kinds } of
    allocations of all kinds. What explains the difference?
lesson-2-1-a = The United States gave less aid of all kinds than military aid
lesson-2-1-b = Other donors gave more of the other kinds, so the whole grew more than the part
lesson-2-1-c = One of the two numbers must be an error
lesson-2-1-d = The window is another
lesson-2-1-why =
    Both part and whole grew; the whole grew more. A share is two numbers, and both can move.
lesson-2-1-mistake-a = Aid of all kinds contains military aid, so it cannot be less.
lesson-2-1-mistake-c = Both are right. They answer two questions.
lesson-2-1-mistake-d = Both run over the same months. What else was changed?
lesson-2-1-hint-1 = Write both shares as part divided by whole. Which of the four numbers moved?

## 2.2

lesson-2-2-text = The share of Europe in military allocations from { $span }: per cent?
lesson-2-2-why =
    The sum of its donors over the sum of all. It and the share of the United States leave a rest:
    the other donors.
lesson-2-2-mistake-all-kinds = This is the share in aid of all kinds.
lesson-2-2-mistake-us = This is the share of the United States.
lesson-2-2-mistake-rest = This is the rest, with the other donors in it: Europe is a part.
lesson-2-2-mistake-without-others =
    The whole here is Europe and the United States only; other donors are missing.
lesson-2-2-hint-1 = flows.europe_pct(tables, reading) gives it; which reading?
lesson-2-2-hint-2 = Reading(last='2024-09') counts from the first month to September 2024.

## 2.3

lesson-2-3-text =
    Change the window: the share of Europe, counted from { $first } to { $last } only. In per cent,
    to one decimal.
lesson-2-3-why = Another window, another part and another whole.
lesson-2-3-mistake-whole-window = This is the share of the whole window; give first='...' too.
lesson-2-3-mistake-us = This is the share of the United States.
lesson-2-3-mistake-all-kinds = The window is right, the kind is not: military is asked.
lesson-2-3-mistake-window-open = The window runs on after { $last }.
lesson-2-3-hint-1 = reading.but(first='{ $first }') keeps all else as it is.

## 2.4

lesson-2-4-text =
    Only those readings of the grid that count { $subject }: on how many of them does “the majority
    of arms” hold?
lesson-2-4-why =
    { $holding } of { $of }, and of all kinds and measures together { $all_holding } of { $of_all }.
    Neither “true” nor “false” says that.
lesson-2-4-mistake-all-readings = This counts the other kinds and measures, too.
lesson-2-4-mistake-number = This is how many such readings there are.
lesson-2-4-mistake-not-holding = On so many it does not hold. How many are left?
lesson-2-4-hint-1 = Open the table under the chart: what is counted stands in its first column.
lesson-2-4-hint-2 =
    claims.grid(tables, 'majority', Reading()).decided is a list; each of it has .way.row, what is
    counted, and .verdict.holds, yes or no.

## 2.5

lesson-2-5-text =
    Another denominator: from tables.aid and tables.donors alone, the { $top } donors with most
    military allocations in per cent of their GDP of 2021, from { $span }. Rows named by donor, in
    per cent.
lesson-2-5-why =
    Divided by the size of the economy the order is another one. Which order is right depends on the
    question.
lesson-2-5-mistake-fractions = These are fractions: multiply by 100 for per cent.
lesson-2-5-mistake-all-kinds = These count aid of all kinds, as the chart above; military is asked.
lesson-2-5-mistake-per-head = This is euros per head.
lesson-2-5-mistake-euros = These are billions of euros, not yet divided.
lesson-2-5-mistake-shares = These are shares of a sum. Divide by each donor's own GDP.
lesson-2-5-hint-1 =
    First one sum a donor, as in lesson 1; the GDP is in
    tables.donors.set_index('donor')['gdp_2021_eur_bn'].
lesson-2-5-hint-2 = pandas divides row by row where the names agree. Then .nlargest(5).
