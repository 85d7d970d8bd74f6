## What can be assumed: the name of each control, and why it begins where it does

assumptions-cutoff = You stand at the end of
assumptions-cutoff-why = the last month known on the day of the report
assumptions-horizon = Months ahead
assumptions-horizon-why = as long as the guess: a year and a half
assumptions-past = Months that stand for the past
assumptions-past-why = long enough for months without and with US aid
assumptions-block = Months drawn together
assumptions-block-why = large packages come in runs of months
assumptions-seed = Seed of the chance
assumptions-seed-why = any number; the same draws the same
assumptions-outcome = Counted in the sum
assumptions-outcome-why = what arrives, whoever gives it
assumptions-us = The US gives, % of its average before
assumptions-us-why = the question of the report: the largest donor stops
assumptions-us-from = From the month
assumptions-us-from-why = the month after the last US military allocation of this release
assumptions-us-end = Until the end of
assumptions-us-end-why = open: nothing ends by itself
assumptions-us-ramp = Months on the way there
assumptions-us-ramp-why = at once: the plainest case
assumptions-europe = Europe changes by
assumptions-europe-why = nobody’s plan is assumed
assumptions-others = Other donors change by
assumptions-others-why = nobody’s plan is assumed
assumptions-ramp = Months until they have changed
assumptions-ramp-why = at once: the plainest case
assumptions-replaced = Share of the US gap that Europe fills
assumptions-replaced-why = none: Europe’s own change says it
assumptions-delay = Months until it fills it
assumptions-delay-why = at once: the plainest case
assumptions-loan = EU loan for arms, EUR bn a year
assumptions-loan-why = none was agreed at the report
assumptions-loan-credit = The loan counts for
assumptions-loan-credit-why = as the tracker counts
assumptions-purl = US arms that Europe pays for (PURL), EUR bn a year
assumptions-purl-why = PURL began after the report; it moves money and adds none
assumptions-purl-credit = PURL counts for
assumptions-purl-credit-why = as the tracker counts
assumptions-rule = Shared out in Europe
assumptions-rule-why = each gives the same part of its economy
assumptions-revealed = What happened
assumptions-revealed-why = guess first

## Units

assumptions-unit-months = months
assumptions-unit-per-cent = %
assumptions-unit-eur-bn-a-year = EUR bn a year

## Choices

assumptions-past-months = { $number ->
    [one] { $number } month
   *[other] { $number } months
}
assumptions-past-all = all since the start
assumptions-block-months = { $number ->
    [1] one
    [2] two
    [3] three
    [4] four
    [6] six
   *[other] { $number }
}
assumptions-outcome-all = all donors
assumptions-outcome-rest = all but the US
assumptions-outcome-europe = Europe
assumptions-no-end = no end
assumptions-loan-credit-eui = the EU institutions
assumptions-loan-credit-members = EU members by GDP
assumptions-purl-credit-payer = who pays
assumptions-purl-credit-us = the United States, which delivers
assumptions-rule-gdp = by GDP
assumptions-rule-as-year = as in { $year }
assumptions-rule-population = by population
assumptions-revealed-no = hidden
assumptions-revealed-yes = shown

## The controls

assumptions-controls = Your scenario
assumptions-group-stand = Where you stand
assumptions-group-us = The United States
assumptions-group-europe = Europe and the others
assumptions-group-loan = EU loan and PURL
# $label is the name of the number that the slider sets.
assumptions-slider = { $label }, slider
# For who hears the number, such as 18 months.
assumptions-value-spoken = { $value } { $unit }

## What can be assumed, folded under the controls

assumptions-meanings = What can be assumed, and why it begins where it does
# $span: what can be assumed; $first: what is assumed at first; $why: the reason of it.
assumptions-meaning = { $span }. At first: { $first } ({ $why }).
assumptions-range = { $low } to { $high }
assumptions-range-in-unit = { $low } to { $high } { $unit }
assumptions-a-month = a month
