"""`python -m widgets.serve [--port N]` serves the reader's page."""

import sys

from widgets.serve import Ended, on_ending


def end(*_: object) -> None:
    """Until the server is there to end in order."""
    raise Ended(0)


on_ending(end)

from widgets.serve.launch import main  # noqa: E402

sys.exit(main())
