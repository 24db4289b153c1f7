"""Lists of any length in the layouts of the published ones, the same at each call.

`python -m tests.bench.make_documents KIND ROWS FILE`: making them takes memory, and a process that
is measured is charged with what the one that started it holds.
"""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from tests.samples.documents_text import Layout, stacked, undelimited

_PARAGRAPH = (
    "第$n条 培训机构应当按照国家职业技能标准和培训大纲组织教",
    "学，建立学员名册、考勤记录和教学日志，配备与培训规模相适",
    "应的师资、场地和设施设备；各区人力资源社会保障部门应当加",
    "强监督检查，对弄虚作假、套取资金的，依法依规予以处理。",
    "",
)
_STATING = (
    "第$n条 按照《关于印发职业技能提升行动方案的通知》（通人社",
    "发〔2023〕$n号）规定，培训时间不少于40课时，其中实操课时不",
    "少于60%，每课时45分钟；取得培训合格证书的，按照每人1$n元的",
    "标准给予培训补贴，自2023年1月1日起施行。",
    "",
)
_DIGITS = "零一二三四五六七八九"
_HEADER = ("序号", "项目编码", "项目名称", "分类")
_TITLE = "上海市职业技能提升补贴目录（2026年）"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def _code(number: int) -> str:
    return f"6-{number // 10_000 + 1:02d}-{number // 100 % 100:02d}-{number % 100:02d}"


def _name(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) + "设备操作工"


def _rows(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Serial, code, name and class; no two alike."""
    for number in range(1, count + 1):
        yield str(number), _code(number), _name(number), "ABC"[number % 3]


def stacked_list(rows: int) -> bytes:
    """A text like Nantong's: a tab opens a cell, a label stands in the first row alone."""
    head = "附件1\n\n南通市2023年政府补贴性职业技能培训\n职业（工种）目录\n"
    printed = [
        ("职业资格证书、职业技能等级证书" if number == 1 else "", str(number), kind, name, code)
        for number, (_serial, code, name, kind) in enumerate(_rows(rows), start=1)
    ]
    header = ("补贴项目", "序 号", "类 别", "职业工种名称（含各职业下全部工种）", "编  码")
    return (head + stacked([header, *printed]) + "\n").encode()


def undelimited_list(rows: int) -> bytes:
    """A text like Guangzhou's: words, wrapped and cut by page ends here and there."""
    head = (
        "广州市人力资源和社会保障局\n附件5\n\n"
        "广东省职业技能培训补贴（指导）\n标准目录（2023 年度）\n\n"
    )
    kinds = ("粤菜师傅", "新业态/农村电商", "其他")
    printed = [
        (serial, code, name, kinds[int(serial) % 3], "技能等级证书")
        for serial, code, name, _class in _rows(rows)
    ]
    layout = Layout(wrap=0.1, cut=0.03, header=0.5, serials_wrap=False)
    header = "序号 编码 名称 类型 证书类型"
    return (head + undelimited(header, printed, layout, random.Random(1))).encode()


def prose_notice(lines: int) -> bytes:
    """A notice of so many lines of prose, wrapped, and a list of twenty rows annexed to it.

    One paragraph in ten states an amount, a minimum of hours and a document that it cites.
    """
    printed = ["南通市人力资源和社会保障局", "关于做好职业技能培训工作的通知", ""]
    number = 0
    while len(printed) < lines:
        number += 1
        words = _STATING if number % 10 == 0 else _PARAGRAPH
        printed += [line.replace("$n", str(number)) for line in words]
    return "\n".join(printed).encode() + b"\n\n" + stacked_list(20)


def word_list(rows: int) -> bytes:
    """A Word file like Shanghai's: one table with a section row."""
    parts = [
        f'<w:document xmlns:w="{_WORD}"><w:body>',
        *(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("附件", _TITLE)),
        "<w:tbl><w:tblGrid>" + "<w:gridCol/>" * 4 + "</w:tblGrid>",
        _word_row(_HEADER),
        _word_row(("一、", "职业技能等级项目"), last_span=3),
        *(_word_row(row) for row in _rows(rows)),
        "</w:tbl><w:p><w:r><w:t>注：标*的项目为技岗匹配项目。</w:t></w:r></w:p>",
        "</w:body></w:document>",
    ]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}"/></Types>',
        )
        container.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        container.writestr("word/document.xml", "".join(parts))
    return buffer.getvalue()


def _word_row(texts: tuple[str, ...], last_span: int = 1) -> str:
    cells = [
        '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + '</w:tcPr><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/>'
        + f"</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"
        for text, span in zip(texts, [*[1] * (len(texts) - 1), last_span], strict=True)
    ]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def pdf_list(rows: int) -> bytes:
    """A PDF like Shanghai's list: one ruled table, 100 rows a page, a header on the first."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    font, size, height = "STSong-Light", 5, 7.2
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    lefts = (60, 110, 220, 440, 520)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    printed = list(_rows(rows))
    pages = -(-rows // 100)
    for page in range(pages):
        canvas.setFont(font, size)
        canvas.setLineWidth(0.3)
        part: list[tuple[str, ...]] = list(printed[page * 100 : (page + 1) * 100])
        top = A4[1] - 40
        if page == 0:
            canvas.drawString(220, A4[1] - 20, _TITLE)
            part = [_HEADER, ("一、", "职业技能等级项目"), *part]
        for place, row in enumerate(part):
            for left, text in zip(lefts, row, strict=False):
                canvas.drawString(left + 2, top - height * (place + 1) + 2, text)
        bottom = top - height * len(part)
        for place in range(len(part) + 1):
            canvas.line(lefts[0], top - height * place, lefts[-1], top - height * place)
        for left in lefts:
            canvas.line(left, top, left, bottom)
        if page == pages - 1:
            canvas.drawString(lefts[0], bottom - 20, "注：标*的项目为技岗匹配项目。")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


KINDS = {
    "stacked": stacked_list,
    "undelimited": undelimited_list,
    "prose": prose_notice,
    "word": word_list,
    "pdf": pdf_list,
}

if __name__ == "__main__":
    kind, count, file = sys.argv[1:]
    Path(file).write_bytes(KINDS[kind](int(count)))
