from __future__ import annotations

import pytest

from extractors.words.page_marks import is_mark_below_cell, is_page_mark, number_in_mark


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("— 5 —", 5),
        ("~5~", 5),
        ("～ 5 ～", 5),
        ("·5·", 5),
        ("第5页", 5),
        ("第5页 共30页", 5),
        ("第 5 页（共 30 页）", 5),
        ("第一百零二页", 102),
        ("Page 3 of 10", 3),
        ("page 3", 3),
        ("PAGE 3/10", 3),
    ],
)
def test_marks_of_a_page_and_their_number(printed: str, number: int) -> None:
    assert is_page_mark(printed, tight=False)
    assert is_mark_below_cell(printed)
    assert number_in_mark(printed) == number


@pytest.mark.parametrize("printed", ["5", "-31-", "—31—"])
def test_what_may_be_a_figure_or_a_piece_of_a_code_is_a_mark_only_by_itself(printed: str) -> None:
    assert is_page_mark(printed, tight=True)
    assert not is_page_mark(printed, tight=False)


@pytest.mark.parametrize("printed", ["第5批", "~5人~", "Pages", "Page one", "2025~2027", "5~6"])
def test_what_is_no_mark_of_a_page(printed: str) -> None:
    assert not is_page_mark(printed, tight=True)
    assert number_in_mark(printed) is None
