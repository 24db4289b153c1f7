"""What one would write in a weekend instead: five texts by regular expressions into one table.

`python tests/bench/plain_script.py RAW_FOLDER DATABASE_FILE` prints the number of rows. It checks
nothing, keeps no way back to the print and knows only these five files: the least one can do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd

Row = dict[str, str | None]

MARKS = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*(L/S|L|S|★)$")


def entry(document: str, part: str, serial: str, name: str, code: str, **other: str) -> Row:
    name = "".join(name.split())
    mark = MARKS.search(name)
    return {
        "document": document,
        "list": part,
        "serial": serial,
        "name": MARKS.sub("", name),
        "mark": mark[1] if mark else None,
        "code": code if re.match(r"\d-\d\d", code) else None,
        **other,
    }


def stacked(text: str) -> Iterator[list[str]]:
    """Rows of a Word table saved as text: a tab opens a cell, a blank line ends the row."""
    for block in re.split(r"\n[ \u3000]*\n", text):
        if "\t" in block:
            cells = block[block.index("\t") + 1 :].split("\t")
            yield [" ".join(cell.split()) for cell in cells]


def nantong(raw: Path) -> Iterator[Row]:
    text = (raw / "nantong-2023.txt").read_text("utf-8")
    first, second, _rates = re.split(r"(?m)^附件[23]$", text)
    label = ""
    for cells in stacked(first):
        if len(cells) == 5 and cells[1].isdigit():
            label = cells[0] or label
            _, serial, group, name, code = cells
            yield entry("nantong-2023", "1", serial, name, code, group=group, certificate=label)
    for cells in stacked(second):
        if len(cells) == 4 and cells[0].isdigit():
            serial, name, code, certificate = cells
            yield entry("nantong-2023", "2", serial, name, code, certificate=certificate)


def jinan(raw: Path) -> Iterator[Row]:
    text = (raw / "jinan-2023.txt").read_text("utf-8")
    part = 0
    for line in text.splitlines():
        if re.match(r"[（(][一二三四][)）] ?(?:急需紧缺|一般性|制造业|项目制)", line):
            part += 1
        cells = line.split("\t")
        if len(cells) == 4 and cells[0].isdigit():
            serial, code, name, industry = cells
            yield entry("jinan-2023", str(part), serial, name, code, industry=industry)
        elif len(cells) == 3 and cells[0].isdigit():
            serial, name, industry = cells
            yield entry("jinan-2023", str(part), serial, name, "", industry=industry)


def guangzhou(raw: Path) -> Iterator[Row]:
    text = (raw / "guangzhou-2023.txt").read_text("utf-8")
    text = text[text.index("序号 编码 名称 类型 证书类型") :]
    text = text[: text.index("公开方式")].replace("序号 编码 名称 类型 证书类型", "")
    start = re.compile(r"^ ?(\d{1,3}) *\n*\s*(\d-\d\d-\d\d-\d\d|/|48)(?=\s)", re.M)
    found = list(start.finditer(text))
    for match, following in zip(found, [*found[1:], None], strict=True):
        body = text[match.end() : following.start() if following else None]
        body = body.replace("（2022年版）", "").replace("(2022年版)", "")
        words = re.sub(r"\n\s*", "", body.strip())
        rest = re.match(r"(.*?)((?:粤菜师傅|南粤家政|乡村工匠|农村电商|新业态|其他|/)+)(.*)", words)
        name, initiative, certificate = rest.groups() if rest else (words, "", "")
        yield entry(
            "guangzhou-2023",
            "5",
            match[1],
            name,
            match[2],
            initiative=initiative,
            certificate=certificate.strip(),
        )


def changji(raw: Path) -> Iterator[Row]:
    text = (raw / "changji.txt").read_text("utf-8")
    row = re.compile(r"^ ?(\d+) (\S+) (\d-[\d*-]+) (\S+) (\S+元/人) (\S+元/人)( \*)?", re.M)
    for serial, industry, code, name, training, assessment, mark in row.findall(text):
        yield entry(
            "changji",
            "2",
            serial,
            name,
            code,
            industry=industry,
            training=training,
            assessment=assessment,
            shortage=mark.strip(),
        )


def shanghai(raw: Path) -> Iterator[Row]:
    section = ""
    for cells in stacked((raw / "shanghai-2026.txt").read_text("utf-8")):
        if len(cells) == 2:
            section = cells[1]
        elif len(cells) == 4 and cells[0].isdigit():
            serial, code, name, group = cells
            yield entry("shanghai-2026", "1", serial, name, code, group=group, certificate=section)


def main(raw: Path, database: Path) -> None:
    rows = [row for city in (nantong, jinan, guangzhou, changji, shanghai) for row in city(raw)]
    entries = pd.DataFrame(rows)
    with duckdb.connect(str(database)) as connection:
        connection.register("entries", entries)
        connection.execute("CREATE OR REPLACE TABLE entry AS SELECT * FROM entries")
        print(connection.execute("SELECT count(*) FROM entry").fetchall()[0][0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
