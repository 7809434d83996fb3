"""An example of what a rule remarks on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """Paragraphs that a rule remarks on, and what it leaves alone, where the workbooks say what is `given`.

    '# Heading', '1 Numbered' and '- bullet' are paragraphs of these kinds, and tags print from the workbooks.
    """

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    given: str = ""
