## The chart

backtest-title = Did such ranges hold?
backtest-title-held = The 90 % range held { $held } of { $of } times
backtest-subtitle =
    { $subject } of { $who }, EUR bn in the { $months } months after each month, all giving on as
    before
backtest-alt = Bars of ranges by month, with the sum that came. { $title }.
backtest-shows-how = in spans of { $months } months
backtest-note-later = { $later ->
    [one] { $later } of the { $of } months lies after the one at whose end you stand.
   *[other] { $later } of the { $of } months lie after the one at whose end you stand.
}
backtest-head-month = Known up to
backtest-head-inside = In the 90 % range
backtest-inside-yes = yes
backtest-inside-no = no
backtest-key = ● in the range   ○ outside it   ▮ 90 and 50 of 100 runs
backtest-hover-month = From { $month } on
backtest-hover-came = { $money } came; 90 of 100 runs: { $low } to { $high }
backtest-you-stand-here = You stand here: { $month }

## Too few months for a test; $months is how far ahead the range reaches

backtest-too-few = The release has too few months to test a range of { $months } months.
backtest-too-few-known =
    Up to { $month } there are too few months to test a range of { $months } months. Later ones are
    hidden until you have guessed, or skip the guess.

## What stands under the chart

backtest-result =
    From { $of } months, the sum of the next { $months ->
        [one] { $months } month
       *[other] { $months } months
    } lay in the range { $held ->
        [0] never
        [1] once
        [2] twice
       *[other] { $held } times
    }, or { $share }.
backtest-missed = Of the others, { $above } lay above it and { $below } below.
backtest-verdict-too-narrow =
    A range of 90 of 100 is meant to hold nine times in ten: here it did not. Take its width as a
    lower bound.
backtest-verdict-too-wide =
    A range of 90 of 100 is meant to hold nine times in ten: here it held more often, so it may be
    wider than it need be.
backtest-verdict-open =
    A range of 90 of 100 is meant to hold nine times in ten: { $held } of { $of } neither shows that
    it does nor that it does not.
backtest-both-sides =
    In { $lower } of the { $of } tests what came lay below the middle.
backtest-below-the-middle =
    In { $most } of the { $of } tests what came lay below the middle, in { $outside } below the
    inner half of the runs: the months that followed brought less than the months known by then.
    Runs drawn from the past hold no such trend.
backtest-above-the-middle =
    In { $most } of the { $of } tests what came lay above the middle, in { $outside } above the
    inner half of the runs: the months that followed brought more than the months known by then.
    Runs drawn from the past hold no such trend.
# Each test spans $months months; $apart of them have no month in common.
backtest-overlap = { $apart ->
    [1] Neighbouring tests share { $shared } of their { $months } months and no two are without a common one, so this is one trial, not { $of }.
   *[other] Neighbouring tests share { $shared } of their { $months } months and no more than { $apart } are without a common one, so this is about { $apart } trials, not { $of }.
}
backtest-hidden = What came after { $month } is hidden until you have guessed: { $link }.
