"""The macros' comments: what an analyst asks by name, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.base import bilingual


@dataclass(frozen=True, slots=True)
class MacroSpec:
    """One macro that gives a table: its name, how it is called, and what a row of it is."""

    name: str
    call: str
    comment_en: str
    comment_zh: str

    @property
    def comment(self) -> str:
        """English and Chinese in one text, for COMMENT ON."""
        return bilingual(self.comment_en, self.comment_zh, self.call)


MACROS: tuple[MacroSpec, ...] = (
    MacroSpec(
        "find",
        "FROM find('直播')",
        "Every entry of every city that a word finds: in its name, the official name, its work"
        " types or its code; found_by says in which.",
        "按名称、官方名称、工种或编码查找各市条目；found_by说明由何处找到。",
    ),
    MacroSpec(
        "subsidy",
        "FROM subsidy('南通', '电工', level := 3)",
        "What a city pays for an occupation, work type or course, a row an amount; where the"
        " document prints none, a row with rule not_printed. Never sum over levels.",
        "某市对某职业、工种或课程的补贴，每项金额一行；文件未印金额的，rule为not_printed。不可跨等级求和。",
    ),
    MacroSpec(
        "offer",
        "FROM offer('南通', year := 2023)",
        "What a city offers, a row an occupation, as region_offer.",
        "某市提供培训的职业，每个职业一行，同region_offer。",
    ),
    MacroSpec(
        "changes",
        "FROM changes('南通', from_year := 2023, to_year := 2024)",
        "What changed between a city's consecutive editions: entries, amounts, provisions.",
        "某市相邻两版之间的变化：条目、金额、条款。",
    ),
)
"""A city is written 南通, 南通市, nantong or 320600. What is not known is an error that names the
nearest. Where the file is attached under another name, ``USE`` it first."""
