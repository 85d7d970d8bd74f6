"""A language that nobody speaks: every message accented and longer, to see what is no message.

    python tools/pseudo.py FOLDER     writes FOLDER/qps/*.ftl and FOLDER/en/*.ftl

`widgets.words.messages` reads languages of another folder where `HANDOVER_WORDS` names it; with
`HANDOVER_LANGUAGE=qps` the page then speaks this one. What stays plain English is no message.
"""

import shutil
import sys
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast
from fluent.syntax.visitor import Transformer

ENGLISH = Path(__file__).parents[1] / "widgets" / "words" / "en"
NAME = "qps"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "åƀçðéƒğĥîĵķļɱñöþʠŕšţûṽŵẋýžÅƁÇÐÉƑĞĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
SIGNS = str.maketrans(PLAIN, ACCENTED)
LONGER = str.maketrans({vowel: vowel * 2 for vowel in "åéîöû"})
NAMES = {"locale", "numbers-with-article", "numbers-several"}
"""Messages that hold names of the tables, or none of the reader's words."""


def accented(text: str) -> str:
    """A text that can still be read, about a third longer.

    >>> from tools.pseudo import accented
    >>> accented("By month")
    'Ɓý ɱööñţĥ'
    """
    return text.translate(SIGNS).translate(LONGER)


class _Accent(Transformer):
    def visit_Message(self, node: ast.Message) -> ast.Message:
        return node if node.id.name in NAMES else self.generic_visit(node)

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:
        node.value = accented(node.value)
        return node


def write(folder: Path) -> None:
    """The languages of `folder`: English as it is, and the accented one."""
    shutil.copytree(ENGLISH, folder / "en", dirs_exist_ok=True)
    (folder / NAME).mkdir(parents=True, exist_ok=True)
    for path in sorted(ENGLISH.glob("*.ftl")):
        resource = FluentParser().parse(path.read_text(encoding="utf-8"))
        _Accent().visit(resource)
        text = FluentSerializer().serialize(resource)
        (folder / NAME / path.name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
