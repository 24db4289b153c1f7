"""The conservation laws: what breaks them is named with file, page and row; the rest passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extraction import RejectedRow
from schemas.arrow import to_arrow
from schemas.registry import table
from tests.samples.warehouse_samples import Sample, sample
from warehouse.checks import broken_references
from warehouse.conservation import check_relations, relations
from warehouse.plainly import plainly_whole
from warehouse.stage import STAGE_TABLES


def breaks(made: Sample) -> list[str]:
    tables = {
        name: to_arrow(table(schema, name), made.tables()[name])
        for name, schema in STAGE_TABLES.items()
    }
    with relations(tables) as connection:
        broken = check_relations(connection) + broken_references(connection, tables)
    # What is asked before any SQL may say no of what holds, never yes of what does not.
    assert not (broken and plainly_whole(made.tables()))
    return broken


def one_entry(cells: list[str], **columns: Any) -> Sample:
    made = Sample()
    main = made.catalog("1", "subsidized")
    made.entry(main, "电工", "6-31-01-03", cells, **columns)
    return made


def test_a_whole_document_passes() -> None:
    assert breaks(sample()) == []


def test_a_document_without_oddities_is_plainly_whole() -> None:
    made = one_entry(["7", "电 工L", "6-31-01-03", "*", "上"], serial_printed=7)
    made.entries[0].name_printed = "电工L"
    made.entries[0].marks = ["L", "*"]
    made.entries[0].other = {"备注": "上"}
    made.line("continuation", ["120元/人"], entry_id=made.entries[0].entry_id, page=2)
    for level in (4, 5):
        made.rate(
            made.source_rows[0],
            "120",
            catalog_id="aa-2023/1",
            entry_id=made.entries[0].entry_id,
            amount_printed="120元/人",
            skill_level=level,
        )
    made.rate(made.line("rate", ["A类", "260"]), "260", catalog_id="aa-2023/1")
    assert plainly_whole(made.tables())
    assert breaks(made) == []


def lose_entry(made: Sample) -> None:
    del made.entries[1]


def lose_entry_row(made: Sample) -> None:
    made.source_rows[2].role = "text"


def print_entry_twice(made: Sample) -> None:
    row = replace(made.source_rows[2], row_no=99)
    made.source_rows.append(row)


def lose_rate(made: Sample) -> None:
    del made.rates[0]


def lose_rates_of_row(made: Sample) -> None:
    made.source_rows[4].rate_ids = []


def lose_catalog(made: Sample) -> None:
    del made.catalogs[1]


def miscount_catalog(made: Sample) -> None:
    made.catalogs[0].entry_count = 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lose_entry, "aa-2023.txt, page 1, row 4: it is a row of a list, and neither"),
        (lose_entry_row, "row 3: entry aa-2023/1#1 leads to 0 entry rows"),
        (print_entry_twice, "row 3: entry aa-2023/1#1 leads to 2 entry rows"),
        (lose_rate, "page 1, row 5: it names the amount aa-2023/rate#1, which is not there"),
        (lose_rates_of_row, "row 5: it is a row of amounts, and neither"),
        (lose_rates_of_row, "row 5: the amount aa-2023/rate#1 is not named by its row"),
        (lose_catalog, "subsidy_rate leads to no catalog: aa-2023, aa-2023/3"),
        (miscount_catalog, "the list aa-2023/1 says it has 3 entries and has 2"),
    ],
)
def test_what_leads_nowhere_is_named(harm: Callable[[Sample], None], said: str) -> None:
    made = sample()
    harm(made)
    assert any(said in broken for broken in breaks(made))


def test_a_rejected_row_accounts_for_what_is_not_loaded() -> None:
    made = sample()
    lose_entry(made)
    made.catalogs[0].entry_count = 1
    cells = made.source_rows[3].cells
    made.rejected.append(RejectedRow("aa-2023", 4, "catalog_entry", ["two readings"], cells))
    assert breaks(made) == []


def test_a_lost_character_is_named() -> None:
    (broken,) = breaks(one_entry(["1", "电工", "6-31-01-03"], serial_printed=None))
    assert broken == (
        "aa-2023.txt, page 1, row 1: its cells and its columns differ: the cells have more of"
        " 「1」, the columns of 「」 (law b)"
    )


def test_an_invented_character_is_named() -> None:
    (broken,) = breaks(one_entry(["电工"]))
    assert "the cells have more of 「」, the columns of 「---0011336」" in broken


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (["电 工", "６－３１－０１－０３"], {}),
        (["电\n工\u3000", "6-31-01-\n03\u200b"], {}),
        (["电工", "6-31-01-03", "*"], {"marks": ["*"]}),
        (["电工L/S", "6-31-01-03"], {"marks": ["L", "S"], "name_printed": "电工L/S"}),
        (["电工", "L/S", "6-31-01-03"], {"marks": ["L", "S"]}),
        (["电工 L", "6-31-01-03", "*"], {"marks": ["L", "*"], "name_printed": "电工 L"}),
        (["电工\nL", "6-31-01-03", "*"], {"marks": ["L", "*"], "name_printed": "电工L"}),
        (["7", "电工", "6-31-01-03"], {"serial_printed": 7}),
        (["7a", "电工", "6-31-01-03"], {"other": {"序号": "7a"}}),
        (
            ["电工", "6-31-01-03"],
            {"certificate_printed": "x", "inherited_columns": ["certificate_printed"]},
        ),
        (["电工", "6-31-01-03"], {"serial_printed": 3, "inherited_columns": ["serial_printed"]}),
        (["电工", "6-31-01-03"], {"other": {"备注": "上"}, "inherited_columns": ["备注"]}),
        (["电工", "6-31-01-03", "制造"], {"industry_printed": "制造", "industry": "制造业"}),
    ],
)
def test_law_b_accepts(cells: list[str], columns: dict[str, Any]) -> None:
    assert breaks(one_entry(cells, **columns)) == []


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (["电工L", "6-31-01-03"], {"marks": ["L"]}),
        (["电工", "6-31-01-03", "*"], {}),
        (["电工 L", "6-31-01-03"], {"marks": ["*"]}),
        (["电工*", "6-31-01-03", "*"], {"marks": ["*"]}),
        (["电工", "/", "6-31-01-03"], {"marks": ["L", "S"]}),
        (["电工", "6-31-01-03"], {"certificate_printed": "x"}),
        (["电工", "6-31-01-03"], {"other": {"备注": "上"}}),
    ],
)
def test_law_b_refuses(cells: list[str], columns: dict[str, Any]) -> None:
    assert len(breaks(one_entry(cells, **columns))) == 1


def test_an_amount_cell_counts_once_for_all_its_levels() -> None:
    cell = "初级、中级：2160元/人"
    made = one_entry(["电工", "6-31-01-03", cell, cell])
    entry = made.entries[0]
    for item, purpose in (("培训", "training"), ("鉴定", "assessment")):
        for level in (4, 5):
            made.rate(
                made.source_rows[0],
                "2160",
                entry_id=entry.entry_id,
                purpose=purpose,
                item=item,
                skill_level=level,
                amount_printed=cell,
            )
    assert breaks(made) == []
    made.rates[0].amount_printed = made.rates[1].amount_printed = "2160元/人"
    assert len(breaks(made)) == 1


def test_a_row_cut_by_a_page_end_counts_with_its_continuation() -> None:
    made = one_entry(["电", "6-31-01-03"])
    made.line("continuation", ["工", ""], entry_id=made.entries[0].entry_id, page=2)
    assert breaks(made) == []
    made.source_rows[1].cells = ["工", "甲"]
    assert "the cells have more of 「甲」" in breaks(made)[0]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


@pytest.mark.slow
@settings(max_examples=20)
@given(
    name=WORDS, industry=WORDS, other=WORDS, order=st.permutations(range(4)), place=st.integers(0)
)
def test_any_text_in_any_order_passes_and_any_lost_character_does_not(
    name: str, industry: str, other: str, order: list[int], place: int
) -> None:
    columns = [name, "6-31-01-03", industry, other]
    cells = [columns[number] for number in order]
    made = one_entry(cells, name_printed=name, industry_printed=industry, other={"备注": other})
    assert breaks(made) == []
    code = "6-31-01-03"
    at = place % len(code)
    made.entries[0].code_printed = code[:at] + code[at + 1 :]
    assert len(breaks(made)) == 1
