## What lines and columns are called

over-time-kinds-not-split = Kinds not split
over-time-others = All others
over-time-origin-stockpile = From stockpiles
over-time-origin-procurement = Newly procured
over-time-origin-purl = PURL
over-time-origin-unspecified = Not specified
over-time-us-short = US
over-time-other-short = Others

## A name as it stands in a sentence

over-time-kind = { $kind } aid
over-time-kind-all = aid of all kinds
over-time-group = the { $group }
over-time-origin = “{ $origin }”

## Titles

# $what: "Military allocations"
over-time-subject = { $what } over time
over-time-passed = { $ahead } passed { $behind } in { $month }
over-time-passed-by-size = { $ahead } passed { $behind } in { $month } by size of economy
over-time-passed-per-head = { $ahead } passed { $behind } in { $month } per head
over-time-passed-since = Counted from { $first }, { $ahead } passed { $behind } in { $month }
over-time-passed-since-by-size = Counted from { $first }, { $ahead } passed { $behind } in { $month } by size of economy
over-time-passed-since-per-head = Counted from { $first }, { $ahead } passed { $behind } in { $month } per head
# $values: "“Nordics” €5 bn and “Weimar” €20 bn"
over-time-own-in = In { $month }: { $values }
over-time-own-by = By { $month }: { $values }
over-time-alone-in = { $leader }: { $value } in { $month }
over-time-alone-by = { $leader }: { $value } by { $month }
# $number is one for a single donor, more for a group of them.
over-time-leads-in = { $number ->
    [one] { $leader } leads in { $month }: { $value }
   *[other] { $leader } lead in { $month }: { $value }
}
over-time-leads-by = { $number ->
    [one] { $leader } leads by { $month }: { $value }
   *[other] { $leader } lead by { $month }: { $value }
}
# What follows a title whose values are by size; $title is one of those above.
over-time-by-size = { $title } by size of economy
over-time-per-head = { $title } per head

## Under the title, and in the picture

over-time-counted-since = { $subtitle }; lines added up since { $month }
over-time-added-up = Added up since { $month }
over-time-added-up-short = Added up
over-time-twelve-months = Twelve months to date
over-time-month-by-month = Month by month
# $gap: a space, or a line break where there is little room.
over-time-us-ended = No US { $kind } allocation{ $gap }after { $month }
over-time-us-ended-all = No US allocation{ $gap }after { $month }
over-time-stays-ahead = { $ahead } passes{ $gap }{ $behind } and stays ahead
over-time-passes = { $ahead } passes { $behind }
over-time-alt = Lines and columns: { $what }. { $title }. At the end: { $ends }.
over-time-no-data = no data

## Sentence and note

over-time-crossed = { $times ->
    [1] The lines of { $both } crossed once: { $said }.
    [2] The lines of { $both } crossed twice: { $said }.
   *[other] The lines of { $both } crossed { $number } times: { $said }.
}
over-time-crossed-last = The lines of { $both } crossed { $number } times, last { $shown }: { $said }.
over-time-note = Months of decision, not of delivery. The shaded band is your window: drag its ends to change it.
over-time-note-rings = A ring marks the month in which one line passes another.
over-time-note-runs-on = Lines and columns run on to { $month }.
over-time-note-origin = The split by origin applies published monthly shares to military totals.
over-time-not-stacked-negative = More was taken back than promised in some months, so the parts are not stacked.
over-time-not-stacked-unit = In this unit the parts of donors do not add up, so they are not stacked.

## The table

over-time-column-month = Month
over-time-column = { $name }, { $unit }
over-time-column-lines = { $lines }: { $name }, { $unit }
over-time-column-window = In your window
over-time-column-passes = Passes
over-time-yes = yes
over-time-no = no

## What cannot be answered

over-time-no-origins = Where arms come from is known of the military aid of all donors together only.
over-time-no-origins-remedy = Count military allocations of all donors
