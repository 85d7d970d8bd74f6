## Heavy weapons, as counts

weapons-question = Heavy weapons
weapons-none-listed = No heavy weapons are listed for the donors you count.
# $items: up to three categories of one donor, each with its count.
weapons-title-one = { $donor }: { $items }
weapons-title-every = { $donor } has most items listed in every category
weapons-title = { $donor } leads in { $number } of { $categories }
# $others is a list of the message below.
weapons-title-others = { $donor } leads in { $number } of { $categories } categories, { $others }
weapons-title-other = { $donor } in { $categories }
weapons-subtitle =
    Items of five heavy categories, { $number ->
        [one] { $number } donor
       *[other] { $number } donors
    } with an entry, to { $month }; each column has its own scale
weapons-alt = Matrix of counts. { $title }. { $subtitle }.
weapons-shows =
    This view shows how many items of five heavy categories the source lists as allocated by
    { $donors }, { $months }: a count, without a price.
weapons-listed = Listed in all: { $items }.
# $mark stands in a cell in which nothing is listed.
weapons-note =
    { $mark }: none listed, which is no proof that none was given. { $first } and { $second } paid
    jointly for tanks that stand in both rows, so sums may hold them twice. For { $donor }’s
    { $items } items of { $category } the source has no usable price; so items are counted here, not
    euros. Five categories are no breakdown of all military aid.

## What of the Reading it does not follow; both may stand

weapons-scope-window = items, whole release: not your window
weapons-scope-measure = items allocated: not your measure

## Items of one category, as the source names it; air defence is no noun of things

weapons-items = { $number } { $category }
weapons-items-air-defence = { $number } air-defence items

## Columns of its table

weapons-column-donor = Donor
weapons-column-items = { $category }, items
