## The tables of the data package

sources-tables = Tables
sources-caption = Tables of the data package
sources-table = Table
sources-source = Source
sources-release = Release
sources-licence = Licence
sources-number = Rows
sources-checksum = Checksum
sources-download = Download
sources-download-of = Download { $name }.csv
sources-rows = All months and donors that your reading counts (CSV)

## Citing

# $version is that of the page, $package that of the data.
sources-citation = The Handover { $version }: { $counted }. { $release }. Data package { $package }.

sources-bibtex-note = { $release }. Data package { $package }
