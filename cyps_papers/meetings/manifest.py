"""The manifest: what a build read and made, and every figure in it, for other programs and for `compare`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cyps_papers.word.charts import Plotted
from cyps_papers.word.paragraphs import Printed

NAME = "manifest.json"


def manifest(inputs: Iterable[Path], outputs: Mapping[str, bytes], figures: Iterable[Printed | Plotted]) -> bytes:
    """The manifest's bytes: inputs and outputs with their SHA-256, every figure, and the version that made them."""
    content = {
        "version": version("cyps-papers"),
        "inputs": {path.name: _digest(path.read_bytes()) for path in inputs},
        "outputs": {name: _digest(content) for name, content in outputs.items()},
        "figures": [entry(printed) for printed in figures],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def entry(printed: Printed | Plotted) -> dict[str, Any]:
    """What the manifest says of one figure."""
    traced = printed.traced
    return {
        "document": printed.place.file,
        "place": printed.place.within(),
        "printed": printed.text,
        "name": traced.name,
        "value": _plain(traced.value),
        "unit": str(traced.unit),
        "how": traced.how,
        "cells": [str(cell) for cell in traced.cells],
        "when": str(traced.when) if traced.when else None,
    }


def _plain(value: object) -> str | None:
    if value is None:
        return None
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
