### Lesson 1. What its ids end with is explained in lessons.ftl.
### $donor is a donor as a sentence says it (the United Kingdom), $in_tables as the tables do; $span a
### span of months, $last its last month as the tables write it, $year the last year of the data,
### $sum an amount.

lesson-1-title = What is counted?

## 1.1

lesson-1-1-text =
    A government announces 5 billion euros for the next five years. No package, item or date is
    named yet. How does the tracker count it?
lesson-1-1-a = As an allocation of 5 billion in the month of the announcement
lesson-1-1-b = As a commitment of 5 billion, and not (yet) as an allocation
lesson-1-1-c = Not at all before something has arrived in Ukraine
lesson-1-1-d = As an allocation of 1 billion in each of the five years
lesson-1-1-why =
    It is promised, but tied to nothing yet: a commitment. It becomes an allocation step by step,
    when packages are decided.
lesson-1-1-mistake-a =
    An allocation is tied to a package, an item or a recipient. Is anything named here?
lesson-1-1-mistake-c =
    Arrival is not counted at all in this data set: the month is the month of the decision.
lesson-1-1-mistake-d =
    The tracker does not spread a promise over the years. It waits until a package is named.
lesson-1-1-hint-1 = Read the two definitions above again: which one speaks of promises?
lesson-1-1-hint-2 = An allocation needs something concrete. Look for it in the announcement.

## 1.2

lesson-1-2-text =
    How much military aid did { $donor } allocate from { $span }? In EUR bn, to one decimal.
lesson-1-2-why = { $sum }: one donor, one kind, one measure, one window.
lesson-1-2-mistake-all-kinds = This is aid of all kinds. Only military aid is asked.
lesson-1-2-mistake-whole-release = This runs to the end of the release. Stop at { $last }.
lesson-1-2-mistake-commitments = These are commitments. Allocations are asked.
lesson-1-2-hint-1 =
    A Reading takes donors=('DEU',), with the code of your donor, and last='2024-09'.
lesson-1-2-hint-2 = flows.total_eur_bn(tables, reading) gives the sum of one Reading.

## 1.3

lesson-1-3-text =
    Change the kind. What part of all that { $donor } allocated from { $span } was military? In per
    cent, to one decimal.
lesson-1-3-why =
    The part is military aid, the whole is aid of all kinds, of the same donor in the same months.
lesson-1-3-mistake-of-all-donors =
    This is the part of this donor in the military aid of all donors. The whole asked for is this
    donor's own aid of all kinds.
lesson-1-3-mistake-turned = Part and whole have changed places.
lesson-1-3-mistake-of-commitments = The whole is taken from commitments here. Stay with allocations.
lesson-1-3-hint-1 = You need two sums: kind='military' and kind='all'.
lesson-1-3-hint-2 = reading.but(kind='all') is the same Reading with another kind.

## 1.4

lesson-1-4-text =
    Without flows: from tables.aid, with pandas alone, add up what { $donor } allocated of each kind
    from { $span }. Three rows named financial, humanitarian, military, in EUR bn.
lesson-1-4-why = Filter the rows, group them, add up: most tables of a newspaper are made so.
lesson-1-4-mistake-whole-release = The months after { $last } are in it.
lesson-1-4-mistake-all-donors = These are the sums of all donors.
lesson-1-4-hint-1 =
    aid['donor'] == '{ $in_tables }' picks the rows of one donor; months can be compared like words:
    aid['month'] <= '2024-09'.
lesson-1-4-hint-2 = Then .groupby('kind')['allocations_eur_bn'].sum().

## 1.5

lesson-1-5-text =
    The values are nominal. Prices rose between 2022 and { $year }. Which comparison suffers most?
lesson-1-5-a = Two donors in the same month
lesson-1-5-b = Military and financial aid of one donor in one year
lesson-1-5-c = A donor's level in 2022 and its level in the last year of the data
lesson-1-5-d = The share of one donor in one month
lesson-1-5-why =
    Euros of different years buy different amounts. Within one month or one year the effect is
    small.
lesson-1-5-mistake-a = Both are in euros of the same month, so inflation touches both alike.
lesson-1-5-mistake-b = Both are euros of one year.
lesson-1-5-mistake-d = In a share the same month's euros stand above and below the line.
lesson-1-5-hint-1 = Which two numbers are in euros of very different dates?
