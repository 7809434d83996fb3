"""Whether a name or a heading says that people are counted under it, so that an officer is asked before one of few
children can be printed.
"""

from __future__ import annotations

import re

from cyps_papers.records import Unit

HEADING = "Counts people"
"""The column, of indicators and of sources, in which officers say what counts people."""
_PEOPLE = re.compile(
    r"\b(?:children|young (?:people|persons?)|people|persons|individuals|pupils|students|learners|girls|boys|babies"
    r"|infants|toddlers|siblings|teenagers|adolescents|adults|patients|clients|service users|families|households"
    r"|parents|mothers|fathers|(?:foster )?carers|adopters|guardians|care leavers|runaways|absentees|victims|offenders"
    r"|residents|tenants|apprentices|teachers|(?:social |support )?workers|practitioners|employees|volunteers"
    r"|women|men|year[- ]olds|entrants|asylum seekers|re-?offenders|foster families"
    r"|deaths|suicides|exclusions|suspensions|adoptions|pregnancies|conceptions|arrests"  # each is of one person
    r"|staff(?! (?:absences?|costs?|days?|hours|meetings?|posts?|sickness|training|turnover|vacanc(?:y|ies)))"
    r"|lac|cla|uasc|neets?)\b(?!['’])",
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
"""What is counted where the unit says nothing of it."""


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
