"""Makes the small Word documents beside it, one a trait of the format: ``python make_word.py``.

Written as raw XML, because most of these traits are what no library writes; the bytes are the same
on every run. ``package`` is also what the tests build hostile files with.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "word"
SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": f"{SCHEMAS}/wordprocessingml/2006/main",
        "mc": f"{SCHEMAS}/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "v": "urn:schemas-microsoft-com:vml",
        "m": f"{SCHEMAS}/officeDocument/2006/math",
    }.items()
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATED = f"{SCHEMAS}/officeDocument/2006/relationships"
EXTRA = ("styles", "numbering", "footnotes", "header")
TRACKED = 'w:id="1" w:author="a" w:date="2023-01-01T00:00:00Z"'


def package(body: str, document: str | None = None, **extra: str) -> bytes:
    """A .docx of this body (or whole ``document``) and of the parts in ``EXTRA``."""
    names = [name for name in EXTRA if name in extra]
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((name, name) for name in names))
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": document
        or f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships({name: f"{name}.xml" for name in names}),
    }
    for name in names:
        parts[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{extra[name]}</w:{name}>"
    return zipped(parts)


def relationships(targets: dict[str, str]) -> str:
    """A relationships part from kinds to targets."""
    items = "".join(
        f'<Relationship Id="r{n}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{items}</Relationships>'


def zipped(parts: dict[str, str]) -> bytes:
    """The parts as a zip file with fixed times."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            content = text if text.startswith("<?xml") else f'<?xml version="1.0"?>{text}'
            archive.writestr(info, content.encode())
    return buffer.getvalue()


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell of paragraphs and tables, or of plain text."""
    inner = content if content.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, given as ``w:tc`` or as text."""
    inner = "".join(cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def listed(num_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def level(index: int, number_format: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def box(content: str) -> str:
    """A text box as Word writes it: once as a shape, once more for programs that know none."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


HIDDEN = "<w:vanish/>"
STRUCK, TWICE = "<w:strike/>", '<w:strike w:val="0"/><w:dstrike/>'
RAISED = '<w:vertAlign w:val="superscript"/>'
BREAK = '<w:r><w:br w:type="page"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def documents() -> dict[str, bytes]:
    """Each document's name and bytes."""
    nested = tbl(tr("五级", "900"), tr("四级", "1200"))
    symbols = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0AB"/><w:sym w:font="宋体" w:char="25CB"/>'
        '<w:sym w:font="Unknown" w:char="F041"/></w:r>'
    )
    emoji = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe" '
        'w16se:char="1F600"/></mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    abstract = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading"/>')
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%1.%3", "<w:isLgl/>")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + level(0, "decimal", "%1.")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
        + level(0, "bullet", "•")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="3">'
        + level(0, "decimalEnclosedCircle", "%1", start=19)
        + '</w:abstractNum><w:abstractNum w:abstractNumId="4">'
        + level(0, "lowerRoman", "%1)", '<w:suff w:val="space"/>')
        + level(1, "upperLetter", "%2.", '<w:lvlRestart w:val="0"/>')
        + "</w:abstractNum>"
        + "".join(
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/>{more}</w:num>'
            for n, a, more in (
                (1, 0, ""),
                (2, 1, ""),
                (
                    3,
                    1,
                    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',
                ),
                (4, 2, ""),
                (5, 3, ""),
                (6, 4, ""),
            )
        )
    )
    heading = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Heading">'
        '<w:basedOn w:val="Base"/></w:style>'
    )
    hidden_styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    set_apart_styles = (
        f'<w:style w:type="character" w:styleId="Gone"><w:rPr>{STRUCK}</w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="Sign"><w:rPr>{RAISED}</w:rPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Old"><w:rPr>{STRUCK}</w:rPr></w:style>'
    )
    return {
        "order": package(
            p("附件1")
            + p()
            + p(
                r("第一")
                + "<w:r><w:tab/></w:r>"
                + r("批")
                + "<w:r><w:br/></w:r>"
                + r("试行")
                + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>"
                + symbols
                + emoji
            )
            + tbl(
                tr("序号", "名称"),
                tr("1", p("保育") + p() + p(r("师") + "<w:r><w:cr/></w:r>" + r("L"))),
            )
            + p("备注")
            + tbl(tr("甲", "乙"))
        ),
        "merges": package(
            tbl(
                tr("类", "名称", "等级", "标准", properties="<w:tblHeader/>"),
                tr(tc("A类", '<w:vMerge w:val="restart"/>'), "电工", "一级", "4300"),
                tr(tc("", "<w:vMerge/>"), "焊工", tc("单独核价", '<w:gridSpan w:val="2"/>')),
                tr("", "", "", ""),
                tr(
                    tc("块", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'),
                    tc("左", '<w:hMerge w:val="restart"/>'),
                    tc("", "<w:hMerge/>"),
                ),
                tr(tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), "五级", "150"),
                tr("中", "间", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
                tr(tc("不接上格", "<w:vMerge/>"), "b", "c", "d"),
            )
        ),
        "nested": package(
            tbl(tr(tc(p("上方文字") + nested + p("下方文字"))), tr("第二行"))
            + tbl(tr(tc(nested + p()), tc(tbl(tr("右")) + p())))
            + tbl(tr("1", "电工", tc(p("见表") + nested + p())), tr("2", "焊工", "无"))
        ),
        "controls": package(
            sdt(p("控件中的段落"))
            + sdt(
                sdt(
                    tbl(
                        tr("序号", "名称"),
                        sdt(tr("1", "电工") + sdt(tr("2", "焊工"))),
                        tr(sdt(tc("3")), tc(sdt(p(sdt(r("车")) + r("工"))))),
                    )
                )
            )
            + p("末段")
        ),
        "inline": package(
            p(
                f"<w:hyperlink>{r('链接')}</w:hyperlink>"
                f"<w:smartTag>{r('标签')}</w:smartTag><w:customXml>{r('数据')}</w:customXml>"
                f'<w:fldSimple w:instr="SEQ">{r("7")}</w:fldSimple>'
                f"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
            )
            + p(
                r("第")
                + field("begin")
                + "<w:r><w:instrText> IF </w:instrText></w:r>"
                + field("begin")
                + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
                + field("separate")
                + r("99")
                + field("end")
                + field("separate")
                + r("5")
                + field("end")
                + r("号")
            )
            + p(r("没有") + field("begin") + r("结尾"))
        ),
        "boxes": package(
            p(r("正文") + box(p("框中段落") + tbl(tr("框", "表"))))
            + p(
                "<w:r><w:pict><v:textbox><w:txbxContent>"
                + p("旧式框")
                + "</w:txbxContent></v:textbox></w:pict></w:r>"
            )
            + tbl(tr("1", tc(p(r("格") + box(p("格中框"))))))
        ),
        "changes": package(
            p(
                r("补贴")
                + f"<w:del {TRACKED}><w:r><w:delText>800</w:delText></w:r></w:del>"
                + f"<w:ins {TRACKED}>{r('900')}</w:ins>"
                + f"<w:moveFrom {TRACKED}>{r('旧')}</w:moveFrom>"
                + f"<w:moveTo {TRACKED}>{r('新')}</w:moveTo>"
            )
            + p(r("未完"), f"<w:rPr><w:del {TRACKED}/></w:rPr>")
            + p("待续")
            + p("不变")
            + tbl(
                tr("1", "电工"),
                tr("2", "焊工", properties=f"<w:ins {TRACKED}/>"),
                tr(
                    "3",
                    tc(p(f"<w:del {TRACKED}><w:r><w:delText>车工</w:delText></w:r></w:del>")),
                    properties=f"<w:del {TRACKED}/>",
                ),
                tr(
                    "4",
                    tc(p(r("钳") + f"<w:ins {TRACKED}>{r('工')}</w:ins>")),
                    tc("多余", f"<w:cellDel {TRACKED}/>"),
                ),
            )
        ),
        "hidden": package(
            p(r("可见") + r("密", HIDDEN) + r("也可见", '<w:vanish w:val="0"/>'))
            + p(r("样式密", '<w:rStyle w:val="Child"/>') + r("明"))
            + p("整段密", '<w:pStyle w:val="Note"/>')
            + p(r("抵消", '<w:rStyle w:val="Secret"/>'), '<w:pStyle w:val="Note"/>')
            + tbl(
                tr("1", "电工"),
                tr("2", "密行", properties="<w:hidden/>"),
                tr("3", tc(p(r("焊工") + r("密", HIDDEN)))),
            ),
            styles=hidden_styles,
        ),
        "struck": package(
            p(r("补贴") + r("800", STRUCK) + r("900", '<w:strike w:val="false"/>') + r("元"))
            + p(r("旧文", '<w:rStyle w:val="Gone"/>') + r("新文"))
            + p(r("全划", "") + r("未划", '<w:strike w:val="0"/>'), '<w:pStyle w:val="Old"/>')
            + tbl(
                tr(tc(p("", listed(2))), "电工", tc(p(r("8", TWICE) + r("00", TWICE) + r("900")))),
                tr(
                    tc(p("", listed(2) + f"<w:rPr>{STRUCK}</w:rPr>")),
                    tc(p(r("焊工", STRUCK))),
                    tc(p(r("700", STRUCK))),
                ),
                tr(tc(p("", listed(2))), "钳工", "600"),
            ),
            numbering=abstract,
            styles=set_apart_styles,
        ),
        "raised": package(
            tbl(
                tr(
                    "1",
                    tc(p(r("电工") + r("1", RAISED))),
                    tc(p(r("1500") + r("[2", RAISED) + r("]", RAISED))),
                ),
                tr(
                    "2",
                    tc(p(r("焊工") + r("★", RAISED))),
                    tc(p(r("1200") + r("①", '<w:rStyle w:val="Sign"/>'))),
                ),
                tr(
                    tc(p(r("3", RAISED))),
                    tc(p(r("5m") + r("2", RAISED))),
                    tc(p(r("CO") + r("2", '<w:vertAlign w:val="subscript"/>'))),
                ),
            )
            + p(r("1", RAISED) + r("含鉴定费")),
            styles=set_apart_styles,
        ),
        "numbering": package(
            p("总则", '<w:pStyle w:val="Heading"/>')
            + p("范围", listed(1, 1))
            + p("对象", listed(1, 1))
            + p("目录", '<w:pStyle w:val="Heading"/>')
            + p("分项", listed(1, 1))
            + p("条文", listed(1, 2))
            + p("无号", '<w:pStyle w:val="Heading"/>' + listed(0))
            + tbl(
                *(tr(tc(p("", listed(2))), name) for name in ("电工", "焊工", "车工")),
                tr(tc(p("", listed(3))), "重新起"),
                tr(tc(p("", listed(3))), tc(p("钳工", listed(3)))),
                tr(tc(p("", listed(4))), tc(p("圆点", listed(4)))),
                tr(tc(p("", listed(5))), "圈"),
                tr(tc(p("", listed(5))), "圈"),
                tr(tc(p("", listed(5))), "圈"),
            )
            + p("罗马", listed(6))
            + p("字母", listed(6, 1))
            + p("罗马", listed(6))
            + p("字母", listed(6, 1)),
            numbering=abstract,
            styles=heading,
        ),
        "pages": package(
            p("首页")
            + p(r("页末") + BREAK)
            + p("次页")
            + p(BREAK)
            + tbl(
                tr("1", "a"),
                tr(tc(), tc(p(RENDERED + r("b")))),
                tr("3", tc(p(r("断") + RENDERED + r("行")))),
            )
            + p(RENDERED + r("又一页"))
            + p("段前分页", "<w:pageBreakBefore/>")
            + p("同页")
        ),
        "footnotes": package(
            p("正文") + p("另一段"),
            footnotes=f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
            f'<w:footnote w:id="1">{p("注一")}</w:footnote>',
        ),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in documents().items():
        (FOLDER / f"{name}.docx").write_bytes(data)
