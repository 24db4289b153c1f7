"""``inspect`` shows any document as it is read: whole tables, headers, merges, cut rows."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractors.document import Cell, Document, Position, Row, Table
from extractors.results.outline import Outline, OutlineParagraph, OutlineTable, outline
from flows.cli import build_app
from flows.exit_codes import ExitCode
from tests.places import ROOT

PUBLISHED = ROOT / "tests" / "documents" / "published"


def inspect(path: Path, *options: str) -> Any:
    result = CliRunner().invoke(build_app(), ["inspect", str(path), "--json", *options])
    assert result.exit_code == ExitCode.WELL, result.stderr
    return json.loads(result.stdout)


def tables(shown: Any) -> list[Any]:
    return [block for block in shown["blocks"] if block["kind"] == "table"]


@pytest.mark.slow
def test_a_table_over_pages_is_one_with_its_cut_rows_whole() -> None:
    shown = inspect(PUBLISHED / "guangzhou-2023.pdf")
    assert set(shown) == {"file", "media_type", "pages", "parts", "blocks", "findings"}
    assert (shown["file"], shown["media_type"], shown["pages"]) == (
        "guangzhou-2023.pdf",
        "application/pdf",
        32,
    )
    catalog = tables(shown)[-1]
    assert set(catalog) == {"kind", "part", "pages", "header", "rows", "row_pages"}
    assert catalog["header"] == ["序号", "编码", "名称", "类型", "证书类型"]
    assert catalog["header"] not in catalog["rows"]
    assert len(catalog["rows"]) == len(catalog["row_pages"]) == 498
    assert catalog["pages"] == list(range(14, 33))
    cut = [
        (row[0], pages)
        for row, pages in zip(catalog["rows"], catalog["row_pages"], strict=True)
        if len(pages) > 1
    ]
    assert [serial for serial, _ in cut] == ["20", "38", "107", "128", "179", "446"]
    assert cut[0][1] == [14, 15]
    row = catalog["rows"][19]
    assert row == ["20", "/", "网商运营", "新业态/农村电商", "专项能力证书"]
    first = shown["blocks"][0]
    assert first == {
        "kind": "paragraph",
        "text": "广州市人力资源和社会保障局关于征集",
        "part": 1,
        "page": 1,
    }


@pytest.mark.slow
def test_merged_cells_are_filled_and_word_has_no_pages() -> None:
    shown = inspect(PUBLISHED / "nantong-2023.docx")
    assert shown["pages"] is None
    main, shortage, rates = tables(shown)
    assert (len(main["rows"]), len(shortage["rows"]), len(rates["rows"])) == (487, 104, 31)
    assert {row[0] for row in main["rows"]} == {
        "职业资格证书、职业技能等级证书",
        "培训合格证书",
        "专项职业能力证书",
    }
    assert rates["rows"][17] == ["培训合格证书", "C类", "培训合格证书", "300"]
    assert rates["rows"][-1] == ["职业技能鉴定补贴", "职业技能鉴定补贴", "初级（五级）", "150"]
    assert main["row_pages"][0] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "rows"), [("jinan-2023.pdf", [89, 449, 228, 12])])
def test_lists_on_one_page_stay_apart(name: str, rows: list[int]) -> None:
    assert [len(table["rows"]) for table in tables(inspect(PUBLISHED / name))] == rows


def test_a_document_that_is_no_catalog(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("第一段\n\n第二段\n", encoding="utf-8")
    shown = inspect(path)
    assert [block["text"] for block in shown["blocks"]] == ["第一段", "第二段"]


@pytest.mark.slow
def test_a_name_that_says_another_format_is_told(tmp_path: Path) -> None:
    path = tmp_path / "changji.docx"
    path.write_bytes((PUBLISHED / "changji.pdf").read_bytes())
    shown = inspect(path)
    assert shown["media_type"] == "application/pdf"
    assert [finding["rule"] for finding in shown["findings"]] == ["media_type_differs"]


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((PUBLISHED / "changji.pdf").read_bytes()[:5000])
    result = CliRunner().invoke(build_app(), ["inspect", str(path)])
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "cut.pdf is cut short" in result.stderr
    assert result.stdout == ""


def test_a_limit_is_settable_and_its_name_is_checked() -> None:
    path = str(PUBLISHED / "changji.pdf")
    refused = CliRunner().invoke(build_app(), ["inspect", path, "--limit", "pages=2"])
    assert refused.exit_code == ExitCode.INCOMPLETE
    assert "more than 2 pages" in refused.stderr
    wrong = CliRunner().invoke(build_app(), ["inspect", path, "--limit", "page=2"])
    assert wrong.exit_code == ExitCode.USAGE
    assert "pages" in wrong.stderr


@pytest.mark.slow
def test_for_people_a_table_is_a_table() -> None:
    result = CliRunner().invoke(build_app(), ["inspect", str(PUBLISHED / "changji.pdf")])
    assert "[table of 177 rows on pages 1–8]" in result.stdout
    assert "是否急需紧缺" in result.stdout


def shown(*rows: tuple[int, tuple[str, ...]]) -> Outline:
    """The outline of tables, one a page, of rows with their page; a lone text covers three."""
    blocks = []
    for page, group in itertools.groupby(rows, key=lambda row: row[0]):
        cells = [
            tuple(Cell(text, 3 if len(texts) == 1 else 1) for text in texts) for _, texts in group
        ]
        placed = [
            Row(each, Position(page=page, table_no=page, table_row=number))
            for number, each in enumerate(cells, start=1)
        ]
        blocks.append(Table(tuple(placed)))
    return outline(Document(tuple(blocks), "application/pdf", pages=2))


def test_two_amounts_over_a_page_end_stay_two() -> None:
    table = shown(
        (1, ("补贴项目", "等级", "补贴标准")),
        (1, ("鉴定补贴", "初级", "100")),
        (2, ("", "", "60")),
    ).blocks[0]
    assert isinstance(table, OutlineTable)
    assert [row[2] for row in table.rows] == ["100", "60"]


def test_a_row_cut_by_a_page_end_is_whole() -> None:
    table = shown(
        (1, ("序号", "编码", "名称")),
        (1, ("1", "6-18-02-04", "焊")),
        (2, ("", "", "工")),
        (2, ("2", "6-31-01-03", "电工")),
    ).blocks[0]
    assert isinstance(table, OutlineTable)
    assert table.rows == [["1", "6-18-02-04", "焊工"], ["2", "6-31-01-03", "电工"]]
    assert table.row_pages == [[1, 2], [2]]


def test_rows_of_a_title_and_a_unit_above_a_header_are_no_header() -> None:
    title, unit, table = shown(
        (1, ("补贴目录",)),
        (1, ("单位：元",)),
        (1, ("序号", "编码", "名称")),
        (1, ("1", "6-18-02-04", "焊工")),
    ).blocks
    assert (title, unit) == (OutlineParagraph("补贴目录", 1), OutlineParagraph("单位：元", 1))
    assert isinstance(table, OutlineTable)
    assert table.header == ["序号", "编码", "名称"]
    assert table.rows == [["1", "6-18-02-04", "焊工"]]


def test_a_header_that_cannot_be_understood_is_told_and_shown() -> None:
    refused = shown(
        (1, ("序号", "名称", "序号")),
        (1, ("1", "焊工", "2")),
    )
    assert refused.refused is not None
    assert "twice" in refused.refused
    assert isinstance(refused.blocks[0], OutlineTable)
