"""A sample of what `python -m tests.damage` tries: a damaged file ends in words, or in documents that open."""

from tests.damage import all_tried


def test_a_damaged_workbook_or_template_ends_in_words_or_in_documents_that_open(tmp_path):
    tried = list(all_tried(tmp_path.resolve(), 3, 2015))
    assert [wrong for _, _, wrong in tried if wrong] == []
    assert {status for _, status, _ in tried} == {0, 1}
