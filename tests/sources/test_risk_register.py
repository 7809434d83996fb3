"""Risk registers: read however they are laid out, checked, asked about and compared with the last report."""

from __future__ import annotations

import pytest

from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.records import LastReport
from cyps_papers.sources.kind import Reporting
from cyps_papers.sources.registry import KINDS
from cyps_papers.sources.risk_register.kind import RiskRegisterKind
from cyps_papers.sources.risk_register.levels import band_of

from .risk_registers import LAYOUTS

KIND = RiskRegisterKind()
SCORED = ["Ref", "Risk", "Likelihood", "Impact", "Inherent score", "Score", "Rating", "Owner", "Direction of travel"]
DEMAND = ["R1", "Demand outgrows placements", 4, 4, 20, 16, "Red", "Head of Care", "↑"]
VACANCIES = ["R2", "Vacancies stay unfilled", 3, 3, 16, 9, "Amber", "HR lead", "Same"]
SYSTEM = ["R3", "The case system fails", 1, 4, 8, 4, "Green", "CIO", "Down"]
PLAN = ["Ref", "Action", "Lead", "Due date", "Status", "RAG", "Progress", "Impact", "Risk"]


def summary(record):
    """A risk as the layouts give it."""
    told = [
        " > ".join(str(record.level(f"{stage}_{part}") or "-") for stage in ("inherent", "residual", "target"))
        for part in ("likelihood", "impact", "score")
    ]
    band, direction = band_of(record.level("residual_rating")), record.level("direction")
    return (
        record.reference, record.risk.value.split()[0], *told, band.label if band else "",
        record.level("owner") or "", direction.code if direction else "",
    )  # fmt: skip


@pytest.fixture
def register(opened, problems):
    """What templates may ask of a register, after what it was in the last report where that is given."""

    def made(rows, before=None):
        now = {"risks": KIND.read(opened(rows), problems)}
        last = LastReport("before", None, {"risks": KIND.read(opened(before), Problems())}) if before else None
        return KIND.subjects(now, Reporting(None, last), problems)["risks"]

    return made


def test_layouts_are_recognised_and_read(opened, problems, said):
    for rows, risks in LAYOUTS.values():
        book = opened(rows)
        fits = {kind.name: kind.recognises(book.sheet) for kind in KINDS}
        assert max(fits, key=fits.get) == KIND.name
        assert [summary(record) for record in KIND.read(book, problems).records] == risks
    assert [message for message in said() if "owner" not in message] == []


def test_an_action_plan_is_none(opened):
    row = [
        "1.1",
        "Recruit social workers",
        "HR",
        "March 2015",
        "In progress",
        "Green",
        "Advertised",
        "More staff",
        "Cost",
    ]
    sheet = opened([PLAN, row]).sheet
    assert KIND.recognises(sheet) == 0


def test_labels_guidance_and_a_key_below_are_no_risks(opened, problems):
    rows = [SCORED, [None, "Project 1:"], DEMAND, [], ["Key"], [None, "Rare", 1], [None, "Likely", 4]]
    assert [record.reference for record in KIND.read(opened(rows), problems).records] == ["R1"]


def test_a_score_that_is_not_likelihood_times_impact_is_said_with_both_cells(opened, problems, said):
    KIND.read(opened([SCORED, [*DEMAND[:5], 12, *DEMAND[6:]]]), problems)
    assert said() == [
        "Sheet!F2: the residual score of R1 is 12, but its likelihood 4 (C2) times its impact 4 (D2) is 16."
    ]


def test_a_score_in_words_or_codes_is_not_held_against_anything(opened, problems, said):
    KIND.read(opened([SCORED, [*DEMAND[:2], "C", "II", None, "C2", *DEMAND[6:]]]), problems)
    assert said() == []


def test_a_residual_score_above_the_inherent_one_is_said(opened, problems, said):
    KIND.read(opened([SCORED, [*DEMAND[:4], 12, *DEMAND[5:]]]), problems)
    assert said() == ["Sheet!F2: the residual score of R1, 16, is higher than the inherent one, 12 (E2)."]


def test_a_missing_owner_an_unknown_direction_and_a_reference_twice_are_said(opened, problems, said):
    KIND.read(opened([SCORED, [*DEMAND[:7], None, "sideways"], ["R1", *VACANCIES[1:]]]), problems)
    assert said() == [
        'Sheet!I2: "sideways" is not a known direction of travel, and was left out.',
        "Sheet!B2: the risk R1 has no owner.",
        "Sheet!A3: the reference R1 appears twice: also at A2.",
    ]


def test_a_risk_without_a_reference_is_an_error_where_others_have_one(opened, problems, said):
    KIND.read(opened([SCORED, DEMAND, [None, *VACANCIES[1:]]]), problems)
    assert said() == ["Sheet!A3: the risk has no reference."]


def test_a_score_in_brackets_after_its_heading_is_not_taken_for_another(opened, problems):
    rows = [["Risk", "Score (before controls)", "Score (after controls)"], ["Demand", 20, 12]]
    (record,) = KIND.read(opened(rows), problems).records
    assert (record.level("inherent_score"), record.level("residual_score")) == (20, 12)


def test_templates_ask_for_the_highest_and_for_counts_by_rating(register):
    risks = register([SCORED, SYSTEM, VACANCIES, DEMAND])
    assert [str(risk.reference) for risk in risks.top] == ["R1", "R2", "R3"]
    assert str(risks.total) == "3"
    assert str(risks.high) == "1"
    assert [(str(each.label), str(each.count)) for each in risks.ratings] == [
        ("Red", "1"),
        ("Amber", "1"),
        ("Green", "1"),
    ]
    first = risks.top[0]
    assert (str(first.score), str(first.inherent.score), first.rating.fill) == ("16", "20", "F4A6A0")
    assert (str(first.direction), first.direction.code) == ("▲ rising", "rising")


def test_a_register_that_gives_no_rating_has_no_bands(register):
    risks = register([["Ref", "Risk", "Likelihood", "Impact", "Score"], ["R1", "Demand", 5, 5, 25]])
    with pytest.raises(NoAnswerError, match="gives no ratings"):
        _ = risks.high
    with pytest.raises(NoAnswerError, match="gives no ratings"):
        _ = risks.ratings


def test_a_closed_risk_is_not_counted(register):
    heading = ["Ref", "Risk", "Likelihood", "Status"]
    risks = register([heading, ["R1", "Demand", 4, "Open"], ["R2", "Vacancies", 3, "Closed"]])
    assert str(risks.total) == "1"
    assert [str(risk.reference) for risk in risks.closed_risks] == ["R2"]


def test_what_happened_since_the_last_report(register):
    before = [SCORED, DEMAND, VACANCIES, ["R4", "Grant ends", 2, 2, 4, 4, "Green", "CFO", "Same"], SYSTEM]
    risen = [*VACANCIES[:2], 4, 3, 16, 12, "Amber", "HR lead", "Up"]
    fallen = [*DEMAND[:2], 3, 4, 20, 12, "Amber", "Head of Care", "Down"]
    new = ["R5", "Courts take longer to list hearings", 2, 2, 4, 4, "Green", "Legal", "New"]
    since = register([SCORED, fallen, risen, SYSTEM, new], before).since_last
    assert [(str(one.risk.reference), str(one.movement)) for one in since.movements] == [
        ("R1", "▼ fallen (better)"),
        ("R2", "▲ risen (worse)"),
        ("R3", "► unchanged"),
        ("R5", "+ new"),
        ("R4", "× closed"),
    ]
    assert [str(count) for count in (since.new, since.closed, since.risen, since.fallen, since.unchanged)] == ["1"] * 5
    (up,) = since.risen_risks
    assert (str(up.before), str(up.after), str(up.by), str(up.word)) == ("9", "12", "3", "risen (worse)")
    assert str(since.new_risks[0].before) == "Not in the register"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (["Possible", "Major", "", ""], ["Likely", "Major", "", ""], "risen (worse)"),
        (["Possible", "Major", "", ""], ["Likely", "Minor", "", ""], "changed"),
        (["C", "II", "C2", ""], ["B", "II", "B2", ""], "changed"),
        (["C", "II", "C2", ""], ["C", "II", "C2", ""], "unchanged"),
        (["", "", "", "Amber"], ["", "", "", "Green"], "fallen (better)"),
        (["", "", "", "High"], ["", "", "", "Very high"], "risen (worse)"),
        (["", "", "", "High"], ["", "", "", "Amber"], "changed"),
    ],
)
def test_words_and_colours_rise_and_fall_and_codes_only_change(register, before, after, word):
    heading = ["Ref", "Risk", "Likelihood", "Impact", "Score", "Rating"]
    since = register([heading, ["1", "Demand", *after]], [heading, ["1", "Demand", *before]]).since_last
    assert [str(one.word) for one in since.movements] == [word]


def test_without_references_risks_are_matched_by_their_wording(register):
    heading = ["Risk", "Likelihood", "Impact", "Score"]
    before = [heading, ["Demand for placements is greater than we can meet", 4, 4, 16]]
    now = [heading, ["Demand for placements is far greater than we can meet", 3, 4, 12]]
    assert [str(one.word) for one in register(now, before).since_last.movements] == ["fallen (better)"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Improving", "falling"),
        ("↔ stable", "unchanged"),
        ("No change", "unchanged"),
        ("not improving", ""),
        ("n", "new"),
    ],
)
def test_directions_of_travel_as_officers_write_them(opened, problems, written, code):
    (record,) = KIND.read(opened([SCORED, [*DEMAND[:8], written]]), problems).records
    direction = record.level("direction")
    assert (direction.code if direction else "") == code
