"""Pictures that are far larger than what is shown of them, made smaller: who opens the paper has to wait for them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import NamedTuple

from cyps_papers.opc.package import Package
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import RELATIONSHIP

MOST_BYTES = 4_000_000
_LOOKED_AT = 100_000  # bytes: a smaller file keeps nobody waiting, however many pixels it has
_PIXELS_AN_INCH = 220  # what Word itself leaves of a picture when it compresses it for print
_TOO_MANY = 3  # times the pixels of a side that are shown
_EMU_AN_INCH = 914_400
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}


class Smaller(NamedTuple):
    """How many bytes a picture had, and has now."""

    before: int
    now: int


def reduce(package: Package) -> list[Smaller]:
    """Make the pictures of a document smaller that have over 4 MB, or many times the pixels that are shown of them."""
    large = [part for part, content in package.parts.items() if len(content) > _LOOKED_AT
             and package.type_of(part) in _FORMATS]  # fmt: skip
    if not large:
        return []
    shown = _shown(package)
    found = (_reduced(package, part, shown) for part in sorted(large))
    return [each for each in found if each]


def _shown(package: Package) -> Mapping[str, int]:
    """How many pixels wide each picture is at most shown, by its part; those that say nothing of it are left out."""
    widths: dict[str, int] = {}
    for part in [part for part in package.parts if package.type_of(part).endswith("+xml")]:
        pictures = {
            relationship.id: relationship.target
            for relationship in package.relationships(part)
            if relationship.kind == "image"
        }
        for drawing in parse(package.parts[part]).iter("{*}inline", "{*}anchor") if pictures else ():
            extent = next(drawing.iterchildren("{*}extent"), None)
            for blip in drawing.iter("{*}blip") if extent is not None else ():
                target = pictures.get(blip.get(f"{{{RELATIONSHIP}}}embed", ""), "")
                width = int(extent.get("cx", "0")) * _PIXELS_AN_INCH // _EMU_AN_INCH if extent is not None else 0
                widths[target] = max(widths.get(target, 0), width)
    return widths


def _reduced(package: Package, part: str, shown: Mapping[str, int]) -> Smaller | None:
    from PIL import Image, UnidentifiedImageError

    content = package.parts[part]
    try:
        picture = Image.open(io.BytesIO(content))
        picture.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None  # one that Pillow cannot read: Word may, so it stays
    wanted = shown.get(part, 0)
    scale = 1.0
    if wanted and picture.width > wanted * _TOO_MANY:
        scale = wanted / picture.width
    if len(content) > MOST_BYTES:
        scale = min(scale, (MOST_BYTES / 2 / len(content)) ** 0.5, (wanted or picture.width) / picture.width)
    if scale >= 1:
        return None
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    made = io.BytesIO()
    mode = "RGBA" if picture.mode == "P" and "transparency" in picture.info else picture.mode
    if mode in ("P", "1"):
        mode = "RGB"
    small = picture.convert(mode).resize(size, Image.Resampling.LANCZOS)
    small.save(made, _FORMATS[package.type_of(part)], optimize=True)
    if made.tell() >= len(content):
        return None
    package.parts[part] = made.getvalue()
    return Smaller(len(content), made.tell())
