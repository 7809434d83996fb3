"""Where a paragraph of a document stands, as an officer sees it in Word."""

from __future__ import annotations

from typing import NamedTuple

from cyps_papers.problems import shortened

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


class DocumentPlace(NamedTuple):
    """A paragraph of a document; a tuple, as there is one for each, and a tuple is made in a tenth of the time.

    `number` is its automatic number ('13'), or that of the paragraph it stands under; `item` its letter; `bullet`
    its count among the bullets under that; `nth` its count among the paragraphs without a number there. `table`,
    `row` and `column` count from 1, and are 0 outside tables. `story` is '' in the body ('the header' otherwise),
    and `part_order` and `ordinal` put places in the order of the document.
    """

    document: str
    story: str = ""
    heading: str = ""
    number: str = ""
    item: str = ""
    bullet: int = 0
    nth: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    is_heading: bool = False
    in_text_box: bool = False
    detail: str = ""
    part_order: int = 0
    ordinal: int = 0

    @property
    def file(self) -> str:
        return self.document

    @property
    def order(self) -> tuple[object, ...]:
        return (self.part_order, self.ordinal)

    @property
    def section(self) -> str:
        return self.heading

    def within(self) -> str:
        """The place in words: 'under "Background", paragraph 2, third bullet'."""
        if not self.heading or self.table or self.is_heading:
            return self.beneath()
        return self.beneath(f'under "{shortened(self.heading, 70)}"')

    def beneath(self, heading: str = "") -> str:
        """The place without the heading that it stands under, or with this: 'paragraph 2, third bullet'."""
        story = f"in {self.story}" if self.story else ""
        return ", ".join(filter(None, [story, heading, *self._spot()]))

    def _spot(self) -> list[str]:
        if self.table:
            counted = {"table": self.table, "row": self.row, "column": self.column}
            place = [f"{what} {count}" for what, count in counted.items() if count]
            if self.nth > 1:
                place.append(f"{ordinal(self.nth)} paragraph")
        elif self.is_heading:
            place = [f'heading "{shortened(self.heading, 70)}"']
        else:
            place = self._paragraph()
        return [*place, self.in_text_box * "text box", self.detail]

    def _paragraph(self) -> list[str]:
        place = []
        if self.number:
            place.append(self.number if " " in self.number else f"paragraph {self.number}")
        if self.item:
            place.append(f"item ({self.item})")
        if self.bullet:
            place.append(f"{ordinal(self.bullet)} bullet")
        elif self.nth and place:
            after = f"after {', '.join(place)}"
            return [after if self.nth == 1 else f"{ordinal(self.nth)} paragraph {after}"]
        elif self.nth and not self.story:
            return [f"{ordinal(self.nth)} paragraph"]
        return place


def ordinal(count: int) -> str:
    """A count as officers say it: 3 is 'third', 13 is '13th'."""
    if count <= len(_ORDINALS):
        return _ORDINALS[count - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count % 100 not in (11, 12, 13) else "th"
    return f"{count:,}{ending}"
