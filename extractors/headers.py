"""Header rows: the headings that one prints, in cells or in words, on one row or two."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import amounts, catalog, values
from extractors.catalog import CatalogList, HeadingMap
from extractors.document import Paragraph, Row
from extractors.lines import Line, line_text


def looks_like_header(row: Row) -> bool:
    """Whether a row prints at least two known headings and nothing that only a row of data has."""
    texts = [text for text in row.texts if text.strip()]
    known = sum(catalog.field_of_heading(text) is not None for text in texts)
    levels = sum(amounts.parse_levels(text) is not None for text in texts)
    if levels >= 2 and known >= 1 and known + levels == len(texts):
        return True  # amounts in a column a level
    return row.is_header or (known >= 2 and known * 2 >= len(texts))


def known_headings(headings: Sequence[str]) -> int:
    """How many of the headings name a field."""
    return sum(catalog.field_of_heading(text) is not None for text in headings)


def header_score(headings: Sequence[str]) -> int:
    """How well a row's headings are known; levels say more than the one heading above them."""
    return known_headings(headings) + 2 * len(catalog.level_columns(headings))


def table_headings(lines: Sequence[Line], index: int) -> list[tuple[tuple[str, ...], int]]:
    """The headings of a header of one row, then of two: the lower words, then both joined."""
    first = lines[index]
    if not isinstance(first, Row):
        return []
    upper = _by_column(first)
    choices = [(tuple(upper), 1)]
    second = lines[index + 1] if index + 1 < len(lines) else None
    if isinstance(second, Row) and second.width == first.width and is_lower_header(first, second):
        lower = _by_column(second)
        either = tuple(low or up for up, low in zip(upper, lower, strict=True))
        both = tuple(
            up + low if low and low != up else up for up, low in zip(upper, lower, strict=True)
        )
        choices += [(either, 2), (both, 2)]
    return choices


def _by_column(row: Row) -> list[str]:
    return [
        cell.text if not cell.merged_above else ""
        for cell in row.cells
        for _ in range(cell.columns)
    ]


def is_lower_header(first: Row, second: Row) -> bool:
    """Whether a row is the second of a header: under merged headings, and without data."""
    if second.is_header and first.is_header:
        return True
    merged = any(cell.merged_above for cell in second.cells)
    spans = any(cell.columns > 1 for cell in first.cells)
    digits = any(char.isdigit() for text in second.texts for char in text)
    return merged and spans and not digits


def line_headings(lines: Sequence[Line], index: int) -> list[tuple[tuple[str, ...], int]]:
    """The headings of an undelimited header and its lines: of one line, then of two, then of three.

    Only lines whose every word is a known heading count; where there are none, a line most of
    whose words are is taken for a header, each word a heading.
    """
    words: list[str] = []
    choices: list[tuple[tuple[str, ...], int]] = []
    for used in (1, 2, 3):
        line = lines[index + used - 1] if index + used <= len(lines) else None
        if not isinstance(line, Paragraph):
            break
        words += line.text.split()
        headings = _word_headings(words)
        if headings is not None:
            choices.append((headings, used))
    if choices:
        return choices
    single = tuple(line_text(lines[index]).split())
    known = known_headings(single)
    return [(single, 1)] if known >= 3 and known * 2 > len(single) else []


def _word_headings(words: Sequence[str]) -> tuple[str, ...] | None:
    """Words of an undelimited header as headings, every one known; None where one is not."""
    headings: list[str] = []
    place = 0
    while place < len(words):
        for stop in range(min(len(words), place + 3), place, -1):
            text = "".join(words[place:stop])
            if catalog.field_of_heading(text) is not None:
                headings.append(text)
                place = stop
                break
        else:
            return None
    return tuple(headings)


def place_of(line: Line) -> str:
    """Where a line stands, in words: its line, or its page, table and row."""
    position = line.position
    if position.line_start is not None:
        return f"line {position.line_start}"
    page = f"page {position.page}, " if position.page is not None else ""
    return f"{page}table {position.table_no}, row {position.table_row}"


def misfit_message(line: Line, words: CatalogList, mapping: HeadingMap) -> str:
    """What to say of a header that lacks a field: what it prints, lacks, and what is unknown."""
    found = "、".join(values.squeeze(text) for text in mapping.headings)
    unknown = "、".join(values.squeeze(text) for text in mapping.unknown) or "none"
    return (
        f"the header of list '{words.key}' ({place_of(line)}) prints {found}: no column for "
        f"{', '.join(mapping.missing)}; headings not understood: {unknown}. Add the heading to the "
        f"synonyms of headings or the column to the city module"
    )
