"""Which rows of a table look like its header, by their headings alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.document import Row
from extractors.words import amounts
from extractors.words.heading_rules import guessed_field, joined_fields
from extractors.words.headings import (
    class_columns,
    field_of_heading,
    levels_of_heading,
)
from extractors.words.kinds import other_by_headings

_FEWEST_GUESSED = 3
_FEWEST_OF_OTHERS = 2  # 机构名称 | 办学地址: of a table that is no list of training


def looks_like_header(row: Row) -> bool:
    """Whether a row prints at least two known headings and nothing that only a row of data has."""
    return _looks_like_header(row.texts, is_header=row.is_header)


# each layer asks it of every row
@lru_cache(maxsize=65536)
def _looks_like_header(all_texts: tuple[str, ...], *, is_header: bool) -> bool:
    texts = [text for text in all_texts if text.strip()]
    known = sum(field_of_heading(text) is not None for text in texts)
    levels = sum(levels_of_heading(text) is not None for text in texts)
    spread = max(levels, len(class_columns(texts)))
    named = known or (sum(map(_guessed_fields, texts)) if spread >= 2 else 0)
    if spread >= 2 and named and (named + spread) * 2 > len(texts):
        # amounts in a column a level, or a class; 备注 and the like beside them
        return not any(amounts.parse_amount(text) for text in texts)
    if sum(other_by_headings([text]) is not None for text in texts) >= _FEWEST_OF_OTHERS:
        return True
    if not known:
        return is_header
    if is_header or (known >= 2 and known * 2 >= len(texts)):
        return True
    guessed = sum(map(_guessed_fields, texts))
    enough = guessed >= min(_FEWEST_GUESSED, len(texts)) and guessed * 2 > len(texts)
    return enough and guessed > 1 and not _has_figures(texts)


def _guessed_fields(text: str) -> int:
    """How many fields a heading names, by the synonyms or by its words."""
    if field_of_heading(text) is not None:
        return 1
    return 2 if joined_fields(text) else int(guessed_field(text) is not None)


def _has_figures(texts: Sequence[str]) -> bool:
    return any(char.isdigit() for text in texts for char in text)


def known_headings(headings: Sequence[str]) -> int:
    """How many of the headings name a field."""
    return sum(field_of_heading(text) is not None for text in headings)


def is_lower_header(first: Row, second: Row) -> bool:
    """Whether a row is the second of a header: under merged headings, and without data."""
    if second.is_header and first.is_header:
        return True
    merged = any(cell.merged_above for cell in second.cells)
    spans = any(cell.columns > 1 for cell in first.cells)
    words = [text for text in second.texts if not levels_of_heading(text)]
    digits = any(char.isdigit() for text in words for char in text)
    return merged and spans and not digits
