"""What a template asked for and did not get: shown in the text, and remembered with its tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn

from jinja2 import TemplateError, Undefined

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.problems import NoAnswerError, Place, Problem, did_you_mean, error, shortened
from cyps_papers.vocabulary import Subject, names_of

NO_ANSWER = error("no-answer", '"{tag}": {message}', "{hint}")
FAILURES = (
    *(NoAnswerError, TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *(RecursionError, MemoryError),
)
"""What Python and Jinja raise where a tag asks for what cannot be done."""


@dataclass(frozen=True)
class Absent:
    """One thing that a tag asked for and did not get: the tag as typed, its place, what was found and what to do.

    `subject` is what of the data it asked for; none is, where the tag itself is wrong.
    """

    tag: str
    place: Place
    message: str
    hint: str
    subject: Origin = UNASKED

    @property
    def problem(self) -> Problem:
        """It as a problem at its place."""
        return NO_ANSWER.at(self.place, (), self.subject, tag=self.tag, message=self.message, hint=self.hint)


Note = Callable[["Missing"], None]
noting: ContextVar[Note | None] = ContextVar("noting", default=None)
"""What takes note of a missing value that is used otherwise than by printing it (in a test, a loop, a sum)."""


class Missing(Undefined):
    """A value that is not there. It prints visibly, is false and empty, and whatever is asked of it is missing too."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = None,
        name: Any = None,
        exc: Any = None,
        *,
        message: str = "",
        subject: Origin = UNASKED,
        shown: str = "",
    ) -> None:
        super().__init__(hint=hint, name=name)
        self.shown = shown
        self.asked = "" if name is None else str(name)
        self.subject = subject
        if obj is None and isinstance(name, str):
            self.subject = Origin(name)
        self.message = message or _message(obj, name, hint)
        self.hint = hint or "" if message else _hint(obj, name)

    @classmethod
    def because(cls, failure: Exception) -> Missing:
        """The value missing because asking for it failed."""
        if isinstance(failure, NoAnswerError):
            return cls(failure.hint, message=failure.message, subject=failure.subject)
        return cls("Check what it asks for.", message=f"This cannot be worked out: {_reason(failure)}.")

    def _note(self) -> None:
        note = noting.get()
        if note:
            note(self)

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Missing:  # type: ignore[override]
        return self

    def __str__(self) -> str:
        self._note()
        return f"[missing: {self.asked}]" if self.asked else "[missing]"

    def __bool__(self) -> bool:
        self._note()
        return False

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def _also_missing(self, *others: object) -> Missing:
        return self

    def _never(self, *others: object) -> bool:
        self._note()
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _also_missing  # type: ignore[assignment]
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _also_missing  # type: ignore[assignment]
    __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _also_missing  # type: ignore[assignment]
    __round__ = _also_missing
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __contains__ = _never  # type: ignore[assignment]

    __hash__ = Undefined.__hash__

    def _fail_with_undefined_error(self, *arguments: object, **named: object) -> NoReturn:
        raise NoAnswerError(self.message, self.hint)


class Unreadable(Missing):
    """What a tag that cannot be read gives: a problem of its own tells of it, so nobody takes note again."""

    def _note(self) -> None:
        return


class NoNeighbour(Unreadable):
    """What `loop.previtem` is in the first round and `loop.nextitem` in the last: nothing that anybody misses."""


NOT_A_LIST = "This is not a list, so that no place in it can be asked for."


def _message(obj: Any, name: Any, hint: str | None) -> str:
    if name is None:
        return hint or "There is no value here."
    if isinstance(name, str):
        return f'There is no name "{name}" here.'
    if isinstance(name, int) and hasattr(obj, "__len__"):
        return f"There is no [{name}] here: the list has {len(obj)} in it."
    return NOT_A_LIST


def _hint(obj: Any, name: Any) -> str:
    if name is None:
        return ""
    if not isinstance(name, str):
        return "The first is [0], the second [1]."
    if not isinstance(obj, Subject) or not names_of(obj):
        return ""
    known = list(names_of(obj))
    return did_you_mean(name, known) or f"The names here are: {first_of(known)}."


def first_of(names: list[str]) -> str:
    """Names in a list, with dots for those after the twelfth."""
    return ", ".join(names[:12]) + ", ..." * (len(names) > 12)


_ARITHMETIC = re.compile(r"unsupported operand|can only concatenate|can't multiply|bad operand|not all arguments")


def _reason(failure: Exception) -> str:
    words = " ".join(str(failure).split()).rstrip(".") or type(failure).__name__
    if words.endswith("object is not iterable"):
        return "it is not a list"
    if isinstance(failure, TypeError) and _ARITHMETIC.search(words):
        return "these cannot be put together so; numbers can be added, subtracted, multiplied and divided: + - * /"
    if " object at 0x" in words:  # what a value is inside
        return "these cannot be used so"
    return shortened(words, 120)
