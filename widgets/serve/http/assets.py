"""The page's static files: both typefaces and plotly.js, under names that carry their content.

`python -m widgets.serve.http.assets` writes them below the template's `static/assets/`, and beside
the template `assets.html`, the piece of the page's head that names them: so a plain `voila` has
them. Our own server offers the same files from its Store (`head`). Nothing of it is kept in git:
everything comes from installed packages. A second run with the same packages does nothing.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from widgets.serve.http import trim

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

    from widgets.serve.http.static import Store

TEMPLATE = Path(__file__).parents[1] / "share" / "voila" / "templates" / "handover"
RECORD = "made.json"  # what the files were made from; its absence means "make again"
URL = "{{ resources.base_url }}voila/templates/handover/static/assets/"  # filled in by Voila


@dataclass(frozen=True)
class Face:
    """One static font file and the CSS it is offered under."""

    package: str
    file: str
    family: str
    weight: str  # one weight or a range: the nearest file of a family that has no 500 and no 650
    style: str = "normal"
    preload: bool = False

    @property
    def path(self) -> Path:
        """Where the installed package keeps the file."""
        return _package_folder(self.package) / "files" / self.file


_SERIF = ("font_source_serif_pro", "SourceSerifPro", "Source Serif 4")
_SANS = ("font_source_sans_pro", "SourceSansPro", "Source Sans 3")


def _face(kind: tuple[str, str, str], cut: str, weight: str, **more: Any) -> Face:
    package, stem, family = kind
    return Face(package, f"{stem}-{cut}.ttf", family, weight, **more)


FACES = (
    _face(_SERIF, "Regular", "400 500", preload=True),
    _face(_SERIF, "It", "400 500", style="italic", preload=True),
    _face(_SERIF, "Semibold", "600 700", preload=True),
    _face(_SERIF, "SemiboldIt", "600 700", style="italic"),
    _face(_SANS, "Regular", "400 500", preload=True),
    _face(_SANS, "It", "400 500", style="italic"),
    _face(_SANS, "Semibold", "600 650", preload=True),
    _face(_SANS, "Bold", "700", preload=True),
)

# Basic Latin, Latin-1 and Latin Extended-A, then what the page's text and charts use besides:
# spaces, dashes, quotation marks, arrows, verdict symbols, minus and a few signs.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *map(ord, "\u2002\u2003\u2009\u200a\u202f\u2010\u2011‒–—―‘’‚“”„†‡•…‰′″‹›⁄€"),
    *map(ord, "←↑→↓↗↘−≈≠≤≥×÷●○◐◇◆◦△▲▽▼■□"),
)


def _package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The package {name} is not installed; run `make setup`.")
    return Path(next(iter(spec.submodule_search_locations)))


def plotly_js() -> Path:
    """plotly.py's own plotly.min.js."""
    return _package_folder("plotly") / "package_data" / "plotly.min.js"


def smallest_plotly() -> bytes:
    """plotly.js with what the charts use; whole, if the installed one cannot be trimmed."""
    whole = plotly_js().read_bytes()
    return trim.trimmed(whole) or whole


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _inputs() -> str:
    """A fingerprint of everything the files depend on, this module included."""
    code = [Path(__file__), Path(trim.__file__)]
    sources = [*code, plotly_js(), *(face.path for face in FACES)]
    return _digest(*(source.read_bytes() for source in sources))


def _woff2(face: Face) -> bytes:
    """The face cut to CHARACTERS, as woff2; equal input gives equal bytes."""
    from io import BytesIO

    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False)
    options.layout_features += ["tnum", "pnum", "lnum"]
    font = subset.load_font(str(face.path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    _own_widths(font)
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _own_widths(font: "TTFont") -> None:
    """No glyph takes a part's width for its own, as some engines do where the font says so: the
    figures of a table would stand in one another.
    """
    from fontTools.ttLib.tables._g_l_y_f import USE_MY_METRICS

    outlines = font.get("glyf") or {}
    for name in outlines.keys():  # noqa: SIM118 - a table of glyphs is no mapping
        for part in getattr(outlines[name], "components", ()):
            part.flags &= ~USE_MY_METRICS


def _address(name: str) -> str:
    """Where Voila serves a file. With a `v` its server lets browsers keep the file for good:
    the name changes with the content, so they may.
    """
    return f"{URL}{name}?v=1"


def _fonts_css(addresses: list[str]) -> str:
    """The `@font-face` rules of FACES, whose files are at these addresses."""
    return "\n".join(
        f"@font-face{{font-family:'{face.family}';font-style:{face.style};"
        f"font-weight:{face.weight};font-display:swap;"
        f"src:url('{address}') format('woff2')}}"
        for face, address in zip(FACES, addresses, strict=True)
    )


def embedded_css() -> str:
    """The `@font-face` rules with the files themselves in them, for a page that stands alone."""
    import base64

    coded = (base64.b64encode(_woff2(face)).decode() for face in FACES)
    return _fonts_css([f"data:font/woff2;base64,{text}" for text in coded])


def _preloads(addresses: list[str]) -> list[str]:
    """Of the addresses of FACES those that the first view needs."""
    return [address for face, address in zip(FACES, addresses, strict=True) if face.preload]


def _head_html(names: list[str]) -> bytes:
    """`assets.html`: preloads, `@font-face` rules and the address of plotly.js."""
    *addresses, plotly = map(_address, names)
    lines = [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address}">'
        for address in _preloads(addresses)
    ]
    style = f"<style>\n{_fonts_css(addresses)}\n</style>"
    return "\n".join([*lines, style, f'<meta name="plotly-js" content="{plotly}">', ""]).encode()


def _produced() -> list[tuple[str, str, bytes]]:
    """Stem, suffix and content of every file: FACES in their order, then plotly.js."""
    fonts = [(Path(face.file).stem, ".woff2", _woff2(face)) for face in FACES]
    return [*fonts, ("plotly", ".min.js", smallest_plotly())]


def _named(stem: str, suffix: str, content: bytes) -> str:
    """The name that a file has by its content."""
    return f"{stem}-{_digest(content)[:12]}{suffix}"


def _whole(path: Path) -> bool:
    """Whether a file is there, and still what its name says."""
    try:
        return f"-{_digest(path.read_bytes())[:12]}." in path.name
    except OSError:
        return False


def _made(template: Path, inputs: str) -> list[Path] | None:
    """The files that were made from the same inputs, in the order of `_produced`, or None.

    None, too, if one of them has been cut, changed or lost since.
    """
    folder = template / "static" / "assets"
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        inputs_then, names = record["inputs"], list(map(str, record["files"]))
        head = (template / "assets.html").read_bytes()
    except (OSError, ValueError, TypeError, KeyError):
        return None
    made = [folder / name for name in names]
    whole = len(made) == len(FACES) + 1 and all(map(_whole, made)) and head == _head_html(names)
    return made if whole and inputs_then == inputs else None


def make(template: Path = TEMPLATE, say: Callable[[str], object] = lambda line: None) -> bool:
    """Bring the static files of `template` up to date; True if something had to be made.

    `say` is given a line for each step. Raises FileNotFoundError, with a sentence, if a package
    that the files come from is not installed, OSError if the folder cannot be written: then what
    this run has written there is gone again.
    """
    folder = template / "static" / "assets"
    inputs = _inputs()
    if _made(template, inputs):
        return False
    from widgets.serve.http.static import write

    folder.mkdir(parents=True, exist_ok=True)
    made: list[str] = []
    written: list[Path] = []
    try:
        for stem, suffix, content in _produced():
            made.append(_named(stem, suffix, content))
            path = folder / made[-1]
            if not _whole(path):
                write(path, content)
                written.append(path)
            say(f"  {path.name}, {len(content) / 1000:.0f} kB")
        write(template / "assets.html", _head_html(made))
        write(folder / RECORD, json.dumps({"inputs": inputs, "files": made}, indent=1).encode())
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            folder.rmdir()  # if nothing is in it
        raise
    for old in folder.iterdir():
        if old.name not in {*made, RECORD} and not old.name.startswith(".new-"):
            old.unlink()
    return True


def head(store: "Store", base: str = "", template: Path = TEMPLATE) -> dict[str, str | list[str]]:
    """Put fonts and plotly.js into `store`; what the page's head says of them.

    `fonts_css` holds the `@font-face` rules, `preloads` the addresses of the fonts of the first
    view, `plotly` the address of plotly.js; each address begins with `base`.
    """
    made = _made(template, _inputs())
    if made:
        files = [(re.sub(r"-[0-9a-f]{12}(?=\.)", "", p.name), p.read_bytes()) for p in made]
    else:  # the template's folder could not be written
        files = [(stem + suffix, content) for stem, suffix, content in _produced()]
    *fonts, plotly = [base + store.add(name, content) for name, content in files]
    return {"fonts_css": _fonts_css(fonts), "preloads": _preloads(fonts), "plotly": plotly}


def main(template: Path = TEMPLATE) -> int:
    """Command line: make the files, one line a file."""
    from widgets.serve.http.document import files
    from widgets.serve.http.static import Store
    from widgets.serve.kernel.voila_files import VoilaFiles

    os.umask(0o022)  # what is made is for the account that serves, whoever makes it
    try:
        made = make(template, say=lambda line: print(line, flush=True))
        store = Store(thorough=True)  # compressed now rather than at the first start
        head(store, template=template)
        files(store)
        VoilaFiles(store)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    print("The page's files are made." if made else "The page's files are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
