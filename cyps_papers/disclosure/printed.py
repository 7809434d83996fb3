"""What papers print of people: the counts of one paper, or of the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_papers.origin import Origin


@dataclass(frozen=True)
class CountPrinted:
    """A count of people as a paper prints it: of what, by its source and subject, of when, in words, and how many;
    None where it is withheld.
    """

    of: Origin
    when: str
    count: int | None


@dataclass(frozen=True)
class EarlierPaper:
    """The paper of an earlier meeting, with the counts that it printed.

    Where it `is_lost`, they are those of its workbooks, and which of them it printed is not known.
    """

    meeting: str
    counts: tuple[CountPrinted, ...]
    is_lost: bool = False
