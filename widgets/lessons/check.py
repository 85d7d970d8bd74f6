"""Questions with checked answers, and what a wrong answer says about how it was found. Pure.

A question knows its key, and for each likely mistake the answer that the mistake leads to. Keys
and mistakes are computed by who asks (`widgets.lessons.exercises`), never
typed. Nothing is remembered.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from widgets import words
from widgets.words import message

if TYPE_CHECKING:
    import pandas as pd

RIGHT, WRONG, UNREAD = "right", "wrong", "unread"
SIGNS = {
    RIGHT: ("●", message("lessons-right")),
    WRONG: ("○", message("lessons-wrong")),
    UNREAD: ("–", message("lessons-unread")),
}
LONGEST_ANSWER = 200
LONGEST_NAMES = 3
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\u2007'’"))
PERCENT = "percent"


def unit_name(unit: str) -> str:
    """A unit as it is said: `eur-bn` is EUR bn.

    >>> from widgets.lessons import check
    >>> check.unit_name("eur-bn")
    'EUR bn'
    """
    return message(f"lessons-unit-{unit}")


def _unit_words(unit: str) -> list[str]:
    """What may stand beside a number in this unit."""
    return [word.strip() for word in message(f"lessons-unit-{unit}-words").split(",")]


@dataclass(frozen=True)
class Feedback:
    """`status` is right, wrong or unread; the sentence says why, or names the likely mistake.

    >>> from widgets.lessons import check
    >>> check.Feedback("right", "Counted from January 2022.")
    ● Right. Counted from January 2022.
    """

    status: str
    sentence: str

    @property
    def is_right(self) -> bool:
        """True for the key."""
        return self.status == RIGHT

    def html(self) -> Markup:
        """Sign, word and sentence; a verdict is fill and word, never hue.

        >>> from widgets.lessons import check
        >>> check.Feedback("right", "Yes.").html().striptags()
        '● Right Yes.'
        """
        sign, word = SIGNS[self.status]
        return Markup(
            '<span class="chip {}"><span aria-hidden="true">{} </span>{}</span> {}'
        ).format(
            {RIGHT: "holds", WRONG: "fails", UNREAD: "none"}[self.status], sign, word, self.sentence
        )

    def __str__(self) -> str:
        sign, word = SIGNS[self.status]
        return f"{sign} {word}. {self.sentence}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f'<p class="handover plain">{self.html()}</p>'


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """`text` asks; `size` is look, change or build; `hints` are opened one after the other;
    `why` is said with a right answer; `how` is the computation behind the key, as Python.

    >>> from widgets.lessons import check
    >>> issubclass(check.Number, check.Question)
    True
    """

    text: str
    size: str
    why: str
    how: str = ""
    hints: tuple[str, ...] = ()

    @property
    @abstractmethod
    def answer(self) -> str:
        """The key, as a teacher reads it."""

    @abstractmethod
    def judge(self, answer: object) -> Feedback:
        """What an answer is worth. Any object is answered; none raises."""

    @property
    @abstractmethod
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of several `options` (letter -> text); every wrong one has its sentence in `mistakes`.

    >>> from widgets.lessons import check
    >>> which = check.Choice(
    ...     text="Which unit?", size="look", why="Euros over people.", key="a",
    ...     options={"a": "EUR per head", "b": "% of GDP"}, mistakes={"b": "Over what?"},
    ... )
    >>> which.judge("b")
    ○ Not yet. Over what?
    """

    options: Mapping[str, str]
    key: str
    mistakes: Mapping[str, str]

    @property
    def answer(self) -> str:
        """The key, as a teacher reads it."""
        return f"{self.key}: {self.options[self.key]}"

    @property
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""
        return {f"{letter}: {self.options[letter]}": said for letter, said in self.mistakes.items()}

    def judge(self, answer: object) -> Feedback:
        """What an answer is worth."""
        letter = answer.strip().lower() if isinstance(answer, str) else ""
        if letter == self.key:
            return Feedback(RIGHT, self.why)
        if letter in self.mistakes:
            return Feedback(WRONG, self.mistakes[letter])
        return Feedback(UNREAD, message("lessons-choose", letters=", ".join(self.options)))


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number in `unit`, right within `tolerance` of the key; `mistakes`: (answer, sentence).

    >>> from widgets.lessons import check
    >>> share = check.Number(
    ...     text="What share?", size="look", why="Of all.", key=51.3, unit="percent",
    ...     tolerance=0.1,
    ... )
    >>> share.judge("51,3 %").is_right, share.judge(0.513)
    (True, ○ Not yet. This is a fraction; the answer is asked in per cent: multiply by 100.)
    """

    key: float
    unit: str
    tolerance: float
    mistakes: tuple[tuple[float, str], ...] = ()

    @property
    def decimals(self) -> int:
        """As many as the tolerance makes sense of."""
        return (
            0
            if self.tolerance >= 0.5 or not self.tolerance
            else max(1, -_magnitude(self.tolerance))
        )

    def shown(self, value: float) -> str:
        """A value with the question's decimals and unit."""
        text = words.number(value, self.decimals)
        return message(
            "lessons-amount",
            **{"unit": self.unit, "unit_name": unit_name(self.unit)},
            **{"number": round(value, self.decimals), "text": text},
        )

    @property
    def answer(self) -> str:
        """The key, as a teacher reads it."""
        return self.shown(self.key)

    @property
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""
        return {self.shown(value): said for value, said in self.mistakes}

    def judge(self, answer: object) -> Feedback:
        """What an answer is worth."""
        value = number_of(answer, self.unit)
        if isinstance(value, str):
            return Feedback(UNREAD, value)
        if self._is(value, self.key):
            return Feedback(RIGHT, self.why)
        for wrong, said in self.mistakes:
            if self._is(value, wrong):
                return Feedback(WRONG, said)
        return Feedback(WRONG, self._common(value))

    def _is(self, value: float, wanted: float) -> bool:
        return abs(value - wanted) <= self.tolerance + 1e-9

    def _common(self, value: float) -> str:
        """What is often wrong with any number: its scale, its sign, its part of the whole."""
        near = abs(self.tolerance * 10)
        unit = unit_name(self.unit)
        scales = {100.0: "fraction", 0.001: "thousand-too-much", 1000.0: "thousand-too-little"}
        for factor, name in scales.items():
            if (factor != 100 or self.unit == PERCENT) and self._is(value * factor, self.key):
                return message(f"lessons-number-{name}", unit=unit)
        if self.key and self._is(-value, self.key):
            return message("lessons-number-sign")
        if self.unit == PERCENT and self._is(100 - value, self.key):
            return message("lessons-number-rest")
        if abs(value - self.key) <= near:
            return message("lessons-number-close", within=words.exact(self.tolerance), unit=unit)
        hint = self.hints[0] if self.hints else message("lessons-read-again")
        return f"{message('lessons-number-other')} {hint}"


def _magnitude(value: float) -> int:
    return math.floor(math.log10(value))


def number_of(answer: Any, unit: str) -> float | str:
    """The number that an answer gives, or one sentence why it gives none.

    A decimal comma, thin spaces, a proper minus sign and the unit itself are read; another
    unit is not guessed at.

    >>> from widgets.lessons import check
    >>> check.number_of("51,3 %", "percent"), check.number_of("many", "percent")
    (51.3, 'There is no number in “many”. Write it as in 12.3.')
    """
    if isinstance(answer, bool) or answer is None:
        return message("lessons-no-number-yet")
    if not isinstance(answer, str):
        try:
            value = float(answer)
        except (TypeError, ValueError):
            return message("lessons-number-asked", type=type(answer).__name__)
        return value if math.isfinite(value) else message("lessons-number-endless")
    text = answer[:LONGEST_ANSWER].replace("\u2212", "-").translate(_SPACES)
    if not text:
        return message("lessons-no-number-yet")
    if "," in text:
        text = (
            text.replace(",", "") if "." in text or text.count(",") > 1 else text.replace(",", ".")
        )
    found = _NUMBER.search(text)
    if not found:
        return message("lessons-no-number-in", answer=answer[:40])
    rest = (text[: found.start()] + text[found.end() :]).lower()
    allowed = {word.replace(" ", "") for word in (*_unit_words(unit), unit_name(unit).lower())}
    if rest and rest not in allowed and rest.strip("€") not in allowed:
        return message("lessons-number-alone", unit=unit_name(unit), rest=rest[:20])
    return float(found[0])


@dataclass(frozen=True, kw_only=True)
class Frame(Question):
    """A Series that the learner computes, or a frame of one column of numbers beside its index.

    `key` has named rows; its order plays no part. `mistakes`: (Series, sentence).

    >>> import pandas as pd
    >>> from widgets.lessons import check
    >>> sums = check.Frame(
    ...     text="Sums?", size="build", why="Yes.", key=pd.Series({"us": 2.0}), unit="eur-bn",
    ...     tolerance=0.1,
    ... )
    >>> sums.judge(pd.Series({"us": 2.05}))
    ● Right. Yes.
    """

    key: "pd.Series"
    unit: str
    tolerance: float
    mistakes: tuple[tuple["pd.Series", str], ...] = ()

    @property
    def answer(self) -> str:
        """The key, as a teacher reads it."""
        rows = [f"{name}: {words.number(v, 2)}" for name, v in list(self.key.items())[:5]]
        more = ["…"] if len(self.key) > 5 else []
        return f"{', '.join(rows + more)} ({unit_name(self.unit)})"

    @property
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""
        unit = unit_name(self.unit)
        return {f"{_rows_of(wrong)} ({unit})": said for wrong, said in self.mistakes}

    def judge(self, answer: object) -> Feedback:
        """What an answer is worth."""
        values = column_of(answer, str(self.key.index.name or "name"))
        if isinstance(values, str):
            return Feedback(UNREAD, values)
        if self._is(values, self.key):
            return Feedback(RIGHT, self.why)
        for wrong, said in self.mistakes:
            if self._is(values, wrong):
                return Feedback(WRONG, said)
        return Feedback(WRONG, self._rows(values) or self._values(values))

    def _is(self, values: "pd.Series", wanted: "pd.Series") -> bool:
        if set(values.index) != set(wanted.index):
            return False
        apart = (values.reindex(wanted.index) - wanted).abs()
        return bool((apart <= self.tolerance + 1e-9).all())

    def _rows(self, values: "pd.Series") -> str:
        """Which rows are missing or too many; empty if none."""
        missing = [str(name) for name in self.key.index if name not in values.index]
        more = [str(name) for name in values.index if name not in self.key.index]
        said = []
        if missing:
            numbers = {"number": len(missing), "of": len(self.key)}
            said.append(message("lessons-rows-missing", rows=_some(missing), **numbers))
        if more:
            said.append(message("lessons-rows-not-asked", rows=_some(more), number=len(more)))
        return " ".join(said)

    def _values(self, values: "pd.Series") -> str:
        values = values.reindex(self.key.index)
        for factor, name in ((100, "fractions"), (0.001, "thousand-too-much")):
            if self._is(values * factor, self.key):
                return message(f"lessons-rows-{name}", unit=unit_name(self.unit))
        if values.isna().any():
            return message("lessons-row-empty", row=values[values.isna()].index[0])
        wrong = (values - self.key).abs() > self.tolerance
        return message(
            "lessons-rows-wrong", number=int(wrong.sum()), of=len(wrong), first=wrong.idxmax()
        )


def _rows_of(values: "pd.Series") -> str:
    rows = [f"{name}: {words.number(value, 2)}" for name, value in list(values.items())[:3]]
    return ", ".join(rows + (["…"] if len(values) > 3 else []))


def _some(names: list[str]) -> str:
    return ", ".join(names[:LONGEST_NAMES]) + (", …" if len(names) > LONGEST_NAMES else "")


def column_of(answer: object, name: str) -> "pd.Series | str":
    """The one column of numbers of a Series or frame by row, or one sentence why there is none.

    A frame may have its rows' names in a column `name` in place of the index.

    >>> from widgets.lessons import check
    >>> check.column_of({"us": 2}, "bloc").to_dict(), check.column_of(3, "bloc")
    ({'us': 2.0}, 'A Series or a frame is asked, not a int.')
    """
    import pandas as pd

    if answer is None or answer is Ellipsis:
        return message("lessons-no-frame-yet")
    if isinstance(answer, dict):
        answer = pd.Series(answer)
    if isinstance(answer, pd.DataFrame):
        rows = answer.set_index(name) if name in answer else answer
        numbers = rows.select_dtypes("number")
        if len(numbers.columns) != 1:
            return message("lessons-columns", number=len(numbers.columns))
        answer = numbers.iloc[:, 0]
    if not isinstance(answer, pd.Series):
        return message("lessons-frame-asked", type=type(answer).__name__)
    if answer.index.has_duplicates:
        return message("lessons-row-twice", row=answer.index[answer.index.duplicated()][0])
    try:
        return answer.astype(float)
    except (TypeError, ValueError):
        return message("lessons-values-no-numbers")


@dataclass(frozen=True, kw_only=True)
class Figure(Question):
    """A plotly figure that the learner draws: bars that start at zero, with title and unit.

    `key`: name -> value of each bar; a word of the unit must stand on the axis of values.

    >>> import pandas as pd
    >>> from widgets.lessons import check
    >>> bars = check.Figure(
    ...     text="Bars?", size="build", why="Yes.", key=pd.Series({"us": 2.0}), unit="eur-bn",
    ...     tolerance=0.1,
    ... )
    >>> bars.judge(None)
    – Not read. Nothing to check yet: put your figure in the place of the dots.
    """

    key: "pd.Series"
    unit: str
    tolerance: float
    mistakes: tuple[tuple["pd.Series", str], ...] = ()

    @property
    def answer(self) -> str:
        """The key, as a teacher reads it."""
        return message("lessons-bars", rows=_rows_of(self.key), unit=unit_name(self.unit))

    @property
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""
        drawn = {f"{_rows_of(wrong)}": said for wrong, said in self.mistakes}
        untitled, cut_off = message("lessons-bars-untitled"), message("lessons-bars-cut-off")
        return drawn | {untitled: NO_TITLE, cut_off: CUT_OFF}

    def judge(self, answer: object) -> Feedback:
        """What an answer is worth."""
        bars = bars_of(answer)
        if isinstance(bars, str):
            return Feedback(UNREAD, bars)
        values, axis = bars
        judged = Frame(
            **{"text": self.text, "size": self.size, "why": self.why, "hints": self.hints},
            **{"key": self.key, "unit": self.unit, "tolerance": self.tolerance},
            mistakes=self.mistakes,
        ).judge(values)
        if not judged.is_right:
            return judged
        return Feedback(*self._drawn(answer, axis))

    def _drawn(self, figure: Any, axis: Any) -> tuple[str, str]:
        """Whether the picture says what it shows: axis from zero, title, unit."""
        low = axis.range[0] if axis.range else None
        if low is not None and low > 0:
            return WRONG, CUT_OFF
        if not (figure.layout.title.text or "").strip():
            return WRONG, NO_TITLE
        if not any(word in (axis.title.text or "").lower() for word in _unit_words(self.unit)):
            return WRONG, message("lessons-no-unit", unit=unit_name(self.unit))
        return RIGHT, self.why


CUT_OFF = message("lessons-cut-off")
NO_TITLE = message("lessons-no-title")


def bars_of(figure: Any) -> "tuple[pd.Series, Any] | str":
    """Name -> length of a plotly figure's bars, and the axis they are read on; or a sentence.

    >>> from widgets.lessons import check
    >>> check.bars_of("no figure")
    'A plotly figure is asked, not a str.'
    """
    import pandas as pd

    if figure is None or figure is Ellipsis:
        return message("lessons-no-figure-yet")
    traces = getattr(figure, "data", None)
    if traces is None or not hasattr(figure, "layout"):
        return message("lessons-figure-asked", type=type(figure).__name__)
    bars = [trace for trace in traces if trace.type == "bar"]
    if not bars or len(bars) < len(traces):
        kinds = ", ".join(sorted({trace.type for trace in traces}))
        return message("lessons-bars-asked", kinds=kinds) if kinds else message("lessons-no-bars")
    lying = bars[0].orientation == "h"
    pairs = [
        pair
        for bar in bars
        if bar.x is not None and bar.y is not None
        for pair in zip(*((bar.y, bar.x) if lying else (bar.x, bar.y)), strict=False)
    ]
    try:
        values = pd.Series([size for _, size in pairs], [name for name, _ in pairs], dtype=float)
    except (TypeError, ValueError):
        return message("lessons-values-no-numbers")
    return values, figure.layout.xaxis if lying else figure.layout.yaxis
