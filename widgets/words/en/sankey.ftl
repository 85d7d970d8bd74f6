## Titles

sankey-subject = Where the { $what } came from
sankey-title-military = Where { $total } in military aid came from
sankey-title-financial = Where { $total } in financial aid came from
sankey-title-humanitarian = Where { $total } in humanitarian aid came from
sankey-title-all = Where { $total } in aid of all kinds came from and what it was for
sankey-title-commitments = Where { $total } came from
sankey-nothing-allocations = Nothing was allocated by { $month }
sankey-nothing-commitments = Nothing was committed by { $month }

## Columns, and what has no kind

sankey-head-donor = Donor
sankey-head-group = Group
sankey-head-kind = Kind of aid
sankey-head-origin = Where arms come from
sankey-kind-not-split = Kind not split
sankey-column-from = From
sankey-column-to = To

## Around the picture

sankey-alt = Flow diagram: { $what } from donors to groups to kinds of aid, { $total } in all; largest donor { $donor }, { $amount }.
sankey-scope = in EUR bn: not your unit
sankey-as-a-sum = as a sum
sankey-note-origin = The split by origin applies published monthly shares to military totals; it is not known by donor.
sankey-note-narrow = On a narrow screen groups and kinds alone are drawn; the table has every flow.
sankey-clicks = Click a donor, a group or a kind to count it alone on the whole page; again to leave.
sankey-taken-back = A donor took back more than it promised in these months, so the parts make no whole.
sankey-back-to = Back to { $month }
sankey-on-to = On to { $month }

## Sentence

sankey-up-to-here-allocations = Up to here the donors you count allocated nothing.
sankey-up-to-here-commitments = Up to here the donors you count committed nothing.
sankey-of-this = Of this, { $share } was military aid.
sankey-largest-allocations = { $donors } allocated { $share } of the { $total }.
sankey-largest-commitments = { $donors } committed { $share } of the { $total }.
