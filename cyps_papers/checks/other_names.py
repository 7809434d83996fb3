"""The other names of what a paper speaks of, read as its usual name: those of indicators, and those in Terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from cyps_papers.figures.measure import Measure
from cyps_papers.records import TermRecord
from cyps_papers.words import stems


@dataclass
class OtherNames:
    """What else indicators, and the plans and the like of the sheet Terms, are called."""

    measures: Iterable[Measure] = ()
    terms: Iterable[TermRecord] = ()
    _stems: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a text, other names read as the usual ones, and abbreviations as what they stand for too."""
        if text not in self._stems:
            read, lower = text, text.lower()
            for first, pattern, name in self._readings:
                if first in lower:
                    read = pattern.sub(name, read)
            self._stems[text] = stems(read)
        return self._stems[text]

    @cached_property
    def _readings(self) -> list[tuple[str, re.Pattern[str], str]]:
        """What is looked for, the longest first, with its first word, and what it is read as."""
        found = [(other, measure.name, re.IGNORECASE) for measure in self.measures for other in measure.others]
        for term in self.terms:
            name = term.name.value
            found += [(other, name, re.IGNORECASE) for other in term.others if other.lower() not in name.lower()]
            if term.abbreviation:
                short = term.abbreviation.value
                found.append((short, f"{short} {name}", re.NOFLAG))
        found.sort(key=lambda each: -len(each[0]))
        return [(other.lower().split()[0], _pattern(other, flags), name.replace("\\", r"\\"))
                for other, name, flags in found]  # fmt: skip


def _pattern(name: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """A name whose words may be in the plural: 'statement of need' stands in 'statements of need'."""
    words = r"\s+".join(f"{re.escape(word)}(?:s|['’]s)?" for word in name.split())
    return re.compile(rf"\b{words}(?!\w)", flags)
