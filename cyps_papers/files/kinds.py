"""What a file is by what it holds, whatever it is called."""

from __future__ import annotations

import re
import zipfile
from enum import Enum
from io import BytesIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of Office 97 to 2003 begins, and one of today that a password protects."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_START = 4000  # bytes by which a text is told
_AS_XLSX = "Open it in Excel and save it as an Excel Workbook (.xlsx)."
_AS_DOCX = "Open it in Word and save it as a Word Document (.docx)."


class FileKind(Enum):
    """What a file is: in words, and what to do with it where a workbook or a Word document is wanted."""

    EXCEL = ("an Excel workbook", "")
    XLS = ("an old Excel workbook (.xls)", _AS_XLSX)
    XLSB = ("a binary workbook (.xlsb)", _AS_XLSX)
    ODS = (
        "an OpenDocument spreadsheet (.ods)",
        "Open it in Excel or LibreOffice and save it as an Excel Workbook (.xlsx).",
    )
    XML_2003 = ("an XML Spreadsheet 2003", _AS_XLSX)
    WORD = ("a Word document", "Check which file was meant.")
    OLD_WORD = ("an old Word document (.doc)", _AS_DOCX)
    ODT = ("an OpenDocument text (.odt)", _AS_DOCX)
    RTF = ("a document in Rich Text Format (.rtf)", _AS_DOCX)
    POWERPOINT = ("a PowerPoint presentation", "Check which file was meant.")
    PROTECTED = (
        "protected by a password",
        "Open it in Word or Excel and take the password off: File, Info, Protect, Encrypt with Password.",
    )
    OLD_OFFICE = (
        "an old Office document, or protected by a password",
        "Open it in the program that made it and save it as .xlsx or .docx, without a password.",
    )
    PDF = ("a PDF", "Ask its author for the workbook or document that it was made from.")
    NUMBERS = ("an Apple Numbers or Pages document", "Export it there: File, Export To, Excel or Word.")
    PICTURE = ("a picture", "Ask its author for the workbook or document that it shows.")
    WEB_PAGE = ("a web page saved under a workbook's name", _AS_XLSX)
    LINK = (
        "a link to a file that is kept elsewhere",
        "Open that file once so that it is copied to this computer, and put the file itself in this one's place.",
    )
    ZIP = ("a zip file", "Unpack it, and use the file that is in it.")
    TEXT = (
        "plain text (perhaps .csv)",
        "If it has a comma or tab between values, give it the ending .csv; else save it as .xlsx.",
    )
    DAMAGED = ("damaged", "Open it in the program that made it, let that repair it, and save it again.")
    EMPTY = ("empty", "If it is kept in OneDrive or SharePoint, open it once so that it is copied to this computer.")
    OTHER = ("something else under a workbook's name", _AS_XLSX)

    def __init__(self, called: str, remedy: str) -> None:
        """What it is `called` as 'the file is ...' goes on, and the `remedy`: what an officer does about it."""
        self.called = called
        self.remedy = remedy


def file_kind(found: bytes) -> FileKind:
    """What a file's bytes are; a zip archive is damaged where its parts cannot be listed."""
    if not found.strip(b"\0 \r\n\t"):
        return FileKind.EMPTY
    if found.startswith(OLE):
        return _in_ole(found)
    if found.startswith(b"PK"):
        return _in_zip(found)
    for start, kind in _BEGINNINGS:
        if found.startswith(start):
            return kind
    return _in_text(found)


def _in_ole(found: bytes) -> FileKind:
    """By the names in the container's directory, which are in UTF-16."""
    for names, kind in _STREAMS:
        if any(name.encode("utf-16-le") in found for name in names):
            return kind
    return FileKind.OLD_OFFICE


def _in_zip(found: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(found)) as archive:
            parts = {name.lower() for name in archive.namelist()}
            start = archive.read("mimetype")[:100] if "mimetype" in parts else b""
    except Exception:  # zipfile raises BadZipFile, but on spoiled files also struct, zlib, Key and OS errors
        return FileKind.DAMAGED
    if b"opendocument.text" in start:
        return FileKind.ODT
    if start or "mimetype" in parts:
        return FileKind.ODS
    if "xl/workbook.bin" in parts:
        return FileKind.XLSB
    if any(name.startswith("word/") for name in parts):
        return FileKind.WORD
    if any(name.startswith("ppt/") for name in parts):
        return FileKind.POWERPOINT
    if any(name.endswith(".iwa") for name in parts) or "index.zip" in parts:
        return FileKind.NUMBERS
    return FileKind.EXCEL if "[content_types].xml" in parts else FileKind.ZIP


def _in_text(found: bytes) -> FileKind:
    if len(found) < 500 and re.fullmatch(rb"[^\n<>,\t]*\.(?:docx?|xlsx?)\s*|\[InternetShortcut\].*", found, re.DOTALL):
        return FileKind.LINK
    start = found[:_START].decode("utf-16" if found.startswith(UTF_16) else "utf-8", "replace")
    text = start.lstrip("\ufeff \r\n\t").lower()
    if text.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return FileKind.XML_2003
    if text.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")) or "<html" in text:
        return FileKind.WEB_PAGE
    is_text = b"\0" not in found or found.startswith(UTF_16)
    if is_text and (text.isprintable() or re.match(r"[\w \"',;\t.-]+[\r\n]", text)):
        return FileKind.TEXT
    return FileKind.OTHER


_STREAMS = (
    (("EncryptedPackage",), FileKind.PROTECTED),
    (("WordDocument",), FileKind.OLD_WORD),
    (("PowerPoint Document",), FileKind.POWERPOINT),
    (("Workbook", "Book"), FileKind.XLS),
)
_BEGINNINGS = (
    (b"%PDF", FileKind.PDF),
    (b"{\\rtf", FileKind.RTF),
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"RIFF", FileKind.PICTURE),
    (b"L\0\0\0\x01\x14\x02\0", FileKind.LINK),
)
