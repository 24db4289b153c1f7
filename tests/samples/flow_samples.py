"""Small documents that a run can load, written by hand in the layout of Shanghai's list."""

from __future__ import annotations

import hashlib
from pathlib import Path

HEAD = "附件\n上海市职业技能提升补贴目录（{year}年）\n\t序号\n\t项目编码\n\t项目名称\n\t分类\n\n"
SECTION = "\t一、\n\t职业技能等级项目\n\n"
ROWS = (
    ("1", "4-02-06-05", "供应链管理师", "A"),
    ("2", "4-04-04-02", "网络与信息安全管理员", "B*"),
    ("3", "6-31-01-03", "电工[1]", "C"),
)
FOOT = "\n注：标*的项目为技岗匹配项目。\n"


def list_text(rows: tuple[tuple[str, ...], ...] = ROWS, year: int = 2026) -> str:
    """The text of a list of these rows: serial, code, name, class."""
    printed = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    return HEAD.format(year=year) + SECTION + printed + FOOT


def put(raw: Path, name: str, text: str | bytes, sidecar: str | None = None) -> Path:
    """Write a document into ``raw``, with its sidecar where one is given."""
    raw.mkdir(parents=True, exist_ok=True)
    path = raw / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    if sidecar is not None:
        path.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
    return path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
