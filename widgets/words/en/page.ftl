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
