## Who is counted in the sum

scenario-range-who-all = all donors
scenario-range-who-rest = all donors but the United States
scenario-range-who-europe = Europe

## The chart

scenario-range-title = What would add up
scenario-range-title-middle = { $money } by { $month }, the middle of the runs
scenario-range-title-above = More came than in 95 of 100 runs: { $money } by { $month }
scenario-range-title-below = Less came than in 95 of 100 runs: { $money } by { $month }
scenario-range-title-inside = So far what came lies in the range: { $money } by { $month }
scenario-range-title-inside-at-end = In the end what came lies in the range: { $money } by { $month }
scenario-range-subtitle = { $subject } of { $who }, EUR bn added up, { $span }
scenario-range-alt = Range of { $runs } runs, added up. { $title }.
scenario-range-shows-how = added up
scenario-range-note =
    Runs redraw blocks of { $block ->
        [one] { $block } month
       *[other] { $block } months
    } from { $span } (seed { $seed }), all donors of a month together. Shades: 50 and 90 of 100 runs.
    They hold the chance of the past only: no surprise that it did not have.
scenario-range-head-month = Added up to
scenario-range-head-low-90 = 5 of 100 runs below, EUR bn
scenario-range-head-low-50 = 25 of 100 below, EUR bn
scenario-range-head-middle = Middle, EUR bn
scenario-range-head-high-50 = 75 of 100 below, EUR bn
scenario-range-head-high-90 = 95 of 100 below, EUR bn
scenario-range-head-came = What happened, EUR bn

## Its labels; $line_break is the end of a line, or on the phone a space

scenario-range-label-middle = Middle of the runs { $money }
scenario-range-label-range = 90 of 100 runs end between{ $line_break }{ $low } and { $high }
scenario-range-label-came = What happened { $money }
scenario-range-label-came-by = What happened to { $month }{ $line_break } { $money }
scenario-range-hover-month = To { $month }
scenario-range-hover-middle = { $money }, the middle of the runs
scenario-range-hover-range = 90 of 100: { $low } to { $high }
scenario-range-hover-came = What happened, to { $month }
scenario-range-mark-us = US: { $level ->
    [nothing] nothing
   *[share] { $share } of its average
}
scenario-range-mark-when = { $when ->
    [open] from { $first } on
    [month] in { $first }
   *[span] from { $first } to { $last }
}

## What is assumed: $parts is a list of the clauses below

scenario-range-assumed-nothing = You assume that all give on as before.
scenario-range-assumed = You assume that { $parts }; all else goes on as before.
# $months: on the way there, 0 for at once.
scenario-range-assumed-us =
    the United States gives { $level ->
        [nothing] nothing
       *[share] { $share } of its average
    }{ $months ->
        [0] {""}
        [one] {" "}within { $months } month
       *[other] {" "}within { $months } months
    } { $when ->
        [open] from { $first } on
        [month] in { $first }
       *[span] from { $first } to { $last }
    }
scenario-range-assumed-europe =
    Europe gives { $change ->
        [nothing] nothing
        [less] { $share } less
       *[more] { $share } more
    }{ $months ->
        [0] {""}
        [one] {" "}within { $months } month
       *[other] {" "}within { $months } months
    }
scenario-range-assumed-others =
    other donors give { $change ->
        [nothing] nothing
        [less] { $share } less
       *[more] { $share } more
    }{ $months ->
        [0] {""}
        [one] {" "}within { $months } month
       *[other] {" "}within { $months } months
    }
scenario-range-assumed-replaced =
    Europe fills { $share } of the US gap{ $months ->
        [0] {""}
        [one] {" "}{ $months } month later
       *[other] {" "}{ $months } months later
    }
# $credit: for whom the money counts, as its control names it.
scenario-range-assumed-loan = an EU loan adds { $money } a year, counted for { $credit }
scenario-range-assumed-purl = { $money } a year of Europe’s goes to PURL, counted for { $credit }
scenario-range-us-too-late =
    The US assumption begins in { $month }, after your last month, { $last }: no effect.
scenario-range-us-over =
    The US assumption ends in { $month }, in the months that are known: no effect.
scenario-range-us-known =
    The US assumption is set from { $month }, but the months to { $known } are known.

## What comes out, and what came

scenario-range-outcome =
    Then { $middle } is the middle of { $runs } runs by { $month }; 90 of 100 end between { $low }
    and { $high }.
# $reach: the share of the runs that add up to as much.
scenario-range-came =
    In fact it was { $money }{ $is_over ->
        [yes] {""}
       *[no] {" "}by { $month }
    }; { $reached ->
        [none] none
       *[some] { $reach }
    } of the runs reach that.
scenario-range-came-hidden = What happened is hidden until you have guessed: { $link }.
# How often the sum so far lay in the range, in $of months.
scenario-range-way-inside = { $of ->
    [1] The sum so far lay in the range of 90 of 100 in the one month.
   *[other] The sum so far lay in the range of 90 of 100 in each of the { $of } months.
}
scenario-range-way-above = { $of ->
    [one] The sum so far lay above the range of 90 of 100 in { $above } of the { $of } month.
   *[other] The sum so far lay above the range of 90 of 100 in { $above } of the { $of } months.
}
scenario-range-way-below = { $of ->
    [one] The sum so far lay below the range of 90 of 100 in { $below } of the { $of } month.
   *[other] The sum so far lay below the range of 90 of 100 in { $below } of the { $of } months.
}
scenario-range-way-both =
    The sum so far lay above the range of 90 of 100 in { $above } and below the range of 90 of 100
    in { $below } of the { $of } months.
