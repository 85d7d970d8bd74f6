## A number against a threshold, under a reading
# $reading is one of the first two: the page speaks to its reader, a review to nobody.

rules-your-reading = your reading
rules-this-reading = this reading
# $holds and $fails are the parts in bold.
rules-reading-holds = Under { $reading } it { $holds }.
rules-reading-fails = Under { $reading } it { $fails }: it is { $margin } short.
rules-holds-by = holds by { $margin }
rules-holds = holds
rules-fails = does not hold
# Of a round number: $verdict is rules-holds or rules-fails, in bold.
rules-reading-more = Under { $reading } it { $verdict }: { $distance } more, where { $allowed } are allowed.
rules-reading-less = Under { $reading } it { $verdict }: { $distance } less, where { $allowed } are allowed.
rules-points = { $number } percentage points
# $unit is the statement's own.
rules-with-unit = { $number } { $unit }

rules-no-arms = The statement is about arms, and your reading counts none: take military aid or all kinds.
rules-no-arms-neutral = The statement is about arms, and this reading counts none: take military aid or all kinds.

## A quantity of the reader's own

rules-own-value = { $months } it comes to { $value }.
rules-own-no-value = The quantity has no value under this reading.
rules-own-failed = The quantity could not be computed: { $reason }.
rules-own-no-number = The quantity must give one number for a reading, not a { $type }.
rules-own-headline-holds = “{ $statement }” holds: { $value }
rules-own-headline-fails = “{ $statement }” does not hold: { $value }

## What was given before an event and after it

rules-span-twelve = twelve months
rules-span-six = six months
rules-span-three = three months
rules-before-after-allocations = In the { $span } from { $month } the donors you count allocated { $after } in all, after { $before } in the { $span } before: { $change }.
rules-before-after-commitments = In the { $span } from { $month } the donors you count committed { $after } in all, after { $before } in the { $span } before: { $change }.
rules-change-none = about the same
rules-change-more = { $change } more
rules-change-less = { $change } less
rules-before-after-us = The part of { $us } went from { $before } to { $after }.
rules-before-after-no-cause = What the handover itself changed cannot be read from this.
rules-before-after-outside = The months before and after do not both lie in the data.
rules-before-after-nothing = The donors you count gave nothing before, so there is no change.
rules-before-after-nothing-neutral = The donors counted gave nothing before, so there is no change.

## Spans of months side by side

rules-months-to = { $number } months to { $month }

## By which day something was known; each stands at the end of a sentence too

rules-on-the-day = on the report’s day
rules-by-end-of-year = by the end of { $year }
rules-by-now = by now

## How well it was known

rules-confirmed = what is confirmed
rules-reported-too = also what is only reported

## Counts of people, nations and tents
# $when begins a sentence, $source says who counted what.

rules-bound-about = about { $number }
rules-bound-nearly = nearly { $number }
rules-bound-at-least = at least { $number }
rules-bound-more-than = more than { $number }
rules-bound-from = from { $number }
rules-nearest-count = the count nearest to the visit
rules-latest-count = the latest count
rules-total-planned = the total as planned
rules-total-counted = the total as counted
rules-wiesbaden-counted = counted in Wiesbaden
rules-count-none = No source besides the report gives a number { $when }.
rules-count = { $when }: { $number } ({ $source }); the report says { $figure }.
rules-count-more-than = { $when }: { $number } ({ $source }); the report says more than { $figure }.
rules-people-none = There is no such number { $when }.
rules-people-one-place = { $when }: { $number } in { $place } alone ({ $source }); the whole was not counted.
rules-people-lower-bound = { $when }: { $number } ({ $source }); how many more is not known.
rules-people-lower-bound-reported = { $when }: { $number } ({ $source }; reported, not confirmed); how many more is not known.
rules-people = { $when }: { $number } ({ $source }); within { $allowed } of the figure counts as about it.
rules-people-reported = { $when }: { $number } ({ $source }; reported, not confirmed); within { $allowed } of the figure counts as about it.

## Places

rules-places-row-planned = as planned
rules-places-row-at-work = at work there
rules-places-none = No source certainly of that time names one of them, { $when }.
rules-places-planned = { $number } of { $all } places are known to be planned { $when }: { $places }.
rules-places-planned-missing = { $number } of { $all } places are known to be planned { $when }: { $places }; not known: { $missing }.
rules-places-at-work = { $number } of { $all } places are known to have NSATU at work { $when }: { $places }.
rules-places-at-work-missing = { $number } of { $all } places are known to have NSATU at work { $when }: { $places }; not known: { $missing }.
rules-places-due = { $when }: { $source }.
rules-places-shown = { $number } of { $all } places

## Distances

rules-distance-centres = centre to centre
rules-distance-border = nearest border to Berlin
rules-within-tenth = within a tenth
rules-within-twentieth = within a twentieth
rules-within-fiftieth = within a fiftieth
rules-within-hundredth = within a hundredth
rules-distance = { $way }: { $distance }, { $difference } { $side ->
    [more] more
   *[less] less
} than the figure; that { $inside ->
    [yes] is within
   *[no] is not within
} { $allowed } of it.
# $unit is that of the second number which the statement gives, such as miles.
rules-distance-converted = Converted, the figure is { $number } { $unit }, as the statement says.
rules-distance-converted-other = Converted, the figure is { $number } { $unit }, not what the statement says.
rules-distance-headline = { $there } lies { $distance } from { $here }

## The people of NATO's members

rules-members-on-the-day = members on the report’s day
rules-members-2022 = members when 2022 began
rules-that-many = that many or more
rules-population = On { $day } NATO had { $members } members with { $people } (inhabitants of 2024).
rules-population-headline = NATO stands for { $people }

## Weights of the United States among NATO's members

rules-spending-2024 = defence spending (NATO, June 2024)
rules-spending-2025 = defence spending (NATO, April 2025)
rules-output = economic output
rules-inhabitants = inhabitants
rules-half = more than half
rules-two-thirds = more than two thirds
# $weight is one of the four before, at the begin of a sentence.
rules-weight = { $weight }: { $us } has { $share } of the total of { $members } members.
rules-weight-spending = { $weight }: { $us } has { $share } of the total of { $members } members, each counted as its per cent of output times its output.
rules-weight-headline = { $us } is { $share } of NATO

rules-arms-headline = { $us } gives { $share } of the arms

## Dates

rules-dated-held = It took place on { $date }.
rules-dated-held-elsewhere = It took place on { $date }, not on the date that the report names.
rules-dated-announced = It was announced on { $date }.
rules-dated-announced-elsewhere = It was announced on { $date }, not on the date that the report names.
rules-under-way = { $occasion } was under way that day.
rules-not-under-way = { $occasion } was not under way that day.
rules-weekday = The visit was on { $date }, a { $weekday }.

## A first visit

rules-visit-row-none-known = no earlier visit known
rules-visit-row-called-first = called the first by another source
rules-visit-does-not-fit = The visit was on { $visit }, he took office on { $begins }: that does not fit.
rules-visit-no-other-source = No other source calls it the first.
rules-visit-no-other-source-shown = no other source
# $earlier is the date of an earlier visit, if one is known.
rules-visit = He took office on { $begins }, { $number ->
    [one] { $days } day
   *[other] { $days } days
} before the visit; { $known ->
    [yes] he had been there on { $earlier }
   *[no] no earlier visit is known
}, and { $said ->
    [yes] another source calls it the first
   *[no] no other source calls it the first
}.
rules-visit-shown = { $number ->
    [one] { $days } day in office
   *[other] { $days } days in office
}

## A term of office

rules-term = He left office on { $left }, after { $number ->
    [one] { $years } year
   *[other] { $years } years
}, so he came in { $began }.
rules-term-about = He left office on { $left }, after about { $number ->
    [one] { $years } year
   *[other] { $years } years
}, so he came in about { $began }.
rules-term-shown = { $began } to { $ended }
rules-term-shown-about = about { $began } to { $ended }

## What was to come

rules-came-none = It lay in the future, and nothing tells of it { $when }.
rules-came-before = It had come about before the report, { $date }: { $source }.
rules-came-after = After the report, { $date }: { $source }.

## Steps

rules-steps-taken = steps taken
rules-steps-due-too = also steps that were due
rules-steps-none = No step had been taken { $when }.
rules-steps = { $number ->
    [one] { $steps } step of the handover is known to have been taken { $when }, in { $months }.
   *[other] { $steps } steps of the handover are known to have been taken { $when }, in { $months }.
}
rules-steps-only-due = { $steps } steps of the handover are known to have been taken { $when }.
rules-steps-due = One more was due in { $months }; whether it was taken is not known.
rules-steps-due-counted = One more was due in { $months }; whether it was taken is not known, and it is counted here.
rules-steps-shown = { $number ->
    [one] { $months } month with a step
   *[other] { $months } months with a step
}

## A plan for a year

rules-plan-row-announced = as announced
rules-plan-row-came = as it came about
rules-plan-not-announced = Nothing had been announced { $when }.
rules-plan-announced = As announced on { $date } it was to begin in { $year }; the report says { $figure }.
rules-plan-not-known = Whether it came about is not known { $when }.
rules-plan-dropped = { $source } ({ $date }).
rules-plan-dropped-reported = { $source } ({ $date }, a report that is not confirmed).
rules-plan-dropped-shown = dropped, { $date }

## Other publishers

rules-publishers-shown = { $number ->
    [one] { $publishers } other publisher
   *[other] { $publishers } other publishers
}
rules-publishers-none = No other publisher of good standing states it; what is at hand repeats the report, stands beside it, or is known only from a quotation.
rules-publishers = Stated by { $publishers }, besides the report; nothing at hand contradicts it.
rules-publishers-otherwise = Stated by { $publishers }, besides the report. Placed or worded otherwise by { $others }.
