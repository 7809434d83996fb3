"""The files that a template may name: those in the meeting's folder and among the templates, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cyps_papers.problems import NoAnswerError, did_you_mean, shortened
from cyps_papers.vocabulary import Traced


@dataclass(frozen=True)
class Files:
    """The folders that files are looked for in, the first before the next; `used` are those that were found."""

    folders: Sequence[Path] = ()
    used: dict[str, Path] = field(default_factory=dict)

    def find(self, name: object, *endings: str) -> Path:
        """The file of this name in one of the folders; NoAnswerError where there is none with such an ending."""
        asked = text_of(name).strip()
        inside = [folder.resolve() for folder in self.folders if folder.is_dir()]
        for folder in inside:
            with suppress(OSError, ValueError):  # no file has such a name
                path = (folder / asked).resolve()
                if path.is_file() and path.suffix.lower() in endings and any(map(path.is_relative_to, inside)):
                    self.used[path.name] = path
                    return path
        there = sorted(
            path.name for folder in inside for path in folder.iterdir() if path.suffix.lower() in endings
        )  # fmt: skip
        near = did_you_mean(asked, there)
        if not near:
            near = f"Put it there; or name one that is: {', '.join(there)}." if there else "Put it there."
        raise NoAnswerError(
            f'There is no file "{shortened(asked, 100)}" in the meeting\'s folder or in templates.', near
        )


def text_of(value: object) -> str:
    """What a tag gives as text: a figure's or a cell's as it is printed."""
    return value.printed if isinstance(value, Traced) else str(value)
