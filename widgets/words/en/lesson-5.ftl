### Lesson 5. What its ids end with is explained in lessons.ftl.
### $span is a span of months; $expected and $seen are amounts, of 2025.

lesson-5-title = What if

## 5.1

lesson-5-1-text = “If the United States stops and Europe goes on as before, ...” This sentence is
lesson-5-1-a = a forecast: it says what will happen
lesson-5-1-b = a scenario: it says what follows, if its assumptions hold
lesson-5-1-c = a measurement
lesson-5-1-d = an opinion
lesson-5-1-why = Nobody has to believe the assumptions; they have to be named.
lesson-5-1-mistake-a = It does not claim that the United States will stop. Look at its first word.
lesson-5-1-mistake-c = Nothing was measured of a time to come.
lesson-5-1-mistake-d = What follows from the assumptions is arithmetic, and anybody can check it.
lesson-5-1-hint-1 = What does the word “if” do to the rest of the sentence?

## 5.2

lesson-5-2-text =
    To hold the monthly level of military allocations of { $span } without the United States: by how
    much must Europe's level rise? Per cent.
lesson-5-2-why = What the United States gave, in per cent of what Europe gave in the same months.
lesson-5-2-mistake-us-share =
    This is the US share of the whole. The rise is measured against Europe's own level.
lesson-5-2-mistake-turned = Europe over the US: turn it round.
lesson-5-2-mistake-level = This is the new level in per cent of the old; the rise is 100 less.
lesson-5-2-hint-1 = Europe must add what the United States gave. Divide that by what Europe gave.
lesson-5-2-hint-2 = flows.window_sums(tables, reading, 'bloc') has both sums.

## 5.3

lesson-5-3-text =
    Change the assumption: Europe makes up for half of it only. What rise is needed now? Per cent.
lesson-5-3-why =
    The answer moves with the assumption one for one; a range of assumptions gives a range of
    answers.
lesson-5-3-mistake-whole = This is the rise that makes up for all of it.
lesson-5-3-mistake-level = This is the new level; the rise is 100 less.
lesson-5-3-hint-1 = Half of what has to be added, over the same European level.

## 5.4

lesson-5-4-text =
    Test it: whoever expected Europe to go on at its mean of { $span } expected { $expected } for
    2025. How far below what happened was that? In per cent of what happened.
lesson-5-4-why =
    It was { $seen }. A rule that misses the one year that can be checked needs a wide range for the
    next.
lesson-5-4-mistake-of-expected = This is in per cent of what was expected; divide by what happened.
lesson-5-4-mistake-euros = This is the difference in EUR bn, not yet in per cent.
lesson-5-4-hint-1 = What happened: flows.window_sums with first='2025-01', last='2025-12'.
lesson-5-4-hint-2 = Difference divided by what happened, times 100.

## 5.5

lesson-5-5-text =
    A range: draw twelve of Europe's monthly sums from { $span } by chance, with repetition, and add
    them up; do it 5000 times. Rows low, middle, high: the 10th, 50th and 90th percentile, EUR bn.
lesson-5-5-why =
    8 of 10 such years lie between the two; 2025 had { $seen }. The range knows only the past that
    it was drawn from.
lesson-5-5-mistake-months = These are months; twelve of them make the year.
lesson-5-5-mistake-one-month =
    This is twelve times one month drawn: chance months have no time to even out.
lesson-5-5-mistake-all-donors = These are all donors; Europe alone is asked.
lesson-5-5-hint-1 =
    rng = np.random.default_rng(1); rng.choice(values, (5000, 12)) is a table of draws.
lesson-5-5-hint-2 = .sum(axis=1) makes years of it, np.percentile(years, [10, 50, 90]) the three numbers.

## 5.6

lesson-5-6-text =
    The range of 5.5 was narrow, and 2025 lay outside it. What is the best lesson from that?
lesson-5-6-a = Draw more often: 5000 is not enough
lesson-5-6-b = The range holds if the future is made like the past; that assumption failed
lesson-5-6-c = The data of 2025 must be wrong
lesson-5-6-d = Ranges are useless
lesson-5-6-why = More draws make the edges of the range smoother, never the assumption better.
lesson-5-6-mistake-a = More draws move the edges by very little. Try it.
lesson-5-6-mistake-c = Ask first what the range took for granted.
lesson-5-6-mistake-d = It says well what follows from its assumption. Which assumption?
lesson-5-6-hint-1 = From which months were the draws taken?
