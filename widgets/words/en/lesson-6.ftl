### Lesson 6. What its ids end with is explained in lessons.ftl.
### $year is a year; $rise a number of per cent, without its sign; $nominal per cent with it;
### $verdict is whole sentences on the first statement.

lesson-6-title = Check a report yourself

## The two statements, and what tells of them: $title and $summary of an event, with its source

lesson-6-allies =
    More than half of what NATO's members gave came from its European members and Canada.
lesson-6-study =
    In 2025 Europe's military aid was { $rise } per cent above its mean of 2022 to 2024.
lesson-6-told = { $publisher }, { $date }: { $title }. { $summary }

## 6.1

lesson-6-1-text = Which of these sentences of the report can be checked by counting?
lesson-6-1-a = Many see the move as a way to keep the aid going
lesson-6-1-b = NATO's next step is a safeguard
lesson-6-1-c = The United States provides the majority of arms
lesson-6-1-d = NATO will not give in
lesson-6-1-why =
    It names a quantity and a threshold: more than half. The others are views or announcements; they
    can be attributed, not counted.
lesson-6-1-mistake-a = It says what people think. One could count people, not aid.
lesson-6-1-mistake-b = Whether something is a safeguard is a judgement.
lesson-6-1-mistake-d = It is about will and about the time to come.
lesson-6-1-hint-1 = Look for a quantity and for something to compare it with.

## 6.2

lesson-6-2-text =
    The first statement, on 2024: the share of Europe and Canada in the military allocations of
    NATO's members. Per cent?
lesson-6-2-why = { $verdict }
lesson-6-2-mistake-without-canada = Canada is missing.
lesson-6-2-mistake-whole-release = This counts the whole release; only 2024 is asked.
lesson-6-2-mistake-us = This is the share of the United States.
lesson-6-2-hint-1 = donors='nato' counts members, first and last set the year.
lesson-6-2-hint-2 = flows.europe_pct plus flows.share_pct(..., 'Canada', 'donor').

## 6.3

lesson-6-3-text = Change year and kind: the same share in { $year }, aid of all kinds. Per cent?
lesson-6-3-why = The same words, counted otherwise.
lesson-6-3-mistake-without-canada = Canada is missing.
lesson-6-3-mistake-military = This is military aid; all kinds are asked.
lesson-6-3-mistake-all-donors =
    This counts all donors, also those outside NATO, and the EU institutions.
lesson-6-3-hint-1 = reading.but(kind='all', first='2023-01', last='2023-12'), with your year.

## 6.4

lesson-6-4-text =
    The share of 6.2 for each year from 2022 to 2025: rows named '2022' to '2025', in per cent. In
    which years does the statement hold?
lesson-6-4-why =
    The statement was about one year. Whoever repeats it for another has to count again.
lesson-6-4-mistake-without-canada = Canada is missing.
lesson-6-4-mistake-fractions = These are fractions; per cent is asked.
lesson-6-4-mistake-rest = This is the rest: the United States and other members.
lesson-6-4-hint-1 =
    A dictionary {"{"}year: number for year in [...]{"}"} becomes a Series with pd.Series(...).
lesson-6-4-hint-2 = reading.but(first=f'{"{"}year{"}"}-01', last=f'{"{"}year{"}"}-12') is one year.

## 6.5

lesson-6-5-text =
    The institute says that Europe's military aid of 2025 was { $rise } % above its mean of 2022 to
    2024. Our tables, from the same institute, give { $nominal }. What is the first thing to ask?
lesson-6-5-a = Whether both are in the same euros: with or without inflation
lesson-6-5-b = Who of the two lies
lesson-6-5-c = Whether 2025 has twelve months in the data
lesson-6-5-d = Whether Canada is in it
lesson-6-5-why =
    The study takes inflation out; our tables are nominal. Prices rose, so the nominal growth is
    larger. Later releases also revise earlier months.
lesson-6-5-mistake-b = Two numbers can differ and both be right, if they answer two questions.
lesson-6-5-mistake-c = It has. Look at tables.months.
lesson-6-5-mistake-d = Both speak of Europe. Look at the unit rather than at the donors.
lesson-6-5-hint-1 = Read the definition of “nominal” once more.
