"""What a command comes to: what it says, in order, and the status that it ends with."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cyps_papers.commands.exit_status import ExitStatus
from cyps_papers.console import Line, matter_lines, wrapped
from cyps_papers.files.workplace import digest
from cyps_papers.meetings.output import write_all
from cyps_papers.problems import Problem, Problems

WIDEST = 110


class Said(NamedTuple):
    """A line that a command says; an aside is no part of what was asked for."""

    line: Line
    is_aside: bool


@dataclass
class Outcome:
    """What a command says, in lines that the terminal does not break, and the status that it ends with.

    `opens` is what is opened in its own program at the end, where that was asked for.
    """

    said: list[Said] = field(default_factory=list)
    status: ExitStatus = ExitStatus.CLEAN
    opens: Path | None = None

    def answer(self, *lines: str, names: Collection[str] = ()) -> Outcome:
        """Say what was asked for; none of the names is cut."""
        return self._say(lines, False, names)

    def aside(self, *lines: str) -> Outcome:
        """Say something beside it."""
        return self._say(lines, True)

    def _say(self, lines: Iterable[str], is_aside: bool, names: Collection[str] = ()) -> Outcome:
        for line in lines:
            self.said += [Said(Line(text), is_aside) for text in wrapped(line, width(), names)]
        return self

    def data(self, text: str) -> Outcome:
        """Give what was asked for in the form in which other programs read it."""
        self.said.append(Said(Line(text), False))
        return self

    def tell(self, problems: Iterable[Problem], remarks: Iterable[str] = ()) -> Outcome:
        """Say what is wrong, the warnings first."""
        self.said += [Said(line, True) for line in matter_lines(problems, width(), remarks)]
        return self

    def refuse(self, problems: Iterable[Problem], *lines: str) -> Outcome:
        """Say why nothing comes of it, and end with the status of problems."""
        return self.tell(problems).aside(*lines).fail()

    def fail(self, is_failed: bool = True) -> Outcome:
        """End with the status of problems."""
        if is_failed:
            self.status = ExitStatus.PROBLEMS
        return self

    def write(self, path: Path, content: bytes, made_by_us: bytes = b"") -> Outcome:
        """Write one file and say so, or why not; one that is there and holds what those `made_by_us` do is replaced."""
        problems = Problems()

        def made_in(folder: Path) -> dict[str, str]:
            there = folder / path.name
            earlier = there.read_bytes() if made_by_us and there.is_file() else b""
            return {path.name: digest(earlier)} if made_by_us and made_by_us in earlier else {}

        if write_all({path.name: content}, path.parent.resolve(), problems, made_in) is None:
            return self.refuse(problems.found)
        return self.aside(f"Written: {path}")


def width() -> int:
    """How wide lines may be."""
    return min(shutil.get_terminal_size().columns, WIDEST)
