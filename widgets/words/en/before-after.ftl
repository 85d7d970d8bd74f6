## Before and after an event

before-after-question = Was { $month } special?
# $rank is the message below.
before-after-title = { $month }: a change of { $change }, { $rank }
before-after-rank = higher than at { $smaller } of { $others } other months
# $what and $who: what is counted, of whom; $months: the span in words (three, six, twelve).
before-after-subtitle =
    { $what } of { $who }, EUR bn a month, { $months } months after less { $months } before
before-after-alt = Dots, one a month: { $subtitle }. { $month }: { $rank }.
before-after-note =
    After is not because: no cause is shown. Neighbouring months share most of their spans, so the
    dots are not independent. Money is nominal.
before-after-answer =
    In the { $months } months from { $month } the donors counted { $measure ->
        [commitments] committed
       *[allocations] allocated
    } { $after } a month, after { $before } in the { $months } months before. The change is
    { $rank }.
before-after-column-month = Month
before-after-column-change = Change, EUR bn a month

## What of the Reading it does not follow

before-after-scope-unit = in EUR bn: not your unit
before-after-scope-window = whole release: not your window

## A span that the data do not hold

before-after-out-of-reach =
    { $months } months before and after { $month } do not both lie in the data, which run from
    { $data }.
before-after-out-of-reach-shorter =
    { $months } months before and after { $month } do not both lie in the data, which run from
    { $data }; choose a shorter span.

## On the picture

before-after-less = less after
before-after-more = more after
before-after-axis = EUR bn a month, after less before
before-after-change = { $change } a month

## In the chapter on who coordinates

before-after-stage = Before and after the last stage by your date
before-after-no-stage =
    By { $day } no stage had come, so there is nothing to compare; choose a date from { $first } on.
before-after-spans = Months compared before and after: { $links }
