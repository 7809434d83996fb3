"""What cannot be used as a Word document, told apart before anything of it is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from cyps_papers.problems import ProblemKind, error

NOT_THERE = error("file", "The file is not there.", "Check its name and folder.")
UNREADABLE = error("file", "The file cannot be read ({why}).", "Close it in Word, and check that you may open it.")
EMPTY = error("file", "The file is empty.", "Save it again in Word, or take it from a copy.")
LINK = error("file", "This is a link saved as text, not a document.", "Put the document itself in its place.")
NOT_A_PACKAGE = error("file", "This is not a Word document.", "Open it in Word and save it as Word Document (*.docx).")
PASSWORD = error(
    "file",
    "The document is protected by a password.",
    "In Word choose File, Info, Protect Document, take the password out, and save it.",
)
OLD_WORD = error(
    "file", "This is a document of Word 97-2003.", "Open it in Word and save it as Word Document (*.docx)."
)
DAMAGED = error("file", "The file is damaged ({what}).", "Open it in Word, let Word repair it, and save it again.")
TOO_LARGE = error(
    "file",
    "The file unpacks to more than a document should ({what}).",
    "Take out large pictures and attachments, or save it again in Word.",
)
MACROS = error("file", "The document is of the kind that holds macros.", "In Word save it as Word Document (*.docx).")
WORD_TEMPLATE = error(
    "file",
    "The file is a Word template (.dotx), not a document.",
    "In Word save it as Word Document (*.docx).",
)
OTHER_KIND = error("file", "This is {thing}, not a Word document.", "Check which file was meant.")
STRICT = error(
    "file",
    "The document is a Strict Open XML document.",
    "In Word save it as Word Document (*.docx), without 'Strict'.",
)
ENTITIES = error(
    "file",
    "The document declares XML entities ({part}), which Word never does.",
    "Do not use this file: take the document from whoever made it, saved by Word.",
)

LARGEST_PART = 200_000_000
LARGEST_PACKAGE = 400_000_000
MOST_PARTS = 5_000
STEEPEST = 500
"""How many times smaller than its content a large part may be: beyond that it is a zip bomb."""


_KINDS = {
    "spreadsheetml": "an Excel workbook",
    "ms-excel": "an Excel workbook",
    "presentationml": "a PowerPoint presentation",
    "ms-powerpoint": "a PowerPoint presentation",
}


class RefusedError(Exception):
    """A file that cannot be used, with the kind of problem that says why. Never leaves this room."""

    def __init__(self, kind: ProblemKind, **found: object) -> None:
        super().__init__(kind.rule)
        self.kind = kind
        self.found = found


def not_a_zip(content: bytes) -> ProblemKind:
    """What a file is that is no zip archive, and so no Word document."""
    if not content.strip():
        return EMPTY
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return PASSWORD if encrypted else OLD_WORD
    if len(content) < 500 and re.fullmatch(rb"[^\n<>]*\.docx?\s*", content):
        return LINK
    return NOT_A_PACKAGE


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a file by their names; refused where they are damaged, or a zip bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_sizes(entries)
            return {entry.filename.replace("\\", "/"): archive.read(entry) for entry in entries}
    except RuntimeError as failure:  # zipfile's word for an encrypted entry, NotImplementedError's parent
        raise RefusedError(DAMAGED, what="it cannot be unpacked") from failure
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError) as failure:
        raise RefusedError(DAMAGED, what="its parts cannot be unpacked") from failure


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise RefusedError(TOO_LARGE, what=f"{len(entries):,} parts")
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_PACKAGE or any(_is_bomb(entry) for entry in entries):
        raise RefusedError(TOO_LARGE, what=f"{total / 1_000_000:,.0f} MB")
    names = {entry.filename.lower() for entry in entries}
    if len(names) < len(entries):
        raise RefusedError(DAMAGED, what="two of its parts have one name")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    steep = entry.file_size > 10_000_000 and entry.file_size > STEEPEST * max(entry.compress_size, 1)
    return entry.file_size > LARGEST_PART or steep


def check_type(type_: str, declared: str) -> None:
    """Refuse a main part that is not a Word document's; `declared` are all the types in the file."""
    thing = next((words for sign, words in _KINDS.items() if sign in (type_ or declared)), "")
    if thing:
        raise RefusedError(OTHER_KIND, thing=thing)
    if "macroEnabled" in type_:
        raise RefusedError(MACROS)
    if type_.endswith("template.main+xml"):
        raise RefusedError(WORD_TEMPLATE)
    if not type_.endswith("wordprocessingml.document.main+xml"):
        raise RefusedError(NOT_A_PACKAGE)


def check_dialect(main: bytes) -> None:
    """Refuse a document in the strict dialect, whose names are all different."""
    if b"purl.oclc.org/ooxml" in main[:5000]:
        raise RefusedError(STRICT)


def in_utf_8(content: bytes) -> bytes:
    """XML in the encoding that Word writes, whatever it was written in."""
    encoding = re.match(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)", content)
    name = encoding.group(1).decode().lower() if encoding else "utf-8"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        name = "utf-16"
    if name in ("utf-8", "us-ascii", "ascii"):
        return content
    try:
        text = content.decode(name)
    except (LookupError, UnicodeDecodeError):
        return content
    return re.sub(r"encoding=[\"'][\w.-]+[\"']", 'encoding="UTF-8"', text, count=1).encode()


def elements(content: bytes, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a part with their attributes; refused where it is malformed or declares entities."""
    if not content.strip():
        raise RefusedError(DAMAGED, what=f"its part {part} is empty")
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise RefusedError(ENTITIES, part=part)

    parser.StartDoctypeDeclHandler = refuse
    if part.startswith("["):
        parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as failure:
        raise RefusedError(DAMAGED, what=f"its part {part} is not well formed") from failure
    return found
