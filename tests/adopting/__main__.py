"""Say how well each paper is adopted, and with `--all` every number and date that was not."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.adopting.papers import LOOKED_AT_ONCE, WORKED_WITH, known_paper
from tests.adopting.published import published
from tests.adopting.score import score, tagged_by_chance

wanted = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
for name in wanted or ["published", *WORKED_WITH, *LOOKED_AT_ONCE]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        paper, meeting = (None, None) if name == "published" else known_paper(name, Path(folder))
        by_chance = tagged_by_chance(paper, meeting, path) if paper else []
        found = score(paper, meeting, path) if paper else published(path)
    print(found or f"{name}: its text is not beside the project")
    for line, tag in by_chance:
        print(f"  by chance: {line} {tag}")
    if found and "--all" in sys.argv:
        for what, those in (("wrong", found.wrong), ("missed", found.missed), ("moved", found.moved)):
            for what_it_was in those:
                print(f"  {what}: {what_it_was}")
        for problem in found.problems:
            print(f"  lint: {problem}")
