"""How cells look, where officers say something by it: the colour that fills them, and text that is struck through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from colorsys import rgb_to_hsv
from dataclasses import dataclass, field

PALEST = 0.1  # of saturation: what is paler is grey or white
TRAFFIC_LIGHTS = ((0, 70), (330, 360), (70, 170))  # degrees of hue: red to amber, pink to red, green


@dataclass(frozen=True)
class Looks:
    """The colours that fill a sheet's cells, by row and column, and the cells whose text is struck through."""

    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()

    def turned(self) -> Looks:
        """The same with rows as columns."""
        fills = {(column, row): fill for (row, column), fill in self.fills.items()}
        return Looks(fills, frozenset((column, row) for row, column in self.struck))


def is_rating(colours: Iterable[str]) -> bool:
    """Whether the colours of some cells are ratings: several, or one of a traffic light."""
    different = set(colours)
    hues = [_hue_and_saturation(colour)[0] for colour in different if len(colour) == 6]
    return len(different) > 1 or any(first <= hue < last for hue in hues for first, last in TRAFFIC_LIGHTS)


def is_coloured(rgb: str) -> bool:
    """Whether six hexadecimal figures are a colour, and not white or grey."""
    return len(rgb) == 6 and _hue_and_saturation(rgb)[1] > PALEST


def _hue_and_saturation(rgb: str) -> tuple[float, float]:
    try:
        hue, saturation, _ = rgb_to_hsv(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    except ValueError:  # a colour that is none
        return 0, 0
    return hue * 360, saturation
