"""What a command exits with. The command line knows it before it knows any command."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit status of a command."""

    CLEAN = 0
    PROBLEMS = 1
    WRONG_USAGE = 2
    FAULT = 3
    INTERRUPTED = 130
