"""The fields of a kind of table, declared in a file beside it: each with its usual headings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cyps_papers.reading.headings import Field


def fields_in(declarations: Path) -> tuple[Field, ...]:
    """The fields that a .toml file declares, in its order: a table for each, its keys as the attributes of `Field`."""
    read: dict[str, dict[str, Any]] = tomllib.loads(declarations.read_text(encoding="utf-8"))
    for said in read.values():
        said.update({key: tuple(value) for key, value in said.items() if isinstance(value, list)})
    return tuple(Field(name, **said) for name, said in read.items())
