## The Reading's fields: labels, and what each can be

fields-measure = Measure
fields-measure-allocations = Allocations
fields-measure-commitments = Commitments
fields-kind = Kind of aid
fields-kind-military = Military
fields-kind-financial = Financial
fields-kind-humanitarian = Humanitarian
fields-kind-all = All kinds
fields-donors = Donors
fields-donors-all = All donors
fields-donors-europe-us = Europe and US
fields-donors-nato = NATO members
fields-eu = EU institutions
fields-eu-own = Own donor
fields-eu-imputed = Imputed to members
fields-eu-out = Left out
fields-unit = Unit
fields-unit-eur-bn = EUR bn
fields-unit-share = Share
fields-unit-pct-gdp = % of GDP (2021)
fields-unit-per-head = EUR per head
fields-rhythm = Rhythm
fields-rhythm-monthly = Monthly
fields-rhythm-cumulative = Cumulative
fields-rhythm-rolling-12 = Rolling 12 months
fields-first = From
fields-last = To
fields-groups = Your groups

## Several fields' choices

fields-all = all
fields-none = none

## The event and statement that are open, the donor and months looked at

fields-event = Open an event
fields-span = Compare before and after
fields-span-months = { fields-span-number } months
fields-span-number = { $number ->
    [3] three
    [6] six
   *[12] twelve
}
fields-month = Events of a month
fields-zoom = Years shown
fields-claim = Open a statement
fields-claim-numbered = { $number }: { $title }
fields-claim-kind = Kind of statement
fields-verdict = Verdict
fields-donor = One donor
fields-ranked = Donors in the ranking
fields-ranked-top = the 15 largest
fields-ranked-all = all of them
fields-way = Way to count

## Which events are shown

fields-search = Search events
fields-lane = Lane
fields-lane-own = Yours
fields-importance = Importance
fields-importance-weightier = weightier only
fields-importance-turning-points = turning points only
fields-confidence = Confidence
fields-confidence-confirmed = confirmed
fields-confidence-reported = reported
fields-actor = Actor

## Who coordinates: a day, an actor, towns, ranges

fields-asof = Your date
fields-who = Open an actor
# The short name, by which it is known, and the full one.
fields-actor-named = { $short }: { $full }
fields-here = From the town
fields-there = To the town
fields-ends = Measured to
fields-ends-centre = the town’s centre
fields-ends-border = the nearest border
fields-base = Ranges from
fields-rings = Missile
fields-rings-announced = those announced for Germany in 2024
fields-system = { $system } ({ $operator })

## How the flows are drawn

fields-by = Split by
fields-by-bloc = Europe, US and others
fields-by-group = Donor groups
fields-by-donor = Largest donors
fields-by-kind = Kinds of aid
fields-by-origin = Where arms come from
fields-form = Drawn as
fields-form-both = Lines and columns
fields-form-lines = Lines only
fields-form-stacked = Stacked only
fields-named = Donors by name
fields-named-usual = 2 per cent and more
fields-named-5 = the five largest
fields-named-10 = the ten largest
fields-named-20 = the twenty largest
fields-named-all = every donor
fields-upto = Played up to
fields-upto-end = the whole window

## What a field cannot be; $field is its label, $value what was given

fields-unknown = “{ $field }” knows no “{ $value }”.
fields-unknown-choices = “{ $field }” knows no “{ $value }”; it can be { $choices }.
fields-unknown-donor = “{ $field }” knows no donor “{ $value }”; it can be { $choices } or ISO codes such as { $example }.
# $first and $last are as they stand in an address, 2022-01.
fields-unknown-month = “{ $field }” has no month “{ $value }”; it can be from { $first_month } ({ $first }) to { $last_month } ({ $last }).
fields-given-twice = “{ $field }” is given more than once.
fields-number = “{ $field }” can be { $range }, not “{ $value }”.
fields-number-in-steps = “{ $field }” can be { $range } in steps of { $step }, not “{ $value }”.
fields-range = { $low } to { $high }
fields-range-in-unit = { $low } to { $high } { $unit }
fields-asof-day = “{ $field }” can be a day from { $first_day } ({ $first }) to { $last_day } ({ $last }).
fields-ends-before-it-begins = “{ $field }” ends before it begins.

## What the reader's own groups cannot be; $field is “Your groups”

fields-groups-too-long = “{ $field }” are too long to be read.
fields-groups-most = “{ $field }” can be { $number } at most.
fields-groups-same-name = “{ $field }” hold two of the same name.
fields-groups-donor-twice = “{ $field }” hold { $donor } twice, and its aid would be counted twice.
fields-groups-one-at-a-time = “{ $field }” takes one group at a time, as in { $example }.
fields-groups-name-length = “{ $field }” need a name of 1 to { $most } characters each.
fields-groups-name-characters = “{ $field }” can have letters, digits, spaces and hyphens in their names.
fields-groups-unknown-donor = “{ $field }” know no donor “{ $code }”.
fields-groups-no-donor = “{ $field }” need at least one donor each.

## What follows from it

fields-default = Its default is shown.
fields-no-groups = None of them is shown.
fields-unchanged = Nothing was changed.

## An address or a step that cannot be read

fields-window-turned = “{ fields-first }” ({ $first }) lies after “{ fields-last }” ({ $last }). The whole release is shown.
fields-no-field = A Reading has no field “{ $field }”.
fields-too-many = The address has too many fields to be read.
fields-too-long = The address is too long; its end was not read.
fields-no-steps = These are no steps that the page takes.
fields-no-step = This is no step that the page takes.
