## Who gave most

ranking-title = Who gave most
# The one donor that is counted, and its sum.
ranking-title-one = { $donor }: { $amount }
# $unit: the one that the donors are ranked by; $code: the donor's ISO code.
ranking-title-leads =
    { $unit ->
        [eur-bn] in euros
        [share] by share
        [pct-gdp] by size of economy
       *[per-head] per head
    } { $donor } { $code ->
        [EUI] lead
       *[other] leads
    }
# The same donor leads in the unit, and in the one that is shown beside it.
ranking-title-leads-both =
    { $donor } { $code ->
        [EUI] lead
       *[other] leads
    } { $unit ->
        [eur-bn] in euros and by size of economy
        [share] by share and by size of economy
        [pct-gdp] by size of economy and in euros
       *[per-head] per head and in euros
    }
# $second leads in the unit that is shown beside it.
ranking-title-leads-each =
    { $unit ->
        [eur-bn] in euros
        [share] by share
        [pct-gdp] by size of economy
       *[per-head] per head
    } { $donor } { $code ->
        [EUI] lead
       *[other] leads
    }; { $unit ->
        [eur-bn] by size of economy
        [share] by size of economy
       *[other] in euros
    } { $second } { $second_code ->
        [EUI] do
       *[other] does
    }
# $donors is one of the two below.
ranking-subtitle = { $what }, { $months }, { $donors }
ranking-some-donors = { $shown } of { $number } donors
ranking-all-donors =
    { $number ->
        [one] { $number } donor
       *[other] { $number } donors
    }
ranking-alt = Bars: { $subtitle }. { $title }.
# How an own group is named among the donors.
ranking-own-group = “{ $group }”
# $donors: those that lead, each with its amount; $us: the amount of the US, which is none of them.
ranking-for-size =
    { $unit ->
        [per-head] Per head of the population of 2024
       *[pct-gdp] Measured against the economy of 2021
    }: { $donors }.
ranking-for-size-and-us =
    { $unit ->
        [per-head] Per head of the population of 2024
       *[pct-gdp] Measured against the economy of 2021
    }: { $donors }; the United States { $us }.
ranking-donor = { $donor } { $amount }
# What is counted of each donor in a picture of whole windows: “…, in EUR bn, as a sum, …”.
ranking-as-a-sum = as a sum
ranking-eu-own = EU-level aid is that of the EU institutions, a donor of its own.
ranking-eu-imputed = EU-level aid is added to the members that pay for it.
ranking-eu-out = EU-level aid is left out.
ranking-note =
    GDP is of 2021, population of 2024; the EU institutions have neither. A thin cap is zero.
ranking-click = A bar or name opens the donor below.

## On the picture

ranking-head-eur-bn = EUR bn
ranking-head-share = per cent of all counted
ranking-head-pct-gdp = % of the donor’s 2021 GDP
ranking-head-per-head = EUR per head
ranking-no-data = no data

## Columns of its table and of that by year

ranking-column-donor = Donor
ranking-column-rank = Rank
ranking-column-year = Year

## What has no picture

ranking-alone = A rank compares donors, and you count one alone.
ranking-alone-remedy = Count all donors
ranking-neither = The donors you count have neither a GDP nor a population here.
ranking-neither-remedy = Show EUR bn

## Rank by year

ranking-years-title = Rank by year
# $runs: donors, each with its years.
ranking-years-first = First: { $runs }
ranking-years-run = { $donor } { $years }
ranking-years-leaders = { $donors } donors came first in { $years } years
ranking-years-subtitle = Rank by { $what } of each calendar year, { $unit }, { $months }
ranking-years-alt = Lines of rank by year. { $title }. { $subtitle }.
ranking-years-note = A donor has a rank in each year in which it gave something.
# $years: one or two.
ranking-years-short =
    { $number ->
        [one] { $years } holds
       *[other] { $years } hold
    } less than a year.
# As in “This view shows the rank by military allocations of …, by calendar year, …”.
ranking-years-what = the rank by { $what }
ranking-years-how = by calendar year
# $ranks is a list of the message after the next.
ranking-years-donor = { $donor } ranked { $ranks }.
ranking-years-donor-none = { $donor } ranked { $ranks }; in { $years } it has no rank.
ranking-years-rank = { $rank } in { $year }
ranking-years-click = A name opens the donor below.
# Where lines run on below the last row.
ranking-years-lower = lower
