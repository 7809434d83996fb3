from openpyxl.utils import get_column_letter

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Field, TableSchema, find_table, is_filler, plain_heading, whole_table

FIELDS = (
    Field("reference", ("Ref", "Reference"), required=True),
    Field("action", ("Action", "Action required"), required=True),
    Field("status", ("Status",)),
    Field("lead", ("Lead", "Action lead")),
)


def read(sheet, problems, **own):
    """The rows of the table in a sheet: what stands under each field that is there."""
    table = find_table(sheet, TableSchema(FIELDS, own=own), problems)
    return [
        {name: found.text for name in table.columns if (found := row.content(name))}
        for row in (table.rows if table else ())
    ]


def test_the_heading_is_found_below_a_title_and_notes_beside_a_blank_column(sheet_of, problems):
    sheet = sheet_of(
        [["Action plan"], ["Note: as agreed"], [], ["Ref", "Action ", "Status"], ["1.1", "Do it", "Done"]],
        row=14,
        column=2,
    )
    assert read(sheet, problems) == [{"reference": "1.1", "action": "Do it", "status": "Done"}]
    assert not problems


def test_headings_with_line_breaks_brackets_and_case_are_known(sheet_of, problems):
    sheet = sheet_of([["REF.", "Action\nrequired (SMART)", "Status as at 9 March"], ["1", "Do it", "Done"]])
    assert read(sheet, problems) == [{"reference": "1", "action": "Do it", "status": "Done"}]


def test_a_heading_two_rows_deep_is_joined(sheet_of, problems):
    rows = [["Ref", "Action", "Progress", None], [None, "required", "Status", "RAG"], ["1", "Do it", "Done", "Green"]]
    assert read(sheet_of(rows), problems) == [{"reference": "1", "action": "Do it", "status": "Done"}]


def test_a_merged_heading_is_joined_with_those_below_it(sheet_of, problems):
    rows = [["Ref", "Action", "Now", None], [None, None, "Status", "Lead"], ["1", "Do it", "Done", "Head of Service"]]

    def change(sheet):
        for merged in ("A1:A2", "B1:B2", "C1:D1"):
            sheet.merge_cells(merged)

    assert read(sheet_of(rows, change), problems) == [
        {"reference": "1", "action": "Do it", "status": "Done", "lead": "Head of Service"}
    ]


def test_a_row_of_data_is_never_taken_for_a_heading(sheet_of, problems):
    table = find_table(sheet_of([["Ref", "Action"], ["1", "Status"], ["2", "Lead"]]), TableSchema(FIELDS), problems)
    assert [row.number for row in table.rows] == [2, 3]


def test_a_second_table_to_the_right_is_left_alone(sheet_of, problems):
    rows = [["Status", "Meaning", None, "Ref", "Action", "Status"], ["Done", "All of it", None, "1", "Do it", "Late"]]
    table = find_table(sheet_of(rows), TableSchema(FIELDS), problems)
    assert table.columns == {"reference": 4, "action": 5, "status": 6}
    assert not table.others
    assert not problems


def test_a_heading_repeated_above_each_block_is_no_row(sheet_of, problems):
    heading = ["Ref", "Action", "Status"]
    rows = [heading, ["1", "Do it", "Done"], [], heading, ["2", "Do more", "Late"]]
    assert [row["reference"] for row in read(sheet_of(rows), problems)] == ["1", "2"]


def test_a_label_above_a_group_stands_for_its_rows(sheet_of, problems):
    rows = [
        ["Ref", "Action", "Status"],
        ["Front door"],
        ["1", "Do it", "Done"],
        ["Court work"],
        ["2", "Do more", "Late"],
    ]
    table = find_table(sheet_of(rows), TableSchema(FIELDS), problems)
    assert [(row.section.text, row.section.coordinate) for row in table.rows] == [
        ("Front door", "A2"),
        ("Court work", "A4"),
    ]


def test_a_row_of_words_that_is_called_total_is_left_out_with_a_word(sheet_of, problems, what_is_said):
    table = whole_table(sheet_of([["Supplier", "Head"], ["Acme", "Ann"], ["Total", "Zoe"], ["Shell", "Bob"]]), problems)
    assert [row.number for row in table.rows] == [2, 4]
    (said,) = what_is_said()
    assert said.startswith('Plan!A3: the row "Total" was left out as a total, but it is neither the sum nor the mean')
    sums = Problems()
    whole_table(sheet_of([["Team", "Visits"], ["A", 7], ["B", 2], ["Total", 9]]), sums)
    assert not sums


def test_totals_notes_fillers_and_rows_numbered_in_advance_are_no_rows(sheet_of, problems):
    rows = [
        ["Ref", "Action", "Status", "Lead"],
        ["1", "Do it", "Done", "< Select >"],
        ["2", "Please select an option", None, "-- Select --"],
        ["A3", None, '=IF(B4="","",1)'],
        [4],
        ["Total", 2, 1],
        ["END", "END", "END", "END"],
        ["Source: the service's own records"],
    ]
    assert read(sheet_of(rows), problems) == [{"reference": "1", "action": "Do it", "status": "Done"}]
    assert not problems


def test_references_under_no_heading_are_known_for_what_they_are(sheet_of, problems):
    fields = (Field("reference", ("Ref",), required=True, unheaded=True), *FIELDS[1:])
    rows = [[None, "Action", "Status"], ["B1", "Do it", "Done"], ["B2", "Do more", "Late"]]
    table = find_table(sheet_of(rows, column=2), TableSchema(fields), problems)
    assert [row.text("reference").value for row in table.rows] == ["B1", "B2"]
    assert table.rows[0].text("reference").cell.coordinate == "B2"


def test_a_missing_heading_is_one_problem_with_those_that_were_found(sheet_of, problems, what_is_said):
    assert read(sheet_of([["Ref", "Acton", "Status"], ["1", "Do it", "Done"]]), problems) == []
    assert what_is_said() == [
        'sheet Plan: no column has the heading "Action", or a usual form of it. '
        "The headings found in row 1 are: Ref, Acton, Status."
    ]
    assert problems.found[0].hint.startswith("Did you mean Acton? Rename the heading, or say what it is called")


def test_the_headings_of_paper_xlsx_have_no_other_remedy_than_to_be_right(sheet_of, problems):
    for headings in (["Ref", "Acton"], ["Ref", "Words"]):
        find_table(sheet_of([headings, ["1", "Do it"]]), TableSchema(FIELDS), problems)
    assert [problem.hint for problem in problems.found] == [
        "Did you mean Acton? Rename it.",
        "Give a column that heading.",
    ]


def test_a_heading_merged_over_two_columns_hides_that_of_the_second(sheet_of, problems, what_is_said):
    rows = [["Status", "Ref", None], ["Done", "1", "Do it"]]
    assert read(sheet_of(rows, lambda sheet: sheet.merge_cells("B1:C1")), problems) == []
    assert what_is_said() == [
        'Plan!B1: no column has the heading "Action", or a usual form of it: '
        'the heading "Ref" is merged over 2 columns.'
    ]


def test_a_sheet_with_none_of_the_headings_says_which_are_usual(sheet_of, problems, what_is_said):
    assert read(sheet_of([["Month", "Completed"]]), problems) == []
    assert what_is_said() == ["sheet Plan: no table was found with headings such as Ref, Action."]


def test_the_officers_own_heading_comes_first(sheet_of, problems):
    sheet = sheet_of([["No.", "Action", "What we will do"], ["1", "Old words", "Do it"]])
    assert read(sheet, problems, **{"No.": "reference", "What we will do": "action"}) == [
        {"reference": "1", "action": "Do it"}
    ]


def test_an_own_heading_that_is_not_there_is_a_problem(sheet_of, problems, what_is_said):
    read(sheet_of([["Ref", "Action", "Owner"], ["1", "Do it", "A"]]), problems, Owners="lead")
    assert what_is_said() == [
        'sheet Plan: no column has the heading "Owners", which paper.xlsx, Sources, Headings names. '
        "The headings found in row 1 are: Ref, Action, Owner."
    ]


def test_a_heading_that_stands_twice_is_said_and_the_first_is_read(sheet_of, problems, what_is_said):
    assert read(sheet_of([["Ref", "Action", "Action"], ["1", "Do it", "No"]]), problems) == [
        {"reference": "1", "action": "Do it"}
    ]
    assert what_is_said() == [
        'Plan!C1: the heading "Action" appears twice; the column under this one was not read, that under B1 was.'
    ]


def test_what_is_hidden_and_read_is_said(sheet_of, problems, what_is_said):
    def change(sheet):
        for row in (3, 4, 6):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True

    read(sheet_of([["Ref", "Action"], *([str(number), "Do it"] for number in range(2, 8))], change), problems)
    assert what_is_said() == [
        "Plan!A3: hidden rows were read with the others: 3 to 4, 6.",
        'Plan!B1: the column "Action" is hidden, and was read.',
    ]


def test_names_down_the_first_column_are_read_with_their_own_cells(sheet_of, problems):
    sheet = sheet_of([["Ref", "1", "2"], ["Action", "Do it", "Do more"], ["Status", "Done", None]])
    assert read(sheet, problems) == [
        {"reference": "1", "action": "Do it", "status": "Done"},
        {"reference": "2", "action": "Do more"},
    ]
    table = find_table(sheet, TableSchema(FIELDS), problems)
    assert [table.rows[1].cell(name).coordinate for name in ("action", "status")] == ["C2", "C3"]


def test_any_table_is_found_under_its_title(sheet_of, problems):
    table = whole_table(sheet_of([["Costs"], [], ["Type", "£"], ["Fraud", 1136], ["Robbery", 968]]), problems)
    assert list(table.others) == ["type", "column_b"]
    assert [row.number for row in table.rows] == [4, 5]


def test_a_table_of_a_thousand_columns_is_bounded(sheet_of, problems):
    headings = [get_column_letter(number) for number in range(1, 1001)]
    assert len(whole_table(sheet_of([headings, headings]), problems).others) == 1000


def test_fillers_of_forms_are_blank():
    fillers = ("< Select >", "Please select an option", "Choose an item.", "[select]", "- Select -", "Select")
    assert all(map(is_filler, fillers))
    assert not any(
        map(is_filler, ("Selected families", "Select two schools to pilot it, by the end of the term, with heads", "-"))
    )


def test_headings_are_compared_without_what_varies():
    assert plain_heading("Lead\nOfficer’s Name* (post)") == "lead officers name"


def test_a_long_text_that_a_spoiled_sheet_repeats_is_read_at_once(sheet_of, problems):
    sheet = sheet_of([["Ref", "Action"], ["1", "A " * 16_000]])
    sheet.rows = {1: sheet.rows[1], **dict.fromkeys(range(2, 20_000), sheet.rows[2])}
    assert len(find_table(sheet, TableSchema(FIELDS), problems).rows) == 1
