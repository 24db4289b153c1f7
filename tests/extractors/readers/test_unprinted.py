"""Characters that print nothing never make another code or name of what looks the same."""

from __future__ import annotations

import pytest

from extractors.document import Row
from extractors.readers import read_document
from tests.documents import make_sheet, make_web, make_word

SEEN = "6-31-01-03"
HELD = "6-31\u00ad-01\u200b-\u202e03"
LINES = ["序号,代码,名称", f"1,{HELD},电\ufe0f工", "2,6-18-02-04,焊工"]


CELLS = [line.split(",") for line in LINES]


def _word_cell(text: str) -> str:
    return make_word.tc(make_word.p(make_word.r(text)))


FILES = {
    "a.csv": "\n".join(LINES).encode(),
    "a.txt": "\n".join(LINES).replace(",", "\t").encode(),
    "a.html": make_web.page(make_web.table(*CELLS)).encode(),
    "a.docx": make_word.package(
        make_word.tbl(*(make_word.tr(*map(_word_cell, cells)) for cells in CELLS))
    ),
    "a.xlsx": make_sheet.package(make_sheet.rows(*CELLS)),
}


@pytest.mark.parametrize("name", FILES)
def test_they_are_dropped_and_told_in_every_format(name: str) -> None:
    document = read_document(FILES[name], name)
    rows = [line for line in document.lines() if isinstance(line, Row)]
    assert rows[1].texts == ("1", SEEN, "电工")
    (note,) = document.notes
    assert note.rule == "control_dropped"
    assert note.position is rows[1].position
    assert "U+00AD、U+200B、U+202E、U+FE0F" in note.message


def test_what_strokes_follow_sign_by_sign_is_struck_out() -> None:
    text = "序号\t职业\t标准\n1\t电工\t1̶5̶0̶0̶1800\n2̶\t焊̶工̶\t9̶0̶0̶\n"
    document = read_document(text.encode(), "a.txt")
    rows = [line for line in document.lines() if isinstance(line, Row)]
    assert [row.texts for row in rows[1:]] == [("1", "电工", "1800"), ("2", "焊工", "900")]
    assert [row.struck for row in rows] == [False, False, True]
    assert [(note.rule, note.printed) for note in document.notes] == [("struck_left_out", "1500")]
