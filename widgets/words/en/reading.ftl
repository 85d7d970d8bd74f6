## What is counted, as it stands in a sentence

reading-commitments = commitments
reading-allocations-all = allocations of all kinds
reading-allocations-military = military allocations
reading-allocations-financial = financial allocations
reading-allocations-humanitarian = humanitarian allocations

## Of whom

reading-donors-all = all donors
reading-donors-europe-us = Europe and the US
reading-donors-nato = NATO members
reading-no-donor = no donor
# $donor is its name in the tables, $code its ISO code.
reading-donor = { $code ->
    [USA] the { $donor }
    [GBR] the { $donor }
    [NLD] the { $donor }
    [EUI] the { $donor }
   *[other] { $donor }
}
reading-own-group = “{ $group }”
reading-donors-eu-imputed = { $donors }, EU-level aid imputed to members
reading-donors-without-eu = { $donors } without the EU institutions

## In which unit and rhythm

reading-unit-eur-bn = EUR bn
reading-unit-share = per cent of all counted
reading-unit-pct-gdp = per cent of 2021 GDP
reading-unit-per-head = EUR per head
reading-rhythm-monthly = monthly
reading-rhythm-cumulative = cumulative
reading-rhythm-rolling-12 = rolling 12 months

## A Reading as a line

reading-subtitle = { $what }, { $unit }, { $months }
reading-subtitle-donors = { $what } of { $donors }, { $unit }, { $months }
reading-counting = { $what }, { $donors }, { $months }, { $unit }, { $rhythm }
reading-shows = This view shows { $what } of { $donors }, { $months }, in { $unit }, { $how }, at the prices of the time (nominal).
reading-shows-per-head = This view shows { $what } of { $donors }, { $months }, in { $unit }, { $how }, at the prices of the time (nominal) and for the population of 2024.
reading-shows-monthly = month by month
reading-shows-cumulative = added up
reading-shows-rolling-12 = twelve months at a time

## What the data cannot answer

reading-refused = Cannot be computed
reading-no-window = The months { $first } to { $last } are no window of the data, which run from { $begin } to { $end }.
reading-no-donor-code = No donor has the code { $codes }.
reading-commitments-not-split = Commitments are not split by kind of aid.
reading-imputed-of-all-kinds = EU-level aid is imputed to members only for allocations of all kinds together.
reading-imputed-without-accession = EU-level aid is imputed only as a total, so it cannot be counted from each member’s accession to NATO on.
reading-imputed-to-the-end = EU-level aid is imputed to members only as a total to { $month }.
reading-imputed-not-by-month = EU-level aid is imputed to members only as a total, not month by month.
reading-no-donor-left = No donor is left: your list holds the EU institutions only, and they are not counted as a donor.
reading-no-twelve-months = A sum over twelve months exists only from { $month } on.

## The nearest Reading that they can answer

reading-remedy-release = Count the whole release
reading-remedy-donors = Count all donors
reading-remedy-kinds = Count all kinds
reading-remedy-allocations = Count allocations of all kinds
reading-remedy-eu = Count the EU institutions as a donor
reading-remedy-monthly = Count month by month

## A Reading typed in a notebook; $field and $choices are words of the program

reading-typed = { $field } can be { $choices }, not { $value }.
reading-typed-donors = donors can be { $choices } or a tuple of ISO3 codes.

## What donors did with it

reading-verb-allocations = allocated
reading-verb-commitments = committed
