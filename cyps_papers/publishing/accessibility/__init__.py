"""What keeps somebody from reading a document (WCAG 2.2, level AA): one rule to a file, looked for in what is made."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import Problem
from cyps_papers.publishing.accessibility import alternative_text
from cyps_papers.publishing.part import Part
from cyps_papers.word.parts.trees import parse

RULES = (alternative_text,)


def review(part: Part) -> Iterator[Problem]:
    """What is found in a document by all rules; only one with pictures is read for them."""
    content = part.document.parts[part.document.main]
    if any(sign in content for rule in RULES for sign in rule.SIGNS):
        root = parse(content)
        paragraphs = part.paragraphs(root)
        for rule in RULES:
            yield from rule.check(root, paragraphs)
