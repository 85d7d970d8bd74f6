"""Find a Chromium-like browser for the browser tests, or install one; what else they want likewise.

    python tools/browser.py     prints the path of a browser that starts

What only some tests want (EXTRAS) is installed where we may; without it these tests are left out.
The browser is looked for in this order: $HANDOVER_BROWSER, the PATH, the usual places, Playwright's
own download. If there is none: Debian's package where we may install it, else Playwright's.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # the same without windows: quicker
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Another host is refused at once: a page that asks one is caught, and no network is measured.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
EXTRAS = {
    "nginx": "nginx-light",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",  # the screen that WebKit wants
}
"""Programs that some tests want, and which package of Debian brings each."""
NONE = (
    "No browser for the tests: install Chromium or Chrome, "
    "or set HANDOVER_BROWSER to the path of one."
)


def _playwright_browser() -> str | None:
    """Where Playwright keeps its own Chromium, whether or not it is there."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _candidates() -> Iterator[str]:
    for name in NAMES:
        if found := shutil.which(name):
            yield found
    for place in PLACES:
        if Path(os.path.expandvars(place)).is_file():
            yield os.path.expandvars(place)
    own = _playwright_browser()
    if own and Path(own).is_file():
        yield own


def _starts(path: str) -> bool:
    """Whether the file runs: a stand-in that only points to another installer does not."""
    if os.name == "nt":  # there `--version` would open a window
        return Path(path).is_file()
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def find_browser() -> str | None:
    """The path of an installed browser that starts, or None.

    Raises FileNotFoundError, with a sentence, if $HANDOVER_BROWSER names one that does not.
    """
    wanted = os.environ.get("HANDOVER_BROWSER")
    if wanted:
        if _starts(wanted):
            return wanted
        raise FileNotFoundError(f"HANDOVER_BROWSER is {wanted}, which does not start.")
    return next((path for path in _candidates() if _starts(path)), None)


def _run(*command: str) -> bool:
    """Run with its progress on our standard error; False if it failed or took ten minutes."""
    print("$", *command, file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=env, stdout=sys.stderr, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _debian(*packages: str) -> bool:
    """Install Debian's packages, where there is apt-get and we are root."""
    if not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0:
        return False
    return _run("apt-get", "update") and _run(
        "apt-get", "install", "-y", "--no-install-recommends", *packages
    )


def _from_debian() -> bool:
    return _debian("chromium-headless-shell", "fonts-liberation")


def find(program: str) -> str | None:
    """The path of a program, also where Debian keeps what only root has on its path; or None."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")


def _from_playwright() -> bool:
    return _run(sys.executable, "-m", "playwright", "install", "chromium")


def ensure_browser() -> str:
    """The path of a browser that starts, installed now if need be.

    Raises FileNotFoundError, with a sentence, if there is none and none can be installed.
    """
    if found := find_browser():
        return found
    for install in (_from_debian, _from_playwright):
        if install() and (found := find_browser()):
            return found
    raise FileNotFoundError(NONE)


def main() -> int:
    """Command line: print the path, or the sentence and 1."""
    for program, package in EXTRAS.items():
        if not find(program):
            _debian(package)
    try:
        print(ensure_browser())
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
