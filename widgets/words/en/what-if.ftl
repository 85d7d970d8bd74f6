## What an address assumes and cannot be read; $why is the end of the sentence, one of those below

what-if-problem = “{ $label }” { $why }. Its default is shown.
what-if-problem-twice = “{ $label }” is given more than once. Its default is shown.
what-if-problem-order = The US assumption ends before it begins. The default is shown.
what-if-bad-month = can be a month from { $first } to { $last }, not “{ $value }”
what-if-bad-guess = can be 0 to { $most } EUR bn a year, not “{ $value }”
what-if-bad-set = is none that the page knows
what-if-bad-name = knows no “{ $part }”
what-if-given-twice = is given more than once
# What the parts of an address are called.
what-if-part = { $part ->
    [scenario] Scenario
   *[guess] Guess
}

## The statement: $subject is what is counted, such as military allocations

what-if-rise-needed =
    To hold the monthly average of { $first } to { $last } without the United States, Europe’s
    { $subject } must rise by { $rise } against their own average of those years.
what-if-rise-seen =
    In { $year } they { $change ->
        [rose] rose
       *[fell] fell
    } by { $pct } against the same years, in nominal terms.
what-if-rise-hidden = What they did in { $year } is hidden until you have guessed: { $link }.

## Scenarios to begin from

what-if-begin-with = Begin with: { $links }.
what-if-preset-unchanged = nothing changes
what-if-preset-us-stops = the US stops after { $month }
what-if-preset-europe-doubles = the US stops, Europe doubles
what-if-preset-pledge = the US stops, the rest hold NATO’s pledge of EUR { $eur_bn } bn a year
what-if-preset-as-it-happened = as it happened, on average
what-if-preset-as-near = as near to what happened as can be assumed
what-if-preset-reset = reset

## Why one of them is not as it happened, or is not offered

what-if-as-near-untold = What happened cannot be assumed as it was, only the nearest to it.
# $why: one or more of the three below.
what-if-as-near =
    What happened, { $came } by { $month }, cannot be assumed as it was ({ $why }); the nearest adds
    up to { $sum }.
what-if-as-near-gave-nothing = { $donors ->
    [us] the United States gave nothing in the past that you chose
    [europe] Europe gave nothing in the past that you chose
   *[others] other donors gave nothing in the past that you chose
}
what-if-as-near-out-of-range = “{ $label }” would be { $needed } and ends at { $limit }
what-if-as-near-too-coarse = whole per cents are too coarse for so little
what-if-pledge-out-of-range =
    To hold NATO’s pledge of EUR { $eur_bn } bn a year without the US, Europe would have to change
    by { $change }, which cannot be assumed here.

## What of the reader's choices a chart of this chapter does not follow

# $own: what it takes instead; $names: what it does not follow, in a list.
what-if-scope = { $own }: not your { $names }
what-if-scope-own-donors = all donors
what-if-scope-own-window = months of the scenario
what-if-scope-own-unit = { $unit ->
    [eur-bn] EUR bn
   *[pct-gdp] % of GDP
}
what-if-scope-name-donors = donors
what-if-scope-name-window = window
what-if-scope-name-unit = unit
