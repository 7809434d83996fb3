"""Lists use Word's bullets and numbers: screen readers do not know that typed dashes and figures are a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body

TYPED = warning(
    "typed-list",
    'The bullets or numbers of this list are typed: "{text}".',
    "In the template delete them, and give the paragraphs a list by Home, Bullets or Home, Numbering.",
)
_ITEM = re.compile(r"\s*(?:[-–—*•·▪‣]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S", re.IGNORECASE)
_FEWEST = 2


def check(body: Body) -> Iterator[Problem]:
    """The first of paragraphs that follow one another and begin with a typed bullet or number."""
    shown = [paragraph for paragraph in body.paragraphs.values() if paragraph.text.strip()]
    for (is_item, _, _), group in groupby(
        shown,
        lambda paragraph: (
            not paragraph.number and not paragraph.level and bool(_ITEM.match(paragraph.text)),
            paragraph.place.table,
            paragraph.place.row,
        ),
    ):
        items = list(group)
        if is_item and len(items) >= _FEWEST:
            yield TYPED.at(items[0].place, text=" ".join(items[0].text.split())[:40])
