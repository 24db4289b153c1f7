"""A list with amounts of a city that is none, as small documents of several formats."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from unittest.mock import patch

from extractors.catalog import (
    CODE,
    NAME,
    SERIAL,
    TRAINING_AMOUNT,
    CatalogList,
    Column,
    Publication,
)
from extractors.extract import extract_document
from extractors.extraction import Extraction
from schemas.vocabulary import CatalogKind
from tests.documents import make_sheet, make_web
from warehouse.plainly import plainly_whole

TITLE = "某市职业培训补贴标准目录"
PRICED = (SERIAL, CODE, NAME, TRAINING_AMOUNT)
LEVELS = ["序号", "职业编码", "职业名称", "五级/初级工", "四级/中级工", "三级/高级工"]
ELECTRICIAN = ["1", "6-31-01-03", "电工"]
WELDER = ["2", "6-18-02-04", "焊工"]

Shown = str | tuple[str, int, int]
"""A cell's text, or text and how many columns and rows it covers."""


def read(
    data: bytes, columns: Sequence[Column] = PRICED, kind: CatalogKind = "general"
) -> Extraction:
    """The rows of a document whose one list has these columns."""
    priced = any(each.field.endswith("amount") for each in columns)
    words = CatalogList(
        key="priced",
        kind=kind,
        title="补贴标准目录",
        columns=tuple(columns),
        amounts_in="rows" if priced else "not_printed",
    )
    publication = Publication(
        series="some",
        region="320500",
        document_type="catalog",
        recognized_by=("某市",),
        lists=(words,),
    )
    with patch("extractors.extract.publication_of", lambda *_: publication):
        extraction = extract_document(data, "some.bin")
    assert plainly_whole(extraction.by_table())
    return extraction


def page(
    rows: Sequence[Sequence[Shown]], above: Sequence[str] = (), below: Sequence[str] = ()
) -> bytes:
    """A web page with the list, lines above and below it."""
    lines = []
    for row in rows:
        cells = [(each, 1, 1) if isinstance(each, str) else each for each in row]
        shown = (
            f"<td colspan={wide} rowspan={high}>{escape(text)}</td>" for text, wide, high in cells
        )
        lines.append(f"<tr>{''.join(shown)}</tr>")
    heads = "".join(map(make_web.paragraph, ("附件1", TITLE, *above)))
    ends = "".join(map(make_web.paragraph, below))
    return make_web.page(f"{heads}<table>{''.join(lines)}</table>{ends}").encode()


def book(*sheets: Sequence[Sequence[str]]) -> bytes:
    """A workbook whose first sheet is the list with its title."""
    first, *others = sheets
    bodies = [make_sheet.rows(["附件1"], [TITLE], *first)]
    return make_sheet.package(*bodies, *(make_sheet.rows(*each) for each in others))


def amounts(extraction: Extraction) -> list[tuple[str | None, str, int | None, str]]:
    """Entry, purpose, level and yuan of every amount."""
    names = {each.entry_id: each.name for each in extraction.entries}
    return [
        (names.get(each.entry_id or ""), each.purpose, each.skill_level, f"{each.amount_yuan:.0f}")
        for each in extraction.rates
        if each.amount_yuan is not None
    ]


def reasons(extraction: Extraction) -> list[str]:
    """Every reason why a row was rejected."""
    return [reason for row in extraction.rejected for reason in row.reasons]


def messages(extraction: Extraction, rule: str) -> list[str]:
    """What the findings of a rule say."""
    return [each.message for each in extraction.findings if each.rule == rule]
