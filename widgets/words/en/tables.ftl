## Attribution

# $release is the tracker's own name and number of it.
tables-source-line = Data: { $release }; own sums.
tables-licence = Licence: our own work is MIT; the tracker's figures: { $licence }.
