"""What looks like a tag and is none: tags of other programs, one brace for two, marks that do not close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cyps_papers.problems import ProblemKind, error, warning
from cyps_papers.vocabulary import Subject, names_of
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.templates.syntax import FOREIGN, ours_for
from cyps_papers.word.templates.tags import ESCAPED, KEYWORDS, Mark
from cyps_papers.word.templates.tree import BLANK, TextLine, shown

NOT_CLOSED = error("tag-not-closed", '"{tag}" is not closed.', "Type {correction}, all in one paragraph.")
NOT_BEGUN = error(
    "tag-not-closed", '"{tag}" closes a tag that was not opened.', "Type {correction}, or take the braces out."
)
LOOK_ALIKE = error("tag-look-alike", '"{tag}" is not a tag, and would be printed as it is.', "Type {correction}.")
PERHAPS = warning(
    "tag-look-alike",
    '"{tag}" looks like a tag of another program, and is printed as it is.',
    "Type a name that 'cyps-papers names' lists, in two braces: {{{{ ... }}}}; or leave it, if it should be printed.",
)
NO_SPACE = warning(
    "tag-without-space", '"{tag}" has no space after {level}.', "It works, but {correction} is the usual form."
)
ONE_TOO_MANY = warning(
    "tag-brace", 'a third brace after "{tag}" is printed.', "Take it out, unless it should be there."
)

_DOCX_TEMPLATES = re.compile(r"\+\+\+\s*[A-Za-z=*-][^+\0]{0,120}\+\+\+")
_SECTION = re.compile(r"(?<!\{)\{([#/^@~-])\s*(\w[\w.]*)[^{}\0]{0,60}\}(?!\})")
_LOOSE = re.compile(r"(?P<opens>\{[{%#][^{}\0]{0,78}(\}(?!\}))?)|(\{[^{\0]*?|[^\s{\0]{0,80}\s{0,8})(\}\}|%\}|#\})")
"""A mark that opens no tag, with what is typed after it, or one that closes none, with what is typed before."""
_SPACED = re.compile(r"\{\s+[{%]([^{}\0]{1,100})[}%]\s*\}")
_CURLY = re.compile(r"(?<![{$])\{([^{}\0]{1,100})\}(?!\})")
_SQUARE = re.compile(r"\[([^\[\]\0]{1,100})\]")
_ANGLES = re.compile(r"(?:<<|«)([^<>«»\0]{1,100})(?:>>|»)")
_FORMS: tuple[re.Pattern[str], ...] = (ESCAPED, _DOCX_TEMPLATES, _SECTION, _LOOSE, _SPACED, _CURLY, _SQUARE, _ANGLES)
"""What looks like a tag, in the order in which it is taken out of a text."""
_SIGN = re.compile(r"[{}\[<«+]")
"""Stands in all of them."""
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+(?:\([^()]*\))?)*(?=\s*(\||$))")
_INSTRUCTION = re.compile(r"(?i)endfor|endif|(el)?if\s+.*[\w.]+.*|for\s+\w+\s+in\s+.*")
_NO_SPACE = re.compile(r"\{%[-+]?\s*(tr|tc|p|r)([a-z]+)\b", re.IGNORECASE)


def check_lines(lines: Iterable[TextLine], context: Mapping[str, Subject], findings: Findings) -> None:
    """Say what opens no tag or closes none, what is another program's, and what in the text looks like a tag."""
    meant = {name: f"{root}.{name}" for root, subject in reversed(list(context.items())) for name in names_of(subject)}
    meant.update({root: root for root in context})
    for line in lines:
        for tag in line.tags:
            missing = _NO_SPACE.match(tag.typed)
            level = tag.reading.level.value
            if missing and missing.group(2).lower() in KEYWORDS and level == missing.group(1).lower():
                correction = f"{{%{level} {tag.reading.source} %}}"
                findings.of_tag(NO_SPACE, tag, level=missing.group(1), correction=correction)
            if line.is_of_story and line.rest.startswith("}", tag.end):
                findings.of_tag(ONE_TOO_MANY, tag)
        rest, forms = line.rest, _FORMS
        if not line.is_of_story:
            forms = (ESCAPED, _LOOSE)
        if not _SIGN.search(rest):
            continue
        for form in forms:
            for found in form.finditer(rest):
                kind, said = _what(found, meant)
                if kind:
                    findings.at(kind, line, found.start(), tag=shown(found.group().rstrip()), **said)
            rest = form.sub(lambda found: BLANK * len(found.group()), rest)


def _what(found: re.Match[str], meant: Mapping[str, str]) -> tuple[ProblemKind | None, dict[str, str]]:
    """The kind of problem of what looks like a tag, with what is to be said of it; None where it may well be text."""
    if found.re is ESCAPED:
        return None, {}
    if found.re is _DOCX_TEMPLATES:
        correction = "{{ name }} to print, {% for one in list %} ... {% endfor %} to repeat"
        return FOREIGN, {"program": "docx-templates", "correction": correction}
    if found.re is _SECTION:
        return FOREIGN, {"program": "docxtemplater", "correction": ours_for(found.group(1), found.group(2))}
    if found.re is _LOOSE:
        typed = found.group().rstrip()
        mark = next(mark for mark in Mark if typed.startswith(mark.opening) or typed.endswith(mark.closing))
        bare = " ".join(typed.strip("{}%# ").split()) or "..."
        correction = f"{mark.opening} {bare} {mark.closing}"
        if found.group("opens"):
            return NOT_CLOSED, {"correction": correction}
        return NOT_BEGUN, {"correction": correction}
    inside, is_square, name = found.group(1).strip(" %"), found.re is _SQUARE, ""
    if is_square and not re.search(r"[._]", inside):
        return None, {}
    if _NAME.match(inside):
        root = re.split(r"[.|]", inside)[0].strip()
        name = inside if meant.get(root) == root else meant.get(inside, "")
    if name:
        return LOOK_ALIKE, {"correction": f"{{{{ {name} }}}}"}
    if not is_square and _INSTRUCTION.fullmatch(inside):
        return LOOK_ALIKE, {"correction": f"{{% {inside} %}}"}
    return PERHAPS if not is_square and re.fullmatch(r"[A-Za-z_][\w.]*", inside) else None, {}
