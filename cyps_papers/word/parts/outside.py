"""What a document takes from outside its file: pictures by their addresses, fields, an attached template."""

from __future__ import annotations

import re

from cyps_papers.opc.package import Package
from cyps_papers.problems import FilePlace, Problem, error, warning
from cyps_papers.word.parts.fields import fields
from cyps_papers.word.parts.trees import parse

LINKED = error(
    "outside",
    "{what} is not in the document, but taken from elsewhere ({target}).",
    "In Word choose File, Info, Edit Links to Files, Break Link; or put it in again from a file.",
)
FETCHING_FIELD = error(
    "outside",
    "A field takes what it shows from elsewhere ({field}).",
    "Click it, press Ctrl+Shift+F9, so that only what it shows is left, and save it.",
)
CONTROL = error(
    "outside", "The document holds a control that runs a program.", "In Word take it out (Developer, Design Mode)."
)
ATTACHED = warning(
    "outside",
    "A template elsewhere is attached to the document ({target}); what is published has none.",
    "In Word choose Developer, Document Template, and type Normal.",
)

_ATTACHED = "attachedTemplate"
_THINGS = {
    "image": "A picture",
    "oleObject": "An object or a chart's data",
    "package": "An object or a chart's data",
    "mailMergeSource": "The list of a mail merge",
}
_FETCHES = re.compile(r"\s*(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|RD)\b", re.IGNORECASE)


def from_outside(package: Package) -> list[Problem]:
    """What a document would fetch when it is opened or printed; links that a reader clicks on are none of it."""
    found: list[Problem] = []
    place = FilePlace(package.name)
    for part in ["", *sorted(package.parts)]:
        for relationship in package.relationships(part):
            if relationship.external and relationship.kind == _ATTACHED:
                found.append(ATTACHED.at(place, target=relationship.target))
            elif relationship.external and relationship.kind != "hyperlink":
                what = _THINGS.get(relationship.kind, f"Its {relationship.kind}")
                found.append(LINKED.at(place, what=what, target=relationship.target))
            elif relationship.kind == "control":
                found.append(CONTROL.at(place))
        content = package.parts.get(part, b"")
        if b"instrText" in content or b"fldSimple" in content:
            asked = [field.instruction for field in fields(parse(content))]
            found += [FETCHING_FIELD.at(place, field=field) for field in asked if _FETCHES.match(field)]
    return list(dict.fromkeys(found))


def detach(package: Package) -> None:
    """Let no template be attached to a document any more."""
    for part in package.of_type("settings+xml"):
        if package.unrelate(part, lambda relationship: relationship.kind == _ATTACHED):
            package.parts[part] = re.sub(rb"<(\w+:)?attachedTemplate\b[^<>]*/>", b"", package.parts[part])
