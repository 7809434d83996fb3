"""What a command comes to: what it says, in order, and the status that it ends with."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.exit_status import ExitStatus
from cyps_papers.meetings.output import write_all
from cyps_papers.problems import Problem, Problems

WIDEST = 110


@dataclass
class Outcome:
    """What a command says: lines, each with whether it is an aside, and so no part of what was asked for."""

    said: list[tuple[str, bool]] = field(default_factory=list)
    status: ExitStatus = ExitStatus.CLEAN

    def answer(self, *lines: str) -> Outcome:
        """Say what was asked for."""
        self.said += [(line, False) for line in lines]
        return self

    def aside(self, *lines: str) -> Outcome:
        """Say something beside it."""
        self.said += [(line, True) for line in lines]
        return self

    def paragraphs(self, *texts: str) -> Outcome:
        """Say what was asked for, in lines that the terminal does not break."""
        for text in texts:
            indent = text[: len(text) - len(text.lstrip())]
            self.answer(*textwrap.wrap(text, _width(), subsequent_indent=indent * 2, break_long_words=False))
        return self

    def tell(self, problems: Iterable[Problem]) -> Outcome:
        """Say what is wrong."""
        return self.aside(*console.matter_lines(problems, _width()))

    def refuse(self, problems: Iterable[Problem], *lines: str) -> Outcome:
        """Say why nothing comes of it, and end with the status of problems."""
        return self.tell(problems).aside(*lines).fail()

    def fail(self, is_failed: bool = True) -> Outcome:
        """End with the status of problems."""
        if is_failed:
            self.status = ExitStatus.PROBLEMS
        return self

    def write(self, path: Path, content: bytes) -> Outcome:
        """Write one file and say so, or why not."""
        problems = Problems()
        if write_all({path.name: content}, path.parent.resolve(), problems) is None:
            return self.refuse(problems.found)
        return self.aside(f"Written: {path}")


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)
