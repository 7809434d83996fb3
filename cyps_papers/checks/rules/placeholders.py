"""Something typed in a template was left to be filled in, and would be published so: [insert number], TBC, XX, ???"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.pack import Pack
from cyps_papers.problems import Problem, warning

LEFT = warning(
    "placeholders", '"{words}" was left to be filled in.', "Fill it in, or take it out; in a workbook it may stand."
)
_PLACEHOLDER = re.compile(
    r"\[(?:insert|enter|add|type|fill in|tbc|tba|date|name|number|figure|to be)\b[^\]]*\]|\bTB[CA]\b|\bXX+\b|\?\?+"
    r"|\blorem ipsum\b",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    for passage in pack.passages:
        for match in _PLACEHOLDER.finditer(passage.text):
            if passage.is_typed(match.start()):
                yield LEFT.at(passage.place, words=match.group())
