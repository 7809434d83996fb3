"""Whether a file can safely be opened, told before anything tries to."""

from __future__ import annotations

import zipfile
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

from cyps_papers.files.causes import in_words
from cyps_papers.files.kinds import FileKind
from cyps_papers.files.names import OFFICE_LOCK
from cyps_papers.files.places import is_link_out_of, other_than_file
from cyps_papers.opc.archive import TooLargeError, check
from cyps_papers.problems import FilePlace, Problem, Problems, error, in_a_few_words, warning

MISSING = error("workbook-missing", "there is no such file in the folder {folder}.", "{hint}")
NOT_A_FILE = error("workbook-missing", "this is {what}, not a workbook.", "Put the workbook itself here.")
LINK = error(
    "workbook-missing",
    "this is a link to a file in another folder, which is not followed.",
    "Put the workbook itself here.",
)
EMPTY = error(
    "workbook-empty",
    "the file holds nothing (0 bytes).",
    "If it is kept in OneDrive or SharePoint, open it once in Excel so that it is copied to this computer.",
)
LOCKED = error(
    "workbook-locked",
    "the file could not be read ({reason}).",
    "Close it in Excel, or ask its owner for permission to read it.",
)
OPEN_IN_EXCEL = warning(
    "workbook-open",
    "the file is open in Excel (there is a lock file, {lock}).",
    "Save and close it, so that the newest figures are read.",
)
PASSWORD = error(
    "workbook-password",
    "the file is protected by a password.",
    "Open it in Excel and take the password off: File, Info, Protect Workbook, Encrypt with Password.",
)
OTHER_FORMAT = error("workbook-format", "the file is {what}, not an Excel workbook (.xlsx).", "{remedy}")
DAMAGED = error(
    "workbook-damaged",
    "the file is damaged ({reason}).",
    "Open it in Excel, let Excel repair it, and save it again; or get a fresh copy.",
)
TOO_BIG = error(
    "workbook-too-big",
    "the file is too big to read safely ({reason}).",
    "Copy the table that the paper needs into a new workbook, and use that.",
)
UNSAFE = error(
    "workbook-unsafe",
    "the file holds a document type definition, which no workbook needs and which can do harm; it was not opened.",
    "Find out where the file comes from. A workbook saved by Excel holds none.",
)

BIGGEST_FILE = 100_000_000  # bytes on disk
BIGGEST_SHEET = 40_000_000  # bytes of one part unpacked; about half a million cells
BIGGEST_WORKBOOK = 150_000_000
_XML = (".xml", ".rels", ".vml")
_CHUNK = 1 << 20


def file_bytes(path: Path, problems: Problems) -> bytes | None:
    """The file's bytes if there are any, of bounded size; else None and a problem. One open in Excel is told of."""
    place = FilePlace(path.name)
    # for long names Excel drops the first two letters
    lock = next(
        (lock for lock in (OFFICE_LOCK + path.name, OFFICE_LOCK + path.name[2:]) if (path.parent / lock).is_file()),
        None,
    )
    if lock:
        problems.add(OPEN_IN_EXCEL, place, lock=lock)
    try:
        if is_link_out_of(path, [path.parent]):
            problems.add(LINK, place)
            return None
        if other := other_than_file(path):
            problems.add(NOT_A_FILE, place, what=other)
            return None
        if path.stat().st_size > BIGGEST_FILE:
            problems.add(TOO_BIG, place, reason=f"over {BIGGEST_FILE // 1_000_000} MB")
            return None
        found = path.read_bytes()
    except FileNotFoundError:
        problems.add(MISSING, place, folder=path.parent.name or ".", hint=_similar_files(path))
        return None
    except OSError as reason:
        problems.add(LOCKED, place, reason=in_words(reason))
        return None
    if not found.strip(b"\0"):
        problems.add(EMPTY, place)
        return None
    return found


def _similar_files(path: Path) -> str:
    """What to do about a missing file, naming those that may be meant."""
    try:
        there = sorted(other.name for other in path.parent.iterdir() if not other.name.startswith(OFFICE_LOCK))
    except OSError:
        return "That folder is not there either. Make it, or correct its name."
    near = get_close_matches(path.stem.lower(), [Path(name).stem.lower() for name in there], n=3, cutoff=0.5)
    similar = [name for name in there if Path(name).stem.lower() in near]
    found = f"Similar names there: {', '.join(similar)}. " if similar else ""
    return f"{found}Put the file there, or correct its name."


def other_format(kind: FileKind, place: FilePlace) -> Problem:
    """What a file is that is no workbook to be read, and what to do about it."""
    if kind is FileKind.PROTECTED:
        return PASSWORD.at(place)
    return OTHER_FORMAT.at(place, what=kind.called, remedy=kind.remedy)


def fault_of_package(found: bytes, place: FilePlace) -> Problem | None:
    """Why the bytes of a zip archive are not whole, of bounded size and without harm; None if they are."""
    try:
        with zipfile.ZipFile(BytesIO(found)) as archive:
            check([part for part in archive.infolist() if not part.is_dir()])
            return _too_big(archive, place) or _harmful(archive, place)
    except TooLargeError as size:
        return TOO_BIG.at(place, reason=size)
    except Exception as reason:  # zipfile raises BadZipFile, but on spoiled files also struct, zlib, Key and OS errors
        return DAMAGED.at(place, reason=in_a_few_words(reason))


def _too_big(archive: zipfile.ZipFile, place: FilePlace) -> Problem | None:
    """By the sizes that the zip declares; reading stops at those, whatever is packed."""
    sizes = [part.file_size for part in archive.infolist() if part.filename.lower().endswith(_XML)]
    if max(sizes, default=0) > BIGGEST_SHEET or sum(sizes) > BIGGEST_WORKBOOK:
        return TOO_BIG.at(place, reason=f"{sum(sizes) // 1_000_000:,} MB when unpacked")
    return None


def _harmful(archive: zipfile.ZipFile, place: FilePlace) -> Problem | None:
    """Reads each part that will be parsed to its end, so that a wrong checksum shows here and not half way."""
    for part in archive.infolist():
        if not part.filename.lower().endswith(_XML):
            continue
        end = b""
        with archive.open(part) as stream:
            while read := stream.read(_CHUNK):
                piece = end + read  # pieces overlap by a little, so that no word is cut in two
                if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or "<!DOCTYPE".encode("utf-16-le") in piece:
                    return UNSAFE.at(place)
                end = piece[-40:]
    return None
