"""Every name that a template may use, in groups: what it gives, its value in this meeting, and a tag to paste.

Made from the same declarations that rendering and lint go by. A kind of thing of which there are many (an action, an
indicator) is shown once.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import UnionType
from typing import Any

from cyps_papers.figures.filters import FILTERS
from cyps_papers.figures.paper import Paper
from cyps_papers.figures.series import Indicator
from cyps_papers.problems import NoAnswerError
from cyps_papers.reading.values import short
from cyps_papers.sources.registry import KINDS
from cyps_papers.vocabulary import Name, Subject, Traced, declared, names_of

MOST_LOOKED_AT = 50
TELLING = ("latest", "target", "total")
"""What is shown of something that is not itself a value."""


@dataclass(frozen=True)
class NameRow:
    """One name: its path in a template, what it gives, its value now, a tag to paste, and the kind that declares it.

    `printed` is what the value comes from, where a workbook has it, and `used_in` are the templates that use it, where
    they were looked through.
    """

    path: str
    sentence: str
    value: str
    tag: str
    kind: type[Any]
    name: str
    used_in: tuple[str, ...] = ()
    printed: Traced | None = None


@dataclass(frozen=True)
class NameGroup:
    """The names of one thing: what it is called, what it is, and how a template comes to it."""

    title: str
    about: str
    rows: tuple[NameRow, ...]


def tree(context: Mapping[str, Subject]) -> list[NameGroup]:
    """Every name of a meeting: what templates begin with, then each kind of thing that those lead to, then filters."""
    return _groups([_Found(path, type(subject), [subject]) for path, subject in context.items()])


def declarations() -> list[NameGroup]:
    """Every name that is declared, whatever the meeting: without values, and without what only its data name."""
    roots: dict[type[Subject], str] = {Paper: "paper"}
    for kind in KINDS:
        roots.setdefault(kind.subject, kind.example)  # two kinds may be asked alike
    return _groups([_Found(path, subject, []) for subject, path in roots.items()])


def _groups(roots: list[_Found]) -> list[NameGroup]:
    groups = [_group(root, root.path, root.names) for root in roots]
    found: dict[type[Any], set[str]] = {root.kind: set(root.of_data) for root in roots}
    waiting, printed = list(roots), list[_Found]()
    while waiting:
        for below in _under(waiting.pop(0)):
            if issubclass(below.kind, Traced):
                printed.append(below)
            elif below.kind not in found:
                found[below.kind] = set(below.of_data)
                waiting.append(below)
                groups.append(_group(below, below.title, below.names))
            elif further := {name: own for name, own in below.of_data.items() if name not in found[below.kind]}:
                found[below.kind] |= further.keys()
                groups.append(_group(below, below.title, further, False))
    return [*(group for group in groups if group.rows), *_printed_groups(printed), _filters()]


@dataclass(frozen=True)
class _Found:
    """Things of one kind: how a template comes to them, and those there are; `loop` is how to go through them."""

    path: str
    kind: type[Any]
    values: list[Any]
    loop: str = ""

    @property
    def title(self) -> str:
        return f"{self.path}, in {self.loop}" if self.loop else self.path

    @property
    def of_data(self) -> dict[str, Name]:
        """The names that come from the data of any of them, as the columns of two tables do."""
        return {name: own for value in self.values[:MOST_LOOKED_AT] for name, own in value.own_names().items()}

    @property
    def names(self) -> Mapping[str, Name]:
        best = _best(self.values)
        return declared(self.kind) if best is None else names_of(best)


def _printed_groups(printed: list[_Found]) -> Iterator[NameGroup]:
    """The kinds of value that can be asked further, the general ones first, each with what it has beyond those."""
    shown: list[type[Any]] = []
    paths: set[str] = set()
    for kind in sorted({found.kind for found in printed}, key=lambda kind: (len(kind.__mro__), kind.__name__)):
        those = [found for found in printed if issubclass(found.kind, kind) and found.path not in paths]
        if not those:
            continue
        best = max(those, key=lambda found: _tells(found, declared(kind)))
        inherited = {name for general in kind.__mro__[1:] if general in shown for name in declared(general)}
        names = {name: each for name, each in declared(kind).items() if name not in inherited}
        shown.append(kind)
        if names:
            paths.add(best.path)
            title = best.title if best.loop else f"{best.path}, and others like it"
            yield _group(replace(best, kind=kind), title, names)


def _under(found: _Found) -> Iterator[_Found]:
    """What the names of something lead to."""
    example = _best(found.values)
    for name, declaration in found.names.items():
        path = f"{found.path}.{name}{_asked(example, declaration)}"
        answers = [answer for value in found.values for answer in [_answer(value, declaration)] if answer is not None]
        if declaration.gives is list and _is_subject(declaration.each):
            one = one_of(declaration)
            those = [each for answer in answers for each in answer]
            kind: Any = type(those[0]) if those else declaration.each
            yield _Found(one, kind, those, f"{{% for {one} in {path} %}}")
        union = isinstance(declaration.gives, UnionType)
        given = typing.get_args(declaration.gives) if union else (declaration.gives,)
        for kind in filter(_is_subject, {type(answer) for answer in answers} or set(given)):
            yield _Found(path, kind, [answer for answer in answers if type(answer) is kind])


def _is_subject(kind: Any) -> bool:
    return (
        isinstance(kind, type)
        and issubclass(kind, Subject)
        and (bool(declared(kind)) or kind.own_names is not Subject.own_names)
    )


def _group(found: _Found, title: str, names: Mapping[str, Name], with_own: bool = True) -> NameGroup:
    example = _best(found.values)
    own = found.of_data if with_own else {}
    rows = tuple(_row(found, example, each) for each in ({**own, **names}).values())
    return NameGroup(title, _about(found.kind), rows)


def _row(found: _Found, owner: Any, declaration: Name) -> NameRow:
    path = f"{found.path}.{declaration.name}{_asked(owner, declaration)}"
    answer = _answer(owner, declaration)
    tag = _tag(path, declaration, answer)
    printed = _printed(answer)
    return NameRow(path, declaration.sentence, shown(answer), tag, found.kind, declaration.name, printed=printed)


def _tag(path: str, declaration: Name, answer: Any) -> str:
    if declaration.gives is list:
        return f"{{%p for {one_of(declaration)} in {path} %}} ... {{%p endfor %}}"
    if declaration.gives is bool:
        return f"{{% if {path} %}} ... {{% endif %}}"
    if _is_subject(declaration.gives) and not issubclass(typing.cast(Any, declaration.gives), Traced):
        names = names_of(answer) if answer is not None else declared(typing.cast(Any, declaration.gives))
        first = next((name for name in TELLING if _answers(answer, name)), next(iter(names), "..."))
        return f"{{{{ {path}.{first} }}}}"
    if declaration.name == "fill" or declaration.name.endswith("_fill"):
        return f"{{% cellbg {path} %}}"
    return f"{{{{ {path} }}}}"


def _printed(answer: Any) -> Traced | None:
    """What of an answer would be printed: itself, or what tells most of it."""
    if isinstance(answer, Traced) or not isinstance(answer, Subject):
        return answer if isinstance(answer, Traced) else None
    return next((getattr(answer, name) for name in TELLING if _answers(answer, name)), None)


def shown(answer: Any) -> str:
    """A value in a few words: as printed, yes or no, how many; '' where there is none."""
    if isinstance(answer, Subject):
        printed = _printed(answer)
        return short(printed.printed) if printed is not None else ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return f"{len(answer)} in it"
    return "" if answer is None else short(str(answer))


def _answer(owner: Any, declaration: Name) -> Any:
    """What a name answers for this owner, its example arguments given; None where it has no answer."""
    try:
        found = getattr(owner, declaration.name, None)
        return found(*_arguments(owner, declaration)) if declaration.asked and found else found
    except NoAnswerError:
        return None


def _answers(owner: Any, name: str) -> bool:
    declaration = names_of(owner).get(name) if owner is not None else None
    return declaration is not None and _answer(owner, declaration) is not None


def _tells(found: _Found, names: Mapping[str, Name]) -> tuple[int, bool, int]:
    """How well something shows what these names give: its answers to them, then how plain and short its path is."""
    best = _best(found.values)
    return sum(_answers(best, name) for name in names), found.path.endswith(TELLING), -len(found.path)


def _best(values: list[Any]) -> Any:
    """The one of these that has the most to show; None where there are none."""
    looked_at = [value for value in values[:MOST_LOOKED_AT] if value is not None]
    return max(looked_at, key=lambda value: sum(_answers(value, name) for name in names_of(value)), default=None)


def _asked(owner: Any, declaration: Name) -> str:
    """The arguments of a question as this owner can answer it; the example of its declaration where it cannot."""
    arguments = _arguments(owner, declaration) if declaration.asked else []
    return "(" + ", ".join(f'"{argument}"' for argument in arguments) + ")" if any(arguments) else declaration.asked


def _arguments(owner: Any, declaration: Name) -> list[str]:
    """What to ask with: an indicator's own periods, from its first to its latest; else what the example has."""
    example = re.findall('"([^"]*)"', declaration.asked)
    if not isinstance(owner, Indicator):
        return example
    periods = [str(observation.when) for observation in owner.observations if observation.value is not None]
    return [periods[0], periods[-1]][: len(example)] if periods else [""] * len(example)


def one_of(declaration: Name) -> str:
    """What one of a list is called: an action of .completed_actions, an indicator of .key."""
    words = re.findall("[A-Z][a-z]*", getattr(declaration.each, "__name__", "One"))
    last = declaration.name.rpartition("_")[2]
    if len(words) > 1 and last == f"{words[-1].lower()}s":
        return "_".join(words).lower()  # a risk_movement of .movements
    own = words[0].lower()
    return "appendix" if last == "appendices" else last.removesuffix("s") if last == f"{own}s" else own


def _about(kind: type[Any]) -> str:
    """The first sentence of what is said of a kind; the rest is for programmers."""
    first, _, rest = " ".join((kind.__doc__ or "").split()).partition(". ")
    return f"{first}." if rest else first


def _filters() -> NameGroup:
    rows = tuple(
        NameRow(f"|{name}", " ".join((filter_.__doc__ or "").split()), "", f"{{{{ ...|{name} }}}}", object, name)
        for name, filter_ in FILTERS.items()
    )
    return NameGroup("|filters", "What a value can be put through: {{ ofsted.completed|words }}.", rows)
