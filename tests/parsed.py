"""HTML as a tree, read strictly: what is opened is closed in order, and stands where it may."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_BLOCKS = {
    *("article", "aside", "details", "dialog", "div", "dl", "fieldset", "figure", "footer", "form"),
    *("h1", "h2", "h3", "h4", "header", "main", "nav", "ol", "p", "section", "table", "ul"),
}
_ACTIVE = {"a", "button", "input", "select"}


class Element:
    """A tag, its attributes, and what it holds: elements and texts."""

    def __init__(self, tag: str, attrs: dict[str, str | None], parent: "Element | None") -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[Element | str] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and self._key() == other._key()

    def __hash__(self) -> int:
        return id(self)

    def _key(self) -> tuple:
        return self.tag, self.attrs, self.children

    def walk(self) -> Iterator["Element"]:
        """All elements in here, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, *tags: str) -> list["Element"]:
        """All elements of some tags."""
        return [e for e in self.walk() if e.tag in tags]

    def having(self, name: str, value: str | None = None) -> list["Element"]:
        """All elements with an attribute, of that value if one is given."""
        found = [e for e in self.walk() if name in e.attrs]
        return found if value is None else [e for e in found if e.attrs[name] == value]

    def one(self, name: str, value: str | None = None) -> "Element":
        """The only element with an attribute."""
        (element,) = self.having(name, value)
        return element

    def above(self) -> Iterator["Element"]:
        """The elements around this one, nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def name(self, root: "Element") -> str:
        """What a screen reader calls it: its label, or else what stands in it."""
        if "aria-label" in self.attrs:
            return self.attrs["aria-label"].strip()
        if "aria-labelledby" in self.attrs:
            return root.one("id", self.attrs["aria-labelledby"]).text.strip()
        labels = root.having("for", self.attrs["id"]) if "id" in self.attrs else []
        labels += [e for e in self.above() if e.tag == "label"]
        if self.tag in ("select", "input"):
            own = "" if self.tag == "input" else self.text
            return "".join(label.text for label in labels).replace(own, "", 1).strip()
        return self.text.strip()


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.at = self.root = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        around = {e.tag for e in [self.at, *self.at.above()]}
        assert not (tag in _BLOCKS and "p" in around), f"<{tag}> stands in a <p>"
        assert not (tag in _ACTIVE and around & {"a", "button"}), f"<{tag}> stands in a link"
        element = Element(tag, dict(attrs), self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        if self.at.children and isinstance(self.at.children[-1], str):
            data = self.at.children.pop() + data
        self.at.children.append(data)


def parsed(html: str) -> Element:
    """The tree of some HTML; an AssertionError says what is wrong with it."""
    parser = _Strict()
    parser.feed(str(html))
    parser.close()
    assert parser.at is parser.root, f"<{parser.at.tag}> is not closed"
    return parser.root


HOSTILE = "\"'><img src=x onerror=alert(1)>"


def assert_harmless(html: str) -> Element:
    """The tree of some HTML that holds `HOSTILE` as text, and nothing that could run."""
    tree = parsed(html)
    assert not tree.all("img", "iframe")
    for script in tree.all("script"):  # a data block: text that nothing runs
        assert script.attrs == {"type": "application/ld+json"}
        assert not set("<>&") & set(script.text)
        assert json.loads(script.text)
    assert not [e for e in tree.walk() if any(name.startswith("on") for name in e.attrs)]
    for e in tree.having("href"):
        assert e.attrs["href"].startswith(("?", "#", "https://", "http://", "csv/", "table/"))
    return tree
