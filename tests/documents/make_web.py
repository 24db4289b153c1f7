"""Makes the small web pages beside it, one a trait of the format: ``python make_web.py``."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "web"


def page(body: str, head: str = '<meta charset="utf-8">') -> str:
    """A whole page around this body."""
    return (
        f"<!DOCTYPE html>\n<html><head>{head}<title>标题</title></head><body>{body}</body></html>"
    )


def table(*rows: Sequence[str]) -> str:
    """A table of texts; a line end in a text becomes a break."""
    made = "".join(
        "<tr>" + "".join(f"<td>{_shown(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    return f"<table>{made}</table>"


def _shown(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def paragraph(text: str) -> str:
    return f"<p>{_shown(text)}</p>"


def documents() -> dict[str, bytes]:
    """Every stored file by its stem."""
    inner = table(["五级", "900"], ["四级", "1200"])
    gbk = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    return {
        "order": page(
            "<header>页眉</header><nav><a>首页</a></nav><form><h1>附件1</h1><p>第一批<br>试行</p>"
            "散落文字<table><caption>目录</caption><thead><tr><th>序号<th>名&nbsp;称</thead>"
            "<tbody><tr><td>1<td>保育<br>师<p>L</p></tbody></table><div>备注：<b>完</b>。</div>"
            "<select><option>选项</select></form><aside>推荐</aside><footer>页脚</footer>"
            '<script>var a = "<table><tr><td>不是"</script>'
        ).encode(),
        "spans": page(
            "<table><tr><th>类别<th>名称<th colspan=2>补贴</tr>"
            "<tr><td rowspan=3>A类<td>电工<td>1<td>2</tr>"
            "<tr><td>焊工<td rowspan=2 colspan=2>单独核价</tr><tr><td>钳工</tr>"
            "<tr><td>B类<td>茶艺师<td>3<td>4</tr></table>"
        ).encode(),
        "nested": page(
            f"<table><tr><td>{inner}<p>下方文字</p></td></tr></table>"
            f"<table><tr><td>1<td>电工{inner}</td></tr><tr><td>2<td>焊工</tr></table>"
        ).encode(),
        "hidden": page(
            '<p>正文<span hidden>甲</span></p><p style="color:red; display: none">乙</p>'
            '<table><tr style="display:none"><td>丙</tr><tr><td>1<td>电工</tr></table>'
            '<p aria-hidden="true">丁</p>'
        ).encode(),
        "struck": page(
            '<p>补贴<s>800</s><del>850</del>900元</p><p style="text-decoration:line-through">旧</p>'
            "<table><tr><td>1<td>电工<td><strike>800</strike>900</tr>"
            '<tr style="color:red; text-decoration-line: line-through"><td>2<td>焊工<td>700</tr>'
            '<tr><td>3<td><s style="text-decoration:none">钳工</s><td><u>600</u></tr></table>'
        ).encode(),
        "raised": page(
            "<table><tr><td>1<td>电工<sup>1</sup><td>1500<sup>[2]</sup></tr>"
            '<tr><td>2<td>焊工<br><sup>①</sup><td>1200<span style="vertical-align:super">a</span>'
            "</tr><tr><td>3<td>钳工<sup>*</sup><sup>L</sup>★<td>900<sup>L3</sup></tr>"
            "<tr><td> <sup>4</sup> <td>BIM<sup>TM</sup><td>5m<sup>2</sup>、×10<sup>3</sup></tr>"
            "<tr><td>CO<sub>2</sub><td><s>甲</s><sup>7</sup><td><sup>1</sup>600</tr></table>"
            "<p><sup>1</sup>含鉴定费<sup>3</sup>。</p>"
        ).encode(),
        "gbk": page("<p>镕基：目录</p>", gbk).encode("gb18030"),
        "astray": page("<table>错位<tr>其间<td>1</td>之后<td>电工</td></tr>末尾</table>").encode(),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for stem, data in documents().items():
        (FOLDER / f"{stem}.html").write_bytes(data)
