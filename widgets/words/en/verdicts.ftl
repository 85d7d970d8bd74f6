## How a statement can be judged: on its own, as on a chip

verdicts-holds = Holds
verdicts-narrowly = Holds, narrowly
verdicts-fails = Does not hold
verdicts-depends = Depends on the measure
verdicts-not-computed = Cannot be computed
verdicts-view = A view, not counted

## The same within a line

verdicts-in-line-holds = holds
verdicts-in-line-narrowly = holds, narrowly
verdicts-in-line-fails = does not hold
verdicts-in-line-depends = depends on the measure
verdicts-in-line-not-computed = cannot be computed
verdicts-in-line-view = a view, not counted

## Of what kind a statement can be

verdicts-kind-countable = countable
verdicts-kind-dated = dated
verdicts-kind-sourced = checked against sources
verdicts-kind-forecast = forecast
verdicts-kind-view = attributed view
verdicts-kind-quotation = quotation

## Why there is no verdict

verdicts-none-of-view = A view of somebody: there is nothing to count.
verdicts-none-of-quotation = A quotation: what is said is not counted.

## Changes of the reading that flip a verdict; $value is what is then computed

verdicts-flip-holds-without = Leave out { $month } alone and it holds: { $value }.
verdicts-flip-fails-without = Leave out { $month } alone and it does not hold: { $value }.
verdicts-flip-holds-to = Counted to { $month } it holds: { $value }.
verdicts-flip-fails-to = Counted to { $month } it does not hold: { $value }.
verdicts-flip-holds-from = Counted from { $month } it holds: { $value }.
verdicts-flip-fails-from = Counted from { $month } it does not hold: { $value }.
# $aid is what is counted, such as “military allocations”.
verdicts-flip-holds-in = Counted in { $aid } of { $donors } it holds: { $value }.
verdicts-flip-fails-in = Counted in { $aid } of { $donors } it does not hold: { $value }.

## A statement of the reader's own

verdicts-own-statement = Your statement
verdicts-own-author = You
verdicts-own-text = A statement is a text of at most { $most } characters, and not empty.
verdicts-own-comparison = The comparison can be { $choices }, not { $value }.
# $argument is one of the program: threshold, narrow or tolerance.
verdicts-own-number = The { $argument } must be a number, not { $value }.
verdicts-own-tolerance = A statement about a round number needs a tolerance above zero.
verdicts-own-no-function = The quantity must be a function of flows, not { $value }.
