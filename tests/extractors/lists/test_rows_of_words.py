"""Lists that print words, not cells: page numbers, tabs, serials left out, words nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.catalog import CODE, NAME, SERIAL, TRAINING_AMOUNT, Column
from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction
from tests.samples import amount_lists

HEADER = "序号 编码 名称 类型 证书类型"
CERTIFICATE = "技能等级证书"
NAMES = ("制粉工", "制鞋工", "铸造工", "锻造工", "焊工", "电工", "钳工", "铣工", "车工")
ROWS = tuple(
    f"{place} 6-31-01-0{place} {name} 其他 {CERTIFICATE}"
    for place, name in enumerate(NAMES, start=1)
)


def read(lines: Sequence[str], header: str = HEADER) -> Extraction:
    title = "广州市人力资源和社会保障局\n\n附件1\n\n广东省职业技能培训补贴目录\n"
    return extract_document("\n".join([title, header, *lines]).encode(), "next.txt")


def printed(entries: Sequence[EntryRow]) -> list[tuple[int | None, str | None, str | None]]:
    return [(each.serial_printed, each.code, each.name) for each in entries]


ALL = printed(read(ROWS).entries)


def unaccounted(extraction: Extraction) -> list[str | None]:
    return [each.printed for each in extraction.findings if each.rule == "text_unaccounted"]


# --- page numbers ---------------------------------------------------------------------------------


def test_bare_page_numbers_that_rise_between_rows_that_number_on_are_no_rows() -> None:
    for number in ("{}", "-{}-", "—{}—", "－{}－"):
        lines = [*ROWS[:3], number.format(7), *ROWS[3:6], number.format(8), *ROWS[6:]]
        extraction = read(lines)
        assert printed(extraction.entries) == ALL
        assert not extraction.rejected
        assert not unaccounted(extraction)


def test_a_page_number_inside_a_cut_row_is_no_part_of_its_name() -> None:
    serial, code, name, *rest = ROWS[5].split()
    cut = [f"{serial} {code} {name[0]}", "8", f" {name[1]} {' '.join(rest)}"]
    extraction = read([*ROWS[:2], "6", *ROWS[2:4], "7", ROWS[4], *cut, ROWS[6], "9", *ROWS[7:]])
    assert printed(extraction.entries) == ALL
    assert not extraction.rejected


def test_a_page_number_at_the_head_of_a_page_leaves_the_page_its_beginning() -> None:
    serial, code, name, *rest = ROWS[5].split()
    head = f"{serial} {code} {name[0]} {' '.join(rest)}"
    lines = [*ROWS[:2], " 7", *ROWS[2:4], " 8", ROWS[4], head, " 9", name[1], *ROWS[6:]]
    assert printed(read(lines).entries) == ALL


def test_a_page_number_between_dashes_below_a_row_is_no_part_of_it() -> None:
    lines = [*ROWS[:4], "-2-", HEADER, *ROWS[4:], "-3-"]
    extraction = read(lines)
    assert printed(extraction.entries) == ALL
    assert not extraction.rejected
    assert not unaccounted(extraction)


def test_a_figure_that_may_be_a_page_number_or_of_the_name_rejects_its_row() -> None:
    serial, code, name, *rest = ROWS[5].split()
    cut = [f"{serial} {code} {name}", "7", " ".join(rest)]
    extraction = read([*ROWS[:5], *cut, *ROWS[6:]])
    assert printed(extraction.entries) == [*ALL[:5], *ALL[6:]]
    (rejected,) = extraction.rejected
    assert "电工7 |" in rejected.reasons[0]
    assert "电工 |" in rejected.reasons[0]


def test_serials_cut_in_two_are_no_page_numbers() -> None:
    lines: list[str] = []
    for tens in (1, 2, 3):
        lines += [f"{tens}8 / 剪纸 其他 专项能力证书", str(tens), "9 / 泥塑 其他 专项能力证书"]
    extraction = read(lines)
    assert {each.serial_printed for each in extraction.entries} == {18, 28, 38}


def test_a_serial_on_its_own_line_is_read_beside_a_page_number_or_not_at_all() -> None:
    serial, *rest = ROWS[5].split()
    extraction = read([*ROWS[:5], serial, " 12", *rest, *ROWS[6:]])
    assert set(printed(extraction.entries)) <= set(ALL)
    assert extraction.rejected


# --- rows that run into each other ----------------------------------------------------------------


def test_a_row_without_its_serial_is_no_part_of_the_row_above() -> None:
    lines = ["9 / 广式点心制作 粤菜师傅 专项能力证书", "/ 客家风味菜烹饪 粤菜师傅 专项能力证书"]
    extraction = read(lines)
    assert extraction.entries == []
    (rejected,) = extraction.rejected
    assert "| 客家风味菜烹饪 |" in rejected.reasons[0]


def test_a_word_that_may_end_the_row_above_makes_it_ambiguous() -> None:
    title = "昌吉州\n\n附件1\n\n职业技能培训重点产业目录\n"
    header = "序号 行业 职业代码 职业名称 是否紧缺 考核鉴定等级及补贴标准 培训补贴等级及补贴标准"
    row = "1 制造业 6-31-01-03 电工 * 160 200"
    text = "\n".join([title, header, row, "0", row.replace("1 ", "2 ", 1)])
    extraction = extract_document(text.encode(), "next.txt")
    assert all(each.serial_printed != 1 for each in extraction.entries)
    assert any("2000" in row.reasons[0] for row in extraction.rejected)


# --- tabs and spaces ------------------------------------------------------------------------------


def test_a_stray_tab_in_a_line_of_words_makes_no_cells() -> None:
    lines = ["", *(f"{row}\n" for row in ROWS)]
    for place in range(1, 4):
        parts = ROWS[4].split()
        lines[5] = " ".join(parts[:place]) + "\t" + " ".join(parts[place:]) + "\n"
        assert printed(read(lines).entries) == ALL


def test_a_header_that_a_line_with_a_tab_swallows_is_in_no_name() -> None:
    row = "\t".join(ROWS[4].split(maxsplit=1))
    extraction = read(["", *ROWS[:4], "", row, f" {HEADER}", "", *ROWS[5:]])
    assert set(printed(extraction.entries)) == {*ALL[:4], *ALL[5:]}


def test_a_space_before_every_line_marks_no_pages() -> None:
    serial, *rest = ROWS[5].split()
    lines = [*ROWS[:5], serial, *rest, *ROWS[6:]]
    for blank in ("", " "):
        extraction = read([each for line in lines for each in (f" {line}", blank)], f" {HEADER}")
        assert printed(extraction.entries) == ALL


def test_an_edition_in_full_width_figures_is_no_part_of_a_name() -> None:
    extraction = read([*ROWS[:5], "6", "6-31-01-06", "（２０２２年版）", "电工 其他 技能等级证书"])
    assert printed(extraction.entries) == ALL[:6]


# --- words no vocabulary has ----------------------------------------------------------------------


def test_headings_swapped_over_unmoved_words_make_no_vocabulary_of_names() -> None:
    extraction = read(ROWS, "序号 编码 类型 名称 证书类型")
    assert extraction.entries == []
    assert len(extraction.rejected) == len(ROWS)


def test_a_row_cut_under_swapped_headings_is_not_read_with_a_piece_of_the_next_cell() -> None:
    cut = [f"9 6-31-01-09 信息通信系统管 其他 {CERTIFICATE}", " 理员"]
    for header in ("序号 名称 编码 类型 证书类型", "序号 编码 名称 证书类型 类型"):
        assert read([*ROWS[:8], *cut], header).entries == []


def test_a_new_word_in_most_rows_is_read() -> None:
    extraction = read([row.replace("其他", "低空经济") for row in ROWS])
    assert printed(extraction.entries) == ALL
    assert {tuple(each.initiatives or ()) for each in extraction.entries} == {("低空经济",)}


def test_a_known_word_glued_to_the_end_of_a_name_is_no_new_word() -> None:
    glued = f"9 6-31-01-09 眼镜 验光师其他 {CERTIFICATE}"
    assert printed(read([*ROWS[:8], glued]).entries) == ALL[:8]


# --- levels that nobody described -----------------------------------------------------------------


def test_levels_in_a_column_that_nobody_described_are_kept_and_part_of_no_name() -> None:
    levels = ("五级/四级/三级", "四级", "五级、四级", "/", "高级工", "", "初级、中级", "三级", "")
    lines = [row.replace(" 其他", f" {each} 其他") for row, each in zip(ROWS, levels, strict=True)]
    extraction = read(lines, "序号 编码 名称 等级 类型 证书类型")
    assert not extraction.rejected
    assert printed(extraction.entries) == ALL
    kept = [each.other.get("等级", "") for each in extraction.entries]
    assert kept == list(levels)


def test_words_under_a_heading_that_nobody_knows_may_be_the_names_and_reject_the_row() -> None:
    lines = [row.replace(" 其他", " 方向 其他") for row in ROWS]
    extraction = read(lines, "序号 编码 名称 方向 类型 证书类型")
    assert extraction.entries == []
    assert len(extraction.rejected) == len(ROWS)


# --- pages that cut rows --------------------------------------------------------------------------


def test_a_row_below_a_page_end_ends_no_serial_above_it() -> None:
    extraction = read(["39 48 剪纸 其他 专项能力证书", f" 40 6-31-01-04 焊工 其他{CERTIFICATE}"])
    assert [each.serial_printed for each in extraction.entries] in ([], [39])


@pytest.mark.slow
def test_rows_that_no_column_fits_are_not_tried_together() -> None:
    """Trying them so would take hours."""
    lines = [row.replace(" 其他 ", " 其他") for row in ROWS for _ in range(60)]
    extraction = read([f"{place}{line[1:]}" for place, line in enumerate(lines, start=1)])
    assert extraction.entries == []


def test_a_figure_that_a_malformed_code_above_may_miss_is_no_page_number() -> None:
    row = "9 4 剪纸 其他 专项能力证书"
    lines = [*ROWS[:2], "6", *ROWS[2:4], "7", *ROWS[4:8], row, " 8", "10 / 泥塑 其他 专项能力证书"]
    assert all(each.code_printed != "4" for each in read(lines).entries)


def test_words_before_a_page_number_and_the_title_of_a_list_are_in_no_cut_row() -> None:
    serial, code, name, *rest = ROWS[5].split()
    cut = [f"{serial} {code} {name[0]}", f"{name[1]} {' '.join(rest)}"]
    for running in ("广东省人力资源和社会保障厅 {}", "广东省职业技能培训补贴目录"):
        feet = [running.format(number) for number in (7, 8, 9)]
        lines = [*ROWS[:2], feet[0], *ROWS[2:5], cut[0], feet[1], cut[1], ROWS[6], feet[2]]
        extraction = read([*lines, *ROWS[7:]])
        assert printed(extraction.entries) == ALL
        assert not extraction.rejected


# --- rows with amounts ----------------------------------------------------------------------------

PRICED_COLUMNS = (SERIAL, NAME, CODE, TRAINING_AMOUNT)
PRICED_HEADER = "序号 职业名称 职业编码 补贴标准（元）"
PRICED = (
    "1 电工 6-31-01-03 1000",
    "2 焊工 6-18-02-04 1100",
    "3 保育师 4-10-01-02 1200",
)


def priced(
    lines: Sequence[str], header: str = PRICED_HEADER, columns: Sequence[Column] = PRICED_COLUMNS
) -> Extraction:
    text = "\n".join([amount_lists.TITLE, header, *lines])
    return amount_lists.read(text.encode(), columns)


def yuan(extraction: Extraction) -> list[tuple[str | None, str]]:
    return [(name, amount) for name, _, _, amount in amount_lists.amounts(extraction)]


ALL_YUAN = [("电工", "1000"), ("焊工", "1100"), ("保育师", "1200")]


@pytest.mark.parametrize("mark", ["（{}）", "({})"])
@pytest.mark.parametrize("place", [1, 2])
@pytest.mark.parametrize("coded", [True, False])
def test_a_row_is_no_section_for_the_brackets_at_its_serial(
    mark: str, place: int, coded: bool
) -> None:
    rows = [line.split() for line in (PRICED_HEADER, *PRICED)]
    rows[place + 1][0] = mark.format(place + 1)
    columns = [each for each in PRICED_COLUMNS if coded or each is not CODE]
    lines = [" ".join(row if coded else [*row[:2], row[3]]) for row in rows]
    extraction = priced(lines[1:], lines[0], columns)
    assert yuan(extraction) == ALL_YUAN
    assert [each.serial_printed for each in extraction.entries] == [1, 2, 3]
    assert {each.section for each in extraction.entries} == {None}


@pytest.mark.parametrize("mark", ["二、", "(2)", "第二类 "])
def test_a_row_that_begins_like_a_section_is_told_and_gives_no_row_a_section(mark: str) -> None:
    lines = [PRICED[0], PRICED[1].replace("2 ", mark, 1), PRICED[2]]
    extraction = priced(lines)
    assert yuan(extraction) == ALL_YUAN[2:]
    assert [each.section for each in extraction.entries] == [None]
    (rejected,) = extraction.rejected
    assert f"{mark}焊工" in " ".join(rejected.cells)


def test_a_row_that_begins_like_a_section_below_a_table_is_told() -> None:
    cells = [line.replace(" ", "\t") for line in (PRICED_HEADER, *PRICED)]
    extraction = priced([cells[1], "", "二、焊工 6-18-02-04 1100"], cells[0])
    assert yuan(extraction) == ALL_YUAN[:1]
    assert unaccounted(extraction) == ["二、焊工 6-18-02-04 1100"]


def test_sections_of_rows_with_amounts_stay_sections() -> None:
    lines = ["一、制造类", PRICED[0], "（二）服务类", PRICED[1], "(3) 其他 类", PRICED[2]]
    extraction = priced(lines)
    assert [each.section for each in extraction.entries] == ["制造类", "服务类", "其他类"]
    assert yuan(extraction) == ALL_YUAN


WITHDRAWN = [
    "以下职业（工种）自2024年起不再给予补贴：",
    "2024年起不再补贴以下职业。",
    "附：2023年停止执行的目录",
    "取消的职业（工种）",
    "不再给予补贴：",
]


@pytest.mark.parametrize("line", WITHDRAWN)
def test_a_second_list_of_what_is_withdrawn_is_no_part_of_the_first(line: str) -> None:
    extraction = priced([*PRICED[:2], line, PRICED_HEADER, "1 钳工 6-20-01-01 500"])
    assert yuan(extraction) == ALL_YUAN[:2]
    assert not extraction.rejected
    assert unaccounted(extraction) == ["1 钳工 6-20-01-01 500"]


@pytest.mark.parametrize("line", WITHDRAWN)
def test_rows_below_a_line_that_withdraws_them_are_rejected(line: str) -> None:
    extraction = priced([*PRICED[:2], line, "1 钳工 6-20-01-01 500"])
    assert yuan(extraction) == ALL_YUAN[:2]
    (rejected,) = extraction.rejected
    assert rejected.cells[1] == "钳工"
    assert rejected.reasons == [f"section: '{line}' withdraws the rows below it"]


def test_a_remark_that_says_withdrawn_withdraws_no_rows() -> None:
    rows = [f"{PRICED[0]} 该工种2024年", "取消", *PRICED[1:]]
    extraction = priced(rows, f"{PRICED_HEADER} 备注")
    assert yuan(extraction) == ALL_YUAN
    assert extraction.entries[0].other == {"备注": "该工种2024年取消"}


# --- columns that nobody described ----------------------------------------------------------------

REMARKS = f"{PRICED_HEADER} 备注"


@pytest.mark.parametrize(
    "remark",
    [
        "含工种",
        "2022年新增",
        "见附件3",
        "原名电焊工",
        "60",
        "60课时",
        "40-60",
        "3 个工种",
        "四级 80课时",
        "高级工以上",
        "2024-10-01",
        "限18-60岁",
        "人社厅发〔2019〕12号",
    ],
)
def test_a_remark_is_kept(remark: str) -> None:
    extraction = priced([f"{PRICED[0]} {remark}", *PRICED[1:]], REMARKS)
    assert yuan(extraction) == ALL_YUAN
    assert extraction.entries[0].other == {"备注": remark}


@pytest.mark.parametrize(
    "more",
    [
        "限职工 7 钳工 6-20-01-01 500 限职工",
        "限职工 钳工 500",
        "限职工 6-20-01-01",
        "限职工 6-20-",
        "限职工 ６—２０—",
        "-02-04",
        "6-20-01-01",
        "02-04",
        "四级/中级工 1300 80",
        "四级 1300元",
        "1300 1600",
        "7 钳工",
    ],
)
def test_a_remark_takes_no_cells_of_another_row(more: str) -> None:
    extraction = priced([PRICED[0], f"{PRICED[1]} {more}", PRICED[2]], REMARKS)
    assert yuan(extraction) == [ALL_YUAN[0], ALL_YUAN[2]]
    (rejected,) = extraction.rejected
    assert rejected.cells == f"{PRICED[1]} {more}".split()


LEVELS = ("五级/初级工 1000 60", "四级/中级工 1300 80", "三级/高级工 1600 100")


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)])
def test_levels_below_a_merged_name_are_rejected_each(order: Sequence[int]) -> None:
    heads = [[row.split()[place] for place in order] for row in (PRICED_HEADER, *PRICED[:2])]
    lines = [line for head in heads[1:] for line in (" ".join([*head, LEVELS[0]]), *LEVELS[1:])]
    extraction = priced(lines, " ".join([*heads[0], "技能等级 补贴标准（元） 培训学时"]))
    assert [(each.name, each.other["培训学时"]) for each in extraction.entries] == [
        ("电工", "60"),
        ("焊工", "60"),
    ]
    assert [(level, amount) for _, _, level, amount in amount_lists.amounts(extraction)] == [
        (5, "1000"),
        (5, "1000"),
    ]
    assert [" ".join(each.cells) for each in extraction.rejected] == [*LEVELS[1:]] * 2


def test_levels_whose_amounts_one_cell_holds_stay_one_row() -> None:
    lines = ["1 电工 6-31-01-03 初级1000", "中级1500 高级2000", PRICED[1]]
    extraction = priced(lines, REMARKS)
    assert [amount for _, amount in yuan(extraction)] == ["1000", "1500", "2000", "1100"]


HOURS = ["120 1500", "100", "80 900"]


@pytest.mark.parametrize("heading", ["培训学时", "规模"])
@pytest.mark.parametrize("hours_first", [True, False])
def test_a_figure_that_may_be_of_two_columns_rejects_its_row(
    heading: str, hours_first: bool
) -> None:
    lines: list[str] = []
    for row, printed in zip(PRICED, HOURS, strict=True):
        figures = printed.split() if hours_first else printed.split()[::-1]
        lines.append(" ".join([*row.split()[:3], *figures]))
    order = [heading, "补贴标准（元）"] if hours_first else ["补贴标准（元）", heading]
    extraction = priced(lines, " ".join(["序号 职业名称 职业编码", *order]))
    assert yuan(extraction) == [("电工", "1500"), ("保育师", "900")]
    (reason,) = amount_lists.reasons(extraction)
    assert "焊工 | 6-18-02-04 | 100 | " in reason
    assert "焊工 | 6-18-02-04 |  | 100" in reason


def test_an_amount_beside_a_blank_remark_is_an_amount() -> None:
    lines = ["1 电工 6-31-01-03 新增 1000", *PRICED[1:]]
    extraction = priced(lines, "序号 职业名称 职业编码 备注 补贴标准（元）")
    assert yuan(extraction) == ALL_YUAN
