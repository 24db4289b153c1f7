"""The national facts load, hold together, and say where they do not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import CatalogError
from schemas.reference_data import FOLDER, load_reference


@pytest.fixture(scope="module")
def facts() -> dict[str, list[dict[str, Any]]]:
    return {name: rows.to_pylist() for name, rows in load_reference().items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "reference"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def pairs(facts: dict[str, list[dict[str, Any]]], edition: str) -> dict[tuple[str, str], str]:
    return {
        (row["code"], row["name"]): row["status"]
        for row in facts["occupation"]
        if row["edition"] == edition
    }


def append(path: Path, line: str) -> int:
    text = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(text, encoding="utf-8")
    return text.count("\n")


def test_the_2022_book_equals_its_published_totals(facts: Any) -> None:
    book = [row for row in facts["occupation"] if row["edition"] == "2022"]
    tiers = [sum(row["tier"] == tier for row in book) for tier in (1, 2, 3, 4)]
    assert tiers == [8, 79, 450, 1639]
    assert sum(row["is_green"] for row in book) == 134
    assert sum(row["is_digital"] for row in book) == 97
    assert sum(row["is_green"] and row["is_digital"] for row in book) == 23


def test_the_2015_edition_tells_the_book_from_proposals_and_knows_no_marks(facts: Any) -> None:
    old = pairs(facts, "2015")
    assert old["4-01-02-02", "电子商务师"] == "book"
    assert old["4-14-04-02", "消毒员"] == "added"
    assert old["4-13-05-03", "全媒体运营师"] == "proposed"
    marks = {row["is_green"] for row in facts["occupation"] if row["edition"] == "2015"}
    assert marks == {None}


def test_the_online_list_is_the_book_with_its_changes(facts: Any) -> None:
    book, online = pairs(facts, "2022"), pairs(facts, "2022-online")
    assert online["6-31-01-03", "电工"] == "book"
    assert online["4-13-01-10", "网络主播"] == "added"
    assert online["3-01-01-05", "劝募师"] == "renamed"
    assert ("3-01-01-05", "劝募员") in book.keys() - online.keys()
    assert online["4-05-02-01", "证券期货服务师"] == "renumbered"
    assert ("4-05-02-00", "证券期货服务师") in book.keys() - online.keys()


def test_the_crosswalk_leads_every_older_pair_to_the_2022_edition(facts: Any) -> None:
    ways: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for row in facts["occupation_crosswalk"]:
        key = (row["edition_from"], row["code_from"], row["name_from"])
        ways.setdefault(key, set()).add((row["relation"], row["code_2022"]))
    assert ways["2015", "4-01-02-02", "电子商务师"] == {("recoded", "4-01-06-01")}
    assert ways["interim", "6-31-01-10", "工业机器人系统运维员"] == {("interim", "6-31-07-01")}
    assert ways["interim", "6-23-03-15", "无人机装调工"] == {("interim", "6-23-03-15")}
    split = ways["2015", "4-14-01-00", "医疗临床辅助服务员"]
    assert split == {("split", "4-14-01-01"), ("split", "4-14-01-02")}
    for code, name in pairs(facts, "2015"):
        assert ("2015", code, name) in ways or ("interim", code, name) in ways


def test_work_types_say_whether_their_code_was_seen(facts: Any) -> None:
    seen = {(row["edition"], row["code"]): row for row in facts["work_type"]}
    assert seen["2022", "6-24-03-01-11"]["is_attested"]
    assert not seen["2022", "6-24-03-01-09"]["is_attested"]


def test_every_region_hangs_below_one_that_is_there(facts: Any) -> None:
    regions = {row["adcode"]: row for row in facts["region"]}
    assert regions["320600"]["short_name"] == "南通"
    assert regions["652300"]["parent_adcode"] == "650000"
    assert regions[regions["652300"]["parent_adcode"]]["admin_level"] == "province"


def test_a_later_edition_is_one_more_file(folder: Path) -> None:
    (folder / "occupation_2031.csv").write_text(
        "code,name,level,parent_code\n6-31-01-03,电气工,4,6-31-01\n", encoding="utf-8"
    )
    (folder / "occupation_2031_later_changes.csv").write_text(
        "code,name,level,parent_code,kind,book_2031_name_at_code\n"
        "6-31-01-03,电工,4,6-31-01,renamed,电气工\n",
        encoding="utf-8",
    )
    rows = load_reference(folder)["occupation"].to_pylist()
    found = {(r["edition"], r["name"], r["status"]) for r in rows if "2031" in r["edition"]}
    assert found == {("2031", "电气工", "book"), ("2031-online", "电工", "renamed")}


@pytest.mark.parametrize(
    ("file_name", "line", "complaint"),
    [
        ("occupation_2022.csv", "6-31,电工,4,6-31-01,2,0,", "is_green is 2"),
        ("occupation_2022.csv", "6-31-01-99,电工,x,6-31-01,0,0,", "level is x"),
        ("occupation_2022.csv", "6-31-01-03,电工,4,6-31-01,0,0,", "stands twice"),
        ("occupation_2015.csv", "6-99-01,某工,4,6-99,heard of,", "status: is none of book"),
        ("occupation_2022.csv", "6-31-01-99,,4,6-31-01,0,0,", "name: may not be missing"),
        (
            "occupation_2022_later_changes.csv",
            "6-31-01-03,电气工,0,0,4,6-31-01,renamed,电焊工,",
            "the book has no 电焊工 at 6-31-01-03",
        ),
        (
            "occupation_2022_later_changes.csv",
            "6-31-01-03,新工,0,0,4,6-31-01,new,,",
            "the book has 电工 at 6-31-01-03 already",
        ),
        (
            "occupation_2022_later_changes.csv",
            "6-31-01-99,无此工,0,0,4,6-31-01,renumbered,,",
            "the book has 0 occupations called 无此工",
        ),
        (
            "crosswalk_2015_2022.csv",
            "1-01-01-01,甲,9-99-99-99,乙,same,x",
            "not in the edition 2022",
        ),
        (
            "interim_codes.csv",
            "网约配送员,4-02-07-10,,x,x,x,6-31-01-03,电工,recoded,x,",
            "leads to 6-31-01-03 here and to 4-10-08-01",
        ),
        ("work_types.csv", "6-99-01-01-01,某工,6-99-01-01,某,2022,1,x,low", "not in the edition"),
        ("region.csv", "999901,某县,某,county,999900", "the region above, 999900, has no line"),
    ],
)
def test_a_bad_fact_is_named_with_file_and_line(
    folder: Path, file_name: str, line: str, complaint: str
) -> None:
    number = append(folder / file_name, line)
    with pytest.raises(CatalogError, match=complaint) as caught:
        load_reference(folder)
    assert str(caught.value).startswith(f"{file_name}, line {number}: ")


def test_a_file_of_other_columns_or_names_is_refused(folder: Path) -> None:
    (folder / "occupation_new.csv").write_text("code\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"occupation_new\.csv names no edition"):
        load_reference(folder)
    (folder / "occupation_new.csv").rename(folder / "occupation_2031.csv")
    with pytest.raises(CatalogError, match=r"occupation_2031\.csv, line 1: columns missing: level"):
        load_reference(folder)
    (folder / "occupation_2031.csv").rename(folder / "occupation_2030_later_changes.csv")
    with pytest.raises(CatalogError, match=r"add occupation_2030\.csv"):
        load_reference(folder)
    (folder / "region.csv").unlink()
    with pytest.raises(CatalogError, match=r"region\.csv cannot be read"):
        load_reference(folder)
