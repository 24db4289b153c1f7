from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.words.codes import Code, parse_code
from extractors.words.signs import DASHES
from schemas.vocabulary import CodeKind

digits = st.integers(0, 99).map(lambda number: f"{number:02d}")


@pytest.mark.parametrize(
    ("printed", "code", "kind", "edition"),
    [
        ("6-31-01-03", "6-31-01-03", "occupation", None),
        ("６－31－01－03", "6-31-01-03", "occupation", None),
        ("6—31—01—03", "6-31-01-03", "occupation", None),
        ("4-01-06-02\n（2022年版）", "4-01-06-02", "occupation", "2022"),
        ("6-31-01-03（GBM63101）", "6-31-01-03", "occupation", None),
        ("6-24-03-01-11", "6-24-03-01-11", "work_type", None),
        ("6-24-03-01-*", "6-24-03-01-*", "work_type_unnumbered", None),
        ("4-04-05-Z1", "4-04-05-Z1", "local", None),
        ("6-31- 01-03", "6-31-01-03", "occupation", None),
    ],
)
def test_codes(printed: str, code: str, kind: CodeKind, edition: str | None) -> None:
    parsed = parse_code(printed)
    assert parsed == Code(code, kind, edition, repaired=False)


@pytest.mark.parametrize(
    "printed",
    ["", "/", "_", "——", "48", "6-31-01", "6-31-01-3", "6-31-01-l3", "६-31-01-03", "电工"],
)
def test_what_is_no_code(printed: str) -> None:
    assert parse_code(printed) is None


def test_a_letter_o_for_a_zero_is_read_and_told() -> None:
    assert parse_code("6-31-O1-03") == Code("6-31-01-03", "occupation", None, True)


@given(st.integers(1, 8), digits, digits, digits, st.sampled_from(DASHES), st.booleans())
def test_any_dash_and_width_gives_the_same_code(
    first: int, second: str, third: str, fourth: str, dash: str, wide: bool
) -> None:
    plain = f"{first}-{second}-{third}-{fourth}"
    printed = plain.replace("-", dash)
    if wide:
        printed = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in printed)
    code = parse_code(printed)
    assert code is not None
    assert code.code == plain
    assert not code.repaired


@pytest.mark.parametrize(
    "printed",
    ["6.31.01.03", "6310103", "06-31-01-03", "GZB6-31-01-03", "6-3l-01-03", "6-31-01-O3"],
)
def test_what_certainly_is_a_code_is_read_and_told(printed: str) -> None:
    assert parse_code(printed) == Code("6-31-01-03", "occupation", None, True)


@pytest.mark.parametrize(
    "printed",
    ["6-31-01-03、6-31-01-04", "6-31-1-3", "X6-31-01-03", "9310103", "6-31-01-l3", "6-31.01-03"],
)
def test_what_may_be_another_code_is_none(printed: str) -> None:
    assert parse_code(printed) is None


def test_words_behind_a_code_are_no_part_of_it() -> None:
    assert parse_code("6-31-01-03(电工)") == Code("6-31-01-03", "occupation", None, False)
