"""Pictures, charts and text boxes are in line with the text: screen readers can miss those that float."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body, is_decoration

FLOATS = warning(
    "inline-objects",
    "A picture, chart or text box floats beside the text, so it has no place in the order of reading.",
    "In the template click on it, choose Layout Options beside it, and In Line with Text.",
)


def check(body: Body) -> Iterator[Problem]:
    """The drawings that are anchored, those that only decorate apart."""
    for drawing in body.drawings:
        anchored = next(drawing.iterchildren("{*}anchor"), None)
        if anchored is None or is_decoration(anchored):
            continue
        yield FLOATS.at(body.place(drawing))
