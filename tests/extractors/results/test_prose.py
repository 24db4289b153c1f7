"""What the prose says: paragraphs, reviewed statements, legends, rules cited, validity."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction, SourceRow
from extractors.notice.validity import read_validity
from extractors.results.paragraphs import join_lines_to_paragraphs
from extractors.sidecar import load_sidecar
from extractors.words.cited import citations
from extractors.words.legends import explanations
from tests.documents import make_web
from tests.places import RAW, ROOT

GOLDEN = ROOT / "tests" / "golden" / "prose"


@cache
def extract(stem: str) -> Extraction:
    sidecar = load_sidecar((RAW / f"{stem}.yml").read_bytes(), f"{stem}.yml")
    return extract_document((RAW / f"{stem}.txt").read_bytes(), f"{stem}.txt", sidecar)


def golden(name: str) -> Iterator[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def lines(extraction: Extraction, row_no: int) -> range:
    row = next(row for row in extraction.source_rows if row.row_no == row_no)
    assert row.line_start
    assert row.line_end
    return range(row.line_start, row.line_end + 1)


@pytest.mark.slow
def test_every_statement_is_found_where_it_stands() -> None:
    for stem in ("guangzhou-2023", "jinan-2023", "nantong-2023"):
        extraction = extract(stem)
        expected = [row for row in golden("provisions.csv") if row["document_id"] == stem]
        assert len(extraction.provisions) == len(expected)
        for row, each in zip(expected, extraction.provisions, strict=True):
            assert each.text_printed == row["text_printed"]
            assert int(row["line_start"]) in lines(extraction, each.row_no), each
            assert int(row["line_end"]) in lines(extraction, each.row_no_end), each


@pytest.mark.slow
def test_every_sign_means_what_the_document_says() -> None:
    expected = list(golden("legends.csv"))
    for stem in {row["document_id"] for row in expected}:
        extraction = extract(stem)
        found = {
            (
                each.catalog_id.partition("/")[2],
                each.heading,
                each.symbol,
                each.meaning or "",
                each.text_printed or "",
            ): each
            for each in extraction.legends
        }
        of_document = [row for row in expected if row["document_id"] == stem]
        assert len(found) == len(of_document)
        for row in of_document:
            names = ("catalog_no", "column", "symbol", "meaning", "text_printed")
            each = found[tuple(row[name] for name in names)]  # type: ignore[index]
            assert int(row["line"]) in lines(extraction, each.row_no), row


def test_a_statement_the_text_no_longer_holds_is_told_and_gives_no_row() -> None:
    page = make_web.page(
        make_web.paragraph("上海市职业技能提升补贴目录（2026年）")
        + make_web.table(["序号", "项目编码", "项目名称", "分类"], ["1", "6-31-01-03", "电工", "A"])
        + make_web.paragraph("申领期限：证书核发之日起12个月内。")
    ).encode()
    sidecar = (
        "provisions:\n- topic: claim_period\n  max: 12\n  unit: month\n"
        "  text: 证书核发之日起 12个月内\n"
        "- topic: age\n  text: 年满16周岁\n- topic: coverage\n  list: '9'\n  text: 申领期限\n"
    )
    extraction = extract_document(page, "x.html", load_sidecar(sidecar.encode(), "x.yml"))
    (kept,) = extraction.provisions
    assert (kept.provision_id, kept.row_no) == ("x/provision#1", 4)
    assert kept.value_max == 12
    (told,) = [each for each in extraction.findings if each.rule == "provision_missing"]
    assert "年满16周岁" in told.message
    assert "申领期限" in told.message


def prose(*texts: str, role: str = "text") -> list[SourceRow]:
    return [
        SourceRow("x", number, None, None, None, number, number, [text], role)  # type: ignore[arg-type]
        for number, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    ("texts", "paragraphs"),
    [
        (
            [
                "劳动者应年满 16周岁，其中男性年龄不超过 60周岁，女性",
                "年龄不超过 55周岁。",
                "三、项目范围",
            ],
            [1, 1, 3],
        ),
        (["为劳动者（含在穗就业的外省来穗务工人员、", "港澳台人员）。"], [1, 1]),
        (["报送市人社部门（联系人：王芳，联系电话：", "55512345）。", "五、"], [1, 1, 3]),
        (["一、征集范围", "承训单位范围包括在我市依法注册的企业。"], [1, 2]),
        (["各有关单位：", "为服务先进制造业"], [1, 2]),
        (["广州市人力资源和社会保障局", "2023年 7月 30日"], [1, 2]),
        (
            [
                "2. “揭榜领题”机制职业技能培训项目申报汇总表格",
                "3. “揭榜领题”机制职业技能培训项目申报汇总表格",
            ],
            [1, 2],
        ),
    ],
)
def test_the_lines_of_a_capture_are_joined_to_paragraphs(
    texts: list[str], paragraphs: list[int]
) -> None:
    rows = prose(*texts)
    join_lines_to_paragraphs(rows, {1}, set())
    assert [row.paragraph_no for row in rows] == paragraphs
    join_lines_to_paragraphs(rows, (), set())
    assert [row.paragraph_no for row in rows] == [row.row_no for row in rows]


def test_a_page_number_does_not_end_a_paragraph() -> None:
    rows = prose("近3年内无重大违法、违规、", "— 2 —", "失信等不良行为记录。")
    join_lines_to_paragraphs(rows, {1}, {2})
    assert [row.paragraph_no for row in rows] == [1, 2, 1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“L”标识的为绿色职业、“S”标识的为数字职业", [("L", "绿色职业"), ("S", "数字职业")]),
        ("“L/S”标识的既是绿色职业又是数字职业。", [("L/S", "既是绿色职业又是数字职业")]),
        ("注：标*的项目为技岗匹配项目。", [("*", "技岗匹配项目")]),
        ("备注：L（绿色职业，下同）", [("L", "绿色职业")]),
        ("★表示急需紧缺职业；☆为一般紧缺", [("★", "急需紧缺职业"), ("☆", "一般紧缺")]),
        ("其中绿色职业（L）优先", [("L", "绿色职业")]),
        ("A类一般为生产制造类，B类为服务类", [("A", "一般为生产制造类"), ("B", "服务类")]),
        ("一类：高技能紧缺；二类：一般", [("一", "高技能紧缺"), ("二", "一般")]),
        ("C类不低于24课时，AUTOCAD（初级）", []),
    ],
)
def test_signs_are_explained_in_many_words(text: str, told: list[tuple[str, str]]) -> None:
    assert [(each.sign, each.meaning) for each in explanations(text)] == told


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "根据《补贴管理办法》（粤人社规〔2023〕13号）规定",
            ("补贴管理办法", "粤人社规〔2023〕13号"),
        ),
        ("《山东省规划》，提升水平", ("山东省规划", None)),
        ("关于印发办法（粤人社规〔2023〕13号）部分摘录", (None, "粤人社规〔2023〕13号")),
    ],
)
def test_rules_are_cited_by_title_number_or_both(
    text: str, cited: tuple[str | None, str | None]
) -> None:
    (each,) = citations(text)
    assert (each.title, each.number) == cited


def test_a_citation_over_two_lines_leads_to_both() -> None:
    first = extract("guangzhou-2023").citations[0]
    assert first.document_number == "粤人社规〔2023〕13号"
    assert first.row_no_end == first.row_no + 2


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "本通知自2024年1月1日起施行，有效期至2025年12月31日。",
            (date(2024, 1, 1), date(2025, 12, 31)),
        ),
        ("本目录自印发之日起执行。", (date(2023, 7, 30), None)),
        ("自2024年3月1日起正式实施，执行至2024年12月31日", (date(2024, 3, 1), date(2024, 12, 31))),
        ("请于8月10日前提交", (None, None)),
    ],
)
def test_from_and_until_when_it_holds(text: str, held: tuple[date | None, date | None]) -> None:
    assert read_validity(text, date(2023, 7, 30)) == held


def test_an_amount_of_a_sentence_leads_to_all_its_lines() -> None:
    extraction = extract("guangzhou-2023")
    (rate,) = extraction.rates
    assert rate.row_no_end == rate.row_no + 1
    told = [row.line_start for row in extraction.source_rows if rate.rate_id in row.rate_ids]
    assert told == [123, 124]
