## The chart of tasks and who held them

tasks-source = Data: own collection from public pages; each role names its sources in the table.
tasks-note =
    Solid: certain. Pale: begin or end not dated to the day, or only the host, where nobody says
    publicly who commands. Dashed: no source speaks of it any more, or nobody says publicly. Dotted:
    reported or due, not confirmed. Grey: no single state. PURL is a list of NATO’s: allies pay, and
    it counts as NATO’s part.
# $nato and $us: in how many tasks, a number or the message below.
tasks-title = { $day }: NATO has a part in { $nato } of { $tasks } tasks, the US in { $us }
tasks-from-to = { $least } to { $most }
tasks-subtitle =
    Who held each of { $tasks } tasks, { $year } to { $month }; counted as last known
tasks-alt = Bars, a row a task, in the colour of who held it. { $title }.

## How many tasks have a holder. $counts: the others in a row, as far as there are any

tasks-counted = On { $day }, { $counts }.
tasks-counted-held = { $number } of { $tasks } tasks { $number ->
    [one] has
   *[other] have
} a certain holder
tasks-counted-possible = for { $number } a holder is only possible
tasks-counted-unknown = { $number } not known publicly
tasks-counted-not-yet = { $number } not there yet

## How a task or a role stands on a day

tasks-nobody = { $standing ->
    [not-yet] not there yet
   *[unknown] not known publicly
}
tasks-doubt = { $doubt ->
    [hosts] hosts; who commands is not public
    [due] due
    [reported] reported
    [possible] possible
   *[certain] certain
}
tasks-reported = reported, not confirmed

## When somebody holds a task. $start and $end are dates in words, as precise as they are known

tasks-due = due { $start }
tasks-since = since { $start }
# $between: a day between two days.
tasks-begun = begun on { $between }
tasks-held-from-to = { $start } to { $end }

## Columns of the table

tasks-column-task = Task
tasks-column-who = Who
tasks-column-when = When
tasks-column-doubt = On your date
tasks-column-what = What they do
tasks-column-sources = Sources

## On the picture

tasks-report = The report, { $day }
tasks-report-short = Report
tasks-your-date = ◆ Your date, { $day }
