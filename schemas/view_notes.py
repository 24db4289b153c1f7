"""What stands in the views and in no table: English, Chinese and an example, by column name."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """A comment in both languages with a printed or computed example."""

    en: str
    zh: str
    example: str | None = None


COMMON: dict[str, Note] = {
    "city": Note("Short name of the publisher's division.", "发布单位所在地简称。", "南通"),
    "list": Note(
        "Title of the list.",
        "目录标题。",
        "昌吉州职业技能培训重点产业需求指导目录",
    ),
    "list_region": Note(
        "Short name of the division whose list it is.", "目录所属行政区划简称。", "广东"
    ),
    "official_name": Note(
        "Name of the occupation meant, in the 2022 edition.", "2022年版的职业名称。", "电工"
    ),
    "official_is_green": Note(
        "Green occupation in the 2022 edition.", "2022年版标注为绿色职业。", "false"
    ),
    "official_is_digital": Note(
        "Digital occupation in the 2022 edition.", "2022年版标注为数字职业。", "false"
    ),
    "level_name": Note(
        "Name of the skill level; NULL where the amount is of none.",
        "技能等级名称；不分等级时为空。",
        "高级工（三级）",
    ),
    "major_code": Note("Code of the major class (大类).", "大类编码。", "6"),
    "major_name": Note("Name of the major class (大类).", "大类名称。", "生产制造及有关人员"),
    "middle_code": Note("Code of the middle class (中类).", "中类编码。", "6-31"),
    "middle_name": Note("Name of the middle class (中类).", "中类名称。", "生产辅助人员"),
    "minor_code": Note("Code of the minor class (小类).", "小类编码。", "6-31-01"),
    "minor_name": Note("Name of the minor class (小类).", "小类名称。", "机械设备修理人员"),
    "rows": Note("Entries loaded.", "载入的条目数。", "487"),
    "rows_printed": Note("Printed entry rows.", "印刷的条目行数。", "591"),
    "rows_loaded": Note("Entries loaded.", "载入的条目数。", "591"),
    "rows_rejected": Note("Printed entry rows not loaded.", "未载入的行数。", "0"),
    "occupations": Note(
        "Different occupations by their 2022 code; NULL where matching was not done.",
        "不同职业数（按2022年版）；未作认定时为空。",
        "432",
    ),
    "findings": Note("Findings about the list.", "发现的问题数。", "14"),
    "notes": Note("Findings of severity note.", "提示数。", "0"),
    "warnings": Note("Findings of severity warning.", "警告数。", "17"),
    "errors": Note("Findings of severity error.", "错误数。", "0"),
    "year_before": Note("Year of the earlier edition.", "前一版年份。"),
    "year_after": Note("Year of the later edition.", "后一版年份。"),
    "document_id_before": Note("Earlier edition.", "前一版文件。"),
    "document_id_after": Note("Later edition.", "后一版文件。"),
    "before": Note("What stands in the earlier edition.", "前一版内容。"),
    "after": Note("What stands in the later edition.", "后一版内容。"),
    "change": Note("What changed between the editions.", "变化类型。", "added"),
    "text": Note(
        "The text as printed; a contact left out is replaced by ［略］.",
        "印刷的原文；略去的联系方式以［略］代替。",
        "一、工作目标",
    ),
}


# The amounts are those of 电工 in Nantong 2023.
_LEVELS = {
    5: ("五级", "1000.00"),
    4: ("四级", "1500.00"),
    3: ("三级", "2000.00"),
    2: ("二级", "3500.00"),
    1: ("一级", "4300.00"),
}


def level_notes() -> dict[str, Note]:
    """The columns of lowest and highest training subsidy a skill level, in order."""
    notes = {}
    for level, (label, yuan) in _LEVELS.items():
        notes[f"amount_min_level_{level}"] = Note(
            f"Lowest training subsidy at skill level {level}, in yuan.",
            f"{label}培训补贴最低标准（元）。",
            yuan,
        )
        notes[f"amount_max_level_{level}"] = Note(
            f"Highest training subsidy at skill level {level}, in yuan.",
            f"{label}培训补贴最高标准（元）。",
            yuan,
        )
    notes["amount_min_other"] = Note(
        "Lowest training subsidy at any other level or none, in yuan.",
        "其他等级或不分等级的培训补贴最低标准（元）。",
        "500.00",
    )
    notes["amount_max_other"] = Note(
        "Highest training subsidy at any other level or none, in yuan.",
        "其他等级或不分等级的培训补贴最高标准（元）。",
        "800.00",
    )
    return notes
