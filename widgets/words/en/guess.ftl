## The two whose aid is guessed

guess-bloc = { $bloc ->
    [us] United States
   *[europe] Europe
}

## The chart; $verb is allocated or committed

guess-title = Guess first: what will they give?
guess-title-not-guessed = The US { $verb } { $us } and Europe { $europe }; you guessed nothing
guess-title-off =
    The US gave { $us } { $us_side ->
        [less] less
       *[more] more
    } than you expected, Europe { $europe } { $europe_side ->
        [less] less
       *[more] more
    }
guess-subtitle = { $subject }, EUR bn a year in each half-year, to { $month }
guess-alt =
    Steps by half-year, the United States and Europe, and your guess to { $month }. { $title }.
guess-note =
    A guess is kept in the link and is sent nowhere; what you leave as it is stays at the level of
    the last twelve months.
guess-shows-how = by half-year, each times two
guess-scope-own-donors = the US and Europe
guess-head-half-year = Half-year
guess-head-seen = { $bloc }, EUR bn a year
guess-head-guess = Your guess, { $bloc }, EUR bn a year
guess-money-a-year = { $money } a year
guess-hover-seen = { $bloc }, { $span }
guess-hover-guess = Your guess, { $bloc }, { $span }
guess-the-report = The report
guess-end-of-month = End of { $month }

## What stands under it

guess-question =
    It is the end of { $month }. In the last twelve months the United States { $verb } { $us } and
    Europe { $europe }. What do you expect for each of the next three half-years? Drag the diamonds,
    move them with the arrow keys, or type below; then have it shown.
guess-too-early =
    Nothing can be compared yet: the release ends in { $month }, before the end of your first
    half-year, { $span }.
# $miss: how far off the level of the last twelve months is.
guess-not-guessed =
    You guessed nothing, so there is no guess to compare. Up to { $month } the United States
    { $verb } { $us } and Europe { $europe }. The level of the last twelve months, which stands as
    your guess until you change it, is off by { $miss } in all, half-year by half-year.
guess-result =
    Added up to { $month }, each half-year at half of its yearly figure, you expected { $us } from
    the United States and { $europe } from Europe; they { $verb } { $came_us } and { $came_europe }.
    Half-year by half-year you are off by { $miss } in all.

## Guesses that need no thought

guess-naive-last-year = “same as the last year”
guess-naive-zero = “nothing at all”
guess-naive-trend = “the trend goes on”
guess-naive-off = Guesses without thought are off as well: { $names }.
guess-naive-off-by = { $guess } by { $amount }
guess-nearer-than-all = Yours is nearer than all three.
guess-nearer-than = Yours is nearer than { $names }.
guess-nearer-than-and-near = Yours is nearer than { $names } and about as near as { $equal }.
guess-near = Yours is about as near as { $equal } and nearer than none.
guess-nearer-than-none = Yours is nearer than none of them.

## The controls; $half is 1, 2 or 3

guess-field = Your guess, { $bloc }, half-year { $half }, EUR bn a year
guess-handle = Your guess on the chart, { $bloc }, { $span }, EUR bn a year
guess-box = { $bloc ->
    [us] US
   *[europe] Europe
}, { $half ->
    [1] 1st half-year
    [2] 2nd half-year
   *[3] 3rd half-year
}
guess-boxes = Your guess, EUR bn a year
guess-or-type = Or type it, in EUR bn a year, to the nearest { $step }:
guess-show = Show what happened
guess-skip = Skip the guess: show what happened
guess-hide = Hide it and guess
guess-hide-again = Hide it and guess again
# The link in a sentence that says what is hidden.
guess-show-now = show it now

## The guesses of a class

guess-class = What the class expected
guess-class-none = No link has a guess that can be compared.
guess-class-title = { $number ->
    [one] { $number } guess; it is off by { $miss }
   *[other] { $number } guesses; the nearest is off by { $miss }
}
guess-class-subtitle = EUR bn added up, guessed at the end of { $month }
guess-class-alt = Dots, one a guess, for the United States and Europe, beside what came. { $title }.
guess-class-left-out = { $number ->
    [one] { $number } link is not drawn: see the table.
   *[other] { $number } links are not drawn: see the table.
}
guess-class-came = What happened { $money }
guess-class-one = Guess { $number }
guess-class-head-link = Link
guess-class-head-cutoff = Cut-off
guess-class-head-guessed = { $bloc } guessed, EUR bn
guess-class-head-came = { $bloc } came, EUR bn
guess-class-head-miss = Off by, EUR bn
guess-class-head-problem = Problem
