"""Header rows: the headings that one prints, in cells or in words, on one row or several."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Sequence

from extractors.catalog import CatalogList
from extractors.document import Line, Paragraph, Row
from extractors.layout.header_rows import is_lower_header, known_headings, looks_like_header
from extractors.layout.pages import same_header
from extractors.locate.found import FoundList
from extractors.locate.heading_map import HeadingMap, map_headings, prints_above
from extractors.words.headings import (
    class_columns,
    field_of_heading,
    level_columns,
    levels_of_heading,
    plain_heading,
)
from extractors.words.text import squeeze

MAX_HEADER_ROWS = 3
MAX_HEADER_LINES = 16
FEWEST_HEADINGS = 3


def table_headings(lines: Sequence[Line], index: int) -> list[tuple[tuple[str, ...], int]]:
    """The headings of a header of one row, then of two, then of three."""
    above = lines[index]
    if not isinstance(above, Row):
        return []
    uppers = [_by_column(above)]
    choices = [(uppers[0], 1)]
    for used, row in enumerate(lines[index + 1 : index + MAX_HEADER_ROWS], start=2):
        if not isinstance(row, Row) or row.width != above.width:
            break
        lower = _by_column(row)
        if used == 2 and _is_rest(above, row):
            choices.append((tuple(map(operator.add, uppers[0], lower)), used))
            break
        if not is_lower_header(above, row):
            break
        uppers = list(dict.fromkeys(each for upper in uppers for each in _joined(upper, lower)))
        choices += [(each, used) for each in uppers]
        above = row
    return choices


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, ...]]:
    """The headings of two header rows: the lower words, both, or as they name a field."""
    pairs = list(zip(upper, lower, strict=True))
    either = tuple(low or up for up, low in pairs)
    both = tuple(up + low if low and low != up else up for up, low in pairs)
    return [either, both, tuple(_under(up, low) for up, low in pairs)]


def _is_rest(first: Row, second: Row) -> bool:
    """Whether a page end cuts a header: what the second row prints ends the words above it."""
    if second.position.page in (None, first.position.page):
        return False
    pairs = zip(_by_column(first), _by_column(second), strict=True)
    ended = [up + low for up, low in pairs if low.strip()]
    return bool(ended) and all(map(field_of_heading, ended))


def _under(up: str, low: str) -> str:
    """The words of two header cells in the order that names a field: 补贴标准 over 培训 is one."""
    orders = (low, up + low, low + up) if low and low != up else (up,)
    return next((text for text in orders if field_of_heading(text)), low or up)


def _by_column(row: Row) -> tuple[str, ...]:
    return tuple(cell.text if not cell.merged_above else "" for cell in row.by_column)


def line_headings(lines: Sequence[Line], index: int) -> list[tuple[tuple[str, ...], int]]:
    """The headings of an undelimited header and its lines: of one line, of two, and so on.

    Only lines whose every word is a known heading, or a piece of one, count; where there are none,
    a line most of whose words are is taken for a header, each word a heading. A line of one word
    begins a header whose cells stand a line each: it heads the serials, and others follow.
    """
    words: list[str] = []
    choices: list[tuple[tuple[str, ...], int]] = []
    single = lines[index].words
    in_lines = len(single) == 1
    reach = MAX_HEADER_LINES if in_lines else MAX_HEADER_ROWS
    for used, line in enumerate(lines[index : index + reach], start=1):
        if not isinstance(line, Paragraph):
            break
        words += line.words
        headings = _word_headings(words)
        if headings is not None and (not in_lines or len(headings) >= FEWEST_HEADINGS):
            choices.append((headings, used))
    if choices or in_lines:
        return choices
    known = known_headings(single) + len(level_columns(single))
    return [(single, 1)] if known >= 3 and known * 2 > len(single) else []


def _word_headings(words: Sequence[str]) -> tuple[str, ...] | None:
    """Words of an undelimited header as headings, every one known; None where one is not."""
    headings: list[str] = []
    place = 0
    while place < len(words):
        for stop in range(min(len(words), place + 3), place, -1):
            text = "".join(words[place:stop])
            levels = levels_of_heading(text) or ()
            if field_of_heading(text) is not None or len(levels) == 1:
                headings.append(text)
                place = stop
                break
        else:
            return None
    return tuple(headings)


def is_header_line(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is a header: a row of cells, or of words that all name fields."""
    line = lines[index]
    if isinstance(line, Row):
        return looks_like_header(line) and not line.is_lone
    return begins_line_header(line) and bool(line_headings(lines, index))


def begins_line_header(line: Line) -> bool:
    """Whether the first word of an undelimited line is a heading; alone, the one of serials."""
    name = field_of_heading(line.words[0]) if line.words else None
    return name == "serial" if len(line.words) == 1 else name is not None


def header_distance(lines: Sequence[Line], index: int) -> int:
    """How many lines below the next header row stands; 99 where none is near."""
    for distance, line in enumerate(lines[index + 1 : index + 4], start=1):
        headings = line.texts if isinstance(line, Row) else line.words
        if known_headings(headings) >= 2:
            return distance
    return 99


def stands_twice(headings: Sequence[str]) -> str | None:
    """The field (serial or name) of which a header prints two columns of the same words, if any.

    Columns side by side with the same words are one heading over both.
    """
    apart = [text for text, _ in itertools.groupby(map(plain_heading, headings))]
    fields = [field_of_heading(text) for text in apart]
    if fields.count("serial") > 1:
        return "serial"
    names = [text for text, name in zip(apart, fields, strict=True) if name == "name"]
    return "name" if len(set(names)) < len(names) else None


def best_headings(
    lines: Sequence[Line], index: int, lists: Sequence[CatalogList]
) -> tuple[tuple[str, ...], int] | None:
    """The reading of a header of one row or several that has all fields of a list, or most."""

    def worth(choice: tuple[tuple[str, ...], int]) -> tuple[bool, int, int, int]:
        headings, used = choice
        complete = any(not map_headings(headings, each.columns).missing for each in lists)
        fields = {field_of_heading(text) for text in headings} - {None}
        # levels and classes say more than the one heading above them
        places = {*level_columns(headings), *class_columns(headings)}
        spread = len({headings[place] for place in places})
        # a row into which headings reach down is no row of data
        rows = (line for line in lines[index + 1 : index + used] if isinstance(line, Row))
        reached = sum(any(cell.merged_above for cell in row.cells) for row in rows)
        return complete, reached, len(fields) + 2 * spread, used

    return max(table_headings(lines, index), key=worth, default=None)


def other_order(
    lines: Sequence[Line], index: int, found: FoundList
) -> tuple[tuple[int, ...], int] | None:
    """The list's header again with its columns in another order: which each is, and its rows.

    None where the header is not that, or two of its columns print the same.
    """
    first, width = found.headers[0], len(found.columns)
    rows = next(n for n in itertools.count(1) if first + n not in found.headers)
    known = [tuple(map(squeeze, column.prints)) for column in found.columns]
    header = prints_above([""] * width, lines[index : index + rows])
    again = [tuple(map(squeeze, prints)) for prints in header]
    if known == again or len(set(known)) < len(known) or sorted(known) != sorted(again):
        return None
    return tuple(map(known.index, again)), rows


def repeated_rows(lines: Sequence[Line], index: int, found: FoundList) -> int:
    """How many rows from this one are the list's header again; 0 for none.

    They print the same texts, or, where a page end cut one of them, other texts for its fields.
    """
    if used := _printed_again(lines, index, found.headers):
        return used
    known = HeadingMap(found.columns, ())
    for headings, used in table_headings(lines, index):
        mapping = map_headings(headings, found.words.columns)
        if (mapping.fields, mapping.unknown) == (known.fields, known.unknown):
            return used
    return 0


def _printed_again(lines: Sequence[Line], index: int, headers: Sequence[int]) -> int:
    """How many rows from this one print a list's header again, row by row."""
    for place, each in enumerate(headers):
        if not _prints_same(lines, index, each):
            continue
        used = 1
        while place + used < len(headers) and _prints_same(
            lines, index + used, headers[place + used]
        ):
            used += 1
        return used
    return 0


def _prints_same(lines: Sequence[Line], index: int, header: int) -> bool:
    row = lines[index] if index < len(lines) else None
    known = lines[header]
    return isinstance(row, Row) and isinstance(known, Row) and same_header(row, known)


def repeats_header(lines: Sequence[Line], index: int, found: FoundList) -> bool:
    """Whether the header at a line is the one that the list has, in cells or in words."""
    if isinstance(lines[index], Row):
        return _printed_again(lines, index, found.headers) > 0
    return any(headings == found.headings for headings, _ in line_headings(lines, index))


def fitting_list(
    lists: Sequence[CatalogList], headings: Sequence[str], contexts: Sequence[str]
) -> tuple[tuple[CatalogList, HeadingMap] | None, tuple[CatalogList, HeadingMap] | None]:
    """The list that the first title to name one names, and that the headings fit; else a misfit.

    Of several the one with fewest unknown headings. A misfit is a list by its title that lacks
    headings.
    """
    misfit: tuple[CatalogList, HeadingMap] | None = None
    for context in contexts:
        best: tuple[CatalogList, HeadingMap] | None = None
        for words in lists:
            if not words.is_named_in(context):
                continue
            mapping = map_headings(headings, words.columns)
            if mapping.missing:
                misfit = misfit or (words, mapping)
            elif best is None or len(mapping.unknown) < len(best[1].unknown):
                best = (words, mapping)
        if best is not None:
            return best, misfit
    return None, misfit


def place_of(line: Line) -> str:
    """Where a line stands, in words: its file, its line, or its page, table and row."""
    position = line.position
    part = f"{position.part.name}, " if position.part else ""
    if position.line_start is not None:
        return f"{part}line {position.line_start}"
    page = f"page {position.page}, " if position.page is not None else ""
    return f"{part}{page}table {position.table_no}, row {position.table_row}"


def misfit_message(line: Line, words: CatalogList, mapping: HeadingMap) -> str:
    """What to say of a header that lacks a field: what it prints, lacks, and what is unknown."""
    found = "、".join(squeeze(text) for text in mapping.headings)
    unknown = "、".join(squeeze(text) for text in mapping.unknown if text.strip())
    remedy = (
        "Add the heading to the synonyms in extractors/words/headings.py"
        if unknown
        else "If the edition has it no more, say absent=True of the column in the city module"
    )
    return (
        f"the header of list '{words.key}' ({place_of(line)}) prints {found}: no column for "
        f"{', '.join(mapping.missing)}; headings not understood: {unknown or 'none'}. {remedy}"
    )
