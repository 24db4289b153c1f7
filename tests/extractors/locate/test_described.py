"""Documents of cities that nobody described, read by what they print; and those that are none."""

from __future__ import annotations

from html import escape

import pytest

from extractors.extract import extract_document
from extractors.extraction import Extraction
from schemas.errors import ExtractError

ROWS = [
    ("6-31-01-03", "电工"),
    ("6-18-02-04", "焊工"),
    ("4-03-02-01", "中式烹调师"),
    ("4-10-03-01", "美容师"),
]

ROWS_OF_WORDS = "\n".join(
    [
        "序号 职业（工种） 职业编码",
        *(f"{n} {name} {code}" for n, (code, name) in enumerate(ROWS, 1)),
    ]
)
HEADS_OVER_TWO_ROWS = [f"<td rowspan=2>{text}</td>" for text in ("序号", "工种", "职业编码")]


def table(*rows: list[str]) -> str:
    """A table of a web page; a cell that begins with ``<`` is markup of its own."""
    cells = (
        "".join(text if text.startswith("<") else f"<td>{escape(text)}</td>" for text in row)
        for row in rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def read(title: str, *blocks: str) -> Extraction:
    page = f"<meta charset=utf-8><p>{title}</p>{''.join(blocks)}"
    return extract_document(page.encode(), "city-2025.html")


def pairs(extraction: Extraction) -> list[tuple[str | None, str | None]]:
    return [(entry.code, entry.name) for entry in extraction.entries]


def amounts(extraction: Extraction) -> list[tuple[str, int | None, int | None]]:
    return [
        (
            rate.purpose,
            rate.skill_level,
            None if rate.amount_yuan is None else int(rate.amount_yuan),
        )
        for rate in extraction.rates
    ]


def test_a_city_is_told_by_its_title_and_columns_by_their_headings() -> None:
    rows = [[str(n), name, code, "ABC"[n % 3]] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read(
        "合肥市2025年职业技能培训补贴目录", table(["序号", "工种", "职业编码", "类别"], *rows)
    )
    assert (read_.document.region_adcode, read_.document.series) == ("340100", "340100")
    assert (read_.document.extractor, read_.document.year) == ("generic", 2025)
    assert pairs(read_) == list(ROWS)
    assert [entry.subsidy_class for entry in read_.entries] == ["B", "C", "A", "B"]
    (told,) = [each for each in read_.findings if each.rule == "read_without_module"]
    assert told.message.startswith("read without a module: 0 columns not understood")
    assert "new-city writes the module" in told.message


def test_levels_are_columns_of_amounts() -> None:
    head = [
        "<td rowspan=2>序号</td>",
        "<td rowspan=2>职业（工种）名称</td>",
        "<td rowspan=2>职业编码</td>",
        "<td colspan=2>补贴标准（元/人）</td>",
    ]
    rows = [[str(n), name, code, "1000", "/"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("长沙市职业培训补贴目录", table(head, ["五级", "四级"], *rows))
    assert amounts(read_) == [("training", 5, 1000)] * 4
    assert read_.catalogs[0].amounts_in == "rows"


def test_one_occupation_at_several_levels_is_a_block_where_merges_are_lost() -> None:
    text = "南昌市职业技能培训补贴目录\n\n序号\t职业名称\t职业编码\t等级\t补贴标准（元/人）\n"
    for n, (code, name) in enumerate(ROWS, start=1):
        text += f"{n}\t{name}\t{code}\t初级\t1000\n\t\t\t中级\t1500\n"
    read_ = extract_document(text.encode(), "nanchang.txt")
    assert pairs(read_) == [pair for pair in ROWS for _ in range(2)]
    assert amounts(read_) == [("training", 5, 1000), ("training", 4, 1500)] * 4
    assert read_.entries[1].inherited_columns == ["serial_printed", "name_printed", "code_printed"]
    told = {each.rule for each in read_.findings}
    assert not told & {"serial_repeated", "entry_repeated", "serial_backwards"}


@pytest.mark.parametrize("cell", ["{name}（{code}）", "{code} {name}", "{name}\n{code}"])
def test_code_and_name_stand_in_one_cell(cell: str) -> None:
    rows = [[str(n), cell.format(name=name, code=code)] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("福州市职业技能补贴培训目录", table(["序号", "职业（工种）名称及编码"], *rows))
    assert pairs(read_) == list(ROWS)


def test_headings_are_told_by_the_word_they_end_in_and_each_guess_is_told() -> None:
    head = [
        "项次",
        "培训职业（工种）全称",
        "国家职业分类大典编码",
        "政府补贴标准（元/人）",
        "建议培训课时",
    ]
    rows = [[str(n), name, code, "1300", "80"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("昆明市就业技能培训补贴项目清单", table(head, *rows))
    assert pairs(read_) == list(ROWS)
    assert amounts(read_) == [("training", None, 1300)] * 4
    assert read_.entries[0].other == {"建议培训课时": "80"}
    told = [each.message for each in read_.findings if each.rule == "heading_unknown"]
    assert any("is read as name" in message for message in told)


def test_a_table_of_rates_by_class_alone_prices_the_list() -> None:
    rows = [[str(n), name, code, "一类"] for n, (code, name) in enumerate(ROWS, start=1)]
    rates = table(["类别", "初级", "中级"], ["一类", "1000", "1500"], ["二类", "800", "1200"])
    read_ = read(
        "洛阳市职业培训补贴目录",
        table(["序号", "培训工种", "工种代码", "补贴类别"], *rows),
        f"<p>附件2</p><p>洛阳市职业培训补贴标准（元/人）</p>{rates}",
    )
    assert [row.kind for row in read_.catalogs] == ["general", "rates"]
    (told,) = [each for each in read_.findings if each.rule == "read_without_module"]
    assert told.message.startswith("read without a module: 0 columns not understood")
    assert read_.catalogs[0].amounts_in == "rate_table"
    assert [entry.subsidy_class for entry in read_.entries] == ["一"] * 4
    assert [(rate.subsidy_class, rate.skill_level) for rate in read_.rates] == [
        ("一", 5),
        ("一", 4),
        ("二", 5),
        ("二", 4),
    ]


def test_a_heading_whose_cells_speak_against_it_is_kept_with_its_cells() -> None:
    rows = [[str(n), "加工制造类", name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("保定市职业培训补贴目录", table(["序号", "类别", "培训工种", "职业编码"], *rows))
    assert pairs(read_) == list(ROWS)
    assert [entry.subsidy_class for entry in read_.entries] == [None] * 4
    assert read_.entries[0].other == {"类别": "加工制造类"}


def test_ticks_under_levels_are_no_amounts() -> None:
    rows = [[str(n), name, code, "√", ""] for n, (code, name) in enumerate(ROWS, start=1)]
    head = ["序号", "工种", "职业编码", "五级", "四级"]
    read_ = read("泉州市职业技能提升补贴目录", table(head, *rows))
    assert pairs(read_) == list(ROWS)
    assert (read_.rates, read_.rejected) == ([], [])
    assert read_.catalogs[0].amounts_in == "not_printed"
    assert read_.entries[0].other == {"五级": "√"}


def test_a_class_under_a_heading_known_by_its_words_prices_the_list() -> None:
    rows = [[str(n), name, code, "甲类"] for n, (code, name) in enumerate(ROWS, start=1)]
    rates = table(["档次", "等级", "补贴标准"], ["甲类", "初级", "1000"], ["乙类", "初级", "800"])
    read_ = read(
        "襄阳市职业技能培训补贴目录",
        table(["序号", "培训工种", "工种代码", "补贴档次"], *rows),
        f"<p>襄阳市职业技能培训补贴标准</p>{rates}",
    )
    assert [entry.subsidy_class for entry in read_.entries] == ["甲"] * 4
    assert [(each.subsidy_class, str(each.amount_yuan)) for each in read_.rates] == [
        ("甲", "1000"),
        ("乙", "800"),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        [
            [*HEADS_OVER_TWO_ROWS, "<td colspan=2>补贴标准（元/人）</td>"],
            ["失业人员", "在职职工"],
        ],
        [["序号", "工种", "职业编码", "失业人员补贴标准（元/人）", "在职职工培训补贴（元/人）"]],
    ],
)
def test_amounts_for_groups_of_persons_say_for_whom_they_are(heads: list[list[str]]) -> None:
    rows = [[str(n), name, code, "1500", "1000"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("潍坊市职业培训补贴目录", table(*heads, *rows))
    assert pairs(read_) == list(ROWS)
    assert [(each.condition_printed, str(each.amount_yuan)) for each in read_.rates] == [
        ("失业人员", "1500"),
        ("在职职工", "1000"),
    ] * 4
    assert {each.purpose for each in read_.rates} == {"training"}
    told = [each.message for each in read_.findings if each.rule == "heading_unknown"]
    assert any("is read as amounts of the group '失业人员'" in message for message in told)


def test_levels_may_stand_over_what_is_paid_for() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td colspan=2>五级/初级工</td>", "<td colspan=2>四级</td>"]
    rows = [
        [str(n), name, code, "1000", "160", "1400", "——"]
        for n, (code, name) in enumerate(ROWS, start=1)
    ]
    purposes = ["培训", "评价", "培训", "评价"]
    read_ = read("合肥市职业技能培训补贴目录", table(head, purposes, *rows))
    assert pairs(read_) == list(ROWS)
    assert amounts(read_)[:3] == [
        ("training", 5, 1000),
        ("assessment", 5, 160),
        ("training", 4, 1400),
    ]
    assert read_.entries[0].other == {"四级/评价": "——"}


def test_signs_for_no_amount_are_told_apart_where_a_note_explains_them() -> None:
    head = ["序号", "工种", "职业编码", "五级", "四级", "三级"]
    rows = [[str(n), name, code, "——", "1000", "/"] for n, (code, name) in enumerate(ROWS, start=1)]
    note = "<p>注：“/”表示该等级不予补贴，“——”表示该职业不设此等级。</p>"
    read_ = read("沈阳市职业培训补贴目录", table(head, *rows), note)
    assert amounts(read_) == [("training", 4, 1000)] * 4
    assert read_.entries[0].other == {"五级": "——", "三级": "/"}
    assert [(each.column_name, each.symbol, each.meaning) for each in read_.legends] == [
        ("other", "——", "该职业不设此等级"),
        ("other", "/", "该等级不予补贴"),
    ]
    assert read("沈阳市职业培训补贴目录", table(head, *rows)).legends == []


@pytest.mark.parametrize(
    ("upper", "lower", "read_as"),
    [
        ("五级,", "培训,评价", [("training", 5, 1000), ("assessment", 5, 160)]),
        (
            "补贴标准（元/人）,",
            "企业职工,失业人员",
            [("training", None, 1000), ("training", None, 160)],
        ),
    ],
)
def test_a_header_of_two_rows_is_no_row_where_its_merges_are_lost(
    upper: str, lower: str, read_as: list[tuple[str, int | None, int]]
) -> None:
    rows = "".join(f"{n},{name},{code},1000,160\n" for n, (code, name) in enumerate(ROWS, start=1))
    text = f"鹰潭市职业培训补贴目录,,,,\n序号,工种,职业编码,{upper}\n,,,{lower}\n{rows}"
    read_ = extract_document(text.encode(), "yingtan.csv")
    assert pairs(read_) == list(ROWS)
    assert amounts(read_) == read_as * 4


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize(
    ("over", "below", "read_as"),
    [
        (["培训补贴", "评价补贴"], ["五级", "四级"], [("training", 5), ("training", 4)]),
        (["五级", "四级"], ["培训", "评价"], [("training", 5), ("assessment", 5)]),
    ],
)
def test_a_header_may_print_a_cell_over_several_once(
    over: list[str], below: list[str], read_as: list[tuple[str, int]], *, blanks: bool
) -> None:
    figures = ["1000", "1500", "150", "200"]
    lines = [
        ["序号", "工种", "职业编码", *over],
        [*([""] * 3 if blanks else []), *below, *below],
        *([str(n), name, code, *figures] for n, (code, name) in enumerate(ROWS, start=1)),
    ]
    text = "孝感市职业培训补贴目录\n\n" + "\n".join(
        "".join(f"\t{cell}\n" for cell in line) for line in lines
    )
    read_ = extract_document(text.encode(), "xiaogan.txt")
    assert pairs(read_) == list(ROWS)
    assert [(rate.purpose, rate.skill_level) for rate in read_.rates[:4]][:2] == read_as
    assert [int(rate.amount_yuan or 0) for rate in read_.rates[:4]] == [int(n) for n in figures]


def test_a_sum_of_amounts_is_no_amount_beside_them() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td colspan=3>补贴标准（元/人）</td>"]
    rows = [
        [str(n), name, code, "1200", "300", "1500"] for n, (code, name) in enumerate(ROWS, start=1)
    ]
    read_ = read("许昌市职业培训补贴目录", table(head, ["培训费", "鉴定费", "合计"], *rows))
    assert amounts(read_)[:2] == [("training", None, 1200), ("assessment", None, 300)]
    assert len(read_.rates) == 8
    assert read_.entries[0].other == {"合计": "1500"}


@pytest.mark.parametrize(
    ("head", "below"),
    [
        (["<td colspan=4>补贴标准（元/人）</td>"], ["培训费", "教材费", "材料费", "合计"]),
        (
            ["<td rowspan=2>补贴标准（元/人）</td>", "<td colspan=3>其中</td>"],
            ["理论培训", "实操培训", "教材"],
        ),
    ],
)
def test_parts_of_a_sum_are_parts_of_it(head: list[str], below: list[str]) -> None:
    figures = ["900", "100", "200"]
    figures.insert(3 if "合计" in below else 0, "1200")
    rows = [[str(n), name, code, *figures] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("许昌市职业培训补贴目录", table([*HEADS_OVER_TWO_ROWS, *head], below, *rows))
    first = [rate for rate in read_.rates if rate.entry_id == read_.entries[0].entry_id]
    wholes = [rate for rate in first if rate.included_in is None]
    assert [str(rate.amount_yuan) for rate in wholes] == ["1200"]
    assert {rate.included_in for rate in first} == {None, wholes[0].rate_id}
    assert len(first) == 4


def test_hours_that_are_parts_are_no_amounts() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td rowspan=2>学时</td>", "<td colspan=2>其中</td>"]
    money = "<td rowspan=2>补贴标准（元/人）</td>"
    rows = [
        [str(n), name, code, "100", "40", "60", "1200"]
        for n, (code, name) in enumerate(ROWS, start=1)
    ]
    read_ = read("许昌市职业培训补贴目录", table([*head, money], ["理论培训", "实操培训"], *rows))
    assert amounts(read_) == [("training", None, 1200)] * 4


@pytest.mark.parametrize("heading", ["补贴系数", "补贴比例"])
def test_a_factor_is_no_amount(heading: str) -> None:
    rows = [[str(n), name, code, "1.2"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("遵义市职业培训补贴目录", table(["序号", "工种", "职业编码", heading], *rows))
    assert (read_.rates, read_.entries[0].other) == ([], {heading: "1.2"})


def test_a_unit_in_a_column_of_its_own_is_that_of_its_rows_amount() -> None:
    units = ["元/人", "元/课时", "万元/班", "元/套"]
    rows = [
        [str(n), name, code, "15", unit]
        for (n, (code, name)), unit in zip(enumerate(ROWS, start=1), units, strict=True)
    ]
    head = ["序号", "工种", "职业编码", "补贴标准", "计量单位"]
    read_ = read("朔州市职业培训补贴目录", table(head, *rows))
    assert [(str(each.amount_yuan), each.unit) for each in read_.rates] == [
        ("15", "per_person"),
        ("15", "per_class_hour"),
        ("150000", "per_class"),
    ]
    assert "its unit is not yuan a person: 元/套" in str(read_.rejected[0].reasons)


def test_kinds_of_subsidy_side_by_side_are_told_apart() -> None:
    head = [
        *HEADS_OVER_TWO_ROWS,
        "<td colspan=2>职业培训补贴</td>",
        "<td colspan=2>技能提升补贴</td>",
    ]
    rows = [
        [str(n), name, code, "1200", "1600", "1000", "1500"]
        for n, (code, name) in enumerate(ROWS, start=1)
    ]
    read_ = read("鹤壁市职业培训补贴标准目录", table(head, ["初级", "中级"] * 2, *rows))
    assert [each.subsidy_kinds for each in read_.rates[:4]] == [["training"]] * 2 + [
        ["upgrading"]
    ] * 2


def test_amounts_of_groups_stand_in_one_cell() -> None:
    cell = "失业人员：1,200元；农村劳动力：1000元"
    rows = [[str(n), name, code, cell] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("鹤岗市职业培训补贴目录", table(["序号", "工种", "职业编码", "补贴标准"], *rows))
    assert [(each.condition_printed, str(each.amount_yuan)) for each in read_.rates[:2]] == [
        ("失业人员", "1200"),
        ("农村劳动力", "1000"),
    ]


def test_a_heading_says_what_is_paid_for_before_its_unit_or_with_each() -> None:
    head = ["序号", "工种", "职业编码", "每课时补贴（元）", "鉴定补贴标准/万元"]
    rows = [[str(n), name, code, "15", "0.02"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("黑河市职业培训补贴目录", table(head, *rows))
    assert {(each.purpose, each.unit, int(each.amount_yuan or 0)) for each in read_.rates} == {
        ("training", "per_class_hour", 15),
        ("assessment", "per_person", 200),
    }


def test_a_cell_of_a_rate_table_names_levels_with_their_amounts() -> None:
    rows = [[str(n), name, code, "AB"[n % 2]] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read(
        "伊春市职业培训补贴目录",
        table(["类别", "补贴标准"], ["A类", "五级1200元、四级1600元"], ["B类", "五级：1000元"]),
        table(["序号", "工种", "职业编码", "类别"], *rows),
    )
    assert [(each.subsidy_class, each.skill_level) for each in read_.rates] == [
        ("A", 5),
        ("A", 4),
        ("B", 5),
    ]


def test_a_reward_for_a_certificate_is_no_assessment() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td colspan=2>补贴标准（元）</td>"]
    rows = [[str(n), name, code, "800", "500"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("绍兴市职业培训补贴目录", table(head, ["基础补贴", "取证奖励补贴"], *rows))
    assert [(each.purpose, each.condition_printed) for each in read_.rates[:2]] == [
        ("training", "基础"),
        ("training", "取证奖励"),
    ]


def test_an_amount_under_a_certificate_stands_beside_those_of_levels() -> None:
    head = [
        *HEADS_OVER_TWO_ROWS,
        "<td rowspan=2>培训合格证书</td>",
        "<td colspan=2>职业技能等级证书</td>",
    ]
    rows = [
        [str(n), name, code, "600", "1000", "1400"] for n, (code, name) in enumerate(ROWS, start=1)
    ]
    read_ = read("合肥市职业培训补贴目录", "单位：元/人", table(head, ["初级", "中级"], *rows))
    assert [(each.condition_printed, each.skill_level) for each in read_.rates[:3]] == [
        ("培训合格证书", None),
        (None, 5),
        (None, 4),
    ]


def test_a_title_of_a_section_states_the_class_and_the_amount_of_its_rows() -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    titles = [[f"<td colspan=3>{text}</td>"] for text in ("A类（1800元/人）", "B类（1500元/人）")]
    body = [titles[0], *rows[:2], titles[1], *rows[2:]]
    read_ = read("晋中市职业培训补贴目录", table(["序号", "工种", "职业编码"], *body))
    assert [(each.subsidy_class, int(each.amount_yuan or 0)) for each in read_.rates] == [
        ("A", 1800),
        ("A", 1800),
        ("B", 1500),
        ("B", 1500),
    ]
    assert read_.entries[0].inherited_columns == ["A类（1800元/人）"]


def test_headings_of_levels_state_the_amounts_of_ticks_below_them() -> None:
    head = ["序号", "工种", "职业编码", "五级（1000元/人）", "四级（1500元/人）"]
    rows = [[str(n), name, code, "√", "√" * (n % 2)] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("黄石市职业培训补贴目录", table(head, *rows))
    assert amounts(read_)[:3] == [
        ("training", 5, 1000),
        ("training", 4, 1500),
        ("training", 5, 1000),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "取得初级工、中级工职业技能等级证书的，分别按1000元/人、1500元/人给予培训补贴。",
        "补贴标准：初级工（五级）1000元/人，中级工（四级）1500元/人。",
    ],
)
def test_amounts_of_levels_that_a_sentence_states_are_read(note: str) -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read(
        "乌海市职业培训补贴目录", f"<p>{note}</p>", table(["序号", "工种", "职业编码"], *rows)
    )
    assert amounts(read_) == [("training", 5, 1000), ("training", 4, 1500)]
    assert {each.entry_id for each in read_.rates} == {None}


def test_a_note_that_changes_amounts_is_told() -> None:
    rows = [[str(n), name, code, "1200"] for n, (code, name) in enumerate(ROWS, start=1)]
    note = "注：紧缺职业（工种）补贴标准上浮20%。"
    read_ = read(
        "来宾市职业培训补贴目录",
        table(["序号", "工种", "职业编码", "补贴标准"], *rows),
        f"<p>{note}</p>",
    )
    assert amounts(read_) == [("training", None, 1200)] * 4
    assert any("a sentence changes amounts" in each.message for each in read_.findings)


def test_an_amount_an_hour_stands_beside_the_most_that_is_paid() -> None:
    head = ["序号", "工种", "职业编码", "课时补贴标准（元/课时）", "最高补贴额（元/人）"]
    rows = [[str(n), name, code, "15", "600"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("南宁市职业培训补贴目录", table(head, *rows))
    assert {(each.unit, each.amount_rule, str(each.amount_yuan)) for each in read_.rates} == {
        ("per_person", "at_most", "600"),
        ("per_class_hour", "fixed", "15"),
    }
    assert {each.condition_printed for each in read_.rates} == {None}


def test_a_word_beside_levels_is_what_its_amounts_are_for() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td colspan=2>培训补贴标准</td>"]
    rows = [[str(n), name, code, "600", "1200"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("昆明市职业培训补贴目录", table(head, ["专项", "初级"], *rows))
    assert [(each.skill_level, each.condition_printed) for each in read_.rates[:2]] == [
        (None, "专项"),
        (5, None),
    ]


def test_rates_a_level_have_two_headings_and_one_is_told_by_its_words() -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    rates = table(["补贴等级", "补贴标准（元/人）"], ["五级", "1000"], ["四级", "1500"])
    read_ = read(
        "苏州市急需紧缺职业（工种）目录",
        table(["序号", "工种", "职业编码"], *rows),
        f"<p>附件2</p><p>职业技能培训补贴标准</p>{rates}",
    )
    assert amounts(read_) == [("training", 5, 1000), ("training", 4, 1500)]


def test_a_section_is_titled_without_the_number_of_its_rows() -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    section = ["<td colspan=3>一、制造业类（共4个）</td>"]
    read_ = read("西安市职业培训补贴目录", table(["序号", "工种", "职业编码"], section, *rows))
    assert [entry.section for entry in read_.entries] == ["制造业类"] * 4


def test_an_amount_on_a_line_of_its_own_is_of_the_row_above() -> None:
    head = "\n\n".join(("序号", "职业编码", "职业名称", "补贴标准（元）"))
    rows = "\n\n".join(f"{n}\n\n{code}\n\n{name}\n\n1000" for n, (code, name) in enumerate(ROWS, 1))
    text = f"宜昌市职业技能培训补贴目录\n\n{head}\n\n{rows}\n"
    read_ = extract_document(text.encode(), "yichang.txt")
    assert pairs(read_) == list(ROWS)
    assert amounts(read_) == [("training", None, 1000)] * 4


@pytest.mark.parametrize("between", ["<br>", "/"])
def test_as_many_amounts_as_levels_in_a_cell_are_one_a_level(between: str) -> None:
    levels, figures, more = (
        f"<td>{between.join(words)}</td>"
        for words in (("初级", "中级"), ("1000", "1500"), ("1000", "1500", "2000"))
    )
    rows = [[str(n), name, code, levels, figures] for n, (code, name) in enumerate(ROWS, start=1)]
    rows[-1][-1] = more
    head = ["序号", "工种", "职业编码", "等级", "补贴标准（元/人）"]
    read_ = read("威海市职业培训补贴目录", table(head, *rows))
    assert pairs(read_) == list(ROWS)
    assert amounts(read_) == [("training", 5, 1000), ("training", 4, 1500)] * 3
    assert [row.model for row in read_.rejected] == ["subsidy_rate"]


def test_amounts_of_levels_stand_below_a_heading_told_by_its_words() -> None:
    rows = [
        [str(n), name, code, "初级：1000；中级：1500"]
        for n, (code, name) in enumerate(ROWS, start=1)
    ]
    head = ["序号", "工种", "职业编码", "各等级补贴标准（元/人）"]
    read_ = read("马鞍山市职业培训补贴目录", table(head, *rows))
    assert amounts(read_)[:2] == [("training", 5, 1000), ("training", 4, 1500)]


def test_rates_may_be_for_groups_of_persons_or_stand_in_one_row() -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    groups = table(
        ["<td rowspan=2>等级</td>", "<td colspan=2>补贴标准（元/人）</td>"],
        ["企业职工", "失业人员"],
        ["初级", "800", "1200"],
    )
    across = table(["等级", "五级", "四级"], ["评价补贴标准（元/人）", "150", "200"])
    read_ = read(
        "三亚市职业技能培训补贴目录",
        table(["序号", "工种", "职业编码"], *rows),
        f"<p>附件2</p><p>三亚市职业技能培训补贴标准</p>{groups}",
        f"<p>附件3</p><p>三亚市职业技能评价补贴标准</p>{across}",
    )
    assert pairs(read_) == list(ROWS)
    assert [(rate.condition_printed, str(rate.amount_yuan)) for rate in read_.rates[:2]] == [
        ("企业职工", "800"),
        ("失业人员", "1200"),
    ]
    assert amounts(read_)[2:] == [("assessment", 5, 150), ("assessment", 4, 200)]


def test_another_table_below_a_text_alone_is_no_section_of_the_list() -> None:
    rows = [[str(n), name, code, "紧缺类"] for n, (code, name) in enumerate(ROWS, start=1)]
    other = ["<td colspan=4>泰安市办理流程一览</td>"]
    read_ = read(
        "泰安市职业技能培训补贴目录",
        table(["序号", "工种", "职业编码", "工种类别"], *rows),
        table(other, ["环节", "材料", "时限", "窗口"], ["申报", "名册", "五日", "一楼"]),
    )
    assert pairs(read_) == list(ROWS)
    assert read_.rejected == []


def test_classes_are_columns_of_amounts() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td colspan=2>补贴标准（元/人）</td>"]
    rows = [[str(n), name, code, "1500", "1000"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("宁夏回族自治区职业技能培训补贴目录", table(head, ["A类", "B类"], *rows))
    assert pairs(read_) == list(ROWS)
    assert [(each.subsidy_class, str(each.amount_yuan)) for each in read_.rates] == [
        ("A", "1500"),
        ("B", "1000"),
    ] * 4


def test_costs_over_levels_are_amounts_of_their_purpose() -> None:
    head = [*HEADS_OVER_TWO_ROWS, "<td colspan=2>培训成本</td>", "<td colspan=2>评价成本</td>"]
    levels = ["初级", "中级", "初级", "中级"]
    rows = [
        [str(n), name, code, "1000", "1500", "200", "250"]
        for n, (code, name) in enumerate(ROWS, start=1)
    ]
    read_ = read("沈阳市职业技能培训补贴成本目录", table(head, levels, *rows))
    assert amounts(read_)[:4] == [
        ("training", 5, 1000),
        ("training", 4, 1500),
        ("assessment", 5, 200),
        ("assessment", 4, 250),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "东莞市急需紧缺职业（工种）目录",
        "厦门市职业技能培训指导目录",
        "大理白族自治州职业技能评价补贴目录",
    ],
)
def test_a_title_may_say_what_is_trained_without_a_word_on_the_money(title: str) -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    assert pairs(read(title, table(["序号", "工种", "职业编码"], *rows))) == list(ROWS)


def test_a_total_and_a_text_in_a_table_of_its_own_are_no_rows() -> None:
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read(
        "石家庄市职业技能培训补贴目录",
        table(["序号", "工种", "职业编码"], *rows, ["合计", "4个", ""]),
        table(["本目录依据国家职业分类大典编制。"]),
    )
    assert pairs(read_) == list(ROWS)
    assert read_.rejected == []
    assert [row.role for row in read_.source_rows][-2:] == ["note", "text"]


@pytest.mark.parametrize(
    ("title", "head", "said"),
    [
        (
            "合肥市职业技能培训补贴培训机构名单",
            ["序号", "机构名称", "培训工种", "职业编码"],
            "机构名称",
        ),
        (
            "长沙市企业技能等级认定备案目录",
            ["序号", "企业名称", "职业名称", "职业编码"],
            "企业名称",
        ),
        ("南京市职业技能培训补贴申请花名册", ["序号", "工种", "等级", "职业编码"], "花名册"),
        ("杭州市职业技能鉴定收费标准", ["序号", "工种", "职业编码", "收费标准（元）"], "prices"),
        (
            "新职业（2022年版职业分类大典）培训补贴",
            ["序号", "职业编码", "职业名称", "备注"],
            "classif",
        ),
        ("苏州市职业工种目录", ["序号", "职业编码", "职业名称", "备注"], "no subsidy"),
        ("苏州市职业技能鉴定考试计划", ["序号", "工种", "等级", "考试时间"], "考试时间"),
        ("宿迁市培训补贴班次一览表", ["工种", "职业编码", "补贴标准", "开班时间"], "开班时间"),
        ("扬州市第三批职业技能培训补贴公示", ["序号", "工种", "职业编码", "补贴金额"], "paid"),
        ("青岛市培训项目补助资金安排表", ["序号", "项目单位", "项目名称", "补助金额"], "paid"),
        (
            "苏州市补贴培训机构及项目一览表",
            ["序号", "职业编码", "培训项目", "补贴标准"],
            "providers",
        ),
        ("滁州市职业培训补贴预算表", ["序号", "职业编码", "项目", "金额"], "paid or planned"),
        ("滁州市职业培训补贴情况", ["序号", "编码", "工种", "人数"], "'人数' heads a column"),
        ("滁州市职业培训完成情况", ["序号", "编码", "工种", "等级"], "figures of training"),
        ("滁州市职业培训课程表", ["序号", "编码", "课程名称", "教室"], "a schedule of lessons"),
        ("滁州市职业培训报价表", ["包号", "编码", "培训工种", "总价"], "a tender"),
        ("滁州市企业用工信息", ["序号", "编码", "职业名称", "月薪"], "a list of vacancies"),
        ("滁州市职业培训教材目录", ["序号", "编码", "职业名称", "书号"], "a list of books"),
        ("滁州市职业技能竞赛项目", ["序号", "编码", "职业名称", "名次"], "contests"),
        ("长沙市特种作业考试计划", ["批次", "类别", "科目", "备注"], "a plan of examinations"),
    ],
)
def test_what_prints_occupations_and_is_no_catalog_gives_no_rows_and_says_why(
    title: str, head: list[str], said: str
) -> None:
    rows = [[str(n), code, name, "四级"] for n, (code, name) in enumerate(ROWS, start=1)]
    with pytest.raises(ExtractError, match="is no catalog of subsidized training") as raised:
        read(title, table(head, *rows))
    assert said in str(raised.value)
    assert "--generic" in str(raised.value)


@pytest.mark.parametrize(
    "lines",
    [
        ["首页", "政务公开", "办事服务", "当前位置：首页 > 通知公告", "{title}"],
        ["{title}", "信人社〔2022〕33号"],
        ["{title}", "信阳市人力资源和社会保障局"],
    ],
)
def test_what_stands_beside_a_title_is_no_part_of_it(lines: list[str]) -> None:
    title = "信阳市职业技能培训补贴目录"
    text = "</p><p>".join(lines).format(title=title)
    rows = [[str(n), name, code, "A"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read(text, table(["序号", "工种", "职业编码", "类别"], *rows))
    assert (read_.document.title, read_.catalogs[0].title) == (title, title)


def test_a_document_that_names_no_region_is_not_guessed() -> None:
    rows = [[str(n), name, code, "A"] for n, (code, name) in enumerate(ROWS, start=1)]
    with pytest.raises(ExtractError, match="does not tell whose catalog it is"):
        read("职业技能培训补贴目录", table(["序号", "工种", "职业编码", "类别"], *rows))


def test_two_lists_of_one_kind_have_keys_of_their_own() -> None:
    head = ["序号", "工种", "职业编码", "类别"]
    blocks = [
        f"<p>附件{n}</p><p>重点产业（{name}）职业技能培训补贴目录</p>"
        + table(head, ["1", row[1], row[0], "A"])
        for n, (name, row) in enumerate(zip(("一产", "二产"), ROWS, strict=False), start=1)
    ]
    read_ = read("关于印发合肥市职业技能培训补贴目录的通知", *blocks)
    assert [row.list_key for row in read_.catalogs] == ["key_industry", "key_industry_2"]
    assert pairs(read_) == ROWS[:2]


@pytest.mark.parametrize("again", [True, False])
def test_a_section_of_a_table_may_print_the_header_again(again: bool) -> None:
    header = ["序号", "职业编码", "职业名称", "补贴标准"]
    numbered = [[str(n), *row, "15"] for n, row in enumerate(ROWS, 1)]
    section = ["<td colspan=4>二、生活服务类</td>"]
    rows = [header, *numbered[:2], section, *[header] * again, *numbered[2:]]
    read_ = read("苏州市2025年职业技能培训补贴目录", "<p>单位：百元</p>", table(*rows))
    assert len(read_.catalogs) == 1
    assert [entry.section for entry in read_.entries] == [None, None, "生活服务类", "生活服务类"]
    assert {rate.amount_yuan for rate in read_.rates} == {1500}


def test_a_column_without_a_heading_is_kept_where_no_column_prints_codes() -> None:
    rows = [[str(n), name, "中级", "甲"] for n, (_, name) in enumerate(ROWS, 1)]
    read_ = read("苏州市2025年职业技能培训补贴目录", table(["序号", "职业名称", "等级", ""], *rows))
    assert [entry.other[""] for entry in read_.entries] == ["甲"] * len(ROWS)


@pytest.mark.parametrize(("label", "section"), [("", "职业技能等级证书"), ("培训合格证书", None)])
def test_a_label_is_not_known_below_a_row_that_may_print_another_and_cannot_be_dealt(
    label: str, section: str | None
) -> None:
    read_ = read(
        "洛阳市职业培训补贴目录",
        table(
            ["补贴项目", "序号", "培训工种", "工种代码"],
            ["职业技能等级证书", "1", "电工", "6-31-01-03"],
            ["", "2", "焊工", "6-18-02-04"],
            [label, "3", "美容师", "4-10-03-01", "线上", "线下"],
            ["", "4", "中式烹调师", "4-03-02-01"],
        ),
    )
    first = [("电工", "职业技能等级证书"), ("焊工", "职业技能等级证书")]
    last = [("中式烹调师", section)] if section else []
    assert [(each.name, each.section) for each in read_.entries] == first + last
    reason = "cells: 补贴项目 stands above, in a row that could not be read"
    assert [each.reasons for each in read_.rejected[1:]] == ([] if section else [[reason]])


def test_a_code_in_the_cell_of_its_name_is_no_sign_for_the_cell_above() -> None:
    rows = [[str(n), f"{name}（{code}）"] for n, (code, name) in enumerate(ROWS, start=1)]
    read_ = read("洛阳市职业培训补贴目录", table(["序号", "培训工种"], *rows))
    assert [each.code for each in read_.entries] == [code for code, _ in ROWS]
    assert not [each for each in read_.findings if each.rule == "label_filled"]


PRICED = ["序号", "职业编码", "职业名称", "补贴标准"]


def captured(*rows: list[str], more: str = "") -> Extraction:
    """The rows as separated values without quotes, below a title."""
    lines = ["合肥市2025年职业技能培训补贴目录", *map(",".join, rows)]
    return extract_document("\n".join([*lines, more]).encode(), "city-2025.csv")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (PRICED, ["12,500"]),
        ([*PRICED[:3], "五级", "四级"], ["12,500", "11,800"]),
        ([*PRICED, "是否紧缺"], ["12,500", "★"]),
    ],
)
def test_a_figure_whose_comma_parts_two_cells_is_no_amount(head: list[str], row: list[str]) -> None:
    read_ = captured(head, *(["1", *ROWS[0], *row], ["2", *ROWS[1], *["900"] * len(row)]))
    assert {int(rate.amount_yuan or 0) for rate in read_.rates} <= {900}
    reason = "amount: 12,500 may be one figure, whose comma parts two cells of the row"
    assert [reject.reasons for reject in read_.rejected] == [[reason]]


@pytest.mark.parametrize("separator", ["\t", ";", "|", None])
def test_a_figure_beside_another_is_whole_where_no_comma_parts_cells(separator: str | None) -> None:
    head, rows = [*PRICED, ""], [["1", *ROWS[0], "900", "720"], ["2", *ROWS[1], "900", "720"]]
    title = "合肥市2025年职业技能培训补贴目录"
    if separator is None:
        read_ = read(title, table(head, *rows))
    else:
        lines = [title, *map(separator.join, [head, *rows])]
        read_ = extract_document("\n".join(lines).encode(), "city-2025.csv")
    assert [rate.amount_yuan for rate in read_.rates] == [900, 900]
    assert read_.rejected == []


def test_a_cell_under_no_heading_is_told_where_most_rows_have_none() -> None:
    rows = [["1", *ROWS[0], "900"], ["2", *ROWS[1], "900", "线上"], ["3", *ROWS[2], "900"]]
    read_ = captured(PRICED, *rows)
    (unclear,) = (each for each in read_.findings if each.rule == "cell_unclear")
    assert (unclear.printed, unclear.entry_id) == ("线上", read_.entries[1].entry_id)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("注：红色字体为已取消的职业。", True),
        ("注：加粗的是新增职业。", True),
        ("注：标黄表示今年调出。", True),
        ("注：绿色职业按国家目录。", False),
        ("注：“L”标识的为绿色职业、“S”标识的为数字职业。", False),
    ],
)
def test_a_meaning_of_colors_or_type_is_told(note: str, told: bool) -> None:
    read_ = captured(PRICED, ["1", *ROWS[0], "900"], ["2", *ROWS[1], "900"], more=f"\n{note}\n")
    assert [each.printed for each in read_.findings if each.rule == "cell_unclear"] == (
        [note] * told
    )


def test_more_money_than_any_training_costs_is_told() -> None:
    read_ = captured(PRICED, ["1", *ROWS[0], "900"], ["2", *ROWS[1], "1500千元"])
    assert [each.printed for each in read_.findings if each.rule == "amount_unlikely"] == [
        "1500千元"
    ]


@pytest.mark.parametrize("remark", ["（停）", "（已停）", "（作废）", "（2024年废止）"])
def test_a_remark_that_may_end_a_row_is_told(remark: str) -> None:
    read_ = captured(PRICED, ["1", *ROWS[0], "900"], ["2", ROWS[1][0], f"焊工{remark}", "900"])
    (unclear,) = (each for each in read_.findings if each.rule == "cell_unclear")
    assert unclear.printed == f"焊工{remark}"


def test_a_level_is_no_name() -> None:
    read_ = captured(PRICED, ["1", *ROWS[0], "900"], ["2", "——", "四级", "900"])
    (row,) = read_.rejected
    assert row.reasons == ["name: '四级' is a level, and names no occupation"]


def test_groups_below_levels_say_whose_the_amounts_of_a_level_are() -> None:
    head = ["<td rowspan=3>序号</td>", "<td rowspan=3>工种</td>", "<td rowspan=3>职业编码</td>"]
    header = [[*head, "<td colspan=4>补贴标准（元/人）</td>"]]
    header += [["<td colspan=2>五级</td>", "<td colspan=2>四级</td>"], ["在职职工", "失业人员"] * 2]
    rows = [
        [str(n), name, code, "1000", "1300", "1400", "1700"]
        for n, (code, name) in enumerate(ROWS, 1)
    ]
    read_ = read("伊春市职业培训补贴目录", table(*header, *rows))
    assert [
        (each.skill_level, each.condition_printed, int(each.amount_yuan or 0))
        for each in read_.rates[:4]
    ] == [
        (5, "在职职工", 1000),
        (5, "失业人员", 1300),
        (4, "在职职工", 1400),
        (4, "失业人员", 1700),
    ]


@pytest.mark.parametrize("rates_first", [True, False])
def test_classes_in_words_are_those_of_the_table_of_their_rates(rates_first: bool) -> None:
    rows = [
        [str(n), name, code, "紧缺类" if n % 2 else "普通类"]
        for n, (code, name) in enumerate(ROWS, 1)
    ]
    blocks = [
        "<p>附件1</p><p>职业培训补贴工种目录</p>"
        + table(["序号", "工种", "职业编码", "类别"], *rows),
        "<p>附件2</p><p>职业培训补贴标准（元/人）</p>"
        + table(["类别", "五级", "四级"], ["紧缺类", "1500", "2000"], ["普通类", "1000", "1400"]),
    ]
    read_ = read(
        "固原市职业技能培训补贴工种目录及标准", *(reversed(blocks) if rates_first else blocks)
    )
    assert [each.subsidy_class for each in read_.entries] == ["紧缺", "普通"] * 2
    assert {(each.subsidy_class, each.skill_level) for each in read_.rates} == {
        (word, level) for word in ("紧缺", "普通") for level in (5, 4)
    }
    assert {row.amounts_in for row in read_.catalogs} == {"rate_table", "rows"}
    assert "mark_unexplained" not in {each.rule for each in read_.findings}


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        (
            ["<td rowspan=2>补贴标准合计</td>", "<td colspan=2>其中</td>"],
            ["培训补贴", "鉴定补贴"],
            "补贴标准合计",
        ),
        (
            ["<td colspan=3>补贴标准（元/人）</td>"],
            ["合计", "其中：培训费", "其中：鉴定费"],
            "补贴标准（元/人）/合计",
        ),
    ],
)
def test_amounts_below_of_which_are_included_in_the_whole_of_their_row(
    upper: list[str], lower: list[str], whole: str
) -> None:
    rows = [[str(n), name, code, "1500", "1200", "300"] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("邵阳市职业培训补贴目录", table([*HEADS_OVER_TWO_ROWS, *upper], lower, *rows))
    ids = {each.rate_id: each for each in read_.rates}
    parts = [each for each in read_.rates if each.included_in]
    assert len(read_.rates) == 3 * len(ROWS)
    assert [(each.purpose, int(each.amount_yuan or 0)) for each in parts[:2]] == [
        ("training", 1200),
        ("assessment", 300),
    ]
    for part in parts:
        of = ids[part.included_in or ""]
        assert (of.amount_printed, of.item, of.entry_id) == ("1500", whole, part.entry_id)


@pytest.mark.parametrize("printed", ["{0}类{1}元", "{0}级：{1}元/人", "{1}元（{0}类）"])
def test_a_class_and_its_amount_may_stand_in_one_cell(printed: str) -> None:
    rows = [
        [str(n), name, code, printed.format("AB"[n % 2], 1000 + n)]
        for n, (code, name) in enumerate(ROWS, 1)
    ]
    read_ = read("巴中市职业培训补贴目录", table(["序号", "工种", "职业编码", "类别及标准"], *rows))
    assert [each.subsidy_class for each in read_.entries] == ["B", "A"] * 2
    assert [(each.subsidy_class, int(each.amount_yuan or 0)) for each in read_.rates] == [
        ("AB"[n % 2], 1000 + n) for n in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("code", "heading", "named"),
    [
        ("6-31-01-03-01", "编码", "工种"),
        ("6-31-01-03", "工种编码", "职业"),
        ("", "工种编码", "工种"),
    ],
)
def test_of_occupation_and_work_type_the_name_is_what_the_code_is_of(
    code: str, heading: str, named: str
) -> None:
    rows = [["1", "职业名", "工种名", code], ["2", "职业名二", "工种名二", code]]
    read_ = read("通辽市职业培训补贴目录", table(["序号", "职业", "工种", heading], *rows))
    assert [each.name for each in read_.entries] == [f"{named}名", f"{named}名二"]
    assert [list(each.other) for each in read_.entries] == [
        [({"职业", "工种"} - {named}).pop()]
    ] * 2


@pytest.mark.parametrize(
    ("over", "titles"),
    [
        ("新乡市职业培训补贴目录", ("表1 制造业工种目录", "表2 服务业工种目录")),
        ("新乡市职业培训补贴标准及目录", ("一、制造业工种目录", "二、服务业工种目录")),
        ("关于公布新乡市职业培训补贴目录的公告", ("制造业工种目录", "服务业工种目录")),
        (
            "新乡市职业培训补贴标准",
            ("新乡市职业培训目录（2023年）", "新乡市创业培训目录（2023年）"),
        ),
    ],
)
def test_a_list_has_its_own_title_below_that_of_all_lists(
    over: str, titles: tuple[str, str]
) -> None:
    blocks = [
        f"<p>{title}</p><p>金额单位：百元</p>"
        + table(["序号", "工种", "职业编码", "补贴标准"], ["1", row[1], row[0], "15"])
        for title, row in zip(titles, ROWS, strict=False)
    ]
    read_ = read(over, *blocks)
    assert [row.title for row in read_.catalogs] == ["".join(each.split()) for each in titles]
    assert (read_.document.title, read_.document.region_adcode) == (over, "410700")
    assert [amount for *_, amount in amounts(read_)] == [1500, 1500]


def test_who_filled_a_table_in_and_a_menu_in_cells_are_no_rows_of_it() -> None:
    rows = [[str(n), name, code, "1500"] for n, (code, name) in enumerate(ROWS, start=1)]
    menu = table(["网站首页", "机构概况", "新闻中心", "政务公开"])
    signed = ["<td colspan=4>制表人：  审核人：</td>"]
    read_ = read(
        "金昌市职业培训补贴目录",
        menu,
        "<p>填报单位：金昌市人力资源和社会保障局  单位：元/人</p>",
        table(["序号", "工种", "职业编码", "补贴标准"], *rows, signed),
    )
    assert (len(read_.entries), read_.rejected) == (len(ROWS), [])
    assert read_.catalogs[0].title == "金昌市职业培训补贴目录"
    assert "text_unaccounted" not in {each.rule for each in read_.findings}


@pytest.mark.parametrize(
    ("heading", "cell"), [("生活费补贴（元/人·天）", "40"), ("培训成本（元/人）", "1800")]
)
def test_money_that_pays_no_training_is_no_amount_beside_what_does(heading: str, cell: str) -> None:
    head = ["序号", "工种", "职业编码", heading, "补贴标准（元/人）"]
    rows = [[str(n), name, code, cell, "1500"] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("庆阳市职业培训补贴目录", table(head, *rows))
    assert amounts(read_) == [("training", None, 1500)] * len(ROWS)
    assert [each.other for each in read_.entries] == [{heading: cell}] * len(ROWS)


@pytest.mark.parametrize(
    ("note", "stated", "told"),
    [
        ("备注：A类补贴1800元/人，B类补贴1400元/人。", [("A", 1800), ("B", 1400)], 0),
        ("说明：1.A类工种鉴定补贴标准为180元。", [("A", 180)], 0),
        ("A类、B类补贴标准分别为1800元、1400元。", [("A", 1800), ("B", 1400)], 0),
        ("A类、B类、C类补贴标准分别为1800元、1400元。", [], 1),
        ("A类补贴1800元/人。企业职工A类补贴1200元/人。", [], 1),
        ("农牧民另按每人每天50元给予生活补贴。", [], 1),
    ],
)
def test_amounts_of_classes_that_a_sentence_states_are_read_and_others_told(
    note: str, stated: list[tuple[str, int]], told: int
) -> None:
    rows = [[str(n), name, code, "AB"[n % 2]] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read(
        "商洛市职业培训工种目录",
        table(["序号", "工种", "职业编码", "类别"], *rows),
        f"<p>{note}</p>",
    )
    assert [(each.subsidy_class, int(each.amount_yuan or 0)) for each in read_.rates] == stated
    assert {each.purpose for each in read_.rates} <= {
        "assessment" if "鉴定" in note else "training"
    }
    unread = [each for each in read_.findings if each.rule == "cell_unclear"]
    assert len(unread) == told


def test_a_row_may_say_what_its_amounts_are_paid_for() -> None:
    rows = [
        row
        for n, (code, name) in enumerate(ROWS, 1)
        for row in (
            [
                *(f"<td rowspan=2>{text}</td>" for text in (str(n), name, code)),
                *("培训补贴", "1000", "1500"),
            ],
            ["鉴定补贴", "120", "150"],
        )
    ]
    head = ["序号", "工种", "职业编码", "补贴项目", "初级（元）", "中级（元）"]
    read_ = read("本溪市职业培训补贴目录", table(head, *rows))
    paid = [("training", 5, 1000), ("training", 4, 1500)]
    assert amounts(read_) == [*paid, ("assessment", 5, 120), ("assessment", 4, 150)] * len(ROWS)


def test_a_total_of_each_level_has_its_own_parts() -> None:
    head = [text.replace("=2", "=3") for text in HEADS_OVER_TWO_ROWS]
    header = [
        [*head, "<td colspan=3>五级</td>", "<td colspan=3>四级</td>"],
        ["<td rowspan=2>合计</td>", "<td colspan=2>其中</td>"] * 2,
        ["培训补贴", "鉴定补贴"] * 2,
    ]
    figures = ["900", "800", "100", "1350", "1200", "150"]
    rows = [[str(n), name, code, *figures] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("毕节市职业培训补贴目录", "<p>单位：元/人</p>", table(*header, *rows))
    levels = {each.rate_id: each.skill_level for each in read_.rates if not each.included_in}
    assert list(levels.values()) == [5, 4] * len(ROWS)
    parts = [each for each in read_.rates if each.included_in]
    assert all(levels[each.included_in or ""] == each.skill_level for each in parts)
    assert len(parts) == 4 * len(ROWS)


def test_fees_below_of_which_are_parts_of_the_amount_of_their_level() -> None:
    head = [text.replace("=2", "=3") for text in HEADS_OVER_TWO_ROWS]
    header = [
        [*head, "<td colspan=3>初级</td>", "<td colspan=3>中级</td>"],
        ["<td rowspan=2>补贴标准</td>", "<td colspan=2>其中</td>"] * 2,
        ["培训费", "鉴定费"] * 2,
    ]
    figures = ["900", "720", "180", "1200", "960", "240"]
    rows = [[str(n), name, code, *figures] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("丹东市职业培训补贴目录", "<p>单位：元/人</p>", table(*header, *rows))
    of_first = [each for each in read_.rates if each.entry_id == read_.entries[0].entry_id]
    wholes = {each.rate_id: each.skill_level for each in of_first if not each.included_in}
    assert list(wholes.values()) == [5, 4]
    assert [
        (wholes[each.included_in or ""], each.purpose, int(each.amount_yuan or 0))
        for each in of_first
        if each.included_in
    ] == [
        (5, "training", 720),
        (5, "assessment", 180),
        (4, "training", 960),
        (4, "assessment", 240),
    ]


def test_a_prefecture_is_known_by_its_short_name_behind_a_year() -> None:
    rows = [[str(n), name, code, "1500"] for n, (code, name) in enumerate(ROWS, 1)]
    head = ["序号", "工种", "职业编码", "补贴标准（元）"]
    read_ = read("2024年度楚雄州职业培训补贴目录", table(head, *rows))
    assert read_.document.region_adcode == "532300"


@pytest.mark.parametrize("subject", ["企业用工紧缺职业", "职业技能竞赛集训", "政府采购"])
def test_a_catalog_of_subsidies_is_one_whatever_it_is_for(subject: str) -> None:
    rows = [[str(n), name, code, "1500"] for n, (code, name) in enumerate(ROWS, 1)]
    title = f"亳州市{subject}培训补贴目录"
    assert pairs(read(title, table(["序号", "工种", "职业编码", "补贴标准（元）"], *rows))) == ROWS


def test_an_amount_beside_one_for_assessment_is_for_training_and_that_is_told() -> None:
    head = [
        "序号",
        "职业（工种）",
        "职业编码",
        "补贴标准（元/人）",
        "考核鉴定补贴（元/人）",
        "备注",
    ]
    rows = [[str(n), name, code, "1500", "120", ""] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("湘潭市职业技能培训补贴目录", table(head, *rows))
    assert amounts(read_)[:2] == [("training", None, 1500), ("assessment", None, 120)]
    (told,) = [each.message for each in read_.findings if each.rule == "heading_unknown"]
    assert "'补贴标准（元/人）' is read as training_amount" in told
    assert "备注" not in told, "a column that holds nothing"


def test_of_two_columns_of_codes_one_is_read_and_the_other_is_not_said_to_be() -> None:
    head = ["序号", "职业名称", "2022年版职业编码", "2015年版职业编码"]
    rows = [[str(n), name, code, f"6-99-01-0{n}"] for n, (code, name) in enumerate(ROWS, 1)]
    read_ = read("湘潭市职业技能培训补贴目录", table(head, *rows))
    assert pairs(read_) == list(ROWS)
    (told,) = [each.message for each in read_.findings if each.rule == "heading_unknown"]
    assert "'2015年版职业编码' is read" not in told


def test_a_mark_that_means_a_shortage_says_so_of_its_row() -> None:
    head = ["序号", "职业（工种）", "职业编码"]
    rows = [[str(n), f"{name}{'▲' * (n % 2)}", code] for n, (code, name) in enumerate(ROWS, 1)]
    note = "<p>注：“▲”表示我市急需紧缺职业（工种）。</p>"
    read_ = read("湘潭市职业技能培训补贴目录", table(head, *rows), note)
    assert [entry.is_shortage for entry in read_.entries] == [True, None, True, None]
    assert [each.meaning for each in read_.legends] == ["我市急需紧缺职业(工种)"]


def test_a_class_that_a_table_prices_is_explained() -> None:
    head = ["序号", "职业（工种）", "职业编码", "补贴类别"]
    rows = [[str(n), name, code, "AB"[n % 2] + "类"] for n, (code, name) in enumerate(ROWS, 1)]
    rates = table(["类别", "初级工", "中级工"], ["A类", "1000", "1500"])
    read_ = read("湘潭市职业技能培训补贴目录", table(head, *rows), "<p>补贴标准</p>", rates)
    told = [each.message for each in read_.findings if each.rule == "mark_unexplained"]
    assert told == ["the document does not say what B under '补贴类别' means"]


def test_rates_in_lines_of_words_are_read_where_each_column_has_one() -> None:
    lines = [
        "湘潭市职业技能培训补贴标准",
        "单位：元/人",
        " 类别    初级工   中级工",
        "  A类    1000    1500",
        "         900     1400",
        "  B类    800     1200",
        "                 -2-",
    ]
    read_ = extract_document("\n".join(lines).encode(), "xiangtan.txt")
    found = [
        (each.subsidy_class, each.skill_level, int(each.amount_yuan or 0)) for each in read_.rates
    ]
    assert found == [("A", 5, 1000), ("A", 4, 1500), ("B", 5, 800), ("B", 4, 1200)]
    assert [each.cells for each in read_.rejected] == [["900", "1400"]]
    assert not [each for each in read_.findings if each.rule == "text_unaccounted"]


def test_what_a_site_prints_of_itself_in_cells_is_no_row() -> None:
    head = ["序号", "职业（工种）", "职业编码"]
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, 1)]
    foot = table(["主办单位：湘潭市人力资源和社会保障局", "网站标识码：4303000001"])
    read_ = read("湘潭市职业技能培训补贴目录", table(head, *rows), "<p>2025年6月18日</p>", foot)
    assert pairs(read_) == list(ROWS)
    assert not [each for each in read_.findings if each.rule == "text_unaccounted"]


PROVIDERS = [
    ["1", "湘潭市新航学校", "建设路1号", "电工"],
    ["2", "湘潭市天工学校", "河东路2号", "焊工"],
]
OF_PROVIDERS = ["序号", "机构名称", "地址", "培训职业（工种）"]


def test_a_table_of_providers_is_told_once_and_none_of_its_rows_is_missed() -> None:
    head = ["序号", "职业（工种）", "职业编码"]
    rows = [[str(n), name, code] for n, (code, name) in enumerate(ROWS, 1)]
    title = "<p>附件2</p><p>培训机构名单</p>"
    read_ = read(
        "湘潭市职业技能培训补贴目录", table(head, *rows), title, table(OF_PROVIDERS, *PROVIDERS)
    )
    assert pairs(read_) == list(ROWS)
    told = [each.message for each in read_.findings if "are not read" in each.message]
    assert [text.partition(",")[0] for text in told] == ["'机构名称' heads a column"]
    assert "text_unaccounted" not in {each.rule for each in read_.findings}


def test_a_table_of_providers_ends_the_rates_above_it_in_one_sheet() -> None:
    rates = [["类别", "初级工", "中级工", ""], ["A类", "1000", "1500", ""]]
    title = ["湘潭市职业技能培训补贴标准", "", "", ""]
    sheet = [title, *rates, ["培训机构名单", "", "", ""], OF_PROVIDERS, *PROVIDERS]
    data = "\n".join(map(",".join, sheet)).encode()
    read_ = extract_document(data, "xiangtan.csv")
    assert amounts(read_) == [("training", 5, 1000), ("training", 4, 1500)]
    assert not read_.rejected


def test_rates_a_cell_a_line_are_rows_and_figures_that_make_none_are_told() -> None:
    cells = ["类别", "初级工", "中级工", "A类", "1000", "1500", "B类", "800", "1200"]
    for lines, found in ((cells, 4), (cells[2:], 0)):
        text = "\n".join(["湘潭市职业技能培训补贴目录", ROWS_OF_WORDS, "附件2", "补贴标准", *lines])
        read_ = extract_document(text.encode(), "xiangtan.txt")
        assert len(read_.rates) == found
        told = [each.printed for each in read_.findings if each.rule == "text_unaccounted"]
        assert told == ([] if found else ["1000 1500", "800 1200"])
