"""What names and periods of the workbooks say to the rules."""

from __future__ import annotations

import re


def numbers_in(name: str) -> list[str]:
    """The numbers in a name, each with the words beside it: 'for 6 weeks'."""
    return re.findall(r"\S+ [\d,]+ \w+", name.lower())
