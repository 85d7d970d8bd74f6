## The share of the United States

us-share-subject = The share of the United States
us-share-title = The US share: { $highest } at its height, { $last } in the year to { $month }
us-share-subtitle = United States, per cent of { $what } of { $donors }, twelve months to each date
us-share-alt = Line chart: United States, per cent, twelve months to each month. Highest { $highest } in { $month }, last { $last } in { $last_month }.
us-share-scope = whole release: not your window
us-share-not-counted = The United States is not among the donors you count.
us-share-sentence = Over the twelve months before the report the share was { $share }; added up from { $month } it was { $added }.
us-share-column-to = Twelve months to
us-share-column = { $donor }, %

## In the picture

us-share-year-to = { $donor }, year to { $month }
us-share-half = half of all counted
# $gap: a line break.
us-share-ending = in the year to{ $gap }{ $month }
