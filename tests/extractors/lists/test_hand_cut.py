"""Rows that somebody cut in two, or set into one, by hand."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from tests.documents import make_web
from tests.extractors.locate.test_none_found import HEAD, TITLE


def read(*rows: list[str]) -> Extraction:
    body = make_web.paragraph(TITLE) + make_web.table(HEAD, *rows)
    return extract_document(make_web.page(body).encode(), "list.html")


def test_the_halves_of_a_code_in_two_rows_make_one_row() -> None:
    extraction = read(
        ["1", "6-31-01-03", "电工", "A"], ["2", "4-10-", "养老护", "C"], ["", "01-05", "理员", ""]
    )
    found = [(row.serial_printed, row.code, row.name) for row in extraction.entries]
    assert found == [(1, "6-31-01-03", "电工"), (2, "4-10-01-05", "养老护理员")]
    assert "row_rejoined" in {each.rule for each in extraction.findings}


@pytest.mark.parametrize(
    "row",
    [
        ["1\n2", "6-31-01-03\n6-18-02-04", "电工\n焊工", "A\nB"],
        ["", "6-31-01-03\n6-18-02-04", "电工\n焊工", "A\nB"],
        ["9\n10", "", "电工\n焊工", "A"],
        ["1\n2\n3", "", "电工\n焊工\n车工", "A"],
    ],
)
def test_rows_that_stand_in_one_are_rejected_as_such(row: list[str]) -> None:
    [rejected] = read(row).rejected
    [reason] = rejected.reasons
    assert reason.startswith("cells: each holds ")
    assert "give each a row of its own" in reason


def test_a_serial_a_code_and_a_name_that_wrap_are_one_row() -> None:
    extraction = read(["1\n2", "4-10-\n01-05", "养老护\n理员", "C"])
    [entry] = extraction.entries
    assert (entry.serial_printed, entry.code) == (12, "4-10-01-05")
