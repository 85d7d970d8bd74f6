## Where arms come from

origins-subject = Where arms come from
origins-title = Stockpiles: { $first } in the first twelve months, { $last } in the last
origins-title-largest = { $origin }: { $share } of military aid
origins-subtitle-monthly = Military allocations by origin, per cent, month by month, { $months }
origins-subtitle-cumulative = Military allocations by origin, per cent, added up, { $months }
origins-subtitle-rolling-12 = Military allocations by origin, per cent, twelve months to each date, { $months }
origins-alt = Stacked shares of four origins. { $title }. Over the window: { $origins }.
origins-scope = military allocations of all donors: not your { $fields }
origins-scope-measure = measure
origins-scope-kind = kind
origins-scope-donors = donors
origins-counted = the origin of military allocations
origins-sentence-counts-window = The sentence above counts your window.
origins-note = Published shares of each month, applied to the military allocations of all donors; no donor’s own split is known. “Not specified” is what the source does not know, or mixes.
origins-no-arms = No military aid was allocated in your window.
# $when: "From January 2022 to September 2024", "In March 2024".
origins-sentence = { $when } { $procurement } of military aid was newly procured, { $stockpile } came from stockpiles.
origins-purl-appears = PURL appears in { $month }; its share of the window is { $share }.
origins-column = { $origin }, %
origins-key-window = In your window
origins-key-end = At the end
origins-month = { $origin }, { $month }
origins-to-month = { $origin }, to { $month }

## The packages of PURL

origins-purl-fold = PURL: packages and contributions, with their sources
origins-purl-note = Sums as announced. The groups overlap, so they are not added up: a share may be part of a package, and totals hold all of them.
origins-purl-region = PURL packages
origins-purl-caption = PURL packages and contributions
origins-purl-package = Whole packages
origins-purl-contribution = Shares of a package
origins-purl-announcement = Announced without a sum
origins-purl-cumulative = Totals to a day, as stated
origins-purl-column-date = Date
origins-purl-column-payer = Who pays
origins-purl-column-sum = Sum, million
origins-purl-column-what = What
origins-purl-column-source = Source
origins-purl-all-together = All together
origins-purl-not-stated = not stated
origins-purl-reported = reported
