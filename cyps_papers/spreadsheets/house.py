"""The formats of the house, as the meetings' workbooks have them: headings white on blue, thin grey lines."""

from __future__ import annotations

from enum import IntEnum

from cyps_papers.spreadsheets.frame import MAIN


class Style(IntEnum):
    """The formats by their numbers in `STYLES`."""

    TITLE = 1
    NOTE = 2
    HEADING = 3
    TEXT = 4
    LINK = 5
    NUMBER = 6
    WHOLE = 7
    SHARE = 8
    EXACT_SHARE = 9
    DAY = 10


_FONTS = (
    '<sz val="11"/><color rgb="FF1F2937"/>',
    '<b/><sz val="16"/><color rgb="FF1F3864"/>',
    '<sz val="11"/><color rgb="FF404040"/>',
    '<b/><sz val="11"/><color rgb="FFFFFFFF"/>',
    '<u/><sz val="11"/><color rgb="FF0563C1"/>',
)
_NONE, _TITLE, _NOTE, _HEADING, _LINK = range(5)
_EXACT_SHARE, _DAY = 164, 165  # formats of our own; those before them are Excel's
_SIDES = "".join(f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in "left right top bottom".split())


def _bare(font: int) -> str:
    return f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1"/>'


def _boxed(number: int = 0, font: int = _NONE, fill: int = 0, aligned: str = 'vertical="top"') -> str:
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="1" xfId="0" applyNumberFormat="1"'
        ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment {aligned} wrapText="1"/></xf>'
    )


_FORMATS = (
    _bare(_NONE),
    _bare(_TITLE),
    _bare(_NOTE),
    _boxed(font=_HEADING, fill=2, aligned='vertical="center"'),
    _boxed(),
    _boxed(font=_LINK),
    _boxed(),
    _boxed(3),
    _boxed(9),
    _boxed(_EXACT_SHARE),
    _boxed(_DAY, aligned='horizontal="left" vertical="top"'),
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="{_EXACT_SHARE}" formatCode="0.0###%"/>'
    f'<numFmt numFmtId="{_DAY}" formatCode="d mmmm yyyy"/></numFmts><fonts count="{len(_FONTS)}">'
    f'{"".join(f"""<font>{font}<name val="Calibri"/><family val="2"/></font>""" for font in _FONTS)}</fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/><bgColor indexed="64"/></patternFill></fill>'
    '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    f"<border>{_SIDES}<diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">{"".join(_FORMATS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The workbook's own style sheet."""
