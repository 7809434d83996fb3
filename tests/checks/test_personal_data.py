"""What belongs to a person. The numbers are made up; those that are checked have the right check digits."""

import pytest

from cyps_papers.checks.rules import personal_data
from cyps_papers.figures.figure import Wording
from cyps_papers.problems import Level
from cyps_papers.records import Cell


def found(pack):
    return [str(problem) for problem in personal_data.check(pack)]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("943 476 5870", "an NHS number"),
        ("9434765870", "an NHS number"),
        ("H801200001001", "a unique pupil number"),
        ("AB 12 34 56 C", "a National Insurance number"),
        ("someone@example.org", "an e-mail address"),
        ("020 7946 0018", "a telephone number"),
        ("07700 900123", "a telephone number"),
        ("born on 3 May 2009", "a date of birth"),
        ("DOB: 03/05/2009", "a date of birth"),
        ("UB8 1UW", "a postcode"),
    ],
)
def test_what_belongs_to_a_person_is_an_error_at_its_place(pack, words, what):
    (problem,) = personal_data.check(pack("# Case", f"1 The child ({words}) was seen."))
    assert problem.level is Level.ERROR
    assert str(problem).startswith(f'report.docx, under "Case", paragraph 1: "{words}" looks like {what}.')


@pytest.mark.parametrize(
    ("text", "words", "level"),
    [
        ("Kayleigh, aged 9, told the worker.", "Kayleigh, aged 9", Level.ERROR),
        ("Jordan (7) of Botwell Lane is not at school.", "Jordan (7) of Botwell Lane", Level.ERROR),
        ("Chloe Smith (aged twelve) went missing.", "Chloe Smith (aged twelve", Level.ERROR),
        ("Nine-year-old Ryan was seen.", "Nine-year-old Ryan", Level.ERROR),
        ("Mrs Sarah Briggs, 31, lives at 22 Oak Avenue.", "Mrs Sarah Briggs, 31, lives at 22 Oak Avenue", Level.ERROR),
        ("Ms Akhtar of Harlington Road has arrears.", "Ms Akhtar of Harlington Road", Level.ERROR),
        ("A boy called Tyler was placed in Slough.", "boy called Tyler", Level.ERROR),
        ("Mohammed, 14, was found.", "Mohammed, 14, was", Level.WARNING),
        ("Amira’s brother is at home.", "Amira’s brother", Level.WARNING),
    ],
)
def test_somebody_named_with_an_age_or_a_street_is_told_of_by_how_sure_it_is(pack, text, words, level):
    (problem,) = personal_data.check(pack(f"1 {text}"))
    assert problem.level is level
    assert f'"{words}"' in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "Tony Zaman, Interim Director, chairs the board; Councillor David Simmonds (Cabinet Member) received it.",
        "Children in Uxbridge, aged 9 to 11, and Pupils aged 16 and over took part.",
        "In Hayes (14 cases) and Northwood (9) caseloads fell.",
        "The centre at 22 Botwell Lane and Works at Station Road are open; In March, 14, and Hayes, 9, were shut.",
        "Working Together, 2013, sets a limit; Ofsted (2013) and Regulation 44, 12 visits in all, are named.",
    ],
)
def test_officers_places_and_years_are_nobodys_name_and_age(pack, text):
    assert not found(pack(f"1 {text}"))


def test_a_table_with_a_row_to_a_child_is_told_of(pack):
    rows = [["Child", "Age", "Team"], ["Ella Jones", "9", "North"], ["Total", "", "2"]]
    (remark,) = found(pack(rows))
    assert '"Ella Jones" looks like a person\'s name with the age in the same row' in remark
    assert not found(pack([["Team", "Age band", "Children"], ["North", "5 to 9", "30"]]))


def test_a_comma_after_a_number_hides_nothing(pack):
    remarks = found(pack("1 The child, 943 476 5870, can be had on 07700 900123, or at home."))
    assert ["an NHS number" in remarks[0], "a telephone number" in remarks[1]] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "The reference is 943 476 5871, and the cost 1,234,567,890.",
        "Cases fell from 2,066 on 13/10/14 to 1,463 on 02/02/15.",
        "The Civic Centre, Uxbridge, UB8 1UW.",
        "The plan of 10 June 2014 has actions WS1.1 and 10.2.",
        "Section 17 applies; see paragraph 12A and Schedule 12A.",
        "Form GB 12 34 56 A is withdrawn.",
    ],
)
def test_what_only_looks_like_it_is_silent(pack, text):
    assert not found(pack(f"1 {text}"))


def test_the_contact_officers_telephone_is_silent_however_it_is_spaced(pack):
    details = {"telephone": "01895 250527", "e_mail": "officer@example.gov.uk"}
    assert not found(pack("Telephone: (01895) 250 527, officer@example.gov.uk", details=details))


def test_it_is_found_in_a_table_cell_with_the_workbook_cell_that_gave_it(pack):
    progress = Wording("Seen with mother, 07700 900123.", (Cell("plan.xlsx", "Plan", "H9"),))
    (remark,) = found(pack([["Action", "Progress"], ["Visit", progress]]))
    assert remark.startswith("report.docx, table 1, row 2, column 2")
    assert "Take it out of plan.xlsx, Plan!H9." in remark
