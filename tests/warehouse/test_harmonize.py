"""The occupation of a row: each value of the match, its order, and what it does not depend on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples.harmonize_samples import matched, printing

MATCHES = """
    SELECT code, name, occupation_match, occupation_code, occupation_candidates
    FROM catalog_entry WHERE document_id = 'aa-2023' ORDER BY ordinal
"""

# Code, name, match, 2022 code, candidates.
CASES: tuple[tuple[str | None, str, str, str | None, list[str] | None], ...] = (
    (None, "木雕师", "uncoded", None, None),
    ("4-01-01-Z1", "木雕师", "local", None, None),
    ("4-01-01-01", "木雕师", "exact", "4-01-01-01", None),
    ("4-01-01-01", "木雕师（竹雕、根雕）", "exact", "4-01-01-01", None),
    # The code was given anew: the name says which of its occupations is meant.
    ("4-01-02-01", "制陶彩绘工", "exact", "4-01-02-01", None),
    ("4-01-02-01", "瓷工", "recoded", "4-01-03-01", None),
    ("6-02-01-02", "小型机床操作工", "exact", "6-02-01-02", None),
    ("6-02-01-02", "智能装备员", "recoded", "6-02-02-01", None),
    ("4-01-04-00", "插花员", "renamed", "4-01-04-00", None),
    ("4-01-06-00", "雕刻工", "recoded", "4-01-01-01", None),
    # A bracket of work types is no part of the name of an older edition either.
    ("4-01-04-00", "插花员（花束）", "renamed", "4-01-04-00", None),
    ("4-01-05-00", "助理员", "unknown", None, ["4-01-05-01", "4-01-05-02"]),
    ("6-02-01-03", "云机床操作工", "added_later", "6-02-01-03", None),
    ("4-01-04-00", "花艺设计师", "added_later", "4-01-04-00", None),
    # Work types: by the code above, where that is one occupation's in every edition.
    ("4-01-01-01-01", "竹雕工", "work_type", "4-01-01-01", None),
    ("4-01-01-01-09", "根雕工", "work_type", "4-01-01-01", None),
    ("4-01-01-01-*", "根雕工", "work_type", "4-01-01-01", None),
    ("4-01-07-01-*", "花艺带货员", "work_type", "4-01-04-00", None),
    ("4-01-06-00-01", "浮雕工", "work_type", "4-01-01-01", None),
    ("6-02-01-03-*", "远程操作工", "work_type", "6-02-01-03", None),
    # Under a code given anew, or split, the name of the work type decides, or nothing does.
    ("4-01-02-01-01", "描金工", "work_type", "4-01-02-01", None),
    ("4-01-02-01-01", "拉坯工", "work_type", "4-01-03-01", None),
    ("6-02-01-02-*", "装备巡检员", "work_type", "6-02-02-01", None),
    ("4-01-02-01-02", "上釉工", "unknown", None, ["4-01-02-01", "4-01-03-01"]),
    ("4-01-05-00-01", "文案助理", "work_type", "4-01-05-01", None),
    ("4-01-05-00-02", "档案员", "unknown", None, ["4-01-05-01", "4-01-05-02"]),
    ("4-09-09-09-01", "竹雕工", "unknown", None, None),
    # The name of a work type at its occupation's own code, of the edition that lists it.
    ("4-01-01-01", "竹雕工", "work_type", "4-01-01-01", None),
    ("4-01-02-01", "描金工", "work_type", "4-01-02-01", None),
    ("4-01-02-01", "拉坯工", "work_type", "4-01-03-01", None),
    ("4-01-01-02", "竹雕工", "unknown", None, None),
    # One slip: a character replaced, characters left out, a digit replaced.
    ("6-02-01-01", "大型机庆操作工", "misprint", "6-02-01-01", None),
    ("6-02-01-01", "机床操作工", "misprint", "6-02-01-01", None),
    ("6-02-01-01", "大机床工", "misprint", "6-02-01-01", None),
    ("6-02-01-01", "大型机床操作", "misprint", "6-02-01-01", None),
    ("4-01-03-07", "瓷器工", "misprint", "4-01-03-01", None),
    ("9-01-03-01", "瓷器工", "misprint", "4-01-03-01", None),
    ("6-02-01-01", "大型机庆操作工（立车）", "misprint", "6-02-01-01", None),
    # More than one slip, or one that is none of these.
    ("6-02-01-01", "大型机庆操做工", "unknown", None, None),
    ("6-02-01-01", "工", "unknown", None, None),
    ("6-02-01-01", "大工", "unknown", None, None),
    ("6-02-01-01", "大型的机床操作工", "unknown", None, None),
    ("6-02-01-01", "工作操床机型大", "unknown", None, None),
    ("6-02-01-01", "大型%操作工", "unknown", None, None),
    ("4-01-30-01", "瓷器工", "unknown", None, None),
    ("4-02-04-01", "瓷器工", "unknown", None, None),
    ("4-09-09-09", "从无此工", "unknown", None, None),
    # Two slips are possible: the name of one occupation at the code of the other.
    ("4-01-05-03", "画匠", "unknown", None, ["4-01-05-03", "4-01-05-04"]),
    ("4-01-01-02", "木雕师", "unknown", None, ["4-01-01-01", "4-01-01-02"]),
    # A slip from an older or a later pair leads nowhere; a pair of any edition is no slip.
    ("4-01-06-00", "雕刻匠", "unknown", None, None),
    ("6-02-01-03", "云机庆操作工", "unknown", None, None),
)


@pytest.fixture(scope="module")
def found() -> dict[tuple[str | None, str], tuple[Any, ...]]:
    pairs = [(code, name) for code, name, *_ in CASES]
    assert len(set(pairs)) == len(pairs)
    rows = matched(printing(pairs)).execute(MATCHES).fetchall()
    return {(row[0], row[1]): row[2:] for row in rows}


@pytest.mark.parametrize(("code", "name", "match", "code_2022", "candidates"), CASES)
def test_a_pair_leads_to_its_occupation(
    found: dict[tuple[str | None, str], tuple[Any, ...]],
    code: str | None,
    name: str,
    match: str,
    code_2022: str | None,
    candidates: list[str] | None,
) -> None:
    assert found[code, name] == (match, code_2022, candidates)


def test_a_bracket_that_is_part_of_the_name_stays() -> None:
    made = printing([("4-01-01-01", "木雕师（竹雕）")])
    made.entries[0].work_types = None
    assert matched(made).execute(MATCHES).fetchall()[0][2:] == ("unknown", None, None)


PAIRS = st.lists(st.sampled_from([(code, name) for code, name, *_ in CASES]), max_size=12)


@pytest.mark.slow
@settings(max_examples=15)
@given(st.permutations([(code, name) for code, name, *_ in CASES]), PAIRS)
def test_other_rows_and_documents_change_no_match(
    found: dict[tuple[str | None, str], tuple[Any, ...]],
    shuffled: list[tuple[str | None, str]],
    others: list[tuple[str | None, str]],
) -> None:
    other = printing(others, "bb-2023")
    made = printing(shuffled[: len(shuffled) // 2])
    rows = matched(other, made).execute(MATCHES).fetchall()
    assert [row[:2] for row in rows] == shuffled[: len(shuffled) // 2]
    assert all(found[row[0], row[1]] == row[2:] for row in rows)
