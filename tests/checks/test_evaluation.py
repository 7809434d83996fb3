"""Claims held to the figures, and what is found of each."""

import pytest

from cyps_papers.checks.evaluation.verdict import Ruling, Unheld


def verdicts(paper):
    return [(one.words, one.ruling) for one in paper.verdicts]


@pytest.mark.parametrize(
    ("text", "words", "ruling"),
    [
        ("There were 1,463 open children in need cases on 2 February 2015.", "1,463", Ruling.AGREES),
        ("There were 1,436 open children in need cases on 2 February 2015.", "1,436", Ruling.CONTRADICTS),
        ("Nearly 1,500 open children in need cases were held on 2 February 2015.", "Nearly 1,500", Ruling.AGREES),
        ("Open children in need cases fell by 603 since 13 October 2014.", "603", Ruling.AGREES),
        ("Open children in need cases have doubled since 13 October 2014.", "doubled", Ruling.CONTRADICTS),
        ("Open children in need cases fell to 1,463 on 2 February 2015.", "1,463", Ruling.AGREES),
        ("Open children in need cases rose to 1,463 on 2 February 2015.", "1,463", Ruling.UNHELD),
        ("In January 2015 71% of contacts did not become referrals.", "71%", Ruling.AGREES),
        ("The mean time to complete an assessment is now 15 days shorter than we aimed for.", "15", Ruling.AGREES),
        ("Open children in need cases have fallen by 29% since they peaked at 2,066.", "29%", Ruling.AGREES),
        ("Open children in need cases did not reach 1,500 on 2 February 2015.", "1,500", Ruling.AGREES),
        (
            "Open children in need cases went from 2,066 to 1,463 over the year to February 2015.",
            "1,463",
            Ruling.AGREES,
        ),
        ("Together, open children in need cases came to 3,529 on 2 February 2015.", "3,529", Ruling.UNHELD),
        ("Until February 2015 the mean caseload per qualified social worker was above 18.", "above 18", Ruling.UNHELD),
        ("The mean caseload per qualified social worker had been 29.", "29", Ruling.UNHELD),
        ("There were twice as many open children in need cases as open cases of other kinds.", "twice", Ruling.UNHELD),
    ],
)
def test_a_claim_is_held_to_the_figure_that_its_words_and_date_name(pack, text, words, ruling):
    assert (words, ruling) in verdicts(pack(f"1 {text}"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Open children in need cases are expected to fall to 1,000.", Unheld.PLANNED),
        ("Across England there were 391,000 open children in need cases.", Unheld.ELSEWHERE),
        ("The library lent 1,200 books.", Unheld.NOTHING),
    ],
)
def test_a_claim_that_is_held_to_nothing_says_why(pack, text, why):
    (verdict,) = pack(f"1 {text}").verdicts
    assert (verdict.ruling, verdict.unheld) == (Ruling.UNHELD, why)


def test_a_verdict_knows_the_cells_that_it_was_held_to(pack):
    (verdict,) = pack("1 Contacts that become referrals were 28% in January 2015.").verdicts
    (given,) = verdict.given
    assert (given.subject, given.words) == ("Contacts that become referrals", "29%")
    assert [str(one.when) for one in given.known] == ["January 2015"]
    assert given.where.startswith("paper.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "14 of the 16 recommendations of the peer review have been implemented.",
        "At present 3.6 children are missing from care for each home.",
    ],
)
def test_a_number_of_other_things_contradicts_nothing(pack, text):
    assert Ruling.CONTRADICTS not in [ruling for _, ruling in verdicts(pack(f"1 {text}"))]


@pytest.mark.parametrize(
    ("text", "words", "ruling"),
    [
        ("On 13 October 2014 there were 2,066 open children in need cases. By 2 February 2015 there were 1,463.",
         "1,463", Ruling.AGREES),
        ("On 13 October 2014 there were 2,066 open children in need cases. By 2 February 2015 there were 1,643.",
         "1,643", Ruling.CONTRADICTS),
        ("In England there were 391,000 children in need in 2014, 5% more than in 2013.", "5%", Ruling.UNHELD),
        ("Open children in need cases have risen since 13 October 2014.", "risen", Ruling.CONTRADICTS),
        ("Open children in need cases did not fall after 13 October 2014.", "fall", Ruling.CONTRADICTS),
        ("The mean caseload per qualified social worker is now below its target.", "below its target", Ruling.AGREES),
        ("Of the 41 actions in the Ofsted plan, half are completed.", "half", Ruling.CONTRADICTS),
        ("All of the actions in the Ofsted plan are completed.", "All", Ruling.CONTRADICTS),
    ],
)  # fmt: skip
def test_a_claim_in_words_or_of_what_was_spoken_of_before_is_held_too(pack, text, words, ruling):
    assert (words, ruling) in verdicts(pack(f"1 {text}"))


def test_the_numbers_of_a_change_are_the_figures_that_it_went_from_and_to(pack):
    quotes = pack("1 Missing from care fell from 9 in January 2015 to 3.").quotes
    assert [(one.number.text, str(one.known.when)) for one in quotes] == [("9", "January 2015"), ("3", "February 2015")]
