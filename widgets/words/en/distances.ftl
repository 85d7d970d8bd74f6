## The distance between two towns. $km is the message distances-km

distances-km = { $km } km ({ $miles } miles)
# $end is a town, or the message distances-nearest.
distances-title = { $town } to { $end }: { $km }
distances-nearest = the nearest point of { $area }
# An area whose name ends in “region”.
distances-with-article = the { $area }
distances-centres = From the centre of { $one } it is { $km } to that of { $two }.
distances-centres-and-border =
    From the centre of { $one } it is { $km } to that of { $two }, and { $border } to the nearest
    point of { $area }.
distances-report = The report says some { $km }.
# What the ranges are on the day, in sentences.
distances-on-day = On { $day }: { $ranges }

## Ranges drawn round a town, $base

distances-subtitle =
    Shortest line on the ellipsoid; published ranges of { $systems }, drawn from { $base }, as of
    { $day }
distances-subtitle-range-only =
    Shortest line on the ellipsoid; published ranges of { $systems }, range only, drawn from
    { $base },
    as of { $day }
distances-source =
    Data: towns GeoNames (CC BY 4.0); outlines Natural Earth; ranges as named in the table.
distances-alt = Map with a measured line and rings of range. { $title }. { $subtitle }.
distances-note =
    Published figures of encyclopaedias and officials, not what a weapon does on a given day. Solid:
    stationed in this town or country. Dashed: announced for it or not confirmed. Dotted: reported
    cancelled. Dash and dot: range only, drawn from a town where no source has the system. Thin:
    lowest and highest figure. Crimea is drawn as part of Ukraine (UN General Assembly resolution
    68/262).

## Where a system is said to be. $place: a town or country

distances-standing = { $state ->
    [stationed] stationed in { $place }
    [announced] announced for { $place }
    [unconfirmed] announced, not confirmed for { $place }
   *[reported-cancelled] reported cancelled for { $place }
}
# $standing is the message above.
distances-standing-named = { $standing }, last named { $day }
distances-range-only = range only, drawn from { $base }
distances-range-only-standing = range only, drawn from { $base }; { $standing }
distances-systems = { $systems }: { $standing }.
distances-systems-since = { $systems }: { $standing } (since { $since }).
distances-unknown = Where it stands on this day is not in this page’s table.
distances-reported = Reported, not confirmed.

## On the map

distances-line = { $km } km
distances-nearest-point = nearest point
distances-ring = { $system } { $km } km
distances-ring-range-only = { $system } { $km } km, range only
distances-ring-lowest = { $system }, lowest figure { $km } km
# $system in bold.
distances-hover = { $system }: { $km } km

## The table

distances-row-centres = { $one } to { $two }, centre to centre
distances-row-border = { $town } to the nearest point of { $area }
distances-row-basis = shortest line, WGS84
distances-row-system = { $system } ({ $operator }), from { $base }
distances-row-system-basis = { $basis }. { $about }
distances-column-what = What
distances-column-km = km
distances-column-miles = Miles
distances-column-lowest = Lowest figure, km
distances-column-highest = Highest figure, km
distances-column-basis = Basis
distances-column-standing = On your date
distances-column-source = Source
