"""The manifest: what a build read and made, and every figure in it, for other programs and for `compare`."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_papers import __version__
from cyps_papers.figures.figure import Figure
from cyps_papers.files.names import stays_inside
from cyps_papers.files.workplace import digest
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MANIFEST, NO_MANIFEST
from cyps_papers.meetings.origins import how
from cyps_papers.meetings.prepare import is_figure
from cyps_papers.origin import Origin
from cyps_papers.word.charts.refresh import Plotted
from cyps_papers.word.story.paragraphs import Printed

NAME = MANIFEST


def files(edition: Edition) -> dict[str, bytes]:
    """The manifest: inputs and the files made before it with their SHA-256, every figure, every other text that came
    from a workbook, how much was held to a figure, and the version that made them."""
    paper = edition.paper
    inputs = paper.meeting.inputs | {document.template.name: document.template for document in paper.documents}
    inputs |= dict(sorted(paper.meeting.files.used.items()))
    printed = [(is_figure(one), entry(one, nth)) for nth, one in enumerate(paper.printed, 1)]
    content = {
        "version": __version__,
        "inputs": {name: digest(path.read_bytes()) for name, path in inputs.items()},
        "outputs": {name: digest(made) for name, made in edition.files.items()},
        "coverage": paper.coverage.counts,
        "figures": [said for figure, said in printed if figure],
        "texts": [said for figure, said in printed if not figure],
    }
    # a line to each item, so that two manifests can be compared line by line
    parts = []
    for name, value in content.items():
        if isinstance(value, list):
            items = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
        else:
            items = json.dumps(value, ensure_ascii=False, indent=1 if isinstance(value, dict) else None)
        parts.append(f'"{name}": {items}')
    return {NAME: ("{\n" + ",\n".join(parts) + "\n}\n").encode()}


def made_in(folder: Path) -> dict[str, str]:
    """The files that the last build made in a folder, the manifest among them, with their SHA-256; {} for none."""
    try:
        said = (folder / NAME).read_bytes()
        outputs = {str(name): str(sha256) for name, sha256 in json.loads(said)["outputs"].items()}
        return {name: sha256 for name, sha256 in outputs.items() if stays_inside(name)} | {NAME: digest(said)}
    except NO_MANIFEST:
        return {}


def entry(printed: Printed | Plotted, nth: int) -> dict[str, Any]:
    """What the manifest says of one figure or text, the nth of the paper."""
    traced = printed.traced
    value = f"{traced.value.normalize():f}" if isinstance(traced.value, Decimal) else str(traced.value)
    return {
        "nth": nth,
        "document": printed.place.file,
        "place": printed.place.within(),
        "printed": printed.text,
        "name": traced.name,
        "origin": _filled(traced.origin),
        "value": None if traced.value is None else value,
        "unit": str(traced.unit),
        "how": how(traced),
        "cells": [str(cell) for cell in traced.cells],
        "when": str(traced.when) if traced.when else None,
        "counts_people": isinstance(traced, Figure) and traced.counts_people,
        "rounded_to": traced.rounded_to if isinstance(traced, Figure) else 0,
    }


def _filled(origin: Origin) -> dict[str, Any]:
    """What is said of an origin, without what it does not have."""
    parts = {part.name: getattr(origin, part.name) for part in fields(origin)}
    return {name: part for name, part in (parts | {"of": [*map(_filled, origin.of)]}).items() if part}
