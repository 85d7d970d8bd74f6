"""The reader's notebook in JupyterLab: the same charts, plotly.js from the kernel, one Reading."""

import pandas as pd

from tests.conftest import open_in_lab, run_all_in_lab
from tests.reader import BOARD


def test_the_notebook_draws_its_charts_in_jupyterlab(watched, lab_url):
    page = watched.page
    open_in_lab(page, f"{lab_url}/doc/tree/index.ipynb")
    run_all_in_lab(page)
    page.locator('html[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    page.wait_for_function(
        "drawn => document.querySelectorAll('.plot[data-drawn]').length === drawn",
        arg=len(BOARD.charts),
        timeout=60_000,
    )
    address = page.url
    page.get_by_label("To", exact=True).select_option("2024-09")
    page.locator('[data-text="statement"]').get_by_text("51.3\u00a0%").wait_for()
    assert_the_arrow_keys_set(page)
    assert page.url == address  # JupyterLab's address is its own
    watched.assert_clean()


def assert_the_arrow_keys_set(page) -> None:
    """The arrow keys choose in a control, and are no command to JupyterLab."""
    first = page.get_by_label("From", exact=True)
    first.focus()
    wanted = pd.Period(first.input_value()) + 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    window = f"In your window, {wanted:%B %Y}"
    page.locator(".sentence", has_text=window).wait_for(state="attached")
    assert first.input_value() == str(wanted)
