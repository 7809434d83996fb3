"""What a camera or a program writes into a picture beside what it shows: where and when it was taken, and by whom."""

from __future__ import annotations

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_FILL, _SCAN, _COMMENT = 0xFF, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_SHOWS = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""The segments of applications that say how the picture is to be shown, with what these begin with."""
_UNSEEN = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))


def without_data(content: bytes) -> bytes:
    """A picture, JPEG or PNG, with its pixels and colours as they were and nothing else; any other as it is.

    Word turns no picture by what its camera noted, as browsers do: without that it stands alike in both.
    """
    if content.startswith(_JPEG):
        return _jpeg(content)
    if content.startswith(_PNG):
        return _png(content)
    return content


def _jpeg(content: bytes) -> bytes:
    kept, at = [_JPEG], len(_JPEG)
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content) and content[at + 1] != _SCAN:
        marker = content[at + 1]
        if marker == _FILL:
            at += 1
            continue
        segment = content[at : at + 2 + int.from_bytes(content[at + 2 : at + 4])]
        shows = marker in _SHOWS and segment[4:].startswith(_SHOWS[marker])
        if shows or (marker not in _APPLICATIONS and marker != _COMMENT):
            kept.append(segment)
        at += len(segment)
    return b"".join(kept) + content[at:]


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(content):
        chunk = content[at : at + 12 + int.from_bytes(content[at : at + 4])]
        if chunk[4:8] not in _UNSEEN:
            kept.append(chunk)
        at += len(chunk)
    return b"".join(kept)
