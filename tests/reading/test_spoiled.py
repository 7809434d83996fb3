"""Spoiled workbooks: with a byte turned, cut short, or with a part that is no XML, each is read or refused in words."""

import os
import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_papers.meetings.inspect import inspect_file
from cyps_papers.reading.workbook import open_workbook

PLAN = Path(__file__).parents[2] / "inputs" / "2015-03" / "ofsted_action_plan.xlsx"
WHOLE = PLAN.read_bytes()


def flipped(chance: random.Random) -> bytes:
    found = bytearray(WHOLE)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(chance: random.Random) -> bytes:
    return WHOLE[: chance.randrange(len(WHOLE))]


def damaged(chance: random.Random) -> bytes:
    """With one XML part spoiled in the middle, in a zip archive that is sound."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        names = archive.namelist()
        spoiled = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            content = archive.read(name)
            if name == spoiled:
                at = chance.randrange(len(content))
                length = chance.randint(1, 30)
                content = content[:at] + chance.choice([b"", b"<", b"&bad;", b"\xff", b'"']) + content[at + length :]
            made.writestr(name, content)
    return held.getvalue()


WAYS = (flipped, cut, damaged)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_spoiled_workbook_is_read_or_refused_in_words(tmp_path, way):
    path = tmp_path / "plan.xlsx"
    for seed in range(4):
        path.write_bytes(way(random.Random(seed)))
        inspected = inspect_file(path)
        assert inspected.lines or inspected.problems
        assert not [one for one in inspected.problems if "Traceback" in str(one)]


BEGINNINGS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"<html", b"\xff\xfe", b"BM", b"{\\rtf")


@settings(max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None)
@given(
    start=st.sampled_from(BEGINNINGS),
    rest=st.binary(max_size=300),
    ending=st.sampled_from([".xlsx", ".xls", ".csv", ".ods", ".docx", ".numbers", ""]),
)
def test_any_bytes_give_a_message_or_are_read(tmp_path_factory, start, rest, ending):
    path = tmp_path_factory.getbasetemp() / f"input{ending}"
    path.write_bytes(start + rest)
    inspected = inspect_file(path)
    assert inspected.lines or inspected.problems


@pytest.mark.parametrize("ending", [".xls", ".xlsb", ".ods"])
def test_what_calamine_cannot_read_is_said(tmp_path, problems, ending):
    path = tmp_path / f"plan{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 5000)
    assert open_workbook(path, problems) is None
    assert [problem.rule for problem in problems.found] == ["workbook-unreadable"]
