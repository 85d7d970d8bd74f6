"""`python -m widgets.serve [--port N]` serves the reader's page."""

import sys

from widgets.serve.launch import main

sys.exit(main())
