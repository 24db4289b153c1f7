"""What breaks a year's work, through the commands: each has a message that leads to its remedy."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import build_app
from flows.exit_codes import ExitCode
from tests.places import RAW
from tests.samples.flow_samples import FOOT, HEAD, ROWS, SECTION, list_text, put, sha256_of

LAST_YEAR = "shanghai-2026.txt"
MORE = (*ROWS, ("4", "4-04-05-01", "计算机程序设计员", "A"))


@dataclass
class Ran:
    """What a run said: its exit code, its sentences, and what became of each document."""

    code: int
    said: str
    became: dict[str, str]


@dataclass
class House:
    """A folder of documents with a database, at which the commands work."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    def call(self, *words: str) -> tuple[int, str, str]:
        at = ["--database", str(self.folder / "c.duckdb")]
        result = CliRunner().invoke(build_app(), [*words, *at])
        return result.exit_code, result.stdout, " ".join(result.stderr.split())

    def run(self, *words: str) -> Ran:
        code, out, said = self.call("run", "--no-prefect", "--raw", str(self.raw), *words)
        rows = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()[1:]]
        return Ran(code, said, {row[0]: row[-1] for row in rows})

    def query(self, sql: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(self.call("query", sql, "--json")[1])
        return rows

    def findings(self, rule: str) -> list[str]:
        found = json.loads(self.call("findings", "--rule", rule, "--json")[1])
        return [each["message"] for each in found]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house where last year's edition is published."""
    made = House(tmp_path)
    put(made.raw, LAST_YEAR, list_text())
    assert made.run().became == {"shanghai-2026": "loaded"}
    return made


def columns(*order: int, extra: str | None = None, name: str = "项目名称") -> str:
    """Next year's list with its columns in another order, one more, or one by another name."""
    headings = ["序号", "项目编码", name, "分类", *([extra] if extra else [])]
    rows = [(*row, *(["是"] if extra else [])) for row in ROWS]
    order = order or tuple(range(len(headings)))

    def printed(cells: Any) -> str:
        return "".join(f"\t{cells[place]}\n" for place in order) + "\n"

    head = HEAD[: HEAD.index("\t序号")].format(year=2027)
    return head + printed(headings) + SECTION + "".join(map(printed, rows)) + FOOT


def test_an_unknown_name_of_a_column_that_must_be_there(house: House) -> None:
    put(house.raw, "shanghai-2027.txt", columns(name="培训内容"))
    ran = house.run()
    assert (ran.code, ran.became["shanghai-2027"]) == (ExitCode.INCOMPLETE, "failed")
    assert "shanghai-2027.txt" in ran.said
    assert "培训内容" in ran.said
    assert "extractors/words/headings.py" in ran.said


def test_columns_in_another_order_are_read_and_compared(house: House) -> None:
    put(house.raw, "shanghai-2027.txt", columns(0, 2, 1, 3))
    ran = house.run()
    assert (ran.code, ran.became["shanghai-2027"]) == (ExitCode.WELL, "loaded")
    assert house.query("SELECT change FROM catalog_change") == []


def test_a_new_column_is_kept_and_told(house: House) -> None:
    put(house.raw, "shanghai-2027.txt", columns(extra="是否新增"))
    assert house.run().code == ExitCode.WELL
    (told,) = house.findings("heading_unknown")
    assert "'是否新增'; its cells are kept in other" in told
    kept = "SELECT other['是否新增'] AS kept FROM catalog_entry WHERE other <> MAP {}"
    assert [row["kept"] for row in house.query(kept)] == ["是"] * len(ROWS)
    assert "heading_unknown" in house.call("review", "shanghai-2027")[1]


def test_a_second_batch_adds_and_removes_nothing(house: House) -> None:
    batch = list_text(MORE[3:]).replace("年）", "年）（第二批）")
    put(house.raw, "shanghai-2026-b2.txt", batch)
    ran = house.run()
    assert ran.code == ExitCode.WELL
    assert "Document shanghai-2026-b2 added: entries +1" in ran.said
    assert "removed" not in ran.said
    assert "It adds to shanghai-2026" in house.call("review", "shanghai-2026-b2")[1]
    assert len(house.query("FROM entry_detail")) == len(MORE)


def test_a_reissue_under_the_same_name(house: House) -> None:
    put(house.raw, LAST_YEAR, list_text(MORE))
    ran = house.run()
    assert (ran.code, ran.became) == (ExitCode.WELL, {"shanghai-2026": "loaded"})
    assert "Document shanghai-2026: entries +1" in ran.said
    # what has shrunk, and what was reviewed, waits for a person
    path = put(house.raw, LAST_YEAR, list_text(ROWS[:1]))
    assert "--accept-shrunken shanghai-2026" in house.run().said
    path.with_suffix(".yml").write_text(f"sha256: {'a' * 64}\n", "utf-8")
    ran = house.run()
    assert (ran.code, ran.became) == (ExitCode.INCOMPLETE, {"shanghai-2026": "kept last good"})
    assert "is not the file that was reviewed" in ran.said
    assert f"its SHA-256 is {sha256_of(path)}" in ran.said


def test_a_reissue_under_another_name(house: House) -> None:
    put(house.raw, "corrected.txt", list_text(MORE))
    ran = house.run()
    assert (ran.code, ran.became["corrected"]) == (ExitCode.INCOMPLETE, "failed")
    assert "write 'supersedes: shanghai-2026' into the sidecar" in ran.said
    (house.raw / "corrected.yml").write_text("supersedes: shanghai-2026\n", "utf-8")
    assert house.run().code == ExitCode.WELL
    assert {row["document_id"] for row in house.query("FROM entry_detail")} == {"corrected"}


def test_a_list_that_is_gone(tmp_path: Path) -> None:
    house = House(tmp_path)
    text = (RAW / "nantong-2023.txt").read_text("utf-8")
    put(house.raw, "nantong-2023.txt", text)
    assert house.run().code == ExitCode.WELL
    start, stop = text.index("附件2"), text.index("附件3")
    fewer = text[:start] + text[stop:]
    put(house.raw, "nantong-2024.txt", fewer.replace("2023", "2024"))
    assert house.run().became["nantong-2024"] == "loaded"
    assert any("shortage" in told for told in house.findings("list_missing"))
    assert "list_missing" in house.call("review", "nantong-2024")[1]
    put(house.raw, "nantong-2023.txt", fewer)
    ran = house.run()
    assert ran.became["nantong-2023"] == "kept last good"
    assert "--accept-shrunken nantong-2023" in ran.said


def test_another_format(house: House) -> None:
    rows = "".join(f"{','.join(row)}\n" for row in ROWS)
    table = f"上海市职业技能提升补贴目录（2026年）\n序号,项目编码,项目名称,分类\n{rows}"
    put(house.raw, "shanghai-2026.csv", table)
    ran = house.run()
    assert "shanghai-2026.csv and shanghai-2026.txt have one stem" in ran.said
    assert "keep or rename one of them" in ran.said
    (house.raw / LAST_YEAR).unlink()
    ran = house.run()
    assert (ran.code, ran.became) == (ExitCode.WELL, {"shanghai-2026": "loaded"})
    assert len(house.query("FROM catalog_entry")) == len(ROWS)


def in_parts(year: int = 2027) -> dict[str, str]:
    notice = "关于公布目录的通知\n各有关单位：\n现将目录印发给你们。\n"
    return {"通知.txt": notice, "附件1.txt": list_text(year=year), "附件2.txt": "附件2\n说明\n"}


def test_annexes_as_files_of_their_own(house: House) -> None:
    for name, text in in_parts().items():
        put(house.raw, name, text)
    ran = house.run()
    assert ran.code == ExitCode.INCOMPLETE
    assert ran.became["附件1"] == ran.became["通知"] == "failed"
    assert "附件1.txt is an annex by its name, and lies beside 通知.txt and 附件2.txt" in ran.said
    assert "put them into one folder, raw/SERIES-YEAR/" in ran.said
    # as told
    (house.raw / "shanghai-2027").mkdir()
    for name in in_parts():
        (house.raw / name).rename(house.raw / "shanghai-2027" / name)
    ran = house.run()
    assert (ran.code, ran.became["shanghai-2027"]) == (ExitCode.WELL, "loaded")


def test_a_folder_of_other_documents_is_no_document(house: House) -> None:
    folder = house.raw / "2025"
    put(folder, "a.txt", list_text(year=2024))
    put(folder, "b.txt", list_text(year=2025))
    ran = house.run()
    assert ran.became["2025"] == "failed"
    assert "documents of their own, put each into raw/ itself" in ran.said


def test_an_archive(house: House) -> None:
    with zipfile.ZipFile(house.raw / "shanghai-2027.zip", "w") as archive:
        for name, text in in_parts().items():
            archive.writestr(f"目录/{name}", text)
    ran = house.run()
    assert (ran.code, ran.became["shanghai-2027"]) == (ExitCode.WELL, "loaded")
    parts = "SELECT file_name FROM document_part WHERE document_id = 'shanghai-2027' ORDER BY part"
    assert [row["file_name"] for row in house.query(parts)] == list(in_parts())
    assert house.query("SELECT change FROM catalog_change") == []


def test_an_archive_that_is_not_read(house: House) -> None:
    put(house.raw, "shanghai-2027.rar", b"Rar!\x1a\x07\x01\x00")
    ran = house.run()
    assert (ran.code, ran.became["shanghai-2027"]) == (ExitCode.INCOMPLETE, "failed")
    assert "shanghai-2027.rar is a RAR archive (.rar): unpack it into a folder" in ran.said
