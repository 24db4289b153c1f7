"""``errata``: what a publisher is told, in Chinese, in the order of the print."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from extractors.extraction import EntryRow, FindingRow
from flows.commands.errata import errata
from flows.errata_lines import COLUMNS
from flows.errata_words import RULES, erratum
from flows.exit_codes import ExitCode
from schemas.vocabulary import SEVERITY, FindingRule, SubsidyClass
from tests.samples.harmonize_samples import add, matched, printing, with_views
from tests.samples.warehouse_samples import Sample

pytestmark = pytest.mark.slow


def call(*words: str) -> Result:
    application = typer.Typer()
    application.command()(errata)
    return CliRunner().invoke(application, list(words), env={"COLUMNS": "200"})


def told(tmp_path: Path, made: Sample, *options: str) -> str:
    file = tmp_path / "c.duckdb"
    with_views(matched(made, file=file)).close()
    result = call(made.document_id, "--database", str(file), *options)
    assert result.exit_code == ExitCode.WELL, result.output
    return result.stdout


def lines(tmp_path: Path, made: Sample) -> list[list[str]]:
    return list(csv.reader(io.StringIO(told(tmp_path, made, "--csv").removeprefix("\ufeff"))))


def find(made: Sample, entry: EntryRow, rule: FindingRule, printed: str, value: str | None) -> None:
    made.findings.append(
        FindingRow(
            f"{made.document_id}/{rule}#{entry.row_no}",
            made.document_id,
            entry.catalog_id,
            entry.entry_id,
            entry.row_no,
            rule,
            SEVERITY[rule],
            "as the reader said",
            printed,
            value,
        )
    )


def test_each_line_says_where_what_and_why(tmp_path: Path) -> None:
    pairs = [
        ("4-01-01-01", "木雕师"),
        ("4-01-02-01", "瓷工"),
        ("4-01-04-00", "插花员"),
        ("6-02-01-01", "机床操作工"),
        ("4-01-03-07", "瓷器工"),
        ("4-01-05-00", "助理员"),
        ("4-09-09-09", "从无此工"),
        ("4-01-07-01-*", "花艺带货员"),
        ("6-02-02-01", "智能装备员"),
    ]
    made = printing(pairs, is_green=False, is_digital=False)
    book = "2022年版《大典》"
    found = lines(tmp_path, made)
    assert found[0] == list(COLUMNS)
    assert {row[0] for row in found[1:]} == {"补贴目录"}
    assert {row[2] for row in found[1:]} == {"第1页"}
    assert [(row[1], *row[3:6]) for row in found[1:]] == [
        ("2", "瓷工", "4-01-02-01", "4-01-03-01"),
        ("3", "插花员", "插花员", "花艺师"),
        ("4", "机床操作工", "机床操作工", "大型机床操作工"),
        ("4", "机床操作工", "机床操作工", "标注L"),
        ("5", "瓷器工", "4-01-03-07", "4-01-03-01"),
        ("6", "助理员", "4-01-05-00", "4-01-05-01 文案助理、4-01-05-02 会务助理"),
        ("7", "从无此工", "4-09-09-09", "请核对"),
        ("8", "花艺带货员", "4-01-07-01-*", "4-01-04-00的工种"),
        ("9", "智能装备员", "智能装备员", "标注S"),
    ]
    book = "2022年版《大典》"
    assert [row[6] for row in found[1:]] == [
        f"所印为2015年版《大典》的编码；{book}中为4-01-03-01“瓷器工”，原编码现为“制陶彩绘工”",
        f"所印为2015年版《大典》的名称；{book}中4-01-04-00的名称为“花艺师”",
        f"{book}中6-02-01-01的名称为“大型机床操作工”，《大典》各版均无所印名称",
        f"{book}中6-02-01-01“大型机床操作工”标注为L",
        f"{book}中“瓷器工”的编码为4-01-03-01",
        "该编码和名称可对应多个职业，无法确定其一",
        "所据《大典》资料未收该编码所属中类，未能核对",
        f"所属职业“花艺师”在{book}中的编码为4-01-04-00",
        f"{book}中6-02-02-01“智能装备员”标注为S",
    ]


def test_what_readers_found_is_told_where_a_publisher_can_mend_it(tmp_path: Path) -> None:
    made = printing([("4-01-01-01", "木雕师"), ("4-01-01-02", "石雕师"), ("4-01-01-01", "木雕师")])
    first, second, third = made.entries
    second.serial_printed, third.serial_printed = 5, 1
    find(made, first, "cell_rejoined", "木雕师", None)
    find(made, second, "serial_gap", "5", None)
    find(made, third, "serial_repeated", "1", None)
    find(made, third, "serial_backwards", "1", None)
    find(made, third, "entry_repeated", "木雕师", None)
    find(made, third, "industry_variant", "电气水利", "电力水利")
    assert [row[4:] for row in lines(tmp_path, made)[1:]] == [
        ["5", "请核对", "前一行序号为1，序号不连续"],
        ["1", "请核对", "该序号在前面已出现"],
        ["电气水利", "电力水利", "与文件所列行业分类用词不一致"],
        ["木雕师", "请核对", "与本目录前面一行（序号1）的编码和名称相同"],
    ]


def test_two_classes_are_told_of_one_name_and_two_codes_where_nothing_explains_them(
    tmp_path: Path,
) -> None:
    made = printing(
        [
            ("4-01-01-01", "木雕师"),
            ("4-01-01-01", "竹雕工"),
            ("4-01-01-01", "木雕师"),
            ("4-01-02-01", "瓷工"),
            ("4-01-02-02", "彩绘工"),
        ]
    )
    classes: list[SubsidyClass] = ["A", "B", "B", "A", "A"]
    for row, said in zip(made.entries, classes, strict=True):
        row.subsidy_class = row.subsidy_class_printed = said
    twice = add(made, made.catalogs[0], "4-01-02-02", "瓷工")
    find(made, twice, "code_conflict", "4-01-02-02", None)
    conflicts = [row for row in lines(tmp_path, made) if "他处" in row[6]]
    assert [row[3:] for row in conflicts] == [
        ["木雕师", "A", "请核对", "同一职业在本文件他处列入B类"],
        ["木雕师", "B", "请核对", "同一职业在本文件他处列入A类"],
    ]


def test_markdown_is_a_letter_with_heading_count_and_table(tmp_path: Path) -> None:
    made = printing([("4-01-02-01", "瓷工|[点我](http://x)\n")])
    made.entries[0].name = "瓷工"
    find(made, made.entries[0], "industry_variant", "<b>行|业</b>", "行业")
    made.extra = {"title": "关于*目录*的通知", "document_number": "人社〔2023〕1号"}
    text = told(tmp_path, made, "--markdown")
    assert text.splitlines()[:5] == [
        "# 《关于\\*目录\\*的通知》勘误建议（人社〔2023〕1号，2023年1月1日）",
        "",
        "共2处。《大典》指《中华人民共和国职业分类大典》。",
        "",
        "| 目录 | 序号 | 位置 | 名称 | 印刷内容 | 应为 | 依据 |",
    ]
    assert "\\<b\\>行\\|业\\</b\\>" in text
    assert len(text.splitlines()) == 8


def test_a_table_and_json_hold_the_same_lines(tmp_path: Path) -> None:
    made = printing([("4-01-02-01", "瓷工")])
    listed: list[dict[str, Any]] = json.loads(told(tmp_path, made, "--json"))
    assert [row["应为"] for row in listed] == ["4-01-03-01"]
    assert tuple(listed[0]) == COLUMNS
    (tmp_path / "c.duckdb").unlink()
    text = told(tmp_path, made)
    assert text.startswith("《aa-2023职业技能培训目录》勘误建议（2023年1月1日）\n共1处。")
    assert "4-01-03-01" in text


def test_no_id_of_ours_is_sent(tmp_path: Path) -> None:
    made = printing([("4-01-02-01", "瓷工"), ("4-09-09-09", "从无此工")])
    made.extra = {"title": "目录"}
    text = told(tmp_path, made, "--markdown")
    assert made.document_id not in text
    assert not any(rule in text for rule in RULES)


def test_a_document_without_errata_says_so(tmp_path: Path) -> None:
    made = printing([("4-01-01-01", "木雕师")])
    assert told(tmp_path, made, "--markdown").endswith(
        "共0处。《大典》指《中华人民共和国职业分类大典》。\n"
    )


def test_a_place_is_a_page_else_a_line_else_a_row(tmp_path: Path) -> None:
    made = printing([("4-09-09-01", "甲甲甲"), ("4-09-09-02", "乙乙乙"), ("4-09-09-03", "丙丙丙")])
    by_row = {row.row_no: row for row in made.source_rows}
    first, second, third = (by_row[entry.row_no] for entry in made.entries)
    first.page, second.page, third.page = 7, None, None
    second.line_start, third.line_start = 12, None
    places = [row[2] for row in lines(tmp_path, made)[1:]]
    assert places == ["第7页", "文本第12行", "第1个表第3行"]


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    file = tmp_path / "c.duckdb"
    matched(printing([]), file=file).close()
    unknown = call("aa-2024", "--database", str(file))
    assert unknown.exit_code == ExitCode.USAGE
    assert "did you mean aa-2023?" in unknown.stderr
    assert call("aa-2023", "--csv", "--markdown").exit_code == ExitCode.USAGE


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_words(rule: str) -> None:
    names = ("name", "value", "occupation_code", "official_name", "candidates", "name_at_code")
    row: dict[str, Any] = dict.fromkeys((*names, "serial_before", "first_serial", "elsewhere"))
    given = {"rule": rule, "printed": "印", "edition_from": "2015"}
    found = erratum(row | given | {"rows": 1, "is_known_group": True})
    assert found.printed == "印"
    assert found.meant
    assert found.why
    assert rule == "parent_outdated" or rule in SEVERITY
