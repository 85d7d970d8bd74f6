## Promised and allocated, added up

commitments-subject = What was promised and what is allocated
commitments-left = By { $month }, { $amount } or { $share } of promises is still to be allocated
commitments-left-share = By { $month }, { $share } of promises is still to be allocated
commitments-more-in = { $amount } more promised than allocated in { $month }, { $share } of promises
commitments-more-by = { $amount } more promised than allocated by { $month }, { $share } of promises
commitments-no-more = { $months }: no more was newly promised than allocated
commitments-both = Commitments and allocations
commitments-counted = commitments and allocations of all kinds
commitments-added-up = { $subtitle }, added up
commitments-alt = Two lines: promised { $promised } and allocated { $allocated } by { $month }. { $title }.
commitments-scope-kind = all kinds: not your kind
commitments-scope-unit = EUR bn: not your unit
commitments-scope-kind-unit = all kinds, EUR bn: not your kind and unit
commitments-explained = { $month }: { $text } ({ $publisher }, { $day })
commitments-note = Both count aid of all kinds, since promises are not split by kind; months are those of decision.
commitments-note-more-allocated = Where the bold line is above the thin one, more was allocated than promised.

## By donor

commitments-by-donor = Who has promised more than it has allocated
commitments-most-left = { $number ->
    [one] { $donor } has most left to allocate: { $amount }
   *[other] { $donor } have most left to allocate: { $amount }
}
commitments-largest = { $subtitle }, { $shown } largest of { $of } donors
commitments-by-donor-alt = Bars of what is allocated and what is left, by donor. { $title }.
commitments-note-own-groups = Your groups hold donors that are listed too: do not add them.
commitments-note-less = For { $donors } more is recorded as allocated than as promised in these months; nothing is drawn as left.
commitments-donors = { $number } donors
commitments-nothing-left = No donor promised more than it allocated in these months.
commitments-left-of-one = { $amount } is still to be allocated.
commitments-left-of-all = { $donors } hold { $share } of the { $amount } that donors still have to allocate.
commitments-left-of-most = { $donors } hold { $share } of the { $amount } that donors still have to allocate, without those that allocated more than they promised.

## Tables

commitments-column-month = Month
commitments-column-donor = Donor
commitments-column-committed = Promised, EUR bn
commitments-column-allocated = Allocated, EUR bn
commitments-column-rest = Still to be allocated, EUR bn

## In the pictures

commitments-committed-to = Promised, to { $month }
commitments-allocated-to = Allocated, to { $month }
commitments-committed-amount = Promised { $amount }
commitments-allocated-amount = Allocated { $amount }
commitments-rest-amount = to be allocated { $amount }
commitments-still-amount = still to be allocated { $amount }
commitments-committed-of = { $donor }, promised
commitments-allocated-of = { $donor }, allocated
commitments-rest-of = { $donor }, still to be allocated
# $gap: a line break.
commitments-jump = { $number ->
    [one] { $donor }{ $gap }promises { $amount } more
   *[other] { $donor }{ $gap }promise { $amount } more
}
commitments-key = Filled: allocated. Outlined: still to be allocated
commitments-key-short = Filled: allocated. Outlined: left
commitments-key-tick = { $key }. Tick: promised, if less
