"""A document twice as long is read in twice the steps, whatever it is long of: steps, not time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.extract import extract_document
from extractors.sidecar import load_sidecar
from schemas.errors import CatalogError
from tests.documents import make_pdf, make_sheet, make_web, make_word
from tests.extractors.readers import sizes
from tests.places import ROOT

pytestmark = pytest.mark.slow

TITLE = "上海市职业技能提升补贴目录（2027年）"
HEAD = ["序号", "项目编码", "项目名称", "分类"]
SOME = 60


def rows(count: int) -> list[list[str]]:
    return [
        [str(n), f"6-31-{n // 90:02d}-{n % 90:02d}", f"修理工{n}", "A"] for n in range(1, count)
    ]


def steps(read: Callable[[bytes], object], data: bytes) -> int:
    """How many lines of Python it takes to read the bytes, refused or not."""
    taken = 0

    def count(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal taken
        taken += event == "line"
        return count

    sys.settrace(count)
    try:
        with suppress(CatalogError):
            read(data)
    finally:
        sys.settrace(None)
    return taken


def word(content: str) -> bytes:
    return make_word.package(make_word.p(make_word.r(TITLE)) + content)


def word_rows(count: int) -> bytes:
    lines = [make_word.tr(*row) for row in [HEAD, *rows(count)]]
    return word(make_word.tbl(*lines))


def word_runs(count: int) -> bytes:
    return word(make_word.p(make_word.r("甲", "<w:b/>") * count))


def word_merges(count: int) -> bytes:
    goes_on = make_word.tc("", "<w:vMerge/>")
    first = make_word.tr(make_word.tc("甲", '<w:vMerge w:val="restart"/>'), "1")
    return word(make_word.tbl(first, *[make_word.tr(goes_on, "1")] * count))


def sheet_rows(count: int) -> bytes:
    return make_sheet.package(make_sheet.rows([TITLE], HEAD, *rows(count)))


def sheet_merges(count: int) -> bytes:
    merges = [f"A{n}:A{n + 1}" for n in range(3, 2 * count, 2)]
    made = make_sheet.rows([TITLE], HEAD, *rows(2 * count)) + make_sheet.merged(*merges)
    return make_sheet.package(made)


def sheet_figures(count: int) -> bytes:
    cells = (
        f'<row r="{n}">{make_sheet.number(f"A{n}", "1234.5", 4)}</row>' for n in range(1, count)
    )
    return make_sheet.package(f"<sheetData>{''.join(cells)}</sheetData>")


def web(body: str) -> bytes:
    return make_web.page(make_web.paragraph(TITLE) + body).encode()


def web_rows(count: int) -> bytes:
    return web(make_web.table(HEAD, *rows(count)))


def web_spans(count: int) -> bytes:
    return web(f"<table>{'<tr><td rowspan=3>1<td>2</tr>' * count}</table>")


def web_columns(count: int) -> bytes:
    hidden = "<col style='visibility:collapse'>" * 3
    return web(f"<table>{hidden}{'<tr><td>1<td>2<td>3<td>4</tr>' * count}</table>")


def web_laid_over(count: int) -> bytes:
    lines = "<tr><td>1<td>2<i style='position:absolute;top:50%;border-top:1px solid'></i></tr>"
    return web(f"<style>td::first-line{{color:red}}</style><table>{lines * count}</table>")


def web_marks(count: int) -> bytes:
    return web("<p>" + "<s>1</s><b>2</b>" * count)


def pdf_rows(count: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        make_pdf.text(canvas, 60, 810, TITLE)
        for start in range(1, count, 20):
            make_pdf.table(canvas, 60, 790, [HEAD, *rows(count)[start - 1 : start + 19]])
            canvas.showPage()

    return make_pdf.make(draw)


def pdf_words(count: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        for n in range(count):
            make_pdf.text(canvas, 40 + 12 * (n % 40), 800 - 12 * (n // 40), "甲")

    return make_pdf.make(draw)


def pdf_bars(count: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(1, 1, 1)
        for n in range(count):
            x, y = 40 + 12 * (n % 40), 800 - 12 * (n // 40)
            make_pdf.text(canvas, x, y, "1")
            canvas.line(x, y, x + 2, y)

    return make_pdf.make(draw)


def pdf_covered(count: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        for n in range(count):
            x, y = 40 + 12 * (n % 40), 800 - 12 * (n // 40)
            make_pdf.text(canvas, x, y, "甲")
            canvas.rect(x, y, 10, 10, stroke=0, fill=1)

    return make_pdf.make(draw)


def text_rows(count: int) -> bytes:
    lines = [" ".join(row) for row in [HEAD, *rows(count)]]
    return "\n\n".join([TITLE, *lines]).encode()


def text_line(count: int) -> bytes:
    return (f"{TITLE}\n\n{' '.join(HEAD)}\n\n1 " + "电工 " * count).encode()


def text_prose(count: int) -> bytes:
    return (f"{TITLE}\n\n{' '.join(HEAD)}\n\n" + "共1个职业；每课时45分钟。\n" * count).encode()


def text_lists(count: int) -> bytes:
    """Of a city without a module, so that each list is told apart by its own title."""
    listed = [
        f"附件{n}\n\n广安市第{n}类补贴培训目录\n\n序号\t编码\t名称\n1\t6-31-01-03\t电工{n}\n"
        for n in range(1, count // 4)
    ]
    return "\n".join(["广安市职业技能培训补贴目录", "", *listed]).encode()


def values(count: int) -> bytes:
    return "\n".join(",".join(row) for row in [[TITLE, "", "", ""], HEAD, *rows(count)]).encode()


MAKERS: tuple[Callable[[int], bytes], ...] = (
    *(word_rows, word_runs, word_merges, sheet_rows, sheet_merges, sheet_figures),
    *(web_rows, web_spans, web_columns, web_marks, web_laid_over),
    *(pdf_rows, pdf_words, pdf_bars, pdf_covered),
    *(text_rows, text_line, text_prose, text_lists, values),
)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_document_twice_as_long_takes_twice_the_steps(make: Callable[[int], bytes]) -> None:
    def read(data: bytes) -> object:
        return extract_document(data, "list.bin")

    with suppress(CatalogError):
        read(make(SOME * 4))  # what is worked out once, a word too, is worked out
    assert steps(read, make(SOME * 4)) <= 2.2 * steps(read, make(SOME * 2))


@pytest.mark.parametrize(
    "line",
    ["k{}: 1", "- {}", "note{}: '1'", "# {}"],
)
def test_a_sidecar_twice_as_long_takes_twice_the_steps(line: str) -> None:
    def read(data: bytes) -> object:
        return load_sidecar(data, "list.yml")

    texts = ["\n".join(line.format(n) for n in range(SOME * times)) for times in (1, 2, 4)]
    _warm, once, twice = (steps(read, text.encode()) for text in texts)
    assert twice <= 2.2 * once


def test_no_line_handles_much_more_of_a_document_twice_as_long() -> None:
    module = "tests.extractors.readers.sizes"
    run = [sys.executable, "-m", module, str(3 * SOME)]
    found = json.loads(subprocess.run(run, check=True, capture_output=True, cwd=ROOT).stdout)
    assert found.keys() == {make.__name__ for make in MAKERS}
    # each title is held against those of all lists: of eight hundred that is a part of two seconds
    titles = found["text_lists"]
    titles = {line: sizes for line, sizes in titles.items() if not line.startswith("publication.")}
    assert {name: lines for name, lines in (found | {"text_lists": titles}).items() if lines} == {}


@pytest.mark.parametrize(
    ("line", "grows"),
    [
        ("seen = seen | {n}", True),
        ("seen = {*seen, n}", True),
        ("rest = rest[1:]", True),
        ("rest.pop(0)", True),
        ("rest = rest + [n]", True),
        ("text = ''.join((text, 'a'))", True),
        ("is_there = n in rest", True),
        ("place = rest.index(n)", True),
        ("most = max(rest)", True),
        ("words = text.split()", True),
        ("found = PATTERN.search(text)", True),
        ("seen.add(n)", False),
        ("seen |= {n}", False),
        ("rest.append(n)", False),
        ("is_there = n in seen", False),
        ("first = rest[0]", False),
        ("found = PATTERN.match(text, n)", False),
    ],
)
def test_a_line_that_handles_all_there_is_for_each_row_is_seen(
    line: str, grows: bool, tmp_path: Path
) -> None:
    counter = sizes.Counter()
    program = f"""
import re
PATTERN = re.compile("b")
def read(data):
    seen, rest, text = set(), list(range(len(data))), "a" * len(data)
    for n in range(len(data)):
        {line}
"""
    path = tmp_path / "made.py"
    path.write_text(program)
    loader = sizes.Loader("made", str(path), counter)
    spec = spec_from_file_location("made", path, loader=loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    found = sizes.growing(counter, module.read, b"x" * 200, b"x" * 400)
    assert [*found] == ["made.py:7"] * grows
