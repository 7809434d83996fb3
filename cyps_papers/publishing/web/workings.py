"""How each figure of a page was worked out: opened by the figure itself, which is a button, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from cyps_papers.vocabulary import Traced
from cyps_papers.word.story.paragraphs import Piece


@dataclass
class Workings:
    """What the page says of its figures: `of` gives the lines on one, which are none where there is nothing to say.

    Figures that were come by alike open the same lines.
    """

    of: Callable[[Traced], Sequence[str]]
    identities: dict[Sequence[str], str] = field(default_factory=dict)

    def button(self, shown: str, traced: Traced) -> str:
        """A figure as it stands in the text, opening its lines."""
        lines = self.of(traced)
        if not lines or not shown.strip():
            return shown
        identity = self.identities.setdefault(lines, f"w{len(self.identities) + 1}")
        return f'<button type="button" class="figure" popovertarget="{identity}">{shown}</button>'

    def opened(self) -> str:
        """What the buttons open. Each takes the keyboard's focus, so that it is read out, and Escape gives it back."""
        opened = ""
        for lines, identity in self.identities.items():
            said = "".join(f"<p>{escape(line)}</p>" for line in lines)
            opened += f'<div popover id="{identity}" tabindex="-1" autofocus>{said}</div>'
        return opened


class Pieces:
    """The pieces of a paragraph while its runs are read, so that each run is cut where a figure begins or ends."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._left = list(pieces)

    def cut(self, text: str) -> Iterator[Piece]:
        """The text of a run in pieces; a text that is not what comes next is nobody's figure, nor is what follows."""
        while text:
            piece, traced = self._left.pop(0) if self._left else (text, None)
            length = min(len(piece), len(text))
            if piece[:length] != text[:length]:
                self._left, piece, traced, length = [], text, None, len(text)
            if piece[length:]:
                self._left.insert(0, (piece[length:], traced))
            yield text[:length], traced
            text = text[length:]

    def skip(self, text: str) -> None:
        """Pass over what an element stands for: a tab, a break."""
        for _ in self.cut(text):
            pass
