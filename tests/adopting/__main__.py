"""Say how well each paper is adopted, and with `--all` every number and date that was not."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.adopting.papers import LOOKED_AT_ONCE, WORKED_WITH, known_paper
from tests.adopting.score import score

wanted = [one for one in sys.argv[1:] if not one.startswith("-")] or [*WORKED_WITH, *LOOKED_AT_ONCE]
for name in wanted:
    with TemporaryDirectory() as folder:
        paper, meeting = known_paper(name, Path(folder))
        found = score(paper, meeting, Path(folder) / "paper.docx")
    print(found)
    if "--all" in sys.argv:
        for what, those in (("wrong", found.wrong), ("missed", found.missed), ("moved", found.moved)):
            for one in those:
                print(f"  {what}: {one}")
        for problem in found.problems:
            print(f"  lint: {problem}")
