"""Names that say that people are counted."""

import pytest

from cyps_papers.disclosure.people import may_count_people
from cyps_papers.records import Unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Children missing from care", Unit.NUMBER),
        ("Open children in need cases", "cases"),
        ("Families in bed and breakfast for over six weeks", "families"),
        ("Number of looked after children placed out of the borough", ""),
        ("Approved foster carers", "carers"),
        ("Staff in post", "headcount"),
        ("Permanent exclusions of pupils", Unit.NUMBER),
        ("UASC", Unit.NUMBER),
        ("First time entrants to the youth justice system", Unit.NUMBER),
        ("Child deaths", Unit.NUMBER),
        ("Missing", "young people"),
    ],
)
def test_a_count_of_people_is_known_by_its_name_or_its_unit(name, unit):
    assert may_count_people(name, unit)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Percentage of children with a plan", Unit.SHARE),
        ("Percentage of children with a plan", Unit.NUMBER),
        ("Time that children wait", Unit.DAYS),
        ("Children's homes", Unit.NUMBER),
        ("Child protection visits overdue", "visits"),
        ("Visits to children", Unit.NUMBER),
        ("Mean caseload per social worker", "cases"),
        ("Staff vacancies", Unit.NUMBER),
        ("Full-time equivalent employees", Unit.NUMBER),
        ("Cost of foster carers", "£"),
        ("Children in care per 10,000", "per 10,000"),
        ("Contacts received", "contacts"),
    ],
)
def test_what_is_no_count_of_people_is_known_too(name, unit):
    assert not may_count_people(name, unit)
