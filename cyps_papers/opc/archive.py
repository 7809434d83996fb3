"""The zip archive of a package: unpacked within bounds, and written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from xml.parsers import expat

EARLIEST, LATEST = date(1980, 1, 1), date(2107, 12, 31)
"""The first and the last day that a zip archive can tell."""
LARGEST_PART = 200_000_000
LARGEST_PACKAGE = 400_000_000
MOST_PARTS = 5_000
STEEPEST = 500
"""How many times smaller than its content a large part may be: beyond that it is a zip bomb."""


class NoPackageError(Exception):
    """A zip archive that holds no package: it declares no content types."""


class DamagedError(Exception):
    """A package that cannot be read: its argument says what is wrong with it."""


class TooLargeError(Exception):
    """A package that unpacks to more than any document or workbook holds: its argument says how much."""


class EntitiesError(Exception):
    """A part with a document type declaration, which can do harm, and which Office never writes."""


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a package by their names, in the order of the file.

    Raises DamagedError, and TooLargeError by the sizes that the archive declares, before anything is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            check(entries)
            return {entry.filename.replace("\\", "/"): archive.read(entry) for entry in entries}
    except RuntimeError as failure:  # zipfile's word for an encrypted entry, NotImplementedError's parent
        raise DamagedError("it cannot be unpacked") from failure
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError) as failure:
        raise DamagedError("its parts cannot be unpacked") from failure


def check(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Raise TooLargeError or DamagedError for what need not be unpacked to be refused: too much, or one name twice."""
    if len(entries) > MOST_PARTS:
        raise TooLargeError(f"{len(entries):,} parts")
    total = sum(entry.file_size for entry in entries)
    large = [entry for entry in entries if entry.file_size > LARGEST_PART]
    steep = [entry for entry in entries if entry.file_size > max(10_000_000, STEEPEST * entry.compress_size)]
    if total > LARGEST_PACKAGE or large or steep:
        raise TooLargeError(f"{total / 1_000_000:,.0f} MB")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise DamagedError("two of its parts have one name")


def zipped(parts: Mapping[str, bytes], when: date) -> bytes:
    """The file of these parts, in their order; dated this day, or the nearest there can be, and never by the clock."""
    day = min(max(when, EARLIEST), LATEST)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on every system
            archive.writestr(entry, part)
    return content.getvalue()


def elements(content: bytes, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a part ('uri name') with their attributes, where it declares types or relationships; else none.

    Raises DamagedError where it is not well formed, and EntitiesError where it has a document type declaration.
    """
    if not content.strip():
        raise DamagedError(f"its part {part} is empty")
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise EntitiesError(part)

    parser.StartDoctypeDeclHandler = refuse
    if part.startswith("[") or part.endswith(".rels"):  # of the others only their form is wanted
        parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as failure:
        raise DamagedError(f"its part {part} is not well formed") from failure
    return found
