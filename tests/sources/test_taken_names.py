"""Names of the data that their subject has itself: reachable under another, which is listed and said."""

import pytest

from cyps_papers.figures.paper import Paper
from cyps_papers.figures.series import Indicators
from cyps_papers.figures.source import note_taken
from cyps_papers.problems import Problems
from cyps_papers.records import Cell, Entry, IndicatorRecord, PaperRecord
from cyps_papers.sources.action_plan.action import Action
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.table.kind import TableRecord, TableSource
from cyps_papers.vocabulary import names_of


def entry(value, coordinate="B2"):
    return Entry(value, Cell("book.xlsx", "Sheet", coordinate))


ACTION = Action(
    ActionRecord(entry("1"), entry("Do it"), others={"record": entry("A record"), "cost": entry("£5")}), "ofsted", {}
)
KPI = Indicators([IndicatorRecord("key", entry("Key")), IndicatorRecord("all", entry("All"))], "kpi")
PAPER = Paper(PaperRecord(details={"documents": entry("Three"), "service": entry("CYPS")}))
(ROW,) = TableSource({"own_names": entry("Own names")}, [TableRecord({"own_names": entry("Ann")})], "register").rows


@pytest.mark.parametrize(
    ("subject", "name", "printed"),
    [
        (ACTION, "record_", "A record"),
        (ACTION, "cost", "£5"),
        (PAPER, "documents_", "Three"),
        (PAPER, "service", "CYPS"),
        (ROW, "own_names_", "Ann"),
    ],
)
def test_what_the_data_name_is_reached_under_a_name_that_is_listed(subject, name, printed):
    assert name in names_of(subject)
    assert getattr(subject, name) == printed


def test_an_indicator_called_key_or_all_is_reached_and_the_lists_stay():
    assert (KPI.key_.name, KPI.all_.name) == ("Key", "All")
    assert str(KPI.key_.name.origin) == "kpi.key_.name"
    assert (KPI.key, len(KPI.all)) == ([], 2)
    assert {"key_", "all_", "key", "all"} <= set(names_of(KPI))


def test_a_warning_says_what_it_is_called_instead_and_only_where_it_must():
    problems = Problems()
    note_taken({"cost": entry("Cost"), "record": entry("Record", "H3")}, Action, problems)
    assert [str(problem) for problem in problems.found] == [
        "book.xlsx, Sheet!H3: templates have the name record for something else, so they call this record_. Type "
        "record_ in templates; or give it another name or heading."
    ]


@pytest.mark.parametrize("subject", [ACTION, KPI, PAPER, ROW])
def test_nothing_private_can_be_reached_from_a_template(subject):
    public = {name for name in vars(subject) if not name.startswith("_")}
    assert public == set()
    with pytest.raises(AttributeError):
        _ = subject._nothing
