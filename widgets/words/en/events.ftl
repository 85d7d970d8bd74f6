## Dates of events that last

events-since = since { $start }
events-from-to = { $start } to { $end }
# Both days lie in one month: $day is the first one's number, $end the other whole.
events-days-to = { $day } to { $end }
events-dated = { $date }: { $title }

## The card of an event

events-reported = reported, not confirmed
events-statements = Statements of the report: { $links }
events-source = Source: { $publisher }, { $title }
events-source-dated = Source: { $publisher }, { $title }, { $date }
# $what and $who: what is counted, of whom; $rank among the months of the release.
events-month =
    In { $month } the { $what } of { $who } came to { $amount }: number { $rank } of the { $months }
    months by amount.
# $amounts: donors that the event names, each with what it gave in the month.
events-named = Named here: { $amounts }.
events-named-amount = { $donor } { $amount }
events-no-cause = That they fall into one month does not make one the cause of the other.
events-close = Close
events-copy-link = Copy link
events-all-of-month = All events of { $month }
events-cite = Cite: The Handover, “{ $title }”, { $date }.
events-cite-after = After { $publisher }, { $title }, { $date }.
events-cite-after-undated = After { $publisher }, { $title }.

## The events of a month

events-month-certain = Certainly in { $month }:
events-month-possible = Possibly, since the date is not known more exactly or is only reported:
events-month-lasting = Under way, begun before:
events-month-none = No event of the timeline falls into { $month }.

## How sure an event is, as the tables write it

events-confidence = { $confidence ->
    [reported] reported
   *[confirmed] confirmed
}
