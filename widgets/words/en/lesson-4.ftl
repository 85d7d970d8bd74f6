### Lesson 4. What its ids end with is explained in lessons.ftl.
### $donor is a donor as a sentence says it, $span a span of months, $sum an amount; $top donors are
### asked.

lesson-4-title = Flows and maps

## 4.1

lesson-4-1-text = The flow diagram above adds up a whole window. What can it not show at all?
lesson-4-1-a = Who gave more, the EU members or the United States
lesson-4-1-b = When the aid was decided
lesson-4-1-c = How much of it was military
lesson-4-1-d = Which donors are large
lesson-4-1-why = It has no axis of time: a donor that stopped a year ago looks as one that goes on.
lesson-4-1-mistake-a = The heights of the two group bars show that.
lesson-4-1-mistake-c = The column of kinds shows that.
lesson-4-1-mistake-d = The left column shows that, and names those above a limit.
lesson-4-1-hint-1 = Look for each of the four in the picture. Which one has no place in it?

## 4.2

lesson-4-2-text =
    From { $span }, aid of all kinds: how thick is the band from EU members to military aid? In EUR
    bn, to one decimal.
lesson-4-2-why = Its thickness is this number; the table under the chart has it in digits.
lesson-4-2-mistake-all-kinds = This is all that EU members gave, of every kind.
lesson-4-2-mistake-all-groups = This is the military aid of all groups.
lesson-4-2-mistake-financial = This is the band to financial aid.
lesson-4-2-mistake-europe = This is Europe, with the countries outside the EU.
lesson-4-2-hint-1 = Open the table under the chart: one row a band.
lesson-4-2-hint-2 = flows.by_kind(tables, reading) has the groups as rows and the kinds as columns.

## 4.3

lesson-4-3-text =
    Allocations of all kinds of { $donor } from { $span }, in EUR per head. Whole euros.
lesson-4-3-why = { $sum } divided by the inhabitants of 2024.
lesson-4-3-mistake-military = This is military aid alone, as in the chart; all kinds are asked.
lesson-4-3-mistake-not-divided = These are billions of euros, not yet divided by the inhabitants.
lesson-4-3-hint-1 = Reading(unit='per-head', kind='all') and flows.totals(tables, reading, 'donor').
lesson-4-3-hint-2 = By hand: EUR bn times 1 000 000 000, divided by the population.

## 4.4

lesson-4-4-text =
    The map of sites draws some of them as a point and others as the outline of a whole country.
    Why?
lesson-4-4-a = The outline means that the site is larger
lesson-4-4-b = The outline means that the exact place is not published
lesson-4-4-c = The outline means that the country is a member of NATO
lesson-4-4-d = It looks better
lesson-4-4-why = A point would claim to know more than the sources do.
lesson-4-4-mistake-a = No size is drawn on this map.
lesson-4-4-mistake-c = Members are filled in a tone of grey. What is drawn as a line?
lesson-4-4-mistake-d = Every mark of a map says something, also where nobody meant it to.
lesson-4-4-hint-1 = Read the words beside the outline.

## 4.5

lesson-4-5-text =
    With plotly: bars of the { $top } donors with most allocations of all kinds per head from
    { $span }. From zero, with a title and with the unit at the axis.
lesson-4-5-why = Title, unit, zero: a reader can use this picture without the text around it.
lesson-4-5-mistake-euros = These bars are billions of euros, not yet per head.
lesson-4-5-mistake-pct-gdp = These bars are per cent of GDP.
lesson-4-5-mistake-military = These bars count military aid alone; all kinds are asked.
lesson-4-5-hint-1 = import plotly.express as px; px.bar(x=top.values, y=top.index, title='...').
lesson-4-5-hint-2 = labels={"{"}'x': 'EUR per head', 'y': ''{"}"} names the axes.
