"""Record which of Voila's script chunks the reader's page loads: for maintainers, by hand.

    python tools/voila_chunks.py     after a new version of voila, ipywidgets or anywidget

Opens the notebook in a browser under plain Voila and writes
`widgets/serve/kernel/voila_chunks.json`, which our server joins into one
file (widgets/serve/kernel/voila_files.py).
"""

import json
import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

ADDRESS = re.compile(r"/voila/(?:(static)|labextensions)/(.+\.js)$")
READY = "html[data-ready]"


def chunk(url: str) -> str | None:
    """The chunk that an address is of, as VoilaFiles names it; None for anything else.

    `voila.js` and the `remoteEntry` files are no chunks: they declare variables for the page.
    """
    match = ADDRESS.search(urlsplit(url).path)
    if not match or re.match(r"(?:.*/)?(?:voila|voila-style|remoteEntry\.\w+)\.js$", match[2]):
        return None
    return f"static/{match[2]}" if match[1] else f"ext/{match[2]}"


def recorded(url: str) -> list[str]:
    """The chunks that the page at `url` loads until it is ready and at rest, sorted."""
    from playwright.sync_api import sync_playwright

    from tools.browser import ensure_browser

    path = ensure_browser()
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url)
        page.wait_for_selector(READY, timeout=120_000)
        page.wait_for_load_state("networkidle")
        browser.close()
    return sorted(set(filter(None, map(chunk, asked))))


def main() -> int:
    """Command line: write the record and say how long it is."""
    from tests.conftest import free_port, running
    from widgets.serve.kernel.voila_files import RECORD, versions

    port = free_port()
    options = [f"--port={port}", "--no-browser", "--Voila.config_file_paths=."]
    command = [sys.executable, "-m", "voila", "index.ipynb", *options]
    with (
        tempfile.TemporaryDirectory() as home,
        running(command, port, Path(home), cwd=ROOT / "notebooks") as server,
    ):
        chunks = recorded(server.url)
    record = {"versions": versions(), "chunks": chunks}
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"{len(chunks)} chunks are in {RECORD.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
