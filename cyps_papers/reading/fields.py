"""The fields of a kind of table, declared in a file beside it: each with its usual headings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cyps_papers.reading.headings import Field


def fields_in(declarations: Path) -> tuple[Field, ...]:
    """The fields that a .toml file declares, in its order: a table for each, its keys as the attributes of `Field`."""
    return _fields(tomllib.loads(declarations.read_text(encoding="utf-8")))


def sheets_in(declarations: Path) -> dict[str, tuple[Field, ...]]:
    """The fields of each sheet of a workbook, where a .toml file has a table for each sheet."""
    read = tomllib.loads(declarations.read_text(encoding="utf-8"))
    return {sheet: _fields(fields) for sheet, fields in read.items()}


def _fields(read: Mapping[str, Mapping[str, Any]]) -> tuple[Field, ...]:
    fields = []
    for name, said in read.items():
        keys: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
        fields.append(Field(name, **keys))
    return tuple(fields)
