## What the United States gave
# $months stands at the begin of a sentence: “In March 2024”. $us is the name of the United States
# in the tables, $aid what kind of aid is counted.

shares-aid-military = military aid
shares-aid-financial = financial aid
shares-aid-humanitarian = humanitarian aid
shares-aid-all = aid of all kinds

shares-nothing-allocations = { $months } the donors you count allocated nothing in { $aid }.
shares-nothing-commitments = { $months } the donors you count committed nothing.
# As the two before, for somebody who has chosen no reading.
shares-nothing-neutral-allocations = { $months } the donors counted allocated nothing in { $aid }.
shares-nothing-neutral-commitments = { $months } the donors counted committed nothing.
shares-without-us-allocations = { $months } { $donors } allocated { $total } in { $aid }; { $us } is not among them.
shares-without-us-commitments = { $months } { $donors } committed { $total }; { $us } is not among them.
# More was taken back than promised, so there is no share.
shares-no-whole-allocations = { $months } { $us } allocated { $given } in { $aid }.
shares-no-whole-commitments = { $months } { $us } committed { $given }.
# $given is shares-nothing.
shares-none-allocations = { $months } { $us } allocated { $given } of { $total } in { $aid }.
shares-none-commitments = { $months } { $us } committed { $given } of { $total }.
shares-some-allocations = { $months } { $us } allocated { $given } of { $total } in { $aid }, or { $share }.
shares-some-commitments = { $months } { $us } committed { $given } of { $total }, or { $share }.
shares-nothing = nothing

## Beside it

shares-europe-allocations = Europe allocated { $given }, or { $share }.
shares-europe-commitments = Europe committed { $given }, or { $share }.
shares-measured-pct-gdp = Measured against the economy of 2021: { $donors }.
shares-measured-per-head = Measured against the population of 2024: { $donors }.
shares-donor-amount = { $donor } { $amount }

## The page's first paragraph

shares-lead = In October 2024 NATO prepared to take over from { $us } the coordination of military aid to Ukraine. By then { $us } had allocated { $given } of { $total }, or { $share }.
# “It” is the United States; $given is shares-nothing.
shares-lead-since = From { $months } it allocated { $given }; Europe carried { $share } of { $total }.
