### Lesson 3. What its ids end with is explained in lessons.ftl.
### $window is a span of months, $from and $to its months in short; $certain and $more are numbers of
### events; $months and $short numbers of months. At $smaller of $of months the change is smaller
### than at $month.

lesson-3-title = Time

## 3.1

lesson-3-1-text =
    An event of the table has the date 2022-35. The notation is EDTF, a standard for dates that are
    not fully known. What does it say?
lesson-3-1-a = The 35th week of 2022
lesson-3-1-b = The third quarter of 2022: some day from July to September
lesson-3-1-c = A wrong date: there is no month 35
lesson-3-1-d = 35 days after the beginning of 2022
lesson-3-1-why = 33 to 36 are the four quarters. The drawing spreads the event over the quarter.
lesson-3-1-mistake-a = Weeks are not written so in EDTF. Where would 33, 34 and 36 stand?
lesson-3-1-mistake-c = No month has this number, so it means something else on purpose.
lesson-3-1-mistake-d = A number of days has no place in such a date.
lesson-3-1-hint-1 = 33, 34, 35, 36: what is there four of in a year?

## 3.2

lesson-3-2-text =
    How many events lie for certain in the window { $window }? Set it in the chart's bar and read
    the sentence under the chart.
lesson-3-2-why =
    For certain { $certain }, and possibly { $more } more: an event with a date wider than the
    window, or one that is only reported, is no certain one.
lesson-3-2-mistake-possible = This counts what lies there possibly, too.
lesson-3-2-mistake-all-events = This is the number of all events.
lesson-3-2-mistake-window-open = The window runs on to the end of the data: set To, too.
lesson-3-2-hint-1 = The sentence under the timeline names two numbers.
lesson-3-2-hint-2 = In the bar: From { $from }, To { $to }.

## 3.3

lesson-3-3-text =
    Military allocations of all donors, EUR bn a month: the mean of the { $months } months from
    { $month } on, less the mean of the { $months } months before it.
lesson-3-3-why = After less before, spans of equal length.
lesson-3-3-mistake-short = These are { $short } months on either side; { $months } are asked.
lesson-3-3-mistake-shifted = { $month } itself belongs to the months after, not to those before.
lesson-3-3-mistake-sums = These are sums over the year; the mean of a month is asked.
lesson-3-3-hint-1 = flows.changes_at_cuts(tables, Reading(), 12) has the change at every month.
lesson-3-3-hint-2 = It is a Series: ['2024-10'] picks one month.

## 3.4

lesson-3-4-text =
    At how many other months is that change smaller than at { $month }? Set { $month } in the cell
    of the chart, or count.
# $rank: whether the change lies amid the others or at an end of them.
lesson-3-4-why = { $rank ->
    [common] { $smaller } of { $of }: so the change at { $month } is common.
   *[far] { $smaller } of { $of }: so the change at { $month } is far out, yet not alone.
}
lesson-3-4-mistake-all = These are all other months.
lesson-3-4-mistake-not-smaller = At so many it is larger or equal.
lesson-3-4-mistake-itself = Is the month itself counted, too?
lesson-3-4-hint-1 = (changes < changes['2024-10']).sum() counts them.

## 3.5

lesson-3-5-text =
    Without flows.changes_at_cuts: the change at every month that has { $months } months on either
    side. Rows named by month, EUR bn a month.
lesson-3-5-why = Thirty lines by hand, or one: rolling(12).mean(), shifted twice.
lesson-3-5-mistake-turned = Before less after: turn the two round.
lesson-3-5-mistake-short = Spans of { $short } months; { $months } are asked.
lesson-3-5-mistake-all-kinds = This counts aid of all kinds.
lesson-3-5-hint-1 =
    averages = total.rolling(12).mean() holds, at each month, the mean of the twelve months that end
    with it.
lesson-3-5-hint-2 =
    The mean after the cut ends eleven months later: averages.shift(-11). The mean before it ends
    one month earlier: averages.shift(1).
lesson-3-5-hint-3 = Months without both have no number: .dropna().

## 3.6

lesson-3-6-text =
    After { $month } the monthly level was { $level ->
        [higher] higher
       *[lower] lower
    } than before, and you know at how many other months the change was smaller. What may a careful
    report say?
lesson-3-6-a = What happened in that month changed the level of aid
lesson-3-6-b = What happened in that month had no effect on the level of aid
lesson-3-6-c = The level changed after that month; whether because of it, these numbers cannot say
lesson-3-6-d = The numbers are of no use
lesson-3-6-why =
    After is not because. A comparison with other months can show that a change is common; it can
    never show a cause.
lesson-3-6-mistake-a =
    After is not because: other months show changes of this size with no such event.
lesson-3-6-mistake-b = That is as strong a statement as the other. Nothing here rules an effect out.
lesson-3-6-mistake-d = They tell how usual such a change is. That is worth something.
lesson-3-6-hint-1 = Which option says no more than what was counted?
