"""Colours and a bar of progress, for terminals that have them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from cyps_papers import progress

if TYPE_CHECKING:
    from cyps_papers.console import Line

STYLES: dict[str, dict[str, Any]] = {"FILE": {"bold": True}, "WARNING": {"fg": "yellow"}, "ERROR": {"fg": "red"}}
"""How the tones of lines look."""
SECONDS = 1  # before anything is said of progress: most commands have ended by then
WIDTH = 30  # of the bar
_shown = 0  # characters of the bar that stand on the terminal


def say(line: Line, is_aside: bool) -> None:
    """Say a line, in colours where there are any and whoever runs this has not asked for none (no-color.org)."""
    text = line.text
    if line.tone:
        text = click.style(text[: line.toned], **STYLES[line.tone.name]) + text[line.toned :]
    wants_none = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    click.echo(text, err=is_aside, color=False if wants_none else None)


def show_progress() -> None:
    """From here on show on the terminal, where there is one, what a command is doing and how far it has got."""
    since = monotonic()

    def show(doing: str, done: int, of: int) -> None:
        global _shown
        if monotonic() - since < SECONDS:
            return
        clear()
        filled = WIDTH * done // of
        line = f"{doing} ... [{'#' * filled}{'-' * (WIDTH - filled)}]"
        with suppress(OSError):  # nobody has to see it
            click.echo(line, err=True, nl=False)
        _shown = len(line)

    progress.tell(show if sys.stderr and sys.stderr.isatty() else None)


def clear() -> None:
    """Take the bar away, for what is said next."""
    global _shown
    if _shown:
        with suppress(OSError):
            click.echo(f"\r{' ' * _shown}\r", err=True, nl=False)
    _shown = 0
