"""A log of a fault of ours: the versions and the places in the code, and no word of what was read."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from types import TracebackType

from cyps_papers import __version__

LOG = "cyps-papers-fault.log"
_PACKAGE = Path(__file__).parents[2]
_MOST = 40  # places of one exception: an endless recursion has a thousand alike


def write_log(fault: BaseException, typed: Sequence[str], commands: Collection[str], folder: Path) -> Path | None:
    """Write the log for the officer to send, in the temporary folder if this one refuses it; None if both do."""
    text = "\n".join([*_about(typed, commands), *_chain(fault)]) + "\n"
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            (place / LOG).write_text(text, encoding="utf-8")
        except OSError:
            continue
        return place / LOG
    return None


def _about(typed: Sequence[str], commands: Collection[str]) -> Iterator[str]:
    """When it was, what ran, and which command and options were typed: not what was typed for these."""
    yield f"cyps-papers {__version__} {datetime.now():%Y-%m-%d %H:%M}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()}"
    packages = metadata.packages_distributions()
    loaded = {name for module in sys.modules if "." not in module for name in packages.get(module, ())}
    yield ", ".join(f"{name} {metadata.version(name)}" for name in sorted(loaded, key=str.lower))
    options = [found[0] for word in typed if (found := re.match("--[a-z-]+", word))]
    yield " ".join(["command:", *[word for word in typed if word in commands][:1], *options])


def _chain(fault: BaseException | None) -> Iterator[str]:
    """An exception, and those that led to it: their types, for their words may quote a cell, and their places."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield f"{type(fault).__module__}.{type(fault).__qualname__}"
        places = list(_places(fault.__traceback__))
        yield from places if len(places) <= _MOST else [*places[: _MOST // 2], "  ...", *places[-_MOST // 2 :]]
        fault = fault.__cause__ or fault.__context__


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            yield f"  {path.relative_to(_PACKAGE).as_posix()}:{line} {frame.f_code.co_name}"
        elif path.is_file():
            yield f"  {'/'.join(path.parts[-3:])}:{line} {frame.f_code.co_name}"
        else:
            yield f"  made while it ran:{line}"  # of a template, whose blocks have names that somebody typed
