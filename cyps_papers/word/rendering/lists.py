"""The numbered lists of one rendering, and those made so that numbers begin again."""

from __future__ import annotations

import re

from cyps_papers.opc.package import Package
from cyps_papers.word.story.numbering import LEVELS, Numbering


class Lists:
    """The lists of one rendering: which id a list has this time round, and which ids were made for it."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.rounds: dict[str, int] = {}
        self.made: dict[tuple[str, int], str] = {}
        self.free = 1 + max((int(number) for number in numbering.lists if number.isdigit()), default=0)

    def restart(self, number: str) -> str:
        """Begin the next round of a list."""
        self.rounds[number] = self.rounds.get(number, 0) + 1
        return ""

    def identity(self, number: str) -> str:
        """The id of a list this time round: its own the first time."""
        count = self.rounds.get(number, 1)
        if count == 1:
            return number
        if (number, count) not in self.made:
            self.made[number, count] = str(self.free + len(self.made))
        return self.made[number, count]

    def write(self, package: Package) -> None:
        """Write the lists that were made into the package's numbering."""
        part = package.related(package.main, "numbering")
        if not self.made or not part:
            return
        text = package.parts[part].decode("utf-8")
        end = text.rindex("</w:num>") + len("</w:num>")
        made = "".join(self._definition(number, identity) for (number, _), identity in self.made.items())
        package.parts[part] = (text[:end] + made + text[end:]).encode()

    def _definition(self, number: str, identity: str) -> str:
        abstract = self.numbering.lists[number]
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{form.start}"/></w:lvlOverride>'
            for level in range(LEVELS)
            if (form := self.numbering.levels.get((abstract, level)))
        )
        written = re.sub(r"[^\w-]", "", abstract)
        return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{written}"/>{starts}</w:num>'
