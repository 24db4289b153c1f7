"""What the page says of its own, in Chinese and English; what documents say is never translated."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]
Both = tuple[str, str]
"""Chinese, English."""

LANGUAGES: tuple[Language, Language] = ("zh", "en")

WORDS: dict[str, Both] = {
    "title": ("城市职业培训补贴目录一览", "Subsidized training catalogs at a glance"),
    "skip": ("跳到全部条目", "Skip to all rows"),
    "language": ("语言", "Language"),
    "contents": ("本页内容", "On this page"),
    "built": ("生成于", "Built"),
    "version": ("版本", "version"),
    "as_table": ("以表格查看", "The same as a table"),
    "documents": ("文件", "Documents"),
    "documents_note": (
        "每份文件的每一行都已载入或说明了未载入的原因。空白表示“未说明”，不表示“否”。",
        "Every printed row is loaded, or says why not. A blank means “not said”, never “no”.",
    ),
    "city": ("城市", "City"),
    "year": ("年份", "Year"),
    "no_year": ("未印年份", "no year printed"),
    "document": ("文件", "Document"),
    "number": ("文号", "Number"),
    "lists": ("目录", "Lists"),
    "list": ("目录", "List"),
    "rows": ("行数", "Rows"),
    "coverage": ("覆盖范围：城市与职业大类", "Coverage: cities and major groups"),
    "coverage_note": (
        "各城市最新一版目录中的职业数（按2022年版《职业分类大典》去重）；从其他目录选出的目录不重复计算。",
        "Occupations in each city's latest edition (distinct, by the 2022 classification); lists "
        "that select from other lists are not counted again.",
    ),
    "major": ("大类", "Major group"),
    "uncoded": ("未归入大类", "in no major group"),
    "occupations": ("职业数", "Occupations"),
    "ladder": ("补贴标准：等级与类别", "Amounts: the ladder of levels and classes"),
    "ladder_note": (
        "每人金额（元），图为分等级的培训补贴，其余见表格。各等级金额不可相加；补贴类别只在本地有意义，"
        "同一字母在不同城市含义不同。",
        "Yuan a person; the charts show training by level, the table all. Never add up over "
        "levels. Classes are local: the same letter means something else in another city.",
    ),
    "no_amounts": ("目录未印金额的城市：", "Cities whose catalogs print no amounts: "),
    "level": ("等级", "Level"),
    "no_level": ("不分等级", "no level"),
    "amount": ("金额（元/人）", "Yuan a person"),
    "amounts": ("培训补贴（元）", "Training subsidy (yuan)"),
    "series": ("证书与类别", "Certificate and class"),
    "class": ("类别", "Class"),
    "purpose": ("用途", "Purpose"),
    "item": ("项目", "Item"),
    "in_words": ("文字说明", "in words"),
    "provisions": ("条件与期限：各城市并列", "Conditions and deadlines, city beside city"),
    "provisions_note": (
        "各文件最新一版的原文，由人核对；空白表示该文件未说明，不表示没有要求。",
        "The documents' own words in their latest edition, checked by a person. A blank means the "
        "document does not say, not that there is no condition.",
    ),
    "no_provisions": ("尚未登记条款。", "No provisions are recorded yet."),
    "topic": ("主题", "Topic"),
    "scarcity": ("紧缺程度：在几个城市紧缺", "Scarcity: short in how many cities"),
    "scarcity_note": (
        "列入紧缺或重点产业目录的职业。没有紧缺目录的城市不说明该职业是否紧缺。",
        "Occupations that stand on a shortage or key industry list. A city without such a list "
        "says nothing of shortage.",
    ),
    "short_in": ("紧缺的城市数", "Cities where short"),
    "short_cities": ("紧缺城市", "Short in"),
    "offered_cities": ("有目录的城市", "Offered in"),
    "code": ("编码", "Code"),
    "name": ("名称", "Name"),
    "official_name": ("2022年版名称", "Name in 2022"),
    "occupation_code": ("2022年版编码", "Code in 2022"),
    "colors": ("绿色职业与数字职业", "Green and digital occupations"),
    "colors_note": (
        "按2022年版大典的官方标识统计；“印刷”为目录自己印出的L、S标识。",
        "By the official marks of the 2022 classification; “printed” are the marks L and S that "
        "the catalog itself prints.",
    ),
    "green": ("绿色职业", "Green"),
    "digital": ("数字职业", "Digital"),
    "green_printed": ("印刷的L", "L printed"),
    "digital_printed": ("印刷的S", "S printed"),
    "not_printed": ("未印标识", "no marks printed"),
    "changes": ("逐年变化", "Year over year"),
    "no_changes": (
        "各系列目前只有一个版本，尚无可比较的变化。把下一年的目录放入 raw/ 后重新运行即可。",
        "Each series has one edition so far, so nothing can be compared. Drop next year's catalog "
        "into raw/ and run again.",
    ),
    "from": ("前一版", "From"),
    "to": ("后一版", "To"),
    "kind": ("对象", "What"),
    "catalog_change": ("条目", "entries"),
    "rate_change": ("金额", "amounts"),
    "change": ("变化", "Change"),
    "count": ("数量", "Count"),
    "quality": ("数据质量与勘误", "Data quality and errata"),
    "quality_note": (
        "“归入大典”是能认定2022年版职业编码的行所占比例。",
        "“Matched” is the share of rows with a known occupation of the 2022 classification.",
    ),
    "printed_rows": ("印刷行", "Printed"),
    "loaded_rows": ("载入", "Loaded"),
    "rejected_rows": ("未载入", "Rejected"),
    "matched": ("归入大典", "Matched"),
    "errors": ("错误", "Errors"),
    "warnings": ("警告", "Warnings"),
    "notes": ("提示", "Notes"),
    "reviewed": ("核对", "Review"),
    "findings": ("发现", "Findings"),
    "rule": ("规则", "Rule"),
    "severity": ("程度", "Severity"),
    "errata": ("勘误建议", "Errata"),
    "errata_note": ("（勘误以中文写给发文单位）", "(written to the publisher, in Chinese)"),
    "all_rows": ("全部条目", "All rows"),
    "search": ("搜索名称、编码或工种", "Search names, codes, work types"),
    "search_hint": ("例如：电工、6-31-01-03", "For example 电工 or 6-31-01-03"),
    "all_cities": ("全部城市", "All cities"),
    "all_lists": ("全部目录", "All lists"),
    "only_short": ("只看紧缺", "Shortage only"),
    "only_green": ("只看绿色", "Green only"),
    "only_digital": ("只看数字", "Digital only"),
    "no_overlay": ("不含选出的目录", "Without selecting lists"),
    "reset": ("清除条件", "Clear"),
    "filters": ("筛选", "Filters"),
    "serial": ("序号", "Serial"),
    "flags": ("标识", "Flags"),
    "short": ("紧缺", "short"),
    "match": ("编码认定", "Code match"),
    "certificate": ("证书", "Certificate"),
    "industry": ("产业", "Industry"),
    "source": ("出处", "Source"),
    "work_types": ("工种", "Work types"),
    "section": ("分组", "Section"),
    "printed_cells": ("印刷的单元格", "Printed cells"),
    "page": ("页", "page"),
    "line": ("行", "line"),
    "table_row": ("表格行", "table row"),
    "picture": ("原文图片（红框为该行）", "The page, the row framed in red"),
    "previous": ("上一页", "Previous"),
    "next": ("下一页", "Next"),
    "shown": ("显示", "Shown"),
    "found": ("行", "rows"),
    "in_cities": ("个城市", "cities"),
    "none_found": ("没有符合条件的行。", "No row fits."),
    "needs_script": (
        "搜索、筛选和出处需要浏览器允许本页的脚本。",
        "Search, filters and sources need the browser to allow this page's script.",
    ),
    "pictures_left_out": (
        "为控制页面大小，以下文件部分页面的图片未收入；可用 trace --image 查看：",
        "To keep the page small, some pictures are left out; see them with trace --image: ",
    ),
    "footer": (
        "由 training-catalogs 生成，离线可用。原文是发布单位的公开信息。",
        "Written by training-catalogs; works offline. The texts are public information of their "
        "publishers.",
    ),
}
