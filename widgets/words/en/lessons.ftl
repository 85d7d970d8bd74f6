### What all lessons say. What one lesson asks is in lesson-1.ftl to lesson-6.ftl: there an id names
### the lesson and the exercise, and ends with what it is of it: `text` asks; `a` to `d` are options;
### `why` is said with a right answer, `mistake-…` with a wrong one; `hint-1` and so on are opened one
### after the other. Names, code and dates in code's font stay as they are.

## Verdicts on an answer

lessons-right = Right
lessons-wrong = Not yet
lessons-unread = Not read

## An exercise: its size, its form, its hints

lessons-size-look = Look
lessons-size-change = Change
lessons-size-build = Build
# $field is the field to write in, $unit the unit of the number.
lessons-your-answer = Your answer { $field } { $unit }
lessons-answer-line = Answer: { $field } { $unit }
lessons-in-the-cell = In the cell below: { $code }
lessons-check = Check
lessons-hint = A hint
lessons-hint-more = One more hint

## Units, and the words that a learner may write beside a number or on an axis for them: in lower
## case, with commas between them

lessons-unit-percent = %
lessons-unit-percent-words = %, percent, per cent, pct
lessons-unit-eur-bn = EUR bn
lessons-unit-eur-bn-words = €, eur, euro, euros, bn, billion, eur bn, €bn
lessons-unit-eur = EUR
lessons-unit-eur-words = €, eur, euro, euros, per head, eur per head
lessons-unit-eur-per-head = EUR per head
lessons-unit-eur-per-head-words = €, eur, euro
lessons-unit-eur-bn-a-month = EUR bn a month
lessons-unit-eur-bn-a-month-words = €, eur, bn, billion, eur bn, €bn, eur bn a month
lessons-unit-pct-gdp = % of GDP
lessons-unit-events = events
lessons-unit-events-words = event
lessons-unit-months = months
lessons-unit-months-words = month
lessons-unit-readings = readings
lessons-unit-readings-words = reading
# $text is the number written, $unit the end of an id above, $unit_name what it says.
lessons-amount = { $unit ->
    [events] { $number ->
        [one] { $text } event
       *[other] { $text } events
    }
    [months] { $number ->
        [one] { $text } month
       *[other] { $text } months
    }
    [readings] { $number ->
        [one] { $text } reading
       *[other] { $text } readings
    }
   *[other] { $text } { $unit_name }
}

## What is said to an answer; $type is Python's name of what was given

lessons-choose = Choose one of { $letters }.
lessons-read-again = Read the question again.

lessons-no-number-yet = Nothing to check yet: give one number.
lessons-number-asked = One number is asked, not a { $type }.
lessons-number-endless = The number is missing or endless (nan or inf).
lessons-no-number-in = There is no number in “{ $answer }”. Write it as in 12.3.
# $rest is what stands beside the number.
lessons-number-alone = Write one number alone, in { $unit }; “{ $rest }” was not read.
lessons-number-fraction =
    This is a fraction; the answer is asked in per cent: multiply by 100.
lessons-number-thousand-too-much =
    A thousand times too much: is this in millions? The unit is { $unit }.
lessons-number-thousand-too-little = A thousand times too little: look at the unit, { $unit }.
lessons-number-sign =
    The size is right, the sign is not: which of the two is taken from which?
lessons-number-rest = This is the rest of the whole: the answer and it add up to 100 %.
lessons-number-close =
    Close, but not within { $within } { $unit }: give one decimal more, and round only at the end.
# A hint, or lessons-read-again, follows.
lessons-number-other = This is another number.

lessons-no-frame-yet =
    Nothing to check yet: put your table (a frame or a Series) in the place of the dots.
lessons-frame-asked = A Series or a frame is asked, not a { $type }.
lessons-columns = One column of numbers is asked; there are { $number }.
lessons-row-twice = The row { $row } stands there twice: add them up.
lessons-values-no-numbers = There are values that are no numbers.
lessons-rows-missing = { $number } of { $of } rows are missing ({ $rows }).
lessons-rows-not-asked = { $number ->
    [one] { $number } row is not asked for ({ $rows }).
   *[other] { $number } rows are not asked for ({ $rows }).
}
lessons-rows-fractions = Every number is in fractions; the unit is { $unit }.
lessons-rows-thousand-too-much =
    Every number is a thousand times too much; the unit is { $unit }.
lessons-row-empty = The number of { $row } is missing.
lessons-rows-wrong =
    The rows are right; { $number } of { $of } numbers are not, the first is { $first }.

lessons-no-figure-yet = Nothing to check yet: put your figure in the place of the dots.
lessons-figure-asked = A plotly figure is asked, not a { $type }.
# $kinds are plotly's names of them.
lessons-bars-asked = Bars are asked; the figure holds { $kinds }.
lessons-no-bars = Bars are asked; the figure holds nothing.
lessons-cut-off =
    The numbers are right, but the axis does not begin at zero: bars are compared by length.
lessons-no-title = The numbers are right, but the figure has no title: say what it shows.
lessons-no-unit = The axis of values does not say its unit, { $unit }.

## The teacher's tables

lessons-key-exercise = Exercise
lessons-key-size = Size
lessons-key-look = look
lessons-key-change = change
lessons-key-build = build
lessons-key-answer = Answer
lessons-key-computed = Computed as
lessons-key-reason = a reason: see the solution
lessons-key-wrong = Wrong answer
lessons-key-said = The learner reads
lessons-key-seed = Seed
lessons-key-span = { $first } to { $last }
# The key of a question that asks for bars, and two likely mistakes with it.
lessons-bars = Bars, { $rows } ({ $unit }), from zero, with a title and the unit
lessons-bars-untitled = bars without a title or a unit
lessons-bars-cut-off = an axis cut off

## What is not there

lessons-no-lesson = There are lessons { $first } to { $last }, not { $asked }.
lessons-no-seed = The seed is a whole number from 0 on, not { $asked }.
lessons-no-exercise = Lesson { $lesson } has no exercise { $asked }; it has { $names }.
lessons-no-term = The glossary has no term { $asked }.
# The quoted words are the entry of JupyterLab's menu.
lessons-unknown-name =
    There is no “{ $missing }” yet. Run the cells above first: menu Run, “Run All Above Selected
    Cell”. Or is the name misspelt?

## A chart made by hand, and its table

lessons-no-chart = A plotly figure can be shown, not a { $type }.
lessons-chart-untitled = The figure has no title: say what it shows, as in title='...'.
lessons-series = Series
# Where both axes have the same title.
lessons-second-column = { $axis } (value)
