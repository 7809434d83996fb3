import pytest

from cyps_papers.reading.statuses import rag_in, status_in
from cyps_papers.records import Rag, Status


@pytest.mark.parametrize(
    ("wording", "status"),
    [
        *((word, Status.COMPLETED) for word in ("4. Completed", "COMPLETE", "Done", "Closed", "completed ")),
        *((word, Status.IN_PROGRESS) for word in ("In progress", "Inprogress", "on going", "2. Ongoing - on track")),
        *((word, Status.DELAYED) for word in ("3. Ongoing - delayed", "Overdue", "Slipped")),
        *((word, Status.ON_HOLD) for word in ("Onhold", "On-hold", "Paused")),
        *((word, Status.NOT_STARTED) for word in ("1. Not yet started", "NOT STARTED", "Not-started")),
        *((word, Status.RESIDUAL) for word in ("Residual", "Transferred", "Carried forward")),
        *((word, Status.CANCELLED) for word in ("Cancelled", "No longer required")),
        *((word, None) for word in ("5. Other", "Green", "Compleet", "?", "")),
    ],
)
def test_usual_wordings_of_a_status(wording, status):
    assert status_in(wording) is status


def test_the_papers_own_wordings_come_first():
    own = {"Completed, awaiting sign-off": Status.IN_PROGRESS, "Closed": Status.RESIDUAL}
    assert status_in("completed awaiting sign off", own) is Status.IN_PROGRESS
    assert status_in("Closed", own) is Status.RESIDUAL
    assert status_in("Done", own) is Status.COMPLETED


@pytest.mark.parametrize(
    ("wording", "rag"),
    [
        *(("Green", Rag.GREEN), ("g", Rag.GREEN), ("1", Rag.GREEN), ("Green - on track", Rag.GREEN)),
        *(("Amber/Green", Rag.AMBER_GREEN), ("amber green", Rag.AMBER_GREEN), ("2", Rag.AMBER_GREEN)),
        *(("AMBER", Rag.AMBER), ("3", Rag.AMBER), ("Yellow", Rag.AMBER)),
        *(("Amber / Red", Rag.AMBER_RED), ("4 - High", Rag.AMBER_RED), ("Red", Rag.RED), ("5 - Very High", Rag.RED)),
        *(("Blue", Rag.BLUE), ("purple", None), ("6", None), ("12", None)),
    ],
)
def test_rag_as_words_letters_and_figures(wording, rag):
    assert rag_in(wording) is rag
