import pytest

from cyps_papers.reading.statuses import rag_in, status_in
from cyps_papers.records import Rag, Status
from tests.reading.kinds import read_actions


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
        *((word, None) for word in ("Completed?", "Not complete", "Incomplete", "Part complete", "To be completed")),
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
        *(("Red (was amber)", Rag.RED), ("Amber (previously Red)", Rag.AMBER), ("Green, was Amber", Rag.GREEN)),
        *(("Green - previously amber/red", Rag.GREEN), ("RAG: Amber", Rag.AMBER), ("1 - Red", Rag.RED)),
        *(("Red - due to staffing", Rag.RED), ("Amber (not all staff trained)", Rag.AMBER)),
        *(("3: Amber", Rag.AMBER), ("4 (high)", Rag.AMBER_RED), ("Amber-Green", Rag.AMBER_GREEN)),
        *(
            (word, None)
            for word in (
                "Not green",
                "No longer red",
                "Amber → Green",
                "Amber -> Green",
                "Amber to Green",
                "RAG: not green",
            )
        ),
        *((word, None) for word in ("3 months late", "2 of 5 done", "Green?", "Amber - moving to green", "was red")),
        *((word, None) for word in ("Red/Amber/Green", "isn't green", "5 actions", "Green and Red")),
        *(("Blue", Rag.BLUE), ("purple", None), ("6", None), ("12", None)),
    ],
)
def test_rag_as_words_letters_and_figures(wording, rag):
    assert rag_in(wording) is rag


@pytest.mark.parametrize(
    ("wording", "hint"),
    [
        ("Compleeted", "Did you mean Completed? Use one of"),
        ("Not complete", "Use one of"),
        ("Incomplete", "Use one of"),
        ("To be completed", "Use one of"),
        ("Part complete", "Did you mean In progress? Use one of"),
        ("Nearly completed", "Did you mean In progress? Use one of"),
    ],
)
def test_what_is_not_completed_is_not_answered_with_completed(sheet_of, problems, wording, hint):
    read_actions(sheet_of([["Ref", "Action", "Status"], ["1", "Do it", wording]]), {}, {}, problems)
    assert problems.found[0].hint.startswith(hint)
