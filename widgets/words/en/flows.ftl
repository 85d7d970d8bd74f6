## The three blocs of donors as they stand in a sentence

flows-bloc-us = the United States
flows-bloc-europe = Europe
flows-bloc-other = the group of other donors

## What own groups leave of a usual group; $group is its name in the tables

flows-rest = Other { $group }
# It begins with “other”: other Europe, other donors.
flows-rest-of-other = Rest of { $group }

## What the data cannot answer

flows-no-origins = Where arms come from is known of the military aid of all donors only.
# $donor is a donor, a group or a bloc.
flows-not-counted = There is no share of { $donor }, which the reading does not count.
flows-counted-alone = The reading counts { $donor } alone, so a share of the whole says nothing.
# Typed in a notebook: $by and $choices are words of the program.
flows-no-key = Sums by { $by } have no { $key }; it can be { $choices }
