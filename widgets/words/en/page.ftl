## Around the page

page-name = The Handover
page-chapters = Chapters
page-first-chart = The first chart
# $source is the attribution of the data.
page-foot = { $source } Nominal euros. Text, code and drawings of this page are free to use under the MIT licence; the data keep the licences of their sources.

## What a notebook shows

page-cell-failed = This part could not be computed, so it is missing here.
page-code = Code
page-how = How this is computed
page-how-again = The same as it stands now, in a notebook of your own:
page-figure = A figure
page-live = This part is live: it appears when a place for a live connection is free.

## The document

page-skip = Skip to the text
page-error = The Handover: error { $status }
page-not-there = There is no page at this address.
page-busy = The page is busy. Please try again in a moment.
page-fault = The page could not be shown. Please reload it to try again.
page-way-on = Go to the page
page-notebooks = Notebooks
page-changed = The notebook has changed.
page-reload = Reload

## What cannot be answered

page-another-version = ○ There is a newer version of this page.
page-no-step = ○ This is no step that the page takes.
page-no-exercise = There is no exercise of this number.
page-no-chart = There is no chart of this name.
page-no-table = There is no table of this name.
page-too-long = ○ This question is too long.
page-closed = This page asks for a token: who runs it gives out the address that opens it.
page-status-400 = This request could not be read.
page-status-403 = This request did not come from the page.
page-status-404 = There is nothing at this address.
page-status-405 = This address does not answer such requests.
page-status-429 = Too many requests at once.
page-failed = ○ This could not be computed (fault { $fault }).
page-too-many-questions = ○ Too many different questions: ask again in { $seconds } s.
page-too-many-tokens = ○ Too many wrong tokens: ask again in { $seconds } s.
page-is-busy = ○ The page is busy: ask again in { $seconds } s.

## The disk and what is served

page-data-changed = The data on the server have changed since it started: { $error } This page shows the tables as they were.
page-newer-code = The code on the disk has changed since the start: a restart runs it.
page-newer-release = On the disk lies { $label }; { $served } is served until a restart.
page-newer-tables = On the disk lies other tables of { $label }; { $served } is served until a restart.

## Live connections

live-full = No seat for a live connection is free. The page goes on without one.
live-none = This server offers no live connection. The page goes on without one.
live-other = The files on the server have changed since it started. The page goes on without a live connection.
live-nothing = This page needs no live connection.
live-failed = The live connection could not be made. The page goes on without one.
live-long = The address of the page is too long or has other characters.
