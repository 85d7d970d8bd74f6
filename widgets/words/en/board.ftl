## The bar: how the reader counts

board-counting = You are counting
board-change = Change
board-bar = How you count
board-changed = changed
board-reset = Reset
board-copy-link = Copy link
board-edit-list = Edit list
board-your-list = Your list …
board-your-list-of = Your list ({ $number })

## The dialog in which donors are listed

board-donors = Count or name donors
board-donors-title = Count these donors, or name them as a group
board-donors-count = Count these
board-donors-cancel = Cancel
board-donors-group-name = Or show them as a group of your own, named
board-donors-group = Make this a group

## Groups of controls

board-flow-split = How the flows are drawn
board-flow-diagram = What the flow diagram shows
board-play-months = Play month by month
board-towns = Which distance
board-rings = Which ranges
board-filters = Which events
board-search-hint = words, names, places
board-all-events = Show all events
board-claim-filters = Which statements
board-all-statements = Show all statements
# $label is the name of the date that it sets; the slider begins at one day and ends at another.
board-asof-slider = { $label }, from { $first } to { $last }; the marks are the stages
board-play-stages = Play the stages

## Around a chart

board-table = Table
board-csv = CSV
board-png = PNG
board-svg = SVG
board-cite = Cite
board-table-of = Table: { $title }
board-table-caption = { $title }. { $subtitle }
# $scope says in a few words what of the Reading a chart does not follow.
board-csv-rows = All that the reading counts
board-csv-reading = The page's reading: { $counted }
board-csv-address = Address: ?{ $query }
board-csv-no-query = Address: the page without a query
board-csv-package = Data package: { $version }
board-csv-scope = Not as the page's reading: { $scope }

## In the place of a chart

board-refused = Cannot be computed: { $why }
board-nothing-given = The donors you count gave nothing of this kind.
board-reset-reading = Reset the reading
board-this-chart = This chart
board-no-question = This is nothing that the page asks.
board-failed = It failed here ({ $fault }); the other charts go on.
# $id is found in the log.
board-fault = fault { $id }

## The glossary

board-glossary = Glossary
# What may end a term of the glossary where more than one is meant: "donors".
board-plural = s
board-definitions = Definitions: { $terms }
