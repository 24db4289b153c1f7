"""Where an analyst begins, and what goes wrong most easily: told in every place a reader enters."""

from __future__ import annotations

STEPS: tuple[tuple[str, str], ...] = (
    (
        "Start with region_offer (what each city offers, a row an occupation) and subsidy_by_level"
        " (what it pays, a row an amount); how_to holds the questions asked first, with queries.",
        "从region_offer（各市提供哪些职业的培训，每个职业一行）和subsidy_by_level（补贴多少，每项金额一行）"
        "开始；how_to列出常见问题及查询。",
    ),
)

WARNINGS: tuple[tuple[str, str], ...] = (
    (
        "Never sum over levels: a row is one possible level, and a person is paid for one.",
        "不可跨等级求和：每行是一个可能的等级，一人只按一个等级领取。",
    ),
    (
        "Classes (A, B, C …) are each city's own: never compare them between cities; legend says"
        " what a document says of them.",
        "类别（A、B、C……）由各市自定，不可跨市比较；文件的说明见legend。",
    ),
    (
        "NULL means not said, never no: three of the five documents print no L or S, so count"
        " official_is_green and official_is_digital, not the printed flags.",
        "空值表示“未说明”，不表示“否”：五份文件中三份不印L、S标识，应统计official_is_green和"
        "official_is_digital，而非印刷标识。",
    ),
    (
        "Overlays (is_overlay) select from the other lists of their document: counting both counts"
        " twice; region_offer and subsidy_by_level count once.",
        "is_overlay为真的目录选自同一文件的其他目录，合计会重复；region_offer和subsidy_by_level不重复。",
    ),
    (
        "Never join on the code alone: codes were reused between editions; join on"
        " occupation_code, which is of the 2022 edition.",
        "不可仅按印刷编码连接：编码在各版间曾被重新使用；应按occupation_code（2022年版）连接。",
    ),
)

START_HERE = " ".join(f"{en} {zh}" for en, zh in (*STEPS, *WARNINGS))
