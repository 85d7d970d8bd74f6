"""Questions with checked answers, and what a wrong answer says about how it was found. Pure.

A question knows its key, and for each likely mistake the answer that the mistake leads to. Keys
and mistakes are computed by who asks (`widgets.lessons.exercises`), never
typed. Nothing is remembered.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from widgets import words

if TYPE_CHECKING:
    import pandas as pd

RIGHT, WRONG, UNREAD = "right", "wrong", "unread"
SIGNS = {RIGHT: ("●", "Right"), WRONG: ("○", "Not yet"), UNREAD: ("–", "Not read")}
LONGEST_ANSWER = 200
LONGEST_NAMES = 3
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\u2007'’"))
COUNTED = ("event", "month", "reading")
# What may stand beside a number, by the unit that it means.
_UNIT_WORDS = {
    "%": ("%", "percent", "per cent", "pct"),
    "EUR bn": ("€", "eur", "euro", "euros", "bn", "billion", "eur bn", "€bn"),
    "EUR": ("€", "eur", "euro", "euros", "per head", "eur per head"),
    **{f"{one}s": (one,) for one in COUNTED},
    "EUR bn a month": ("€", "eur", "bn", "billion", "eur bn", "€bn", "eur bn a month"),
}


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
        return Feedback(UNREAD, f"Choose one of {', '.join(self.options)}.")


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number in `unit`, right within `tolerance` of the key; `mistakes`: (answer, sentence).

    >>> from widgets.lessons import check
    >>> share = check.Number(
    ...     text="What share?", size="look", why="Of all.", key=51.3, unit="%", tolerance=0.1
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
        one = text == "1" and self.unit.removesuffix("s") in COUNTED
        return f"{text} {self.unit.removesuffix('s') if one else self.unit}"

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
        scales = {
            100.0: "This is a fraction; the answer is asked in per cent: multiply by 100.",
            0.001: f"A thousand times too much: is this in millions? The unit is {self.unit}.",
            1000.0: f"A thousand times too little: look at the unit, {self.unit}.",
        }
        for factor, said in scales.items():
            if (factor != 100 or self.unit == "%") and self._is(value * factor, self.key):
                return said
        if self.key and self._is(-value, self.key):
            return "The size is right, the sign is not: which of the two is taken from which?"
        if self.unit == "%" and self._is(100 - value, self.key):
            return "This is the rest of the whole: the answer and it add up to 100 %."
        if abs(value - self.key) <= near:
            within = f"{words.exact(self.tolerance)} {self.unit}"
            return (
                f"Close, but not within {within}: give one decimal more, and round only at the end."
            )
        return "This is another number. " + (
            self.hints[0] if self.hints else "Read the question again."
        )


def _magnitude(value: float) -> int:
    return math.floor(math.log10(value))


def number_of(answer: Any, unit: str) -> float | str:
    """The number that an answer gives, or one sentence why it gives none.

    A decimal comma, thin spaces, a proper minus sign and the unit itself are read; another
    unit is not guessed at.

    >>> from widgets.lessons import check
    >>> check.number_of("51,3 %", "%"), check.number_of("many", "%")
    (51.3, 'There is no number in “many”. Write it as in 12.3.')
    """
    if isinstance(answer, bool) or answer is None:
        return "Nothing to check yet: give one number."
    if not isinstance(answer, str):
        try:
            value = float(answer)
        except (TypeError, ValueError):
            return f"One number is asked, not a {type(answer).__name__}."
        return value if math.isfinite(value) else "The number is missing or endless (nan or inf)."
    text = answer[:LONGEST_ANSWER].replace("\u2212", "-").translate(_SPACES)
    if not text:
        return "Nothing to check yet: give one number."
    if "," in text:
        text = (
            text.replace(",", "") if "." in text or text.count(",") > 1 else text.replace(",", ".")
        )
    found = _NUMBER.search(text)
    if not found:
        return f"There is no number in “{answer[:40]}”. Write it as in 12.3."
    rest = (text[: found.start()] + text[found.end() :]).lower()
    allowed = {word.replace(" ", "") for word in (*_UNIT_WORDS.get(unit, ()), unit.lower())}
    if rest and rest not in allowed and rest.strip("€") not in allowed:
        return f"Write one number alone, in {unit}; “{rest[:20]}” was not read."
    return float(found[0])


@dataclass(frozen=True, kw_only=True)
class Frame(Question):
    """A Series that the learner computes, or a frame of one column of numbers beside its index.

    `key` has named rows; its order plays no part. `mistakes`: (Series, sentence).

    >>> import pandas as pd
    >>> from widgets.lessons import check
    >>> sums = check.Frame(
    ...     text="Sums?", size="build", why="Yes.", key=pd.Series({"us": 2.0}), unit="EUR bn",
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
        return f"{', '.join(rows + more)} ({self.unit})"

    @property
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""
        return {f"{_rows_of(wrong)} ({self.unit})": said for wrong, said in self.mistakes}

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
        """Which rows are missing or too many, in one sentence; empty if none."""
        missing = [str(name) for name in self.key.index if name not in values.index]
        more = [str(name) for name in values.index if name not in self.key.index]
        parts = []
        if missing:
            parts.append(f"{len(missing)} of {len(self.key)} rows are missing ({_some(missing)})")
        if more:
            parts.append(f"{len(more)} rows are not asked for ({_some(more)})")
        return words.capital("; ".join(parts)) + "." if parts else ""

    def _values(self, values: "pd.Series") -> str:
        values = values.reindex(self.key.index)
        for factor, said in ((100, "in fractions"), (0.001, "a thousand times too much")):
            if self._is(values * factor, self.key):
                return f"Every number is {said}; the unit is {self.unit}."
        if values.isna().any():
            return f"The number of {values[values.isna()].index[0]} is missing."
        wrong = (values - self.key).abs() > self.tolerance
        counted = f"{int(wrong.sum())} of {len(wrong)} numbers are not"
        return f"The rows are right; {counted}, the first is {wrong.idxmax()}."


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
        return (
            "Nothing to check yet: put your table (a frame or a Series) in the place of the dots."
        )
    if isinstance(answer, dict):
        answer = pd.Series(answer)
    if isinstance(answer, pd.DataFrame):
        rows = answer.set_index(name) if name in answer else answer
        numbers = rows.select_dtypes("number")
        if len(numbers.columns) != 1:
            return f"One column of numbers is asked; there are {len(numbers.columns)}."
        answer = numbers.iloc[:, 0]
    if not isinstance(answer, pd.Series):
        return f"A Series or a frame is asked, not a {type(answer).__name__}."
    if answer.index.has_duplicates:
        return (
            f"The row {answer.index[answer.index.duplicated()][0]} stands there twice: add them up."
        )
    try:
        return answer.astype(float)
    except (TypeError, ValueError):
        return "There are values that are no numbers."


@dataclass(frozen=True, kw_only=True)
class Figure(Question):
    """A plotly figure that the learner draws: bars that start at zero, with title and unit.

    `key`: name -> value of each bar; `unit_words`: one of them must stand on the axis of values.

    >>> import pandas as pd
    >>> from widgets.lessons import check
    >>> bars = check.Figure(
    ...     text="Bars?", size="build", why="Yes.", key=pd.Series({"us": 2.0}), unit="EUR bn",
    ...     unit_words=("eur",), tolerance=0.1,
    ... )
    >>> bars.judge(None)
    – Not read. Nothing to check yet: put your figure in the place of the dots.
    """

    key: "pd.Series"
    unit: str
    unit_words: tuple[str, ...]
    tolerance: float
    mistakes: tuple[tuple["pd.Series", str], ...] = field(default=())

    @property
    def answer(self) -> str:
        """The key, as a teacher reads it."""
        return f"Bars, {_rows_of(self.key)} ({self.unit}), from zero, with a title and the unit"

    @property
    def likely(self) -> dict[str, str]:
        """The likely wrong answers, as text -> what is said to them."""
        drawn = {f"{_rows_of(wrong)}": said for wrong, said in self.mistakes}
        return drawn | {"bars without a title or a unit": NO_TITLE, "an axis cut off": CUT_OFF}

    def judge(self, answer: object) -> Feedback:
        """What an answer is worth."""
        bars = bars_of(answer)
        if isinstance(bars, str):
            return Feedback(UNREAD, bars)
        values, axis = bars
        unit = f"bars ({self.unit})"
        judged = Frame(
            **{"text": self.text, "size": self.size, "why": self.why, "hints": self.hints},
            **{"key": self.key, "unit": unit, "tolerance": self.tolerance},
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
        if not any(word in (axis.title.text or "").lower() for word in self.unit_words):
            return WRONG, f"The axis of values does not say its unit, {self.unit}."
        return RIGHT, self.why


CUT_OFF = "The numbers are right, but the axis does not begin at zero: bars are compared by length."
NO_TITLE = "The numbers are right, but the figure has no title: say what it shows."


def bars_of(figure: Any) -> "tuple[pd.Series, Any] | str":
    """Name -> length of a plotly figure's bars, and the axis they are read on; or a sentence.

    >>> from widgets.lessons import check
    >>> check.bars_of("no figure")
    'A plotly figure is asked, not a str.'
    """
    import pandas as pd

    if figure is None or figure is Ellipsis:
        return "Nothing to check yet: put your figure in the place of the dots."
    traces = getattr(figure, "data", None)
    if traces is None or not hasattr(figure, "layout"):
        return f"A plotly figure is asked, not a {type(figure).__name__}."
    bars = [trace for trace in traces if trace.type == "bar"]
    if not bars or len(bars) < len(traces):
        kinds = ", ".join(sorted({trace.type for trace in traces})) or "nothing"
        return f"Bars are asked; the figure holds {kinds}."
    lying = bars[0].orientation == "h"
    pairs = [
        pair
        for bar in bars
        for pair in zip(*((bar.y, bar.x) if lying else (bar.x, bar.y)), strict=False)
    ]
    values = pd.Series([length for _, length in pairs], [name for name, _ in pairs], dtype=float)
    return values, figure.layout.xaxis if lying else figure.layout.yaxis
