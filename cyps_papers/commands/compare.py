"""Say which figures, actions and words differ between two meetings."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.compare import Comparison
from cyps_papers.meetings.output import write_all
from cyps_papers.meetings.side import read_side, withheld_by_one
from cyps_papers.problems import Problems


def compare(old: str, new: str, docx: Path | None, *, as_json: bool) -> Outcome:
    """Compare two meetings or builds; `docx` is where the new wording goes with what changed tracked."""
    problems, outcome = Problems(), Outcome()
    before, after = (read_side(asked, Path.cwd(), problems) for asked in (old, new))
    if as_json and (before is None or after is None):
        return outcome.data(console.as_json(problems.found, old=old, new=new)).fail()
    if before and after:
        problems.include(withheld_by_one(before, after))
    outcome.fail(bool(problems.errors))
    if not as_json:
        outcome.tell(problems.found)
    if before is None or after is None:
        return outcome.fail()
    comparison = Comparison(before, after)
    if as_json:
        outcome.data(console.as_json(problems.found, **comparison.as_data()))
    else:
        outcome.answer(*comparison.lines())
    if docx is None:
        return outcome
    files, refused = comparison.marked(docx.with_suffix(".docx").name), Problems()
    if write_all(files, docx.parent.resolve(), refused) is None:
        return outcome.refuse(refused.found)
    if not files:
        return outcome.aside("No text differs: nothing to track.")
    return outcome.aside(f"Changes tracked in {', '.join(files)}.")
