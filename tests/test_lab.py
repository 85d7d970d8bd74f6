"""The reader's notebook in JupyterLab: the same charts, plotly.js from the kernel, one Reading."""

from tests.conftest import run_all_in_lab
from widgets.page import BOARD


def test_the_notebook_draws_its_charts_in_jupyterlab(watched, lab_url):
    page = watched.page
    run_all_in_lab(page, f"{lab_url}/doc/tree/index.ipynb")
    page.locator('html[data-ready="true"]').wait_for(state="attached", timeout=90_000)
    page.wait_for_function(
        f"document.querySelectorAll('.plot[data-drawn]').length === {len(BOARD.charts)}",
        timeout=60_000,
    )
    address = page.url
    page.get_by_label("To", exact=True).select_option("2024-09")
    page.locator('[data-text="statement"]').get_by_text("51.3\u00a0%").wait_for()
    assert page.url == address  # JupyterLab's address is its own
    assert not watched.other_hosts and not watched.page_errors
