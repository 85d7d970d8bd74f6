"""The page's static files: both typefaces and plotly.js, under names that carry their content.

`python -m widgets.serve.assets` writes them below the template's `static/assets/`, and beside the
template `assets.html`, the piece of the page's head that names them. Nothing of it is kept in git:
everything comes from installed packages. A second run with the same packages does nothing.
"""

import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TEMPLATE = Path(__file__).parent / "share" / "voila" / "templates" / "handover"
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


def _face(kind: tuple[str, str, str], cut: str, weight: str, **more) -> Face:
    package, stem, family = kind
    return Face(package, f"{stem}-{cut}.ttf", family, weight, **more)


FACES = (
    _face(_SERIF, "Regular", "400 500", preload=True),
    _face(_SERIF, "It", "400 500", style="italic"),
    _face(_SERIF, "Semibold", "600 700"),
    _face(_SERIF, "SemiboldIt", "600 700", style="italic"),
    _face(_SANS, "Regular", "400 500", preload=True),
    _face(_SANS, "It", "400 500", style="italic"),
    _face(_SANS, "Semibold", "600 650"),
    _face(_SANS, "Bold", "700"),
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


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _inputs() -> str:
    """A fingerprint of everything the files depend on, this module included."""
    sources = [Path(__file__), plotly_js(), *(face.path for face in FACES)]
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
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write through a temporary file, so that a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _address(name: str) -> str:
    """Where Voila serves a file. With a `v` its server lets browsers keep the file for good:
    the name changes with the content, so they may.
    """
    return f"{URL}{name}?v=1"


def _head(fonts: list[tuple[Face, str]], plotly: str) -> str:
    """`assets.html`: preloads, `@font-face` rules and the address of plotly.js."""
    lines = [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{_address(name)}">'
        for face, name in fonts
        if face.preload
    ]
    lines.append("<style>")
    lines += [
        f"@font-face{{font-family:'{face.family}';font-style:{face.style};"
        f"font-weight:{face.weight};font-display:swap;"
        f"src:url('{_address(name)}') format('woff2')}}"
        for face, name in fonts
    ]
    lines += ["</style>", f'<meta name="plotly-js" content="{_address(plotly)}">', ""]
    return "\n".join(lines)


def _up_to_date(folder: Path, head: Path, inputs: str) -> bool:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    made = record.get("files", [])
    return (
        record.get("inputs") == inputs
        and bool(made)
        and head.is_file()
        and all((folder / name).is_file() for name in made)
    )


def make(template: Path = TEMPLATE, say=lambda line: None) -> bool:
    """Bring the static files of `template` up to date; True if something had to be made.

    `say` is given a line for each step. Raises FileNotFoundError, with a sentence, if a package
    that the files come from is not installed.
    """
    folder, head = template / "static" / "assets", template / "assets.html"
    inputs = _inputs()
    if _up_to_date(folder, head, inputs):
        return False
    folder.mkdir(parents=True, exist_ok=True)

    def keep(stem: str, suffix: str, content: bytes) -> str:
        name = f"{stem}-{_digest(content)[:12]}{suffix}"
        _write(folder / name, content)
        say(f"  {name}, {len(content) / 1000:.0f} kB")
        return name

    fonts = [(face, keep(Path(face.file).stem, ".woff2", _woff2(face))) for face in FACES]
    plotly = keep("plotly", ".min.js", plotly_js().read_bytes())
    made = [*(name for _, name in fonts), plotly]
    _write(head, _head(fonts, plotly).encode())
    _write(folder / RECORD, json.dumps({"inputs": inputs, "files": made}, indent=1).encode())
    for old in folder.iterdir():
        if old.name not in {*made, RECORD} and not old.name.startswith(".new-"):
            old.unlink()
    return True


def main() -> int:
    """Command line: make the files, one line a file."""
    try:
        made = make(say=lambda line: print(line, flush=True))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print("Fonts and plotly.js are made." if made else "Fonts and plotly.js are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
