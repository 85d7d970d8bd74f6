"""Check the JavaScript with eslint, where node and npm are at hand.

    python tools/javascript.py [options of eslint]

eslint is installed once into tools/js/node_modules, in the versions of tools/js/package-lock.json;
what it checks is said in tools/js/eslint.config.js. Nothing else of the project needs node.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = ROOT / "tools" / "js"
NODE = (20, 19)  # what eslint needs, as in package.json
NOT_HERE = "The JavaScript is not checked: node {}.{} or newer, with npm, is not here.".format(
    *NODE
)
NO_LINTER = (
    "The JavaScript is not checked: npm could not install eslint, which needs the network once. "
    "`npm ci` in tools/js says why."
)


def find_node() -> str | None:
    """The path of a node that is new enough and has npm beside it, or None."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    try:
        version = tuple(int(part) for part in said.strip().removeprefix("v").split(".")[:2])
    except ValueError:
        return None
    return node if version >= NODE else None


def install() -> bool:
    """Have eslint in the versions of the lock file; False if npm could not bring them."""
    lock = (HOME / "package-lock.json").read_text(encoding="utf-8")
    made = HOME / "node_modules" / ".made"  # the lock file that was installed
    if made.is_file() and made.read_text(encoding="utf-8") == lock:
        return True
    print("Installing eslint into tools/js/node_modules: once.", flush=True)
    command = [shutil.which("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=HOME, capture_output=True).returncode:
        return False
    made.write_text(lock, encoding="utf-8")
    return True


def main(options: list[str] | None = None) -> int:
    """Command line: 1 if eslint finds something or cannot be had though node is here."""
    node = find_node()
    if not node:
        print(NOT_HERE)
        return 0
    if not install():
        print(NO_LINTER, file=sys.stderr)
        return 1
    eslint = HOME / "node_modules" / "eslint" / "bin" / "eslint.js"
    given = sys.argv[1:] if options is None else options
    command = [node, str(eslint), "--config", str(HOME / "eslint.config.js"), *given, "."]
    return 1 if subprocess.run(command, cwd=ROOT).returncode else 0


if __name__ == "__main__":
    sys.exit(main())
