## A dot for every way to count; `-readings` where each is a reading, else `-ways`

statement-strip-title-readings = “{ $statement }” holds on { $held } of { $all } readings
statement-strip-title-ways = “{ $statement }” holds on { $held } of { $all } ways to count
statement-strip-subtitle-readings = One dot for each of the readings; ● holds, ○ does not hold
statement-strip-subtitle-ways = One dot for each of the ways to count; ● holds, ○ does not hold
statement-strip-alt-readings = Dots on a line of values, one for each of { $all } readings: { $held } hold.
statement-strip-alt-ways = Dots on a line of values, one for each of { $all } ways to count: { $held } hold.
statement-strip-lanes-subtitle = One dot for each of the ways to count; ● holds, ○ does not hold; the band is what each row allows
statement-strip-lanes-alt = Dots in { $lanes } lanes, each with the band of values it allows: { $held } of { $all } hold.
statement-strip-own-readings = Your reading: { $value }
statement-strip-own-ways = Your way to count: { $value }

## Left of the threshold; $limit is one of the next two

statement-strip-under-readings = { $number ->
    [one] ○ { $text } reading: { $limit }
   *[other] ○ { $text } readings: { $limit }
}
statement-strip-under-ways = { $number ->
    [one] ○ { $text } way to count: { $limit }
   *[other] ○ { $text } ways to count: { $limit }
}
statement-strip-half-or-less = half or less
statement-strip-not-so = not so
# Right of it; $limit is one of those that follow.
statement-strip-over = ● { $number }: { $limit }

## What a statement needs to hold; $unit is its own

statement-strip-limit-half = more than half
statement-strip-limit-about = the statement: { $number } { $unit }
statement-strip-limit-over = more than { $number } { $unit }
statement-strip-limit-least = at least { $number } { $unit }
statement-strip-limit-under = less than { $number } { $unit }
statement-strip-limit-most = at most { $number } { $unit }

## What a row of dots allows; $range is one of the next three

statement-strip-lane = { $way }: { $range }
statement-strip-range-share = more than { $share }
statement-strip-range-least = { $least } { $unit } or more
statement-strip-range-between = { $least } to { $most } { $unit }

## A dot

statement-strip-dot = { $value }, { $verdict }

## The table beside it

statement-strip-what = What
statement-strip-who = Who
statement-strip-how = When or how
statement-strip-value = Value, { $unit }
statement-strip-verdict = Verdict
