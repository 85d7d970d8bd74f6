## The chain of aid as boxes, on two days

# $number of $parts differ.
system-title =
    { $number } of { $parts } parts of the system certainly { $number ->
        [one] differs
       *[other] differ
    } from the report’s day
system-title-same = The system as on the day of the report
system-subtitle =
    Filled: who is certainly in charge. Dashed: possible, last known or not known. Ringed: certainly
    other
system-alt = Boxes of the chain from requests to delivery, on two days. { $title }.
system-changed = Between the two days changed for certain: { $parts }.
system-unchanged = Nothing that the sources know changed between the two days.
system-report-day = On the day of the report, { $day }
system-your-date = On your date, { $day }

## Its boxes

system-request = Ukraine’s requests
system-donors = Donor states
system-pledge = Contact group
system-matching = Matching requests and offers
system-hub-poland = Hubs in Poland
system-hub-romania = Hub in Romania
system-delivery = Handing over to Ukraine
system-training = Training
system-maintenance = Repair
system-beside = Beside the chain

## Who is in a box. $names are one or more

system-last-known = last known: { $names }
# Others than those that are certainly in charge, and those of a box that nobody certainly holds.
system-perhaps = perhaps { $names }
system-possibly = possibly { $names }
system-due = due: { $names }
system-reported = reported: { $names }
system-hosts = { $number ->
    [one] { $names } hosts
   *[other] { $names } host
}
system-states = { $number } states, { $month }
system-states-reported = { $number } states, { $month } (reported)
system-states-unknown = number not reported yet
system-uk = UK

## What goes from box to box

system-needs = needs
system-offers = offers
system-pledges = pledges
system-orders = transport orders
system-goods = goods

## Columns of the table

system-column-part = Part
system-column-your-date = { $day } (your date)
system-column-changed = Changed
system-yes = yes
system-no = no
