"""What a document that was saved in Word carries unseen, taken out before it is published."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.opc.package import (
    CORE_RELATIONSHIP,
    CORE_TYPE,
    DECLARATION,
    OFFICE,
    PACKAGE,
    Package,
    relationships_part,
)
from cyps_papers.problems import FilePlace, Problem, error
from cyps_papers.publishing.markup import Hidden, is_private, without_hidden
from cyps_papers.publishing.picture_data import without_data
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.parts.wordml import CHART_TYPE, local
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story import marks
from cyps_papers.word.templates.template import Template

LEFT = error(
    "hidden",
    "Something that readers do not see would be published with the document: {what}.",
    "In the template put a picture, or the words themselves, in its place.",
)

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_CORE_NAMES = ("title", "language", "created", "modified")
_CORE_KINDS = {"creator": Hidden.AUTHOR, "lastModifiedBy": Hidden.AUTHOR}
_COUNTED = ("revision", "lastPrinted", "version", "identifier")
"""Properties that Word counts by itself: they go without a word."""
_APP_KINDS = {
    "Company": Hidden.COMPANY,
    "Manager": Hidden.COMPANY,
    "Template": Hidden.TEMPLATE,
    "HyperlinkBase": Hidden.PATH,
    "DocSecurity": Hidden.PROTECTION,
}
_USUAL = {"Template": "Normal.dotm", "DocSecurity": "0"}
_EXTENDED = OFFICE.replace("/relationships/", "/extended-properties")
_APPLICATION = (
    f'{DECLARATION}<Properties xmlns="{_EXTENDED}"><Application>Microsoft Office Word</Application></Properties>'
)

_TAKEN = {
    "custom-properties": Hidden.CUSTOM,
    "classificationlabels": Hidden.CUSTOM,
    "thumbnail": Hidden.THUMBNAIL,
    "customXml": Hidden.DATA,
    "glossaryDocument": Hidden.GLOSSARY,
    "attachedTemplate": Hidden.TEMPLATE,
    **dict.fromkeys(("mailMergeSource", "mailMergeHeaderSource", "recipientData"), Hidden.MERGE),
    **dict.fromkeys(("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"), Hidden.COMMENTS),
    **dict.fromkeys(("vbaProject", "keyMapCustomizations", "attachedToolbars", "extensibility"), Hidden.MACROS),
    **dict.fromkeys(("webextensiontaskpanes", "webextension"), Hidden.MACROS),
}
_ALWAYS = frozenset(
    "officeDocument core-properties extended-properties styles numbering settings webSettings fontTable theme footnotes"
    " endnotes font themeOverride chartStyle chartColorStyle".split()
)
"""What a part needs that it does not name."""
_NAMED = frozenset(
    "image hyperlink header footer chart chartEx chartUserShapes diagramData diagramLayout diagramQuickStyle"
    " diagramColors diagramDrawing hdphoto".split()
)
"""What is shown where the markup of a part names it."""


def take_out(rendered: Rendered, template: Template, title: str) -> set[Hidden]:
    """Take what readers do not see out of a rendered document, and give what that was.

    `title` is its title in the sheet Documents: it stands where the template asks for none by a tag.
    """
    lines = [line for part in template.parts if part.story is None for line in part.lines]
    asks_for_title = any(line.tags and line.place.detail == "title" for line in lines)
    package, taken = rendered.published, set[Hidden]()
    for number, (story, text) in enumerate(rendered.marked):
        bare, found = without_hidden(text, _links(package, story.part))
        if bare != text:
            rendered.marked[number] = (story, bare)
            package.parts[story.part] = marks.without(bare).encode()
            taken |= found
    stories = {story.part for story, _ in rendered.marked}
    for part in sorted(package.parts):
        if part not in stories and package.type_of(part).endswith("+xml") and part.startswith("word/"):
            text = package.parts[part].decode("utf-8", "replace")
            bare, found = without_hidden(text, _links(package, part))
            if bare != text:
                package.parts[part] = bare.encode()
                taken |= found
    taken |= {*_properties(package, "" if asks_for_title else title), *_relationships(package)}
    for part, content in package.parts.items():
        if package.type_of(part) in ("image/jpeg", "image/png") and (bare_picture := without_data(content)) != content:
            package.parts[part] = bare_picture
            taken.add(Hidden.PICTURE)
    return taken


def left_in(package: Package) -> Iterator[Problem]:
    """What cannot be taken out of a document without changing what it shows."""
    for part in ["", *sorted(package.parts)]:
        for relationship in package.relationships(part):
            is_workbook = relationship.kind == "package" and package.type_of(part) == CHART_TYPE
            is_outside = relationship.external and (relationship.kind != "hyperlink" or is_private(relationship.target))
            if is_outside or (relationship.kind not in _ALWAYS | _NAMED and not is_workbook):
                yield LEFT.at(FilePlace(package.name), what=f"{relationship.kind}, {relationship.target}")


def _links(package: Package, part: str) -> dict[str, str]:
    return {
        relationship.id: relationship.target for relationship in package.relationships(part) if relationship.external
    }


def _properties(package: Package, title: str) -> Iterator[Hidden]:
    """Leave a document no properties but its title (this one, unless it is blank), its language and its dates."""
    core = package.related("", "core-properties")
    if not core:
        core = "docProps/core.xml"
        namespaces = f'xmlns:cp="{PACKAGE}metadata/core-properties" xmlns:dc="{_DUBLIN_CORE}"'
        content = f"{DECLARATION}<cp:coreProperties {namespaces}></cp:coreProperties>"
        package.add(core, content.encode(), CORE_TYPE)
        package.relate("", CORE_RELATIONSHIP, core)
    root = parse(package.parts[core])
    others = [element for element in root if local(element) not in _CORE_NAMES]
    for other in others:
        root.remove(other)
        if (other.text or "").strip() and local(other) not in _COUNTED:
            yield _CORE_KINDS.get(local(other), Hidden.KEYWORDS)
    titles = [element for element in root if local(element) == "title"] or [
        root.makeelement(f"{{{_DUBLIN_CORE}}}title")
    ]
    is_other = bool(title) and titles[0].text != title
    if is_other:
        titles[0].text = title
        root.insert(0, titles[0])
    if others or is_other:
        package.parts[core] = written(root)
    for part in package.all_related("", "extended-properties"):
        properties = parse(package.parts[part])
        if {local(element) for element in properties} - {"Application"}:
            package.parts[part] = _APPLICATION.encode()
        for element in properties:
            text = (element.text or "").strip()
            if text and local(element) in _APP_KINDS and text != _USUAL.get(local(element)):
                yield _APP_KINDS[local(element)]


def _relationships(package: Package) -> Iterator[Hidden]:
    """Take out the parts that nothing shows."""
    if set(package.parts) - _reached(package):
        yield Hidden.UNUSED
    for part in ["", *package.parts]:
        relationships = package.relationships(part)
        kept = []
        for relationship in relationships:
            is_named = bool(part) and any(
                f"{quote}{relationship.id}{quote}".encode() in package.parts[part] for quote in "\"'"
            )
            if relationship.kind in _TAKEN and not is_named:
                yield _TAKEN[relationship.kind]
            elif relationship.kind in _ALWAYS or is_named:
                kept.append(relationship)
            elif relationship.kind == "image":
                yield Hidden.UNUSED
        if len(kept) < len(relationships):
            package.set_relationships(part, kept)
    for part in set(package.parts) - _reached(package):
        package.parts.pop(part)
        package.overrides.pop(part, None)


def _reached(package: Package) -> set[str]:
    """The parts that relationships lead to from the package itself, with those that hold the relationships."""
    reached, waiting = set[str](), [""]
    while waiting:
        part = waiting.pop()
        held = relationships_part(part)
        reached |= {part, held} & set(package.parts)
        targets = {relationship.target for relationship in package.relationships(part) if not relationship.external}
        waiting += (targets & set(package.parts)) - reached
    return reached
