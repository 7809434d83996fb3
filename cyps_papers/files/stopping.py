"""Ctrl-C, a closed window and a request to end: each stops a command, until it has begun to change files."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # Windows has no SIGHUP, and no other system SIGBREAK
_is_too_late = False


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt in here for whatever asks a command to end, unless it is too late for that."""
    global _is_too_late
    _is_too_late = False
    before: dict[signal.Signals, Any] = {}
    for one in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        if signal.getsignal(one) is not signal.SIG_IGN:  # nohup has it outlive its window
            before[one] = signal.signal(one, _stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def go_through() -> None:
    """Let nothing stop the command from here on: it is changing files, and will soon say which."""
    global _is_too_late
    _is_too_late = True


def _stop(_signal: int, _frame: FrameType | None) -> None:
    if not _is_too_late:
        raise KeyboardInterrupt
