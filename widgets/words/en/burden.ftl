## The chart; $year is that of what was given, $gdp_year and $defence_year those of the tables

burden-title = Who would pay
burden-title-need = To hold the level, Europe’s states would have to give { $money } a year
# $rule: how the need is shared out, as its control names it.
burden-subtitle =
    { $subject } a year, % of GDP of { $gdp_year }, the largest needs of { $of } donors and the
    largest giver, { $rule }
burden-alt = Bars: what donors gave in { $year }; diamonds: what would be needed. { $title }.
burden-source = { $source } Defence spending: NATO.
burden-shows-how = as a year’s sum
burden-shows-what = { $subject }, given and needed,
burden-shows-who = Europe’s states
burden-nothing-needed =
    Under your assumptions others hold the level of { $first } to { $last }: Europe’s states need
    give nothing for it.
burden-note =
    The level of { $first } to { $last } less what the United States and other donors give in your
    scenario’s last month, and what the EU institutions give on average. GDP of { $gdp_year }, so
    the parts are high against today’s. Defence spending is NATO’s figure for { $defence_year } over
    that year’s GDP; blank for who is no member. In euros at { $eur } EUR a dollar.
burden-head-donor = Donor
burden-head-need = Needed, EUR bn a year
burden-head-need-gdp = Needed, % of GDP of { $gdp_year }
burden-head-gave-gdp = Given in { $year }, % of GDP of { $gdp_year }
burden-head-defence-gdp = Defence spending { $defence_year }, % of GDP of { $defence_year }
burden-head-need-defence = Needed, % of defence spending { $defence_year }

## Its labels

# $verb is allocated or committed.
burden-gave = { $verb } in { $year }
burden-needed = needed
burden-needed-by-rule = needed, { $rule }
burden-defence = defence
# On the phone, under each bar; $gave_words: as burden-gave.
burden-gave-and-defence = { $gave_words } { $gave }, defence { $defence }
burden-no-data = no data

## What stands under it

# $eu: what the EU institutions give, if they are counted; $most: if all give the same part.
burden-shared = { $eu ->
        [none] Shared { $rule }
       *[counted] Beside { $money } a year that the EU institutions give on average, and shared { $rule }
    }, { $most ->
        [all] each gives { $share } of its GDP a year
       *[one] { $donor } gives most of its GDP, { $share } a year
    }.
burden-gave-as-much = { $above } of { $of } states gave as much or more in { $year }.
burden-most-in-euros = For { $donor }, which would give most in euros, it is { $money } a year.
burden-most-in-euros-of-defence =
    For { $donor }, which would give most in euros, it is { $money } a year, as much as { $share }
    of its defence spending of { $defence_year }.
