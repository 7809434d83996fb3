"""A meeting's folder made anew: whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from cyps_papers.problems import FilePlace, Problems, error

EXISTS = error("folder-exists", "there is such a folder already.", "Give another name, or move that folder away first.")
CANNOT_MAKE = error(
    "cannot-write",
    "the folder cannot be made: {why}.",
    "Choose another place, or ask for access to this one.",
)


def is_free(new: Path, problems: Problems) -> bool:
    """Whether there is no such folder yet, which is a problem otherwise."""
    if new.exists():
        problems.add(EXISTS, FilePlace(f"{new.parent.name}/{new.name}"))
        return False
    return True


def write_folder(files: Mapping[str, bytes], new: Path, problems: Problems) -> bool:
    """Put the files into a folder aside, then give it its name: whether it was made."""
    aside = new.with_name(f"{new.name}.making")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name, content in files.items():
            (aside / name).write_bytes(content)
        aside.rename(new)
    except OSError as reason:
        shutil.rmtree(aside, ignore_errors=True)
        problems.add(CANNOT_MAKE, FilePlace(str(new)), why=(reason.strerror or str(reason)).lower())
        return False
    return True
