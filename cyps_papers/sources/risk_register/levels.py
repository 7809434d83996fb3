"""How registers say how likely, how grave and how high a risk is: as numbers, in words, as colours, in codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cyps_papers.reading.statuses import rag_in
from cyps_papers.records import Rag
from cyps_papers.vocabulary import name_in_templates

WORDS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
RANKS = {word: int(rank) for rank, words in WORDS["ranks"].items() for word in words}
HIGH = RANKS["high"]


@dataclass(frozen=True)
class Band:
    """A rating: its wording, and the colour that it names, if it does. Of two, the one of a higher rank is graver."""

    label: str
    rag: Rag | None
    rank: int

    @property
    def code(self) -> str:
        return self.rag.code if self.rag else name_in_templates(self.label)

    @property
    def is_high(self) -> bool:
        """Whether it is rated high or above, or red."""
        return self.rag is Rag.RED or (self.rag is None and self.rank >= HIGH)

    def compares(self, other: Band) -> bool:
        """Whether both stand on one scale: of colours, or of words."""
        return (self.rag is None) == (other.rag is None)


def number_of(level: object) -> Decimal | None:
    """The number that a level is, or has beside its word: 4, '4 - Likely', 'Amber (12)'; a code has none: 'C2'."""
    if isinstance(level, Decimal):
        return level
    numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", str(level).rpartition("=")[2])
    return Decimal(numbers[0]) if len(numbers) == 1 else None


def rank_of(level: object) -> Decimal | None:
    """Where a level stands among others: its number, or else its word's place."""
    number = number_of(level)
    rank = RANKS.get(_word(str(level)))
    return Decimal(rank) if number is None and rank else number


def band_of(level: object) -> Band | None:
    """The rating that a level names, by a colour or a word: 'Amber', '12 (Amber)', 'Very high'."""
    text = str(level)
    rag = rag_in(text) if re.search(r"(?i)\b(?:blue|green|amber|red|yellow)\b|^[ragb]$", text) else None
    if rag:
        return Band(rag.label, rag, list(Rag).index(rag))
    word = _word(text)
    return Band(word.capitalize(), None, RANKS[word]) if word in RANKS else None


def _word(text: str) -> str:
    return " ".join(re.sub(r"[^a-z ]", " ", re.sub(r"\brisk\b", " ", text.lower())).split())
