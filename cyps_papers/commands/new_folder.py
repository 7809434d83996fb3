"""What is said of a meeting's folder that was made, or was not."""

from __future__ import annotations

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.rolling.folder import NewFolder
from cyps_papers.problems import Problems


def of_new_folder(made: NewFolder | None, problems: Problems, as_json: bool) -> Outcome:
    """The folder and what is to be done next; of none, why there is none."""
    outcome = Outcome().fail(made is None)
    if as_json:
        about: dict[str, object] = {"folder": None, "files": [], "to_do": 0}
        if made:
            about = {"folder": str(made.folder.path), "files": made.files, "to_do": len(made.to_do)}
        return outcome.data(console.as_json(problems.found, **about))
    if made is None:
        return outcome.refuse(problems.found, "Nothing was made.")
    return outcome.tell(problems.found).answer(*made.lines(), names=made.files)
