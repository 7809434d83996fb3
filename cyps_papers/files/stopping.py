"""Ctrl-C, a closed window and a request to end: each stops a command, until it has begun to change files."""

from __future__ import annotations

import signal
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # Windows has no SIGHUP, and no other system SIGBREAK
_is_too_late = False


def listen() -> None:
    """From here on raise KeyboardInterrupt for whatever asks this process to end, until it is too late for that."""
    for name in _NAMES:
        one = getattr(signal, name, None)
        if one is not None and signal.getsignal(one) is not signal.SIG_IGN:  # as nohup has it, to outlive its window
            signal.signal(one, _stop)


def leave_to_another() -> None:
    """From here on let nothing stop this process: the one that started it is asked to end, and waits for this."""
    for name in _NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def begin() -> None:
    """Say that a command begins, which has changed nothing yet."""
    global _is_too_late
    _is_too_late = False


def go_through() -> None:
    """Let nothing stop the command from here on: it is changing files, and will soon say which."""
    global _is_too_late
    _is_too_late = True


def is_too_late() -> bool:
    """Whether files may have been changed already."""
    return _is_too_late


def _stop(_signal: int, _frame: FrameType | None) -> None:
    if not _is_too_late:
        raise KeyboardInterrupt
