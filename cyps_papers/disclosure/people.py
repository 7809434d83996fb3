"""Whether a name or a heading says that people are counted under it, so that an officer is asked before one of few
children can be printed.
"""

from __future__ import annotations

import re

from cyps_papers.records import Unit

HEADING = "Counts people"
"""The column, of indicators and of sources, in which officers say what counts people."""
ONE = tuple(
    """child girl boy baby infant toddler teenager adolescent youngster pupil student learner sibling runaway leaver
    absentee apprentice entrant offender victim person individual adult woman man parent mother father carer adopter
    guardian family household resident tenant patient client""".split()
)
MANY = tuple(
    """children girls boys babies infants toddlers teenagers adolescents youngsters pupils students learners siblings
    twins runaways leavers absentees apprentices entrants offenders victims people persons individuals adults women men
    parents mothers fathers carers adopters guardians families households residents tenants patients clients""".split()
)
"""Whom a council serves: a small count of them, in a name or in a sentence, could point at a person.

Of sentences no more is asked, since they tell of posts and teams by number; names may count staff too, and what
happens to one person each time.
"""
_STAFF = (
    r"teachers|workers|practitioners|employees|volunteers"
    r"|staff(?! (?:absences?|costs?|days?|hours|meetings?|posts?|sickness|training|turnover|vacanc(?:y|ies)))"
)
_OF_ONE_EACH = "deaths|suicides|exclusions|suspensions|adoptions|pregnancies|conceptions|arrests"
_OTHERWISE_CALLED = r"service users|year[- ]olds|asylum seekers|re-?offenders|lac|cla|uasc|neets?"
_PEOPLE = re.compile(
    rf"\b(?:{'|'.join(MANY)}|{_STAFF}|{_OF_ONE_EACH}|{_OTHERWISE_CALLED})\b(?!['’])",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"%|£|\b(?:means?|averages?|medians?|rates?|ratios?|indices|index|scores?|per|percent(?:ages?)?|shares?"
    r"|proportions?|equivalents?|fte)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:visits?|contacts|assessments|plans|reviews|meetings|conferences|complaints|calls|sessions|letters|forms"
    r"|homes|schools|settings|centres|teams|services|posts|vacancies|places|beds|policies|websites?|caseloads?|costs?"
    r"|spend(?:ing)?|budgets?|(?<!first )times?|durations?|lengths?|ages?|days|weeks|months|hours)\b",
    re.IGNORECASE,
)
_COUNTED = ("", Unit.NUMBER, "case", "cases", "headcount")
"""What is counted where the unit says nothing about it."""


def may_count_people(name: str, unit: str = Unit.NUMBER) -> bool:
    """Whether a name and its unit say that whole people are counted: 'Children missing', 'Staff in post'.

    What is counted of them is no count of people ('Visits to children'), nor is a mean, a rate or a time.
    """
    if _NO_COUNT.search(name):
        return False
    if unit not in _COUNTED:
        return bool(_PEOPLE.search(unit)) and not _NO_COUNT.search(unit)
    people, thing = _PEOPLE.search(name), _THINGS.search(name)
    return people is not None and (thing is None or thing.start() > people.start())
