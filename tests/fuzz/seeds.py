"""What the fuzzing starts from: the small stored documents, and a small catalog in each format."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.documents import make_pdf, make_sheet, make_web, make_word
from tests.samples.documents_text import stacked

DOCUMENTS = Path(__file__).parent.parent / "documents"
Block = str | list[list[str]]

CATALOG: list[Block] = [
    "附件1",
    "南通市2023年政府补贴性职业技能培训",
    "职业（工种）目录",
    "（第一批）",
    [
        ["补贴项目", "序号", "类别", "职业工种名称（含各职业下全部工种）", "编码"],
        ["职业资格证书、职业技能等级证书", "1", "A", "电工", "6-31-01-03"],
        ["", "2", "A", "机修钳工", "6-31-01-02"],
        ["", "3", "B", "水供应输排工L", "6-28-03-02"],
        ["专项职业能力证书", "1", "C", "面点制作（早点）", "_"],
    ],
    "附件2",
    "南通市2023年紧缺性职业（工种）目录",
    [
        ["序号", "职业（工种）名称", "职业编码", "证书类型"],
        ["1", "电工", "6-31-01-03", "职业技能等级证书"],
    ],
    "备注：目录中的编码按2022年版大典。",
]

AMOUNTS: list[Block] = [
    "附件2",
    "昌吉州职业技能培训重点产业需求指导目录",
    [
        [
            *("序号", "行业", "职业（工种）代码", "职业（项目）"),
            *("培训补贴等级及补贴标准", "考核鉴定等级及补贴标准", "是否急需紧缺"),
        ],
        [
            *("1", "制造业", "6-31-03-01", "化学检验员"),
            *("初级、中级：2160元/人", "初级或中级：160元/人", "*"),
        ],
        [
            *("2", "制造业", "6-24-03-01-*", "电子竞技员"),
            *("初级、中级：1000元/人", "初级或中级：160元/人", ""),
        ],
    ],
]

SECTIONS: list[Block] = [
    "附件",
    "上海市职业技能提升补贴目录（2026年）",
    [
        ["序号", "项目编码", "项目名称", "分类"],
        ["一、", "职业技能等级项目", "", ""],
        ["1", "4-02-06-05", "供应链管理师★", "A"],
        ["2", "4-04-05-Z1", "网络与信息安全管理员", "B*"],
        ["二、", "职业资格项目", "", ""],
        ["1", "——", "焊工", "C"],
    ],
    "注：标*的项目为技岗匹配项目。",
]

CATALOGS = (CATALOG, AMOUNTS, SECTIONS)


def as_text(blocks: Sequence[Block]) -> bytes:
    parts = [block if isinstance(block, str) else "\n" + stacked(block) for block in blocks]
    return "\n".join(parts).encode()


def as_word(blocks: Sequence[Block]) -> bytes:
    parts = [
        make_word.p(make_word.r(_xml(block)))
        if isinstance(block, str)
        else make_word.tbl(
            *(
                make_word.tr(*(make_word.tc(make_word.p(make_word.r(_xml(t)))) for t in row))
                for row in block
            )
        )
        for block in blocks
    ]
    return make_word.package("".join(parts))


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</w:t><w:br/><w:t>")


def as_sheet(blocks: Sequence[Block]) -> bytes:
    rows: list[list[str]] = []
    for block in blocks:
        rows += [[block]] if isinstance(block, str) else block
    return make_sheet.package(make_sheet.rows(*rows))


def as_delimited(blocks: Sequence[Block]) -> bytes:
    rows: list[list[str]] = []
    for block in blocks:
        rows += [[block]] if isinstance(block, str) else block
    width = max(3, *map(len, rows))
    buffer = StringIO()
    csv.writer(buffer).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return buffer.getvalue().encode()


def as_web(blocks: Sequence[Block]) -> bytes:
    parts = [
        make_web.paragraph(block) if isinstance(block, str) else make_web.table(*block)
        for block in blocks
    ]
    return make_web.page("".join(parts)).encode()


def as_pdf(blocks: Sequence[Block]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    y = make_pdf.HEIGHT - 60
    for block in blocks:
        if isinstance(block, str):
            make_pdf.text(canvas, 60, y, block)
            y -= 24
        else:
            columns = max(len(row) for row in block)
            widths = [max(60, 480 // columns)] * columns
            short = [[_wrapped(text) for text in row] for row in block]
            y = make_pdf.table(canvas, 60, y, short, widths) - 24
    canvas.save()
    return buffer.getvalue()


def _wrapped(text: str) -> str:
    return "\n".join(text[start : start + 5] for start in range(0, len(text), 5))


FORMATS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "text": as_text,
    "delimited": as_delimited,
    "word": as_word,
    "sheet": as_sheet,
    "web": as_web,
    "pdf": as_pdf,
}


def seeds() -> dict[str, list[bytes]]:
    """By format: the catalog, and the stored documents of at most 40 kB."""
    found = {name: [make(each) for each in CATALOGS] for name, make in FORMATS.items()}
    for name in ("word", "sheet", "web", "pdf"):
        for path in sorted(each for each in (DOCUMENTS / name).rglob("*") if each.is_file()):
            data = path.read_bytes()
            if len(data) <= 40_000:
                found[name].append(data)
    text = found["text"][0].decode()
    found["text"] += [
        text.encode("utf-16"),
        text.encode("utf-16-le"),
        text.encode("gb18030"),
        "1 6-31-01-03 电工\n\n2 6-31-01-02 机修\n钳工\n".encode(),
    ]
    return found
