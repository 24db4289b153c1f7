"""The same rows in another layout are the same rows, or rejected; never other rows."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.extract import extract_document
from extractors.extraction import EntryRow, Extraction
from schemas.errors import ExtractError
from tests.places import RAW
from tests.samples.documents_text import Layout, in_line, stacked, undelimited


def extract(name: str, text: str | None = None) -> Extraction:
    data = text.encode() if text is not None else (RAW / f"{name}.txt").read_bytes()
    return extract_document(data, name, None)


def content(entry: EntryRow) -> tuple[object, ...]:
    """What a row says, wherever it stands."""
    return (
        entry.serial_printed,
        "".join((entry.name_printed or "").split()),
        entry.code_printed,
        entry.subsidy_class_printed,
        entry.certificate_printed,
        entry.industry_printed,
        entry.initiatives_printed,
        entry.section,
        tuple(entry.marks),
        tuple(sorted(entry.other.items())),
    )


GUANGZHOU_HEAD = (RAW / "guangzhou-2023.txt").read_text(encoding="utf-8").split("序号 编码 名称")[0]


@cache
def guangzhou() -> tuple[EntryRow, ...]:
    """What the published text lists, read when a test first asks for it."""
    return tuple(extract("guangzhou-2023").entries)


def guangzhou_rows() -> list[list[str]]:
    """The same as the five cells of each row."""
    return [
        [
            str(entry.serial_printed),
            entry.code_printed or "",
            entry.name_printed or "",
            entry.initiatives_printed or "",
            entry.certificate_printed or "",
        ]
        for entry in guangzhou()
    ]


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(0, 2**32), st.floats(0, 0.6), st.floats(0, 0.5), st.floats(0, 1))
@example(4519, 0.4375, 0.5, 0.0)  # pieces of a code that were read as a name
def test_wrapped_and_cut_rows_are_read_right_or_rejected(
    seed: int, wrap: float, cut: float, header: float
) -> None:
    chance = random.Random(seed)
    first = chance.randrange(len(guangzhou_rows()))
    rows = guangzhou_rows()[first : first + 60]
    layout = Layout(wrap, cut, header)
    text = undelimited("序号 编码 名称 类型 证书类型", rows, layout, chance)
    again = extract("guangzhou-2023", GUANGZHOU_HEAD + text)
    expected = Counter(content(entry) for entry in guangzhou()[first : first + 60])
    read = Counter(content(entry) for entry in again.entries)
    assert not read - expected
    if not again.rejected:
        assert read == expected


@pytest.mark.slow
def test_nearly_every_wrapped_row_is_read() -> None:
    chance = random.Random(20231121)
    layout = Layout(wrap=0.3, cut=0.1, header=0.5, serials_wrap=False)
    text = undelimited("序号 编码 名称 类型 证书类型", guangzhou_rows(), layout, chance)
    again = extract("guangzhou-2023", GUANGZHOU_HEAD + text)
    assert len(again.entries) > 0.9 * len(guangzhou_rows())


@pytest.mark.slow
@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_nantong_in_another_order_with_other_page_ends(seed: int) -> None:
    chance = random.Random(seed)
    original = extract("nantong-2023")
    main = [entry for entry in original.entries if entry.catalog_id.endswith("/1")]
    sections: dict[str, list[EntryRow]] = {}
    for entry in main:
        sections.setdefault(entry.section or "", []).append(entry)
    rows: list[list[str]] = [
        ["补贴项目", "序号", "类别", "职业工种名称（含各职业下全部工种）", "编码"]
    ]
    for section, entries in sections.items():
        chance.shuffle(entries)
        for place, entry in enumerate(entries):
            label = section if place == 0 or chance.random() < 0.03 else ""
            cells = [
                label,
                str(entry.serial_printed),
                entry.subsidy_class_printed or "",
                entry.name_printed or "",
                entry.code_printed or "",
            ]
            rows.append([_broken(cell, chance) for cell in cells])
    text = "附件1\n\n南通市2023年政府补贴性职业技能培训\n职业（工种）目录\n" + stacked(rows)
    again = extract("nantong-2023", text)
    assert not again.rejected
    assert Counter(map(content, again.entries)) == Counter(
        (*content(entry)[:4], (entry.certificate_printed or "").strip(), *content(entry)[5:])
        for entry in main
    )


@pytest.mark.slow
@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_jinan_in_another_order_with_other_page_ends(seed: int) -> None:
    chance = random.Random(seed)
    original = extract("jinan-2023")
    source = (RAW / "jinan-2023.txt").read_text(encoding="utf-8")
    letter = source.split("（一）急需紧缺培训项目目录")[0]
    entries = [entry for entry in original.entries if entry.catalog_id.endswith("/2")]
    chance.shuffle(entries)
    header = ["序号", "编码", "职业名称（包括所含工种）", "行业分类"]
    rows: list[list[str]] = [header]
    for entry in entries:
        cells = [
            str(entry.serial_printed),
            entry.code_printed or "",
            entry.name_printed or "",
            entry.industry_printed or "",
        ]
        if chance.random() < 0.1 and len(cells[2]) > 2:
            place = chance.randint(1, len(cells[2]) - 1)
            rows += [
                [*cells[:2], cells[2][:place], cells[3]],
                header,
                ["", "", cells[2][place:], ""],
            ]
        else:
            rows.append(cells)
    again = extract("jinan-2023", f"{letter}\n(二) 一般性培训项目目录\n\n{in_line(rows)}\n")
    assert not again.rejected
    assert Counter(map(content, again.entries)) == Counter(map(content, entries))


def _broken(cell: str, chance: random.Random) -> str:
    """The cell with a line break somewhere inside, now and then."""
    if len(cell) < 3 or chance.random() > 0.2:
        return cell
    place = chance.randint(1, len(cell) - 1)
    return cell[:place] + "\n" + cell[place:]


@pytest.mark.slow
@pytest.mark.parametrize("name", [path.stem for path in sorted(RAW.glob("*.txt"))])
@settings(max_examples=12)
@given(data=st.data())
def test_no_character_of_a_mangled_text_is_lost(name: str, data: st.DataObject) -> None:
    """Whatever is done to the lines, each printed character stands in a source row."""
    lines = (RAW / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    places = st.integers(len(lines) // 2, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(places)
        action = data.draw(st.sampled_from(["drop", "double", "garble"]))
        if action == "drop":
            lines[place : place + 1] = [""]
        elif action == "double":
            lines.insert(place, lines[place])
        else:
            lines[place] = lines[place][::-1]
    text = "\n".join(lines)
    try:
        extraction = extract_document(text.encode(), name, None)
    except ExtractError:
        return  # refused whole, in words: nothing is half-read
    printed = Counter("".join(text.split()))
    kept = Counter("".join("".join("".join(row.cells).split()) for row in extraction.source_rows))
    assert printed == kept
    accounted = {entry.row_no for entry in extraction.entries}
    accounted |= {row.row_no for row in extraction.rejected}
    entry_rows = [row.row_no for row in extraction.source_rows if row.role == "entry"]
    assert set(entry_rows) <= accounted
