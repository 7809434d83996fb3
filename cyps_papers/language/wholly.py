"""Claims that all of something is done: 'cleared all backlogs', 'none remain', 'the plan has been completed'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cyps_papers.language.claim import Claim, Relation

SAID_BY = frozenset(
    """clear cleared clearing clears eliminate eliminated eliminating resolve resolved resolving remove removed removing
    remain remains remaining outstanding left complete completed completion delivered implemented""".split()
)
"""A sentence without one of these says nothing of the kind."""
_NOTHING_LEFT = re.compile(
    r"\b(?:clear|eliminat|resolv|remov)(?:ed|ing|e|s)?\s+(?:all|every|the (?:whole|entire))\b[^.;]{3,80}"
    r"|\b(?:all|every)\b[^.;,]{3,60}\b(?:have|has|had|were|was|are|is|been)\b[^.;,]{0,20}\b(?:cleared|eliminated|resolved|removed)\b"
    r"|\b(?:there (?:is|are) )?no (?:longer (?:any )?)?[^.;,]{3,60}\b(?:remain(?:s|ing)?|outstanding|left)\b"
    r"|\bnone (?:of [^.;,]{3,60})?(?:remain(?:s)?|outstanding|left)\b",
    re.IGNORECASE,
)
_COMPLETED = re.compile(
    r"\b(?:the )?completion of\b|\bhas (?:now )?been (?:\w+ly )?(?:completed|delivered|implemented)\b(?! by)"
    r"|\b(?:is|are|was) (?:now |\w+ly )*(?:complete|completed)\b|\bas (?:\w+ly )?(?:complete|completed)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\bplans?\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:actions?|areas?|visits?|audits?|assessments?|reviews?|recommendations?|nearly|majority|most|many|some)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\b(?:no|none|nothing|neither|nobody|not)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:will|to be|until|when|if|once|not|expected|would|should)\b", re.IGNORECASE)
_Make = Callable[[Relation, int, int], Claim]


def wholly(text: str, begin: int, end: int, has_numbers: bool, make: _Make) -> Iterator[Claim]:
    """The claims of the kind that a sentence of a text makes; `make` gives a claim of the words between two places."""
    left = _NOTHING_LEFT.search(text, begin, end)
    if left is not None:
        yield make(Relation.LEFT, *left.span())
    for said in () if has_numbers else _COMPLETED.finditer(text, begin, end):
        around = text[max(begin, said.start() - 80) : min(end, said.end() + 45)]
        before = text[max(begin, said.start() - 25) : said.end()]
        is_to_come = _NOT_YET.search(before) and not said.group().lower().startswith("as ")  # 'reported as completed'
        is_denied = _NOTHING.search(text, begin, said.start())
        near = re.split(r"[,;:]", text[max(begin, said.start() - 60) : said.start()])[-1] + said.group()
        if not is_to_come and not is_denied and _PLAN.search(around) and not _PART.search(near):
            yield make(Relation.COMPLETED, *said.span())
            return
