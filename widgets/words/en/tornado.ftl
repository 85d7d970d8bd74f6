## The chart; $first and $last are the years whose level is to be held

tornado-title = What matters most
# $bar: one of the names of the bars.
tornado-title-most = { $bar } moves the sum most, end to end
tornado-title-nothing = Nothing moves the sum
tornado-subtitle =
    Change of the sum of { $subject } of { $who } to { $month }, EUR bn, one assumption at a time
tornado-alt = Bars: how far the sum moves with each assumption. { $title }.
tornado-unit = EUR bn more or less than your scenario
tornado-shows-how = as changes of the sum
tornado-note = The ends are ours and stand in the table; the level is that of the last month.
tornado-note-without-effect = Without effect here: { $names }.
tornado-head-assumption = Assumption
tornado-head-low = Low end
tornado-head-high = High end
tornado-head-sum-low = Sum at the low end, change, EUR bn
tornado-head-sum-high = Sum at the high end, change, EUR bn
tornado-head-level-low = Level at the low end, change, % of { $first }–{ $last }
tornado-head-level-high = Level at the high end, change, % of { $first }–{ $last }

## The bars and their ends

tornado-bar-us = What the US gives
tornado-bar-us-from = When the US changes
tornado-bar-us-ramp = How fast the US changes
tornado-bar-europe = Europe’s change
tornado-bar-others = The others’ change
tornado-bar-ramp = How fast they change
tornado-bar-replaced = The gap that Europe fills
tornado-bar-delay = How late it fills the gap
tornado-bar-loan = An EU loan
tornado-bar-past = Which past is taken
tornado-bar-chance = Chance alone
tornado-chance-low = 5 of 100
tornado-chance-high = 95 of 100
tornado-ends = { $low } to { $high }
tornado-end-money = { $money } a year
tornado-end-months = { $number ->
    [one] { $number }{"\u00a0"}month
   *[other] { $number }{"\u00a0"}months
}

## What would hold the level: $level, EUR bn a month

tornado-europe-gave-nothing = Europe gave nothing in the past that you chose.
tornado-held-without-europe =
    Under your other assumptions the { $level } a month of { $first } to { $last } are held without
    any of Europe’s own { $subject }{ $eu ->
        [counted] , the EU institutions’ included
       *[none] {""}
    }.
tornado-needed =
    To hold the { $level } a month of { $first } to { $last } under your other assumptions, Europe’s
    own { $subject }{ $eu ->
        [counted] , the EU institutions’ included,
       *[none] {""}
    } { $change ->
        [rise] must rise
       *[fall] can fall
    } by { $pct } against the average of { $span } ({ $average } a month).
tornado-assumed = You assume { $change }.

## The level of the last month

tornado-level =
    In { $month } your scenario’s { $subject } of { $who } stand at { $level } of the average month
    of { $first } to { $last }.
# $label moves the level from $level_low, when it is $low, to $level_high, when it is $high.
tornado-level-moved =
    In { $month } your scenario’s { $subject } of { $who } stand at { $level } of the average month
    of { $first } to { $last }; “{ $label }” moves that most, from { $level_low } ({ $low }) to
    { $level_high } ({ $high }).
