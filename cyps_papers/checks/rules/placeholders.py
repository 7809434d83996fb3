"""Something in a template was left to be filled in, and would be published like that: [insert number], TBC, XX, ???,
£X, (figure to follow), DN: or anything highlighted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.problems import About, Problem, shortened, warning

EXAMPLES = (Example(("1 There were [insert number] cases.",), ("1 There were 31 cases.",)),)
LEFT = warning(
    "placeholders", '"{words}" was left to be filled in.', "Fill it in, or take it out; in a workbook it can stay."
)
HIGHLIGHTED = warning(
    "placeholders",
    '"{words}" is highlighted, as if it had still to be decided.',
    "Decide it, and take the highlight off: select the words, and choose No Colour under Text Highlight Colour.",
)
MOST_SHOWN = 60  # characters of what is highlighted
_STILL = (
    r"(?:to (?:be (?:confirmed|added|announced|inserted|updated|supplied|agreed|checked)|follow|come)|awaited|tb[acd])"
)
_THING = r"(?:figures?|amounts?|numbers?|dates?|names?|data|details?|values?|percentages?|costs?|text|wording)"
_PLACEHOLDER = re.compile(
    rf"\[(?:(?:insert|enter|add|type|fill in|tb[acd]|dn|date|name|number|figure|to be)\b[^\]]*|[^\]]*\b{_STILL})\]"
    r"|<(?:insert|enter|add|type)\b[^<>]*>|(?<![\w#])##+(?!\w)|\b(?:add|insert|enter) (?:more )?text here\b"
    rf"|\((?:[a-z]+ ){{0,2}}{_THING} {_STILL}\)|\(to be (?:confirmed|added|inserted|supplied)\)"
    r"|\bTB[ACD]\b|\bXX+\b|\?\?+|£ ?(?:X+(?:,X+)*(?:k|m|bn)?\b|_+|\?)|\bX+%"
    r"|(?<![\w_])_{3,}(?= ?(?:%|per cent|(?-i:[a-z]{3})))"
    r"|\bDN ?[:–-]|\bdraft(?:ing|er[’']s) note\b|\blorem ipsum\b",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    for passage in pack.passages:
        if all(printed is not None for _, printed in passage.paragraph.pieces):
            continue
        for match in _PLACEHOLDER.finditer(passage.text):
            if passage.is_typed(match.start()):
                about = [passage.sentence_at(match.start()).about(match.group())]
                yield LEFT.at(passage.place, about, words=match.group())
        highlighted = passage.paragraph.highlighted.strip()
        if highlighted and not _PLACEHOLDER.search(highlighted):
            words = shortened(highlighted, MOST_SHOWN)
            yield HIGHLIGHTED.at(passage.place, [About((highlighted, words))], words=words)
