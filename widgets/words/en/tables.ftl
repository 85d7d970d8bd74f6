## Attribution

# $release is the tracker's own name and number of it.
tables-source-line = Data: { $release }; own sums.
tables-licence = Licence: our own work is MIT; the tracker's figures: { $licence }.

## Dates no more precise than they are

tables-day-between = a day between { $first } and { $last }
# $date is a day, a month, a quarter or a year.
tables-about = about { $date }
tables-quarter = Q{ $quarter } { $year }
tables-no-date = { $text } is not an EDTF date such as 2022-04-26 or 2022-03.

## Tables that are missing or are not what their package says

tables-no-table = datapackage.json describes no table '{ $table }'.
tables-missing = { $file } is missing from { $folder }: run `make data`.
tables-changed = { $file } differs from its checksum in datapackage.json: run `make data`, or restore the file.
tables-changed-where = { $file } differs from its checksum in datapackage.json ({ $where }): run `make data`, or restore the file.
tables-where = row { $row }, field { $field }
tables-where-no-field = field { $field } is missing
tables-no-json = { $file } in { $folder } is not valid JSON: { $error }.
tables-no-field = { $file } in { $folder } has no field { $field }: run `make data`.

## A teacher's own events

tables-own-no-csv = { $file } cannot be read as a CSV file: { $error }.
tables-own-no-column = Own events need the column '{ $column }'; there is { $columns }.
# $why is one of the sentences below, or that of a text which is no date.
tables-own-row = Own events, row { $row }, field { $field }: { $why } The row is left out.
tables-own-empty = it is empty.
tables-own-too-long = it is longer than { $most } characters.
tables-own-importance = { $given } is not 1, 2 or 3.
tables-own-turned = it lies before the start.
