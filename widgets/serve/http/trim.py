"""plotly.py's own plotly.js, cut down to the kinds of trace that the charts use.

The untouched file keeps a browser busy for about a second: it defines 47 kinds of trace and what
they need, maps and 3D included. It is the output of a bundler, one statement a module, so that text
is enough to leave out every module that nothing reaches any more. What is cut is exactly one known
file, told by its hash: another one is served as it is, until someone has cut it, looked at every
chart (`tests/test_trim.py`) and changed SOURCE.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import TypeVar

SOURCE = "3b6e15d45dbb7fca5bd2094291e961ddc5472cd887009e6009a56dab668d721f"  # plotly.js 4.1.1
TRACES = ("scatter", "bar")

T = TypeVar("T")
_OPENING = "var Plotly=(()=>{"
_CLOSING = "})();"
# What a scanner has to step over, or count.
_TOKEN = re.compile(
    r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`|//[^\n]*|/\*.*?\*/|/|[(){}\[\];]""", re.DOTALL
)
_TEMPLATE_PIECE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BEFORE_REGEX = re.compile(r"(?:[(,=:\[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else))$")

# A module in CommonJS form (W), in ES form (Ea) with the names it fills in, the object of an ES
# module's exports and what fills it (Fp), a function of an ES module, and the bundle's last word.
_STATEMENT = re.compile(
    r"var (?P<names>(?:[\w$]+,)*[\w$]+)(?:=(?P<wrapper>W|Ea)\(|=\{\};|;)"
    r"|function\*? ?(?P<function>[\w$]+)\(|Fp\((?P<exports>[\w$]+),|return [\w$]+\(\);"
)
_NAME = re.compile(r"(?<![\w$])(?<!(?<!\.)\.)[A-Za-z_$][\w$]*")
# A CommonJS module gets at another one only by calling it, at an ES module's exports through Go.
_MODULE_CALL = re.compile(_NAME.pattern + r"(?=\(\))|(?<=\bGo\()[\w$]+")
# No chart zooms by the wheel. A listener to it, new with every plot and set anew at every drawing,
# has WebKit lay out the whole page: a fifth of a second.
_WHEEL = re.compile(
    r'typeof [\w$]+\.addEventListener=="function"&&[\w$]+\.addEventListener\("wheel",[^;]*?\),'
    r"|(?<=\})[\w$]+\.length\*[\w$]+\.length!==1&&[\w$]+\([\w$]+,[\w$]+\);"
)
_WRAPPED_ARROW = re.compile(
    r"(?P<start>var (?:[\w$]+,)*[\w$]+=(?:W|Ea)\()(?:\((?P<many>[^()]*)\)|(?P<one>[\w$]+))=>\{"
)


class _Unlike(Exception):
    """The text is not built like the file that this module knows."""


def trimmed(source: bytes) -> bytes | None:
    """A script that sets `window.Plotly`, able to draw TRACES; None if the file is another one."""
    if hashlib.sha256(source).hexdigest() != SOURCE:
        return None
    try:
        return _cut(source.decode()).encode()
    except _Unlike:
        return None


def _need(found: T, what: str) -> T:
    """`found`, which a step cannot do without."""
    if not found:
        raise _Unlike(what)
    return found


def _cut(text: str) -> str:
    start = text.find(_OPENING)
    _need(start >= 0, "the bundle's beginning")
    statements, end = _statements(text, start + len(_OPENING))
    _need(text.startswith(_CLOSING, end), "the bundle's end")
    first = next((i for i, s in enumerate(statements) if re.match(r"var [\w$]+=W\(", s)), None)
    helpers, modules = statements[:first], statements[first:]
    kept = _reached(_with_traces(modules))
    body = "".join([*helpers, *(_eager(statement) for statement in kept)])
    for trace in TRACES:
        _need(f'moduleType:"trace",name:"{trace}"' in body, trace)
    body, styles = re.subn(r"textContent='\.maplibregl(?:[^'\\]|\\.)*'", "textContent=''", body)
    _need(styles == 1, "the maps' style sheet")
    body, wheels = _WHEEL.subn("", body)
    _need(wheels == 2, "listeners to the wheel")
    header = text[: text.index("*/") + 2]
    licences = text[end + len(_CLOSING) : text.rindex("*/") + 2]
    # A function expression in brackets is compiled at once; an arrow function would be read twice.
    return f'{header}\n"use strict";window.Plotly=(function(){{{body}}})();{licences}\n'


def _brackets(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Every bracket and semicolon of the code from `at` on, and the place after it."""
    opened = []  # "${" is the bracket of a template
    while token := _TOKEN.search(text, at):
        mark, at = token[0], token.end()
        if mark in "([{":
            opened.append(mark)
        elif mark == "/":
            if _BEFORE_REGEX.search(text, token.start() - 8, token.start()):
                at = _need(_REGEX.match(text, token.start()), "a regular expression").end()
            continue
        elif mark in "`)]}":
            if mark == "`" or (opened and opened.pop() == "${"):
                piece = _need(_TEMPLATE_PIECE.match(text, at), "a template")
                at = piece.end()
                opened += [piece[1]] if piece[1] == "${" else []
                continue
        elif mark != ";":
            continue
        yield mark, at


def _statements(text: str, start: int) -> tuple[list[str], int]:
    """The statements from `start` to the bracket that closes their function, and its place."""
    found, first, depth = [], start, 0
    for mark, end in _brackets(text, start):
        depth += (mark in "([{") - (mark in ")]}")
        if depth < 0:
            return found, end - 1
        ended = mark == ";" or (mark == "}" and text.startswith("function", first))
        if depth == 0 and ended:
            found.append(text[first:end])
            first = end
    raise _Unlike("the end of the function")


def _with_traces(modules: list[str]) -> list[str]:
    """The modules, the list of what the bundle registers cut to TRACES."""
    text = {m[1]: s for s in modules if (m := re.match(r"var ([\w$]+)=W\(", s))}

    def registers_a_trace(call: str) -> bool:
        module = text.get(call.removesuffix("()"), "")
        if passed_on := re.search(r"exports=([\w$]+)\(\)\}\);$", module):
            module = text.get(passed_on[1], "")
        kind = re.search(r'moduleType:"trace",name:"(\w+)"', module)
        return bool(kind) and kind[1] in TRACES

    *rest, root, last = modules
    listed = _need(re.search(r"\.register\(\[((?:[\w$]+\(\),?)+)\]\);", root), "the register")
    calls = [call for call in listed[1].split(",") if registers_a_trace(call)]
    return [*rest, root.replace(listed[1], ",".join(calls)), last]


def _reached(modules: list[str]) -> list[str]:
    """The modules that the last statement needs, directly or not, in their order."""
    places: dict[str, list[int]] = {}
    patterns = []
    for place, statement in enumerate(modules):
        match = _need(_STATEMENT.match(statement), statement[:60])
        # Of several names the last is the module's, the others are filled in by it.
        name = (match["names"] or "").split(",")[-1] or match["function"] or match["exports"]
        places.setdefault(name, []).append(place)
        patterns.append(_MODULE_CALL if match["wrapper"] == "W" else _NAME)
    reached: set[int] = set()
    waiting = [len(modules) - 1]
    while waiting:
        place = waiting.pop()
        if place not in reached:
            reached.add(place)
            for name in set(patterns[place].findall(modules[place])):
                waiting += places.get(name, [])
    return [modules[place] for place in sorted(reached)]


def _eager(statement: str) -> str:
    """A module as a function in brackets, which browsers compile at once: it will be called."""
    arrow = _WRAPPED_ARROW.match(statement)
    if not arrow or not statement.endswith("});"):
        return statement
    names = arrow["one"] or arrow["many"] or ""
    return f"{arrow['start']}(function({names}){{{statement[arrow.end() : -3]}}}));"
