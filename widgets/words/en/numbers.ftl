# How Babel writes numbers, months and lists.
locale = en_GB

count-of-donors = { $number ->
    [one] { $text } donor
   *[other] { $text } donors
}
