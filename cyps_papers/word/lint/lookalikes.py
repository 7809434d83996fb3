"""What looks like a tag and is none: tags of other programs, one brace for two, marks that do not close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cyps_papers.problems import error, warning
from cyps_papers.vocabulary import Subject, names_of
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.templates.syntax import FOREIGN, ours_for
from cyps_papers.word.templates.tags import KEYWORDS, Mark
from cyps_papers.word.templates.tree import BLANK, TextLine, shown

NOT_CLOSED = error(
    "tag-not-closed", '"{tag}" is not closed.', "Type {closing} at its end, in the same paragraph; or {correction}."
)
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

_LOOSE = re.compile(r"(?P<opens>\{[{%#][^{}\0]{0,78}(\}(?!\}))?)|(\{[^{\0]*?|[^\s{\0]{0,80}\s{0,8})(\}\}|%\}|#\})")
"""A mark that opens no tag, with what is typed after it, or one that closes none, with what is typed before."""
_DOCX_TEMPLATES = re.compile(r"\+\+\+\s*[A-Za-z=*-][^+]{0,120}\+\+\+")
_SECTION = re.compile(r"\{([#/^@~-])\s*(\w[\w.]*)[^{}]{0,60}\}(?!\})")
_CURLY = re.compile(r"(?<![{$])\{([^{}\0]{1,100})\}(?!\})")
_SQUARE = re.compile(r"\[([^\[\]\0]{1,100})\]")
_ANGLES = re.compile(r"(?:<<|«)([^<>«»\0]{1,100})(?:>>|»)")
_SPACED = re.compile(r"\{\s+[{%]([^{}\0]{1,100})[}%]\s*\}")
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
        for mark in _LOOSE.finditer(line.rest):
            _say_loose(mark, line, findings)
        if line.is_of_story:
            _check_text(line, meant, findings)


def _say_loose(found: re.Match[str], line: TextLine, findings: Findings) -> None:
    if section := _SECTION.match(line.rest, found.start()):
        _say_section(section, line, findings)
        return
    typed = found.group().rstrip()
    mark = next(mark for mark in Mark if typed.startswith(mark.opening) or typed.endswith(mark.closing))
    bare = " ".join(typed.strip("{}%# ").split()) or "..."
    kind = NOT_BEGUN
    if found.group("opens"):
        kind = NOT_CLOSED
    correction = f"{mark.opening} {bare} {mark.closing}"
    findings.at(kind, line, found.start(), tag=shown(typed), closing=mark.closing, correction=correction)


def _check_text(line: TextLine, meant: Mapping[str, str], findings: Findings) -> None:
    rest = _LOOSE.sub(lambda mark: BLANK * len(mark.group()), line.rest)
    for found in _DOCX_TEMPLATES.finditer(rest):
        correction = "{{ name }} to print, {% for one in list %} ... {% endfor %} to repeat"
        findings.at(
            FOREIGN, line, found.start(), tag=shown(found.group()), program="docx-templates", correction=correction
        )
    for found in _SECTION.finditer(rest):
        _say_section(found, line, findings)
    for form in (_CURLY, _SQUARE, _ANGLES, _SPACED):
        for found in form.finditer(rest):
            if form is not _CURLY or not (_SECTION.match(found.group()) or _SPACED.match(found.group())):
                _say_look_alike(found, line, meant, findings)


def _say_look_alike(found: re.Match[str], line: TextLine, meant: Mapping[str, str], findings: Findings) -> None:
    inside, is_square = found.group(1).strip(" %"), found.re is _SQUARE
    if is_square and not re.search(r"[._]", inside):
        return
    name = ""
    if _NAME.match(inside):
        root = re.split(r"[.|]", inside)[0].strip()
        name = inside if meant.get(root) == root else meant.get(inside, "")
    if name:
        findings.at(LOOK_ALIKE, line, found.start(), tag=found.group(), correction=f"{{{{ {name} }}}}")
    elif not is_square and _INSTRUCTION.fullmatch(inside):
        findings.at(LOOK_ALIKE, line, found.start(), tag=found.group(), correction=f"{{% {inside} %}}")
    elif not is_square and re.fullmatch(r"[A-Za-z_][\w.]*", inside):
        findings.at(PERHAPS, line, found.start(), tag=found.group())


def _say_section(section: re.Match[str], line: TextLine, findings: Findings) -> None:
    correction = ours_for(section.group(1), section.group(2))
    findings.at(
        FOREIGN, line, section.start(), tag=shown(section.group()), program="docxtemplater", correction=correction
    )
