"""A file that ends inside a row of its list says so."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from tests.places import RAW


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "last"),
    [("guangzhou-2023.txt", "\n336 6"), ("guangzhou-2023.txt", "\n97"), ("changji.txt", "\n170 ")],
)
def test_a_last_line_that_begins_the_next_row_is_told(name: str, last: str) -> None:
    text = (RAW / name).read_text("utf-8")
    cut = text[: text.index(f"{last.rstrip()}") + len(last)]
    extraction = extract_document(cut.encode(), name)
    told = [each for each in extraction.findings if "ends inside the row after" in each.message]
    assert [(each.rule, each.printed) for each in told] == [("text_unaccounted", last.strip())]
