"""What a program has to do that makes PDF of Word documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class NoPdfError(Exception):
    """No PDF was made: its argument says why, in words that follow a colon."""


class Converter(Protocol):
    """A program that makes PDF of Word documents, as it is called."""

    @property
    def called(self) -> str: ...

    def pdfs(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The tagged PDF of each document, with its headings for bookmarks, by the same names; raises NoPdfError."""
