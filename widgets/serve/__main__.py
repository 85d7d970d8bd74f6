"""`python -m widgets.serve [--port N]` serves the reader's page."""

import sys

from widgets.serve import on_ending

on_ending(lambda *_: sys.exit(0))  # until the server is there to end in order

from widgets.serve.launch import main  # noqa: E402

sys.exit(main())
