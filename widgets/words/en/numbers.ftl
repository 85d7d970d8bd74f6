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


## Names of donors in a sentence, which the tables hold without an article

numbers-the = the { $name }
# Parted by a semicolon: names that take the article,
numbers-with-article = United States; United Kingdom; Netherlands; EU institutions; EU members
# how names of several end,
numbers-several = EU institutions; EU members; donors
# and how names begin of what is left of a group.
numbers-rest = Other EU members; Rest of 
