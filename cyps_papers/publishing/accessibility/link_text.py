"""The words of a link say where it leads, even read on their own (WCAG 2.2, 2.4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import RELATIONSHIP, w

SAYS_NOTHING = warning(
    "link-text",
    'The words of the link, "{text}", do not say where it leads.',
    "In the template right-click it, choose Edit Hyperlink, and enter under Text to display what it leads to.",
)
_EMPTY = re.compile(
    r"(?:please )?(?:click|press|tap)? ?(?:on )?(?:here|this|link|this link|more|read more|see more|details|website"
    r"|more information|further information|find out more|download|page)|https?://\S{40,}",
    re.IGNORECASE,
)


def check(body: Body) -> Iterator[Problem]:
    """The links whose words are none, say nothing, or are a long address."""
    for link in body.root.iter(w("hyperlink")):
        text = " ".join("".join(element.text or "" for element in link.iter(w("t"))).split())
        if link.get(f"{{{RELATIONSHIP}}}id") and (_EMPTY.fullmatch(text.strip(" .,:;>»")) or not text):
            yield SAYS_NOTHING.at(body.place(link), text=text)
