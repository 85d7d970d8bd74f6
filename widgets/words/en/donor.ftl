## The donor's months. $donor: its name as it stands in a sentence, with its article

# $number of months; $months is it in words; $aid is a message below.
donor-half =
    { $number ->
        [one] { $months } month holds
       *[other] { $months } months hold
    } { $share } of { $donor } { $aid }
donor-half-in-window =
    { $number ->
        [one] { $months } month holds
       *[other] { $months } months hold
    } { $share } of { $donor } { $aid } in your window
# Whose aid it is. $ending: s if the name ends so.
donor-of =
    { $ending ->
        [s] { $donor }’
       *[other] { $donor }’s
    }
donor-nothing = { $donor }: no { $aid } in these months
donor-one-month = { $donor }: { $amount } of { $aid } in { $month }
donor-aid = aid
donor-aid-commitments = commitments
donor-aid-all = aid of all kinds
donor-aid-military = military aid
donor-aid-financial = financial aid
donor-aid-humanitarian = humanitarian aid
# Numbers in words, as long as they are short.
donor-number =
    { $number ->
        [0] no
        [1] one
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
        [11] eleven
        [12] twelve
       *[other] { $number }
    }
donor-subtitle =
    { $donor }. { $measure ->
        [commitments] Commitments by month
       *[allocations] Allocations by month and kind
    }, { $unit }, same scale; sums of { $months }
donor-alt = Bars by month. { $title }. { $subtitle }.
donor-note =
    Months of decision, not of delivery. No bar: nothing in that month. A bar lists the events of its
    month.
donor-panel-commitments = Commitments
# As in “This view shows allocations by kind of Germany, …, month by month, …”.
donor-what = allocations by kind
donor-how = month by month
donor-scope-share = in EUR bn: a donor alone has no share
donor-scope-unknown = in EUR bn: no GDP or population for this donor
# $when: “From … to …” or “In …”; $given: months in which something was.
donor-answer =
    { $when } { $donor } { $measure ->
        [commitments] committed { $amount }
       *[allocations] allocated { $amount } in { $aid }
    }, in { $given } of { $number } months; most in { $month }, { $most }.
donor-answer-one-month =
    { $when } { $donor } { $measure ->
        [commitments] committed { $amount }
       *[allocations] allocated { $amount } in { $aid }
    }.
donor-answer-nothing =
    { $when } { $donor } { $measure ->
        [commitments] committed nothing
       *[allocations] allocated nothing in { $aid }
    }.

## Columns of their table, and cells

donor-column-month = Month
donor-column-kind = { $kind }, { $unit }
donor-column-in-window = In your window
donor-yes = yes
donor-no = no

## The card of a donor

donor-member-eu = in the EU since { $year }
donor-member-nato = in NATO since { $year }

## Its sum under the Reading

donor-fact-reading = Your reading, { $months }
donor-not-computed = Not computed: { $reason }
donor-not-counted = { $donor } is not among the donors you count.
# $nothing: the next word, in bold.
donor-counted-nothing =
    { $measure ->
        [commitments] { $nothing }
       *[allocations] { $nothing } in { $aid }
    }; no rank
donor-nothing-at-all = nothing
# $values is a list of those below, $ranks one of ranks.
donor-counted = { $values }; rank { $ranks }
donor-counted-no-rank = { $values }; no rank
donor-counted-alone = { $values }; no rank, since you count it alone
donor-value-share = { $amount } of all
donor-value-pct-gdp = { $amount } of its GDP of 2021
donor-value-no-gdp = share of GDP not known
donor-value-per-head = { $amount } per head
donor-rank-eur-bn = { $rank } of { $number } in euros
donor-rank-pct-gdp = { $rank } of { $number } by share of GDP
donor-fact-group = Your group
donor-part-of-group = { $share } of the { $amount } of “{ $group }”

## Its other facts

donor-fact-kinds = By kind, its own
donor-no-kind = nothing of any kind allocated in these months
donor-kind = { $kind } { $amount }
donor-kind-none = { $kind } none
donor-fact-promised = Promised, allocated
donor-promised = { $committed } committed, { $allocated } allocated, all kinds
donor-fact-eu = EU-level aid
# Of the EU institutions.
donor-eu-imputed = { $amount } to { $month }, imputed to { $number } members
donor-eu-no-member = no part: not an EU member
# $eu: how the Reading counts EU-level aid.
donor-eu-part =
    { $amount } of the EU institutions’ aid to { $month } is imputed to it; this is { $eu ->
        [imputed] in
       *[other] not in
    } the sums above
donor-fact-weapons = Heavy weapons
donor-no-weapons = none listed; the list has five heavy categories and names no zeros
donor-fact-months = Largest months
donor-no-months = none in your window
# $month is a link.
donor-month = { $month }: { $amount }
# $events: one or two, as links.
donor-month-events = { $month }: { $amount } ({ $events })
donor-months-note = An event in the same month need not be the reason.

## Packages and laws of the US, loans of the EU

donor-fact-packages = Packages announced
donor-packages = US packages by year
donor-packages-caption =
    Announced value, USD bn. Drawdowns come from stocks, USAI packages are bought.
donor-packages-year = Year
donor-packages-drawdowns = Drawdowns
donor-packages-usai = USAI
donor-packages-usd-bn = USD bn
donor-packages-all = All
donor-packages-csv = All packages as CSV
# $number of laws in words.
donor-laws = { $number } laws, USD { $amount } bn. Each also pays for other purposes.
donor-event = { $date }: { $event }
# $amount: with its unit.
donor-event-amount = { $date }: { $event }: { $amount }

## Gaps in the data

donor-fact-gaps = Gaps in the data
donor-no-gaps = none known
donor-gap-months =
    { $empty } of { $number } months hold no allocation; the source leaves them out, and they count
    as zero.
donor-gap-gdp = It has no GDP and no population, so no value by either.
donor-gap-peace-facility =
    Money of the European Peace Facility for arms is booked at the member states, so no military aid
    stands here.
donor-gap-commitments =
    Its commitments add up to less than its allocations, which is a matter of recording.
# $number of packages in words.
donor-gap-packages =
    On { $days } the packages announced and what the tracker books differ; { $number } packages lie
    before its first month. Announced values were revalued in part later, and add up neither to the
    laws nor to the tracker’s sums.

## To make the donor the focus of the whole page, or leave it

donor-count-only = Count only { $donor } on the whole page
donor-count-all = Count all donors again
