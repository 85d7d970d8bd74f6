## Where the aid comes from

donor-map-question = Where the aid comes from
# $donors: the largest on the map, each with its amount.
donor-map-title-europe = Most in Europe: { $donors }
donor-map-title-own = Most of your donors: { $donors }
donor-map-title-none = No donor on the map gave anything of this kind
donor-map-subtitle = { $what }, { $unit }, { $months }
donor-map-outlines = Outlines: Natural Earth.
donor-map-alt = Map of Europe, shaded. { $title }. { $subtitle }.
donor-map-not-shown = Not on the map: { $donors }.
# $groups: the reader's own, each with its amount.
donor-map-groups = Your groups, each together: { $groups }.
donor-map-groups-none = Your groups, each together: none is counted.
donor-map-group = “{ $group }” { $amount }
donor-map-note =
    Shades count in classes of the unit chosen; they say how much, not who. Crimea is drawn as part
    of Ukraine (UN General Assembly resolution 68/262). A country or name opens the donor below.
    Outlines without a shade are no donors in the source.
donor-map-as-a-sum = as a sum

## Its classes

donor-map-class-highest = { $low } and more
donor-map-class = { $low } to { $high }
donor-map-class-lowest = less than { $high }
donor-map-class-zero = zero
donor-map-class-below = below zero
donor-map-class-left-out = not counted
donor-map-class-no-value = no data

## On the picture

donor-map-outside = Outside the map

## Columns of its table, and cells

donor-map-column-donor = Donor
donor-map-column-on-map = On the map
donor-map-column-class = Class
donor-map-yes = yes
donor-map-no = no
