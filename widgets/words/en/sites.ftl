## The map of the sites. NATO’s are counted

sites-title = On { $day } NATO certainly runs { $certain } of the { $sites } sites drawn
sites-title-perhaps =
    On { $day } NATO certainly runs { $certain } of the { $sites } sites drawn, perhaps { $perhaps }
sites-title-perhaps-more =
    On { $day } NATO certainly runs { $certain } of the { $sites } sites drawn, perhaps { $perhaps }
    more
sites-subtitle = Sites as of your date; bands: military aid of { $window }, schematic
# $release is the tracker's own name and number of it.
sites-source =
    Data: own collection; outlines Natural Earth; towns GeoNames (CC BY 4.0). Aid: { $release }; own
    sums.
sites-alt = Map of Europe. { $title }. { $subtitle }.
sites-scope-kind = military aid: not your kind
sites-note =
    Dark disc: NATO. Orange: United States. Purple: European Union. Blue: an EU member state, as
    host. Grey: Ukraine, or nobody known. Square: NATO and Ukraine together. Hollow: the site, or
    who runs it, is not certain on your date. Sites stand at the centre of their town; British
    training lies west of the map. The bands are no routes: only their width means something, each
    group’s part of the sum, EUR bn. Crimea is drawn as part of Ukraine (UN General Assembly
    resolution 68/262).
sites-widest-band =
    The widest band is that of { $group }: { $share } of { $total } of military aid from
    { $window }.
    How much went through which hub is not published.
# $reason: a whole sentence.
sites-no-band = No band is drawn. { $reason }
sites-kinds-not-split =
    Commitments are not split by kind of aid, so materiel cannot be told apart.
sites-no-military-aid = The donors you count gave no military aid in your window.
sites-hub-outlined =
    The hub in Romania is shown as the country’s outline: on your date no source named its town.

## On the map

sites-main-hub = main hub
sites-named = { $site }, { $role }
sites-town-not-published = town not published
# $site in bold.
sites-hover = { $site }, { $town }: { $role }
sites-hover-possible = { $site }, { $town }: { $role } (not certain on this day)

## Columns of its table, and cells

sites-column-site = Site or group
sites-column-town = Town
sites-column-role = Role
sites-column-doubt = On your date
sites-column-source = Source
sites-column-aid = Military aid, EUR bn
sites-not-published = not published
sites-group = group of donors

## The figures reported, each at the day it was said

sites-figures-title = { $figures } figures were reported, { $known } of them by { $day }
sites-figures-subtitle =
    Each dot is one figure at the day it was said; different things, so no line
sites-figures-source =
    Data: own collection; each figure names who said it, and its source in the table.
sites-figures-alt = Dots on a time axis, in { $groups } groups. { $title }.
sites-figures-tonnes =
    { $year } tonnes in a year are { $twelfth } a month; the { $month } that the same speaker names
    for a month fit. The figures on transports do not fit each other and are not to be compared.
# $qualifier: a word such as over; $unit in words.
sites-figure = { $number } { $unit }
sites-figure-qualified = { $qualifier } { $number } { $unit }
# $figure is one of the two above.
sites-figure-said = { $figure }, { $place } ({ $speaker }, { $date })
sites-figure-reported = reported, not confirmed
sites-your-date = ◆ Your date

## Columns of their table

sites-column-subject = Subject
sites-column-number = Number
sites-column-unit = Unit
sites-column-qualifier = Word before it
sites-column-place = Place
sites-column-date = Date
sites-column-speaker = Said by
sites-column-about = What it covers
sites-column-confidence = Confidence
