## The reader's own groups

own-groups = Your groups.
own-groups-shown =
    Your groups stand beside the usual ones, in plum, in every chart that shows groups.
own-groups-none = Put donors together under a name of your own; the link keeps it.
own-groups-name = Name a group …
# $button: the one above; $examples: links that make a group.
own-groups-name-or-take = { $button } or take { $examples }.
own-groups-count-all = Count all donors
own-groups-count-alone = Count it alone
own-groups-remove = Remove
