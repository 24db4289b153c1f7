"""What a publisher is told of one row, in Chinese: what is printed, what is meant, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

_CHECK = "请核对"


class Erratum(NamedTuple):
    """One line of the errata: the cells after the place, in Chinese."""

    name: str
    printed: str
    meant: str
    why: str


RULES = (
    "part_missing",
    "serial_malformed",
    "serial_repeated",
    "serial_backwards",
    "serial_gap",
    "code_malformed",
    "code_outdated",
    "code_misprinted",
    "code_unknown",
    "parent_outdated",
    "code_conflict",
    "name_outdated",
    "name_misprinted",
    "work_type_name_differs",
    "reference_misprinted",
    "mark_missing",
    "mark_unexpected",
    "mark_unexplained",
    "industry_variant",
    "industry_conflict",
    "class_conflict",
    "entry_repeated",
    "overlay_not_in_main",
    "character_repaired",
)
"""The rules that a publisher can mend, in the order of one row's cells. All are finding rules but
``parent_outdated``: a work type whose occupation has another code in the 2022 edition."""


def erratum(row: Mapping[str, Any]) -> Erratum:
    """The line for one row of the errata's query, whose columns are the keys of ``row``."""
    printed, meant, why = _told(row)
    return Erratum(_one_line(row["name"]), _one_line(printed), _one_line(meant) or _CHECK, why)


def _told(row: Mapping[str, Any]) -> tuple[str | None, str | None, str]:
    """Printed, meant (None where it is for the publisher to say), and why."""
    rule: str = row["rule"]
    match rule.partition("_")[0]:
        case "serial":
            return row["printed"], None, _of_serial(row)
        case "code" | "parent":
            return _of_code(row)
        case "name":
            return row["printed"], row["official_name"], _of_name(row)
        case "mark":
            return _of_marks(row)
    return row["printed"], row["value"], _of_others(row)


def _of_serial(row: Mapping[str, Any]) -> str:
    if row["rule"] == "serial_malformed":
        return "此处应为序号"
    if row["rule"] == "serial_repeated":
        return (
            "该序号在前面已出现" if row["rows"] == 1 else f"以上序号共{row['rows']}行，前面已出现"
        )
    return f"前一行序号为{row['serial_before']}，序号不连续"


def _of_code(row: Mapping[str, Any]) -> tuple[str | None, str | None, str]:
    code, official = row["occupation_code"], row["official_name"]
    match row["rule"]:
        case "code_malformed":
            return row["printed"], None, "此处应为职业编码"
        case "code_conflict":
            return row["printed"], None, f"同一名称在本文件他处的编码为{row['elsewhere']}"
        case "code_misprinted":
            return row["printed"], code, f"2022年版《大典》中“{official}”的编码为{code}"
        case "code_unknown":
            if row["candidates"]:
                why = "该编码和名称可对应多个职业，无法确定其一"
                return row["printed"], row["candidates"], why
            if not row["is_known_group"]:
                return row["printed"], None, "所据《大典》资料未收该编码所属中类，未能核对"
            return row["printed"], None, "该编码和名称在所据《大典》各版资料中均无对应"
        case "parent_outdated":
            why = f"所属职业“{official}”在2022年版《大典》中的编码为{code}"
            return row["printed"], f"{code}的工种", why
    if row["rule"] == "code_outdated" and row["edition_from"] is None:
        return row["printed"], code, f"2022年版《大典》中“{official}”的编码为{code}"
    why = f"{_former(row)}编码；2022年版《大典》中为{code}“{official}”"
    if row["name_at_code"]:
        why += f"，原编码现为“{row['name_at_code']}”"
    return row["printed"], code, why


def _of_name(row: Mapping[str, Any]) -> str:
    now = f"2022年版《大典》中{row['occupation_code']}的名称为“{row['official_name']}”"
    if row["rule"] == "name_outdated":
        return f"{_former(row)}名称；{now}"
    return f"{now}，《大典》各版均无所印名称"


def _former(row: Mapping[str, Any]) -> str:
    """Where an older code or name comes from."""
    edition = row["edition_from"]
    if edition == "interim":
        return "所印为2022年版《大典》颁布前新职业公布时的"
    return f"所印为{edition}年版《大典》的"


def _of_marks(row: Mapping[str, Any]) -> tuple[str | None, str | None, str]:
    if row["rule"] == "mark_unexplained":
        return row["printed"], "补充说明", "文件未说明该标识的含义"
    official = f"2022年版《大典》中{row['occupation_code']}“{row['official_name']}”"
    if row["value"] is None:
        return row["printed"], "不加标识", f"{official}未标注绿色职业（L）或数字职业（S）"
    return row["printed"], f"标注{row['value']}", f"{official}标注为{row['value']}"


def _of_others(row: Mapping[str, Any]) -> str:
    match row["rule"]:
        case "part_missing":
            return "文件提及而未附"
        case "work_type_name_differs":
            return "与所据工种目录中该编码的名称不一致"
        case "reference_misprinted":
            return "与所附附件的编号或标题不一致"
        case "industry_variant":
            return "与文件所列行业分类用词不一致"
        case "industry_conflict":
            return f"同一职业在本文件他处列入“{row['elsewhere']}”"
        case "class_conflict":
            return f"同一职业在本文件他处列入{row['elsewhere']}类"
        case "entry_repeated":
            serial = row["first_serial"]
            before = f"（序号{serial}）" if serial is not None else ""
            return f"与本目录前面一行{before}的编码和名称相同"
        case "overlay_not_in_main":
            return "该职业未列入本目录所选自的其他目录"
    return "印有形近字符"


def _one_line(words: str | None) -> str:
    """A printed cell on one line."""
    return re.sub(r"\s+", " ", words or "").strip()
