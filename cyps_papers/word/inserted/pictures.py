"""Pictures from files: docxtpl's InlineImage, in the part that it stands in and with its alternative text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from cyps_papers.opc.package import OFFICE, Package, quoted
from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import question
from cyps_papers.word.inserted.files import Files, text_of

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
UNITS = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": 12_700}
"""Word's units (EMU) in each."""
WIDEST = 16 * UNITS["cm"]
"""As wide as the text of a page is: a picture of no stated size is made no wider."""
_SIZE = re.compile(rf"(\d+(?:\.\d+)?)\s*({'|'.join(UNITS)})")


@dataclass(frozen=True)
class Picture:
    """A picture to print: its file's name and content, its size in Word's units, its alternative text, its link."""

    name: str
    content: bytes
    width: int
    height: int
    alternative: str
    link: str = ""

    def __str__(self) -> str:
        return self.alternative


def picture(files: Files) -> Callable[..., Picture]:
    """The question that a template asks for a picture: its file, its width or height ("12 cm"), what it shows."""

    @question('("map.png", width="12 cm", alt="Map of the area")')
    def ask(name: object, width: object = None, height: object = None, alt: object = "", link: object = "") -> Picture:
        from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
        from docx.image.image import Image

        path = files.find(name, *ENDINGS)
        shows = text_of(alt).strip()
        if not shows:
            raise NoAnswerError(
                f"The picture {path.name} has no alternative text.",
                f'Say what it shows, for those who cannot see it: picture("{path.name}", alt="Map of the area").',
            )
        content = path.read_bytes()
        try:
            image = Image.from_blob(content)
            wide, high = image.scaled_dimensions(_length(width), _length(height))
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError):
            raise NoAnswerError(
                f"{path.name} is not a picture that can be read.", "Save it again as PNG or JPEG."
            ) from None
        if width is None and height is None and wide > WIDEST:
            wide, high = image.scaled_dimensions(WIDEST)
        return Picture(path.name, content, int(wide), int(high), shows, str(link))

    return ask


def _length(size: object) -> Any:
    """A size in Word's units; None where none is asked for."""
    if size is None:
        return None
    found = _SIZE.fullmatch(str(size).strip())
    if not found or not float(found.group(1)):
        raise NoAnswerError(f'"{size}" is not a size.', 'Type a number and its unit, for example "12 cm" or "80 mm".')
    return int(float(found.group(1)) * UNITS[found.group(2)])


def picture_run(shown: Picture, package: Package, part: str) -> str:
    """The run that shows a picture; its part and the relationship to it are added to the package."""
    from docx.image.image import Image
    from docx.oxml.shape import CT_Inline
    from docxtpl import InlineImage

    def new_pic_inline(descriptor: io.BytesIO, width: Any, height: Any) -> Any:
        """What InlineImage asks of the part that is being rendered."""
        image = Image.from_file(descriptor)
        name = f"word/media/{sha256(shown.content).hexdigest()[:16]}.{image.ext}"
        package.add(name, shown.content, image.content_type)
        return CT_Inline.new_pic_inline(0, package.relate(part, OFFICE + "image", name), shown.name, width, height)

    def relate_to(target: str, kind: str, is_external: bool) -> str:
        return package.relate(part, kind, target, external=is_external)

    rendered = SimpleNamespace(
        current_rendering_part=SimpleNamespace(new_pic_inline=new_pic_inline, relate_to=relate_to)
    )
    drawing = str(InlineImage(rendered, io.BytesIO(shown.content), shown.width, shown.height, shown.link))
    drawing = drawing[drawing.index("<w:drawing>") : drawing.index("</w:drawing>")]
    described = re.sub(r"<(wp:docPr|pic:cNvPr) ", rf"<\1 descr={quoted(shown.alternative)} ", drawing)
    return f"<w:r>{described}</w:drawing></w:r>"
