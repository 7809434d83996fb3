"""Renders JSON by a template with docxtpl: DATA TEMPLATE OUT."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

data, template, out = sys.argv[1:]
document = DocxTemplate(template)
document.render({"rows": json.loads(Path(data).read_text(encoding="utf-8"))}, autoescape=True)
document.save(out)
