## What the page's script says

script-not-computed = ○ The charts could not be computed.
script-step-not-computed = ○ This step could not be computed.
script-not-drawn = ○ The charts are not drawn: plotly.js did not load.
script-not-connected = ○ Not connected. Text and charts stay as they are; reload brings your reading back.
script-no-server = ○ The server does not answer. Text and charts stay as they are; the page tries again by itself.
script-no-answer = The server did not answer.
script-live-ended = ○ The live session has ended. The page goes on without it.
script-notebook-changed = The notebook has changed.
script-reload = Reload
script-checking = Checking …
script-computing = computing …
script-copied = Copied
script-stop = Stop
script-play-stages = Play the stages
script-play-months = Play month by month
script-open = Change
script-close = Close
script-your-list = Your list …
# $number: how many donors it holds.
script-your-list-of = Your list ({ $number })
script-from = From
script-to = To
# $end is one of the two above, $chart the chart's title.
script-window-end = { $end }, on the chart of the { $chart }
script-walk = Events: arrow keys, Home and End walk, Enter opens, Escape closes
