"""Writes the data dictionary, ``docs/data-dictionary.md``, from the models, views and words.

Run ``python -m schemas.dictionary`` after a change of any of them.
"""

from __future__ import annotations

from pathlib import Path

from schemas.base import ColumnSpec, TableSpec, columns
from schemas.macros import MACROS
from schemas.registry import TABLES
from schemas.start_here import STEPS, WARNINGS
from schemas.views import VIEWS, ViewSpec, view_column_note
from schemas.words import WORDS

FILE = Path(__file__).parent.parent / "docs" / "data-dictionary.md"

_HEAD = """# Data dictionary 数据字典

Generated from the models by `python -m schemas.dictionary`; edit the models, not this file.
由模型自动生成，请勿直接修改。

## Start here 从这里开始
"""


_MACROS = """A city is written 南通, 南通市, nantong or 320600; a city, name or year that is not
known is an error that names the nearest. Where the file is attached, `USE` it first.
城市可写作南通、南通市、nantong或320600；未知的城市、名称或年份会报错并给出最接近的。附加打开时须先USE。
"""


def dictionary() -> str:
    """The whole dictionary as Markdown: tables, views, coded words."""
    parts = [_HEAD, *_start(), "## Tables 表\n"]
    parts += [_table(spec) for spec in TABLES]
    parts.append("## Views 视图\n")
    parts += [_view(view) for view in VIEWS]
    parts.append("## Macros 宏\n")
    parts += [f"- `{each.call}`: {each.comment_en} {each.comment_zh}" for each in MACROS]
    parts.append(f"\n{_MACROS}")
    parts.append("## Coded words 编码词\n")
    parts.append(_words())
    return "\n".join(parts)


def _start() -> list[str]:
    return [f"- {en} {zh}" for en, zh in (*STEPS, *WARNINGS)] + [""]


def _table(spec: TableSpec) -> str:
    lines = [
        f"### {spec.full_name}\n",
        f"{spec.comment_en}\n{spec.comment_zh}\n",
        f"Key 主键: {', '.join(f'`{name}`' for name in spec.key)}\n",
        "| column 列 | type 类型 | NULL | meaning | 含义 | example 示例 |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_column(spec, col) for col in columns(spec)]
    return "\n".join(lines) + "\n"


def _column(spec: TableSpec, col: ColumnSpec) -> str:
    coded = " See the coded words." if (spec.name, col.name) in WORDS else ""
    return _row(
        f"`{col.name}`",
        col.duckdb_type,
        "yes" if col.nullable else "no",
        col.comment_en + coded,
        col.comment_zh,
        col.example or "",
    )


def _view(view: ViewSpec) -> str:
    lines = [
        f"### {view.full_name}\n",
        f"{view.comment_en}\n{view.comment_zh}\n",
        "| column 列 | meaning | 含义 | example 示例 |",
        "|---|---|---|---|",
    ]
    for name in view.columns:
        note = view_column_note(view.name, name)
        lines.append(_row(f"`{name}`", note.en, note.zh, note.example or ""))
    return "\n".join(lines) + "\n"


def _words() -> str:
    """Each vocabulary once, with every column that uses it."""
    lines = []
    for words in dict.fromkeys(WORDS.values()):
        places = [f"`{table}.{column}`" for (table, column), own in WORDS.items() if own == words]
        lines += [
            f"### {', '.join(places)}\n",
            "| value 值 | 中文 | English | definition | 定义 |",
            "|---|---|---|---|---|",
        ]
        lines += [
            _row(
                f"`{word.value}`",
                word.label_zh,
                word.label_en,
                word.definition,
                word.definition_zh,
            )
            for word in words
        ]
        lines.append("")
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(dictionary(), encoding="utf-8")
