"""Pictures among the values: added to the package, related to the part that they stand in, with alternative text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cyps_papers.opc.package import OFFICE, Package, quoted

"""Word's units (EMU) in a millimetre."""


@dataclass(frozen=True)
class Picture:
    """A picture to print: its bytes, its size in Word's units (0: its own), its alternative text, and its link."""

    content: bytes
    width: int = 0
    height: int = 0
    alternative: str = ""
    link: str = ""


def picture_value(value: Any) -> Picture | None:
    """docxtpl's InlineImage as a picture; None for anything else."""
    if not hasattr(value, "image_descriptor"):
        return None
    source = value.image_descriptor
    content = source.read() if hasattr(source, "read") else Path(source).read_bytes()
    if hasattr(source, "seek"):
        source.seek(0)
    width, height = int(getattr(value, "width", 0) or 0), int(getattr(value, "height", 0) or 0)
    alternative = str(getattr(value, "alternative", "") or getattr(value, "descr", "") or "")
    return Picture(content, width, height, alternative, str(getattr(value, "anchor", "") or ""))


def picture_run(picture: Picture, package: Package, part: str, number: int) -> str:
    """The run that shows a picture; its part and relationships are added to the package."""
    from docx.image.image import Image

    image = Image.from_file(io.BytesIO(picture.content))
    width, height = image.scaled_dimensions(picture.width or None, picture.height or None)
    name = f"word/media/{sha256(picture.content).hexdigest()[:16]}.{image.ext}"
    package.add(name, picture.content, image.content_type)
    identity = package.relate(part, OFFICE + "image", name)
    return _RUN.format(
        width=int(width),
        height=int(height),
        number=number,
        alternative=quoted(picture.alternative),
        identity=identity,
        link=_link(picture, package, part),
    )


def _link(picture: Picture, package: Package, part: str) -> str:
    if not picture.link:
        return ""
    identity = package.relate(part, OFFICE + "hyperlink", picture.link, external=True)
    return f'<a:hlinkClick xmlns:a="{_DRAWINGML}" xmlns:r="{_R}" r:id="{identity}"/>'


_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RUN = (
    "<w:r><w:drawing>"
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="Picture {number}" descr={alternative}>{link}</wp:docPr>'
    f'<a:graphic xmlns:a="{_DRAWINGML}">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr={alternative}/><pic:cNvPicPr/></pic:nvPicPr>'
    f'<pic:blipFill><a:blip xmlns:r="{_R}"'
    ' r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
