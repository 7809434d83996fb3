"""What changed since the last report: each movement in its exact words, with the cells of both workbooks."""

from datetime import date
from decimal import Decimal

import pytest

from cyps_papers.periods import day, parse
from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.records import (
    Cell,
    Direction,
    Entry,
    IndicatorRecord,
    LastReport,
    Marker,
    ObservationRecord,
    PaperRecord,
    Quantity,
    Rag,
    SourceData,
    SourceRecord,
    Status,
    Unit,
)
from cyps_papers.sources.action_plan.matching import carries_on
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.context import context
from cyps_papers.vocabulary import declared

MARCH, SEPTEMBER = date(2015, 3, 18), date(2015, 9, 9)
DONE, OPEN, RESIDUAL, CANCELLED = Status.COMPLETED, Status.IN_PROGRESS, Status.RESIDUAL, Status.CANCELLED
PLANS = {"improvement": "action plan", "ofsted": "action plan", "kpi": "indicators"}
WORDINGS = {
    "1.1": "Recruit permanent social workers and managers to every post",
    "1.2": "Visit each child on a protection plan every ten working days",
    "1.3": "Give foster carers the training that they have asked for",
    "1.4": "Publish the strategy for care leavers with partners",
}


def entry(value, column, row, workbook="improvement.xlsx"):
    value = day(value) if isinstance(value, date) else value
    return Entry(value, Cell(workbook, "Plan", f"{column}{row}"))


def plan(*actions, workbook="improvement.xlsx"):
    """Actions in rows from 2, their fields in columns A to G."""
    columns = {"reference": "A", "action": "B", "status": "C", "due": "D", "rag": "E", "came_from": "F", "area": "G"}
    return tuple(
        ActionRecord(**{name: entry(value, columns[name], row, workbook) for name, value in fields.items()})
        for row, fields in enumerate(actions, start=2)
    )


def action(reference="1.1", status=OPEN, wording="", **fields):
    return {"reference": reference, "action": wording or WORDINGS.get(reference, reference), "status": status, **fields}


def data_of(records):
    return {name: SourceData(PLANS[name], those) for name, those in records.items()}


def compared(then, now, problems=None):
    """The context of September 2015, with what stood in March under the folder 2015-03."""
    sources = [
        SourceRecord(*(Entry(said, Cell("paper.xlsx", "Sources", "A2")) for said in (name, PLANS[name], "w.xlsx")))
        for name in now
    ]
    paper = PaperRecord({"meeting_date": Entry(SEPTEMBER, Cell("paper.xlsx", "Details", "B2"))}, sources=tuple(sources))
    last = LastReport("2015-03", Entry(MARCH, Cell("2015-03/paper.xlsx", "Details", "B2")), data_of(then))
    return context(paper, data_of(now), last, problems if problems is not None else Problems())


def since(then, now, problems=None):
    before = plan(*then, workbook="2015-03/improvement.xlsx")
    return compared({"improvement": before}, {"improvement": plan(*now)}, problems)["improvement"].since_last


def rows(answer):
    return [
        (str(one.reference), one.what, one.before.printed, one.after.printed, one.movement) for one in answer.movements
    ]


LATER, EARLIER, PAST = date(2015, 12, 31), date(2015, 10, 31), date(2015, 8, 31)


@pytest.mark.parametrize(
    ("then", "now", "what", "before", "after", "movement"),
    [
        (action(), action(status=DONE), "Status", "In progress", "Completed", "▲ completed"),
        (action(status=RESIDUAL), action(status=DONE), "Status", "Residual", "Completed", "▲ completed"),
        (action(status=DONE), action(), "Status", "Completed", "In progress", "▼ reopened"),
        (action(status=CANCELLED), action(), "Status", "Cancelled", "In progress", "▼ reopened"),
        (action(status=Status.NOT_STARTED), action(), "Status", "Not started", "In progress", "▲ started"),
        (action(status=Status.DELAYED), action(), "Status", "Delayed", "In progress", "▲ resumed"),
        (action(), action(status=Status.DELAYED), "Status", "In progress", "Delayed", "▼ delayed"),
        (action(), action(status=Status.ON_HOLD), "Status", "In progress", "On hold", "▼ put on hold"),
        (action(), action(status=CANCELLED), "Status", "In progress", "Cancelled", "× cancelled"),
        (action(), action(status=RESIDUAL), "Status", "In progress", "Residual", "► moved to another plan"),
        (
            action(),
            action(status=Status.NOT_STARTED),
            "Status",
            "In progress",
            "Not started",
            "▼ not started after all",
        ),
        (
            action(due=EARLIER),
            action(due=LATER),
            "Due date",
            "31 October 2015",
            "31 December 2015",
            "▼ slipped by 2 months",
        ),
        (
            action(due=parse("October 2015")),
            action(due=parse("Dec 2015")),
            "Due date",
            "October 2015",
            "December 2015",
            "▼ slipped by 2 months",
        ),
        (
            action(due=date(2015, 9, 30)),
            action(due=parse("December 2015")),
            "Due date",
            "30 September 2015",
            "December 2015",
            "▼ slipped by 3 months",
        ),
        (
            action(due=parse("August 2015")),
            action(due=parse("August 2015")),
            "Due date",
            "August 2015",
            "August 2015",
            "▼ overdue by 9 days",
        ),
        (
            action(due=date(2015, 10, 1)),
            action(due=date(2015, 10, 15)),
            "Due date",
            "1 October 2015",
            "15 October 2015",
            "▼ slipped by 14 days",
        ),
        (
            action(due=LATER),
            action(due=EARLIER),
            "Due date",
            "31 December 2015",
            "31 October 2015",
            "▲ brought forward by 2 months",
        ),
        (action(due=PAST), action(due=PAST), "Due date", "31 August 2015", "31 August 2015", "▼ overdue by 9 days"),
        (
            action(due=date(2015, 2, 28)),
            action(due=date(2015, 2, 28)),
            "Due date",
            "28 February 2015",
            "28 February 2015",
            "▼ still overdue by 28 weeks",
        ),
        (
            action(due=date(2015, 7, 31)),
            action(due=PAST),
            "Due date",
            "31 July 2015",
            "31 August 2015",
            "▼ slipped by 1 month, and overdue by 9 days",
        ),
        (action(due=LATER), action(due="ongoing"), "Due date", "31 December 2015", "ongoing", "▼ no longer has a date"),
        (action(due=LATER), action(), "Due date", "31 December 2015", "", "▼ no longer has a date"),
        (action(rag=Rag.AMBER), action(rag=Rag.GREEN), "RAG", "Amber", "Green", "▲ improved"),
        (action(rag=Rag.GREEN), action(rag=Rag.RED), "RAG", "Green", "Red", "▼ worsened by 2 steps"),
        (action(rag=Rag.GREEN), action(rag=Rag.AMBER_RED), "RAG", "Green", "Amber/Red", "▼ worsened by 2 steps"),
        (action(rag=Rag.RED), action(), "RAG", "Red", "", "► no longer rated"),
    ],
)
def test_each_movement_of_an_action_is_said_in_its_own_words(then, now, what, before, after, movement):
    assert rows(since([then], [now])) == [("1.1", what, before, after, movement)]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (action(), action()),
        (action(due=PAST), action(due=PAST, status=CANCELLED)),
        (action(due=SEPTEMBER), action(due=SEPTEMBER)),
        (action(due="ongoing"), action(due="until further notice")),
        (action(rag=Rag.RED, due=PAST, status=DONE), action(rag=Rag.BLUE, due=LATER, status=DONE)),
        (action(status=RESIDUAL), action(status=RESIDUAL)),
        (action(), action(rag=Rag.GREEN)),
    ],
)
def test_what_did_not_move_is_no_movement(then, now):
    assert [row for row in rows(since([then], [now])) if row[1] != "Status"] == []


def test_one_action_can_move_in_several_ways():
    then, now = action(due=EARLIER, rag=Rag.AMBER), action(due=LATER, rag=Rag.RED, status=Status.DELAYED)
    assert [row[1:] for row in rows(since([then], [now]))] == [
        ("Status", "In progress", "Delayed", "▼ delayed"),
        ("Due date", "31 October 2015", "31 December 2015", "▼ slipped by 2 months"),
        ("RAG", "Amber", "Red", "▼ worsened"),
    ]


def test_a_completed_action_is_said_once_whatever_its_date_and_rag():
    then, now = action(due=EARLIER, rag=Rag.AMBER), action(due=LATER, rag=Rag.BLUE, status=DONE)
    assert [row[-1] for row in rows(since([then], [now]))] == ["▲ completed"]


def test_counts_and_rows_name_the_cells_of_both_workbooks():
    answer = since(
        [action("1.1"), action("1.2", due=EARLIER), action("1.3", DONE), action("1.4", rag=Rag.RED)],
        [action("1.1", DONE), action("1.2", due=LATER), action("1.3"), action("1.4", rag=Rag.GREEN)],
    )
    old, new = "2015-03/improvement.xlsx, Plan!", "improvement.xlsx, Plan!"
    statuses = [f"{book}C{row}" for row in (2, 3, 4, 5) for book in (old, new)]
    counts = {
        "newly_completed": statuses,
        "reopened": statuses,
        "slipped": [*statuses, f"{old}D3", f"{new}D3", "paper.xlsx, Details!B2"],
        "rag_improved": [*statuses, f"{old}E5", f"{new}E5"],
    }
    for name, cells in counts.items():
        figure = getattr(answer, name)
        assert (figure.printed, sorted(str(cell) for cell in figure.cells)) == ("1", sorted(cells)), name
        assert (figure.name, figure.unit) == (f"improvement.since_last.{name}", "actions")
    slipped = answer.slipped_actions[0]
    assert [str(cell) for cell in slipped.movement.cells] == [f"{old}D3", f"{new}D3"]
    assert [str(cell) for cell in slipped.before.cells] == [f"{old}D3"]
    assert (slipped.by.printed, slipped.by.value, slipped.by.unit) == ("2 months", 61, Unit.DAYS)
    assert (answer.rag_improved_actions[0].by.printed, answer.rag_improved_actions[0].arrow) == ("2 steps", "▲")


def test_a_movement_has_the_colours_of_what_it_went_between_and_its_word_alone():
    answer = since([action(rag=Rag.AMBER)], [action(rag=Rag.GREEN)]).movements[0]
    assert (answer.before_fill, answer.after_fill, answer.word) == (Rag.AMBER.fill, Rag.GREEN.fill, "improved")
    new = since([], [action("1.2", due=LATER)]).movements[0]
    assert (new.before_fill, new.was_reference) == ("auto", "")
    with pytest.raises(NoAnswerError, match="new has no length"):
        _ = new.by


def test_a_new_action_is_said_and_counted_as_completed_where_it_is():
    answer = since([action("1.1")], [action("1.1"), action("1.2"), action("1.3", DONE)])
    assert rows(answer) == [
        ("1.2", "Status", "Not in the plan", "In progress", "+ new"),
        ("1.3", "Status", "Not in the plan", "Completed", "+ new"),
    ]
    assert (answer.new.printed, answer.newly_completed.printed) == ("2", "1")


def test_an_open_action_that_vanished_is_an_error_at_its_old_cell():
    problems = Problems()
    answer = since([action("1.1"), action("1.2")], [action("1.1")], problems)
    assert rows(answer) == [("1.2", "Status", "In progress", "No longer in the plan", "× dropped")]
    assert answer.dropped.printed == "1"
    assert [str(problem) for problem in problems.errors] == [
        "2015-03/improvement.xlsx, Plan!A3: action 1.2 was in the last report but is in no plan now. Put it back "
        "with the status that it has now (Cancelled if it was given up), or enter 1.2 as where it came from beside the "
        "action that carries it on."
    ]


@pytest.mark.parametrize("status", [DONE, CANCELLED])
def test_an_action_reported_as_closed_may_be_taken_off_the_plan(status):
    problems = Problems()
    answer = since([action("1.1"), action("1.2", status)], [action("1.1")], problems)
    assert (rows(answer), problems.found) == ([], [])


def test_a_sheet_of_indicators_without_rows_does_not_hide_that_an_action_vanished():
    problems = Problems()
    compared(
        {"improvement": plan(action("1.1"), action("1.2"))}, {"improvement": plan(action("1.1")), "kpi": ()}, problems
    )
    assert [problem.rule for problem in problems.found] == ["action-vanished"]


def reviews(*stated):
    return plan(*(action(reference, status, "Review quarterly", area=area) for reference, area, status in stated))


@pytest.fixture
def moves():
    """How the actions of a plan moved: each new reference, or the old where it is gone, with the movement in words."""

    def moved(then, now):
        since = compared({"improvement": then}, {"improvement": now})["improvement"].since_last
        return [(str(one.reference), str(one.word)) for one in since.movements]

    return moved


def test_two_actions_worded_alike_and_renumbered_stay_each_in_its_area(moves):
    then = reviews(("1.1", "Fostering", DONE), ("2.1", "Adoption", OPEN))
    now = reviews(("5.1", "Adoption", OPEN), ("6.1", "Fostering", DONE))
    assert moves(then, now) == []


def test_of_two_worded_alike_the_one_in_the_other_area_is_gone(moves):
    then = reviews(("1.1", "Fostering", OPEN), ("2.1", "Adoption", OPEN))
    assert moves(then, reviews(("5.1", "Adoption", DONE))) == [("5.1", "completed"), ("1.1", "dropped")]


def test_where_nothing_tells_two_actions_apart_neither_is_taken_for_the_new_one(moves):
    then = reviews(("1.1", "Fostering", OPEN), ("2.1", "Adoption", OPEN))
    assert moves(then, reviews(("5.1", "Leaving care", DONE))) == [
        ("5.1", "new"),
        ("1.1", "dropped"),
        ("2.1", "dropped"),
    ]


@pytest.mark.parametrize(
    ("came_from", "carried_on"),
    [
        ("1", {"1"}),
        ("Ofsted 1", {"1"}),
        ("Phase 2 of action 1", {"1"}),
        ("1 and 2", {"1", "2"}),
        ("Ofsted 1; Ofsted 2", {"1", "2"}),
        ("OAP/1", {"1"}),
    ],
)
def test_an_action_carries_on_those_that_it_says_it_came_from(came_from, carried_on):
    (later,) = plan(action("WS1.1", OPEN, "The same matter", came_from=came_from))
    earlier = plan(action("1", OPEN, "One matter"), action("2", OPEN, "Another matter"))
    assert {one.reference.value for one in earlier if carries_on(later, one)} == carried_on


def test_where_a_plan_could_not_be_read_its_actions_are_not_said_to_have_vanished():
    problems = Problems()
    then = {"ofsted": plan(action("4.2", RESIDUAL), workbook="2015-03/ofsted.xlsx")}
    compared(then, {"improvement": ()}, problems)
    assert problems.found == []


def test_a_changed_reference_is_matched_by_the_wording_and_said_with_both_cells():
    problems = Problems()
    renumbered = action("2.7", DONE, wording=WORDINGS["1.2"].replace("ten", "10").upper())
    answer = since([action("1.1"), action("1.2")], [action("1.1"), renumbered], problems)
    assert rows(answer) == [("2.7", "Status", "In progress", "Completed", "▲ completed")]
    assert answer.movements[0].was_reference == "1.2"
    assert [str(problem) for problem in problems.found] == [
        "improvement.xlsx, Plan!A3: 2.7 is taken for 1.2 of the last report (2015-03/improvement.xlsx, Plan!A3), whose "
        "wording it has. Use the reference of the last report, or enter 1.2 as where it came from. If it is another "
        "action, word it differently."
    ]


def test_when_references_shift_down_actions_follow_their_wording():
    problems = Problems()
    then = [action("1.1"), action("1.2"), action("1.3")]
    now = [
        action("1.1"),
        action("1.2", wording="Appoint an independent chair of the improvement board"),
        action("1.3", DONE, wording=WORDINGS["1.2"]),
        action("1.4", wording=WORDINGS["1.3"]),
    ]
    answer = since(then, now, problems)
    assert [(row[0], row[-1]) for row in rows(answer)] == [("1.2", "+ new"), ("1.3", "▲ completed")]
    assert [problem.rule for problem in problems.found] == ["reference-changed", "reference-changed"]


def test_references_are_the_same_whatever_their_spaces_and_capitals():
    assert rows(since([action("WS 1.1", wording="a")], [action("ws1.1.", wording="a")])) == []


def test_one_reference_for_two_different_actions_is_said():
    problems = Problems()
    answer = since([action("1.1")], [action("1.1", wording=WORDINGS["1.4"])], problems)
    assert rows(answer) == []
    assert [str(problem) for problem in problems.found] == [
        "improvement.xlsx, Plan!B2: 1.1 reads quite differently from 1.1 of the last report "
        "(2015-03/improvement.xlsx, Plan!B2). If it is another action, give it a reference of its own and keep the old "
        "one in the plan."
    ]


def test_each_action_says_what_happened_to_it():
    then = plan(action("1.1"), action("1.2"), action("1.4"), workbook="improvement.xlsx")
    now = plan(action("1.1", DONE), action("1.2"), action("1.3", due=PAST), workbook="improvement.xlsx")
    improvement = compared({"improvement": then}, {"improvement": now})["improvement"]
    said = {str(one.reference): [str(row.movement) for row in one.since_last] for one in improvement.actions}
    assert said == {"1.1": ["▲ completed"], "1.2": [], "1.3": ["+ new", "▼ overdue by 9 days"]}
    assert [len(one.since_last) for one in improvement.completed_actions] == [1]


def test_an_action_says_nothing_of_what_happened_where_nothing_was_reported():
    paper = PaperRecord({}, sources=(SourceRecord(entry("improvement", "A", 2), entry("action plan", "B", 2), None),))
    (only,) = context(paper, data_of({"improvement": plan(action())}), None, Problems())["improvement"].actions
    assert only.since_last == []


def test_an_action_of_a_closed_plan_is_carried_on_where_another_plan_names_it():
    problems = Problems()
    then = {"ofsted": plan(action("4.2", RESIDUAL, due=EARLIER), workbook="2015-03/ofsted.xlsx")}
    now = {"improvement": plan(action("WS9", due=LATER, came_from="Ofsted 4.2 and 7.1"))}
    answer = compared(then, now, problems)["improvement"].since_last
    assert rows(answer) == [
        ("WS9", "Status", "Residual", "In progress", "► carried on from 4.2"),
        ("WS9", "Due date", "31 October 2015", "31 December 2015", "▼ slipped by 2 months"),
    ]
    assert (answer.new.printed, answer.carried_on.printed, problems.found) == ("0", "1", [])


def test_an_action_that_left_its_plan_for_another_is_not_dropped():
    problems = Problems()
    then = {
        "ofsted": plan(action("4.1"), action("4.2", RESIDUAL), workbook="2015-03/ofsted.xlsx"),
        "improvement": plan(action("WS1"), workbook="2015-03/improvement.xlsx"),
    }
    now = {"ofsted": plan(action("4.1"), workbook="ofsted.xlsx"), "improvement": plan(action("WS1", came_from="4.2"))}
    both = compared(then, now, problems)
    assert rows(both["ofsted"].since_last) == [("4.2", "Status", "Residual", "Now WS1", "► carried on as WS1")]
    assert (rows(both["improvement"].since_last), problems.found) == ([], [])


def test_a_renumbered_action_that_says_what_it_was_is_carried_on_without_a_warning():
    problems = Problems()
    answer = since([action("1.1")], [action("2.1", wording="Another thing altogether", came_from="1.1")], problems)
    assert ([row[-1] for row in rows(answer)], problems.found) == (["► carried on from 1.1"], [])


def test_a_plan_that_is_gone_with_actions_that_nobody_carries_on_is_an_error_for_each():
    problems = Problems()
    then = {"ofsted": plan(action("4.1", DONE), action("4.2", RESIDUAL), workbook="2015-03/ofsted.xlsx")}
    compared(then, {"improvement": plan(action("WS1"))}, problems)
    assert [problem.place.within() for problem in problems.errors] == ["Plan!A3"]


def indicator(code, *observations, unit="cases", direction=Direction.LOWER, target=None, target_unit="", book=""):
    """An indicator whose periods stand in column B and values in column C, from row 2."""

    def cell(coordinate):
        return Cell(f"{book}kpis.xlsx", "Values", coordinate)

    return IndicatorRecord(
        code, Entry(f"The {code}", cell("A2")), unit, direction,
        target=Entry(Quantity(Decimal(target), target_unit or unit), cell("D2")) if target else None,
        observations=tuple(
            ObservationRecord(
                Entry(parse(period), cell(f"B{row}")),
                Entry(Marker(value) if value == "c" else Quantity(Decimal(value)), cell(f"C{row}")),
            )
            for row, (period, value) in enumerate(observations, start=2)
        ),
    )  # fmt: skip


def kpi(then, now, problems=None):
    return compared({"kpi": tuple(then)}, {"kpi": tuple(now)}, problems)["kpi"]


OCTOBER, FEBRUARY, AUGUST = ("13/10/14", "2066"), ("02/02/15", "1463"), ("10/08/15", "1310")


@pytest.mark.parametrize(
    ("direction", "august", "movement"),
    [
        (Direction.LOWER, "1310", "▼ fallen (better)"),
        (Direction.LOWER, "1500", "▲ risen (worse)"),
        (Direction.HIGHER, "1500", "▲ risen (better)"),
        (Direction.HIGHER, "1310", "▼ fallen (worse)"),
        (Direction.BAND, "1310", "▼ fallen"),
        (Direction.LOWER, "1463", "► not changed"),
    ],
)
def test_an_indicator_says_which_way_it_went_since_the_last_report(direction, august, movement):
    then = indicator("cin", OCTOBER, FEBRUARY, direction=direction, book="2015-03/")
    now = indicator("cin", OCTOBER, FEBRUARY, ("10/08/15", august), direction=direction)
    assert kpi([then], [now]).cin.movement == movement


def test_the_change_since_the_last_report_starts_from_the_value_that_it_gave():
    then = indicator("cin", OCTOBER, FEBRUARY, book="2015-03/")
    cin = kpi([then], [indicator("cin", OCTOBER, FEBRUARY, ("10/05/15", "1400"), AUGUST)]).cin
    assert (cin.last_reported.printed, cin.last_reported.date.printed) == ("1,463", "2 February 2015")
    assert (cin.since_last.by.printed, cin.change.by.printed) == ("153", "756")
    assert [str(cell) for cell in cin.since_last.cells] == [
        "2015-03/kpis.xlsx, Values!C3",
        "kpis.xlsx, Values!C5",
        "2015-03/kpis.xlsx, Values!B3",
        "kpis.xlsx, Values!B5",
    ]
    assert (cin.since_last.verdict, cin.change.movement, cin.has_since_last) == ("better", "▼ fallen (better)", True)
    assert {"▼ fallen (better)", "▲ risen", "► not changed", "no new value"} < set(cin.movement.choices)


@pytest.mark.parametrize(
    ("then", "now", "movement", "message"),
    [
        ([OCTOBER], [OCTOBER], "no new value", "kpi.cin has no value later than 13 October 2014"),
        ([], [OCTOBER], "+ new", "kpi.cin had no value in the last report."),
        ([], [], "no value", "kpi.cin had no value in the last report."),
    ],
)
def test_an_indicator_with_nothing_to_compare_says_so(then, now, movement, message):
    cin = kpi([indicator("cin", *then, book="2015-03/")], [indicator("cin", *now)]).cin
    assert (cin.movement, cin.has_since_last, movement in cin.movement.choices) == (movement, False, True)
    with pytest.raises(NoAnswerError, match=message):
        _ = cin.since_last


def test_an_indicator_that_was_not_in_the_last_report_is_new():
    assert kpi([], [indicator("cin", OCTOBER)]).cin.movement == "+ new"


def test_indicators_are_counted_as_better_and_worse():
    then = [indicator(code, OCTOBER, book="2015-03/") for code in ("one", "two", "still")]
    now = [indicator("one", OCTOBER, FEBRUARY), indicator("two", OCTOBER, ("02/02/15", "3000")), then[2]]
    answer = kpi(then, now)
    assert (answer.better.printed, answer.worse.printed) == ("1", "1")
    assert [one.code for one in answer.moved] == ["one", "two"]
    assert [str(cell) for cell in answer.better.cells] == [
        f"{book}kpis.xlsx, Values!{cell}"
        for book, cell in [("2015-03/", "C2"), ("", "C3"), ("2015-03/", "B2"), ("", "B3")]
    ]


@pytest.mark.parametrize(("then", "now"), [(OCTOBER, ("10/05/15", "c")), (("13/10/14", "c"), ("10/05/15", "12"))])
def test_a_value_held_back_then_or_now_is_said_in_words(then, now):
    cin = kpi([indicator("cin", then, book="2015-03/")], [indicator("cin", then, now)]).cin
    assert (cin.movement, cin.since_last.printed, cin.since_last.verdict) == ("held back",) * 3
    assert cin.movement in cin.movement.choices
    assert not cin.since_last.by
    assert not cin.since_last.percent
    assert (cin.since_last.by.printed, cin.since_last.per_week.printed) == ("c", "c")


@pytest.mark.parametrize(
    ("value", "fields", "verdict"),
    [
        ("18", {"target": "18"}, "met"),
        ("19", {"target": "18"}, "missed"),
        ("0.95", {"target": "0.9", "unit": Unit.SHARE, "direction": Direction.HIGHER}, "met"),
        ("0.85", {"target": "0.9", "unit": Unit.SHARE, "direction": Direction.HIGHER}, "missed"),
        ("30", {"target": "45", "unit": Unit.DAYS, "target_unit": Unit.WORKING_DAYS}, "met"),
        ("50", {"target": "45", "unit": Unit.DAYS, "target_unit": Unit.WORKING_DAYS}, None),
        ("20", {"target": "18", "direction": Direction.BAND}, None),
        ("20", {}, None),
    ],
)
def test_a_value_meets_its_target_misses_it_or_cannot_be_held_against_it(value, fields, verdict):
    answer = kpi([], [indicator("one", ("Feb 2015", value), **fields)])
    assert answer.one.has_target_verdict == (verdict is not None)
    if verdict:
        assert (answer.one.target_verdict, answer.one.meets_target) == (verdict, verdict == "met")
        assert [cell.coordinate for cell in answer.one.target_verdict.cells] == ["C2", "D2"]
    else:
        with pytest.raises(NoAnswerError, match=r"kpi\.one cannot be held against a target\."):
            _ = answer.one.meets_target
    assert (answer.targets_met == 1, answer.targets_missed == 1) == (verdict == "met", verdict == "missed")


def test_a_value_that_the_last_report_gave_otherwise_is_said():
    problems = Problems()
    kpi([indicator("cin", OCTOBER, book="2015-03/")], [indicator("cin", ("13/10/14", "2060"))], problems)
    assert [str(problem) for problem in problems.found] == [
        "kpis.xlsx, Values!C2: kpi.cin is 2,060 for 13 October 2014, but was 2,066 in the last report "
        "(2015-03/kpis.xlsx, Values!C2). Say in the report that it was revised, or correct it."
    ]


def test_a_value_or_an_indicator_that_is_gone_is_said_at_its_old_cell():
    problems = Problems()
    then = [indicator("cin", OCTOBER, FEBRUARY, book="2015-03/"), indicator("late", OCTOBER, book="2015-03/")]
    kpi(then, [indicator("cin", OCTOBER)], problems)
    assert [str(problem) for problem in problems.found] == [
        "2015-03/kpis.xlsx, Values!C3: kpi.cin has no value for 2 February 2015 now; it was 1,463 in the last report. "
        "Put it back, so that Members can follow the series.",
        "2015-03/kpis.xlsx, Values!A2: kpi.late (The late) was in the last report but is not among the indicators "
        "now. Put it back, or say in the report why it is no longer given.",
    ]


def test_without_a_previous_meeting_each_question_is_refused_with_the_same_remedy():
    sources = tuple(
        SourceRecord(*(Entry(said, Cell("paper.xlsx", "Sources", "A2")) for said in (name, PLANS[name], "w.xlsx")))
        for name in ("improvement", "kpi")
    )
    data = data_of({"improvement": plan(action()), "kpi": (indicator("cin", OCTOBER),)})
    alone = context(PaperRecord(sources=sources), data)
    asked = {
        "improvement.since_last": lambda: alone["improvement"].since_last,
        "kpi.cin.last_reported": lambda: alone["kpi"].cin.since_last,
        "kpi.cin.movement": lambda: alone["kpi"].cin.movement,
        "kpi.moved": lambda: alone["kpi"].moved,
        "kpi.better": lambda: alone["kpi"].better,
        "paper.previous_meeting_date": lambda: alone["paper"].previous_meeting_date,
    }
    for name, ask in asked.items():
        with pytest.raises(NoAnswerError) as refused:
            ask()
        assert refused.value.message == f"{name}: there is no previous meeting to compare with."
        assert "{%p if paper.has_previous %}" in refused.value.hint
    assert not alone["paper"].has_previous


def test_with_a_previous_meeting_the_paper_says_so_with_its_date():
    paper = compared({}, {})["paper"]
    assert (paper.has_previous, paper.previous_meeting_date.printed) == (True, "18 March 2015")
    assert str(paper.previous_meeting_date.cells[0]) == "2015-03/paper.xlsx, Details!B2"


def test_every_name_has_a_sentence_for_officers():
    answer = since([], [action(rag=Rag.RED)])
    for subject in (answer, answer.movements[0]):
        assert all(name.sentence for name in declared(type(subject)).values())


def test_an_action_that_is_open_again_was_not_overdue_while_it_was_closed():
    due = date(2015, 2, 28)
    then, now = action(due=due, status=DONE), action(due=due)
    (slipped,) = since([then], [now]).slipped_actions
    assert slipped.word == "overdue by 28 weeks"
