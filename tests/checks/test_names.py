"""One thing, one name."""

from cyps_papers.checks.rules import names

PLAN = ("Ofsted Action Plan", None, ["Ofsted Plan", "Improvement Plan"])


def found(pack):
    return [str(problem) for problem in names.check(pack)]


def test_other_names_of_a_term_are_one_remark_with_their_places(pack):
    paper = pack(
        "# Reason", "The Ofsted Action Plan is closed.", "1 The Ofsted Plan has 11 areas.", "2 The Ofsted action plan.",
        terms=[PLAN],
    )  # fmt: skip
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Reason", paragraph 1: "Ofsted Action Plan" is also called')
    assert '"Ofsted Plan" (paragraph 1) and "Ofsted action plan" (paragraph 2)' in remark


def test_the_preferred_name_and_longer_names_that_hold_another_are_silent(pack):
    paper = pack("1 The Ofsted Action Plan, and the School Improvement Plan.", terms=[PLAN])
    assert not found(paper)


def test_a_name_with_an_apostrophe_of_either_kind_and_any_spacing_is_found(pack):
    paper = pack(
        "1 Children's Social Care and Children’s  Services.",
        terms=[("Children's Social Care", None, ["Children's Services"])],
    )
    (remark,) = found(paper)
    assert '"Children’s Services" (paragraph 1)' in remark


def test_a_title_in_capitals_is_silent(pack):
    assert not found(pack("PROGRESS REPORT ON THE OFSTED ACTION PLAN", terms=[PLAN]))


def test_a_common_name_in_other_case_is_silent(pack):
    assert not found(pack("1 Children in Need teams.", terms=[("children in need", "CIN", [])]))


def test_three_names_that_look_like_one_are_found_without_terms(pack):
    paper = pack(
        "1 The Ofsted Action Plan.", "2 The Ofsted Improvement Action Plan.", "3 The Ofsted Plan was endorsed."
    )
    (remark,) = found(paper)
    assert "look like names of one thing" in remark
    assert '"Ofsted Plan" (paragraph 3)' in remark


def test_one_name_spelled_two_ways_is_found(pack):
    paper = pack("1 The Children's Workforce Strategy.", "2 The Children Workforce Strategy.")
    assert len(found(paper)) == 1


def test_a_plan_called_otherwise_once_is_found_without_terms(pack):
    text = [
        "1 The SEND Action Plan.",
        "2 The SEND Action Plan is on track.",
        "3 The SEND Improvement Plan was endorsed.",
    ]
    (remark,) = found(pack(*text))
    assert '"SEND Action Plan" (paragraphs 1' in remark or '"SEND Improvement Plan" (paragraph 3)' in remark
    assert not found(pack(*text[1:]))
    assert not found(pack(*text, "4 The SEND Improvement Plan has 12 actions."))


def test_names_of_other_things_are_silent(pack):
    paper = pack(
        "1 The Education Plan, the Health Plan, the Youth Justice Plan and the Early Help Strategy.",
        "2 The Corporate Parenting Strategy, and the Sufficiency Strategy.",
    )
    assert not found(paper)
