"""`python -m widgets.serve [--port N]` serves the reader's page."""

import signal
import sys

for number in (signal.SIGINT, signal.SIGTERM):  # until the server is there to end in order
    signal.signal(number, lambda *_: sys.exit(0))

from widgets.serve.launch import main  # noqa: E402

sys.exit(main())
