"""What a document prints in which no list was found: its headings, and what the nearest list lacks.

For the sentence that refuses it, so that whoever reads it knows which word to look for.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.catalog import CatalogList
from extractors.document import Line, Row
from extractors.layout.header_rows import looks_like_header
from extractors.locate.headers import (
    begins_line_header,
    best_headings,
    line_headings,
    place_of,
)
from extractors.locate.heading_map import HeadingMap, map_headings
from extractors.locate.sections import title_lines
from extractors.words.text import squeeze
from extractors.words.titles import is_withdrawn

_MOST = 3
_LONGEST, _LONGEST_ROW = 30, 200


def why_none_found(lines: Sequence[Line], lists: Sequence[CatalogList]) -> str:
    """Which headings the lines print, and what the list lacks that is nearest to the first."""
    headers = _headers(lines, lists)
    if not headers:
        return rows_printed(lines)
    misfits = [
        (index, words, map_headings(headings, words.columns), _over(lines, index))
        for index, headings in headers
        for words in lists
    ]
    index, words, mapping, over = min(misfits, key=_distance)
    printed = "; ".join(_row(lines[each], headings) for each, headings in headers[:_MOST])
    needed = [f"a column for {', '.join(mapping.missing)}"] if mapping.missing else []
    titles = "、".join(f"'{title[:_LONGEST]}'" for title in over) or _no_title(lines, index)
    if not needed or not _is_titled(words, over):
        needed.append(f"a title above it that fits '{words.title}' ({titles} stands there)")
    needed += ["a title that does not withdraw it"] * any(map(is_withdrawn, over))
    lacks = " and ".join(needed)
    return f"{printed}; for list '{words.key}' {place_of(lines[index])} lacks {lacks}"


def _distance(misfit: tuple[int, CatalogList, HeadingMap, list[str]]) -> tuple[int, int, int]:
    index, words, mapping, over = misfit
    return len(mapping.missing) + (not _is_titled(words, over)), len(mapping.unknown), index


def _is_titled(words: CatalogList, over: Sequence[str]) -> bool:
    return any(words.is_named_in(title) for title in over)


def _over(lines: Sequence[Line], index: int) -> list[str]:
    """The title lines above a header."""
    above = [place for place in range(index) if lines[place].is_lone and lines[place].bare]
    return [lines[place].bare for place in title_lines(lines, above, index)]


def _no_title(lines: Sequence[Line], index: int) -> str:
    """What stands above a header over which no title stands."""
    above = (lines[place] for place in reversed(range(index)))
    nearest = next((line.bare for line in above if line.bare), None)
    return f"'{nearest[:_LONGEST]}', which is no title," if nearest else "no title"


def _headers(
    lines: Sequence[Line], lists: Sequence[CatalogList]
) -> list[tuple[int, tuple[str, ...]]]:
    """The lines that are headers by the words in them: where each stands, and its headings."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for index, line in enumerate(lines):
        if isinstance(line, Row):
            best = best_headings(lines, index, lists) if looks_like_header(line) else None
        else:
            best = (
                next(iter(line_headings(lines, index)), None) if begins_line_header(line) else None
            )
        if best is not None and best[0] not in [headings for _, headings in found]:
            found.append((index, best[0]))
    return found


def rows_printed(lines: Sequence[Line]) -> str:
    """What the first row of each table prints that is no header, for the first tables."""
    firsts: dict[int | None, Row] = {}
    for line in lines:
        if isinstance(line, Row) and not line.is_lone:
            firsts.setdefault(line.position.table_no, line)
    if not firsts:
        return "it holds no table, and no line prints the headings of one"
    return "no row prints headings that are known: " + "; ".join(
        _row(row, row.texts) for row in list(firsts.values())[:_MOST]
    )


def _row(line: Line, texts: Sequence[str]) -> str:
    printed = "、".join(squeeze(text)[:_LONGEST] for text in texts if text.strip())
    return f"{place_of(line)} prints {printed[:_LONGEST_ROW]}"
