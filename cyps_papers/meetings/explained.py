"""What each rule looks for, in the words of its own docstring, with its examples."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from cyps_papers.checks.example import Example
from cyps_papers.checks.registry import RULES
from cyps_papers.problems import Level, ProblemKind
from cyps_papers.publishing import accessibility
from cyps_papers.sources.registry import KINDS


@dataclass(frozen=True)
class Explained:
    """One rule by the name under which its problems are accepted: the most that it is, what it looks for, examples."""

    rule: str
    level: Level
    looks_for: str
    examples: tuple[Example, ...]

    def lines(self) -> Iterator[str]:
        """The same for officers."""
        yield f"{self.rule} ({self.level.name.lower()})"
        yield f"  {self.looks_for}"
        for example in self.examples:
            yield ""
            yield f"  For example, where {example.given}:" if example.given else "  For example:"
            yield f"    {self.level.name.lower()}: {' / '.join(example.wrong)}"
            if example.right:
                yield f"    all is well: {' / '.join(example.right)}"

    def as_data(self) -> dict[str, Any]:
        """The same for other programs."""
        examples = [
            {"given": example.given, "wrong": example.wrong, "right": example.right} for example in self.examples
        ]
        level = self.level.name.lower()
        return {"rule": self.rule, "level": level, "looks_for": self.looks_for, "examples": examples}


def rule_modules() -> dict[str, ModuleType]:
    """The modules of the rules by their names: those of every paper, of kinds of source, and of accessibility."""
    found = {name: inspect.getmodule(rule) for kind in KINDS for name, rule in kind.rules()}
    modules = {name: module for name, module in found.items() if module} | dict(RULES)
    for module in accessibility.RULES:
        modules.update(dict.fromkeys((kind.rule for kind in _kinds(module)), module))
    return modules


def explained(rule: str) -> Explained:
    """A rule that there is."""
    module = rule_modules()[rule]
    level = max(kind.level for kind in _kinds(module) if kind.rule == rule)
    return Explained(rule, level, " ".join((module.__doc__ or "").split()), getattr(module, "EXAMPLES", ()))


def _kinds(module: ModuleType) -> list[ProblemKind]:
    return [value for value in vars(module).values() if isinstance(value, ProblemKind)]
