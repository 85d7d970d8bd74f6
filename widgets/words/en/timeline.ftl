## The chart of events

timeline-source = Data: own collection of events, each with publisher, title and date.
timeline-note =
    ● day known   ▭ only the month or quarter known: the bar is where it may lie   ▬ lasts   ○
    reported, not confirmed   ❘ not labelled
# $leader and $next are names of actors, or lists of them.
timeline-title = { $leader } led from { $month }; { $next } began to take over in { $next_month }
timeline-events = { $of } events
timeline-events-some = { $number } of { $of } events
timeline-years = { $first } to { $last }
# $events is one of the two above, $years the years or months shown.
timeline-subtitle = { $events } by lane, { $years }; the weightier are named first
timeline-alt = Timeline: { $events } in { $lanes } lanes, { $years }. { $title }.

## What lies in the reader's window. $certain lie there for certain, $more may; $which: of all
## events (all), or of those that the reader chose (chosen)

timeline-in-window =
    In your window, { $window }, { $certain ->
        [one] lies
       *[other] lie
    } { $certain } of the { $which ->
        [chosen] { $of } events that you chose
       *[all] { $of } events
    }.
timeline-in-window-possibly =
    In your window, { $window }, { $certain ->
        [one] lies
       *[other] lie
    } { $certain } of the { $which ->
        [chosen] { $of } events that you chose
       *[all] { $of } events
    } for certain and { $more } more possibly.
timeline-nothing-found = No event fits your search.

## Lanes and weights


## Columns of the table

timeline-column-date = Date
timeline-column-lane = Lane
timeline-column-event = Event
timeline-column-place = Place
timeline-column-weight = Weight
timeline-column-confidence = Confidence
timeline-column-publisher = Publisher

## On the picture

timeline-window = Your window: { $months }
timeline-data-end = Data to { $month }
timeline-data-end-short = Data end
timeline-report = The report, { $day }
timeline-report-short = Report
timeline-quarter = Q{ $quarter } { $year }
timeline-quarter-short = Q{ $quarter }

## Windows and years to choose. $links are choices in a row

timeline-presets = Your window: { $links }
timeline-preset-before = before the report
timeline-preset-since = since the report
timeline-preset-whole = whole release
timeline-zoom = Show { $links }
timeline-zoom-everything = everything
timeline-zoom-window = your window
timeline-zoom-out = zoom out
timeline-zoom-in = zoom in
timeline-zoom-earlier = ‹ earlier
timeline-zoom-later = later ›
# The choice of no event.
timeline-no-event = none
