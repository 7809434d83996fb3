"""What looks like a tag and is none: tags of other programs, one brace for two, marks that do not close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cyps_papers.problems import error, warning
from cyps_papers.vocabulary import Subject, names_of
from cyps_papers.word.lint.findings import Findings, shown
from cyps_papers.word.lint.lines import Line, Typed
from cyps_papers.word.templates.tags import KEYWORDS, Mark

NOT_CLOSED = error(
    "tag-not-closed",
    '"{tag}" is not closed.',
    "Type {closing} at its end, in the same paragraph; or {wanted}.",
)
NOT_BEGUN = error(
    "tag-not-closed", '"{tag}" closes a tag that was not begun.', "Type {wanted}, or take the braces out."
)
LOOK_ALIKE = error("tag-look-alike", '"{tag}" is not a tag, and would be printed as it stands.', "Type {wanted}.")
PERHAPS = warning(
    "tag-look-alike",
    '"{tag}" looks like a tag of another program, and is printed as it stands.',
    "Type a name that 'cyps-papers names' lists, in two braces: {{{{ ... }}}}. If the words are meant, let them be.",
)
FOREIGN = error("tag-foreign", '"{tag}" is a tag of another program ({program}).', "Type {wanted}.")
NO_SPACE = warning(
    "tag-without-space", '"{tag}" has no space after {level}.', "It is understood; type {wanted} all the same."
)
ONE_TOO_MANY = warning("tag-brace", 'a third brace after "{tag}" is printed.', "Take it out, unless it is meant.")
PRINTS_A_BLOCK = error("tag-marks", '"{tag}" prints nothing: it is an instruction.', "Type {{% {source} %}}.")
BLOCKS_A_PRINT = error("tag-marks", '"{tag}" is not an instruction, but a name.', "Type {{{{ {source} }}}}.")

_DOCX_TEMPLATES = re.compile(r"\+\+\+\s*[A-Za-z=*-][^+]{0,120}\+\+\+")
_SECTION = re.compile(r"\{([#/^@~-])\s*(\w[\w.]*)[^{}]{0,60}\}(?!\})")
_CURLY = re.compile(r"(?<![{$])\{([^{}\0]{1,100})\}(?!\})")
_SQUARE = re.compile(r"\[([^\[\]\0]{1,100})\]")
_ANGLES = re.compile(r"(?:<<|«)([^<>«»\0]{1,100})(?:>>|»)")
_SPACED = re.compile(r"\{\s+[{%]([^{}\0]{1,100})[}%]\s*\}")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+(?:\([^()]*\))?)*(?=\s*(\||$))")
_NO_SPACE = re.compile(r"\{%[-+]?\s*(tr|tc|p|r)([a-z]+)\b", re.IGNORECASE)
_FOREIGN_PRINT = re.compile(r"^([?#/*@>=^$!&+])\s*(\w[\w.]*)?")


@dataclass(frozen=True)
class Known:
    """The names that a look-alike may mean: those a template begins with, and what each has."""

    roots: frozenset[str]
    details: Mapping[str, str]

    @classmethod
    def of(cls, context: Mapping[str, Subject]) -> Known:
        """The names of a meeting."""
        details: dict[str, str] = {}
        for root, subject in context.items():
            for name in names_of(subject):
                details.setdefault(name, f"{root}.{name}")
        return cls(frozenset(context), details)

    def meant(self, inside: str) -> str:
        """The name that the inside of a look-alike is known to mean, or ''."""
        path = inside.strip()
        if not _NAME.match(path):
            return ""
        if path.split(".")[0].split("|")[0].strip() in self.roots:
            return path
        return self.details.get(path, "")


def check_marks(lines: Iterable[Line], findings: Findings) -> None:
    """Say what opens no tag, closes none, or is written as another program's."""
    for line in lines:
        for loose in line.loose:
            section = _SECTION.match(line.text, loose.start)
            if section:
                _say_section(section, line, findings)
            elif loose.opens:
                mark = next(mark for mark in Mark if loose.typed.startswith(mark.opening))
                wanted = f"{mark.opening} {_bare(loose.typed)} {mark.closing}".replace("  ", " ")
                findings.at(NOT_CLOSED, line, loose.start, tag=shown(loose.typed), closing=mark.closing, wanted=wanted)
            else:
                mark = next(mark for mark in Mark if loose.typed.endswith(mark.closing))
                wanted = f"{mark.opening} {_bare(loose.typed)} {mark.closing}".replace("  ", " ")
                findings.at(NOT_BEGUN, line, loose.start, tag=shown(loose.typed), wanted=wanted)


def check_look_alikes(lines: Iterable[Line], known: Known, findings: Findings) -> None:
    """Say what stands in the text between tags and looks like a tag itself."""
    for line in lines:
        if line.is_paragraph:
            _check_line(line, known, findings)


def check_writing(tags: Iterable[Typed], findings: Findings) -> None:
    """Say each tag that another program would understand, or whose marks are not those that its inside needs."""
    for typed in tags:
        reading = typed.tag.reading
        missing = _NO_SPACE.match(typed.tag.typed)
        if missing and missing.group(2).lower() in KEYWORDS and reading.level.value == missing.group(1).lower():
            wanted = f"{{%{reading.level.value} {reading.source} %}}"
            findings.of_tag(NO_SPACE, typed, level=missing.group(1), wanted=wanted)
        if is_foreign(typed):
            _say_foreign(typed, findings)
        elif is_misplaced(typed):
            kind = PRINTS_A_BLOCK if reading.mark is Mark.PRINT else BLOCKS_A_PRINT
            findings.of_tag(kind, typed, source=reading.source)


def is_foreign(typed: Typed) -> bool:
    """Whether a tag in two braces is one of another program: {{#order}}, {{?users}}, {{/users}}, {{@picture}}."""
    reading = typed.tag.reading
    return reading.mark is Mark.PRINT and _FOREIGN_PRINT.match(reading.source) is not None


def is_misplaced(typed: Typed) -> bool:
    """Whether a tag has the marks of a print around an instruction, or the other way round."""
    reading = typed.tag.reading
    if reading.mark is Mark.PRINT:
        first = re.match(r"(for|if|elif|endfor|endif|else|set)\b(?!\s*[.|(=])", reading.source, re.IGNORECASE)
        return first is not None
    return reading.mark is Mark.BLOCK and bool(re.fullmatch(r"\w+(\.\w+)+(\(.*\))?(\s*\|.*)?", reading.source))


def _check_line(line: Line, known: Known, findings: Findings) -> None:
    rest = line.rest
    for typed in line.tags:
        if rest.startswith("}", typed.end):
            findings.of_tag(ONE_TOO_MANY, typed)
    for found in _DOCX_TEMPLATES.finditer(rest):
        wanted = "{{ name }} to print, {% for one in list %} ... {% endfor %} to repeat"
        findings.at(FOREIGN, line, found.start(), tag=shown(found.group()), program="docx-templates", wanted=wanted)
    for found in _SECTION.finditer(rest):
        _say_section(found, line, findings)
    for found, is_square in _candidates(rest):
        _say_look_alike(found, is_square, line, known, findings)


def _candidates(rest: str) -> Iterator[tuple[re.Match[str], bool]]:
    for form in (_CURLY, _SQUARE, _ANGLES, _SPACED):
        for found in form.finditer(rest):
            if not (form is _CURLY and (_SECTION.match(found.group()) or _SPACED.match(found.group()))):
                yield found, form is _SQUARE


def _say_look_alike(found: re.Match[str], is_square: bool, line: Line, known: Known, findings: Findings) -> None:
    inside = found.group(1).strip(" %")
    keyword = inside.split(" ")[0].lower()
    meant = known.meant(inside)
    if is_square and not re.search(r"[._]", inside):
        return
    if meant:
        findings.at(LOOK_ALIKE, line, found.start(), tag=found.group(), wanted=f"{{{{ {meant} }}}}")
    elif keyword in ("for", "if", "elif", "endfor", "endif") and not is_square and _is_instruction(inside):
        findings.at(LOOK_ALIKE, line, found.start(), tag=found.group(), wanted=f"{{% {inside} %}}")
    elif not is_square and re.fullmatch(r"[A-Za-z_][\w.]*", inside):
        findings.at(PERHAPS, line, found.start(), tag=found.group())


def _is_instruction(inside: str) -> bool:
    return bool(re.fullmatch(r"(?i)endfor|endif|(el)?if\s+.*[\w.]+.*|for\s+\w+\s+in\s+.*", inside))


def _say_section(section: re.Match[str], line: Line, findings: Findings) -> None:
    wanted = _loop(section.group(1), section.group(2))
    findings.at(FOREIGN, line, section.start(), tag=shown(section.group()), program="docxtemplater", wanted=wanted)


def _say_foreign(typed: Typed, findings: Findings) -> None:
    found = _FOREIGN_PRINT.match(typed.tag.reading.source)
    assert found is not None
    program = "poi-tl, Mustache or the like"
    findings.of_tag(FOREIGN, typed, program=program, wanted=_loop(found.group(1), found.group(2) or "name"))


def _loop(sign: str, name: str) -> str:
    if sign in "#?":
        return f"{{% for one in {name} %}} or {{% if {name} %}}"
    if sign == "^":
        return f"{{% if not {name} %}}"
    return "{% endfor %} or {% endif %}" if sign == "/" else f"{{{{ {name} }}}}"


def _bare(typed: str) -> str:
    return " ".join(typed.strip("{}%# ").split()) or "..."
