## A statement in the list

statement-card-number = Statement { $number }
statement-card-own = Your statement
statement-card-said-by = Said by: { $author }

## How many there are of each verdict; $number decides between the forms, $text is it as text

statement-card-count-holds = { $number ->
    [one] { $text } holds
   *[other] { $text } hold
}
statement-card-count-narrowly = { $number ->
    [one] { $text } holds narrowly
   *[other] { $text } hold narrowly
}
statement-card-count-fails = { $number ->
    [one] { $text } does not hold
   *[other] { $text } do not hold
}
statement-card-count-depends = { $number ->
    [one] { $text } depends on the measure
   *[other] { $text } depend on the measure
}
statement-card-count-not-computed = { $text } cannot be computed
statement-card-count-view = { $number ->
    [one] { $text } is a view, a quotation or left open
   *[other] { $text } are views, quotations or left open
}
# $verdicts is a list of these counts.
statement-card-summary = Of the report’s { $all } statements { $verdicts }.

## What a change of the reading did

statement-card-changed = Statement { $number } ({ $title }): { $verdict }, { $value }; before: { $old_verdict }, { $old_value }.
statement-card-no-value = no value

## For who reads a review outside the page
# $reading or $way says how was counted, $verdict is a whole sentence.

statement-card-rated-closest-reading = Rated under the reading closest to the report’s words ({ $reading }): { $verdict }
statement-card-rated-own-reading = Rated under a reading of somebody’s own ({ $reading }): { $verdict }
statement-card-rated-closest-way = Rated by the way to count closest to the report’s words ({ $way }): { $verdict }
statement-card-reading = { $aid }, { $donors }, { $months }

## Under how many ways to count it holds
# $part is statement-card-part, in bold.

statement-card-part = { $held } of { $all }
statement-card-holds-readings = It holds on { $part } readings below.
statement-card-holds-ways = It holds on { $part } ways to count below.
# $back is a link: the next message.
statement-card-your-way = This is your way to count. { $back }
statement-card-back = Back to the page’s own

## The table of all ways to count

statement-card-table-readings = { $title }: the value under each reading
statement-card-table-ways = { $title }: the value by each way to count
statement-card-row-readings = Reading
statement-card-row-ways = Way to count
statement-card-row-all = All
statement-card-columns-before = months before the report, in today’s data
statement-card-columns-later = later months too
# What a cell is, after its verdict.
statement-card-own-readings = your reading
statement-card-own-ways = your way to count
statement-card-is-closest = closest to the report’s words

statement-card-changes = Change in per cent, the months after against the months before. Click one to count so. No verdict: see below.
statement-card-signs = ● holds, ○ does not hold, – cannot be computed. ◇ closest to the report’s words.
statement-card-signs-per-cent = In per cent: ● holds, ○ does not hold, – cannot be computed. ◇ closest to the report’s words.
statement-card-signs-unit = In { $unit }: ● holds, ○ does not hold, – cannot be computed. ◇ closest to the report’s words.
statement-card-click-readings = Each figure sets its reading.
statement-card-click-ways = Click one to count so.
# $limits is a list of the next two.
statement-card-limits = Ours, and printed so that you can disagree: { $limits }.
statement-card-tolerance = the tolerance is { $number } { $unit }
statement-card-narrow = a margin under { $number } { $unit } is narrow
# Percentage points.
statement-card-points = points

## What is said of a statement

statement-card-closest = Closest to the report’s words
statement-card-use = Use this reading
statement-card-before = Of the { $all } readings of months before the report, in today’s data, it holds on { $held }.
statement-card-context = What the numbers do not say
statement-card-context-none = Why there is no verdict
statement-card-flips = The shortest change that flips it
statement-card-headlines = Two headlines that the data support
statement-card-headlines-readings = The two furthest apart, of months before the report, in today’s data. Neither is wrong; each needs its definitions.
statement-card-headlines-ways = The two furthest apart. Neither is wrong; each needs its definitions.

## Facts, evidence, and what happened later

statement-card-facts = What is counted
statement-card-evidence = Evidence
statement-card-supports = Supports
statement-card-repeats = Repeats the report
statement-card-qualifies = Qualifies
statement-card-contradicts = Contradicts
statement-card-bears-on = Context
statement-card-reported = reported, not confirmed
statement-card-source = { $publisher }, { $title }, { $date }
statement-card-source-undated = { $publisher }, { $title }
statement-card-later = What happened later
statement-card-report = The report
# $names are donors and sites.
statement-card-concerns = Concerns { $names }.
statement-card-map = Map of the sites
# $tables are names of the data's tables.
statement-card-computed = Computed from { $tables }.
statement-card-not-computed = No verdict is computed.
statement-card-link = Link to statement
