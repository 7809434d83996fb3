"""Which names a template uses, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cyps_papers.problems import Place


@dataclass(frozen=True)
class NameUse:
    """One name that a template uses: its path as typed, the kind of thing it was asked of, the name, and its place."""

    path: str
    kind: type[Any]
    name: str
    place: Place
