"""Makes the small spreadsheets beside it, one a trait of the format: ``python make_sheet.py``.

Written as raw XML, because some of these traits are what no library writes; the bytes are the same
on every run. ``package`` is also what the tests build hostile files with.
"""

from __future__ import annotations

import html
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "sheet"
SCHEMAS = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{SCHEMAS}/spreadsheetml/2006/main"'
RELATED = f"{SCHEMAS}/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# style 0 General, then one a number format: the date, the Chinese date, percent, decimals, zeros
STYLES = (
    f"<styleSheet {MAIN}>"
    '<numFmts count="1"><numFmt numFmtId="165" formatCode="000"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="6">'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 31, 9, 2, 165))
    + "</cellXfs></styleSheet>"
)


STRUCK, RAISED = "<strike/>", '<vertAlign val="superscript"/>'
# style 1 strikes its text out
STRUCK_STYLE = (
    f'<styleSheet {MAIN}><fonts><font/><font>{STRUCK}</font><font><strike val="0"/></font></fonts>'
    '<cellStyleXfs><xf fontId="1"/></cellStyleXfs><cellXfs><xf fontId="2"/><xf fontId="1"/>'
    f"</cellXfs><dxfs><dxf><font>{STRUCK}</font></dxf></dxfs></styleSheet>"
)


def package(
    *sheets: str,
    states: Sequence[str] = (),
    titles: Sequence[str] = (),
    strings: str = "",
    **parts: str,
) -> bytes:
    """An .xlsx of these worksheets (the XML inside ``worksheet``); ``parts`` replace whole parts.

    ``states`` are the sheets' states, ``titles`` their names, ``strings`` the shared ``si`` items.
    """
    title_of = dict(enumerate(titles))
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    state_of = dict(enumerate(states))
    targets = {
        **{name: ("worksheet", f"worksheets/{name}.xml") for name in names},
        "styles": ("styles", "styles.xml"),
        "strings": ("sharedStrings", "sharedStrings.xml"),
    }
    content = {
        "[Content_Types].xml": f'<Types xmlns="{SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/{target}" ContentType="{TYPE}.{kind}+xml"/>'
            for kind, target in targets.values()
        )
        + "</Types>",
        "_rels/.rels": _relations({"book": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATED}"><sheets>'
        + "".join(
            f'<sheet name="{title_of.get(n, f"表{n + 1}")}" sheetId="{n + 1}" r:id="{name}"'
            f' state="{state_of.get(n, "visible")}"/>'
            for n, name in enumerate(names)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(targets),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
        **{
            f"xl/worksheets/{name}.xml": f"<worksheet {MAIN}>{sheet}</worksheet>"
            for name, sheet in zip(names, sheets, strict=True)
        },
    }
    return zipped({**content, **parts})


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{items}</Relationships>'


def zipped(parts: dict[str, str]) -> bytes:
    """The parts as a zip file with fixed times."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, f'<?xml version="1.0"?>{text}'.encode())
    return buffer.getvalue()


def column(number: int) -> str:
    """The letters of a column, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(reference: str, text: str, attributes: str = "") -> str:
    """A cell that holds its text itself."""
    held = f'<is><t xml:space="preserve">{html.escape(text)}</t></is>'
    return f'<c r="{reference}" t="inlineStr"{attributes}>{held}</c>'


def rich(first: str, *runs: tuple[str, str]) -> str:
    """A shared string of runs: a text set as its cell is, then others with their properties."""
    made = "".join(f"<r><rPr>{properties}</rPr><t>{text}</t></r>" for properties, text in runs)
    return f"<si>{f'<r><t>{first}</t></r>' if first else ''}{made}</si>"


def number(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def row(index: int, *texts: str | None, attributes: str = "") -> str:
    """A row of texts from column A on; None leaves a column out."""
    cells = "".join(
        cell(f"{column(place)}{index}", text)
        for place, text in enumerate(texts, start=1)
        if text is not None
    )
    return f'<row r="{index}"{attributes}>{cells}</row>'


def rows(*all_texts: Sequence[str | None]) -> str:
    """Rows of texts from row 1 on, as ``sheetData``."""
    made = "".join(row(index, *texts) for index, texts in enumerate(all_texts, start=1))
    return f"<sheetData>{made}</sheetData>"


def merged(*references: str) -> str:
    items = "".join(f'<mergeCell ref="{each}"/>' for each in references)
    return f"<mergeCells>{items}</mergeCells>"


def documents() -> dict[str, bytes]:
    """Every stored file by its stem."""
    hidden = ' hidden="1"'
    return {
        "order": package(
            rows(["附件1"], ["序号", "名称"], ["1", "电工"]),
            rows([]),
            rows(["序号", "名称"], ["1", "焊\n工"]),
        ),
        "merges": package(
            '<dimension ref="A1"/><sheetData>'
            + row(1, "目录（第一批）")
            + row(3, "类别", "名称", "补贴")
            + row(4, "A类", "电工", "1", "2")
            + row(5, None, "焊工", "单独核价")
            + row(9, "块", None, "左")
            + "</sheetData>"
            + merged("A1:D1", "A4:A5", "C5:D5", "A9:B10", "C3:D3")
        ),
        "hidden": package(
            f'<cols><col min="3" max="3"{hidden}/></cols><sheetData>'
            + row(1, "序号", "名称", "底稿")
            + row(2, "1", "电工", "内部")
            + row(3, "A类", "藏", attributes=hidden)
            + row(4, None, "焊工")
            + "</sheetData>"
            + merged("A3:A4"),
            rows(["秘密"]),
            states=("visible", "veryHidden"),
        ),
        "set_apart": package(
            "<sheetData>"
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
            '<c r="C1" t="s"><v>2</v></c></row><row r="2">'
            + number("A2", "2", 1)
            + cell("B2", "焊工", ' s="1"')
            + '<c r="C2" s="1" t="s"><v>3</v></c></row><row r="3">'
            + number("A3", "3", 1)
            + cell("B3", "钳工", ' s="1"')
            + "</row></sheetData>",
            strings=rich("电工", (RAISED, "1"), ("", "★"), (RAISED, "*"))
            + rich("", (STRUCK, "800"), ("", "900"))
            + rich("", (RAISED, "①"))
            + rich("旧", ("<b/>", "新")),
            **{"xl/styles.xml": STRUCK_STYLE},
        ),
        "numbers": package(
            '<sheetData><row r="2">'
            + number("B2", "1.0")
            + number("C2", "45187", 1)
            + number("D2", "45187", 2)
            + number("E2", "0.6", 3)
            + number("F2", "2000", 4)
            + number("G2", "7", 5)
            + number("H2", "0.30000000000000004")
            + '<c r="I2" t="b"><v>1</v></c><c r="J2" t="e"><v>#N/A</v></c>'
            + '<c r="K2"><f>1+1</f><v>2</v></c><c r="L2" t="str"><f>""</f><v></v></c>'
            + '<c r="M2" t="s"><v>0</v></c></row></sheetData>',
            strings='<si><r><t>电</t></r><r><t>工_x000D_L</t></r><rPh sb="0" eb="1"><t>ding</t>'
            "</rPh></si>",
        ),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for stem, data in documents().items():
        (FOLDER / f"{stem}.xlsx").write_bytes(data)
