## Since when and until when a statement holds; `-counted` where its months are the reading's

report-course-none = It holds in none of { $all } months
report-course-all = It holds in all of { $all } months
report-course-some = It holds in { $held } of { $all } months, the last { $month }
report-course-some-counted = It holds counted to { $held } of { $all } months, the last { $month }
# $aid stands at the begin: “Military allocations”.
report-course-subtitle-counted = { $aid } of { $donors }, { $unit }, from { $first } to each month
report-course-subtitle = On the last day of each month, { $unit }; the axis does not begin at zero
report-course-alt = Line: the value for every possible last month, with the threshold. { $title }.
report-course-scope = whole release: the last month runs through it
report-course-per-cent = per cent
# $months is a list of spans.
report-course-holds-counted = It holds when the last month counted is in { $months }. The bar below the line shows it.
report-course-holds = It holds at the end of each month in { $months }. The bar below the line shows it.
report-course-holds-in-band = It holds at the end of each month in { $months }, for the line stays in the band from { $least } to { $most } { $unit }. The bar below the line shows it.
report-course-fails-counted = Whatever the last month, it does not hold.
report-course-fails = It does not hold in any month.

## In the drawing

report-course-people = People in NATO
report-course-counted-to = Counted to { $month }
# $space is a space, or a line break where there is no room for one line.
report-course-your-last = Your last{ $space }month: { $value }
report-course-to = to { $month }

## The table beside it

report-course-column-month = Counted to
report-course-column-value = Value, { $unit }
report-course-column-holds = Holds
report-course-yes = yes
report-course-no = no

## Where there is no course

report-course-title = Since when, until when
report-course-too-short = Too few months have a value to draw their course.
report-course-reset = Reset

## Where the numbers are from

# $tables is a list of titles of the data's tables.
report-source = Data: { $tables }; own computation.

## The list of statements

report-no-statement = No statement fits your choice.
report-all-statements = All statements
# $reading is a reading in words.
report-on-paper = With the page’s default reading: { $reading }.
report-open-statement = The open statement
report-all-readings = All readings
# $agency is who published the report.
report-introduction = A { $agency } news report of { $date } makes { $all } statements, told here in our own words. { $counted } of them can be counted, dated or checked; { $open } are views, quotations or left open. Where a statement can be counted, the answer depends on how you count: change the reading above and every verdict below is computed again.
