# How Babel writes numbers, months and lists.
locale = en_GB

count-of-donors = { $number ->
    [one] { $text } donor
   *[other] { $text } donors
}

## Amounts; $sign is empty or the minus

numbers-eur-bn = { $sign }€{ $digits }{"\u00a0"}bn
numbers-euros = { $sign }€{ $digits }
numbers-per-cent = { $sign }{ $digits }{"\u00a0"}%
# $amount is the smallest that is shown, such as €0.0001 bn or 0.0001.
numbers-under = under { $amount }
numbers-no-data = no data

## Months and spans of them

# As short as the marks of an axis need; Babel has “Sept” for one of them.
numbers-month-short = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
numbers-span = { $first } to { $last }
numbers-span-short = { $first } – { $last }
# At the begin of a sentence.
numbers-in-month = In { $month }
numbers-from-to = From { $first } to { $last }

## The three blocs of donors

